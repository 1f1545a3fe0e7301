"""The numbers that stand in a text: which it holds, and which of them count something."""

import re
from collections.abc import Sequence

from dprkru_timeline.amount import Number
from dprkru_timeline.amount.numerals import NUMERALS, SCALES
from dprkru_timeline.edtf.value import MONTHS

_WORDS = {**NUMERALS, "a": 1, "an": 1}
_NONE = ("none", "nobody", "no")
# What is written behind a number for its zeros; in Korean, by tens of thousands.
_LETTERS = {
    "k": 1000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "천": 1000,
    "만": 10_000,
    "억": 100_000_000,
}
_SHARES = {"half": 50, "quarter": 25}  # of a hundred: a share is said in words, and counted in percent
_DIGITS = r"[0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?|[0-9]+[.,][0-9]{1,2}(?![0-9])|[0-9]+(?:\.[0-9]+)?"
_POINTED = r"[0-9]{1,3}(?:\.[0-9]{3})+"  # points that may stand for commas
_SCALE = "|".join(SCALES)
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
    r"\b[0-9]+(?:-[A-Za-z]+| ?(?:mm|km|a\.m\.|p\.m\.))(?![a-z])",  # 170-mm
    r"\b[0-9]{1,2}:[0-9]{2}\b",
    r"\b[0-9]+ for [0-9]+\b(?= exchange)",
)


def numbers_in(text: str) -> set[Number]:
    """Return the numbers that a text holds, in digits or in plain words; a range shares its scale: 4 to 6 million."""
    found: set[Number] = set()
    letters = "|".join(sorted(_LETTERS, key=len, reverse=True))
    pattern = rf"({_DIGITS})(?:(?: to |-|–)({_DIGITS}))?(?:\s+({_SCALE})s?\b|({letters})(?![a-z]))?"
    for match in re.finditer(pattern, text.casefold()):
        ends = [_number(digits) for digits in match.groups()[:2] if digits]
        found |= {int(one.replace(".", "")) for one in match.groups()[:2] if one and re.fullmatch(_POINTED, one)}
        scale = SCALES.get(match[3] or "") or _LETTERS.get(match[4] or "") or 1
        if len(ends) == 2 and ends[0] < 1000 <= ends[1]:  # 4-5,000
            found.add(_whole(ends[0] * 1000))
        for number in ends:
            found |= {number, _whole(number * scale)}
    return found | _numbers_in_words(re.findall(r"[a-z]+", text.casefold()))


def _numbers_in_words(words: Sequence[str]) -> set[Number]:
    found: set[Number] = set()
    for place, word in enumerate(words):
        after = words[place + 1].removesuffix("s") if place + 1 < len(words) else ""
        if word in _WORDS and after in SCALES:
            found |= {_WORDS[word], _WORDS[word] * SCALES[after]}
        elif _WORDS.get(word, 0) >= 20 and 0 < _WORDS.get(after, 0) < 10:
            found.add(_WORDS[word] + _WORDS[after])
        elif word in _WORDS and word not in ("a", "an"):
            found.add(_WORDS[word])
        elif word in _SHARES:
            found.add(_SHARES[word])
        elif word in _NONE:
            found.add(0)
    return found


# How exact a number is said to be, by the words that stand before it.
_EXACTNESS = (
    ("up to", r"up to|as many as|at most|no more than|not more than"),
    ("at least", r"at least|no (?:fewer|less) than|not less than|a minimum of"),
    ("more than", r"more than|(?<!hand )(?<!hands )(?<!handed )(?<!take )over|above|exceeding|upwards of|in excess of"),
    ("under", r"fewer than|less than|under|below"),
    ("about", r"about|around|some|roughly|approximately|nearly|almost|close to|an estimated|circa"),
)


def exactness(text: str, number: str) -> set[str]:
    """Return how exact a text says that a number is, which it holds in these digits: "about", "at least"; by its words.

    A number that stands there more than once, or in no digits, says nothing; nor does one without such words.
    """
    places = [match.start() for match in re.finditer(rf"(?<![0-9,.]){re.escape(number)}(?![0-9]|,[0-9])", text)]
    if len(places) != 1:
        return set()
    before = text[: places[0]].casefold().rstrip("$€ ")
    found = set()
    while match := next(
        (
            (name, hit)
            for name, pattern in _EXACTNESS
            if (hit := re.search(rf"(?:^|[^a-z])({pattern})$", before)) is not None
        ),
        None,
    ):
        found.add(match[0])
        before = before[: match[1].start(1)].rstrip()
    return found


def counting(text: str) -> list[str]:
    """Return the numbers in digits that count something, as they are written."""
    left = text
    for pattern in _EXCUSED:
        left = re.sub(pattern, " ", left)
    return re.findall(rf"(?<![\w.])(?:{_DIGITS})(?![\w-])", left)


def _number(digits: str) -> Number:
    plain = re.sub("[, \u00a0\u202f](?=[0-9]{3})", "", digits).replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _whole(number: Number) -> Number:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
