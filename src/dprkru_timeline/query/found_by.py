"""What an event is found by, as plain values: what a store keeps beside it, so that a query can be looked up.

Of each field what `expr.FIELDS` says that an event has of it; its days as spans; its text as `search` makes it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Date, Edtf, cover, members_of
from dprkru_timeline.model import Event
from dprkru_timeline.query.expr import DATE_FIELDS, FIELDS
from dprkru_timeline.query.plan import FIRST, LAST
from dprkru_timeline.query.search import texts_of
from dprkru_timeline.query.stems import found_stem

# Fields that are looked up in another way: by the spans, and by the id itself.
_APART = (*DATE_FIELDS, "id")
# Spans of a date with unknown digits; of one that leaves more, such as XXXX-XX-25, the whole hull is kept.
_MOST_SPANS = 60


class Span(NamedTuple):
    """Days in a row that a date may mean, as day numbers (`datetime.date.toordinal`)."""

    first: int
    last: int


def values_of(chronology: Chronology, event: Event) -> Iterator[tuple[str, str]]:
    """Yield the fields and values that an event is found by; its id and its days stand by themselves."""
    for name, field in FIELDS.items():
        if name not in _APART:
            for value in sorted({*field.of(event, chronology)}):
                if value:
                    yield name, value


def spans_of(when: Edtf) -> tuple[list[Span], bool]:
    """Return the spans of a date, and whether it lies in days where any of them does (`edtf.cover`).

    Where not, it only may: then its hull is told.
    """
    spans = []
    for one in members_of(when):
        if isinstance(one, Date) and "X" in one.year + one.month + one.day:
            found = _masked(one)
            if found is None:
                return [Span(_first(when.earliest), _last(when.latest))], False
            spans += found
        else:
            spans.append(Span(_first(one.earliest), _last(one.latest)))
    return sorted(set(spans)), True


def has_hulls(chronology: Chronology) -> bool:
    """Tell whether a date of a chronology lies in days that `spans_of` does not all tell."""
    return any("X" in str(event.date) and not spans_of(event.date)[1] for event in chronology.events)


def _first(day: date | None) -> int:
    return day.toordinal() if day else FIRST


def _last(day: date | None) -> int:
    return day.toordinal() if day else LAST


def _masked(value: Date) -> list[Span] | None:
    """Return the runs of days that unknown digits leave; None where they are too many."""
    if "X" in value.year:  # where they are its last ones, all years between its bounds are meant
        is_one_run = value.year.rstrip("X").isdecimal() and not value.month
        return [Span(value.earliest.toordinal(), value.latest.toordinal())] if is_one_run else None
    spans: list[Span] = []
    for number in range(value.earliest.toordinal(), value.latest.toordinal() + 1):
        day = date.fromordinal(number)
        if cover(value, day, day):
            first = spans.pop().first if spans and spans[-1].last == number - 1 else number
            spans.append(Span(first, number))
    return spans if len(spans) <= _MOST_SPANS else None


def texts_by_event(chronology: Chronology) -> Callable[[Event], str]:
    """Return what gives the searchable text of an event, between two spaces, whatever is known of stems."""
    text = texts_of(chronology.replaced(stems=None))
    return lambda event: f"{text(event)} "


def stems_in(text: str) -> list[str]:
    """Return the stems by which the words of a searchable text are found."""
    return list(dict.fromkeys(one for word in dict.fromkeys(text.split()) if (one := found_stem(word))))
