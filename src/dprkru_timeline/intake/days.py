"""Dates of foreign files: read without guessing. The order of day and month is decided once a column, or refused.

No date comes out more precise than it stood there. What EDTF has no words for ("early June 2024") becomes the time that
surely holds it, and the words are kept beside it.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dprkru_timeline.curate.change import read_date
from dprkru_timeline.edtf import Date, Edtf, parse_edtf
from dprkru_timeline.errors import AmbiguousDate, EdtfError, UsageError
from dprkru_timeline.intake.draft import Cell, When
from dprkru_timeline.text import shortened

ORDERS = ("dmy", "mdy", "ymd", "serial")
_ORDERED = r"([0-9]{1,4})([-/.\s])\s*([0-9]{1,2})\2\s*([0-9]{1,4})"
_TIME = (
    r"(?P<day>.*?[0-9])(?:[T\s,]+|\s+at\s+)(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)
_VAGUE = r"(?i)(?:early|mid|late|(?:the )?(?:beginning|start|middle|end)(?: of)?)[-\s]+(?:in\s+)?(.*[0-9]{4})"
_LONGEST = 100  # characters of a date
# Of these words the query makes a time that lasts; of an event they say between which days its one day lies.
_BOUNDS = (
    r"(?i)(not before|no earlier than|after|before|by|no later than|not after)\s+(.+)|between\s+(.+?)\s+and\s+(.+)"
)
# Excel's days count from the last of 1899, since its year 1900 has a 29 February, which is number 60.
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_NO_DAY = 60
_FIRST_SERIAL, _LAST_SERIAL = 1, 2_958_465  # 31 December 9999
_HOURS_FROM_MIDNIGHT = 3  # of UTC, in which it is another day nearly everywhere
NEAR_MIDNIGHT = "a time of day near midnight in UTC (elsewhere another day)"


class Order(NamedTuple):
    """In which order the numbers of a column's dates stand, and in which system of days its workbook counts."""

    name: str = ""
    since_1904: bool = False
    said: str = ""  # by a person, so that it holds for every column


class Day(NamedTuple):
    """A date read: EDTF text; the words that it does not say in full; what was left out of it."""

    edtf: str
    words: str = ""
    left_out: str = ""


class Evidence:
    """What the dates of a column say of their order; fed cell by cell, so that a million of them take no room."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, str]] = {}
        self._open: tuple[str, str] | None = None
        self._count = 0

    def look(self, cell: Cell, place: str) -> None:
        """Take a cell into account."""
        if not isinstance(cell, str):
            return
        match = re.fullmatch(_ORDERED, _without_time(cell.strip())[0])
        if not match or len(match[1]) > 2:
            return
        first, second = int(match[1]), int(match[3])
        has_year_last = len(match[4]) == 4
        if second > 12 >= first:
            order = "mdy"
        elif first > 31 and not has_year_last:
            order = "ymd"
        elif first > 12 >= second and has_year_last:  # with two digits the first may be the year
            order = "dmy"
        elif first != second or not has_year_last:
            self._open = self._open or (cell, place)
            self._count += 1
            return
        else:
            return
        self._seen.setdefault(order, (cell, place))

    def order(self, column: str) -> str:
        """Return the order that is certain; empty where nothing depends on it.

        Raises:
            UsageError: the column has both orders, or dates that can be read both ways and none that decides.
        """
        if len(self._seen) > 1:
            shown = " and ".join(f'"{shortened(cell)}" ({place})' for cell, place in list(self._seen.values())[:2])
            raise UsageError(
                f"{column} has dates in two orders: {shown}",
                "write --dates dmy, mdy or ymd: those that can't be read so are refused, row by row",
            )
        if self._seen:
            return next(iter(self._seen))
        if self._open:
            cell, place = self._open
            raise UsageError(
                f'{column} can be read in more than one order: "{shortened(cell)}" ({place}), {self._count:,} such in '
                "all, and none that decides",
                "write --dates dmy (the day first), mdy (the month first) or ymd (the year first)",
            )
        return ""


def read_when(when: When, order: Order) -> Day:
    """Return the date that stands in a file.

    Raises:
        EdtfError, UsageError: it is none, or can be read in more than one way.
    """
    if when.exact:
        return Day(str(parse_edtf(when.exact)))
    if _is_empty(when.start) and when.shown:
        return _read(when.shown, "", order)
    if _is_empty(when.start):
        raise UsageError("has no date")
    try:
        found = _span(when, order)
        return _as_shown(found, when, order) if when.shown else found
    except OverflowError:
        raise UsageError("lies outside the years 1 to 9999") from None


def _span(when: When, order: Order) -> Day:
    """Return a date, or from one to another."""
    start = _read(when.start, when.precision, order)
    if _is_empty(when.end):
        return start
    end = _read(when.end, when.end_precision, order)
    left = start.left_out or end.left_out
    if start.edtf == end.edtf:
        return start._replace(left_out=left)
    first, last = parse_edtf(start.edtf), parse_edtf(end.edtf)
    if not (isinstance(first, Date) and isinstance(last, Date)):
        raise UsageError(f"begins on {start.edtf} and ends on {end.edtf}, which make no span")
    words = " to ".join(one.words for one in (start, end) if one.words)
    return Day(str(parse_edtf(f"{start.edtf}/{end.edtf}")), words, left)


def _as_shown(found: Day, when: When, order: Order) -> Day:
    """Return what a date's text for readers leaves of it: where that says less, it says less."""
    try:
        told = _read(when.shown, "", order)
    except (UsageError, AmbiguousDate):
        return found if _says_as_much(found.edtf, when.shown) else found._replace(words=when.shown)
    inner, outer = parse_edtf(found.edtf), parse_edtf(told.edtf)
    if _holds(outer, inner) and outer != inner:
        return told
    return found


def _says_as_much(edtf: str, shown: str) -> bool:
    """Tell whether a text for readers names the day and the year of a date, such as "Wednesday, 19 June 2024"."""
    value = parse_edtf(edtf)
    day = value.earliest
    return day is not None and str(day.year) in shown and re.search(rf"\b0?{day.day}\b", shown) is not None


def _holds(outer: Edtf, inner: Edtf) -> bool:
    first, last = outer.earliest or date.min, outer.latest or date.max
    return first <= (inner.earliest or date.min) and (inner.latest or date.max) <= last


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _read(cell: Cell, precision: str, order: Order) -> Day:
    if isinstance(cell, date) and (cell.year, cell.month, cell.day) == (1900, 2, 28) and not order.since_1904:
        raise UsageError("may be the 29 February 1900 of a spreadsheet, a day that never was", "correct it there")
    if isinstance(cell, datetime):
        has_time = (cell.hour, cell.minute, cell.second) != (0, 0, 0)
        return Day(_to_precision(cell.date(), precision), left_out="a time of day" if has_time else "")
    if isinstance(cell, date):
        return Day(_to_precision(cell, precision))
    if isinstance(cell, bool) or cell is None:
        raise UsageError("is no date")
    if isinstance(cell, int | float):
        return _of_number(cell, order)
    return _of_text(cell, order)


def _to_precision(day: date, precision: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def _of_number(number: float, order: Order) -> Day:
    if not -_LAST_SERIAL < number < 100_000_000:  # nor what is no number
        raise UsageError(f"{number:g} is no date")
    if number == int(number) and 1000 <= number <= 2999 and order.name != "serial":
        return Day(f"{int(number):04}")
    if number == int(number) and re.fullmatch(
        r"[12][0-9]{3}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", f"{int(number)}"
    ):
        return _of_text(f"{int(number)}", order)
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise UsageError(f"{number:g} is no date")
    day = serial_day(int(number), since_1904=order.since_1904)
    if order.name != "serial":
        raise UsageError(
            f"{int(number)} may be Excel's number of a day ({day})",
            "format the column as dates, or write --dates serial",
        )
    return Day(day.isoformat(), left_out="a time of day" if number % 1 else "")


def serial_day(number: int, *, since_1904: bool = False) -> date:
    """Return the day of a spreadsheet's number (ECMA-376 part 1, 18.17.4.1).

    Raises:
        UsageError: it is 60 in the system of 1900, the 29 February 1900, which never was.
    """
    if not since_1904 and number == _NO_DAY:
        raise UsageError("is the 29 February 1900 of a spreadsheet, a day that never was", "correct it there")
    early = 0 if since_1904 or number > _NO_DAY else 1
    if number + early > _LAST_SERIAL - (1462 if since_1904 else 0):
        raise UsageError(f"{number} is no day of the years to 9999")
    return _DAY_ZERO[since_1904] + timedelta(days=number + early)


def _of_text(text: str, order: Order) -> Day:
    plain, left_out = _without_time(" ".join(text.split()))
    is_serial = order.name == "serial" and re.fullmatch(r"[0-9]{1,7}(?:\.[0-9]+)?", plain)
    if is_serial or re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", plain):
        return _of_number(float(plain), order)
    found = _in_order(plain, order.name) or _bounded(plain)
    if match := re.fullmatch(r"([0-9]{4}(?:-(?!00)[0-9]{2})?)(?:-00)+", plain):  # a nought for what is not known
        found = match[1]
    if found:
        return Day(str(parse_edtf(found)), left_out=left_out)
    try:
        return Day(read_date(plain, None), left_out=left_out)
    except AmbiguousDate:
        raise
    except EdtfError:
        if match := re.fullmatch(_VAGUE, plain):
            return Day(read_date(match[1], None), plain, left_out)
        raise


def _bounded(text: str) -> str:
    """Return one day of those that words such as "before" leave; empty where there is no such word."""
    match = re.fullmatch(_BOUNDS, text) if len(text) <= _LONGEST else None
    if not match:
        return ""
    if match[3]:
        first = parse_edtf(read_date(match[3], None)) if re.search("[0-9]{4}", match[3]) else None
        if first is None:  # "between 8 and 13 October 2024": the rest stands at the end
            first = parse_edtf(read_date(re.sub(r"^\s*[0-9]{1,2}", match[3].strip(), match[4]), None))
        last = parse_edtf(read_date(match[4], None))
        return str(parse_edtf(f"[{first.earliest}..{last.latest}]"))
    word, first = match[1].lower(), parse_edtf(read_date(match[2], None))
    if first.earliest is None or first.latest is None:
        raise UsageError(f'"{shortened(text)}" has no first and last day')
    if word in ("not before", "no earlier than"):
        return f"[{first.earliest}..]"
    if word == "after":
        return f"[{first.latest + timedelta(days=1)}..]"
    if word == "before":
        return f"[..{first.earliest - timedelta(days=1)}]"
    return f"[..{first.latest}]"


def _without_time(text: str) -> tuple[str, str]:
    """Return a date without its time of day, and what is to be said of that."""
    text = " ".join(text.split())
    match = re.fullmatch(_TIME, text) if len(text) <= _LONGEST else None
    if not match or int(match["time"].partition(":")[0]) > 24:
        return text, ""
    hour = int(match["time"].partition(":")[0])
    if set(match["time"]) <= set("0:.,"):
        return match["day"], ""
    if match["zone"] in ("Z", "UTC", "GMT") and is_near_midnight(hour) and not match["half"]:
        return match["day"], NEAR_MIDNIGHT
    return match["day"], "a time of day"


def is_near_midnight(hour: int) -> bool:
    """Tell whether an hour of UTC lies on another day nearly everywhere."""
    return not _HOURS_FROM_MIDNIGHT <= hour < 24 - _HOURS_FROM_MIDNIGHT


def _in_order(text: str, order: str) -> str:
    """Return three numbers with the year last, or of two digits, in ISO's order; empty for anything else.

    Raises:
        UsageError: a part of it can't be what the order says.
    """
    match = re.fullmatch(_ORDERED, text)
    if not match or not order or order == "serial" or len(match[1]) > 2:
        return ""
    parts = match[1], match[3], match[4]
    day, month, year = {"dmy": parts, "mdy": (parts[1], parts[0], parts[2]), "ymd": parts[::-1]}[order]
    if len(year) == 2:
        year = f"{2000 + int(year) if int(year) < 69 else 1900 + int(year)}"  # as POSIX reads them, strptime's %y
    if len(year) != 4 or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        raise UsageError(f'"{shortened(text)}" can\'t be read with {_NAMES[order]}')
    return f"{year}-{int(month):02}-{int(day):02}"


_NAMES = {"dmy": "the day first", "mdy": "the month first", "ymd": "the year first"}


def _part(cell: Cell, place: int) -> str:
    """Return year, month or day of a cell that has it, or that is a true date."""
    if _is_empty(cell):
        return ""
    if isinstance(cell, date):
        return f"{(cell.year, cell.month, cell.day)[place]}"
    if isinstance(cell, float):
        if not -_LAST_SERIAL < cell < _LAST_SERIAL:
            raise UsageError(f"{cell:g} is no part of a date")
        return str(int(cell))
    return str(cell).strip()


def joined(parts: Iterable[Cell]) -> str:
    """Return year, month and day of columns of their own as one text; what is empty, and what follows it, is left out.

    Raises:
        UsageError: there is a day and no month, or a part is no number and no month's name.
    """
    texts = [_part(one, place) for place, one in enumerate(parts)]
    year, month, day = (*texts, "", "")[:3]
    if day in ("0", "00"):
        day = ""
    if month in ("0", "00"):
        month = ""
    if not year:
        return ""
    if len(year) < 3 and year.isdecimal():
        raise UsageError(f"has the year {year}, of two digits", "write it with four")
    if day and not month:
        raise UsageError("has a year and a day, and no month")
    if month and not month.isdecimal():
        return str(read_date(f"{day} {month} {year}".strip(), None))
    return "-".join([year.zfill(4) if year.isdecimal() else year, *(one.zfill(2) for one in (month, day) if one)])
