"""A change of an event file: made of its text, checked as ``check`` does, and written whole or not at all.

While it is made nobody else of this program writes the file (`locked`), so that two who add at once both do.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from dprkru_timeline.check.files import lint
from dprkru_timeline.errors import InvalidFile, Problem, UsageError
from dprkru_timeline.store.find import EventFile, read_file
from dprkru_timeline.store.load import read
from dprkru_timeline.store.locks import locked
from dprkru_timeline.store.save import Target, check_target, fingerprint, saved
from dprkru_timeline.text import typed

# What has just been written can't have been read a second time yet; `check` says so.
_NEVER_VERIFIED = "W313"
BOM = b"\xef\xbb\xbf"


class Change(NamedTuple):
    """What is to become of a file.

    ``text`` is its new text; ``about`` are the events and the fields (``sources.x``) that it is about, whose warnings
    are told; ``done`` says what was done, ``notes`` what is to be known of it. ``strict``: no error may be left in what
    it is about, be it an old one.
    """

    text: str
    about: frozenset[str] = frozenset()
    done: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    strict: bool = False


class Kept(NamedTuple):
    """What became of a file: whether it was written, what was done, and what is to be said of it.

    ``warnings`` are about what was changed; ``left`` are the errors that the file had before, and has still.
    """

    path: str
    written: bool
    done: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    left: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Refused(InvalidFile):
    """A change was not written, since the file would have errors that it had not; all of them are in it.

    ``text`` is what the file would have been.
    """

    outcome = "nothing was written"

    def __init__(self, problems: Sequence[Problem], text: str) -> None:
        super().__init__(problems)
        self.text = text


def file_at(path: str) -> EventFile:
    """Read the event file that is to be changed.

    Raises:
        UnreadableFile: it can't be read.
    """
    return EventFile(typed(path), read_file(path).data, path)


def text_of(file: EventFile) -> str:
    """Return the text of an event file, its line ends as they are.

    Raises:
        InvalidFile: it is not UTF-8.
    """
    from dprkru_timeline.store.toml import decoded

    return decoded(file)


def with_text(file: EventFile, text: str) -> EventFile:
    """Return the file with another text, and the byte order mark that it had."""
    mark = BOM if file.data.startswith(BOM) else b""
    return file._replace(data=mark + text.encode())


def changed(
    path: str,
    make: Callable[[EventFile], Change],
    *,
    beside: Sequence[str | EventFile] = (),
    today: date,
    warn: bool = True,
) -> Kept:
    """Change an event file.

    Args:
        path: where it lies.
        make: gives the change; it is called while nobody else writes the file, and may be called with any text.
        beside: further files, of which it may use what they define.
        today: the day as of which it is checked.
        warn: warnings are looked for too.

    Raises:
        Refused: it would have errors that it had not.
        UnreadableFile: it can't be read.
        UsageError: ``make`` can't make it.
        OutputError: it can't be written, or has changed meanwhile.
    """
    if not path:
        raise UsageError("--file is empty", "name an event file")
    file_at(path)
    if check_target(path, replacing=True).special:
        raise UsageError(f"{typed(path)} is no file that can be changed in place", "name an event file")
    with locked(path):
        file = file_at(path)
        target = check_target(path, replacing=True, unchanged_since=fingerprint(file.data))
        change = make(file)
        new = with_text(file, change.text)
        if new.data == file.data:
            return Kept(path, written=False)
        warnings, left = (
            checked(file, new, change, beside, today) if warn or _has_errors(new, beside, today) else ((), ())
        )
        _write(target, new.data)
    return Kept(path, written=True, done=change.done, warnings=warnings, left=left, notes=change.notes)


def _has_errors(file: EventFile, beside: Sequence[str | EventFile], today: date) -> bool:
    try:
        read([file, *beside], today)
    except InvalidFile:
        return True
    return False


def rewritten(path: str, make: Callable[[EventFile], str]) -> bool:
    """Give a file another text that says the same, and tell whether it had another; others wait, as in `changed`.

    Raises:
        UnreadableFile: it can't be read.
        OutputError: it can't be written.
    """
    file_at(path)
    with locked(path):
        file = file_at(path)
        made = with_text(file, make(file))
        if made.data == file.data:
            return False
        target = check_target(path, replacing=True, unchanged_since=fingerprint(file.data))
        _write(target, made.data)
    return True


def _write(target: Target, data: bytes) -> None:
    with saved(target) as out:
        out.flush()
        out.buffer.write(data)


def checked(
    before: EventFile, new: EventFile, change: Change, beside: Sequence[str | EventFile], today: date
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the warnings about what was changed, and the errors that the file had before and has still.

    Raises:
        Refused: there are errors that it had not, or of a strict change in what was changed.
    """
    _, problems = lint([new, *beside], today)
    errors = [one for one in problems if one.severity == "error"]
    if not errors:
        mine = (one for one in problems if one.file == new.name and one.code != _NEVER_VERIFIED)
        warnings = (one for one in mine if _is_about(one, change.about))
        return tuple(warnings), ()
    _, known = lint([before, *beside], today)
    had = Counter(map(_what, (one for one in known if one.severity == "error")))
    fresh = []
    for one in errors:
        had[_what(one)] -= 1
        if had[_what(one)] < 0 or (change.strict and _is_about(one, change.about)):
            fresh.append(one)
    if fresh and not change.strict:  # a line of a text that nobody sees would lead to another
        fresh = [one._replace(line=None, column=None) if one.file == new.name else one for one in fresh]
    if fresh:
        raise Refused(fresh, change.text)
    return (), tuple(errors)


def _what(problem: Problem) -> tuple[str, ...]:
    """Return what a problem is, wherever it stands: lines move, and its message may name one."""
    return problem.file, problem.code, problem.event, problem.field


def _is_about(problem: Problem, about: frozenset[str]) -> bool:
    return problem.event in about or any(
        problem.field == one or problem.field.startswith(f"{one}.")
        for one in about
        if "." in one or one == "chronology"
    )
