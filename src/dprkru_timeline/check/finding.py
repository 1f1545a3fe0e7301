"""What a rule finds, and how it names it: the entry by table, id and key; the store knows the lines."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Claim, Event

# What a curator looked for and did not find, a line of the event's note: "Not found: record; searched …".
_NOT_FOUND = "Not found:"


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


def claims(chronology: Chronology) -> Iterator[tuple[Event, int, Claim]]:
    """Yield each claim with its event, and its place among the event's."""
    for event in chronology.events:
        for place, claim in enumerate(event.claims):
            yield event, place, claim


def not_found(event: Event) -> frozenset[str]:
    """Return what the event's note says was looked for in vain: ``record``, or the ids of parties with no word.

    Where it was looked for must stand behind it, parted by a semicolon.
    """
    lines = [
        line.removeprefix(_NOT_FOUND).partition(";") for line in event.note.splitlines() if _NOT_FOUND in line[:10]
    ]
    return frozenset(one.strip() for what, _, where in lines if where.strip() for one in what.split(","))
