"""This day in other years, and what comes next."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Date, DateSet, Edtf, Interval, Precision
from dprkru_timeline.model import Event, Status

# Longer than this, what goes on "on this day" is no event of the day.
_LONGEST = 31


class Anniversary(NamedTuple):
    """An event of this day, and how many years ago it was; 0 is the very day."""

    event: Event
    day: date
    years: int
    sure: bool  # whether its date surely has the day in it

    @property
    def is_round(self) -> bool:
        """The first, and every fifth."""
        return self.years > 0 and (self.years == 1 or self.years % 5 == 0)


class Next(NamedTuple):
    """The next day with anniversaries, and the next day that something is set for."""

    day: date | None
    anniversaries: tuple[Anniversary, ...]
    deadlines: tuple[Event, ...]


def on_days(chronology: Chronology, first: date, last: date) -> list[Anniversary]:
    """Return the events of these days of the year, up to each; what is dated to a month or year only is none.

    What happened on a 29 February has its day on 28 February in common years.
    """
    occurrences = _occurrences(chronology)
    found: dict[str, Anniversary] = {}
    for distance in range((last - first).days + 1):
        for one in _on_day(occurrences, first + timedelta(days=distance)):
            found.setdefault(one.event.id, one)
    return list(found.values())


def _on_day(occurrences: "list[_Occurrence]", day: date) -> list[Anniversary]:
    found = {}
    for one in occurrences:
        if one.day <= day and one.event.id not in found and _in_year(one.day, day.year) == day:
            found[one.event.id] = Anniversary(one.event, one.day, day.year - one.day.year, one.sure)
    return list(found.values())


class _Occurrence(NamedTuple):
    event: Event
    day: date
    sure: bool


def _occurrences(chronology: Chronology) -> list[_Occurrence]:
    """Return the days that the events' dates name, and whether the date surely has the day."""
    return [_Occurrence(event, day, sure) for event in chronology.events for day, sure in _days(event.date)]


def in_month(chronology: Chronology, day: date) -> int:
    """Return how many events are dated to the month of ``day``, in any year, and to no day of it."""
    return sum(
        isinstance(event.date, Date)
        and event.date.precision is Precision.MONTH
        and event.date.earliest.month == day.month
        and event.date.earliest.year <= day.year
        for event in chronology.events
    )


def after_day(chronology: Chronology, day: date) -> Next:
    """Return what comes next after ``day``, within a year; deadlines at any distance."""
    ahead = [
        event
        for event in chronology.events
        if event.status is Status.SCHEDULED and event.date.earliest and event.date.earliest > day
    ]
    first = min((event.date.earliest for event in ahead if event.date.earliest), default=None)
    deadlines = tuple(event for event in ahead if event.date.earliest == first)
    occurrences = _occurrences(chronology)
    days = [_next_time(one.day, day) for one in occurrences if one.day <= day]
    following = min((one for one in days if one), default=None)
    if following is None:
        return Next(None, (), deadlines)
    return Next(following, tuple(_on_day(occurrences, following)), deadlines)


def _next_time(day: date, after: date) -> date | None:
    """Return when the day of the year of ``day`` comes next; None past the last year."""
    this_year = _in_year(day, after.year)
    if this_year > after:
        return this_year
    return _in_year(day, after.year + 1) if after.year < date.max.year else None


def _in_year(day: date, year: int) -> date:
    """Return the same day of another year; 28 February for a 29th that it does not have."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _days(value: Edtf) -> Iterator[tuple[date, bool]]:
    """Yield the days that a date names, each with whether it surely has them."""
    if isinstance(value, DateSet):
        for member in value.members:
            for day, sure in _days(member):
                yield day, sure and (value.every or len(value.members) == 1)
    elif isinstance(value, Interval):
        ends = value.start, value.end
        if not all(end and end.precision is Precision.DAY for end in ends) or not (value.earliest and value.latest):
            return
        length = (value.latest - value.earliest).days + 1
        if length <= _LONGEST:
            for distance in range(length):
                yield value.earliest + timedelta(days=distance), not value.qualifier
    elif value.precision is Precision.DAY:
        yield value.earliest, not value.qualifier
