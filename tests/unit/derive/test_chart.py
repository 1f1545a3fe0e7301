"""Where an axis begins, and how marks are stacked."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkru_timeline.chronology import Chronology, Selection
from dprkru_timeline.derive.chart import beginning, stacked

EMPTY = Chronology(title="T", edition=date(2026, 1, 1))


def asked(first: date | None = None, last: date | None = None) -> Chronology:
    return EMPTY.replaced(selection=Selection(total=9, matched=9, days=(first, last)))


def days(counts: dict[int, int]) -> list[date]:
    return [date(year, 6, 1) for year, number in counts.items() for _ in range(number)]


SHIPPED = {
    1950: 1,
    1961: 1,
    2000: 1,
    2016: 2,
    2017: 7,
    2018: 3,
    2019: 5,
    2020: 5,
    2022: 14,
    2023: 13,
    2024: 80,
    2025: 81,
}


@pytest.mark.parametrize(
    ("counts", "year"),
    [
        (SHIPPED, 2022),
        ({1950: 1, 2024: 20}, 2024),
        ({1950: 1, 2024: 3}, None),  # one of four is no sparse beginning
        ({2020: 1, 2021: 1, 2022: 20, 2023: 20, 2024: 20}, None),  # which takes little of the axis
        ({1990: 3, 2000: 3, 2024: 20}, None),  # dense enough already
        ({1990: 1, 2000: 1, 2010: 1, 2024: 1}, None),  # no year is dense
        ({2024: 5}, None),
        ({}, None),
    ],
)
def test_an_axis_begins_with_the_first_dense_year_if_little_lies_before(
    counts: dict[int, int], year: int | None
) -> None:
    expected = date(year, 1, 1) if year else None
    assert beginning(EMPTY, days(counts)) == expected
    assert beginning(asked(), days(counts)) == expected


def test_who_asked_for_dates_has_the_axis_that_was_asked_for() -> None:
    assert beginning(asked(date(1950, 3, 1)), days(SHIPPED)) == date(1950, 3, 1)
    assert beginning(asked(last=date(2025, 12, 31)), days(SHIPPED)) is None


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda one: (one[0], sum(one))), max_size=60)


@given(SPANS)
def test_no_mark_covers_another(spans: list[tuple[int, int]]) -> None:
    rows, height = stacked(spans)
    taken = Counter(
        (row, column) for (start, end), row in zip(spans, rows, strict=True) for column in range(start, end + 1)
    )
    assert not [place for place, number in taken.items() if number > 1]
    assert height == max(rows, default=-1) + 1


@given(st.lists(st.integers(0, 20), max_size=60))
def test_signs_lie_on_the_floor_and_on_each_other(columns: list[int]) -> None:
    rows, height = stacked([(one, one) for one in columns])
    counts = Counter(columns)
    assert height == max(counts.values(), default=0)
    for column, number in counts.items():
        own = [row for row, one in zip(rows, columns, strict=True) if one == column]
        assert own == list(range(number)), "in their order, from below"


def test_what_lasts_lies_at_the_bottom() -> None:
    assert stacked([(3, 3), (0, 9), (3, 4)]) == ([1, 0, 2], 3)
