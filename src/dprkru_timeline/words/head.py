"""What heads an answer: which chronology, which edition, what was asked, how much of it is here."""

from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, Sayings
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.text import counted, one_line

# What is said of events that only may be an answer, by whether it was asked how many.
POSSIBLY = {False: "may or may not lie in the dates asked for", True: "may or may not be what is asked for"}


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
        text += f"; {possible:,} {POSSIBLY[selection.by_amount]}"
    return text


def claims_text(sayings: Sayings) -> str:
    """Return how many claims by whom answer: "14 claims by 6 speakers in 13 events, of 348"."""
    rows, selection = sayings.rows, sayings.answer.selection
    if not rows or selection is None:
        return "no claim"
    speakers = len({(row.claim.by, row.claim.via) for row in rows})
    events = len({row.event.id for row in rows})
    text = f"{counted(len(rows), 'claim')} by {counted(speakers, 'speaker')} in {counted(events, 'event')}"
    if len(rows) != selection.matched:
        text += f", of {selection.matched:,} matching"
    if selection.matched != selection.total:
        text += f", of {selection.total:,} in all"
    possible = sum(row.possible for row in rows)
    return f"{text}; {possible:,} may or may not be what is asked for" if possible else text


def edition_text(chronology: Chronology) -> str:
    """Return the editions of all files joined, and how far each was sourced, with the titles of the further ones."""
    text = f"edition of {day_wording(chronology.edition)}{_sourced(chronology.sourced_until)}"
    if chronology.latest:
        text += f", latest event {wording(chronology.latest)}"
    for title, edition, until in chronology.joined:
        text += f", with {one_line(title)} (edition of {day_wording(edition)}{_sourced(until)})"
    return text


def _sourced(until: date | None) -> str:
    """Return up to which day the search for sources went."""
    return f", sourced to {day_wording(until)}" if until else ""


# As of which day an answer is known, and what is not of that day.
AS_KNOWN = "As known on {day}, from the sources cited here"
NOT_OF_THE_DAY = "titles, dates, actors and places are this edition's"


def as_of_text(chronology: Chronology) -> str:
    """Return as of which day it is known, or nothing where everything counts."""
    if chronology.as_of is None:
        return ""
    return AS_KNOWN.format(day=day_wording(chronology.as_of))


def beyond_text(chronology: Chronology) -> str:
    """Return the warning for dates past the last day that is covered, or nothing."""
    if not (chronology.selection and chronology.selection.beyond_edition):
        return ""
    if chronology.sourced_until:
        return f"sources were searched up to {day_wording(chronology.reach)}; later events may be missing"
    return f"this edition closed on {day_wording(chronology.edition)}; later events are not in it"


class Head(NamedTuple):
    """The head of an answer told: each part as it stands within a sentence, empty where there is nothing to say."""

    edition: str
    as_of: str
    asked: str
    tally: str
    license: str
    beyond: str

    def sentence(self, *names: str) -> str:
        """Return these parts, or all of them, in one sentence without its stop."""
        parts = [part for name, part in zip(self._fields, self, strict=True) if part and (not names or name in names)]
        return "; ".join(parts)


def told_head(chronology: Chronology) -> Head:
    """Return the head of an answer told."""
    asked = chronology.selection.query if chronology.selection else ""
    return Head(
        edition=edition_text(chronology),
        as_of=in_a_sentence(as_of_text(chronology)),
        asked=f"asked: {one_line(asked)}" if asked else "",
        tally=count_text(chronology),
        license=f"license: {one_line(chronology.license)}" if chronology.license else "",
        beyond=beyond_text(chronology),
    )


def brief_head(chronology: Chronology) -> Head:
    """Return the head of a briefing told: how far the edition reaches, or as of which day it is.

    Its license is to stand after the sources: every line above them is one less of the page.
    """
    return told_head(chronology)._replace(edition=in_a_sentence(as_of_line(chronology)), as_of="", tally="")


def as_of_line(chronology: Chronology) -> str:
    """Return from which edition a briefing is, and how far that reaches or as known on which day."""
    text = f"Edition of {day_wording(chronology.edition)}{_sourced(chronology.sourced_until)}"
    if chronology.as_of:
        return f"{text}, as known on {day_wording(chronology.as_of)}"
    return f"{text}, latest event {wording(chronology.latest)}" if chronology.latest else text


def as_a_sentence(text: str) -> str:
    """Return a text with a capital letter first."""
    return text[:1].upper() + text[1:]


def in_a_sentence(text: str) -> str:
    """Return a text with a small letter first."""
    return text[:1].lower() + text[1:]
