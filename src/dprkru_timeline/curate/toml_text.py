"""Values and entries as the TOML of an event file, laid out as the file that ships is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

_WIDTH = 120
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
# The order of keys, by table; what is named nowhere comes last, as it stands.
_EVENT = (
    *("id", "to", "date", "date_basis", "title", "summary", "kind", "form", "key", "actors", "doers", "themes"),
    *("places", "about_places", "status", "record", "sources", "verified", "note", "known_as"),
    "imported",
)
ORDER: Mapping[str, Sequence[str]] = {
    "chronology": ("title", "description", "edition", "sourced_until", "license", "extends", "avoid"),
    "actors": (
        *("name", "kind", "part_of", "aliases", "role", "members", "same_as", "imo", "ofac"),
        "offices",
    ),
    "themes": ("name", "description", "aliases", "finding"),
    "places": ("name", "part_of", "coordinates", "aliases", "same_as"),
    "measures": ("name", "unit", "counts", "part_of", "aliases", "description"),
    "sources": (
        *("publisher", "title", "date", "url", "kind", "language", "symbol", "archive", "accessed", "seen"),
        "retracted",
    ),
    "source_additions": (
        *("title", "date", "url", "language", "symbol", "archive", "accessed", "seen"),
        "retracted",
    ),
    "events": _EVENT,
    "additions": _EVENT,
    "claims": ("by", "stance", "says", "date", "source", "locator", "via", "basis", "amounts", "amounts_as_of"),
    "links": ("rel", "to"),
    "corrections": ("day", "was", "why"),
}
# The tables in an event, in the order in which they stand.
NESTED = ("claims", "links", "corrections")


def value_text(value: Any) -> str:  # noqa: PLR0911 - a type each
    """Return a value as TOML; a list of more than fits on a line stands on several.

    Raises:
        TypeError: it is of a type that event files do not have.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _string(value)
        case date():
            return value.isoformat()
        case int() | float():
            return repr(value)
        case list() | tuple():
            items = [value_text(one) for one in value]
            line = f"[{', '.join(items)}]"
            is_tables = any(isinstance(one, Mapping) for one in value)
            if len(line) <= _WIDTH - 20 and not (is_tables and len(value) > 1):
                return line
            return "[\n" + "".join(f"  {one},\n" for one in items) + "]"
        case Mapping():
            inside = ", ".join(f"{key_text(key)} = {value_text(one)}" for key, one in value.items())
            return f"{{ {inside} }}" if inside else "{}"
    raise TypeError(f"{type(value).__name__} is no value of an event file")


def key_text(key: str) -> str:
    """Return a key, in quotes where it needs them."""
    return key if key and all(char.isascii() and (char.isalnum() or char in "-_") for char in key) else _string(key)


def entry_text(table: str, id_: str, values: Mapping[str, Any], ends: str = "\n") -> str:
    """Return an entry with its header: a table of an array where it has no id of its own, and the tables in it."""
    return "\n".join(_lines(table, id_, values)).replace("\n", ends) + ends


def ranked(table: str, keys: Sequence[str]) -> list[str]:
    """Return keys in the order of their table."""
    order = {key: place for place, key in enumerate(ORDER.get(table.rpartition(".")[2], ()))}
    return sorted(keys, key=lambda key: order.get(key, len(order)))


def _lines(table: str, id_: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield f"[{table}.{key_text(id_)}]" if id_ else f"[[{table}]]" if table != "chronology" else "[chronology]"
    nested = [name for name in NESTED if table in ("events", "additions") and values.get(name)]
    for key in ranked(table, [key for key in values if key not in nested]):
        yield f"{key_text(key)} = {value_text(values[key])}"
    for name in nested:
        for entry in values[name]:
            yield ""
            yield f"[[{table}.{name}]]"
            for key in ranked(name, list(entry)):
                yield f"{key_text(key)} = {value_text(entry[key])}"


def _string(text: str) -> str:
    shown = "".join(
        _ESCAPES.get(char) or (char if char.isprintable() or char == "\u00a0" else _escaped(char)) for char in text
    )
    return f'"{shown}"'


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"
