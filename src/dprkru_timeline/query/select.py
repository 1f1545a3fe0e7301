"""A chronology and a query to the smaller chronology that answers it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, Selection
from dprkru_timeline.edtf import Cover, Edtf, EndKind, Interval, cover, members_of
from dprkru_timeline.errors import UnknownName, nearest
from dprkru_timeline.model import Event
from dprkru_timeline.query.expr import Is, Query, Term, Text, When
from dprkru_timeline.text import fold

Test = Callable[[Event], Cover]


def select(chronology: Chronology, query: Query) -> Chronology:
    """Return the events that ``query`` asks for, with the vocabularies of the whole.

    Raises:
        UnknownName: the query names an actor, theme, place or source that is not there.
    """
    query = query._replace(terms=tuple(_resolved(term, chronology) for term in query.terms))
    in_cheap_order = sorted(query.terms, key=lambda term: isinstance(term, Text))
    tests = [_test(term, chronology, query) for term in in_cheap_order]
    least = Cover.SURE if query.certain else Cover.POSSIBLE
    found: list[Event] = []
    possible: set[str] = set()
    for event in chronology.events:
        match = Cover.SURE
        for test in tests:
            match = min(match, test(event))
            if match < least:
                break
        else:
            found.append(event)
            if match is Cover.POSSIBLE:
                possible.add(event.id)
    matched = len(found)
    if query.last is not None:
        found = found[-query.last :]
    if query.reverse:
        found.reverse()
    if query.limit is not None:
        found = found[: query.limit]
    return replace(
        chronology,
        events=tuple(found),
        selection=Selection(
            query=str(query),
            total=len(chronology.events),
            matched=matched,
            possible=frozenset(possible),
            reversed=query.reverse,
            latest=chronology.latest,
            beyond_edition=_reaches_past(query, chronology.edition),
        ),
    )


def in_time(chronology: Chronology) -> Chronology:
    """Return an answer that was asked for newest first in time order again: the same events, for a file."""
    if chronology.selection is None or not chronology.selection.reversed:
        return chronology
    return replace(chronology, events=chronology.events[::-1], selection=chronology.selection._replace(reversed=False))


def match_word(chronology: Chronology, event: Event) -> str:
    """Return how an event matches the dates asked for: sure, possible, or ongoing where its end is open."""
    if chronology.selection is None or event.id not in chronology.selection.possible:
        return "sure"
    is_open = isinstance(event.date, Interval) and event.date.end_kind is EndKind.OPEN
    return "ongoing" if is_open else "possible"


class Unfound(NamedTuple):
    """A word of the query that stands in no event, and the nearest that does."""

    word: str
    nearest: tuple[str, ...]


def unfound_words(chronology: Chronology, query: Query) -> list[Unfound]:
    """Return the words of ``query`` that no event of the whole chronology has."""
    from dprkru_timeline.query.search import event_text, has_words, known_words

    words = [term.words for term in query.terms if isinstance(term, Text)]
    if not words:
        return []
    texts = [event_text(chronology, event) for event in chronology.events]
    missing = [word for word in words if not any(has_words(text, word) for text in texts)]
    known = known_words(chronology) if missing else set()
    return [Unfound(word, nearest(word, known, limit=2)) for word in missing]


def claims_by(chronology: Chronology, query: Query) -> list[tuple[str, list[Event]]]:
    """Return the actors that ``query`` names, each with the events that hold a claim by it."""
    found = []
    for term in query.terms:
        if isinstance(term, Is) and term.field == "actor":
            for name in term.values:
                actor = chronology.resolve("actor", name)
                members = _closure(chronology, "actor", actor, exact=query.exact)
                events = [event for event in chronology.events if any(claim.by in members for claim in event.claims)]
                found.append((actor, events))
    return found


def _resolved(term: Term, chronology: Chronology) -> Term:
    """Return the term with ids for names."""
    if not isinstance(term, Is):
        return term
    match term.field:
        case "actor" | "theme" | "place":
            values = [chronology.resolve(term.field, value) for value in term.values]
        case "source":
            values = [_source(chronology, value) for value in term.values]
        case _:
            values = list(term.values)
    return Is(term.field, tuple(dict.fromkeys(values)))


def _source(chronology: Chronology, name: str) -> str:
    """Return a source's id, or the words of a publisher's name: "reuters" finds "Reuters via …" too."""
    wanted = fold(name)
    if wanted in chronology.sources:
        return wanted
    publishers = {source.publisher for source in chronology.sources.values()}
    if any(_is_publisher(publisher, wanted) for publisher in publishers):
        return wanted
    close = nearest(name, [*sorted(publishers), *chronology.sources])
    raise UnknownName("source", name, suggestions=close, listed=sorted(publishers))


def _is_publisher(publisher: str, wanted: str) -> bool:
    """Tell whether the words of ``wanted`` stand in a publisher's name as whole words."""
    from dprkru_timeline.query.search import normalized

    return f" {normalized(wanted)} " in f" {normalized(publisher)} "


def _closure(chronology: Chronology, field: str, entry_id: str, *, exact: bool) -> frozenset[str]:
    if exact or field == "theme":
        return frozenset((entry_id,))
    return chronology.within("actor" if field == "actor" else "place", entry_id)


def _test(term: Term, chronology: Chronology, query: Query) -> Test:
    """Return a function that tells how an event stands to the term."""
    if isinstance(term, Text):
        from dprkru_timeline.query.search import event_text, has_words

        words = term.words
        return lambda event: _sure(has_words(event_text(chronology, event), words))
    if isinstance(term, When):
        ranges = [_days(term.field, one) for one in members_of(term.date)]
        return lambda event: max(cover(event.date, first, last) for first, last in ranges)
    wanted = frozenset(term.values)
    match term.field:
        case "actor" | "theme" | "place":
            of_any = frozenset().union(
                *(_closure(chronology, term.field, value, exact=query.exact) for value in term.values)
            )
            ids = _ids_of(term.field)
            return lambda event: _sure(not of_any.isdisjoint(ids(event)))
        case "source":
            return lambda event: _sure(
                any(
                    source in wanted
                    or any(_is_publisher(chronology.sources[source].publisher, name) for name in wanted)
                    for source in (*event.sources, *(claim.source for claim in event.claims))
                )
            )
        case "status":
            return lambda event: _sure(event.status in wanted)
        case "kind":
            return lambda event: _sure(event.kind in wanted)
        case "key":
            return lambda event: _sure(("yes" if event.key else "no") in wanted)
    raise ValueError(f"no test for {term}")


def _ids_of(field: str) -> Callable[[Event], Iterable[str]]:
    return {
        "actor": lambda event: event.actors,
        "theme": lambda event: event.themes,
        "place": lambda event: event.places,
    }[field]


def _days(field: str, value: Edtf) -> tuple[date | None, date | None]:
    match field:
        case "since":
            return value.earliest, None
        case "until":
            return None, value.latest
    return value.earliest, value.latest


def _sure(holds: bool) -> Cover:  # noqa: FBT001 - a truth value is all it takes
    return Cover.SURE if holds else Cover.NO


def _reaches_past(query: Query, edition: date) -> bool:
    """Tell whether a date asked for lies after the edition was closed."""
    for term in query.terms:
        if isinstance(term, When):
            first, last = _days(term.field, term.date)
            if (last or first or edition) > edition:
                return True
    return False
