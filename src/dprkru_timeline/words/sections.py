"""The headings under which a document has its events: their years, and last what goes on from before."""

from collections.abc import Iterator
from itertools import groupby

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor
from dprkru_timeline.model import Event

GOING_ON = "Going on"


def by_year(chronology: Chronology) -> Iterator[tuple[str, list[Event]]]:
    """Yield headings with their events: each year as it comes, then what goes on."""
    within, going_on = chronology.parted()
    for year, events in groupby(within, key=lambda event: anchor(event.date).year):
        yield str(year), list(events)
    if going_on:
        yield GOING_ON, list(going_on)


def in_tables(chronology: Chronology) -> Iterator[tuple[str, list[Event]]]:
    """Yield the events of each table of a document: those within the dates, without a heading; then what goes on.

    Where there is no event, the one table is empty.
    """
    within, going_on = chronology.parted()
    if within or not going_on:
        yield "", list(within)
    if going_on:
        yield GOING_ON, list(going_on)
