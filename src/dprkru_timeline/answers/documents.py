"""What every JSON document of the program begins with, and how it is written."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.curate.in_file import as_in_file
from dprkru_timeline.text import UNSAFE

VERSION = 2

Object = dict[str, Any]


def dumps(value: object, indent: int | None = None) -> str:
    """Return JSON text that no reader of lines splits and no terminal obeys."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    if (text.replace("\n", "") if indent else text).isprintable():
        return text
    # JSON's own escapes for what json.dumps leaves raw: DEL, C1, separators, bidi marks, lone surrogates.

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
            "sourced_until": _day(chronology.sourced_until),
            "joined": [
                {"title": title, "edition": edition.isoformat(), "sourced_until": _day(until)}
                for title, edition, until in chronology.joined
            ],
            "actors": _entries(chronology.actors),
            "themes": _entries(chronology.themes),
            "places": _entries(chronology.places),
            "measures": _entries(chronology.measures),
        },
        "query": selection.query if selection else "",
        "as_of": chronology.as_of.isoformat() if chronology.as_of else None,
        "total": selection.total if selection else len(chronology.events),
        "matched": selection.matched if selection else len(chronology.events),
        "count": len(chronology.events),
    }


def short_head(chronology: Chronology) -> Object:
    """Return the head of a document without the vocabularies."""
    head = document_head(chronology)
    kept = {key: head["chronology"][key] for key in ("title", "edition", "license", "sourced_until", "joined")}
    return {**head, "chronology": kept}


def _entries(vocabulary: Mapping[str, Any]) -> dict[str, Any]:
    return {entry_id: as_in_file(entry) for entry_id, entry in vocabulary.items()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
