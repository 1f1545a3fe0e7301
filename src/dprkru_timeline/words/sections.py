"""The headings under which a document has its events: their years, and last what goes on from before."""

from collections.abc import Iterator
from itertools import groupby

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor
from dprkru_timeline.model import Event

GOING_ON = "Going on"


def apart(chronology: Chronology) -> tuple[list[Event], list[Event]]:
    """Return the events, and apart those that began before the dates asked for and go on; each in its order."""
    going_on = chronology.selection.going_on if chronology.selection else frozenset()
    if not going_on:
        return list(chronology.events), []
    within = [event for event in chronology.events if event.id not in going_on]
    return within, [event for event in chronology.events if event.id in going_on]


def by_year(chronology: Chronology) -> Iterator[tuple[str, list[Event]]]:
    """Yield headings with their events: each year as it comes, then what goes on."""
    within, going_on = apart(chronology)
    for year, events in groupby(within, key=lambda event: anchor(event.date).year):
        yield str(year), list(events)
    if going_on:
        yield GOING_ON, going_on


def in_tables(chronology: Chronology) -> Iterator[tuple[str, list[Event]]]:
    """Yield the events of each table of a document: those within the dates, without a heading; then what goes on.

    Where there is no event, the one table is empty.
    """
    within, going_on = apart(chronology)
    if within or not going_on:
        yield "", within
    if going_on:
        yield GOING_ON, going_on
