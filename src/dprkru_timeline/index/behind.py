"""Making indexes when the answer is out, in a process of their own: nobody waits for it."""

import os
import signal
from contextlib import suppress

from dprkru_timeline.index import cache

_MOST_SECONDS = 300


def make_pending() -> None:
    """Make the indexes that a run has left to be made."""
    if not cache.pending:
        return
    if not hasattr(os, "fork"):
        for one in cache.pending:
            cache.make(one)
        return
    with suppress(OSError):
        if os.fork() == 0:
            _leave()


def _leave() -> None:
    """Make the indexes in a session of its own, with nothing open that somebody waits for, and end."""
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_MOST_SECONDS)
        with suppress(OSError):
            os.nice(10)
        for one in cache.pending:
            cache.make(one)
    finally:
        os._exit(0)
