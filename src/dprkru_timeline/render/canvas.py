"""matplotlib, as pictures here are drawn with it: alone, silent, the same on every machine.

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

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, FAINT, PAPER = "#1d2228", "#5f6b76", "#ffffff"
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
    from matplotlib.font_manager import fontManager

    have = {font.name for font in fontManager.ttflist}
    if _FONT not in have:
        folder = os.path.join(get_data_path(), "fonts", "ttf")
        for name in sorted(os.listdir(folder)):
            if name.startswith("DejaVuSans"):
                fontManager.addfont(os.path.join(folder, name))
    return [name for name in (first,) if name in have] + [name for name in _FONTS if name in have][:1]


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
