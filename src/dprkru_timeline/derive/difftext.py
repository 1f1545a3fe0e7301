"""A difference as headings and rows: what a terminal and Markdown lay out alike."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.diff import Difference, Number, Said
from dprkru_timeline.derive.snapshot import Snapshot, ToldEvent
from dprkru_timeline.edtf import day_wording, parse_edtf, wording
from dprkru_timeline.errors import EdtfError
from dprkru_timeline.text import counted, one_line
from dprkru_timeline.words.event import correction_text, marks


class Row(NamedTuple):
    """A row of a difference: when, what, the ids of the sources that say so, and of the event that it is of."""

    when: str
    text: str
    sources: tuple[str, ...] = ()
    event: str = ""


class Part(NamedTuple):
    """Rows of one kind, under its name."""

    name: str
    rows: tuple[Row, ...]

    @property
    def heading(self) -> str:
        """The name, and how many rows there are."""
        return f"{self.name} ({len(self.rows):,})"


def heads(found: Difference) -> str:
    """Return what is compared with what, in a sentence."""
    return f"From {_head(found.old, found.old)} to {_head(found.new, found.old)}"


def _head(one: Snapshot, old: Snapshot) -> str:
    parts = []
    if one.as_of:
        parts.append(f"what was known on {_day(one.as_of)}")
    elif one.edition:
        parts.append(f"the edition of {_day(one.edition)}")
    else:
        parts.append("what it shows")
    if one is not old and one.title and old.title and one.title != old.title:
        parts.append(f"of {one_line(one.title)}")
    text = " ".join(parts)
    query = one_line(" ".join(word for word in one.query.split() if not word.startswith("as-of:")))
    asked = f"; asked: {query}" if query and one is old else ""
    return f"{text} ({counted(len(one.events), 'event')}{asked})"


def _day(text: str) -> str:
    try:
        return day_wording(date.fromisoformat(text))
    except ValueError:
        return one_line(text)


def parts(found: Difference, whole: Chronology) -> Iterator[Part]:
    """Yield what differs, kind by kind: what a reader asks first comes first."""
    rows: Sequence[tuple[str, Iterator[Row]]] = (
        ("New events", (_event(one, whole) for one in found.added)),
        (
            "Corrected",
            (
                Row(one.event.when, f"{_title(one.event)}; {correction_text(one.was, one.why)}", (), one.event.id)
                for one in found.corrected
            ),
        ),
        (
            "Status",
            (
                Row(
                    one.event.when,
                    f"{_title(one.event)}: {one.was} → {one.now}{f', {one.why}' if one.why else ''}",
                    (),
                    one.event.id,
                )
                for one in found.statuses
            ),
        ),
        ("Denials", (_said(one) for one in found.denials)),
        ("Further claims" if found.denials else "New claims", (_said(one) for one in found.claims)),
        ("Numbers", (_number(one) for one in found.numbers)),
        (
            "Re-dated",
            (Row(one.now, f"{_title(one.event)}; it was {one.was}", (), one.event.id) for one in found.redated),
        ),
        (
            "Re-titled",
            (
                Row(one.event.when, f"{one_line(one.now)}; it was “{one_line(one.was)}”", (), one.event.id)
                for one in found.retitled
            ),
        ),
        ("Reworded", (Row(one.when, f"{_title(one)}: its summary", (), one.id) for one in found.reworded)),
        ("No longer an answer", (_event(one, whole) for one in found.left)),
        ("Gone", (Row(one.when, one_line(one.title) or one.id, (), one.id) for one in found.gone)),
        ("Claims gone", (_said(one) for one in found.unsaid)),
        (
            "Further sources",
            (
                Row(event.when, f"{_title(event)}: {counted(len(more), 'source')}", more, event.id)
                for event, more in found.sources
            ),
        ),
    )
    for heading, made in rows:
        if listed := tuple(made):
            yield Part(heading, listed)


def _title(event: ToldEvent) -> str:
    return one_line(event.title) or event.id


def _event(event: ToldEvent, whole: Chronology) -> Row:
    """Return an event with the marks that it has in every view."""
    full = whole.get(event.id)
    shown = "".join(f" ({mark})" for mark in marks(whole, full)) if full else ""
    return Row(event.when, f"{_title(event)}{shown}", (event.sources or ())[:2], event.id)


def _said(one: Said) -> Row:
    try:
        when = wording(parse_edtf(one.claim.date))
    except EdtfError:
        when = one.claim.date
    sources = (one.claim.source,) if one.claim.source else ()
    return Row(when, f"{one.text} — on “{_title(one.event)}”", sources, one.event.id)


def _number(one: Number) -> Row:
    try:
        when = wording(parse_edtf(one.date))
    except EdtfError:
        when = one.date
    was = f", was {one.was}" if one.was else " (new)"
    return Row(when, f"{one.name}: {one.speaker} {one.now}{was}", (), one.event)
