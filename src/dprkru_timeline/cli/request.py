"""What the options that commands share come to: files to read, a question, and where the answer goes."""

import os
import sys
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.session.ask import Question, answered, claims_answered, events_meant, known_on
from dprkru_timeline.session.settings import setting
from dprkru_timeline.text import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dprkru_timeline.chronology import Chronology, Sayings
    from dprkru_timeline.cli.console import Console
    from dprkru_timeline.query.expr import Query
    from dprkru_timeline.store.find import Named

_STDIN = "-"
# Characters on standard input that are still a list of ids; a device that never ends stops here.
_MOST_IDS = 4_000_000


class Files(NamedTuple):
    """Which event files to read, and how to write the answer."""

    named: tuple[str, ...]  # by --file
    color: str | None
    json: bool
    width: int | None
    pager: bool = True
    as_of: str | None = None
    notes: bool = False  # private notes are shown, as a terminal shows them to whoever keeps the file
    silent: bool = False  # the answer does not say what was asked

    @property
    def names(self) -> tuple[str, ...]:
        """The event files to read: those named, else those that are set; none is the builtin one."""
        return self.named or tuple(setting("file") or ())

    @property
    def show_command(self) -> str:
        """The beginning of a command that shows what the same files have."""
        if not self.named:
            return "timeline show"
        import shlex

        return " ".join(["timeline", *(f"--file {shlex.quote(name)}" for name in self.named), "show"])

    def load(self) -> "Chronology":
        """Read the event files as one chronology."""
        from dprkru_timeline.store.load import load

        names = self.names
        if not names or names == ("builtin",):  # at once
            from dprkru_timeline.cli.console import note

            return load(*names, told=note, today=today())
        from dprkru_timeline.cli.progress import Working
        from dprkru_timeline.index.opened import opened

        files = with_stdin(names)
        with Working(f"reading {', '.join(map(shortened, names))}", is_long=is_large(names)):
            whole = opened(*files, today=today())
        if self.notes:
            return whole
        from dprkru_timeline.chronology import without_notes

        return without_notes(whole)

    def known(self, whole: "Chronology") -> "Chronology":
        """Return the chronology as it could be known on the day asked for; all of it where none was."""
        return known_on(whole, self.as_of, today())

    def events_meant(self, whole: "Chronology", texts: list[str]) -> list[str]:
        """Return what each argument for an event means; ``-`` reads ids from standard input."""
        return events_meant(whole, texts, self._ids_typed() if _STDIN in texts else None)

    def _ids_typed(self) -> str:
        if _STDIN in self.names:
            raise UsageError("standard input can't be both the event file and the ids", "give one of them another way")
        if sys.stdin is None:
            raise UsageError("standard input is closed", "give the ids as arguments")
        if sys.stdin.isatty():
            from dprkru_timeline.cli.console import note

            note("reading ids from standard input, one a line; Ctrl-D ends it")
        try:
            text = sys.stdin.read(_MOST_IDS + 1)
        except UnicodeDecodeError:
            raise UsageError("standard input is no text", "write an id on each line") from None
        except OSError as error:
            raise UsageError(f"can't read standard input: {error.strerror}", "give the ids as arguments") from None
        if len(text) > _MOST_IDS:
            raise UsageError(f"standard input has more than {_MOST_IDS:,} characters", "so it is no list of ids")
        return text

    def inputs(self) -> list[str]:
        """Return the paths of the event files: what must not be written over."""
        from dprkru_timeline.store.find import input_files

        return input_files(["/dev/stdin" if name == _STDIN else name for name in self.names])

    def console(self) -> "Console":
        """Return standard output, set up as asked."""
        from dprkru_timeline.cli.console import Console

        return Console(self.color, self.width, pager=self.pager)


class Asked(NamedTuple):
    """A question, and the files that it is asked of."""

    files: Files
    question: Question

    def with_notes(self, notes: bool) -> "Asked":  # noqa: FBT001 - it is what is asked
        """Return the same question, with private notes in its answer or without."""
        return self._replace(files=self.files._replace(notes=notes))

    def without_query(self, silent: bool) -> "Asked":  # noqa: FBT001 - it is what is asked
        """Return the same question, whose answer does not say what was asked, where it is to be ``silent``."""
        return self._replace(files=self.files._replace(silent=silent))

    def refuse_file_names(self) -> None:
        """Refuse a word that is meant as the file to write, such as the last of ``export labor.csv``.

        Raises:
            UsageError: there is one; in quotes of its own it is text.
        """
        for word in self.question.words:
            if "." in word:
                from dprkru_timeline.cli.guesses import is_file_name

                if is_file_name(word):
                    raise UsageError(
                        f'"{shortened(word)}" is a file, and no word to find', f"write -o {shortened(word)}"
                    )

    def query(self) -> "Query":
        """Read the words and options as one query."""
        return self.question.query(today())

    def select(self, *, in_time_order: bool = False) -> "Chronology":
        """Return the answer, and say on standard error what a reader must know about it."""
        return self.answer(self.files.load(), self.query(), in_time_order=in_time_order)

    def claims(
        self, whole: "Chronology", query: "Query", *, changes: bool = False, in_time_order: bool = False
    ) -> "Sayings":
        """Return the claims that answer, and say on standard error what a reader must know about them."""
        answer = claims_answered(whole, query, changes=changes, in_time_order=in_time_order)
        self._say(answer.notes)
        return answer.sayings._replace(answer=self._told(answer.sayings.answer))

    @staticmethod
    def _say(notes: tuple[str, ...]) -> None:
        if notes:
            from dprkru_timeline.cli.console import note

            for said in notes:
                note(said)

    def answer(self, whole: "Chronology", query: "Query", *, in_time_order: bool = False) -> "Chronology":
        """As `select`, for a chronology that was read and a query that was built already."""
        answer = answered(whole, query, in_time_order=in_time_order, command=self.files.show_command)
        self._say(answer.notes)
        return self._told(answer.chronology)

    def _told(self, answer: "Chronology") -> "Chronology":
        if not self.files.silent:
            return answer
        from dprkru_timeline.chronology import without_query

        return without_query(answer)


# Bytes of files that take seconds to read.
_LARGE = 8_000_000


def is_large(names: "Sequence[str]") -> bool:
    """Tell whether event files are so large that reading them takes seconds."""
    from contextlib import suppress

    total = 0
    for name in names:
        with suppress(OSError, ValueError):
            total += os.stat(name).st_size  # noqa: PTH116 - as it is typed
    return total > _LARGE


def today() -> date:
    """Return the day that "today" means: ``TIMELINE_TODAY`` if set, else the local day."""
    fixed = os.environ.get("TIMELINE_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - a person's own day
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        raise UsageError(f'TIMELINE_TODAY is "{shortened(fixed)}", which is no day', "write it as 2026-11-25") from None


def with_stdin(names: "Sequence[str]") -> "list[Named]":
    """Return event files with what standard input holds in the place of ``-``; it is read once."""
    if _STDIN not in names:
        return list(names)
    from dprkru_timeline.store.find import MAX_BYTES, EventFile, capped

    if sys.stdin is None:
        raise UnreadableFile("standard input is closed", "name an event file, or pipe one in")
    if sys.stdin.isatty():
        from dprkru_timeline.cli.console import note

        note("reading an event file from standard input; Ctrl-D ends it")
    try:
        data = capped(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    except OSError as error:
        raise UnreadableFile(f"can't read standard input: {error.strerror}") from None
    file = EventFile("<stdin>", data)
    return [file if name == _STDIN else name for name in names]
