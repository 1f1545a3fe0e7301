import json
import re
from collections.abc import Callable

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.text import cells
from tests.conftest import FIRST_HALF, Run

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("width", [50, 80])
def test_the_numbers(run: Run, golden: Golden, width: int) -> None:
    result = run("stats", "--width", str(width))
    assert (result.code, result.err) == (0, "")
    golden(f"stats-{width}.txt", result.out)


@pytest.mark.parametrize("width", [40, 60, 62, 63, 80, 140])
def test_no_line_is_wider_than_the_width(run: Run, width: int) -> None:
    for file in (None, "mini"):
        result = run("stats", "--width", str(width), **({"file": None} if file is None else {}))
        assert not [line for line in result.lines if cells(line) > width]


def test_every_event_is_counted_once(run: Run) -> None:
    for file in ({}, {"file": None}):
        found = json.loads(run("stats", "--json", **file).out)
        assert sum(year["events"] for year in found["years"]) + found["year_unknown"] == found["count"]
        assert all(sum(year["months"]) + year["month_unknown"] == year["events"] for year in found["years"])
        assert sum(row["events"] for row in found["statuses"]) == found["count"]


def test_an_imprecise_date_is_under_no_month_that_it_does_not_name(run: Run) -> None:
    years = {year["year"]: year for year in json.loads(run("stats", "--json").out)["years"]}
    assert years[2024]["month_unknown"] == 1  # summer
    assert years[2024]["months"][9:] == [1, 1, 1]
    assert json.loads(run("stats", "--json").out)["year_unknown"] == 2  # a decade; by 1953


def test_silences(run: Run) -> None:
    found = json.loads(run("stats", "--json", "since:2015").out)["stretches"]
    assert (
        found[0]
        == {
            "first": "2019-12-23",
            "last": "2024-05-31",
            "days": 1622,
            "after": "decade",
            "before": "pact",
        }
        or found[0]["before"] == "pact"
    )
    assert [one["days"] for one in found] == sorted((one["days"] for one in found), reverse=True)


def test_no_silence_lies_outside_what_was_asked_for_and_covered(run: Run, edition_1: Chronology) -> None:
    reach = edition_1.reach.isoformat()
    for asked in (("since:2024",), ("on:2025",), ("since:2024-08", "theme:sanctions"), ("--as-of", "2025-02-01")):
        found = json.loads(run("stats", "--json", *asked, file=None).out)["stretches"]
        assert found
        first = {"since:2024": "2024-01-01", "on:2025": "2025-01-01", "since:2024-08": "2024-08-01"}.get(asked[0], "")
        last = {"on:2025": "2025-12-31", "--as-of": "2025-02-01"}.get(asked[0], reach)
        assert min(one["first"] for one in found) >= first
        assert max(one["last"] for one in found) <= last


def test_a_day_set_ahead_ends_no_silence_and_begins_none(run: Run) -> None:
    found = json.loads(run("stats", "--json").out)["stretches"]
    (last,) = [one for one in found if one["before"] is None]
    assert (last["after"], last["first"], last["last"]) == ("markup", "2025-04-01", "2025-12-31")
    out = run("stats", "theme:sanctions", "since:2024-08", "until:2025-09", "--width", "200", file=None).out
    assert "to the last day asked for" in out
    assert "to the close" not in out


def test_years_that_were_not_asked_for_are_not_silent(run: Run) -> None:
    lines = run("stats", "actor:dprk", "since:2026", "--width", "80", file=None).lines
    assert "2025  not asked for" in lines
    assert not [line for line in lines if line.endswith("no event")]
    assert "2018  no event" in run("stats", "since:2017", "--width", "80").lines


def test_an_empty_answer_says_why(run: Run) -> None:
    result = run("stats", "theme:labor", "theme:arms")
    assert result.code == 0
    assert "no event has theme:labor and theme:arms; 5 have the first, 2 the second" in result.err


def test_no_silence_is_negative(run: Run) -> None:
    for asked in (["since:2026-09"], ["on:2026-05"], ["since:2025-06", "--as-of", "2025-01-01"]):
        result = run("stats", *asked, file=FIRST_HALF)
        assert result.code == 0
        assert not re.search(r"-[0-9]+ days", result.out), asked
