from datetime import date

import pytest

from dprkru_timeline.edtf import Cover, anchor, cover, is_exact, order, parse_edtf


def test_order_is_earliest_then_wider_first_then_open() -> None:
    texts = [
        "2024-10-08",
        "2024-10/..",
        "2024",
        "2024-10",
        "../2024-10-08",
        "2024-10-01",
        "[..2024-10-08]",
        "2024-10-01/2024-10-02",
    ]
    ordered = sorted(texts, key=lambda text: (order(parse_edtf(text)), text))
    assert ordered == [
        "2024",
        "2024-10/..",
        "2024-10",
        "2024-10-01/2024-10-02",
        "2024-10-01",
        "../2024-10-08",
        "[..2024-10-08]",
        "2024-10-08",
    ]


def test_a_date_without_a_start_is_filed_under_its_end() -> None:
    assert anchor(parse_edtf("../2019-12-22")) == date(2019, 12, 22)
    assert anchor(parse_edtf("[..1984,1990..]")) == date(1984, 12, 31)


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("2024-10-08", date(2024, 10, 1), date(2024, 10, 31), Cover.SURE),
        ("2024-10-08", date(2024, 10, 9), None, Cover.NO),
        ("2024-10-08", None, date(2024, 10, 7), Cover.NO),
        ("2024-10", date(2024, 10, 15), None, Cover.POSSIBLE),
        ("2024-10", None, date(2024, 10, 15), Cover.POSSIBLE),
        ("2024-10", None, date(2024, 10, 31), Cover.SURE),
        ("2024-10/..", date(2030, 1, 1), None, Cover.POSSIBLE),
        ("2024-10/..", date(2024, 1, 1), None, Cover.SURE),
        ("../2019", date(2019, 1, 1), date(2019, 12, 31), Cover.POSSIBLE),
        ("[..1984,1990..]", date(1986, 1, 1), date(1987, 1, 1), Cover.NO),
        ("[..1984,1990..]", date(1983, 1, 1), date(1987, 1, 1), Cover.POSSIBLE),
        ("[2024-10-08,2024-10-11]", date(2024, 10, 9), date(2024, 10, 9), Cover.NO),
        ("[2024-10-08,2024-10-11]", date(2024, 10, 8), date(2024, 10, 8), Cover.POSSIBLE),
        ("[2024-10-08,2024-10-11]", date(2024, 10, 1), date(2024, 10, 31), Cover.SURE),
        ("{2020,2024}", date(2022, 1, 1), date(2023, 12, 31), Cover.NO),
        ("2024-XX-31", date(2024, 2, 1), date(2024, 2, 29), Cover.NO),
        ("2024-XX-31", date(2024, 3, 1), date(2024, 3, 31), Cover.POSSIBLE),
        ("2024-X1", date(2024, 6, 1), date(2024, 6, 30), Cover.NO),
        ("201X-22", date(2015, 1, 1), date(2015, 1, 31), Cover.NO),
        ("201X-22", date(2015, 7, 1), date(2015, 7, 31), Cover.POSSIBLE),
        ("201X-24", date(2015, 1, 1), date(2015, 1, 31), Cover.POSSIBLE),
        ("2024", None, None, Cover.SURE),
    ],
)
def test_cover(text: str, first: date | None, last: date | None, expected: Cover) -> None:
    assert cover(parse_edtf(text), first, last) is expected


def test_exact() -> None:
    assert is_exact(parse_edtf("2024-10-08"))
    assert is_exact(parse_edtf("2024-10-08/2024-10-13"))
    assert not is_exact(parse_edtf("2024-10"))
    assert not is_exact(parse_edtf("2024-10-08/.."))
