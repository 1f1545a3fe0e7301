from datetime import date

import pytest

from dprkru_timeline.edtf.guess import guess
from dprkru_timeline.errors import AmbiguousDate, EdtfError

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("june 2024", "2024-06"),
        ("Jun 2024", "2024-06"),
        ("summer 2024", "2024-22"),
        ("fall of 2024", "2024-23"),
        ("winter 2024-25", "2024-24"),
        ("winter 2024–25", "2024-24"),
        ("19 June 2024", "2024-06-19"),
        ("June 19, 2024", "2024-06-19"),
        ("19th of June 2024", "2024-06-19"),
        ("Wed 19 Jun 2024", "2024-06-19"),
        ("2024-Q2", "2024-34"),
        ("q2 2024", "2024-34"),
        ("06/19/2024", "2024-06-19"),
        ("19.6.2024", "2024-06-19"),
        ("last year", "2025"),
        ("this month", "2026-11"),
        ("last month", "2026-10"),
        ("last week", "2026-11-16/2026-11-22"),
        ("today", "2026-11-25"),
        ("yesterday", "2026-11-24"),
        ("90d", "2026-08-27"),
        ("2w", "2026-11-11"),
        ("3 months ago", "2026-08-25"),
        ("1y", "2025-11-25"),
        (" 2024-06 ", "2024-06"),
        ("2024-10/..", "2024-10/.."),
        ("march 5-7 2024", "2024-03-05/2024-03-07"),
    ],
)
def test_precision_is_kept(typed: str, edtf: str) -> None:
    assert str(guess(typed, TODAY)) == edtf


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("03/04/2024", ("2024-03-04", "2024-04-03")),
        ("winter 2024", ("2023-24", "2024-24")),
        ("june", ("2025-06", "2026-06")),
        ("5 june", ("2025-06-05", "2026-06-05")),
    ],
)
def test_what_can_be_read_two_ways_is_refused_with_both(typed: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousDate) as caught:
        guess(typed, TODAY)
    assert caught.value.readings == readings
    for reading in caught.value.help.removeprefix("write ").split(" or "):
        assert str(guess(reading, TODAY)) in readings


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "2025-02-30",
        "2024-13",
        "9999999999",
        "0000",
        "-1",
        "1e9d",
        "999999999d",
        "9999999y",
        "19.6.24",
        "xyz",
        "monday",
        "10:30 june 2024",
        "061924",
        "june 2024 2025",
        "decision 2024",
        "2024-06-19 10:00",
        "31/31/2024",
        "x" * 10_000,
        "２０２４年六月",
        "٣ june 2024",
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(EdtfError):
        guess(typed, TODAY)


def test_an_impossible_day_is_named() -> None:
    with pytest.raises(EdtfError, match="June has 30"):
        guess("31 june 2024", TODAY)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("06/2024", "2024-06"), ("6.2024", "2024-06"), ("19 jun 0024", "0024-06-19"), ("june 0001", "0001-06")],
)
def test_the_year_typed_is_the_year_taken(typed: str, edtf: str) -> None:
    assert str(guess(typed, TODAY)) == edtf


@pytest.mark.parametrize(
    ("typed", "reason", "help_"),
    [
        ("Monday 19 June 2024", "is no Monday, but a Wednesday", "give the day that was meant"),
        ("13/2024", "has month 13; there are 12", "dates are typed as 2024"),
        ("monday june 2024", "", "dates are typed as 2024"),
        ("friday june 2024", "", "dates are typed as 2024"),
        ("Summer", "has no year", "give its year too"),
        ("31 june", "", "dates are typed as 2024"),
        ("Monday 31 June 2024", "", "dates are typed as 2024"),
        ("Tuesday 29 February 0000", "has year 0; this program takes years 0001 to 9999", ""),
    ],
)
def test_what_contradicts_itself_is_refused(typed: str, reason: str, help_: str) -> None:
    with pytest.raises(EdtfError) as caught:
        guess(typed, TODAY)
    assert reason in caught.value.message
    assert caught.value.help.startswith(help_)


@pytest.mark.parametrize("typed", ["yesterday", "last week", "last month", "tomorrow"])
@pytest.mark.parametrize("today", [date.min, date.max, date(900, 5, 5)])
def test_no_day_is_too_early_or_late_to_count_from(typed: str, today: date) -> None:
    try:
        guess(typed, today)
    except EdtfError as error:
        assert "outside the years 1 to 9999" in error.message


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("2024 Q2", "2024-34"), ("Thurs 19 June 2025", "2025-06-19"), ("tues 18 june 2024", "2024-06-18")],
)
def test_spellings_that_people_use(typed: str, edtf: str) -> None:
    assert str(guess(typed, TODAY)) == edtf


@pytest.mark.parametrize("typed", ["june 45", "june 99", "winter 2024-1925", "winter 0000"])
def test_years_are_not_guessed(typed: str) -> None:
    with pytest.raises(EdtfError):
        guess(typed, TODAY)
