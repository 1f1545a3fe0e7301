import pytest

from dprkru_timeline.edtf import parse_edtf, wording
from dprkru_timeline.edtf.value import DateSet, Interval


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-03-28", "28 March 2024"),
        ("2024-03", "March 2024"),
        ("2024-22", "summer 2024"),
        ("2024-24", "winter 2024–25"),
        ("1999-24", "winter 1999–00"),
        ("2024-33", "Q1 2024"),
        ("2024-10~", "about October 2024"),
        ("2024-10?", "October 2024 (uncertain)"),
        ("2024-10%", "about October 2024 (uncertain)"),
        ("2024-10-08/2024-10-13", "8–13 October 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2024-09-30/2024-10-04", "30 September – 4 October 2024"),
        ("2024-09/2024-10", "September–October 2024"),
        ("2019/2020", "2019–2020"),
        ("2024/2024", "2024"),
        ("2024-10/..", "since October 2024"),
        ("../2019-12-22", "until 22 December 2019"),
        ("2024-10/", "from October 2024 (end unknown)"),
        ("/2019-12-22", "until 22 December 2019 (start unknown)"),
        ("[..2019-12-22]", "by 22 December 2019"),
        ("[2024-10-08..]", "8 October 2024 or later"),
        ("{2024-10-08..}", "8 October 2024 and every date after it"),
        ("[2024-10-08,2024-10-11]", "8 or 11 October 2024"),
        ("{2024-10-08,2024-10-11}", "8 and 11 October 2024"),
        ("[2024-10-30,2024-11-02]", "30 October or 2 November 2024"),
        ("[2020..2022]", "one date in 2020–2022"),
        ("[..1984,1990..]", "1984 or earlier or 1990 or later"),
        ("201X", "2010s"),
        ("19XX", "between 1900 and 1999"),
        ("2024-XX", "2024 (month unknown)"),
        ("2024-XX-XX", "2024 (month and day unknown)"),
        ("2024-10-XX", "October 2024 (day unknown)"),
        ("2024-10-1X", "between 10 October 2024 and 19 October 2024 (2024-10-1X)"),
        ("156X-12-25", "between 25 December 1560 and 25 December 1569 (156X-12-25)"),
        ("2024-X2-30", "30 December 2024"),
        ("2024-XX-31", "between 31 January 2024 and 31 December 2024 (2024-XX-31)"),
        ("2024-10/2024-10-13", "October 2024 – 13 October 2024"),
        ("2024-22/2024-24", "summer 2024 – winter 2024–25"),
        ("2004-06-~11", "11 June 2004 (day approximate)"),
        ("2004?-06-11", "11 June 2004 (year uncertain)"),
        ("2024-10~/2025-04?", "about October 2024 – April 2025 (uncertain)"),
        ("2024-38", "second third of 2024"),
        ("2024-40", "first half of 2024"),
        ("1985-04-12T23:20:30Z", "12 April 1985"),
    ],
)
def test_wording_says_no_more_than_is_known(text: str, words: str) -> None:
    assert wording(parse_edtf(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[2024-10-08,2024-10-11]", "8 or 11 October 2024"),
        ("[2024-02-XX,2024-XX]", "February 2024 (day unknown) or 2024 (month unknown)"),
        ("{20XX,2099-01}", "between 2000 and 2099 and January 2099"),
    ],
)
def test_only_plain_dates_share_their_end(text: str, words: str) -> None:
    assert wording(parse_edtf(text)) == words


def test_what_has_no_date_at_all_has_no_words() -> None:
    both, either = parse_edtf("2024/2025"), parse_edtf("[2024,2025]")
    assert isinstance(both, Interval)
    assert isinstance(either, DateSet)
    none = both._replace(start=None, end=None)
    with pytest.raises(ValueError, match="no date at either end"):
        wording(none)
    with pytest.raises(ValueError, match="needs a date"):
        wording(either._replace(members=(none,)))
