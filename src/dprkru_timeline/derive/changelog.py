"""One log of changes: what each edition brought, event by event, and what was corrected, the latest first."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.diff import Difference
from dprkru_timeline.derive.difftext import Row, parts
from dprkru_timeline.text import one_line
from dprkru_timeline.words.event import correction_text

# What a single change is called; the parts of a difference are named for many.
_SINGLE = {
    "New events": "New",
    "Status": "Status",
    "Denials": "Denial",
    "New claims": "New claim",
    "Further claims": "Further claim",
    "Numbers": "Number",
    "Re-dated": "Re-dated",
    "Re-titled": "Re-titled",
    "Reworded": "Reworded",
    "Gone": "Taken out",
    "Claims gone": "Claim taken out",
    "Further sources": "Further sources",
}
CORRECTED = "Corrected"


class Change(NamedTuple):
    """A change of an event: what kind, and its text."""

    kind: str
    text: str


class Entry(NamedTuple):
    """What changed of an event on a day: in an edition, or by a correction.

    ``event`` is an id, of one that may be gone; ``title`` is what it is called now, empty where only its id is known.
    """

    day: date
    event: str
    title: str
    changes: tuple[Change, ...]

    @property
    def anchor(self) -> str:
        """What names the entry among all others, for good."""
        kind = "corrected-" if self.changes[0].kind == CORRECTED else ""
        return f"{kind}{self.day.isoformat()}-{self.event}"

    @property
    def headline(self) -> str:
        """The entry in a line: what it is of, its first change, and how many more there are."""
        first, more = self.changes[0], len(self.changes) - 1
        joint = " " if first.text.startswith("(") else ": "
        what = joint.join(filter(None, (self.title, first.text)))
        return f"{first.kind}: {what}{f' (and {more} more)' if more else ''}"


class Step(NamedTuple):
    """From one edition to the next: what differs, the day of the later, and the chronology that names are told by."""

    difference: Difference
    day: date
    chronology: Chronology


def changelog(now: Chronology, steps: Sequence[Step]) -> list[Entry]:
    """Return what changed: of the events of ``now``, and of those that were taken out; the latest first."""
    entries = [*_corrections(now), *(one for step in steps for one in _of_step(now, step))]
    return sorted(entries, key=lambda one: one.day, reverse=True)


def _corrections(now: Chronology) -> Iterator[Entry]:
    for event in now.events:
        by_day: dict[date, list[Change]] = {}
        for one in event.corrections:
            by_day.setdefault(one.day, []).append(Change(CORRECTED, correction_text(one.was, one.why)))
        for day, changes in by_day.items():
            yield Entry(day, event.id, one_line(event.title), tuple(changes))


def _of_step(now: Chronology, step: Step) -> Iterator[Entry]:
    by_event: dict[str, list[tuple[str, Row]]] = {}
    gone = {one.id for one in step.difference.gone}
    for part in parts(step.difference, step.chronology):
        for row in part.rows:
            # Corrections have days of their own; what answers a question no more is no change of the record.
            if part.name in _SINGLE and row.event:
                by_event.setdefault(row.event, []).append((_SINGLE[part.name], row))
    for event_id, rows in by_event.items():
        event = now.get(event_id)
        if event is None and event_id not in gone:
            continue
        title = one_line(event.title) if event else ""
        new = [(kind, row) for kind, row in rows if kind == "New"]
        yield Entry(step.day, event_id, title, tuple(Change(kind, _text(row, title)) for kind, row in new or rows))


def _text(row: Row, title: str) -> str:
    """Return a row without the title that it begins with, which the entry has already."""
    text = row.text.removeprefix(title).lstrip(" :;") if title else row.text
    return " ".join(filter(None, (text, f"({row.when})" if row.when else "")))
