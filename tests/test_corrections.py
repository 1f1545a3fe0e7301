"""Two audits of the record, line by line: what was put right shows in the entry, and what was not says why.

Each row of ``data/corrections.toml`` is a line of an audit: the entries that it speaks of, what was wrong, what the
entry shows now (`shows`), and, where it was not done or only in part, why.
"""

import tomllib
from collections import Counter

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Event
from tests.conftest import DATA

ROWS = tomllib.loads((DATA / "corrections.toml").read_text(encoding="utf-8"))["corrections"]
AUDITS = {1: 44, 2: 47}


def _text(event: Event) -> str:
    return f"{event.title} {event.summary} {event.date_basis}"


def shows(chronology: Chronology, event: Event, what: str) -> bool:
    """Tell whether an entry shows it: "date = 2024-06-19", "actors has dprk", "claim by nis asserts 2025-01-12"."""
    key, _, rest = what.partition(" ")
    word, _, value = rest.partition(" ")
    if key == "claim" and word == "by":
        by, *more = value.split()
        return any(
            claim.by == by and all(one in (claim.stance, str(claim.date)) for one in more) for claim in event.claims
        )
    if key == "link":
        return any((link.rel, link.to) == (word, value) for link in event.links)
    if key == "addresses":
        addresses = " ".join(chronology.sources[source].url for source in event.all_sources)
        return _compared(addresses, word, value)
    texts = {"text": _text(event), "claims": " ".join(claim.says for claim in event.claims)}
    texts["date"] = str(event.date)
    texts["sources"] = " ".join(event.all_sources)
    texts["titles"] = " ".join(chronology.sources[source].title for source in event.all_sources)
    if key in texts:
        return _compared(texts[key], word, value)
    held = getattr(event, key)
    return _compared(" ".join(held) if isinstance(held, tuple) else str(held), word, value)


def _compared(text: str, word: str, value: str) -> bool:
    match word:
        case "=":
            return text == value
        case "has":
            return value in text
        case "lacks":
            return value not in text
    raise ValueError(word)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['audit']}-{row['line']}")
def test_what_was_put_right_shows(row: dict[str, object], published: Chronology) -> None:
    assert row["was"]
    events = [published.get(str(one)) for one in row["events"]]  # type: ignore[attr-defined]
    assert all(events)
    assert row["shows"] if row["done"] else row["why"]
    for what in row["shows"]:  # type: ignore[attr-defined]
        other, _, said = what.partition(": ")
        if other.startswith("of "):  # what has an event of its own since
            event = published.get(other.removeprefix("of "))
            assert event
            assert shows(published, event, said), what
            continue
        for event in events:
            assert event
            assert shows(published, event, what), f"{event.id}: {what}"


def test_every_line_of_both_audits_has_a_row() -> None:
    lines = [(row["audit"], row["line"]) for row in ROWS]
    assert len(set(lines)) == len(lines)
    assert Counter(audit for audit, _ in lines) == AUDITS
    assert {line for audit, line in lines if audit == 2} == set(range(1, AUDITS[2] + 1))
