"""Two changes of one event file as one: entry by entry, by their ids.

Two who each add events merge without a conflict, wherever in the file they stand. What both changed, each in another
way, is a conflict in that entry only.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import tomli

from dprkru_timeline.curate.blocks import ARRAYS, Piece, newline, pieces
from dprkru_timeline.curate.place import place_in_time
from dprkru_timeline.errors import UsageError
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
    texts: Mapping[Key, str]  # without blank lines around them, for comparing
    whole: Mapping[Key, str]  # as they stand


def merged(base: str, ours: str, theirs: str, names: tuple[str, str] = ("ours", "theirs")) -> Merged:
    """Return what two changes of a text come to together.

    Args:
        base: what both began with.
        ours: the one change, whose order and blank lines stay.
        theirs: the other.
        names: what the two are called where they are in conflict.

    Raises:
        UsageError: one of them has the marks of a conflict that was not resolved.
    """
    for text, name in ((ours, names[0]), (theirs, names[1])):
        if re.search(r"^(?:<<<<<<<|>>>>>>>) ", text, re.MULTILINE):
            raise UsageError(f"{name} has the marks of a conflict", "resolve it first")
    ends = newline(ours)
    was, one, other = (_side(text.replace("\r\n", "\n")) for text in (base, ours, theirs))
    conflicts: list[str] = []
    rows: list[tuple[Key, str]] = []
    for key in _order(was, one, other):
        side = _side_of(was.texts.get(key), one.texts.get(key), other.texts.get(key))
        if side is None:
            conflicts.append(_named(key))
            marked = (
                f"<<<<<<< {names[0]}\n{one.texts.get(key, '')}=======\n{other.texts.get(key, '')}>>>>>>> {names[1]}\n"
            )
            rows.append((key, f"{marked}\n"))
        elif text := (one if side else other).whole.get(key, ""):
            rows.append((key, text))
    fresh = {key for key in other.texts if key not in one.texts and key not in was.texts}
    if not conflicts:
        rows = _in_time(rows, fresh)
    changed = fresh | {key for key in one.texts if one.texts[key] != other.texts.get(key)}
    made = _joined(rows, changed)
    if rows and one.keys and rows[-1][0] != one.keys[-1]:
        made = made.rstrip("\n") + "\n"
    return Merged(made.replace("\n", ends), tuple(conflicts))


def _joined(rows: Sequence[tuple[Key, str]], changed: AbstractSet[Key]) -> str:
    """Return the text of entries, a blank line before and after what is new or changed."""
    made = ""
    before: Key | None = None
    for key, text in rows:
        apart = key in changed or before in changed
        if made and apart and not made.endswith("\n\n"):
            made = made.rstrip("\n") + "\n\n"
        made += text if text.endswith("\n") or (key, text) == rows[-1] else f"{text}\n"
        before = key
    last = rows[-1][0] if rows else None
    return made.rstrip("\n") + "\n" if last in changed else made


def _side(text: str) -> _Side:
    """Return the entries of a text by their keys."""
    keys: list[Key] = []
    texts: dict[Key, str] = {}
    whole: dict[Key, str] = {}
    parts = pieces(text)
    for place, one in enumerate(parts):
        plain = f"{one.text.strip(chr(10)).rstrip()}\n"
        if not plain.strip():
            continue
        if one.is_rest:  # a part of an entry that stands apart goes with it
            last = next((key for key in reversed(keys) if key[:2] == (one.table, one.id)), None)
            if last is not None:
                texts[last] += f"\n{plain}"
                whole[last] = f"{whole[last].rstrip()}\n\n{one.text}"
                continue
        # What heads a table is known by the table; the top of the file by nothing.
        following = next((later.table for later in parts[place:] if later.table), "")
        name = one.id if one.table else following if place else ""
        number = 0
        while (one.table, name, number) in texts:
            number += 1
        keys.append((one.table, name, number))
        texts[one.table, name, number] = plain
        whole[one.table, name, number] = one.text
    return _Side(keys, texts, whole)


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


def _side_of(was: str | None, one: str | None, other: str | None) -> bool | None:
    """Return whether an entry is as ours has it, or else theirs; None where both changed it, each in another way."""
    if other in (one, was):
        return True
    if one == was:
        return False
    if was and one and other:  # who only put its keys in order has not changed it
        if _is_reordered(was, other):
            return True
        if _is_reordered(was, one):
            return False
    return None


def _is_reordered(was: str, now: str) -> bool:
    """Tell whether the same lines mean the same in another order."""
    if sorted(was.splitlines()) != sorted(now.splitlines()):
        return False
    try:
        return tomli.loads(was) == tomli.loads(now)
    except (tomli.TOMLDecodeError, RecursionError):
        return False


def _named(key: Key) -> str:
    table, id_, _ = key
    if not table:
        return f"what heads the {id_}" if id_ else "the top of the file"
    return id_ if table == "events" else f"{table}.{id_}" if id_ else table


def _in_time(rows: Sequence[tuple[Key, str]], fresh: AbstractSet[Key]) -> list[tuple[Key, str]]:
    """Return entries with the new events in time order among the others, which stay where they are."""
    found = [row for row in rows if row[0] not in fresh or row[0][0] != ARRAYS[0]]
    parts = [Piece(text, 1, key[0], key[1]) for key, text in found]
    for row in rows:
        if row[0] in fresh and row[0][0] == ARRAYS[0]:
            piece = Piece(row[1], 1, row[0][0], row[0][1])
            at = place_in_time(parts, piece.text)
            parts.insert(at, piece)
            found.insert(at, row)
    return found
