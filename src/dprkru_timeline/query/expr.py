"""A query as a value: frozen terms, one tree, the same from options and from words.

    query = term*                   all must hold
    term  = FIELD ":" value ("," value)*      any value may hold
          | WORD | '"' PHRASE '"'             text

Fields: actor, theme, place, status, kind, source, since, until, on, key. ``str(query)`` is the
normal form that headers show; typed back, it gives the same query.
"""

import re
from typing import NamedTuple

from dprkru_timeline.edtf import Edtf

ONCE_FIELDS = ("status", "kind", "since", "until", "on", "key")
DATE_FIELDS = ("since", "until", "on")
FIELDS = ("actor", "theme", "place", "source", *ONCE_FIELDS)


class Is(NamedTuple):
    """A field has one of these values: ids, words of a closed set, or names not resolved yet."""

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}:{','.join(map(quoted, self.values))}"


class When(NamedTuple):
    """The date lies from (``since``), up to (``until``) or in (``on``) a date."""

    field: str
    date: Edtf

    def __str__(self) -> str:
        return f"{self.field}:{self.date}"


class Text(NamedTuple):
    """A word, or the words of a phrase, stand in the event's text."""

    words: str

    def __str__(self) -> str:
        return quoted(self.words, always=":" in self.words)


Term = Is | When | Text


class Query(NamedTuple):
    """Which events are asked for, and how many of them in which order."""

    terms: tuple[Term, ...] = ()
    certain: bool = False  # only events that surely match the dates
    exact: bool = False  # an actor or place without those that are part of it
    limit: int | None = None  # the first so many, in the order shown
    last: int | None = None  # the newest so many, in time order
    reverse: bool = False

    def __str__(self) -> str:
        flags = [f"--{name}" for name in ("certain", "exact") if getattr(self, name)]
        if self.last is not None:
            flags.append(f"--last {self.last}")
        if self.reverse:
            flags.append("--reverse")
        if self.limit is not None:
            flags.append(f"-n {self.limit}")
        return " ".join([*map(str, self.terms), *flags])

    def __bool__(self) -> bool:
        return tuple(self) != tuple(Query())

    @property
    def filters(self) -> bool:
        """Whether it can leave events out by what they are, not by how many there are."""
        return bool(self.terms)


def quoted(word: str, *, always: bool = False) -> str:
    """Return ``word`` as it is typed: in quotes where it has a space or a comma."""
    return f'"{word}"' if always or re.search(r'[\s,"]', word) else word
