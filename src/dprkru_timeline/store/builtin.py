"""The chronology that ships, as a copy that loads fast.

``events.toml`` is what people edit. When a wheel is built, the file is checked once and written
as JSON with its values in order; an installed program reads that, and pays for no TOML and no
checks. A source tree has no copy, and reads the file itself. A test compares the two.
Sources, what notes say of each, and events have a line each, so that an answer reads those that it needs.

The copy begins with the checksums of the file that it stands for and of itself. They find what is damaged, or was
left behind; who may write where programs are installed needs no copy to change what they say.
"""

import json
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from zlib import crc32

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Event, Source
from dprkru_timeline.store import find, rows

# Bumped when the form of the copy changes; it never leaves the package.
_FORM = 8
_PARTED = ",\n"
_HEAD = '[{{"form":{form},"file":"{file:08x}","copy":"{copy:08x}"}},\n'


class Doubt(Exception):  # noqa: N818
    """The copy is not to be read; the message says what it is."""


def read_copy(
    path: Path | None = None, file: str = find.BUILTIN, otherwise: Callable[[], Chronology] | None = None
) -> Chronology | None:
    """Return the chronology in the copy (`find.COPY`) of a file, or None where there is none.

    Where the chronology is had ``otherwise``, should a line be damaged, events and sources are made when they are asked
    for.

    Raises:
        Doubt: it is not the copy of that file, whole and of this version's form.
        UnreadableFile: there is no events.toml.
    """
    copy = path or find.COPY
    try:
        if not stat.S_ISREG(copy.stat().st_mode):  # a pipe would be waited for, a device read without end
            raise Doubt("is no file")
        data = copy.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Doubt(f"can't be read ({error.strerror})") from None
    start = data.find(b"\n") + 1
    found = re.fullmatch(rb'\[\{"form":([0-9]{1,4}),"file":"([0-9a-f]{8})","copy":"([0-9a-f]{8})"\},\n', data[:start])
    if not found or int(found[1]) != _FORM:
        raise Doubt("is not of this version" if found else "is damaged")
    if int(found[3], 16) != crc32(memoryview(data)[start:]):
        raise Doubt("is damaged")
    if int(found[2], 16) != crc32(find.read_file(file).data):
        raise Doubt("is not that of its events.toml")
    try:
        first, ranks, *lines = data[start:-1].split(b",\n")
        tables = json.loads(first)
        ids = tables["sources"]
        number = len(ids)
        told, noted = (dict(zip(ids, lines[at : at + number], strict=True)) for at in (0, number))
        sources = rows.LinedSources(told, noted, ranks, otherwise)
        events = rows.LinedEvents(lines[2 * number :], otherwise=otherwise)
        if otherwise is None:
            list(events), list(sources.values())
        return rows.with_tables(tables, sources, events, tables["stems"])
    except Exception:  # noqa: BLE001 - the sums fit, and yet nobody's build made it
        raise Doubt("is damaged") from None


def copy_bytes(
    chronology: Chronology,
    file: bytes,
    note_of: Callable[[Mapping[str, Source], str], tuple[str, str, str]],
    ranked: Callable[[Chronology, Event], Sequence[str]],
) -> bytes:
    """Return the copy of a chronology that was read from the bytes of a file: what a build writes into the wheel.

    ``note_of`` tells a source as notes do (`words.sources.source_note`), ``ranked`` gives the ids of an event's sources
    in their order. Statuses are those of the day of the edition, so that it is the same on whatever day it is made.
    """
    from dprkru_timeline.status import with_statuses

    chronology = with_statuses(chronology, chronology.edition)
    tables = {
        **rows.tables_of(chronology),
        "sources": list(chronology.sources),
        "stems": chronology.stems,
    }
    made = (
        [tables, rows.ranks_of(chronology, ranked)],
        map(rows.source_row, chronology.sources.values()),
        (note_of(chronology.sources, source) for source in chronology.sources),
        map(rows.event_row, chronology.events),
    )
    lines = map(rows.text_of, chain.from_iterable(made))
    data = f"{_PARTED.join(lines)}]".encode()
    return _HEAD.format(form=_FORM, file=crc32(file), copy=crc32(data)).encode() + data
