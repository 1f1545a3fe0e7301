"""The tests say what the program finds in its surroundings, wherever they run."""

import ast
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dprkru_timeline
from tests.conftest import SET_ANEW, clear_environment

SOURCE = Path(dprkru_timeline.__file__).parent


def names_read(text: str) -> Iterator[str]:
    """Yield what may be the names of variables in a module.

    Names of two words and more anywhere, since a list of them may stand in one module and be read in another. A module
    that has to do with the environment may read a name of one word too: each that is no metavar and no value of a key.
    """
    tree = ast.parse(text)
    no_names: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            no_names.update(map(id, node.values))
        elif isinstance(node, ast.keyword) and node.arg == "metavar":
            no_names.add(id(node.value))
    reads = re.search(r"environ|getenv|envvar", text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            two_words = re.fullmatch(r"_?[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", node.value)
            if two_words or (reads and re.fullmatch(r"[A-Z]{2,}", node.value) and id(node) not in no_names):
                yield node.value


def all_names_read() -> set[str]:
    return {name for module in SOURCE.rglob("*.py") for name in names_read(module.read_text(encoding="utf-8"))}


def test_every_variable_that_the_program_reads_is_cleared_or_set(monkeypatch: pytest.MonkeyPatch) -> None:
    names = all_names_read()
    assert {"TIMELINE_FILE", "TIMELINE_PALETTE", "_TIMELINE_COMPLETE", "VTE_VERSION", "TMUX", "LESS", "TERM"} <= names
    for name in names | {"LC_ALL", "LANG"}:
        monkeypatch.setenv(name, "hostile")
    clear_environment(monkeypatch)
    left = {name for name, value in os.environ.items() if value == "hostile"}
    assert left <= set(SET_ANEW), "list them in tests/conftest.py"


def test_what_is_set_is_of_this_test(tmp_path: Path) -> None:
    assert os.environ["HOME"] == str(tmp_path)
    assert all(os.environ[name] for name in SET_ANEW)
    assert not [name for name in os.environ if name.startswith(("LC_", "XDG_CONFIG"))]


@pytest.mark.parametrize(
    "line",
    [
        'os.environ.get("NEW")',
        'os.environ["NEW"]',
        '"NEW" in os.environ',
        'os.getenv("NEW", "")',
        'environment = {"NEW": "x", **os.environ}',
        '[environ.get(name) for name in ("OLD", "NEW")]',
        'Option("--new", envvar="NEW", metavar="METAVAR")',
    ],
)
def test_a_new_variable_would_be_found(line: str) -> None:
    assert set(names_read(line)) - {"OLD"} == {"NEW"}
    assert list(names_read('NAMES = ("NEW_NAME", "NEW", "New")')) == ["NEW_NAME"]


def test_programs_that_tests_start_can_be_interrupted() -> None:
    code = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=30)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert done.stdout.strip() == b"True"
