"""A chronology to the parts of a one-page briefing: what holds, since when, what is in doubt and by whom.

Everything is composed from the data, by rule: the same chronology gives the same page, and it says nothing that the
chronology does not hold. What does not fit on a page is counted, and said to be left out.
"""

from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.model import Event, Stance, Status
from dprkru_timeline.status import title_mark

# So many events a section, and so many marked dates: a page.
MOST = 12
_KEY = 6


class Section(NamedTuple):
    """A part of the page: its events, and how many more there are; with ``claims``, who says what belongs to it."""

    heading: str
    events: tuple[Event, ...]
    left: int = 0
    claims: bool = False

    @property
    def left_out(self) -> str:
        """What is not on the page, in words, or nothing."""
        if not self.left:
            return ""
        rest = "1 earlier one is" if self.left == 1 else f"{self.left:,} earlier ones are"
        return f"The latest {len(self.events)}; {rest} left out."


class Briefing(NamedTuple):
    """The parts of a briefing; ``spans`` are pairs of marked events, one after the other."""

    title: str
    asked: str
    bottom_line: tuple[str, ...]
    key: Section
    sections: tuple[Section, ...]
    spans: tuple[tuple[Event, Event], ...]


def briefing(chronology: Chronology) -> Briefing:
    """Return the parts of a briefing on the events of a chronology, which are in order of time."""
    events = chronology.events
    asked = chronology.selection.query if chronology.selection else ""
    happened = [event for event in events if _surely(event) and not event.is_saying]
    marked = [event for event in events if event.key] or happened[-_KEY:]
    said = [event for event in events if _surely(event) and event.is_saying]
    reported = [event for event in events if event.status is Status.REPORTED]
    doubtful = [event for event in events if event.status in (Status.CLAIMED, Status.DISPUTED, Status.ASSESSED)]
    ahead = [event for event in events if event.status is Status.SCHEDULED]
    sections = (
        _section("Confirmed", happened),
        _section("Said or published: that it was said is confirmed, not what was said", said),
        _section("Reported by two parties or publishers", reported),
        _section("Claimed or disputed", doubtful, claims=True),
        _section("Ahead", ahead),
    )
    key = Section("Key dates", tuple(marked[-_KEY:]), max(len(marked) - _KEY, 0))
    spans = tuple(zip(key.events, key.events[1:], strict=False))
    if marked == happened:  # they stand under Confirmed already
        key = Section("Key dates", ())
    return Briefing(
        chronology.title,
        asked,
        tuple(_bottom_line(chronology)),
        key,
        tuple(section for section in sections if section.events),
        spans,
    )


def _surely(event: Event) -> bool:
    return event.status is Status.CONFIRMED


def _section(heading: str, events: list[Event], *, claims: bool = False) -> Section:
    return Section(heading, tuple(events[-MOST:]), max(len(events) - MOST, 0), claims)


def _bottom_line(chronology: Chronology) -> list[str]:
    """Return the bottom line: how many and from when to when, the latest, how sure, who denies."""
    events = chronology.events
    number = len(events)
    if not number:
        return ["No event matches."]
    first, last = events[0], events[-1]
    total = chronology.selection.total if chronology.selection else number
    of = f" of {total:,}" if total != number else ""
    when = wording(first.date) if number == 1 else f"the first {wording(first.date)}, the last {wording(last.date)}"
    lines = [f"{number:,}{of} event{'' if number == 1 else 's'}, {when}."]
    past = [event for event in events if event.status is not Status.SCHEDULED]
    if past:
        mark = title_mark(past[-1])
        lines.append(
            f"The latest, {wording(past[-1].date)}: {past[-1].title.rstrip('.')}{f' ({mark})' if mark else ''}."
        )
    lines.append(_how_sure(events))
    if denied := [event for event in events if event.status is Status.DISPUTED]:
        who = dict.fromkeys(
            chronology.actors[chronology.party(claim.by)].name
            for event in denied
            for claim in event.claims
            if claim.stance is Stance.DENIES
        )
        lines.append(f"Denied by {_listed(list(who))}: {len(denied):,} of them.")
    return lines


def _how_sure(events: tuple[Event, ...]) -> str:
    parts = []
    for status in Status:
        have = [event for event in events if event.status is status]
        if have:
            sayings = sum(event.is_saying for event in have)
            only = f" ({sayings:,} as said or published only)" if sayings and status is Status.CONFIRMED else ""
            parts.append(f"{len(have):,} {status}{only}")
    return f"{_listed(parts)}."


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def as_of_line(chronology: Chronology) -> str:
    """Return from which edition, and as known on which day, a briefing is."""
    text = f"Edition of {day_wording(chronology.edition)}"
    return f"{text}, as known on {day_wording(chronology.as_of)}" if chronology.as_of else text
