"""What heads an answer: which chronology, which edition, what was asked, how much of it is here."""

from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, Sayings
from dprkru_timeline.edtf import Interval, day_wording, wording
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
    going_on = sum(event.id in selection.going_on for event in chronology.events)
    possible = sum(event.id in selection.possible for event in chronology.events) - going_on
    if possible:
        text += f"; {possible:,} {POSSIBLY[selection.by_amount]}"
    if going_on:
        text += f"; {going_on:,} {'goes' if going_on == 1 else 'go'} on from before"
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
    """Return the editions of all files joined, and how far each was sourced, with the titles of the further ones.

    Of a file that does not say how far it was sourced, the latest event tells how far it reaches.
    """
    text = f"edition of {day_wording(chronology.edition)}{_sourced(chronology.sourced_until)}"
    if chronology.latest and not chronology.sourced_until:
        text += f", latest event {wording(chronology.latest)}"
    for title, edition, until in chronology.joined:
        text += f", with {one_line(title)} (edition of {day_wording(edition)}{_sourced(until)})"
    return text


def _sourced(until: date | None) -> str:
    """Return up to which day the search for sources went."""
    return f", sourced until {day_wording(until)}" if until else ""


def first_line(chronology: Chronology) -> str:
    """Return how many events there are, and how far they reach: "222 sourced events, until 6 March 2026"."""
    selection = chronology.selection
    shown = len(chronology.events)
    if selection is None or (not selection.query and shown == selection.total):
        return f"{counted(shown, 'sourced event')}{_until(chronology, ', until')}"
    return f"{count_text(chronology)}{_until(chronology, '; sourced until')}"


def _until(chronology: Chronology, lead: str) -> str:
    """Return up to when events were looked for; of a file that does not say so, the date of the latest event."""
    if chronology.sourced_until or chronology.as_of:
        return f"{lead} {day_wording(chronology.reach)}"
    latest = chronology.latest
    end = latest.end if isinstance(latest, Interval) and latest.end else latest
    return f"{lead} {wording(end)}" if end else ""


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
    selection = chronology.selection
    if not (selection and selection.beyond_edition):
        return ""
    if not chronology.sourced_until:
        return f"this edition closed on {day_wording(chronology.edition)}; later events are not in it"
    searched = f"sources were searched up to {day_wording(chronology.reach)}"
    return (
        f"nothing so late is in it: {searched}"
        if chronology.is_too_late
        else f"{searched}; later events may be missing"
    )


_LICENSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def license_address(license_: str) -> str:
    """Return where the text of a license stands, by its name in SPDX; nothing of one that is not known."""
    return _LICENSES.get(license_, "")


class Front(NamedTuple):
    """What whoever hands a document over wants at its front.

    ``title`` takes the place of the chronology's, which then stands below it; ``marking`` stands at head and foot of
    every page ("For official use only").
    """

    title: str = ""
    marking: str = ""


class Head(NamedTuple):
    """The head of an answer told: each part as it stands within a sentence, empty where there is nothing to say.

    ``title`` heads it; ``of`` names the chronology, where that is another.
    """

    of: str
    edition: str
    as_of: str
    asked: str
    tally: str
    license: str
    beyond: str
    title: str
    marking: str

    def sentence(self, *names: str) -> str:
        """Return these parts, or all of them, in one sentence without its stop."""
        wanted = names or ("of", "edition", "as_of", "asked", "tally", "license", "beyond")
        return "; ".join(part for name in wanted if (part := getattr(self, name)))


def asked_text(chronology: Chronology) -> str:
    """Return what was asked, in words; nothing where that was all."""
    return one_line(chronology.selection.asked) if chronology.selection else ""


def about_text(chronology: Chronology) -> str:
    """Return what a question is about: the themes, else the actors, that all were asked to have; else the title."""
    selection = chronology.selection
    if selection is None:
        return one_line(chronology.title)
    names = [chronology.themes[one].name for one in selection.themes if one in chronology.themes]
    names = names or [chronology.actors[one].name for one in selection.actors if one in chronology.actors]
    return one_line(" and ".join(names)) or one_line(chronology.title)


def told_head(chronology: Chronology, front: Front = Front()) -> Head:  # noqa: B008 - it is never changed
    """Return the head of an answer told, with what is wanted at the front of the document."""
    asked = asked_text(chronology)
    title = one_line(front.title).strip() or one_line(chronology.title)
    return Head(
        of=one_line(chronology.title) if title != one_line(chronology.title) else "",
        edition=edition_text(chronology),
        as_of=in_a_sentence(as_of_text(chronology)),
        asked=f"asked: {asked}" if asked else "",
        tally=count_text(chronology),
        license=f"license: {one_line(chronology.license)}" if chronology.license else "",
        beyond=beyond_text(chronology),
        title=title,
        marking=one_line(front.marking).strip(),
    )


def brief_head(chronology: Chronology, front: Front = Front(), *, title: str = "") -> Head:  # noqa: B008 - likewise
    """Return the head of a briefing told: how far the edition reaches, or as of which day it is.

    Its ``title`` says what it is about, where none is wanted at the front.
    Its license is to stand after the sources: every line above them is one less of the page.
    """
    return told_head(chronology, front._replace(title=front.title or title))._replace(
        edition=in_a_sentence(as_of_line(chronology)), as_of=""
    )


def as_of_line(chronology: Chronology) -> str:
    """Return from which edition a briefing is, and how far that reaches or as known on which day."""
    text = f"Edition of {day_wording(chronology.edition)}{_sourced(chronology.sourced_until)}"
    if chronology.as_of:
        return f"{text}, as known on {day_wording(chronology.as_of)}"
    if chronology.sourced_until or not chronology.latest:
        return text
    return f"{text}, latest event {wording(chronology.latest)}"


def as_a_sentence(text: str) -> str:
    """Return a text with a capital letter first."""
    return text[:1].upper() + text[1:]


def in_a_sentence(text: str) -> str:
    """Return a text with a small letter first."""
    return text[:1].lower() + text[1:]
