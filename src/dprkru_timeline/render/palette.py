"""What styles look like, and the symbols that say the same without colour.

A look is Rich's style notation. Each style has one for terminals of 16 colours, which the terminal's own theme
fits to its background, and one for terminals that show any colour: these stand out by at least 3 to 1 (WCAG 2.2,
1.4.11) on black and on white alike, and are told apart by their lightness where hues are not. Meaning is never
in a colour alone: a status is a word or a symbol as well, a theme a symbol.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.text import shortened
from dprkru_timeline.words.status import STATUSES


class Look(NamedTuple):
    """A style with 16 colours, and with all."""

    basic: str
    full: str = ""


LOOKS = {
    "heading": Look("bold"),
    "year": Look("bold"),
    "date": Look("cyan", "#0e8fa3"),
    "title": Look(""),
    "key-title": Look("bold"),
    "faint": Look("dim"),
    "note": Look("dim"),
    "address": Look("blue", "#4a86d8"),
    "label": Look("dim"),
    "axis": Look("dim"),
    "figure": Look("bold cyan", "bold #3f7fd0"),
    "figure-doubtful": Look("bold yellow", "bold #b07d00"),
    **{f"status-{one}": Look(row.basic, row.full) for one, row in STATUSES.items()},
    "series-1": Look("blue", "#3f7fd0"),
    "series-2": Look("red", "#d9480f"),
    "series-3": Look("green", "#1f9d63"),
    "series-4": Look("magenta", "#a855c9"),
    "series-5": Look("yellow", "#b07d00"),
    "series-6": Look("cyan", "#0e8fa3"),
    "series-7": Look("bright_black", "#7d7f99"),
    "series-8": Look("bright_red", "#d6336c"),
    "error": Look("bold red"),
}

STATUS_SYMBOLS = {one.value: row.sign for one, row in STATUSES.items()}
# Of themes and other series, in their order; after the last they are letters.
SERIES_SYMBOLS = "■●▲◆□○△◇▼▽◧◨"
_SERIES = 8
# What our own texts and drawings use beyond ASCII, one character for one, so that nothing shifts.
_BEYOND = "–—·…“”‘’→−×●◉○△◇■▲◆□▼▽◧◨█▌░─│├┤┼┬╌▶◀«»┌┐┊∙♦▸◂▁▂▃▄▅▆▇"
_WITHIN = "--|~\"\"''>-x*@o^<#ANHVvLR##:-|++++->><>++:.*><1234567"
ASCII = str.maketrans(_BEYOND, _WITHIN)


def series_style(place: int) -> str:
    """Return the style of the series at a place, from 0; after eight they come again, with other symbols."""
    return f"series-{place % _SERIES + 1}"


def series_symbol(place: int) -> str:
    """Return the symbol of the series at a place, from 0."""
    if place < len(SERIES_SYMBOLS):
        return SERIES_SYMBOLS[place]
    return chr(ord("A") + (place - len(SERIES_SYMBOLS)) % 26)


def symbols(kind: str, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the symbol and the style of each id of a kind: statuses have their own, others by their order."""
    if kind == "status":
        return {one: (STATUS_SYMBOLS[one], f"status-{one}") for one in ids}
    return {one: (series_symbol(place), series_style(place)) for place, one in enumerate(ids)}


def checked_look(name: str, look: object, where: str) -> str:
    """Return a look that a person gave a style.

    Raises:
        UsageError: there is no such style, or Rich knows no such look.
    """
    if name not in LOOKS:
        close = nearest(name, LOOKS, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the styles are {', '.join(LOOKS)}"
        raise UsageError(f'{where}: no style "{shortened(name)}"', remedy)
    from rich.errors import StyleSyntaxError
    from rich.style import Style

    try:
        parsed = Style.parse(str(look))
    except StyleSyntaxError:
        parsed = None
    if not isinstance(look, str) or parsed is None or parsed.link:
        raise UsageError(
            f'{where}: {name} can\'t look like "{shortened(str(look))}"', "write such as bold blue, #b07d00 or dim"
        )
    return look


# Of the colours in `LOOKS` those of 256 that Rich finds nearest. To ask it takes a tenth of a coloured answer.
_OF_256 = {
    "#0e8fa3": 31,
    "#0f8a8a": 30,
    "#1f9d63": 35,
    "#3f7fd0": 68,
    "#4a86d8": 68,
    "#7d7f99": 245,
    "#a855c9": 134,
    "#b07d00": 136,
    "#c2410c": 130,
    "#d6336c": 167,
    "#d9480f": 166,
}
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ATTRIBUTES = {"bold": "1", "dim": "2"}


def codes(look: str, colors: int) -> str:
    """Return the parameters of the escape sequence (ECMA-48, SGR) for one of our own looks: "1;38;5;67".

    Raises:
        KeyError: it is none of them.
    """
    found = []
    for word in look.split():
        if word in _ATTRIBUTES:
            found.append(_ATTRIBUTES[word])
        elif word in _OF_256:
            red, green, blue = (int(word[at : at + 2], 16) for at in (1, 3, 5))
            found.append(f"38;5;{_OF_256[word]}" if colors <= 256 else f"38;2;{red};{green};{blue}")
        else:
            plain = word.removeprefix("bright_")
            found.append(str((30 if plain == word else 90) + _NAMES.index(plain)))
    return ";".join(found)


def looks(colors: int, own: Mapping[str, str]) -> dict[str, str]:
    """Return Rich's notation of every style, for a terminal of so many colours, with a person's own over it."""
    return {
        name: own.get(name) or (look.basic if colors <= 16 else look.full or look.basic) for name, look in LOOKS.items()
    }
