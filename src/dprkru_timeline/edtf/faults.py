"""Why a text is not a date, and how the person meant it to be written.

Read only when a date was refused. Each row of the table is one habit that people bring from
elsewhere; a spelling is offered only when it parses.
"""

import re
from collections.abc import Callable

from dprkru_timeline.edtf.value import MONTHS

Span = tuple[int, int]

_MONTHS = [name[:3].lower() for name in MONTHS]


def _padded(match: re.Match[str]) -> str:
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


def _named_month(year: str, month: str, day: str) -> str:
    return f"{year}-{_MONTHS.index(month[:3].lower()) + 1:02}-{day.zfill(2)}"


def _year_first(match: re.Match[str]) -> str:
    """Give the one reading of a day-month-year date, or both joined by "or"."""
    first, second, year = match[1].zfill(2), match[2].zfill(2), match[3]
    readings = [f"{year}-{month}-{day}" for month, day in {(first, second), (second, first)} if month <= "12"]
    return " or ".join(sorted(readings))


_MONTH_NAME = "(" + "|".join(f"{name}[a-z]*" for name in _MONTHS) + ")"

# (what the text looks like, what is wrong, the right spelling)
_HABITS: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    (r"\s.*|.*\s", "has white space around it", lambda m: m[0].strip()),
    (r"(.*)[\s_.](.*)", "has white space or a mark inside it", lambda m: re.sub(r"[\s_.]+", "-", m[0])),
    (r".*[–—−‐].*", "has a dash that is not the hyphen-minus", lambda m: re.sub("[–—−‐]", "-", m[0])),
    (r"(.*)(?:\?~|~\?)(.*)", "writes ?~, as drafts of EDTF did", lambda m: f"{m[1]}%{m[2]}"),
    (r"(?i)(.*)\((.*)\)(.*)", "has brackets, as drafts of EDTF did", lambda m: m[1] + m[2] + m[3]),
    (r"(?i)(.*)\^.*", "names a hemisphere, as drafts of EDTF did", lambda m: m[1]),
    (r"(?i)(.*)/open", "writes open, as drafts of EDTF did", lambda m: f"{m[1]}/.."),
    (r"(?i)open/(.*)", "writes open, as drafts of EDTF did", lambda m: f"../{m[1]}"),
    (r"(?i)(.*)/unknown", "writes unknown, as drafts of EDTF did", lambda m: f"{m[1]}/"),
    (r"(?i)unknown/(.*)", "writes unknown, as drafts of EDTF did", lambda m: f"/{m[1]}"),
    (
        r"(?:[0-9ux]{4})(?:-[0-9ux]{2}){0,2}.*",
        "writes unknown digits as u or x; they are X",
        lambda m: re.sub("[ux]", "X", m[0]),
    ),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", "has no hyphens", lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (r"([0-9]{4})-([0-9]{2})([0-9]{2})", "lacks a hyphen", lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", "has a month or day of one digit", _padded),
    (r"([0-9]{4})/([0-9]{1,2})(?:/([0-9]{1,2}))?", "has slashes; they part the ends of an interval", _padded),
    (r"([0-9]{2})([0-9]{2})/([0-9]{2})", "has two digits of a year at its end", lambda m: f"{m[1]}{m[2]}/{m[1]}{m[3]}"),
    (r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", "has the year last", _year_first),
    (r"(?i)([0-9]{4})-" + _MONTH_NAME + r"-([0-9]{1,2})", "has a month's name", lambda m: _named_month(*m.groups())),
    (
        r"(?i)" + _MONTH_NAME + r"\.? ([0-9]{1,2}),? ([0-9]{4})",
        "has a month's name",
        lambda m: _named_month(m[3], m[1], m[2]),
    ),
    (r"([0-9X-]+)(?:\.\.\.?| to | - )([0-9X-]+)", "has dots or words between its ends", lambda m: f"{m[1]}/{m[2]}"),
    (r"([0-9]{4})-Q([1-4])", "has a quarter's letter", lambda m: f"{m[1]}-{32 + int(m[2])}"),
    (r"([0-9]{3})0s", "is a decade in words", lambda m: f"{m[1]}X"),
    (r"(?i)(?:ca?\.?|circa|about) *([0-9].*)", "says about in words", lambda m: f"{m[1]}~"),
    (r"([0-9]{2})", "has two digits of a year only", lambda m: f"{m[1]}XX"),
    (r"([0-9]{3})", "has three digits of a year only", lambda m: f"{m[1]}X"),
    (r"(.*)-X(?:XX)?", "has one X, or three, where two belong", lambda m: f"{m[1]}-XX"),
    (r"(.*)-", "ends with a hyphen", lambda m: m[1]),
    (r"\+(.*)", "begins with a plus sign", lambda m: m[1]),
    (r"([0-9]{4}(?:-[0-9]{2}){0,2})([?~%])[?~%]+", "has more than one qualifier", lambda m: f"{m[1]}%"),
    (
        r"(\[|\{)([^\]}]*)[\]}]?",
        "has brackets that don't match",
        lambda m: f"{m[1]}{m[2]}{']' if m[1] == '[' else '}'}",
    ),
    (r"[0-9XO/-]+", "has the letter O for a nought", lambda m: m[0].replace("O", "0")),
    (r"(.*);(.*)", "has a semicolon", lambda m: m[0].replace(";", ",")),
    (r"([0-9].*),([0-9].*)", "is a list without brackets", lambda m: f"[{m[0]}]"),
)
_COMPILED = [(re.compile(pattern), reason, remedy) for pattern, reason, remedy in _HABITS]

# Faults with no single right spelling, told by what the text contains.
_SHAPES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), reason, help_text)
    for pattern, reason, help_text in (
        (r"(?i)\s*|n\.?d\.?|none|null|unknown|open|today|now", "is not a date", "leave an unknown date out"),
        (r".*\n.*", "has a line break", ""),
        (r"P[0-9].*|.*/P[0-9].*|R[0-9].*", "has a duration or a repetition", "write both ends: 2004-06-01/2004-06-30"),
        (r"[0-9]{4}-W[0-9]{2}.*", "is a week date", "write the days: 2004-02-02/2004-02-08"),
        (r"[0-9]{4}-[0-9]{3}", "is an ordinal date", "write month and day"),
        (r"[0-9]{5,}.*", "has a year of more than four digits", "years are 0001 to 9999"),
        (r"y-?[0-9].*", "has a lower-case y", "years are 0001 to 9999"),
        (r"Y.*", "has Y before a year of four digits or fewer", "write the four digits alone"),
        (r"--.*|-.*", "begins with a hyphen", "years are 0001 to 9999"),
        (r".*[?~%].*", "has a qualifier where none may stand", "write 2024~, 2024-10? or 2024-~10"),
        (r".*/.*/.*", "has more than one slash", "an interval has two ends: 2024-10-08/2024-10-13"),
        (r".*[0-9]{4} .*[0-9]{2}:.*", "has a time of day", "dates here are days; drop the time"),
    )
)
# Nobody's date is longer; beyond it the patterns, some of them quadratic, are not tried.
_LONGEST = 60
_GENERAL_HELP = "dates are EDTF: 2024-10-08, 2024-10, 2024, 2024-22 (summer), 2024-10~ (about), 2024-10-08/2024-10-13"


def explain(text: str, is_date: Callable[[str], bool]) -> tuple[str, str, Span]:
    """Return what is wrong with ``text``, a help line, and the span of the fault."""
    whole = (0, len(text))
    if len(text) > _LONGEST:
        return "is not a date", _GENERAL_HELP, whole

    def remedy(candidates: str) -> str:
        good = [one for one in candidates.split(" or ") if one != text and is_date(one)]
        return f"write {' or '.join(good)}" if good else ""

    odd = re.search(r"[^\x20-\x7e\n\t–—−‐]", text)
    if odd:
        from unicodedata import normalize

        what = "a digit or letter that is not ASCII" if odd[0].isalnum() else f"the character U+{ord(odd[0]):04X}"
        plain = normalize("NFKC", re.sub(r"[\u200b\ufeff\x00-\x1f]", "", text))
        return f"has {what}", remedy(plain) or _GENERAL_HELP, odd.span()
    for pattern, reason, rewrite in _COMPILED:
        match = pattern.fullmatch(text)
        if match and (spelling := remedy(rewrite(match))):
            return reason, spelling, whole
    for shape, reason, help_text in _SHAPES:
        if shape.fullmatch(text):
            return reason, help_text, whole
    return "is not a date", _GENERAL_HELP, whole
