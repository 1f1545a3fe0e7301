"""The nearest names: what a slip of the hand may have meant, at a cost that many names do not raise."""

import difflib
from typing import Any

import pytest

from dprkru_timeline.errors import nearest


def test_among_many_names_few_are_compared_and_a_slip_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"event-{number}" for number in range(20_000)]
    compared = []
    real = difflib.get_close_matches

    def counted(word: str, possible: Any, **more: Any) -> list[str]:
        compared.append(len(possible))
        return real(word, possible, **more)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    assert nearest("evnt-12345", names, limit=1) == ("event-12345",)
    assert nearest("event-123456", names, limit=1)[0] in ("event-12345", "event-13456", "event-12346")
    assert nearest("Event-19999", [*names, "panel-veto"], limit=1) == ("event-19999",)
    assert nearest("panle-veto", [*names, "panel-veto"], limit=1) == ("panel-veto",)
    assert max(compared) <= 1000
