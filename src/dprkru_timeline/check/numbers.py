"""The numbers that stand in a text: which it holds, and which of them count something."""

import re

from dprkru_timeline.amount import Number
from dprkru_timeline.edtf.value import MONTHS

_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS: dict[str, int] = {**{word: number for number, word in enumerate(_ONES)}, **_TENS, "a": 1, "an": 1}
_SHARES = {"half": 50, "quarter": 25}  # of a hundred: a share is said in words, and counted in percent
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SCALE = "|".join(_SCALES)
_MONTH = "|".join(MONTHS)
_TIME = "second|minute|hour|day|week|month|year|decade|o'clock"
# What stands beside a number that counts nothing: dates, times, laws, documents, names of things, ordinals.
_EXCUSED = (
    rf"\b[0-9]{{1,2}}(?: (?:to|and|or) [0-9]{{1,2}}|[-–][0-9]{{1,2}})? (?:{_MONTH})\b(?: [0-9]{{4}}\b)?",
    rf"\b(?:{_MONTH}) [0-9]{{1,2}}\b",
    r"\b(?:1[5-9]|20)[0-9]{2}(?:[-/–][0-9]{2,4})?\b(?![,.]?[0-9])",  # a year
    rf"\b[0-9]+(?:[-–][0-9]+| (?:to|or) [0-9]+)?[ -](?:{_TIME})s?\b(?:,? instead of [0-9]+)?",
    (
        r"(?i)\b(?:resolutions?|articles?|paragraphs?|paras?\.?|sections?|chapters?|annex|no\.|number|round|part|phase|page"
        r"|stage|session|package|aged?|group under|over the age of|express|group of)\s+[0-9]+(?:\.[0-9]+)*\b(?!,[0-9])"
    ),
    r"\b[0-9]+(?:st|nd|rd|th)\b",
    r"\b[A-Za-z]+-?[0-9]+[A-Za-z0-9/-]*",  # KN-23, Hwasong-11, S/2024/215, Il-62M
    r"\b[0-9]+-[A-Za-z]+\b",  # 170-mm
    r"\b[0-9]+ for [0-9]+\b(?= exchange)",
)


def numbers_in(text: str) -> set[Number]:
    """Return the numbers that a text holds, in digits or in plain words; a range shares its scale: 4 to 6 million."""
    found: set[Number] = set()
    for match in re.finditer(rf"({_DIGITS})(?:(?: to |-|–)({_DIGITS}))?(?:\s+({_SCALE})s?\b)?", text):
        for digits in filter(None, match.groups()[:2]):
            number = _number(digits)
            found |= {number, _whole(number * _SCALES[match[3]])} if match[3] else {number}
    words = re.findall(r"[a-z]+", text.casefold())
    for place, word in enumerate(words):
        after = words[place + 1].removesuffix("s") if place + 1 < len(words) else ""
        if word in _WORDS and after in _SCALES:
            found |= {_WORDS[word], _WORDS[word] * _SCALES[after]}
        elif word in _WORDS and word not in ("a", "an"):
            found.add(_WORDS[word])
        elif word in _SHARES:
            found.add(_SHARES[word])
    return found


def counting(text: str) -> list[str]:
    """Return the numbers in digits that count something, as they are written."""
    left = text
    for pattern in _EXCUSED:
        left = re.sub(pattern, " ", left)
    return re.findall(rf"(?<![\w.])(?:{_DIGITS})(?![\w-])", left)


def _number(digits: str) -> Number:
    plain = digits.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _whole(number: Number) -> Number:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
