"""Every error a user can meet, what it says, and the exit code that it ends with.

One class a mistake; the words are made in the class, so that the command line, the
Python API and the tests agree on them. Nothing here prints.

    TimelineError
    ├── UsageError            exit 2: an option, a value, a name or a path; may show the typed text with a caret
    │   ├── UnknownName
    │   ├── UnreadableFile
    │   ├── EdtfError         also a ValueError
    │   │   └── AmbiguousDate
    │   └── AmountError       also a ValueError
    ├── InvalidFile           exit 1: an event file has problems
    └── OutputError           exit 1: the answer could not be written
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from dprkru_timeline.text import cells, fold, one_line, shortened

# How many names a message lists when none is near.
_LISTED = 15
# From how many names on the nearest is looked for only among those that begin or end like the word.
_MANY = 10_000
# How many of those are compared.
_LIKELIEST = 1000
# How much of a typed text is shown on either side of the fault in it.
_AROUND = 40


class ExitCode(IntEnum):
    """The exit codes of every command, as ``--help`` and the README list them."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INTERRUPTED = 130


class TimelineError(Exception):
    """Base of all errors of this package: a message, a help line, an exit code."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - the word users see
        super().__init__(message)
        self.message = message
        self.help = help
        self.excerpt = ""

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error pass from process to process: its parts are made by each class in its own way."""
        return _restored, (type(self), self.args, self.__dict__)

    def mark(self, text: str, start: int, end: int) -> None:
        """Show the typed ``text`` under the message, with carets under what stands from ``start`` to ``end``."""
        if not self.excerpt:
            self.excerpt = marked(text, start, end)


def _restored(kind: type[TimelineError], args: tuple[object, ...], parts: dict[str, object]) -> TimelineError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(parts)
    return error


class UsageError(TimelineError):
    """Something on the command line, or in a call, is wrong."""

    exit_code = ExitCode.USAGE


class UnknownName(UsageError):  # noqa: N818
    """A name that nothing in the chronology has; ``suggestions`` are the ids that may be meant."""

    def __init__(self, kind: str, name: str, *, suggestions: Iterable[str], listed: Iterable[str] = ()) -> None:
        self.suggestions = tuple(suggestions)
        known = list(listed)
        help_text = ""
        if self.suggestions:
            help_text = f"did you mean {_either(self.suggestions)}?"
        elif known:
            more = ", …" if len(known) > _LISTED else ""
            help_text = f"{kind}s are {', '.join(map(shortened, known[:_LISTED]))}{more}"
        super().__init__(f'no {kind} "{shortened(name)}"', help_text)
        self.kind = kind
        self.name = name

    def say_also(self, text: str) -> None:
        """Add to the help what is found otherwise, made safe; a list of all names gives way to it."""
        text = one_line(text)
        self.help = f"{self.help} {text}" if self.suggestions else text


class UnreadableFile(UsageError):  # noqa: N818
    """An event file is missing, is a directory, or can't be read."""


class OutputError(TimelineError):
    """The answer could not be written."""


class EdtfError(UsageError, ValueError):
    """A text that is not a date of the profile; ``start`` and ``end`` mark the fault in ``text``."""

    def __init__(self, text: str, reason: str, help: str = "", span: tuple[int, int] | None = None) -> None:  # noqa: A002
        super().__init__(f'"{shortened(text, 60)}" {reason}', help)
        self.text = text
        self.reason = reason
        self.start, self.end = span or (0, len(text))


class AmbiguousDate(EdtfError):  # noqa: N818
    """A date as typed by a person that can be read in more than one way.

    ``readings`` are EDTF texts; ``typed`` are the same as a person would type them, where that differs.
    """

    def __init__(self, text: str, reason: str, readings: Sequence[str], typed: Sequence[str] = ()) -> None:
        super().__init__(text, reason, "write " + _either(typed or readings))
        self.readings = tuple(readings)
        self.typed = tuple(typed or readings)


class AmountError(UsageError, ValueError):
    """A text that is not an amount of the notation."""

    def __init__(self, text: str, reason: str, help: str = "") -> None:  # noqa: A002
        super().__init__(f'"{shortened(text, 60)}" {reason}', help)
        self.text = text
        self.reason = reason


class Problem(NamedTuple):
    """One finding in an event file.

    ``line`` and ``column`` count from 1; either is None where the file as a whole is meant.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    event: str = ""
    field: str = ""
    help: str = ""
    severity: str = "error"
    code: str = ""

    def __str__(self) -> str:
        place = one_line(self.file)
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        severity = f"{self.severity}[{self.code}]" if self.code else self.severity
        parts = [place, severity] if place else [severity]
        if self.event:
            parts.append(
                f"event {self.event}"
                if self.event.isdigit() and len(self.event) < 9
                else f'event "{shortened(self.event)}"'
            )
        if self.field:
            parts.append(one_line(self.field))
        text = ": ".join([*parts, self.message])
        return f"{text}\n  help: {self.help}" if self.help else text


class InvalidFile(TimelineError):  # noqa: N818
    """An event file has problems; all of them are in ``problems``, and ``outcome`` is what follows from them."""

    outcome = "nothing is shown from a file that has errors"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def nearest(word: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return up to ``limit`` of ``known`` that are spelt most like ``word``, best first."""
    from difflib import get_close_matches

    if len(word) > 100:  # difflib's cost grows with both lengths, and no name is that long
        return ()
    wanted = fold(word)
    known = list(known)
    if len(known) > _MANY:  # those that one slip may have left as they are but for a place; so a hint costs no second
        near = [name for name in known if name.startswith(wanted[:2]) or name.endswith(wanted[-2:])]
        known = sorted(near, key=lambda name: _unlike(name, wanted))[:_LIKELIEST]
    by_fold: dict[str, str] = {}
    for name in known:
        by_fold.setdefault(fold(name), name)
    close = get_close_matches(wanted, by_fold, n=limit + 5, cutoff=0.6)
    close.sort(key=lambda name: sorted(name) != sorted(wanted))  # letters in another order are the commonest slip
    del close[limit:]
    for name in by_fold:
        if len(wanted) > 2 and name.startswith(wanted) and name not in close and len(close) < limit:
            close.append(name)
    return tuple(by_fold[name] for name in close)


def _unlike(name: str, wanted: str) -> int:
    """Return how many letters of both stand between the beginning and the end that they share."""
    start = _alike(name, wanted)
    end = _alike(name[start:][::-1], wanted[start:][::-1])
    return len(name) + len(wanted) - 2 * (start + end)


def _alike(one: str, other: str) -> int:
    """Return with how many same letters two texts begin."""
    for place, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return place
    return min(len(one), len(other))


def marked(text: str, start: int, end: int) -> str:
    """Return two lines: what was typed, cut with marks to what is near the fault, and carets under the fault."""
    end = min(max(end, start + 1), start + _AROUND)
    first, last = max(start - _AROUND, 0), end + _AROUND
    before = ("…" if first else "") + one_line(text[first:start])
    fault = one_line(text[start:end])
    after = one_line(text[end:last]) + ("…" if last < len(text) else "")
    return f"    {before}{fault}{after}\n    {' ' * cells(before)}{'^' * max(cells(fault), 1)}"


def _either(words: Sequence[str]) -> str:
    words = [shortened(word) for word in words]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
