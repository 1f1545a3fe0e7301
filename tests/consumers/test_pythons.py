"""Newer Pythons, as WebAssembly in node: each command gives there what it gives here, byte for byte.

It is CPython, with its own library; what it lacks is processes, threads and signals, and of our libraries those that
are not made of Python alone. A database is left out: it names the version of SQLite that wrote it.
"""

import hashlib
import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

import dprkru_timeline
from dprkru_timeline.cli.commands import COMMANDS
from dprkru_timeline.cli.topics import TOPICS
from dprkru_timeline.formats import FORMATS
from tests.conftest import DATA, Run
from tests.consumers.conftest import HERE, need, need_package

pytestmark = pytest.mark.consumer

ASKED = [
    ["show"],
    ["show", "--full", "theme:labor", "since:2024"],
    ["show", "--view", "table"],
    ["show", "--color", "always", "kursk or (theme:arms -status:claimed)"],
    ["show", "--as-of", "2024-10-20", "--since", "june 2024", "--json"],
    ["show", "wrokers"],
    ["show", "actor:drpk"],
    ["info", "panel-veto"],
    ["info", "kursk-deployment", "--json"],
    ["around", "defense-pact", "--within", "3mo"],
    ["on", "19 june"],
    ["gap", "panel-veto", "defense-pact"],
    ["list", "actors"],
    ["list", "sources", "--json"],
    ["stats"],
    ["chart", "--by", "actor"],
    ["chart", "--view", "lanes", "--json"],
    ["brief", "theme:prisoners"],
    ["brief", "-f", "html", "--key"],
    ["cite", "panel-veto", "-s", "apa"],
    ["check", "--strict"],
    ["check", "--explain", "all"],
    ["schema", "events"],
    ["config", "path"],
    ["help", "dates"],
    ["export", "--nosuch"],
    *([name, "--help"] for name in COMMANDS),
    *(["help", topic] for topic in TOPICS),
    *(["export", "-f", one.name] for one in FORMATS if not one.library and one.name != "sqlite"),
]
HOSTILE = [["check", "--file", str(path.relative_to(DATA))] for path in sorted((DATA / "hostile").rglob("*.toml"))]


@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_each_command_gives_the_same(run: Run, version: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    need_package(f"python-{version}")
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    edition = ["--file", str(data / "edition-1.toml")]
    needs_none = [one for one in ASKED if one[0] in ("help", "schema", "config") or "--help" in one]
    commands = [*needs_none, *([*one, *edition] for one in ASKED if one not in needs_none)]
    commands += [[*command[:2], str(data / command[2])] for command in HOSTILE]
    there = [[word.replace(str(data), "/data") for word in command] for command in commands]
    done = subprocess.run(
        [
            need("node"),
            str(HERE / "node" / "python.mjs"),
            f"python-{version}",
            sysconfig.get_path("purelib"),
            str(Path(dprkru_timeline.__file__).parent.parent),
            str(data),
        ],
        input=json.dumps(there),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["version"] == [int(part) for part in version.split(".")]
    # Both name their files in the same way, and keep their settings in a home of their own.
    monkeypatch.setenv("HOME", "/home/pyodide")
    monkeypatch.chdir(tmp_path)
    differs = []
    for command, words, (code, digest, said) in zip(commands, there, found["found"], strict=True):
        here = run(*command, file=None)
        out = here.out.replace(str(data), "/data").encode("utf-8", "surrogateescape")
        mine = [here.code, hashlib.sha256(out).hexdigest(), here.err.replace(str(data), "/data")]
        if mine != [code, digest, said]:
            differs.append((words, mine, code, said))
    assert differs == []
    assert len(commands) > 250
