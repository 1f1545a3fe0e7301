import json
import re
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from dprkru_timeline.answers.schemas import schema_text
from dprkru_timeline.text import cells
from tests.conftest import DATA, Run

Golden = Callable[[str, str], None]
VIEWS = [("density",), ("density", "--by", "theme", "--per", "year"), ("lanes",), ("lanes", "--by", "actor")]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("view", VIEWS, ids="-".join)
def test_charts_as_they_look(run: Run, golden: Golden, view: tuple[str, ...], width: int) -> None:
    result = run("chart", "--view", *view, "--width", str(width), file=None)
    assert (result.code, result.err) == (0, "")
    golden(f"chart/{view[0]}-{view[2] if len(view) > 2 else 'usual'}-{width}.txt", result.out)


@pytest.mark.parametrize("width", [40, 60, 80, 140, 240])
@pytest.mark.parametrize("by", ["actor", "theme", "place", "status"])
def test_no_line_is_wider_than_the_width(run: Run, by: str, width: int) -> None:
    for view in ("density", "lanes"):
        for file in ({}, {"file": None}):
            result = run("chart", "--view", view, "--by", by, "--width", str(width), **file)
            assert result.code == 0
            assert not [line for line in result.lines if cells(line) > width]


def test_every_event_is_drawn_or_said_not_to_be(run: Run) -> None:
    for per in ("month", "quarter", "year"):
        found = json.loads(run("chart", "--per", per, "--json", file=None).out)
        drawn = sum(period["events"] for period in found["periods"])
        assert drawn + found["undated"] + found["earlier"] == found["count"]
    lanes = json.loads(run("chart", "--view", "lanes", "--by", "status", "--json", file=None).out)
    assert sum(len(lane["marks"]) for lane in lanes["lanes"]) + lanes["earlier"] == lanes["count"]


def test_an_imprecise_date_is_a_line_and_an_open_one_goes_on(run: Run) -> None:
    lanes = json.loads(run("chart", "--view", "lanes", "--by", "theme", "--json").out)["lanes"]
    marks = {mark["event"]: mark for lane in lanes for mark in lane["marks"]}
    assert (marks["pact"]["first"], marks["pact"]["last"]) == ("2024-06-01", "2024-08-31")
    assert marks["deployment"]["last"] is None
    drawn = run("chart", "--view", "lanes", "--by", "theme", "since:2024", "--width", "100").out
    arms = next(line for line in drawn.splitlines() if line.startswith("Arms"))
    assert arms.rstrip().endswith("▶")
    assert "─" in arms


def test_silence_is_visible_and_long_silence_short(run: Run) -> None:
    out = run("chart", "--per", "year").out
    assert "4 years without an event" in out
    assert re.search(r"^2018 +· *$", out, re.MULTILINE)


@pytest.mark.parametrize("view", ["density", "lanes"])
def test_what_lies_far_before_the_others_is_said_not_to_be_drawn(run: Run, tmp_path: Path, view: str) -> None:
    out = " ".join(run("chart", "--view", view, file=None).out.split())
    assert "25 events before 2022, not drawn" in out
    assert "2017" not in out
    assert json.loads(run("chart", "--view", view, "--json", file=None).out)["earlier"] == 25
    run("chart", "--view", view, "-o", str(tmp_path / "x.svg"), file=None)
    assert "25 events before 2022, not drawn." in (tmp_path / "x.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("view", ["density", "lanes"])
def test_who_asks_for_dates_has_them_all(run: Run, view: str) -> None:
    for asked, first in (("since:1950", "1950"), ("until:2025", "1950"), ("since:2017", "2017")):
        out = run("chart", "--view", view, asked, "--width", "120", file=None).out
        assert first in out.partition("Asked")[2].partition("\n")[2], asked
        assert "not drawn" not in out
    assert "--since 1950 draws them" in run("chart", file=None).out


def test_what_began_before_the_dates_asked_for_makes_no_silence(run: Run) -> None:
    out = run("chart", "theme:sanctions", "since:2024-08", "--per", "month", file=None).out
    assert "1 event before 1 August 2024, not drawn" in out
    assert out.partition("not drawn")[2].lstrip().startswith("2024 Sep")
    lanes = run("chart", "--view", "lanes", "theme:sanctions", "since:2024-08", "--width", "200", file=None).out
    assert "1 August 2024 – " in lanes
    assert "at the left edge: 1 event that began before, or may have" in lanes


def test_bars_of_nothing_say_so(run: Run, tmp_path: Path) -> None:
    asked = ("chart", "id:kursk-deployment", "since:2025")
    result = run(*asked, file=None)
    assert (result.code, result.lines[-1]) == (0, "1 event before 2025, not drawn")
    path = tmp_path / "x.svg"
    for words, file in ((asked, {"file": None}), (("chart", "id:decade", "--per", "month"), {})):
        picture = run(*words, "-o", str(path), **file)
        assert (picture.code, path.exists()) == (2, False)
        assert "no event here surely began in a month of the chart\n  help: give --view lanes" in picture.err
    assert run(*asked, "--view", "lanes", "-o", str(path), file=None).code == 0


SIGNS = "●”◉○×△▽◇"


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_each_event_of_a_lane_has_its_sign(run: Run, width: int) -> None:
    for asked in (("--by", "theme"), ("--by", "actor", "--since", "2025-06", "--top", "5"), ("--by", "status")):
        found = json.loads(run("chart", "--view", "lanes", *asked, "--json", file=None).out)
        out = run("chart", "--view", "lanes", *asked, "--width", str(width), file=None).out
        drawn = out.partition("\n\n")[2].partition("┼")[0]
        number = sum(len(lane["marks"]) for lane in found["lanes"])
        assert len(re.findall(f"[{SIGNS}]", drawn)) == number


def test_lanes_that_would_be_no_overview_are_blocks(run: Run) -> None:
    asked = ("chart", "--view", "lanes", "--by", "actor", "--width", "80")
    out = run(*asked, file=None).out
    lanes = out.partition("\n\n")[2].partition("┼")[0].splitlines()
    assert len(lanes) == 13, "twelve lanes, a row each, and the space before the axis"
    assert "█" in out
    assert not re.search(f"[{SIGNS}]", "".join(lanes))
    (top,) = re.findall(r"with --top (\d+) each", out.replace("\xa0", " "))
    assert SIGNS[0] in run(*asked, "--top", top, file=None).out.partition("┼")[0]
    ascii_ = run(*asked, file=None, encoding="ascii").out
    assert re.search("[1-7]{3}", ascii_.partition("+--")[0])
    assert "1-# 1-" in ascii_.replace("\\xa0", " ")


@pytest.mark.parametrize("view", ["density", "lanes"])
def test_a_title_of_ones_own_and_no_query(run: Run, tmp_path: Path, view: str) -> None:
    asked = ("chart", "--view", view, "theme:labor", "--title", "Workers <abroad>", "--width", "200")
    first, second, third = run(*asked).lines[:3]
    assert first == "Workers <abroad>"
    assert second.startswith("Mini chronology — every hard case; edition of 31 December 2025")
    assert third.startswith("Asked: on Labor · 5 of 11 events")
    assert run(*asked, "--no-query").lines[2] == "5 of 11 events"
    path = tmp_path / "x.svg"
    assert run(*asked, "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert "Workers &lt;abroad&gt;</text>" in text
    assert '<title id="chart-title">Workers &lt;abroad&gt;</title>' in text
    assert "Asked: on Labor · 5 of 11 events</text>" in text
    assert "Mini chronology — every hard case; edition of 31 December 2025" in text
    assert run(*asked, "--no-query", "-o", str(path), "--force").code == 0
    assert "Asked" not in path.read_text(encoding="utf-8")
    empty = run("chart", "--view", view, "nosuchword", "--title", "Nothing", "--no-query")
    assert empty.lines[0] == "Nothing"
    assert "nosuchword" not in empty.out


def test_signs_stand_for_what_the_key_says(run: Run) -> None:
    out = run("chart", file=None).out
    key = out[out.index("● confirmed") :]
    for sign in set(re.findall("[●◉○×△◇]", out)):
        assert sign in key


def test_ascii_where_the_locale_has_no_more(run: Run) -> None:
    for view in ("density", "lanes"):
        utf8, ascii_ = run("chart", "--view", view), run("chart", "--view", view, encoding="ascii")
        assert ascii_.code == 0
        assert ascii_.out.isascii()
        assert len(ascii_.lines) == len(utf8.lines) or "\\u" in ascii_.out
        assert all(len(line) <= 80 for line in ascii_.lines)


@pytest.mark.parametrize("view", [("density",), ("lanes",)], ids="-".join)
def test_json_is_what_the_schema_says(run: Run, view: tuple[str, ...]) -> None:
    for query in ((), ("nosuchword",)):
        document = json.loads(run("chart", "--view", *view, "--json", *query).out)
        Draft202012Validator(json.loads(schema_text("chart"))).validate(document)


def test_an_empty_answer_is_no_failure(run: Run) -> None:
    for view in ("density", "lanes"):
        result = run("chart", "--view", view, "nosuchword")
        assert result.code == 0
        assert "nosuchword" in result.err


@pytest.mark.parametrize("view", ["density", "lanes"])
def test_svg(run: Run, tmp_path: Path, view: str) -> None:
    path = tmp_path / "chart.svg"
    result = run("chart", "--view", view, "--by", "theme", "-o", str(path))
    assert (result.code, result.out) == (0, "")
    text = path.read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - written a moment ago
    names = {child.tag.rpartition("}")[2]: child.text for child in root}
    assert names["title"] == "Mini chronology — every hard case"
    assert "edition of 31 December 2025" in str(names["desc"])
    assert (root.get("width"), root.get("height")) == ("959.76pt", "540pt"), "16:9"
    assert text.count("<text ") > 10, "text is text"
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: [^;]*?([0-9.]+)px", text)]
    assert min(sizes) >= 10
    outside = set(re.findall(r'(?:href|src|url\()="?\'?(?!#)([^"\')]+)', text)) - {""}
    assert not [one for one in outside if not one.startswith("#")]
    again = tmp_path / "again.svg"
    run("chart", "--view", view, "--by", "theme", "-o", str(again))
    assert again.read_bytes() == path.read_bytes()


def test_png_has_a_stable_size(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    assert run("chart", "-o", str(path)).code == 0
    raw = path.read_bytes()
    assert raw.startswith(b"\x89PNG")
    assert struct.unpack(">II", raw[16:24]) == (1466, 825)


def test_no_mark_of_a_picture_lies_on_another(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lanes.svg"
    run("chart", "--view", "lanes", "--by", "status", "-o", str(path), file=None)
    text = path.read_text(encoding="utf-8")
    places = re.findall(r'<use xlink:href="#\w+" x="([0-9.]+)" y="([0-9.]+)"', text)
    lanes = json.loads(run("chart", "--view", "lanes", "--by", "status", "--json", file=None).out)["lanes"]
    marks = [mark for lane in lanes for mark in lane["marks"]]
    in_lanes = [(float(x), float(y)) for x, y in places if float(y) > 150]
    arrows = sum(mark["last"] is None for mark in marks)
    ticks = sum(float(y) > 440 for _, y in places)
    assert len(in_lanes) - arrows - ticks == len(marks)
    assert len(set(in_lanes)) == len(in_lanes)


def test_marks_that_have_no_room_are_counted(run: Run, tmp_path: Path) -> None:
    text = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    head, mark, _ = text.partition("[[events]]")
    event = 'date = "2024-10-08"\ntitle = "T"\nsummary = "s"\nkind = "event"\nactors = ["dprk"]\nsources = ["s1"]\n'
    path = tmp_path / "many.toml"
    path.write_text(head + "".join(f'{mark}\nid = "e{at}"\n{event}' for at in range(150)), encoding="utf-8")
    out = tmp_path / "x.svg"
    assert run("chart", "--view", "lanes", "--by", "status", "-o", str(out), file=path).code == 0
    assert re.search(r"Not drawn: \d+ events with no room in a lane\.", out.read_text(encoding="utf-8"))


def test_svg_on_standard_output(run: Run) -> None:
    assert run("chart", "-o", "-").out.startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "x.jpg"), "no picture's"),
        (("-o", "chart"), "no ending"),
        (("--view", "lanes", "--per", "year"), "true scale"),
        (("--by", "actr"), "actor"),
        (("--top", "0"), "0"),
        (("-o", "x.svg", "nosuchword"), "no event to draw"),
        (("--json", "--title", "T"), "--title is not for --json"),
        (("--json", "--no-query"), "--no-query is not for --json"),
    ],
)
def test_what_can_t_be_drawn(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("chart", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_picture_is_not_overwritten_and_half_a_file_is_not_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    path.write_text("mine", encoding="utf-8")
    assert run("chart", "-o", str(path)).code == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("chart", "-o", str(path), "--force").code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["chart.svg"]


def test_a_missing_library_is_one_line_with_the_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for loaded in [one for one in sys.modules if one.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = run("chart", "-o", str(tmp_path / "x.svg"))
    assert (result.code, result.out) == (2, "")
    assert "pip install 'dprkru-timeline[plot]'" in result.err


def test_hostile_text_draws_as_text(run: Run, tmp_path: Path) -> None:
    for group in ("e-rich", "d-terminal", "c-unicode", "j-bib"):
        for path in sorted((DATA / "hostile" / group).glob("*.toml")):
            if run("check", str(path), file=None).code:
                continue
            for view in ("density", "lanes"):
                result = run("chart", "--view", view, "--by", "actor", file=path)
                assert (result.code, result.err) == (0, ""), path
                assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.out)
    out = tmp_path / "x.svg"
    assert run("chart", "--by", "actor", "-o", str(out), file=DATA / "hostile" / "j-bib" / "math.toml").code == 0
    ET.fromstring(out.read_text(encoding="utf-8"))  # noqa: S314


def test_a_chart_by_what_no_event_has(run: Run, tmp_path: Path) -> None:
    asked = ("chart", "--by", "place", "missing:place")
    lanes = run(*asked, "--view", "lanes")
    assert (lanes.code, lanes.err) == (0, "")
    assert lanes.lines[-1] == "no lane to draw: no event here has any place"
    number = len(run("show", "missing:place", "--view", "oneline").lines)
    assert "without a sign: 6 events with no place" in run(*asked, "--width", "200").out, "two are not drawn at all"
    for view in ("lanes", "density"):
        document = json.loads(run(*asked, "--view", view, "--json").out)
        assert document["without"] == (number if view == "lanes" else 6)
        picture = run(*asked, "--view", view, "-o", str(tmp_path / "x.svg"))
        assert (picture.code, picture.out) == (2, "")
        assert picture.err.startswith("timeline: error: there is nothing to draw: no event here has any place\n")
    assert not list(tmp_path.iterdir())


def test_lanes_say_how_many_events_are_in_none(run: Run) -> None:
    by_place = run("chart", "--view", "lanes", "--by", "place", "--width", "200")
    number = len(run("show", "missing:place", "--view", "oneline").lines)
    assert f"not drawn: {number} events with no place" in by_place.out
    assert "with no" not in run("chart", "--view", "lanes", "--by", "status", "--width", "200").out


def test_months_that_nobody_searched_are_not_called_silent(run: Run, tmp_path: Path) -> None:
    text = Path("tests/data/meaning.toml").read_text()
    source = text.partition("[sources.")[2].partition("]")[0]
    to_come = 'id = "to-come"\ndate = "2027-12-01"\ntitle = "T"\nsummary = "s"\nkind = "deadline"\nactors = ["dprk"]'
    (tmp_path / "x.toml").write_text(f'{text}\n[[events]]\n{to_come}\nsources = ["{source}"]\n')
    chart = run("chart", "--per", "month", "--file", str(tmp_path / "x.toml")).out
    stats = run("stats", "--file", str(tmp_path / "x.toml")).out
    assert "months past 31 May 2025: not covered" in chart
    assert "2026  not covered" in stats


def test_a_picture_of_hairs_is_refused_at_once(run: Run, tmp_path: Path) -> None:
    text = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    path = tmp_path / "ages.toml"
    path.write_text(text.replace('date = "2024-10-08"', 'date = "0001-01-01"'), encoding="utf-8")
    result = run("chart", "--per", "month", "-o", str(tmp_path / "x.svg"), file=path)
    assert (result.code, result.out) == (2, "")
    assert "months are more than a picture shows\n  help: write --per year" in result.err
    assert run("chart", "--per", "year", "-o", str(tmp_path / "x.svg"), file=path).code == 0
