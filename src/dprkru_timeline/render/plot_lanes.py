"""Lanes as a picture: each event a mark where it lies, above others of its lane that lie there too.

A lane is as high as it needs to be; where all together are too high, marks are smaller.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dprkru_timeline.derive.chart import Lanes, share, stacked, ticks
from dprkru_timeline.model import Status
from dprkru_timeline.render.canvas import BEYOND, FOOT, GRID, INK, LEGEND_SIZE, SIZE, TICK_SIZE
from dprkru_timeline.render.lines import cut
from dprkru_timeline.render.plot_marks import MARKS, looks
from dprkru_timeline.text import cells, counted, one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)  # of a mark, in points
_APART = 1.06  # of its size: from one mark to the next
_NAME_SIZE, _NAME_LEAST = 14.0, 10.5
_LONGEST_NAME = 32
_CHAR = 0.0076  # of the width, a letter of a name of the usual size
_LEGEND = 0.048  # of the height


class _Layout(NamedTuple):
    """Marks as large as there is room for: columns of time, and the columns, rows and height of each lane."""

    size: float
    columns: int
    spans: tuple[tuple[tuple[int, int], ...], ...]
    rows: tuple[tuple[int, ...], ...]
    heights: tuple[float, ...]
    most: int  # rows of a lane; what lies above them is not drawn


def draw_lanes(figure: "Figure", place: tuple[float, float, float, float], found: Lanes, reach: date) -> list[str]:
    """Draw lanes with their legend in a place of a figure; return what is to be said of those that have no room."""
    left, bottom, width, height = place
    height -= _LEGEND
    points = height * SIZE[1] * 72
    least = _NAME_LEAST * 1.25
    shown = found.lanes[: int(points / least)]
    name_size = min(max(points / len(shown) / 1.25, _NAME_LEAST), _NAME_SIZE)
    names = [cut(one_line(lane.series.name), _LONGEST_NAME) for lane in shown]
    indent = max(map(cells, names)) * _CHAR * name_size / _NAME_SIZE + 0.012
    layout = _layout(found._replace(lanes=shown), (width - indent) * SIZE[0] * 72, points, name_size * 1.25)
    axes = figure.add_axes((left + indent, bottom, width - indent, height))
    tops = _draw(axes, found._replace(lanes=shown), layout, points)
    for name, top, lane in zip(names, tops, layout.heights, strict=True):
        axes.text(-0.012, top - lane / 2, name, fontsize=name_size, ha="right", va="center", transform=_beside(axes))
    _frame(axes, found, layout, reach)
    _legend(figure, found, layout, (left - 0.004, bottom + height + _LEGEND - 0.004))
    hidden = {
        mark.event.id
        for lane, rows in zip(shown, layout.rows, strict=True)
        for mark, row in zip(lane.marks, rows, strict=True)
        if row >= layout.most
    }
    notes = (
        [f"no room for {counted(len(found.lanes) - len(shown), 'further lane')}"]
        if len(shown) < len(found.lanes)
        else []
    )
    return notes + ([f"not drawn: {counted(len(hidden), 'event')} with no room in a lane"] if hidden else [])


def _beside(axes: "Axes") -> "Axes":
    return axes.get_yaxis_transform()  # type: ignore[return-value]


def _layout(found: Lanes, width: float, points: float, least: float) -> _Layout:
    """Return the layout with the largest marks that fit; with the smallest, lanes are cut to what fits."""
    for size in _SIZES:
        columns = int(width / (size * _APART))
        spans = tuple(
            tuple(_columns(mark.first, mark.last, found, columns) for mark in one.marks) for one in found.lanes
        )
        stacks = [stacked(one) for one in spans]
        most = max(height for _, height in stacks)
        heights = _heights([height for _, height in stacks], size, least)
        if sum(heights) <= points:
            break
    while sum(heights) > points and most > 1:
        most -= 1
        heights = _heights([min(height, most) for _, height in stacks], size, least)
    spare = max(points - sum(heights), 0) / len(heights)
    rows = tuple(tuple(rows) for rows, _ in stacks)
    return _Layout(size, columns, spans, rows, tuple(height + spare for height in heights), most)


def _heights(rows: Sequence[int], size: float, least: float) -> list[float]:
    return [max(row * size * _APART + size * 0.7, least) for row in rows]


def _columns(first: date, last: date | None, found: Lanes, columns: int) -> tuple[int, int]:
    """Return the first and the last column of a mark."""
    start = min(int(share(first, found.first, found.last) * columns), columns - 1)
    if last is None:
        return start, columns - 1
    return start, max(min(int(share(last, found.first, found.last) * columns), columns - 1), start)


def _draw(axes: "Axes", found: Lanes, layout: _Layout, points: float) -> list[float]:
    """Draw the marks, and lines over all days that they may mean; return where each lane has its upper end."""
    places: dict[Status, list[tuple[float, float]]] = {}
    tops = []
    top = points
    for lane, spans, rows, height in zip(found.lanes, layout.spans, layout.rows, layout.heights, strict=True):
        tops.append(top)
        floor = top - height + layout.size * 0.35
        used = min(max(rows) + 1, layout.most) * layout.size * _APART
        floor += max(height - layout.size * 0.7 - used, 0) / 2
        for mark, (start, end), row in zip(lane.marks, spans, rows, strict=True):
            if row >= layout.most:
                continue
            at = floor + (row + 0.5) * layout.size * _APART
            color = MARKS[mark.event.status].color
            if end > start or mark.last is None:
                axes.plot([start + 0.5, end + 0.5], [at, at], color=color, alpha=0.55, linewidth=1.6, zorder=2)
            if mark.last is None and end > start:
                axes.plot([end + 0.5], [at], marker=">", color=color, markersize=layout.size * 0.6, zorder=2)
            places.setdefault(mark.event.status, []).append((start + 0.5, at))
        top -= height
        axes.axhline(top, color=GRID, linewidth=1, zorder=0)
    for status, at_ in places.items():
        axes.plot([x for x, _ in at_], [y for _, y in at_], zorder=3, **looks(status, layout.size))
    axes.set_ylim(0, points)
    return tops


def _frame(axes: "Axes", found: Lanes, layout: _Layout, reach: date) -> None:
    axes.set_xlim(-1.5, layout.columns + 1.5)
    axes.set_yticks([])
    marks = ticks(found.first, found.last, 12)
    axes.set_xticks(
        [share(day, found.first, found.last) * layout.columns for day, _ in marks],
        [name for _, name in marks],
        fontsize=TICK_SIZE,
        color=INK,
    )
    axes.grid(axis="x", color=GRID, linewidth=1)
    axes.set_axisbelow(True)
    if found.last > reach:
        start = share(reach, found.first, found.last) * layout.columns
        axes.axvspan(start, layout.columns + 1.5, color=BEYOND, linewidth=0, zorder=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _legend(figure: "Figure", found: Lanes, layout: _Layout, place: tuple[float, float]) -> None:
    from matplotlib.lines import Line2D

    have = {mark.event.status for lane in found.lanes for mark in lane.marks}
    handles = [Line2D([], [], label=status.value, **looks(status, 10)) for status in Status if status in have]
    if any(end > start for lane in layout.spans for start, end in lane):
        handles.append(Line2D([], [], color=FOOT, linewidth=1.6, label="not dated more precisely, or going on"))
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=place,
        borderaxespad=0,
        borderpad=0,
        ncols=len(handles),
        frameon=False,
        fontsize=LEGEND_SIZE,
        handlelength=1.3,
        handletextpad=0.4,
        columnspacing=1.5,
    )
