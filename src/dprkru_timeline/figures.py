"""The numbers that people gave: who counts what, and whose words differ.

Nothing is added, averaged or converted. Each point is one amount of one claim.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from dprkru_timeline.amount import Amount, differ, parse_amount
from dprkru_timeline.amount.compare import is_above
from dprkru_timeline.chronology import Chronology, Saying, Sayings
from dprkru_timeline.edtf import Edtf, order
from dprkru_timeline.model import Claim, Figure, Measure

# Words are compared where they speak of times at most this far apart: what is there at a time changes slowly, a count
# from the beginning may grow every day.
_APART = {"at-the-time": timedelta(days=92), "cumulative": timedelta(days=31)}
# A part is set beside what another counts for the whole where that was said no longer than this before.
_BEFORE = timedelta(days=184)


# What counts all there is: of these a part is never more than its whole.
_GROWING = ("cumulative", "at-the-time")
# What counts something else each time: a later word on it takes nothing back.
OF_PARTS = ("per-event", "planned", "in-part")


class Point(NamedTuple):
    """A number that somebody gave.

    ``party`` is the root of the part-of tree of the speaker, or of the actor whose words it passes on; ``others`` are
    further claims with the same words of the same speaker on the same day, in other events.
    """

    saying: Saying
    figure: Figure
    amount: Amount
    party: str
    others: tuple[Saying, ...] = ()

    @property
    def said(self) -> Edtf:
        """When it was said."""
        return self.saying.claim.date

    @property
    def as_of(self) -> Edtf:
        """The time that the number speaks of."""
        return self.saying.claim.amounts_as_of or self.saying.claim.date

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources in which it stands; none where they are dated later than the day asked about."""
        return tuple(dict.fromkeys(one.claim.source for one in (self.saying, *self.others) if one.claim.source))


class Series(NamedTuple):
    """The numbers that the speakers of one party gave of a measure, oldest first."""

    party: str
    points: tuple[Point, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who spoke, in the order in which they first did."""
        return tuple(dict.fromkeys(point.saying.claim.by for point in self.points))

    @property
    def latest(self) -> Point:
        """The party's last word."""
        return self.points[-1]


class Block(NamedTuple):
    """A measure with all that was said of it: by party, those with the newest word last."""

    measure: Measure
    series: tuple[Series, ...]

    @property
    def points(self) -> list[Point]:
        """All its points."""
        return [point for one in self.series for point in one.points]


def points(sayings: Sayings, of: Iterable[str] = ()) -> list[Point]:
    """Return the numbers of claims, of some measures or of all, a point each, in the order of the claims."""
    chosen = frozenset(of)
    return [
        Point(saying, figure, parse_amount(figure.amount), party)
        for saying in sayings.rows
        if saying.claim.amounts and (party := _party(sayings.answer, saying.claim))
        for figure in saying.claim.amounts
        if not chosen or figure.measure in chosen
    ]


def _party(chronology: Chronology, claim: Claim) -> str:
    return chronology.party((claim.via and chronology.actor_called(claim.via)) or claim.by)


def latest_only(chronology: Chronology, found: Iterable[Point]) -> list[Point]:
    """Return each speaker's last word of each measure; of what counts something else each time, all of the last day."""
    last: dict[tuple[str, str], list[Point]] = {}
    for point in sorted(found, key=_when):
        own = last.setdefault((point.saying.claim.by, point.figure.measure), [])
        of_parts = chronology.measures[point.figure.measure].counts in OF_PARTS
        if own and not (of_parts and own[-1].said == point.said):
            own.clear()
        own.append(point)
    return sorted((point for own in last.values() for point in own), key=_when)


def _when(point: Point) -> tuple[object, object]:
    return order(point.said), order(point.as_of)


def blocks(chronology: Chronology, found: Iterable[Point]) -> list[Block]:
    """Return points by measure, in the order of the vocabulary, and within it by party."""
    by_measure: dict[str, list[Point]] = {}
    for point in _joined(sorted(found, key=_when)):
        by_measure.setdefault(point.figure.measure, []).append(point)
    made = []
    for measure in chronology.measures.values():
        of_it = by_measure.get(measure.id, [])
        if not of_it:
            continue
        parties: dict[str, list[Point]] = {}
        for point in of_it:
            parties.setdefault(point.party, []).append(point)
        series = [Series(party, tuple(own)) for party, own in parties.items()]
        series.sort(key=lambda one: _when(one.latest))
        made.append(Block(measure, tuple(series)))
    return made


def _joined(found: Sequence[Point]) -> list[Point]:
    """Return points without those that say again, in another event, what the same speaker said on that day."""
    kept: dict[object, Point] = {}
    for point in found:
        claim = point.saying.claim
        key = claim.by, claim.via, str(claim.date), str(point.as_of), point.figure.measure, point.figure.amount
        if (first := kept.get(key)) is None:
            kept[key] = point
        elif point.saying.event.is_saying and not first.saying.event.is_saying:
            kept[key] = point._replace(others=(*first.others, first.saying))
        else:
            kept[key] = first._replace(others=(*first.others, point.saying))
    return list(kept.values())


def at_odds(block: Block) -> list[tuple[Point, Point]]:
    """Return pairs of words of two parties that can't both be so, by what the measure counts, older ones first.

    Counts from the beginning only grow: they differ where an older low is above a newer high, or where two words of one
    month have no number in common. Counts at a time are compared with the word of the other party that is nearest in
    time, at most three months apart; those of an event or a year with others of it. What is planned, or counted in
    part, is never compared.
    """
    found = sorted(block.points, key=lambda point: order(point.as_of))
    pairs = (
        (older, newer)
        for place, older in enumerate(found)
        for newer in found[place + 1 :]
        if older.party != newer.party and _contradict(block.measure.counts, older, newer)
    )
    if block.measure.counts != "at-the-time":
        return [*pairs]
    return [pair for pair in pairs if _is_nearest(block, *pair) or _is_nearest(block, *pair[::-1])]


def _contradict(counts: str, older: Point, newer: Point) -> bool:
    match counts:
        case "cumulative":
            if is_above(older.amount, newer.amount):
                return True
            return _span(older, newer) <= _APART[counts] and differ(older.amount, newer.amount)
        case "at-the-time":
            return _gap(older, newer) <= _APART[counts] and differ(older.amount, newer.amount)
        case "per-event":
            return older.saying.event.id == newer.saying.event.id and differ(older.amount, newer.amount)
        case "per-year":
            return _year(older) == _year(newer) and differ(older.amount, newer.amount)
    return False


def _year(point: Point) -> str:
    return str(point.as_of)[:4]


def _span(one: Point, other: Point) -> timedelta:
    """Return the longest time between what two words speak of."""
    days = [day for point in (one, other) for day in (point.as_of.earliest, point.as_of.latest)]
    known = [day for day in days if day]
    return max(known) - min(known) if len(known) == len(days) else timedelta.max


def _gap(one: Point, other: Point) -> timedelta:
    """Return the shortest time between what two words speak of."""
    ends = [(first.as_of.latest, second.as_of.earliest) for first, second in ((one, other), (other, one))]
    gaps = [later - earlier for earlier, later in ends if earlier and later]
    return max(*gaps, timedelta(0)) if len(gaps) == len(ends) else timedelta.max


def _is_nearest(block: Block, point: Point, other: Point) -> bool:
    """Tell whether no word of the other's party speaks of a time that is nearer."""
    (own,) = (series.points for series in block.series if series.party == other.party)
    return _gap(point, other) <= min(_gap(point, one) for one in own)


def _scope(block: Block, point: Point) -> tuple[str, str]:
    """Return within what a later word of the same party stands for an earlier one: all of it, one event, one year."""
    match block.measure.counts:
        case "per-event":
            return point.party, point.saying.event.id
        case "per-year":
            return point.party, _year(point)
    return point.party, ""


def latest_words(block: Block) -> list[Point]:
    """Return each party's last word: those not in doubt first, the newest of them first.

    Of what is counted for an event, only the words on the newest event; of parts, the newest first.
    """
    newest = [one.latest for one in reversed(block.series)]
    if block.measure.counts == "per-event":
        event = max(block.points, key=lambda point: order(point.as_of)).saying.event.id
        of_it = [[one for one in series.points if one.saying.event.id == event] for series in reversed(block.series)]
        newest = [own[-1] for own in of_it if own]
    if block.measure.counts in OF_PARTS:
        return newest
    return sorted(newest, key=lambda point: point.amount.doubtful)


def differing(block: Block) -> list[tuple[Point, Point]]:
    """Return the pairs of words at odds that stand: one is a party's last, the other was not taken back.

    A word is taken back by a later one of its own party that can't be so if it is; and where two parties' last words are
    at odds, no earlier one of either is told.
    """
    scopes = {_scope(block, point): point for series in block.series for point in series.points}
    last = {id(point) for point in scopes.values()}
    pairs = at_odds(block)
    told = {
        frozenset(_scope(block, point) for point in pair) for pair in pairs if all(id(point) in last for point in pair)
    }
    return [
        pair
        for pair in pairs
        if all(id(point) in last for point in pair)
        or (
            any(id(point) in last for point in pair)
            and frozenset(_scope(block, point) for point in pair) not in told
            and not any(_is_taken_back(block, point) for point in pair)
        )
    ]


def _is_taken_back(block: Block, point: Point) -> bool:
    (own,) = (series.points for series in block.series if series.party == point.party)
    at = next(place for place, one in enumerate(own) if one is point)
    later = [one for one in own[at + 1 :] if _scope(block, one) == _scope(block, point)]
    if block.measure.counts == "cumulative":
        return any(is_above(point.amount, one.amount) for one in later)
    return block.measure.counts in ("per-event", "per-year") and bool(later)


class Overlap(NamedTuple):
    """A number for a part that is as high as what other parties count for the whole."""

    point: Point
    wholes: tuple[Point, ...]


def part_as_high(chronology: Chronology, found: Sequence[Block]) -> list[Overlap]:
    """Return the latest words for a part that are as high as another party's latest for a measure that it is part of.

    What the other said long before is left out: it may have grown since.
    """
    by_id = {block.measure.id: block for block in found}
    overlaps = []
    for block in found:
        counts = block.measure.counts
        if counts not in _GROWING:
            continue
        wholes = [by_id[one] for one in chronology.wholes("measure", block.measure.id)[1:] if one in by_id]
        wholes = [one for one in wholes if one.measure.counts == counts]
        for series in block.series:
            point = series.latest
            over = tuple(
                other.latest
                for whole in wholes
                for other in whole.series
                if other.party != series.party and _as_high(point, other.latest)
            )
            if over:
                overlaps.append(Overlap(point, over))
    return overlaps


def _as_high(part: Point, whole: Point) -> bool:
    top = whole.amount.high if whole.amount.high is not None else whole.amount.low
    low = part.amount.low
    if low is None or top is None or low < top:
        return False
    began, ended = part.said.earliest, whole.said.latest
    return began is None or ended is None or began - ended <= _BEFORE


def related(chronology: Chronology, shown: Iterable[str]) -> list[Measure]:
    """Return measures near those shown that are not: parts and wholes of them, and those of the same first word."""
    ids = list(shown)
    words = {one.partition("-")[0] for one in ids}
    wholes = {chronology.measures[one].part_of for one in ids}
    return [
        one
        for one in chronology.measures.values()
        if one.id not in ids and (one.part_of in ids or one.id in wholes or one.id.partition("-")[0] in words)
    ]
