"""What text from a file may do to a screen, and when two spellings are one name.

The lowest layer. Nothing here knows events, and nothing here loads Rich: a piped
answer must not pay for it. ``unicodedata`` is imported where it is needed, because
ASCII questions about ASCII names never need it. Patterns are texts, which `re` compiles when one
is first used: most starts use none, since text that is printable by Unicode has nothing unsafe in it.
"""

import re
from collections.abc import Sequence

# What must never reach a terminal, a page or a cell as itself: C0 without line feed
# (callers that print one line join lines first), DEL, C1, the marks and overrides of
# the bidirectional algorithm, line and paragraph separators, BOM, interlinear marks,
# tags, surrogates and the 66 noncharacters.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
UNSAFE = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    f"\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff{_NONCHARACTERS}]"
)
_LINE_BREAK = r"\s*[\r\n]\s*"
# A country and a part of it, two to six letters and digits: longer ones could hide words.
_FLAG_TAGS = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"


def first_unsafe(text: str) -> str:
    """Return the first character of ``text`` that could act on a screen, or nothing."""
    if text.isprintable() or text.replace("\n", "").isprintable():
        return ""
    found = re.search(UNSAFE, text)
    return found[0] if found else ""


def visible(text: str) -> str:
    """Return ``text`` with every character that could act on a terminal shown as ``<U+001B>``.

    The tag characters of subdivision flags (England's, say) are kept: they are part of
    one emoji there, and hidden text anywhere else.
    """
    if not first_unsafe(text):
        return text
    keep = [match.span() for match in re.finditer(_FLAG_TAGS, text)]

    def show(match: re.Match[str]) -> str:
        at = match.start()
        if any(start <= at < end for start, end in keep):
            return match[0]
        return f"<U+{ord(match[0]):04X}>"

    return re.sub(UNSAFE, show, text)


def typed(text: str) -> str:
    """Return a path or an argument safe and on one line, whatever bytes it is of; what is no text is shown as such."""
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # halves of characters, which Windows passes
        raw = text.encode("utf-8", "replace")
    shown = one_line(raw.decode("utf-8", "replace"))
    return f'"{shown}"' if shown.isspace() else shown


def one_line(text: str) -> str:
    """Return ``text`` safe and on one line: line breaks become a space."""
    if text.isprintable():
        return text
    return visible(re.sub(_LINE_BREAK, " ", text))


def shortened(text: str, limit: int = 80) -> str:
    """Return ``text`` made visible and cut, with a mark, to ``limit`` characters: for messages."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return one_line(text)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes a plain s: "1 event", "3,000 events"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(parts: Sequence[str]) -> str:
    """Return texts as a sentence lists them: "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def fold(text: str) -> str:
    """Return the form in which names are compared: case, width and composition do not matter."""
    if text.isascii():
        return " ".join(text.lower().split())
    from unicodedata import normalize

    return " ".join(normalize("NFKC", normalize("NFKC", text).casefold()).split())


# Endings of Russian and Ukrainian names that are one and the same, by the last of them: Zelenskyy, Nebenzya, Sergey.
_SAME_ENDINGS = (("(?:skyy|skiy|skii|skyi|ski)$", "sky"), ("(?:iy|ii|yy)$", "y"), ("(?:ey|ej)$", "ei"), ("ya$", "ia"))


def name_key(text: str) -> str:
    """Return the form in which usual spellings of one name agree: without hyphens, spaces, accents and apostrophes."""
    words = re.split(r"[\s\-‐‑–.’'ʼ`]+", fold(text))
    if not text.isascii():
        from unicodedata import combining, normalize

        words = ["".join(char for char in normalize("NFKD", word) if not combining(char)) for word in words]
        words = [normalize("NFC", word) for word in words]
    for ending, same in _SAME_ENDINGS:
        words = [re.sub(ending, same, word) if len(word) > 3 else word for word in words]
    return "".join(words)


def matches(pattern: str, name: str) -> bool:
    """Tell whether ``name`` is ``pattern``, in which ``*`` stands for any characters; both are folded.

    No regular expression: its time could grow with a power of the pattern's length.
    """
    first, *rest = pattern.split("*")
    if not rest:
        return pattern == name
    *middle, last = rest
    if not name.startswith(first) or not name.endswith(last) or len(name) < len(first) + len(last):
        return False
    at, end = len(first), len(name) - len(last)
    for part in middle:
        found = name.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def is_blank(text: str) -> bool:
    """Tell whether ``text`` shows nothing: empty, spaces, format characters or Hangul fillers only."""
    if text.strip() == "":
        return True
    if text.isascii() and text.isprintable():  # at once: nearly every text is
        return False
    from unicodedata import category

    blank = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}
    return all(char in blank or category(char)[0] in "ZC" or category(char) == "Mn" for char in text)


# Characters of this set are one cell wide in every terminal: Latin, Greek, Cyrillic,
# dashes, quotes, the marks and lines that our own views draw.
_ONE_CELL = (
    r"[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u0556\u0561-\u0587"
    r"\u2010-\u2015\u2018-\u2027\u2190-\u2193\u2200-\u22ff\u2500-\u25fc\u25ff]*"
)
# And these are two: brackets and points of Han, kana, squared units, Han, Hangul syllables. Anything else asks Rich's
# table, which takes longer to load than a whole page takes to write.
_TWO_CELLS = r"[\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3300-\u33ff\u4e00-\u9fff\uac00-\ud7a3]+"


def is_one_cell_each(text: str) -> bool:
    """Tell whether every character of ``text`` is one terminal cell wide, as far as that is plain."""
    # Most texts are ASCII with a title in quotes, and asking so much takes half as long as an expression.
    if text.isascii() or text.replace("“", "").replace("”", "").isascii():
        return True
    return re.fullmatch(_ONE_CELL, text) is not None


def cells(text: str) -> int:
    """Return how many terminal cells ``text`` takes."""
    if is_one_cell_each(text):
        return len(text)
    others = re.sub(_TWO_CELLS, "", text)
    if is_one_cell_each(others):
        return 2 * len(text) - len(others)
    from rich.cells import cell_len

    return cell_len(text)
