"""What a chart shows, before it is drawn: how many events a period has, and what lies where on a line of time.

A date is never drawn more precisely than it is: what may have begun in several periods is counted as
such, and what may lie on several days is a bar over all of them.

An axis begins where the events do, or with the first dense year if little lies before it (`beginning`); what lies
before is counted. No period is empty that was not asked for, and none that was not covered is called so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.stats import began
from dprkru_timeline.edtf import anchor
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.model import Event, Status

_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
# A year is dense with a tenth of the events of the fullest one, and with two at least.
_DENSE, _DENSE_LEAST = 0.1, 2
# What lies before the first dense year is left out if it is at most so many of the events, over more than so many of
# the years.
_SPARSE, _MOST_OF_IT = 0.15, 0.5
# Spans of up to so many columns more than one are stacked like single signs.
_SHORT = 2


class Series(NamedTuple):
    """One of the things that events are told apart by."""

    id: str
    name: str


class Period(NamedTuple):
    """A month, quarter or year, and how many events of each series began in it.

    ``is_beyond`` tells that it begins past the last day that is covered: that nothing stands there says nothing.
    """

    name: str
    counts: dict[str, int]
    events: int
    is_beyond: bool = False


class Density(NamedTuple):
    """Events by period.

    ``first`` is the day that the axis begins with, where ``earlier`` events lie before it. ``undated`` are those that
    may have begun in several periods, ``without`` those drawn that are of no series.
    """

    per: str
    series: tuple[Series, ...]
    periods: tuple[Period, ...]
    undated: int
    without: int
    first: date | None = None
    earlier: int = 0


class Mark(NamedTuple):
    """Where an event may lie; without a last day it goes on past the chart."""

    event: Event
    first: date
    last: date | None


class Lane(NamedTuple):
    """The events of one series, in order of time."""

    series: Series
    marks: tuple[Mark, ...]


class Lanes(NamedTuple):
    """Lanes over the days from ``first`` to ``last``.

    ``earlier`` is how many events lie before them, ``reaching`` how many of those drawn began before them, or may have;
    ``left`` how many lanes are not drawn, ``without`` how many events are of no series, and so in no lane.
    """

    first: date
    last: date
    lanes: tuple[Lane, ...]
    earlier: int
    left: int
    without: int
    reaching: int = 0


def beginning(chronology: Chronology, days: Sequence[date]) -> date | None:
    """Return the day that an axis over events that began on these days begins with; None for the first of them.

    Who asked for dates has them all: then it is the first day asked for. Else it is the first day of the first dense
    year, one with a tenth of the events of the fullest, and two at least. But what lies before that must be sparse, at
    most three in twenty of the events over more than half of the years, or nothing is left out.
    """
    first, last = chronology.asked_days
    if first or last or not days:
        return first
    per_year = Counter(day.year for day in days)
    dense = max(max(per_year.values()) * _DENSE, _DENSE_LEAST)
    year = min((year for year, number in per_year.items() if number >= dense), default=min(per_year))
    before = sum(number for one, number in per_year.items() if one < year)
    whole = max(per_year) - min(per_year) + 1
    if before > len(days) * _SPARSE or year - min(per_year) <= whole * _MOST_OF_IT:
        return None
    return date(year, 1, 1)


def _ids(chronology: Chronology, by: str) -> Callable[[Event], Iterable[str]]:
    """Return what gives the ids of an event's series; actors and places with what they are part of."""
    match by:
        case "theme":
            return lambda event: event.themes
        case "status":
            return lambda event: (event.status.value,)

    kind: Literal["actor", "place"] = "actor" if by == "actor" else "place"

    def own(event: Event) -> tuple[str, ...]:
        return event.involved if kind == "actor" else (*event.places, *event.about_places)

    if chronology.selection and chronology.selection.exact:
        return own
    return lambda event: tuple(dict.fromkeys(whole for one in own(event) for whole in chronology.wholes(kind, one)))


def series_of(chronology: Chronology, by: str) -> list[Series]:
    """Return what the events have of a kind: statuses in their order, others most events first."""
    if by == "status":
        have = {event.status for event in chronology.events}
        return [Series(one.value, one.value) for one in Status if one in have]
    ids = _ids(chronology, by)
    counted = Counter(one for event in chronology.events for one in ids(event))
    vocabulary = chronology.vocabulary("actor" if by == "actor" else "theme" if by == "theme" else "place")
    ordered = sorted(counted, key=lambda one: (-counted[one], one))
    return [Series(one, vocabulary[one].name) for one in ordered]


def fitting_period(chronology: Chronology) -> str:
    """Return the period that gives a chart of a readable length."""
    days = [found for event in chronology.events if (found := began(event.date))]
    if not days:
        return "year"
    first = beginning(chronology, [one for one, _ in days]) or date.min
    months = _month(max(last for _, last in days)) - _month(max(min(one for one, _ in days), first))
    return "month" if months <= 40 else "quarter" if months <= 120 else "year"


def density(chronology: Chronology, by: str, per: str) -> Density:
    """Return how many events began in each period, by theme, status, actor or place."""
    size, ids = _MONTHS_IN[per], _ids(chronology, by)
    dated = {event.id: period for event in chronology.events if (period := _period(event, size)) is not None}
    first = beginning(
        chronology, [date(month // 12, month % 12 + 1, 1) for month in (n * size for n in dated.values())]
    )
    opening = _month(first) // size if first else 0
    counts: dict[int, Counter[str]] = {}
    totals: Counter[int] = Counter()
    without = 0
    for event in chronology.events:
        if (period := dated.get(event.id, -1)) >= opening:
            totals[period] += 1
            own = list(ids(event))
            without += not own
            counts.setdefault(period, Counter()).update(own)
    span = range(min(totals), max(totals) + 1) if totals else range(0)
    reached = _month(chronology.reach) // size
    periods = [
        Period(_name(period, per), dict(counts.get(period, {})), totals[period], period > reached) for period in span
    ]
    have = {one for counted in counts.values() for one in counted}
    series = tuple(one for one in series_of(chronology, by) if one.id in have)
    earlier = len(dated) - totals.total()
    return Density(
        per, series, tuple(periods), len(chronology.events) - len(dated), without, first if earlier else None, earlier
    )


def _period(event: Event, size: int) -> int | None:
    """Return the period of so many months in which an event began; None where that may be one of several."""
    days = began(event.date)
    if days is None or _month(days[0]) // size != _month(days[1]) // size:
        return None
    return _month(days[0]) // size


def lanes(chronology: Chronology, by: str, most: int) -> Lanes:
    """Return the events of each actor, theme, place or status, where they lie on a line of time."""
    marks = [_mark(event) for event in chronology.events]
    marks.sort(key=lambda mark: mark.first)
    first = max(marks[0].first, beginning(chronology, [mark.first for mark in marks]) or date.min)
    last = max(first, min(max(mark.last or mark.first for mark in marks), chronology.asked_days[1] or date.max))
    shown = [mark for mark in marks if (mark.last or mark.first) >= first or mark.last is None]
    ids = _ids(chronology, by)
    series = series_of(chronology, by)
    found = [Lane(one, own) for one in series if (own := tuple(mark for mark in shown if one.id in ids(mark.event)))]
    without = sum(not any(True for _ in ids(mark.event)) for mark in shown)
    drawn = {mark.event.id for lane in found[:most] for mark in lane.marks if mark.first < first}
    return Lanes(
        first, last, tuple(found[:most]), len(marks) - len(shown), max(len(found) - most, 0), without, len(drawn)
    )


def _mark(event: Event) -> Mark:
    when = event.date
    return Mark(event, when.earliest or anchor(when), when.latest if when.earliest else anchor(when))


def stacked(spans: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """Return the row of each span of columns, both ends included, and how many rows they take: none covers another.

    Long ones lie at the bottom, the others above them in their order, each in the lowest row that is free.
    """
    taken: list[int] = []  # a bit for each column of a row
    found = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda one: -max(spans[one][1] - spans[one][0] - _SHORT, 0)):
        start, end = spans[place]
        columns = ((1 << (end - start + 1)) - 1) << start
        row = next((row for row, have in enumerate(taken) if not have & columns), len(taken))
        if row == len(taken):
            taken.append(0)
        taken[row] |= columns
        found[place] = row
    return found, len(taken)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _name(period: int, per: str) -> str:
    if per == "year":
        return f"{period:04}"
    if per == "quarter":
        return f"{period // 4:04} Q{period % 4 + 1}"
    return f"{period // 12:04} {MONTHS[period % 12][:3]}"


def ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Return up to ``most`` days with names that mark an axis: years, or months where it is short."""
    years = last.year - first.year + 1
    if years <= 2 and most >= 3:
        months = [date(month // 12, month % 12 + 1, 1) for month in range(_month(first), _month(last) + 1)]
        step = -(-len(months) // most)
        shown = [day for day in months if (day.month - 1) % step == 0 and day >= first.replace(day=1)]
        return [(max(day, first), f"{MONTHS[day.month - 1][:3]} {day.year}") for day in shown]
    step = next(step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000) if years / step <= most)
    return [
        (date(year, 1, 1), str(year))
        for year in range(first.year, last.year + 1)
        if year % step == 0 and date(year, 1, 1) >= first
    ]


def share(day: date, first: date, last: date) -> float:
    """Return where a day lies between two, from 0 to 1."""
    whole = (last - first + timedelta(days=1)).days
    return min(max((day - first).days / whole, 0.0), 1.0)
