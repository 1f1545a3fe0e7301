"""Whose words on a measure can't both be so.

Only words of two parties are compared, by what the measure counts. Counts from the beginning only grow: an older low
above a newer high can't be so, nor can two words of one month that have no number in common. Counts at a time are
compared where each is the nearest in time of its party to the other, at most three months apart; those of an event or
a year with others of it. What is planned, or counted in part, is never compared.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dprkru_timeline.amount import Amount, differ
from dprkru_timeline.amount.compare import is_above
from dprkru_timeline.edtf import Date, Interval, order
from dprkru_timeline.figures import Block, Point

# What is there at a time changes slowly; a count from the beginning may grow every day.
_APART = {"at-the-time": timedelta(days=92), "cumulative": timedelta(days=31)}
_COMPARED = ("cumulative", "at-the-time", "per-event", "per-year")

Pair = tuple[Point, Point]


class _Word(NamedTuple):
    """A number with what its comparison needs: the days that it may speak of, its place in time, and its scope.

    Within a scope, such as one event or one year, a later word of a party stands for an earlier one.
    """

    point: Point
    amount: Amount
    party: str
    first: date | None
    last: date | None
    time: tuple[date, date, object]
    scope: str


def differing(block: Block) -> list[Pair]:
    """Return the pairs of words at odds that stand, older ones first: one is a party's last, none was taken back.

    A word is taken back by a later one of its own party that can't be so if it is. Of two parties one pair is told:
    their last words, if these are at odds, else the newest.
    """
    found = []
    for words in _by_scope(block).values():
        own: dict[str, list[_Word]] = {}
        for word in words:
            own.setdefault(word.party, []).append(word)
        last = {party: said[-1] for party, said in own.items()}
        told: dict[frozenset[str], tuple[_Word, _Word]] = {}
        for pair in _pairs(block.measure.counts, [*last.values()], words):
            if any(_is_taken_back(block.measure.counts, word, own[word.party]) for word in pair):
                continue
            parties = frozenset(word.party for word in pair)
            before = told.get(parties)
            if before is None or not all(word is last[word.party] for word in before):
                told[parties] = pair
        found += [(one.point, other.point) for one, other in told.values()]
    return found


def _by_scope(block: Block) -> dict[str, list[_Word]]:
    """Return the words that stand, oldest first, by what they can be compared within; none where they never are."""
    found: dict[str, list[_Word]] = {}
    if block.measure.counts in _COMPARED:
        for word in _words(block):
            found.setdefault(word.scope, []).append(word)
        found.pop("", None)
    for words in found.values():
        words.sort(key=lambda word: word.time)
    return found


def _words(block: Block) -> Iterator[_Word]:
    for point in block.points:
        if point.fallen:
            continue
        when = point.as_of
        # what is counted over a time is counted to its end
        is_over = isinstance(when, Interval) and isinstance(when.end, Date)
        first, last = when.end.earliest if is_over else when.earliest, when.latest  # type: ignore[union-attr]
        time = first or date.min, last or date.max, order(point.said)
        yield _Word(point, point.amount, point.party, first, last, time, _scope(block, point))


def _scope(block: Block, point: Point) -> str:
    """Return within what a word is compared: its event, its year where it speaks of one, or all of the measure."""
    match block.measure.counts:
        case "per-event":
            return point.saying.event.id
        case "per-year":
            first, last = point.as_of.earliest, point.as_of.latest
            return str(first.year) if first and last and first.year == last.year else ""
    return "all"


def _pairs(counts: str, some: Iterable[_Word], words: Sequence[_Word]) -> list[tuple[_Word, _Word]]:
    """Return pairs of words at odds of which one is of ``some``, each pair once."""
    found = {}
    for word in some:
        for other in words:
            if other.party != word.party and differ(word.amount, other.amount):
                pair = (word, other) if word.time <= other.time else (other, word)
                if _is_at_odds(counts, *pair, words):
                    found[id(pair[0]), id(pair[1])] = pair
    return sorted({frozenset(ids): pair for ids, pair in found.items()}.values(), key=lambda pair: pair[1].time)


def _is_at_odds(counts: str, older: _Word, newer: _Word, words: Sequence[_Word]) -> bool:
    """Tell whether two words that have no number in common speak of the same."""
    match counts:
        case "cumulative":
            is_before = older.last is not None and newer.first is not None and older.last <= newer.first
            return (is_before and is_above(older.amount, newer.amount)) or _span(older, newer) <= _APART[counts]
        case "at-the-time":
            is_near = _span(older, newer) <= _APART[counts]
            return is_near and _is_nearest(older, newer, words) and _is_nearest(newer, older, words)
    return True


def _span(one: _Word, other: _Word) -> timedelta:
    """Return the longest time between what two words speak of."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return timedelta.max
    return max(one.last, other.last) - min(one.first, other.first)


def _is_nearest(word: _Word, other: _Word, words: Sequence[_Word]) -> bool:
    """Tell whether no word of the other's party speaks of a time that is nearer."""
    return _span(word, other) <= min(_span(word, one) for one in words if one.party == other.party)


def _is_taken_back(counts: str, word: _Word, own: Sequence[_Word]) -> bool:
    """Tell whether a later one of its party's own words takes a word back: the speaker now counts another number."""
    later = [one for one in own if one.time > word.time]
    if counts == "cumulative":
        return any(is_above(word.amount, one.amount) for one in later)
    return counts in ("per-event", "per-year") and bool(later)
