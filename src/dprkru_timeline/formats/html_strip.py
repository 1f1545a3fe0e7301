"""The strip of a page: how many events began in each quarter, as bars that the page's script makes filters of.

It begins where the events become dense, so that a few forerunners do not press it flat; those are told as a number.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dprkru_timeline.derive.stats import began
from dprkru_timeline.edtf.value import MONTHS, Edtf
from dprkru_timeline.model import Event

# So many bars can be told apart, and pressed, on a screen of usual width; a bar of a month is for short times.
_MOST, _MOST_MONTHS = 40, 24
_MOST_DECADES = 60
# Bars by the months that each has, and the groups under which they stand.
_UNITS = (
    ("month", 1, "year", 12),
    ("quarter", 3, "year", 12),
    ("year", 12, "decade", 120),
    ("decade", 120, "century", 1200),
)
# A year is dense with this share of what the fullest has; only so many of all events may stand before the first.
_DENSE, _FEW = 1 / 20, 1 / 4
# The height of the highest bar, in pixels.
_HIGH = 56

Months = tuple[int, int]


class Bar(NamedTuple):
    """A bar: the months that it stands for, as text and in words, how many events began in them, and its height."""

    when: str
    name: str
    number: int
    height: int


class Group(NamedTuple):
    """The bars of a year, or of a decade or century, with its name, and a shorter one where it has little room."""

    when: str
    name: str
    short: str
    bars: tuple[Bar, ...]

    @property
    def number(self) -> int:
        """How many events began in it."""
        return sum(bar.number for bar in self.bars)


class Strip(NamedTuple):
    """A strip: bars by ``per`` in groups by ``wider``, and in words what is in none of them."""

    per: str
    wider: str
    groups: tuple[Group, ...]
    left: str


def began_in(when: Edtf) -> str:
    """Return the month in which something dated so began, or the months, as text: "2024-11", "2024-01..2024-12"."""
    months = _months(when)
    return _text(*months) if months else ""


def strip(events: Iterable[Event]) -> Strip | None:
    """Return the strip of some events; nothing where no beginning is known, or more time passes than bars show."""
    found = [months for event in events if (months := _months(event.date))]
    if not found:
        return None
    start = min(first for first, _ in found)
    end = max(last for _, last in found)
    if _number(start, end, 3) > _MOST:
        start = _dense_from(Counter(first // 12 for first, _ in found)) * 12
    unit = next((unit for unit in _UNITS if _number(start, end, unit[1]) <= _most(unit[0])), None)
    if unit is None:
        return None
    per, size, wider, wide = unit
    counts = Counter(first // size for first, last in found if first // size == last // size and first >= start)
    if not counts:
        return None
    earlier = sum(last < start for _, last in found)
    most = max(counts.values())
    groups = []
    for group in range(start // wide, end // wide + 1):
        first, last = max(group * wide, start // size * size), min((group + 1) * wide - 1, end)
        bars = [_bar(period, size, counts[period], most) for period in range(first // size, last // size + 1)]
        span = (group * wide, (group + 1) * wide - 1)
        name = _name(*span)
        groups.append(Group(_text(*span), name, _short(name) if len(bars) == 1 else name, tuple(bars)))
    unplaced = len(found) - earlier - sum(counts.values())
    left = [f"{earlier:,} before {start // 12}" if earlier else "", f"{unplaced:,} of no one {per}" if unplaced else ""]
    return Strip(per, wider, tuple(groups), "; ".join(filter(None, left)))


def _months(when: Edtf) -> Months | None:
    """Return the first and last month in which something dated so may have begun, counted from year 0."""
    days = began(when)
    return (days[0].year * 12 + days[0].month - 1, days[1].year * 12 + days[1].month - 1) if days else None


def _number(first: int, last: int, size: int) -> int:
    """Return how many bars of so many months there are between two months."""
    return last // size - first // size + 1


def _most(per: str) -> int:
    return {"month": _MOST_MONTHS, "decade": _MOST_DECADES}.get(per, _MOST)


def _dense_from(years: Counter[int]) -> int:
    """Return the first year from which on every year is dense, but for the last, which may be cut short.

    It is the first of all where too many events would stand before it.
    """
    first, last = min(years), max(years)
    enough = max(years.values()) * _DENSE
    dense = last
    while dense > first and years[dense - 1] >= enough:
        dense -= 1
    before = sum(number for year, number in years.items() if year < dense)
    return dense if before <= years.total() * _FEW else first


def _bar(period: int, size: int, number: int, most: int) -> Bar:
    months = (period * size, (period + 1) * size - 1)
    return Bar(_text(*months), _name(*months), number, max(round(_HIGH * number / most), 2) if number else 0)


def _text(first: int, last: int) -> str:
    """Return months as text that can be compared: "2024-10..2024-12"; one month alone."""
    texts = [f"{month // 12:04}-{month % 12 + 1:02}" for month in (first, last)]
    return "..".join(dict.fromkeys(texts))


def _name(first: int, last: int) -> str:
    """Return months in words: "October to December 2024", "2024", "2020 to 2029"."""
    year = str(first // 12)
    if first == last:
        return f"{MONTHS[first % 12]} {year}"
    if last - first < 11:
        return f"{MONTHS[first % 12]} to {MONTHS[last % 12]} {year}"
    return year if last - first == 11 else f"{year} to {last // 12}"


def _short(year: str) -> str:
    return f"’{year[2:]}" if len(year) == 4 else year
