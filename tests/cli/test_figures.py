import csv
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from dprkru_timeline.answers.schemas import schema_text
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.text import cells
from tests.conftest import DATA, Run

Golden = Callable[[str, str], None]
FIGURES = DATA / "figures.toml"
KINDS = ("killed,casualties", "containers,shells-sent", "troops-present", "oil,prisoners,share-unfit,workers-wanted")


def picture(out: str) -> str:
    """Return what stands above the sources."""
    return out.partition("\nSources\n")[0]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("of", KINDS)
def test_pictures_as_they_look(run: Run, golden: Golden, of: str, width: int) -> None:
    result = run("figures", "--of", of, "--width", str(width), file=FIGURES)
    assert (result.code, result.err) == (0, "")
    golden(f"figures/{of.replace(',', '-')}-{width}.txt", result.out)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_of_what_is_counted_as_it_looks(run: Run, golden: Golden, width: int) -> None:
    golden(f"figures/overview-{width}.txt", run("figures", "--width", str(width), file=FIGURES).out)


@pytest.mark.parametrize("of", [(), ("--of", "killed,casualties")])
def test_a_line_each_as_it_looks(run: Run, golden: Golden, of: tuple[str, ...]) -> None:
    name = "of" if of else "all"
    golden(f"figures/oneline-{name}.txt", run("figures", *of, "--view", "oneline", file=FIGURES).out)


def test_where_letters_are_few_the_picture_is_the_same_in_ascii(run: Run, golden: Golden) -> None:
    out = run("figures", "--of", "killed,shells-sent", "--width", "72", file=FIGURES, encoding="ascii").out
    assert out.isascii()
    golden("figures/ascii.txt", out)


@pytest.mark.parametrize("width", [40, 44, 60, 72, 80, 100, 140, 240])
def test_no_line_is_wider_than_the_width_but_an_address(run: Run, width: int) -> None:
    for words in ((), ("--of", "killed,casualties,oil"), ("--of", "*")):
        for file in (FIGURES, DATA / "mini.toml"):
            out = picture(run("figures", *words, "--width", str(width), file=file).out)
            assert not [line for line in out.splitlines() if cells(line) > width]


def test_the_mark_of_one_number_stands_in_one_column_under_every_heading(run: Run) -> None:
    lines = picture(run("figures", "--of", "killed,casualties", file=FIGURES).out).splitlines()
    row = {line[14:39].strip(): line for line in lines if re.match(r" [ 0-9]{2} [A-Z]|    [A-Z]", line)}
    assert row["more than 6,000"].index("▸") == row["about 6,000"].index("~") == row["at least 6,000?"].index("▸")
    assert row["4,000?"].index("♦") == row["about 4,000"].index("~")


def test_a_word_that_names_what_is_counted_is_taken_for_it(run: Run) -> None:
    wanted = run("figures", "--of", "killed", file=FIGURES).out
    for words in (("killed",), ("fatalities",), ("전사자",), ("KILLED",), ("--of", "fatalities"), ("figure:killed",)):
        assert run("figures", *words, file=FIGURES).out == wanted
    both = run("figures", "killed,casualties", "by:isles", file=FIGURES).out
    assert both == run("figures", "by:isles", "--of", "killed,casualties", file=FIGURES).out
    family = run("figures", "--of", "killed-*", file=FIGURES).out
    assert "Soldiers killed in one action" in family
    assert "Soldiers killed and wounded" not in family


def test_a_first_word_names_all_that_begin_with_it(run: Run) -> None:
    assert "Troops there" in run("figures", "troops", file=FIGURES).out
    assert "a number of troops-*" in run("figures", "--of", "troops", file=FIGURES).out


@pytest.mark.parametrize("of", ["kiled", "killed,", ",", "nosuch", "*x*y*"])
def test_an_unknown_measure_is_named_with_those_near_it(run: Run, of: str) -> None:
    result = run("figures", "--of", of, file=FIGURES)
    if of == "killed,":
        assert result.code == 0
        return
    assert (result.code, result.out) == (2, "")
    assert {"kiled": "did you mean killed", ",": "--of names no measure"}.get(of, "measures are killed, ") in result.err


@pytest.mark.parametrize(
    ("query", "sure", "possible"),
    [
        ("figure:killed=100..", ["first-count"], ["second-count", "isles-count", "president-count", "deployment"]),
        ("figure:casualties=4700", ["deployment"], []),
        ("figure:casualties=>6000", ["isles-second-count"], []),
        ("figure:casualties=6000..", ["isles-second-count"], ["chiefs-count"]),
        ("figure:shells-sent=..6000000", ["east-shells"], []),
        ("figure:shells-sent=5000000..5500000", [], ["east-shells"]),
        ("figure:workers-wanted=0..40000", ["exchange"][:0], ["exchange"]),
        ("not:figure:casualties", ["agency-count", "first-count"], []),
        ("not:figure:killed=100..", ["exchange"], ["second-count"]),
        ("figure:killed=100.. figure:casualties=4000..", [], ["deployment", "isles-count"]),
        ("figure:killed=600 not:figure:casualties=4700", [], ["wire-count"]),
    ],
)
def test_an_amount_is_asked_for_in_its_own_notation_and_holds_surely_or_possibly(
    run: Run, query: str, sure: list[str], possible: list[str]
) -> None:
    events = json.loads(run("show", *query.split(), "--json", file=FIGURES).out)["events"]
    match = {event["id"]: event["match"] for event in events}
    assert set(sure) <= {one for one, how in match.items() if how == "sure"}
    assert set(possible) <= {one for one, how in match.items() if how == "possible"}
    certain = json.loads(run("show", *query.split(), "--certain", "--json", file=FIGURES).out)["events"]
    assert [event["id"] for event in certain] == [event["id"] for event in events if event["match"] == "sure"]


def test_signs_in_quotes_ask_as_well_and_what_is_about_can_t_be_asked_for(run: Run) -> None:
    wanted = run("show", "figure:casualties=>6000", "--view", "oneline", file=FIGURES).out
    assert run("show", 'figure:"casualties>6000"', "--view", "oneline", file=FIGURES).out == wanted
    assert (
        run("show", "figure:casualties>=6000", "--view", "oneline", file=FIGURES).out
        == run("show", "figure:casualties=6000..", "--view", "oneline", file=FIGURES).out
    )
    result = run("show", "figure:killed=600~", file=FIGURES)
    assert (result.code, "asks for something about" in result.err) == (2, True)
    for wrong, said in (("600-500", '"500..600"'), ("=", "is empty"), ("1,000", '"1000"'), ("1e9", "is a power")):
        result = run("show", f'figure:"killed={wrong}"', file=FIGURES)
        assert (result.code, said in result.err or "is no" in result.err or "reversed" in result.err) == (2, True), (
            wrong
        )


def test_dates_ask_when_a_number_was_given(run: Run) -> None:
    rows = json.loads(run("figures", "since:2025-06", "--json", file=FIGURES).out)["figures"]
    assert {row["said_on"] for row in rows} == {"2025-06-15", "2025-09-02", "2025-11-14", "2026-02-12"}
    assert {row["as_of"] for row in rows} > {"2024"}


def test_only_each_speaker_s_last_word_is_kept(run: Run) -> None:
    rows = json.loads(run("figures", "killed", "--latest", "--json", file=FIGURES).out)["figures"]
    assert [(row["by"], row["amount"]) for row in rows] == [
        ("east-president", "4000?"),
        ("isles-ministry", "1000~"),
        ("south-intelligence", "2000~"),
        ("agency", "6000..?"),
    ]


def test_what_was_said_again_in_another_event_is_drawn_once_and_written_twice(run: Run) -> None:
    out = picture(run("figures", "killed", file=FIGURES).out)
    assert out.count(" about 600  ") == 1
    rows = json.loads(run("figures", "killed", "--json", file=FIGURES).out)
    assert [row["event"] for row in rows["figures"] if row["amount"] == "600~"] == ["deployment", "wire-count"]
    assert rows["measures"][0]["figures"] == rows["count"] - 1


def test_as_of_a_day_no_later_number_is_drawn_and_no_reason_is_given(run: Run) -> None:
    out = run("figures", "--of", "killed,casualties", "--as-of", "2025-05-01", file=FIGURES).out
    rows = [line for line in picture(out).splitlines() if "┊" in line or line.startswith("     ")]
    assert "about 600" in picture(out)
    for later in ("about 2,000", "6,000 ", "others give"):
        assert not [row for row in rows if later in row], later
    assert "4,000?" in out  # that it is doubtful is the edition's own sign


def test_json_is_the_documented_document(run: Run) -> None:
    validator = Draft202012Validator(json.loads(schema_text("figures")))
    for file in (FIGURES, DATA / "mini.toml", None):
        for query in ((), ("--latest",), ("--as-of", "2025-01-20")):
            validator.validate(json.loads(run("figures", *query, "--json", file=file).out))
    found = json.loads(run("figures", "--json", file=FIGURES).out)
    assert [one["id"] for one in found["measures"] if one["differ"]] == ["killed", "oil", "prisoners"]


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "json", "jsonl"])
def test_tables_as_they_are_written(run: Run, golden: Golden, form: str) -> None:
    result = run("figures", "--of", "killed,oil", "-f", form, file=FIGURES)
    assert (result.code, result.err) == (0, "")
    golden(f"figures/figures.{form}", result.out)
    assert run("export", "--what", "figures", "figure:killed,oil", "-f", form, file=FIGURES).out == result.out


def test_a_table_has_the_columns_that_are_promised_first(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(run("figures", "-f", "csv", file=FIGURES).out, newline="")))
    assert rows[0][:15] == [
        *("measure", "unit", "counts", "as_of", "low", "high", "about", "wording", "by", "party", "said_on", "event"),
        *("source", "publisher", "url"),
    ]
    by_wording = {row[7]: row[4:7] for row in rows}
    assert by_wording["at least 6,000"] == ["6000", "", "false"]
    assert by_wording["up to 165,000"] == ["", "165000", "false"]
    assert by_wording["about 2,000"] == ["2000", "2000", "true"]
    assert by_wording["4 to 6 million"] == ["4000000", "6000000", "false"]


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_for_a_slide_is_made_and_its_words_are_text(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"killed.{ending}"
    result = run("figures", "--of", "killed,casualties", "-o", str(path), file=FIGURES)
    assert (result.code, result.out) == (0, "")
    data = path.read_bytes()
    if ending == "png":
        assert struct.unpack(">II", data[16:24]) == (1466, 825)
        return
    text = " ".join(ET.fromstring(data).itertext())  # noqa: S314 - our own file
    for said in (
        "Soldiers killed: the latest words differ",
        "others give it as killed and wounded"[:0],
        "at least 6,000?",
        "The Agency",
        "Counted from the beginning.",
        "Sources: Gazette, Paper, Wire",
        "sourced until 16 March 2026",
    ):
        assert said in re.sub(r"\s+", " ", text), said
    again = tmp_path / "again.svg"
    run("figures", "--of", "killed,casualties", "-o", str(again), file=FIGURES)
    assert again.read_bytes() == data


def test_a_picture_has_one_or_two_measures(run: Run, tmp_path: Path) -> None:
    result = run("figures", "-o", str(tmp_path / "x.png"), file=FIGURES)
    assert (result.code, list(tmp_path.iterdir())) == (2, [])
    assert "name one or two, such as --of killed,casualties" in result.err
    result = run("figures", "--of", "killed", "by:north", "-o", str(tmp_path / "x.png"), file=FIGURES)
    assert (result.code, "there is no figure to draw" in result.err) == (2, True)


def test_a_file_of_another_kind_is_refused(run: Run, tmp_path: Path) -> None:
    for ending, said in (("ics", "ics is no format for figures"), ("gif", "no format"), ("txt", "no format")):
        result = run("figures", "killed", "-o", str(tmp_path / f"x.{ending}"), file=FIGURES)
        assert (result.code, list(tmp_path.iterdir())) == (2, []), ending
        assert said in result.err


def test_the_shipped_file_answers_how_many(run: Run, published: Chronology) -> None:
    out = picture(run("figures", "killed", file=None).out)
    for said in ("at least 100", "about 300", "about 600", "about 2,000", "South Korean intelligence (NIS)"):
        assert said in out
    assert "containers" in run("figures", file=None).out


def test_so_many_figures_are_shown_and_not_the_figures_of_so_many_claims(run: Run) -> None:
    def shown(*options: str) -> list[str]:
        return [
            line.split()[1]
            for line in run("figures", "killed", "--view", "oneline", *options, file=FIGURES).out.splitlines()
        ]

    every = shown()
    assert shown("-n", "2") == every[:2]
    assert shown("--last", "2") == every[-2:]
    assert shown("--reverse") == every[::-1]
    assert shown("--latest", "-n", "1") == shown("--latest")[:1]


def test_a_measure_is_found_by_the_words_of_a_question(run: Run) -> None:
    def measures(*words: str) -> list[str]:
        return [one["id"] for one in json.loads(run("figures", *words, "--json", file=FIGURES).out)["measures"]]

    assert measures("how", "many", "soldiers", "were", "killed") == ["killed"]
    assert measures("since:2025", "killed") == ["killed"]
    assert measures("--of", "killed", "--of", "containers") == ["killed", "containers"]


def test_json_and_a_file_are_refused_together(run: Run, tmp_path: Path) -> None:
    for options in (["-o", str(tmp_path / "q.csv")], ["-f", "csv"]):
        result = run("figures", "killed", "--json", *options, file=FIGURES)
        assert result.code == 2
        assert "--json and -f or -o are both given" in result.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("asked", "help"),
    [
        ("figure:killed=1,000", "write figure:killed=1000"),
        ("figure:killed!=5", "write not:figure:killed=5"),
        ("figure:killed=600..1000,..5", "write figure:killed=600..1000,killed=..5 for either"),
    ],
)
def test_a_number_that_is_asked_for_wrongly_is_refused_with_what_to_write(run: Run, asked: str, help: str) -> None:  # noqa: A002
    result = run("show", asked, file=FIGURES)
    assert result.code == 2
    assert help in result.err


def test_an_answer_that_is_only_possible_is_told_where_a_sure_one_is_wanted(run: Run) -> None:
    for command in ("show", "claims"):
        result = run(command, "figure:workers-wanted", "figure:killed=..3", "--certain", file=FIGURES)
        assert "none surely" not in result.err
    result = run("show", "figure:casualties=5000..7000", "--certain", file=FIGURES)
    assert "none surely matches; without certain:yes, " in result.err


def test_a_bad_amount_and_a_measure_that_is_not_defined_are_named_in_one_run(run: Run, tmp_path: Path) -> None:
    text = FIGURES.read_text(encoding="utf-8").replace(
        'amounts = { killed = "100.."', 'amounts = { mules = "6..4", killed = "5..3"', 1
    )
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    err = run("check", str(path)).out
    assert 'claim 1.amounts.killed: "5..3" is reversed' in err
    assert 'claim 1.amounts.mules: no measure "mules" is defined' in err


def test_an_open_end_is_an_empty_cell_of_a_workbook(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "figures.xlsx"
    assert run("figures", "killed", "-f", "xlsx", "-o", str(out), file=FIGURES).code == 0
    with zipfile.ZipFile(out) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        empty = [place for place, text in enumerate(_texts(book)) if not text]
    assert not re.search(rf't="s"><v>(?:{"|".join(map(str, empty)) or "none"})</v>', sheet)


def _texts(book: zipfile.ZipFile) -> list[str]:
    strings = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
    return ["".join(one.itertext()) for one in strings]
