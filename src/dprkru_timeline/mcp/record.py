"""The event files that a server answers from: fixed when it starts, read once more when one of them has changed."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from dprkru_timeline.chronology import Chronology, without_notes
from dprkru_timeline.index.opened import opened
from dprkru_timeline.session.ask import known_on

# What a file is known by: whoever edits it changes one of these.
_Mark = tuple[int, int, int, int]


class Record:
    """Event files and a clock; private notes of theirs are left out as they are read."""

    def __init__(self, files: Sequence[str], today: Callable[[], date]) -> None:
        self._files = tuple(files)
        self._today = today
        self._read: Chronology | None = None
        self._marks: tuple[_Mark | date | None, ...] = ()

    @property
    def today(self) -> date:
        """The day that relative dates count from: a server may outlive the day that it was started on."""
        return self._today()

    def whole(self) -> Chronology:
        """Return the chronology.

        Raises:
            InvalidFile: a file has problems.
            UnreadableFile: a file is missing or can't be read.
        """
        # What is set for a day ahead has another status when that day is past.
        marks = (self.today, *map(_mark, self._files))
        if self._read is None or marks != self._marks:
            self._read = without_notes(opened(*self._files, today=self.today))
            self._marks = marks
        return self._read

    def known(self, as_of: str | None) -> Chronology:
        """Return what could be known on a day as typed; all of it where none is given.

        Raises:
            UsageError: it is no day, or lies ahead; and as `whole`.
        """
        return known_on(self.whole(), as_of, self.today)


def _mark(name: str) -> _Mark | None:
    with suppress(OSError, ValueError):
        found = os.stat(name)
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    return None
