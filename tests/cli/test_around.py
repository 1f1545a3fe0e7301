import json
from collections.abc import Callable

import pytest

from tests.conftest import Run

Golden = Callable[[str, str], None]


def test_what_lies_before_and_after_an_event(run: Run, golden: Golden) -> None:
    result = run("around", "deployment", "--within", "3mo")
    assert (result.code, result.err) == (0, "")
    golden("around.txt", result.out)


def test_a_date_is_a_date_not_the_event_on_it(run: Run) -> None:
    result = run("around", "2019-12-22", "--within", "2y", "--json")
    document = json.loads(result.out)
    assert document["center"]["event"] is None
    assert document["center"]["date_text"] == "22 December 2019"
    assert document["query"] == "on:2017-12-22/2021-12-22"
    found = {event["id"]: event["distance"]["least"]["total_days"] for event in document["events"]}
    assert found["resolution"] == -730
    assert found["deadline"] == 0


def test_the_query_holds_too(run: Run) -> None:
    found = run("around", "deployment", "-t", "arms", "-status:disputed", "--within", "1y").out
    assert "Troops are sent to Kursk" in found
    assert "=SUM(A1)" not in found
    assert "Asked: on Arms; not: disputed; " in found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("deployment", "--within", "soon"), '"soon" is no length of time'),
        (("deployment", "--within", "-3d"), "no length of time"),
        (("deployment", "--within", "٣d"), "no length of time"),
        (("deployment", "--on", "2024"), "around says when already"),
        (("nosuch",), 'no event "nosuch"'),
        (("workers",), "stands in the titles of 3 events"),
        (("03/04/2024",), "can be read with the day or the month first"),
        (("[..1984,1990..]",), "has no first and no last day"),
    ],
)
def test_what_can_t_be_answered(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("around", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_far_reach_ends_where_the_calendar_does(run: Run) -> None:
    result = run("around", "deployment", "--within", "999999999d", "--view", "x")
    assert result.code == 2
    assert (
        run("around", "deployment", "--within", "99999y").lines[3].startswith("Asked: 1 January 1 – 31 December 9999")
    )


def test_how_the_words_were_read_is_said(run: Run) -> None:
    assert run("around", "ployment").err == 'timeline: read "ployment" as part of an id: deployment\n'
    assert run("around", "december 2019").err == ""
    assert run("around", "90d").err.startswith('timeline: read "90d" as the date 17 October 2025\n')


def test_an_open_event_is_looked_around_from_all_days_on_which_it_may_have_begun(run: Run) -> None:
    assert "24 September – 7 November 2024" in run("around", "deployment", "--within", "1w").out
