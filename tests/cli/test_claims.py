import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from dprkru_timeline.answers.schemas import schema_text
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.text import cells
from tests.conftest import DATA, Run

Golden = Callable[[str, str], None]
FIGURES = DATA / "figures.toml"


@pytest.mark.parametrize("width", [44, 60, 80, 120])
def test_claims_as_they_look(run: Run, golden: Golden, width: int) -> None:
    result = run("claims", "by:south", "or", "by:agency", "--width", str(width), file=FIGURES)
    assert (result.code, result.err) == (0, "")
    golden(f"claims/timeline-{width}.txt", result.out)


@pytest.mark.parametrize("view", [("--view", "table"), ("--view", "oneline"), ("--full",)])
def test_other_views_as_they_look(run: Run, golden: Golden, view: tuple[str, ...]) -> None:
    golden(f"claims/{view[-1].strip('-')}.txt", run("claims", *view, "--width", "90", file=FIGURES).out)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_no_line_is_wider_than_the_width_but_an_address(run: Run, width: int) -> None:
    for view in ((), ("--full",), ("--view", "table"), ("--view", "oneline")):
        for file in (FIGURES, None):
            out = run("claims", *view, "--width", str(width), file=file).out
            assert not [line for line in out.splitlines() if cells(line) > max(width, 77) and "http" not in line]


def test_what_the_white_house_said_on_a_day_is_one_command(run: Run, published: Chronology) -> None:
    out = run("claims", "by:white-house", "on:2023-10-13", file=None).out
    assert "White House asserts: More than 1,000 containers moved in recent weeks;" in out
    assert "1 claim by 1 speaker in 1 event" in " ".join(out.split())
    assert "container-shipments" in out
    words = run("claims", "White House", "13", "October", "2023", file=None).out
    assert "More than 1,000 containers" in words


def test_an_answer_without_events_says_that_something_was_said_on_the_day(run: Run, published: Chronology) -> None:
    result = run("show", "--on", "1890-01-01", file=None)
    assert "claim" not in result.err
    result = run("show", "--on", "2023-10-13", "by:white-house", file=None)
    assert "1 claim was made in it: timeline claims on:2023-10-13 by:white-house" in result.err


def test_claims_stand_in_the_order_in_which_they_were_said(run: Run) -> None:
    rows = json.loads(run("claims", "--json", file=None).out)["claims"]
    days = [row["latest"] or "9999" for row in rows if row["date"].count("-") == 2]
    assert days == sorted(days)
    newest = json.loads(run("claims", "--json", "--reverse", file=None).out)["claims"]
    assert newest == rows[::-1]
    assert json.loads(run("claims", "--json", "--last", "3", file=None).out)["claims"] == rows[-3:]
    assert json.loads(run("claims", "--json", "-n", "3", "--reverse", file=None).out)["claims"] == newest[:3]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (("by:south", "since:2025-09"), ["third-count", "chiefs-count"]),  # the day of saying, and the claim's speaker
        (("actor:south", "by:isles"), []),  # who takes part, or speaks, in the event
        (("actor:north", "by:isles"), ["isles-count", "isles-second-count"]),
        (("stance:denies",), ["deployment"]),
        (("denies:north",), ["deployment"]),
        (("figure:killed", "not:by:south"), ["president-count", "isles-count", "agency-count"]),
        (("by:west", "or", "(by:east", "figure:prisoners)"), ["deployment", "oil-report", "exchange", "exchange"]),
        (("source:mirror", "figure:casualties"), ["isles-second-count"]),  # the claim's own source
        (("kind:report", "until:2024"), ["shipments", "first-count"]),
        (("only:isles",), ["isles-count", "isles-second-count"]),  # of the event, whose other claims are asked too
        (("on:2024-10-23", "by:west"), ["deployment"]),
    ],
)
def test_dates_and_what_a_claim_has_ask_the_claim_and_all_else_its_event(
    run: Run, query: tuple[str, ...], expected: list[str]
) -> None:
    rows = json.loads(run("claims", *query, "--json", file=FIGURES).out)["claims"]
    assert [row["event"] for row in rows] == expected


def test_only_claims_that_changed_a_status_are_kept(run: Run) -> None:
    rows = json.loads(run("claims", "--changes", "id:deployment", "--json", file=FIGURES).out)["claims"]
    assert [(row["by"], row["date"]) for row in rows] == [
        ("west", "2024-10-23"),
        ("east", "2024-10-24"),
        ("north", "2024-11-01"),
    ]
    every = run("claims", "id:deployment", "--json", file=FIGURES)
    assert json.loads(every.out)["count"] == 4


def test_an_empty_answer_says_why(run: Run) -> None:
    result = run("claims", "by:agency", "stance:denies", file=FIGURES)
    assert (result.code, "no claim answers" in result.err) == (0, True)
    assert "no claim answers; 1 event does: timeline show" in run("claims", "id:pact").err
    result = run("claims", "nosuchword", file=FIGURES)
    assert '"nosuchword" stands in no event' in result.err
    result = run("claims", "id:exchange", "--changes", "by:north", file=FIGURES)
    assert "1 claim without --changes: none of them changed a status" in result.err


def test_what_only_may_lie_in_the_dates_is_marked(run: Run) -> None:
    out = run("claims", "on:2025-01-10", file=FIGURES).out
    assert "(possibly)" in out
    rows = json.loads(run("claims", "on:2025-01-10", "--json", file=FIGURES).out)["claims"]
    assert [(row["event"], row["match"]) for row in rows] == [("president-count", "possible")]
    assert json.loads(run("claims", "on:2025-01-10", "--certain", "--json", file=FIGURES).out)["count"] == 0


def test_as_of_a_day_only_what_was_said_by_then_is_there(run: Run) -> None:
    rows = json.loads(run("claims", "--as-of", "2025-01-20", "--json", file=FIGURES).out)["claims"]
    assert max(row["latest"] for row in rows) <= "2025-01-20"
    assert "president-count" not in [row["event"] for row in rows]  # some day of January, perhaps a later one
    # Said by then, in a source of a later day.
    lag = json.loads(run("claims", "--as-of", "2025-07-01", "--json", file=FIGURES).out)["claims"]
    (late,) = [row for row in lag if row["by"] == "west" and row["event"] == "exchange"]
    assert (late["source"], late["amounts"][0]["amount"]) == (None, "90")
    assert "its source is dated later" in run("claims", "--as-of", "2025-07-01", "by:west", file=FIGURES).out


def test_json_is_the_documented_document(run: Run) -> None:
    validator = Draft202012Validator(json.loads(schema_text("claims")))
    for file in (FIGURES, None):
        for query in ((), ("--as-of", "2024-12-01"), ("--changes",)):
            validator.validate(json.loads(run("claims", *query, "--json", file=file).out))


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "json", "jsonl"])
def test_claims_are_exported_as_they_look(run: Run, golden: Golden, form: str) -> None:
    result = run("export", "--what", "claims", "by:south", "-f", form, file=FIGURES)
    assert (result.code, result.err) == (0, "")
    golden(f"claims/claims.{form}", result.out)


def test_a_format_that_has_no_room_for_claims_is_refused_with_those_that_have(run: Run) -> None:
    result = run("export", "--what", "claims", "-f", "ics", file=FIGURES)
    assert result.code == 2
    assert "ics is no format for claims" in result.err
    assert "csv, tsv, md, json, jsonl, xlsx, docx, parquet" in result.err
    assert "its database has them" in run("export", "--what", "figures", "-f", "sqlite", file=FIGURES).err


def test_newest_first_is_no_order_of_a_file(run: Run) -> None:
    plain = run("export", "--what", "claims", "--last", "3", "-f", "jsonl", file=FIGURES).out
    reverse = run("export", "--what", "claims", "-n", "3", "--reverse", "-f", "jsonl", file=FIGURES).out
    assert plain == reverse
