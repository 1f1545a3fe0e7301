"""The views as they look: at four widths, plain and coloured, in UTF-8 and in ASCII, as files to be read."""

from collections.abc import Callable

import pytest

from dprkru_timeline.text import cells
from tests.conftest import Run

Golden = Callable[[str, str], None]
VIEWS = {
    "timeline": ("show",),
    "table": ("show", "--view", "table"),
    "columns": ("show", "--columns", "id,date,title,summary"),
    "oneline": ("show", "--view", "oneline"),
    "info": ("info", "deployment"),
    "list": ("list", "actors"),
    "stats": ("stats",),
    "density": ("chart", "--by", "theme"),
    "lanes": ("chart", "--view", "lanes"),
    "around": ("around", "deployment", "--within", "9mo"),
    "on": ("on", "2022-12-22"),
    "gap": ("gap", "resolution", "pact"),
    "cite": ("cite", "deployment"),
}


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("name", VIEWS)
def test_plain(run: Run, golden: Golden, name: str, width: int) -> None:
    result = run(*VIEWS[name], "--width", str(width))
    assert (result.code, result.err) == (0, "")
    golden(f"views/{name}-{width}.txt", result.out)
    assert not [line for line in result.lines if cells(line) > width and not line.strip().startswith("http")]


@pytest.mark.parametrize("name", VIEWS)
def test_coloured(run: Run, golden: Golden, name: str) -> None:
    plain = run(*VIEWS[name], "--width", "80").out
    result = run(*VIEWS[name], "--width", "80", "--color", "always")
    golden(f"views/{name}-80-colour.txt", result.out)
    import re

    assert re.sub("\x1b\\[[0-9;]*m", "", result.out) == plain  # colour changes nothing else


@pytest.mark.parametrize("name", VIEWS)
def test_ascii(run: Run, golden: Golden, name: str) -> None:
    result = run(*VIEWS[name], "--width", "80", encoding="ascii")
    assert result.code == 0
    assert result.out.isascii()
    golden(f"views/{name}-80-ascii.txt", result.out)
    assert not [line for line in result.lines if len(line) > 80 and not line.strip().startswith("http")]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("width", [40, 52, 240])
def test_the_narrowest_and_the_widest(run: Run, name: str, width: int) -> None:
    for file in ({}, {"file": None}):
        arguments = VIEWS[name] if not file else [one.replace("deployment", "kursk-deployment") for one in VIEWS[name]]
        if file and name == "gap":
            arguments = ["gap", "panel-veto", "kursk-deployment"]
        if file and name == "cite":
            arguments = ["cite", "kursk-deployment"]
        result = run(*arguments, "--width", str(width), **file)
        assert result.code == 0
        assert not [line for line in result.lines if cells(line) > width and not line.strip().startswith("http")]
