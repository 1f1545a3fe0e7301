"""The HTML page in a real headless browser: it filters, asks for nothing, says nothing on the console, and prints."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dprkru_timeline import load
from dprkru_timeline.formats import export
from tests.conftest import DATA, MINI, Run
from tests.consumers.conftest import Node, need, need_package, squeezed

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


def marks(document: str) -> dict[str, str]:
    """Return the marks after the titles, by the ids of events; nothing where none is shown."""
    found = re.findall(
        r'<article id="([^"]*)"(?:(?!</summary>).)*?<span class="mark"([^>]*)>([^<]*)</span>', document, re.DOTALL
    )
    return {id_: "" if "hidden" in hidden else mark for id_, hidden, mark in found}


def test_without_a_filter_all_events_are_there(page: Path, browse: Browse, run: Run) -> None:
    document = browse(page)
    assert len(shown(document)) == 222
    assert '<form id="_controls" role="search"' in document
    assert ">222 sourced events, until 6 March 2026</p>" in document


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
    assert re.search(r'<span class="mark[^>]*>disputed: 2 say so, 1 denies, last 10 October 2024</span>', article[0])
    assert "summary left out: it rests on later sources" in article[0]
    assert "titles, dates, actors and places are this edition" in document
    exported = run("export", "-f", "html", "--as-of", "2024-10-20", file=None).out
    marked = marks(exported)
    assert marked["shin-6700-containers"] == "said"
    # a claim may count before its source does: then no number is left hanging
    for one in re.findall(r"<article.*?</article>", document, re.DOTALL):
        numbers = set(re.findall(r'<li value="([0-9]+)"(?![^>]*hidden)', one))
        claims = re.findall(r'<li data-day="[^"]*">(.*?)</li>', one, re.DOTALL)
        assert {number for claim in claims for number in re.findall(r"\[([0-9]+)\]", claim)} <= numbers
    assert "[its source is dated later]" in document
    assert {id_: mark for id_, mark in marks(document).items() if id_ in marked} == marked
    for item in re.findall(r'<li [^>]*data-day="([^"]*)"([^>]*)>', article[0]):
        assert ("hidden" in item[1]) == (not item[0] or item[0] > "2024-10-20")


@pytest.mark.parametrize("day", ["2018-08-10", "2024-03-28", "2024-06-19", "2025-06-08", "2025-12-30"])
def test_the_box_for_the_day_shows_what_an_export_as_of_that_day_holds(
    page: Path, browse: Browse, run: Run, day: str
) -> None:
    document = browse(page, f"#?as-of={day}")
    there = marks(run("export", "-f", "html", "--as-of", day, file=None).out)
    assert shown(document) == list(there)
    assert {id_: mark for id_, mark in marks(document).items() if id_ in there} == there


# Width, colours, and what is asked of the page.
SIGHTS = [
    (320, "light", ""),
    (360, "light", ""),
    (360, "dark", "#?theme=labor&q=visas"),
    (360, "light", "#?when=2024-01..2024-12&status=disputed"),
    (768, "light", "#panel-veto"),
    (768, "dark", "#?when=2024-10..2024-12"),
    (1440, "dark", "#panel-veto"),
    (1440, "light", "#?status=claimed&as-of=2024-11-01"),
    (1440, "dark", ""),
]


@pytest.mark.parametrize(("width", "colors", "asked"), SIGHTS)
def test_nothing_in_the_way_of_any_reader(page: Path, node: Node, width: int, colors: str, asked: str) -> None:
    """By axe-core's rules for WCAG 2.2 AA; `test_hands` has what no rule can see."""
    need("chromium")
    found = node("page.mjs", page, width, colors, asked, package="axe-core")
    assert found["violations"] == found["unsure"] == []
    assert {"color-contrast", "target-size", "html-has-lang", "label"} <= set(found["passed"])
    assert found["overflow"] == 0
    assert found["console"] == []
    assert len(found["requests"]) == 1


@pytest.mark.parametrize("file", [{}, {"file": None}], ids=["mini", "edition 1"])
@pytest.mark.parametrize(("width", "colors"), [(320, "light"), (360, "dark"), (1440, "light"), (1440, "dark")])
def test_nor_in_a_briefing(
    run: Run, node: Node, tmp_path: Path, width: int, colors: str, file: dict[str, None]
) -> None:
    need("chromium")
    path = tmp_path / "brief.html"
    assert run("brief", "-o", str(path), **file).code == 0
    found = node("page.mjs", path, width, colors, package="axe-core")
    assert found["violations"] == found["unsure"] == []
    assert found["overflow"] == 0
    assert found["console"] == []
    assert len(found["requests"]) == 1


def test_hands(run: Run, page: Path, node: Node) -> None:
    need("chromium")
    found = node("hands.mjs", page, package="playwright-core")
    assert found["slash"] == "_search"
    assert "kursk-deployment" in found["searched"]
    assert found["said"] == f"{len(found['searched'])} of 222 events: “kursk”"
    assert found["address"] == "#?q=kursk"
    assert [found["first"], found["second"], found["back"]] == [*found["searched"][:2], found["searched"][0]]
    assert (found["opened"], found["closed"]) == (True, True)
    # single keys can be turned off (WCAG 2.1.4), and that is kept in the address
    assert found["keysOff"] == "_keys"
    assert found["addressKeysOff"] == "#?q=kursk&keys=off"
    assert found["keysOn"] == found["first"]
    assert found["cleared"] == found["all"] == found["revealed"] == 222
    assert found["pressed"] == "true"
    assert found["disputed"] == [
        line.split()[0] for line in run("show", "--view", "oneline", "status:disputed", file=None).lines
    ]
    assert (found["target"], found["targetOpened"]) == ("panel-veto", True)
    assert found["below"]["bar"] <= found["below"]["event"] < found["below"]["bar"] + 60
    assert found["clipboard"] == found["citation"]
    assert found["copied"] == "Copied"
    assert "2024" in found["clipboardThen"]
    assert "2025" not in found["clipboardThen"]
    assert found["headlines"] == 6
    assert found["saidThen"] == "6 of 222 events: headlines"
    assert found["afterBack"] == 222
    assert "shoigu-visit-2023-07" in found["phrase"]
    assert found["obscured"] == []  # WCAG 2.4.11
    assert found["console"] == found["dialogs"] == []
    assert {request.partition("#")[0] for request in found["requests"]} == {page.as_uri()}
    assert found["plain"]["events"] == 222
    assert found["plain"]["links"] > 900
    assert found["plain"]["controls"] == 0


@pytest.mark.parametrize(("width", "height", "least"), [(1440, 900, 12), (360, 740, 5)])
def test_the_first_screen_and_its_bars(run: Run, page: Path, node: Node, width: int, height: int, least: int) -> None:
    need("chromium")
    found = node("strip.mjs", page, width, height, package="playwright-core")
    assert found["console"] == []
    assert len(found["first"]) >= least
    assert found["first"][0] == "daily-nk-donbas-workers"  # the first of 2024
    assert found["earlier"] == {"open": False, "hidden": False, "said": "1950 to 2023: 52 earlier events"}
    assert found["legend"] == ["● happened", "” said", "◉ reported", "○ claimed", "× disputed"]
    assert found["inView"] == ["2024"]
    unit = "bar" if width > 640 else "year"
    assert found["caption"] == f"Events by quarter; press a {unit} 25 before 2022"
    # one bar a quarter, as high as it has events, and an empty one stays empty
    assert [bar["told"].partition(": ")[2] for bar in found["bars"]] == (
        "1 2 7 4 3  4 6 16 19 5 40 18 33 17 13 9".split(" ")
    )
    assert found["bars"][5] == {**found["bars"][5], "told": "April to June 2023: ", "height": 0, "disabled": True}
    assert max(found["bars"], key=lambda bar: bar["height"])["when"] == "2024-10..2024-12"
    # pressed, a bar leaves its quarter, and where bars are too narrow for a finger its year
    when, said = ("2024-10..2024-12", "October to December 2024") if unit == "bar" else ("2024-01..2024-12", "2024")
    assert all(bar["disabled"] or bar["width"] >= 24 for bar in found["bars"])
    events = [event for event in load("builtin").events if event.date.earliest]
    first, _, last = when.partition("..")
    expected = [event.id for event in events if first <= str(event.date.earliest)[:7] <= last]
    assert found["pressed"] == expected
    assert found["said"] == f"{len(expected)} of 222 events: {said}"
    assert found["hash"] == f"#?when={when}"
    assert found["earlierThen"]["hidden"]
    # the other filters count too
    labor = [line.split()[0] for line in run("show", "--view", "oneline", "theme:labor", file=None).lines]
    assert found["both"] == [one for one in expected if one in labor]
    assert found["barsThen"][11]["told"] == "October to December 2024: 2"
    assert found["barsThen"][0]["disabled"]
    assert found["earlierLabor"]["open"]
    assert found["earlierLabor"]["said"].endswith(" of 52 earlier events")


def test_what_goes_on_stands_apart(run: Run, node: Node, tmp_path: Path) -> None:
    need("chromium")
    path = tmp_path / "page.html"
    query = ("since:2024-06", "until:2024-12", "theme:deployment,economy")
    assert run("export", *query, "-o", str(path), file=None).code == 0
    found = node("strip.mjs", path, 1440, 900, package="playwright-core")
    assert found["headings"] == ["2024 31 events", "Going on 1 event"]
    assert found["lastHeading"][:2] == ["Going on 1 event", "since 7 Mar 2024"]
    assert found["earlier"] is None
    assert "2024-03" not in {bar["when"] for bar in found["bars"]}


def test_ten_thousand_events_are_drawn_as_they_come_into_view(node: Node, tmp_path: Path) -> None:
    need("chromium")
    shipped = load("builtin")
    events = [
        event._replace(id=f"e{turn}-{event.id}"[:64].rstrip("-")) for event in shipped.events for turn in range(46)
    ]
    path = tmp_path / "many.html"
    with path.open("w", encoding="utf-8", newline="") as out:
        export(shipped.replaced(events=tuple(events[:10_000])), "html", out)
    found = node("many.mjs", path, "alabuga", package="playwright-core")
    assert found["console"] == []
    assert found["first"] < 5  # it is there before all of it has been read
    assert found["opened"] + found["searched"] < 30  # 2 s on a machine of its own; before, 50
    assert 0 < found["shown"] < 10_000
    assert found["drawn"] < 200
    assert found["said"].endswith(" of 10,000 events: “alabuga”")


@pytest.mark.parametrize("file", [MINI, None], ids=["mini", "edition 1"])
def test_it_is_html(run: Run, tmp_path: Path, file: Path | None) -> None:
    checker = need_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    pages = [tmp_path / "page.html", tmp_path / "brief.html"]
    assert run("export", "-o", str(pages[0]), file=file).code == 0
    assert run("brief", "-o", str(pages[1]), file=file).code == 0
    command = [need("java"), "-jar", str(checker), "--errors-only", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_they_print_on_paper(
    run: Run, page: Path, node: Node, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    from pypdf import PdfReader

    need("chromium")
    brief = tmp_path / "brief.html"
    assert run("brief", "theme:labor", "-o", str(brief), file=None).code == 0
    shown = json.loads(run("show", "--json", "theme:labor", file=None).out)["events"]
    every = json.loads(run("show", "--json", file=None).out)["events"]
    for path, events in ((brief, [event for event in shown if event["key"]]), (page, every)):
        printed = tmp_path / "printed.pdf"
        found = node("print.mjs", path, paper, printed, package="playwright-core")
        assert found["console"] == []
        assert found["requests"] == [path.as_uri()]
        sheets = PdfReader(printed).pages
        for sheet in sheets:
            assert (sheet.mediabox.width, sheet.mediabox.height) == pytest.approx(size, abs=1.5)
        text = squeezed("".join(sheet.extract_text() for sheet in sheets))
        for event in events:
            assert squeezed(event["title"]) in text, event["id"]
        assert "Copycitation" not in text
        assert "Asknownon" not in text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_briefing_is_one_page_and_its_sources(run: Run, node: Node, tmp_path: Path, paper: str) -> None:
    from pypdf import PdfReader

    need("chromium")
    for query in ("", "theme:labor", "theme:prisoners", "theme:deployment", "key:no", "status:claimed", "until:2023"):
        path, printed = tmp_path / "brief.html", tmp_path / "brief.pdf"
        assert run("brief", *([query] if query else []), "-o", str(path), "--force", file=None).code == 0
        node("print.mjs", path, paper, printed, package="playwright-core")
        first, *others = [sheet.extract_text() for sheet in PdfReader(printed).pages]
        before, sources, _ = first.partition("Sources\n")
        assert len(others) <= 2, query
        assert sources or others[0].lstrip().startswith("Sources"), query
        assert "Bottom line" in before


def test_what_is_filtered_is_printed_whole_with_the_filters_in_words(page: Path, node: Node, tmp_path: Path) -> None:
    from pypdf import PdfReader

    need("chromium")
    printed = tmp_path / "page.pdf"
    node("print.mjs", page, "A4", printed, "#?theme=labor&status=disputed", package="playwright-core")
    text = squeezed("".join(sheet.extract_text() for sheet in PdfReader(printed).pages))
    chronology = load("builtin")
    shown = [event for event in chronology.events if event.status.value == "disputed" and "labor" in event.themes]
    assert squeezed(f"{len(shown)} of 222 events: Labor, disputed") in text
    for event in chronology.events:
        assert (squeezed(event.title) in text) == (event in shown)
    for event in shown:
        assert squeezed(event.summary) in text
        for source in event.all_sources:
            assert squeezed(chronology.sources[source].url) in text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_marking_stands_at_head_and_foot_of_every_sheet(run: Run, node: Node, tmp_path: Path, paper: str) -> None:
    from pypdf import PdfReader

    need("chromium")
    path, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    asked = ("theme:labor", "--marking", "For official use only", "--title", "Labor")
    assert run("export", *asked, "-o", str(path), file=None).code == 0
    node("print.mjs", path, paper, printed, package="playwright-core")
    sheets = PdfReader(printed).pages
    assert len(sheets) > 5
    for sheet in sheets:
        assert squeezed(sheet.extract_text()).count("Forofficialuseonly") == 2
        lines: dict[int, str] = {}

        def note(text: str, _: object, place: list[float], *__: object, lines: dict[int, str] = lines) -> None:
            lines[round(place[5])] = lines.get(round(place[5]), "") + text

        sheet.extract_text(visitor_text=note)
        heights = sorted(height for height, text in lines.items() if text.strip())
        assert "official" in lines[heights[0]]
        assert "official" in lines[heights[-1]]


def test_a_marking_stands_on_every_sheet_of_a_briefing(run: Run, node: Node, tmp_path: Path) -> None:
    from pypdf import PdfReader

    need("chromium")
    path, printed = tmp_path / "brief.html", tmp_path / "brief.pdf"
    asked = ("theme:labor", "--marking", "For official use only", "--full")
    assert run("brief", *asked, "-o", str(path), file=None).code == 0
    node("print.mjs", path, "A4", printed, package="playwright-core")
    sheets = PdfReader(printed).pages
    assert len(sheets) > 2
    assert [squeezed(sheet.extract_text()).count("Forofficialuseonly") for sheet in sheets] == [2] * len(sheets)


def test_hostile_text_runs_nothing(run: Run, browse: Browse, tmp_path: Path) -> None:
    for path in sorted((DATA / "hostile" / "g-markup").glob("*.toml"))[:8]:
        if run("check", str(path), file=None).code:
            continue
        out = tmp_path / "hostile.html"
        assert run("export", "-o", str(out), "--force", file=path).code == 0
        document = browse(out)
        assert len(shown(document)) == 2
        assert document.count("<script") == 2  # one is JSON-LD, which nothing runs
