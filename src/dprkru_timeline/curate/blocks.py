"""The text of an event file in pieces: one an event, an actor, a source; put together again they are the text.

What is edited is one piece, so that every other byte stays as it is. A text that is no TOML has its pieces too, as far
as its headers can be made out: a broken file is edited like any other.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import tomli

from dprkru_timeline.store.lines import statements

# The tables whose entries bear no name of their own.
ARRAYS = ("events", "additions")
_NAMED_BY = {"events": "id", "additions": "to"}


class Piece(NamedTuple):
    """A part of a text: an entry with the comments right before it and the blank lines after it, or what lies between.

    ``table`` is empty for what is no entry: the top of the file, and the headings of a table. ``is_rest`` tells of a
    part of an entry that stands apart from its beginning.
    """

    text: str
    line: int  # from 1
    table: str = ""
    id: str = ""
    is_rest: bool = False

    @property
    def body(self) -> str:
        """The text without the blank lines after it."""
        return self.text[: len(self.text.rstrip())] + ending(self.text)

    @property
    def gap(self) -> str:
        """The blank lines after it."""
        return self.text[len(self.body) :]


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a text, in order."""
    return list(_pieces(text))


def has_entry(text: str, table: str, id_: str) -> bool:
    """Tell whether an entry stands in a text with a header of its own."""
    return any((one.table, one.id) == (table, id_) for one in _pieces(text))


def joined(parts: Sequence[Piece]) -> str:
    """Return the text of pieces."""
    return "".join(part.text for part in parts)


def newline(text: str) -> str:
    """Return what ends the lines of a text."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def line_end(text: str, at: int) -> int:
    """Return where the line ends on which a place is, its line end included."""
    found = text.find("\n", at)
    return found + 1 if found >= 0 else len(text)


def ending(text: str) -> str:
    """Return the line end that follows the last line that has something; empty where the text ends without one."""
    after = text[len(text.rstrip()) :]
    found = re.match(r"[ \t]*(\r?\n)", after)
    return found[0] if found else after if not after.strip(" \t") else ""


class _Header(NamedTuple):
    """A header: which entry it is of (of an array by its place), and where the comments before it begin.

    ``attached`` is where those begin that have no blank line between them and the header. ``is_named`` tells whether a
    key in its table names the entry.
    """

    entry: tuple[str, str | int]
    name: str
    is_named: bool
    before: int
    attached: int


def _headers(text: str) -> list[_Header]:
    found: list[_Header] = []
    places: dict[str, int] = {}
    last = 0  # where the last header or value ends
    for one in statements(text):
        table = one.keys[0]
        if one.array is None:
            if found and found[-1].is_named and one.keys == (_NAMED_BY[found[-1].entry[0]],):
                found[-1] = found[-1]._replace(name=_text_value(text[one.value : one.end]))
        elif table in ARRAYS:
            is_first = len(one.keys) == 1
            places[table] = places.get(table, -1) + is_first
            name = "" if is_first else next((head.name for head in reversed(found) if head.entry[0] == table), "")
            found.append(_Header((table, places[table]), name, is_first, *comments_before(text, last, one.start)))
        else:
            name = one.keys[1] if len(one.keys) > 1 else ""
            before, attached = comments_before(text, last, one.start)
            found.append(_Header((table, name), name, is_named=False, before=before, attached=attached))
        last = one.end
    return found


def comments_before(text: str, last: int, start: int) -> tuple[int, int]:
    """Return where the comments before a header begin, and those of them that nothing parts from it.

    A comment right under what stands before is that one's own, unless it is also right above the header.
    """
    between = text[last:start]
    own = between.find("\n") + 1  # the line on which the last value ends
    rows = between[own:].splitlines(keepends=True)
    first = 0 if last == 0 else next((at for at, row in enumerate(rows) if not row.strip()), len(rows))
    tail = len(rows)
    while tail > 0 and rows[tail - 1].strip():
        tail -= 1
    while first < len(rows) and not rows[first].strip():
        first += 1
    before = min(first, tail)
    return last + own + sum(map(len, rows[:before])), last + own + sum(map(len, rows[:tail]))


def _text_value(text: str) -> str:
    try:
        value = tomli.loads(f"value = {text.strip()}")["value"]
    except (tomli.TOMLDecodeError, ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


class _Cut(NamedTuple):
    """Where a piece begins, and what it is."""

    start: int
    entry: tuple[str, str | int] = ("", "")
    name: str = ""
    is_rest: bool = False


def _pieces(text: str) -> Iterator[Piece]:
    cuts = [*_cuts(text), _Cut(len(text))]
    at, line, what = 0, 1, _Cut(0)
    for cut in cuts:
        if cut.start > at:
            own, table = text[at : cut.start], what.entry[0]
            yield Piece(own, line, table, what.name or _guessed(table, own), what.is_rest)
            line += own.count("\n")
            at = cut.start
        what = cut


def _cuts(text: str) -> Iterator[_Cut]:
    seen: set[tuple[str, str | int]] = set()
    tables: set[str] = set()
    open_: tuple[str, str | int] = ("", "")
    for header in _headers(text):
        if header.entry == open_:
            continue  # a table within the entry
        table, start = header.entry[0], header.before
        if table not in tables:  # what heads a table stays, whichever entry comes to be its first
            tables.add(table)
            if header.attached > header.before:
                yield _Cut(header.before)
            start = header.attached
        yield _Cut(start, header.entry, header.name, header.entry in seen)
        seen.add(header.entry)
        open_ = header.entry


def _guessed(table: str, text: str) -> str:
    """Return the name of an entry that could not be read, as the line of its key has it."""
    if table not in ARRAYS:
        return ""
    found = re.search(rf"""^[ \t]*{_NAMED_BY[table]}[ \t]*=[ \t]*["']([a-z0-9-]+)""", text, re.MULTILINE)
    return found[1] if found else ""
