"""Real consumers: a missing one is a skip by name, and a failure where the whole gate runs."""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest

from dprkru_timeline import Chronology, InvalidFile, load
from tests.conftest import DATA, Run

HERE = Path(__file__).parent
Node = Callable[..., Any]
Export = Callable[..., Path]


def _missing(message: str) -> NoReturn:
    if os.environ.get("TIMELINE_CI"):
        pytest.fail(message)
    pytest.skip(message)


def need(program: str) -> str:
    """Return the path of a program, or skip the test; under the gate a skip is a failure."""
    here = str(Path(sys.executable).parent)  # what came with the tests, where their environment is not activated
    found = shutil.which(program) or shutil.which(program, path=here)
    if found is None:
        _missing(f"{program} is not installed")
    return found


def need_package(name: str) -> Path:
    """Return the folder of a node package, or skip the test."""
    found = HERE / "node_modules" / name
    if not found.is_dir():
        _missing(f"{name} is not installed: npm ci --ignore-scripts, in tests/consumers")
    return found


def need_library(name: str) -> Any:
    """Return a module of Python, or skip the test."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        _missing(f"{name} is not installed: --group consumers")


def hostile(*groups: str) -> list[tuple[Path, Chronology]]:
    """Return the hostile files of these groups that the program takes; what it refuses is tested elsewhere."""
    found = []
    for group in groups:
        for path in sorted((DATA / "hostile" / group).glob("*.toml")):
            with suppress(InvalidFile):
                found.append((path, load(str(path))))
    assert found
    return found


def squeezed(text: str) -> str:
    """Return text without spaces, since every reader breaks lines where it likes, and without a font's ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.fixture
def node() -> Node:
    """Run one of the scripts in tests/consumers/node, and return what it prints."""

    def run_it(script: str, *arguments: object, package: str) -> Any:
        need_package(package)
        done = subprocess.run(
            [need("node"), str(HERE / "node" / script), *map(str, arguments)],
            env={**os.environ, "CHROMIUM": shutil.which("chromium") or ""},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run_it


@pytest.fixture
def exported(run: Run, tmp_path: Path) -> Export:
    """Write an export to a file with this ending."""

    def write(suffix: str, *query: str, file: str | Path | None = None, stem: str = "out") -> Path:
        path = tmp_path / f"{stem}{suffix}"
        result = run("export", "-o", str(path), "--force", *query, file=file)
        assert result.code == 0, result.err
        return path

    return write
