"""Our own SQLite export as an event file: the data itself, of any size, read where it lies.

Nobody checked it as an event file is checked, and anybody may have changed it since. So each event that is read is
checked for what could do harm or can't be read: its dates, the words of closed sets, characters that act on a screen.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.errors import InvalidFile
from dprkru_timeline.index.connection import Connection
from dprkru_timeline.index.events import About, StoredEvents, StoredSources
from dprkru_timeline.index.safe import (
    KINDS,
    SOURCE_KINDS,
    STATUSES,
    Known,
    Safe,
    address_of,
    check_entries,
    day_of,
    no_event_file,
)
from dprkru_timeline.index.tables import SCHEMA, made_by
from dprkru_timeline.index.where import ABOUT, TABLES, TEXTS, Words
from dprkru_timeline.model import Actor, ActorKind, Event, Finding, Measure, Office, Place, Source, Theme
from dprkru_timeline.text import shortened

MAGIC = b"SQLite format 3\0"
APPLICATION = 0x54_4C_4E_45  # "TLNE", for file(1)
VERSION = 2
_AT_ONCE = 200  # events whose rows are looked up together

# Of each event, the ids that lie in tables of their own: by which name, each list as one text, in its order.
_IDS = {
    "actors": "actor FROM event_actors",
    "doers": "actor FROM event_actors WHERE doer",
    "themes": "theme FROM event_themes",
    "places": "place FROM event_places WHERE NOT about",
    "about_places": "place FROM event_places WHERE about",
    "sources": "source FROM event_sources",
}
_PARTIES = {
    "settled_by": "actor FROM event_parties WHERE word = 'settled'",
    "denied_by": "actor FROM event_parties WHERE word = 'denied'",
}
# And what is more than an id.
_LISTS = {
    "links": "SELECT event, rel, target FROM links",
    "corrections": "SELECT event, day, was, why FROM corrections",
}
_SOURCE = "id, publisher, kind, title, date, url, language, accessed, archive, symbol, retracted, seen"


def opened_database(path: str, shown: str, today: date) -> Chronology:
    """Return the chronology in an export, whose events stay there.

    Raises:
        InvalidFile: it is none of ours, of an older form, or damaged; or what stands in it can't be read.
    """
    database = _connected(path, shown)
    try:
        head = _rows(database, "SELECT * FROM chronology")[0]
        number, since, until, *latest, files, joined = database.execute("SELECT * FROM found").fetchone()
        hulls = tuple(row[0] for row in database.execute("SELECT position FROM found_hulls"))
        days = date.fromisoformat(since), date.fromisoformat(until)
        events = DatabaseEvents(
            database, About(number, *days, hulls, tuple(latest) if latest[0] is not None else None), today
        )
        events.shown = shown
        words = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'found_words'").fetchone()
        events.words = Words.BOTH if words else Words.TEXTS  # where it was made by an SQLite without FTS5
        (last,) = database.execute("SELECT max(position) FROM events").fetchone()
        is_whole = number == (0 if last is None else last + 1)
        safe_ = Safe(shown, "")
        aliases = _aliases(database, safe_)
        whole = Chronology(
            title=safe_.text(head["title"]),
            edition=date.fromisoformat(head["edition"]),
            description=safe_.text(head["description"]),
            license=safe_.text(head["license"]),
            sourced_until=day_of(head["sourced_until"]),
            as_of=day_of(head["as_of"]),
            files=tuple(map(safe_.line, json.loads(files))),
            joined=tuple(
                (safe_.line(title), date.fromisoformat(edition), day_of(until))
                for title, edition, until in json.loads(joined)
            ),
            actors=_actors(database, aliases, safe_),
            themes=_themes(database, aliases, safe_),
            places=_places(database, aliases, safe_),
            measures=_measures(database, aliases, safe_),
            sources=StoredSources(database, _SOURCE, lambda row: _source(row, shown)),
            events=events,
        )
        if safe_.problems:
            raise InvalidFile(safe_.problems)
        if not is_whole:
            raise _damaged(shown, ValueError(f"it has {number} events by its own count, and others by their places"))
        tables = {name: getattr(whole, name) for name in ("actors", "places", "measures")}
        check_entries(tables, shown)
        ids = [row[0] for row in database.execute("SELECT id FROM sources")]
        events.known = Known(whole.actors, whole.themes, whole.places, whole.measures, frozenset(ids))
        events.belong_to(whole)
    except (KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
        raise _damaged(shown, error) from None
    return whole


class _Cursor:
    """A cursor, whose errors say that the file is damaged."""

    def __init__(self, cursor: sqlite3.Cursor, shown: str) -> None:
        self._cursor = cursor
        self._shown = shown
        self.description = cursor.description

    def __iter__(self) -> Iterator[Any]:
        try:
            for row in self._cursor:  # noqa: UP028 - "yield from" closes the cursor with the first who stops
                yield row
        except (sqlite3.Error, OverflowError) as error:
            raise _damaged(self._shown, error) from None

    def fetchone(self) -> Any:
        return next(iter(self), None)

    def fetchmany(self, size: int) -> list[Any]:
        return list(islice(self, size))


class _Database:
    """A connection, whose errors say that the file is damaged: anybody may have changed it at any place."""

    def __init__(self, database: sqlite3.Connection, shown: str) -> None:
        self._database = database
        self._shown = shown

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> _Cursor:
        try:
            return _Cursor(self._database.execute(sql, parameters), self._shown)
        except (sqlite3.Error, OverflowError) as error:
            raise _damaged(self._shown, error) from None


def _connected(path: str, shown: str) -> Any:
    """Return a file of ours, open for reading; nothing is made beside it, unless another program is writing to it."""
    try:
        alone = "" if os.path.exists(f"{path}-wal") else "&immutable=1"
        opened = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro{alone}", uri=True, factory=Connection)
    except (sqlite3.Error, OSError, ValueError) as error:
        raise _damaged(shown, error) from None
    database = _Database(opened, shown)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    tables = dict(iter(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")))
    if application != APPLICATION:
        raise no_event_file(
            shown,
            "is an SQLite database, not an event file",
            "event files are TOML; timeline export -f sqlite makes a database that is read as one",
        )
    if version > VERSION:
        raise no_event_file(shown, "was exported by a newer version of this program", "install a newer version")
    if "found" not in tables:  # it came to version 2 later
        remedy = "export it again, or take it back as an event file: timeline import"
        raise no_event_file(shown, "was exported by an older version of this program", remedy)
    for name, made in made_by(SCHEMA + TABLES + ABOUT + TEXTS).items():
        if tables.get(name) != made:
            what = f"its table {name} is {'not as it was made' if name in tables else 'gone'}"
            raise _damaged(shown, ValueError(what))
    return database


def _damaged(shown: str, error: Exception) -> InvalidFile:
    return no_event_file(shown, f"is a database that can't be read: {shortened(str(error), 80)}", "export it again")


# Of an outline, which lists of parties it names, and where.
_NAMED = (("settled_by", "settled IN ('one', 'some')"), ("denied_by", "denied_on IS NOT NULL"))


def _joined(select: str) -> str:
    """Return what makes one text of an event's ids, in their order."""
    column, _, table = select.partition(" FROM ")
    table, _, which = table.partition(" WHERE ")
    order = "doer" if which == "doer" else "position"
    own = f"SELECT {column} AS id FROM {table} WHERE event = e.id{f' AND {which}' if which else ''} ORDER BY {order}"  # noqa: S608 - our own names
    return f"SELECT group_concat(id, ' ') FROM ({own})"  # noqa: S608 - our own names


class DatabaseEvents(StoredEvents):
    """The events of an export."""

    words = Words.BOTH
    shown = ""
    known: Known | None = None

    def _made(self, condition: str, parameters: Iterable[Any]) -> Iterator[Event]:
        for some in self._rows({**_PARTIES, **_IDS}, condition, parameters):
            ids = [row["id"] for row in some]
            lists = {name: self._grouped(select, ids, "position") for name, select in _LISTS.items()}
            lists["titles"] = self._grouped("SELECT event, title, until FROM titles", ids, "rowid")
            lists["claims"] = self._claims(ids)
            for row in some:
                yield self._safe(row, {name: rows.get(row["id"], []) for name, rows in lists.items()})

    def _outlines(self, condition: str) -> Iterator[Event]:
        parties = ", ".join(f"CASE WHEN {asks} THEN ({_joined(_PARTIES[name])}) END" for name, asks in _NAMED)
        columns = "id, date, title, kind, key, status, settled, voices, denied_on"
        select = f"SELECT {columns}, {parties} FROM events e WHERE {condition} ORDER BY position"  # noqa: S608 - ours
        actors = set(self.known.actors if self.known else ())  # type: ignore[call-overload] # all of them can be listed
        for row in self.database.execute(select):
            id_, when, title, kind, key, status, settled, voices, denied_on, settled_by, denied_by = row
            try:
                odd = (
                    not isinstance(voices, int)
                    or not {*(settled_by or "").split(), *(denied_by or "").split()} <= actors
                )
                if odd or not f"{id_}{title}{settled}".isprintable():
                    yield from self._events("id = ?", (id_,))
                    continue
                yield Event(
                    id_,
                    parse_edtf(when),
                    title,
                    "",
                    KINDS[kind],
                    (),
                    STATUSES[status],
                    (),
                    key=bool(key),
                    settled=settled or "",
                    settled_by=tuple(settled_by.split()) if settled_by else (),
                    denied_by=tuple(denied_by.split()) if denied_by else (),
                    denied_on=parse_edtf(denied_on) if denied_on else None,
                    voices=voices,
                )
            except (ValueError, KeyError, TypeError, AttributeError):  # what is wrong with it, reading all of it says
                yield from self._events("id = ?", (id_,))

    def _rows(self, ids: dict[str, str], condition: str, parameters: Iterable[Any]) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of events, some at once, with lists of ids, each as one text."""
        listed = ", ".join(f"({_joined(select)}) AS {name}" for name, select in ids.items())
        select = f"SELECT e.*, {listed} FROM events e WHERE {condition} ORDER BY e.position"  # noqa: S608 - ours
        found = self.database.execute(select, tuple(parameters))
        names = [one[0] for one in found.description]
        while some := found.fetchmany(_AT_ONCE):
            yield [dict(zip(names, row, strict=True)) for row in some]

    def _safe(self, row: dict[str, Any], lists: dict[str, list[Any]]) -> Event:
        safe = Safe(self.shown, row["id"], self.known)
        try:
            event = safe.event(row, lists)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise _damaged(self.shown, error) from None
        if safe.problems:
            raise InvalidFile(safe.problems)
        return event

    def _grouped(self, select: str, ids: Sequence[str], order: str) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        asked = f"{select} WHERE event IN ({', '.join('?' * len(ids))}) ORDER BY event, {order}"
        for event, *rest in self.database.execute(asked, ids):
            found.setdefault(event, []).append(rest)
        return found

    def _claims(self, ids: Sequence[str]) -> dict[str, list[Any]]:
        amounts: dict[tuple[str, int], list[Any]] = {}
        columns = "event, claim, measure, amount, words, why"
        for event, rows in self._grouped(f"SELECT {columns} FROM amounts", ids, "claim, position").items():  # noqa: S608
            for claim, *rest in rows:
                amounts.setdefault((event, claim), []).append(rest)
        columns = "event, position, actor, stance, says, date, source, locator, via, basis, amounts_as_of, file"
        found = self._grouped(f"SELECT {columns} FROM claims", ids, "position")  # noqa: S608 - our own names
        return {
            event: [(*rest, amounts.get((event, place), [])) for place, *rest in rows] for event, rows in found.items()
        }

    def each(self, change: Any) -> "DatabaseEvents":
        found = super().each(change)
        if not isinstance(found, DatabaseEvents):
            raise TypeError(type(found))
        found.shown, found.words, found.known = self.shown, self.words, self.known
        return found


def _rows(database: Any, select: str) -> list[dict[str, Any]]:
    found = database.execute(select)
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


_Aliases = dict[tuple[str, str], list[str]]


def _aliases(database: Any, safe: Safe) -> _Aliases:
    found: _Aliases = {}
    for kind, id_, alias in database.execute("SELECT kind, id, alias FROM aliases ORDER BY rowid"):
        found.setdefault((kind, id_), []).append(safe.line(alias))
    return found


def _named(kind: str, row: dict[str, Any], aliases: _Aliases, safe: Safe, *texts: str) -> dict[str, Any]:
    """Return what entries of every kind have, and further texts of this one."""
    found = {name: safe.text(row[name]) for name in ("id", "name", *texts)}
    return {**found, "aliases": tuple(aliases.get((kind, row["id"]), ()))}


def _actors(database: Any, aliases: _Aliases, safe: Safe) -> dict[str, Actor]:
    members: dict[str, list[str]] = {}
    for body, member in database.execute("SELECT body, member FROM members ORDER BY body, position"):
        members.setdefault(body, []).append(safe.line(member))
    offices: dict[str, list[Office]] = {}
    for actor, title, since, until in database.execute(
        "SELECT actor, title, since, until FROM offices ORDER BY actor, position"
    ):
        office = Office(safe.line(title), safe.when(since), safe.when(until) if until else None)
        offices.setdefault(actor, []).append(office)
    return {
        row["id"]: Actor(
            **_named("actor", row, aliases, safe, "part_of", "role", "same_as", "imo", "ofac"),
            kind=ActorKind(row["kind"]),
            members=tuple(members.get(row["id"], ())),
            offices=tuple(offices.get(row["id"], ())),
        )
        for row in _rows(database, "SELECT * FROM actors ORDER BY rowid")
    }


def _themes(database: Any, aliases: _Aliases, safe: Safe) -> dict[str, Theme]:
    return {
        row["id"]: Theme(
            **_named("theme", row, aliases, safe, "description"),
            finding=Finding(safe.text(row["finding"]), date.fromisoformat(row["finding_date"]))
            if row["finding"]
            else None,
        )
        for row in _rows(database, "SELECT * FROM themes ORDER BY rowid")
    }


def _places(database: Any, aliases: _Aliases, safe: Safe) -> dict[str, Place]:
    return {
        row["id"]: Place(
            **_named("place", row, aliases, safe, "part_of", "same_as"),
            coordinates=_position(row["latitude"], row["longitude"]),
        )
        for row in _rows(database, "SELECT * FROM places ORDER BY rowid")
    }


def _position(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    if latitude is None:
        return None
    if not isfinite(latitude) or not isfinite(longitude) or abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(f"{latitude}, {longitude} is no place on earth")
    return float(latitude), float(longitude)


def _measures(database: Any, aliases: _Aliases, safe: Safe) -> dict[str, Measure]:
    return {
        row["id"]: Measure(**_named("measure", row, aliases, safe, "unit", "counts", "description", "part_of"))
        for row in _rows(database, "SELECT * FROM measures ORDER BY position")
    }


def _source(row: tuple[Any, ...], shown: str) -> Source:
    safe = Safe(shown, "")
    id_, publisher, kind, title, when, url, language, accessed, archive, symbol, retracted, seen = row
    line = safe.line
    made = Source(
        line(id_),
        line(publisher),
        safe.word(SOURCE_KINDS, kind),
        line(title),
        safe.when(when) if when else None,
        address_of(line(url)),
        line(language),
        safe.day(accessed),
        address_of(line(archive)),
        line(symbol),
        safe.day(retracted),
        line(seen),
    )
    if safe.problems:
        raise InvalidFile(safe.problems)
    return made
