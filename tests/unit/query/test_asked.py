"""What was asked, in words: for whoever reads the answer and knows no query."""

from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.query.asked import asked_in_words
from dprkru_timeline.query.expr import FIELDS
from dprkru_timeline.query.parse import parse_query
from dprkru_timeline.query.select import resolved

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ""),
        ("actor:북한", "DPRK takes part or speaks"),
        ("actor:dprk,kremlin theme:labor", "DPRK or Kremlin takes part or speaks; on Labor"),
        ("since:2024-06 until:2024-08", "from June 2024 to August 2024"),
        ("until:2024-08 theme:labor since:2024-06", "on Labor; from June 2024 to August 2024"),
        ("since:2024", "since 2024"),
        ("on:2024-06-19", "on 19 June 2024"),
        ("on:2024-06", "in June 2024"),
        ("on:2024-06-01/2024-06-09", "1–9 June 2024"),
        ("not:theme:labor", "not: on Labor"),
        ("theme:labor or key:yes", "on Labor or headline events"),
        ("(theme:labor or key:yes) status:claimed,disputed", "(on Labor or headline events); claimed or disputed"),
        ("kind:deadline form:visit", "of the kind deadline; of the form visit"),
        ("denied:no settled:one", "not denied; settled by the word of one party"),
        ("stance:declines", "someone neither confirms nor denies it"),
        ("stance:denies,withdraws", "someone denies it or takes it back"),
        ("links:none", "linked: to no other"),
        ("missing:record", "without a public record"),
        ("not:missing:record,form", "with a public record and a form of act"),
        ("not:missing:corrections", "with corrections"),
        ("id:pow-*", "the event pow-*"),
        ("student {visas}", "“student”; “{visas}”"),
        ("last:3 reverse:yes certain:yes on:2024", "in 2024; surely in these dates; the newest 3; newest first"),
        ("theme:labor limit:1234 exact:yes", "on Labor; without what belongs to it; the first 1,234"),
        ("as-of:2024-10-12", ""),
    ],
)
def test_a_query_is_told_in_words(mini: Chronology, query: str, words: str) -> None:
    asked = parse_query(query, today=TODAY)
    if "pow-*" not in query:
        asked = resolved(asked, mini)
    assert asked_in_words(asked, mini) == words


def test_how_many_is_told_as_amounts_are(published: Chronology) -> None:
    asked = resolved(parse_query("figure:killed=100..", today=TODAY), published)
    assert asked_in_words(asked, published) == "with a number of North Korean soldiers killed, at least 100"


def test_a_field_says_what_it_asks_but_for_a_status_which_is_a_word_of_its_own() -> None:
    silent = [name for name, row in FIELDS.items() if row.said == "{}" and not row.words]
    assert silent == ["status"]
