"""The guard on standard error sees what is not ours, and takes whatever is."""

import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.conftest import DATA, MINI, Run
from tests.streams import foreign


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "theme:labor", "actr:dprk"),
        ("show", "  (theme:labor or) kursk"),
        ("show", "--view", "lane"),
        ("shwo",),
        ("info", "deadline", "2024"),
        ("info", "a"),
        ("gap", "deadline", "03/04/2024"),
        ("show", "wrokers", "--view", "oneline"),
        ("--file", "no such: file.toml", "show"),
        ("--file", str(DATA / "hostile/b-schema/many.toml"), "show"),
        ("--file", str(DATA / "hostile/a-syntax/utf16le.toml"), "--file", str(MINI), "export", "-f", "csv"),
        ("export", "-o", "x.csv"),
    ],
    ids=" ".join,
)
def test_what_the_program_says_is_its_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments).err  # which the fixture looks at


@pytest.mark.parametrize(
    "said",
    [
        "Could not save font_manager cache [Errno 28] No space left on device\n",
        "x.py:3: UserWarning: No artists with labels found to put in legend.\n  plt.legend()\n",
        "Traceback (most recent call last):\n",
        "\n",
        "timeline: error: first\nand a second line\n",
        "timeline: \n",
        "timeline: error: one\n    a quotation without carets\n",
        "timeline: error: one\n    quoted\n    ^^^^^\n    more\n",
        "  help: without an error above\n",
        "timeline: a note\n  help: that takes none\n",
        "timeline: error: \x1b[31mred\n",
    ],
    ids=repr,
)
def test_what_is_not_is_seen(said: str) -> None:
    assert foreign(said)
    assert foreign("timeline: a note\n" + said)


def test_progress_is_our_own_on_a_terminal_only() -> None:
    said = "\x1b[?25l\r\x1b[2K⠋ timeline: reading mine.toml\r\x1b[2K⠙ timeline: reading mine.toml\n\x1b[?25h\r\x1b[1A"
    assert not foreign(said, terminal=True)
    assert foreign(said)


@pytest.mark.parametrize("how", ["print", "log", "warn"])
def test_a_test_in_which_a_library_speaks_fails(run: Run, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    def speak() -> None:
        match how:
            case "print":
                print("noise", file=sys.stderr)
            case "log":
                logging.getLogger("a.library").warning("noise")
            case "warn":
                warnings.warn("noise", stacklevel=1)

    monkeypatch.setattr("dprkru_timeline.cli.show.setting", lambda _: speak())
    if how == "warn":  # an error in all tests, so it shows as one of ours
        assert "internal error" in run("show").err
    else:
        with pytest.raises(AssertionError, match="noise"):
            run("show")


# Libraries that look around where they run: what they find there they say on standard error, or obey.


def in_a_process(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TIMELINE_FILE": str(MINI), "TIMELINE_TODAY": "2026-01-15"}
    return subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", *arguments],
        cwd=folder,
        env=base | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_picture_is_drawn_without_a_word_where_nothing_can_be_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file, in which no folder can be made", encoding="utf-8")
    done = in_a_process(tmp_path, "chart", "-o", "x.svg", HOME=str(home), MPLCONFIGDIR=str(home / "x"))
    assert done.returncode == 0
    assert foreign(done.stderr) == []
    assert (tmp_path / "x.svg").stat().st_size


def test_settings_of_a_library_in_the_folder_change_nothing(tmp_path: Path) -> None:
    (plain := tmp_path / "plain").mkdir()
    (other := tmp_path / "other").mkdir()
    (other / "matplotlibrc").write_text("figure.facecolor: red\nno.such.key: 1\n", encoding="utf-8")
    for folder in (plain, other):
        done = in_a_process(folder, "chart", "-o", "x.svg", MPLCONFIGDIR=os.environ["MPLCONFIGDIR"])
        assert (done.returncode, foreign(done.stderr)) == (0, [])
    assert (plain / "x.svg").read_bytes() == (other / "x.svg").read_bytes()


def test_a_picture_of_names_in_any_script_is_drawn_without_a_word(tmp_path: Path) -> None:
    text = MINI.read_text(encoding="utf-8").replace('name = "DPRK"', 'name = "조선"').replace('"북한", ', "")
    (tmp_path / "korean.toml").write_text(text, encoding="utf-8")
    done = in_a_process(
        tmp_path,
        "--file",
        "korean.toml",
        "chart",
        "--by",
        "actor",
        "-o",
        "x.svg",
        MPLCONFIGDIR=os.environ["MPLCONFIGDIR"],
    )
    assert (done.returncode, foreign(done.stderr)) == (0, [])
