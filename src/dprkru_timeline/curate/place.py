"""New entries in their places: events in time order, sources after the sources, each a blank line from the next."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomli

from dprkru_timeline.curate.blocks import ARRAYS, Piece, joined, newline, pieces
from dprkru_timeline.curate.toml_text import entry_text
from dprkru_timeline.edtf import Edtf, order, parse_edtf
from dprkru_timeline.errors import EdtfError, UsageError

# The tables in the order in which they stand in a file.
TABLES = ("chronology", "actors", "themes", "places", "measures", "sources", "events", "additions", "source_additions")


def with_entry(text: str, table: str, id_: str, values: Mapping[str, Any]) -> str:
    """Return a text with a new entry; ``id_`` is empty for one of an array."""
    ends = newline(text)
    parts = pieces(text)
    own = entry_text(table, id_, values, ends)
    if table in ARRAYS and not any(one.table == table for one in parts) and _document(text).get(table):
        raise UsageError(
            f"the {table} of this file stand in a list", f"give each of them [[{table}]] on a line of its own"
        )
    place = place_in_time(parts, own) if table == "events" else place_of_table(parts, table)
    return inserted(parts, place, own, ends)


def with_tables(text: str, table: str, id_: str, name: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """Return a text with tables added to an entry of an array, such as claims to an event, after those that it has.

    Raises:
        UsageError: there is no such entry, or what it has of these stands in a list.
    """
    ends = newline(text)
    parts = pieces(text)
    place = next((at for at, one in enumerate(parts) if (one.table, one.id) == (table, id_)), None)
    if place is None:
        raise UsageError(f"{id_} stands in no table of its own", f"give each of the {table} [[{table}]]")
    there = _document(parts[place].text).get(table, [{}])
    if there and there[0].get(name) and f"{table}.{name}" not in re.sub("[\"' \t]", "", parts[place].text):
        remedy = f"write each of them under [[{table}.{name}]], or change them in an editor"
        raise UsageError(f"the {name} of {id_} stand in a list", remedy)
    while place + 1 < len(parts) and (parts[place + 1].table, parts[place + 1].id) == (table, id_):
        place += 1
    piece = parts[place]
    own = "".join(ends + entry_text(f"{table}.{name}", "", one, ends) for one in entries)
    at = _after_tables(piece.body, table, name)
    body = piece.body if piece.body.endswith("\n") else piece.body + ends
    at = len(body) if at is None else at
    new = body[:at] + own + body[at:] + piece.gap
    return joined([*parts[:place], piece._replace(text=new), *parts[place + 1 :]])


def _document(text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, ValueError, RecursionError):
        return {}


def order_of(text: str) -> tuple[int, int, int] | None:
    """Return by what an event stands in time order (`edtf.order`); None where it has no date."""
    try:
        event = tomli.loads(text)["events"][0]
        return order(_date(event["date"]))
    except (tomli.TOMLDecodeError, KeyError, IndexError, TypeError, EdtfError, RecursionError):
        return None


def _date(value: Any) -> Edtf:
    return parse_edtf(str(value))


def place_in_time(parts: Sequence[Piece], event: str) -> int:
    """Return before which piece the text of an event belongs: after the last that is not later."""
    own = order_of(event)
    events = [at for at, one in enumerate(parts) if one.table == "events" and not one.is_rest]
    if not events or own is None:
        return place_of_table(parts, "events")
    low, high = 0, len(events)
    while low < high:  # by halves: of ten thousand few are read
        middle = (low + high) // 2
        found = order_of(parts[events[middle]].text)
        if found is None or found <= own:
            low = middle + 1
        else:
            high = middle
    return _end_of(parts, events[-1]) if low == len(events) else events[low]


def is_out_of_time(parts: Sequence[Piece], place: int) -> bool:
    """Tell whether an event stands before an earlier one, or after a later one."""
    events = [at for at, one in enumerate(parts) if one.table == "events" and not one.is_rest]
    own, at = order_of(parts[place].text), events.index(place)
    if own is None:
        return False
    before = order_of(parts[events[at - 1]].text) if at else None
    after = order_of(parts[events[at + 1]].text) if at + 1 < len(events) else None
    return bool((before and before > own) or (after and after < own))


def _end_of(parts: Sequence[Piece], place: int) -> int:
    """Return the place after an entry, and after what belongs to it and stands apart."""
    entry = parts[place].table, parts[place].id
    last = place
    for at in range(place + 1, len(parts)):
        if parts[at].is_rest and (parts[at].table, parts[at].id) == entry:
            last = at
    return last + 1


def place_of_table(parts: Sequence[Piece], table: str) -> int:
    """Return before which piece a new entry of a table belongs: after the last of it, or of a table before it."""
    known = TABLES[: TABLES.index(table) + 1]
    places = [at for at, one in enumerate(parts) if one.table == table]
    if not places:
        places = [at for at, one in enumerate(parts) if one.table in known]
    if not places:
        return len(parts)
    return _end_of(parts, places[-1]) if parts[places[-1]].table in ARRAYS else places[-1] + 1


def inserted(parts: Sequence[Piece], place: int, own: str, ends: str) -> str:
    """Return the text with an entry before a piece, a blank line from what stands around it."""
    before, after = joined(parts[:place]), joined(parts[place:])
    if before and not before.endswith("\n"):
        before += ends
    if before and before.strip() and not before.endswith((f"{ends}{ends}", "\n\n")):
        own = ends + own
    return before + own + (ends if after else "") + after


def _after_tables(body: str, table: str, name: str) -> int | None:
    """Return where the tables of a name end in an entry that has further ones after them; None for its end."""
    from dprkru_timeline.curate.toml_text import NESTED
    from dprkru_timeline.store.lines import statements

    later = NESTED[NESTED.index(name) + 1 :]
    for one in statements(body):
        if one.array and one.keys[0] == table and one.keys[1:] and one.keys[1] in later:
            return body.find("\n", len(body[: one.start].rstrip())) + 1
    return None
