"""The form of an event file: its tables, their keys, and what each may hold.

Reads a parsed document into checked values, saying everything that is wrong in one pass.
What holds between entries (ids that must exist, rings, clashes) is in `references`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dprkru_timeline.errors import nearest
from dprkru_timeline.model import ActorKind, EventKind, Rel, SourceKind, Stance, Status
from dprkru_timeline.store import values
from dprkru_timeline.store.findings import At, EventText, Findings
from dprkru_timeline.text import shortened

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table: how its value is checked, and whether the table needs it."""

    check: values.Check
    required: bool = False


def _needed(check: values.Check) -> Key:
    return Key(check, required=True)


_ids = values.texts(values.line)
CHRONOLOGY: Mapping[str, Key] = {
    "title": _needed(values.line),
    "description": Key(values.block),
    "edition": _needed(values.day),
    "license": Key(values.line),
}
ACTOR: Mapping[str, Key] = {
    "name": _needed(values.line),
    "kind": _needed(values.choice(ActorKind)),
    "aliases": Key(values.texts(values.line)),
    "part_of": Key(values.line),
    "role": Key(values.block),
}
THEME: Mapping[str, Key] = {
    "name": _needed(values.line),
    "description": _needed(values.block),
    "aliases": Key(values.texts(values.line)),
}
PLACE: Mapping[str, Key] = {
    "name": _needed(values.line),
    "aliases": Key(values.texts(values.line)),
    "part_of": Key(values.line),
    "coordinates": Key(values.coordinates),
}
SOURCE: Mapping[str, Key] = {
    "publisher": _needed(values.line),
    "kind": _needed(values.choice(SourceKind)),
    "title": Key(values.line),
    "date": Key(values.edtf),
    "url": Key(values.url),
    "language": Key(values.line),
    "accessed": Key(values.day),
    "archive": Key(values.url),
}
CLAIM: Mapping[str, Key] = {
    "by": _needed(values.line),
    "stance": _needed(values.choice(Stance)),
    "says": _needed(values.block),
    "date": _needed(values.edtf),
    "source": _needed(values.line),
    "locator": Key(values.line),
}
LINK: Mapping[str, Key] = {"rel": _needed(values.choice(Rel)), "to": _needed(values.line)}
EVENT: Mapping[str, Key] = {
    "id": _needed(values.identifier),
    "date": _needed(values.edtf),
    "title": _needed(values.line),
    "summary": _needed(values.block),
    "kind": _needed(values.choice(EventKind)),
    "actors": _needed(_ids),
    "status": _needed(values.choice(Status)),
    "sources": _needed(_ids),
    "date_basis": Key(values.line),
    "key": Key(values.boolean),
    "doers": Key(_ids),
    "themes": Key(_ids),
    "places": Key(_ids),
    "record": Key(values.line),
    "verified": Key(values.day),
}
VOCABULARIES: Mapping[str, Mapping[str, Key]] = {
    "actors": ACTOR,
    "themes": THEME,
    "places": PLACE,
    "sources": SOURCE,
}
NESTED: Mapping[str, tuple[str, Mapping[str, Key]]] = {"claims": ("claim", CLAIM), "links": ("link", LINK)}


@dataclass(slots=True)
class Entry:
    """A checked table: the values that were right, and where it stands."""

    at: At
    values: dict[str, Any]


@dataclass(slots=True)
class Contents:
    """What one event file, or several joined, hold: checked values by table."""

    chronology: dict[str, Any] = field(default_factory=dict)
    vocabularies: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in VOCABULARIES})
    events: list[Entry] = field(default_factory=list)


def read_contents(document: dict[str, Any], file: EventText, findings: Findings) -> Contents:
    """Check a parsed document against the form of an event file."""
    top = At(file, ())
    _check_schema(document, top, findings)
    known = ("schema", "chronology", *VOCABULARIES, "events")
    for key in document:
        if key not in known:
            _unknown_key(top.key(key, shortened(key)), key, known, findings)
    contents = Contents()
    head = document.get("chronology")
    if head is None:
        findings.add("E101", top, "the table [chronology] is missing", "it gives title and edition")
    elif (table := _table(head, top.key("chronology"), findings)) is not None:
        contents.chronology = _read(table, CHRONOLOGY, top.key("chronology"), findings)
    for name, keys in VOCABULARIES.items():
        at = top.key(name)
        table = _table(document.get(name, {}), at, findings)
        for entry_id, value in (table or {}).items():
            _read_entry(entry_id, value, keys, at, contents.vocabularies[name], findings)
    _read_events(document.get("events", []), top.key("events"), contents, findings)
    return contents


def _check_schema(document: dict[str, Any], top: At, findings: Findings) -> None:
    if "schema" not in document:
        findings.add("E003", top, "the key schema is missing", f"write schema = {SCHEMA} on the first line")
        return
    schema = document["schema"]
    if type(schema) is not int:
        findings.add(
            "E003",
            top.key("schema"),
            f"must be a whole number, not {values.type_name(schema)}",
            f"write schema = {SCHEMA}",
        )
    elif schema > SCHEMA:
        findings.add(
            "E003",
            top.key("schema"),
            f"is newer than this program knows ({SCHEMA})",
            "install a newer version",
        )
    elif schema != SCHEMA:
        findings.add(
            "E003", top.key("schema"), f"is below {SCHEMA}, the first that there was", f"write schema = {SCHEMA}"
        )


def _read_entry(  # noqa: PLR0913, PLR0917
    entry_id: str, value: Any, keys: Mapping[str, Key], at: At, into: dict[str, Entry], findings: Findings
) -> None:
    here = at.key(entry_id, shortened(entry_id))
    values.identifier(entry_id, findings.say(here))
    table = _table(value, here, findings)
    if table is None:
        return
    checked = _read(table, keys, here, findings)
    if keys is SOURCE and not {"url", "title"} & table.keys():
        findings.add("E114", here, "has neither url nor title", "give the address, or the title as printed")
    into[entry_id] = Entry(here, checked)


def _read_events(value: Any, at: At, contents: Contents, findings: Findings) -> None:
    if not isinstance(value, list):
        findings.add("E103", at, "must be an array of tables", "write [[events]] before each event")
        return
    for place, item in enumerate(value):
        here = At(at.file, ("events", place), event=f"{place + 1}")
        if not isinstance(item, dict):
            findings.add(
                "E103", here, f"each of events must be a table, not {values.type_name(item)}", "write [[events]]"
            )
            continue
        if isinstance(item.get("id"), str):
            here = At(at.file, here.path, event=item["id"])
        nested = {name: item[name] for name in NESTED if name in item}
        checked = _read(item, EVENT, here, findings, also=tuple(NESTED))
        for name, value_ in nested.items():
            checked[name] = _read_nested(value_, name, here, findings)
        for name in ("actors", "sources"):
            if checked.get(name) == ():
                findings.add("E113", here.key(name), f"an event needs at least one {name[:-1]}")
        contents.events.append(Entry(here, checked))


def _read_nested(value: Any, name: str, event: At, findings: Findings) -> list[Entry]:
    singular, keys = NESTED[name]
    at = event.key(name)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        findings.add("E103", at, "must be an array of tables", f"write [[events.{name}]] under the event")
        return []
    entries = []
    for place, item in enumerate(value):
        here = At(at.file, (*at.path, place), event.event, f"{singular} {place + 1}")
        entries.append(Entry(here, _read(item, keys, here, findings)))
    return entries


def _read(
    table: dict[str, Any], keys: Mapping[str, Key], at: At, findings: Findings, also: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return the values of ``table`` that are right; say what is wrong with the others."""
    checked = {}
    for name, value in table.items():
        key = keys.get(name)
        if key is None:
            if name not in also:
                _unknown_key(at.key(name, shortened(name)), name, (*keys, *also), findings)
            continue
        result = key.check(value, findings.say(at.key(name)))
        if result is not values.BAD:
            checked[name] = result
    for name, key in keys.items():
        if key.required and name not in table:
            findings.add("E101", at.key(name), "is missing")
    return checked


def _table(value: Any, at: At, findings: Findings) -> dict[str, Any] | None:
    if isinstance(value, dict):
        return value
    findings.add("E103", at, f"must be a table, not {values.type_name(value)}", f"write [{at.field}]")
    return None


def _unknown_key(at: At, name: str, known: tuple[str, ...], findings: Findings) -> None:
    close = nearest(name, known, limit=1)
    findings.add(
        "E102", at, "unknown key", f"did you mean {close[0]}?" if close else f"the keys are {', '.join(known)}"
    )
