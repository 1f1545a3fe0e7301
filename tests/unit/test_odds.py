"""Which words can't both be so, and which of these a reader is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dprkru_timeline.chronology import every_saying
from dprkru_timeline.figures import Block, blocks, latest_only, latest_words, points
from dprkru_timeline.odds import Pair, differing
from dprkru_timeline.store.load import load

HEAD = """
schema = 2
[chronology]
title = "Odds"
edition = "2026-01-01"
[actors]
a = { name = "A", kind = "state" }
b = { name = "B", kind = "state" }
paper = { name = "The Paper", kind = "media" }
[sources.s]
publisher = "S"
title = "T"
date = "2024-01-01"
kind = "news"
url = "https://example.org/s"
[sources.gone]
publisher = "S"
title = "T"
date = "2024-01-01"
kind = "news"
url = "https://example.org/gone"
retracted = "2025-12-01"
"""
EVENT = """
[[events]]
id = "{}"
date = "2024-01-01"
title = "E"
summary = "S."
kind = "event"
actors = ["a"]
sources = ["s"]
"""


def claim(by: str, amount: str, said: str, as_of: str = "", *, stance: str = "asserts", more: str = "") -> str:
    amounts = f'amounts = {{ k = "{amount}" }}\n' if amount else ""
    when = f'amounts_as_of = "{as_of}"\n' if as_of else ""
    source = "" if "source" in more else 'source = "s"\n'
    return (
        f'\n[[events.claims]]\nby = "{by}"\nstance = "{stance}"\nsays = "So many."\ndate = "{said}"\n'
        f"{source}{amounts}{when}{more}"
    )


Made = Callable[..., Block]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return what makes a measure of claims, an event for each list of them."""

    def make(counts: str, *events: list[str]) -> Block:
        measure = f'[measures.k]\nname = "Things"\nunit = "items"\ncounts = "{counts}"\ndescription = "D."\n'
        text = "".join(EVENT.format(f"e{place}") + "".join(claims) for place, claims in enumerate(events, 1))
        path = tmp_path / "odds.toml"
        path.write_text(HEAD + measure + text, encoding="utf-8")
        chronology = load(str(path))
        (block,) = blocks(chronology, points(every_saying(chronology)))
        return block

    return make


def said(pairs: list[Pair]) -> list[tuple[str, ...]]:
    return [tuple(f"{point.party} {point.figure.amount}" for point in pair) for pair in pairs]


@pytest.mark.parametrize(
    ("counts", "one", "other"),
    [
        ("cumulative", ("100", "2025"), ("50", "2025-11-03")),  # the year is no month
        ("cumulative", ("100", "2025"), ("50", "2025-06-03")),  # nor is it before June
        ("per-year", ("100", "../2024"), ("50", "../2020")),
        ("per-year", ("100", "2024/2025"), ("50", "2024")),
        ("at-the-time", ("100", "2020/2025"), ("50", "2020-06")),
        ("cumulative", ("100", "2025-01-01"), ("50..", "2025-01-02")),
    ],
)
def test_words_whose_days_are_not_known_to_be_near_are_not_at_odds(
    made: Made, counts: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    claims = [claim("a", one[0], "2025-12-01", one[1]), claim("b", other[0], "2025-12-02", other[1])]
    assert differing(made(counts, claims)) == []


def test_what_is_counted_over_a_time_is_counted_to_its_end(made: Made) -> None:
    early = claim("a", ">20000", "2024-10-23")
    late = claim("b", "16000~", "2025-04-15", "2023-09/2025-03")
    assert said(differing(made("cumulative", [early, late]))) == [("a >20000", "b 16000~")]
    assert differing(made("cumulative", [claim("a", ">20000", "2025-07-01"), late])) == []


def test_a_last_word_is_held_against_an_earlier_one_that_stands(made: Made) -> None:
    claims = [claim("a", "2000", "2024-10-01"), claim("b", "1500", "2025-03-01"), claim("a", "2500", "2025-07-01")]
    assert said(differing(made("cumulative", claims))) == [("a 2000", "b 1500")]
    taken_back = [*claims, claim("a", "1400", "2025-08-01")]
    assert said(differing(made("cumulative", taken_back))) == [("b 1500", "a 1400")]


def test_what_a_party_took_back_by_a_lower_count_is_held_against_nobody(made: Made) -> None:
    claims = [claim("a", "2000", "2024-10-01"), claim("b", "1500", "2025-03-01"), claim("a", "1600", "2025-07-01")]
    assert said(differing(made("cumulative", claims[:2]))) == [("a 2000", "b 1500")]
    assert differing(made("cumulative", claims)) == []


def test_of_two_words_that_a_newer_one_contradicts_the_last_is_told(made: Made) -> None:
    claims = [claim("a", "300", "2025-01-13"), claim("a", "600", "2025-02-13"), claim("b", "100", "2025-06-01")]
    assert said(differing(made("cumulative", claims))) == [("a 600", "b 100")]


def test_of_two_parties_their_last_words_are_told_and_no_earlier_ones(made: Made) -> None:
    claims = [claim("a", "300", "2025-01-13"), claim("a", "600", "2025-04-30"), claim("b", "4000", "2025-01")]
    assert said(differing(made("cumulative", [claims[0], claims[2]]))) == [("b 4000", "a 300")]
    assert said(differing(made("cumulative", claims))) == [("b 4000", "a 600")]


def test_counts_at_a_time_are_compared_with_the_nearest_word_only(made: Made) -> None:
    claims = [claim("a", "10000..", "2024-11-04"), claim("b", "11000", "2024-11-04"), claim("b", "8000~", "2025-01-31")]
    assert differing(made("at-the-time", claims)) == []
    assert said(differing(made("at-the-time", [claims[0], claims[2]]))) == [("a 10000..", "b 8000~")]


def test_words_on_an_earlier_event_differ_though_one_party_spoke_of_another_since(made: Made) -> None:
    first = [claim("a", "100", "2025-01-01"), claim("b", "50", "2025-01-01")]
    block = made("per-event", first, [claim("a", "7", "2025-06-01")])
    assert said(differing(block)) == [("a 100", "b 50")]
    assert [point.figure.amount for point in latest_words(block)] == ["7"]


def test_what_was_taken_back_or_retracted_is_no_last_word_and_differs_from_none(made: Made) -> None:
    withdrawn = [claim("b", "500", "2025-01-05"), claim("b", "", "2025-01-09", stance="withdraws")]
    block = made("cumulative", [claim("a", "100", "2025-01-01"), claim("b", "90", "2025-01-02"), *withdrawn])
    assert [(point.figure.amount, point.fallen) for point in block.points if point.party == "b"] == [
        ("90", "taken back"),
        ("500", "taken back"),
    ]
    assert [point.figure.amount for point in latest_words(block)] == ["100", "500"]
    assert [point.fallen for point in block.points if point.party == "a"] == [""]
    assert differing(block) == []
    retracted = claim("b", "500", "2025-01-05", more='source = "gone"\n')
    block = made("cumulative", [claim("a", "100", "2025-01-01"), claim("b", "100~", "2025-01-02"), retracted])
    assert [point.figure.amount for point in latest_words(block)] == ["100~", "100"]
    assert differing(block) == []


def test_who_passes_on_an_actors_words_speaks_for_its_party(made: Made) -> None:
    block = made("cumulative", [claim("paper", "5", "2025-01-01", more='via = "A"\n'), claim("a", "9", "2025-01-02")])
    assert [series.party for series in block.series] == ["a"]
    other = made("cumulative", [claim("paper", "5", "2025-01-01", more='via = "someone"\n')])
    assert [series.party for series in other.series] == ["paper"]


def test_the_latest_of_parts_are_all_of_the_last_day(made: Made, tmp_path: Path) -> None:
    made("in-part", [claim("a", "1", "2025-01-01"), claim("a", "2", "2025-02-01"), claim("a", "3", "2025-02-01")])
    chronology = load(str(tmp_path / "odds.toml"))
    last = latest_only(chronology, points(every_saying(chronology)))
    assert [point.figure.amount for point in last] == ["2", "3"]
