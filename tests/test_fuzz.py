"""Odd input: what was found before, and some that is new in each target. `tools/fuzz.py` does it longer."""

import importlib.util
import json
import random
import re
import sys
import time
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", ROOT / "tools" / "fuzz.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool: Any = _tool()
FRESH = {"loader": 1500, "query": 1500, "dates": 1500, "argv": 150}
KEPT = [(name, path) for name in tool.TARGETS for path in tool.kept(name)]


@pytest.mark.parametrize(("name", "path"), KEPT, ids=[f"{name}/{path.name}" for name, path in KEPT])
def test_what_was_found_once_holds(name: str, path: Any) -> None:
    find = tool.tried(tool.TARGETS[name], path.read_bytes())
    assert find is None, find.what


@pytest.mark.thorough
@pytest.mark.parametrize("name", tool.TARGETS)
def test_what_is_new_holds(name: str) -> None:
    found = [f"{find.what}\n    {find.case!r}" for find in tool.finds(name, FRESH[name], seed=20261128)]
    assert not found, "\n".join(found)


def test_every_target_has_cases_and_every_kept_case_a_target() -> None:
    assert set(FRESH) == set(tool.TARGETS)
    assert {path.name for path in tool.KEPT.glob("*") if path.is_dir()} <= set(tool.TARGETS)


def test_the_same_seed_makes_the_same_cases() -> None:
    for name in tool.TARGETS:
        cases = [tool.fresh(name, number, seed=5) for number in range(30)]
        assert cases == [tool.fresh(name, number, seed=5) for number in range(30)]
        assert cases != [tool.fresh(name, number, seed=6) for number in range(30)]
        assert len(set(cases)) > 20


def test_enough_cases_are_right_for_what_comes_after_to_be_tried() -> None:
    from dprkru_timeline.edtf import parse_edtf
    from dprkru_timeline.errors import TimelineError
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.store.find import EventFile
    from dprkru_timeline.store.load import load_checked

    def share(name: str, takes: Any) -> float:
        good = 0
        for number in range(300):
            try:
                takes(tool.fresh(name, number, seed=1))
            except TimelineError:
                continue
            good += 1
        return good / 300

    assert share("loader", lambda case: load_checked([EventFile("case.toml", case)])) > 0.1
    assert share("query", lambda case: parse_query(tool._text(case), today=tool.TODAY)) > 0.3
    assert share("dates", lambda case: parse_edtf(tool._text(case))) > 0.1


def test_a_find_is_named_once_and_made_small() -> None:
    def hold(case: bytes) -> None:
        text = case.decode()
        if "a" in text and "b" in text:
            raise tool.Broken("a and b in one", text)
        if "c" in text:
            json.loads("{")

    def make(chance: random.Random) -> bytes:
        return "".join(chance.choices("abcdefgh", k=30)).encode()

    target = tool.Target(make, hold, lambda case: case.decode(), lambda parts: "".join(parts).encode())
    long = tool.tried(target, b"xxaxxxxbxxcxx")
    assert (long.kind, len(long.case)) == ("a and b in one", 13)
    small = tool.smaller(target, long)
    assert small.case == b"ab"
    assert re.fullmatch("a-and-b-in-one-[0-9a-f]{8}", small.name)
    other = tool.tried(target, b"xxxcxxx")
    assert other.kind.startswith("JSONDecodeError in ")
    assert tool.smaller(target, other).case == b"c"


@pytest.mark.skipif(sys.platform == "win32", reason="no timers of signals there")
def test_what_takes_long_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    def hold(case: bytes) -> None:
        until = time.process_time() + 5
        while time.process_time() < until:
            sum(range(1000))

    monkeypatch.setattr(tool, "SECONDS", 0.05)
    find = tool.tried(tool.Target(lambda _: b"", hold), b"case")
    assert find.kind == "takes too long"


def test_what_reaches_out_of_the_folder_is_a_find(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    from dprkru_timeline.cli import app

    elsewhere = tmp_path / "elsewhere.txt"

    def run(arguments: list[str]) -> int:
        match arguments[0]:
            case "file":
                elsewhere.write_text("x", encoding="utf-8")
            case "program":
                import subprocess

                subprocess.run(["true"], check=False)
            case "words":
                print("noise", file=sys.stderr)
        return 0

    tool._warm()
    monkeypatch.setattr(app, "run", run)
    kinds = [
        tool.tried(tool.TARGETS["argv"], tool._line_bytes([what])) for what in ("file", "program", "words", "none")
    ]
    assert [one and one.kind for one in kinds] == [
        "a command line reaches out of its folder",
        "a command line reaches out of its folder",
        "not our own on standard error",
        None,
    ]
    assert not elsewhere.exists()
