from datetime import date

import pytest

from dprkru_timeline.edtf import Cover, EndKind, Interval, anchor, cover, is_exact, order, parse_edtf
from dprkru_timeline.edtf.bounds import mask_bounds, members_of, month_days, sub_year_bounds
from dprkru_timeline.errors import EdtfError


def test_order_is_earliest_then_the_wider_start_then_the_last_day() -> None:
    texts = [
        "2024-10-08",
        "2024-10/..",
        "2024",
        "2024-10",
        "../2024-10-08",
        "2024-10-01",
        "[..2024-10-08]",
        "2024-10-01/2024-10-02",
    ]
    ordered = sorted(texts, key=lambda text: (order(parse_edtf(text)), text))
    assert ordered == [
        "2024",
        "2024-10",
        "2024-10/..",
        "2024-10-01",
        "2024-10-01/2024-10-02",
        "../2024-10-08",
        "[..2024-10-08]",
        "2024-10-08",
    ]


def test_a_date_without_a_start_is_filed_under_its_end() -> None:
    assert anchor(parse_edtf("../2019-12-22")) == date(2019, 12, 22)
    assert anchor(parse_edtf("[..1984,1990..]")) == date(1984, 12, 31)


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("2024-10-08", date(2024, 10, 1), date(2024, 10, 31), Cover.SURE),
        ("2024-10-08", date(2024, 10, 9), None, Cover.NO),
        ("2024-10-08", None, date(2024, 10, 7), Cover.NO),
        ("2024-10", date(2024, 10, 15), None, Cover.POSSIBLE),
        ("2024-10", None, date(2024, 10, 15), Cover.POSSIBLE),
        ("2024-10", None, date(2024, 10, 31), Cover.SURE),
        ("2024-10/..", date(2030, 1, 1), None, Cover.POSSIBLE),
        ("2024-10/..", date(2024, 1, 1), None, Cover.SURE),
        ("../2019", date(2019, 1, 1), date(2019, 12, 31), Cover.POSSIBLE),
        ("[..1984,1990..]", date(1986, 1, 1), date(1987, 1, 1), Cover.NO),
        ("[..1984,1990..]", date(1983, 1, 1), date(1987, 1, 1), Cover.POSSIBLE),
        ("[2024-10-08,2024-10-11]", date(2024, 10, 9), date(2024, 10, 9), Cover.NO),
        ("[2024-10-08,2024-10-11]", date(2024, 10, 8), date(2024, 10, 8), Cover.POSSIBLE),
        ("[2024-10-08,2024-10-11]", date(2024, 10, 1), date(2024, 10, 31), Cover.SURE),
        ("{2020,2024}", date(2022, 1, 1), date(2023, 12, 31), Cover.NO),
        ("2024-XX-31", date(2024, 2, 1), date(2024, 2, 29), Cover.NO),
        ("2024-XX-31", date(2024, 3, 1), date(2024, 3, 31), Cover.POSSIBLE),
        ("2024-X1", date(2024, 6, 1), date(2024, 6, 30), Cover.NO),
        ("201X-22", date(2015, 1, 1), date(2015, 1, 31), Cover.NO),
        ("201X-22", date(2015, 7, 1), date(2015, 7, 31), Cover.POSSIBLE),
        ("201X-24", date(2015, 1, 1), date(2015, 1, 31), Cover.POSSIBLE),
        ("2024", None, None, Cover.SURE),
    ],
)
def test_cover(text: str, first: date | None, last: date | None, expected: Cover) -> None:
    assert cover(parse_edtf(text), first, last) is expected


def test_exact() -> None:
    assert is_exact(parse_edtf("2024-10-08"))
    assert is_exact(parse_edtf("2024-10-08/2024-10-13"))
    assert not is_exact(parse_edtf("2024-10"))
    assert not is_exact(parse_edtf("2024-10-08/.."))


def days(text: str) -> str:
    value = parse_edtf(text)
    return f"{value.earliest} to {value.latest}"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("21", "2023-03-01 to 2023-05-31"),  # spring
        ("22", "2023-06-01 to 2023-08-31"),
        ("23", "2023-09-01 to 2023-11-30"),
        ("24", "2023-12-01 to 2024-02-29"),  # a winter ends in the next year
        ("33", "2023-01-01 to 2023-03-31"),  # quarters
        ("34", "2023-04-01 to 2023-06-30"),
        ("35", "2023-07-01 to 2023-09-30"),
        ("36", "2023-10-01 to 2023-12-31"),
        ("37", "2023-01-01 to 2023-04-30"),  # thirds
        ("38", "2023-05-01 to 2023-08-31"),
        ("39", "2023-09-01 to 2023-12-31"),
        ("40", "2023-01-01 to 2023-06-30"),  # halves
        ("41", "2023-07-01 to 2023-12-31"),
    ],
)
def test_the_days_of_each_season_quarter_third_and_half(code: str, expected: str) -> None:
    assert days(f"2023-{code}") == expected


def test_the_days_of_each_month() -> None:
    assert [month_days(2023, month) for month in range(1, 13)] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@pytest.mark.parametrize(("year", "length"), [(2023, 28), (2024, 29), (1900, 28), (2000, 29), (2100, 28)])
def test_a_29_february_is_in_every_fourth_year_but_not_in_every_hundredth(year: int, length: int) -> None:
    assert month_days(year, 2) == length
    assert days(f"{year}-02-XX") == f"{year}-02-01 to {year}-02-{length}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("XXXX", "0001-01-01 to 9999-12-31"),  # there is no year 0
        ("19XX", "1900-01-01 to 1999-12-31"),
        ("1X9X", "1090-01-01 to 1999-12-31"),
        ("2023-1X", "2023-10-01 to 2023-12-31"),
        ("2023-0X-30", "2023-01-30 to 2023-09-30"),
        ("2023-X2-30", "2023-12-30 to 2023-12-30"),  # February has none
        ("2023-02-XX", "2023-02-01 to 2023-02-28"),
        ("2023-XX-3X", "2023-01-30 to 2023-12-31"),
        ("201X-02-29", "2012-02-29 to 2016-02-29"),
        ("1X00-02-29", "1200-02-29 to 1600-02-29"),
        ("201X-02", "2010-02-01 to 2019-02-28"),
        ("202X-02", "2020-02-01 to 2029-02-28"),
        ("20X0-02-XX", "2000-02-01 to 2090-02-28"),
        ("201X-24", "2010-12-01 to 2020-02-29"),
    ],
)
def test_digits_unknown_leave_the_first_and_the_last_real_day_that_fits(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("2023", "13", ""),
        ("2023", "00", ""),
        ("2023", "02", "29"),
        ("2023", "02", "00"),
        ("2023", "02", "3X"),
        ("2023", "1X", "32"),
        ("201X", "XX", "32"),
        ("2X00", "02", "3X"),
        ("2X01", "02", "29"),  # none of these is a leap year
        ("0000", "XX", "01"),
    ],
)
def test_digits_that_no_real_day_fits_have_no_days(year: str, month: str, day: str) -> None:
    assert mask_bounds(year, month, day) is None


def test_the_first_and_the_last_day_of_the_calendar_are_days() -> None:
    assert mask_bounds("0001", "", "") == (date.min, date(1, 12, 31))
    assert mask_bounds("9999", "12", "31") == (date.max, date.max)


def test_the_last_winter_is_that_of_9998() -> None:
    assert days("9998-24") == "9998-12-01 to 9999-02-28"
    assert days("9999-23") == "9999-09-01 to 9999-11-30"
    with pytest.raises(EdtfError, match="past year 9999"):
        parse_edtf("9999-24")
    assert sub_year_bounds("0000", 21) is None


def test_a_set_that_is_open_at_both_ends_is_filed_under_the_first_day_that_it_names() -> None:
    assert anchor(parse_edtf("[..1984-06-07,1970-01-01..]")) == date(1970, 1, 1)
    assert anchor(parse_edtf("[..1960-06-07,1970-01-01..]")) == date(1960, 6, 7)


def test_what_names_no_day_is_filed_nowhere() -> None:
    nothing = Interval("../..", None, None, EndKind.OPEN, EndKind.OPEN)
    with pytest.raises(ValueError, match=r"^\.\./\.\. has no bound$"):
        anchor(nothing)


def test_of_two_with_the_same_first_day_the_one_without_an_end_comes_after_the_longest() -> None:
    assert order(parse_edtf("0001-01-01/9999-12-31")) < order(parse_edtf("0001-01-01/.."))
    assert order(parse_edtf("2024-10-01")) == (date(2024, 10, 1).toordinal(), 0, date(2024, 10, 1).toordinal())


def test_a_set_has_its_members_and_a_date_is_its_own_one() -> None:
    pair, one = parse_edtf("{2020,2024}"), parse_edtf("2020")
    assert members_of(pair) == (parse_edtf("2020"), parse_edtf("2024"))
    assert members_of(one) == (one,)


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        # on the edge of a range
        ("2024-10", date(2024, 10, 1), date(2024, 10, 31), Cover.SURE),
        ("2024-10", date(2024, 10, 31), None, Cover.POSSIBLE),
        ("2024-10", None, date(2024, 10, 1), Cover.POSSIBLE),
        ("2024-10", date(2024, 11, 1), None, Cover.NO),
        ("2024-10", None, date(2024, 9, 30), Cover.NO),
        # digits unknown, where only some days fit
        ("2024-XX-31", date(2024, 12, 31), None, Cover.POSSIBLE),
        ("2024-XX-31", None, date(2024, 1, 31), Cover.POSSIBLE),
        ("2024-XX-31", date(2024, 2, 1), date(2024, 3, 30), Cover.NO),
        ("2024-XX-31", date(2024, 1, 31), date(2024, 12, 31), Cover.SURE),
        ("202X-10-08", date(2024, 10, 8), date(2024, 10, 8), Cover.POSSIBLE),
        ("202X-10-08", date(2024, 10, 9), date(2025, 10, 7), Cover.NO),
        ("20X4", date(2025, 1, 1), date(2033, 12, 31), Cover.NO),
        ("20X4", date(2025, 1, 1), date(2034, 1, 1), Cover.POSSIBLE),
        ("XXXX-02-29", date(2023, 1, 1), date(2023, 12, 31), Cover.NO),
        ("XXXX-02-29", date(2024, 2, 29), date(2024, 2, 29), Cover.POSSIBLE),
        ("XXXX-12-31", date(9999, 12, 31), None, Cover.POSSIBLE),
        ("XXXX-01-01", None, date(1, 1, 1), Cover.POSSIBLE),
        # the winters of a decade: from December to the last of February
        ("201X-24", date(2015, 2, 28), date(2015, 2, 28), Cover.POSSIBLE),
        ("201X-24", date(2015, 3, 1), date(2015, 11, 30), Cover.NO),
        ("201X-24", date(2015, 12, 1), date(2015, 12, 1), Cover.POSSIBLE),
        ("201X-24", date(2020, 2, 29), None, Cover.POSSIBLE),
        ("201X-24", date(2010, 1, 1), date(2010, 11, 30), Cover.NO),
        ("20X5-21", date(2016, 1, 1), date(2024, 12, 31), Cover.NO),
    ],
)
def test_cover_to_the_day(text: str, first: date | None, last: date | None, expected: Cover) -> None:
    assert cover(parse_edtf(text), first, last) is expected


def test_of_three_degrees_only_no_is_nothing_and_the_less_sure_of_two_is_the_less() -> None:
    assert [bool(one) for one in (Cover.NO, Cover.POSSIBLE, Cover.SURE)] == [False, True, True]
    assert sorted({Cover.SURE, Cover.NO, Cover.POSSIBLE}) == [Cover.NO, Cover.POSSIBLE, Cover.SURE]
    assert min(Cover.SURE, Cover.POSSIBLE).name == "POSSIBLE"


@pytest.mark.parametrize(
    "text",
    ["2024-10-08/2024-10", "2024-10/2024-10-08", "../2024-10-08", "[..1984,1990..]", "{2024-10-08,2024-10-09}"],
)
def test_what_leaves_any_day_open_is_not_exact(text: str) -> None:
    assert not is_exact(parse_edtf(text))


def test_of_several_days_that_are_all_the_same_one_the_set_is_exact() -> None:
    assert is_exact(parse_edtf("{2024-10-08}"))
