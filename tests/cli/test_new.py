"""``timeline new``: a file that passes every check, and says what goes where."""

import re
from datetime import date
from pathlib import Path

import pytest

from dprkru_timeline import edit
from tests.conftest import Run


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_file_passes_every_check_and_is_read_with_what_ships(run: Run, tmp_path: Path) -> None:
    made = run("new", "mine.toml", "--title", "Drones, our notes", file=None)
    assert made.code == 0
    assert "timeline --file mine.toml add" in made.out
    checked = run("check", "mine.toml", "--strict", file=None)
    assert (checked.code, checked.err) == (0, "")
    shown = run("show", "--file", "mine.toml", "--key", "--view", "oneline", file=None)
    assert "panel-veto" in shown.out
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert 'title = "Drones, our notes"' in text
    assert max(map(len, text.splitlines())) <= 120


def test_its_commented_examples_are_right_when_the_signs_are_taken_away(run: Run, tmp_path: Path) -> None:
    run("new", file=None)
    path = tmp_path / "mine.toml"
    text = path.read_text(encoding="utf-8")
    example = re.sub(r"^# ?", "", text[text.index("# [sources") :], flags=re.MULTILINE)
    example = "\n".join(row for row in example.splitlines() if not row.startswith("What you add"))
    path.write_text(
        text[: text.index("# To add")] + example.replace("https://…", "https://example.org"), encoding="utf-8"
    )
    assert run("check", "mine.toml", file=None).code == 0


def test_alone_it_extends_nothing_and_with_files_it_extends_them(run: Run, tmp_path: Path) -> None:
    assert run("new", "alone.toml", "--alone", file=None).code == 0
    assert "extends" not in (tmp_path / "alone.toml").read_text(encoding="utf-8")
    assert "no event" in run("show", "--file", "alone.toml", file=None).err
    (tmp_path / "inner").mkdir()
    assert run("new", "inner/mine.toml", "--file", "alone.toml", "--file", "builtin", file=None).code == 0
    assert 'extends = ["../alone.toml", "builtin"]' in (tmp_path / "inner" / "mine.toml").read_text(encoding="utf-8")
    assert run("check", "inner/mine.toml", file=None).code == 0


def test_what_can_not_be_made_is_said_and_nothing_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there.toml").write_text("mine")
    for arguments, said in (
        (("there.toml",), "there.toml exists"),
        (("no/mine.toml",), "no folder no"),
        (("builtin",), "is no name for a file"),
        (("x.toml", "--edition", "2024-13"), "2024-13"),
        (("x.toml", "--edition", "2024"), "is no single day"),
        (("x.toml", "--title", "a\u202eb"), "which can act on a screen"),
        (("x.toml", "--file", ""), "--file is empty"),
    ):
        result = run("new", *arguments, file=None)
        assert result.code in (1, 2), arguments
        assert said in result.err, (arguments, result.err)
    assert [one.name for one in tmp_path.iterdir()] == ["there.toml"]
    assert (tmp_path / "there.toml").read_text() == "mine"


def test_json(run: Run) -> None:
    assert '"written": true' in run("new", "--json", file=None).out


def test_from_python_it_is_the_same_file_be_its_edition_an_old_one(run: Run, tmp_path: Path) -> None:
    assert run("new", "one.toml", "--title", "Ours", "--edition", "2019-12-22").code == 0
    edit.new("two.toml", "Ours", edition=date(2019, 12, 22))
    texts = [(tmp_path / name).read_text().replace(name, "x.toml") for name in ("one.toml", "two.toml")]
    assert texts[0] == texts[1]
