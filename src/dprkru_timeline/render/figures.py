"""How many, by whom: the picture that is its own table, and the table of all measures.

A row a number: when it was said, how many in words, its mark on an axis that all measures of one unit share, and its
note. Marks say what was said: ♦ as said, ~ about, ├─┤ from to, ▸ at least or more than, ◂ up to or under, ? doubtful.
"""

from collections.abc import Iterator, Sequence

from dprkru_timeline.amount import number_text
from dprkru_timeline.chronology import Chronology, Sayings
from dprkru_timeline.derive.axis import Axis, axis
from dprkru_timeline.edtf import Edtf, order, wording
from dprkru_timeline.edtf.wording import short_date
from dprkru_timeline.figures import Block, Point, Series, blocks, related, scale
from dprkru_timeline.render.lines import BLANK, Line, Span, padded, width_of, wrapped
from dprkru_timeline.render.parts import asked_lines, note_lines, title_lines
from dprkru_timeline.text import cells, counted, listed, one_line
from dprkru_timeline.words.figures import (
    ABOUT_COUNTS,
    amount_marked,
    named,
    time_meant,
)
from dprkru_timeline.words.findings import party_name, sentences
from dprkru_timeline.words.sources import Notes

_USUAL = 80
_WIDE = 100
_WIDEST_AMOUNT = 24
# With less room than this, the axis of a row stands under it.
_NARROW = 56
_MARKS = {
    "▸": "at least, more than",
    "◂": "up to, under",
    "├─┤": "from to",
    "~": "about",
    "♦": "as said",
    "?": "doubtful",
}


def figures_lines(sayings: Sayings, points: Sequence[Point], width: int) -> Iterator[Line]:
    """Draw the numbers given of some measures, a row each, by party."""
    width = width or _USUAL
    chronology = sayings.answer
    found = blocks(chronology, points)
    yield from _head(sayings, [point for block in found for point in block.points], width)
    if not found:
        return
    notes = Notes(chronology)
    for block in found:
        for point in block.points:
            notes.numbers(point.sources)

    def note(point: Point) -> str:
        return f" {notes.numbers(point.sources)}" if point.sources else ""

    if said := sentences(chronology, found, note):
        yield BLANK
        for sentence in said:
            yield from wrapped([(sentence, "")], width)
    layout = _Layout(chronology, found, notes, width)
    for block in found:
        yield BLANK
        yield from layout.block(block)
    yield BLANK
    yield from wrapped([(_legend(found, layout), "faint")], width)
    if others := _others(chronology, found):
        yield from wrapped([(others, "faint")], width)
    yield BLANK
    yield (("Sources", "heading"),)
    yield from note_lines(notes, width)


def _head(sayings: Sayings, points: Sequence[Point], width: int) -> Iterator[Line]:
    yield from title_lines(sayings.answer, width)
    if not points:
        yield from asked_lines(sayings.answer, "no figure", width)
        return
    parties = counted(len({point.party for point in points}), "party").replace("partys", "parties")
    days = [point.said for point in points]
    first, last = wording(min(days, key=order)), wording(max(days, key=order))
    said = f"said {first}" if first == last else f"said {first} to {last}"
    yield from asked_lines(sayings.answer, f"{counted(len(points), 'figure')} by {parties}, {said}", width)


class _Layout:
    """Where the columns of a picture stand: one layout for all its blocks."""

    def __init__(self, chronology: Chronology, found: Sequence[Block], notes: Notes, width: int) -> None:
        self._chronology = chronology
        self._notes = notes
        points = [point for block in found for point in block.points]
        self._dates = max(cells("said on"), *(cells(short_date(point.said)) for point in points))
        amounts = max(cells(amount_marked(point.figure, point.amount)) for point in points)
        self._below = width < _NARROW
        self._amounts = max(min(amounts, _WIDEST_AMOUNT, width // 3 - 2), cells("how many"))
        self._marks = max(cells(self._note(point)) for point in points)
        ids = max(cells(point.saying.event.id) for point in points) if width >= _WIDE else 0
        self._ids = min(ids, 40)
        fixed = 1 + self._dates + 2 + self._amounts + 2 + 3 + self._marks + (self._ids + 2 if self._ids else 0)
        self._room = width - (4 if self._below else fixed)
        self._width = width
        by_scale: dict[tuple[str, bool], list[Block]] = {}
        for block in found:
            by_scale.setdefault(scale(block.measure), []).append(block)
        self._axes = {one: self._axis(of_it) for one, of_it in by_scale.items()}
        self.shares_scale = any(len(of_it) > 1 for of_it in by_scale.values())
        self.parts_apart = len(by_scale) > len({unit for unit, _ in by_scale})

    def _axis(self, found: Sequence[Block]) -> Axis:
        """Return the axis with as many ticks as there is room for their labels."""
        amounts = [point.amount for block in found for point in block.points]
        for most in range(max(self._room // 6, 2) + 1, 2, -1):
            made = axis(amounts, most)
            if self._fits(made):
                return made
        return axis(amounts, 2)

    def _fits(self, made: Axis) -> bool:
        """Tell whether the labels of the ticks stand apart."""
        end = -2
        for tick in made.ticks:
            place, text = self._place(made, tick), number_text(tick)
            start = max(place - len(text) // 2, 0) if place else 0
            if start < end + 1:
                return False
            end = start + len(text)
        return True

    def _place(self, made: Axis, number: float) -> int:
        return round(made.share(number) * (self._room - 1))

    def block(self, block: Block) -> Iterator[Line]:
        """Yield the rows of a measure."""
        made = self._axes[scale(block.measure)]
        log = "; log scale" if made.is_log else ""
        yield from wrapped(
            [(named(block.measure), "heading"), (f": {ABOUT_COUNTS[block.measure.counts]}{log}", "label")],
            self._width,
            (),
            (("  ", ""),),
        )
        yield from self._ruler(made)
        for series in block.series:
            yield from wrapped([(self._heading(series), "key-title")], self._width, (), (("  ", ""),))
            for point in series.points:
                yield from self._row(point, made)

    def _ruler(self, made: Axis) -> Iterator[Line]:
        lead = "  " if self._below else f" {padded('said on', self._dates)}  {padded('how many', self._amounts)}  "
        labels, bar = [" "] * (self._room + 24), ["─"] * self._room
        end = 0
        for tick in made.ticks:
            place, text = self._place(made, tick), number_text(tick)
            start = max(place - len(text) // 2, end + 1 if end else 0) if place else 0
            start = min(start, max(self._room + (2 if self._below else 3 + self._marks) - len(text), 0))
            labels[start : start + len(text)] = text
            end = start + len(text)
            bar[place] = "┬"
        bar[0], bar[-1] = "┌", "┐"
        yield (lead, "label"), ("".join(labels).rstrip(), "axis")
        yield (" " * width_of(((lead, ""),)), ""), ("".join(bar), "axis")

    def _heading(self, series: Series) -> str:
        """Return a party, and who spoke for it; of several, with the numbers of their notes."""
        party = party_name(self._chronology, series.party)
        speakers: dict[str, list[Point]] = {}
        for point in series.points:
            via = one_line(point.saying.claim.via)
            name = party_name(self._chronology, point.saying.claim.by) + (f", citing {via}" if via else "")
            speakers.setdefault(name, []).append(point)
        if list(speakers) == [party]:
            return party
        if len(speakers) == 1:
            (name,) = speakers
            return name if name.startswith(f"{party},") else f"{party}: {name}"
        said = []
        for name, points in speakers.items():
            ids = list(dict.fromkeys(source for point in points for source in point.sources))
            said.append(f"{name} {self._notes.numbers(ids)}" if ids else name)
        return f"{party}: {'; '.join(said) if any(', ' in name for name in speakers) else ', '.join(said)}"

    def _note(self, point: Point) -> str:
        return self._notes.numbers(point.sources) if point.sources else "–"

    def _row(self, point: Point, made: Axis) -> Iterator[Line]:
        amount = amount_marked(point.figure, point.amount)
        first, *rest = wrapped([(amount, "title")], self._amounts) if amount else [()]
        when = short_date(point.said)
        date = f" {' ' * (self._dates - cells(when))}{when}  "
        gap = " " * (self._amounts - width_of(first) + 2)
        drawn = list(_drawn(point, made, self._room))
        line: list[Span] = [(date, "date"), *first, (gap, ""), *([] if self._below else drawn)]
        line.append((f"  {self._note(point):>{self._marks}}", "note"))
        if self._ids:
            ids = one_line(point.saying.event.id)
            line.append((f"  {ids}", "faint"))
        yield tuple(line)
        indent: Line = ((" " * (self._dates + 3), ""),)
        for more in rest:
            yield *indent, *more
        if self._below:
            yield ("  ", ""), *drawn
        for said in self._asides(point):
            yield from wrapped([(said, "faint")], self._width, indent, indent)

    def _asides(self, point: Point) -> Iterator[str]:
        """Yield what stands under a row: of which time the number is, why it is doubtful, that it only may match."""
        claim = point.saying.claim
        if claim.amounts_as_of and _is_apart(claim.amounts_as_of, claim.date):
            yield time_meant(claim, short_date(claim.amounts_as_of))
        if point.fallen:
            yield point.fallen
        if point.figure.why:
            yield one_line(point.figure.why)
        if point.saying.possible:
            yield "may or may not be what is asked for"


def _is_apart(as_of: Edtf, said: Edtf) -> bool:
    """Tell whether a number speaks of a time that ended over a month before it was said, or lies ahead of that."""
    if as_of.latest is None or said.earliest is None or said.latest is None:
        return True
    return (said.earliest - as_of.latest).days > 31 or as_of.latest > said.latest


def _drawn(point: Point, made: Axis, room: int) -> Iterator[Span]:
    """Yield a row of the axis and a column more: dots up to the mark, posts under the ticks, a sign of doubt behind."""
    amount = point.amount
    ends = [round(made.share(end) * (room - 1)) for end in (amount.low, amount.high) if end is not None]
    low, high = ends[0], ends[-1]
    posts = {round(made.share(tick) * (room - 1)) for tick in made.ticks}
    if amount.low is None:
        mark = "◂"
    elif amount.high is None:
        mark = "▸"
    elif high > low:
        mark = "├" + "─" * (high - low - 1) + "┤"
    else:
        mark = "~" if amount.about else "♦"
    before = "".join("┊" if place in posts else "∙" for place in range(low))
    after = "".join("┊" if place in posts else " " for place in range(high + 1, room + 1))
    if amount.doubtful:
        mark, after = f"{mark}?", after[1:]
    yield before, "axis"
    yield mark, "figure-doubtful" if amount.doubtful else "figure"
    yield after, "axis"


def _legend(found: Sequence[Block], layout: _Layout) -> str:
    """Return what the marks mean that occur, and that a column is the same number everywhere."""
    amounts = [point.amount for block in found for point in block.points]
    occur = {
        "▸": any(one.high is None for one in amounts),
        "◂": any(one.low is None for one in amounts),
        "├─┤": any(one.low is not None and one.high is not None and one.low != one.high for one in amounts),
        "~": any(one.low == one.high and one.about for one in amounts),
        "♦": any(one.low == one.high and not one.about for one in amounts),
        "?": any(one.doubtful for one in amounts),
    }
    nbsp = "\u00a0"
    said = "  ".join(f"{sign}{nbsp}{_MARKS[sign].replace(' ', nbsp)}" for sign, is_used in occur.items() if is_used)
    if not layout.shares_scale and not layout.parts_apart:
        return said
    apart = "; parts have another" if layout.parts_apart else ""
    return f"{said}  · one scale for all of one unit: a column is the same number{apart}"


def _others(chronology: Chronology, found: Sequence[Block]) -> str:
    """Return the measures near those that are drawn."""
    ids = [one.id for one in related(chronology, [block.measure.id for block in found])]
    return f"Not drawn, and may be added to --of: {listed(ids)}" if ids else ""
