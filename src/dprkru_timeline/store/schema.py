"""The form of an event file: its tables, their keys, and what each may hold.

Reads a parsed document into checked values, saying everything that is wrong in one pass.
What holds between entries (ids that must exist, rings, clashes) is in `references`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from dprkru_timeline.errors import nearest
from dprkru_timeline.model import (
    BASES,
    COUNTS,
    FORMS,
    SEEN,
    ActorKind,
    EventKind,
    Finding,
    Office,
    Rel,
    SourceKind,
    Stance,
    Status,
)
from dprkru_timeline.store import values
from dprkru_timeline.store.findings import At, EventText, Findings
from dprkru_timeline.text import fold, shortened

SCHEMA = 2
# What moves a file from one schema to the next.
UPGRADE = "timeline fmt --upgrade"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table: how its value is checked, whether the table needs it, and since which schema there is one."""

    check: values.Check
    required: bool = False
    since: int = 1


class Keys(dict[str, Key]):
    """The keys of a table, by name; ``needed`` are those that each such table must have."""

    def __init__(self, keys: Mapping[str, Key]) -> None:
        super().__init__(keys)
        self.needed = tuple(name for name, key in keys.items() if key.required)


def _needed(check: values.Check) -> Key:
    return Key(check, required=True)


def _new(check: values.Check, *, required: bool = False) -> Key:
    return Key(check, required=required, since=2)


# The words of closed sets that there are since schema 2.
_NEW_WORDS = (Stance.WITHDRAWS, Rel.BEARS_OUT, ActorKind.VESSEL, Status.SAID, Status.WITHDRAWN)


_ids = values.texts(values.line)
CHRONOLOGY = Keys(
    {
        "title": _needed(values.line),
        "description": Key(values.block),
        "edition": _needed(values.day),
        "license": Key(values.line),
        "sourced_until": _new(values.day),
        "extends": _new(values.texts(values.line)),
        "avoid": _new(values.texts(values.line)),
    }
)
OFFICE = Keys(
    {
        "title": _new(values.line, required=True),
        "since": _new(values.edtf, required=True),
        "until": _new(values.edtf),
    }
)
FINDING = Keys(
    {
        "text": _new(values.line, required=True),
        "date": _new(values.day, required=True),
    }
)
ACTOR = Keys(
    {
        "name": _needed(values.line),
        "kind": _needed(values.choice(ActorKind)),
        "aliases": Key(values.texts(values.line)),
        "part_of": Key(values.line),
        "role": Key(values.block),
        "members": _new(_ids),
        "same_as": _new(values.wikidata),
        "imo": _new(values.imo),
        "ofac": _new(values.ofac),
    }
)
THEME = Keys(
    {
        "name": _needed(values.line),
        "description": _needed(values.block),
        "aliases": Key(values.texts(values.line)),
    }
)
PLACE = Keys(
    {
        "name": _needed(values.line),
        "aliases": Key(values.texts(values.line)),
        "part_of": Key(values.line),
        "coordinates": Key(values.coordinates),
        "same_as": _new(values.wikidata),
    }
)
MEASURE = Keys(
    {
        "name": _new(values.line, required=True),
        "unit": _new(values.line, required=True),
        "counts": _new(values.choice(COUNTS), required=True),
        "description": _new(values.block, required=True),
        "aliases": _new(values.texts(values.line)),
        "part_of": _new(values.line),
    }
)
SOURCE = Keys(
    {
        "publisher": _needed(values.line),
        "kind": _needed(values.choice(SourceKind)),
        "title": Key(values.line),
        "date": Key(values.edtf),
        "url": Key(values.url),
        "language": Key(values.line),
        "accessed": Key(values.day),
        "archive": Key(values.url),
        "symbol": _new(values.line),
        "retracted": _new(values.day),
        "seen": _new(values.choice(SEEN)),
    }
)
CLAIM = Keys(
    {
        "by": _needed(values.line),
        "stance": _needed(values.choice(Stance)),
        "says": _needed(values.block),
        "date": _needed(values.edtf),
        "source": _needed(values.line),
        "locator": Key(values.line),
        "via": _new(values.line),
        "basis": _new(values.choice(BASES)),
        "amounts": _new(values.amounts),
        "amounts_as_of": _new(values.edtf),
    }
)
KNOWN_AS = Keys(
    {
        "title": _new(values.line, required=True),
        "until": _new(values.day, required=True),
    }
)
CORRECTION = Keys(
    {
        "day": _new(values.day, required=True),
        "was": _new(values.block, required=True),
        "why": _new(values.block, required=True),
    }
)
LINK = Keys({"rel": _needed(values.choice(Rel)), "to": _needed(values.line)})
EVENT = Keys(
    {
        "id": _needed(values.identifier),
        "date": _needed(values.edtf),
        "title": _needed(values.line),
        "summary": _needed(values.block),
        "kind": _needed(values.choice(EventKind)),
        "actors": _needed(_ids),
        "status": Key(values.choice(Status)),
        "sources": _needed(_ids),
        "date_basis": Key(values.line),
        "key": Key(values.boolean),
        "doers": Key(_ids),
        "themes": Key(_ids),
        "places": Key(_ids),
        "record": Key(values.line),
        "verified": Key(values.day),
        "about_places": _new(_ids),
        "form": _new(values.choice(FORMS)),
        "note": _new(values.block),
        "imported": _new(values.imported),
    }
)
# What a file may add to an event of another file, and to a source: not what each of them has already.
ADDITION = Keys(
    {
        "to": _new(values.line, required=True),
        **{
            name: _new(key.check)
            for name, key in EVENT.items()
            if name != "imported" and (not key.required or key.check is _ids)
        },
    }
)
SOURCE_ADDITION = Keys({name: _new(key.check) for name, key in SOURCE.items() if not key.required})
VOCABULARIES: Mapping[str, Keys] = {
    "actors": ACTOR,
    "themes": THEME,
    "places": PLACE,
    "measures": MEASURE,
    "sources": SOURCE,
}
# The tables in a table: what one of them is called, and its keys.
NESTED: Mapping[str, tuple[str, Keys]] = {
    "claims": ("claim", CLAIM),
    "links": ("link", LINK),
    "known_as": ("known_as", KNOWN_AS),
    "corrections": ("correction", CORRECTION),
}
IN_ENTRIES: Mapping[str, Mapping[str, Keys]] = {
    "actors": {"offices": OFFICE},
    "themes": {"finding": FINDING},
}


@dataclass(slots=True)
class Entry:
    """A checked table: the values that were right, and where it stands; of what other files add, where that stands."""

    at: At
    values: dict[str, Any]
    added: dict[tuple[str, str], At] = field(default_factory=dict)

    def place(self, key: str, item: str = "") -> At:
        """Return where a key of it stands, or an item of its list."""
        return self.added.get((key, item)) or self.added.get((key, "")) or self.at.key(key)


@dataclass(slots=True)
class Contents:
    """What one event file, or several joined, hold: checked values by table."""

    chronology: dict[str, Any] = field(default_factory=dict)
    vocabularies: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in VOCABULARIES})
    events: list[Entry] = field(default_factory=list)
    additions: list[Entry] = field(default_factory=list)
    source_additions: list[tuple[str, Entry]] = field(default_factory=list)


def read_contents(document: dict[str, Any], file: EventText, findings: Findings) -> Contents | None:
    """Check a parsed document against the form of an event file; of one of a newer schema nothing is known."""
    top = At(file, ())
    _check_schema(document, top, findings)
    if file.schema > SCHEMA:
        return None
    known = ("schema", "chronology", *VOCABULARIES, "events", *_ADDING)
    for key in document:
        if key not in known:
            _unknown_key(top.key(key, shortened(key)), key, known, findings)
        elif key in _ADDING:
            _new_key(top, key, findings)
    contents = Contents()
    head = document.get("chronology")
    if head is None:
        findings.add("E101", top, "the table [chronology] is missing", "it gives title and edition")
    elif (table := _table(head, top.key("chronology"), findings)) is not None:
        contents.chronology = _read(table, CHRONOLOGY, top.key("chronology"), findings)
    for name in VOCABULARIES:
        at = top.key(name)
        table = _table(document.get(name, {}), at, findings)
        for entry_id, value in (table or {}).items():
            _read_entry(entry_id, value, name, at, contents.vocabularies[name], findings)
    _read_events(document.get("events", []), top.key("events"), contents, findings)
    _read_additions(document, top, contents, findings)
    return contents


_ADDING = ("additions", "source_additions")


def _read_additions(document: dict[str, Any], top: At, contents: Contents, findings: Findings) -> None:
    """Read what is added to the events and sources of other files."""
    for here, item in _tables(document.get("additions", []), top.key("additions"), findings):
        contents.additions.append(_read_event(item, ADDITION, here, findings))
    at = top.key("source_additions")
    for source, item in (_table(document.get("source_additions", {}), at, findings) or {}).items():
        here = at.key(source, shortened(source))
        if (table := _table(item, here, findings)) is not None:
            contents.source_additions.append((source, Entry(here, _read(table, SOURCE_ADDITION, here, findings))))


def _check_schema(document: dict[str, Any], top: At, findings: Findings) -> None:
    if "schema" not in document:
        findings.add("E003", top, "the key schema is missing", f"write schema = {SCHEMA} on the first line")
        return
    schema = document["schema"]
    if type(schema) is int:
        top.file.schema = schema
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
    elif schema < 1:
        findings.add("E003", top.key("schema"), "is below 1, the first that there was", f"write schema = {SCHEMA}")


def _read_entry(  # noqa: PLR0913, PLR0917
    entry_id: str, value: Any, name: str, at: At, into: dict[str, Entry], findings: Findings
) -> None:
    keys, within = VOCABULARIES[name], IN_ENTRIES.get(name, {})
    here = at.key(entry_id, shortened(entry_id))
    values.identifier(entry_id, findings.say(here))
    table = _table(value, here, findings)
    if table is None:
        return
    checked = _read(table, keys, here, findings, also=tuple(within))
    if "offices" in within and "offices" in table:
        checked["offices"] = _offices(table["offices"], here.key("offices"), findings)
    if "finding" in within and "finding" in table:
        _new_key(here, "finding", findings)
        inner = _table(table["finding"], here.key("finding"), findings)
        told = _read(inner, FINDING, here.key("finding"), findings) if inner is not None else {}
        if len(told) == len(FINDING):
            checked["finding"] = Finding(**told)
    if keys is SOURCE and not {"url", "title"} & table.keys():
        findings.add("E114", here, "has neither url nor title", "give the address, or the title as printed")
    into[entry_id] = Entry(here, checked)


def _offices(value: Any, at: At, findings: Findings) -> tuple[Office, ...]:
    """Return the offices that are right, and say which of them can't be: that end before they begin, or overlap."""
    _new_key(At(at.file, at.path[:-1], field=at.field.rpartition(".")[0]), "offices", findings)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        findings.add("E103", at, "must be a list of tables", 'write [{ title = "…", since = "2024-05-12" }]')
        return ()
    found: list[tuple[At, Office]] = []
    for place, item in enumerate(value):
        here = At(at.file, (*at.path, place), field=f"{at.field} {place + 1}")
        checked = _read(item, OFFICE, here, findings)
        if "title" in checked and "since" in checked:
            found.append((here, Office(**checked)))
    for here, office in found:
        if _ends(office) < _begins(office):
            findings.add("E211", here, f"ends on {office.until}, before it begins on {office.since}")
    by_title: dict[str, list[tuple[At, Office]]] = {}
    for row in found:
        by_title.setdefault(fold(row[1].title), []).append(row)
    for rows in by_title.values():
        rows.sort(key=lambda row: _begins(row[1]))
        for (_, before), (here, after) in pairwise(rows):
            if _begins(after) < _ends(before):
                message = f'"{shortened(after.title)}" begins on {after.since}, before it has ended'
                findings.add("E211", here, message, "give the earlier one its until")
    return tuple(office for _, office in found)


def _begins(office: Office) -> date:
    return office.since.earliest or date.min


def _ends(office: Office) -> date:
    return (office.until.latest or date.max) if office.until else date.max


def _read_events(value: Any, at: At, contents: Contents, findings: Findings) -> None:
    for here, item in _tables(value, at, findings):
        entry = _read_event(item, EVENT, here, findings)
        for name in ("actors", "sources"):
            if entry.values.get(name) == ():
                findings.add("E113", here.key(name), f"an event needs at least one {name[:-1]}")
        contents.events.append(entry)


def _tables(value: Any, at: At, findings: Findings) -> Iterator[tuple[At, dict[str, Any]]]:
    """Yield the tables of an array, each with its place, which names the event that it is or adds to."""
    name = str(at.path[0])
    if not isinstance(value, list):
        what = "event" if name == "events" else "addition"
        findings.add("E103", at, "must be an array of tables", f"write [[{name}]] before each {what}")
        return
    for place, item in enumerate(value):
        here = At(at.file, (name, place), event=f"{place + 1}")
        if not isinstance(item, dict):
            message = f"each of {name} must be a table, not {values.type_name(item)}"
            findings.add("E103", here, message, f"write [[{name}]]")
            continue
        named = item.get("id" if name == "events" else "to")
        yield (At(at.file, here.path, event=named) if isinstance(named, str) else here), item


def _read_event(item: dict[str, Any], keys: Keys, here: At, findings: Findings) -> Entry:
    """Read an event, or what is added to one, with the tables in it."""
    checked = _read(item, keys, here, findings, also=tuple(NESTED))
    for name in NESTED:
        if name in item:
            if all(key.since > 1 for key in NESTED[name][1].values()):
                _new_key(here, name, findings)
            checked[name] = _read_nested(item[name], name, here, findings)
    return Entry(here, checked)


def _read_nested(value: Any, name: str, event: At, findings: Findings) -> list[Entry]:
    singular, keys = NESTED[name]
    at = event.key(name)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        findings.add("E103", at, "must be an array of tables", f"write [[{at.path[0]}.{name}]] under the event")
        return []
    entries = []
    for place, item in enumerate(value):
        here = At(at.file, (*at.path, place), event.event, f"{singular} {place + 1}")
        entries.append(Entry(here, _read(item, keys, here, findings)))
        if "amounts_as_of" in item and "amounts" not in item:
            findings.add("E101", here.key("amounts"), "is missing", "amounts_as_of says of which time they speak")
    return entries


def _read(table: dict[str, Any], keys: Keys, at: At, findings: Findings, also: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the values of ``table`` that are right; say what is wrong with the others."""
    checked = {}
    schema = at.file.schema
    say = findings.say(at)
    for name, value in table.items():
        key = keys.get(name)
        if key is None:
            if name not in also:
                _unknown_key(at.key(name, shortened(name)), name, (*keys, *also), findings)
            continue
        if key.since > schema:
            _new_key(at, name, findings)
            continue
        say.key = name
        result = key.check(value, say)
        if result is not values.BAD:
            checked[name] = result
            if schema == 1 and isinstance(result, StrEnum) and result in _NEW_WORDS:
                findings.add("E104", at.key(name), f'"{result}" is a word of schema 2', _upgrade(at))
    for name in keys.needed:
        if name not in table:
            findings.add("E101", at.key(name), "is missing")
    return checked


def _new_key(at: At, name: str, findings: Findings) -> None:
    """Say that a key is one of a newer schema than the file's."""
    if at.file.schema == 1:
        findings.add("E102", at.key(name), "is a key of schema 2", _upgrade(at))


def _upgrade(at: At) -> str:
    return f"{UPGRADE} {at.file.name} moves the file to it"


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
