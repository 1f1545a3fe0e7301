"""Dates among the words of a query."""

from datetime import date

import pytest

from dprkru_timeline.errors import UsageError
from dprkru_timeline.query.expr import Query
from dprkru_timeline.query.parse import build_query, parse_query
from dprkru_timeline.query.words import phrases, query_text
from dprkru_timeline.session.ask import ask
from tests.conftest import Run

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("2024", "on:2024"),
        ("shoigu 2025", "shoigu on:2025"),
        ("june 2024", "on:2024-06"),
        ("19 June 2024", "on:2024-06-19"),
        ("June 19, 2024", "on:2024-06-19"),
        ("summer 2024", 'on:"summer 2024"'),
        ("winter 2024-25", 'on:"winter 2024-25"'),
        ("Q2 2024", 'on:"Q2 2024"'),
        ("H1 2024", 'on:"first half of 2024"'),
        ("last year", "on:2025"),
        ("since 2024", "since:2024"),
        ("from 2024", "since:2024"),
        ("until 2024", "until:2024"),
        ("through june 2024", "until:2024-06"),
        ("by june 2024", "until:2024-06"),
        ("up to june 2024", "until:2024-06"),
        ("before 2024", "until:2023"),
        ("before june 2024", "until:2024-05"),
        ("before 1 January 2024", "until:2023-12-31"),
        ("after 2024", "since:2025"),
        ("after december 2024", "since:2025-01"),
        ("after summer 2024", "since:2024-09-01"),
        ("between 2024 and 2025", "since:2024 until:2025"),
        ("2024 to 2025", "since:2024 until:2025"),
        ("2024–2025", "since:2024 until:2025"),
        ("from 8 October 2024 to 13 November 2024", "since:2024-10-08 until:2024-11-13"),
        ("8-13 October 2024", "since:2024-10-08 until:2024-10-13"),
        ("8 to 13 October 2024", "since:2024-10-08 until:2024-10-13"),
        ("between June and August 2024", "since:2024-06 until:2024-08"),
        ("in 2024", "on:2024"),
        ("2019 or later", "since:2019"),
        ("2019 and earlier", "until:2019"),
        ("2025 to date", "since:2025"),
        ("90d", "since:2026-08-31"),
        ("2w", "since:2026-11-15"),
        ("no later than June 2019", "until:2019-06"),
        ("no earlier than 2025", "since:2025"),
        ("on or after 1 June 2025", "since:2025-06-01"),
        ("up until March 2018", "until:2018-03"),
        ("from 2025 on", "since:2025"),
        ("a year before June 2024", "since:2023-06-01 until:2024-05-31"),
        ("лето 2024", 'on:"summer 2024"'),
        ("2024년 상반기", 'on:"first half of 2024"'),
        ("last two years", "since:2024-11-29 until:2026-11-29"),
        ("90 days before 2024-06-19", "since:2024-03-21 until:2024-06-18"),
        ("since october", "since:2026-10"),
        ("since december", "since:2025-12"),
        ("since 19 june", "since:2026-06-19"),
        ("from October to February", "since:2026-10 until:2027-02"),
        ("as of 12 October 2024", "as-of:2024-10-12"),
        ("2024년 6월 19일", "on:2024-06-19"),
        ("19 июня 2024", "on:2024-06-19"),
        ("2024年6月19日", "on:2024-06-19"),
        ("30-Mar-2020", "on:2020-03-30"),
        ("12/2017", "on:2017-12"),
        ("not 2024", "not:on:2024"),
        ("(2024 or 2025) workers", "(on:2024 or on:2025) workers"),
        # numbers and words that stay what they are
        ("march", '"march"'),
        ("1900", "on:1900"),
        ("2099", "on:2099"),
        ("1899", '"1899"'),
        ("2100", '"2100"'),
        ("1718", '"1718"'),
        ("2397 2017", '"2397" on:2017'),
        ("resolution 2024", 'resolution "2024"'),
        ("UNSCR 2024", 'UNSCR "2024"'),
        ("no. 2024", 'no. "2024"'),
        ("res 2024", 'res "2024"'),
        ("№ 2397", '"2397"'),
        ("№ 2024", '"2024"'),
        ('"2024"', '"2024"'),
        ('"since" workers', '"since" workers'),
        ("kursk to moscow", 'kursk "to" moscow'),
        ("9179842", '"9179842"'),
    ],
)
def test_what_is_typed_and_how_it_is_read(typed: str, asked: str) -> None:
    query = parse_query(typed, today=TODAY)
    assert str(query) == asked
    assert parse_query(asked, today=TODAY) == query
    if not set('"(') & set(typed):  # as the words of a command line
        assert as_words(*typed.split()) == query


def as_words(*words: str) -> Query:
    """Return the query that the words of a command line are."""
    return build_query({}, query_text(words, TODAY), TODAY, phrases=phrases(words, TODAY))


@pytest.mark.parametrize("typed", ["2024 workers", "since 2024", "19 June 2024", "workers", "on:2024 workers"])
def test_one_argument_that_is_a_date_is_one(typed: str) -> None:
    one = str(as_words(typed))
    assert one == (f'"{typed}"' if typed == "2024 workers" else str(parse_query(typed, today=TODAY)))


@pytest.mark.parametrize(
    ("typed", "message", "remedy"),
    [
        ("19 June", "has no year", "2026-06-19"),
        ("in june", "has no year", 'timeline on "june"'),
        ("winter 2024", "winter 2023-24 or winter 2024-25", "winter 2023-24"),
        ("03/04/2024", "day or the month first", "2024-03-04 or 2024-04-03"),
        ("2022-23", "autumn 2022, or 2022 to 2023", "autumn 2022 or 2022/2023"),
        ("1939-40", "first half of 1939, or 1939 to 1940", "1939/1940"),
        ("early 2024", "no first and no last day", "for the text itself"),
        ("end of 2024", "no first and no last day", "for the text itself"),
        ("31 June 2024", "June has 30", "for the text itself"),
        ("fri 19 june 2024", "is no Friday, but a Wednesday", ""),
        ("2024-13", "month 13", ""),
        ("before the treaty", 'no date stands after "before"', "timeline info EVENT"),
        ("2024 2025", "an event has one date", "2024 to 2025"),
        ("last 5", "how many", "--last 5"),
        ("june and july 2024", "has no year", "june to july 2024"),
        ("19 or 20 June 2024", "has no month", "19 to 20 June 2024"),
        ("this summer", "has no year", ""),
        ("9999 years before 2024", "outside the years 1 to 9999", "both ends"),
        ("99999999 days after 2024", "outside the years 1 to 9999", "both ends"),
        ("!labor", "begins with !", "not:labor"),
        ("since:june 2024", "stands apart", 'since:"june 2024"'),
    ],
)
def test_what_can_t_be_read_is_refused_with_how_it_can(typed: str, message: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query(typed, today=TODAY)
    assert message in f"{caught.value.message}"
    assert remedy in caught.value.help
    assert caught.value.excerpt or "apart" in message


def test_an_option_s_month_whose_year_stands_apart_is_refused() -> None:
    for words in ("2024", "workers 2024"):
        with pytest.raises(UsageError, match="stands apart"):
            build_query({"until": ["june"]}, words, TODAY)
    assert str(build_query({"since": ["october"]}, "workers", TODAY)) == "since:2026-10 workers"


@pytest.mark.usefixtures("published")
def test_what_was_meant_besides_is_named_with_its_number(run: Run) -> None:
    def note(*words: str) -> str:
        return run("show", *words, "--view", "oneline", file=None).err

    said = note("workers", "2024")
    assert "more name 2024: timeline show workers '\"2024\"'" in said
    number = int(said.split()[1])
    text = {one.id for one in ask('workers "2024"').events} - {one.id for one in ask("workers 2024").events}
    assert number == len(text)
    assert note("on:2024", "workers") == ""
    either = note("train", "or", "flights", "since:2023")
    assert "read as train or (flights since:2023)" in either
    assert "timeline show '(train or flights) since:2023'" in either
    assert note("(train", "or", "flights)", "since:2023") == ""
    assert "timeline show 'workers (on:2019 or on:2024)'" in note("workers", "2019", "or", "2024")
    apart = note("DPRK troops")
    assert f"its words apart in {len(ask('DPRK troops').events)}: timeline show DPRK troops" in apart
    assert note('"DPRK troops"') == ""
