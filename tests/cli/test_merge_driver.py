"""``timeline merge-driver``, as a real git calls it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.keeping import HEAD, own_file

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    own_file(tmp_path)
    git("init", "-q", "-b", "main")
    git("config", "user.name", "n")
    git("config", "user.email", "n@example.org")
    git("config", "merge.timeline.driver", f"'{sys.executable}' -m dprkru_timeline merge-driver %O %A %B %P")
    (tmp_path / ".gitattributes").write_text("mine.toml merge=timeline\n")
    git("add", ".")
    git("commit", "-qm", "base")
    return tmp_path


def git(*words: str, ok: bool = True) -> str:
    done = subprocess.run(["git", *words], capture_output=True, check=False, text=True)
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def _add(run: Run, number: int, path: Path) -> None:
    result = run(
        *(
            "add",
            "--title",
            f"Thing number {number}",
            "--date",
            f"2024-06-{number:02}",
            "--summary",
            "S.",
            "--actor",
            "dprk",
        ),
        *("--source", f"https://news.example.org/{number}", "--publisher", "Example News"),
        file=path,
    )
    assert result.code == 0, result.err


def test_two_who_each_add_events_merge_without_a_conflict(run: Run, repository: Path) -> None:
    path = repository / "mine.toml"
    for branch, numbers in (("one", (1, 2)), ("two", (3, 4))):
        git("checkout", "-q", "-b", branch, "main")
        for number in numbers:
            _add(run, number, path)
        git("commit", "-qam", branch)
    git("merge", "-q", "one", "-m", "both")
    document = tomllib.loads(path.read_text())
    assert [one["id"] for one in document["events"]] == [
        "first",
        *(f"thing-number-{at}" for at in (1, 2, 3, 4)),
        "third",
    ]
    assert len(document["sources"]) == 5
    assert run("check", str(path), file=None).code == 0
    assert "# about the third" in path.read_text()


def test_what_both_changed_is_a_conflict_in_that_event_only(run: Run, repository: Path) -> None:
    path = repository / "mine.toml"
    for branch in ("one", "two"):
        git("checkout", "-q", "-b", branch, "main")
        assert run("edit", "first", "--set", f"title=As {branch} has it", file=path).code == 0
        _add(run, 5 if branch == "one" else 6, path)
        git("commit", "-qam", branch)
    said = git("merge", "one", "-m", "both", ok=False)
    assert "mine.toml: 1 conflict: first" in said
    text = path.read_text()
    assert text.count("<<<<<<<") == 1
    inside = text[text.index("<<<<<<<") : text.index(">>>>>>>")]
    assert "As one has it" in inside
    assert "As two has it" in inside
    assert "thing-number" not in inside
    assert "thing-number-5" in text
    assert "thing-number-6" in text
    path.write_text(text.replace(inside[: inside.index("=======") + 8], "").replace(">>>>>>> theirs\n", ""))
    assert run("check", str(path), file=None).code == 0


def test_files_that_are_none_are_said(run: Run, tmp_path: Path) -> None:
    assert "no file" in run("merge-driver", "no", "no", "no", file=None).err
    path = own_file(tmp_path)
    empty = tmp_path / "empty"
    empty.write_text("")
    assert run("merge-driver", str(empty), str(path), str(path), file=None).code == 0
    assert path.read_text() == HEAD
