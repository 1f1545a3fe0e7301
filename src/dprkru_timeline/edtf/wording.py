"""A date in words that say no more than is known.

Day, month in letters, year: nobody can take one for the other.
"""

import re
from datetime import date

from dprkru_timeline.edtf.value import MONTHS, UNQUALIFIED, Date, DateSet, Edtf, EndKind, Interval, Qualifier
from dprkru_timeline.text import counted

_SUB_YEAR = {
    21: "spring {}",
    22: "summer {}",
    23: "autumn {}",
    33: "Q1 {}",
    34: "Q2 {}",
    35: "Q3 {}",
    36: "Q4 {}",
    37: "first third of {}",
    38: "second third of {}",
    39: "last third of {}",
    40: "first half of {}",
    41: "second half of {}",
}
_PARTS = ("year", "month", "day")
_MONTH = rf"\b(?:{'|'.join(MONTHS)})\b"  # made an expression when a list asks for it, which few starts do
# A day, a month or a year in words and nothing else: only of these is the end said once for all.
_PLAIN = r"(?:(?:[0-9]{1,2} )?[A-Z][a-z]+ )?[0-9]{1,4}"


def wording(value: Edtf) -> str:
    """Return ``value`` in words: "8-13 October 2024", "about October 2024", "2024 (month unknown)"."""
    if isinstance(value, Interval):
        return _interval(value)
    if isinstance(value, DateSet):
        return _set(value)
    return _date(value)


def typed(value: Edtf) -> str:
    """Return a date as a person types it and `guess` reads it: seasons and the like are words, the rest is EDTF.

    2022-23 is a season in EDTF, and two years to most who type it; "autumn 2022" is nothing else.
    """
    if isinstance(value, Interval) and value.start and value.end:
        start, end = typed(value.start), typed(value.end)
        return value.text if (start, end) == (value.start.text, value.end.text) else f"{start} to {end}"
    if not isinstance(value, Date) or not re.fullmatch("[0-9]{4}-(?:2[1-4]|3[3-9]|4[01])[?~%]?", value.text):
        return value.text
    words = _bare(value).replace("–", "-")
    return re.sub(rf"\b{int(value.year)}\b", value.year, words, count=1) + value.text[7:]


def two_years(text: str) -> str:
    """Return the interval of the two years that a season's, quarter's or half's EDTF looks like; nothing of another.

    2022-23 is autumn 2022, and 2022/2023 to most who read or type it.
    """
    match = re.fullmatch(r"([0-9]{2})([0-9]{2})-([0-9]{2})", text)
    if match is None or int(match[3]) <= 12 or int(match[3]) != int(match[2]) + 1:
        return ""
    return f"{match[1]}{match[2]}/{match[1]}{match[3]}"


def day_wording(day: date) -> str:
    """Return one day in words: "28 March 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _date(value: Date) -> str:
    if len(value.text) == 10 and value.earliest == value.latest and value.day.isdigit():  # at once: most are plain days
        return day_wording(value.earliest)
    return _qualified(_bare(value), value)


def _bare(value: Date) -> str:  # noqa: C901, PLR0911
    """Return the words for the digits alone."""
    year, month, day = value.year, value.month, value.day
    text = value.text
    if "X" in year:
        if month or year.rstrip("X").count("X") or len(year.rstrip("X")) < 2:
            return f"between {day_wording(value.earliest)} and {day_wording(value.latest)} ({text})"
        if len(year.rstrip("X")) == 3:
            return f"{int(year[:3])}0s"
        return f"between {value.earliest.year} and {value.latest.year}"
    number = str(int(year))
    if month in ("", "XX"):
        if not month:
            return number
        if day in ("", "XX"):
            return f"{number} (month{' and day' if day else ''} unknown)"
    elif month.isdigit():
        code = int(month)
        if code == 24:
            return f"winter {number}–{(int(year) + 1) % 100:02}"
        if code > 12:
            return _SUB_YEAR[code].format(number)
        named = f"{MONTHS[code - 1]} {number}"
        if not day:
            return named
        if day == "XX":
            return f"{named} (day unknown)"
        if day.isdigit():
            return f"{int(day)} {named}"
    first, last = day_wording(value.earliest), day_wording(value.latest)
    return f"between {first} and {last} ({text})" if first != last else first


def _qualified(words: str, value: Date) -> str:
    """Add the qualifiers; when they hold for some parts only, say which."""
    if value.qualifiers is UNQUALIFIED:
        return words
    flags = value.qualifiers[: 1 + bool(value.month) + bool(value.day)]
    if not any(flags):
        return words
    if len(set(flags)) == 1:
        about = "about " if flags[0] & Qualifier.APPROXIMATE else ""
        return f"{about}{words}{' (uncertain)' if flags[0] & Qualifier.UNCERTAIN else ''}"
    said = []
    for flag, adjective in ((Qualifier.UNCERTAIN, "uncertain"), (Qualifier.APPROXIMATE, "approximate")):
        parts = [part for part, given in zip(_PARTS, flags, strict=False) if given & flag]
        if parts:
            said.append(f"{' and '.join(parts)} {adjective}")
    return f"{words} ({', '.join(said)})"


def _interval(value: Interval) -> str:
    if value.start is None and value.end is not None:
        unknown = " (start unknown)" if value.start_kind is EndKind.UNKNOWN else ""
        return f"until {_date(value.end)}{unknown}"
    if value.start is None:
        raise ValueError(f"{value.text} has no date at either end")
    if value.end is None:
        if value.end_kind is EndKind.OPEN:
            return f"since {_date(value.start)}"
        return f"from {_date(value.start)} (end unknown)"
    return _span(value.start, value.end)


def _span(start: Date, end: Date) -> str:
    """Join two dates, saying what they share once: "8-13 October 2024", "October-December 2024"."""
    words = _date(start), _date(end)
    plain = not (start.qualifier or end.qualifier) and all(
        part.isdigit() for part in (start.year, end.year, start.month or "1", end.month or "1")
    )
    if words[0] == words[1]:
        return words[0]
    if plain and start.year == end.year:
        if start.day.isdigit() and end.day.isdigit():
            if start.month == end.month:
                return f"{int(start.day)}–{words[1]}"
            return f"{words[0].removesuffix(f' {int(start.year)}')} – {words[1]}"
        if not start.day and not end.day and all(1 <= int(one.month or 0) <= 12 for one in (start, end)):
            return f"{words[0].removesuffix(f' {int(start.year)}')}–{words[1]}"
    if plain and not start.month and not end.month:
        return f"{words[0]}–{words[1]}"
    return f"{words[0]} – {words[1]}"


def _set(value: DateSet) -> str:
    if len(value.members) == 1 and isinstance(only := value.members[0], Interval):
        if only.start is None and only.end is not None:
            return f"{_date(only.end)} and every date before it" if value.every else f"by {_date(only.end)}"
        if only.end is None and only.start is not None:
            return f"{_date(only.start)} and every date after it" if value.every else f"{_date(only.start)} or later"
    joint = " and " if value.every else " or "
    words = [_member(member, every=value.every) for member in value.members]
    if all(
        isinstance(member, Date) and re.fullmatch(_PLAIN, word)
        for member, word in zip(value.members, words, strict=True)
    ):
        words = _shared(words)
    if len(words) == 1:
        return words[0] if value.every else f"one date in {words[0]}"
    return ", ".join(words[:-1]) + joint + words[-1]


def _member(member: Date | Interval, *, every: bool) -> str:
    if isinstance(member, Date):
        return _date(member)
    if member.start and member.end:
        return _span(member.start, member.end)
    if member.end:
        return f"{_date(member.end)} {'and before' if every else 'or earlier'}"
    if member.start is None:
        raise ValueError("a range needs a date")
    return f"{_date(member.start)} {'and after' if every else 'or later'}"


def _shared(words: list[str]) -> list[str]:
    """Drop from all but the last what they share with it: "8 October 2024", "11 …" → "8", "11 …"."""
    split = [one.split(" ") for one in words]
    for shared in (2, 1):
        tails = {tuple(one[-shared:]) for one in split}
        if len(tails) == 1 and all(len(one) > shared for one in split):
            return [" ".join(one[:-shared]) for one in split[:-1]] + [words[-1]]
    return words


def short_date(value: Edtf) -> str:
    """Return a date in words with short months, for a column: "19 Dec 2024", "~23 Jan 2025", "26 Sep 2024?"."""
    text = re.sub(_MONTH, lambda match: match[0][:3], wording(value))
    text = re.sub(r"^about (?=[0-9A-Z])", "~", text)
    return re.sub(r"^([0-9A-Za-z ]+) \(uncertain\)$", r"\1?", text)


def date_in_year(value: Edtf, year: int) -> str:
    """Return a date as `short_date` does, without the year that it stands under: "19 Dec", "26 Sep?"."""
    return re.sub(rf"(?<=[A-Za-z0-9]) {year}(\??)$", r"\1", short_date(value))


def months_wording(months: int) -> str:
    """Return a number of months in words; years as well from two on."""
    if months < 24:
        return counted(months, "month")
    years, rest = divmod(months, 12)
    return counted(years, "year") + (f" and {counted(rest, 'month')}" if rest else "")
