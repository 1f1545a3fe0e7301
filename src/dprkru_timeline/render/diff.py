"""What has changed, for a terminal: the one line that matters, then each kind under its heading, and sources."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.diff import Difference
from dprkru_timeline.derive.difftext import heads, parts
from dprkru_timeline.render.lines import BLANK, Line, padded, wrapped
from dprkru_timeline.render.parts import note_lines
from dprkru_timeline.render.timeline import NARROW
from dprkru_timeline.text import cells
from dprkru_timeline.words.sources import Notes

_DATES = 18


def diff_lines(chronology: Chronology, found: Difference, width: int) -> Iterator[Line]:
    """Write a difference; ``chronology`` is the whole of the newer side."""
    yield from wrapped([(heads(found), "faint")], width)
    yield from wrapped([(found.line[:1].upper() + found.line[1:], "heading")], width)
    notes = Notes(chronology)
    narrow = bool(width and width < NARROW)
    indent: Line = ((" " * (2 if narrow else _DATES + 3), ""),)
    for part in parts(found, chronology):
        yield BLANK
        yield ((part.heading, "year"),)
        for row in part.rows:
            lead: Line = ((f" {padded(row.when, _DATES)}  ", "date"),)
            if narrow or cells(row.when) > _DATES:
                yield from wrapped([(row.when, "date")], width, ((" ", ""),), ((" ", ""),))
                lead = indent
            known = [one for one in row.sources if one in chronology.sources]
            note = [(f" {notes.numbers(known)}", "note")] if known else []
            yield from wrapped([(row.text, ""), *note], width, lead, indent)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)
