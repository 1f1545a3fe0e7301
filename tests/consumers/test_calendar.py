"""A calendar, read by ical.js as Thunderbird and others do: its days, its escapes, its folding."""

from datetime import date, timedelta

import pytest

from dprkru_timeline import load
from dprkru_timeline.chronology import Chronology
from tests.conftest import MINI
from tests.consumers.conftest import Export, Node, hostile

pytestmark = pytest.mark.consumer


def test_ical_js_knows_the_entries_of_the_shipped_chronology_by_their_ids(
    published: Chronology, exported: Export, node: Node
) -> None:
    found = node("calendar.mjs", exported(".ics", file=None), package="ical.js")
    assert [read["uid"] for read in found["events"]] == [f"{event.id}@dprkru-timeline" for event in published.events]


@pytest.mark.parametrize("file", [MINI, None], ids=["mini", "edition 1"])
def test_ical_js_reads_every_event(exported: Export, node: Node, file: str | None) -> None:
    chronology = load(str(file or "builtin"))
    found = node("calendar.mjs", exported(".ics", file=file), package="ical.js")
    assert found["version"] == "2.0"
    for read, event in zip(found["events"], chronology.events, strict=True):
        assert read["uid"].startswith(f"{event.id}.")
        assert read["uid"].endswith("@dprkru-timeline")
        assert read["edtf"] == str(event.date)
        assert read["allDay"]
        assert read["summary"].startswith(event.title)
        assert " ".join(event.summary.split()) in " ".join(read["description"].split())
        assert set(read["categories"]) == {chronology.themes[theme].name for theme in event.themes}
        if event.date.earliest and event.date.latest:
            assert read["start"] == event.date.earliest.isoformat()
            last = date.fromisoformat(read["end"]) - timedelta(days=1)
            is_bar = (event.date.latest - event.date.earliest).days < 31
            assert last == (event.date.latest if is_bar else event.date.earliest)


def test_hostile_text_is_text(exported: Export, node: Node) -> None:
    for path, chronology in hostile("h-ics"):
        events = chronology.events
        found = node("calendar.mjs", exported(".ics", file=path), package="ical.js")["events"]
        assert [read["uid"].partition(".")[0] for read in found] == [event.id for event in events]
        for read, event in zip(found, events, strict=True):
            assert read["summary"].startswith(event.title), path
