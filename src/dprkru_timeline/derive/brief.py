"""A chronology to the parts of a one-page briefing: what holds, since when, what is in doubt and by whom.

Everything is composed from the data, by rule: the same chronology gives the same page, and it says nothing that the
chronology does not hold. What does not fit on a page, its sources apart, is counted, and said to be left out.
"""

from collections import Counter
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.edtf import wording
from dprkru_timeline.figures import blocks, points
from dprkru_timeline.model import Event, Status
from dprkru_timeline.text import counted, listed
from dprkru_timeline.words.findings import Told, told
from dprkru_timeline.words.status import title_mark

# What a page of A4 or Letter holds above its sources, in lines of so many signs; and how many marked dates.
_LINES = 55
_SIGNS = 90
_SPACE = 0.15  # above each item of a list, in lines
_KEY = 6
_NUMBERS = 5  # measures, with their last words


class Section(NamedTuple):
    """A part of the page: its events, and how many more there are; with ``claims``, who says what belongs to it."""

    heading: str
    events: tuple[Event, ...]
    left: int = 0
    preferred: str = ""  # which of them come first, where not all fit
    of_these: int = 0  # how many are preferred
    latest: str = "the latest"
    claims: bool = False

    @property
    def left_out(self) -> str:
        """What is not on the page, in words, or nothing."""
        if not self.left:
            return ""
        here, which = len(self.events), self.latest
        if self.preferred:
            all_fit = here >= self.of_these
            which = f"{self.preferred}, then {which}" if all_fit else f"{which} of {self.preferred}"
        return f"{here} of {here + self.left:,}: {which}."


class Numbers(NamedTuple):
    """What is counted, with each party's last word; and how many more measures there are."""

    measures: tuple[Told, ...] = ()
    left: int = 0

    @property
    def left_out(self) -> str:
        """What is not on the page, in words, or nothing."""
        here = len(self.measures)
        return f"{here} of {here + self.left}: those with the most figures." if self.left else ""


class Briefing(NamedTuple):
    """The parts of a briefing: key dates are the headline events, or else the latest that are confirmed.

    ``spans`` are pairs of headline events, one after the other. A key date that is confirmed stands there only.
    """

    title: str
    asked: str
    bottom_line: tuple[str, ...]
    key: Section
    sections: tuple[Section, ...]
    spans: tuple[tuple[Event, Event], ...]
    numbers: Numbers = Numbers()


def briefing(chronology: Chronology) -> Briefing:
    """Return the parts of a briefing on the events of a chronology, which are in order of time."""
    events = chronology.events
    asked = chronology.selection.query if chronology.selection else ""
    happened = [event for event in events if event.status is Status.CONFIRMED]
    marked = [event for event in events if event.key]
    said = [event for event in events if event.status is Status.SAID]
    reported = [event for event in events if event.status is Status.REPORTED]
    doubtful = [event for event in events if event.status.is_doubtful]
    ahead = [event for event in events if event.status is Status.SCHEDULED]
    key = Section("Key dates", tuple((marked or happened)[-_KEY:]), max(len(marked) - _KEY, 0))
    rest = [event for event in happened if event not in key.events]
    near = _linked(chronology, key.events)
    said = [event for event in said if event not in key.events]
    spans = tuple(zip(key.events, key.events[1:], strict=False)) if marked else ()
    bottom_line = tuple(_bottom_line(chronology))
    numbers = _numbers(chronology)
    above = [
        " ".join(bottom_line),
        *(f"{one.name} {'; '.join(text for text, _ in one.words)} [10]" for one in numbers.measures),
        *(f"{wording(event.date)} {event.title} [10] [11]" for event in key.events),
        *(f"{wording(here.date)} → {wording(there.date)}: so many months and days later" for here, there in spans),
    ]
    sections = _fitted(
        chronology,
        [
            _preferring(
                Section("Also confirmed" if len(rest) < len(happened) else "Confirmed", tuple(rest)),
                [event.id in near for event in rest],
                "those linked to the key dates",
            ),
            Section("Said or published, which does not make it so", tuple(said)),
            Section("Reported by two parties or publishers", tuple(reported)),
            _preferring(
                Section(_doubt(doubtful), tuple(doubtful), claims=True),
                [event.status is Status.DISPUTED for event in doubtful],
                "the disputed",
            ),
            Section("Ahead", tuple(reversed(ahead)), latest="the next"),
        ],
        _LINES - sum(map(_lines, above)) - 2 * (bool(key.events) + bool(spans) + bool(numbers.measures)),
    )
    return Briefing(chronology.title, asked, bottom_line, key, sections, spans, numbers)


def _numbers(chronology: Chronology) -> Numbers:
    """Return the measures with the most figures; numbers for one action or part only where there are no others."""
    if not chronology.measures:
        return Numbers()
    found = blocks(chronology, points(every_saying(chronology)))
    totals = [block for block in found if block.measure.counts != "in-part"] or found
    most = sorted(totals, key=lambda block: (-len(block.series), -len(block.points)))[:_NUMBERS]
    shown = tuple(told(chronology, block) for block in totals if block in most)
    return Numbers(shown, len(found) - len(shown))


def _doubt(events: list[Event]) -> str:
    """Return what heads the events that rest on a word or a judgement."""
    is_withdrawn = any(event.status is Status.WITHDRAWN for event in events)
    return "Claimed, disputed or withdrawn" if is_withdrawn else "Claimed or disputed"


def _preferring(section: Section, preferred: list[bool], name: str) -> Section:
    """Return a section with those of its events last that are preferred, where some are and some are not."""
    if len(set(preferred)) < 2:
        return section
    ordered = sorted(zip(preferred, section.events, strict=True), key=lambda row: row[0])
    return section._replace(events=tuple(event for _, event in ordered), preferred=name, of_these=sum(preferred))


def _linked(chronology: Chronology, events: tuple[Event, ...]) -> set[str]:
    """Return the ids of events that one of these links to, or that link to one of these."""
    own = {event.id for event in events}
    ahead = {link.to for event in events for link in event.links}
    return ahead | {event.id for event in chronology.events if any(link.to in own for link in event.links)}


def _fitted(chronology: Chronology, sections: list[Section], room: float) -> tuple[Section, ...]:
    """Return the sections with as many events as fit into ``room`` lines, by turns, so that none crowds out another.

    Each has one at least, so a page may run over by what one event needs. Events come in with what matters most
    last, and go out in order of time.
    """
    place = {event.id: number for number, event in enumerate(chronology.events)}
    open_ = [section for section in sections if section.events]
    room -= 3 * len(open_)  # the heading, the space above it, and what is said to be left out
    taken = dict.fromkeys((section.heading for section in open_), 0)
    growing = list(open_)
    while growing:
        for section in list(growing):
            number = taken[section.heading]
            if number == len(section.events):
                growing.remove(section)
                continue
            needs = _height(chronology, section, section.events[-1 - number])
            if number and needs > room:
                growing.remove(section)
                continue
            taken[section.heading] = number + 1
            room -= needs
    return tuple(
        section._replace(
            events=tuple(sorted(section.events[-taken[section.heading] :], key=lambda event: place[event.id])),
            left=len(section.events) - taken[section.heading],
        )
        for section in open_
    )


def _height(chronology: Chronology, section: Section, event: Event) -> float:
    """Return about how many lines an event takes, with its claims where these are shown."""
    lines = _lines(f"{wording(event.date)} {event.title} {title_mark(chronology, event)} [10] [11]")
    if section.claims:
        for claim in event.claims:
            who = chronology.actors[claim.by].name
            lines += _lines(f"      {wording(claim.date)} {who} {claim.stance}: {claim.says} [12]")
    return lines


def _lines(text: str) -> float:
    return -(-len(text) // _SIGNS) + _SPACE


def _bottom_line(chronology: Chronology) -> list[str]:
    """Return the bottom line: how many and from when to when, the latest, how sure, who denies."""
    events = chronology.events
    number = len(events)
    if not number:
        return ["No event matches."]
    first, last = events[0], events[-1]
    selection = chronology.selection
    total, matched = (selection.total, selection.matched) if selection else (number, number)
    if matched != number:
        of = f"{number:,} of {matched:,} matching events ({total:,} in all)"
    elif total != number:
        of = f"{number:,} of {counted(total, 'event')}"
    else:
        of = counted(number, "event")
    when = wording(first.date) if number == 1 else f"the first {wording(first.date)}, the last {wording(last.date)}"
    lines = [f"{of}, {when}."]
    past = [event for event in events if event.status is not Status.SCHEDULED]
    if past:
        mark = title_mark(chronology, past[-1])
        lines.append(
            f"The latest, {wording(past[-1].date)}: {past[-1].title.rstrip('.')}{f' ({mark})' if mark else ''}."
        )
    lines.append(_how_sure(events))
    denials = Counter(party for event in events for party in event.denied_by)
    if denials:
        who = [f"{chronology.actors[party].name} ({number:,})" for party, number in denials.most_common()]
        lines.append(f"Denied by {listed(who)}.")
    return lines


def _how_sure(events: tuple[Event, ...]) -> str:
    parts = [f"{number:,} {status}" for status in Status if (number := sum(one.status is status for one in events))]
    return f"{listed(parts)}."
