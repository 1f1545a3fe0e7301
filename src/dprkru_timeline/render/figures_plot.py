"""Figures as a picture for a slide: a panel a measure, one scale for all of one unit, a colour and a mark a party.

Filled is as said, hollow about or doubtful; an arrow is at least or up to, a bar with feet from to. Dotted lines join
the words of one party and only lead the eye. The axis has zero on it unless the highest is over 100 times the lowest.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from dprkru_timeline.amount import Amount, number_text
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.axis import Axis, axis
from dprkru_timeline.derive.chart import ticks
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.figures import Block, Point, Series, latest_words, scale
from dprkru_timeline.render.canvas import (
    COLORS,
    DPI,
    FOOT,
    GRID,
    HEAD_SIZE,
    INK,
    LEGEND_SIZE,
    PAPER,
    SANS,
    SIZE,
    SOURCES_SIZE,
    TICK_SIZE,
    drawing,
    titles,
    written,
)
from dprkru_timeline.text import one_line
from dprkru_timeline.words.figures import ABOUT_COUNTS, amount_marked, is_doubted, unit_after
from dprkru_timeline.words.findings import finding, party_name, said_by
from dprkru_timeline.words.head import as_a_sentence, brief_head

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

MOST_PANELS = 2
_MARKERS = ("o", "D", "s", "p", "P")  # no triangle: arrows say at least and up to
_LABEL = 15
_MARK, _EDGE = 11.5, 2.4
_ARROW = 0.085  # of the axis
# What counts the same thing each time: the words of a party on it are joined.
_JOINED = ("cumulative", "at-the-time", "per-year")
_SPARE = 8  # pixels around a panel that a label may take
_LEFT, _RIGHT, _BETWEEN = 0.072, 0.976, 0.074
_CHAR = 0.0083  # of the width, a digit of a tick
# With more marks than this, only last words are labelled; with more than that, marks stand where they fall.
_MOST_LABELLED, _MOST_APART = 40, 150
_MOST_LABELS = 24


def figures_picture(chronology: Chronology, blocks: Sequence[Block], kind: str) -> bytes:
    """Return the picture of one or two measures as an ``svg`` or ``png`` file."""
    with drawing({"svg.fonttype": "none", "font.size": TICK_SIZE}, first=SANS):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(figure)
        title, below = finding(chronology, blocks)
        drawn = [_standing(block) for block in blocks]
        scales = {scale(block.measure) for block in blocks}
        axes = {one: axis(_amounts(drawn, one), 8) for one in scales}
        made = [axes[scale(block.measure)] for block in blocks]
        bottom = _foot(figure, chronology, blocks)
        heads = _heads(blocks, made)
        top = titles(figure, _LEFT, title, below) - 0.018 - 0.036 * max(map(len, heads))
        looks = _looks(blocks)
        days = _days([point.said for block in blocks for point in block.points])
        panels = _panels(figure, made, bottom, top)
        for block, head, axis_, panel in zip(drawn, heads, made, panels, strict=True):
            _Panel(figure, panel, axis_, looks, days).draw(chronology, block, head)
        return written(figure, kind, title, description(chronology, blocks))


def _standing(block: Block) -> Block:
    """Return a measure without what was taken back, unless there is nothing else."""
    series = [Series(one.party, tuple(point for point in one.points if not point.fallen)) for one in block.series]
    left = tuple(one for one in series if one.points)
    return block._replace(series=left) if left else block


def _amounts(blocks: Sequence[Block], one: tuple[str, bool]) -> list[Amount]:
    return [point.amount for block in blocks if scale(block.measure) == one for point in block.points]


def description(chronology: Chronology, blocks: Sequence[Block]) -> str:
    """Return in words what the picture shows, for those who don't see it."""
    parts = []
    for block in blocks:
        said = "; ".join(said_by(chronology, point) for point in block.points)
        parts.append(f"{one_line(block.measure.name)}: {said}.")
    return " ".join([*parts, f"{as_a_sentence(brief_head(chronology).edition)}."])


def _foot(figure: "Figure", chronology: Chronology, blocks: Sequence[Block]) -> float:
    """Write what the marks mean, and the sources; return where the panels must end."""
    points = [point for block in blocks for point in _standing(block).points]
    amounts = [point.amount for point in points]
    fallen = sum(len(block.points) for block in blocks) - len(points)
    counts = list(dict.fromkeys(as_a_sentence(ABOUT_COUNTS[block.measure.counts]) for block in blocks))
    loose = [word for word in ("about", "doubtful") if any(getattr(one, word) for one in amounts)]
    exact = any(not one.about and not one.doubtful for one in amounts)
    said = [
        "Filled: as said." if exact else "",
        f"Hollow: {' or '.join(loose)}." if loose else "",
        "Arrow up: at least, more than." if any(one.high is None for one in amounts) else "",
        "Arrow down: up to, under." if any(one.low is None for one in amounts) else "",
        "Bar: from to."
        if any(one.low is not None and one.high is not None and one.low != one.high for one in amounts)
        else "",
        "?: doubtful." if any(is_doubted(one.figure, one.amount) for one in points) else "",
        f"{counts[0]}." if len(counts) == 1 else "",
        f"Not drawn: {fallen} taken back or retracted." if fallen else "",
        _scales_said(blocks),
    ]
    used = dict.fromkeys(source for block in blocks for point in block.points for source in point.sources)
    publishers = dict.fromkeys(one_line(chronology.sources[one].origin) for one in used)
    sources = wrap(f"Sources: {', '.join(publishers)}.", 176)
    sources = sources if len(sources) < 4 else [*sources[:2], f"{sources[2][:165]} … and more."]
    edition = f"{one_line(chronology.title)}. {as_a_sentence(brief_head(chronology).edition)}."
    edition += " By day of saying; marks that would cover each other stand side by side."
    if any(block.measure.counts in _JOINED and len(one.points) > 1 for block in blocks for one in block.series):
        edition += " Dotted lines only join the words of one party."
    lines = [*sources, *wrap(edition, 176)]
    height = 0.0225
    for number, line in enumerate(reversed(lines)):
        figure.text(_LEFT, 0.016 + height * number, line, fontsize=SOURCES_SIZE, color=FOOT)
    legend = wrap("  ".join(filter(None, said)), 150)
    above = 0.016 + height * len(lines) + 0.016
    for number, line in enumerate(reversed(legend)):
        figure.text(_LEFT, above + 0.026 * number, line, fontsize=LEGEND_SIZE, color=INK)
    return above + 0.026 * len(legend) + 0.088


def _scales_said(blocks: Sequence[Block]) -> str:
    """Return whether panels of one unit can be compared by eye."""
    if len(blocks) == len({block.measure.unit for block in blocks}):
        return ""
    one = len({scale(block.measure) for block in blocks}) == 1
    return "Panels of one unit have one scale." if one else "The panels have two scales."


def _heads(blocks: Sequence[Block], made: Sequence[Axis]) -> list[list[str]]:
    """Return the name and the unit of each measure, in lines that fit one of so many panels.

    What the foot can't say of all of them stands there too: what is counted, and that the scale is logarithmic.
    """
    counts = {block.measure.counts for block in blocks}
    heads = []
    for block, axis_ in zip(blocks, made, strict=True):
        unit = unit_after(block.measure) or ("people" if block.measure.unit == "people" else "")
        about = (
            ABOUT_COUNTS[block.measure.counts].partition(";")[0] if len(counts) > 1 else "",
            "log scale" if axis_.is_log else "",
        )
        head = f"{one_line(block.measure.name)}{f', {unit}' if unit else ''}"
        head += f" ({'; '.join(filter(None, about))})" if any(about) else ""
        heads.append(wrap(head, 100 if len(blocks) == 1 else 52)[:2])
    return heads


def _panels(figure: "Figure", made: Sequence[Axis], bottom: float, top: float) -> list["Axes"]:
    """Return the panels, beside each other, each with room for the ticks of its axis."""
    longest = [max(len(number_text(tick)) for tick in one.ticks) for one in made]
    lefts = [max(_LEFT if not at else _BETWEEN, long * _CHAR + 0.014) for at, long in enumerate(longest)]
    width = (_RIGHT - sum(lefts)) / len(made)
    starts = [sum(lefts[: at + 1]) + width * at for at in range(len(made))]
    return [figure.add_axes((start, bottom, width, top - bottom)) for start in starts]


def _looks(blocks: Sequence[Block]) -> dict[str, tuple[str, str]]:
    """Return a colour and a mark for each party, the same in all panels; from the fifth on they are grey."""
    numbers: dict[str, int] = {}
    for block in blocks:
        for series in block.series:
            numbers[series.party] = numbers.get(series.party, 0) + len(series.points)
    order = sorted(numbers, key=lambda party: -numbers[party])
    last = len(COLORS) - 1
    return {party: (COLORS[min(at, last)], _MARKERS[min(at, last)]) for at, party in enumerate(order)}


def _days(said: Iterable[Edtf]) -> tuple[date, date]:
    """Return the first and the last day, with room on either side."""
    days = [_day(one) for one in said]
    first, last = min(days), max(days)
    span = max((last - first).days, 90)
    return first - timedelta(days=span * 0.1 + 10), last + timedelta(days=span * 0.13 + 15)


def _day(when: Edtf) -> date:
    """Return where a date is drawn: its day, or the middle of the days that it may mean."""
    first = when.earliest or when.latest
    last = when.latest or when.earliest
    if first is None or last is None:
        raise ValueError(f"{when} has no day")
    return first + (last - first) / 2


def _ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Return days that mark an axis, and their names: months, years under the first of each; or years alone."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    if len(months) < 2:
        days = [first + timedelta(days=day) for day in range(1, (last - first).days)]
        return [(one, f"{one.day} {MONTHS[one.month - 1][:3]}\n{one.year}") for one in days[:: -(-len(days) // most)]]
    for step in (1, 2, 3, 6):
        shown = [date(month // 12, month % 12 + 1, 1) for month in months if month % 12 % step == 0]
        if len(shown) <= most:
            years = [one.year for one in shown]
            return [
                (one, f"{MONTHS[one.month - 1][:3]}{'' if one.year in years[:at] else f'{chr(10)}{one.year}'}")
                for at, one in enumerate(shown)
            ]
    return ticks(first, last, most)


class _Panel:
    """One measure, drawn on its axes."""

    def __init__(
        self,
        figure: "Figure",
        axes: "Axes",
        made: Axis,
        looks: dict[str, tuple[str, str]],
        days: tuple[date, date],
    ) -> None:
        self._figure, self._axes, self._made, self._looks = figure, axes, made, looks
        self._first, self._last = days
        self._taken: list[Any] = []  # boxes of marks and labels, in pixels
        self._renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined] # of Agg, which measures text

    def draw(self, chronology: Chronology, block: Block, head: Sequence[str]) -> None:
        """Draw the axis, the marks, and labels where there is room for them."""
        self._frame(head)
        places = self._places(block)
        self._boxes(block, places)
        for series in block.series:
            color, marker = self._looks[series.party]
            joins = block.measure.counts in _JOINED
            sure = [places[id(point)] for point in series.points if joins and not point.amount.doubtful]
            self._axes.plot(
                [x for x, _ in sure], [y for _, y in sure], linestyle=":", color=color, linewidth=1.6, zorder=2
            )
            for point in series.points:
                self._mark(point, places[id(point)], color, marker)
        latest = {id(point) for point in latest_words(block)}
        for is_last in (True, False) if len(block.points) <= _MOST_LABELLED else (True,):
            for series in block.series[: -_MOST_LABELS - 1 : -1]:
                self._label(chronology, series.points, latest, places, is_last=is_last)

    def _frame(self, head: Sequence[str]) -> None:
        axes, made = self._axes, self._made
        width = axes.get_position().width
        axes.set_title("\n".join(head), loc="left", fontsize=HEAD_SIZE, fontweight="bold", pad=9, linespacing=1.1)
        axes.set_xlim(0, (self._last - self._first).days)
        if made.is_log:
            axes.set_yscale("log")
        axes.set_ylim(made.first, self._top())
        axes.yaxis.set_major_locator(_fixed(made.ticks))
        axes.yaxis.set_minor_locator(_fixed(()))
        axes.set_yticks(list(made.ticks), [number_text(tick) for tick in made.ticks], fontsize=TICK_SIZE)
        marks = _ticks(self._first, self._last, max(int(width * 11), 3))
        axes.set_xticks(
            [(day - self._first).days for day, _ in marks],
            [name for _, name in marks],
            fontsize=TICK_SIZE,
        )
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", color=GRID, linewidth=1)
        axes.set_axisbelow(True)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)

    def _top(self) -> float:
        """Return the upper end of the axis: arrows must fit under it."""
        made = self._made
        return made.first * (made.last / made.first) ** 1.13 if made.is_log else made.last * 1.12

    def _value(self, point: Point) -> float:
        amount = point.amount
        if amount.low is not None and amount.high is not None:
            return (amount.low + amount.high) / 2
        return float(amount.low if amount.low is not None else amount.high or 0)

    def _places(self, block: Block) -> dict[int, tuple[float, float]]:
        """Return where each point is drawn; marks closer than their width are moved apart by some days."""
        days = (self._last - self._first).days
        width = self._axes.get_position().width * SIZE[0] * 72
        apart = _MARK * 1.25 / width * days
        placed: list[tuple[float, float]] = []
        found = {}
        high = self._top()
        for point in sorted(block.points, key=lambda one: _day(one.said)):
            x, y = float((_day(point.said) - self._first).days), self._value(point)
            while len(block.points) <= _MOST_APART and any(
                abs(x - other) < apart and abs(y - at) < high * 0.045 for other, at in placed
            ):
                x += apart
            placed.append((x, y))
            found[id(point)] = x, y
        return found

    def _mark(self, point: Point, place: tuple[float, float], color: str, marker: str) -> None:
        axes, amount, (x, y) = self._axes, point.amount, place
        hollow = amount.about or amount.doubtful
        if amount.low is not None and amount.high is not None and amount.low != amount.high:
            spread = [[y - amount.low], [amount.high - y]]
            axes.errorbar([x], [y], yerr=spread, color=color, linewidth=3, capsize=7, capthick=3, zorder=3)
            return
        if amount.high is None or amount.low is None:
            self._arrow(x, y, color, up=amount.high is None)
        axes.plot(
            [x],
            [y],
            marker=marker,
            markersize=_MARK,
            markeredgewidth=_EDGE,
            color=color,
            markerfacecolor=PAPER if hollow else color,
            linestyle="",
            clip_on=False,
            zorder=4,
        )

    def _arrow(self, x: float, y: float, color: str, *, up: bool) -> None:
        across, along = map(float, self._axes.transData.transform((x, y)))
        length = _ARROW * self._axes.get_window_extent().height * (1 if up else -1)
        self._axes.annotate(
            "",
            xytext=(across, along),
            xy=(across, along + length),
            xycoords="figure pixels",
            textcoords="figure pixels",
            arrowprops={
                "arrowstyle": "-|>,head_width=0.42,head_length=0.75",
                "color": color,
                "linewidth": 2.6,
                "shrinkA": 0,
                "shrinkB": 0,
            },
            zorder=3,
        )

    def _boxes(self, block: Block, places: dict[int, tuple[float, float]]) -> None:
        """Note where the marks stand, so that no label covers one."""
        from matplotlib.transforms import Bbox

        half = _MARK * DPI / 72 * 0.72
        for point in block.points:
            x, y = self._axes.transData.transform(places[id(point)])
            low, high = y - half, y + half
            amount = point.amount
            if amount.low is not None and amount.high is not None and amount.low != amount.high:
                low = self._axes.transData.transform((0, amount.low))[1] - half / 2
                high = self._axes.transData.transform((0, amount.high))[1] + half / 2
            length = _ARROW * self._axes.get_window_extent().height
            if amount.high is None:
                high += length
            if amount.low is None:
                low -= length
            self._taken.append(Bbox([[x - half, low], [x + half, high]]))

    def _label(
        self,
        chronology: Chronology,
        points: Sequence[Point],
        latest: set[int],
        places: dict[int, tuple[float, float]],
        *,
        is_last: bool,
    ) -> None:
        """Write the last word of a party with its name; the first, and each that moved, with the number alone."""
        color, _ = self._looks[points[0].party]
        before = ""
        for point in points:
            text = amount_marked(point.figure, point.amount)
            text = "\n".join(wrap(text, 18))
            if (id(point) in latest) is is_last and (is_last or text != before):
                said = f"{text}\n{party_name(chronology, point.party)}" if is_last else text
                self._write(said, places[id(point)], color, must=is_last)
            before = text

    def _write(self, text: str, place: tuple[float, float], color: str, *, must: bool) -> None:
        """Write a label right of a mark, or left, above or below, where it covers nothing; else not, unless it must."""
        gap = _MARK * 0.95
        tries = [(gap, 0.0, "left", "center"), (-gap, 0.0, "right", "center")]
        for far in (1.0, 2.6, 4.2):
            up = gap * far
            tries += [(0.0, up, "center", "bottom"), (0.0, -up, "center", "top")]
            tries += [(gap, up, "left", "bottom"), (gap, -up, "left", "top")]
            tries += [(-gap, up, "right", "bottom"), (-gap, -up, "right", "top")]
        best: tuple[float, Any] | None = None
        for across, up, horizontal, vertical in tries:
            label = self._annotated(text, place, color, across, up, horizontal, vertical)
            box = self._extent(label)
            covered = self._covered(box)
            label.remove()
            if best is None or covered < best[0]:
                best = covered, (across, up, horizontal, vertical)
            if not covered:
                break
        if best is None or (best[0] and not must):
            return
        label = self._annotated(text, place, color, *best[1])
        self._taken.append(self._extent(label))

    def _extent(self, label: "Annotation") -> Any:
        """Return the box of a label's text, without the line that leads to its mark."""
        from matplotlib.text import Text

        label.update_positions(self._renderer)
        return Text.get_window_extent(label, self._renderer).padded(2)

    def _annotated(  # noqa: PLR0913, PLR0917
        self,
        text: str,
        place: tuple[float, float],
        color: str,
        across: float,
        up: float,
        horizontal: str,
        vertical: str,
    ) -> "Annotation":
        return self._axes.annotate(
            text,
            place,
            (across, up),
            textcoords="offset points",
            color=color,
            fontsize=_LABEL,
            ha=horizontal,
            va=vertical,
            linespacing=1.05,
            zorder=5,
            arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 4}
            if abs(up) > _MARK * 2
            else None,
            bbox={"boxstyle": "square,pad=0.08", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.88},
            multialignment="left" if horizontal == "left" else "right" if horizontal == "right" else "center",
        )

    def _covered(self, box: Any) -> float:
        """Return how much of other marks and labels, and of what lies outside the panel, a box covers."""
        area = 0.0
        for other in self._taken:
            wide = min(box.x1, other.x1) - max(box.x0, other.x0)
            high = min(box.y1, other.y1) - max(box.y0, other.y0)
            if wide > 0 and high > 0:
                area += wide * high
        inside = self._axes.get_window_extent()
        across = max(inside.x0 - box.x0 - _SPARE, 0) + max(box.x1 - inside.x1 - _SPARE, 0)
        along = max(inside.y0 - box.y0, 0) + max(box.y1 - inside.y1 - _SPARE, 0)
        return float(area + 60 * (across + along))


def _fixed(at: Sequence[float]) -> Any:
    from matplotlib.ticker import FixedLocator

    return FixedLocator(list(at))
