"""What is said under a chart, in the terminal as in a picture: what is not drawn, and what not where it began."""

from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import Density, Lanes
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.text import counted


def density_notes(found: Density, without: str) -> list[str]:
    """Return what a reader of bars must know of what is not in them; ``without`` says it of events of no series."""
    notes = []
    if found.undated:
        notes.append(f"not drawn: {counted(found.undated, 'event')} that may have begun in several {found.per}s")
    if found.without:
        notes.append(without.format(counted(found.without, "event")))
    return notes


def lanes_notes(chronology: Chronology, found: Lanes, by: str) -> list[str]:
    """Return what a reader of lanes must know of what is not in them, or not where it began."""
    notes = []
    if found.earlier:
        notes.append(earlier_text(found.earlier, found.first))
    if found.reaching:
        notes.append(f"at the left edge: {counted(found.reaching, 'event')} that began before, or may have")
    if found.last > chronology.reach:
        notes.append(f"past {day_wording(chronology.reach)}: not covered")
    if found.without:
        notes.append(f"not drawn: {counted(found.without, 'event')} with no {by}")
    return notes


def earlier_text(number: int, first: date) -> str:
    """Return how many events lie before the first day of an axis: "25 events before 2022, not drawn"."""
    is_year = (first.month, first.day) == (1, 1)
    return f"{counted(number, 'event')} before {first.year if is_year else day_wording(first)}, not drawn"
