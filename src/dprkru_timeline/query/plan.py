"""What a query asks of events, in terms that any store of them can look up: sets of values, days, words.

A plan says two things of each event: what it must at least have to be an answer (``may``), and what it only needs to
have to be one for certain (``is_``). Where both are the same, the plan is exact, and a store that can look it up has
the answer. Where not, the store gives those that may be one, and `matching`, where the meaning of a query stands,
decides. Names, patterns and what belongs to what are resolved here: a store knows ids only.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.query.expr import FIELDS, Group, Is, Not, Term, Text, When, leaves
from dprkru_timeline.query.matching import has_amount, holds_on, ids_wanted, measures_wanted, stretches_of

# What no day lies before, and none after: a date without a bound, as a day number.
FIRST, LAST = 0, 9_999_999


class Has(NamedTuple):
    """An event has any of these values of a field (`found_by`)."""

    field: str
    values: tuple[str, ...]


class HasOnly(NamedTuple):
    """An event has values of a field, and none but these."""

    field: str
    values: tuple[str, ...]


class LiesIn(NamedTuple):
    """A day that the event's date may mean is one of these; None is no limit."""

    first: date | None
    last: date | None


class Says(NamedTuple):
    """The event's text (`search`) has these words one after the other.

    The first begins a word; the last is a whole word, or begins one.
    """

    words: tuple[str, ...]
    whole: bool


class SaysStem(NamedTuple):
    """The event's text has a word of this stem."""

    stem: str


class Writes(NamedTuple):
    """The event's text has these letters anywhere."""

    letters: str


class AllOf(NamedTuple):
    """All of the parts hold; of none it always holds."""

    parts: "tuple[Condition, ...]" = ()


class AnyOf(NamedTuple):
    """Any of the parts holds; of none it never holds. Told from `AllOf` by its class, as named tuples are equal."""

    parts: "tuple[Condition, ...]" = ()


class Unless(NamedTuple):
    """The part does not hold."""

    part: "Condition"


Condition = Has | HasOnly | LiesIn | Says | SaysStem | Writes | AllOf | AnyOf | Unless


class Plan(NamedTuple):
    """What an answer needs to have at least, and what is enough to be one."""

    may: Condition
    is_: Condition
    narrowed: tuple[str, ...] = ()  # what of the query can't be looked up exactly, in words

    @property
    def is_exact(self) -> bool:
        """Whether what can be looked up is the answer."""
        return not self.narrowed

    def negated(self) -> "Plan":
        """Return the plan of the contrary."""
        return Plan(_not(self.is_), _not(self.may), self.narrowed)


_ALWAYS = Plan(AllOf(), AllOf())
_NEVER = Plan(AnyOf(), AnyOf())


def planned(chronology: Chronology, terms: Sequence[Term], *, exact: bool) -> tuple[Plan, Plan]:
    """Return what is asked of events by terms that must all hold and whose names are resolved: possibly, and surely.

    A date of a query is asked for each stretch of days that its dates do not tell apart, as `matching.Matcher` does.
    """
    make = _Making(chronology, exact=exact)
    dated = [term for term in terms if any(isinstance(leaf, When) for leaf in leaves((term,)))]
    plain = _all(make.plan(term, None) for term in terms if term not in dated)
    if not dated:
        return plain, plain
    inside, outside = [], []
    for first, last in stretches_of(dated):
        held = _all(make.plan(term, first or last) for term in dated)
        here = LiesIn(first, last)
        lies = Plan(here, here) if first or last else _ALWAYS
        inside.append(_all([lies, held]))
        outside.append(_all([lies, held.negated()]))
    possibly = _all([plain, _any(inside)])
    return possibly, _all([possibly, _any(outside).negated()])


class _Making:
    """Makes the plan of a term, in a world in which the date lies on a day."""

    def __init__(self, chronology: Chronology, *, exact: bool) -> None:
        self._chronology = chronology
        self._exact = exact

    def plan(self, term: Term, day: date | None) -> Plan:
        match term:
            case Not():
                return self.plan(term.term, day).negated()
            case Group():
                parts = [self.plan(one, day) for one in term.terms]
                return _any(parts) if term.joint == "or" else _all(parts)
            case When():
                return _ALWAYS if holds_on(term, day) else _NEVER
            case Text():
                return _text(term)
        return self._is(term)

    def _is(self, term: Is) -> Plan:
        if has_amount(term):
            has = Has(term.field, tuple(sorted(measures_wanted(term, self._chronology))))
            return Plan(has, AnyOf(), (f"{term}: how many it is can't be asked of it",))
        values = tuple(sorted(ids_wanted(term, self._chronology, exact=self._exact)))
        if not values:
            return _NEVER
        has_: Condition = HasOnly(term.field, values) if FIELDS[term.field].only else Has(term.field, values)
        return Plan(has_, has_)


def _text(term: Text) -> Plan:
    from dprkru_timeline.query.search import spelt

    found = spelt(term.words, exact=term.exact)
    ways: list[Condition] = [Writes(letters) for letters in found.letters]
    ways += [SaysStem(stem) for stem in found.stems]
    why = "" if found.is_exact else "how the digits of a number are parted can't be asked of it"
    for words in found.words:
        if (number := _product(words)) <= _MOST_WAYS:
            ways += [_in_a_row(way) for way in product(*words)]
        else:
            ways.append(_apart(words))
            why = f"it has {number:,} spellings"
    may = _either(ways)
    return Plan(may, AnyOf(), (f"{term}: {why}",)) if why else Plan(may, may)


_MOST_WAYS = 24


def _product(words: Iterable[Sequence[object]]) -> int:
    number = 1
    for one in words:
        number *= len(one)
    return number


def _in_a_row(way: Iterable[tuple[tuple[str, ...], bool]]) -> Says:
    parts = list(way)
    return Says(tuple(word for words, _ in parts for word in words), parts[-1][1])


def _apart(words: Iterable[Sequence[tuple[tuple[str, ...], bool]]]) -> Condition:
    return AllOf(tuple(AnyOf(tuple(Says(*way) for way in ways)) for ways in words))


def _all(plans: Iterable[Plan]) -> Plan:
    found = list(plans)
    return Plan(_both(plan.may for plan in found), _both(plan.is_ for plan in found), tuple(_narrowings(found)))


def _any(plans: Iterable[Plan]) -> Plan:
    found = list(plans)
    return Plan(_either(plan.may for plan in found), _either(plan.is_ for plan in found), tuple(_narrowings(found)))


def _narrowings(plans: Iterable[Plan]) -> Iterator[str]:
    yield from dict.fromkeys(one for plan in plans for one in plan.narrowed)


def _both(parts: Iterable[Condition]) -> Condition:
    flat: dict[tuple[type, Condition], Condition] = {}
    for part in parts:
        for one in part.parts if isinstance(part, AllOf) else (part,):
            if one == AnyOf() and isinstance(one, AnyOf):
                return one
            flat[type(one), one] = one
    found = tuple(flat.values())
    return found[0] if len(found) == 1 else AllOf(found)


def _either(parts: Iterable[Condition]) -> Condition:
    flat: dict[tuple[type, Condition], Condition] = {}
    for part in parts:
        for one in part.parts if isinstance(part, AnyOf) else (part,):
            if one == AllOf() and isinstance(one, AllOf):
                return one
            flat[type(one), one] = one
    found = tuple(flat.values())
    return found[0] if len(found) == 1 else AnyOf(found)


def _not(part: Condition) -> Condition:
    match part:
        case Unless():
            return part.part
        case AllOf():
            return _either(map(_not, part.parts))
        case AnyOf():
            return _both(map(_not, part.parts))
    return Unless(part)
