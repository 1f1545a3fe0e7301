import json
from collections.abc import Callable

import pytest

from tests.conftest import Run

Golden = Callable[[str, str], None]


def test_the_day_round_anniversaries_and_what_is_next(run: Run, golden: Golden) -> None:
    result = run("on", "2022-12-22")
    assert (result.code, result.err) == (0, "")
    golden("on.txt", result.out)
    said = " ".join(result.out.split())
    assert "5 years before, round anniversary" in said
    assert "3 years before [" in said
    assert "1 year before, first anniversary" in " ".join(run("on", "2018-12-22").out.split())
    assert "this very day" in " ".join(run("on", "2017-12-22").out.split())


def test_today_is_the_default_and_what_is_set_ahead_comes_last(run: Run) -> None:
    result = run("on")
    assert result.lines[0] == "15 January 2026, and before it in other years"
    assert "Nothing here is dated to it." in result.out
    assert "31 December 2026" in result.out
    assert "(scheduled) · 350 days later" in " ".join(result.out.split())


@pytest.mark.parametrize("typed", ["22 December", "december 22", "12-22", "22 Dec 2025", "2025-12-22"])
def test_a_day_without_a_year_is_this_year_s(run: Run, typed: str) -> None:
    result = run("on", typed)
    assert result.lines[0].startswith("22 December 202")
    assert "Council orders workers home" in result.out


def test_what_lies_after_the_day_is_no_anniversary_of_it(run: Run) -> None:
    assert "Deadline for sending" not in run("on", "2018-12-22").out.partition("Next after")[0]


def test_a_span_of_days_has_each_of_them_and_one_of_two_is_only_possible(run: Run) -> None:
    assert "북한" in run("on", "2026-01-10").out
    assert "1 year before, first anniversary (possibly)" in " ".join(run("on", "2025-12-08").out.split())


def test_the_leap_day_is_kept_on_28_february_in_common_years(run: Run, tmp_path: object) -> None:
    from pathlib import Path

    from tests.conftest import MINI

    assert isinstance(tmp_path, Path)
    file = tmp_path / "leap.toml"
    text = MINI.read_text(encoding="utf-8").replace('date = "2017-12-22"\ntitle', 'date = "2016-02-29"\ntitle')
    file.write_text(text, encoding="utf-8")
    assert "Council orders" in run("on", "2017-02-28", file=file).out
    assert "Council orders" in run("on", "2020-02-29", file=file).out
    assert "Council orders" not in run("on", "2020-02-28", file=file).out.partition("Next after")[0]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29 feb", "28 February 2026"),
        ("February 29th", "28 February 2026"),
        ("02-29", "28 February 2026"),
        ("5th of June", "5 June 2026"),
        ("june, 5", "5 June 2026"),
    ],
)
def test_a_day_without_a_year_is_this_year_s_however_it_is_typed(run: Run, typed: str, day: str) -> None:
    assert run("on", typed).lines[0].startswith(f"{day}, ")


def test_the_query_may_come_without_a_day(run: Run) -> None:
    for arguments in (("theme:labor",), ("-theme:arms", "theme:labor"), ("today", "theme:labor"), ("-t", "labor")):
        result = run("on", *arguments)
        assert (result.code, result.err) == (0, ""), arguments
        assert "on Labor · 5 of 11 events" in result.out


def test_json(run: Run) -> None:
    document = json.loads(run("on", "2022-12-22", "--json").out)
    assert [(one["event"]["id"], one["years"], one["round"]) for one in document["anniversaries"]] == [
        ("resolution", 5, True),
        ("deadline", 3, False),
    ]
    assert (document["first"], document["last"]) == ("2022-12-22", "2022-12-22")
    assert document["next"]["day"] == "2023-12-22"
    assert document["next"]["days_ahead"] == 365


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-n5", "takes no -n"),
        ("--last=5", "takes no -n"),
        ("2024", "2024 is no day and no month"),
        ("summer 2024", "is no day"),
        ("2025-02-30", "February 2025 has 28"),
        ("03-04-2024", "can be read"),
        ("13-45", "month 13"),
        ("nonsense", "is no"),
    ],
)
def test_what_is_no_day_is_refused(run: Run, typed: str, said: str) -> None:
    result = run("on", typed)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_month_has_the_anniversaries_of_its_days(run: Run) -> None:
    for typed in ("2022-12", "december 2022"):
        document = json.loads(run("on", typed, "--json").out)
        assert (document["first"], document["last"]) == ("2022-12-01", "2022-12-31")
        assert [one["event"]["id"] for one in document["anniversaries"]] == ["resolution", "deadline"]
    assert run("on", "next month").lines[0].startswith("1 February 2026 – 28 February 2026")
    assert run("on", "december").lines[0].startswith("1 December 2026 – 31 December 2026")
