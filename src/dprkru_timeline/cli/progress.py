"""A word on standard error for work that takes long: after a second, and only on a terminal.

Rich's spinner, which is imported when it is shown.
"""

import sys
import threading
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING

from dprkru_timeline.store.signals import unwinding

if TYPE_CHECKING:
    from rich.status import Status

_AFTER = 1.0  # seconds


class Working:
    """While its block runs, a second in, standard error says what is done."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._status: Status | None = None
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._done = False
        self._signals = ExitStack()

    def __enter__(self) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            self._signals.enter_context(unwinding())  # the spinner hides the cursor
            self._timer = threading.Timer(_AFTER, self._show)
            self._timer.daemon = True
            self._timer.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._done = True
            if self._timer:
                self._timer.cancel()
            if self._status:
                self._status.stop()
        self._signals.close()

    def _show(self) -> None:
        from rich.console import Console
        from rich.text import Text

        with self._lock:
            if not self._done:
                self._status = Console(stderr=True).status(Text(f"timeline: {self._what}"))
                self._status.start()
