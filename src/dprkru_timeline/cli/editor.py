"""A text in the person's own editor, kept in a file with a name until it is taken over."""

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from dprkru_timeline.cli.console import note
from dprkru_timeline.errors import InvalidFile, OutputError, Problem, TimelineError, UsageError
from dprkru_timeline.store.save import check_target, saved
from dprkru_timeline.system import on_windows
from dprkru_timeline.text import typed

# What begins the lines that are ours, at the top of a text: they are taken out again.
MARK = "#!|"
# The file of a problem that stands in the text that was opened, at a line of it.
TEXT = "text"
# A script that is an editor may make the same mistake for ever: so often in less time than a person needs, and no more.
_TRIES, _INSTANT = 5, 0.5
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
    ``without`` is how the same is done without an editor. ``base`` tells whether it is the text of something that is
    there: of what is new several may be open at once.
    """

    name: str
    folder: str
    text: str
    about: tuple[str, ...]
    without: str
    base: bool = True


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
    quick, began = 0, time.monotonic()
    note(f"editing {typed(str(path))}")
    while (back := _edited(command, path, opened, (_head(session), *about), session.text)) is not None:
        if refusal is None and back == session.text:
            note(_unchanged(command[0]))
            break
        quick = quick + 1 if time.monotonic() - began < _INSTANT else 0
        if refusal is not None and (back == opened or quick >= _TRIES):
            raise _kept_in(refusal, path, len(about) + 1)
        try:
            _check_encoding(back)
            take(back)
        except (InvalidFile, UsageError) as error:
            refusal, opened, about, began = error, back, _said(error), time.monotonic()
        except OutputError as error:
            raise _kept_in(error, path, len(session.about) + 1) from None
        else:
            _unlink(path)
            return True
    _unlink(path)
    return False


def _head(session: Session) -> str:
    """Return the first line of a file that is open: of which text it was made, and by which process."""
    return f"timeline {_sum(session.text)} {os.getpid()}: lines that begin with {MARK} are left out"


def _sum(text: str) -> str:
    return f"{crc32(text.encode('utf-8', 'surrogateescape')):08x}"


def _check_encoding(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise UsageError(f"line {line} is not UTF-8", "save it as UTF-8") from None


def _edited(command: list[str], path: Path, text: str, about: tuple[str, ...], given: str) -> str | None:
    """Open a text, and return what it is when the editor is closed; None where it came back empty.

    Raises:
        OutputError: the editor failed, or left no file.
    """
    is_new = not path.exists()
    _write(path, "".join(f"{MARK} {row}\n" for row in about) + text)
    try:
        code = _run(command, path)
    except UsageError:
        if is_new:
            _unlink(path)
        raise
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
    """Return where the text is to lie, and what lies there from an edit that was not taken over.

    Raises:
        UsageError: it is open in another editor, or what lies there was made of a text that has changed since.
        OutputError: there is no folder for it.
    """
    name = "".join(char if char.isalnum() or char in "-._" else "-" for char in session.name)
    for folder in (session.folder, tempfile.gettempdir()):
        for path in (Path(folder, name), *(_numbered(Path(folder, name)) if not session.base else ())):
            if path.is_symlink() or (path.exists() and not path.is_file()):
                continue
            if path.is_file() and os.access(path, os.W_OK):
                found = re.match(rf"{re.escape(MARK)} timeline ([0-9a-f]{{8}}) ([0-9]+):", _raw(path) or "")
                if found and _is_alive(int(found[2])):
                    if not session.base:
                        continue
                    raise UsageError(f"{typed(str(path))} is open in another editor", "close that first")
                if found and session.base and found[1] != _sum(session.text):
                    message = f"{typed(str(path))} holds an edit of a text that has changed since"
                    raise UsageError(message, "take over by hand what you want of it, remove it, and edit again")
                return path, _read(path) or None
            if os.access(folder, os.W_OK) and not path.exists():
                return path, None
    raise OutputError(f"there is no folder for {typed(name)}", "give yourself leave to write beside the event file")


def _numbered(path: Path) -> Iterator[Path]:
    """Yield further names for what is no entry yet: several may be written at once."""
    stem = path.name.removesuffix(".edit.toml")
    yield from (path.with_name(f"{stem}-{number}.edit.toml") for number in range(2, 100))


def _is_alive(process: int) -> bool:
    if on_windows() or process == os.getpid():  # where to ask would end it
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _raw(path: Path) -> str | None:
    """Return what a file has; None where there is none."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read().removeprefix("\ufeff")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"can't read {typed(str(path))}: {error.strerror}") from None


def _read(path: Path) -> str | None:
    """Return what a file has without our lines; None where there is none."""
    found = _raw(path)
    return None if found is None else without_marks(found)


def _write(path: Path, text: str) -> None:
    """Write a text for its owner alone, whole or not at all: what lies there may be somebody's work.

    Raises:
        OutputError: it can't be written.
    """
    is_new = not path.exists()
    if is_new:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise OutputError(f"can't write {typed(str(path))}: {error.strerror}") from None
    try:
        with saved(check_target(str(path), replacing=True)) as file:
            file.flush()
            file.buffer.write(text.encode("utf-8", "surrogateescape"))
    except OutputError:
        if is_new:
            _unlink(path)
        raise


def _run(command: list[str], path: Path) -> int:
    """Run the editor, and return its exit code; Ctrl-C is for it alone."""
    # A function, not SIG_IGN: that the editor would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.call([*command, os.fspath(path)])  # noqa: S603 - it is the person's own
    except OSError as error:
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
        rows = [row for one in _lines_in(error, "", len(rows) + 2) for row in _shown(one).splitlines()]
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
