"""An event told once: date, title, marks, summary or why there is none. Views and formats lay it out."""

from collections.abc import Sequence
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import EndKind, Interval, wording
from dprkru_timeline.model import NOT_FOUND, SHIPPED, Event
from dprkru_timeline.text import listed, one_line
from dprkru_timeline.words.status import title_mark

# What stands after the title of an event that may or may not be what was asked for: by its date, or how many.
MATCH_MARKS = {"sure": "", "possible": "possibly", "ongoing": "ongoing"}
# What stands after the title of an event that did not happen at the place asked for, but speaks of it.
ABOUT_MARK = "about the place"
# What stands before a private note; before one of the chronology that ships, which everybody may read.
NOTE, EDITORS_NOTE = "Private note", "Editors' note"
# What stands in place of a summary that rests on what was said later.
SUMMARY_LEFT_OUT = "summary left out: it rests on later sources"


def correction_text(was: str, why: str) -> str:
    """Return what an entry once said, in short, and why it says so no more."""
    return f"until then: {_sentence(was)} Why: {_sentence(why)}"


def _sentence(text: str) -> str:
    line = one_line(text)
    end = "" if line.endswith((".", "!", "?", ".”")) else "."
    return f"{line[:1].upper()}{line[1:]}{end}"


def note_text(chronology: Chronology, event: Event) -> tuple[str, str]:
    """Return whose note an event has, and the note on one line: first what was looked for in vain, in words."""
    sought = [f"{_none_found(chronology, what)} found: {where}" for what, where in event.not_found]
    rest = [
        line
        for line in event.note.splitlines()
        if line.strip() and not (line.startswith(NOT_FOUND) and line.partition(";")[2].strip())
    ]
    text = "; ".join(map(one_line, (*sought, *rest)))
    return EDITORS_NOTE if event.file == SHIPPED else NOTE, f"{text[:1].upper()}{text[1:]}" if sought else text


def _none_found(chronology: Chronology, what: Sequence[str]) -> str:
    names = [chronology.actors[one].name if one in chronology.actors else one for one in what if one != "record"]
    found = ["no public record"] if "record" in what else []
    return " and ".join([*found, f"no word of {listed(names)}"] if names else found)


class Told(NamedTuple):
    """An event told.

    ``marks`` stand after the title: of the status, and of an event that only may lie in the dates asked for.
    ``summary`` is as written, of one line or several; where it is empty, ``left_out`` says why. ``shows_claims`` tells
    whether a document must say who claims it: what is not settled, and what has no summary. ``note`` is a private note,
    where these are asked for. Which sources to name first is told by `ranked_sources`, which takes longer than all of
    this.
    """

    when: str
    title: str
    marks: tuple[str, ...]
    summary: str
    left_out: str
    shows_claims: bool
    note: str = ""

    @property
    def summary_line(self) -> str:
        """The summary on one line, or in brackets why there is none."""
        return one_line(self.summary) or f"({self.left_out})"


def told(chronology: Chronology, event: Event) -> Told:
    """Return an event told."""
    return Told(
        when=wording(event.date),
        title=one_line(event.title),
        marks=marks(chronology, event),
        summary=event.summary,
        left_out="" if event.summary else SUMMARY_LEFT_OUT,
        shows_claims=not event.status.is_settled or not event.summary,
        note=": ".join(note_text(chronology, event)) if event.note else "",
    )


def titled(chronology: Chronology, event: Event) -> str:
    """Return a title with its words of doubt, without which it must not stand alone."""
    mark = title_mark(chronology, event)
    return f"{one_line(event.title)}{f' ({mark})' if mark else ''}"


def marks(chronology: Chronology, event: Event) -> tuple[str, ...]:
    """Return the words that stand after a title: of the status, and of how it matches what was asked for."""
    return tuple(filter(None, (title_mark(chronology, event), match_mark(chronology, event))))


def file_mark(chronology: Chronology, event: Event) -> str:
    """Return the words for an event of a further file, or nothing: "in mine"."""
    label = chronology.further_file(event.file)
    return f"in {label}" if label else ""


def match_mark(chronology: Chronology, event: Event) -> str:
    """Return the words for an event that only may lie in the dates asked for, or speaks of the place, or nothing.

    Of an event of a further file they say which.
    """
    about = ABOUT_MARK if chronology.selection and event.id in chronology.selection.about else ""
    return ", ".join(filter(None, (MATCH_MARKS[match_word(chronology, event)], about, file_mark(chronology, event))))


def match_word(chronology: Chronology, event: Event) -> str:
    """Return how an event matches the dates asked for: sure, possible, or ongoing where its end is open."""
    if chronology.selection is None or event.id not in chronology.selection.possible:
        return "sure"
    is_open = isinstance(event.date, Interval) and event.date.end_kind is EndKind.OPEN
    return "ongoing" if is_open and not chronology.selection.by_amount else "possible"
