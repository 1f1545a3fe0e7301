"""A Mermaid timeline: a section a year, each event under its date in our words.

Mermaid takes colons, semicolons, hashes and more for its own: they are written as entities. It has no place for
sources, claims and summaries: the other formats have them.
"""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor
from dprkru_timeline.formats import Options
from dprkru_timeline.text import one_line
from dprkru_timeline.words.event import told
from dprkru_timeline.words.head import as_a_sentence, told_head

# What Mermaid reads as syntax, in its own entities, which have no ampersand.
_ENTITIES = {ord(char): f"#{ord(char)};" for char in "#;:%<>{}[]()\"'`&|\\"}

LACKS = {"a timeline has dates and titles only": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the timeline, event by event."""
    head = told_head(chronology, options.front)
    out.write(f"timeline\n    title {_text(head.title)}\n")
    # A comment, which nobody is shown and every copy keeps.
    out.write(f"    %% {_text(as_a_sentence(head.sentence()))}\n")
    year = None
    for event in chronology.events:
        if anchor(event.date).year != year:
            year = anchor(event.date).year
            out.write(f"    section {year}\n")
        one = told(chronology, event)
        marked = " ".join((one.title, *(f"({mark})" for mark in one.marks)))
        out.write(f"        {_text(one.when)} : {_text(marked)}\n")


def _text(text: str) -> str:
    """Return text that Mermaid shows as it is; a first word must not be one of its own."""
    return one_line(text).translate(_ENTITIES).strip() or "#8203;"
