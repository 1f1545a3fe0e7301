"""While something must be put back, the signals that end a program go by way of it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def unwinding() -> Iterator[None]:
    """Let the signals that end a program leave the block as `SystemExit`, with the exit code of a shell.

    One that is ignored, as by nohup, stays so. Only the main thread may say what signals do; in others nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [number for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", None)) if number]
    heard = [number for number in numbers if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = [(number, signal.signal(number, _raise_exit)) for number in heard]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@contextmanager
def deferred() -> Iterator[None]:
    """Let the signals that end a program wait until the block is done; then it leaves as `unwinding` has it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    numbers = [number for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", None)) if number]
    asked = [number for number in numbers if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = [(number, signal.signal(number, lambda number, _: heard.append(number))) for number in asked]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    if heard:
        raise SystemExit(128 + heard[0])


@contextmanager
def at_once() -> Iterator[None]:
    """Let Ctrl-C end the program in the middle of a long call of C, in which Python hears no signal.

    Only where it ends the program at once anyway (`__main__`); where something must be put back first, nothing changes.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not getattr(handler, "ends_all", False):
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _raise_exit(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(128 + number)
