"""SQLite: normalised tables with foreign keys, and views for people. Ready for Datasette.

The same chronology makes the same bytes. Values go in by parameters only. Dates are EDTF text, with the earliest and
latest day as ISO text and NULL where there is no bound. The column ``doer`` of ``event_actors`` is the place among the
event's doers, from 1, and 0 for the other actors; ``word`` of ``event_parties`` is settled or denied, by whose word a
status is so; ``about`` of ``event_places`` is 1 where an event speaks of a place, and did not happen there. Of an
amount ``low`` and ``high`` are its ends, NULL where that side is open, and ``claim`` is the position of its claim.

The tables that begin with ``found`` are for looking up what a query asks (`index.where`), so that the file can be asked
as an event file, of any size: by field and value, by the days that a date may mean, by the words of a text.
"""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import TextIO

from dprkru_timeline.amount import parse_amount
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.formats import Options
from dprkru_timeline.index.database import APPLICATION, VERSION
from dprkru_timeline.index.events import Telling
from dprkru_timeline.index.keep import Keeping, keep_about, make_tables
from dprkru_timeline.index.tables import SCHEMA
from dprkru_timeline.index.where import Words
from dprkru_timeline.model import Event, Figure
from dprkru_timeline.words.figures import amount_words


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a database to the bytes below ``out``.

    It is made in memory: nothing can be left in a folder for temporary files, and none can be full. A large one, for
    which memory could be short, is made in such a folder.
    """
    del options
    out.flush()
    if len(chronology.events) <= _IN_MEMORY:
        with closing(sqlite3.connect(":memory:")) as database:
            _fill(database, chronology)
            out.buffer.write(database.serialize())  # type: ignore[attr-defined,unused-ignore]
        return
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    from dprkru_timeline.store.signals import unwinding

    with unwinding(), TemporaryDirectory(prefix="timeline-") as folder:  # Ctrl-C leaves nothing of it
        path = os.path.join(folder, "large.sqlite")
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            _fill(database, chronology)
        with open(path, "rb") as made:
            copyfileobj(made, out.buffer, 1 << 20)  # type: ignore[attr-defined,unused-ignore]


_IN_MEMORY = 20_000  # events


def _fill(database: sqlite3.Connection, chronology: Chronology) -> None:
    database.executescript(
        f"PRAGMA temp_store = MEMORY; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; {SCHEMA}"
    )
    database.execute("PRAGMA foreign_keys = ON")
    with database:
        _vocabularies(database, chronology)
        keeping = Keeping(database, chronology, make_tables(database, Words.BOTH))
        told = Telling(chronology)
        for place, event in enumerate(chronology.events):
            _event(database, place, event)
            keeping.keep(place, event)
            told.hear(place, event)
        keeping.close()
        keep_about(database, chronology, told.about(keeping.doubtful))
    if len(chronology.events) <= _IN_MEMORY:
        database.execute("VACUUM")


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - our own names


def _vocabularies(database: sqlite3.Connection, chronology: Chronology) -> None:
    selection = chronology.selection
    as_of = chronology.as_of.isoformat() if chronology.as_of else None
    edition, query = chronology.edition.isoformat(), selection.query if selection else ""
    until = chronology.sourced_until.isoformat() if chronology.sourced_until else None
    head = (chronology.title, chronology.description, edition, until, chronology.license, query, as_of)
    _insert(database, "chronology", [head])
    actors, themes, places = chronology.actors.values(), chronology.themes.values(), chronology.places.values()
    _insert(
        database,
        "actors",
        (
            (
                one.id,
                one.name,
                one.kind.value,
                one.part_of or None,
                one.role,
                one.same_as or None,
                one.imo or None,
                one.ofac or None,
            )
            for one in actors
        ),
    )
    _insert(database, "members", ((one.id, place, to) for one in actors for place, to in enumerate(one.members)))
    _insert(
        database,
        "offices",
        (
            (one.id, place, office.title, str(office.since), str(office.until) if office.until else None)
            for one in actors
            for place, office in enumerate(one.offices)
        ),
    )
    _insert(
        database,
        "themes",
        (
            (
                one.id,
                one.name,
                one.description,
                one.finding.text if one.finding else None,
                one.finding.date.isoformat() if one.finding else None,
            )
            for one in themes
        ),
    )
    _insert(
        database,
        "places",
        (
            (one.id, one.name, one.part_of or None, *(one.coordinates or (None, None)), one.same_as or None)
            for one in places
        ),
    )
    measures = chronology.measures.values()
    _insert(
        database,
        "measures",
        (
            (one.id, place, one.name, one.unit, one.counts, one.description, one.part_of or None)
            for place, one in enumerate(measures)
        ),
    )
    for kind, entries in (("actor", actors), ("theme", themes), ("place", places), ("measure", measures)):
        _insert(database, "aliases", ((kind, one.id, alias) for one in entries for alias in dict.fromkeys(one.aliases)))
    _insert(
        database,
        "sources",
        (
            (
                one.id,
                one.publisher,
                one.kind.value,
                one.title or None,
                str(one.date) if one.date else None,
                one.url or None,
                one.language or None,
                one.accessed.isoformat() if one.accessed else None,
                one.archive or None,
                one.symbol or None,
                one.retracted.isoformat() if one.retracted else None,
                one.seen or None,
            )
            for one in chronology.sources.values()
        ),
    )


def _event(database: sqlite3.Connection, position: int, event: Event) -> None:
    when = event.date
    row = (
        event.id,
        position,
        str(when),
        when.earliest.isoformat() if when.earliest else None,
        when.latest.isoformat() if when.latest else None,
        when.start_kind.value,
        when.end_kind.value,
        wording(when),
        event.date_basis or None,
        event.title,
        event.summary or None,
        event.kind.value,
        event.form or None,
        int(event.key),
        event.status.value,
        event.settled or None,
        event.voices,
        str(event.denied_on) if event.denied_on else None,
        event.record or None,
        event.verified.isoformat() if event.verified else None,
        event.file,
    )
    _insert(database, "events", [row])
    rank = {doer: place for place, doer in enumerate(event.doers, 1)}
    _insert(
        database,
        "event_actors",
        ((event.id, place, one, rank.get(one, 0)) for place, one in enumerate(event.actors)),
    )
    _insert(database, "event_themes", ((event.id, place, one) for place, one in enumerate(event.themes)))
    places = [*((one, 0) for one in event.places), *((one, 1) for one in event.about_places)]
    _insert(database, "event_places", ((event.id, place, *one) for place, one in enumerate(places)))
    for word, parties in (("settled", event.settled_by), ("denied", event.denied_by)):
        _insert(database, "event_parties", ((event.id, word, place, one) for place, one in enumerate(parties)))
    titles = {one.until.isoformat(): one.title for one in event.known_as}
    _insert(database, "titles", ((event.id, title, until) for until, title in titles.items()))
    _insert(
        database,
        "corrections",
        ((event.id, place, one.day.isoformat(), one.was, one.why) for place, one in enumerate(event.corrections)),
    )
    _insert(database, "event_sources", ((event.id, place, one) for place, one in enumerate(event.sources)))
    _insert(
        database,
        "claims",
        (
            (
                event.id,
                place,
                one.by,
                one.stance.value,
                one.says,
                str(one.date),
                one.date.earliest.isoformat() if one.date.earliest else None,
                one.date.latest.isoformat() if one.date.latest else None,
                one.source or None,
                one.locator or None,
                one.via or None,
                one.basis or None,
                str(one.amounts_as_of) if one.amounts_as_of else None,
                one.file or None,
            )
            for place, one in enumerate(event.claims)
        ),
    )
    for place, claim in enumerate(event.claims):
        if claim.amounts:
            _insert(database, "amounts", (_amount(event, place, at, one) for at, one in enumerate(claim.amounts)))
    _insert(database, "links", ((event.id, place, one.rel.value, one.to) for place, one in enumerate(event.links)))


def _amount(event: Event, claim: int, position: int, figure: Figure) -> tuple[object, ...]:
    amount = parse_amount(figure.amount)
    return (
        event.id,
        claim,
        position,
        figure.measure,
        figure.amount,
        amount.low,
        amount.high,
        int(amount.about),
        int(amount.doubtful),
        amount_words(figure, amount),
        figure.words or None,
        figure.why or None,
    )
