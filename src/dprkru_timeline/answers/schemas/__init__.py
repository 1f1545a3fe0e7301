"""JSON Schemas of what the program prints, one a command; what several share is in ``defs.json``."""

import json
import re
from importlib.resources import files
from typing import Any

NAMES = (
    "events",
    "show",
    "info",
    "claims",
    "figures",
    "around",
    "on",
    "gap",
    "list",
    "stats",
    "chart",
    "cite",
    "export",
    "sql",
    "diff",
    "import",
    "links",
    "check",
    "config",
)


def schema_text(name: str) -> str:
    """Return the schema with this name (one of `NAMES`) as JSON text that needs no other file."""
    if name == "events":  # where editors look for it: beside the package's code
        return files("dprkru_timeline").joinpath("events.schema.json").read_text(encoding="utf-8")
    schema, shared = _schema(name), definitions()
    used: dict[str, Any] = {}
    wanted = _referred(schema)
    while wanted:
        one = wanted.pop()
        if one not in used:
            used[one] = shared[one]
            wanted += _referred(shared[one])
    return json.dumps({**schema, "$defs": dict(sorted(used.items()))}, ensure_ascii=False, indent=2) + "\n"


def _schema(name: str) -> dict[str, Any]:
    if name in ("claims", "figures"):
        from dprkru_timeline.answers.tables import table_schema  # made of its columns

        return table_schema(name)
    return _read("show" if name == "export" else name)


def definitions() -> dict[str, Any]:
    """Return what the schemas share, by name: the event object and its parts."""
    return _read("defs")


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return found


def _referred(part: object) -> list[str]:
    return re.findall(r'"#/\$defs/([a-z_]+)"', json.dumps(part))
