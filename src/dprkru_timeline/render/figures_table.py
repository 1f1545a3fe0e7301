"""What is counted, each with the last word of each party; or a line a measure or a number."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.chronology import Chronology, Sayings
from dprkru_timeline.edtf import wording as date_wording
from dprkru_timeline.edtf.wording import short_date
from dprkru_timeline.figures import OF_PARTS, Block, Point, blocks, latest_words
from dprkru_timeline.model import Claim
from dprkru_timeline.odds import differing
from dprkru_timeline.render.lines import BLANK, Line, Span, padded, width_of, wrapped
from dprkru_timeline.render.parts import asked_lines, note_lines, title_lines
from dprkru_timeline.text import cells, counted, one_line
from dprkru_timeline.words.claims import speaker
from dprkru_timeline.words.event import MATCH_MARKS
from dprkru_timeline.words.figures import (
    ABOUT_COUNTS,
    amount_in_sentence,
    amount_marked,
    named,
    time_meant,
    with_unit,
)
from dprkru_timeline.words.findings import marked, party_name, sentences
from dprkru_timeline.words.sources import Notes

# A longer amount or name reaches into what is right of it: a column for the longest would leave no room for most.
_WIDEST_AMOUNT, _WIDEST_PARTY = 18, 16


def overview_lines(sayings: Sayings, points: Sequence[Point], width: int) -> Iterator[Line]:
    """Write a table of measures, with the last word of each party."""
    chronology = sayings.answer
    found = blocks(chronology, points)
    yield from title_lines(chronology, width)
    number = counted(sum(len(block.points) for block in found), "figure")
    yield from asked_lines(chronology, f"{number} in {counted(len(found), 'measure')}" if found else "no figure", width)
    if not found:
        return
    yield BLANK
    words = {block.measure.id: _in_order(block) for block in found}
    abouts = {block.measure.id: _about(block) for block in found}
    every = [point for of_it in words.values() for point in of_it]
    amounts = min(max(cells(marked(point)) for point in every), _WIDEST_AMOUNT)
    column = max(len("measure"), *(max(len(block.measure.id), len(abouts[block.measure.id]) + 2) for block in found))
    parties = min(max(cells(party_name(chronology, point.party)) for point in every), _WIDEST_PARTY)
    stacked = bool(width) and width < column + amounts + parties + 24
    if not stacked:
        yield ((f"{padded('measure', column)}    n  {padded('', amounts - 10)}latest words", "heading"),)
    for block in found:
        widths = width, 0 if stacked else column, amounts, parties
        yield from _measure_lines(chronology, block, abouts[block.measure.id], words[block.measure.id], widths)
    yield BLANK
    if any("?" in amount_marked(point.figure, point.amount) for point in every):
        yield (("? doubtful", "faint"),)
    yield from wrapped([(f"One measure with its picture: timeline figures --of {found[0].measure.id}", "faint")], width)


def _in_order(block: Block) -> list[Point]:
    """Return the last words from low to high; of what counts something else each time, the newest first."""
    words = latest_words(block)
    return words if block.measure.counts in OF_PARTS else sorted(words, key=_height)


def _height(point: Point) -> tuple[float, float]:
    low, high = point.amount.low, point.amount.high
    return (low if low is not None else high or 0, high if high is not None else float("inf"))


def _about(block: Block) -> str:
    """Return the unit, where the id of the measure does not say it, and whether the last words differ."""
    unit = one_line(block.measure.unit)
    has_unit = unit == "people" or all(word in block.measure.id for word in unit.casefold().split())
    return ", ".join(filter(None, ("" if has_unit else unit, "they differ" if differing(block) else "")))


def _measure_lines(
    chronology: Chronology, block: Block, about: str, words: Sequence[Point], widths: tuple[int, int, int, int]
) -> Iterator[Line]:
    """Write a measure with the last word of each party, a line each; below its id the unit, and whether they differ."""
    width, column, amounts, parties = widths
    stacked = bool(width) and not column
    number = f"{len(block.points):,}"
    lefts: list[list[Span]] = [[(block.measure.id, "label")], *([[(f"  {about}", "faint")]] if about else [])]
    if stacked:
        yield *lefts[0], (f"  {number}{f'  {about}' if about else ''}", "faint")
    for place in range(len(words) if stacked else max(len(words), len(lefts))):
        left: list[Span] = [("  ", "")]
        if not stacked:
            left = lefts[place] if place < len(lefts) else []
            left = [*left, (" " * (column - width_of(left)), ""), (f"  {number if not place else '':>3}  ", "faint")]
        if place < len(words):
            point = words[place]
            amount, party = marked(point), party_name(chronology, point.party)
            left += [
                (" " * max(amounts - cells(amount), 0), ""),
                (amount, "title"),
                (f"  {party}{' ' * max(parties - cells(party), 0)}", "key-title"),
                (f"  {short_date(point.said):>11}", "date"),
            ]
        if width and width_of(left) > width:
            head: Line = tuple(left[:-4])  # all but the amount, the spaces before it, who, and when
            yield from wrapped(left[-4:], width, head, ((" " * (column + 8 if column else 4), ""),))
        else:
            yield tuple(left)


def figures_oneline(sayings: Sayings, points: Sequence[Point], *, by_measure: bool) -> Iterator[Line]:
    """Write a line a figure, or a line a measure with its lowest and highest last word."""
    chronology = sayings.answer
    if by_measure:
        found = blocks(chronology, points)
        ids = max((len(block.measure.id) for block in found), default=0)
        for block in found:
            words = _in_order(block)
            amounts = [with_unit(marked(one), one.figure, block.measure) for one in words]
            ends = [f"{said} ({party_name(chronology, one.party)})" for said, one in zip(amounts, words, strict=True)]
            of_parts = block.measure.counts in OF_PARTS
            said = f"{ends[0]} – {ends[-1]}" if len(ends) > 1 and not of_parts else ends[0]
            differ = "  differ" if differing(block) else ""
            yield (
                (f"{padded(block.measure.id, ids)}  ", "label"),
                (f"{len(block.points):3}  ", "faint"),
                (said + differ, ""),
            )
        return
    ids = max((len(point.figure.measure) for point in points), default=0)
    dates = max((len(str(point.said)) for point in points), default=0)
    measures = chronology.measures
    told = {
        id(point): with_unit(marked(point), point.figure, measures[point.figure.measure]) + _as_of(point.saying.claim)
        for point in points
    }
    widest = max(map(cells, told.values()), default=0)
    for point in points:
        yield (
            (f"{padded(point.figure.measure, ids)}  ", "label"),
            (f"{padded(str(point.said), dates)}  ", "date"),
            (f"{padded(told[id(point)], widest)}  ", "title"),
            (party_name(chronology, point.saying.claim.by), "key-title"),
            (f"  {one_line(point.saying.event.id)}", "faint"),
        )


def _as_of(claim: Claim) -> str:
    """Return the time that a number speaks of, where that is not the day on which it was said."""
    return f" ({time_meant(claim, date_wording(claim.amounts_as_of))})" if claim.amounts_as_of else ""


def figures_listed(sayings: Sayings, points: Sequence[Point], shown: Sequence[Point], of: str) -> Iterator[Line]:
    """Write a line a figure, with its source: ``shown`` of all ``points``, from which it is told whether words differ.

    ``of`` says how many of how many are shown, empty where that is all.
    """
    chronology, notes = sayings.answer, Notes(sayings.answer)
    yield from title_lines(chronology, 0)
    yield from asked_lines(chronology, of or (counted(len(points), "figure") if points else "no figure"), 0)
    yield BLANK
    for said in sentences(chronology, blocks(chronology, points)):
        yield ((said, ""),)
    for block in blocks(chronology, shown):
        yield BLANK
        yield ((f"{named(block.measure)}: {ABOUT_COUNTS[block.measure.counts]}", "heading"),)
        for point in block.points:
            claim = point.saying.claim
            as_of = f" ({time_meant(claim, date_wording(claim.amounts_as_of))})" if claim.amounts_as_of else ""
            why = "; ".join(filter(None, (point.fallen, one_line(point.figure.why))))
            amount = amount_in_sentence(point.figure, point.amount)
            who = speaker(chronology, claim).rstrip(",")
            said = f"  {date_wording(claim.date)}  {who}: {amount}{as_of}{f'; {why}' if why else ''}"
            mark = f" ({MATCH_MARKS['possible']})" if point.saying.possible else ""
            cited = f" {notes.numbers(point.sources)}" if point.sources else ""
            yield ((f"{said}{mark}{cited} ({point.saying.event.id})", ""),)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, 0)
