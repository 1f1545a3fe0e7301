"""Lengths of time: typed by a person ("3mo"), and between two dates, as a range where one is imprecise.

Years, months and days are those of python-dateutil's relativedelta, which is imported when one is worked out.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from dprkru_timeline.edtf.value import Edtf, Interval
from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import counted, shortened

SPAN = r"([0-9]{1,9})\s*(d|w|mo?|y|days?|weeks?|months?|years?)"


class Span(NamedTuple):
    """A length as typed: so many days, weeks, months or years."""

    number: int
    unit: str  # d, w, mo or y

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    @property
    def wording(self) -> str:
        """The length in words: "30 days"."""
        unit = {"d": "day", "w": "week", "mo": "month", "y": "year"}[self.unit]
        return counted(self.number, unit)


class Length(NamedTuple):
    """How far one day is from another; all parts are negative where it lies before it."""

    years: int
    months: int
    days: int
    total_days: int


class Gap(NamedTuple):
    """How far one date may lie from another, at least and at most; None where that has no bound."""

    least: Length | None
    most: Length | None

    @property
    def direction(self) -> str:
        """Whether the second date lies ``later`` or ``earlier``, on the ``same`` day, or they may ``overlap``."""
        least = self.least.total_days if self.least else None
        most = self.most.total_days if self.most else None
        if least == most == 0:
            return "same"
        if least is not None and least > 0:
            return "later"
        return "earlier" if most is not None and most < 0 else "overlap"


def parse_span(text: str) -> Span:
    """Read a length such as 30d, 2w, 3mo, 1y or "6 weeks".

    Raises:
        UsageError: it is none.
    """
    typed = text.strip().lower()
    match = re.fullmatch(SPAN, f"1 {typed}" if typed in ("day", "week", "month", "year") else typed)
    if match is None:
        raise UsageError(f'"{shortened(text)}" is no length of time', "write 30d, 2w, 3mo or 1y")
    return Span(int(match[1]), "mo" if match[2][0] == "m" else match[2][0])


def shifted(day: date, span: Span, *, back: bool) -> date:
    """Return the day that lies a length before or after ``day``.

    Raises:
        OverflowError, ValueError: it lies outside the years 1 to 9999.
    """
    number = -span.number if back else span.number
    if span.unit in "dw":
        return day + timedelta(days=number * (7 if span.unit == "w" else 1))
    from dateutil.relativedelta import relativedelta

    return day + (relativedelta(years=number) if span.unit == "y" else relativedelta(months=number))


def length(first: date, last: date) -> Length:
    """Return how far ``last`` is from ``first``."""
    from dateutil.relativedelta import relativedelta

    apart = relativedelta(max(first, last), min(first, last))  # counted forwards, whatever the direction
    sign = -1 if last < first else 1
    return Length(sign * apart.years, sign * apart.months, sign * apart.days, (last - first).days)


def gap(here: Edtf, there: Edtf) -> Gap:
    """Return how far the date ``there`` may lie from the date ``here``.

    What goes on without a known end is where it began, and what has no known beginning where it ended.
    """
    (here_first, here_last), (there_first, there_last) = known_bounds(here), known_bounds(there)
    least = length(here_last, there_first) if here_last and there_first else None
    most = length(here_first, there_last) if here_first and there_last else None
    return Gap(least, most)


def known_bounds(value: Edtf) -> tuple[date | None, date | None]:
    """Return the first and last day of a date; of one with an end only, those of that end."""
    if isinstance(value, Interval) and (value.start is None) != (value.end is None):
        end = value.start or value.end
        return (end.earliest, end.latest) if end else (None, None)
    return value.earliest, value.latest


def length_wording(apart: Length) -> str:
    """Return a length in words, without its direction: "2 months, 22 days"; "no time" for none."""
    parts = [
        counted(abs(number), unit)
        for number, unit in ((apart.years, "year"), (apart.months, "month"), (apart.days, "day"))
        if number
    ]
    return ", ".join(parts) or "no time"


def days_wording(apart: Length) -> str:
    """Return a length's days: "83 days"."""
    number = abs(apart.total_days)
    return counted(number, "day")
