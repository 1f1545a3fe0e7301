"""``timeline mcp``: the entry for an assistant's settings, and what it refuses; what it answers: tests/test_mcp.py."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import MINI, Run


def test_the_entry_starts_this_installation_from_anywhere(run: Run, tmp_path: Path) -> None:
    entry = json.loads(run("mcp", "--config", file=None).out)["mcpServers"]["timeline"]
    assert entry == {"command": sys.executable, "args": ["-P", "-m", "dprkru_timeline", "mcp"]}
    mine = json.loads(run("--file", "builtin", "--file", os.path.relpath(MINI), "mcp", "--config").out)
    entry = mine["mcpServers"]["timeline"]
    assert entry["args"][3:] == ["--file", "builtin", "--file", str(MINI), "mcp"]
    started = [entry["command"], *entry["args"], "--config"]
    done = subprocess.run(started, capture_output=True, cwd=tmp_path, check=False, timeout=60)
    assert (done.returncode, json.loads(done.stdout)) == (0, mine)


def test_what_it_refuses(run: Run) -> None:
    piped = run("mcp", file="-", stdin=b"")
    assert piped.code == 2
    assert "standard input carries the protocol" in piped.err
    assert run("mcp", "--json").code == 2


def test_without_its_library_the_command_for_this_installation_is_said(tmp_path: Path) -> None:
    (tmp_path / "mcp_types.py").write_text("raise ModuleNotFoundError('no', name='mcp_types')\n")
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", "mcp"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "mcp needs mcp 2.3 or newer, which is not installed" in done.stderr
    assert f"{sys.executable} -m pip install 'dprkru-timeline[mcp]'" in done.stderr


def test_nothing_else_loads_it() -> None:
    code = "import sys; from dprkru_timeline.cli.app import run; run(['show', '-n', '1']); run(['mcp', '--config'])"
    check = code + "; sys.exit(bool({'mcp', 'mcp_types', 'anyio', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
