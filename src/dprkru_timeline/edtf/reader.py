"""Dates as people type them, read without guessing: "june 2024", "8-13 October 2024", "since 2024", "90d".

The one reader of dates: of the query, of options, of events' dates where a moment is meant, and of the advice on a
date that a file has. What is typed with a month's precision stays a month. What can be read two ways is refused,
with the readings. The only importer of python-dateutil's parser, which fills what is not
typed from a default: so everything is parsed against two defaults that differ in every
field, and only what both readings share was typed.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from dprkru_timeline.edtf.datewords import MONTHS, NUMBERS, SEASONS, in_digits
from dprkru_timeline.edtf.length import SPAN, Span, parse_span, shifted
from dprkru_timeline.edtf.parse import parse
from dprkru_timeline.edtf.value import MONTHS as NAMES
from dprkru_timeline.edtf.value import Edtf
from dprkru_timeline.errors import AmbiguousDate, EdtfError

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTHS = [name.lower() for name in NAMES]
_LONGEST = 60
# Two reasons of a refusal that who asks has more to say of.
YEARLESS = "has no year"
VAGUE = "has no first and no last day that all would give it"
EXAMPLES = (
    "dates are typed as 2024, 2024-06, june 2024, summer 2024, 19 June 2024, 2024-Q2, 2024-06/2024-08, last year, "
    "90d or today"
)
_RELATIVE = r"(last|this|next)\s+(week|month|quarter|year)"
_SEASON_ALONE = rf"(last|this|next|past)\s+({SEASONS})"
_PAST = rf"(?:last|past)\s+({SPAN})"
_SEASON = rf"({SEASONS})(?:\s+of)?\s+([0-9]{{4}})"
_WINTER = r"winter(?:\s+of)?\s+([0-9]{4})\s*[-/]\s*([0-9]{2})?([0-9]{2})"
_PART_OF_YEAR = (  # a quarter, a half, a third of a year: the code of its first, and the forms that say which
    (32, ("{year}[-\\s]?q{n}", "q{n}[-/\\s]?{year}", "{n}q[-/\\s]?{year}", "(?:the )?{nth} quarter(?: of)? {year}")),
    (39, ("{year}[-\\s]?h{n}", "h{n}[-/\\s]?{year}", "{n}h[-/\\s]?{year}", "(?:the )?{nth} half(?: of)? {year}")),
    (36, ("(?:the )?{nth} third(?: of)? {year}",)),
)
_ORDINALS = {1: "first|1st", 2: "second|2nd", 3: "third|3rd|last", 4: "fourth|4th"}
_NUMBERS = r"([0-9]{1,2})(?:([-/.\s])\s*)([0-9]{1,2})\2\s*([0-9]{4}|[0-9]{2})"
_MONTH_YEAR = r"([0-9]{1,2})[-/.\s]([0-9]{4})"
_YEAR_FIRST = r"([0-9]{4})([-/._ ])([0-9]{1,2})(?:\2([0-9]{1,2}))?"
_COMPACT = r"([0-9]{4})([0-9]{2})([0-9]{2})"
_WEEK = r"([0-9]{4})-?w([0-9]{2})(?:-?([1-7]))?"
_ORDINAL_DAY = r"([0-9]{4})-([0-9]{3})"
_DECADE = r"(?:the )?([0-9]{3})0'?s"
_VAGUE = (
    r"(early|mid|late|beginning|start|middle|end|(?:first|second|third|last) (?:half|week|third|part|days))\b"
    r"[-\s]*(of\b)?.*"
)
_OR = r"(.+?)(?: or (later|earlier)| onwards?| and (after|later|before|earlier)|\+)"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_TOKENS = {
    "month": MONTHS,
    "weekday": "|".join(f"{day}|{day[:3]}|{day[:4]}" for day in _WEEKDAYS) + "|thurs",
    "day": r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?",
    "year": r"[0-9]{4}",
    "of": "of|the",
}
_MONTH_WORD = rf"(?:{MONTHS})"
_PLAIN = r"[0-9]{4}(?:-[0-9]{2}){0,2}"
_DASHES = str.maketrans("–—−‐‑／", "-----/")


class NotTyped(EdtfError):  # noqa: N818
    """A text that nobody types for a date; what is wrong with it as EDTF is for others to say."""


def read(text: str, today: date | None = None) -> Edtf:
    """Read a date typed by a person; ``today`` is the day that "last year" counts from.

    Without ``today``, as of what stands in a file, a date that counts from it is none.

    Raises:
        AmbiguousDate: it can be read in more than one way; the error carries the readings.
        EdtfError: it is no date.
    """
    typed = " ".join(text.split())
    if not typed:
        raise EdtfError(text, "is empty", EXAMPLES)
    _check_two_years(typed, text)
    try:
        return parse(typed)
    except EdtfError as error:
        refusal = error
    word = _plain(typed)
    if word != typed and re.fullmatch("[0-9]{4}(?:-[0-9]{2}){0,2}", word):
        return parse(word)
    if re.fullmatch("[0-9]{1,2}", word):
        raise EdtfError(text, "is no date by itself", 'a date with spaces stands in quotes: "19 June 2024"')
    if len(word) > _LONGEST or not word.isascii() or re.fullmatch(_PLAIN, typed):
        raise NotTyped(text, refusal.reason, refusal.help)
    try:
        edtf = _span(word, text, today)
    except EdtfError as error:
        raise _of_whole(error, text) from None
    if edtf is None:
        raise NotTyped(text, refusal.reason, refusal.help)
    return edtf


def _of_whole(error: EdtfError, text: str) -> EdtfError:
    """Return the error for the whole text, where it was found in a part of it."""
    if error.text == text:
        return error
    if isinstance(error, AmbiguousDate):
        return error
    return EdtfError(text, error.reason, "" if error.help.startswith("write ") else error.help)


def _plain(typed: str) -> str:
    """Return what was typed in English, in lower case, with plain hyphens, without marks around it."""
    word = typed.translate(_DASHES)
    if not word.isascii():
        from dprkru_timeline.edtf.scripts import in_english

        word = in_english(word).translate(_DASHES)
    word = re.sub(r"[.,;]$|^\(|\)$", "", word.casefold())
    word = re.sub(
        rf"\b(?:an?|{'|'.join(NUMBERS)}) (?:day|week|month|year)s?\b", lambda length: in_digits(length[0]), word
    )
    return re.sub(rf"^(?!in {SPAN}$)(?:on|in|during|the|dated)\s+(?:the\s+|year\s+)?(?=\S)", "", word)


def last_before(text: str, today: date, *, after: date | None = None) -> Edtf | None:
    """Read a month or day without a year: the last that has begun by ``today``, or the first from ``after`` on.

    None where the text is no such date.
    """
    readings = []
    if re.search("[0-9]{3}", text):
        return None
    for year in range(today.year - 8, today.year + 9):  # eight years have a 29 February among them
        try:
            readings.append(read(f"{text} {year}", today))
        except EdtfError:
            continue
    if after is not None:
        return next((one for one in readings if one.latest and one.latest >= after), None)
    return next((one for one in reversed(readings) if one.earliest and one.earliest <= today), None)


def _check_two_years(typed: str, text: str) -> None:
    """Refuse a year and two digits that are the next one, or a later one: as EDTF they are a season, a half or nothing.

    A month such as 2011-12 stays one.
    """
    match = re.fullmatch(r"([0-9]{2})([0-9]{2})([-–/])([0-9]{2})", typed)
    if match is None or (match[3] != "/" and int(match[4]) <= 12):
        return
    first = f"{match[1]}{match[2]}"
    last = int(match[1] + match[4]) + (100 if match[4] == "00" else 0)
    following = last == int(first) + 1
    years = f"{first}/{last:04}"
    if match[3] == "/":
        month = f"{first}-{match[4]}"
        if 1 <= int(match[4]) <= 12:
            readings = (years, month) if last > int(first) else (month,)
            raise AmbiguousDate(text, "may be two years, or a year and its month", readings)
        if last > int(first):
            raise AmbiguousDate(text, "has two digits of a year at its end", (years,))
        return
    if match[3] == "–":
        following = False
    if (following and 21 <= int(match[4]) <= 24) or (following and 33 <= int(match[4]) <= 41):
        from dprkru_timeline.edtf.wording import typed as as_typed

        season = as_typed(parse(f"{first}-{match[4]}"))
        raise AmbiguousDate(
            text, f"may be {season}, or {first} to {last}", (f"{first}-{match[4]}", years), typed=(season, years)
        )
    if last > int(first) and (match[3] == "–" or not (21 <= int(match[4]) <= 24 or 33 <= int(match[4]) <= 41)):
        raise AmbiguousDate(text, "has two digits of a year at its end", (years,))


def _span(word: str, text: str, today: date | None) -> Edtf | None:
    """Read one date, a date with two ends, or one that is open on a side."""
    from dprkru_timeline.edtf.ranges import one_end, two_ends

    def one(part: str) -> Edtf:
        try:
            return parse(part.upper())
        except EdtfError as error:
            refusal = error
        found = _single(part.strip(), part, today)
        if found is None:
            raise refusal
        return found

    def read_last(part: str) -> Edtf:
        try:
            return one(part)
        except AmbiguousDate as error:
            last = last_before(part, today) if today and error.reason == YEARLESS else None
            if last is None:
                raise
            return last

    found = _single(word, text, today)
    if found is None and (match := re.fullmatch(_OR, word)):
        _refuse_bound(match, one(match[1]), text)
    return found or one_end(word, read_last) or two_ends(word, one)


def _refuse_bound(match: re.Match[str], value: Edtf, text: str) -> None:
    """Name both readings of "2019 or later": one date of all from then on, or all of the time."""
    earlier = (match[2] or match[3] or "") in ("earlier", "before")
    readings = (f"[..{value}]", f"../{value}") if earlier else (f"[{value}..]", f"{value}/..")
    raise AmbiguousDate(text, "may be one date of many, or all of the time", readings)


def _single(word: str, text: str, today: date | None) -> Edtf | None:
    if (match := re.fullmatch(r"(.*[a-z0-9])([?~%])", word)) and (found := _single(match[1], text, today)):
        return parse(f"{found}{match[2]}")
    edtf = _relative(word, text, today) or _sub_year(word, text) or _numbers(word, text)
    if edtf is None and re.search(r"[a-z]{3}", word):
        edtf = _named(word, text, today)
    return parse(edtf) if edtf else None


def _relative(word: str, text: str, today: date | None) -> str | None:
    if today is None:
        return None
    try:
        return _days_from(word, today)
    except (OverflowError, ValueError):
        raise EdtfError(text, "lies outside the years 1 to 9999", EXAMPLES) from None


def _days_from(word: str, today: date) -> str | None:  # noqa: PLR0911 - a form each
    fixed = {"today": 0, "yesterday": 1, "tomorrow": -1}
    if word in fixed:
        return (today - timedelta(days=fixed[word])).isoformat()
    if re.fullmatch(SPAN, span := re.sub(r"\s+ago$", "", word)):
        return shifted(today, parse_span(span), back=True).isoformat()
    if match := re.fullmatch(_PAST, word):
        return f"{shifted(today, parse_span(match[1]), back=True)}/{today}"
    if match := re.fullmatch(_RELATIVE, word):
        back = {"last": 1, "this": 0, "next": -1}[match[1]]
        if match[2] == "year":
            return f"{today.year - back:04}"
        if match[2] == "quarter":
            month = shifted(today, Span(3 * back, "mo"), back=True)
            return f"{month.year:04}-{33 + (month.month - 1) // 3}"
        if match[2] == "month":
            return shifted(today, Span(back, "mo"), back=True).isoformat()[:7]
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return f"{monday}/{monday + timedelta(days=6)}"
    return None


def _sub_year(word: str, text: str) -> str | None:  # noqa: C901 - a form each
    if match := re.fullmatch(_WINTER, word):
        second = f"{int(match[1]) + 1:04}"
        if second != f"{match[2] or second[:2]}{match[3]}":
            raise EdtfError(text, "names a winter of years that don't follow each other", "write winter 2024-25")
        return f"{match[1]}-24"
    word = re.sub(rf"([0-9]{{4}})\s+({SEASONS})", r"\2 \1", word)
    if match := re.fullmatch(_SEASON, word):
        year = int(match[2])
        if match[1] == "winter" and year == 9999:  # the other reaches past the last year
            return f"{year - 1}-24"
        if match[1] == "winter" and year > 1:
            readings = (f"{year - 1:04}-24", f"{year:04}-24")
            typed = f"winter {year - 1:04}-{year % 100:02}", f"winter {year:04}-{(year + 1) % 100:02}"
            raise AmbiguousDate(text, f"may be {typed[0]} or {typed[1]}", readings, typed=typed)
        return f"{match[2]}-{_SEASONS[match[1]]}"
    if found := _part_of_year(word):
        return found
    if match := re.fullmatch(_DECADE, word):
        if match[1].endswith("0"):
            raise AmbiguousDate(text, "may be ten years or a hundred", (f"{match[1]}X", f"{match[1][:2]}XX"))
        return f"{match[1]}X"
    if re.fullmatch(_VAGUE, word) and re.search("[0-9]{4}", word):
        raise EdtfError(
            text,
            VAGUE,
            "give its months or days: june to august 2024, 1-10 June 2024",
        )
    if word in _SEASONS or re.fullmatch(_SEASON_ALONE, word):
        raise EdtfError(text, YEARLESS, f'give its year too, in quotes: "{word.split()[-1]} YYYY"')
    return None


def _part_of_year(word: str) -> str:
    """Return a quarter, half or third of a year, in any of the forms that name one; nothing of anything else."""
    year = re.search("[0-9]{4}", word)
    if not year or not re.search("[qh]|third", word):
        return ""
    for code, forms in _PART_OF_YEAR:
        for number in range(1, {32: 5, 39: 3, 36: 4}[code]):
            nth = f"(?:{_ORDINALS[number]})"
            if code == 32:
                nth = nth.replace("|last", "")
            for form in forms:
                if re.fullmatch(form.format(year=year[0], n=number, nth=nth), word):
                    return f"{year[0]}-{code + number}"
    return ""


def _year_first(word: str, text: str) -> str | None:
    """Read a year, a month and perhaps a day, all in digits, or the week of a year."""
    if match := re.fullmatch(_COMPACT, word):
        return "-".join(match.groups())
    if match := re.fullmatch(_WEEK, word):
        try:
            days = [date.fromisocalendar(int(match[1]), int(match[2]), int(day)) for day in match[3] or "17"]
        except ValueError:
            raise EdtfError(text, "is no week of that year", EXAMPLES) from None
        return "/".join(map(str, days))
    if match := re.fullmatch(_ORDINAL_DAY, word):
        day = date(int(match[1]), 1, 1) + timedelta(days=int(match[2]) - 1) if 1 <= int(match[2]) <= 366 else None
        if day is None or day.year != int(match[1]):
            raise EdtfError(text, "is no day of that year", EXAMPLES)
        raise EdtfError(text, "is an ordinal date", f"write {day}")
    if match := re.fullmatch(_YEAR_FIRST, word):
        if match[4] is None and match[2] == " ":
            return None
        if {"00", "0"} & {match[3], match[4]}:
            known = [match[1], match[3]] if int(match[3]) else [match[1]]
            if match[4] is not None and int(match[4]):
                raise EdtfError(text, "has a month 0", EXAMPLES)
            raise EdtfError(text, "has a nought for a part that is not known", f"write {'-'.join(known)}")
        return "-".join([match[1], *(part.zfill(2) for part in match.groups()[2:] if part)])
    return None


def _numbers(word: str, text: str) -> str | None:
    """Read day and month as numbers, in the one order that is possible."""
    if found := _year_first(word, text):
        return found
    if match := re.fullmatch(_MONTH_YEAR, word):
        if 1 <= int(match[1]) <= 12:
            return f"{match[2]}-{int(match[1]):02}"
        raise EdtfError(text, f"has month {match[1]}; there are 12", EXAMPLES)
    match = re.fullmatch(_NUMBERS, word)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    if len(year) == 2:
        raise EdtfError(text, "has a year of two digits", "the year stands first, with four digits, as in 2024-06-19")
    readings = sorted(
        f"{year}-{month:02}-{day:02}"
        for month, day in {(first, second), (second, first)}
        if 1 <= month <= 12 and 1 <= day <= monthrange(int(year) or 4, month)[1]
    )
    if not readings:
        raise EdtfError(text, "is not a day of any month", EXAMPLES)
    if len(readings) > 1:
        raise AmbiguousDate(text, "can be read with the day or the month first", readings)
    return readings[0]


def _named(word: str, text: str, today: date | None) -> str | None:  # noqa: C901 - a form each
    """Read a date with a month's name by dateutil, keeping only what was typed."""
    relative = re.match(r"(?:last|this|next|past)\s+(?=[a-z]{3})", word)
    word = word[relative.end() :] if relative else word
    if re.fullmatch(rf"{_MONTH_WORD}[-/.'][0-9]{{2}}", word):
        raise EdtfError(text, "may have a day or a year of two digits", "give day, month and year: 19 June 2024")
    word = re.sub(rf"(?<=[0-9])[-/.]?(?={_MONTH_WORD}(?![a-z]))", " ", word)  # 30-Mar-2020, 12Oct2024
    word = re.sub(rf"\b({_MONTH_WORD})[-/.]?(?=[0-9])", r"\1 ", word)
    if re.fullmatch(rf"[0-9]{{1,2}} {_MONTH_WORD} [0-9]{{2}}", word):
        raise EdtfError(text, "has a year of two digits", "the year stands first, with four digits, as in 2024-06-19")
    if not _is_named_date(word) or (relative and "year" in _kinds(word)):
        return None
    from dateutil.parser import ParserError
    from dateutil.parser import parse as parsed

    word = re.sub(r"\b(?:of|the)\b", " ", word)
    word = re.sub(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*", r"\1", word)  # dateutil knows "thu", not "thurs"
    found: list[datetime] = []
    for default in (datetime(2001, 1, 1), datetime(2004, 2, 28)):  # noqa: DTZ001 - days have no zone
        try:
            found.append(parsed(word, default=default))
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
    if today is None:
        raise EdtfError(text, YEARLESS, "give its year too")
    years = range(today.year - 12, today.year + 1)  # a weekday falls on a day again within twelve years
    readings = [f"{year:04}-{one.month:02}{day}" for year in years]
    if "weekday" in tokens:
        readings = [one for one in readings if _weekday(one).startswith(tokens["weekday"][:3])][-1:]
    else:
        readings = [one for one in readings[-2:] if not day or _weekday(one)]
    raise AmbiguousDate(text, YEARLESS, readings or [f"{today.year // 4 * 4}-02-29"])


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


def _weekday(typed: str) -> str:
    """Return the name of a day's weekday; nothing where no month has the day."""
    try:
        return _WEEKDAYS[date.fromisoformat(typed).weekday()]
    except ValueError:
        return ""


def _check_weekday(typed: str, weekday: str, text: str) -> None:
    name = _weekday(typed)
    if name and not name.startswith(weekday[:3]):  # a day that is none is refused next
        typed_name = next(name for name in _WEEKDAYS if name.startswith(weekday[:3]))
        raise EdtfError(
            text,
            f"is no {typed_name.capitalize()}, but a {name.capitalize()}",
            "give the day that was meant, without its weekday",
        )


def _as_typed(word: str) -> str | None:
    """Put day, month and year of a date that dateutil refused in order, so that the fault can be named."""
    day = re.search(r"\b([0-9]{1,2})(?:st|nd|rd|th)?\b", word)
    year = re.search(r"\b[0-9]{4}\b", word)
    month = next((place for place, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", word)), 0)
    if not (day and year and month) or len(word.split()) != 3:
        return None
    return f"{year[0]}-{month:02}-{int(day[1]):02}"
