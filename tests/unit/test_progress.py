"""A word on standard error for what takes long, and none for what does not."""

import io
import sys
import time

import pytest

from dprkru_timeline.cli import progress


class _Terminal(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def _said(monkeypatch: pytest.MonkeyPatch, *, seconds: float, after: float, terminal: bool = True) -> str:
    stream = _Terminal(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_AFTER", after)
    with progress.Working("reading [bold]mine.toml"):
        time.sleep(seconds)
    return stream.getvalue()


def test_long_work_says_what_it_is_and_markup_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "timeline: reading [bold]mine.toml" in _said(monkeypatch, seconds=0.5, after=0.01)


def test_short_work_and_what_no_one_watches_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _said(monkeypatch, seconds=0, after=5) == ""
    assert _said(monkeypatch, seconds=0.1, after=0.01, terminal=False) == ""
