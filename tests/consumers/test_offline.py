"""The recipe of docs/offline.md: a folder of wheels, installed without an index in a room without network."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.consumers.conftest import need

pytestmark = pytest.mark.consumer


def commands(heading: str) -> list[str]:
    """Return the commands that stand under a heading of the recipe."""
    page = (ROOT / "docs" / "offline.md").read_text(encoding="utf-8")
    block = re.search(rf"## {heading}.*?```sh\n(.*?)```", page, re.DOTALL)
    assert block, heading
    return [line for line in block[1].splitlines() if line and not line.startswith("#")]


def test_it_is_installed_from_a_folder_of_wheels_where_there_is_no_network(tmp_path: Path) -> None:
    gather, install = commands("Where there is a network"), commands("Where there is none")
    source, there = tmp_path / "source", tmp_path / "there"
    there.mkdir()
    # A clone has what is committed; the tree as it is, without what is installed in it.
    wanted = ("src", "docs", "events.toml", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "LICENSE-DATA")
    source.mkdir()
    for name in (*wanted, "CHANGELOG.md", "noxfile.py"):
        if (ROOT / name).exists():
            subprocess.run(["cp", "-r", str(ROOT / name), str(source)], check=True)
    python = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for line in gather:
        subprocess.run(shlex.split(line), cwd=source, env={**os.environ, **python}, check=True, timeout=600)
    assert list((source / "wheels").glob("dprkru_timeline-*.whl"))
    assert not list((source / "wheels").glob("*.tar.gz")), "nothing has to be built where there is no network"
    (source / "wheels").rename(there / "wheels")
    # No network, no settings of pip's, no home: as in a container that has Python and nothing else.
    bare = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "PIP_CONFIG_FILE": os.devnull,
        "LANG": "C.UTF-8",
    }
    script = "set -e\n" + "\n".join(install)
    alone = [need("unshare"), "--map-root-user", "--net", "bash", "-c", script]
    done = subprocess.run(alone, cwd=there, env=bare, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "panel-veto" in done.stdout
    assert "kursk-deployment" in done.stdout
