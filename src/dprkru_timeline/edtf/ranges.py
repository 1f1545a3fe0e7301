"""Dates with two ends, or with one, as people type them: "8-13 October 2024", "June to August", "before 2024"."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from dprkru_timeline.edtf.parse import parse
from dprkru_timeline.edtf.value import Date, Edtf, Interval
from dprkru_timeline.errors import AmbiguousDate, EdtfError

Read = Callable[[str], Edtf]  # reads one date

SINCE = r"since|from|starting|beginning|no earlier than|not before|on or after"
UNTIL = r"until|till|til|through|thru|up to|to|no later than|not after|on or before"
BEFORE = r"before|prior to|earlier than|bef\.?"
AFTER = r"after|later than|aft\.?"
JOINTS = r"to|until|till|through|thru|and"
_WORDS = (
    r"between (?P<b1>.+) and (?P<b2>.+)",
    r"bet\.? (?P<g1>.+) and (?P<g2>.+)",
    r"(?:(?:from|since) )?(?P<a1>.+?) (?:to|until|till|through|thru) (?P<a2>.+)",
)
_YEARS = r"([0-9]{4})\s*(?:-|\.\.)\s*([0-9]{4})"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"


def two_ends(word: str, read: Read) -> Edtf | None:
    """Read a span of dates; None where it is none.

    Raises:
        AmbiguousDate: an end of it can be read in more than one way.
        EdtfError: it ends before it begins.
    """
    for start, end in _splits(word):
        if found := _joined(start, end, read, word):
            return found
    return None


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of the two ends, for each way to part them."""
    for pattern in _WORDS:
        if match := re.fullmatch(pattern, word):
            start, end = (part for part in match.groups() if part is not None)
            yield start, end
            return
    if (match := re.fullmatch(_YEARS, word)) and match[2] != "9999":  # which says open in library records
        yield match[1], match[2]
        return
    for match in re.finditer(r"\s+-\s+|\s+/\s+|--|\.\.|\s*-\s*", word):
        yield word[: match.start()].strip(), word[match.end() :].strip()


def _joined(start: str, end: str, read: Read, word: str) -> Edtf | None:
    texts = _completed(start, end)
    if texts is None:
        return None
    try:
        first, last = map(read, texts)
    except AmbiguousDate as error:
        raise EdtfError(word, error.reason, "give both ends with their years") from None
    except EdtfError:
        return None
    if not (isinstance(first, Date) and isinstance(last, Date)):
        return None
    if first.earliest > last.earliest and texts[0] != start and re.search("[a-z]", start):
        # December to January 2024: of the year before
        before = read(texts[0].replace(last.year, f"{int(last.year) - 1:04}"))
        first = before if isinstance(before, Date) else first
    if first.earliest > last.earliest:
        raise EdtfError(word, "ends before it begins")
    return parse(f"{first}/{last}")


_NAMED = r"[a-z]{3,9}\.?"
_YEAR_LAST = r",?\s+([0-9]{4})"


def _completed(start: str, end: str) -> tuple[str, str] | None:  # noqa: C901, PLR0911 - a form each
    """Return both ends with what only one of them says: the year, or the month; None where neither has a year."""
    if not start or not end:
        return None
    year = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", end)
    if not re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", start) and year and "last" not in start:
        month = re.search(rf"\b({_NAMED})(?=,?\s|$)", re.sub(_DAY, "", end))
        if re.fullmatch(_DAY, start):  # 8-13 October 2024
            if month is None:
                return None
            return f"{start} {month[1]} {year[0]}", end
        named = re.fullmatch(rf"({_NAMED})\s+{_DAY}", start)
        if named and re.fullmatch(rf"{_DAY}{_YEAR_LAST}", end):  # October 8-13, 2024
            return f"{start} {year[0]}", f"{named[1]} {end}"
        if re.fullmatch(rf"q[1-4]|h[12]|spring|summer|autumn|fall|{_NAMED}|{_DAY}\s+{_NAMED}|{_NAMED}\s+{_DAY}", start):
            return f"{start} {year[0]}", end
        return None
    if not year and (early := re.match(r"([0-9]{4})[\s,]+(.*)", start)):  # 2024 June-August, 2024 October 8-13
        named = re.fullmatch(rf"({_NAMED})\s+{_DAY}", early[2])
        if named and re.fullmatch(_DAY, end):
            return f"{early[2]} {early[1]}", f"{named[1]} {end} {early[1]}"
        if re.fullmatch(rf"{_NAMED}|{_NAMED}\s+{_DAY}|q[1-4]|h[12]", end) and not early[2].isdigit():
            return f"{early[2]} {early[1]}", f"{end} {early[1]}"
    if (
        not year
        and (early := re.search(r"(?<![0-9])[0-9]{4}$", start))
        and re.fullmatch(rf"{_NAMED}|{_DAY}\s+{_NAMED}", end)
    ):
        return start, f"{end} {early[0]}"  # june 2024 to august
    return start, end


def one_end(word: str, read: Read) -> Edtf | None:
    """Read a date with a word that says on which side it is open; None where it has none.

    "Since" and "until" take their date in; before it and after it begin on the next day, month or year.
    """
    for words, bound in ((SINCE, "since"), (UNTIL, "until"), (BEFORE, "before"), (AFTER, "after")):
        match = re.fullmatch(rf"(?:{words}) (.+?)(?: on| onwards?)?", word)
        if match:
            return _bounded_reading(bound, match[1], read)
    return None


def _bounded_reading(bound: str, text: str, read: Read) -> Edtf:
    try:
        return bounded(bound, read(text))
    except AmbiguousDate as error:
        readings = [str(bounded(bound, parse(one))) for one in error.readings]
        raise AmbiguousDate(text, error.reason, readings) from None


def bounded(bound: str, value: Edtf) -> Edtf:
    """Return what lies ``since``, ``until``, ``before`` or ``after`` a date.

    Raises:
        EdtfError: it is open on the side that is asked for.
    """
    start, end = (value.start, value.end) if isinstance(value, Interval) else (value, value)
    edge = start if bound in ("since", "before") else end
    if not isinstance(edge, Date):
        raise EdtfError(str(value), "is open on that side", "write one date, such as 2024-06")
    match bound:
        case "since":
            return parse(f"{edge}/..")
        case "until":
            return parse(f"../{edge}")
        case "before":
            return parse(f"../{_beside(edge, -1)}")
    return parse(f"{_beside(edge, 1)}/..")


def _beside(value: Date, step: int) -> str:
    """Return the day, month or year before (-1) or after (1) a date; of a season, quarter or half the day."""
    plain = value.text.isascii() and not any(value.qualifiers) and "X" not in value.text
    number = int(value.year) if plain else 0
    if plain and not value.month:
        if not 1 <= number + step <= 9999:
            raise EdtfError(value.text, "has no year on that side", "years are 0001 to 9999")
        return f"{number + step:04}"
    if plain and not value.day and int(value.month) <= 12:
        month = number * 12 + int(value.month) - 1 + step
        return f"{month // 12:04}-{month % 12 + 1:02}"
    day = value.earliest if step < 0 else value.latest
    try:
        return (day + timedelta(days=step)).isoformat()
    except OverflowError:
        raise EdtfError(value.text, "has no day on that side", "years are 0001 to 9999") from None
