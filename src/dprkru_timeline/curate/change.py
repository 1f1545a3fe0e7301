"""Changes of single keys of an entry: what is set, added to a list, or taken out; every other byte stays.

``tomlrt`` edits the one piece of text that the entry is. What comes of it is read again, and must be what was meant.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, Literal, NamedTuple

import tomli

from dprkru_timeline.curate.blocks import ARRAYS, Piece, joined, line_end, newline, pieces
from dprkru_timeline.curate.toml_text import ranked
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.edtf.guess import guess
from dprkru_timeline.errors import EdtfError, UsageError, nearest
from dprkru_timeline.store.lines import Statement, statements
from dprkru_timeline.store.schema import ADDITION, CHRONOLOGY, EVENT, NESTED, SOURCE_ADDITION, VOCABULARIES, Key
from dprkru_timeline.store.values import form_of
from dprkru_timeline.text import shortened

KEYS: Mapping[str, Mapping[str, Key]] = {
    "chronology": CHRONOLOGY,
    **VOCABULARIES,
    "source_additions": SOURCE_ADDITION,
    "events": EVENT,
    "additions": ADDITION,
}


class Edit(NamedTuple):
    """One change: ``set`` a value, ``add`` to a list, or ``remove`` a key or an item of a list.

    ``path`` is a key, or such as ``("claims", 2, "says")``: tables in a table count from 1. ``value`` is as TOML gives
    it, None where a key as a whole is removed.
    """

    do: Literal["set", "add", "remove"]
    path: tuple[str | int, ...]
    value: Any = None


def parse_edit(do: Literal["set", "add", "remove"], text: str, table: str, today: date) -> Edit:
    """Read a change as it is typed: ``status=disputed``, ``claims.2.says=…``, or to remove a key ``note``.

    Raises:
        UsageError: there is no such key, or it takes no such value; the right one is offered.
    """
    name, has_value, typed_value = text.partition("=")
    path = tuple(int(part) if part.isdecimal() else part for part in name.strip().split("."))
    if not has_value:
        if do != "remove":
            raise UsageError(f'--{do} "{shortened(text)}" has no value', f"write --{do} {shortened(name) or 'KEY'}=…")
        _key_of(table, path, do)
        return Edit(do, path)
    key = _key_of(table, path, do)
    return Edit(do, path, _value(do, path, key, typed_value, today))


def edited(text: str, table: str, id_: str, edits: Sequence[Edit]) -> str:
    """Return the text of a file with changes of one entry.

    Raises:
        UsageError: it has no such entry, or the changes can't be made.
    """
    parts = pieces(text)
    found = [place for place, one in enumerate(parts) if one.table == table and one.id == id_]
    if len(found) == 1:
        place = found[0]
        new = edited_piece(parts[place], edits)
        return joined([*parts[:place], parts[place]._replace(text=new), *parts[place + 1 :]])
    return _edited_whole(text, table, id_, edits)


def edited_piece(piece: Piece, edits: Sequence[Edit]) -> str:
    """Return the text of a piece that is an entry, with changes of it; errors as in `edited`."""

    def entry(document: Any) -> Any:
        held = document[piece.table]
        return held[0] if piece.table in ARRAYS else held if piece.table == "chronology" else held[piece.id]

    text, fresh = _changed_text(piece.text, entry, edits)
    for path in fresh:
        text = _in_its_place(text, piece.table, path)
    return text


def _edited_whole(text: str, table: str, id_: str, edits: Sequence[Edit]) -> str:
    """Change an entry that is no piece of its own, such as one in a list on a line."""

    def entry(document: Any) -> Any:
        held = document.get(table)
        if table in ARRAYS and isinstance(held, list):
            by = "id" if table == "events" else "to"
            return next((one for one in held if one.get(by) == id_), None)
        return held.get(id_) if id_ and isinstance(held, dict) else held

    return _changed_text(text, entry, edits)[0]


def _changed_text(text: str, entry: Any, edits: Sequence[Edit]) -> tuple[str, list[tuple[str | int, ...]]]:
    """Return a text with changes of the entry in it, and the keys that are new in it."""
    import tomlrt

    ends = newline(text)
    try:
        before = tomli.loads(text)
        document = tomlrt.loads(text)
        table = entry(document)
    except (tomli.TOMLDecodeError, tomlrt.TOMLError, RecursionError, KeyError, TypeError, IndexError):
        table = None
    if table is None:
        raise UsageError("it stands in a form that can't be changed so", "leave --set out, and change it in an editor")
    fresh = [one.path for one in edits if one.do != "remove" and not _has(table, one.path)]
    for one in edits:
        _apply(table, one)
    after = tomlrt.dumps(document)
    if ends == "\r\n" and not re.search(r"(?<!\r)\n", text):
        after = after.replace("\r\n", "\n").replace("\n", "\r\n")
    expected = deepcopy(before)
    for one in edits:
        _apply(entry(expected), one)
    if tomli.loads(after) != expected:
        raise UsageError("it stands in a form that can't be changed so", "leave --set out, and change it in an editor")
    return after, fresh


def _has(table: Any, path: tuple[str | int, ...]) -> bool:
    for part in path:
        if isinstance(part, int):
            if not isinstance(table, list) or not 0 < part <= len(table):
                return False
            table = table[part - 1]
        elif isinstance(table, dict) and part in table:
            table = table[part]
        else:
            return False
    return True


def _apply(table: Any, one: Edit) -> None:
    """Make a change in a table, of tomlrt's or of plain values."""
    *way, last = one.path
    for part in way:
        if isinstance(part, int):
            if not isinstance(table, list) or not 0 < part <= len(table):
                have = len(table) if isinstance(table, list) else 0
                raise UsageError(f"there is no {_shown(one.path)}", f"it has {have}")
            table = table[part - 1]
        else:
            if part not in table and part == "amounts" and one.do == "set":
                table[part] = {last: one.value}
                return
            table = table.get(part)
            if table is None:
                raise UsageError(f"there is no {_shown(one.path)}", "it has none")
    if one.do == "set":
        table[last] = one.value
    elif one.do == "add":
        _add(table, last, one.value)
    else:
        _remove(table, last, one)


def _add(table: Any, key: Any, value: Any) -> None:
    items = value if isinstance(value, list) else [value]
    if not items:
        return
    if key not in table:
        table[key] = _tables(items) if type(table) is not dict and isinstance(items[0], dict) else list(items)
        return
    for item in items:
        if item not in table[key]:
            table[key].append(item)


def _tables(items: list[Any]) -> Any:
    """Return tables for a table of tomlrt's, each with a header of its own."""
    import tomlrt

    return tomlrt.AoT(items)


def _remove(table: Any, key: Any, one: Edit) -> None:
    is_there = 0 < key <= len(table) if isinstance(key, int) and isinstance(table, list) else key in table
    if not is_there:
        raise UsageError(f"there is no {_shown(one.path)} to remove", "timeline info shows what there is")
    if one.value is None:
        del table[key - 1 if isinstance(key, int) else key]
        return
    for item in one.value if isinstance(one.value, list) else [one.value]:
        if item not in table[key]:
            have = ", ".join(str(got) for got in table[key]) if isinstance(table[key], list) else str(table[key])
            raise UsageError(f'{_shown(one.path)} has no "{shortened(str(item))}"', f"it has {shortened(have, 200)}")
        table[key].remove(item)
    if not table[key]:
        del table[key]


def _shown(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))


def _key_of(table: str, path: tuple[str | int, ...], do: str) -> Key | None:
    """Return the key that a path names; None where it names a table in a table, which can only be removed or added."""
    keys = KEYS[table]
    first = str(path[0])
    has_tables = table in ARRAYS
    if has_tables and first in NESTED:
        keys = NESTED[first][1]
        if len(path) == 1 and do == "add" and first == "links":
            return None
        if len(path) == 2 and isinstance(path[1], int) and do == "remove":
            return None
        if len(path) < 3 or not isinstance(path[1], int):
            one = NESTED[first][0]
            remedy = f"write {first}.1.{next(iter(keys))}=… for the first {one}; timeline add --claim adds one"
            raise UsageError(f"{_shown(path)} names no value", remedy)
        first = str(path[2])
        if first == "amounts" and len(path) == 4:
            return keys[first]
    elif len(path) > 1:
        raise UsageError(f"{_shown(path)} names no value", f"the keys are {', '.join(keys)}")
    if table == "additions" and first in EVENT and first not in keys:
        raise UsageError(f"the {first} of an event of another file can't be changed", "say what you know in its note")
    if first not in keys:
        known = [*keys, *(NESTED if has_tables else ())]
        close = nearest(first, known, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the keys are {', '.join(known)}"
        raise UsageError(f'no key "{shortened(first)}"', remedy)
    return keys[first]


def _value(do: str, path: tuple[str | int, ...], key: Key | None, text: str, today: date) -> Any:
    """Return a value as TOML would give it."""
    if key is None:
        rel, colon, to = text.partition(":")
        if not colon:
            raise UsageError(f'"{shortened(text)}" is no link', "write such as --add links=follows:panel-veto")
        return {"rel": rel.strip(), "to": to.strip()}
    form = form_of(key.check)
    name = _shown(path)
    if do == "add" and form != "list":
        raise UsageError(f"{name} is no list, so nothing is added to it", f"write --set {name}={shortened(text)}")
    if do == "remove" and form != "list" and len(path) != 4:
        raise UsageError(f"{name} is no list, so no item is taken out of it", f"write --remove {name}")
    if form == "list":
        if not text.replace(",", "").strip():
            raise UsageError(f"--{do} {name}= has no value", f"write --{do} {name}=…")
        return [one.strip() for one in text.split(",") if one.strip()]
    if form == "boolean":
        word = text.strip().casefold()
        if word not in ("true", "yes", "false", "no"):
            raise UsageError(f'{name} is true or false, not "{shortened(text)}"', f"write --{do} {name}=true")
        return word in ("true", "yes")
    if form == "amounts" and len(path) != 4:
        raise UsageError(f"{name} holds a number a measure", f"write such as --set {name}.killed=600~")
    return read_date(text, today, day=form == "day") if form in ("day", "date") else text


def read_date(text: str, today: date | None, *, day: bool = False) -> Any:
    """Return a date typed by a person as a file has it: EDTF text, or where it must be one, a day.

    Without ``today`` nothing counts from it: "last year" is none.

    Raises:
        UsageError: it is none.
    """
    hedged = re.fullmatch(r"(?i)\s*(about|around|circa|ca?\.|perhaps|probably|possibly)\s+(.+)", text)
    if hedged and not day:
        sign = "~" if hedged[1].lower()[0] in "ac" else "?"
        plain = str(guess(hedged[2], today))
        return str(parse_edtf("/".join(f"{part}{sign}" if part[-1:].isdigit() else part for part in plain.split("/"))))
    try:
        found = guess(text, today)
    except EdtfError as error:
        try:
            found = parse_edtf(text)
        except EdtfError:
            raise error from None
    if not day:
        return str(found)
    if found.earliest is None or found.earliest != found.latest:
        raise UsageError(f'"{shortened(text)}" is no single day', "write it as 2026-11-25")
    return found.earliest


def _in_its_place(text: str, table: str, path: tuple[str | int, ...]) -> str:
    """Move a key that is new to where its table has it; where that can't be told it stays at the end."""
    sections: list[list[Statement]] = []
    for one in statements(text):
        if one.array is not None:
            sections.append([one])
        elif sections:
            sections[-1].append(one)
    if len(path) == 1:
        name, mine = table, sections[:1]
    elif len(path) == 3:
        name = str(path[0])
        mine = [one for one in sections if one[0].keys[1:] == (name,)][int(path[1]) - 1 : int(path[1])]
    else:
        return text
    key = str(path[-1])
    if not mine:
        return text
    header, *keys = mine[0]
    own = next((one for one in keys if one.keys == (key,)), None)
    if own is None:
        return text
    order = ranked(name, [one.keys[0] for one in keys])
    others = keys[: keys.index(own)]
    before = [one for one in others if order.index(one.keys[0]) < order.index(key)]
    after = before[-1] if before else header
    start, end = own.start, line_end(text, own.end)
    at = line_end(text, after.end)
    line = text[start:end]
    if not line.endswith("\n") or at == start:
        return text
    return text[:at] + line + text[at:start] + text[end:]
