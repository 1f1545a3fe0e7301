"""Event files out of what was made: a new one, or one that was imported before brought up to date.

Beside each event stands what it was made of (``imported``): the file, the key and the hash of its row, and a hash of
every value that was written. So a second import knows which events it has made, which rows say something else now, and
which values a person has changed since; those stay as they are.
"""

from collections.abc import Container, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import tomli

from dprkru_timeline.curate.blocks import Piece, joined, newline, pieces
from dprkru_timeline.curate.change import Edit, edited_piece
from dprkru_timeline.curate.place import order_of, place_in_time, place_of_table
from dprkru_timeline.curate.toml_text import entry_text, ranked
from dprkru_timeline.edtf import order, parse_edtf
from dprkru_timeline.errors import UsageError
from dprkru_timeline.intake.making import TABLES, Item, free_ids, needed, value_hash


class Kept(NamedTuple):
    """A value that a person has changed, and the file too: the event, the key, where it stands, what the file has."""

    event: str
    key: str
    place: str
    has: str = ""


class Outcome(NamedTuple):
    """What became of the events of a file: their ids by what was done."""

    text: str
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    same: int = 0
    kept: tuple[Kept, ...] = ()
    gone: tuple[str, ...] = ()  # imported before, and no longer in the file
    along: Mapping[str, Mapping[str, Any]] = {}  # entries that came along
    changes: Mapping[str, tuple[str, ...]] = {}  # by event, the keys that were set
    renamed: str = ""  # the name that the file had before, where that was another
    items: Mapping[str, Item] = {}  # what each event was made of, by its id


def new_text(
    head: Mapping[str, Any],
    items: Sequence[Item],
    along: Mapping[str, Mapping[str, dict[str, Any]]],
    source: str,
    taken: Container[str] = (),
) -> Outcome:
    """Return the text of a new event file.

    Args:
        head: the keys of its [chronology].
        items: its events.
        along: the entries that they need, by table and id.
        source: the name of the file that they are of.
        taken: ids of events that it is read with.
    """
    by_id = dict(zip(free_ids(items, taken), items, strict=True))
    rows = sorted(by_id.items(), key=lambda row: order(parse_edtf(str(row[1].values["date"]))))
    parts = ["schema = 2\n", "\n", entry_text("chronology", "", head)]
    for table in TABLES:
        for id_, values in along.get(table, {}).items():
            parts += ["\n", entry_text(table, id_, values)]
    for id_, item in rows:
        parts += ["\n", entry_text("events", "", _values(id_, item, source))]
    return Outcome("".join(parts), added=tuple(id_ for id_, _ in rows), along=along, items=by_id)


def _values(id_: str, item: Item, source: str) -> dict[str, Any]:
    values = {"id": id_, **item.values, "imported": _mark(item, source)}
    return {key: values[key] for key in ranked("events", list(values))}


def _mark(item: Item, source: str) -> dict[str, str]:
    made = " ".join(f"{key}:{value_hash(value)}" for key, value in item.values.items())
    key = {"key": item.key} if item.key else {}
    return {"from": source, **key, "row": item.row, "made": made}


class _Before(NamedTuple):
    """An event of the file that was imported: its values now, and what the import wrote."""

    values: dict[str, Any]
    mark: dict[str, str]
    made: dict[str, str]  # key to hash


def _before(document: Mapping[str, Any]) -> dict[str, _Before]:
    found = {}
    for event in document.get("events", ()):
        mark = event.get("imported")
        if isinstance(mark, dict) and isinstance(event.get("id"), str):
            made = dict(one.split(":", 1) for one in str(mark.get("made", "")).split() if ":" in one)
            found[event["id"]] = _Before(event, mark, made)
    return found


def _matched(items: Sequence[Item], before: Mapping[str, _Before], source: str) -> tuple[list[str], str]:
    """Return for each event the id that it was given before, or nothing; and the name that its file had then.

    Only events of the same file are looked at, or of the one of which most rows stand in this one too: it has another
    name now. They are known by the file's own key; else by a row that says the same; else by title and date, or by a
    summary or sources of their own with one of these, where only one has them.
    """
    if not any(one.mark.get("from") == source for one in before.values()):
        source = _earlier_name(items, before) or source
    left = {id_: one for id_, one in before.items() if one.mark.get("from") == source}
    found = [""] * len(items)

    def take(of: Any, was: Any, *, exact: bool = False) -> None:
        wanted: dict[Any, list[str]] = {}
        for id_, one in left.items():
            if (sign := was(one)) is not None:
                wanted.setdefault(sign, []).append(id_)
        here: dict[Any, list[int]] = {}
        for place, item in enumerate(items):
            if not found[place] and (sign := of(item)) is not None:
                here.setdefault(sign, []).append(place)
        for sign, places in here.items():
            ids = wanted.get(sign, [])
            for place, id_ in zip(places, ids, strict=False) if exact or len(places) == len(ids) == 1 else ():
                found[place] = id_
                del left[id_]

    take(lambda item: item.key or None, lambda one: one.mark.get("key"), exact=True)
    take(lambda item: item.row, lambda one: one.mark.get("row"), exact=True)
    for keys in (("title", "date"), ("title", "summary"), ("title", "sources"), ("date", "sources")):
        take(partial(_sign, keys), partial(_sign_before, keys))
    return found, source


def _earlier_name(items: Sequence[Item], before: Mapping[str, _Before]) -> str:
    """Return the name of the file of which most rows stand in this one, as they were; empty where there is none."""
    rows = {item.row for item in items}
    of_file: dict[str, list[bool]] = {}
    for one in before.values():
        of_file.setdefault(one.mark.get("from", ""), []).append(one.mark.get("row") in rows)
    return next((name for name, there in of_file.items() if sum(there) * 2 > len(there)), "")


def _sign(keys: Sequence[str], item: Item) -> tuple[str, ...] | None:
    """Return by which an event without a key is known; nothing where what it is known by says nothing of its own."""
    if item.key or any(key not in item.values or key in item.plain for key in keys):
        return None  # of a file with keys another key is another event, however alike
    return tuple(value_hash(item.values[key]) for key in keys)


def _sign_before(keys: Sequence[str], one: _Before) -> tuple[str | None, ...] | None:
    return None if one.mark.get("key") else tuple(one.made.get(key) for key in keys)


def updated_text(  # noqa: PLR0913
    text: str,
    items: Sequence[Item],
    along: Mapping[str, Mapping[str, dict[str, Any]]],
    source: str,
    taken: frozenset[str],
    *,
    whole: bool = False,
) -> Outcome:
    """Return the text of an event file with what a file says now: new events added, values that changed there set.

    Args:
        text: the event file as it is.
        items: the events of the file.
        along: the entries that they need, by table and id.
        source: the name of the file.
        taken: ids of events that there are, in this file and those that it is read with.
        whole: all entries come along, not only those that a new or changed event names.
    """
    document = tomli.loads(text)
    before = _before(document)
    matched, name = _matched(items, before, source)
    fresh = [item for item, id_ in zip(items, matched, strict=True) if not id_]
    ids = list(free_ids(fresh, taken))
    parts = pieces(text)
    places = {one.id: at for at, one in enumerate(parts) if one.table == "events" and not one.is_rest}
    added, updated, kept, written, same = [], [], [], [], 0
    moved: list[str] = []
    changes: dict[str, tuple[str, ...]] = {}
    for item, id_ in zip(items, matched, strict=True):
        if not id_:
            continue
        if id_ not in places:
            raise UsageError(
                f"{id_} stands in a list of the event file", "give each event [[events]] on a line of its own"
            )
        edits, stays = _edits(item, before[id_], id_, source)
        kept += stays
        if not edits:
            same += 1
            continue
        parts[places[id_]] = parts[places[id_]]._replace(text=edited_piece(parts[places[id_]], edits))
        if any(one.path != ("imported",) for one in edits):
            updated.append(id_)
            changes[id_] = tuple(str(one.path[0]) for one in edits if one.path != ("imported",))
            written.append({str(one.path[0]): one.value for one in edits if one.value is not None})
            moved += [id_] if any(one.path == ("date",) for one in edits) else []
        else:
            same += 1
    ends = newline(text)
    for item, id_ in zip(fresh, ids, strict=True):
        own = entry_text("events", "", _values(id_, item, source), ends)
        _insert(parts, place_in_time(parts, own), Piece(own, 1, "events", id_), ends)
        added.append(id_)
        written.append(item.values)
    for id_ in moved:
        _move(parts, id_, ends)
    come = _put_entries(parts, document, along if whole else needed(written, along), ends)
    still = set(matched)
    gone = tuple(id_ for id_, one in before.items() if id_ not in still and one.mark.get("from") == name)
    was = "" if name == source else name
    of = iter(ids)
    by_id = {id_ or next(of): item for item, id_ in zip(items, matched, strict=True)}
    return Outcome(joined(parts), tuple(added), tuple(updated), same, tuple(kept), gone, come, changes, was, by_id)


def _edits(item: Item, was: _Before, id_: str, source: str) -> tuple[list[Edit], list[Kept]]:
    """Return what is to be changed in an event, and what stays since a person has changed it."""
    edits: list[Edit] = []
    stays: list[Kept] = []
    for key in dict.fromkeys((*item.values, *was.made)):
        new = value_hash(item.values[key]) if key in item.values else ""
        if new == was.made.get(key, ""):
            continue
        now = was.values.get(key)
        here = value_hash(now) if now is not None else ""
        if here == new:
            continue
        if here != was.made.get(key, ""):
            stays.append(Kept(id_, key, item.place, _shown(item.values.get(key))))
        elif key in item.values:
            edits.append(Edit("set", (key,), _settable(item.values[key])))
        else:
            edits.append(Edit("remove", (key,)))
    mark = _mark(item, source)
    if mark != was.mark:
        edits.append(Edit("set", ("imported",), mark))
    return edits, stays


def _shown(value: Any) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _settable(value: Any) -> Any:
    """Return a value as tomlrt sets it: tables in an event each under a header of their own."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        import tomlrt

        return tomlrt.AoT(value)
    return value


def _insert(parts: list[Piece], at: int, piece: Piece, ends: str) -> None:
    """Put a piece into its place, a blank line from what stands around it."""
    if at and parts[at - 1].text and not parts[at - 1].text.endswith((f"{ends}{ends}", "\n\n")):
        before = parts[at - 1]
        parts[at - 1] = before._replace(text=before.text + ("" if before.text.endswith("\n") else ends) + ends)
    text = piece.text if at == len(parts) else piece.text + ends
    parts.insert(at, piece._replace(text=text))


def _move(parts: list[Piece], id_: str, ends: str) -> None:
    """Put an event whose date has changed into its place in time."""
    at = next(place for place, one in enumerate(parts) if one.table == "events" and one.id == id_ and not one.is_rest)
    if any(one.is_rest and one.id == id_ for one in parts):
        return  # it stands in parts: fmt moves it
    piece = parts.pop(at)
    if order_of(piece.text) is None:
        parts.insert(at, piece)
        return
    _insert(parts, place_in_time(parts, piece.text), piece._replace(text=piece.text.rstrip() + ends), ends)


def with_entries(
    text: str, along: Mapping[str, Mapping[str, dict[str, Any]]]
) -> tuple[str, dict[str, dict[str, dict[str, Any]]]]:
    """Return a text with those entries that it does not have yet, and which these are."""
    parts = pieces(text)
    come = _put_entries(parts, tomli.loads(text), along, newline(text))
    return joined(parts), come


def _put_entries(
    parts: list[Piece], document: Mapping[str, Any], along: Mapping[str, Mapping[str, dict[str, Any]]], ends: str
) -> dict[str, dict[str, dict[str, Any]]]:
    """Put entries that a file does not have yet into their places, and return them."""
    come = {}
    for table, entries in along.items():
        have = document.get(table, {})
        new = {id_: one for id_, one in entries.items() if id_ not in have}
        if not new:
            continue
        come[table] = new
        at = place_of_table(parts, table)
        for id_, values in new.items():
            _insert(parts, at, Piece(entry_text(table, id_, values, ends), 1, table, id_), ends)
            at += 1
    return come
