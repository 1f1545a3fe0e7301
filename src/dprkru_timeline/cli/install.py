"""Completion on Tab: for the shell that is named, or else the one that this was started from; for both commands.

The scripts are Typer's. They are put where the shell looks, whole or not at all; a line that lets it look is added to
its start-up file once. For PowerShell nothing is installed: it would want its policy for running scripts changed.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from dprkru_timeline.cli.console import note, write_exact
from dprkru_timeline.errors import ExitCode, OutputError, UsageError, nearest
from dprkru_timeline.store.save import check_target, saved
from dprkru_timeline.text import typed

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
COMMAND_NAMES = ("timeline", "dprkru-timeline")


def run_install(arguments: Sequence[str]) -> int:
    """Run ``--install-completion [SHELL]`` or ``--show-completion [SHELL]``.

    Raises:
        UsageError: there is no such shell, or none is named and it can't be told.
        OutputError: a file could not be written.
    """
    option, equals, value = arguments[0].partition("=")
    named = [*([value] if equals else []), *arguments[1:]]
    if len(named) > 1:
        raise UsageError(f'{option} takes one shell, not "{typed(named[1])[:80]}" too', f"write {option} zsh")
    shell = _known(named[0], option) if named else _detected(option)
    if option == "--show-completion":
        write_exact("\n\n".join(_script(shell, name) for name in COMMAND_NAMES) + "\n")
        return ExitCode.OK
    if shell in ("powershell", "pwsh"):
        raise UsageError(
            "installing for PowerShell would change its policy for running scripts",
            f"timeline --show-completion {shell} >> $PROFILE, if that is what you want",
        )
    for name in COMMAND_NAMES:
        _write(_home_of(shell, name), _script(shell, name) + "\n")
        note(f"wrote {typed(str(_home_of(shell, name)))}")
    start, line = _start_up(shell)
    if start and _add_line(start, line):
        note(f"added a line to {typed(str(start))}")
    note(f"{shell} completes {' and '.join(COMMAND_NAMES)} from its next start")
    return ExitCode.OK


def _known(name: str, option: str) -> str:
    shell = name.lower()
    if shell in SHELLS:
        return shell
    close = nearest(shell, SHELLS, limit=1)
    remedy = f"did you mean {option} {close[0]}?" if close else f"shells are {', '.join(SHELLS)}"
    raise UsageError(f'no completion for the shell "{typed(name)[:80]}"', remedy)


def _detected(option: str) -> str:
    import shellingham

    try:
        name = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        raise UsageError("can't tell which shell this is", f"name it: {option} zsh") from None
    return _known(name, option)


def _script(shell: str, name: str) -> str:
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    variable = f"_{name.replace('-', '_').upper()}_COMPLETE"
    return str(get_completion_script(prog_name=name, complete_var=variable, shell=shell))


def _home_of(shell: str, name: str) -> Path:
    """Return the file where a shell looks for what completes a command."""
    home = Path.home()
    if shell == "bash":
        return home / ".bash_completions" / f"{name}.sh"
    if shell == "zsh":
        return home / ".zfunc" / f"_{name}"
    base = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(base) if os.path.isabs(base) else home / ".config") / "fish" / "completions" / f"{name}.fish"  # noqa: PTH117


def _start_up(shell: str) -> tuple[Path | None, str]:
    """Return the file that a shell begins with, and the line that it needs there."""
    if shell == "bash":
        line = 'for completion in ~/.bash_completions/*.sh; do source "$completion"; done'
        return Path.home() / ".bashrc", line
    if shell == "zsh":
        line = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
        return Path(os.environ.get("ZDOTDIR") or Path.home()) / ".zshrc", line
    return None, ""


def _add_line(path: Path, line: str) -> bool:
    """Add a line at the end of a file that does not have it; tell whether it was added."""
    try:
        text = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise OutputError(f"can't read {typed(str(path))}: {error.strerror}") from None
    if line.encode() in text.splitlines():
        return False
    end = b"" if not text or text.endswith(b"\n") else b"\n"
    _write(path, (text + end).decode("utf-8", "surrogateescape") + line + "\n")
    return True


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"can't make {typed(str(path.parent))}: {error.strerror}") from None
    with saved(check_target(str(path), force=True)) as file:
        file.flush()
        file.buffer.write(text.encode("utf-8", "surrogateescape"))  # type: ignore[attr-defined,unused-ignore]
