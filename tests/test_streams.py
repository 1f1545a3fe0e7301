"""The guard on standard error sees what is not ours, and takes whatever is."""

import logging
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


def test_a_picture_of_names_that_no_font_has_is_drawn_without_a_word(tmp_path: Path) -> None:
    """In a process of its own: only there are warnings what they are on a person's machine."""
    text = MINI.read_text(encoding="utf-8").replace('name = "DPRK"', 'name = "\U0001f1f0\U0001f1f5 조선 ก"')
    (tmp_path / "names.toml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", "--file", "names.toml", "chart", "--by", "actor", "-o", "x.svg"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, foreign(done.stderr)) == (0, [])
