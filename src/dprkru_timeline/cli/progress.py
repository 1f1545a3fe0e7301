"""A line on standard error for work that takes long: after a second, and only on a terminal.

No library's spinner: they hide the cursor, and whoever hides it has to be asked before the program may end. So Ctrl-C
ends long work at once, also in the middle of a call of C, where Python hears nothing (`store.signals.at_once`).
"""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.model import Event

_AFTER = 1.0  # seconds
_EVERY = 0.2
_WIDEST = 78
_ERASE = "\r\x1b[K"
_ANY = TypeVar("_ANY")


class Working:
    """While its block runs, a second in, standard error says what is done, and how far it has come."""

    def __init__(self, what: str, *, is_long: bool = False) -> None:
        """Take what is done; where it is plain that it takes long, it is said from the first."""
        self._what = what
        self._after = 0 if is_long else _AFTER
        self._number, self._total = 0, 0
        self._done, self._shown = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if sys.stderr is not None and sys.stderr.isatty():
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()
            if not self._after:
                self._shown.wait(_EVERY)  # a call of C that takes long lets no other thread speak
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def of(self, answer: "Chronology") -> "Chronology":
        """Return an answer of whose events it is told how far whoever goes through them has come."""
        from dprkru_timeline.chronology import KeptEvents

        events = answer.events
        if isinstance(events, KeptEvents):
            left = count()
            total = len(events)

            def heard(event: "Event") -> "Event":
                if not (number := next(left)) & 63:
                    self.came_to(number % total, total)
                return event

            return answer.replaced(events=events.each(heard))
        return answer.replaced(events=Counted(events, self))

    def came_to(self, number: int, total: int) -> None:
        """Hear how many of how many are done."""
        self._number, self._total = number, total

    def _tell(self) -> None:
        if self._done.wait(self._after):
            return
        plain = os.environ.get("TERM") == "dumb"
        shown = ""
        while not self._done.wait(_EVERY if shown else 0):
            of = f", {self._number:,} of {self._total:,}" if self._total else ""
            line = f"timeline: {self._what}"[: _WIDEST - len(of)] + of
            if line != shown and not (plain and shown):
                sys.stderr.write(f"{line}\n" if plain else f"{_ERASE}{line}")
                sys.stderr.flush()
            shown = line
            self._shown.set()
        if shown and not plain:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()


class Counted(Sequence[_ANY]):
    """A sequence that tells how far whoever goes through it has come."""

    def __init__(self, all_of_them: Sequence[_ANY], working: Working) -> None:
        self._all = all_of_them
        self._working = working

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, at: Any) -> Any:
        return self._all[at]

    def __iter__(self) -> Iterator[_ANY]:
        for number, one in enumerate(self._all):
            if not number & 63:
                self._working.came_to(number, len(self))
            yield one
