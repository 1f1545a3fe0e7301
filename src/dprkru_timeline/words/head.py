"""What heads an answer: which chronology, which edition, what was asked, how much of it is here."""

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.text import counted, one_line


def count_text(chronology: Chronology) -> str:
    """Return how many of how many events are shown: "3 of 62 events, 1 of them possibly"."""
    selection = chronology.selection
    shown = len(chronology.events)
    if selection is None or (not selection.query and shown == selection.total):
        return f"all {counted(shown, 'event')}" if shown > 1 else counted(shown, "event")
    text = f"{shown:,} of {counted(selection.total, 'event')}"
    if selection.matched != shown:
        text = f"{shown:,} of {selection.matched:,} matching events, {selection.total:,} in all"
    possible = sum(event.id in selection.possible for event in chronology.events)
    if possible:
        text += f"; {possible:,} may or may not lie in the dates asked for"
    return text


def edition_text(chronology: Chronology) -> str:
    """Return the editions of all files joined, with the titles of the further ones."""
    text = f"edition of {day_wording(chronology.edition)}"
    if chronology.latest:
        text += f", latest event {wording(chronology.latest)}"
    for title, edition in chronology.joined:
        text += f", with {one_line(title)} (edition of {day_wording(edition)})"
    return text


def as_of_text(chronology: Chronology) -> str:
    """Return as of which day it is known, or nothing where everything counts."""
    if chronology.as_of is None:
        return ""
    return f"As known on {day_wording(chronology.as_of)}, from the sources cited here"


def beyond_text(chronology: Chronology) -> str:
    """Return the warning for dates past the edition, or nothing."""
    if chronology.selection and chronology.selection.beyond_edition:
        return f"this edition closed on {day_wording(chronology.edition)}; later events are not in it"
    return ""
