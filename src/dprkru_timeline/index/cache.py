"""The index of one's own event files: where it lies, whether it is still theirs, and how it is made.

An index is never trusted to be of a file because of its name. It says of what bytes it was made; these are read and
hashed each time, larger files looked at as git looks at them: the same device, inode, size and times, and not so young
that a change within the same tick of the clock could have gone unseen. Beside each index lies a note of how the system
describes the file that was written: what was touched since, cut, or put in its place is thrown away. Whatever fails
here, the files themselves are read.
"""

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import UnreadableFile
from dprkru_timeline.index.events import About
from dprkru_timeline.index.files import read_index, write_index
from dprkru_timeline.store import rows
from dprkru_timeline.store.find import BUILTIN, EventFile, builtin_path, read_file
from dprkru_timeline.system import cache_path, on_windows

try:  # without the rest of hashlib, which loads OpenSSL
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

# Bumped when the form of an index changes.
_FORM = 2
LEAST_EVENTS = 500  # a file of fewer is read as fast
MOST_BYTES = 500_000_000  # of all indexes together; the oldest go first
_HASHED = 16 * 1024 * 1024  # larger files are told by how the system describes them
_RACY = 2_000_000_000  # ns: a file changed so shortly before it was looked at may change again unseen
_PREFIX = "index-"


class Pending(NamedTuple):
    """Event files that were read, and are to be indexed once the answer is out."""

    names: tuple[str, ...]
    files: tuple[tuple[str, EventFile], ...]
    began: int  # ns
    chronology: Chronology


# The indexes that a run has opened, by their paths without an ending.
in_use: list[str] = []
# What a run has read without an index: made when the answer is out (`__main__`).
pending: list[Pending] = []


def folder() -> str:
    """Return where indexes lie."""
    return cache_path()


def is_on() -> bool:
    """Tell whether ``TIMELINE_CACHE`` leaves indexes on."""
    return os.environ.get("TIMELINE_CACHE", "").lower() not in ("off", "0", "no", "false")


class Look(NamedTuple):
    """What was looked for: the chronology of an index that is right, or else the files, as far as they were read."""

    chronology: Chronology | None
    names: "list[str | EventFile]"
    began: int


def look(names: Sequence[str], today: date) -> Look:
    """Look for the index of event files.

    Raises:
        UnreadableFile: one of them can't be read.
    """
    began = _now()
    read: list[str | EventFile] = [_read(name) if _size(_path(name)) <= _HASHED else name for name in names]
    try:
        return Look(_indexed(names, read, today), read, began)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, sqlite3.Error, UnreadableFile):
        return Look(None, read, began)  # whatever is wrong with it, or with a file that one extends


def _indexed(names: Sequence[str], read: Sequence[str | EventFile], today: date) -> Chronology | None:
    place = _place(names)
    note = _note(f"{place}.json")
    if note is None or note["program"] != _program() or note["names"] != [_path(name) for name in names]:
        return None
    held = {one.path: one.data for one in read if isinstance(one, EventFile)}
    if not all(_is_same(one, held) for one in note["files"]):
        return None
    path = f"{place}.sqlite"
    if not _is_ours(path) or list(_described(path)) != note["index"]:
        return None
    told = note["about"]
    days = {name: date.fromisoformat(told[name]) for name in ("since", "until")}
    latest = tuple(told["latest"]) if told["latest"] else None
    whole = read_index(path, About(told["number"], **days, doubtful=tuple(told["doubtful"]), latest=latest), today)
    in_use.append(place)
    with suppress(OSError):
        os.utime(f"{place}.json")  # so that those go first that nobody asks
    return whole


def remember(
    names: Sequence[str],
    look_: Look,
    files: Sequence[tuple[str | EventFile, EventFile]],
    whole: Chronology,
) -> None:
    """Note that event files were read, which are worth an index: it is made when the answer is out."""
    if len(whole.events) < LEAST_EVENTS:
        return
    named = tuple((name if isinstance(name, str) else name.path, file) for name, file in files)
    if all(path for path, _ in named):
        pending.append(Pending(tuple(names), tuple((_path(path), file) for path, file in named), look_.began, whole))


def make(one: Pending) -> None:
    """Make an index; where that can't be, there is none."""
    with suppress(OSError, sqlite3.Error, MemoryError):
        _make(one)


def _make(one: Pending) -> None:
    os.makedirs(folder(), 0o700, exist_ok=True)
    if not _is_ours(folder()):
        return
    place = _place(one.names)
    files = [_told_of(path, file, one.began) for path, file in one.files]
    unfinished = f"{place}.tmp"
    handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        # Somebody makes it already, or has just made it: then what was opened bears another name by now.
        if not _locked(handle) or os.fstat(handle).st_ino != os.stat(unfinished).st_ino:
            os.close(handle)
            return
        os.ftruncate(handle, 0)  # what one left that was killed
        told = write_index(unfinished, one.chronology)
        os.replace(unfinished, f"{place}.sqlite")
        note = {
            "program": _program(),
            "names": [_path(name) for name in one.names],
            "files": files,
            "index": _described(f"{place}.sqlite"),
            "about": {**told._asdict(), "since": told.since.isoformat(), "until": told.until.isoformat()},
        }
        _write_note(f"{place}.json", note)
        os.close(handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(unfinished)
        raise
    _keep_small()


class Held(NamedTuple):
    """An index that lies in the folder: of which files, as far as its note tells, and its size in bytes."""

    names: tuple[str, ...]
    size: int
    paths: tuple[str, ...]
    used: int  # ns


def distrust() -> bool:
    """Take away the indexes that are in use, and use none from now on; tell whether there was one."""
    for place in in_use:
        for ending in (".json", ".sqlite"):
            with suppress(OSError):
                os.unlink(place + ending)
    was_in_use = bool(in_use)
    in_use.clear()
    os.environ["TIMELINE_CACHE"] = "off"
    return was_in_use


def contents() -> list[Held]:
    """Return the indexes in the folder, those used last first; whatever else lies there is none of ours."""
    by_stem: dict[str, list[str]] = {}
    with suppress(OSError):
        for name in sorted(os.listdir(folder())):
            if name.startswith(_PREFIX) and not stat.S_ISDIR(os.lstat(os.path.join(folder(), name)).st_mode):
                by_stem.setdefault(name.partition(".")[0], []).append(os.path.join(folder(), name))
    found = []
    for paths in by_stem.values():
        with suppress(OSError):
            told = [os.lstat(path) for path in paths]
            names: tuple[str, ...] = ()
            with suppress(OSError, ValueError, KeyError, TypeError):
                names = tuple(_note(next((path for path in paths if path.endswith(".json")), ""))["names"])
            used = max(one.st_mtime_ns for one in told)
            found.append(Held(names, sum(one.st_size for one in told), tuple(paths), used))
    return sorted(found, key=lambda one: -one.used)


def clear() -> int:
    """Take all indexes away; return how many there were.

    Raises:
        OSError: one can't be taken away.
    """
    held = contents()
    for one in held:
        for path in one.paths:
            with suppress(FileNotFoundError):  # one that is being made may have its name by now
                os.unlink(path)
    return len(held)


def _keep_small() -> None:
    """Take away those that were not used for longest, until the others fit."""
    with suppress(OSError):
        total = 0
        for one in contents():
            total += one.size
            if total > MOST_BYTES:
                for path in one.paths:
                    os.unlink(path)


def _place(names: Sequence[str]) -> str:
    """Return the path of the index of event files, without an ending."""
    named = "\0".join(map(_path, names)).encode("utf-8", "surrogateescape")
    return os.path.join(folder(), f"{_PREFIX}{blake2b(named, digest_size=12).hexdigest()}")


def _path(name: str) -> str:
    if name == BUILTIN:
        return name
    try:
        return os.path.abspath(name)
    except OSError:  # in a folder that is gone
        return name


def _lies(path: str) -> str:
    return str(builtin_path()) if path == BUILTIN else path


def _read(name: str) -> EventFile:
    file = read_file(name)
    return EventFile(file.name, file.data, name)


def _size(path: str) -> int:
    try:
        found = os.stat(_lies(path))
    except (OSError, ValueError):
        return 0  # reading it says what is wrong
    return found.st_size


def _described(path: str) -> tuple[int, ...]:
    """Return how the system describes a file: what changes with it."""
    found = os.stat(path)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=20).hexdigest()


def _told_of(path: str, file: EventFile, began: int) -> dict[str, Any]:
    """Return what is noted of a file whose bytes were read: their hash, or of a large and old one its description."""
    if len(file.data) > _HASHED:
        found = _described(_lies(path))
        if max(found[3:]) < began - _RACY and found[2] == len(file.data):
            return {"path": path, "described": found}
    return {"path": path, "hash": _hash(file.data)}


def _is_same(note: dict[str, Any], read: dict[str, bytes]) -> bool:
    path = note["path"]
    if "described" in note:
        return bool(list(_described(_lies(path))) == note["described"])
    by_path = {_path(name): data for name, data in read.items()}
    data = by_path.get(path)
    return bool(_hash(data if data is not None else read_file(path).data) == note["hash"])


def _is_ours(path: str) -> bool:
    """Tell whether a file or folder is the user's own, and nobody else's to write."""
    found = os.lstat(path)
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        return False
    return on_windows() or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def _program() -> str:
    """Return what tells one program from another: version, form, and when it was installed, or its source changed."""
    from dprkru_timeline.store import find

    version = sys.modules[__name__.partition(".")[0]].__version__
    package = os.path.dirname(os.path.dirname(__file__))
    installed = os.stat(os.path.join(package, "__init__.py")).st_mtime_ns
    if not find.COPY.exists():  # a source tree
        installed = max(
            os.stat(os.path.join(path, name)).st_mtime_ns
            for path, _, files in os.walk(package)
            for name in files
            if name.endswith(".py")
        )
    return f"{version} {_FORM} {installed}"


def _note(path: str) -> Any:
    """Return a note that is whole, or None."""
    from zlib import crc32

    if not _is_ours(path) or not _is_ours(folder()):
        return None
    with open(path, "rb") as file:
        head, _, body = file.read(1_000_000).partition(b"\n")
    return json.loads(body) if head == b"%08x" % crc32(body) else None


def _write_note(path: str, note: dict[str, Any]) -> None:
    from zlib import crc32

    body = rows.text_of(note).encode()
    handle = os.open(f"{path}.tmp", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with open(handle, "wb") as file:
        file.write(b"%08x\n" % crc32(body) + body)
    os.replace(f"{path}.tmp", path)


def _locked(handle: int) -> bool:
    if on_windows():
        return True
    from fcntl import LOCK_EX, LOCK_NB, flock

    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    return True


def _now() -> int:
    import time

    return time.time_ns()
