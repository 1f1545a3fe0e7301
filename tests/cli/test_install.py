"""Completion is installed for the shell that is named, for both commands, and leaves what a person wrote."""

import subprocess
import sys
from pathlib import Path

import pytest

from dprkru_timeline.cli.install import COMMAND_NAMES
from tests.conftest import Run

FILES = {
    "bash": (".bash_completions/{}.sh", ".bashrc"),
    "zsh": (".zfunc/_{}", ".zshrc"),
    "fish": (".config/fish/completions/{}.fish", ""),
}


@pytest.mark.parametrize("shell", FILES)
@pytest.mark.parametrize("form", ["--install-completion {}", "--install-completion={}"])
def test_for_the_shell_that_is_named_whichever_runs(run: Run, tmp_path: Path, shell: str, form: str) -> None:
    file, start = FILES[shell]
    own = "# mine, with a byte that is no text: \udcff\nalias x=y"  # and no line feed at its end
    if start:
        (tmp_path / start).write_text(own, encoding="utf-8", errors="surrogateescape")
    for _ in range(2):  # a second time changes nothing
        result = run(*form.format(shell).split())
        assert (result.code, result.out) == (0, "")
    for name in COMMAND_NAMES:
        script = (tmp_path / file.format(name)).read_text(encoding="utf-8")
        assert f"_{name.replace('-', '_').upper()}_COMPLETE" in script
        assert name in script
        assert f"timeline: wrote {tmp_path / file.format(name)}\n" in result.err
    if start:
        text = (tmp_path / start).read_text(encoding="utf-8", errors="surrogateescape")
        assert text.startswith(own + "\n")
        assert len(text.splitlines()) == 3
    others = {path for other in FILES if other != shell for path in FILES[other]}
    assert not [path for path in others if path and (tmp_path / path.format("timeline")).exists()]


def test_what_is_shown_completes_both_commands(run: Run) -> None:
    for shell in (*FILES, "powershell"):
        out = run("--show-completion", shell).out
        assert "_TIMELINE_COMPLETE" in out
        assert "_DPRKRU_TIMELINE_COMPLETE" in out


def test_the_shells_of_others_homes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("ZDOTDIR", str(tmp_path / "zsh"))
    assert run("--install-completion", "fish").code == run("--install-completion", "zsh").code == 0
    assert (tmp_path / "settings" / "fish" / "completions" / "timeline.fish").exists()
    assert (tmp_path / "zsh" / ".zshrc").exists()


@pytest.mark.parametrize(
    ("arguments", "said", "remedy"),
    [
        (("zssh",), 'no completion for the shell "zssh"', "did you mean --install-completion zsh?"),
        (("tcl\x1b",), 'no completion for the shell "tcl<U+001B>"', "shells are bash, zsh, fish, powershell, pwsh"),
        (("bash", "zsh"), '--install-completion takes one shell, not "zsh" too', "write --install-completion zsh"),
        (("pwsh",), "installing for PowerShell would change its policy", "--show-completion pwsh >> $PROFILE"),
    ],
)
def test_what_is_refused(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str, remedy: str) -> None:
    result = run("--install-completion", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert remedy in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_shell_that_can_t_be_told_is_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import shellingham

    def fail() -> None:
        raise shellingham.ShellDetectionFailure

    monkeypatch.setattr(shellingham, "detect_shell", fail)
    result = run("--install-completion")
    assert (result.code, result.err.splitlines()[1]) == (2, "  help: name it: --install-completion zsh")
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("fish", "/usr/bin/fish"))
    assert "fish completes timeline and dprkru-timeline" in run("--install-completion").err


def test_bash_completes_both_from_what_was_installed(run: Run, tmp_path: Path) -> None:
    assert run("--install-completion", "bash").code == 0
    programs = Path(sys.executable).parent
    code = (
        f"source {tmp_path}/.bashrc; COMP_CWORD=1\n"
        "for name in timeline dprkru-timeline; do COMP_WORDS=($name sho)\n"
        'function=$(complete -p $name | grep -o "_[a-z_]*completion")\n'
        f'$function {programs}/$name; echo "${{COMPREPLY[*]}}"\n'
        "done"
    )
    done = subprocess.run(["bash", "--norc", "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "show\nshow\n"


def test_a_file_that_can_t_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".zfunc").write_text("a file where a folder should be")
    result = run("--install-completion", "zsh")
    assert (result.code, result.err) == (1, f"timeline: error: can't make {tmp_path}/.zfunc: File exists\n")
