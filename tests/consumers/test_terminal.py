"""On a real pseudo-terminal: colour, links, the pager, resizing, Ctrl-C."""

import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MINI
from tests.consumers.conftest import need

pytestmark = pytest.mark.consumer

PROGRAM = str(Path(sys.executable).with_name("timeline"))


def spawn(*arguments: str, lines: int = 24, columns: int = 80, **environment: str) -> Any:
    import pexpect

    base = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    base["TIMELINE_FILE"] = str(MINI)
    return pexpect.spawn(
        PROGRAM, list(arguments), env=base | environment, dimensions=(lines, columns), encoding="utf-8", timeout=20
    )


def shown(*arguments: str, **how: Any) -> str:
    import pexpect

    child = spawn(*arguments, **how)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before).replace("\r\n", "\n")


def test_colour_by_what_the_terminal_says_it_can() -> None:
    arguments = ("show", "theme:arms", "--no-pager")
    assert "\x1b[38;5;" in shown(*arguments)
    assert "\x1b[36m" in shown(*arguments, TERM="xterm")
    assert "\x1b[38;2;" in shown(*arguments, COLORTERM="truecolor")
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": ""}):
        assert "\x1b" not in shown(*arguments, **plain)
    assert "\x1b[" in shown(*arguments, NO_COLOR="")
    assert "\x1b[" in shown(*arguments, "--color", "always", NO_COLOR="1")
    assert "\x1b" not in shown(*arguments, "--color", "never", FORCE_COLOR="1")


def test_links_only_where_the_terminal_takes_them() -> None:
    arguments = ("show", "theme:arms", "--no-pager")
    linked = shown(*arguments, VTE_VERSION="7000")
    assert "\x1b]8;;https://example.org/paper\x1b\\" in linked
    assert linked.count("\x1b]8;;http") == linked.count("\x1b]8;;\x1b\\")
    for without in (
        {},
        {"VTE_VERSION": "7000", "TMUX": "x"},
        {"VTE_VERSION": "7000", "FORCE_HYPERLINK": "0"},
        {"NO_COLOR": "1"},
    ):
        assert "\x1b]8" not in shown(*arguments, **without)
    assert "\x1b]8" in shown(*arguments, FORCE_HYPERLINK="1")


def test_the_width_is_the_terminal_s() -> None:
    for columns in (50, 90, 110):
        text = re.sub(r"\x1b\[[0-9;]*m", "", shown("show", "--no-pager", columns=columns, COLUMNS="70"))
        widest = max(len(line) for line in text.split("\n") if "http" not in line)
        assert columns - 15 < widest <= columns


def test_a_long_answer_goes_to_the_pager_and_a_short_one_does_not() -> None:
    pager = "sed 's/^/PAGED /'"
    assert "PAGED " in shown("show", PAGER=pager)
    assert "PAGED " in shown("show", PAGER="cat", TIMELINE_PAGER=pager)
    assert "PAGED " not in shown("show", lines=200, PAGER=pager)
    for off in (("show", "--no-pager"), ("--no-pager", "show")):
        assert "PAGED " not in shown(*off, PAGER=pager)
    assert "PAGED " not in shown("show", PAGER=pager, TERM="dumb")
    assert "PAGED " not in shown("show", PAGER=pager, TIMELINE_PAGER="off")
    for dead in ("/no/such/pager", "", "cat"):
        assert "Troops are sent to Kursk" in shown("show", PAGER=dead)


def test_less_is_the_default_and_gets_gits_options() -> None:
    need("less")
    child = spawn("show")
    child.expect("Mini chronology")
    child.expect(":|\\(END\\)")
    child.send("q")
    child.expect("\\Z", timeout=5)
    child.wait()
    assert child.exitstatus == 0
    assert "FRX" in shown("show", PAGER="sh -c 'echo $LESS; cat'")
    assert "\nS\n" in "\n" + shown("show", PAGER="sh -c 'echo $LESS; cat'", LESS="S")


def test_leaving_the_pager_early_and_ctrl_c_end_quietly() -> None:
    import pexpect

    out = shown("show", PAGER="true")
    assert "Traceback" not in out
    child = spawn("--file", "-", "show")
    child.expect("standard input")
    time.sleep(0.2)
    child.kill(signal.SIGINT)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in child.before


def test_one_hostile_file_a_group_through_the_real_command() -> None:
    import pexpect

    from tests.conftest import DATA

    for group in ("c-unicode", "d-terminal", "e-rich"):
        for path in sorted((DATA / "hostile" / group).glob("*.toml"))[:3]:
            child = spawn("--file", str(path), "show", "--no-pager", "--color", "always")
            child.expect(pexpect.EOF)
            child.close()
            assert child.exitstatus in (0, 1)
            text = re.sub(r"\x1b\[[0-9;]*m", "", child.before.replace("\r\n", "\n"))
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), path
