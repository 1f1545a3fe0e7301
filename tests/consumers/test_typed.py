"""Two type checkers over somebody else's code that uses the package."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.consumers.conftest import HERE, need, need_package

pytestmark = pytest.mark.consumer
CONSUMER = HERE / "typed" / "consumer.py"
WRONG = """
from dprkru_timeline import ask
ask("actor:dprk", file="mine.toml")
number: int = ask("actor:dprk").query
"""


def mypy(path: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    command = [need("mypy"), "--strict", "--python-executable", sys.executable, "--cache-dir", str(cache), str(path)]
    return subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False, timeout=300)


def pyright(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    # In a folder of its own with its own settings, so that none of ours are read.
    (folder / "pyrightconfig.json").write_text('{"include": ["."], "strict": ["."]}', encoding="utf-8")
    if path.parent != folder:
        shutil.copy(path, folder)
    command = [
        need("node"),
        str(need_package("pyright") / "index.js"),
        "-p",
        str(folder),
        "--pythonpath",
        sys.executable,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def test_mypy_finds_nothing(tmp_path: Path) -> None:
    done = mypy(CONSUMER, tmp_path)
    assert (done.returncode, done.stdout) == (0, "Success: no issues found in 1 source file\n")


def test_pyright_finds_nothing(tmp_path: Path) -> None:
    done = pyright(CONSUMER, tmp_path)
    assert done.returncode == 0, done.stdout
    assert "0 errors, 0 warnings" in done.stdout


def test_both_would_find_something(tmp_path: Path) -> None:
    path = tmp_path / "wrong.py"
    path.write_text(WRONG, encoding="utf-8")
    for done in (mypy(path, tmp_path), pyright(path, tmp_path)):
        assert done.returncode == 1
        assert "file" in done.stdout
        assert "int" in done.stdout
