"""A Mermaid timeline: a section a year, each event under its date in our words.

Mermaid takes colons, semicolons, hashes and more for its own: they are written as entities. It has no place for
sources, claims and summaries: the other formats have them.
"""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor, wording
from dprkru_timeline.formats import Options
from dprkru_timeline.text import one_line
from dprkru_timeline.words.event import marks

# What Mermaid reads as syntax, in its own entities, which have no ampersand.
_ENTITIES = {ord(char): f"#{ord(char)};" for char in "#;:%<>{}[]()\"'`&|\\"}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the timeline, event by event."""
    del options
    out.write(f"timeline\n    title {_text(chronology.title)}\n")
    year = None
    for event in chronology.events:
        if anchor(event.date).year != year:
            year = anchor(event.date).year
            out.write(f"    section {year}\n")
        marked = " ".join((event.title, *(f"({mark})" for mark in marks(chronology, event))))
        out.write(f"        {_text(wording(event.date))} : {_text(marked)}\n")


def _text(text: str) -> str:
    """Return text that Mermaid shows as it is; a first word must not be one of its own."""
    return one_line(text).translate(_ENTITIES).strip() or "#8203;"
