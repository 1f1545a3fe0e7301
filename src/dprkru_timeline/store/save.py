"""Write a file whole or not at all.

Into a temporary file in the target's own folder, synced, then put in its place; a link is
followed, mode, owner and extended attributes are kept; pipes, devices and streams that are open already are written
straight through.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO

from dprkru_timeline.errors import OutputError, UsageError
from dprkru_timeline.store.signals import unwinding
from dprkru_timeline.store.temporary import Unnamed
from dprkru_timeline.system import on_windows
from dprkru_timeline.text import one_line, typed

# Names of streams that are open already: to open one anew would empty the file that a shell put there.
_STREAM = re.compile(r"/dev/(stdout|stderr)|/(?:dev|proc/self)/fd/([0-9]{1,9})")


class Target(NamedTuple):
    """Where to write, its name for messages, and what is to be kept.

    ``stream`` is the number of an open stream, ``special`` a pipe or device; ``mode`` the permissions of the file that
    is replaced, None where there must be no file yet.
    """

    path: Path
    shown: str
    special: bool = False
    mode: int | None = None
    unchanged_since: str = ""
    stream: int | None = None


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
    if not name:
        raise UsageError("--output is empty", "name a file, or leave the option out")
    shown = typed(name)
    if stream := _STREAM.fullmatch(name):
        number = int(stream[2] or (1 if stream[1] == "stdout" else 2))
        return Target(Path(name), shown, special=True, stream=number)
    path = Path(name)
    if name.endswith((os.sep, os.altsep or os.sep)) and not path.is_dir():
        raise UsageError(f"{shown} names a folder", f"name a file in it, or write {typed(str(path))}")
    try:
        found = _stat(path)
        if path.is_symlink() and (found is None or stat.S_ISREG(found.st_mode)):
            path = path.resolve()  # a pipe's link in /dev/fd leads to a name that is none
    except (OSError, ValueError) as error:
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
        _check_given_away(path, shown, force=force, inputs=inputs)
    if not found.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise OutputError(f"{shown} is write-protected", "give yourself leave to write it, or name another file")
    target = Target(path, shown, mode=stat.S_IMODE(found.st_mode), unchanged_since=unchanged_since)
    _check_unchanged(target)
    return target


def _stat(path: Path) -> os.stat_result | None:
    """Return what is known of a file, or None where there is none; a ring of links is an error of the system's."""
    try:
        return path.stat()
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        raise


def _check_given_away(path: Path, shown: str, *, force: bool, inputs: Sequence[str]) -> None:
    """See that an existing file may be replaced: it is no input, and the person said so."""
    for given in inputs:
        with suppress(OSError, ValueError):
            if os.path.samefile(given, path):
                raise UsageError(f"{shown} is an input of this command", "write to another file")
    if not force:
        raise UsageError(f"{shown} exists", "give --force to replace it")


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
            opened = target.path if target.stream is None else os.dup(target.stream)
            with open(opened, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                yield file
        else:
            with unwinding(), _replacing(target) as file:
                yield file
    except BrokenPipeError:
        raise OutputError(f"can't write {target.shown}: nothing reads it any more") from None
    except FileExistsError:
        raise OutputError(
            f"{target.shown} appeared while it was made; nothing was written", "give --force to replace it"
        ) from None
    except OSError as error:
        remedy = ""
        if isinstance(error, PermissionError):
            remedy = "is it open in another program?" if on_windows() else "give yourself leave to write in its folder"
        raise OutputError(f"can't write {target.shown}: {error.strerror or error}", remedy) from None


@contextmanager
def _replacing(target: Target) -> Iterator[TextIO]:
    with Unnamed(target.path) as unnamed:
        with open(os.dup(unnamed.handle), "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _check_unchanged(target)
        if target.mode is None:
            unnamed.become_new(0o666 & ~_umask())
        else:
            unnamed.become(target.mode)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
