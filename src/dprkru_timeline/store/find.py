"""Where event files are, and their bytes: paths, ``builtin``, or a file that was read already."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from dprkru_timeline.errors import UnreadableFile, nearest
from dprkru_timeline.model import SHIPPED
from dprkru_timeline.text import one_line, typed

BUILTIN = SHIPPED
# The fast copy of the chronology that ships, in an installed package (see `builtin`).
COPY = Path(__file__).parent.parent / "chronology.json"
# No chronology made by hand comes near; a device that never ends stops here.
MAX_BYTES = 64 * 1024 * 1024
# What is read once, to make data of it that is not read whole (`index`): as much as memory has room for.
_MOST_ONCE = 1024 * 1024 * 1024
_most = [MAX_BYTES]


@contextmanager
def large_files() -> Iterator[None]:
    """Let files be read that are larger than what every start could read."""
    _most.append(_MOST_ONCE)
    try:
        yield
    finally:
        _most.pop()


class EventFile(NamedTuple):
    """The bytes of an event file, its name as messages show it, and where it lies, if it does."""

    name: str
    data: bytes
    path: str = ""


# What stands for an event file: a path, `BUILTIN`, or the file itself, such as what standard input held.
Named = str | os.PathLike[str] | EventFile


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


def chosen(names: Sequence[Named]) -> list[str | EventFile]:
    """Return the event files to read: those named, else the builtin one. The same file named twice is read once."""
    found: dict[str | EventFile, str | EventFile] = {}
    for name in names:
        plain = name if isinstance(name, EventFile) else os.fspath(name)
        found.setdefault(same_file(plain), plain)
    return list(found.values()) or [BUILTIN]


def extended_by(file: EventFile, name: str | EventFile, others: Sequence[str]) -> list[str]:
    """Return where the files lie that one extends: ``builtin``, or paths from its own folder.

    Raises:
        UnreadableFile: it came without a folder, on standard input or out of an archive.
    """
    found = []
    for other in others:
        if other == BUILTIN or os.path.isabs(other):
            found.append(other)
        elif isinstance(name, EventFile) and not name.path:
            raise UnreadableFile(f"{file.name} has no folder to look for {one_line(other)} in", "it may extend builtin")
        else:
            found.append(os.path.join(os.path.dirname(name.path if isinstance(name, EventFile) else name), other))
    return found


def check_plain(path: str) -> None:
    """See that what a file extends is no pipe or device, which would be waited for.

    Raises:
        UnreadableFile: it is one.
    """
    if path != BUILTIN and os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise UnreadableFile(f"{typed(path)} is no file", "name an event file")


def labels(names: Sequence[str | EventFile]) -> list[str]:
    """Return the short names of event files that are read together: one each."""
    shipped = same_file(BUILTIN)
    found: list[str] = []
    for name in names:
        if isinstance(name, EventFile) and not name.path:
            path = name.name.strip("<>").rpartition(":")[2]
        else:
            lies = name.path if isinstance(name, EventFile) else name
            path = BUILTIN if lies == BUILTIN or same_file(lies) == shipped else lies
        plain = label = typed(os.path.splitext(os.path.basename(path))[0]) or "file"
        number = 1
        while label in found:
            number += 1
            label = f"{plain}-{number}"
        found.append(label)
    return found


def same_file(name: str | EventFile) -> str | EventFile:
    """Return what two names of one file have in common."""
    if isinstance(name, EventFile):
        return same_file(name.path) if name.path else name
    try:
        return os.path.realpath(builtin_path() if name == BUILTIN else name) if name else name
    except (OSError, ValueError, UnreadableFile):  # in a folder that is gone, or no path at all: reading it says so
        return name


def input_files(names: Sequence[Named]) -> list[str]:
    """Return the paths among the event files to read, and of what ships: what must not be written over."""
    found = [str(COPY)]
    with suppress(UnreadableFile):
        found.append(str(builtin_path()))
    return [*found, *(name for name in chosen(names) if isinstance(name, str) and name != BUILTIN)]


def read_file(name: str | EventFile) -> EventFile:
    """Read the bytes of one event file.

    Raises:
        UnreadableFile: it is missing, a directory, unreadable or larger than `MAX_BYTES`.
    """
    if isinstance(name, EventFile):
        return name
    if name == BUILTIN:
        return EventFile("events.toml", _bytes_of(str(builtin_path()), "the chronology of this installation"))
    if not name:
        raise UnreadableFile("--file is empty", "name an event file, or leave the option out")
    shown = typed(name)
    return EventFile(shown, capped(_bytes_of(name, shown), shown, name))


def _bytes_of(name: str, shown: str) -> bytes:
    """Return the bytes of a file, up to one more than `MAX_BYTES`; of a file that has an end, of `large_files` too."""
    try:
        with open(name, "rb") as file:
            return file.read((_most[-1] if os.path.isfile(name) else MAX_BYTES) + 1)
    except IsADirectoryError:
        raise UnreadableFile(f"{shown} is a directory", "name an event file, such as events.toml") from None
    except FileNotFoundError:
        raise UnreadableFile(f"no file {shown}", similar(name)) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it can't be opened"
        raise UnreadableFile(f"can't read {shown}: {reason}") from None


def capped(data: bytes, shown: str, name: str = "") -> bytes:
    """Return the bytes of a file that was read up to one more than `MAX_BYTES`; ``name`` is its path, where it has one.

    Raises:
        UnreadableFile: it goes on; the help has the command that makes data of it, which may have any size.
    """
    most = _most[-1] if os.path.isfile(name) else MAX_BYTES
    if len(data) <= most:
        return data
    message = f"{shown} is larger than {most // 1024 // 1024} MB"
    if most > MAX_BYTES or not os.path.isfile(name):
        raise UnreadableFile(message, "split it into several files" if most > MAX_BYTES else "save it as a file first")
    import shlex

    made = f"{os.path.splitext(name)[0]}.sqlite"
    making = shlex.join(["timeline", "export", "--file", name, "-o", made])
    raise UnreadableFile(
        f"{message}, too much to be read at every start", f"make a database of it, and ask that with --file: {making}"
    )


def similar(name: str) -> str:
    """Offer the files beside the missing one that are spelt most like it."""
    folder, base = os.path.split(name)
    try:
        there = os.listdir(folder or os.getcwd())
    except (OSError, ValueError):
        return "" if folder else "the current folder is gone: change to another"
    close = nearest(base, [one for one in there if one != base], limit=1)
    return f"did you mean {one_line(str(Path(folder, close[0])))}?" if close else ""
