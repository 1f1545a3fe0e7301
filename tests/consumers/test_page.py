"""The HTML page in a real headless browser: it filters, asks for nothing, says nothing on the console, and prints."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, Run
from tests.consumers.conftest import need

pytestmark = pytest.mark.consumer

_QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --enable-logging=stderr --v=0"
).split()
Browse = Callable[..., str]


@pytest.fixture
def page(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    assert run("export", "-o", str(path), file=None).code == 0
    return path


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """Open a page and return the document after its script has run; a word on the console is a failure."""

    def open_page(path: Path, asked: str = "", *options: str) -> str:
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        done = subprocess.run(
            [need("chromium"), *_QUIET, profile, *(options or ("--dump-dom",)), f"file://{path}{asked}"],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert not re.search("CONSOLE|Refused to|violates", done.stderr), done.stderr
        return done.stdout

    return open_page


def shown(document: str) -> list[str]:
    """Return the ids of the articles that are not hidden."""
    tags = re.findall(r"<article ([^>]*)>", document)
    return [re.search(r'id="([^"]*)"', tag)[1] for tag in tags if not re.search(r"\bhidden\b", tag)]  # type: ignore[index]


def test_without_a_filter_all_events_are_there(page: Path, browse: Browse, run: Run) -> None:
    document = browse(page)
    assert len(shown(document)) == 222
    assert '<form id="controls" role="search"' in document.replace(' hidden=""', "")
    assert "All 222 events".lower() in document.lower()


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("#?theme=labor&status=claimed", ("theme:labor", "status:claimed")),
        ("#?actor=shoigu&q=Kursk", ("actor:shoigu", "kursk")),
        ("#?theme=prisoners&theme=treaty", ("theme:prisoners,treaty",)),
        ("#?q=alabuga", ("alabuga",)),
    ],
)
def test_filters_find_what_the_query_finds(
    page: Path, browse: Browse, run: Run, asked: str, query: tuple[str, ...]
) -> None:
    expected = [line.split()[0] for line in run("show", "--view", "oneline", *query, file=None).lines]
    found = shown(browse(page, asked.replace("actor=shoigu&", "") if "shoigu" in asked else asked))
    if "shoigu" in asked:  # he has too few events for a chip: by his name
        assert set(expected) <= set(found)
    else:
        assert found == expected
        assert f"{len(expected)} of 222 events" in browse(page, asked)


def test_as_known_on_a_day(page: Path, browse: Browse, run: Run) -> None:
    document = browse(page, "#?as-of=2024-10-20")
    found = shown(document)
    expected = [line.split()[0] for line in run("show", "--view", "oneline", "--as-of", "2024-10-20", file=None).lines]
    assert found == expected
    article = re.search(r'<article id="kursk-deployment".*?</article>', document, re.DOTALL)
    assert article
    assert re.search(r'<span class="mark[^>]*>disputed</span>', article[0])
    assert "summary left out: it rests on later sources" in article[0]
    for item in re.findall(r'<li data-day="([^"]*)"([^>]*)>', article[0]):
        assert ("hidden" in item[1]) == (not item[0] or item[0] > "2024-10-20")


def test_it_prints_on_paper(page: Path, browse: Browse, tmp_path: Path) -> None:
    paper = tmp_path / "page.pdf"
    browse(page, "", f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")


def test_the_briefing_prints_too(run: Run, browse: Browse, tmp_path: Path) -> None:
    path, paper = tmp_path / "brief.html", tmp_path / "brief.pdf"
    assert run("brief", "theme:labor", "-o", str(path), file=None).code == 0
    browse(path, "", f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")


def test_hostile_text_runs_nothing(run: Run, browse: Browse, tmp_path: Path) -> None:
    for path in sorted((DATA / "hostile" / "g-markup").glob("*.toml"))[:8]:
        if run("check", str(path), file=None).code:
            continue
        out = tmp_path / "hostile.html"
        assert run("export", "-o", str(out), "--force", file=path).code == 0
        document = browse(out)
        assert len(shown(document)) == 2
        assert document.count("<script") == 1
