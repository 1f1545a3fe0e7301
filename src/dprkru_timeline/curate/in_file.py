"""Entries of vocabularies with the keys and plain values that an event file has of them."""

from datetime import date
from enum import Enum
from typing import Any

from dprkru_timeline.model import Actor, Finding, Measure, Office, Place, Source, Theme


def as_in_file(entry: Actor | Theme | Place | Measure | Source) -> dict[str, Any]:
    """Return the keys that an entry has, as the event file writes them."""
    found = entry._asdict()
    return {name: _plain(value) for name, value in found.items() if name != "id" and value not in ("", (), None)}


def _plain(value: Any) -> Any:
    if type(value) is tuple:  # a date value is a tuple as well, and stands as its text
        return [_plain(one) for one in value]
    if isinstance(value, Office | Finding):
        return {key: _plain(one) for key, one in value._asdict().items() if one is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | float | int) else str(value)
