"""The words that dates are made of, and those that stand before and after them."""

import re
from functools import cache

from dprkru_timeline.edtf.value import MONTHS as MONTH_NAMES

MONTHS = "|".join(f"{name.lower()}|{name[:3].lower()}|{name[:4].lower()}" for name in MONTH_NAMES)
SEASONS = "spring|summer|autumn|fall|winter"
OF_THREE = {
    ("no", "later", "than"): "until",
    ("no", "earlier", "than"): "since",
    ("on", "or", "after"): "since",
    ("on", "or", "before"): "until",
}
LEADS = {
    **dict.fromkeys(("since", "from", "starting", "beginning"), "since"),
    **dict.fromkeys(("until", "till", "til", "to", "through", "thru", "by"), "until"),
    "before": "before",
    "after": "after",
    **dict.fromkeys(("in", "on", "during"), "on"),
    "between": "between",
}
OF_TWO = {
    ("as", "of"): "as-of",
    ("up", "to"): "until",
    ("up", "until"): "until",
    ("prior", "to"): "before",
    ("later", "than"): "after",
    ("earlier", "than"): "before",
}
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NEEDS_A_DATE = ("since", "until", "before", "after")  # nobody looks for these words
OPEN = {
    **dict.fromkeys(("or later", "and later", "or after", "and after", "onwards", "onward", "and onwards"), "since"),
    **dict.fromkeys(("or earlier", "and earlier", "or before", "and before"), "until"),
}
NOW = ("date", "now", "present", "today")
JOINTS = ("to", "until", "till", "through", "thru", "and", "-", "–", "—")
MOMENTS = "today yesterday tomorrow week month year weeks months years days quarter"
OTHER_PARTS = (
    "of the a an one two three four five six seven eight nine ten eleven twelve end start beginning middle up prior"
    " first second third fourth last half this next past day d w y mo ago early mid late г г. года год"
    " mon tue tues wed thu thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
)
# Words without a digit: those of which one at least stands in a date without a digit, and all that may be part of one.
HINTS = frozenset([*MONTHS.split("|"), *SEASONS.split("|"), *MOMENTS.split()])
WORDS = frozenset([*HINTS, *JOINTS, *OTHER_PARTS.split()])
DAY_IN_FULL = (
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS}) [0-9]{{4}}|(?:{MONTHS}) [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}"
)
NUMBERED = r"(?i)(?:resolutions?|res\.?|unscr|s/res|no\.?|nos\.?|nr\.?|№|#|number|numbers)"
LONGEST = 9  # words of a date: "from 8 October 2024 to 13 November 2024" has its joint apart
YEARS = range(1900, 2100)


@cache
def part_pattern() -> str:
    """Return a pattern of what a word of a date looks like."""
    return (
        rf"(?:{MONTHS})[.,]?|(?:{MONTHS})[-–—/](?:{MONTHS})|(?:{SEASONS})|an?|(?:{'|'.join(NUMBERS)})|[0-9]{{1,4}}(?:st|nd|rd|th)?,?|[qh][1-4]|[1-4][qh]|of|the"
        r"|(?:first|second|third|fourth|last)|(?:quarter|half)|(?:this|next|past)|(?:week|month|year|day)s?|[dwy]|mo|ago"
        r"|today|yesterday|tomorrow|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?"
        r"|sun(?:day)?|early|mid|late|end|start|beginning|middle|[-–—/]|[0-9]{1,2}(?:월|일|月|日|-?го)|[0-9]{1,2}[-–—][0-9]{1,2},?|(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август"
        r"|сентябр|октябр|ноябр|декабр|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд)[а-яіїє]*\.?|г\.?|года?|р\.?"
        r"|лет[оа]м?|весн[аоы]й?|осень|осенью|зим[аоы]й?|봄|여름|가을|겨울|상반기|하반기|[1-4]분기|[0-9]{4}[-–/][0-9]{2}"
    )


@cache
def whole_pattern() -> str:
    """Return a pattern of one word that is a date, or is meant to be."""
    from dprkru_timeline.edtf.length import SPAN

    return (
        r"[<>≤≥]=?[0-9]{4}.*|[0-9]{4}[-./–—Xx~?%0-9qhw]*|[0-9]{4}\+|[0-9]{2,3}x{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|[0-9]{1,2}/[0-9]{4}|'?[0-9]{3}0s"
        rf"|[0-9]{{1,2}}[-/.]?(?:{MONTHS})[-/.]?[0-9]{{4}}|(?:{MONTHS})[-/.]?[0-9]{{4}}|[0-9]{{4}}[-/.]?(?:{MONTHS})(?:[-/.]?[0-9]{{1,2}})?"
        rf"|\.\./[0-9].*|[\[{{][0-9.].*[\]}}]|(?:early|mid|late)-[0-9]{{4}}|[qh][1-4][-/]?[0-9]{{4}}|{SPAN}"
        r"|today|yesterday|tomorrow|[0-9]{1,4}[년年].*|[0-9]{1,2}[-–—][0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}"
    )


def may_hold_dates(text: str) -> bool:
    """Tell whether a query's text may have a date among its words; most have none, and are not looked through."""
    if not text.isalpha() and any(char.isdigit() for char in text):
        return True
    return any((plain := word.strip(".,()")) in HINTS or plain in NEEDS_A_DATE for word in text.casefold().split())


def needs_quotes(word: str) -> bool:
    """Tell whether a word of text could be read as a date, as a part of one or as the word before one."""
    plain = word.casefold()
    if plain in LEADS or plain.rstrip(".,") in WORDS:
        return True
    if not any(char.isdigit() for char in plain):  # at once: the patterns take as long to make as a search
        return not plain.isascii() and re.fullmatch(part_pattern(), plain) is not None
    return re.fullmatch(part_pattern(), plain) is not None or re.fullmatch(whole_pattern(), plain) is not None
