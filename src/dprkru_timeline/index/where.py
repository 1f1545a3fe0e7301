"""A plan as the condition of a SELECT in SQLite, over the tables in which a store keeps what events are found by.

Values are parameters, never text. The tables: ``events`` (position, id), ``found_terms`` (term, field, value) and
``found_by`` (term, position), ``found_days`` (position, first, last), and the texts, in one of two ways (`Words`).

Events stand in the order of time. So those that are dated to one day lie between two positions, which ``found_order``
(day, position) tells, and only of the others, whose days ``found_wide`` has, must each be asked (`Among`).
"""

import json
from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

from dprkru_timeline.query.plan import (
    FIRST,
    LAST,
    AllOf,
    AnyOf,
    Condition,
    Has,
    HasOnly,
    LiesIn,
    Says,
    SaysStem,
    Unless,
    Writes,
)

TABLES = """
CREATE TABLE found_terms (term INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT NOT NULL,
  UNIQUE (field, value)) STRICT;
CREATE TABLE found_by (term INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (term, position)) STRICT,
  WITHOUT ROWID;
CREATE TABLE found_days (first INTEGER NOT NULL, last INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (first, last, position)) STRICT, WITHOUT ROWID;
CREATE TABLE found_wide (position INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (position, first, last)) STRICT, WITHOUT ROWID;
CREATE TABLE found_known (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE found_order (day INTEGER PRIMARY KEY, position INTEGER NOT NULL) STRICT;
"""
# What a file says of all of its events, and of which the days are not all told.
ABOUT = """
CREATE TABLE found (number INTEGER NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, latest INTEGER,
  latest_date TEXT, files TEXT NOT NULL, joined TEXT NOT NULL) STRICT;
CREATE TABLE found_hulls (position INTEGER PRIMARY KEY) STRICT;
"""
TEXTS = "CREATE TABLE found_texts (position INTEGER PRIMARY KEY, text TEXT NOT NULL, stems TEXT NOT NULL) STRICT;\n"


# Begins a stem among the words of an index: no word has it.
STEM = "_"
_MANY = 500


class Words(Enum):
    """How a store keeps the texts of events: as they are searched, or by their words only, which narrows less."""

    TEXTS = "found_texts"  # (position, text, stems)
    INDEX = "found_words"  # of FTS5; and found_letters (position, text), of those in scripts without spaces
    BOTH = "both"  # the words to find texts fast, the texts to be sure


class Among(NamedTuple):
    """Which events a condition is asked of: those of one day each, from one position to another, or the wide ones.

    ``between`` gives the first and last position of the events of some days.
    """

    between: Callable[[int, int], tuple[int, int]]
    first: int = 0
    last: int = 0
    is_wide: bool = False


def where(
    condition: Condition, words: Words, *, most: int | None = _MANY, among: Among | None = None
) -> tuple[str, list[Any]]:
    """Return the SQL of a condition on ``events``, with its parameters; lists of over ``most`` values are one of them.

    It holds for every event that meets the condition, and where it can't be looked up exactly for others as well; what
    it holds for where an event is not ``among`` those asked does not matter.
    """
    making = _Making(words, most, among)
    return making.sql(condition, widen=True), making.parameters


def days_of(condition: Condition) -> tuple[int, int]:
    """Return the first and last day number that an event may lie in to meet a condition, as far as that is plain."""
    match condition:
        case LiesIn():
            first = condition.first.toordinal() if condition.first else FIRST
            return first, condition.last.toordinal() if condition.last else LAST
        case AllOf():
            parts = [days_of(one) for one in condition.parts]
            return max([FIRST, *(first for first, _ in parts)]), min([LAST, *(last for _, last in parts)])
        case AnyOf() if condition.parts:
            parts = [days_of(one) for one in condition.parts]
            return min(first for first, _ in parts), max(last for _, last in parts)
    return FIRST, LAST


def asks_words(condition: Condition) -> bool:
    """Tell whether a condition asks for anything in the text of an event."""
    match condition:
        case AllOf() | AnyOf():
            return any(map(asks_words, condition.parts))
        case Unless():
            return asks_words(condition.part)
    return isinstance(condition, Says | SaysStem | Writes)


class _Making:
    def __init__(self, words: Words, most: int | None, among: Among | None) -> None:
        self.words = words
        self.most = most
        self.among = among
        self.parameters: list[Any] = []

    def sql(self, condition: Condition, *, widen: bool) -> str:  # noqa: PLR0911 - a kind of condition each
        """Return the SQL; where it can't be exact it holds for more events (``widen``), or for fewer."""
        match condition:
            case AllOf() | AnyOf():
                joint, empty = (" AND ", "1") if isinstance(condition, AllOf) else (" OR ", "0")
                parts = [self.sql(one, widen=widen) for one in condition.parts]
                return f"({joint.join(parts)})" if parts else empty
            case Unless():
                return f"NOT ({self.sql(condition.part, widen=not widen)})"
            case Has("id"):
                return f"position IN (SELECT position FROM events WHERE id IN {self._listed(condition.values)})"  # noqa: S608
            case Has():
                return self._found("field = ? AND value IN", condition.field, condition.values)
            case HasOnly():
                self.parameters.append(condition.field)
                some = self._found_by("field = ?")
                return (
                    f"({some} AND NOT {self._found('field = ? AND value NOT IN', condition.field, condition.values)})"
                )
            case LiesIn():
                return self._lies_in(*days_of(condition))
        if self.words is Words.INDEX:
            return self._by_word(condition) if widen else "0"
        return self._in_text(condition)

    def _found(self, which: str, field: str, values: tuple[str, ...]) -> str:
        self.parameters.append(field)
        return self._found_by(f"{which} {self._listed(values)}")

    def _found_by(self, terms: str) -> str:
        term = f"term IN (SELECT term FROM found_terms WHERE {terms})"  # noqa: S608 - ours; values are parameters
        if self.among is None:
            return f"position IN (SELECT position FROM found_by WHERE {term})"  # noqa: S608
        if self.among.is_wide:
            return f"EXISTS (SELECT 1 FROM found_by b WHERE {term} AND b.position = e.position)"  # noqa: S608
        part = f"position BETWEEN {self.among.first} AND {self.among.last}"
        return f"position IN (SELECT position FROM found_by WHERE {term} AND {part})"  # noqa: S608

    def _lies_in(self, first: int, last: int) -> str:
        if self.among is None or self.among.is_wide:
            self.parameters += [last, first]
            if self.among is None:
                return "position IN (SELECT position FROM found_days WHERE first <= ? AND last >= ?)"
            return "EXISTS (SELECT 1 FROM found_wide w WHERE w.position = e.position AND first <= ? AND last >= ?)"
        low, high = self.among.between(first, last)
        return f"position BETWEEN {low} AND {high}"

    def _listed(self, values: tuple[str, ...]) -> str:
        """Return a list of values: few as they are, many as one parameter, of which there may not be any number."""
        if self.most is not None and len(values) > self.most:
            self.parameters.append(json.dumps(values))
            return "(SELECT value FROM json_each(?))"
        self.parameters += values
        return f"({', '.join('?' * len(values))})"

    def _in_text(self, condition: Says | SaysStem | Writes) -> str:
        match condition:
            case Says():
                column, letters = "text", f" {' '.join(condition.words)}{' ' if condition.whole else ''}"
            case SaysStem():
                column, letters = "stems", f" {condition.stem} "
            case Writes():
                column, letters = "text", condition.letters
        if self.among is not None and self.among.is_wide:
            self.parameters.append(letters)
            return f"EXISTS (SELECT 1 FROM found_texts t WHERE t.position = e.position AND instr({column}, ?) > 0)"  # noqa: S608
        part = f"position BETWEEN {self.among.first} AND {self.among.last} AND " if self.among else ""
        words = self._words(condition) if self.words is Words.BOTH else ""
        narrow = f"position IN ({self._matching()}) AND " if words else ""
        self.parameters += [*([words] if words else []), letters]
        return f"position IN (SELECT position FROM found_texts WHERE {part}{narrow}instr({column}, ?) > 0)"  # noqa: S608

    def _matching(self) -> str:
        """Return the SELECT of the events whose words match."""
        if self.among is None or self.among.is_wide:
            return "SELECT rowid FROM found_words WHERE found_words MATCH ?"
        part = f"rowid BETWEEN {self.among.first} AND {self.among.last}"
        return f"SELECT rowid FROM found_words WHERE found_words MATCH ? AND {part}"  # noqa: S608 - our own names

    def _by_word(self, condition: Says | SaysStem | Writes) -> str:
        if isinstance(condition, Writes):
            self.parameters.append(condition.letters)
            return "position IN (SELECT position FROM found_letters WHERE instr(text, ?) > 0)"
        if words := self._words(condition):
            self.parameters.append(words)
            return f"position IN ({self._matching()})"
        return "1"

    @staticmethod
    def _words(condition: Says | SaysStem | Writes) -> str:
        """Return what FTS5 is asked for the words of a condition; nothing where it can't tell."""
        match condition:
            case Says() if all(word.isascii() and word.isalnum() for word in condition.words):
                *words, last = condition.words
                asked = [f'"{word}"' for word in words] + [f'"{last}"' if condition.whole else f'"{last}"*']
                return " AND ".join(asked)
            case SaysStem():
                return f'"{STEM}{condition.stem}"'
        return ""  # how the index parts other letters from words is its own affair
