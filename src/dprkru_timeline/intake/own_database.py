"""What a database of ours holds: the tables of `formats.sqlite`, read back."""

import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.intake.making import TABLES
from dprkru_timeline.intake.own import Export, Object
from dprkru_timeline.store.find import MAX_BYTES

_PATIENCE = 30.0  # seconds


def of_sqlite(data: bytes, shown: str) -> Export | None:
    """Return what a database of ours holds; None where it is another.

    Raises:
        UnreadableFile: it is damaged.
    """
    try:
        import sqlite3
    except ModuleNotFoundError:
        raise UsageError("this Python was built without SQLite", "import another export, such as JSON") from None
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            until = time.monotonic() + _PATIENCE
            database.set_progress_handler(lambda: time.monotonic() > until, 10_000)
            database.execute("PRAGMA trusted_schema = OFF")
            database.row_factory = sqlite3.Row
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES)
            if not {"aliases", "members", "offices", "links", "titles", "corrections", "amounts", *TABLES} <= tables:
                return None
            if not {"chronology", "events", "claims", "event_sources"} <= tables:
                return None
            return _of_database(_Database(database))
    except sqlite3.Error as error:
        raise UnreadableFile(f"{shown} is a damaged database: {str(error)[:80]}", "export it again") from None


class _Database:
    """The rows of a database, as objects."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def rows(self, query: str) -> Iterator[Object]:
        for row in self._database.execute(query):
            yield {key: row[key] for key in row.keys()}  # noqa: SIM118 - sqlite3.Row has no items

    def grouped(self, query: str, by: str = "event") -> dict[str, list[Object]]:
        found: dict[str, list[Object]] = {}
        for row in self.rows(query):
            found.setdefault(row.pop(by), []).append(row)
        return found


def _of_database(database: _Database) -> Export:
    head = next(database.rows("SELECT * FROM chronology"))
    return Export(head, _vocabularies(database), _events(database), head.get("as_of") or "", head.get("query") or "")


def _vocabularies(database: _Database) -> dict[str, dict[str, Object]]:
    aliases = database.grouped("SELECT * FROM aliases ORDER BY rowid", "kind")
    tables: dict[str, dict[str, Object]] = {}
    for table in TABLES:
        order = "position" if table == "measures" else "rowid"
        query = f"SELECT * FROM {table} ORDER BY {order}"  # noqa: S608 - our own names
        tables[table] = {row.pop("id"): row for row in database.rows(query)}
        for alias in aliases.get(table.removesuffix("s"), ()):
            tables[table][alias["id"]].setdefault("aliases", []).append(alias["alias"])
    for row in database.rows("SELECT * FROM members ORDER BY body, position"):
        tables["actors"][row["body"]].setdefault("members", []).append(row["member"])
    for row in database.rows("SELECT * FROM offices ORDER BY actor, position"):
        office = {key: row[key] for key in ("title", "since", "until") if row[key]}
        tables["actors"][row["actor"]].setdefault("offices", []).append(office)
    for one in tables["themes"].values():
        if one["finding"]:
            one["finding"] = {"text": one["finding"], "date": one["finding_date"]}
    for one in tables["places"].values():
        latitude, longitude = one.pop("latitude"), one.pop("longitude")
        if latitude is not None:
            one["coordinates"] = [latitude, longitude]
    return tables


_LISTS = (
    ("actors", "SELECT event, actor AS id FROM event_actors ORDER BY event, position"),
    ("doers", "SELECT event, actor AS id FROM event_actors WHERE doer > 0 ORDER BY event, doer"),
    ("themes", "SELECT event, theme AS id FROM event_themes ORDER BY event, position"),
    ("places", "SELECT event, place AS id FROM event_places WHERE NOT about ORDER BY event, position"),
    ("about_places", "SELECT event, place AS id FROM event_places WHERE about ORDER BY event, position"),
    ("sources", "SELECT event, source AS id FROM event_sources ORDER BY event, position"),
)
_TABLES_OF_EVENTS = (
    ("links", "SELECT event, rel, target AS 'to' FROM links ORDER BY event, position"),
    ("known_as", "SELECT * FROM titles ORDER BY rowid"),
    ("corrections", "SELECT event, day, was, why FROM corrections ORDER BY event, position"),
)


def _events(database: _Database) -> list[Object]:
    lists = {key: database.grouped(query) for key, query in _LISTS}
    tables = {key: database.grouped(query) for key, query in _TABLES_OF_EVENTS}
    claims = _claims(database)
    events = []
    for row in database.rows("SELECT * FROM events ORDER BY position"):
        id_ = row["id"]
        row["key"] = bool(row["key"])
        for key, found in lists.items():
            ids = [one["id"] for one in found.get(id_, ())]
            row[key] = [{"id": one} for one in ids] if key == "sources" else ids
        row["claims"] = claims.get(id_, [])
        events.append(row | {key: found.get(id_, []) for key, found in tables.items()})
    return events


def _claims(database: _Database) -> dict[str, list[Object]]:
    amounts: dict[tuple[str, int], list[Object]] = {}
    for row in database.rows("SELECT * FROM amounts ORDER BY event, claim, position"):
        amounts.setdefault((row["event"], row["claim"]), []).append(row)
    found = database.grouped("SELECT * FROM claims ORDER BY event, position")
    for event, claims in found.items():
        for claim in claims:
            claim["by"] = claim.pop("actor")
            claim["amounts"] = amounts.get((event, claim.pop("position")), [])
    return found
