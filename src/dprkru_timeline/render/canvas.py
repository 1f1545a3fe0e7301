"""matplotlib, as pictures here are drawn with it: alone, silent, the same on every machine, as slides of one look.

Imported only when a picture is asked for. Nothing is fetched; a font that has Korean is used where one is
installed. The same data make the same bytes.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dprkru_timeline.render.lines import plain, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, FAINT, PAPER = "#1d2228", "#5f6b76", "#ffffff"
GRID, FOOT, BEYOND = "#E2E2E2", "#5a5a5a", "#F0F0F0"
# Dark enough for text on white, contrast 5.2 to 8.9 to 1; apart by lightness and mark where hues are not.
COLORS = ("#0072B2", "#B5470B", "#00795A", "#9C4A78", "#4A4A4A")
SIZE, DPI = (13.33, 7.5), 110  # 16:9
SANS = "Liberation Sans"
# In points, and none of them below 10: what is read from the back of a room is 14 and more.
TITLE_SIZE, SUBTITLE_SIZE, HEAD_SIZE, TICK_SIZE, LEGEND_SIZE, SOURCES_SIZE = 25, 16.5, 15, 14, 12.5, 10.5
_FONTS = ("Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo", "UnDotum")
_FONT = "DejaVu Sans"  # which matplotlib brings


@contextmanager
def drawing(settings: Mapping[str, Any], *, first: str = "") -> Iterator[None]:
    """Let matplotlib draw with these settings and no others; the font ``first`` before those with Korean."""
    _import_alone()
    import matplotlib as mpl

    shared: dict[str, Any] = {
        "svg.hashsalt": "timeline",
        "font.family": [*_installed(first), _FONT],
        "text.color": INK,
        "axes.edgecolor": FAINT,
        "axes.labelcolor": INK,
        "xtick.color": FAINT,
        "ytick.color": INK,
        "text.parse_math": False,  # a dollar sign in a name is one
    }
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever a program around this one has set
        shared.update(settings)
        mpl.rcParams.update(shared)  # type: ignore[arg-type]
        yield


def _import_alone() -> None:
    """Import matplotlib with its own settings and without words.

    It takes settings from a file in the current folder, where any file may lie, from the person's own and from the
    environment: they change a picture, start LaTeX, or end in an error. It looks for fonts by another program, which
    speaks on standard error.
    """
    if "matplotlib.font_manager" in sys.modules:
        return
    found = find_spec("matplotlib")
    if found is None or not found.origin:
        raise ModuleNotFoundError("no matplotlib", name="matplotlib")
    asked = {name: os.environ.pop(name) for name in ("MATPLOTLIBRC", "MPLBACKEND") if name in os.environ}
    try:
        before = os.getcwd()
    except OSError:  # gone
        before = ""
    os.chdir(os.path.join(os.path.dirname(found.origin), "mpl-data"))  # where the file with its own settings is
    try:
        with _silent():
            import_module("matplotlib.font_manager")
    finally:
        os.environ.update(asked)
        if before:
            os.chdir(before)


@contextmanager
def _silent() -> Iterator[None]:
    """Let nothing reach standard error, not from other programs either."""
    try:
        kept = os.dup(2)
    except OSError:  # closed
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _installed(first: str) -> list[str]:
    """Return the font ``first`` if it is installed, and the first font with Korean that is.

    matplotlib keeps its list of fonts in a cache, and one that was made when nothing could be opened lacks even the
    font that comes with it: that is looked for again.
    """
    from matplotlib import get_data_path
    from matplotlib.font_manager import findSystemFonts, fontManager

    have = {font.name for font in fontManager.ttflist}
    if _FONT not in have:
        folder = os.path.join(get_data_path(), "fonts", "ttf")
        with _silent():
            found = [*(os.path.join(folder, name) for name in os.listdir(folder)), *findSystemFonts()]
        wanted = tuple(name.replace(" ", "") for name in (_FONT, *_FONTS, first) if name)
        for path in sorted(found):
            if os.path.basename(path).startswith(wanted):
                fontManager.addfont(path)
        have = {font.name for font in fontManager.ttflist}
    return [name for name in (first,) if name in have] + [name for name in _FONTS if name in have][:1]


def titles(figure: "Figure", left: float, title: str, below: str) -> float:
    """Write the title, and what stands below it; return where that ends."""
    lines = filled(title, 64)
    size: float = TITLE_SIZE
    if len(lines) > 1:
        lines, size = _at_most(_balanced(title, 76), 2), 21
    top = 0.968
    figure.text(
        left, top, "\n".join(lines), fontsize=size, fontweight="bold", va="top", color="#111111", linespacing=1.1
    )
    top -= (0.045 if len(lines) > 1 else 0.05) * len(lines) + 0.022
    if below:
        lines = _at_most(filled(below, 110), 3)
        figure.text(left, top, "\n".join(lines), fontsize=SUBTITLE_SIZE, va="top", color="#333333", linespacing=1.15)
        top -= 0.036 * len(lines) + 0.012
    return top


def filled(text: str, width: int) -> list[str]:
    """Return a text in lines of so many letters, of which wide ones count twice."""
    return [plain(line) for line in wrapped([(text, "")], width)]


def _at_most(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-2]} …"]


def _balanced(text: str, most: int) -> list[str]:
    """Return a text in as few lines as it needs, of about one length."""
    widest = filled(text, most)
    narrower = (filled(text, width) for width in range(-(-len(text) // len(widest)), most))
    return next((lines for lines in narrower if len(lines) == len(widest)), widest)


def written(figure: "Figure", kind: str, title: str, said: str) -> bytes:
    """Return the file; an SVG gets a title and a description that readers of screens find."""
    out = BytesIO()
    if kind == "png":
        figure.savefig(out, format="png", metadata={"Title": title, "Description": said, "Software": None})
        return out.getvalue()
    from xml.sax.saxutils import escape

    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue().decode("utf-8")
    head, mark, rest = text.partition("<svg ")
    tag, end, body = rest.partition(">")
    words = f'\n <title id="chart-title">{escape(title)}</title>\n <desc id="chart-desc">{escape(said)}</desc>'
    return f'{head}{mark}role="img" aria-labelledby="chart-title chart-desc" {tag}{end}{words}{body}'.encode()
