"""One writer of a file at a time: who comes second waits, and then reads what the first wrote."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from dprkru_timeline.errors import OutputError
from dprkru_timeline.system import on_windows
from dprkru_timeline.text import typed

# Seconds that a writer is waited for: an edit takes one, on a file of ten thousand events a few.
_PATIENCE = 60.0
_PAUSE = 0.02


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Keep other writers of this program off a file while the block runs.

    The lock is on the file itself, so nothing is left behind, whatever ends the program. Since a writer puts another
    file in its place, who waited looks whether the file that it holds is still the one with the name. Without locks, on
    Windows and on some file systems, that a file has not changed is still looked at when it is written (`save`).

    Raises:
        OutputError: somebody holds it for a minute.
        OSError: it can't be opened.
    """
    if on_windows():
        yield
        return
    until = time.monotonic() + _PATIENCE
    while True:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            if not _taken(handle):
                if time.monotonic() > until:
                    raise OutputError(f"another program writes {typed(path)} and does not end", "try again later")
                time.sleep(_PAUSE)
            elif os.path.samestat(os.fstat(handle), os.stat(path)):
                yield
                return
        finally:
            os.close(handle)


def _taken(handle: int) -> bool:
    """Take the lock, and tell whether that went; on a file system without locks it does."""
    from fcntl import LOCK_EX, LOCK_NB, flock

    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
