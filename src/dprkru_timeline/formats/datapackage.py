"""A Data Package (``datapackage.json``, version 2) for a csv or tsv file: its columns, as Table Schema describes them.

Not a format of its own: ``export --schema`` writes it beside the table that it describes.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import EndKind
from dprkru_timeline.model import EventKind, Status
from dprkru_timeline.text import counted
from dprkru_timeline.words.columns import Column

NAME = "datapackage.json"
DELIMITERS = {"csv": ",", "tsv": "\t"}
_MEDIA_TYPES = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
_CHOICES: dict[str, type[StrEnum]] = {
    "start_kind": EndKind,
    "end_kind": EndKind,
    "kind": EventKind,
    "status": Status,
}
_ALWAYS_THERE = ("id", "date", "start_kind", "end_kind", "date_text", "title", "kind", "key", "status")


def package(chronology: Chronology, format_name: str, file: str, columns: Sequence[Column]) -> dict[str, Any]:
    """Return the description of a table of these columns that was written to ``file``, in the folder of it."""
    selection = chronology.selection
    asked = selection.query if selection else ""
    about = f"{counted(len(chronology.events), 'event')}. {f'Asked: {asked}' if asked else 'All of the chronology'}."
    found: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dprkru-timeline",
        "title": chronology.title,
        "description": chronology.description,
        "version": chronology.edition.isoformat(),
        "licenses": [{"name": chronology.license}] if re.fullmatch("[-A-Za-z0-9._]+", chronology.license) else None,
        "resources": [
            {
                "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
                "name": re.sub("[^a-z0-9._-]+", "-", PurePath(file).stem.casefold()).strip("-.") or "events",
                "type": "table",
                "description": about,
                "path": PurePath(file).name,
                "format": format_name,
                "mediatype": _MEDIA_TYPES[format_name],
                "encoding": "utf-8",
                "dialect": {
                    "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
                    "delimiter": DELIMITERS[format_name],
                    "lineTerminator": "\r\n",
                    "quoteChar": '"',
                    "doubleQuote": True,
                    "header": True,
                },
                "schema": {
                    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                    "fields": [_field(column) for column in columns],
                    **({"primaryKey": ["id"]} if any(column.name == "id" for column in columns) else {}),
                    "missingValues": [""],
                },
            }
        ],
    }
    return {key: value for key, value in found.items() if value}


def _field(column: Column) -> dict[str, Any]:
    """Return a column as a field descriptor of Table Schema."""
    found: dict[str, Any] = {
        "name": column.name,
        "title": column.heading,
        "description": column.about,
        "type": column.type,
    }
    if column.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.parted:
        found |= {"delimiter": column.parted, "itemType": "string"}
    constraints: dict[str, Any] = {}
    if column.name in _ALWAYS_THERE:
        constraints["required"] = True
    if column.name == "id":
        constraints["unique"] = True
    if choices := _CHOICES.get(column.name):
        constraints["enum"] = [one.value for one in choices]
    return found | ({"constraints": constraints} if constraints else {})
