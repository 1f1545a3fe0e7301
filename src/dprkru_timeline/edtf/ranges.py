"""Dates with two ends, or with one, as people type them: "8-13 October 2024", "June to August", "before 2024"."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from dprkru_timeline.edtf.datewords import BOUNDS
from dprkru_timeline.edtf.parse import parse
from dprkru_timeline.edtf.value import Date, Edtf, Interval
from dprkru_timeline.errors import AmbiguousDate, EdtfError

Read = Callable[[str], Edtf]  # reads one date

_WORDS = (
    r"between (.+) and (.+)",
    r"bet\.? (.+) and (.+)",
    r"(?:(?:from|since) )?(.+?) (?:to|until|till|through|thru) (.+)",
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
            yield match[1], match[2]
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
    """Read a date with words before it that say on which side it is open (`BOUNDS`); None where it has none."""
    words = "|".join(map(re.escape, sorted(BOUNDS, key=len, reverse=True)))
    match = re.fullmatch(rf"({words}) (.+?)(?: on| onwards?)?", word)
    return _bounded_reading(BOUNDS[match[1]], match[2], read) if match else None


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
    side, edge = edge_of(bound, value)
    return parse(f"{edge}/.." if side == "since" else f"../{edge}")


def edge_of(bound: str, value: Edtf) -> tuple[str, Date]:
    """Return ``since`` or ``until``, and the date that these take in: before 2024 is until 2023.

    Raises:
        EdtfError: it is open on the side that is asked for.
    """
    start, end = (value.start, value.end) if isinstance(value, Interval) else (value, value)
    edge = start if bound in ("since", "before") else end
    if not isinstance(edge, Date):
        raise EdtfError(str(value), "is open on that side", "write one date, such as 2024-06")
    if bound in ("since", "until"):
        return bound, edge
    beside = parse(_beside(edge, -1 if bound == "before" else 1))
    if not isinstance(beside, Date):  # it is made of one
        raise TypeError(str(beside))
    return ("until" if bound == "before" else "since"), beside


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
