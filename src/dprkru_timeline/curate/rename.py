"""An entry under another id, or another entry in its place, wherever a file names it."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import tomli

from dprkru_timeline.curate.add import ADDED
from dprkru_timeline.curate.blocks import ARRAYS, Piece, has_entry, joined, newline, pieces
from dprkru_timeline.curate.own_text import without_entry
from dprkru_timeline.errors import UsageError
from dprkru_timeline.store.values import identifier
from dprkru_timeline.text import counted, shortened

# Where the entries of a table are named: by table the keys that hold one id or a list of them, and those of claims.
_NAMED_IN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "sources": {"events": ("sources", "record"), "claims": ("source",)},
    "actors": {"events": ("actors", "doers"), "claims": ("by",), "actors": ("part_of", "members")},
    "themes": {"events": ("themes",)},
    "places": {"events": ("places", "about_places"), "places": ("part_of",)},
    "measures": {"claims": ("amounts",), "measures": ("part_of",)},
}


def renamed(text: str, table: str, old: str, new: str) -> tuple[str, str]:
    """Return the text of a file with ``new`` for the entry ``old`` wherever it is named, and what was done.

    Where there is an entry ``new`` already, it takes the place of ``old``, which is taken out.

    Raises:
        UsageError: there is no such entry, or the file has a form in which this can't be done.
    """
    if table not in _NAMED_IN:
        raise UsageError(
            f"{table}.{shortened(old)} keeps its id" if table != "events" else f"{shortened(old)} keeps its id",
            f"people link to events; {', '.join(_NAMED_IN)} can have another",
        )
    _check_id(new)
    if old == new:
        raise UsageError(f"{table}.{shortened(old)} has that id", "give another")
    is_replaced = has_entry(text, table, new)
    if not has_entry(text, table, old):
        raise UsageError(f"{table}.{shortened(old)} stands in no table of its own in this file", "name one that does")
    parts = [_with(piece, table, old, new) for piece in pieces(text)]
    places = sum(found for _, found in parts)
    made = joined([piece for piece, _ in parts])
    made = without_entry(made, table, old) if is_replaced else _with_header(made, table, old, new)
    gone = f"; {old} is out" if is_replaced else ""
    return made, f"{old} {new} in {counted(places, 'place')}{gone}"


def _check_id(new: str) -> None:
    def say(_: str, message: str, remedy: str = 'write one such as "tass-2024-06-19"') -> None:
        raise UsageError(f"the new id {message}", remedy)

    identifier(new, say)


def _with_header(text: str, table: str, old: str, new: str) -> str:
    def header(piece: Piece) -> str:
        if (piece.table, piece.id) not in ((table, old), (ADDED.get(table, table), old)):
            return piece.text
        named = rf"(?:{re.escape(old)}|\"{re.escape(old)}\")(?=[\s.\]])"
        return re.sub(rf"(?m)^(\[+\s*{piece.table}\s*\.\s*){named}", rf"\g<1>{new}", piece.text)

    made = "".join(map(header, pieces(text)))
    if not has_entry(made, table, new):
        raise UsageError(f"{table}.{shortened(old)} stands in a form that can't be renamed", "change it in an editor")
    return made


def _with(piece: Piece, table: str, old: str, new: str) -> tuple[Piece, int]:
    """Return a piece with the other id where it names the entry, and in how many places it did."""
    if old not in piece.text or not piece.table:
        return piece, 0
    import tomlrt

    try:
        before = tomli.loads(piece.text)
        document = tomlrt.loads(piece.text)
    except (tomli.TOMLDecodeError, tomlrt.TOMLError, RecursionError):
        raise UsageError(f"line {piece.line} and what follows can't be read", "mend it first") from None
    expected = deepcopy(before)
    found = sum(_put(place, key, old, new) for place, key in _places(expected, piece, table))
    if not found:
        return piece, 0
    for place, key in _places(document, piece, table):
        _put(place, key, old, new)
    after = tomlrt.dumps(document)
    if newline(piece.text) == "\r\n":
        after = after.replace("\r\n", "\n").replace("\n", "\r\n")
    if tomli.loads(after) != expected:
        raise UsageError(f"{piece.id} stands in a form in which this can't be done", "change it in an editor")
    return piece._replace(text=after), found


def _places(document: Any, piece: Piece, table: str) -> Iterator[tuple[Any, str]]:
    """Yield the tables of a piece, and their keys, that may name an entry of a table."""
    named = _NAMED_IN[table]
    held = document.get(piece.table)
    if piece.table in ARRAYS and held:
        yield from ((held[0], key) for key in named.get("events", ()) if key in held[0])
        for claim in held[0].get("claims", ()):
            yield from ((claim, key) for key in named.get("claims", ()) if key in claim)
    elif isinstance(held, Mapping) and isinstance(one := held.get(piece.id), Mapping):
        yield from ((one, key) for key in named.get(piece.table, ()) if key in one)


def _put(place: Any, key: str, old: str, new: str) -> int:
    """Put an id in the place of another in a key, once; a table's own keys keep their order."""
    value = place[key]
    if isinstance(value, str):
        if value == old:
            place[key] = new
            return 1
    elif isinstance(value, Mapping):
        if old in value:
            held = [(new if name == old else name, value[name]) for name in list(value)]
            for name in list(value):
                del value[name]  # type: ignore[attr-defined]
            for name, one in held:
                value.setdefault(name, one)  # type: ignore[attr-defined]
            return 1
    elif old in value:
        if new in value:
            value.remove(old)
        else:
            value[list(value).index(old)] = new
        return 1
    return 0
