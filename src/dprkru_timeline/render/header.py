"""What heads an answer: which chronology, which edition, what was asked, how much of it is here."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.render.lines import Line, wrapped
from dprkru_timeline.text import one_line


def counted(number: int, singular: str) -> str:
    """Return a number with its noun: "1 event", "3 events"."""
    return f"{number:,} {singular}{'' if number == 1 else 's'}"


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


def header_lines(chronology: Chronology, width: int) -> Iterator[Line]:
    """Write the title, the edition, the query and the count."""
    yield from title_lines(chronology, width)
    asked = chronology.selection.query if chronology.selection else ""
    count = count_text(chronology)
    text = f"Asked: {one_line(asked)} · {count}" if asked else count[:1].upper() + count[1:]
    yield from wrapped([(text, "faint")], width)
    if beyond := beyond_text(chronology):
        yield from wrapped([(beyond[:1].upper() + beyond[1:], "faint")], width)


def title_lines(chronology: Chronology, width: int) -> Iterator[Line]:
    """Write the title, the edition, and as of which day it is known."""
    yield from wrapped([(one_line(chronology.title), "heading")], width)
    edition = edition_text(chronology)
    yield from wrapped([(edition[:1].upper() + edition[1:], "faint")], width)
    if as_of := as_of_text(chronology):
        yield from wrapped([(as_of, "faint")], width)
