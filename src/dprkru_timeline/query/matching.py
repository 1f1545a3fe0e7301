"""Whether an event has what a query asks for: surely, possibly, or not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, VocabularyKind, identifiers, names
from dprkru_timeline.edtf import Cover, Edtf, cover, members_of
from dprkru_timeline.model import Event
from dprkru_timeline.query.expr import FIELDS, Group, Is, Not, Term, Text, When, leaves
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


def is_publisher(publisher: str, wanted: str) -> bool:
    """Tell whether the words of ``wanted`` stand in a publisher's name as whole words, not as a mission to it."""
    from dprkru_timeline.query.search import normalized

    name, words = f" {normalized(publisher)} ", f" {normalized(wanted)} "
    return words in name and f" to the{words}" not in name


def _members(chronology: Chronology, takes: str, value: str, *, exact: bool) -> frozenset[str]:
    """Return the ids that a value stands for, with all that belong to them."""
    ids = fitting(takes, fold(value), chronology) if "*" in value else [value]
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
        unsure = [term for term in terms if _has(When, term) or has_amount(term)]
        sure = [term for term in terms if term not in unsure]
        self._plain = [make(term) for term in sure if not _has(Text, term)]
        self._unsure = [make(term) for term in unsure]
        self._dear = [make(term) for term in sure if _has(Text, term)]
        self._stretches = stretches_of(unsure) if unsure else []
        amounts = dict.fromkeys(term for term in leaves(unsure) if has_amount(term))
        self._amounts = {term: _figures(term, chronology) for term in amounts if isinstance(term, Is)}

    def __call__(self, event: Event) -> Cover:
        """Tell whether an event has all that is asked for."""
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


def has_amount(term: Term) -> bool:
    """Tell whether a term, or a part of it, asks how many."""
    return any(
        isinstance(leaf, Is) and FIELDS[leaf.field].takes == "measure" and any("=" in value for value in leaf.values)
        for leaf in leaves((term,))
    )


def _figures(term: Is, chronology: Chronology) -> Callable[[Event], Cover]:
    """Return what tells whether an event has an amount that a term asks for."""
    from dprkru_timeline.amount import lies_in, parse_amount

    wanted = [(measures, parse_amount(number) if number else None) for measures, number in _measures(term, chronology)]

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


def _measures(term: Is, chronology: Chronology) -> Iterator[tuple[frozenset[str], str]]:
    """Yield what a term about amounts asks for: ids of measures, and how many, empty where that is not asked."""
    for value in term.values:
        name, _, number = value.partition("=")
        yield _members(chronology, "measure", name, exact=True), number


def measures_wanted(term: Is, chronology: Chronology) -> frozenset[str]:
    """Return the ids of the measures that a term about amounts asks for, whatever the amounts are."""
    return frozenset().union(*(measures for measures, _ in _measures(term, chronology)))


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


def stretches_of(terms: Iterable[Term]) -> list[tuple[date | None, date | None]]:
    """Return all days, cut where a date of ``terms`` begins or ends."""
    cuts = set()
    for term in leaves(terms):
        if not isinstance(term, When):
            continue
        for first, last in _ranges(term):
            if first and first > date.min:
                cuts.add(first)
            if last and last < date.max:
                cuts.add(last + timedelta(days=1))
    starts = sorted(cuts)
    ends = [start - timedelta(days=1) for start in starts]
    return list(zip([None, *starts], [*ends, None], strict=True))


def _ranges(term: When) -> list[tuple[date | None, date | None]]:
    return [days_of(term.field, one) for one in members_of(term.date)]


def _test(  # noqa: C901, PLR0911, PLR0913 - a kind of term each
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
            return lambda _, world: _lies_in_any(world.day, ranges)
        case Text():
            from dprkru_timeline.query.search import finder

            found = finder(chronology, term.words, exact=term.exact)
            if claims:
                return lambda event, _: found(text(known.get(event.id) or event))
            return lambda event, _: found(text(event))
    if has_amount(term):
        return lambda _, world: term in world.held
    wanted = ids_wanted(term, chronology, exact=exact)
    of = FIELDS[term.field].of
    if claims and not FIELDS[term.field].of_claim:
        of_event = of

        def of(event: Event, known: Chronology) -> Iterable[str]:
            return of_event(known.get(event.id) or event, known)

    if FIELDS[term.field].only:
        return lambda event, _: bool(has := frozenset(of(event, known))) and has <= wanted
    return lambda event, _: not wanted.isdisjoint(of(event, known))


def ids_wanted(term: Is, chronology: Chronology, *, exact: bool) -> frozenset[str]:
    """Return the ids that a term asks for: any of them is enough."""
    takes = FIELDS[term.field].takes
    wanted: frozenset[str] = frozenset().union(*(_members(chronology, takes, one, exact=exact) for one in term.values))
    if term.field == "source":
        publishers = [value for value in term.values if "*" not in value and value not in chronology.sources]
        wanted |= {
            source.id
            for source in chronology.sources.values()
            if any(is_publisher(source.publisher, name) for name in publishers)
        }
    return wanted


def holds_on(term: When, day: date | None) -> bool:
    """Tell whether a date of the query is asked for on a day; None is any, where no date of it begins or ends."""
    return _lies_in_any(day, _ranges(term))


def _lies_in_any(day: date | None, ranges: Iterable[tuple[date | None, date | None]]) -> bool:
    return any(_lies(day, first, last) for first, last in ranges)


def _lies(day: date | None, first: date | None, last: date | None) -> bool:
    """Tell whether a day lies in a range; None stands for any day, where no date of the query begins or ends."""
    return day is None or ((first is None or day >= first) and (last is None or day <= last))


def days_of(field: str, value: Edtf) -> tuple[date | None, date | None]:
    """Return the first and the last day that a field asks for by a date; None where that side is open."""
    match field:
        case "since":
            return value.earliest, None
        case "until":
            return None, value.latest
    return value.earliest, value.latest


def kind_of(takes: str) -> VocabularyKind:
    """Return the vocabulary that a field takes its names from."""
    return takes  # type: ignore[return-value] # it is one of them


def fitting(takes: str, pattern: str, chronology: Chronology) -> list[str]:
    """Return the ids of the entries with a name that fits a pattern."""
    if takes == "id":
        return [event_id for event_id in chronology.ids() if matches(pattern, event_id)]
    if takes == "source":
        return [
            source.id
            for source in chronology.sources.values()
            if matches(pattern, source.id) or matches(pattern, fold(source.publisher))
        ]
    vocabulary = chronology.vocabulary(kind_of(takes))
    return [
        entry.id
        for entry in vocabulary.values()
        if any(matches(pattern, fold(name)) for name in (entry.id, *names(entry), *identifiers(entry)))
    ]
