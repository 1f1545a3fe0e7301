"""Who says so, in the cell of a table: each speaker once, what they say in turn, and with what."""

from datetime import date
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.model import Actor, ActorKind, Claim, Event, EventKind, Source, SourceKind, Stance, Status
from dprkru_timeline.words.who_says import who_says, who_says_text

ACTORS = {
    id_: Actor(id_, name, ActorKind.STATE) for id_, name in (("nis", "NIS"), ("kremlin", "Kremlin"), ("ap", "AP"))
}


def told(
    *claims: Claim, retracted: date | None = None, settled: str = "", record: str = ""
) -> tuple[Chronology, Event]:
    event = Event(
        *("e", parse_edtf("2024-10-08"), "Title", "Summary", EventKind.EVENT, ("nis",), Status.DISPUTED, ("s",)),
        claims=claims,
        settled=settled,
        record=record,
    )
    sources = {
        id_: Source(id_, name, SourceKind.NEWS, retracted=retracted if id_ == "s2" else None)
        for id_, name in (("s", "Paper"), ("s2", "Agency"))
    }
    return Chronology(title="t", edition=date(2025, 1, 1), actors=ACTORS, sources=sources, events=(event,)), event


def claim(by: str, stance: Stance, day: str, source: str = "s", **fields: Any) -> Claim:
    return Claim(by, stance, "says", parse_edtf(day), source)._replace(**fields)


def test_speakers_stand_by_their_first_word_each_once_with_their_sources() -> None:
    found = told(
        claim("kremlin", Stance.DENIES, "2024-10-12"),
        claim("nis", Stance.ASSERTS, "2024-10-10"),
        claim("nis", Stance.ASSERTS, "2024-10-14", "s2"),
    )
    assert who_says_text(*found) == "NIS asserts; Kremlin denies it"
    assert [word.sources for word in who_says(*found)] == [("s", "s2"), ("s",)]


def test_a_speaker_who_changes_is_told_in_turn() -> None:
    found = told(claim("kremlin", Stance.CONFIRMS, "2025-04-26"), claim("kremlin", Stance.DENIES, "2024-10-10"))
    assert who_says_text(*found) == "Kremlin denies it, then confirms it"


def test_whose_words_are_passed_on_is_said() -> None:
    words = "AP, citing officials, asserts; AP asserts"
    cited = claim("ap", Stance.ASSERTS, "2024-10-10", via="officials")
    assert who_says_text(*told(cited, claim("ap", Stance.ASSERTS, "2024-10-11"))) == words


def test_what_became_of_a_claim_is_said() -> None:
    fallen = told(claim("nis", Stance.ASSERTS, "2024-10-10", "s2"), retracted=date(2025, 1, 1))
    assert who_says_text(*fallen) == "NIS asserts (retracted)"
    assert who_says_text(*told(claim("nis", Stance.ASSERTS, "2024", file="mine"))) == "NIS asserts (added in mine)"
    later = told(claim("nis", Stance.ASSERTS, "2024-10-10", ""))
    assert who_says_text(*later) == "NIS asserts (its source is dated later)"
    assert who_says(*later)[0].sources == ()


def test_without_claims_the_texts_say_so_or_what_settles_it() -> None:
    assert who_says_text(*told()) == "Paper says so"
    (word,) = who_says(*told(settled="record", record="s"))
    assert (word.text, word.sources, word.denies) == ("By a public record", ("s",), False)


def test_who_denies_at_last_is_told_apart() -> None:
    found = who_says(
        *told(
            claim("nis", Stance.DENIES, "2024-10-10"),
            claim("nis", Stance.ASSERTS, "2024-10-12"),
            claim("kremlin", Stance.ASSERTS, "2024-10-10"),
            claim("kremlin", Stance.DENIES, "2024-10-12"),
        )
    )
    assert [word.denies for word in found] == [False, True]


def test_a_public_record_comes_before_all_speakers() -> None:
    found = told(claim("nis", Stance.ASSERTS, "2024-10-10"), settled="record", record="s")
    assert who_says_text(*found) == "By a public record; NIS asserts"


def test_nobody_is_named_where_nothing_is_left_to_cite() -> None:
    chronology, event = told()
    assert who_says(chronology, event._replace(sources=())) == []
