"""Charts as pictures, drawn by matplotlib: the same numbers, signs and colours as in the terminal."""

from typing import TYPE_CHECKING

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import Density, Lanes, Period, share, ticks
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.model import Status
from dprkru_timeline.render.canvas import FAINT, PAPER, drawing, written
from dprkru_timeline.render.palette import LOOKS, symbols
from dprkru_timeline.text import counted, one_line
from dprkru_timeline.words.head import count_text, edition_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKERS = {
    "●": "o",
    "◉": "h",
    "○": "o",
    "×": "x",
    "△": "^",
    "◇": "D",
    "■": "s",
    "▲": "^",
    "◆": "D",
    "□": "s",
    "▼": "v",
    "▽": "v",
}
_HOLLOW = "○△◇□▽"
_HATCHES = ("", "//", "..", "xx", "--", "\\\\", "oo", "++")
_WIDTH = 10.0  # inches; a picture is always this wide
_DPI = 150


def picture(chronology: Chronology, found: Density | Lanes, by: str, kind: str) -> bytes:
    """Return a chart as an ``svg`` or ``png`` file."""
    with drawing({"svg.fonttype": "path", "font.size": 10}):
        from matplotlib.figure import Figure

        rows = len(found.lanes) if isinstance(found, Lanes) else 8
        figure = Figure(figsize=(_WIDTH, max(2.4 + 0.34 * rows, 3.6)), dpi=_DPI, facecolor=PAPER)
        axes = figure.add_axes(
            (0.24 if isinstance(found, Lanes) else 0.07, 0.2, 0.72 if isinstance(found, Lanes) else 0.89, 0.62)
        )
        if isinstance(found, Lanes):
            _lanes(axes, found)
        else:
            _density(axes, found, by)
        notes = (
            [f"an event stands under each {by} that it has"] if isinstance(found, Density) and by != "status" else []
        )
        if found.without:
            notes.append(f"not drawn: {counted(found.without, 'event')} with no {by}")
        _words(figure, chronology, "; ".join(notes))
        return written(figure, kind, one_line(chronology.title), description(chronology, found, by))


def description(chronology: Chronology, found: Density | Lanes, by: str) -> str:
    """Return in words what the picture shows, for those who don't see it."""
    if isinstance(found, Density):
        parts = [f"{period.name}: {period.events}" for period in found.periods if period.events]
        return f"Events by {found.per} and {by}. {'; '.join(parts)}. {edition_text(chronology)}."
    parts = [f"{one_line(lane.series.name)}: {len(lane.marks)}" for lane in found.lanes]
    days = f"{day_wording(found.first)} to {day_wording(found.last)}"
    return f"Events by {by} from {days}. {'; '.join(parts)}. {edition_text(chronology)}."


def _words(figure: "Figure", chronology: Chronology, note: str) -> None:
    asked = chronology.selection.query if chronology.selection else ""
    figure.text(0.02, 0.95, one_line(chronology.title), fontsize=13, fontweight="bold", va="top")
    said = f"{one_line(asked)} · {count_text(chronology)}" if asked else count_text(chronology)
    said += f" · {note}" if note else ""
    figure.text(0.02, 0.88, said[:150], fontsize=9, color=FAINT, va="top")
    figure.text(0.02, 0.02, edition_text(chronology)[:150], fontsize=8, color=FAINT)


def _density(axes: "Axes", found: Density, by: str) -> None:
    from matplotlib.ticker import MaxNLocator

    signs = symbols(by, [one.id for one in found.series])
    bottom = [0] * len(found.periods)
    for place, one in enumerate(found.series):
        heights = [period.counts.get(one.id, 0) for period in found.periods]
        color = LOOKS[signs[one.id][1]].full
        hatch = _HATCHES[(place + 3 * (place // 8)) % len(_HATCHES)]  # colours come again, with another hatch
        axes.bar(
            range(len(found.periods)),
            heights,
            0.86,
            bottom,
            color=color,
            edgecolor=PAPER,
            linewidth=0.5,
            hatch=hatch,
            label=one_line(one.name),
        )
        bottom = [below + height for below, height in zip(bottom, heights, strict=True)]
    shown = _named(found.periods)
    axes.set_xticks(list(shown), [found.periods[place].name for place in shown], fontsize=8)
    axes.set_xlim(-0.6, len(found.periods) - 0.4)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y", color="#e3e7eb", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.09), ncols=6, frameon=False, fontsize=8)


def _named(periods: tuple[Period, ...]) -> range:
    return range(0, len(periods), max(-(-len(periods) // 12), 1))


def _lanes(axes: "Axes", found: Lanes) -> None:
    whole = (found.last - found.first).days + 1
    seen: dict[Status, None] = {}
    for row, lane in enumerate(found.lanes):
        axes.axhline(row, color="#edf0f2", linewidth=6, zorder=0)
        for mark in lane.marks:
            status = mark.event.status
            color = LOOKS[f"status-{status}"].full
            start = share(max(mark.first, found.first), found.first, found.last) * whole
            end = whole if mark.last is None else share(mark.last, found.first, found.last) * whole
            if mark.last is None or mark.last != mark.first:
                axes.plot(
                    [start, end], [row, row], color=color, linewidth=2, alpha=0.5, solid_capstyle="butt", zorder=1
                )
            if mark.first >= found.first:
                sign = symbols("status", [status.value])[status.value][0]
                face = PAPER if sign in _HOLLOW else color
                axes.plot(start, row, marker=_MARKERS[sign], color=color, markerfacecolor=face, markersize=6, zorder=2)
                seen[status] = None
    axes.set_yticks(range(len(found.lanes)), [one_line(lane.series.name)[:34] for lane in found.lanes])
    axes.set_ylim(len(found.lanes) - 0.4, -0.6)
    marks = ticks(found.first, found.last, 12)
    axes.set_xticks(
        [share(day, found.first, found.last) * whole for day, _ in marks], [name for _, name in marks], fontsize=8
    )
    axes.set_xlim(-whole * 0.01, whole * 1.01)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    for status in [one for one in Status if one in seen]:
        sign = symbols("status", [status.value])[status.value][0]
        color = LOOKS[f"status-{status}"].full
        face = PAPER if sign in _HOLLOW else color
        axes.plot([], [], marker=_MARKERS[sign], color=color, markerfacecolor=face, linestyle="", label=status.value)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.1), ncols=6, frameon=False, fontsize=8)
