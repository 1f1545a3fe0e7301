"""What every test uses: the mini chronology, the program run in-process, golden files."""

import io
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.query.search import fast_copy
from dprkru_timeline.store import find
from dprkru_timeline.store.load import load
from tests.streams import Stream, foreign

# No example fails for its time: that is the machine's, and speed is measured in benchmarks.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
VENDOR = Path(__file__).parent / "vendor"
GOLDEN = Path(__file__).parent / "golden"
MINI = DATA / "mini.toml"
# The chronology that shipped on 26 November 2026, for good: goldens, queries and benchmarks use it, so that the one
# that ships can grow. In tests it is the builtin one, but for those that ask for `published`.
EDITION_1 = DATA / "edition-1.toml"
# The first half of the second edition, as it was closed: of schema 2, with figures, and as old for good.
FIRST_HALF = DATA / "edition-2026-11-29.toml"
TODAY = "2026-01-15"
# Where what ships lies, before a test lets the first edition stand for it.
_SHIPPED, _COPY = find.builtin_path(), find.COPY

# What the program, its libraries, or the shells and interpreters that tests start would read from the surroundings of a
# run. tests/test_environment.py finds in the source what the program reads, and fails where it is not among these.
_CLEARED = frozenset(
    """
    XDG_CONFIG_HOME LOCALAPPDATA ZDOTDIR PAGER LESS LV COLUMNS LINES
    NO_COLOR FORCE_COLOR CLICOLOR_FORCE COLORTERM
    FORCE_HYPERLINK TMUX TERM_PROGRAM VTE_VERSION KITTY_WINDOW_ID WEZTERM_PANE WT_SESSION KONSOLE_VERSION
    GHOSTTY_RESOURCES_DIR
    COMP_WORDS COMP_CWORD VISUAL EDITOR GIT_NO_LAZY_FETCH GIT_OPTIONAL_LOCKS GIT_TERMINAL_PROMPT O_TMPFILE O_NOFOLLOW
    PY_COLORS TTY_COMPATIBLE TTY_INTERACTIVE TERMINAL_WIDTH JUPYTER_COLUMNS JUPYTER_LINES UNICODE_VERSION
    MATPLOTLIBRC MPLBACKEND SOURCE_DATE_EPOCH XDG_DATA_HOME
    LANG LANGUAGE TZ BASH_ENV
    PYTHONIOENCODING PYTHONUTF8 PYTHONWARNINGS PYTHONDEVMODE
    """.split()
)
_CLEARED_PREFIXES = ("TIMELINE_", "TYPER_", "_TYPER_", "LC_")
_OF_THE_TESTS = "TIMELINE_CI"  # the gate's own: in it, what a consumer test misses is a failure
SET_ANEW = ("HOME", "TERM", "TIMELINE_CACHE", "TIMELINE_TODAY", "MPLCONFIGDIR", "XDG_CACHE_HOME")


def clear_environment(patch: pytest.MonkeyPatch) -> None:
    """Take away what the surroundings of a run say to the program; the locale becomes C, which every system has."""
    for name in set(os.environ) - {_OF_THE_TESTS}:
        asked_by_a_shell = name.startswith("_") and name.endswith("_COMPLETE")
        if name in _CLEARED or name.startswith(_CLEARED_PREFIXES) or asked_by_a_shell:
            patch.delenv(name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark-queries", type=int, default=30, help="how many queries Spark is asked (slow)")
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, to be read in the diff")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Leave the surroundings behind before anything is collected, in this process and in each of xdist's workers."""
    patch = pytest.MonkeyPatch()
    session.config.add_cleanup(patch.undo)
    clear_environment(patch)
    # A shell starts jobs in the background with SIGINT ignored, and what they start inherits that: a program that
    # a test interrupts would never end.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where libraries keep what they found out: matplotlib its fonts, which otherwise come to lie in the home."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, _caches: Path) -> None:
    """A fixed day, an empty home, a terminal that has 256 colours."""
    monkeypatch.setenv("TIMELINE_TODAY", TODAY)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TIMELINE_CACHE", "off")  # what has an index is tested as such: tests/test_cache.py
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("MPLCONFIGDIR", str(_caches / "matplotlib"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(_caches))


def _copied(file: Path, folder: Path) -> Path:
    """Write the fast copy of a file, as a wheel has it: checked once."""
    copy = folder / "chronology.json"
    copy.write_bytes(fast_copy(file))
    return copy


@pytest.fixture(scope="session")
def _copy_of_edition_1(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copied(EDITION_1, tmp_path_factory.mktemp("edition-1"))


@pytest.fixture(scope="session")
def _copy_of_what_ships(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installed program has; a source tree has none."""
    return _COPY if _COPY.exists() else _copied(_SHIPPED, tmp_path_factory.mktemp("published"))


@pytest.fixture(autouse=True)
def _builtin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _copy_of_edition_1: Path) -> None:
    """Let the first edition stand for the builtin chronology, each as a wheel has it."""
    if "published" in request.fixturenames:
        monkeypatch.setattr("dprkru_timeline.store.find.COPY", request.getfixturevalue("_copy_of_what_ships"))
        return
    monkeypatch.setattr("dprkru_timeline.store.find.builtin_path", lambda: EDITION_1)
    monkeypatch.setattr("dprkru_timeline.store.find.COPY", _copy_of_edition_1)


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


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in-process on the mini chronology, or on ``file``; None is the builtin one, edition 1.

    Whatever is run, nobody but the program may speak on its standard error (`streams.foreign`).
    """
    from dprkru_timeline.cli.app import run as run_program

    def run_it(
        *arguments: str,
        file: str | Path | None = MINI,
        terminal: bool = False,
        encoding: str = "utf-8",
        stdin: bytes | None = None,
    ) -> Result:
        out, err = Stream(encoding, terminal=terminal), Stream(encoding)
        with monkeypatch.context() as patch:
            # Without pytest's, a library's logger writes where it would on a person's machine: on standard error.
            patch.setattr(logging.root, "handlers", [])
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
        assert not (spoken := foreign(err.text())), spoken
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
