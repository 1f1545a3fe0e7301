"""What every test uses: the mini chronology, the program run in-process, golden files."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.store.builtin import copy_text
from dprkru_timeline.store.load import load, load_checked

DATA = Path(__file__).parent / "data"
VENDOR = Path(__file__).parent / "vendor"
GOLDEN = Path(__file__).parent / "golden"
MINI = DATA / "mini.toml"
# The chronology that shipped on 26 November 2026, for good: goldens, queries and benchmarks use it, so that the one
# that ships can grow. In tests it is the builtin one, but for those that ask for `published`.
EDITION_1 = DATA / "edition-1.toml"
TODAY = "2026-01-15"

_SET_BY_TESTS = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TIMELINE_FILE", "TIMELINE_DEBUG")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, to be read in the diff")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A fixed day, an empty home, no colour and no width from outside."""
    for name in _SET_BY_TESTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TIMELINE_TODAY", TODAY)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(scope="session")
def _copy_of_edition_1(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first edition as a wheel has it: checked once, and loading fast."""
    copy = tmp_path_factory.mktemp("edition-1") / "chronology.json"
    copy.write_text(copy_text(load_checked([str(EDITION_1)])), encoding="utf-8")
    return copy


@pytest.fixture(autouse=True)
def _builtin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _copy_of_edition_1: Path) -> None:
    """Let the first edition stand for the builtin chronology."""
    if "published" not in request.fixturenames:
        monkeypatch.setattr("dprkru_timeline.store.find.builtin_path", lambda: EDITION_1)
        monkeypatch.setattr("dprkru_timeline.store.builtin.COPY", _copy_of_edition_1)


@pytest.fixture(scope="session")
def mini() -> Chronology:
    return load(str(MINI))


@pytest.fixture(scope="session")
def edition_1() -> Chronology:
    return load(str(EDITION_1))


@pytest.fixture
def published() -> Chronology:
    """The chronology that ships; a test that asks for it has it as the builtin one."""
    return load("builtin")


@dataclass(frozen=True)
class Result:
    """What one run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class _Stream(io.TextIOWrapper):
    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        raw = self.buffer.getvalue()  # type: ignore[attr-defined]
        return bytes(raw).decode(self.encoding, "surrogateescape")  # a database is no text


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in-process on the mini chronology, or on ``file``; None is the builtin one, edition 1."""
    from dprkru_timeline.cli.app import run as run_program

    def run_it(
        *arguments: str,
        file: str | Path | None = MINI,
        terminal: bool = False,
        encoding: str = "utf-8",
        stdin: bytes | None = None,
    ) -> Result:
        out, err = _Stream(encoding, terminal=terminal), _Stream(encoding, terminal=False)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            if stdin is not None:
                patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            if file is not None and "TIMELINE_FILE" not in os.environ:
                patch.setenv("TIMELINE_FILE", str(file))
            try:
                code = run_program(arguments)
            except SystemExit as exit_:
                code = exit_.code if isinstance(exit_.code, int) else 0
            return Result(code, out.text(), err.text())

    return run_it


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert path.exists(), f"no golden file {name}; run pytest --update-golden and read it"
        assert text == path.read_bytes().decode("utf-8")

    return compare
