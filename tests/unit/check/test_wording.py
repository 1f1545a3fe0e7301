"""Rules about words fire on the slip that they are for, and not on what is like it."""

from pathlib import Path

import pytest

from tests.unit.check.test_warnings import GOOD, found

V2 = GOOD.replace("schema = 1", "schema = 2")
DENIAL = """
[[events.claims]]
by = "dprk"
stance = "denies"
says = "It is slander."
date = "2024-10-09"
source = "b"
"""
PERSON = '[actors.peskov]\nname = "Dmitry Peskov"\nkind = "person"\npart_of = "russia"\n\n[sources.a]'


def with_summary(summary: str, text: str = V2) -> str:
    return text.replace('summary = "s"', f'summary = "{summary}"')


def codes(text: str, tmp_path: Path) -> list[tuple[str, str]]:
    return [(code, field) for code, _, field in found(text, tmp_path)]


@pytest.mark.parametrize(
    "summary",
    [
        "Both deny arms deals. It rains. Both deny arms deals.",
        "Both deny arms deals. Both deny arms deals.",
        "Ten ships have left. Then: ten ships have left!",
    ],
)
def test_a_sentence_that_stands_twice_is_named(summary: str, tmp_path: Path) -> None:
    told = [code for code, _ in codes(with_summary(summary, V2 + DENIAL), tmp_path)]
    assert told == (["W323"] if summary.startswith("Both") else [])


def test_a_short_sentence_may_stand_twice(tmp_path: Path) -> None:
    assert codes(with_summary("So is Kyiv. It rains. So is Kyiv."), tmp_path) == []


@pytest.mark.parametrize(
    "summary",
    [
        "North Korea denied it.",
        "Its denials are many.",
        "It neither sent nor denied. The other denies it.",
        "North Korea Refutes it.",
    ],
)
def test_a_denial_without_a_claim_is_named(summary: str, tmp_path: Path) -> None:
    assert codes(with_summary(summary), tmp_path) == [("W324", "summary")]
    assert codes(with_summary(summary, V2 + DENIAL), tmp_path) == []


@pytest.mark.parametrize(
    "summary",
    [
        "North Korea does not deny it.",
        "It neither confirms nor denies it.",
        "Denizens of the port.",
        "He was denied entry.",
    ],
)
def test_what_denies_nothing_wants_no_claim(summary: str, tmp_path: Path) -> None:
    assert codes(with_summary(summary), tmp_path) == []


@pytest.mark.parametrize(
    ("summary", "named"),
    [
        ("North Korea says that it is so.", True),
        ("Pictures came, and DPRK and Russia say so.", True),
        ("Prime Minister Han Duck-soo says so.", True),  # nobody of the file
        ("Dmitry Peskov says so.", False),  # what belongs to who has a claim
        ("Peskov says so.", False),
        ("Russia says so.", False),
        ("Investigators say so.", False),
        ("A man captured in January says so.", False),
        ("The Russia says so.", False),
        ("Russia's Defense Ministry says so.", False),
        ("North Korea’s Defense Ministry says so.", True),
        ("It says so. The ministry said so.", False),
    ],
)
def test_whose_word_has_no_claim_is_named(summary: str, named: bool, tmp_path: Path) -> None:
    text = V2.replace("[sources.a]", PERSON).replace('name = "DPRK"', 'name = "DPRK"\naliases = ["North Korea"]')
    expected = [("W325", "summary")] if named else []
    assert [one for one in codes(with_summary(summary, text), tmp_path) if one[0] == "W325"] == expected


def test_who_speaks_by_name_in_a_claim_of_his_side_has_one(tmp_path: Path) -> None:
    text = with_summary("Prime Minister Han Duck-soo says so.").replace('says = "yes"', 'says = "Han Duck-soo: yes."')
    assert codes(text, tmp_path) == []


def test_a_saying_is_its_doer_s_own_word(tmp_path: Path) -> None:
    text = with_summary("DPRK says so.").replace('kind = "event"', 'kind = "statement"')
    text = text.replace('doers = ["russia"]', 'doers = ["dprk"]').replace('status = "confirmed"\n', "")
    assert "W325" not in [code for code, _ in codes(text, tmp_path)]


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Russia says that it won", True),
        ("Kim Yo Jong denies that shells were sold", True),
        ("Russia: 600 died", True),
        ("Korean War: an armistice ends it", False),
        ("The US sanctions those it says flew missiles", False),
        ("Ships leave Rajin, the US says", False),
        ("Ships leave Rajin", False),
    ],
)
def test_an_event_whose_title_is_of_a_saying_is_named(title: str, named: bool, tmp_path: Path) -> None:
    text = V2.replace('title = "First"', f'title = "{title}"')
    assert codes(text, tmp_path) == ([("W328", "kind")] if named else [])


def test_the_title_of_a_saying_may_say_so(tmp_path: Path) -> None:
    text = V2.replace('title = "First"', 'title = "Russia says that it won"').replace('"event"', '"statement"')
    assert "W328" not in [code for code, _ in codes(text, tmp_path)]


@pytest.mark.parametrize(
    ("summary", "named"),
    [
        ("Workers are thought to be there.", True),
        ("Reportedly they came.", True),
        ("The regime and its regiment.", True),
        ("A regiment came home.", False),
        ("The sanctions regime holds.", False),
        ("Observers came to the vote.", False),
        ("The alleged shipment left.", True),
        ("It speaks of “the regime”.", False),
        ("It speaks of 'the regime'.", False),
        ("Kim's regime and Putin's.", True),
        ("He admits visitors to the so-called-off talk.", True),
    ],
)
def test_words_that_hide_or_take_sides_are_named(summary: str, named: bool, tmp_path: Path) -> None:
    assert codes(with_summary(summary), tmp_path) == ([("W331", "summary")] if named else [])


def test_a_file_adds_its_own_words(tmp_path: Path) -> None:
    text = with_summary("Mercenaries came. The mercenary fell.")
    assert codes(text, tmp_path) == []
    own = text.replace("edition = 2026-01-01", 'edition = 2026-01-01\navoid = ["mercenar*"]')
    assert codes(own, tmp_path) == [("W331", "summary"), ("W331", "summary")]


def test_a_saying_that_is_a_denial_needs_no_claim_that_denies_it(tmp_path: Path) -> None:
    text = with_summary("She denies it all.").replace('kind = "event"', 'kind = "statement"')
    text = text.replace('status = "confirmed"\n', "")
    assert "W324" in [code for code, _ in codes(text, tmp_path)]
    denial = text.replace('title = "First"', 'title = "Russia denies that shells were sold"')
    assert "W324" not in [code for code, _ in codes(denial, tmp_path)]


def test_what_an_import_left_to_a_person_is_named_until_it_is_written(tmp_path: Path) -> None:
    text = with_summary("TODO: two to four plain sentences")
    assert codes(text, tmp_path) == [("W334", "summary")]
    assert codes(with_summary("A TODO list is shown, the page writes."), tmp_path) == []
    source = GOOD.replace('title = "a"', 'title = "TODO: a"', 1)
    assert codes(source, tmp_path) == [("W334", "sources.a.title")]
