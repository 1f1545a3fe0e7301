"""Rules about who carries an event fire on the slip that they are for, and not on what is like it."""

from pathlib import Path

import pytest

from dprkru_timeline.check.sourcing import odd_part
from tests.unit.check.test_warnings import GOOD
from tests.unit.check.test_wording import codes

V2 = GOOD.replace("schema = 1", "schema = 2")
BOTH = V2.replace('doers = ["russia"]', 'doers = ["russia", "dprk"]')


def test_an_act_of_two_wants_the_word_of_each(tmp_path: Path) -> None:
    assert codes(BOTH, tmp_path) == [("W326", "doers")]
    word = BOTH[BOTH.index("[[events.claims]]") :].replace('by = "russia"', 'by = "dprk"')
    assert codes(BOTH + "\n" + word, tmp_path) == []


def test_a_body_speaks_for_its_members(tmp_path: Path) -> None:
    team = '[actors.team]\nname = "Team"\nkind = "organization"\nmembers = ["dprk", "russia"]\n\n[sources.a]'
    word = BOTH[BOTH.index("[[events.claims]]") :].replace('by = "russia"', 'by = "team"')
    assert codes(BOTH.replace("[sources.a]", team) + "\n" + word, tmp_path) == []


def test_a_note_says_that_a_word_was_looked_for(tmp_path: Path) -> None:
    noted = BOTH.replace('kind = "event"', 'kind = "event"\nnote = "Not found: dprk; searched, 2026-01-01"')
    assert "W326" not in [code for code, _ in codes(noted, tmp_path)]
    for other in (
        noted.replace("Not found: dprk", "Not found: record"),
        noted.replace("Not found: dprk; searched, 2026-01-01", "Not found: dprk"),
    ):
        assert "W326" in [code for code, _ in codes(other, tmp_path)]
    both = noted.replace("Not found: dprk", "Not found: record, dprk")
    assert "W326" not in [code for code, _ in codes(both, tmp_path)]


def test_where_neither_side_has_spoken_or_a_record_shows_it_no_word_is_missing(tmp_path: Path) -> None:
    silent = BOTH[: BOTH.index("[[events.claims]]")]
    assert "W326" not in [code for code, _ in codes(silent, tmp_path)]
    record = BOTH.replace('kind = "news"', 'kind = "official"').replace(
        'sources = ["a", "b"]', 'sources = ["a", "b"]\nrecord = "a"'
    )
    assert codes(record, tmp_path) == []


@pytest.mark.parametrize(
    ("date", "until", "named"),
    [
        ("2024-10-08/..", "2025-12-01", True),
        ("2024-10-08/..", "2025-10-09", False),
        ("2024-10-08/", "2025-12-01", False),
        ("2024-10-08/2025-11", "2025-12-01", False),
    ],
)
def test_what_goes_on_has_a_late_source(date: str, until: str, named: bool, tmp_path: Path) -> None:
    text = V2.replace('date = "2024-10-08"\ntitle = "First"', f'date = "{date}"\ntitle = "First"')
    text = text.replace("edition = 2026-01-01", f"edition = 2026-01-01\nsourced_until = {until}")
    assert codes(text, tmp_path) == ([("W327", "date")] if named else [])


def test_a_published_act_has_a_record(tmp_path: Path) -> None:
    vote = V2.replace('kind = "event"', 'kind = "event"\nform = "vote"')
    assert codes(vote, tmp_path) == [("W329", "form")]
    assert codes(V2.replace('kind = "event"', 'kind = "event"\nform = "meeting"'), tmp_path) == []
    noted = vote.replace('form = "vote"', 'form = "vote"\nnote = """\nAsk.\nNot found: record; searched un.org"""')
    assert "W329" not in [code for code, _ in codes(noted, tmp_path)]
    record = vote.replace('publisher = "A"\ntitle = "a"\ndate = "2024-10-08"\nkind = "news"', OFFICIAL)
    assert "W329" not in [code for code, _ in codes(record.replace('"a", "b"]', '"a", "b"]\nrecord = "a"'), tmp_path)]


OFFICIAL = 'publisher = "A"\ntitle = "a"\ndate = "2024-10-08"\nurl = "https://www.scribd.com/a"\nkind = "official"'


def test_a_record_on_a_host_for_copies_is_named(tmp_path: Path) -> None:
    text = V2.replace('publisher = "A"\ntitle = "a"\ndate = "2024-10-08"\nkind = "news"', OFFICIAL)
    text = text.replace('sources = ["a", "b"]', 'sources = ["a", "b"]\nrecord = "a"')
    assert codes(text, tmp_path) == [("W333", "record")]
    assert codes(text.replace("www.scribd.com", "notscribd.com"), tmp_path) == []
    assert codes(text.replace('kind = "official"', 'kind = "official"\nsymbol = "A/1"'), tmp_path) == []


def test_an_odd_address_is_named_at_its_source(tmp_path: Path) -> None:
    text = V2.replace('title = "a"', 'title = "a"\nurl = "https://nwww.example.org/a"')
    assert codes(text, tmp_path) == [("W330", "sources.a.url")]


@pytest.mark.parametrize(
    ("address", "odd"),
    [
        ("https://trt.example.org:443/x", "the port 443"),
        ("https://fakti.example./x", "a host with a point at its end"),
        ("http://192.0.2.7/x", "a number as its host"),
        ("https://preview.example.org/x", "the host preview.example.org"),
        ("https://x.azurewebsites.net/x", "the host x.azurewebsites.net"),
        ("https://m-en.yna.co.kr/view/1", "the host m-en.yna.co.kr"),
        ("https://m.example.org/x", "the host m.example.org"),
        ("https://bit.ly/3x", "the host bit.ly"),
        ("https://cdn.ampproject.org/c/example.org/x", "the host cdn.ampproject.org"),
        ("https://example.org/a/b.amp.html", '"b.amp.html" in its path'),
        ("https://example.org/a/amp/", '"amp" in its path'),
        ("https://example.org/a?b=1&utm_source=rss", '"utm_source" in its query'),
        ("https://example.org/a?amp", '"amp" in its query'),
        ("https://example.org/a?amp=1", '"amp" in its query'),
    ],
)
def test_what_is_odd_in_an_address_is_said(address: str, odd: str) -> None:
    assert odd_part(address) == odd


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org/champ/stamp?camp=2",
        "https://mx.example.org/mobile-phones",
        "https://habit.ly/x",
        "https://testimony.example.org/ampere",
        "https://www.example.org/view.php?ud=20241217050010&lang=e",
        "https://web.archive.org/web/2024/https://example.org/x",
    ],
)
def test_a_plain_address_is_not_odd(address: str) -> None:
    assert odd_part(address) == ""


SECOND_WORD = """
[[events.claims]]
by = "russia"
stance = "confirms"
says = "yes"
date = "2024-10-12"
source = "b"
"""


def test_one_interview_with_two_days_is_named(tmp_path: Path) -> None:
    interview = V2.replace('summary = "s"', 'summary = "In an interview."')
    assert codes(V2 + SECOND_WORD, tmp_path) == []  # one page may tell of two days
    assert codes(interview + SECOND_WORD, tmp_path) == [("W332", "claim 2.date")]
    assert codes(interview + SECOND_WORD.replace('"b"', '"a"'), tmp_path) == [("W332", "claim 2.date")]
    assert codes(interview + SECOND_WORD.replace("10-12", "11-12"), tmp_path) == []  # weeks apart
    assert codes(interview + SECOND_WORD.replace("10-12", "10-09"), tmp_path) == []
    assert codes(interview + SECOND_WORD.replace('by = "russia"', 'by = "dprk"'), tmp_path) == []
