"""A file that has no name until it is whole, in the folder of the one that it is to become.

Where the system knows files without a name (Linux), one that is killed leaves nothing; elsewhere a file with a name of
our own, which the next writer of the same target takes away.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import crc32

from dprkru_timeline.errors import OutputError
from dprkru_timeline.system import on_windows
from dprkru_timeline.text import one_line

_SUFFIX = ".tmp"


class Unnamed:
    """The file, open for reading and writing as ``handle``; leaving the block closes it, and takes it away.

    Raises:
        OSError: the folder takes no file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # The target's own, by its name, so that the next write to it can tell what a killed one left.
        self._prefix = f".timeline-{crc32(os.fsencode(path.name)):08x}-"
        self._name = ""
        _remove_left(path.parent, self._prefix)
        self.handle = self._opened()

    def _opened(self) -> int:
        flag = getattr(os, "O_TMPFILE", 0)
        if flag and not on_windows() and os.path.isdir("/proc/self/fd"):
            with suppress(OSError):  # a file system that knows no such file
                handle = os.open(self._path.parent, flag | os.O_RDWR, 0o600)
                with suppress(OSError):  # for the moment in which it has a name of our own
                    _lock(handle)
                return handle
        handle, self._name = tempfile.mkstemp(prefix=self._prefix, suffix=_SUFFIX, dir=self._path.parent)
        with suppress(OSError):  # a file system that has no locks
            _lock(handle)
        return handle

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self.handle)
        if self._name:
            with suppress(OSError):
                os.unlink(self._name)

    def become(self, mode: int) -> None:
        """Take the place of the file that is there, and its owner, attributes and mode.

        Raises:
            OSError: that can't be.
        OutputError: it belongs to another, and can't be left to them.
        """
        before = os.stat(self._path)
        with suppress(OSError, AttributeError):  # attributes, such as lists of who may read it, where there are any
            shutil._copyxattr(os.fspath(self._path), self._held())  # type: ignore[attr-defined] # noqa: SLF001
        own = os.fstat(self.handle)
        if (before.st_uid, before.st_gid) != (own.st_uid, own.st_gid) and hasattr(os, "fchown"):
            try:
                os.fchown(self.handle, before.st_uid, before.st_gid)
            except PermissionError:
                shown = one_line(str(self._path))
                raise OutputError(
                    f"{shown} belongs to somebody else, and would be yours if you replaced it", "copy it, and keep that"
                ) from None
        self._allow(mode)
        if not self._name:
            self._name = f"{self._path.parent / self._prefix}{os.getpid()}{_SUFFIX}"
            self._link(self._name)
        with self._closed():
            os.replace(self._name, self._path)
        self._name = ""

    def become_new(self, mode: int) -> None:
        """Take a name that nothing has; whoever else took it meanwhile keeps it.

        Raises:
            FileExistsError: somebody did.
        """
        self._allow(mode)
        if not self._name:
            self._link(os.fspath(self._path))
            return
        if on_windows():
            with self._closed():
                os.rename(self._name, self._path)  # which there replaces nothing
        else:
            try:
                os.link(self._name, self._path)
            except FileExistsError:
                raise
            except OSError:  # a file system without links: the name is taken first, then filled
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                os.replace(self._name, self._path)
            else:
                os.unlink(self._name)
        self._name = ""

    def _held(self) -> str:
        return self._name or f"/proc/self/fd/{self.handle}"

    def _allow(self, mode: int) -> None:
        if hasattr(os, "fchmod"):
            os.fchmod(self.handle, mode)
        else:
            os.chmod(self._name, mode)

    def _link(self, name: str) -> None:
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:  # named from a folder, since only then the link to the open file is followed
            os.link(f"/proc/self/fd/{self.handle}", name, src_dir_fd=folder, follow_symlinks=True)
        finally:
            os.close(folder)

    @contextmanager
    def _closed(self) -> Iterator[None]:
        """Close the file while its name changes, where the system asks for that."""
        if on_windows():
            os.close(self.handle)
            self.handle = os.open(os.devnull, os.O_RDONLY)
        yield


def _remove_left(folder: Path, prefix: str) -> None:
    """Take away what writers of the same target left that were killed; one that still writes holds a lock."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(prefix) and name.endswith(_SUFFIX):
                with suppress(OSError):
                    _remove_unlocked(os.path.join(folder, name))


def _remove_unlocked(path: str) -> None:
    if on_windows():
        os.unlink(path)  # which there fails while it is open
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        _lock(handle)
        os.unlink(path)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Hold a file as long as it is open.

    Raises:
        BlockingIOError: another process does.
    """
    if not on_windows():
        from fcntl import LOCK_EX, LOCK_NB, flock

        flock(handle, LOCK_EX | LOCK_NB)
