"""Tab without Typer offers what Typer offers, and leaves to it what it does not know for sure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dprkru_timeline.cli import tab
from dprkru_timeline.cli.names import names_text
from dprkru_timeline.store import find
from dprkru_timeline.store.builtin import read_copy
from tests.conftest import EDITION_1

LINES = (
    *("timeline ", "timeline s", "timeline S", "timeline zz", "timeline show --actor ", "timeline show --actor k"),
    *("timeline show workers -a dprk,k", "timeline show workers -a dprk,K", "timeline show -t l", "timeline info "),
    *(
        "timeline info pan",
        "timeline info x y",
        "timeline gap panel-veto de",
        "timeline around t",
        "timeline cite a b pa",
    ),
    *("timeline show --actor zzz", "timeline list actors -a k", "timeline on --source r"),
    *("timeline brief --place k", "timeline info a,pan", "timeline sql --theme l", "timeline export -p k"),
)
LEFT = (
    "timeline add --actor k",
    *("timeline --file mine.toml info p", "timeline show --st", "timeline show --status c", "timeline show 'actor:k"),
    *(
        "timeline help s",
        "timeline show act",
        "timeline show --json --actor k",
        "timeline show actor:k",
        "timeline -",
    ),
)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file of words beside the copy, as a wheel has them."""
    copy = read_copy(find.COPY, str(EDITION_1))
    assert copy is not None
    names = tmp_path / "names.tsv"
    names.write_text(names_text(copy, find.COPY.read_bytes()), encoding="ascii")
    (tmp_path / "chronology.json").write_bytes(find.COPY.read_bytes())
    monkeypatch.setattr(tab, "NAMES", str(names))
    return names


def asked(monkeypatch: pytest.MonkeyPatch, shell: str, line: str) -> None:
    monkeypatch.setenv("_TIMELINE_COMPLETE", f"complete_{shell}")
    if shell == "bash":
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    else:
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", LINES)
@pytest.mark.usefixtures("installed")
def test_it_offers_what_typer_offers(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], shell: str, line: str
) -> None:
    from dprkru_timeline.cli.app import run

    asked(monkeypatch, shell, line)
    assert tab.answered()
    offered = capfd.readouterr().out
    with pytest.raises(SystemExit):
        run([])
    assert offered == capfd.readouterr().out


@pytest.mark.parametrize("line", LEFT)
@pytest.mark.usefixtures("installed")
def test_it_leaves_to_typer_what_it_does_not_know(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], line: str
) -> None:
    asked(monkeypatch, "zsh", line)
    assert not tab.answered()
    assert capfd.readouterr().out == ""


def test_files_and_settings_of_one_s_own_and_names_of_another_copy_are_left_to_typer(
    monkeypatch: pytest.MonkeyPatch, installed: Path, tmp_path: Path
) -> None:
    asked(monkeypatch, "bash", "timeline info pan")
    monkeypatch.setenv("TIMELINE_FILE", "mine.toml")
    assert not tab.answered()
    monkeypatch.delenv("TIMELINE_FILE")
    settings = tmp_path / ".config" / "timeline" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("")
    assert not tab.answered()
    settings.unlink()
    installed.write_text(installed.read_text(encoding="ascii").replace('"copy":"', '"copy":"0', 1), encoding="ascii")
    assert not tab.answered()
    installed.unlink()
    assert not tab.answered()


def test_typer_is_not_imported() -> None:
    code = "import sys; from dprkru_timeline.cli import tab; sys.exit('typer' in sys.modules or 'enum' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"],
            env={**os.environ},
            check=False,
        ).returncode
        == 0
    )
