"""How people write dates, from public test suites, records and press: what is read, and what is advised.

`tests/data/date-strings.tsv` has a string a row, and every reading that a careful person would give it, worked out
without this program, on 29 November 2026; ``none`` where there is none.
"""

import re
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkru_timeline.edtf import DateSet, parse_edtf
from dprkru_timeline.edtf.guess import guess
from dprkru_timeline.edtf.value import MONTHS, Precision
from dprkru_timeline.edtf.wording import typed
from dprkru_timeline.errors import AmbiguousDate, EdtfError
from tests.conftest import DATA

TODAY = date(2026, 11, 29)


class Row(NamedTuple):
    """A string, its readings, and of which kind it is."""

    text: str
    readings: frozenset[str]
    kind: str


def _rows() -> list[Row]:
    lines = (DATA / "date-strings.tsv").read_text(encoding="utf-8").split("\n")[1:]
    cells = [line.split("\t") for line in lines if line]
    return [Row(text, frozenset(readings.split(" | ")), kind) for text, readings, kind, _ in cells]


ROWS = _rows()
# Read in another way than the table, each for a reason.
_OTHERWISE = {
    "[1994]": "[1994]",  # valid EDTF: one of a set of one
    "[1994?]": "[1994?]",
    "1985-9999": "1985/9999",
    "90d": "2026-08-31",  # a length counts back from today
    "2w": "2026-11-15",
}
# Advice that the table doesn't have: both orders of numbers are named, and both kinds of a list.
_NAMED_AS_WELL = {
    "03.04.2024": "2024-03-04",
    "Jun-24": "2025-06-24",
    "2020; 2021": "[2020,2021]",
    "1975, 1977": "[1975,1977]",
    "[c1926]": "[1926~]",
    "[ca. 1790]": "[1790~]",
}


def test_the_table_is_large() -> None:
    assert len(ROWS) >= 1000
    assert len({row.text for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row.text for row in ROWS])
def test_what_is_read_is_what_was_meant(row: Row) -> None:
    try:
        found = str(guess(row.text, TODAY))
    except EdtfError:
        return
    assert found in row.readings or _OTHERWISE.get(row.text) == found


@pytest.mark.parametrize("row", ROWS, ids=[row.text for row in ROWS])
def test_advice_never_changes_what_was_meant(row: Row) -> None:
    """Neither what a person is told who types it, nor what `check` says of it in a file."""
    for read in (parse_edtf, lambda text: guess(text, TODAY)):
        try:
            read(row.text)
        except EdtfError as error:
            for one in _advised(error):
                assert one in row.readings or one == _NAMED_AS_WELL.get(row.text) or _is_of_a_year(row, one)


def _advised(error: EdtfError) -> list[str]:
    if isinstance(error, AmbiguousDate):
        return list(error.readings)
    found = re.fullmatch("write (.*)", error.help)
    return re.split(" or ", found[1]) if found else []


def _is_of_a_year(row: Row, advised: str) -> bool:
    """Tell whether a date without a year is advised with one: this year's and last year's are both named."""
    return (
        any(re.fullmatch(reading.replace("XXXX", "[0-9]{4}"), advised) for reading in row.readings)
        or (row.text.lower() in ("may", "march"))
        or any(advised[4:] == reading[4:] for reading in row.readings if reading[:4] in ("2025", "2026"))
    )


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2022/23", "write 2022/2023"),
        ("2020/16", ""),
        ("2019 or later", "write [2019..] or 2019/.."),
        ("12/2017", "write 2017-12"),
        ("2024-06-19/21", "write 2024-06-19/2024-06-21"),
        ("800", "write 0800"),
        ("[1667, 1672-12]", "write [1667,1672-12]"),
        ("[1667, 1668, 1670..1672]", "write [1667,1668,1670..1672]"),
        ("2004-(06)?-11", "write 2004-?06-11"),
        ("2011-(06-04)~", "write 2011-~06-~04"),
        ("1900s", "write 190X or 19XX"),
        ("2024-W25-3", "write 2024-06-19"),
        ("2024-06-00", "write 2024-06"),
        ("30-Mar-2020", "write 2020-03-30"),
        ("before 2024", "write [..2023] or ../2023"),
        ("19 июня 2024", "write 2024-06-19"),
    ],
)
def test_what_check_advises_on_dates_of_public_reports(text: str, remedy: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    assert caught.value.help == remedy or (not remedy and not caught.value.help.startswith("write "))


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("english-month", 15),
        ("english-day", 40),
        ("range-day", 24),
        ("range-month", 17),
        ("relative", 33),
        ("korean", 11),
        ("russian", 27),
        ("chinese", 11),
    ],
)
def test_of_each_kind_as_many_are_read_as_ever_were(kind: str, number: int) -> None:
    found = 0
    for row in ROWS:
        if row.kind == kind and row.readings != {"none"}:
            try:
                found += str(guess(row.text, TODAY)) in row.readings
            except AmbiguousDate:
                found += 1
            except EdtfError:
                pass
    assert found >= number


_DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(_DAYS)
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    month = MONTHS[day.month - 1]
    for text in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day:02}-{month[:3]}-{day.year}",
        f"{day.day} {month[:3].upper()} {day.year}",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month:02}/{day.day:02}",
        f"{day.year}{day.month:02}{day.day:02}",
    ):
        assert str(guess(text, TODAY)) == day.isoformat(), text


@given(_DAYS, st.integers(1, 20))
def test_a_span_is_read_however_it_is_written(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    words = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    forms = [
        f"{words[0]} to {words[1]}",
        f"between {words[0]} and {words[1]}",
        f"{first}..{last}",
        f"{words[0]}–{words[1]}",
    ]
    if first.month == last.month:
        month = MONTHS[first.month - 1]
        forms += [f"{first.day}-{last.day} {month} {first.year}", f"{month} {first.day}–{last.day}, {first.year}"]
        forms += [f"{first.day} to {last.day} {month} {first.year}"]
    for text in forms:
        assert str(guess(text, TODAY)) == f"{first}/{last}", text


@given(st.integers(1900, 2099), st.sampled_from([*range(1, 13), *range(21, 25), *range(33, 42)]))
def test_what_is_typed_back_is_the_same(year: int, part: int) -> None:
    value = parse_edtf(f"{year}-{part:02}")
    assert guess(typed(value), TODAY) == value


@given(st.text(alphabet="0123456789-/.~?%[]{}X uxto,;ord()", max_size=14))
def test_advice_keeps_all_digits(text: str) -> None:
    """Each digit that was typed stands in what is advised, in its order but for where day and month change places."""
    try:
        parse_edtf(text)
    except EdtfError as error:
        for one in _advised(error):
            value = parse_edtf(one)
            if isinstance(value, DateSet) or value.precision is not Precision.UNKNOWN:
                assert _digits(text) <= _digits(one), (text, one)


def _digits(text: str) -> Counter[str]:
    """Return how often each digit stands in a text; noughts may be put before a number."""
    return Counter(re.findall("[1-9]", text))
