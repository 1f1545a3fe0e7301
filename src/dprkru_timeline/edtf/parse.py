"""Text to date value: EDTF levels 0 and 1 and the parts of level 2 that a chronology needs.

What is left out, and why, is in ``docs/dates.md``. A text that is refused costs as little as
one that is read: lengths are capped and every pattern is linear. The reasons for a refusal
are worked out afterwards, in `faults`.
"""

import re
from datetime import date

from dprkru_timeline.edtf.bounds import (
    SUB_YEAR_MONTHS,
    mask_bounds,
    month_days,
    sub_year_bounds,
)
from dprkru_timeline.edtf.value import MONTHS, Date, DateSet, Edtf, EndKind, Interval, Qualifier
from dprkru_timeline.errors import EdtfError

MAX_LENGTH = 1000
HEMISPHERE_SEASONS = range(25, 33)

_DATE = (
    r"([?~%]?)([0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_TIME = r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:Z|([+-])([0-9]{2})(?::([0-9]{2}))?)?"
_NEGATIVE = r"([?~%]?)-([0-9X]{4}.*)"
_LONG_YEAR = r"Y-?(?:[1-9][0-9]{4,}|[1-9][0-9]*E[1-9][0-9]*)(?:S[1-9][0-9]*)?"
_SIGNIFICANT = r"-?[0-9]{4}S[1-9][0-9]*"
# Patterns are texts: `re` compiles one when it is first used and keeps it, so a start pays for none.
_FLAGS = {"": Qualifier.NONE, "?": Qualifier.UNCERTAIN, "~": Qualifier.APPROXIMATE, "%": Qualifier.BOTH}


class UnsupportedEdtf(EdtfError):  # noqa: N818
    """Valid EDTF that this profile leaves out by name; ``year`` is its signed year, for ordering."""

    year = 0


class NoForm(EdtfError):  # noqa: N818
    """A part of the text, beginning at ``at``, has the form of no date; `faults` says why."""

    def __init__(self, part: str, at: int, whole: str) -> None:
        super().__init__(whole, "is not a date", "", (at, at + len(part)))
        self.part = part
        self.at = at


def parse(text: str) -> Edtf:
    """Read ``text`` as a date of the profile; `explained.parse_edtf` says of a refusal what is wrong and what is right.

    Raises:
        EdtfError: it is not EDTF, or is impossible or reversed.
        UnsupportedEdtf: it is EDTF of a kind that the profile leaves out.
    """
    return _parse(text)


def _parse(text: str) -> Edtf:
    if day := _plain_day(text):
        return day
    if len(text) > MAX_LENGTH:
        raise EdtfError(text, f"is longer than any date ({len(text):,} characters)")
    if not text:
        raise EdtfError(text, "is empty", "leave the field out, or write a date such as 2024-10")
    if text[0] in "[{":
        return _set(text)
    if "/" in text:
        return _interval(text)
    return _date(text, 0, text)


def _plain_day(text: str) -> Date | None:
    """Return the day that ten characters of its form are, the commonest date by far; None for all else."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        day = date.fromisoformat(text)  # which takes digits only, where both hyphens stand
    except ValueError:
        return None
    return Date(text, day, day, text[:4], text[5:7], text[8:])


def _date(text: str, at: int, whole: str) -> Date:
    """Read one date; ``at`` is its place in the ``whole`` text that an error shows."""
    if plain := _plain_day(text):  # an end of a span
        return plain
    body, separator, rest = text.partition("T")
    time = ""
    if separator and (match := re.fullmatch(_DATE, body)):
        time = _time(separator + rest, match, at + len(body), whole)
    match = re.fullmatch(_DATE, body)
    if match is None or (separator and not time):
        raise _refused(text, at, whole)
    before_year, year, after_year, before_month, month, after_month, before_day, day, after_day = (
        part or "" for part in match.groups()
    )
    if before_year and after_year and not month:
        both = _FLAGS[before_year] | _FLAGS[after_year]
        sign = next(sign for sign, flag in _FLAGS.items() if flag == both)
        span = (at, at + len(text))
        raise EdtfError(whole, "has a qualifier on both sides of its year", f"write {year}{sign}", span)
    bounds = _bounds(year, month, day, match, at, whole)
    if not any((before_year, after_year, before_month, after_month, before_day, after_day)):
        return Date(text, *bounds, year, month, day, time)
    right = [_FLAGS[after_year], _FLAGS[after_month], _FLAGS[after_day]]
    return Date(
        text=text,
        year=year,
        month=month,
        day=day,
        time=time,
        qualifiers=(
            _FLAGS[before_year] | right[0] | right[1] | right[2],
            _FLAGS[before_month] | right[1] | right[2],
            _FLAGS[before_day] | right[2],
        ),
        earliest=bounds[0],
        latest=bounds[1],
    )


def _bounds(year: str, month: str, day: str, match: re.Match[str], at: int, whole: str) -> tuple[date, date]:  # noqa: PLR0913, PLR0917
    """Return the bounds of matched parts, or raise what is impossible in them."""

    def fault(group: int, reason: str, help: str = "") -> EdtfError:  # noqa: A002
        start, end = match.span(group)
        return EdtfError(whole, reason, help, (at + start, at + end))

    if year == "0000":
        raise _unsupported(whole, "has year 0; this program takes years 0001 to 9999", 0)
    number = int(month) if month and "X" not in month else 0
    if number in HEMISPHERE_SEASONS and not day:
        raise _unsupported(
            whole,
            f"has a season of one hemisphere ({number}); this program takes 21 to 24",
            int(year.replace("X", "0")),
        )
    if number in SUB_YEAR_MONTHS:
        if day:
            raise fault(8, f"has a day in a season or part of a year ({number})")
        bounds = sub_year_bounds(year, number)
        if bounds is None:
            raise fault(2, "reaches past year 9999")
        return bounds
    if month and "X" not in month and not 1 <= number <= 12:
        raise fault(
            5,
            f"has month {month}; months are 01 to 12",
            "21 to 24 are spring to winter, 33 to 36 quarters, 37 to 39 thirds, 40 and 41 halves",
        )
    found = mask_bounds(year, month, day)
    if found:
        return found
    if not day:
        raise fault(5, f"has month {month}, which fits no month")
    raise fault(8, *_impossible_day(year, number, day))


def _impossible_day(year: str, month: int, day: str) -> tuple[str, str]:
    """Say why ``day`` fits no day, and what would."""
    if not month or "X" in day:
        return f"has day {day}, which fits no day of that month", ""
    name = MONTHS[month - 1]
    if day == "00":
        return "has day 00; days begin with 01", "" if "X" in year else f"write {year}-{month:02}"
    if month == 2 and day == "29":
        return f"has day 29; February {year} has 28 days", ""
    length = 29 if month == 2 and "X" in year else month_days(int(year.replace("X", "0")) or 4, month)
    return f"has day {day}; {name}{' ' + year if month == 2 else ''} has {length}", ""


def _time(text: str, day: re.Match[str], at: int, whole: str) -> str:
    """Check a time of day; EDTF takes one only after a whole day."""
    match = re.fullmatch(_TIME, text)
    span = (at, at + len(text))
    if match is None:
        raise EdtfError(whole, "has a time of day that is not hh:mm:ss", _time_help(day), span)
    if not day[8] or "X" in day[0]:
        raise EdtfError(whole, "has a time of day without a whole day", "", span)
    hour, minute, second = (int(part) for part in match.groups()[:3])
    if hour > 23 or minute > 59 or second > 59:
        raise EdtfError(whole, f"has the time {text[1:9]}, which no clock shows", _time_help(day), span)
    if match[4]:
        minutes = int(match[5]) * 60 + int(match[6] or 0)
        if int(match[6] or 0) > 59 or minutes > (14 if match[4] == "+" else 12) * 60:
            raise EdtfError(whole, "has a UTC offset outside -12:00 to +14:00", _time_help(day), span)
        if match[4] == "-" and not minutes:
            raise EdtfError(
                whole, "has the UTC offset -00:00; ISO 8601 writes no offset as +00:00", _time_help(day), span
            )
    return text[1:]


def _time_help(day: re.Match[str]) -> str:
    return f"dates here are days; write {day[0]}"


def _interval(text: str) -> Interval:  # noqa: C901
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise _refused(text, 0, text)
    ends = [(start_text, 0), (end_text, len(start_text) + 1)]
    kinds = [EndKind.OPEN if end == ".." else EndKind.DATE if end else EndKind.UNKNOWN for end, _ in ends]
    if EndKind.DATE not in kinds:
        raise EdtfError(text, "has no date at either end", "write 2024-10/.. or ../2024-10")
    dates: list[Date | None] = []
    unsupported: list[UnsupportedEdtf] = []
    for (end, at), kind in zip(ends, kinds, strict=True):
        try:
            dates.append(_date(end, at, text) if kind is EndKind.DATE else None)
        except UnsupportedEdtf as error:
            unsupported.append(error)
            dates.append(None)
    if unsupported:
        if kinds == [EndKind.DATE, EndKind.DATE]:
            years = [end.latest.year if end else error.year for end, error in _paired(dates, unsupported)]
            if years[1] < years[0]:
                raise EdtfError(text, "ends before it begins")
        raise unsupported[0]
    first, last = dates
    for date_, (_, at) in zip(dates, ends, strict=True):
        if date_ and date_.time:
            span = (at + 10, at + 11 + len(date_.time))
            raise EdtfError(text, "has a time of day in an interval", "dates here are days; drop the time", span)
    if first and last and last.latest < first.earliest:
        raise EdtfError(text, "ends before it begins", "an interval has its earlier end first")
    return Interval(text=text, start=first, end=last, start_kind=kinds[0], end_kind=kinds[1])


def _paired(dates: list[Date | None], errors: list[UnsupportedEdtf]) -> list[tuple[Date | None, UnsupportedEdtf]]:
    """Give each end without a date the error that took its place, in order."""
    left = iter(errors)
    return [(end, errors[0] if end else next(left)) for end in dates]


def _set(text: str) -> DateSet:
    if text[-1] != {"[": "]", "{": "}"}[text[0]] or len(text) == 1:
        raise _refused(text, 0, text)
    members: list[Date | Interval] = []
    parts = text[1:-1].split(",")
    unsupported: list[UnsupportedEdtf] = []
    at = 1
    for place, part in enumerate(parts):
        try:
            members.append(_member(part, at, text, first=place == 0, last=place == len(parts) - 1))
        except UnsupportedEdtf as error:
            unsupported.append(error)
        at += len(part) + 1
    if unsupported:
        raise unsupported[0]
    return DateSet(text=text, every=text[0] == "{", members=tuple(members))


def _member(part: str, at: int, whole: str, *, first: bool, last: bool) -> Date | Interval:
    start_text, dots, end_text = part.partition("..")
    if not dots:
        return _timeless(part, at, whole)
    span = (at, at + len(part))
    start = _timeless(start_text, at, whole) if start_text else None
    end = _timeless(end_text, at + len(start_text) + 2, whole) if end_text else None
    if (start is None and (end is None or not first)) or (end is None and not last):
        raise EdtfError(whole, "has .. in the middle or alone", "only a first .. and a last .. are open", span)
    if start and end:
        if start.precision != end.precision:
            raise EdtfError(whole, f"has a range whose ends differ in precision ({part})", "", span)
        if end.latest < start.earliest:
            raise EdtfError(whole, f"has a range that ends before it begins ({part})", "", span)
    return Interval(
        text=part,
        start=start,
        end=end,
        start_kind=EndKind.DATE if start else EndKind.OPEN,
        end_kind=EndKind.DATE if end else EndKind.OPEN,
    )


def _timeless(text: str, at: int, whole: str) -> Date:
    if not text:
        raise EdtfError(whole, "has an empty place in its list", "", (at, at + 1))
    found = _date(text, at, whole)
    if found.time:
        raise EdtfError(whole, "has a time of day in a set", "dates here are days; drop the time", (at, at + len(text)))
    return found


def _unsupported(text: str, reason: str, year: int) -> UnsupportedEdtf:
    error = UnsupportedEdtf(text, reason)
    error.year = year
    return error


def _refused(text: str, at: int, whole: str) -> EdtfError:
    """Return the error for a ``text`` that has the form of no date."""
    if re.fullmatch(_LONG_YEAR, text):
        return _unsupported(whole, "has a year of five or more digits; this program takes 0001 to 9999", 0)
    if re.fullmatch(_SIGNIFICANT, text):
        return _unsupported(whole, "has significant digits (S); write the years it may be, 195X or [1950..1954]", 0)
    negative = re.fullmatch(_NEGATIVE, text)
    if negative and negative[2][:4] != "0000":
        try:
            positive = _date(negative[1] + negative[2], at, whole)
        except UnsupportedEdtf as error:
            error.year = -abs(error.year)
            return error
        except EdtfError:
            pass
        else:
            return _unsupported(whole, "has a year before 1; this program takes 0001 to 9999", -positive.earliest.year)
    return NoForm(text, at, whole)
