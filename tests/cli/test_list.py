import json
from collections.abc import Callable

import pytest

from dprkru_timeline.derive.stats import LISTS
from dprkru_timeline.text import cells
from tests.conftest import DATA, Run

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("what", LISTS)
def test_every_list(run: Run, golden: Golden, what: str) -> None:
    result = run("list", what)
    assert (result.code, result.err) == (0, "")
    golden(f"list-{what}.txt", result.out)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_width(run: Run, width: int) -> None:
    for what in LISTS:
        for file in (None, "tests"):
            result = run("list", what, "--width", str(width), **({"file": None} if file is None else {}))
            assert not [line for line in result.lines if cells(line) > width]


def test_a_count_is_what_show_finds(run: Run) -> None:
    for what, field in (("actors", "actor"), ("themes", "theme"), ("places", "place"), ("statuses", "status")):
        for row in json.loads(run("list", what, "--json").out)["entries"]:
            shown = json.loads(run("show", f"{field}:{row['id']}", "--json").out)
            assert shown["count"] == row["events"], row["id"]
            if shown["events"]:
                assert (shown["events"][0]["date"], shown["events"][-1]["date"]) == (row["first"], row["last"])


def test_claims_are_counted_as_by_finds_them(run: Run) -> None:
    rows = {row["id"]: row for row in json.loads(run("list", "actors", "--json").out)["entries"]}
    assert rows["russia"]["claims"] == 3
    assert rows["kremlin"]["claims"] == 2
    assert rows["seoul"]["claims"] == 2
    assert rows["seoul"]["events"] == 1


def test_it_takes_the_query_and_then_leaves_out_what_is_not_in_the_answer(run: Run) -> None:
    result = run("list", "themes", "actor:kremlin")
    assert [line.split()[0] for line in result.lines[2:]] == ["treaty", "arms"]
    assert result.lines[0] == "Asked: Kremlin takes part or speaks · 2 of 11 events"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("actor",), "did you mean actors?"),
        (("nosuch",), "the lists are actors, themes"),
        (("formats", "theme:labor"), "leave the query out"),
        (("themes", "thme:labor"), "did you mean theme:?"),
        (("[/]\x1b[31m",), "<U+001B>"),
    ],
)
def test_what_can_t_be_listed(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("list", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert "\x1b" not in result.err


def test_exact_counts_are_those_of_show_too(run: Run) -> None:
    for what, field in (("actors", "actor"), ("places", "place")):
        for row in json.loads(run("list", what, "exact:yes", "--json", file=None).out)["entries"]:
            shown = json.loads(run("show", f"{field}:{row['id']}", "exact:yes", "--json", file=None).out)
            assert shown["count"] == row["events"], row["id"]


def test_newest_first_changes_no_first_and_last(run: Run) -> None:
    assert (
        json.loads(run("list", "themes", "--reverse", "--json").out)["entries"]
        == json.loads(run("list", "themes", "--json").out)["entries"]
    )


BROKEN = DATA / "hostile" / "b-schema" / "date-day32.toml"


@pytest.mark.parametrize(
    "arguments",
    [("list", "formats"), ("help",), ("help", "status"), ("schema", "events"), ("config",), ("config", "path")],
    ids=" ".join,
)
def test_what_is_no_part_of_a_chronology_needs_none(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("--file", str(BROKEN), *arguments)
    assert (result.code, result.err) == (0, "")
    assert result.out == run("--file", "/no/such.toml", *arguments).out != ""


@pytest.mark.parametrize("what", ["statuses", "kinds"])
def test_words_are_told_without_counts_where_nothing_can_be_counted(run: Run, what: str) -> None:
    result = run("--file", str(BROKEN), "list", what)
    assert (result.code, result.err) == (
        0,
        f"timeline: without counts: {BROKEN} has 1 problem; timeline check names them\n",
    )
    words = [line.split()[0] for line in run("list", what).lines]
    assert [line.split()[0] for line in result.lines] == words
    assert "events" not in result.lines[0].split()
    missing = run("--file", "/no/such.toml", "list", what)
    assert (missing.code, missing.err) == (0, "timeline: without counts: no file /no/such.toml\n")
    document = json.loads(run("--file", str(BROKEN), "list", what, "--json").out)
    assert document["chronology"] is None
    assert {entry["events"] for entry in document["entries"]} == {None}


def test_what_is_counted_or_asked_still_needs_the_file(run: Run) -> None:
    assert run("--file", str(BROKEN), "list", "actors").code == 1
    assert run("--file", str(BROKEN), "list", "statuses", "actor:dprk").code == 1
