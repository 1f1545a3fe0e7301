"""The value of an amount: text to value, value to text, value to words."""

import re
from typing import NamedTuple

from dprkru_timeline.errors import AmountError

Number = int | float
# A float tells this many digits apart, and no number that anybody said has more.
_MOST_DIGITS = 15
_NUMBER = "(?:0|[1-9][0-9]*(?:_[0-9]+)*)(?:\\.[0-9]+)?"
# 28.500 may be a thousand with a point for a comma: zeros at the end of a fraction of three are no slip of the pen.
_THOUSANDS = "[1-9][0-9]{0,2}(?:\\.[0-9]{3})*\\.[0-9][0-9]0"


class Amount(NamedTuple):
    """How many somebody said.

    ``low`` and ``high`` are the ends, None where that side is open; ``beyond`` where the end itself is not meant (more
    than, under). ``about`` and ``doubtful`` leave the ends as they are: they say that these can't be relied on.
    """

    low: Number | None
    high: Number | None
    beyond: bool = False
    about: bool = False
    doubtful: bool = False

    def __str__(self) -> str:
        """Return the amount in the notation: read again, it is the same."""
        low, high = _plain(self.low), _plain(self.high)
        if self.beyond:
            value = f">{low}" if low else f"<{high}"
        else:
            value = low if self.low == self.high else f"{low}..{high}"
        return f"{value}{'~' if self.about else ''}{'?' if self.doubtful else ''}"


def read(text: str) -> Amount | None:
    """Return the amount that ``text`` writes, or None where it is no amount of the notation.

    Raises:
        AmountError: it has its form, and can't be meant: it is reversed, say.
    """
    value = text
    doubtful = value.endswith("?")
    value = value.removesuffix("?")
    about = value.endswith("~")
    value = value.removesuffix("~")
    found: Amount | None = None
    if match := re.fullmatch(f"([<>])({_NUMBER})", value):
        number = _number(match[2], text)
        found = Amount(number, None, beyond=True) if match[1] == ">" else Amount(None, number, beyond=True)
    elif match := re.fullmatch(f"({_NUMBER})?\\.\\.({_NUMBER})?", value):
        low, high = (_number(one, text) if one else None for one in match.groups())
        found = Amount(low, high) if low is not None or high is not None else None
    elif re.fullmatch(_NUMBER, value):
        number = _number(value, text)
        found = Amount(number, number)
    if found is None:
        return None
    found = found._replace(about=about, doubtful=doubtful)
    _check(found, text)
    return found


def _check(found: Amount, text: str) -> None:
    low, high = found.low, found.high
    if low is not None and high is not None:
        if low > high:
            raise AmountError(text, "is reversed", f'write "{found._replace(low=high, high=low)}"')
        if low == high and ".." in text:
            raise AmountError(text, "is from and to one number", f'write "{found}"')
    if found.beyond and high == 0:
        raise AmountError(text, "is under zero, and nothing counts less", 'none at all is "0"')


def _number(text: str, whole: str) -> Number:
    digits, _, fraction = text.replace("_", "").partition(".")
    if re.fullmatch(_THOUSANDS, text):
        kept = fraction.rstrip("0")
        readings = f"{digits}{fraction}", f"{digits}.{kept}" if kept else digits
        right = " or ".join(f'"{whole.replace(text, one)}"' for one in readings)
        remedy = f"write {right}" if whole.count(".") - 2 * whole.count("..") == 1 else ""
        raise AmountError(whole, f"may have {digits} and a fraction in it, or thousands", remedy)
    fraction = fraction.rstrip("0")
    if len(digits) + len(fraction) > _MOST_DIGITS:
        raise AmountError(whole, f"has more than {_MOST_DIGITS} digits", "write the number as it was said")
    return float(f"{digits}.{fraction}") if fraction else int(digits)


def _plain(number: Number | None) -> str:
    """Return a number in digits, without an exponent; nothing for an open end."""
    if number is None:
        return ""
    text = repr(number)
    return f"{number:.{_MOST_DIGITS}f}".rstrip("0") if "e" in text else text


# A number of this many is read out so, where it is a round one: the words of a million have no seven digits.
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"))


def number_text(number: Number) -> str:
    """Return a number as people read it, the whole of it: 12,000; 34.4; 6.5 million."""
    for scale, name in _SCALES:
        if _is_round(number, scale):
            return f"{_grouped(_scaled(number, scale))} {name}"
    return _grouped(_plain(number))


def _is_round(number: Number, scale: int) -> bool:
    """Tell whether a number is one of whole hundredths of a million or billion, and at least one."""
    return isinstance(number, int) and number >= scale and number % (scale // 100) == 0


def _scaled(number: Number, scale: int) -> str:
    whole, rest = divmod(int(number), scale)
    fraction = f"{rest * 100 // scale:02}".rstrip("0")
    return f"{whole}.{fraction}" if fraction else str(whole)


def _grouped(digits: str) -> str:
    whole, point, fraction = digits.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def wording(amount: Amount) -> str:
    """Return an amount in words that say no more than was said; that it is doubtful is for whoever shows it."""
    about = "about " if amount.about else ""
    low = "" if amount.low is None else number_text(amount.low)
    high = "" if amount.high is None else number_text(amount.high)
    if not high:
        return f"{'more than' if amount.beyond else 'at least'} {about}{low}"
    if not low:
        return f"{'under' if amount.beyond else 'up to'} {about}{high}"
    if amount.low == amount.high:
        return f"{about}{low}"
    scale = high.partition(" ")[2]
    if scale and " " not in low:  # 500 to 6 million may be read as so many millions
        return f"{about}{_grouped(_plain(amount.low))} to {_grouped(_plain(amount.high))}"
    return f"{about}{low.removesuffix(f' {scale}') if scale else low} to {high}"
