"""The event files that a server answers from: fixed when it starts, read once more when one of them has changed."""

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from dprkru_timeline.chronology import Chronology, without_notes
from dprkru_timeline.index.opened import opened
from dprkru_timeline.session.ask import known_on
from dprkru_timeline.store.find import BUILTIN

# Where a file says what it extends: among the first characters of it. How many files are looked at for changes.
_HEAD, _MOST_FILES = 100_000, 50
# What a file is known by: whoever edits it changes one of these.
_Mark = tuple[int, int, int, int]


class Record:
    """Event files and a clock; private notes of theirs are left out as they are read."""

    def __init__(self, files: Sequence[str], today: Callable[[], date]) -> None:
        self._files = tuple(files)
        self._today = today
        self.revision = 0  # how often it was read
        self._watched = self._files
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
        marks = (self.today, *map(_mark, self._watched))
        if self._read is None or marks != self._marks:
            self._read = None
            self._watched = _with_extended(self._files)
            marks = (self.today, *map(_mark, self._watched))
            self._read = without_notes(opened(*self._files, today=self.today))
            self._marks = marks
            self.revision += 1
        return self._read

    def known(self, as_of: str | None) -> Chronology:
        """Return what could be known on a day as typed; all of it where none is given.

        Raises:
            UsageError: it is no day, or lies ahead; and as `whole`.
        """
        return known_on(self.whole(), as_of, self.today)


def _with_extended(files: Sequence[str]) -> tuple[str, ...]:
    """Return files with those that they extend, and these extend: a change of one is a change of the record."""
    found = dict.fromkeys(files)
    left = list(files)
    while left and len(found) < _MOST_FILES:
        name = left.pop()
        with suppress(OSError, ValueError), open(name, encoding="utf-8", errors="replace") as file:
            listed = re.search(r"(?m)^\s*extends\s*=\s*\[([^\]]*)\]", file.read(_HEAD))
            for other in re.findall(r"[\"']([^\"'\n]+)[\"']", listed[1] if listed else ""):
                path = os.path.join(os.path.dirname(name), other)
                if other != BUILTIN and path not in found:
                    found[path] = None
                    left.append(path)
    return tuple(found)


def _mark(name: str) -> _Mark | None:
    with suppress(OSError, ValueError):
        found = os.stat(name)
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    return None
