"""How a status looks in a picture: a colour that those who see fewer tell apart, and a mark and a hatch that need none.

The marks are the signs of the terminal (`words.status`). matplotlib has none that looks like a quotation mark or like a
fisheye, so these are drawn.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from dprkru_timeline.model import Status
from dprkru_timeline.render.canvas import COLORS, PAPER

if TYPE_CHECKING:
    from matplotlib.path import Path

_BLUE, _VERMILION, _GREEN, _PURPLE, _GRAY = COLORS


class Bar(NamedTuple):
    """How a part of a bar is drawn."""

    face: str
    edge: str
    hatch: str


class Mark(NamedTuple):
    """How an event is drawn: a shape (`shape`), filled or hollow, in a colour."""

    shape: str
    color: str
    filled: bool = True


BARS = {
    Status.CONFIRMED: Bar(_GREEN, _GREEN, ""),
    Status.SAID: Bar(PAPER, _BLUE, "////"),
    Status.REPORTED: Bar(PAPER, _GRAY, "|||||"),
    Status.CLAIMED: Bar(PAPER, _VERMILION, "..."),
    Status.DISPUTED: Bar(PAPER, _PURPLE, "xxx"),
    Status.ASSESSED: Bar(PAPER, _GRAY, "---"),
    Status.WITHDRAWN: Bar(PAPER, _VERMILION, "\\\\\\\\"),
    Status.SCHEDULED: Bar(PAPER, _GRAY, ""),
}
MARKS = {
    Status.CONFIRMED: Mark("o", _GREEN),
    Status.SAID: Mark("quotes", _BLUE),
    Status.REPORTED: Mark("fisheye", _GRAY),
    Status.CLAIMED: Mark("o", _VERMILION, filled=False),
    Status.DISPUTED: Mark("x", _PURPLE),
    Status.ASSESSED: Mark("^", _GRAY, filled=False),
    Status.WITHDRAWN: Mark("v", _VERMILION, filled=False),
    Status.SCHEDULED: Mark("D", _GRAY, filled=False),
}


# What is as high as others and looks larger, or would run into its neighbor, is drawn smaller.
_SHARES = {"D": 0.82, "x": 0.82, "quotes": 0.88}


def looks(status: Status, size: float) -> dict[str, Any]:
    """Return what matplotlib is told of the marks of a status, as high as ``size`` points at most."""
    mark = MARKS[status]
    is_drawn = mark.shape in ("quotes", "fisheye")
    edge = 0.0 if is_drawn else max(size * 0.16, 1.0)
    return {
        "marker": shape(mark.shape) if is_drawn else mark.shape,
        "markersize": (size - edge) * _SHARES.get(mark.shape, 1.0),
        "markeredgewidth": edge * (1.4 if mark.shape == "x" else 1.0),
        "color": mark.color,
        "markerfacecolor": mark.color if mark.filled else PAPER,
        "linestyle": "",
    }


def shape(name: str) -> "Path":
    """Return a mark that matplotlib has not: ``quotes`` ” or ``fisheye`` ◉."""
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    if name == "fisheye":
        ring, hole, eye = (Path.circle(radius=radius) for radius in (1.0, 0.72, 0.42))
        inward = hole.transformed(Affine2D().scale(1, -1))  # the other way round, so that it is cut out
        return Path.make_compound_path(ring, inward, eye)
    comma = [(-0.78, 1.0), (-0.1, 1.0), (-0.1, 0.25), (-0.42, -1.0), (-0.86, -1.0), (-0.62, 0.25), (-0.78, 0.25)]
    strokes = [[(x + across, y) for x, y in comma] for across in (0.0, 0.96)]
    return Path.make_compound_path(*(Path([*stroke, stroke[0]], closed=True) for stroke in strokes))
