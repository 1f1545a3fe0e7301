import json
import time
from typing import Any

import pytest

from dprkru_timeline.edtf import UnsupportedEdtf, parse_edtf
from dprkru_timeline.edtf.value import Date, Precision, Qualifier
from dprkru_timeline.errors import EdtfError
from tests.conftest import DATA

CASES: list[dict[str, Any]] = json.loads((DATA / "edtf_cases.json").read_text(encoding="utf-8"))["cases"]
ACCEPTED = [case for case in CASES if case["profile"] == "accept"]
UNSUPPORTED = [case for case in CASES if case["profile"] == "unsupported"]
INVALID = [case for case in CASES if case["profile"] == "invalid"]


def test_all_cases_are_read() -> None:
    assert len(CASES) == len(ACCEPTED) + len(UNSUPPORTED) + len(INVALID) == 371


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case["input"])
def test_accepted_with_its_bounds(case: dict[str, Any]) -> None:
    value = parse_edtf(case["input"])
    assert str(value) == case["input"]
    assert (value.earliest and value.earliest.isoformat()) == case["earliest"]
    assert (value.latest and value.latest.isoformat()) == case["latest"]
    assert (value.start_kind, value.end_kind) == (case["start_kind"], case["end_kind"])


@pytest.mark.parametrize("case", UNSUPPORTED, ids=lambda case: case["input"])
def test_unsupported_is_refused_by_name(case: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedEdtf) as caught:
        parse_edtf(case["input"])
    assert "year" in caught.value.reason or "hemisphere" in caught.value.reason or "digits" in caught.value.reason


@pytest.mark.parametrize("case", INVALID, ids=lambda case: repr(case["input"]))
def test_invalid_is_refused_with_a_reason(case: dict[str, Any]) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(case["input"])
    assert not isinstance(caught.value, UnsupportedEdtf)
    assert caught.value.reason
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("text", ["~1984?-06", "?1984-06?", "1984-?06~", "2004-01-01T10:10:10+00:00"])
def test_what_looks_like_a_slip_and_is_none(text: str) -> None:
    assert str(parse_edtf(text)) == text


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("2024-10-32", "has day 32; October has 31", ""),
        ("2025-02-29", "has day 29; February 2025 has 28 days", ""),
        ("2024-13", "has month 13; months are 01 to 12", ""),
        ("20241008", "has no hyphens", "write 2024-10-08"),
        ("2024-6-1", "has a month or day of one digit", "write 2024-06-01"),
        ("2024/06/11", "has slashes", "write 2024-06-11"),
        ("2024/6", "has slashes", "write 2024-06"),
        ("2024/25", "has two digits of a year at its end", "write 2024/2025"),
        ("04/12/1985", "has the year last", "write 1985-04-12 or 1985-12-04"),
        ("13/12/1985", "has the year last", "write 1985-12-13"),
        ("199u", "X", "write 199X"),
        ("?1984?", "has a qualifier on both sides of its year", "write 1984?"),
        ("?1984~", "has a qualifier on both sides of its year", "write 1984%"),
        ("~1984~/2004", "has a qualifier on both sides of its year", "write 1984~"),
        ("[1980,%1984?]", "has a qualifier on both sides of its year", "write 1984%"),
        ("2004-01-01T10:10:10-00:00", "has the UTC offset -00:00", "dates here are days; write 2004-01-01"),
        ("2004-01-01T10:10:10-00", "has the UTC offset -00:00", "dates here are days; write 2004-01-01"),
        ("2004-01-01/open", "open", "write 2004-01-01/.."),
        ("unknown/2006", "unknown", "write /2006"),
        ("1984?~", "?~", "write 1984%"),
        ("2011-(06-04)~", "brackets", "write 2011-~06-~04"),
        ("2024-Q2", "quarter", "write 2024-34"),
        ("1980s", "decade", "write 198X"),
        ("c. 1985", "about", "write 1985~"),
        ("19", "is not a date", "dates are EDTF"),
        ("2024-06-19/21", "an end without its year", "write 2024-06-19/2024-06-21"),
        ("2002/2001", "ends before it begins", "an interval has its earlier end first"),
        ("2004–06–11", "dash", "write 2004-06-11"),
        ("１９８５", "not ASCII", "write 1985"),
        (" 1863-03-29", "white space", "write 1863-03-29"),
        ("2001-25", "hemisphere", ""),
        ("1950S2", "significant digits", ""),
        ("2024-10-08/2024-1O-13", "letter O", "write 2024-10-08/2024-10-13"),
        ("[1999}", "brackets", "write [1999]"),
        ("../..", "no date at either end", "write 2024-10/.."),
        ("/", "no date at either end", ""),
        ("2020-01-01T10:00", "time of day", "dates here are days; write 2020-01-01"),
        ("20X1-02-29", "has day 29; February 20X1 has 28 days", ""),
        ("2024-2X", "has month 2X, which fits no month", ""),
        ("9999-24", "reaches past year 9999", ""),
        ("[2020,..2022,2024]", "has .. in the middle or alone", "only a first .. and a last .. are open"),
        ("[2020..,2024]", "has .. in the middle or alone", ""),
        ("[..]", "has .. in the middle or alone", ""),
        ("[2020-01-01T10:00:00Z,2021]", "has a time of day in a set", "dates here are days; drop the time"),
        ("-2001-25", "hemisphere", ""),
        ("2001-25/-2001-25", "ends before it begins", ""),
    ],
)
def test_the_message_says_what_is_wrong_and_what_is_right(text: str, reason: str, remedy: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    assert reason in caught.value.reason
    assert caught.value.help.startswith(remedy)


def test_the_span_marks_the_fault() -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf("2024-10-08/2024-10-32")
    error = caught.value
    assert error.text[error.start : error.end] == "32"


def test_a_qualifier_holds_for_all_to_its_left_or_for_its_own_part() -> None:
    value = parse_edtf("2004?-06-~11")
    assert isinstance(value, Date)
    assert value.qualifiers == (Qualifier.UNCERTAIN, Qualifier.NONE, Qualifier.APPROXIMATE)
    whole = parse_edtf("2004-06%")
    assert isinstance(whole, Date)
    assert whole.qualifiers == (Qualifier.BOTH, Qualifier.BOTH, Qualifier.NONE)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2024-03-28", Precision.DAY),
        ("2024-03", Precision.MONTH),
        ("2024-03-XX", Precision.MONTH),
        ("2024-22", Precision.SEASON),
        ("2024-33", Precision.QUARTER),
        ("2024-38", Precision.THIRD),
        ("2024-41", Precision.HALF),
        ("2024", Precision.YEAR),
        ("2024-XX", Precision.YEAR),
        ("201X", Precision.DECADE),
        ("19XX", Precision.CENTURY),
        ("XXXX-12-XX", Precision.UNKNOWN),
        ("2024-10-08/2024-11", Precision.MONTH),
        ("[2024-10-08,2024]", Precision.YEAR),
        ("2024-10/..", Precision.MONTH),
    ],
)
def test_precision(text: str, precision: Precision) -> None:
    assert parse_edtf(text).precision is precision


@pytest.mark.parametrize(
    "text", ["[" + "2024," * 100_000 + "2024]", "X" * 10**6, "(" * 10**6, "2024-" * 10**5, "?" * 10**6]
)
def test_a_huge_text_is_refused_at_once(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    # A cap, not a speed test: without it these take seconds to minutes.
    assert time.perf_counter() - started < 1
    assert len(str(caught.value)) < 200
