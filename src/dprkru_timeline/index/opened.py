"""Event files as a chronology, in the fastest way that there is for them: a copy, an index, a database, or reading."""

from collections.abc import Callable
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.store.find import BUILTIN, Named, chosen


def opened(*names: Named, told: Callable[[str], None] | None = None, today: date) -> Chronology:
    """Return event files as one chronology, as `store.load.load` does; the events of large ones stay where they are.

    Raises:
        InvalidFile: with every problem of every file.
        UnreadableFile: a file is missing or can't be read.
    """
    files = chosen(names)
    plain = [name for name in files if isinstance(name, str)]
    from dprkru_timeline.index import cache

    if files == [BUILTIN] or len(plain) < len(files) or not cache.is_on():
        from dprkru_timeline.store.load import load

        return load(*names, told=told, today=today)
    found = cache.look(plain, today)
    if found.chronology is not None:
        return found.chronology
    from dprkru_timeline.store.load import read

    reading = read(found.names, today)
    cache.remember(plain, found, reading.read_in, reading.chronology)
    return reading.chronology
