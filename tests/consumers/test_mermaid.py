"""A Mermaid timeline, parsed and drawn by Mermaid in Chromium: every text stands in the picture as it was written."""

from pathlib import Path

import pytest

from dprkru_timeline import load
from dprkru_timeline.edtf import wording
from dprkru_timeline.text import one_line
from tests.conftest import MINI
from tests.consumers.conftest import Export, Node, hostile, need, squeezed

pytestmark = pytest.mark.consumer


def drawn(node: Node, *paths: Path) -> list[list[str]]:
    """Return the texts of each picture, without spaces: Mermaid breaks lines where it likes."""
    need("chromium")
    pictures = node("mermaid.mjs", *paths, package="mermaid")
    for found in pictures:
        assert found["kind"]["diagramType"] == "timeline"
        assert found["dialogs"] == found["requests"] == []
    return [[squeezed(text) for text in found["texts"]] for found in pictures]


@pytest.mark.parametrize(("file", "query"), [(MINI, ()), (None, ("--key",))], ids=["mini", "edition 1"])
def test_mermaid_draws_every_event(exported: Export, node: Node, file: Path | None, query: tuple[str, ...]) -> None:
    (texts,) = drawn(node, exported(".mmd", *query, file=file))
    events = [event for event in load(str(file or "builtin")).events if event.key or not query]
    assert len(events) > 4
    for event in events:
        assert squeezed(wording(event.date)) in texts
        assert any(text.startswith(squeezed(one_line(event.title))) for text in texts), event.title


def test_hostile_text_is_text(exported: Export, node: Node) -> None:
    files = hostile("g-markup")
    paths = [exported(".mmd", file=path, stem=path.stem) for path, _ in files]
    for (path, chronology), texts in zip(files, drawn(node, *paths), strict=True):
        for event in chronology.events:
            assert any(text.startswith(squeezed(one_line(event.title))[:30]) for text in texts), path
