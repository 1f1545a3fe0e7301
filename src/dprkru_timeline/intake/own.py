"""Our own exports back as an event file that says the same: JSON, JSON Lines, CSV, TSV, workbooks, SQLite, Parquet.

What an export has no room for (names of actors in a table of ids, kinds of sources) is taken from the event files that
are read, where they have the same ids; what is in none of them is marked TODO.
"""

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.curate.in_file import as_in_file
from dprkru_timeline.curate.toml_text import ranked
from dprkru_timeline.errors import TimelineError, UnreadableFile
from dprkru_timeline.intake.draft import Heard
from dprkru_timeline.intake.making import TABLES, Item
from dprkru_timeline.model import TODO, ActorKind, SourceKind
from dprkru_timeline.store.schema import (
    CHRONOLOGY,
    CLAIM,
    CORRECTION,
    EVENT,
    FINDING,
    KNOWN_AS,
    LINK,
    VOCABULARIES,
    Key,
)
from dprkru_timeline.store.values import form_of
from dprkru_timeline.text import fold, shortened

Object = dict[str, Any]
# What only our tables of events have.
SIGNS = frozenset(("id", "date", "earliest", "latest", "start_kind", "end_kind", "title", "sources", "claims"))


class Export(NamedTuple):
    """What an export holds: the keys of its [chronology], vocabularies by table, events as JSON has them."""

    head: Object
    tables: dict[str, dict[str, Object]]
    events: list[Object]
    as_of: str = ""
    query: str = ""


class Back(NamedTuple):
    """An export as entries of an event file."""

    head: Object
    items: list[Item]
    along: dict[str, dict[str, Object]]


@contextmanager
def undamaged(shown: str) -> Iterator[None]:
    """Let an export be read; what is not there, or of another kind, makes it a damaged one.

    Raises:
        UnreadableFile: it is damaged.
    """
    try:
        yield
    except TimelineError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, StopIteration, RecursionError) as error:
        what = f"{shown} is an export of this program, and damaged: {shortened(repr(error), 60)}"
        raise UnreadableFile(what, "export it again") from None


def back(found: Export, whole: Chronology, title: str, today: date, heard: Heard) -> Back:
    """Return an export as entries of an event file; what it has no room for is taken from ``whole``, by id."""
    head = {
        key: _plain(CHRONOLOGY[key], found.head[key])
        for key in ("title", "description", "edition", "sourced_until", "license")
        if found.head.get(key)
    }
    head = {"title": title, "edition": today, **head}
    head = {key: head[key] for key in ranked("chronology", list(head))}
    tables = {table: dict(found.tables.get(table, {})) for table in TABLES}
    ids = {str(one.get("id")) for one in found.events}
    items = []
    for event in found.events:
        for source in event.get("sources") or ():
            own = {key: value for key, value in source.items() if key not in ("id", "claims_only")}
            if "kind" in own:
                tables["sources"].setdefault(source["id"], own)
        values = _event_values(event, whole, ids, heard)
        row = sha256(json.dumps(values, ensure_ascii=True, default=str, sort_keys=True).encode()).hexdigest()[:12]
        items.append(Item(f"event {event.get('id')}", str(event.get("id")), row, values, str(event.get("id"))))
    guesses = {one["id"]: one for event in found.events for one in event.get("sources") or () if len(one) > 1}
    return Back(head, items, _along(tables, items, whole, guesses))


def _event_values(event: Object, whole: Chronology, ids: set[str], heard: Heard) -> Object:
    """Return the keys that an event file has of an event object."""
    found: Object = {}
    for key, how in EVENT.items():
        if key in ("id", "imported", "status") or event.get(key) in (None, "", [], False):
            continue
        value = event[key]
        if key == "sources":
            value = [one["id"] for one in value if not one.get("claims_only")]
        elif key in ("actors", "doers", "themes", "places", "about_places"):
            value = [_id_of(whole, key, one) for one in value]
        found[key] = _plain(how, value)
    claims = [_claim_values(one) for one in event.get("claims") or ()]
    links = [one for one in event.get("links") or () if one["to"] in ids]
    if len(links) < len(event.get("links") or ()):
        heard.note("links to events that the export does not have are left out", str(event.get("id")))
    nested = {
        "known_as": [
            {key: _plain(how, one[key]) for key, how in KNOWN_AS.items()} for one in event.get("known_as") or ()
        ],
        "claims": claims,
        "links": [{key: one[key] for key in LINK} for one in links],
        "corrections": [
            {key: _plain(how, one[key]) for key, how in CORRECTION.items()} for one in event.get("corrections") or ()
        ],
    }
    if "summary" not in found:
        found["summary"] = f"{TODO}: it was left out, since it rests on sources of a later day"
    for key, how in EVENT.items():
        if how.required and key != "id" and key not in found:
            raise KeyError(key)
    return found | {key: value for key, value in nested.items() if value}


def _id_of(whole: Chronology, key: str, name: str) -> str:
    """Return an id: as it stands, or of the entry that has this name, in an export with names."""
    table = getattr(whole, {"doers": "actors", "about_places": "places"}.get(key, key))
    if name in table or re.fullmatch("[a-z][a-z0-9-]*", name):
        return name
    return next((one.id for one in table.values() if one.name == name), name)


def _claim_values(claim: Object) -> Object:
    found = {key: _plain(how, claim[key]) for key, how in CLAIM.items() if key != "amounts" and claim.get(key)}
    found.setdefault("source", "todo")  # as of a day it is left out, where it spoke later
    amounts = {}
    for one in claim.get("amounts") or ():
        more = {key: one[key] for key in ("words", "why") if one.get(key)}
        amounts[one["measure"]] = {"value": one["amount"], **more} if more else one["amount"]
    if amounts:
        found["amounts"] = amounts
    return found


def _plain(how: Key, value: Any) -> Any:
    """Return a value as TOML has it: a day as a day."""
    if form_of(how.check) == "day":
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    return str(value) if isinstance(value, date) else value


def _along(
    tables: dict[str, dict[str, Object]], items: Sequence[Item], whole: Chronology, guesses: Mapping[str, Object]
) -> dict[str, dict[str, Object]]:
    """Return the vocabularies with all that is named in events and in them."""
    wanted: dict[str, dict[str, None]] = {table: dict.fromkeys(tables[table]) for table in TABLES}
    for item in items:
        values = item.values
        for key, table in (
            ("actors", "actors"),
            ("themes", "themes"),
            ("places", "places"),
            ("about_places", "places"),
            ("sources", "sources"),
        ):
            wanted[table].update(dict.fromkeys(values.get(key, ())))
        for claim in values.get("claims", ()):
            wanted["actors"][claim["by"]] = None
            wanted["sources"][claim["source"]] = None
            wanted["measures"].update(dict.fromkeys(claim.get("amounts", ())))
    found: dict[str, dict[str, Object]] = {}
    records = {item.values.get("record") for item in items}
    for table in TABLES:
        found[table] = {}
        unknown: set[str] = set()
        waiting = list(wanted[table])
        while waiting:
            id_ = waiting.pop(0)
            if id_ in found[table]:
                continue
            entry = tables[table].get(id_)
            if entry is None and id_ in getattr(whole, table):
                entry = as_in_file(getattr(whole, table)[id_])
            if entry is None:
                entry = _unknown(table, id_, guesses, records)
                unknown.add(fold(id_))
            found[table][id_] = _entry(table, entry)
            waiting += [one for one in (entry.get("part_of"), *(entry.get("members") or ())) if one]
        _drop_aliases(found[table], unknown)
        order = {id_: at for at, id_ in enumerate([*tables[table], *getattr(whole, table)])}
        found[table] = dict(sorted(found[table].items(), key=lambda row: order.get(row[0], len(order))))
    return found


def _drop_aliases(entries: Mapping[str, Object], unknown: Container[str]) -> None:
    """Take away from entries of other files the names that are ids of entries which nothing is known of."""
    for values in entries.values():
        if names := [one for one in values.get("aliases", ()) if fold(one) not in unknown]:
            values["aliases"] = names
        else:
            values.pop("aliases", None)


def _entry(table: str, entry: Object) -> Object:
    """Return an entry with the keys that it has in an event file."""
    values = {}
    for key, how in VOCABULARIES[table].items():
        if entry.get(key) not in (None, "", []):
            values[key] = _plain(how, entry[key])
        elif how.required:
            values[key] = f"{TODO}: the export leaves it out"
    if entry.get("offices"):
        values["offices"] = entry["offices"]
    if entry.get("finding"):
        values["finding"] = {key: _plain(how, entry["finding"][key]) for key, how in FINDING.items()}
    return {key: values[key] for key in ranked(table, list(values))}


def _unknown(table: str, id_: str, guesses: Mapping[str, Object], records: Container[str | None]) -> Object:
    match table:
        case "actors":
            return {"name": f"{TODO}: {id_}", "kind": ActorKind.ORGANIZATION.value}
        case "themes":
            return {"name": f"{TODO}: {id_}", "description": f"{TODO}: what its events are about"}
        case "places":
            return {"name": f"{TODO}: {id_}"}
        case "measures":
            return {
                "name": f"{TODO}: {id_}",
                "unit": TODO,
                "counts": "cumulative",
                "description": f"{TODO}: what is counted",
            }
    known = guesses.get(id_, {})
    kind = SourceKind.OFFICIAL.value if id_ in records else SourceKind.NEWS.value
    return {"publisher": f"{TODO}: who published it", "title": f"{TODO}: {id_}", "kind": kind} | {
        key: value for key, value in known.items() if key != "id"
    }
