"""Two changes of one event file as one: entry by entry, by their ids.

Two who each add events merge without a conflict, wherever in the file they stand. What both changed, each in another
way, is a conflict in that entry only.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dprkru_timeline.curate.blocks import ARRAYS, Piece, newline, pieces
from dprkru_timeline.curate.place import is_out_of_time, place_in_time
from dprkru_timeline.text import counted

Key = tuple[str, str, int]


class Merged(NamedTuple):
    """The text that came of it, and the entries in it that are in conflict, as a person names them."""

    text: str
    conflicts: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """What is in conflict, in a line."""
        return f"{counted(len(self.conflicts), 'conflict')}: {', '.join(self.conflicts)}"


class _Side(NamedTuple):
    keys: list[Key]
    texts: Mapping[Key, str]


def merged(base: str, ours: str, theirs: str, names: tuple[str, str] = ("ours", "theirs")) -> Merged:
    """Return what two changes of a text come to together.

    Args:
        base: what both began with.
        ours: the one change.
        theirs: the other.
        names: what the two are called where they are in conflict.
    """
    ends = newline(ours)
    was, one, other = (_side(text.replace("\r\n", "\n")) for text in (base, ours, theirs))
    conflicts: list[str] = []
    rows: list[tuple[Key, str]] = []
    for key in _order(was, one, other):
        text, is_clear = _of_entry(was.texts.get(key), one.texts.get(key), other.texts.get(key), names)
        if not is_clear:
            conflicts.append(_named(key))
        if text:
            rows.append((key, text))
    if not conflicts:
        rows = _in_time(rows)
    made = "\n".join(text for _, text in rows)
    return Merged(made.replace("\n", ends), tuple(conflicts))


def _side(text: str) -> _Side:
    """Return the entries of a text by their keys; each without the blank lines around it."""
    keys: list[Key] = []
    texts: dict[Key, str] = {}
    for one in pieces(text):
        plain = f"{one.text.strip(chr(10)).rstrip()}\n"
        if not plain.strip():
            continue
        if one.is_rest:  # a part of an entry that stands apart goes with it
            last = next((key for key in reversed(keys) if key[:2] == (one.table, one.id)), None)
            if last is not None:
                texts[last] += f"\n{plain}"
                continue
        name = one.id if one.table else _heading(plain)
        number = 0
        while (one.table, name, number) in texts:
            number += 1
        keys.append((one.table, name, number))
        texts[one.table, name, number] = plain
    return _Side(keys, texts)


def _heading(text: str) -> str:
    """Return what tells text between entries from others of its kind: its first line; of the top of a file nothing."""
    first = text.split("\n", 1)[0]
    return "" if "schema" in text else first


def _order(was: _Side, one: _Side, other: _Side) -> list[Key]:
    """Return the keys of all sides: ours in their order, and theirs that are new beside their own kind."""
    found = list(one.keys)
    known = set(found)
    for place, key in enumerate(other.keys):
        if key in known:
            continue
        before = [at for at in reversed(other.keys[:place]) if at in known]
        after = [at for at in other.keys[place + 1 :] if at in known]
        same_before = next((at for at in before if at[0] == key[0]), None)
        same_after = next((at for at in after if at[0] == key[0]), None)
        if same_before is not None or (same_after is None and before):
            found.insert(found.index(same_before or before[0]) + 1, key)
        else:
            found.insert(found.index(same_after) if same_after else 0, key)
        known.add(key)
    return [*found, *(key for key in was.keys if key not in known)]


def _of_entry(was: str | None, one: str | None, other: str | None, names: tuple[str, str]) -> tuple[str, bool]:
    """Return an entry of both sides, and whether it is clear what it comes to."""
    if other in (one, was):
        return one or "", True
    if one == was:
        return other or "", True
    return f"<<<<<<< {names[0]}\n{one or ''}=======\n{other or ''}>>>>>>> {names[1]}\n", False


def _named(key: Key) -> str:
    table, id_, _ = key
    if not table:
        return id_ or "the top of the file"
    return id_ if table == "events" else f"{table}.{id_}" if id_ else table


def _in_time(rows: Sequence[tuple[Key, str]]) -> list[tuple[Key, str]]:
    """Return entries with those events in time order that came to stand out of it."""
    found = list(rows)
    parts = [Piece(text, 1, key[0], key[1]) for key, text in found]
    for piece in list(parts):
        at = parts.index(piece)
        if piece.table == ARRAYS[0] and is_out_of_time(parts, at):
            row, _ = found.pop(at), parts.pop(at)
            new = place_in_time(parts, piece.text)
            parts.insert(new, piece)
            found.insert(new, row)
    return found
