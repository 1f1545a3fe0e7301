"""How many, as people write it: what is read, what it means in words, and what is advised where it can't be read.

`tests/data/amounts.tsv` has a text a row, its signs that no line can hold escaped as in JSON, and either what it means
or what is said of it.
"""

import json
import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkru_timeline.amount import Amount, Number, differ, lies_in, number_text, parse_amount, wording
from dprkru_timeline.amount.compare import is_above
from dprkru_timeline.derive.axis import axis
from dprkru_timeline.edtf import Cover
from dprkru_timeline.errors import AmountError
from tests.conftest import DATA


class Row(NamedTuple):
    """A text, and what becomes of it."""

    text: str
    low: str
    high: str
    marks: str
    wording: str
    normal: str
    error: str
    help: str

    @property
    def amount(self) -> Amount:
        """What the text means."""
        low, high = (_read(one) if one else None for one in (self.low, self.high))
        return Amount(low, high, beyond="b" in self.marks, about="a" in self.marks, doubtful="d" in self.marks)


def _read(digits: str) -> Number:
    return float(digits) if "." in digits else int(digits)


def _rows() -> list[Row]:
    lines = (DATA / "amounts.tsv").read_text(encoding="utf-8").split("\n")[1:]
    cells = [line.split("\t") for line in lines if line]
    return [Row(json.loads(f'"{text}"'), *others) for text, *others in cells]


def _name(row: Row) -> str:
    return ascii(row.text)[1:-1][:40]


ROWS = _rows()
READ = [row for row in ROWS if not row.error]
REFUSED = [row for row in ROWS if row.error]
# Longer than any message may be, whatever was typed.
_LONG = 400


def test_the_table_is_large() -> None:
    assert len(READ) >= 90
    assert len(REFUSED) >= 300
    assert len({row.text for row in ROWS}) == len(ROWS)
    assert all(bool(row.normal) != bool(row.help) for row in ROWS)


@pytest.mark.parametrize("row", READ, ids=_name)
def test_what_is_read_is_what_was_meant(row: Row) -> None:
    found = parse_amount(row.text)
    assert found == row.amount
    assert (str(found), wording(found)) == (row.normal, row.wording)
    assert [type(end) for end in found[:2]] == [type(end) for end in row.amount[:2]]


@pytest.mark.parametrize("row", REFUSED, ids=_name)
def test_what_is_no_amount_is_refused_with_what_to_write(row: Row) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(row.text)
    assert row.error in caught.value.message
    assert row.help in caught.value.help
    assert len(caught.value.message) < _LONG


@pytest.mark.parametrize("row", REFUSED, ids=_name)
def test_what_is_advised_is_an_amount_as_it_is_written(row: Row) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(row.text)
    for one in _advised(caught.value):
        assert str(parse_amount(one)) == one


def _advised(error: AmountError) -> list[str]:
    return re.findall('(?:write|or) "([^"]*)"', error.help)


def test_a_reversed_range_is_refused_with_the_right_order() -> None:
    with pytest.raises(AmountError, match="is reversed") as caught:
        parse_amount("12000..10000")
    assert caught.value.message == '"12000..10000" is reversed'
    assert caught.value.help == 'write "10000..12000"'


def test_a_point_that_may_part_thousands_is_refused_with_both_readings() -> None:
    with pytest.raises(AmountError, match="may have 28 and a fraction in it, or thousands") as caught:
        parse_amount("28.500")
    assert _advised(caught.value) == ["28500", "28.5"]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        "1" + "0" * 5000,
        "x" * 100_000,
        "six " * 5000,
        "<" * 5000,
        "1,000" * 5000,
        " " * 5000 + "1",
        "٦" * 5000,
    ],
    ids=lambda text: text[:6],
)
def test_a_very_long_text_is_not_printed_whole(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text)
    assert len(caught.value.message) < _LONG
    assert len(caught.value.help) < _LONG


def test_a_control_character_is_not_printed() -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount("\x1b[31m600\x07\u202e")
    assert all(char.isprintable() for char in caught.value.message + caught.value.help)


class Written(NamedTuple):
    """A text of the notation, and what it means, each made without the other."""

    text: str
    amount: Amount


@st.composite
def _decimals(draw: st.DrawFn, least: int = 0) -> tuple[str, Number]:
    whole = str(draw(st.integers(least, 10**14 - 1)))
    fraction = draw(st.text("0123456789", max_size=14 - len(whole))) + draw(st.sampled_from("123456789"))
    return f"{whole}.{fraction}", float(f"{whole}.{fraction}")


_whole = st.one_of(st.integers(0, 1000), st.integers(0, 10**15 - 1), st.integers(1, 999).map(lambda one: one * 10**6))
_numbers: st.SearchStrategy[tuple[str, Number]] = st.one_of(_whole.map(lambda one: (str(one), one)), _decimals())


@st.composite
def _written(draw: st.DrawFn) -> Written:
    form = draw(st.sampled_from(["{}", "{}..{}", "{}..", "..{}", ">{}", "<{}"]))
    (low_text, low), (high_text, high) = sorted((draw(_numbers), draw(_numbers)), key=lambda one: one[1])
    about, doubtful = draw(st.booleans()), draw(st.booleans())
    if (form == "{}..{}" and low == high) or (form == "<{}" and low == 0):
        form = "{}"
    amount = {
        "{}": Amount(low, low),
        "{}..{}": Amount(low, high),
        "{}..": Amount(low, None),
        "..{}": Amount(None, low),
        ">{}": Amount(low, None, beyond=True),
        "<{}": Amount(None, low, beyond=True),
    }[form]
    text = f"{form.format(low_text, high_text)}{'~' * about}{'?' * doubtful}"
    return Written(text, amount._replace(about=about, doubtful=doubtful))


_amounts = _written().map(lambda one: one.amount)


@given(_written())
def test_an_amount_is_read_and_written_back_as_it_was(written: Written) -> None:
    found = parse_amount(written.text)
    assert found == written.amount
    assert str(found) == written.text


@given(_written())
def test_a_line_between_digits_and_noughts_after_the_point_change_nothing(written: Written) -> None:
    def loosened(match: re.Match[str]) -> str:
        whole, point, fraction = match[0].partition(".")
        return f"{int(whole):_}{point}{fraction}" if point else f"{int(whole):_}.0"

    assert parse_amount(re.sub(r"[0-9]+(?:\.[0-9]+)?", loosened, written.text)) == written.amount


@given(st.one_of(st.text(max_size=60), st.text("0123456789.,_~?<>=≤≥+-–…  'kmn%$€٦６^eEx*()aboutoverto", max_size=20)))
def test_any_text_is_an_amount_or_refused_with_advice(text: str) -> None:
    try:
        assert str(parse_amount(str(parse_amount(text)))) == str(parse_amount(text))
    except AmountError as error:
        assert error.message
        assert error.help
        assert error.text == text


@given(st.text("0123456789.,~?<>=≤ –kmn", max_size=14))
def test_what_is_advised_is_never_refused_in_its_turn(text: str) -> None:
    try:
        parse_amount(text)
    except AmountError as error:
        for one in _advised(error):
            assert str(parse_amount(one)) == one


@given(_amounts)
def test_the_words_have_no_digit_that_the_amount_has_not(amount: Amount) -> None:
    assert Counter(re.findall("[0-9]", wording(amount))) <= Counter(re.findall("[0-9]", str(amount)))


@given(_amounts)
def test_the_words_say_the_amount_and_no_more(amount: Amount) -> None:
    assert _meant(wording(amount)) == amount._replace(doubtful=False)


def _meant(words: str) -> Amount:
    """Return the amount that words say, read without the program."""
    match = re.fullmatch(
        "(more than |at least |under |up to |)(about |)([0-9,.]+)( [mb]illion|)(?: to ([0-9,.]+)( [mb]illion|))?", words
    )
    assert match, words
    limit, about, first, scale, second, other_scale = match.groups()
    number = _number(first, scale)
    if second is not None:
        least = _number(first, scale or (other_scale if number < 10**6 else ""))
        return Amount(least, _number(second, other_scale), about=bool(about))
    low, high = (None, number) if limit in ("under ", "up to ") else (number, None if limit else number)
    return Amount(low, high, beyond=limit in ("more than ", "under "), about=bool(about))


def _number(digits: str, scale: str) -> Number:
    number = Decimal(digits.replace(",", "")) * {"": 1, " million": 10**6, " billion": 10**9}[scale]
    return int(number) if number == int(number) else float(number)


@given(_numbers)
def test_a_number_read_out_is_the_whole_number(number: tuple[str, Number]) -> None:
    digits, _, scale = number_text(number[1]).partition(" ")
    assert _number(digits, scale and f" {scale}") == number[1]
    assert Decimal(digits.replace(",", "")) * {"": 1, "million": 10**6, "billion": 10**9}[scale] == Decimal(number[0])


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (12000, "12,000"),
        (34.4, "34.4"),
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (6_500_000, "6.5 million"),
        (6_510_000, "6.51 million"),
        (6_512_000, "6,512,000"),
        (1_050_000_000, "1.05 billion"),
        (999_999_999, "999,999,999"),
        (1_000_000.5, "1,000,000.5"),
        (0.00001, "0.00001"),
    ],
)
def test_a_number_is_read_out_as_people_do(number: Number, text: str) -> None:
    assert number_text(number) == text


# Ends so near to each other that many meet, and the places at and between them: what amounts of these have in common
# is seen there.
_PLACES = [place / 2 for place in range(20)]


@st.composite
def _near(draw: st.DrawFn, *, exact: bool = False) -> Amount:
    low, high = sorted((draw(st.integers(0, 8)), draw(st.integers(0, 8))))
    found = draw(
        st.sampled_from(
            [
                Amount(low, low),
                Amount(low, high),
                Amount(low, None),
                Amount(None, high),
                Amount(low, None, beyond=True),
                Amount(None, high + 1, beyond=True),
            ]
        )
    )
    return found if exact else found._replace(about=draw(st.booleans()), doubtful=draw(st.booleans()))


def _has(amount: Amount, number: float) -> bool:
    """Tell whether a number is one that the amount may be, as it stands."""
    if amount.beyond and number in (amount.low, amount.high):
        return False
    return (amount.low is None or amount.low <= number) and (amount.high is None or number <= amount.high)


@given(_near(exact=True), _near(exact=True))
def test_what_surely_lies_in_it_has_no_number_outside_it(amount: Amount, wanted: Amount) -> None:
    outside = [place for place in [-1.0, *_PLACES] if _has(amount, place) and not _has(wanted, place)]
    if lies_in(amount, wanted) is Cover.SURE:
        assert not outside
    elif not outside:
        raise AssertionError((amount, wanted))


@given(_near(exact=True), _near(exact=True))
def test_what_does_not_lie_in_it_has_no_number_in_common(amount: Amount, wanted: Amount) -> None:
    common = [place for place in [-1.0, *_PLACES] if _has(amount, place) and _has(wanted, place)]
    assert (lies_in(amount, wanted) is Cover.NO) == (not common)
    assert (lies_in(wanted, amount) is Cover.NO) == (not common)
    assert differ(amount, wanted) == (not common)


@given(_near(), _near())
def test_what_is_about_or_doubtful_never_surely_lies_in_it(amount: Amount, wanted: Amount) -> None:
    if amount.about or amount.doubtful:
        assert lies_in(amount, wanted) is not Cover.SURE
        closed = amount._replace(beyond=False, about=False, doubtful=False)
        common = [
            place for place in [-1.0, *_PLACES] if _has(closed, place) and _has(wanted._replace(beyond=False), place)
        ]
        assert (lies_in(amount, wanted) is Cover.NO) == (not common)


@given(_near(exact=True), _near(exact=True), _near(exact=True))
def test_what_lies_in_a_part_lies_in_the_whole(amount: Amount, part: Amount, whole: Amount) -> None:
    if lies_in(amount, part) is lies_in(part, whole) is Cover.SURE:
        assert lies_in(amount, whole) is Cover.SURE


@given(_amounts)
def test_an_exact_amount_lies_in_itself_and_never_differs_from_it(amount: Amount) -> None:
    exact = not (amount.about or amount.doubtful)
    assert lies_in(amount, amount) is (Cover.SURE if exact else Cover.POSSIBLE)
    assert not differ(amount, amount)


@given(_near(), _near())
def test_whether_two_differ_does_not_hang_on_which_is_first(one: Amount, other: Amount) -> None:
    assert differ(one, other) == differ(other, one)
    assert differ(one, other) == (is_above(one, other) or is_above(other, one))
    assert not (is_above(one, other) and is_above(other, one))


@given(_near(), _near())
def test_what_is_above_has_each_number_above_each_of_the_other(one: Amount, other: Amount) -> None:
    """Ends that touch are of no account where one is only about so."""
    is_exact = not (one.about or other.about)
    mine, yours = (
        [place for place in [-1.0, *_PLACES] if _has(amount._replace(beyond=amount.beyond and is_exact), place)]
        for amount in (one, other)
    )
    assert is_above(one, other) == (min(mine) > max(yours))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (">6000", "6000", True),
        (">6000", "6000~", False),
        (">6000", "5999~", True),
        ("10000..", "<10000", True),
        ("10000..", "..10000", False),
        ("600", "700", True),
        ("600..700", "650..800", False),
        ("600..", "..1000", False),
    ],
)
def test_two_differ_where_they_have_no_number_in_common(one: str, other: str, found: bool) -> None:
    assert differ(parse_amount(one), parse_amount(other)) is found


@pytest.mark.parametrize(
    ("said", "asked", "found"),
    [
        ("600", "500..700", Cover.SURE),
        ("600~", "500..700", Cover.POSSIBLE),
        ("600?", "500..700", Cover.POSSIBLE),
        ("600", ">600", Cover.NO),
        ("600~", ">600", Cover.POSSIBLE),
        (">600", ">600", Cover.SURE),
        (">600", "600..", Cover.SURE),
        ("600..", ">600", Cover.POSSIBLE),
        ("10000..12000", "11000..", Cover.POSSIBLE),
        ("10000..12000", "12000..", Cover.POSSIBLE),
        ("10000..12000", ">12000", Cover.NO),
        ("10000..12000~", "13000..", Cover.NO),
        ("<5000", "5000..", Cover.NO),
        ("..5000", "5000..", Cover.POSSIBLE),
        ("0", "..0", Cover.SURE),
    ],
)
def test_whether_what_was_said_is_what_is_asked_for(said: str, asked: str, found: Cover) -> None:
    assert lies_in(parse_amount(said), parse_amount(asked)) is found


# What anybody counts, and shares in percent down to a thousandth.
_drawn = st.one_of(
    st.integers(0, 10**15 - 1), st.integers(0, 2000), st.integers(1, 10**6).map(lambda thousandths: thousandths / 1000)
)
_series = st.lists(
    st.one_of(
        _drawn.map(lambda one: Amount(one, one)),
        _drawn.map(lambda one: Amount(one, None)),
        st.tuples(_drawn, _drawn).map(lambda ends: Amount(min(ends), max(ends))),
    ),
    max_size=5,
)


@given(_series, st.integers(3, 12))
def test_an_axis_holds_every_end_between_its_ticks(amounts: list[Amount], most: int) -> None:
    found = axis(amounts, most)
    assert list(found.ticks) == sorted(set(found.ticks))
    assert (found.first, found.last) == (found.ticks[0], found.ticks[-1])
    assert 2 <= len(found.ticks) <= most
    ends = [end for amount in amounts for end in amount[:2] if end is not None]
    assert all(end <= found.last for end in ends)
    if found.is_log:
        assert 0 < found.first <= min(ends)
        assert max(ends) > 100 * min(ends)
    else:
        assert found.first == 0
        assert 0 in ends or max(ends, default=1) <= 100 * min(ends, default=1)


@given(_series.filter(bool), st.integers(3, 12))
def test_a_higher_number_lies_further_along_the_axis(amounts: list[Amount], most: int) -> None:
    found = axis(amounts, most)
    ends = sorted(end for amount in amounts for end in amount[:2] if end is not None)
    shares = [found.share(end) for end in ends]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert (found.share(found.first), found.share(found.last)) == (0, 1)


@pytest.mark.parametrize(
    ("texts", "most", "ticks"),
    [
        ([], 4, [0, 0.5, 1]),
        (["0"], 4, [0, 0.5, 1]),
        (["600"], 4, [0, 200, 400, 600]),
        (["600", "10000..12000"], 7, [0, 2000, 4000, 6000, 8000, 10000, 12000]),
        (["0.5", "2"], 5, [0, 0.5, 1, 1.5, 2]),
        (["1", "100"], 3, [0, 50, 100]),
        (["1", "150"], 10, [1, 3, 10, 30, 100, 300]),
        (["0", "150"], 4, [0, 50, 100, 150]),
        (["20", "6500000"], 4, [10, 1000, 100_000, 10_000_000]),
    ],
)
def test_the_ticks_of_an_axis_are_round(texts: list[str], most: int, ticks: list[float]) -> None:
    assert list(axis(map(parse_amount, texts), most).ticks) == ticks
