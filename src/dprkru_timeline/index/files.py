"""The file of an index: events and sources as rows (`store.rows`), and what events are found by."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.index.connection import Connection
from dprkru_timeline.index.events import About, StoredEvents, StoredSources
from dprkru_timeline.index.where import Words
from dprkru_timeline.model import Event
from dprkru_timeline.store import rows

_TABLES = (
    "CREATE TABLE about (tables TEXT NOT NULL) STRICT",
    "CREATE TABLE events (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row TEXT NOT NULL) STRICT",
    "CREATE TABLE links (target TEXT NOT NULL, event TEXT NOT NULL, PRIMARY KEY (target, event)) STRICT",
    "CREATE TABLE sources (id TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT",
)


class IndexedEvents(StoredEvents):
    """The events of an index."""

    words = Words.INDEX
    has_notes = True

    def _made(self, condition: str, parameters: Iterable[Any]) -> Iterator[Event]:
        select = f"SELECT row FROM events WHERE {condition} ORDER BY position"  # noqa: S608 - ours; values are parameters
        for (row,) in self.database.execute(select, tuple(parameters)):
            yield rows.event_of(json.loads(row))


def read_index(path: str, about: About, today: date) -> Chronology:
    """Return the chronology in an index, whose events stay there.

    Raises:
        sqlite3.Error: it is none.
    """
    database = sqlite3.connect(path, factory=Connection)
    database.execute("PRAGMA query_only = ON")
    tables = json.loads(database.execute("SELECT tables FROM about").fetchone()[0])
    events = IndexedEvents(database, about, today)
    sources = StoredSources(database, "id, row", lambda row: rows.source_of(row[0], json.loads(row[1])))
    chronology = rows.with_tables(tables, sources, events)
    events.belong_to(chronology)
    return chronology


def write_index(path: str, whole: Chronology) -> About:
    """Write the index of a chronology into an empty file; return what it holds.

    Raises:
        sqlite3.Error: it can't be written, or this SQLite has no FTS5.
    """
    from dprkru_timeline.index.events import about
    from dprkru_timeline.index.keep import keep_found

    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # a file that is not finished is thrown away
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in _TABLES:
            database.execute(table)
        database.execute("INSERT INTO about VALUES (?)", (rows.text_of(rows.tables_of(whole)),))
        database.executemany(
            "INSERT INTO events VALUES (?, ?, ?)",
            ((at, event.id, rows.text_of(rows.event_row(event))) for at, event in enumerate(whole.events)),
        )
        database.executemany(
            "INSERT OR IGNORE INTO links VALUES (?, ?)",
            ((link.to, event.id) for event in whole.events for link in event.links),
        )
        database.executemany(
            "INSERT INTO sources VALUES (?, ?)",
            ((source.id, rows.text_of(rows.source_row(source))) for source in whole.sources.values()),
        )
        doubtful = keep_found(database, whole, Words.INDEX)
        database.execute("COMMIT")
    return about(whole, doubtful)
