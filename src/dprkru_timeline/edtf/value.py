"""What a date of the profile is: frozen values, with their bounds already worked out.

The terms are those of ISO 8601-2:2019 and the Library of Congress's EDTF text. A value
is made by `parse`; its text is kept, so ``str(value)`` is what was read.
"""

from datetime import date
from enum import IntFlag, StrEnum
from typing import NamedTuple

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class EndKind(StrEnum):
    """Why an end of a date has its bound, or has none."""

    DATE = "date"
    OPEN = "open"  # ".." : goes on, or reaches back, without end
    UNKNOWN = "unknown"  # nothing written: there is an end, and nobody says when


class Qualifier(IntFlag):
    """``?``, ``~`` and ``%`` of EDTF. They never move a bound."""

    NONE = 0
    UNCERTAIN = 1
    APPROXIMATE = 2
    BOTH = 3


class Precision(StrEnum):
    """The finest unit that a date gives in full, finest first."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    THIRD = "third"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    UNKNOWN = "unknown"


# Of a date without any, which nearly all are: to know it by this takes a hundredth of what it takes to unite flags.
UNQUALIFIED = (Qualifier.NONE, Qualifier.NONE, Qualifier.NONE)
_COARSENESS = {precision: place for place, precision in enumerate(Precision)}


class Date(NamedTuple):
    """One date: a day, month, season, quarter, third, half, year, or a mask of unknown digits.

    ``year``, ``month`` and ``day`` are the digits as written, with ``X`` for unknown ones and
    empty where not given; ``month`` may be a sub-year code (21-24, 33-41). ``qualifiers`` has a
    flag for year, month and day each, after EDTF's rule that a qualifier to the right of a part
    holds for all parts to its left.
    """

    text: str
    earliest: date
    latest: date
    year: str
    month: str = ""
    day: str = ""
    time: str = ""
    qualifiers: tuple[Qualifier, Qualifier, Qualifier] = UNQUALIFIED

    def __str__(self) -> str:
        return self.text

    @property
    def start_kind(self) -> EndKind:
        """Always a date."""
        return EndKind.DATE

    @property
    def end_kind(self) -> EndKind:
        """Always a date."""
        return EndKind.DATE

    @property
    def qualifier(self) -> Qualifier:
        """All qualifiers of the parts, united."""
        if self.qualifiers is UNQUALIFIED:
            return Qualifier.NONE
        year, month, day = self.qualifiers
        return year | month | day

    @property
    def precision(self) -> Precision:
        """The finest unit that is given in full."""
        if "X" in self.year:
            known = self.year.rstrip("X")
            if "X" in known or len(known) < 2:
                return Precision.UNKNOWN
            return Precision.DECADE if len(known) == 3 else Precision.CENTURY
        if not self.month or "X" in self.month:
            return Precision.YEAR
        code = int(self.month)
        if code > 12:
            return sub_year_unit(code)
        return Precision.DAY if self.day and "X" not in self.day else Precision.MONTH


class Interval(NamedTuple):
    """From one date to another; an end is None where it is open or unknown.

    Also a range inside a `DateSet` (``2020..2022``), whose missing end is open.
    """

    text: str
    start: Date | None
    end: Date | None
    start_kind: EndKind
    end_kind: EndKind

    def __str__(self) -> str:
        return self.text

    @property
    def earliest(self) -> date | None:
        """The first day of the start, or None."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        """The last day of the end, or None."""
        return self.end.latest if self.end else None

    @property
    def qualifier(self) -> Qualifier:
        """The qualifiers of both ends, united."""
        return (self.start.qualifier if self.start else Qualifier.NONE) | (
            self.end.qualifier if self.end else Qualifier.NONE
        )

    @property
    def precision(self) -> Precision:
        """The coarser precision of its ends."""
        return max((end.precision for end in (self.start, self.end) if end), key=_COARSENESS.__getitem__)


class DateSet(NamedTuple):
    """Several dates: one of them (``[a,b]``), or every one (``{a,b}``)."""

    text: str
    every: bool
    members: tuple[Date | Interval, ...]

    def __str__(self) -> str:
        return self.text

    @property
    def earliest(self) -> date | None:
        """The first day that any member may fall on; None where one has no start."""
        days = [member.earliest for member in self.members]
        return None if None in days else min(day for day in days if day)

    @property
    def latest(self) -> date | None:
        """The last day that any member may fall on; None where one has no end."""
        days = [member.latest for member in self.members]
        return None if None in days else max(day for day in days if day)

    @property
    def start_kind(self) -> EndKind:
        """Open where the set begins with ``..``."""
        return EndKind.DATE if self.earliest else EndKind.OPEN

    @property
    def end_kind(self) -> EndKind:
        """Open where the set ends with ``..``."""
        return EndKind.DATE if self.latest else EndKind.OPEN

    @property
    def qualifier(self) -> Qualifier:
        """The qualifiers of all members, united."""
        united = Qualifier.NONE
        for member in self.members:
            united |= member.qualifier
        return united

    @property
    def precision(self) -> Precision:
        """The coarsest precision of its members."""
        return max((member.precision for member in self.members), key=_COARSENESS.__getitem__)


Edtf = Date | Interval | DateSet


def sub_year_unit(code: int) -> Precision:
    """Return the unit that a sub-year ``code`` (21-24, 33-41) of EDTF level 2 stands for."""
    if code <= 24:
        return Precision.SEASON
    if code <= 36:
        return Precision.QUARTER
    return Precision.THIRD if code <= 39 else Precision.HALF
