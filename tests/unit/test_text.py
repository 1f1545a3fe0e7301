import re

import pytest

from dprkru_timeline.text import UNSAFE, cells, first_unsafe, fold, is_blank, one_line, shortened, typed, visible


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\u202eb", "a<U+202E>b"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\tb", "a<U+0009>b"),
        ("a\nb", "a\nb"),
        ("\ufeffx", "<U+FEFF>x"),
        ("\udcff", "<U+DCFF>"),
        ("\uffff\U0010ffff", "<U+FFFF><U+10FFFF>"),
        ("북한 КНДР é", "북한 КНДР é"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("x\U000e0041", "x<U+E0041>"),
    ],
)
def test_what_could_act_on_a_screen_is_shown(raw: str, shown: str) -> None:
    assert visible(raw) == shown


def test_printable_text_has_nothing_unsafe() -> None:
    """The short cut that spares most starts the pattern holds for every character there is."""
    for code in range(0x110000):
        char = chr(code)
        if char.isprintable():
            assert not re.match(UNSAFE, char), f"U+{code:04X}"


def test_first_unsafe() -> None:
    assert first_unsafe("ab\x07c\x1b") == "\x07"
    assert first_unsafe("a\nb") == ""


def test_one_line_joins_lines() -> None:
    assert one_line("a \r\n  b\nc") == "a b c"


def test_shortened_marks_the_cut() -> None:
    assert shortened("x" * 100, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DPRK", "dprk"),
        ("ＤＰＲＫ", "dprk"),
        ("북한", "\u1107\u116e\u11a8\u1112\u1161\u11ab"),
        ("STRASSE", "straße"),
        (" a  b ", "A B"),
    ],
)
def test_fold_makes_spellings_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), (" \n", True), ("\u200b\u3164", True), ("x", False), ("북", False)]
)
def test_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("북한", 4), ("КНДР", 4), ("e\u0301", 1), ("–…", 2), ("ＡＢ", 4)]
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_cells_of_every_printable_character_are_what_rich_says() -> None:
    from rich.cells import cell_len

    letters = [char for char in map(chr, range(0x10000)) if char.isprintable()]
    assert [hex(ord(char)) for char in letters if cells(char) != cell_len(char)] == []


@pytest.mark.parametrize("code", [0x061C, 0x200E, 0x202E, 0x2066, 0x2028, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0x85, 0x7F])
def test_marks_that_reorder_or_hide_text_are_shown(code: int) -> None:
    assert visible(f"a{chr(code)}b") == f"a<U+{code:04X}>b"


def test_what_was_typed_is_shown_whatever_it_is_of() -> None:
    assert typed("a\nb\x1b") == "a b<U+001B>"
    assert typed("a\udcff") == "a\ufffd"
    assert typed("\ud83d") == "?", "half a character, as Windows passes it"
    assert (typed(" "), typed("")) == ('" "', "")


def test_a_flag_of_a_part_of_a_country_is_kept_and_words_hidden_in_one_are_not() -> None:
    def flag(letters: str) -> str:
        return "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in letters) + "\U000e007f"

    for part in ("gbeng", "gbsct", "usca"):
        assert visible(flag(part)) == flag(part)
    for hidden in ("u", "gbengland", "a b", "GBENG"):
        assert "<U+E00" in visible(flag(hidden))
