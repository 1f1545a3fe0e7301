"""Keeping a file as others see it: editors on a real terminal, pre-commit, an office suite that saves what we wrote."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.consumers.conftest import need
from tests.keeping import HEAD, editor, own_file

pytestmark = pytest.mark.consumer

PROGRAM = str(Path(sys.executable).with_name("timeline"))


def spawn(folder: Path, *arguments: str, **environment: str) -> Any:
    import pexpect

    base = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    return pexpect.spawn(
        PROGRAM,
        list(arguments),
        env=base | environment,
        cwd=str(folder),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )


def ended(child: Any) -> tuple[int, str]:
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus), str(child.before)


def test_an_editor_has_the_terminal_and_what_it_leaves_is_taken(tmp_path: Path) -> None:
    path = own_file(tmp_path)
    script = editor(tmp_path, 'printf "What happened? "; read answer; sed -i "s/It happens/$answer/" "$1"')
    child = spawn(tmp_path, "edit", "--file", "mine.toml", "first", EDITOR=script)
    child.expect_exact("What happened? ")
    child.sendline("It rained")
    code, said = ended(child)
    assert code == 0, said
    assert path.read_text() == HEAD.replace("It happens", "It rained", 1)


def test_ctrl_c_in_an_editor_is_the_editor_s(tmp_path: Path) -> None:
    path = own_file(tmp_path)
    script = editor(tmp_path, "trap 'echo caught; exit 7' INT; echo ready; while :; do sleep 0.1; done")
    child = spawn(tmp_path, "edit", "--file", "mine.toml", "first", EDITOR=script)
    child.expect_exact("ready")
    child.sendintr()
    code, said = ended(child)
    assert code == 1
    assert "caught" in said
    assert "ended with exit code 7; nothing was written" in " ".join(said.split())
    assert path.read_text() == HEAD
    assert sorted(one.name for one in tmp_path.iterdir()) == ["an editor", "mine.toml"]


def test_new_asks_for_what_it_covers(tmp_path: Path) -> None:
    child = spawn(tmp_path, "new", "mine.toml")
    child.expect("Title: what does it cover.*: ")
    child.sendline("Drones")
    assert ended(child)[0] == 0
    assert tomllib.loads((tmp_path / "mine.toml").read_text())["chronology"]["title"] == "Drones"


def test_pre_commit_runs_both_hooks_in_a_repository(tmp_path: Path) -> None:
    pre_commit = need("pre-commit")
    if not (ROOT / ".git").exists():  # what an archive was unpacked to
        pytest.skip("this tree is no repository")

    def git(*words: str, folder: Path = tmp_path) -> str:
        own = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *words]
        return subprocess.run(own, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()

    own_file(tmp_path)
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {ROOT}\n    rev: {git('rev-parse', 'HEAD', folder=ROOT)}\n    hooks:\n"
        "      - id: timeline-check\n        files: ^mine\\.toml$\n"
        "      - id: timeline-fmt\n        files: ^mine\\.toml$\n"
    )
    git("init", "-q")
    git("add", ".")

    def run() -> tuple[int, str]:
        done = subprocess.run(
            [pre_commit, "run", "--all-files"],
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "hooks"), "GIT_CONFIG_GLOBAL": str(tmp_path / "none")},
        )
        return done.returncode, done.stdout + done.stderr

    code, said = run()
    assert code == 1, said
    assert "timeline check" in said
    assert "Passed" in said
    assert "files were modified by this hook" in said, "fmt has put it in order"
    git("add", ".")
    code, said = run()
    assert code == 0, said
    (tmp_path / "mine.toml").write_text(HEAD.replace('kind = "event"', 'kind = "evnt"'))
    code, said = run()
    assert code == 1
    assert "did you mean event?" in said


def test_an_office_suite_that_saves_a_brief_again_keeps_what_it_told_or_that_is_said(tmp_path: Path) -> None:
    need("soffice")
    own_file(tmp_path)

    def timeline(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([PROGRAM, *words], cwd=tmp_path, check=False, capture_output=True, text=True)

    assert timeline("brief", "theme:labor", "-o", "brief.docx").returncode == 0
    (tmp_path / "again").mkdir()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx"),
            *("--outdir", "again", "brief.docx"),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    done = timeline("diff", "again/brief.docx")
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["Nothing has changed"]), done.stderr


def test_an_import_asks_at_a_terminal_and_writes_what_was_agreed_to(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("Date,Title\n2024-06-19,One thing\n", encoding="utf-8")
    for answer, is_written in (("n", False), ("", False), ("y", True)):
        child = spawn(tmp_path, "import", "s.csv", "-o", "m.toml")
        child.expect("1 event")
        child.expect(r"Write it to m\.toml\? \[y/N\]")
        child.sendline(answer)
        assert ended(child)[0] == 0
        assert (tmp_path / "m.toml").exists() == is_written
