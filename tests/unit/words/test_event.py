"""What an event's note says, in words."""

from pathlib import Path

from dprkru_timeline.store.load import load
from dprkru_timeline.words.event import note_text
from tests.unit.check.test_warnings import GOOD


def noted(tmp_path: Path, note: str) -> tuple[str, str]:
    path = tmp_path / "mine.toml"
    text = GOOD.replace("schema = 1", "schema = 2")
    path.write_text(text.replace('kind = "event"', f'kind = "event"\nnote = """{note}"""'), encoding="utf-8")
    chronology = load(str(path))
    return note_text(chronology, chronology.events[0])


def test_what_was_looked_for_in_vain_is_told_in_words(tmp_path: Path) -> None:
    label, text = noted(tmp_path, "Ask again.\nNot found: record, dprk; searched un.org, 2026-01-01")
    assert label == "Private note"
    assert text == "No public record and no word of DPRK found: searched un.org, 2026-01-01; Ask again."


def test_several_parties_are_listed_and_what_is_half_told_stays_as_it_is(tmp_path: Path) -> None:
    text = noted(tmp_path, "Not found: dprk, russia; searched\nNot found: record")[1]
    assert text == "No word of DPRK and Russia found: searched; Not found: record"
    assert noted(tmp_path, "ask the mission")[1] == "ask the mission"
