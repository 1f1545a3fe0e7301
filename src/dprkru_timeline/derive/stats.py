"""What a chronology holds in numbers: events by time and by vocabulary, silences, how well it is sourced.

An event is counted under the time when it began. Where its date does not say in which year or month
that was, it is counted as not known, never under one of them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations, product
from typing import Literal, NamedTuple

from dprkru_timeline.chronology import Chronology, names
from dprkru_timeline.edtf import Edtf, Interval, wording
from dprkru_timeline.model import SEEN, SETTLED, ActorKind, Event, Stance, Status
from dprkru_timeline.words.meanings import MEANINGS
from dprkru_timeline.words.sources import UNTITLED

# Lists of closed sets, which are the program's own whatever the files hold.
WORDS = ("kinds", "forms", "statuses", "settled", "stances", "bases")
LISTS = ("actors", "themes", "places", "measures", "sources", "meetings", *WORDS, "formats")
STRETCHES = 5


class Row(NamedTuple):
    """An entry of a vocabulary, and the events that have it."""

    id: str
    name: str
    events: int
    first: Edtf | None = None  # the dates of the first and last of these events
    last: Edtf | None = None
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    claims: int = 0  # actors: claims made by them
    about: str = ""


class Year(NamedTuple):
    """A year, how many events began in each of its months, and in a month that is not known."""

    year: int
    months: tuple[int, ...]
    unknown: int

    @property
    def total(self) -> int:
        """All events that began in the year."""
        return sum(self.months) + self.unknown


class Stretch(NamedTuple):
    """Days in which no event began or is known to have gone on; ``before`` is empty where they last to the close."""

    first: date
    last: date
    after: str
    before: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class Coverage(NamedTuple):
    """How well events are sourced."""

    sources: int
    publishers: int
    claims: int
    per_event: Mapping[str, int]  # events with one source, two, three or more
    with_record: int
    settled: Mapping[str, int]  # confirmed events by what settles them
    one_publisher: int
    untitled: int
    undated: int
    archived: int
    accessed: int  # with the day on which they were seen
    seen: Mapping[str, int]  # how much of them was seen (`model.SEEN`)
    with_basis: int  # claims that say what they go by
    with_amounts: int
    located: int  # claims with amounts that say where these stand
    denials: int
    corrected: int  # events that once said otherwise
    kinds: Mapping[str, int]
    languages: Mapping[str, int]


def rows(chronology: Chronology | None, what: str) -> list[Row]:
    """Return the entries of ``what`` (one of `LISTS`, formats apart), most events first.

    Without a chronology, those of `WORDS` only, uncounted.
    An actor or place counts with what belongs to it, as the query does; without it where that was asked exactly.
    """
    if chronology is None or what == "lists":
        return _words(what, {})
    events = chronology.events
    exact = chronology.selection is not None and chronology.selection.exact

    def wholes(kind: Literal["actor", "place"], ids: Iterable[str]) -> Iterable[str]:
        return ids if exact else [whole for one in ids for whole in chronology.wholes(kind, one)]

    match what:
        case "actors":
            having = _having((event, wholes("actor", event.involved)) for event in events)
            claims = Counter(
                whole for event in events for claim in event.claims for whole in wholes("actor", (claim.by,))
            )
            found = [
                _row(
                    one.id,
                    one.name,
                    having.get(one.id, []),
                    one.aliases,
                    one.part_of,
                    claims[one.id],
                    about=one.kind.value,
                )
                for one in chronology.actors.values()
            ]
        case "places":
            having = _having((event, wholes("place", (*event.places, *event.about_places))) for event in events)
            found = [
                _row(one.id, one.name, having.get(one.id, []), one.aliases, one.part_of)
                for one in chronology.places.values()
            ]
        case "themes":
            having = _having((event, event.themes) for event in events)
            found = [
                _row(one.id, one.name, having.get(one.id, []), one.aliases, about=one.description)
                for one in chronology.themes.values()
            ]
        case "measures":
            having = _having(
                (event, dict.fromkeys(figure.measure for claim in event.claims for figure in claim.amounts))
                for event in events
            )
            found = [
                _row(
                    one.id,
                    one.name,
                    having.get(one.id, []),
                    one.aliases,
                    one.part_of,
                    about=f"{one.unit}, {one.counts}",
                )
                for one in chronology.measures.values()
            ]
        case "sources":
            having = _having((event, event.all_sources) for event in events)
            found = [
                _row(one.id, one.publisher, having.get(one.id, []), about=one.title or UNTITLED)
                for one in chronology.sources.values()
            ]
        case "meetings":
            found = _meetings(chronology)
        case _ if what in WORDS:
            return _words(what, _having((event, _WORDS_OF[what](event)) for event in events))
        case _:
            raise ValueError(f"no list of {what}")
    return sorted(found, key=lambda row: (-row.events, -row.claims, row.id))


def _words(what: str, having: Mapping[str, list[Event]]) -> list[Row]:
    """Return the words of a closed set with what they mean, in the order of their meaning."""
    return [_row(one, one, having.get(one, []), about=said) for one, said in MEANINGS[what].items()]


_WORDS_OF: Mapping[str, Callable[[Event], Iterable[str]]] = {
    "kinds": lambda event: (event.kind.value,),
    "forms": lambda event: (event.form,),
    "statuses": lambda event: (event.status.value,),
    "settled": lambda event: (event.settled,),
    "stances": lambda event: [claim.stance.value for claim in event.claims],
    "bases": lambda event: [claim.basis for claim in event.claims],
}


def _meetings(chronology: Chronology) -> list[Row]:
    """Return who met whom: pairs of persons of two parties whom the title of a meeting names."""
    met: dict[tuple[str, str], list[Event]] = {}
    for event in chronology.events:
        if event.form == "meeting":
            for pair in _pairs(chronology, event):
                met.setdefault(pair, []).append(event)
    return [
        _row(
            f"{one} {other}",
            f"{chronology.actors[one].name} and {chronology.actors[other].name}",
            events,
            about=f"last {wording(events[-1].date)}: {events[-1].title}",
        )
        for (one, other), events in met.items()
    ]


def _pairs(chronology: Chronology, event: Event) -> Iterator[tuple[str, str]]:
    sides: dict[str, list[str]] = {}
    for person in _persons_named(chronology, event):
        sides.setdefault(chronology.party(person), []).append(person)
    for one, other in combinations(sides.values(), 2):
        yield from ((min(pair), max(pair)) for pair in product(one, other))


def _persons_named(chronology: Chronology, event: Event) -> list[str]:
    """Return those of an event's actors whom its title names: others may only have spoken of it, or decided it.

    A part of a name is enough where it is no other person's of the event: "Kim", where Kim Yo Jong does not take part.
    """
    persons = [chronology.actors[one] for one in event.actors if chronology.actors[one].kind is ActorKind.PERSON]
    title = set(re.findall(r"\w+", event.title))
    parts = {one.id: {part for name in names(one) for part in re.findall(r"\w{2,}", name)} for one in persons}
    return [
        one.id
        for one in persons
        if any(
            all(part not in parts[other.id] for other in persons if other is not one) for part in parts[one.id] & title
        )
    ]


def _row(  # noqa: PLR0913, PLR0917
    entry_id: str,
    name: str,
    events: list[Event],
    aliases: tuple[str, ...] = (),
    part_of: str = "",
    claims: int = 0,
    *,
    about: str = "",
) -> Row:
    dates = [event.date for event in events]
    return Row(
        entry_id,
        name,
        len(events),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        aliases,
        part_of,
        claims,
        about,
    )


def _having(ids: Iterable[tuple[Event, Iterable[str]]]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event, entries in ids:
        for entry in dict.fromkeys(entries):
            found.setdefault(entry, []).append(event)
    return found


def began(value: Edtf) -> tuple[date, date] | None:
    """Return the first and last day on which something with this date may have begun; None where that is not bound."""
    start = value.start if isinstance(value, Interval) else value
    if start is None or start.earliest is None or start.latest is None:
        return None
    return start.earliest, start.latest


def years(chronology: Chronology) -> tuple[list[Year], int]:
    """Return every year from the first to the last that has an event, and how many events are in no one year."""
    months: Counter[tuple[int, int]] = Counter()
    unknown: Counter[int] = Counter()
    nowhere = 0
    for event in chronology.events:
        days = began(event.date)
        if days is None or days[0].year != days[1].year:
            nowhere += 1
        elif days[0].month != days[1].month:
            unknown[days[0].year] += 1
        else:
            months[days[0].year, days[0].month] += 1
    have = [year for year, _ in months] + list(unknown)
    span = range(min(have), max(have) + 1) if have else range(0)
    return [Year(year, tuple(months[year, month] for month in range(1, 13)), unknown[year]) for year in span], nowhere


def heard(chronology: Chronology) -> tuple[date, date]:
    """Return the first and the last day that an answer can be silent on: what is covered, and was asked for."""
    first, last = chronology.asked_days
    return first or date.min, min(chronology.reach, last or date.max)


def stretches(chronology: Chronology, number: int = STRETCHES) -> list[Stretch]:
    """Return the longest stretches between events, longest first, within the days that are covered and were asked for.

    What goes on without a known end is counted on the days when it began.
    """
    spans = sorted(
        (days[0], max(days[1], event.date.latest or days[1]), event.id)
        for event in chronology.events
        if (days := began(event.date))
    )
    opening, close = heard(chronology)
    found = []
    reached, by = date.min, ""
    for start, end, event_id in spans:
        if start > close:
            break
        if by and reached < start and (first := max(reached + timedelta(days=1), opening)) < start:
            found.append(Stretch(first, start - timedelta(days=1), by, event_id))
        if end >= reached:
            reached, by = end, event_id
    first = max(min(reached, close - timedelta(days=1)) + timedelta(days=1), opening) if by else close
    if by and reached < close and first <= close:
        found.append(Stretch(first, close, by, ""))
    return sorted(found, key=lambda one: (-one.days, one.first))[:number]


def coverage(chronology: Chronology) -> Coverage:
    """Return how well the events of a chronology are sourced."""
    events = chronology.events
    cited = list(dict.fromkeys(source for event in events for source in event.all_sources))
    sources = [chronology.sources[source] for source in cited]
    claims = [claim for event in events for claim in event.claims]
    seen = Counter(source.seen for source in sources)
    per_event = Counter(
        {0: "none", 1: "one", 2: "two"}.get(len(event.all_sources), "three or more") for event in events
    )
    return Coverage(
        sources=len(sources),
        publishers=len({source.origin for source in sources}),
        claims=len(claims),
        per_event={name: per_event[name] for name in ("none", "one", "two", "three or more")},
        with_record=sum(bool(event.record) for event in events),
        settled={
            name: sum(event.settled == name for event in events if event.status is Status.CONFIRMED) for name in SETTLED
        },
        one_publisher=sum(
            len({chronology.sources[source].origin for source in event.all_sources}) == 1 for event in events
        ),
        untitled=sum(not source.title for source in sources),
        undated=sum(source.date is None for source in sources),
        archived=sum(bool(source.archive) for source in sources),
        accessed=sum(source.accessed is not None for source in sources),
        seen={word: seen[word] for word in SEEN if seen[word]},
        with_basis=sum(bool(claim.basis) for claim in claims),
        with_amounts=sum(bool(claim.amounts) for claim in claims),
        located=sum(bool(claim.amounts and claim.locator) for claim in claims),
        denials=sum(claim.stance is Stance.DENIES for claim in claims),
        corrected=sum(bool(event.corrections) for event in events),
        kinds=dict(Counter(source.kind.value for source in sources).most_common()),
        languages=dict(Counter(source.language or "not given" for source in sources).most_common()),
    )
