"""Why a text is not a date, and how the person meant it to be written.

Read only when a date was refused. Each row of the table is one habit that people bring from
elsewhere; what is typed in words is read by `reader`. A spelling is offered only when it parses, and
keeps the role of every number and every bound that was typed; where there are several, all are named.
"""

import re
from collections.abc import Callable

from dprkru_timeline.edtf.reader import read
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.errors import AmbiguousDate, EdtfError

Span = tuple[int, int]

_MONTHS = [name[:3].lower() for name in MONTHS]


def _padded(match: re.Match[str]) -> str:
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


def _named_month(year: str, month: str, day: str) -> str:
    return f"{year}-{_MONTHS.index(month[:3].lower()) + 1:02}-{day.zfill(2)}"


def _year_first(match: re.Match[str]) -> tuple[str, ...]:
    """Give the one reading of a day-month-year date, or both."""
    first, second, year = match[1].zfill(2), match[2].zfill(2), match[3]
    readings = [f"{year}-{month}-{day}" for month, day in {(first, second), (second, first)} if month <= "12"]
    return tuple(sorted(readings))


def _qualified_group(match: re.Match[str]) -> str:
    """Put the qualifier of a group before each of its parts: (06-04)~ is ~06-~04; of a year it follows."""
    sign = "%" if len(match[2]) > 1 else match[2]
    parts = match[1].split("-")
    return "-".join(part + sign if len(part) == 4 else sign + part for part in parts)


_MONTH_NAME = "(" + "|".join(f"{name}[a-z]*" for name in _MONTHS) + ")"

# (what the text looks like, what is wrong, the right spelling, or all of them)
_HABITS: tuple[tuple[str, str, Callable[[re.Match[str]], str | tuple[str, ...]]], ...] = (
    (r"\s.*|.*\s", "has white space around it", lambda m: m[0].strip()),
    (r"[\[{].*\s.*", "has white space inside it", lambda m: re.sub(r"\s+", "", m[0])),
    (r"(.*[0-9X]) +([?~%])", "has white space inside it", lambda m: m[1] + m[2]),
    (r"(.*[0-9X])\s*/\s*(\S.*)", "has white space inside it", lambda m: f"{m[1]}/{m[2]}"),
    (r"([0-9X-]+)\s+/", "has white space inside it", lambda m: (f"{m[1]}/..", f"{m[1]}/")),
    (r"[0-9X]{4}([\s_.])[0-9X]{2}(?:\1[0-9X]{2})?", "has a mark inside it", lambda m: re.sub(r"[\s_.]", "-", m[0])),
    (
        r"([0-9]{2})([0-9]{2})[–—]((?!0?[0-9]$|1[012]$)[0-9]{2})",
        "has two digits of a year at its end",
        lambda m: f"{m[1]}{m[2]}/{m[1]}{m[3]}",
    ),
    (r".*[–—−‐].*", "has a dash that is not the hyphen-minus", lambda m: re.sub("[–—−‐]", "-", m[0])),
    (r"(.*)(?:\?~|~\?)(.*)", "writes ?~, as drafts of EDTF did", lambda m: f"{m[1]}%{m[2]}"),
    (r"\(([^()]*)\)", "has brackets around it", lambda m: m[1]),
    (
        r"(?:[^()]*\([^()?~%]+\)(?:\?~|[?~%]))+[^()?~%]*",
        "has brackets, as drafts of EDTF did",
        lambda m: re.sub(r"\(([^()]*)\)(\?~|[?~%])", _qualified_group, m[0]),
    ),
    (r"(?i)(.*)/(?:open|present|now|\.\.\.)", "has a word or three dots for an open end", lambda m: f"{m[1]}/.."),
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
    (
        r"([0-9]{4})([0-9]{2})([0-9]{2})[/-]([0-9]{4})([0-9]{2})([0-9]{2})",
        "has no hyphens",
        lambda m: f"{m[1]}-{m[2]}-{m[3]}/{m[4]}-{m[5]}-{m[6]}",
    ),
    (r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", "has a month or day of one digit", _padded),
    (
        r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})|([0-9]{4})/([1-9])",
        "has slashes; they part the ends of an interval",
        lambda m: f"{m[1] or m[4]}-" + "-".join(part.zfill(2) for part in (m[2] or m[5], m[3]) if part),
    ),
    (
        r"([0-9]{4}-[0-9]{2})-([0-9]{2})/([0-9]{2})",
        "has an end without its year and month",
        lambda m: f"{m[1]}-{m[2]}/{m[1]}-{m[3]}",
    ),
    (
        r"([0-9]{4})-([0-9]{2}-[0-9]{2})/([0-9]{2}-[0-9]{2})",
        "has an end without its year",
        lambda m: f"{m[1]}-{m[2]}/{m[1]}-{m[3]}",
    ),
    (r"([0-9]{4})-([0-9]{2})/([0-9]{2})", "has an end without its year", lambda m: f"{m[1]}-{m[2]}/{m[1]}-{m[3]}"),
    (
        r"([0-9X?~%-]+)\.{2,3}([0-9X?~%-]+)",
        "has dots between its ends",
        lambda m: (f"{m[1]}/{m[2]}", f"[{m[1]}..{m[2]}]"),
    ),
    (r"([0-9X-]+) or ([0-9X-]+)", "has a word between its dates", lambda m: f"[{m[1]},{m[2]}]"),
    (r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", "has the year last", _year_first),
    (r"(?i)([0-9]{4})-" + _MONTH_NAME + r"-([0-9]{1,2})", "has a month's name", lambda m: _named_month(*m.groups())),
    (
        r"(?i)" + _MONTH_NAME + r"\.? ([0-9]{1,2}),? ([0-9]{4})",
        "has a month's name",
        lambda m: _named_month(m[3], m[1], m[2]),
    ),
    (r"([0-9]{4})-Q([1-4])", "has a quarter's letter", lambda m: f"{m[1]}-{32 + int(m[2])}"),
    (r"([0-9]{2}[1-9])0s", "is a decade in words", lambda m: f"{m[1]}X"),
    (r"([0-9]{2})00s", "is a decade or a century in words", lambda m: (f"{m[1]}0X", f"{m[1]}XX")),
    (r"(?i)(?:ca?\.?|circa|about) *([0-9].*)", "says about in words", lambda m: f"{m[1]}~"),
    (r"(.*)-X(?:XX)?", "has one X, or three, where two belong", lambda m: f"{m[1]}-XX"),
    (r"([0-9]{3})", "has three digits of a year", lambda m: f"0{m[1]}"),
    (r"([0-9]{4})-9999", "has a year that says open in some records", lambda m: f"{m[1]}/.."),
    (r"([0-9]{4})-", "ends with a hyphen", lambda m: (f"{m[1]}/..", f"{m[1]}/")),
    (r"\+(.*)", "begins with a plus sign", lambda m: m[1]),
    (
        r"([0-9]{4}(?:-[0-9]{2}){0,2})([?~%])[?~%]+",
        "has more than one qualifier",
        lambda m: m[1] + (m[2] if len(set(m[0][len(m[1]) :])) == 1 else "%"),
    ),
    (
        r"(\[|\{)([^\]}]*)[\]}]?",
        "has brackets that don't match",
        lambda m: f"{m[1]}{m[2]}{']' if m[1] == '[' else '}'}",
    ),
    (r"[0-9XO/-]+", "has the letter O for a nought", lambda m: m[0].replace("O", "0")),
    (r"([0-9].*);\s*(.*)", "has a semicolon", lambda m: (f"[{m[1]},{m[2]}]", f"{{{m[1]},{m[2]}}}")),
    (r"([0-9].*),\s*([0-9].*)", "is a list without brackets", lambda m: (f"[{m[1]},{m[2]}]", f"{{{m[1]},{m[2]}}}")),
)
_COMPILED = [(re.compile(pattern), reason, remedy) for pattern, reason, remedy in _HABITS]

# Faults with no single right spelling, told by what the text contains.
_SHAPES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), reason, help_text)
    for pattern, reason, help_text in (
        (r"(?i)\s*|n\.?d\.?|none|null|unknown|open|today|now", "is not a date", "leave an unknown date out"),
        (r".*\n.*", "has a line break", ""),
        (
            r"P[0-9].*|.*/P[0-9].*|R[0-9].*",
            "has a duration or a repetition",
            "both ends are written, such as 2004-06-01/2004-06-30",
        ),
        (r"[0-9]{4}-?W[0-9]{2}.*", "is a week date", "its days are written"),
        (r"[0-9]{4}-[0-9]{3}", "is an ordinal date", "month and day are written"),
        (r".*\^.*", "names a hemisphere, as drafts of EDTF did", "the months are written"),
        (r".*[()].*", "has brackets", ""),
        (r"[0-9]{5,}.*", "has a year of more than four digits", "years are 0001 to 9999"),
        (r"y-?[0-9].*", "has a lower-case y", "years are 0001 to 9999"),
        (r"Y-?[0-9].*", "has Y before a year of four digits or fewer", "the four digits stand alone"),
        (r"--.*|-.*", "begins with a hyphen", "years are 0001 to 9999"),
        (r".*[?~%].*", "has a qualifier where none may stand", "a qualifier stands as in 2024~, 2024-10? and 2024-~10"),
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

    def remedy(candidates: str | tuple[str, ...]) -> str:
        several = (candidates,) if isinstance(candidates, str) else candidates
        good = [one for one in several if one != text and is_date(one)]
        return f"write {' or '.join(good)}" if good else ""

    odd = re.search(r"[^\x20-\x7e\n\t–—−‐]", text)
    if odd and not re.search("[\u0400-\u04ff\u3400-\u9fff\uac00-\ud7a3]", text):
        from unicodedata import normalize

        what = "a digit or letter that is not ASCII" if odd[0].isalnum() else f"the character U+{ord(odd[0]):04X}"
        plain = normalize("NFKC", re.sub(r"[\u200b\ufeff\x00-\x1f]", "", text))
        return f"has {what}", remedy(plain) or _GENERAL_HELP, odd.span()
    for pattern, reason, rewrite in _COMPILED:
        match = pattern.fullmatch(text)
        if match and (spelling := remedy(rewrite(match))):
            return reason, spelling, whole
    words, readings = _in_words(text) if odd or re.search("[A-Za-z–—/-]", text) else ("", ())
    if spelling := remedy(readings):
        return words, spelling, whole
    for shape, reason, help_text in _SHAPES:
        if shape.fullmatch(text):
            return reason, help_text, whole
    return "is not a date", _GENERAL_HELP, whole


def _in_words(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what a date in words is, and its readings by the reader of typed dates."""
    try:
        found = str(read(text))
    except AmbiguousDate as error:
        return error.reason, error.readings
    except EdtfError as error:
        return error.reason, ()
    side = re.match(r"(?i)\W*(?:before|prior|earlier|bef|after|later|aft|until|till?|no[t ]|on or)\b", text)
    if side and found.count("/") == 1 and ".." in found:  # one date of all on that side, or all of the time
        return "is a date as people type it", (f"[{found.replace('/', '')}]", found)
    return "is a date as people type it", (found,)
