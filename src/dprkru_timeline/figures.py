"""The numbers that people gave: who counts what, the last word of each, and parts as high as their wholes.

Nothing is added, averaged or converted. Each point is one amount of one claim.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from dprkru_timeline.amount import Amount, parse_amount
from dprkru_timeline.chronology import Chronology, Saying, Sayings
from dprkru_timeline.edtf import Edtf, order
from dprkru_timeline.model import Claim, Figure, Measure, Stance

# A part is set beside what another counts for the whole where that was said no longer than this before.
_BEFORE = timedelta(days=184)


# What counts all there is: of these a part is never more than its whole.
_GROWING = ("cumulative", "at-the-time")
# What counts something else each time: a later word on it takes nothing back.
OF_PARTS = ("per-event", "planned", "in-part")


class Point(NamedTuple):
    """A number that somebody gave.

    ``party`` is the root of the part-of tree of the speaker, or of the actor whose words it passes on; ``fallen`` says
    why it counts no more: nobody's last word is one that was taken back. ``others`` are further claims with the same
    words of the same speaker on the same day, in other events.
    """

    saying: Saying
    figure: Figure
    amount: Amount
    party: str
    fallen: str = ""
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
        """The party's last word that stands; where none does, its last."""
        return next((point for point in reversed(self.points) if not point.fallen), self.points[-1])


class Block(NamedTuple):
    """A measure with all that was said of it: by party, those with the newest word last."""

    measure: Measure
    series: tuple[Series, ...]

    @property
    def points(self) -> list[Point]:
        """All its points."""
        return [point for one in self.series for point in one.points]


def scale(measure: Measure) -> tuple[str, bool]:
    """Return what measures have in common that are drawn on one scale: their unit, and whether they count parts.

    Five found dead, on one scale with the 40,000 who were asked for, would leave neither legible.
    """
    return measure.unit, measure.counts in ("per-event", "in-part")


def points(sayings: Sayings, of: Iterable[str] = ()) -> list[Point]:
    """Return the numbers of claims, of some measures or of all, a point each, in the order of the claims."""
    chosen = frozenset(of)
    chronology = sayings.answer
    return [
        Point(saying, figure, parse_amount(figure.amount), party, _fallen(chronology, saying, figure))
        for saying in sayings.rows
        if saying.claim.amounts and (party := _party(chronology, saying.claim))
        for figure in saying.claim.amounts
        if not chosen or figure.measure in chosen
    ]


def _party(chronology: Chronology, claim: Claim) -> str:
    return chronology.party((claim.via and chronology.actor_called(claim.via)) or claim.by)


def _fallen(chronology: Chronology, saying: Saying, figure: Figure) -> str:
    """Return why a number counts no more: its speaker took it back in this event, or its source is retracted."""
    source = chronology.sources.get(saying.claim.source)
    if source is not None and source.retracted:
        return "source retracted"
    is_back = saying.claim.stance is Stance.WITHDRAWS or any(
        other.stance is Stance.WITHDRAWS
        and other.by == saying.claim.by
        and order(saying.claim.date) <= order(other.date)
        and (not other.amounts or any(one.measure == figure.measure for one in other.amounts))
        for other in saying.event.claims
    )
    return "taken back" if is_back else ""


def latest_only(chronology: Chronology, found: Iterable[Point]) -> list[Point]:
    """Return each speaker's last word of each measure; of what counts something else each time, all of the last day."""
    last: dict[tuple[str, str], list[Point]] = {}
    for point in sorted(found, key=_when):
        if point.fallen:
            continue
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


def latest_words(block: Block) -> list[Point]:
    """Return each party's last word: those not in doubt first, the newest of them first.

    Of what is counted for an event, only the words on the newest event; of parts, the newest first.
    """
    newest = [one.latest for one in reversed(block.series)]
    if block.measure.counts == "per-event":
        event = max(block.points, key=lambda point: order(point.as_of)).saying.event.id
        of_it = [[one for one in series.points if one.saying.event.id == event] for series in reversed(block.series)]
        newest = [Series("", tuple(own)).latest for own in of_it if own]
    if block.measure.counts in OF_PARTS:
        return sorted(newest, key=lambda point: bool(point.fallen))
    return sorted(newest, key=lambda point: (bool(point.fallen), point.amount.doubtful))


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
            if point.fallen:
                continue
            over = tuple(
                other.latest
                for whole in wholes
                for other in whole.series
                if other.party != series.party and not other.latest.fallen and _as_high(point, other.latest)
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
