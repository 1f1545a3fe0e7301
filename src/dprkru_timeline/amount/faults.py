"""What is wrong with a text that is no amount, and how it is written right."""

import re
from unicodedata import decimal, normalize

from dprkru_timeline.amount.value import read
from dprkru_timeline.errors import AmountError

_FORMS = 'amounts are "600", "600~" (about), "10000..12000", "10000.." (at least), "..6000" (up to), ">10000", "<5000"'
# A word of vagueness stands for a range that nobody said: the words are kept beside it.
_IN_WORDS = 'write { value = "200..999?", words = "several hundred" }, with your reading of the words'
# What people write before or after a number, by what it is in the notation.
_BEFORE = (
    (r"~|≈|≃|c\.|ca\.?|circa|about|around|roughly|some|approximately|nearly|almost|close to", "~"),
    (r">=|≥|at least|no fewer than|no less than|from|minimum|min\.?|not less than", ".."),
    (r">|more than|over|above|exceeding|upwards of", ">"),
    (r"<=|≤|up to|at most|no more than|maximum|max\.?|as many as|until", "<="),
    (r"<|fewer than|less than|under|below", "<"),
)
_AFTER = ((r"\+|or more|and more|and up|plus", ".."), (r"or fewer|or less|at most", "<="))
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_SCALES = {
    "k": 1000,
    "thousand": 1000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
    "hundred": 100,
    "dozen": 12,
}
_VAGUE = r"(?:several|dozens|scores|hundreds|thousands|many|few|a few|tens|hundred|handful)\b"


def fault(text: str) -> AmountError:  # noqa: C901, PLR0911 - a fault each
    """Return the error for a text that is no amount."""
    if not text.strip():
        return AmountError(text, "is empty", _FORMS)
    if re.search(r"nan\b|inf(?:inity)?\b|[∞]", text, re.IGNORECASE) and not re.search(r"\d", text):
        return AmountError(text, "is no number", "leave the amount out where none was said")
    if re.fullmatch(r"\s*[-−–]\s*\d[\d.,_]*\s*", text):
        return AmountError(text, "is negative, and nothing counts less than zero", f'write "{_bare(text)}"')
    if re.search(r"\d\^\d|\d\s*[eE][+-]?\d|\*\*|[×x]\s*10", text):
        return AmountError(text, "is a power", "write the number in digits, at most 15 of them")
    written = _written(text)
    right = f'write "{written}"' if written else ""
    if any(char.isdecimal() and not char.isascii() for char in text):
        return AmountError(text, "has digits of another script", right or "write it in the digits 0 to 9")
    if text != text.strip() and written == text.strip():
        return AmountError(text, "has white space around it", right)
    if "~" in text and "?" in text and written:
        return AmountError(text, "has its marks in another order", right)
    if text.strip().casefold() in ("half", "a half", "a quarter", "a third", "two thirds"):
        return AmountError(
            text, "is a share in words", f'write {{ value = "50", words = "{text.strip()}" }}, in percent'
        )
    if re.search(_VAGUE, text, re.IGNORECASE) and not written:
        return AmountError(text, "is in words, and no number", _IN_WORDS)
    if unit := _unit(text):
        return AmountError(text, f'has "{unit}" in it: the unit is the measure\'s', right or _FORMS)
    if re.search(r"[A-Za-z]{2}", text) and not re.search(r"\d", text):
        return AmountError(text, "is a word, and no number", right or _FORMS)
    return AmountError(text, "is no amount", right or _FORMS)


def _written(text: str) -> str:
    """Return the amount that a person most likely meant, in the notation, or nothing."""
    plain = _ascii(text)
    doubtful = "?" if "?" in plain else ""
    plain = plain.replace("?", "").strip()
    about = ""
    if plain.endswith("~"):
        plain, about = plain.removesuffix("~").strip(), "~"
    sign = ""
    for pattern, meaning in _BEFORE:
        if match := re.match(rf"(?:{pattern})(?![A-Za-z.])\s*", plain, re.IGNORECASE):
            plain, sign = plain[match.end() :], meaning
            break
    if sign and (match := re.match(rf"(?:{_BEFORE[0][0]})(?![A-Za-z.])\s*", plain, re.IGNORECASE)):
        plain, about = plain[match.end() :], "~"
    for pattern, meaning in _AFTER:
        if not sign and (match := re.search(rf"\s*(?:{pattern})$", plain, re.IGNORECASE)):
            plain, sign = plain[: match.start()], meaning
    plain = re.sub(r"^between\s+(.+)\s+and\s+", r"\1 to ", plain, flags=re.IGNORECASE)
    ends = re.split(r"\s*(?:\.{2,3}|…|[-–—]|\bto\b)\s*", plain)
    numbers = [_digits(end) for end in ends]
    if len(ends) > 2 or not all(numbers) or (len(ends) == 2 and sign in (">", "<", "..", "<=")):
        return ""
    if sign == "~":
        sign, about = "", "~"
    found = "..".join(numbers)
    found = {"": found, "..": f"{found}..", ">": f">{found}", "<": f"<{found}", "<=": f"..{found}"}[sign]
    try:
        made = read(f"{found}{about}{doubtful}")
    except AmountError:
        return ""
    return str(made) if made else ""


def _digits(text: str) -> str:
    """Return a number in plain digits: of 10,000, 1.5 million, 10k, 600 people, five; or nothing."""
    text = text.strip().casefold()
    text = re.sub(r"^[$€£₩]\s*|\s*(?:%|[$€£₩])$", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", text):
        text = text.replace(".", "")
    text = re.sub(r"^\.(?=\d)", "0.", text)
    match = re.fullmatch(r"(\d{1,3}(?:[,'’\s]\d{3})+|\d+)((?:\.\d+)?)\s*([a-z]*)(?:\s+[a-z][a-z -]*)?", text)
    if not match:
        words = text.split()
        known = words and words[0] in _WORDS and (len(words) == 1 or (len(words) == 2 and words[1] in _SCALES))
        return str(_WORDS[words[0]] * (_SCALES[words[1]] if len(words) == 2 else 1)) if known else ""
    whole, fraction, scale = re.sub(r"\D", "", match[1]).lstrip("0") or "0", match[2][1:], match[3]
    if scale not in _SCALES:
        return f"{whole}.{fraction}" if fraction else whole
    zeros = _SCALES[scale]
    if len(fraction) > len(str(zeros)) - 1 or len(whole) > 15 or scale == "dozen":
        return str(int(whole) * zeros) if not fraction and len(whole) <= 15 else ""
    return str(int(f"{whole}{fraction}") * zeros // 10 ** len(fraction))


def _unit(text: str) -> str:
    """Return what stands after the digits and is no scale: people, %, $; or nothing."""
    if match := re.search(r"[$€£₩%]", text):
        return match[0]
    plain = _ascii(text)
    for pattern, _ in (*_BEFORE, *_AFTER):
        plain = re.sub(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])", " ", plain, flags=re.IGNORECASE)
    words = re.findall(r"[A-Za-z][A-Za-z -]*[A-Za-z]", plain) if re.search(r"\d", plain) else []
    left = [one for word in words for one in word.split() if one.casefold() not in (*_SCALES, "to", "between", "and")]
    return " ".join(left)


def _ascii(text: str) -> str:
    """Return a text with digits and signs as ASCII has them."""
    return (
        "".join(str(decimal(char)) if char.isdecimal() else char for char in normalize("NFKC", text))
        .replace("−", "-")
        .strip()
    )


def _bare(text: str) -> str:
    return _digits(_ascii(text).lstrip("-–")) or "0"
