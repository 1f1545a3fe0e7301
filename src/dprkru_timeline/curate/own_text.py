"""An entry's own text, as it is opened in an editor, and what comes back put in its place.

What comes back may hold further entries, such as a new source: each goes to its table.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import tomli

from dprkru_timeline.curate.blocks import ARRAYS, Piece, joined, newline, pieces
from dprkru_timeline.curate.place import inserted, is_out_of_time, order_of, place_in_time, place_of_table
from dprkru_timeline.curate.toml_text import entry_text, value_text
from dprkru_timeline.errors import UsageError


def own_text(text: str, table: str, id_: str) -> str:
    """Return the text of an entry, with what lies between its parts; empty where it is none of its own."""
    found = _span(pieces(text), table, id_)
    return joined(found).rstrip() + "\n" if found else ""


def line_of(text: str, table: str, id_: str) -> int:
    """Return the line on which an entry begins in a file, from 1."""
    found = _span(pieces(text), table, id_)
    return found[0].line if found else 1


def with_own_text(text: str, table: str, id_: str, was: str, new: str) -> str:
    """Return a text in which an entry is what came back from an editor.

    Args:
        text: the text of the file, as it is now.
        table: the table of the entry.
        id_: its id.
        was: its text when it was opened.
        new: its text now, and what comes along.

    Raises:
        UsageError: the entry has changed meanwhile, or is gone.
    """
    parts = pieces(text)
    span = _span(parts, table, id_)
    if not span or joined(span).rstrip() + "\n" != was:
        what = "has changed" if span else "has gone"
        raise UsageError(f"{id_ or table} {what} since it was opened; nothing was written", "open it again")
    first = parts.index(span[0])
    ends = newline(text)
    own, along = _split(new.replace("\r\n", "\n").replace("\n", ends), table)
    gap = joined(span)[len(joined(span).rstrip()) :]
    gap = gap.partition("\n")[2] if "\n" in gap else ""
    rest = parts[first + len(span) :]
    body = own.rstrip() + (ends if joined(span).endswith("\n") or rest else "")
    made = joined([*parts[:first], Piece(body + gap, 1, table, id_), *rest])
    made = _with_along(made, along, ends)
    is_moved = table == "events" and order_of(own) != order_of(was)
    return moved_in_time(made, _id(own, table) or id_) if is_moved else made


def with_new_text(text: str, new: str) -> str:
    """Return a text with a new event, and what comes along, as they came back from an editor."""
    ends = newline(text)
    own, along = _split(new.replace("\r\n", "\n").replace("\n", ends), "events")
    made = _with_along(text, along, ends)
    return inserted(pieces(made), place_in_time(pieces(made), own), own.strip() + ends, ends)


def without_entry(text: str, table: str, id_: str) -> str:
    """Return a text without an entry.

    Raises:
        UsageError: it is none of the file's own.
    """
    parts = pieces(text)
    gone = [one for one in parts if (one.table, one.id) == (table, id_)]
    if not gone:
        raise UsageError(f"{id_} stands in no table of its own in this file", "take it out by hand")
    return joined([one for one in parts if one not in gone])


def id_in(text: str) -> str:
    """Return the id of the first event in a text; empty where it has none."""
    return _id(text, "events")


# What whoever fills in a template must know.
HINTS = (
    "id: left empty, it is made from the title. date: EDTF, such as 2024-06-19, 2024-06, 2024-06~ (about).",
    "kind: event, deadline, statement, report or assessment. actors: ids, as timeline list actors has them.",
    "doers: those of the actors whose own word settles that it happened. What stays empty and may be is left out.",
)
# The source of a template, until it has an id of its own.
NEW_SOURCE = "new-source"
_MAY_BE_EMPTY = "doers|themes|places|date_basis|form|note|title|date|language|archive|symbol"


def without_blanks(text: str) -> str:
    """Return the text of a new event and its sources without the keys that were left empty and may be."""
    rows = []
    header = ""
    for row in text.splitlines(keepends=True):
        header = row if row.startswith("[") else header
        found = re.fullmatch(rf'({_MAY_BE_EMPTY}) = (?:""|\[\])\s*', row)
        if not found or ("events" in header and found[1] in ("title", "date")):
            rows.append(row)
    return "".join(rows)


def event_template(values: dict[str, Any], sources: Sequence[tuple[str, dict[str, Any]]], today: date) -> str:
    """Return the text of a new event for an editor: what is known filled in, the rest to be."""
    plain: dict[str, Any] = {"id": "", "date": "", "title": "", "summary": "", "kind": "event", "actors": []}
    ids = [id_ for id_, _ in sources] or [NEW_SOURCE]
    filled = {**plain, "doers": [], "themes": [], "places": [], **values, "sources": [*values.get("sources", ()), *ids]}
    tables = sources or [
        (NEW_SOURCE, {"publisher": "", "title": "", "date": "", "url": "", "kind": "news", "accessed": today})
    ]
    rows = entry_text("events", "", filled).splitlines()
    rest = [entry_text("sources", id_, entry) for id_, entry in tables if entry]
    return "\n".join([*rows, "", *rest]).rstrip() + "\n"


def named(text: str, id_: str) -> str:
    """Return the text of a new event with an id in the place of an empty one."""
    return re.sub(r'(?m)^id = ""', f"id = {value_text(id_)}", text, count=1)


def _span(parts: Sequence[Piece], table: str, id_: str) -> list[Piece]:
    """Return the pieces of an entry, from its first to its last."""
    places = [at for at, one in enumerate(parts) if (one.table, one.id) == (table, id_)]
    if not places or (table in ARRAYS and not id_):
        return []
    if sum(not parts[at].is_rest for at in places) > 1:  # two of one id: an error, of which the first is opened
        places = places[:1]
    return list(parts[places[0] : places[-1] + 1])


def _split(text: str, table: str) -> tuple[str, list[Piece]]:
    """Return the entry's own text, and the further entries beside it."""
    parts = pieces(text)
    first = next((at for at, one in enumerate(parts) if one.table == table), None)
    if first is None:
        return text, []
    own = [parts[first]]
    along = []
    for at, one in enumerate(parts):
        if at == first:
            continue
        if not one.table or (one.table, one.id) == (own[0].table, own[0].id):
            own.append(one) if at > first else own.insert(len(own) - 1, one)
        else:
            along.append(one)
    return joined(own), along


def _with_along(text: str, along: Sequence[Piece], ends: str) -> str:
    for one in along:
        parts = pieces(text)
        at = place_in_time(parts, one.text) if one.table == "events" else place_of_table(parts, one.table)
        text = inserted(parts, at, one.text.strip() + ends, ends)
    return text


def moved_in_time(text: str, id_: str) -> str:
    """Return a text in which an event stands in its place in time, if it stood out of it beside its neighbours."""
    parts = pieces(text)
    span = _span(parts, "events", id_)
    if not span or not is_out_of_time(parts, parts.index(span[0])):
        return text
    ends = newline(text)
    left = [one for one in parts if one not in span]
    own = joined(span)
    return inserted(left, place_in_time(left, own), own.rstrip() + ends, ends)


def _id(text: str, table: str) -> str:
    try:
        found = tomli.loads(text).get(table)
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return ""
    first = found[0] if isinstance(found, list) and found else None
    value = first.get("id" if table == "events" else "to") if isinstance(first, dict) else None
    return value if isinstance(value, str) else ""
