"""The words that dates are made of, and those that stand before and after them."""

import re
from functools import cache

from dprkru_timeline.edtf.datewords import (
    BOUNDS,
    CJK_PARTS,
    CYRILLIC_MONTHS,
    CYRILLIC_SEASONS,
    MONTHS,
    NUMBERS,
    SEASONS,
)

# What the words before a date say of it, by the words.
LEADS: dict[tuple[str, ...], str] = {
    **{tuple(words.split()): bound for words, bound in BOUNDS.items()},
    **dict.fromkeys((("in",), ("on",), ("during",)), "on"),
    ("between",): "between",
    ("as", "of"): "as-of",
}
NEEDS_A_DATE = ("since", "until", "before", "after")  # nobody looks for these words
OPEN = {
    **dict.fromkeys(("or later", "and later", "or after", "and after", "onwards", "onward", "and onwards"), "since"),
    **dict.fromkeys(("or earlier", "and earlier", "or before", "and before"), "until"),
}
NOW = ("date", "now", "present", "today")
JOINTS = ("to", "until", "till", "through", "thru", "and", "-", "–", "—")
MOMENTS = "today yesterday tomorrow week month year weeks months years days quarter"
OTHER_PARTS = (
    "of the a an end start beginning middle"
    " first second third fourth last half this next past day d w y mo ago early mid late г г. года год"
    " mon tue tues wed thu thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
)
# Words without a digit: those of which one at least stands in a date without a digit, and all that may be part of one.
HINTS = frozenset([*MONTHS.split("|"), *SEASONS.split("|"), *MOMENTS.split()])
WORDS = frozenset([*HINTS, *JOINTS, *NUMBERS, *OTHER_PARTS.split()])
# A day with all that it has, its weekday before it or not.
DAY_IN_FULL = (
    rf"(?:[a-z]+,? )?(?:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS}) [0-9]{{4}}"
    rf"|(?:{MONTHS}) [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}})"
)
NUMBERED = r"(?i)(?:resolutions?|res\.?|unscr|s/res|no\.?|nos\.?|nr\.?|№|#|number|numbers)"
LONGEST = 9  # words of a date: "from 8 October 2024 to 13 November 2024" has its joint apart
YEARS = range(1900, 2100)


@cache
def part_pattern() -> str:
    """Return a pattern of what a word of a date looks like."""
    cyrillic = "|".join([*CYRILLIC_MONTHS])
    parts = (
        rf"(?:{MONTHS})[.,]?|(?:{MONTHS})[-–—/](?:{MONTHS})|{SEASONS}|an?|{'|'.join(NUMBERS)}",
        r"[0-9]{1,4}(?:st|nd|rd|th)?,?|[0-9]{1,2}[-–—][0-9]{1,2},?|[0-9]{4}[-–/][0-9]{2}|[-–—/]",
        r"[qh][1-4]|[1-4][qh]|of|the|first|second|third|fourth|last|quarter|half|this|next|past",
        r"(?:week|month|year|day)s?|[dwy]|mo|ago|today|yesterday|tomorrow|early|mid|late|end|start|beginning|middle",
        r"mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?",
        rf"[0-9]{{1,2}}(?:월|일|月|日|-?го)|(?:{cyrillic})[а-яіїє]*\.?|г\.?|года?|р\.?",
        "|".join([*CYRILLIC_SEASONS, *CJK_PARTS]),
    )
    return "|".join(parts)


@cache
def whole_pattern() -> str:
    """Return a pattern of one word that is a date, or is meant to be."""
    from dprkru_timeline.edtf.length import SPAN

    forms = (
        r"[<>≤≥]=?[0-9]{4}.*|[0-9]{4}[-./–—Xx~?%0-9qhw]*|[0-9]{4}\+|[0-9]{2,3}x{1,2}|'?[0-9]{3}0s",
        r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|[0-9]{1,2}/[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}",
        rf"[0-9]{{1,2}}[-/.]?(?:{MONTHS})[-/.]?[0-9]{{4}}|(?:{MONTHS})[-/.]?[0-9]{{4}}",
        rf"[0-9]{{4}}[-/.]?(?:{MONTHS})(?:[-/.]?[0-9]{{1,2}})?",
        r"\.\./[0-9].*|[\[{][0-9.].*[\]}]|(?:early|mid|late)-[0-9]{4}|[qh][1-4][-/]?[0-9]{4}",
        rf"{SPAN}|today|yesterday|tomorrow|[0-9]{{1,4}}[년年].*|[0-9]{{1,2}}[-–—][0-9]{{1,2}}",
    )
    return "|".join(forms)


def may_hold_dates(text: str) -> bool:
    """Tell whether a query's text may have a date among its words; most have none, and are not looked through."""
    if not text.isalpha() and any(char.isdigit() for char in text):
        return True
    return any((plain := word.strip(".,()")) in HINTS or plain in NEEDS_A_DATE for word in text.casefold().split())


def needs_quotes(word: str) -> bool:
    """Tell whether a word of text could be read as a date, as a part of one or as the word before one."""
    plain = word.casefold()
    if (plain,) in LEADS or plain.rstrip(".,") in WORDS:
        return True
    if not any(char.isdigit() for char in plain):  # at once: the patterns take as long to make as a search
        return not plain.isascii() and re.fullmatch(part_pattern(), plain) is not None
    return re.fullmatch(part_pattern(), plain) is not None or re.fullmatch(whole_pattern(), plain) is not None
