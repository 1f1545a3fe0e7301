"""A chronology and a query to the smaller chronology that answers it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, Selection, VocabularyKind, identifiers, names
from dprkru_timeline.edtf import Cover, Edtf, cover, members_of
from dprkru_timeline.errors import UnknownName, nearest
from dprkru_timeline.model import Event
from dprkru_timeline.query.expr import FIELDS, Group, Is, Not, Query, Term, Text, Typed, When, leaves
from dprkru_timeline.text import fold, matches


class World(NamedTuple):
    """What is taken to be so where a date or an amount may mean several things.

    ``day`` is one of days that no date of the query tells apart, None for any; ``held`` are the terms about amounts
    that hold.
    """

    day: date | None = None
    held: frozenset[Is] = frozenset()


Test = Callable[[Event, World], bool]  # whether an event matches in a world
_ANY = World()
# Of more terms about amounts that may hold, all are taken to, or none.
_MOST_UNSURE = 6


def select(chronology: Chronology, query: Query) -> Chronology:
    """Return the events that ``query`` asks for, with the vocabularies of the whole.

    Raises:
        UnknownName: the query names an actor, theme, place or source that is not there.
    """
    query = resolved(query, chronology)
    known = known_by(chronology, query)
    matching = Matcher(chronology, query.terms, exact=query.exact, known=known)
    least = Cover.SURE if query.certain else Cover.POSSIBLE
    matched = [(event, match) for event in known.events if (match := matching(event)) >= least]
    found = [event for event, _ in matched]
    if query.last is not None:
        found = found[-query.last :]
    if query.reverse:
        found.reverse()
    if query.limit is not None:
        found = found[: query.limit]
    return known.replaced(
        events=tuple(found),
        selection=Selection(
            query=str(query),
            total=len(known.events),
            matched=len(matched),
            possible=frozenset(event.id for event, match in matched if match is Cover.POSSIBLE),
            about=_only_about(chronology, query, known, found),
            reversed=query.reverse,
            exact=query.exact,
            latest=known.latest,
            beyond_edition=reaches_past(query, chronology.reach),
        ),
    )


def _only_about(whole: Chronology, query: Query, known: Chronology, found: Sequence[Event]) -> frozenset[str]:
    """Return the ids of those found events that match only since they speak of a place that was asked for."""
    if not any(isinstance(term, Is) and term.field == "place" for term in leaves(query.terms)):
        return frozenset()
    about = [event for event in found if event.about_places]
    matching = Matcher(whole, query.terms, exact=query.exact, known=known)
    return frozenset(event.id for event in about if not matching(event._replace(about_places=())))


def resolved(query: Query, chronology: Chronology) -> Query:
    """Return the query with ids for names.

    Raises:
        UnknownName: as `select`.
    """
    return query._replace(terms=tuple(_resolved(term, chronology) for term in query.terms))


def known_by(chronology: Chronology, query: Query) -> Chronology:
    """Return what ``query`` is asked of: the chronology, or what could be known of it by the day asked for."""
    if query.as_of is None:
        return chronology
    from dprkru_timeline.asof import as_known_on

    return as_known_on(chronology, query.as_of)


def events_with(whole: Chronology, known: Chronology, terms: Iterable[Term], query: Query) -> list[Event]:
    """Return the events of ``known`` with all of ``terms``, whose names stand in ``whole`` and are resolved."""
    matching = Matcher(whole, list(terms), exact=query.exact, known=known)
    least = Cover.SURE if query.certain else Cover.POSSIBLE
    return [event for event in known.events if matching(event) >= least]


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
    texts = list(map(texts_of(chronology), chronology.events))
    missing = [term.words for term in terms if not any(map(finder(chronology, term.words, exact=term.exact), texts))]
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
    if takes not in ("actor", "theme", "place", "measure", "source", "id"):
        return str(value)  # of a closed set
    if "*" in value:
        pattern = fold(value)
        if not _fitting(takes, pattern, chronology):
            raise UnknownName("event" if takes == "id" else takes, value, suggestions=())
        return pattern
    if takes == "source":
        return _source(chronology, value)
    if takes == "id":
        if chronology.get(fold(value)):
            return fold(value)
        ids = [event.id for event in chronology.events]
        raise UnknownName(
            "event", value, suggestions=[*(one for one in ids if fold(value) in one)][:4] or nearest(value, ids)
        )
    return chronology.resolve(_kind(takes), value)


def _kind(takes: str) -> VocabularyKind:
    """Return the vocabulary that a field takes its names from."""
    return takes  # type: ignore[return-value] # it is one of them


def _fitting(takes: str, pattern: str, chronology: Chronology) -> list[str]:
    """Return the ids of the entries with a name that fits a pattern."""
    if takes == "id":
        return [event.id for event in chronology.events if matches(pattern, event.id)]
    if takes == "source":
        return [
            source.id
            for source in chronology.sources.values()
            if matches(pattern, source.id) or matches(pattern, fold(source.publisher))
        ]
    vocabulary = chronology.vocabulary(_kind(takes))
    return [
        entry.id
        for entry in vocabulary.values()
        if any(matches(pattern, fold(name)) for name in (entry.id, *names(entry), *identifiers(entry)))
    ]


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
    """Tell whether the words of ``wanted`` stand in a publisher's name as whole words, not as a mission to it."""
    from dprkru_timeline.query.search import normalized

    name, words = f" {normalized(publisher)} ", f" {normalized(wanted)} "
    return words in name and f" to the{words}" not in name


def _members(chronology: Chronology, takes: str, value: str, *, exact: bool) -> frozenset[str]:
    """Return the ids that a value stands for, with all that belong to them."""
    ids = _fitting(takes, fold(value), chronology) if "*" in value else [value]
    if exact or takes not in ("actor", "place"):
        return frozenset(ids)
    return frozenset().union(*(chronology.within("actor" if takes == "actor" else "place", one) for one in ids))


class Matcher:
    """Tells how events stand to terms that must all hold.

    A date in the query is a question about days. The days are cut where any of these dates begins or
    ends; the terms are asked once for each stretch that the event's own date may lie in. They hold
    surely if they hold in every one. An amount that only may lie in what is asked for is taken both ways likewise.

    Where ``claims`` are asked for, an event has one claim, and its date is that of the claim; what is not of the claim
    is asked of the event in ``known``.
    """

    def __init__(
        self, chronology: Chronology, terms: Sequence[Term], *, exact: bool, known: Chronology, claims: bool = False
    ) -> None:
        make = partial(
            _test, chronology=chronology, exact=exact, known=known, text=_texts_of(chronology), claims=claims
        )
        unsure = [term for term in terms if _has(When, term) or _has_amount(term)]
        sure = [term for term in terms if term not in unsure]
        self._plain = [make(term) for term in sure if not _has(Text, term)]
        self._unsure = [make(term) for term in unsure]
        self._dear = [make(term) for term in sure if _has(Text, term)]
        self._stretches = _stretches(term for term in leaves(unsure) if isinstance(term, When)) if unsure else []
        amounts = dict.fromkeys(term for term in leaves(unsure) if _has_amount(term))
        self._amounts = {term: _figures(term, chronology) for term in amounts if isinstance(term, Is)}

    def __call__(self, event: Event) -> Cover:
        if not all(test(event, _ANY) for test in self._plain):
            return Cover.NO
        match = self._match_in_worlds(event) if self._unsure else Cover.SURE
        return match if match and all(test(event, _ANY) for test in self._dear) else Cover.NO

    def _match_in_worlds(self, event: Event) -> Cover:
        worlds = self._held(event) if self._amounts else (_ANY.held,)
        held = {
            all(test(event, World(first or last, one)) for test in self._unsure)
            for first, last in self._stretches
            if cover(event.date, first, last)
            for one in worlds
        }
        if True not in held:
            return Cover.NO
        return Cover.POSSIBLE if False in held else Cover.SURE

    def _held(self, event: Event) -> list[frozenset[Is]]:
        """Return which terms about amounts hold, in every way that the amounts may be meant."""
        covers = {term: covering(event) for term, covering in self._amounts.items()}
        sure = frozenset(term for term, found in covers.items() if found is Cover.SURE)
        possible = [term for term, found in covers.items() if found is Cover.POSSIBLE]
        if len(possible) > _MOST_UNSURE:
            return [sure, sure.union(possible)]
        return [sure.union(some) for number in range(len(possible) + 1) for some in combinations(possible, number)]


def _has_amount(term: Term) -> bool:
    return any(
        isinstance(leaf, Is) and FIELDS[leaf.field].takes == "measure" and any("=" in value for value in leaf.values)
        for leaf in leaves((term,))
    )


def _figures(term: Is, chronology: Chronology) -> Callable[[Event], Cover]:
    """Return what tells whether an event has an amount that a term asks for."""
    from dprkru_timeline.amount import lies_in, parse_amount

    wanted = []
    for value in term.values:
        name, _, number = value.partition("=")
        measures = _members(chronology, "measure", name, exact=True)
        wanted.append((measures, parse_amount(number) if number else None))

    def covering(event: Event) -> Cover:
        return max(
            (
                Cover.SURE if amount is None else lies_in(parse_amount(figure.amount), amount)
                for claim in event.claims
                for figure in claim.amounts
                for measures, amount in wanted
                if figure.measure in measures
            ),
            default=Cover.NO,
        )

    return covering


def _has(kind: type, term: Term) -> bool:
    return any(isinstance(leaf, kind) for leaf in leaves((term,)))


def _texts_of(chronology: Chronology) -> Callable[[Event], str]:
    """Return what gives an event's searchable text, and keeps the last: a query's words look at one after another."""
    last: tuple[Event, str] | None = None
    make: Callable[[Event], str] | None = None

    def text(event: Event) -> str:
        nonlocal last, make
        if last is None or event is not last[0]:
            if make is None:
                from dprkru_timeline.query.search import texts_of

                make = texts_of(chronology)
            last = event, make(event)
        return last[1]

    return text


def _stretches(terms: Iterable[When]) -> list[tuple[date | None, date | None]]:
    """Return all days, cut where a date of ``terms`` begins or ends."""
    cuts = set()
    for term in terms:
        for first, last in _ranges(term):
            if first and first > date.min:
                cuts.add(first)
            if last and last < date.max:
                cuts.add(last + timedelta(days=1))
    starts = sorted(cuts)
    ends = [start - timedelta(days=1) for start in starts]
    return list(zip([None, *starts], [*ends, None], strict=True))


def _ranges(term: When) -> list[tuple[date | None, date | None]]:
    return [_days(term.field, one) for one in members_of(term.date)]


def _test(  # noqa: PLR0911, PLR0913 - a kind of term each
    term: Term,
    *,
    chronology: Chronology,
    exact: bool,
    known: Chronology,
    text: Callable[[Event], str],
    claims: bool,
) -> Test:
    """Return a function that tells whether an event, in some world, is what the term asks for.

    Names are those of ``chronology``; what an event has is asked of what is ``known``.
    """
    make = partial(_test, chronology=chronology, exact=exact, known=known, text=text, claims=claims)
    match term:
        case Not():
            inner = make(term.term)
            return lambda event, world: not inner(event, world)
        case Group():
            tests = [make(one) for one in term.terms]
            if term.joint == "or":
                return lambda event, world: any(test(event, world) for test in tests)
            return lambda event, world: all(test(event, world) for test in tests)
        case When():
            ranges = _ranges(term)
            return lambda _, world: any(_lies(world.day, first, last) for first, last in ranges)
        case Text():
            from dprkru_timeline.query.search import finder

            found = finder(chronology, term.words, exact=term.exact)
            if claims:
                return lambda event, _: found(text(known.get(event.id) or event))
            return lambda event, _: found(text(event))
    if _has_amount(term):
        return lambda _, world: term in world.held
    wanted = _wanted(term, chronology, exact=exact)
    of = FIELDS[term.field].of
    if claims and not FIELDS[term.field].of_claim:
        of_event = of

        def of(event: Event, known: Chronology) -> Iterable[str]:
            return of_event(known.get(event.id) or event, known)

    if FIELDS[term.field].only:
        return lambda event, _: bool(has := frozenset(of(event, known))) and has <= wanted
    return lambda event, _: not wanted.isdisjoint(of(event, known))


def _wanted(term: Is, chronology: Chronology, *, exact: bool) -> frozenset[str]:
    """Return the ids that a term asks for: any of them is enough."""
    takes = FIELDS[term.field].takes
    wanted: frozenset[str] = frozenset().union(*(_members(chronology, takes, one, exact=exact) for one in term.values))
    if term.field == "source":
        publishers = [value for value in term.values if "*" not in value and value not in chronology.sources]
        wanted |= {
            source.id
            for source in chronology.sources.values()
            if any(_is_publisher(source.publisher, name) for name in publishers)
        }
    return wanted


def sources_asked(chronology: Chronology, query: Query) -> frozenset[str] | None:
    """Return the ids of the sources that ``query`` asks for, all of a publisher, say; None where for none."""
    terms = [term for term in leaves(resolved(query, chronology).terms, also_negated=False) if isinstance(term, Is)]
    found = [_wanted(term, chronology, exact=query.exact) for term in terms if term.field == "source"]
    return frozenset().union(*found) if found else None


def _lies(day: date | None, first: date | None, last: date | None) -> bool:
    """Tell whether a day lies in a range; None stands for any day, where no date of the query begins or ends."""
    return day is None or ((first is None or day >= first) and (last is None or day <= last))


def _days(field: str, value: Edtf) -> tuple[date | None, date | None]:
    match field:
        case "since":
            return value.earliest, None
        case "until":
            return None, value.latest
    return value.earliest, value.latest


def reaches_past(query: Query, reach: date) -> bool:
    """Tell whether a date asked for lies after the last day that is covered."""
    if query.as_of and query.as_of > reach:
        return True
    for term in leaves(query.terms, also_negated=False):
        if isinstance(term, When):
            first, last = _days(term.field, term.date)
            if (last or first or reach) > reach:
                return True
    return False
