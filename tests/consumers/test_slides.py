"""Slides, shown by TimelineJS itself in Chromium: one an event, with the words of its date, and nothing that runs."""

from pathlib import Path

import pytest

from dprkru_timeline import load
from dprkru_timeline.edtf import wording
from dprkru_timeline.text import one_line
from tests.conftest import MINI
from tests.consumers.conftest import Export, Node, hostile, need

pytestmark = pytest.mark.consumer


@pytest.mark.parametrize(("file", "query"), [(MINI, ()), (None, ("--key",))], ids=["mini", "edition 1"])
def test_timelinejs_shows_every_event(exported: Export, node: Node, file: Path | None, query: tuple[str, ...]) -> None:
    need("chromium")
    chronology = load(str(file or "builtin"))
    (found,) = node("slides.mjs", exported(".timeline.json", *query, file=file), package="@knight-lab/timelinejs")
    assert found["errors"] == []
    title, *slides = found["slides"]
    assert title["headline"] == chronology.title
    events = {event.id: event for event in chronology.events if event.key or not query}
    assert {slide["id"] for slide in slides} == set(events)
    first_themes = {event.themes[0] for event in events.values() if event.themes}
    assert {chronology.themes[theme].name for theme in first_themes} <= set(found["groups"])
    for slide in slides:
        event = events[slide["id"]]
        assert slide["headline"].startswith(one_line(event.title))
        assert slide["date"] == wording(event.date)
        assert all(one_line(claim.says) in slide["text"] for claim in event.claims)


def test_hostile_text_runs_nothing(exported: Export, node: Node) -> None:
    need("chromium")
    files = hostile("g-markup")
    paths = [exported(".timeline.json", file=path, stem=path.stem) for path, _ in files]
    shown = node("slides.mjs", *paths, package="@knight-lab/timelinejs")
    for (path, chronology), found in zip(files, shown, strict=True):
        assert found["errors"] == found["dialogs"] == []
        assert found["foreign"] == 0, path
        assert all(request.startswith(("http://slides.test/", "https://fonts.g")) for request in found["requests"])
        for slide, event in zip(found["slides"][1:], chronology.events, strict=True):
            assert slide["headline"].startswith(one_line(event.title)), path
        themes = [chronology.themes[event.themes[0]].name for event in chronology.events if event.themes]
        assert set(themes) <= set(found["groups"]), path
