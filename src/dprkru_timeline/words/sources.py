"""Numbered source notes: who says so, in order of first use."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, KeptSources
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.model import Event, EventKind, Source, SourceKind
from dprkru_timeline.text import one_line

_FIRST_KINDS = (SourceKind.UN_DOCUMENT, SourceKind.TREATY_TEXT, SourceKind.OFFICIAL)
SHORT = 2
UNTITLED = "untitled page"
KEPT_COPY = "Kept copy"
# A language tag by RFC 5646, as far as its form goes.
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# A source of this long after an event was written when it happened; a later one looks back.
_SOON = timedelta(days=31)


def ranked_sources(chronology: Chronology, event: Event) -> list[str]:
    """Return the ids of an event's sources, those first that best say what is said here.

    The record; official and UN documents; then what was written when it happened before what looked back on it, and
    background from before it last; of these, what has a title before what could only be seen in part.
    """
    if isinstance(chronology.sources, KeptSources) and (ranked := chronology.sources.ranked(event)) is not None:
        return ranked
    first, last = event.date.earliest, event.date.latest or event.date.earliest

    def rank(source_id: str) -> tuple[int, int, bool]:
        source = chronology.sources[source_id]
        kind = 0 if source_id == event.record else 1 if source.kind in _FIRST_KINDS else 2
        day = source.date.latest if source.date else None
        if event.kind is EventKind.DEADLINE or first is None or last is None:
            when = 0 if day else 1
        elif day is None:
            when = 1
        elif first - day > timedelta(days=1):
            when = 2
        else:
            when = 0 if day - last <= _SOON else 1
        return (kind if when < 2 or kind == 0 else 3), when, not source.title

    return sorted(event.sources, key=rank)


class ToldSource(NamedTuple):
    """A source told, its title apart for those who set it apart.

    ``publisher`` is who published it, after the symbol of a document that has one; ``title`` is empty where it could
    not be seen; ``language`` is its tag where that is not English; ``url`` and ``kept``, the address of a kept copy,
    are empty where there is none that may be a link; ``untitled`` stands in place of a title.
    """

    publisher: str
    title: str
    date: str
    language: str
    url: str
    kept: str
    untitled: str = UNTITLED

    @property
    def text(self) -> str:
        """The source as a note names it: publisher, title, date."""
        return _named(self.publisher, self.title, self.date, untitled=self.untitled)


def told_source(source: Source) -> ToldSource:
    """Return a source told."""
    return ToldSource(
        _publisher(source),
        title_after_symbol(source),
        _date(source),
        title_language(source),
        web_address(source.url),
        web_address(source.archive),
        _untitled(source),
    )


def source_text(source: Source) -> str:
    """Return a source as a note names it: `ToldSource.text`, without what a note does not need."""
    return _named(_publisher(source), title_after_symbol(source), _date(source), untitled=_untitled(source))


def source_note(sources: Mapping[str, Source], source_id: str) -> tuple[str, str, str]:
    """Return a source as a note names it (`source_text`), its address, and that of its kept copy."""
    if isinstance(sources, KeptSources) and (note := sources.note(source_id)):
        return note
    source = sources[source_id]
    return source_text(source), source.url, source.archive


def title_after_symbol(source: Source) -> str:
    """Return a source's title without the symbol that stands before it in a note."""
    title = one_line(source.title)
    return title.removeprefix(one_line(source.symbol)).lstrip(" :,–—-") if source.symbol else title


def _untitled(source: Source) -> str:
    return "" if source.symbol else UNTITLED


def _publisher(source: Source) -> str:
    """Return who published it, with a document's symbol first, by which readers look for it."""
    publisher = one_line(source.publisher)
    return f"{one_line(source.symbol)}, {publisher}" if source.symbol else publisher


def _named(publisher: str, title: str, date: str, *, untitled: str) -> str:
    return ", ".join(filter(None, (publisher, f"“{title}”" if title else untitled, date)))


def _date(source: Source) -> str:
    date = wording(source.date) if source.date else "n.d."
    return f"{date}, {retracted}" if (retracted := retracted_text(source)) else date


def retracted_text(source: Source) -> str:
    """Return that a source was retracted, and when; nothing of one that was not."""
    return f"retracted on {day_wording(source.retracted)}" if source.retracted else ""


def title_language(source: Source) -> str:
    """Return the language of a source's title as a tag, where it has one that is not English; else nothing."""
    tag = source.language if _LANGUAGE.fullmatch(source.language) else ""
    return "" if not source.title or tag.partition("-")[0].casefold() == "en" else tag


def web_address(url: str) -> str:
    """Return an address that may be a link: plain http or https; nothing for any other.

    Signs that no address may hold as they are (RFC 3986), such as a vertical bar, are percent-encoded.
    """
    if not url.startswith(("http://", "https://")) or not url.isprintable():
        return ""
    return re.sub(r'[ "<>\\^`{|}]|%(?![0-9A-Fa-f]{2})', lambda match: f"%{ord(match[0]):02X}", url)


def says_so(chronology: Chronology, source_ids: Sequence[str], *, again: bool = False) -> str:
    """Return whose texts say so: "Yonhap says so", "AP and Reuters say so", "AP, Reuters and 3 more say so".

    One that says it ``again``, after another, "says so too".
    """
    whole = chronology.whole or chronology
    names = list(dict.fromkeys(one_line(whole.sources[one].origin) for one in source_ids))
    if len(names) == 1:
        return f"{names[0]} says so{' too' if again else ''}"
    shown, more = names[:2], len(names) - 2
    return f"{', '.join(shown)} and {more} more say so" if more else f"{' and '.join(shown)} say so"


class Notes:
    """Gives sources their numbers as they are used."""

    def __init__(self, chronology: Chronology) -> None:
        self.chronology = chronology
        self._numbers: dict[str, int] = {}

    def number(self, source_id: str) -> int:
        """Return the number of a source; a new one gets the next."""
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that have a number, in its order."""
        return tuple(self._numbers)

    def numbers(self, source_ids: Sequence[str]) -> str:
        """Return the mark of several sources, unbroken by spaces: ``[4,5]``."""
        return f"[{','.join(str(self.number(source)) for source in source_ids)}]"

    def __bool__(self) -> bool:
        return bool(self._numbers)
