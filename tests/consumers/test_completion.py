"""Tab in real shells on a pseudo-terminal: what it offers, and that no text of a file runs as code."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dprkru_timeline.errors import InvalidFile
from dprkru_timeline.store.load import load
from tests.conftest import DATA, MINI
from tests.consumers.conftest import need

pytestmark = pytest.mark.consumer

SHELLS = ("bash", "zsh", "fish")
_START = {
    "bash": (
        ["--norc", "--noprofile", "-i"],
        "PS1='ready> '; bind 'set enable-bracketed-paste off'; source ~/completion",
    ),
    "zsh": (
        ["-f", "-i"],
        "PS1='ready> '; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -D -u; source ~/completion",
    ),
    "fish": (["--no-config", "-i"], "source ~/completion; function fish_prompt; echo -n 'ready> '; end"),
}


class Shell:
    """An interactive shell with the program's completion."""

    def __init__(self, name: str, home: Path) -> None:
        import pexpect

        program = Path(sys.executable).with_name("timeline")
        environment = {
            "PATH": f"{program.parent}:/usr/bin:/bin",
            "HOME": str(home),
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
            "TIMELINE_FILE": str(MINI),
        }
        script = pexpect.run(str(program), env={**environment, "_TIMELINE_COMPLETE": f"source_{name}"})
        (home / "completion").write_bytes(script.replace(b"\r\n", b"\n"))
        arguments, start = _START[name]
        self._fish = name == "fish"
        self._child = pexpect.spawn(
            need(name), arguments, env=environment, dimensions=(50, 200), encoding="utf-8", cwd=str(home), timeout=20
        )
        self.run(start)

    def run(self, command: str) -> str:
        """Run a command and return what it showed."""
        self._child.send(f"{command}\recho D''ONE\r")
        return self._until_done()

    def _until_done(self) -> str:
        self._child.expect(r"DONE[\r\n]")
        return re.sub(r"\x1b[\[\]()][0-9;?]*[A-Za-z]?|\x1b[=>]", "", self._child.before)

    def read_from(self, file: Path) -> None:
        """Make another event file the default."""
        self.run(f"set -gx TIMELINE_FILE '{file}'" if self._fish else f"export TIMELINE_FILE='{file}'")

    def tab(self, line: str) -> str:
        """Return the command line that a press of Tab makes of ``line``.

        The keys wait in the terminal until the shell has done with the one before. Then the line becomes
        the arguments of printf.
        """
        self._child.send(f"{line}\t\x01printf '<%s>' \x05; echo D''ONE\r")
        return " ".join(re.findall(r"<([^<>%]*)>", self._until_done()))

    def offered(self, line: str, last: str) -> str:
        """Return what two presses of Tab show, up to the word ``last``."""
        self._child.send(f"{line}\t\t")
        self._child.expect(last)
        shown = str(self._child.before)
        self._child.send("\x03")
        self.run("true")
        return shown

    def close(self) -> None:
        """End the shell."""
        self._child.close(force=True)


@pytest.fixture
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Shell]]:
    opened: list[Shell] = []

    def open_shell(name: str) -> Shell:
        need(name)
        opened.append(Shell(name, tmp_path))
        return opened[-1]

    yield open_shell
    for one in opened:
        one.close()


@pytest.mark.parametrize("name", SHELLS)
def test_one_that_fits_is_typed(name: str, shell: Callable[..., Shell]) -> None:
    child = shell(name)
    for line, completed in (
        ("timeline sh", "timeline show"),
        ("timeline show --actor spok", "timeline show --actor spokesman"),
        ("timeline show -t tre", "timeline show -t treaty"),
        ("timeline show --theme labor,tre", "timeline show --theme labor,treaty"),
        ("timeline show --status disp", "timeline show --status disputed"),
        ("timeline info depl", "timeline info deployment"),
        ("timeline around resol", "timeline around resolution"),
        ("timeline export -f geo", "timeline export -f geojson"),
        ("timeline list th", "timeline list themes"),
        ("timeline schema aro", "timeline schema around"),
        ("timeline cite resolution -s bib", "timeline cite resolution -s bibtex"),
        (f"timeline --file {MINI} show --place pyo", f"timeline --file {MINI} show --place pyongyang"),
    ):
        assert child.tab(line) == completed


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_words_of_the_query(name: str, shell: Callable[..., Shell]) -> None:
    child = shell(name)
    for line, completed in (
        ("timeline show actor:spok", "timeline show actor:spokesman"),
        ("timeline show not:theme:tre", "timeline show not:theme:treaty"),
        ("timeline show status:disp", "timeline show status:disputed"),
        ("timeline show missing:cl", "timeline show missing:claims"),
        ("timeline stats by:spok", "timeline stats by:spokesman"),
        ("timeline show plac", "timeline show place:"),
    ):
        assert child.tab(line) == completed


@pytest.mark.parametrize("name", SHELLS)
def test_several_that_fit_are_listed(name: str, shell: Callable[..., Shell]) -> None:
    offered = shell(name).offered("timeline show --theme ", last="treaty")
    assert {"arms", "labor"} <= set(re.findall("[a-z]+", offered))


@pytest.mark.parametrize("name", SHELLS)
def test_no_text_of_a_file_runs_or_is_offered(name: str, shell: Callable[..., Shell], tmp_path: Path) -> None:
    child = shell(name)
    files = sorted((DATA / "hostile" / "n-completion").glob("*.toml"))
    assert len(files) == 10
    for file in files:
        child.read_from(file)
        for typed, word in (("show --actor dp", "dprk"), ("show --theme la", "labor"), ("info fir", "first")):
            line = f"timeline {typed}"
            completed = f"{line.rpartition(' ')[0]} {word}"
            # A file that has errors (some of these hold control characters) offers nothing, and says nothing.
            assert child.tab(line) == (completed if _loads(file) else line), file
        child.run("true")
        assert not [path for path in tmp_path.rglob("*") if "pwned" in path.name], file
    assert sum(map(_loads, files)) >= 8


def _loads(file: Path) -> bool:
    try:
        load(str(file))
    except InvalidFile:
        return False
    return True
