"""A chronology and a query to the smaller chronology that answers it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, KeptEvents, KeptSome, Selection
from dprkru_timeline.edtf import Cover, EndKind, Interval, begins
from dprkru_timeline.errors import UnknownName, nearest
from dprkru_timeline.model import Event
from dprkru_timeline.query.asked import asked_in_words
from dprkru_timeline.query.expr import FIELDS, Group, Is, Not, Query, Term, Text, Typed, When, leaves
from dprkru_timeline.query.matching import Matcher, days_of, fitting, has_amount, ids_wanted, is_publisher, kind_of
from dprkru_timeline.text import fold


def select(chronology: Chronology, query: Query) -> Chronology:
    """Return the events that ``query`` asks for, with the vocabularies of the whole.

    Raises:
        UnknownName: the query names an actor, theme, place or source that is not there.
    """
    query = resolved(query, chronology)
    known = known_by(chronology, query)
    matched, possible = _looked_up(chronology, known, query) or _matched(chronology, known, query)
    days = days_asked(query.terms)
    going_on = _going_on(days[0], possible)
    found = matched
    if query.last is not None:
        found = found[-query.last :]
    if query.reverse:
        found = found[::-1]
    if query.limit is not None and going_on:
        shown = sorted(found, key=lambda event: event.id in going_on)  # what goes on stands at the end
        first = {event.id for event in shown[: query.limit]}
        found = [event for event in found if event.id in first]
    elif query.limit is not None:
        found = found[: query.limit]
    return known.replaced(
        events=found if isinstance(found, KeptSome) else tuple(found),
        selection=Selection(
            query=str(query),
            total=len(known.events),
            matched=len(matched),
            possible=frozenset(event.id for event in possible),
            about=_only_about(chronology, query, known, found),
            reversed=query.reverse,
            exact=query.exact,
            latest=known.latest,
            beyond_edition=reaches_past(query, known.reach),
            by_amount=any(map(has_amount, query.terms)),
            asked=asked_in_words(query, chronology) if query else "",
            themes=_asked_for("theme", query),
            actors=_asked_for("actor", query),
            going_on=going_on,
            days=days,
        ),
    )


def _matched(chronology: Chronology, known: Chronology, query: Query) -> tuple[Sequence[Event], Sequence[Event]]:
    """Return the events that match, and those of them that only may."""
    matching = Matcher(chronology, query.terms, exact=query.exact, known=known)
    least = Cover.SURE if query.certain else Cover.POSSIBLE
    tried = candidates(chronology, known, query.terms, query)
    found = [(event, match) for event in tried if (match := matching(event)) >= least]
    return [event for event, _ in found], [event for event, match in found if match is Cover.POSSIBLE]


def _looked_up(
    chronology: Chronology, known: Chronology, query: Query
) -> tuple[Sequence[Event], Sequence[Event]] | None:
    """Return what `_matched` does, where a store can tell without reading the events; None where it can't."""
    events = known.events
    if not isinstance(events, KeptEvents) or events.is_read or not events.looks_up:
        return None
    from dprkru_timeline.query.plan import planned

    possibly, surely = planned(chronology, query.terms, exact=query.exact)
    if (both := events.found(possibly, surely)) is None:
        return None
    found, possible = both
    return (found.without(possible), ()) if query.certain else (found, tuple(possible))


def _asked_for(field: str, query: Query) -> tuple[str, ...]:
    """Return the ids that a field asks every event to have, any of them."""
    return next((term.values for term in query.terms if isinstance(term, Is) and term.field == field), ())


def _going_on(first: date | None, possible: Sequence[Event]) -> frozenset[str]:
    """Return the ids of those events that surely began before the dates asked for, and have no end."""
    if first is None:
        return frozenset()
    open_ = [event for event in possible if isinstance(event.date, Interval) and event.date.end_kind is EndKind.OPEN]
    return frozenset(event.id for event in open_ if (start := begins(event.date)) and start.latest < first)


def _only_about(whole: Chronology, query: Query, known: Chronology, found: Sequence[Event]) -> frozenset[str]:
    """Return the ids of those found events that match only since they speak of a place that was asked for."""
    if not any(isinstance(term, Is) and term.field == "place" for term in leaves(query.terms)):
        return frozenset()
    about = [event for event in found if event.about_places]
    matching = Matcher(whole, query.terms, exact=query.exact, known=known)
    return frozenset(event.id for event in about if not matching(event._replace(about_places=())))


def resolved(query: Query, chronology: Chronology) -> Query:
    """Return the query with ids for names; what thereby stands twice stands once, as it would if it were typed.

    Raises:
        UnknownName: as `select`.
    """
    return query._replace(terms=tuple(dict.fromkeys(_resolved(term, chronology) for term in query.terms)))


def known_by(chronology: Chronology, query: Query) -> Chronology:
    """Return what ``query`` is asked of: the chronology, or what could be known of it by the day asked for."""
    if query.as_of is None:
        return chronology
    from dprkru_timeline.asof import as_known_on

    return as_known_on(chronology, query.as_of)


def events_with(whole: Chronology, known: Chronology, terms: Iterable[Term], query: Query) -> list[Event]:
    """Return the events of ``known`` with all of ``terms``, whose names stand in ``whole`` and are resolved."""
    terms = list(terms)
    matching = Matcher(whole, terms, exact=query.exact, known=known)
    least = Cover.SURE if query.certain else Cover.POSSIBLE
    return [event for event in candidates(whole, known, terms, query) if matching(event) >= least]


def number_with(whole: Chronology, known: Chronology, terms: Iterable[Term], query: Query) -> int:
    """Return how many events `events_with` returns."""
    terms = list(terms)
    if isinstance(known.events, KeptEvents) and not known.events.is_read:
        from dprkru_timeline.query.plan import planned

        possibly, surely = planned(whole, terms, exact=query.exact)
        if (number := known.events.number(surely if query.certain else possibly)) is not None:
            return number
    return len(events_with(whole, known, terms, query))


def candidates(whole: Chronology, known: Chronology, terms: Sequence[Term], query: Query) -> Iterable[Event]:
    """Return the events of ``known`` among which all are that ``terms`` ask for: what a store finds, or all of them."""
    events = known.events
    if not isinstance(events, KeptEvents) or events.is_read or not events.looks_up or not terms:
        return events
    from dprkru_timeline.query.plan import planned

    possibly, surely = planned(whole, terms, exact=query.exact)
    return events.candidates((surely if query.certain else possibly).may)


def in_time(chronology: Chronology) -> Chronology:
    """Return an answer that was asked for newest first in time order again: the same events, for a file."""
    if chronology.selection is None or not chronology.selection.reversed:
        return chronology
    return chronology.replaced(events=chronology.events[::-1], selection=chronology.selection._replace(reversed=False))


# For how many words of a query the nearest ones are looked for: comparing each with all that stand anywhere takes long.
_HINTS = 8


class Unfound(NamedTuple):
    """A word of the query that stands in no event, and the nearest that does; of the first few words only."""

    word: str
    nearest: tuple[str, ...]


def unfound_words(chronology: Chronology, query: Query) -> list[Unfound]:
    """Return the words of ``query`` that no event of the whole chronology has."""
    from dprkru_timeline.query.search import finder, known_words, texts_of

    terms = [term for term in leaves(query.terms, also_negated=False) if isinstance(term, Text)]
    if not terms:
        return []
    if isinstance(chronology.events, KeptEvents) and not chronology.events.is_read:
        missing = [term.words for term in terms if not events_with(chronology, chronology, [term], Query())]
    else:
        texts = list(map(texts_of(chronology), chronology.events))
        finders = [(term, finder(chronology, term.words, exact=term.exact)) for term in terms]
        missing = [term.words for term, stands in finders if not any(map(stands, texts))]
    known = known_words(chronology) if missing else set()
    return [
        Unfound(word, nearest(word, known, limit=2) if place < _HINTS else ()) for place, word in enumerate(missing)
    ]


def _resolved(term: Term, chronology: Chronology) -> Term:
    """Return the term with ids for names; a pattern stays one, folded, if something fits it."""
    match term:
        case Not():
            return Not(_resolved(term.term, chronology))
        case Group():
            return term._replace(terms=tuple(_resolved(one, chronology) for one in term.terms))
        case Is():
            values = [_marked_value(FIELDS[term.field].takes, value, chronology) for value in term.values]
            return Is(term.field, tuple(dict.fromkeys(values)))
        case _:
            return term


def _marked_value(takes: str, value: str, chronology: Chronology) -> str:
    """Return the id for a name; one that is not known is marked where it was typed."""
    try:
        return _value(takes, value, chronology)
    except UnknownName as error:
        if isinstance(value, Typed):
            value.blame(error)
        raise


def _value(takes: str, value: str, chronology: Chronology) -> str:
    if takes == "measure":
        name, sign, number = value.partition("=")
        return f"{_value_of(takes, name, chronology)}{sign}{number}"
    return _value_of(takes, value, chronology)


def _value_of(takes: str, value: str, chronology: Chronology) -> str:
    if takes == "file":
        return _file(chronology, value)
    if takes not in ("actor", "theme", "place", "measure", "source", "id"):
        return str(value)  # of a closed set
    if "*" in value:
        pattern = fold(value)
        if not fitting(takes, pattern, chronology):
            raise UnknownName("event" if takes == "id" else takes, value, suggestions=())
        return pattern
    if takes == "source":
        return _source(chronology, value)
    if takes == "id":
        if chronology.get(fold(value)):
            return fold(value)
        ids = chronology.ids()
        raise UnknownName(
            "event", value, suggestions=[*(one for one in ids if fold(value) in one)][:4] or nearest(value, ids)
        )
    return chronology.resolve(kind_of(takes), value)


def _file(chronology: Chronology, name: str) -> str:
    """Return the short name of one of the files that are read, in whatever case it is typed."""
    wanted = fold(name)
    if found := next((one for one in chronology.files if fold(one) == wanted), ""):
        return found
    raise UnknownName("file", name, suggestions=nearest(name, chronology.files), listed=chronology.files)


def _source(chronology: Chronology, name: str) -> str:
    """Return a source's id, or the words of a publisher's name: "reuters" finds "Reuters via …" too."""
    wanted = fold(name)
    if wanted in chronology.sources:
        return wanted
    publishers = {source.publisher for source in chronology.sources.values()}
    if any(is_publisher(publisher, wanted) for publisher in publishers):
        return wanted
    close = nearest(name, [*sorted(publishers), *chronology.sources])
    raise UnknownName("source", name, suggestions=close, listed=sorted(publishers))


def sources_asked(chronology: Chronology, query: Query) -> frozenset[str] | None:
    """Return the ids of the sources that ``query`` asks for, all of a publisher, say; None where for none."""
    terms = [term for term in leaves(resolved(query, chronology).terms, also_negated=False) if isinstance(term, Is)]
    found = [ids_wanted(term, chronology, exact=query.exact) for term in terms if term.field == "source"]
    return frozenset().union(*found) if found else None


def reaches_past(query: Query, reach: date) -> bool:
    """Tell whether a date asked for lies after the last day that is covered."""
    if query.as_of and query.as_of > reach:
        return True
    for term in leaves(query.terms, also_negated=False):
        if isinstance(term, When):
            first, last = days_of(term.field, term.date)
            if (last or first or reach) > reach:
                return True
    return False


def days_asked(terms: Iterable[Term], joint: str = "and") -> tuple[date | None, date | None]:
    """Return the first and the last day that terms ask for; None where any day before, or after, would do."""
    ends = [_days_of(term) for term in terms]
    firsts, lasts = [first for first, _ in ends if first], [last for _, last in ends if last]
    if joint == "and":
        return max(firsts, default=None), min(lasts, default=None)
    return (
        min(firsts) if len(firsts) == len(ends) else None,
        max(lasts) if len(lasts) == len(ends) else None,
    )


def _days_of(term: Term) -> tuple[date | None, date | None]:
    match term:
        case When():
            return days_of(term.field, term.date)
        case Group():
            return days_asked(term.terms, term.joint)
    return None, None
