"""JSON: one document, as ``docs/json.md`` describes it; the same object that ``--json`` prints."""

import json
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.fields import claim_object
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Actor, Event, Place, Source, Theme
from dprkru_timeline.query.select import match_word
from dprkru_timeline.status import status_path

VERSION = 1


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the document, an event a line, so that no more than one is held as text."""
    del options
    head = dumps({**document_head(chronology), "events": []}, indent=2)
    out.write(head.removesuffix("[]\n}"))
    out.write("[")
    for place, event in enumerate(chronology.events):
        out.write(",\n    " if place else "\n    ")
        out.write(dumps(event_object(chronology, event)))
    out.write("\n  ]\n}\n" if chronology.events else "]\n}\n")


def dumps(value: object, indent: int | None = None) -> str:
    """Return JSON text that no reader of lines splits and no terminal obeys."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    if (text.replace("\n", "") if indent else text).isprintable():
        return text
    # JSON's own escapes for what json.dumps leaves raw: DEL, C1, separators, bidi marks, lone surrogates.
    from dprkru_timeline.text import UNSAFE

    return re.sub(UNSAFE, lambda match: "".join(f"\\u{unit:04x}" for unit in _utf16(match[0])), text)


def _utf16(char: str) -> list[int]:
    units = char.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]


def document_head(chronology: Chronology) -> dict[str, Any]:
    """Return the document without its events."""
    selection = chronology.selection
    return {
        "timeline": VERSION,
        "chronology": {
            "title": chronology.title,
            "description": chronology.description,
            "edition": chronology.edition.isoformat(),
            "license": chronology.license,
            "joined": [{"title": title, "edition": edition.isoformat()} for title, edition in chronology.joined],
            "actors": _entries(chronology.actors),
            "themes": _entries(chronology.themes),
            "places": _entries(chronology.places),
        },
        "query": selection.query if selection else "",
        "as_of": chronology.as_of.isoformat() if chronology.as_of else None,
        "total": selection.total if selection else len(chronology.events),
        "matched": selection.matched if selection else len(chronology.events),
        "count": len(chronology.events),
    }


def event_object(chronology: Chronology, event: Event) -> dict[str, Any]:
    """Return an event with all its fields, its sources in full."""
    when, own = event.date, set(event.sources)
    return {
        "id": event.id,
        "date": str(when),
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "start_kind": when.start_kind.value,
        "end_kind": when.end_kind.value,
        "date_text": wording(when),
        "date_basis": event.date_basis or None,
        "title": event.title,
        "summary": event.summary or None,
        "kind": event.kind.value,
        "key": event.key,
        "status": event.status.value,
        "match": match_word(chronology, event),
        "actors": list(event.actors),
        "doers": list(event.doers),
        "themes": list(event.themes),
        "places": list(event.places),
        "record": event.record or None,
        "verified": event.verified.isoformat() if event.verified else None,
        "sources": [
            # an event's own sources first; those that only its claims name are marked, so that it can be made again
            _source_object(chronology.sources[source]) | ({} if source in own else {"claims_only": True})
            for source in event.all_sources
        ],
        "claims": [claim_object(claim) for claim in event.claims],
        "links": [{"rel": link.rel.value, "to": link.to} for link in event.links],
    }


def info_object(whole: Chronology, event: Event) -> dict[str, Any]:
    """Return an event object with the path of its status and the links to it."""
    return {
        **event_object(whole, event),
        "status_path": [
            {"date": step.day.isoformat(), "status": step.status.value, "claim": step.claim}
            for step in status_path(whole, event)
        ],
        "linked_from": [{"rel": rel, "from": other.id} for other, rel in whole.linked_from(event.id)],
    }


def _source_object(source: Source) -> dict[str, Any]:
    return {"id": source.id, **_as_in_file(source)}


def _entries(vocabulary: Mapping[str, Actor] | Mapping[str, Theme] | Mapping[str, Place]) -> dict[str, Any]:
    return {entry_id: _as_in_file(entry) for entry_id, entry in vocabulary.items()}


def _as_in_file(entry: Actor | Theme | Place | Source) -> dict[str, Any]:
    """Return the keys that an entry has, as the event file writes them."""
    found = entry._asdict()
    return {name: _plain(value) for name, value in found.items() if name != "id" and value not in ("", (), None)}


def _plain(value: Any) -> Any:
    if type(value) is tuple:  # a date value is a tuple as well, and stands as its text
        return list(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | float | int) else str(value)
