"""The days that a date covers, the order of dates, and how two of them lie to each other.

Arithmetic on whole days of the proleptic Gregorian calendar, years 1 to 9999.
"""

from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from itertools import product

from dprkru_timeline.edtf.value import Date, DateSet, Edtf, Interval

# First and last month of the sub-year codes. EDTF names no months for the seasons; these are
# the meteorological ones of the northern hemisphere, as most implementations take them, and
# winter ends with February of the next year.
SUB_YEAR_MONTHS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 14),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Cover(IntEnum):
    """Whether something imprecise lies in a range. ``min`` is *and*, ``max`` is *or*."""

    NO = 0
    POSSIBLE = 1
    SURE = 2


def is_leap(year: int) -> bool:
    """Tell whether ``year`` has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year: int, month: int) -> int:
    """Return the number of days in ``month`` (1-12) of ``year``."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def mask_bounds(year: str, month: str, day: str) -> tuple[date, date] | None:
    """Return the first and last real day that fits digits with ``X`` for unknown ones, or None.

    An empty ``month`` or ``day`` covers the whole year or month.
    """
    if "X" not in year + month + day:
        return _plain_bounds(int(year), month, day)
    fits = {leap: _month_day_range(month, day, leap=leap) for leap in (False, True)}
    if not any(fits.values()):
        return None

    def first_fit(*, descending: bool) -> date | None:
        for number in _years(year, descending=descending):
            found = fits[is_leap(number)]
            if found:
                return date(number, *found[descending])
        return None

    earliest, latest = first_fit(descending=False), first_fit(descending=True)
    return (earliest, latest) if earliest and latest else None


def _plain_bounds(year: int, month: str, day: str) -> tuple[date, date] | None:
    """Return the bounds of digits that are all known; months and days are checked by the caller."""
    first, last = (int(month), int(month)) if month else (1, 12)
    if not 1 <= first <= 12:
        return None
    length = month_days(year, last)
    if day and not 1 <= int(day) <= length:
        return None
    return date(year, first, int(day) if day else 1), date(year, last, int(day) if day else length)


def sub_year_bounds(year: str, code: int) -> tuple[date, date] | None:
    """Return the first and last day of a season, quarter, third or half, or None past year 9999."""
    first_month, last_month = SUB_YEAR_MONTHS[code]
    first_year = next(_years(year, descending=False), None)
    last_year = next(_years(year, descending=True), None)
    if first_year is None or last_year is None:
        return None
    if last_month > 12:
        last_year, last_month = last_year + 1, last_month - 12
    if last_year > 9999:
        return None
    return date(first_year, first_month, 1), date(last_year, last_month, month_days(last_year, last_month))


def _years(mask: str, *, descending: bool) -> Iterator[int]:
    """Yield the years 1 to 9999 that fit a four-digit ``mask``, in order."""
    digits = "9876543210" if descending else "0123456789"
    for combination in product(*(digits if place == "X" else place for place in mask)):
        number = int("".join(combination))
        if number:
            yield number


def _month_day_range(month: str, day: str, *, leap: bool) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the first and last (month, day) that fit the masks in a leap or a common year."""
    fitting = [
        (number, in_month)
        for number in range(1, 13)
        if _fits(month, number)
        for in_month in range(1, (29 if leap and number == 2 else _MONTH_DAYS[number - 1]) + 1)
        if _fits(day, in_month)
    ]
    return (fitting[0], fitting[-1]) if fitting else None


def _fits(mask: str, number: int) -> bool:
    """Tell whether a two-digit ``mask`` allows ``number``; an empty one allows all."""
    return all(want in ("X", have) for want, have in zip(mask, f"{number:02}", strict=False))


def anchor(value: Edtf) -> date:
    """Return the day under which a date is filed: its earliest, else its latest.

    A set that is open at both ends is filed under the first day that it names.
    """
    day = value.earliest or value.latest
    if day is None and isinstance(value, DateSet):
        day = min(bound for member in value.members for bound in (member.earliest, member.latest) if bound)
    if day is None:
        raise ValueError(f"{value} has no bound")
    return day


def order(value: Edtf) -> tuple[int, int, int]:
    """Return a key that sorts dates: earliest day first; a year, a season, a month before its days; then the last day.

    A date with no earliest day sorts by its latest, before all that begins there; an open end comes last.
    """
    if isinstance(value, Date):  # as most are, and each start asks it of every event
        day, last = value.earliest.toordinal(), value.latest.toordinal()
        return day, day - last, last
    day = anchor(value).toordinal()
    last = value.latest.toordinal() if value.latest else date.max.toordinal() + 1
    if value.earliest is None:
        return day, -date.max.toordinal(), last
    first = begins(value)
    return day, first.earliest.toordinal() - first.latest.toordinal() if first else 0, last


def begins(value: Edtf) -> Date | None:
    """Return the date that ``value`` begins with; None where nothing is written there."""
    if isinstance(value, DateSet):
        return begins(min(value.members, key=lambda one: one.earliest or date.max))
    return value.start if isinstance(value, Interval) else value


def members_of(value: Edtf) -> tuple[Date | Interval, ...]:
    """Return the dates of a set, or the one date that ``value`` is."""
    return value.members if isinstance(value, DateSet) else (value,)


def cover(value: Edtf, first: date | None, last: date | None) -> Cover:
    """Tell whether ``value`` lies in the days from ``first`` to ``last`` (None: no limit).

    SURE: wherever it was, it was in the range. POSSIBLE: the two overlap. Of a set, every member
    counts by itself; of digits unknown, the real days that they leave.
    """
    if isinstance(value, DateSet):
        members = {cover(member, first, last) for member in value.members}
        return members.pop() if len(members) == 1 else Cover.POSSIBLE
    found = _cover_of_bounds(value, first, last)
    if found is Cover.POSSIBLE and isinstance(value, Date) and "X" in value.year + value.month + value.day:
        return found if _has_day_in(value, first or date.min, last or date.max) else Cover.NO
    return found


def _has_day_in(value: Date, first: date, last: date) -> bool:
    """Tell whether a real day that the digits of ``value`` leave lies from ``first`` to ``last``."""
    for year in _years(value.year, descending=False):
        if not first.year - 1 <= year <= last.year:  # a winter runs into the next year
            continue
        if value.month.isdigit() and int(value.month) > 12:
            found = sub_year_bounds(f"{year:04}", int(value.month))
            if found and found[0] <= last and found[1] >= first:
                return True
            continue
        for month in range(1, 13):
            if _fits(value.month, month):
                for day in range(1, month_days(year, month) + 1):
                    if _fits(value.day, day) and first <= date(year, month, day) <= last:
                        return True
    return False


def _cover_of_bounds(value: Date | Interval, first: date | None, last: date | None) -> Cover:
    earliest, latest = value.earliest, value.latest
    if first and latest and latest < first:
        return Cover.NO
    if last and earliest and earliest > last:
        return Cover.NO
    if first and (earliest is None or earliest < first):
        return Cover.POSSIBLE
    if last and (latest is None or latest > last):
        return Cover.POSSIBLE
    return Cover.SURE


def is_exact(value: Edtf) -> bool:
    """Tell whether ``value`` is one known day, or a span between two known days."""
    if isinstance(value, Interval):
        return all(end is not None and end.earliest == end.latest for end in (value.start, value.end))
    return value.earliest is not None and value.earliest == value.latest
