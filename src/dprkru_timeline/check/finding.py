"""What a rule finds, and how it names it: the entry by table, id and key; the store knows the lines."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Event


class Finding(NamedTuple):
    """What a rule found: the entry by table and id, and the key (or the path below it)."""

    code: str
    table: str
    id: str
    key: tuple[str | int, ...]
    message: str
    help: str = ""


Check = Callable[[Chronology, date], Iterator[Finding]]


def of_event(code: str, event: Event, key: tuple[str | int, ...], message: str, remedy: str = "") -> Finding:
    """Return what a rule found of an event, or of a key of it."""
    return Finding(code, "events", event.id, key, message, remedy)


def looked_for(event: Event) -> frozenset[str]:
    """Return all that was looked for in vain, and where that is told: ``record``, or ids of parties."""
    return frozenset(one for what, _ in event.not_found for one in what)
