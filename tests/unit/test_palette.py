"""Colours that are read on black and on white, and by those who see fewer; symbols that need none."""

from itertools import combinations

import pytest

from dprkru_timeline.model import Status
from dprkru_timeline.render.palette import ASCII, LOOKS, SERIES_SYMBOLS, STATUS_SYMBOLS, series_symbol, symbols
from dprkru_timeline.text import cells, is_one_cell_each

COLORS = {name: look.full for name, look in LOOKS.items() if look.full.startswith("#")}


def _linear(color: str) -> tuple[float, float, float]:
    def channel(text: str) -> float:
        value = int(text, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(color[1:3]), channel(color[3:5]), channel(color[5:7])


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", COLORS)
def test_each_colour_stands_out_on_black_and_on_white(name: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    light = _luminance(COLORS[name])
    assert (light + 0.05) / 0.05 >= 3
    assert 1.05 / (light + 0.05) >= 3


def test_statuses_are_told_apart_without_red_or_green() -> None:
    """Seen by someone who lacks one of these cones (Vienot, Brettel and Mollon, 1999), or all in grey with symbols."""

    def seen(color: str) -> tuple[float, float]:
        red, green, blue = _linear(color)
        return 0.29 * red + 0.71 * green, blue

    statuses = [COLORS[f"status-{status}"] for status in Status]
    close = [
        (one, other)
        for one, other in combinations(statuses, 2)
        if sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5 < 0.03
    ]
    assert close == []


def test_symbols_are_one_cell_each_unlike_and_unlike_in_ascii() -> None:
    for signs in ("".join(STATUS_SYMBOLS.values()), SERIES_SYMBOLS):
        assert len(set(signs)) == len(signs)
        assert is_one_cell_each(signs)
        assert cells(signs) == len(signs)
        ascii_ = signs.translate(ASCII)
        assert ascii_.isascii()
        assert len(set(ascii_)) == len(signs)
    assert set(STATUS_SYMBOLS) == {status.value for status in Status}


def test_many_series_all_have_a_sign() -> None:
    signs = symbols("actor", [f"a{number}" for number in range(30)])
    assert len({sign for sign, _ in signs.values()}) == 30
    assert series_symbol(len(SERIES_SYMBOLS)) == "A"


def test_our_own_signs_become_ascii_one_for_one() -> None:
    assert all(len(replaced) == 1 and replaced.isascii() for replaced in map(chr, ASCII.values()))


@pytest.mark.parametrize("colors", [16, 256, 1 << 24])
def test_our_own_looks_are_written_as_rich_writes_them(colors: int) -> None:
    from rich.color import ColorSystem
    from rich.style import Style

    from dprkru_timeline.render.palette import codes, looks

    system = {16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}.get(colors, ColorSystem.TRUECOLOR)
    for name, look in looks(colors, {}).items():
        if look:
            plain = Style(**{one: getattr(Style.parse(look), one) for one in ("color", "bold", "dim")})
            assert f"\x1b[{codes(look, colors)}mx\x1b[0m" == plain.render("x", color_system=system), name
