import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import briefing
from dprkru_timeline.query.parse import parse_query
from dprkru_timeline.query.select import select
from dprkru_timeline.text import cells
from tests.conftest import DATA, FIRST_HALF, Run

SHIPPED = FIRST_HALF
Golden = Callable[[str, str], None]


@pytest.mark.parametrize(("name", "ending"), [("text", "txt"), ("md", "md"), ("html", "html")])
def test_the_page(run: Run, golden: Golden, name: str, ending: str) -> None:
    result = run("brief", "-f", name)
    assert (result.code, result.err) == (0, "")
    golden(f"brief.{ending}", result.out)
    assert run("brief", "-f", name).out == result.out  # the same data, the same page


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider_than_the_width(run: Run, width: int) -> None:
    for file in ({}, {"file": None}):
        lines = run("brief", "--width", str(width), **file).lines
        assert not [line for line in lines if cells(line) > width and not line.strip().startswith("http")]


def test_the_bottom_line_is_of_the_data(run: Run) -> None:
    out = " ".join(run("brief", "theme:casualties", file=SHIPPED).out.split())
    assert "Casualties DPRK–Russia cooperation: a sourced chronology Edition of" in out
    assert (
        "Last Kim opens a street of apartments for families of soldiers killed abroad (15 Feb 2026; by the word" in out
    )
    assert (
        "In dispute Strike near Donetsk kills North Korean officers, Ukrainian media report (3 Oct 2024; 3 say" in out
    )
    assert "Numbers differ Bodies handed to Ukraine" in out
    assert "North Korean soldiers killed (the words differ): South Korea about 2,000 (2 Sep 2025)" in out


def test_key_dates_are_about_what_is_asked(run: Run) -> None:
    out = " ".join(run("brief", "theme:labor", file=SHIPPED).out.split())
    key = out.partition("Key dates")[2].partition("Also settled")[0]
    assert "UN deadline for sending North Korean workers home" in key
    assert "traditional values" not in key
    two = " ".join(run("brief", "id:worker-deadline,resolution-2397", file=SHIPPED).out.split())
    assert "22 Dec 2017) → “UN deadline for sending North Korean workers home” (22 Dec 2019): 2 years" in two


def test_a_part_of_what_matches_says_so(run: Run) -> None:
    out = " ".join(run("brief", "theme:labor", "-n", "3", file=None).out.split())
    assert "Asked: on Labor; the first 3 · 3 of 44 matching events, 222 in all" in out


def test_full_has_every_event_with_who_says_what(run: Run) -> None:
    short, whole = (
        run("brief", "theme:labor", file=SHIPPED).out,
        run("brief", "theme:labor", "--full", file=SHIPPED).out,
    )
    assert "of 44 events left out: --full has them" in short
    assert "left out" not in whole
    ids = {row["title"] for row in json.loads(run("show", "theme:labor", "--json", file=SHIPPED).out)["events"]}
    flat = " ".join(whole.split())
    assert [title for title in ids if title not in flat] == []
    assert "Alexander Matsegora denies it: " in flat


@pytest.mark.parametrize("name", ["text", "md", "html"])
def test_a_title_a_marking_and_no_query(run: Run, name: str) -> None:
    given = ("--title", "Workers, for the desk", "--marking", "Not for *release*", "--no-query")
    out = run("brief", "theme:labor", "-f", name, *given).out
    assert "Workers, for the desk" in out
    assert "Mini chronology" in out
    plain = out.replace("\\", "")
    assert plain.count("Not for *release*") == 2
    assert "asked" not in out.lower()
    assert "theme:labor" not in out
    assert "theme:labor" in run("brief", "theme:labor", "-f", "md").out


@pytest.mark.parametrize("command", [("brief",), ("chart", "--view", "lanes"), ("chart",)], ids=" ".join)
@pytest.mark.parametrize("width", ["0", "44", "100", ""])
def test_a_file_holds_what_standard_output_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], width: str
) -> None:
    path = tmp_path / "answer.txt"
    asked = ("--width", width) if width else ()
    shown = run(*command, *asked).out
    assert run(*command, *asked, "-o", str(path)).out == ""
    assert path.read_text(encoding="utf-8") == shown
    monkeypatch.setenv("TIMELINE_WIDTH", width)
    assert run(*command).out == shown
    assert run(*command, "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8") == shown


@pytest.mark.parametrize("name", ["md", "html", "csv", "json", "ics"])
def test_an_export_to_a_file_is_that_to_standard_output(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"answer.{name}"
    assert run("export", "-o", str(path)).code == 0
    assert path.read_bytes().decode("utf-8") == run("export", "-f", name).out


def test_a_file_of_text_is_the_same_in_any_window(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in ("40", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        assert run("brief", "-o", str(tmp_path / f"{columns}.txt")).code == 0
    assert (tmp_path / "40.txt").read_bytes() == (tmp_path / "120.txt").read_bytes()


def test_what_is_only_said_stands_apart_from_what_happened(run: Run) -> None:
    out = " ".join(run("brief", "theme:labor", file=None).out.split())
    happened, _, said = out.partition("Said, which does not make it so")
    latest_said = "Ukrainian intelligence: Russia wants 12,000 North Korean workers for Alabuga"
    assert latest_said not in happened.partition("Key dates")[2], "it is nothing that happened"
    assert latest_said in said


def test_who_says_and_who_denies(run: Run) -> None:
    out = " ".join(run("brief", "status:disputed").out.split())
    assert re.search(r"looks like a formula: Ukraine asserts \[[0-9,]+\]; DPRK denies it \[[0-9,]+\]", out)
    whole = " ".join(run("brief", "status:disputed", "--full").out.split())
    assert "12 December 2024: Ukraine asserts: It happened. [" in whole
    assert "13 December 2024: DPRK denies it: It did not. [" in whole


def test_every_number_has_its_source_and_every_source_a_number(run: Run) -> None:
    text = run("brief", file=None).out
    body, _, notes = text.partition("\nSources\n")
    cited = {int(number) for group in re.findall(r"\[([0-9,]+)\]", body) for number in group.split(",")}
    listed = {int(number) for number in re.findall(r"^\[([0-9]+)\]", notes, re.MULTILINE)}
    assert cited == listed
    html = run("brief", "-f", "html", file=None).out
    assert set(re.findall(r'href="#(_source-[0-9]+)"', html)) == set(re.findall(r'id="(_source-[0-9]+)"', html))
    tokens = MarkdownIt().use(footnote_plugin).parse(run("brief", "-f", "md", file=None).out)
    assert any(token.type == "footnote_block_open" for token in tokens)
    rendered = MarkdownIt().use(footnote_plugin).render(run("brief", "-f", "md", file=None).out)
    assert "[^" not in rendered


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []  # type: ignore[list-item]
        self.outside += [str(given[name]) for name in ("src", "srcset", "data", "action") if name in given]
        if tag == "link":
            self.outside.append(str(given.get("href")))
        assert not [name for name in given if name.startswith("on")]
        if tag == "a":
            assert str(given["href"]).startswith(("#", "http://", "https://"))


def test_the_html_asks_for_nothing_and_runs_nothing(run: Run) -> None:
    for file in ({}, {"file": None}):
        text = run("brief", "-f", "html", **file).out
        page = _Page()
        page.feed(text)
        assert page.outside == []
        assert "script" not in page.tags
        assert "default-src 'none'" in text
        assert len(page.ids) == len(set(page.ids))
        assert '<html lang="en">' in text
        import base64
        import hashlib

        style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
        assert style
        assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in text


def test_hostile_text_is_text_on_the_page(run: Run) -> None:
    for group in ("e-rich", "g-markup", "c-unicode"):
        for path in sorted((DATA / "hostile" / group).glob("*.toml")):
            if run("check", str(path), file=None).code:
                continue
            for name in ("text", "md", "html"):
                result = run("brief", "-f", name, file=path)
                assert (result.code, result.err) == (0, ""), path
                if name == "html":
                    page = _Page()
                    page.feed(result.out)
                    assert not {"script", "img", "iframe", "svg", "object", "form"} & set(page.tags), path
                if name == "md":
                    shown = MarkdownIt("commonmark", {"html": True}).render(result.out)
                    assert "<script" not in shown.lower(), path


def test_as_of_a_day(run: Run) -> None:
    out = " ".join(run("brief", "id:kursk-deployment", "--as-of", "2024-10-20", file=None).out.split())
    assert "as known on 20 October 2024" in out
    assert re.search(r"Last North Korea [^(]* \(since Oct 2024; disputed: [0-9] say so, 1 denies", out)
    assert "Dmitry Peskov denies it" in out
    assert "Gerasimov" not in out
    for name in ("md", "html"):
        assert "as known on 20 October 2024" in run("brief", "-f", name, "--as-of", "2024-10-20", file=None).out


def test_an_empty_answer(run: Run) -> None:
    for name in ("text", "md", "html"):
        result = run("brief", "nosuchword", "-f", name)
        assert result.code == 0
        assert "No event matches." in result.out
        assert "nosuchword" in result.err


def test_to_a_file_by_its_ending(run: Run, tmp_path: Path) -> None:
    for ending, name in (("md", "md"), ("html", "html"), ("txt", "text")):
        path = tmp_path / f"brief.{ending}"
        result = run("brief", "theme:arms", "-o", str(path))
        assert (result.code, result.out) == (0, "")
        assert path.read_text(encoding="utf-8") == run("brief", "theme:arms", "-f", name).out
        assert run("brief", "-o", str(path)).code == 2  # it exists
    assert run("brief", "-o", str(tmp_path / "x.odt")).code == 2
    assert run("brief", "--json").code == 2


def test_the_page_as_a_document(run: Run, tmp_path: Path) -> None:
    import docx

    path = tmp_path / "brief.docx"
    assert run("brief", "-o", str(path)).code == 0
    found = docx.Document(str(path))
    texts = [paragraph.text for paragraph in found.paragraphs]
    headings = [one.text for one in found.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings[0] == "Bottom line"
    assert any(text.startswith("In dispute: ") for text in texts)
    assert any("DPRK denies it" in text for text in texts)
    marked = tmp_path / "marked.docx"
    run("brief", "-o", str(marked), "--marking", "Not for release")
    for section in docx.Document(str(marked)).sections:
        assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "Not for release"
    again = tmp_path / "again.docx"
    run("brief", "-o", str(again))
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", ["text", "md", "html"])
def test_the_bottom_line_does_not_pass_a_claim_off_as_a_fact(run: Run, name: str) -> None:
    out = run("brief", "actor:dprk", "status:claimed", "-f", name, file=None).out.replace("\\", "")
    last = " ".join(re.sub("<[^>]*>", " ", out).split()).partition("Bottom line")[2].partition("Numbers")[0]
    assert "; claimed)" in last


@pytest.mark.parametrize("name", ["text", "md", "html"])
def test_a_page_past_the_edition_says_that_it_ends_there(run: Run, name: str) -> None:
    result = run("brief", "since:2024", "until:2030", "-f", name, file=None)
    assert "his edition closed on 25 November 2026" in " ".join(result.out.split())


def test_an_ending_that_is_no_format_is_named(run: Run) -> None:
    result = run("brief", "-o", "x.pdf")
    assert result.code == 2
    assert 'the ending ".pdf" is no format\'s' in result.err
    assert "timeline brief -f html -o" in result.err


def test_every_event_stands_once_and_all_are_counted(edition_1: Chronology) -> None:
    for query in (
        "",
        "theme:labor",
        "theme:deployment status:disputed,claimed",
        "actor:shoigu on:2025-06",
        "key:no",
        "actor:shoigu",
        "theme:prisoners",
        "status:claimed",
        "id:panel-veto",
    ):
        answer = select(edition_1, parse_query(query))
        page = briefing(answer)
        listed = [row.event.id for section in page.sections for row in section.rows if row.event]
        assert len(set(listed)) == len(listed)
        assert len(listed) + page.left == len(answer.events) == page.total
        assert all(section.rows for section in page.sections)
        assert all(row.sources or row.words for section in page.sections for row in section.rows if row.event)


def test_many_of_one_kind_crowd_out_none_of_another(edition_1: Chronology) -> None:
    page = briefing(edition_1)
    assert [section.name.partition(":")[0] for section in page.sections][:6] == [
        "Key dates",
        "Also settled",
        "In dispute",
        "Only claimed",
        "Reported by two parties or publishers",
        "Said, which does not make it so",
    ]
    assert all(section.left > 0 for section in page.sections[1:6])


@pytest.mark.parametrize(
    ("command", "option", "text"),
    [("brief", "--title", "x" * 301), ("export", "--marking", "x" * 121), ("chart", "--title", "x" * 301)],
)
def test_what_no_page_has_room_for_is_refused(run: Run, command: str, option: str, text: str) -> None:
    more = ("-f", "md") if command == "export" else ()
    result = run(command, *more, option, text)
    assert (result.code, result.out) == (2, "")
    assert f"{option} has {len(text)} letters, and a page has room for {len(text) - 1}" in result.err
    assert run(command, *more, option, text[1:]).code == 0


def test_a_blank_title_is_none(run: Run) -> None:
    assert run("brief", "--title", "  ", "--marking", " ").out == run("brief").out
