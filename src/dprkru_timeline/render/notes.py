"""Numbered source notes: who says so, in order of first use."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.model import Event, Source, SourceKind
from dprkru_timeline.render.lines import Line, wrapped
from dprkru_timeline.text import one_line

_FIRST_KINDS = (SourceKind.UN_DOCUMENT, SourceKind.TREATY_TEXT, SourceKind.OFFICIAL)
SHORT = 2


def ranked_sources(chronology: Chronology, event: Event) -> list[str]:
    """Return the ids of an event's sources, the record first, then official and UN documents, then what has a title."""

    def rank(source_id: str) -> int:
        source = chronology.sources[source_id]
        if source_id == event.record:
            return 0
        if source.kind in _FIRST_KINDS:
            return 1
        return 2 if source.title else 3

    return sorted(event.sources, key=rank)


def source_text(source: Source) -> str:
    """Return a source as a note names it: publisher, title, date."""
    title = f"“{one_line(source.title)}”" if source.title else "untitled page"
    date = wording(source.date) if source.date else "n.d."
    return f"{one_line(source.publisher)}, {title}, {date}"


class Notes:
    """Gives sources their numbers as they are used, and writes the notes at the end."""

    def __init__(self, chronology: Chronology) -> None:
        self._chronology = chronology
        self._numbers: dict[str, int] = {}

    def number(self, source_id: str) -> int:
        """Return the number of a source; a new one gets the next."""
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    def numbers(self, source_ids: Sequence[str]) -> str:
        """Return the mark of several sources, unbroken by spaces: ``[4,5]``."""
        return f"[{','.join(str(self.number(source)) for source in source_ids)}]"

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def lines(self, width: int) -> Iterator[Line]:
        """Write all notes, each address whole on a line of its own."""
        for source_id, number in self._numbers.items():
            source = self._chronology.sources[source_id]
            mark = f"[{number}] "
            indent = " " * len(mark)
            yield from wrapped([(source_text(source), "")], width, ((mark, "note"),), ((indent, ""),))
            for address in (source.url, source.archive):
                if address:
                    yield (indent, ""), (one_line(address), "address")
