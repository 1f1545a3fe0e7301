"""Event files as a chronology, in the fastest way that there is for them: a copy, an index, a database, or reading."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import UnreadableFile
from dprkru_timeline.store.find import BUILTIN, EventFile, Named, chosen
from dprkru_timeline.text import typed


def opened(*names: Named, told: Callable[[str], None] | None = None, today: date) -> Chronology:
    """Return event files as one chronology, as `store.load.load` does; the events of large ones stay where they are.

    Raises:
        InvalidFile: with every problem of every file.
        UnreadableFile: a file is missing or can't be read.
    """
    files = chosen(names)
    plain = [name for name in files if isinstance(name, str)]
    if any(map(_is_data, plain)):
        return _data(plain, len(files), today)
    # A pipe can be read once, and is another the next time.
    if files == [BUILTIN] or not all(map(_is_plain, files)) or not _keeps():
        from dprkru_timeline.store.load import load

        return load(*names, told=told, today=today)
    from dprkru_timeline.index import cache

    found = cache.look(plain, today)
    if found.chronology is not None:
        return found.chronology
    from dprkru_timeline.store.load import read

    reading = read(found.names, today)
    cache.remember(plain, found, reading.read_in, reading.chronology)
    return reading.chronology


def _keeps() -> bool:
    """Whether indexes are kept: this Python can, and the person wants it."""
    if not _has_sqlite():
        return False
    from dprkru_timeline.index import cache

    return cache.is_on()


def _has_sqlite() -> bool:
    """Whether this Python was built with SQLite: without it no index is kept, and no database is read."""
    try:
        import sqlite3  # noqa: F401 - what is asked is whether there is one
    except ModuleNotFoundError:
        return False
    return True


_SQLITE, _PARQUET = b"SQLite format 3\0", b"PAR1"


def _is_plain(file: str | EventFile) -> bool:
    return isinstance(file, str) and (file == BUILTIN or not os.path.exists(file) or os.path.isfile(file))


def _is_data(name: str) -> bool:
    return name != BUILTIN and os.path.isfile(name) and _begins(name) in (_SQLITE, _PARQUET)


def _begins(name: str) -> bytes:
    """Return the first bytes of a file where they say that it is SQLite or Parquet; nothing of others."""
    with suppress(OSError, ValueError), open(name, "rb") as file:
        begin = file.read(len(_SQLITE))
        return _PARQUET if begin.startswith(_PARQUET) else begin
    return b""


def _data(names: Sequence[str], number: int, today: date) -> Chronology:
    """Return the chronology in a file of data.

    Raises:
        UnreadableFile: it is one of several files; joining them means reading all.
    """
    name = next(filter(_is_data, names))
    shown = typed(name)
    if number > 1:
        import shlex

        made = shlex.join(["timeline", "import", name, "-o", f"{os.path.splitext(name)[0]}.toml"])
        what = f"{shown} is data, which is not joined with other files"
        raise UnreadableFile(what, f"make it an event file, and join that: {made}")
    if _begins(name) == _SQLITE:
        if not _has_sqlite():
            what = f"{shown} is a database, and this Python was built without SQLite"
            raise UnreadableFile(what, "give another export, such as Parquet, or use another Python")
        from dprkru_timeline.index.database import opened_database

        return opened_database(name, shown, today)
    from dprkru_timeline.index.parquet import opened_parquet

    return opened_parquet(name, shown, today)
