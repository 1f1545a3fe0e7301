"""Where event files are, and their bytes: paths, ``-``, ``builtin``, ``TIMELINE_FILE``."""

import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dprkru_timeline.errors import UnreadableFile
from dprkru_timeline.text import one_line

BUILTIN = "builtin"
STDIN = "-"
# No chronology made by hand comes near; a device that never ends stops here.
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EventFile:
    """The bytes of an event file, and its name as messages show it."""

    name: str
    data: bytes


def builtin_path() -> Path:
    """Return where the chronology that ships is: beside the package, or atop its source tree.

    Raises:
        UnreadableFile: the installation has lost it.
    """
    package = Path(__file__).parent.parent
    for path in (package / "events.toml", package.parent.parent / "events.toml"):
        if path.is_file():
            return path
    raise UnreadableFile("this installation has no events.toml", "install the package again, or name a --file")


def chosen(names: Sequence[str]) -> list[str]:
    """Return the event files to read: those named, else ``TIMELINE_FILE``'s, else the builtin one.

    The same file named twice is read once.
    """
    given = list(names) or [part for part in os.environ.get("TIMELINE_FILE", "").split(os.pathsep) if part]
    found: dict[str, str] = {}
    for name in given:
        found.setdefault(_same(name), name)
    return list(found.values()) or [BUILTIN]


def _same(name: str) -> str:
    """Return what two names of one file have in common."""
    return name if name in (STDIN, "") else os.path.realpath(builtin_path() if name == BUILTIN else name)


def input_files(names: Sequence[str]) -> list[str]:
    """Return the paths among the event files to read: what must not be written over."""
    known = {BUILTIN: str(builtin_path()), STDIN: "/dev/stdin"}
    return [known.get(name, name) for name in chosen(names)]


def read_file(name: str) -> EventFile:
    """Read the bytes of one event file.

    Raises:
        UnreadableFile: it is missing, a directory, unreadable or larger than `MAX_BYTES`.
    """
    if name == BUILTIN:
        path = builtin_path()
        return EventFile("events.toml", path.read_bytes())
    if name == STDIN:
        return EventFile("<stdin>", _read_stdin())
    shown = one_line(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    if not name:
        raise UnreadableFile("--file is empty", "name an event file, or leave the option out")
    try:
        with open(name, "rb") as file:
            if stat.S_ISDIR(os.fstat(file.fileno()).st_mode):
                raise IsADirectoryError
            return EventFile(shown, _capped(file.read(MAX_BYTES + 1), shown))
    except IsADirectoryError:
        raise UnreadableFile(f"{shown} is a directory", "name an event file, such as events.toml") from None
    except FileNotFoundError:
        raise UnreadableFile(f"no file {shown}", _similar(name)) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it can't be opened"
        raise UnreadableFile(f"can't read {shown}: {reason}") from None


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise UnreadableFile("standard input is closed", "name an event file, or pipe one in")
    try:
        return _capped(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    except OSError as error:
        raise UnreadableFile(f"can't read standard input: {error.strerror}") from None


def _capped(data: bytes, shown: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"{shown} is larger than {MAX_BYTES // 1024 // 1024} MB, so it is no event file")
    return data


def _similar(name: str) -> str:
    """Offer the files beside the missing one that are spelt most like it."""
    from dprkru_timeline.errors import nearest

    folder, base = os.path.split(name)
    try:
        there = os.listdir(folder or ".")
    except (OSError, ValueError):
        return ""
    close = nearest(base, there, limit=1)
    return f"did you mean {one_line(str(Path(folder, close[0])))}?" if close else ""
