"""Dates as people type them, read without guessing: "june 2024", "90d", "last year".

What is typed with a month's precision stays a month. What can be read two ways is refused,
with the readings. The only importer of python-dateutil's parser, which fills what is not
typed from a default: so everything is parsed against two defaults that differ in every
field, and only what both readings share was typed.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from dprkru_timeline.edtf.length import SPAN, Span, parse_span, shifted
from dprkru_timeline.edtf.parse import parse_edtf
from dprkru_timeline.edtf.value import MONTHS, Edtf
from dprkru_timeline.errors import AmbiguousDate, EdtfError


def _prefixes(words: list[str]) -> str:
    """Return a pattern for each word and its first three (or four) letters."""
    return "|".join(f"{word}|{word[:3]}|{word[:4]}" for word in words)


_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTHS = [name.lower() for name in MONTHS]
_LONGEST = 40
_EXAMPLES = (
    "write 2024, 2024-06, june 2024, summer 2024, 19 June 2024, 2024-Q2, 2024-06/2024-08, last year, 90d or today"
)
_RELATIVE = r"(last|this|next)\s+(week|month|year)"
_SEASON = r"(spring|summer|autumn|fall|winter)(?:\s+of)?\s+([0-9]{4})"
_WINTER = r"winter(?:\s+of)?\s+([0-9]{4})\s*[-/–]\s*([0-9]{2})?([0-9]{2})"
_QUARTER = r"([0-9]{4})[-\s]?q([1-4])|q([1-4])[-\s]?([0-9]{4})"
_NUMBERS = r"([0-9]{1,2})[-/.\s]([0-9]{1,2})[-/.\s]([0-9]{4}|[0-9]{2})"
_MONTH_YEAR = r"([0-9]{1,2})[-/.\s]([0-9]{4})"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_TOKENS = {
    "month": _prefixes(_MONTHS),
    "weekday": _prefixes(_WEEKDAYS) + "|thurs",
    "day": r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?",
    "year": r"[0-9]{4}",
    "of": "of",
}
_PLAIN = r"[0-9]{4}(?:-[0-9]{2}){0,2}"


def guess(text: str, today: date) -> Edtf:
    """Read a date typed by a person; ``today`` is the day that "last year" counts from.

    Raises:
        AmbiguousDate: it can be read in more than one way; the error carries the readings.
        EdtfError: it is no date.
    """
    typed = " ".join(text.split())
    if not typed:
        raise EdtfError(text, "is empty", _EXAMPLES)
    try:
        return parse_edtf(typed)
    except EdtfError as error:
        refusal = error
    word = typed.casefold().replace("–", "-")
    if re.fullmatch("[0-9]{1,2}", word):
        raise EdtfError(text, "is no date by itself", 'a date with spaces stands in quotes: "19 June 2024"')
    if len(word) > _LONGEST or not word.isascii() or re.fullmatch(_PLAIN, word):
        raise refusal
    edtf = _relative(word, text, today) or _sub_year(word, text) or _numbers(word, text)
    if edtf is None and re.search(r"[a-z]{3}", word):
        edtf = _named(word, text, today)
    if edtf is None:
        raise refusal if refusal.help.startswith("write ") else EdtfError(text, refusal.reason, _EXAMPLES)
    return parse_edtf(edtf)


def _relative(word: str, text: str, today: date) -> str | None:
    try:
        return _days_from(word, today)
    except (OverflowError, ValueError):
        raise EdtfError(text, "lies outside the years 1 to 9999", _EXAMPLES) from None


def _days_from(word: str, today: date) -> str | None:
    fixed = {"today": 0, "yesterday": 1, "tomorrow": -1}
    if word in fixed:
        return (today - timedelta(days=fixed[word])).isoformat()
    if re.fullmatch(SPAN, span := re.sub(r"\s+ago$", "", word)):
        return shifted(today, parse_span(span), back=True).isoformat()
    if match := re.fullmatch(_RELATIVE, word):
        back = {"last": 1, "this": 0, "next": -1}[match[1]]
        if match[2] == "year":
            return f"{today.year - back:04}"
        if match[2] == "month":
            return shifted(today, Span(back, "mo"), back=True).isoformat()[:7]
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return f"{monday}/{monday + timedelta(days=6)}"
    return None


def _sub_year(word: str, text: str) -> str | None:
    if match := re.fullmatch(_WINTER, word):
        second = f"{int(match[1]) + 1:04}"
        if second != f"{match[2] or second[:2]}{match[3]}":
            raise EdtfError(text, "names a winter of years that don't follow each other", "write winter 2024-25")
        return f"{match[1]}-24"
    word = re.sub(r"([0-9]{4})\s+(spring|summer|autumn|fall|winter)", r"\2 \1", word)
    if match := re.fullmatch(_SEASON, word):
        year = int(match[2])
        if match[1] == "winter" and year == 9999:  # the other reaches past the last year
            return f"{year - 1}-24"
        if match[1] == "winter" and year > 1:
            readings = (f"{year - 1:04}-24", f"{year:04}-24")
            typed = f"winter {year - 1:04}-{year % 100:02}", f"winter {year:04}-{(year + 1) % 100:02}"
            raise AmbiguousDate(text, f"may be {typed[0]} or {typed[1]}", readings, typed=typed)
        return f"{match[2]}-{_SEASONS[match[1]]}"
    if match := re.fullmatch(_QUARTER, word):
        return f"{match[1] or match[4]}-{32 + int(match[2] or match[3])}"
    if word in _SEASONS:
        raise EdtfError(text, "has no year", f"write {word} 2024")
    return None


def _numbers(word: str, text: str) -> str | None:
    """Read day and month as numbers, in the one order that is possible."""
    if match := re.fullmatch(_MONTH_YEAR, word):
        if 1 <= int(match[1]) <= 12:
            return f"{match[2]}-{int(match[1]):02}"
        raise EdtfError(text, f"has month {match[1]}; there are 12", _EXAMPLES)
    match = re.fullmatch(_NUMBERS, word)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), match[3]
    if len(year) == 2:
        raise EdtfError(text, "has a year of two digits", "write the year with four digits, first: 2024-06-19")
    readings = sorted(
        f"{year}-{month:02}-{day:02}"
        for month, day in {(first, second), (second, first)}
        if 1 <= month <= 12 and 1 <= day <= monthrange(int(year) or 4, month)[1]
    )
    if not readings:
        raise EdtfError(text, "is not a day of any month", _EXAMPLES)
    if len(readings) > 1:
        raise AmbiguousDate(text, "can be read with the day or the month first", readings)
    return readings[0]


def _named(word: str, text: str, today: date) -> str | None:
    """Read a date with a month's name by dateutil, keeping only what was typed."""
    if not _is_named_date(word):
        return None
    from dateutil.parser import ParserError, parse

    word = re.sub(r"\bof\b", " ", word)
    word = re.sub(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*", r"\1", word)  # dateutil knows "thu", not "thurs"
    found: list[datetime] = []
    for default in (datetime(2001, 1, 1), datetime(2004, 2, 28)):  # noqa: DTZ001 - days have no zone
        try:
            found.append(parse(word, default=default))
        except (ParserError, OverflowError, ValueError):
            return _as_typed(word)
    one, other = found
    if one.month != other.month:
        return None
    tokens = _kinds(word)
    if "weekday" in tokens and "day" not in tokens:
        return None  # a weekday without a day says nothing
    if "year" in tokens:  # dateutil takes 0024 for 2024
        day = f"-{one.day:02}" if "day" in tokens else ""
        typed = f"{tokens['year']}-{one.month:02}{day}"
        if "weekday" in tokens:
            _check_weekday(typed, tokens["weekday"], text)
        return typed
    day = f"-{one.day:02}" if one.day == other.day else ""
    readings = [f"{year:04}-{one.month:02}{day}" for year in (today.year - 1, today.year)]
    raise AmbiguousDate(text, "has no year", readings)


def _is_named_date(word: str) -> bool:
    """Tell whether ``word`` is a month's name with at most one day, one year and one weekday.

    dateutil takes much more ("march 5-7 2024" becomes a day of 2007), so it sees nothing else.
    """
    kinds = _kinds(word)
    return "month" in kinds and "" not in kinds and len(kinds) == len(_tokens(word))


def _kinds(word: str) -> dict[str, str]:
    """Return what kinds of word a date is made of; what is none of them is of kind ""."""
    return {
        next((kind for kind, pattern in _TOKENS.items() if re.fullmatch(pattern, token)), ""): token
        for token in _tokens(word)
    }


def _tokens(word: str) -> list[str]:
    return re.split(r"[\s,.]+", word.strip(" ,."))


def _check_weekday(typed: str, weekday: str, text: str) -> None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return  # the day itself is refused next
    name = _WEEKDAYS[day.weekday()]
    if not name.startswith(weekday[:3]):
        typed_name = next(name for name in _WEEKDAYS if name.startswith(weekday[:3]))
        raise EdtfError(text, f"is no {typed_name.capitalize()}, but a {name.capitalize()}", f"write {typed}")


def _as_typed(word: str) -> str | None:
    """Put day, month and year of a date that dateutil refused in order, so that the fault can be named."""
    day = re.search(r"\b([0-9]{1,2})(?:st|nd|rd|th)?\b", word)
    year = re.search(r"\b[0-9]{4}\b", word)
    month = next((place for place, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", word)), 0)
    if not (day and year and month) or len(word.split()) != 3:
        return None
    return f"{year[0]}-{month:02}-{int(day[1]):02}"
