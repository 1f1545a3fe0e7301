"""A text in the person's own editor, kept in a file with a name until it is taken over."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dprkru_timeline.cli.console import note
from dprkru_timeline.errors import InvalidFile, OutputError, Problem, TimelineError, UsageError
from dprkru_timeline.text import typed

# What begins the lines that are ours: they are taken out again.
MARK = "#!"
# The file of a problem that stands in the text that was opened, at a line of it.
TEXT = "text"
# How editors with windows of their own are told to wait until the text is closed.
_WAIT = {
    **dict.fromkeys(("code", "code-insiders", "codium", "zed", "atom", "subl", "cursor"), "--wait"),
    **dict.fromkeys(("mate",), "-w"),
    **dict.fromkeys(("gvim", "mvim"), "-f"),
    **dict.fromkeys(("gedit", "gnome-text-editor"), "--wait"),
}


class Session(NamedTuple):
    """A text that is opened.

    ``name`` is what its file is called; ``folder`` where it lies if it can; ``about`` are lines for whoever edits it;
    ``without`` is how the same is done without an editor.
    """

    name: str
    folder: str
    text: str
    about: tuple[str, ...]
    without: str


def in_editor(session: Session, take: Callable[[str], None]) -> bool:
    """Open a text until ``take`` takes it or the person leaves it unchanged; tell whether it was taken.

    What ``take`` finds wrong stands above the text when it is opened again. A text that was not taken over before is
    opened again in place of the one given.

    Raises:
        UsageError: no editor is set, there is no terminal, or the editor can't be run.
        OutputError: the editor failed, or what came back was refused; where the text is kept is told.
        InvalidFile: as the last, with the problems.
    """
    command = _command(session.without)
    path, kept = _opened_at(session)
    if kept is not None:
        note(f"{typed(str(path))} holds a text that was not taken over: it is opened again")
    opened, about = session.text if kept is None else kept, session.about
    refusal: TimelineError | None = None
    note(f"editing {typed(str(path))}")
    while (back := _edited(command, path, opened, about, session.text)) is not None:
        if refusal is None and back == session.text:
            note(_unchanged(command[0]))
            break
        if refusal is not None and back == opened:
            raise _kept_in(refusal, path, len(about))
        try:
            take(back)
        except (InvalidFile, UsageError) as error:
            refusal, opened, about = error, back, _said(error)
        except OutputError as error:
            raise _kept_in(error, path, len(session.about)) from None
        else:
            _unlink(path)
            return True
    _unlink(path)
    return False


def _edited(command: list[str], path: Path, text: str, about: tuple[str, ...], given: str) -> str | None:
    """Open a text, and return what it is when the editor is closed; None where it came back empty.

    Raises:
        OutputError: the editor failed, or left no file.
    """
    _write(path, "".join(f"{MARK} {row}\n" for row in about) + text)
    code = _run(command, path)
    back = _read(path)
    if back is None:
        raise OutputError(f"{typed(command[0])} left no file; nothing was changed", "open it again")
    if code:
        raise _failed(command[0], code, path, is_changed=back not in (given, ""))
    if not back.strip():
        note("the text came back empty, so nothing was changed")
        return None
    return back


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def without_marks(text: str) -> str:
    """Return a text without the lines at its top that are ours."""
    rows = text.splitlines(keepends=True)
    while rows and rows[0].startswith(MARK):
        rows.pop(0)
    return "".join(rows)


def _command(without: str) -> list[str]:
    """Return the words of the person's editor.

    Raises:
        UsageError: none is set, it is no command, or there is no terminal for one.
    """
    set_as = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), "")
    if not set_as:
        raise UsageError("no editor is set", f"export EDITOR=nano, or do it without one: {without}")
    try:
        words = shlex.split(os.environ[set_as])
    except ValueError:
        words = []
    if not words:
        raise UsageError(f'{set_as} is "{typed(os.environ[set_as])}", which is no command', f"export {set_as}=nano")
    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageError("there is no terminal for an editor", f"do it without one: {without}")
    return words


def _opened_at(session: Session) -> tuple[Path, str | None]:
    """Return where the text is to lie, and what lies there from an edit that was not taken over."""
    name = "".join(char if char.isalnum() or char in "-._" else "-" for char in session.name)
    for folder in (session.folder, tempfile.gettempdir()):
        path = Path(folder, name)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            continue
        if path.is_file() and os.access(path, os.W_OK):
            return path, _read(path) or None
        if os.access(folder, os.W_OK) and not path.exists():
            return path, None
    raise OutputError(f"there is no folder for {typed(name)}", "give yourself leave to write beside the event file")


def _read(path: Path) -> str | None:
    """Return what a file has without our lines; None where there is none."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            return without_marks(file.read().removeprefix("\ufeff"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"can't read {typed(str(path))}: {error.strerror}") from None


def _write(path: Path, text: str) -> None:
    try:
        with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(f"can't write {typed(str(path))}: {error.strerror}") from None


def _run(command: list[str], path: Path) -> int:
    """Run the editor, and return its exit code; Ctrl-C is for it alone."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.call([*command, os.fspath(path)])  # noqa: S603 - it is the person's own
    except OSError as error:
        _unlink(path)
        raise UsageError(f"can't run the editor {typed(command[0])}: {error.strerror}", "export EDITOR=nano") from None
    finally:
        signal.signal(signal.SIGINT, before)


def _failed(editor: str, code: int, path: Path, *, is_changed: bool) -> OutputError:
    how = f"ended with exit code {code}" if code > 0 else f"was ended by signal {-code}"
    if is_changed:
        return OutputError(f"{typed(editor)} {how}; nothing was written", f"what it left is in {typed(str(path))}")
    _unlink(path)
    return OutputError(f"{typed(editor)} {how}; nothing was written")


def _unchanged(editor: str) -> str:
    """Return what to say where a text came back as it was: the editor may have gone on in a window of its own."""
    name = Path(editor).name
    how = f"EDITOR='{name} {_WAIT[name]}'" if name in _WAIT else "its option to wait, as in EDITOR='code --wait'"
    return f"closed without a change, so nothing was changed; if {typed(editor)} is still open, use {how}"


def _kept_in(refusal: TimelineError, path: Path, above: int) -> TimelineError:
    """Return a refusal that says where the text is kept."""
    where = f"the text is kept in {typed(str(path))}: the same command opens it again"
    if isinstance(refusal, InvalidFile):
        note(where)
        refusal.problems = _lines_in(refusal, typed(str(path)), above)
        return refusal
    refusal.help = f"{refusal.help}; {where}" if refusal.help else where
    return refusal


def _said(error: TimelineError) -> tuple[str, ...]:
    """Return what is wrong, a line each, for above the text."""
    if isinstance(error, InvalidFile):
        rows = [row for problem in error.problems for row in str(problem).splitlines()]
        rows = [row for one in _lines_in(error, "", len(rows) + 1) for row in _shown(one).splitlines()]
    else:
        rows = [*error.message.splitlines(), *error.help.splitlines()]
    return (*rows, "Put it right, or close this without a change: nothing is written then.")


def _lines_in(error: InvalidFile, name: str, above: int) -> tuple[Problem, ...]:
    """Return problems with their lines in the file that is open, where so many lines of ours stand above the text."""
    return tuple(
        one._replace(file=name, line=(one.line or 0) + above) if one.file == TEXT else one for one in error.problems
    )


def _shown(problem: Problem) -> str:
    return str(problem if problem.file else problem._replace(file=f"line {problem.line}", line=None, column=None))
