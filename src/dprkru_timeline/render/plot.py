"""Charts as pictures for a slide, drawn by matplotlib: bars by period here, lanes in `plot_lanes`.

What is counted stands level above the axis, signs and hatches say what colours say, and the edition is on the picture:
slides get parted from their notes.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import Density, Lanes, Period
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.model import Status
from dprkru_timeline.render.canvas import (
    BEYOND,
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
    filled,
    titles,
    written,
)
from dprkru_timeline.render.chart_notes import density_notes, earlier_text, lanes_notes
from dprkru_timeline.render.lines import cut
from dprkru_timeline.render.plot_lanes import draw_lanes
from dprkru_timeline.render.plot_marks import BARS, Bar
from dprkru_timeline.text import cells, counted, one_line
from dprkru_timeline.words.head import Front, Head, about_text, as_a_sentence, edition_text, told_head

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure

_LEFT, _RIGHT = 0.055, 0.975
# Series that are no statuses have a panel each: an event has several of them, and bars on bars would count it twice.
_MOST_PANELS = 8
_LONGEST_NAME = 32
# Above more bars than this there is no room for their numbers, and below them none for each month.
_MOST_NUMBERED, _MOST_MONTHS, _MOST_YEARS = 32, 18, 20
_ABOVE, _ABOVE_PANEL = 1.14, 1.5  # of the highest bar: the end of the axis
_LINE = 0.034  # of the height
_BORDER = {"arrowstyle": "-", "color": FOOT, "linewidth": 1, "shrinkA": 0, "shrinkB": 0}  # between years

_Place = tuple[float, float, float, float]  # left, bottom, width and height


def picture(
    chronology: Chronology,
    found: Density | Lanes,
    by: str,
    kind: str,
    front: Front = Front(),  # noqa: B008 - it is never changed
) -> bytes:
    """Return a chart as an ``svg`` or ``png`` file."""
    with drawing({"svg.fonttype": "none", "font.size": TICK_SIZE, "hatch.linewidth": 1.1}, first=SANS):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(figure)
        head = told_head(chronology, front._replace(title=front.title or about_text(chronology)))
        asked = f"{as_a_sentence(head.asked)} · {head.tally}" if head.asked else as_a_sentence(head.tally)
        top = titles(figure, _LEFT, head.title, asked) - 0.03
        figure.text(_LEFT, top, _counted(found, by), fontsize=HEAD_SIZE, fontweight="bold", va="top")
        notes = _notes(chronology, found, by)
        bottom = 0.115 + _LINE * max(len(filled(_sentences(notes), 135)), 2)
        place = (_LEFT, bottom, _RIGHT - _LEFT, top - 0.045 - bottom)
        if isinstance(found, Lanes):
            notes += draw_lanes(figure, place, found, chronology.reach)
        else:
            (_panels if _has_panels(by) else _density)(figure, place, found)
        _foot(figure, head, notes)
        return written(figure, kind, head.title, description(chronology, found, by))


def description(chronology: Chronology, found: Density | Lanes, by: str) -> str:
    """Return in words what the picture shows, for those who don't see it."""
    if isinstance(found, Density):
        parts = [f"{period.name}: {period.events}" for period in found.periods if period.events]
        before = f" {as_a_sentence(earlier_text(found.earlier, found.first))}." if found.first else ""
        return f"Events by {found.per} and {by}. {'; '.join(parts)}.{before} {edition_text(chronology)}."
    parts = [f"{one_line(lane.series.name)}: {len(lane.marks)}" for lane in found.lanes]
    days = f"{day_wording(found.first)} to {day_wording(found.last)}"
    return f"Events by {by} from {days}. {'; '.join(parts)}. {edition_text(chronology)}."


def _counted(found: Density | Lanes, by: str) -> str:
    """Return what an axis counts, or a lane has."""
    each = "" if by == "status" else f" of every {by} that it has"
    if isinstance(found, Lanes):
        return f"Events by {by}: a mark for each{each and f', in the lane{each}'}"
    return f"Events that began in the {found.per}{each and f', each in the row{each}'}"


def _notes(chronology: Chronology, found: Density | Lanes, by: str) -> list[str]:
    if isinstance(found, Lanes):
        left = [f"not drawn: {counted(found.left, 'further lane')}"] if found.left else []
        return lanes_notes(chronology, found, by) + left
    before = [earlier_text(found.earlier, found.first)] if found.first else []
    beyond = [f"grey: not covered, past {day_wording(chronology.reach)}"] if found.periods[-1].is_beyond else []
    left = [f"not drawn: {counted(len(found.series) - _MOST_PANELS, f'further {by}')}"]
    return (
        before
        + density_notes(found, f"in no row: {{}} with no {by}")
        + beyond
        + (left if _has_panels(by) and len(found.series) > _MOST_PANELS else [])
    )


def _has_panels(by: str) -> bool:
    return by != "status"


def _sentences(notes: Sequence[str]) -> str:
    return " ".join(f"{as_a_sentence(note)}." for note in notes)


def _foot(figure: "Figure", head: Head, notes: Sequence[str]) -> None:
    """Write what is not drawn, and which edition of what it is."""
    source = filled(f"{as_a_sentence(head.sentence('of', 'edition', 'as_of', 'beyond'))}.", 170)[:2]
    figure.text(_LEFT, 0.028, "\n".join(source), fontsize=SOURCES_SIZE, color=FOOT, va="bottom", linespacing=1.2)
    if notes:
        said = "\n".join(filled(_sentences(notes), 135))
        figure.text(_LEFT, 0.04 + 0.026 * len(source), said, fontsize=LEGEND_SIZE, va="bottom", linespacing=1.15)


def _density(figure: "Figure", place: _Place, found: Density) -> None:
    """Draw how many events began in each period, a status on the other."""
    left, bottom, width, height = place
    axes = figure.add_axes((left, bottom, width, height - 0.048))
    below = [0] * len(found.periods)
    handles = []
    for one in found.series:
        heights = [period.counts.get(one.id, 0) for period in found.periods]
        handles.append(_bars(axes, heights, below, BARS[Status(one.id)], one.name))
        below = [total + height for total, height in zip(below, heights, strict=True)]
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(left, bottom + height + 0.004),
        borderaxespad=0,
        borderpad=0,
        ncols=len(handles),
        frameon=False,
        fontsize=LEGEND_SIZE,
        handlelength=1.6,
        handleheight=1.0,
        handletextpad=0.5,
        columnspacing=1.6,
    )
    _frame(axes, found, max(below) * _ABOVE)
    _numbers(axes, below)
    _time_axis(axes, found)


def _panels(figure: "Figure", place: _Place, found: Density) -> None:
    """Draw how many events began in each period, a panel for each series, all of one scale."""
    left, bottom, width, height = place
    shown = found.series[:_MOST_PANELS]
    names = [cut(one_line(one.name), _LONGEST_NAME) for one in shown]
    indent = max(map(cells, names)) * 0.0076 + 0.012
    each = height / len(shown)
    most = max(period.counts.get(one.id, 0) for one in shown for period in found.periods)
    for at, (one, name) in enumerate(zip(shown, names, strict=True)):
        axes = figure.add_axes((left + indent, bottom + height - each * (at + 1), width - indent, each))
        heights = [period.counts.get(one.id, 0) for period in found.periods]
        _bars(axes, heights, [0] * len(heights), Bar(COLORS[0], COLORS[0], ""), name)
        _frame(axes, found, most * _ABOVE_PANEL)
        _numbers(axes, heights)
        axes.set_yticks([])
        axes.set_facecolor("none")  # it would lie over the line of the panel above
        axes.text(-0.012, 0.12, name, fontsize=TICK_SIZE, ha="right", va="bottom", transform=axes.transAxes)
        if one is shown[-1]:
            _time_axis(axes, found)
        else:
            axes.set_xticks([])


def _bars(axes: "Axes", heights: Sequence[int], below: Sequence[int], look: Bar, name: str) -> "BarContainer":
    having = [at for at, height in enumerate(heights) if height]
    return axes.bar(
        having,
        [heights[at] for at in having],
        0.8,
        [below[at] for at in having],
        color=look.face,
        edgecolor=look.edge,
        linewidth=1,
        hatch=look.hatch,
        label=name,
    )


def _numbers(axes: "Axes", heights: Sequence[int]) -> None:
    """Write above each bar how high it is, where there is room."""
    if len(heights) > _MOST_NUMBERED:
        return
    for at, number in enumerate(heights):
        if number:
            axes.annotate(f"{number:,}", (at, number), (0, 3), textcoords="offset points", ha="center", fontsize=12)


def _frame(axes: "Axes", found: Density, top: float) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(-0.9, len(found.periods) - 0.1)
    axes.set_ylim(0, max(top, 1))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, steps=[1, 2, 5, 10]))
    axes.tick_params(axis="both", length=0, labelsize=TICK_SIZE, labelcolor=INK)
    axes.grid(axis="y", color=GRID, linewidth=1)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    if found.periods[-1].is_beyond:
        first = next(at for at, period in enumerate(found.periods) if period.is_beyond)
        axes.axvspan(first - 0.5, len(found.periods) - 0.1, ymax=0.98, color=BEYOND, linewidth=0, zorder=0)


def _time_axis(axes: "Axes", found: Density) -> None:
    borders, marks = _years(found)
    axes.set_xticks([at for at, _ in marks], [name for _, name in marks])
    for at in borders:
        axes.annotate("", (at, 0), (0, -14), xycoords="data", textcoords="offset points", arrowprops=_BORDER)


def _years(found: Density) -> tuple[list[float], list[tuple[float, str]]]:
    """Return where years meet, and the names below the bars: of years in their middle, or of months if they are few."""
    years = [(int(period.name[:4]), at) for at, period in enumerate(found.periods)]
    grouped = [(year, [at for _, at in group]) for year, group in groupby(years, key=lambda one: one[0])]
    borders = [places[0] - 0.5 for _, places in grouped[1:]] if found.per != "year" else []
    if found.per == "month" and len(found.periods) <= _MOST_MONTHS:
        firsts = {places[0] for _, places in grouped}
        return borders, [(at, _month(period, with_year=at in firsts)) for at, period in enumerate(found.periods)]
    step = -(-len(grouped) // _MOST_YEARS)
    return borders if step == 1 else [], [
        (sum(places) / len(places), str(year)) for year, places in grouped if year % step == 0
    ]


def _month(period: Period, *, with_year: bool) -> str:
    year, _, month = period.name.partition(" ")
    return f"{month}\n{year}" if with_year else month
