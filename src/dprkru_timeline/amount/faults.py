"""What is wrong with a text that is no amount, and how it is written right.

Advice is given where one reading is plain, and is always an amount itself.
"""

import re
from unicodedata import decimal, normalize

from dprkru_timeline.amount.numerals import NUMERALS, SCALES
from dprkru_timeline.amount.value import Amount, read
from dprkru_timeline.errors import AmountError
from dprkru_timeline.text import shortened

_FORMS = 'amounts are "600", "600~" (about), "10000..12000", "10000.." (at least), "..6000" (up to), ">10000", "<5000"'
_POWER = "write the number in digits, at most 15 of them"
# More than this is no number that anybody said.
_LONGEST = 200
# What people write before or after a number, by what it is in the notation; the longer ones first.
_BEFORE = (
    (
        r"no (?:more|fewer|less) than|at (?:least|most)|not less than|as many as|up to|max(?:imum|\.)?|min(?:imum|\.)?",
        "",
    ),
    (r">=|≥|<=|≤|=<", ""),
    (r"more than|over|above|exceeding|upwards of|>", ">"),
    (r"fewer than|less than|under|below|<", "<"),
)
_MEANS = {
    **dict.fromkeys(
        ("no more than", "at most", "as many as", "up to", "max", "maximum", "max.", "<=", "≤", "=<"), "<="
    ),
    **dict.fromkeys(("no fewer than", "no less than", "not less than", "at least", "min", "minimum", "min."), ".."),
    **dict.fromkeys((">=", "≥"), ".."),
}
_ABOUT = (
    r"~|≈|≃|∼|c\.|ca\.?|circa|about|around|roughly|some|approx(?:imately|\.)?|an estimated|estimated|est\.|abt\.?"
    r"|nearly|almost|close to"
)
_PLAIN = r"exactly|only|just|precisely|=|\+|number"
_AFTER = (
    (r"\+|or more|and more|and up|plus|up|upwards", ".."),
    (r"or fewer|or less|at most", "<="),
    (r"or so|approximately|roughly|or thereabouts", "~"),
)
_TO = r"\.{2,3}|…|(?<![a-z])[-–—‐‒‑−〜→]|(?<=\d[kmb])[-–—]|\b(?:to|through|thru|till|until)\b"
_WORDS = {
    **NUMERALS,
    **dict.fromkeys(("a", "an"), 1),
    **dict.fromkeys(("none", "nothing"), 0),
}
_SCALES = {
    "k": 1000,
    **dict.fromkeys(("mn", "mio", "m"), 1_000_000),
    **dict.fromkeys(("bn", "b"), 1_000_000_000),
    "trillion": 1_000_000_000_000,
    **SCALES,
}
_ROOMY = 100  # after a scale, any number under a hundred may follow
_LETTERS = ("k", "m", "b")  # a scale only where no space parts it from the digits: 5 m may be meters
_VAGUE = r"\b(?:several|dozens|scores|hundreds|thousands|millions|many|few|tens|handful|some)\b"
# What stands in advice as one reading of such words; whoever writes the amount has to know better.
_READINGS = (
    (r"hundreds of thousands", "200000..999999?"),
    (r"tens of thousands", "20000..99999?"),
    (r"millions?", "2000000..9999999?"),
    (r"thousands?", "2000..9999?"),
    (r"hundreds?", "200..999?"),
    (r"dozens", "24..99?"),
)
_SHARES = {"half": "50", "a half": "50", "a quarter": "25", "three quarters": "75"}
# A number as people write it, with what stands for a comma; a unit may follow.
_NUMBER = r"(\d{1,3}(?:[,'’ ]\d{3})+|\d+)((?:\.\d+)?)( ?)([a-z]*)((?: [a-z][a-z' -]*)?)"


def fault(text: str) -> AmountError:  # noqa: C901, PLR0911 - a fault each
    """Return the error for a text that is no amount."""
    if not text.strip():
        return AmountError(text, "is empty", _FORMS)
    if len(text) > _LONGEST:
        return AmountError(text, f"has {len(text):,} characters, which no amount has", _FORMS)
    plain = _ascii(text)
    if not re.search(r"\d", text) and re.search(r"\bnan\b|\binf(?:inity)?\b|∞", text, re.IGNORECASE):
        return AmountError(text, "is no number", "leave the amount out where none was said")
    if re.search(r"[⁰¹²³⁴-⁹]|\d ?(?:\^|\*\*) ?\d|\d ?[×x] ?10\b|\d[eE][+-]?\d", text) and not re.match("0x", plain):
        return AmountError(text, "is a power", _POWER)
    if negative := re.fullmatch(rf"(?:[-−–]|minus) ?({_NUMBER})", plain, re.IGNORECASE):
        number = _digits(negative[1])
        return AmountError(
            text, "is negative, and nothing counts less than zero", f'write "{number}"' if number else ""
        )
    written = _written(text)
    right = f'write "{written}"' if written else ""
    if any(char.isdecimal() and not char.isascii() for char in text):
        return AmountError(text, "has digits of another script", right or "write it in the digits 0 to 9")
    tight = re.sub(r"[\s\u200b\ufeff]", "", text)
    if written and written == tight:
        return AmountError(text, "has white space in it", right)
    if written and {"~", "?"} <= set(text) and set(written) == set(tight):
        return AmountError(text, "has its marks in another order", right)
    words = " ".join(plain.split()).strip("~? ")
    if share := _SHARES.get(words.casefold()):
        return AmountError(text, "is a share in words", f'write {{ value = "{share}", words = "{words}" }}, in percent')
    if not written and re.search(_VAGUE, plain, re.IGNORECASE):
        remedy = f'write {{ value = "{_reading(plain)}", words = "{shortened(words)}" }}, with your own reading of them'
        return AmountError(text, "is in words, and no number", remedy)
    if unit := _unit(plain):
        return AmountError(text, f'has "{shortened(unit, 40)}" in it: the unit is the measure\'s', right or _FORMS)
    if re.search(r"[A-Za-z]{2}", plain) and not re.search(r"\d", plain):
        return AmountError(text, "is a word, and no number", right or _FORMS)
    return AmountError(text, "is no amount", right or _FORMS)


def _reading(plain: str) -> str:
    """Return an amount that words such as dozens may mean."""
    found = (amount for pattern, amount in _READINGS if re.search(rf"\b{pattern}\b", plain, re.IGNORECASE))
    return next(found, "3..9?")


def _written(text: str) -> str:
    """Return the amount that a person most likely meant, in the notation, or nothing."""
    plain = _ascii(text).strip("\"'“” ")
    doubtful, plain = "?" in plain, plain.replace("?", "").strip()
    about = plain.endswith("~") or bool(re.search(r"\.\. ?~|~ ?\.\.", plain))
    plain, sign, loose = _stripped(plain.replace("~", " ").strip() if about else plain)
    between = re.match(r"(?:between|from) (.+?) (?:and|to) (.+)", plain, re.IGNORECASE)
    if not between and not sign and (onward := re.fullmatch(r"from (.+?)(?: on(?:wards)?)?", plain, re.IGNORECASE)):
        plain, sign = onward[1], ".."
    ends = list(between.groups()) if between else re.split(rf" ?(?:{_TO}) ?", plain)
    if len(ends) == 2 and "" in ends and not sign:  # open on a side
        sign, ends = ("..", ends[:1]) if ends[0] else ("<=", ends[1:])
    if len(ends) > 2 or (len(ends) == 2 and sign):
        return ""
    numbers = [_digits(end) for end in _with_scale(ends)]
    if not all(numbers):
        return ""
    if len(numbers) == 2 and float(numbers[0]) > float(numbers[1]):
        numbers.reverse()
    found = "..".join(dict.fromkeys(numbers))
    found = {"": found, "..": f"{found}..", ">": f">{found}", "<": f"<{found}", "<=": f"..{found}"}[sign]
    try:
        made: Amount | None = read(f"{found}{'~' if about or loose else ''}{'?' if doubtful else ''}")
    except AmountError:
        return ""
    return str(made) if made else ""


def _stripped(text: str) -> tuple[str, str, bool]:
    """Return a text without the words around its number, what they mean, and whether it is about so."""
    sign, loose = "", False
    for _ in range(4):
        if match := re.match(rf"(?:{_ABOUT})(?![A-Za-z.]) ?", text, re.IGNORECASE):
            text, loose = text[match.end() :], True
            continue
        if match := re.match(rf"(?:{_PLAIN})(?![A-Za-z.]) ?(?=\S)", text, re.IGNORECASE):
            text = text[match.end() :]
            continue
        for pattern, meaning in _BEFORE:
            if match := re.match(rf"({pattern})(?![A-Za-z<>=]) ?", text, re.IGNORECASE):
                sign = meaning or _MEANS.get(match[1].casefold(), "")
                text = text[match.end() :]
                break
        else:
            break
    for pattern, meaning in _AFTER:
        if match := re.search(rf"(?<=[\da-z]) ?(?:{pattern})(?= [a-z ]+$|$)", text, re.IGNORECASE):
            text = f"{text[: match.start()]}{text[match.end() :]}"
            loose, sign = loose or meaning == "~", sign or meaning.replace("~", "")
    return text.strip(), sign, loose


def _with_scale(ends: list[str]) -> list[str]:
    """Return two ends of which only the last says thousand or million, the first with it: 10 to 12 thousand."""
    if len(ends) != 2:
        return ends
    first, last = ends
    if (match := re.search(r"\d ?([a-z]+)$", last.casefold())) and match[1] in _SCALES and first[-1:].isdecimal():
        return [f"{first} {match[1]}" if match[1] not in _LETTERS else first + match[1], last]
    if first.casefold() in _WORDS and (match := re.search(r"[a-z] ([a-z]+)$", last.casefold())) and match[1] in _SCALES:
        return [f"{first} {match[1]}", last]
    return ends


def _digits(text: str) -> str:
    """Return a number in plain digits: of 10,000, 1.5 million, 10k, 600 people, five hundred; or nothing."""
    text = " ".join(text.split()).casefold().strip()
    text = re.sub(r"^(?:us)?[$€£₩] ?|^usd |( ?(?:%|[$€£₩]|명|человек))$", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", text):
        text = text.replace(".", "")
    text = re.sub(r"^\.(?=\d)", "0.", text).removesuffix(".")
    match = re.fullmatch(_NUMBER, text)
    if not match:
        return _spelled(text)
    whole, fraction = re.sub(r"\D", "", match[1]).lstrip("0") or "0", match[2][1:]
    space, scale, rest = match[3], match[4], match[5]
    if re.fullmatch(r"\d\d0", fraction) and len(whole) < 4:  # a point for a comma, perhaps
        return ""
    scales = scale in _SCALES and not (space and scale in _LETTERS)
    if scale in ("lakh", "crore", "or", "and", "th", "st", "nd", "rd") or re.match(" (?:or|and) ", rest):
        return ""
    zeros = _SCALES[scale] if scales else 1
    if len(whole) + len(fraction) > 15 or (zeros == 1 and fraction):
        return f"{whole}.{fraction}" if fraction else whole
    made = int(f"{whole}{fraction}") * zeros
    return str(made // 10 ** len(fraction)) if made % 10 ** len(fraction) == 0 else ""


def _spelled(text: str) -> str:
    """Return a number that is written in words: six hundred, one hundred thousand, half a million; or nothing."""
    words = re.split(r"[ -]+", text)
    if words[:2] == ["half", "a"] and len(words) > 2 and words[2] in _SCALES:
        return str(_SCALES[words[2]] // 2)
    total, part, seen, room = 0, 0, False, _ROOMY
    for at, word in enumerate(words):
        if word in _WORDS:
            number = _WORDS[word]
            if number >= room:  # ten twelve, six six: no one number
                return ""
            part, room = part + number, 10 if number >= 20 else 1
        elif word in _SCALES and word not in _LETTERS:
            scale = _SCALES[word]
            part, room = (part or (1 if not seen else 0)) * scale, _ROOMY
            if scale >= 1000:
                total, part = total + part, 0
        elif word == "and" and seen:
            continue
        elif seen and at:  # a unit, and nothing but it
            if any(one in _WORDS or one in _SCALES or re.match("third|quarter|half|fifth", one) for one in words[at:]):
                return ""
            break
        else:
            return ""
        seen = True
    return str(total + part) if (seen and words[0] not in ("a", "an")) or (seen and total + part > 1) else ""


def _unit(plain: str) -> str:
    """Return what stands beside the digits and is no scale: people, %, $; or nothing."""
    if match := re.search(r"[$€£₩%]", plain):
        return match[0]
    if not re.search(r"\d", plain):
        return ""
    for pattern in (*(row[0] for row in _BEFORE), *(row[0] for row in _AFTER), _ABOUT, _PLAIN, _TO):
        plain = re.sub(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])", " ", plain, flags=re.IGNORECASE)
    words = re.findall(r"[^\W\d_][^\W\d_'-]+", plain)
    known = (*_SCALES, "to", "between", "from", "and", "or", "not", "no", "possibly", "maybe", "reportedly", "th", "st")
    return " ".join(word for word in words if word.casefold() not in known)


def _ascii(text: str) -> str:
    """Return a text with digits, signs and spaces as ASCII has them."""
    kept = "".join(char for char in text if char not in "\u200b\ufeff\u2060")
    found = "".join(str(decimal(char)) if char.isdecimal() else char for char in normalize("NFKC", kept))
    found = found.translate({0x66A: "%", 0x66C: ",", 0x66B: ".", 0x2212: "-"})
    return " ".join(found.split())
