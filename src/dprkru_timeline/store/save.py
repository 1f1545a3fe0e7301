"""Write a file whole or not at all.

Into a temporary file in the target's own folder, synced, then put in its place; a link is
followed, the mode kept; pipes and devices are written straight through.
"""

import os
import signal
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TextIO

from dprkru_timeline.errors import OutputError, UsageError
from dprkru_timeline.text import one_line


class Target(NamedTuple):
    """Where to write, its name for messages, and the mode to keep."""

    path: Path
    shown: str
    special: bool = False
    mode: int | None = None
    unchanged_since: str = ""


def check_target(  # noqa: C901
    name: str, *, force: bool = False, inputs: Sequence[str] = (), replacing: bool = False, unchanged_since: str = ""
) -> Target:
    """Return a target that may be written.

    Args:
        name: the path.
        force: an existing file may be replaced.
        inputs: paths of files that must not be: what the answer is made of.
        replacing: the file itself is what is edited, so it must be there, and may be an input.
        unchanged_since: its `fingerprint` when it was read; it is looked at again when it is written (`saved`).

    Raises:
        UsageError: it is a directory, its folder is missing, it is an input, it exists and ``force`` is not
            given, or it is to be replaced and does not.
        OutputError: it can't be looked at, or has changed.
    """
    shown = one_line(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    if not name:
        raise UsageError("--output is empty", "name a file, or leave the option out")
    path = Path(name)
    try:
        found = path.stat() if path.exists() else None
        if path.is_symlink() and (found is None or stat.S_ISREG(found.st_mode)):
            path = path.resolve()  # a pipe's link in /dev/fd leads to a name that is none
    except (OSError, ValueError, RuntimeError) as error:
        raise OutputError(f"can't write {shown}: {getattr(error, 'strerror', None) or error}") from None
    if found is None:
        if replacing:
            raise UsageError(f"no file {shown}", "it was there when it was read")
        if not path.parent.is_dir():
            raise UsageError(f"no folder {one_line(str(path.parent))} for {shown}", "make it first")
        return Target(path, shown)
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{shown} is a directory", "name a file in it")
    if not stat.S_ISREG(found.st_mode):
        return Target(path, shown, special=True)
    if not replacing:
        for given in inputs:
            with suppress(OSError, ValueError):
                if os.path.samefile(given, path):
                    raise UsageError(f"{shown} is an input of this command", "write to another file")
        if not force:
            raise UsageError(f"{shown} exists", "give --force to replace it")
    target = Target(path, shown, mode=stat.S_IMODE(found.st_mode), unchanged_since=unchanged_since)
    _check_unchanged(target)
    return target


def fingerprint(data: bytes) -> str:
    """Return what tells whether a file is still what was read: the SHA-256 of its bytes."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def _check_unchanged(target: Target) -> None:
    """See that the file is what it was when it was read, if that is known."""
    if not target.unchanged_since:
        return
    try:
        same = fingerprint(target.path.read_bytes()) == target.unchanged_since
    except OSError as error:
        raise OutputError(f"can't read {target.shown} again: {error.strerror or error}") from None
    if not same:
        raise OutputError(f"{target.shown} has changed since it was read; nothing was written", "read it again")


@contextmanager
def saved(target: Target) -> Iterator[TextIO]:
    """Give a text stream; when the block ends well, what was written is the file.

    Raises:
        OutputError: it could not be written; nothing is left behind.
    """
    try:
        if target.special:
            with open(target.path, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                yield file
        else:
            with _replacing(target) as file:
                yield file
    except BrokenPipeError:
        raise OutputError(f"can't write {target.shown}: nothing reads it any more") from None
    except OSError as error:
        raise OutputError(f"can't write {target.shown}: {error.strerror or error}") from None


@contextmanager
def _replacing(target: Target) -> Iterator[TextIO]:
    handle, temporary = tempfile.mkstemp(prefix=".timeline-", suffix=".tmp", dir=target.path.parent)
    caught = [number for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)) if number]
    before = [(number, signal.signal(number, _raise_exit)) for number in caught]
    try:
        with open(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _check_unchanged(target)
        os.chmod(temporary, target.mode if target.mode is not None else 0o666 & ~_umask())
        os.replace(temporary, target.path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _raise_exit(number: int, frame: FrameType | None) -> None:
    """Turn the signal into an exception, so that the temporary file is taken away."""
    del frame
    raise SystemExit(128 + number)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
