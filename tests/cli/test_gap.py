import json

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("resolution", "deadline", "2 years (730 days) later"),
        ("deadline", "resolution", "2 years (730 days) earlier"),
        ("resolution", "2017-12-22", "The same day, 22 December 2017"),
        ("resolution", "2017-12-23", "1 day later"),
        ("deadline", "today", "6 years, 24 days (2,216 days) later"),
        ("2024-01-31", "2024-02-29", "1 month (29 days) later"),
        ("2024-02-29", "2025-02-28", "1 year (365 days) later"),
        ("resolution", "pact", "Between 6 years, 5 months, 10 days (2,353 days) and 6 years, 8 months, 9 days"),
        (
            "summer 2024",
            "2024-07-01",
            "The dates overlap: up to 1 month, 30 days (61 days) earlier or up to 1 month (30 days) later",
        ),
        ("2024-06", "2024-06", "The dates overlap: up to 29 days earlier or up to 29 days later"),
        ("deployment", "today", "Between 1 year, 2 months, 15 days (441 days) and 1 year, 3 months, 14 days"),
        ("../2019", "2020-06-01", "Between 5 months, 1 day"),
        ("2024-12-01", "one-of-two", "Between 7 days and 10 days later"),
        ("0001-01-01", "9999-12-31", "9,998 years, 11 months, 30 days (3,652,058 days) later"),
    ],
)
def test_the_time_between(run: Run, start: str, end: str, said: str) -> None:
    result = run("gap", start, end, "--width", "0")
    assert result.code == 0
    assert result.lines[0].startswith(said)


def test_both_ends_are_shown_with_their_sources(run: Run) -> None:
    out = run("gap", "resolution", "deadline").out
    assert "From  22 December 2017: Council orders workers home within 24 months" in out
    assert "(deadline) [" in out
    assert "https://example.org/un/1?a=1&b=2" in out


def test_it_says_from_where_an_open_end_is_counted(run: Run) -> None:
    assert "since October 2024: counted from when it began" in run("gap", "deployment", "today").out
    assert "until 2019: counted from when it ended" in run("gap", "../2019", "today").out


def test_json(run: Run) -> None:
    document = json.loads(run("gap", "deadline", "pact", "--json").out)
    assert document["from"]["event"] == "deadline"
    assert document["gap"]["direction"] == "later"
    assert document["gap"]["least"] == {"years": 4, "months": 5, "days": 10, "total_days": 1623}
    back = json.loads(run("gap", "pact", "deadline", "--json").out)
    assert back["gap"]["most"] == {"years": -4, "months": -5, "days": -10, "total_days": -1623}


@pytest.mark.parametrize("typed", ["nosuch", "2025-02-30", "03/04/2024", "june", "", " ", "9999999999", "x" * 100_000])
def test_what_is_no_event_and_no_date_is_refused(run: Run, typed: str) -> None:
    result = run("gap", typed, "today")
    assert (result.code, result.out) == (2, "")
    assert len(result.err) < 1000


def test_one_event_is_no_gap(run: Run) -> None:
    assert run("gap", "deployment", "deployment").lines[0] == "One and the same event"
