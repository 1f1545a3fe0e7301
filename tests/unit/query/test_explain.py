"""Why an answer is empty: the condition that emptied it, and the numbers."""

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme:labor theme:arms", ["no event has theme:labor and theme:arms; 5 have the first, 2 the second"]),
        (
            "takes-part:spokesman",
            ["no event has takes-part:spokesman"],
        ),
        (
            "theme:labor status:disputed",
            ["no event has theme:labor and status:disputed; 5 have the first, 1 the second"],
        ),
        ("wrokers", ["no event has wrokers", '"wrokers" stands in no event; the nearest that does: workers']),
        ("on:1990", ["no event has on:1990"]),
        (
            "(theme:labor or theme:arms) place:pyongyang",
            ["no event has (theme:labor or theme:arms) and place:pyongyang"],
        ),
        (
            "actor:russia theme:treaty missing:place kind:event",
            ["no event has all of actor:russia (7), theme:treaty (3)", "without kind:event, 1 event matches"],
        ),
        ("not:actor:dprk not:actor:russia not:actor:kyiv", ["no event has all of", "without not:actor:dprk, "]),
        ("on:2017-12-01 certain:yes", ["none surely matches; without certain:yes, 1 event may"]),
        ("theme:treaty as-of:2018", ["no event has theme:treaty", "without as-of:2018-12-31, 3 events match"]),
        ("as-of:1900", ["nothing cited here was known on 1900-12-31"]),
        ('"workers or fake"', ['in quotes "or" is text']),
    ],
)
def test_the_condition_that_emptied_it(run: Run, query: str, said: list[str]) -> None:
    result = run("show", *([query] if query.startswith('"') else query.split()))
    assert result.code == 0
    for part in said:
        assert part in result.err, result.err


def test_an_answer_with_events_says_nothing(run: Run) -> None:
    assert run("show", "theme:labor").err == ""


def test_the_counts_are_those_that_show_gives(run: Run) -> None:
    for theme, count in (("labor", 5), ("arms", 2)):
        assert f"· {count} of 11 events" in run("show", f"theme:{theme}").out
