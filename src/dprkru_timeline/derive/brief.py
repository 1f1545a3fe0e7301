"""A chronology to the parts of a one-page briefing: what came last, what is settled, what is in dispute, how many.

Everything is composed from the data, by rule: the same chronology gives the same page, and it says nothing that the
chronology does not hold. What does not fit on a page, its sources apart, is counted, and said to be left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.edtf.wording import day_wording, short_date
from dprkru_timeline.figures import Block, blocks, points
from dprkru_timeline.model import Event, EventKind, Rel, Status
from dprkru_timeline.text import counted, one_line
from dprkru_timeline.words.claims import ToldClaim, told_claims
from dprkru_timeline.words.event import told as told_event
from dprkru_timeline.words.figures import amount_marked, named
from dprkru_timeline.words.findings import LATEST_DIFFER, furthest_apart, party_name, that_they_differ, told
from dprkru_timeline.words.head import about_text, as_a_sentence, beyond_text, in_a_sentence
from dprkru_timeline.words.sources import SHORT, ranked_sources
from dprkru_timeline.words.spans import gap_wording
from dprkru_timeline.words.status import how_disputed, settled_words, status_word
from dprkru_timeline.words.who_says import Word, who_says

# What a page of A4 or Letter holds above its sources, in lines of so many signs; and how many marked dates.
_LINES = 52
_SIGNS = 90
_SPACE = 0.15  # above each item of a list, in lines
_KEY = 6
_NUMBERS = 5  # measures, with their last words
_IN_BOTTOM_LINE = 2  # events, or measures, of a kind
_VOICES = 4  # speakers on one event
_GROWTH = 3  # words of one party on one measure, from which on it is told how its count grew
_ANSWERING = (Rel.FOLLOWS, Rel.FULFILS, Rel.VIOLATES)
# Lines that numbers may take of a page, so that events have the rest.
_FOR_NUMBERS = 11.0


class Row(NamedTuple):
    """A line of the page: what leads it (a date, a name), its text and marks, the ids of its sources.

    ``words`` follow after a colon: who says so, or who counts how many, each with its sources. ``event`` is what it
    tells of, ``claims`` what stands below it where there is room for everything.
    """

    lead: str
    text: str = ""
    marks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    event: Event | None = None
    claims: tuple[ToldClaim, ...] = ()

    @property
    def is_key(self) -> bool:
        """Whether it tells of a headline event."""
        return self.event is not None and self.event.key


class Section(NamedTuple):
    """A part of the page: its rows, and how many more there are."""

    name: str
    rows: tuple[Row, ...]
    left: int = 0

    @property
    def heading(self) -> str:
        """What stands above it: its name, and how much of it is here where that is not all."""
        return f"{self.name} ({len(self.rows)} of {len(self.rows) + self.left:,})" if self.left else self.name


class Candidates(NamedTuple):
    """The events that a part of the page may have, what matters most last, and what makes a row of one."""

    name: str
    events: list[Event]
    row: Callable[[Event], Row]


class Briefing(NamedTuple):
    """The parts of a briefing: the bottom line, the sections, and how many of the events are on none of them."""

    title: str
    bottom_line: tuple[Row, ...]
    sections: tuple[Section, ...]
    left: int = 0
    total: int = 0

    @property
    def left_out(self) -> str:
        """What is not on the page, in words, or nothing."""
        return f"{self.left:,} of {counted(self.total, 'event')} left out" if self.left else ""


def briefing(chronology: Chronology, whole: Chronology | None = None, *, full: bool = False) -> Briefing:
    """Return the parts of a briefing on the events of a chronology, which are in order of time.

    Args:
        chronology: an answer; what its question is about decides which dates are key.
        whole: what it is an answer of, as known on its day. The last words are those of all events: a party that has
            counted again elsewhere is not held to an older word.
        full: everything, with who says what, however many pages that takes.
    """
    events, going_on = chronology.parted()
    key = _key_dates(chronology, events, whole or chronology)
    keys = {event.id for event in key}
    rest = [event for event in events if event.id not in keys]
    here, elsewhere = _counted(chronology, whole or chronology)
    fixed = [
        _numbers(chronology, here, elsewhere, full=full),
        Section("Key dates", tuple(_key_row(chronology, event) for event in key)),
    ]
    fixed = [section for section in fixed if section.rows]
    last = [*_growth(chronology, here, None if full else 1), _between(key)]
    last = [section for section in last if section.rows]
    bottom_line = tuple(_bottom_line(chronology, key, here))

    def of(*statuses: Status) -> list[Event]:
        return [event for event in rest if event.status in statuses]

    def plain(event: Event) -> Row:
        return _row(chronology, event)

    def with_who(event: Event) -> Row:
        return _row_with_who(chronology, event, full=full)

    doubtful = of(*_DOUBTFUL)
    candidates = [
        Candidates(
            "Also settled" if key else "Settled", _preferring(of(Status.CONFIRMED), _linked(chronology, key)), plain
        ),
        Candidates("In dispute", of(Status.DISPUTED), with_who),
        Candidates(_doubt(doubtful), doubtful, with_who),
        Candidates("Reported by two parties or publishers", of(Status.REPORTED), plain),
        Candidates("Said, which does not make it so", of(Status.SAID), plain),
        Candidates("Going on from before", list(going_on), plain),
        Candidates("Ahead", of(Status.SCHEDULED)[::-1], plain),
    ]
    candidates = [one for one in candidates if one.events]
    room = float("inf")
    if not full:
        room = _LINES - sum(map(_height, bottom_line)) - sum(map(_whole_height, fixed))
        least = sum(2 + _height(one.row(one.events[-1])) for one in candidates)
        kept = []
        for section in last:  # these come whole, or not at all
            if least + _whole_height(section) <= room:
                kept.append(section)
                room -= _whole_height(section)
        last = kept
    places = {event.id: place for place, event in enumerate(chronology.events)}
    sections = (*fixed, *_fitted(places, candidates, room), *last)
    shown = {row.event.id for section in sections for row in section.rows if row.event}
    return Briefing(
        about_text(chronology), bottom_line, sections, len(chronology.events) - len(shown), len(chronology.events)
    )


_DOUBTFUL = (Status.CLAIMED, Status.ASSESSED, Status.WITHDRAWN)


def _counted(chronology: Chronology, whole: Chronology) -> tuple[list[Block], list[Block]]:
    """Return what is counted in the events of an answer, with all that was said of it in the dates asked for, in two.

    First that of which half the numbers at least were given in these events; of the rest others tell more.
    """
    measures = {figure.measure for event in chronology.events for claim in event.claims for figure in claim.amounts}
    if not measures:
        return [], []
    first, last = chronology.asked_days
    found = blocks(
        chronology,
        [
            point
            for point in points(every_saying(whole), measures)
            if (first is None or (point.said.latest or first) >= first)
            and (last is None or (point.said.earliest or last) <= last)
        ],
    )
    ids = {event.id for event in chronology.events}
    here: list[Block] = []
    elsewhere: list[Block] = []
    for block in found:
        own = sum(any(one.event.id in ids for one in (point.saying, *point.others)) for point in block.points)
        (here if 2 * own >= len(block.points) else elsewhere).append(block)
    return here, elsewhere


def _row(chronology: Chronology, event: Event) -> Row:
    """Return an event as a row. A heading has said its status; whose word it is, it has not."""
    one = told_event(chronology, event)
    marks = tuple(mark for mark in one.marks if mark != status_word(event))
    sources = tuple(ranked_sources(chronology, event)[:SHORT])
    return Row(short_date(event.date), one.title, marks, sources, event=event)


def _row_with_who(chronology: Chronology, event: Event, *, full: bool = False) -> Row:
    """Return an event that is in doubt as a row with who says so, or with all claims where everything is wanted."""
    row = _row(chronology, event)
    if event.status is Status.DISPUTED:
        told_already = tuple(mark for mark in row.marks if not mark.startswith(status_word(event)))
        row = row._replace(marks=told_already)  # how many say so and deny it is told by who does
    if full and event.claims:
        return row._replace(claims=tuple(told_claims(chronology, event)))
    *words, last = _voices(chronology, event) or (Word(""),)
    if not last.text:
        return row
    if not any(word.sources for word in (*words, last)):
        last = last._replace(sources=row.sources)
    return row._replace(words=(*words, last), sources=())


def _key_row(chronology: Chronology, event: Event) -> Row:
    """Return a key date as a row: its heading says nothing of how sure it is."""
    row = _row_with_who(chronology, event) if event.status.is_doubtful else _row(chronology, event)
    return row._replace(marks=told_event(chronology, event).marks)


def _voices(chronology: Chronology, event: Event) -> tuple[Word, ...]:
    """Return who says so: of many the first, with the last two who deny it, and how many more there are."""
    words = who_says(chronology, event)
    if len(words) <= _VOICES:
        return tuple(words)
    denials = [word for word in words if word.denies][-2:]
    others = [word for word in words if not word.denies][: _VOICES - len(denials)]
    kept = [word for word in words if word in (*others, *denials)]
    return (*kept, Word(f"{len(words) - len(kept)} more"))


def weight(chronology: Chronology, event: Event, among: frozenset[str]) -> int:
    """Return how much an event weighs among others: a headline, links to them, parties that speak of it, a record."""
    links = {link.to for link in event.links} | {other.id for other, _ in chronology.linked_from(event.id)}
    parties = {chronology.party(claim.by) for claim in event.claims}
    return 6 * event.key + 2 * bool(event.record) + min(len(links & among), 4) + min(len(parties), 3)


def _is_own_word(whole: Chronology, event: Event) -> bool:
    """Tell whether in a saying those who did what a headline event tells say so, or deny it."""
    speakers = {whole.party(one) for one in event.doers}
    headlines = [other for link in event.links if (other := whole.get(link.to)) and other.key and not other.is_saying]
    return event.status is Status.SAID and any(
        speakers & {whole.party(doer) for doer in other.doers} for other in headlines
    )


def _key_dates(chronology: Chronology, events: Sequence[Event], whole: Chronology) -> list[Event]:
    """Return the events that weigh most, in order of time.

    They happened, or are headline events, or the word on one of these of those who did it; what only touches the theme
    that is asked for is no key date of it.
    """
    among = frozenset(event.id for event in events)
    weights = {}
    for event in events:
        is_own_word = _is_own_word(whole, event)
        if not event.key and not is_own_word and event.status is not Status.CONFIRMED:
            continue
        if _is_about(chronology, event, among) and (own := weight(chronology, event, among)):
            weights[event.id] = own + 2 * (is_own_word or event.kind is EventKind.DEADLINE)
    kept = sorted(weights, key=lambda one: -weights[one])[:_KEY]
    return [event for event in events if event.id in kept]


def _is_about(chronology: Chronology, event: Event, among: frozenset[str]) -> bool:
    """Tell whether an event is about the theme that is asked for, and does not only touch it.

    It is its first theme; or its second, and the event is linked to others of it.
    """
    asked = set(chronology.selection.themes) if chronology.selection else set()
    if event.key or not asked or asked.intersection(event.themes[:1]):
        return True
    links = {link.to for link in event.links} | {other.id for other, _ in chronology.linked_from(event.id)}
    return bool(asked.intersection(event.themes[:2]) and links & among)


def _numbers(chronology: Chronology, here: Sequence[Block], elsewhere: Sequence[Block], *, full: bool) -> Section:
    """Return the measures whose words differ, and those with the most parties; each with all of its last words.

    Numbers for one action or part come only where there are no others, or everything is wanted.
    """
    found = [*here, *elsewhere]
    totals = found if full else [block for block in found if block.measure.counts != "in-part"] or found
    ranked = sorted(
        totals,
        key=lambda block: (block in elsewhere, not that_they_differ(block), -len(block.series), -len(block.points)),
    )
    rows: dict[str, Row] = {}
    room = float("inf") if full else _FOR_NUMBERS
    for block in ranked[: None if full else _NUMBERS]:
        one = told(chronology, block)
        row = Row(one.name, words=tuple(Word(text, sources) for text, sources in one.words))
        room -= _height(row)
        if not rows or room >= 0:
            rows[block.measure.id] = row
    shown = tuple(rows[block.measure.id] for block in totals if block.measure.id in rows)
    return Section("Numbers: each party's last word", shown, len(found) - len(shown))


def _growth(chronology: Chronology, found: Sequence[Block], most: int | None) -> list[Section]:
    """Return how the count of a party grew that gave it several times, those with the most words first."""
    growing = [
        (block, series)
        for block in found
        if block.measure.counts == "cumulative"
        for series in block.series
        if sum(not point.fallen for point in series.points) >= _GROWTH
    ]
    growing.sort(key=lambda row: -len(row[1].points))
    return [
        Section(
            f"How the count grew: {party_name(chronology, series.party)}, {one_line(block.measure.name)}",
            tuple(
                Row(short_date(point.said), amount_marked(point.figure, point.amount), sources=point.sources)
                for point in series.points
                if not point.fallen
            ),
        )
        for block, series in growing[:most]
    ]


def _between(key: Iterable[Event]) -> Section:
    """Return how long it was from one key date to another that answers to it, as what follows or fulfils it does."""
    rows = []
    for one, other in combinations(key, 2):
        rels = {link.rel for link in other.links if link.to == one.id}
        rels |= {link.rel for link in one.links if link.to == other.id}
        is_deadline = EventKind.DEADLINE in (one.kind, other.kind)
        if rels and (is_deadline or not rels.isdisjoint(_ANSWERING)):
            ends = (f"“{one_line(each.title)}” ({short_date(each.date)})" for each in (one, other))
            rows.append(Row("", f"{' → '.join(ends)}: {in_a_sentence(gap_wording(one.date, other.date))}"))
    return Section("Time between", tuple(rows))


def _doubt(events: list[Event]) -> str:
    """Return what heads the events that rest on a word or a judgement."""
    have = [str(status) for status in _DOUBTFUL if any(event.status is status for event in events)]
    return f"Only {' or '.join(have)}"


def _preferring(events: list[Event], preferred: set[str]) -> list[Event]:
    """Return events with those last that are preferred."""
    return sorted(events, key=lambda event: event.id in preferred)


def _linked(chronology: Chronology, events: Iterable[Event]) -> set[str]:
    """Return the ids of events that one of these links to, or that link to one of these."""
    own = {event.id for event in events}
    ahead = {link.to for event in events for link in event.links}
    return ahead | {event.id for event in chronology.events if any(link.to in own for link in event.links)}


def _fitted(places: Mapping[str, int], candidates: Sequence[Candidates], room: float) -> list[Section]:
    """Return the sections with as many rows as fit into ``room`` lines, by turns, so that none crowds out another.

    Each has one at least, so a page may run over by what one row needs. Events come in with what matters most last, and
    go out in order of time; a row is made of those alone that are looked at.
    """
    room -= 2 * len(candidates)  # the heading, and the space above it
    taken: list[list[tuple[int, Row]]] = [[] for _ in candidates]
    growing = list(range(len(candidates)))
    while growing:
        for place in list(growing):
            one, rows = candidates[place], taken[place]
            if len(rows) == len(one.events):
                growing.remove(place)
                continue
            event = one.events[-1 - len(rows)]
            row = one.row(event)
            needs = _height(row)
            if rows and needs > room:
                growing.remove(place)
                continue
            rows.append((places[event.id], row))
            room -= needs
    return [
        Section(one.name, tuple(row for _, row in sorted(rows, key=itemgetter(0))), len(one.events) - len(rows))
        for one, rows in zip(candidates, taken, strict=True)
    ]


def _whole_height(section: Section) -> float:
    """Return about how many lines a section takes, with its heading and the space above it."""
    return 2 + sum(map(_height, section.rows))


def _height(row: Row) -> float:
    """Return about how many lines a row takes."""
    words = "; ".join(f"{word.text} [10]" for word in row.words)
    text = f"{row.lead}  {row.text} {' '.join(row.marks)} {'[10,11]' if row.sources else ''} {words}"
    return -(-len(text) // _SIGNS) + _SPACE


def _bottom_line(chronology: Chronology, key: Sequence[Event], found: Sequence[Block]) -> Iterable[Row]:
    """Yield the bottom line: what happened last, what is settled and by whom, what is in dispute, whose numbers."""
    events = chronology.events
    if not events:
        yield Row("", "No event matches.")
        return
    yield from _authors_finding(chronology)
    if chronology.is_too_late:
        yield Row("", f"{as_a_sentence(beyond_text(chronology))}.")
        return
    among = frozenset(event.id for event in events)
    past = [event for event in events if event.status is not Status.SCHEDULED]
    if last := past[-1:]:
        yield _finding("Last", last, [_whose(chronology, event) for event in last], chronology)
    happened = [event for event in past if event.status is Status.CONFIRMED and event not in last]
    weighed = sorted(
        (event for event in key if event in happened),
        key=lambda event: (event.settled not in ("record", "all"), -weight(chronology, event, among)),
    )
    settled = list({event.id: event for event in (*happened[-1:], *weighed)}.values())[:_IN_BOTTOM_LINE]
    if settled:
        settled.sort(key=events.index)
        yield _finding("Settled", settled, [settled_words(chronology, event) for event in settled], chronology)
    disputed = [event for event in past if event.status is Status.DISPUTED and event not in last]
    if disputed:
        disputed.sort(key=lambda event: -weight(chronology, event, among))
        shown = disputed[:_IN_BOTTOM_LINE]
        told_ = _finding("In dispute", shown, [_dispute(chronology, event) for event in shown], chronology)
        if more := len(disputed) - len(shown):
            told_ = told_._replace(words=(*told_.words, Word(f"and {counted(more, 'more event')}")))
        yield told_
    differing = [block for block in found if that_they_differ(block) == LATEST_DIFFER]
    if differing:
        words = []
        for block in differing[:_IN_BOTTOM_LINE]:
            text, sources = furthest_apart(chronology, block)
            words.append(Word(f"{named(block.measure)}: {text}", sources))
        if more := len(differing) - len(words):
            words.append(Word(f"and {counted(more, 'more measure')}"))
        yield Row("Numbers differ", words=tuple(words))


def _authors_finding(chronology: Chronology) -> Iterable[Row]:
    """Yield what the file's author finds of the one theme that is asked for, with the day on which it was written."""
    asked = chronology.selection.themes if chronology.selection else ()
    theme = chronology.themes.get(asked[0]) if len(asked) == 1 else None
    if theme and theme.finding:
        yield Row("Finding", f"{one_line(theme.finding.text)} (written on {day_wording(theme.finding.date)})")


def _finding(label: str, events: Sequence[Event], whose: Sequence[str], chronology: Chronology) -> Row:
    """Return a line of the bottom line: events, each with its date and by whose word it stands."""
    words = []
    for event, by in zip(events, whose, strict=True):
        text = f"{one_line(event.title)} ({short_date(event.date)}{f'; {by}' if by else ''})"
        words.append(Word(text, tuple(ranked_sources(chronology, event)[:SHORT])))
    return Row(label, words=tuple(words))


def _whose(chronology: Chronology, event: Event) -> str:
    if event.status is Status.CONFIRMED:
        return settled_words(chronology, event)
    return told_event(chronology, event).marks[0]


def _dispute(chronology: Chronology, event: Event) -> str:
    return how_disputed(event) or told_event(chronology, event).marks[0]
