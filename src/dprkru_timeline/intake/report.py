"""What an import came to: counts, what was refused, what is left to a person. Every number is of the file at hand."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dprkru_timeline.intake.draft import Columns, Refused
from dprkru_timeline.intake.making import TABLES
from dprkru_timeline.intake.writing import Kept, Outcome
from dprkru_timeline.model import TODO


class Report(NamedTuple):
    """What was read, what it makes of an event file, and what is to be known of it.

    ``read`` counts rows or entries; ``kept_as_text`` dates of which the words are kept, ``came`` new entries by table,
    ``todo`` what is marked so; ``changes`` are the keys that were set, by event; ``written`` is the event file, empty
    where nothing was written.
    """

    file: str
    kind: str
    read: int
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    same: int = 0
    changes: Mapping[str, tuple[str, ...]] = {}
    kept: tuple[Kept, ...] = ()
    gone: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    kept_as_text: int = 0
    came: Mapping[str, tuple[str, ...]] = {}
    todo: int = 0
    heard: tuple[str, ...] = ()
    columns: Columns | None = None
    is_export: bool = False
    of_sources: bool = False
    written: str = ""

    @property
    def taken(self) -> int:
        """How many events of the file stand in the event file now: new, brought up to date, the same."""
        return len(self.added) + len(self.updated) + self.same


def came_along(outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """Return the ids of the entries that came along, by table."""
    return {table: tuple(outcome.along[table]) for table in TABLES if outcome.along.get(table)}


def todo_in(values: Iterable[Any]) -> int:
    """Return how many texts in values are marked to be written by a person."""
    count = 0
    for value in values:
        if isinstance(value, str):
            count += value.startswith(TODO)
        elif isinstance(value, Mapping):
            count += todo_in(value.values())
        elif isinstance(value, list | tuple):
            count += todo_in(value)
    return count
