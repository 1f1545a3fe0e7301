"""One log of changes: what each edition brought, event by event, and what was corrected, the latest first."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.diff import Difference, Said
from dprkru_timeline.derive.difftext import Row, parts
from dprkru_timeline.edtf import parse_edtf, wording
from dprkru_timeline.errors import EdtfError
from dprkru_timeline.model import Stance
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import STANCE_WORDS
from dprkru_timeline.words.event import correction_text, titled

# What a single change is called; the parts of a difference are named for many.
_SINGLE = {
    "New events": "New",
    "Denials": "Denial",
    "New claims": "New claim",
    "Further claims": "New claim",
    "Numbers": "Number",
    "Re-titled": "Re-titled",
    "Reworded": "Reworded",
    "Gone": "Taken out",
    "Claims gone": "Claim taken out",
    "Further sources": "Further sources",
}
CORRECTED = "Corrected"
# What is told with the day on which it was said.
_SAID = ("Denials", "New claims", "Further claims", "Claims gone", "Numbers")
# What comes first of a day.
_ORDER = (CORRECTED, "Status", "Denial", "Re-dated", "Claim changed", "Taken out", "Claim taken out", "New claim")
_WEIGHTS = {
    kind: place for place, kind in enumerate((*_ORDER, "Number", "New", "Re-titled", "Reworded", "Further sources"))
}


class Change(NamedTuple):
    """A change of an event: what kind, and its text."""

    kind: str
    text: str


class Entry(NamedTuple):
    """What changed of an event on a day: in an edition, or by a correction.

    ``event`` is an id, of one that may be gone; ``title`` is what it is called now, with its words of doubt.
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


def changelog(now: Chronology, steps: Sequence[Step], *, with_gone: bool = True) -> list[Entry]:
    """Return what changed of the events of ``now``, and ``with_gone`` which were taken out; the latest first.

    The steps are of the whole record; ``now`` may be an answer.

    Of one day, what a reader must know comes first: corrections, statuses, denials, dates; then what is new.
    """
    entries = [*_corrections(now), *_merged(one for step in steps for one in _of_step(now, step, with_gone=with_gone))]
    return sorted(entries, key=lambda one: (-one.day.toordinal(), min(_WEIGHTS[made.kind] for made in one.changes)))


def _merged(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries, those of one event and day as one: two editions may be of one day."""
    found: dict[tuple[date, str], Entry] = {}
    for one in entries:
        before = found.get((one.day, one.event))
        found[one.day, one.event] = one._replace(changes=(*before.changes, *one.changes)) if before else one
    yield from found.values()


def _corrections(now: Chronology) -> Iterator[Entry]:
    for event in now.events:
        by_day: dict[date, list[Change]] = {}
        for one in event.corrections:
            by_day.setdefault(one.day, []).append(Change(CORRECTED, correction_text(one.was, one.why)))
        for day, changes in by_day.items():
            yield Entry(day, event.id, titled(now, event), tuple(changes))


def _of_step(now: Chronology, step: Step, *, with_gone: bool) -> Iterator[Entry]:
    difference, changed = _paired(step.difference)
    by_event: dict[str, list[Change]] = {}
    gone = {one.id: one_line(one.title) for one in difference.gone if with_gone}
    new = {one.id for one in difference.added}
    for part in parts(difference, step.chronology):
        for row in part.rows:
            # Corrections have days of their own; what answers a question no more is no change of the record.
            if part.name in _SINGLE and row.event and (row.event not in new or part.name == "New events"):
                by_event.setdefault(row.event, []).append(Change(_SINGLE[part.name], _text(part.name, row, now)))
    for event_id, change in changed:
        by_event.setdefault(event_id, []).append(change)
    for moved in difference.statuses:
        # Whose word made it so is told on the event's page; between editions the record itself may have changed.
        by_event.setdefault(moved.event.id, []).append(Change("Status", f"{moved.was} → {moved.now}"))
    for moved in difference.redated:
        by_event.setdefault(moved.event.id, []).append(Change("Re-dated", f"{moved.was} → {moved.now}"))
    for event_id, changes in by_event.items():
        event = now.get(event_id)
        if event is None and event_id not in gone:
            continue
        title = titled(now, event) if event else gone[event_id]
        yield Entry(step.day, event_id, title, tuple(sorted(changes, key=lambda one: _WEIGHTS[one.kind])))


def _text(name: str, row: Row, now: Chronology) -> str:
    """Return a row without the title that the entry has already; of a new event when it was, of a claim when."""
    if name == "New events":
        return row.when
    if name == "Gone":
        return "it is in the record no more"
    event = now.get(row.event)
    bare = row.text.partition(" — on “")[0] if "— on “" in row.text else row.text
    text = bare.removeprefix(one_line(event.title)).lstrip(" :;") if event else bare
    return f"{row.when}: {text}" if name in _SAID else text


def _paired(found: Difference) -> tuple[Difference, list[tuple[str, Change]]]:
    """Return a difference without claims that only stand otherwise now, and these: a speaker's same words."""
    left = list(found.unsaid)
    changed = []
    fresh: dict[str, list[Said]] = {"claims": [], "denials": []}
    for name, kept in fresh.items():
        for one in getattr(found, name):
            was = next((other for other in left if _is_same(other, one)), None)
            if was is None:
                kept.append(one)
                continue
            left.remove(was)
            before = f"{_stance(was.claim.stance)}, {_when(was.claim.date)}"
            changed.append(
                (
                    one.event.id,
                    Change("Claim changed", f"{_when(one.claim.date)}: {one.text.rstrip('.')}; it stood as: {before}"),
                )
            )
    return found._replace(claims=tuple(fresh["claims"]), denials=tuple(fresh["denials"]), unsaid=tuple(left)), changed


def _is_same(one: Said, other: Said) -> bool:
    mine, its = one.claim, other.claim
    same_words = mine.says == its.says or (mine.source == its.source and mine.date == its.date)
    return one.event.id == other.event.id and mine.by == its.by and same_words


def _stance(word: str) -> str:
    return STANCE_WORDS[Stance(word)] if word in {one.value for one in Stance} else word


def _when(text: str) -> str:
    try:
        return wording(parse_edtf(text))
    except EdtfError:
        return text
