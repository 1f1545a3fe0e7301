"""A briefing as Markdown, with footnoted sources."""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Row
from dprkru_timeline.edtf import wording
from dprkru_timeline.formats.md import Footnotes, escaped, write_foot
from dprkru_timeline.words.event import marks
from dprkru_timeline.words.head import Front, as_a_sentence, brief_head


def write(chronology: Chronology, page: Briefing, out: TextIO, front: Front) -> None:
    """Write the page."""
    notes = Footnotes(chronology)
    head = brief_head(chronology, front, title=page.title)
    if head.marking:
        out.write(f"**{escaped(head.marking)}**\n\n")
    about = as_a_sentence(head.sentence("of", "edition", "asked", "tally", "beyond"))
    out.write(f"# {escaped(head.title)}\n\n{escaped(about)}.\n")
    out.write("\n## Bottom line\n\n")
    for row in page.bottom_line:
        _write_row(chronology, row, out, notes)
    for section in page.sections:
        out.write(f"\n## {escaped(section.heading)}\n\n")
        for row in section.rows:
            _write_row(chronology, row, out, notes)
    if page.left_out:
        out.write(f"\n{escaped(page.left_out)}.\n")
    notes.write(out)
    if head.license:
        out.write(f"\n{escaped(as_a_sentence(head.license))}.\n")
    write_foot(chronology, head, out)


def _write_row(chronology: Chronology, row: Row, out: TextIO, notes: Footnotes) -> None:
    """Write a row as an item of a list; who says so, of an event, as an item below it, as its claims.

    An event has all its marks, though the heading has said some of it: `diff` reads them.
    """
    shown = marks(chronology, row.event) if row.event else row.marks
    when = wording(row.event.date) if row.event else row.lead
    text = f"{escaped(row.text)}{''.join(f' *({escaped(mark)})*' for mark in shown)}{notes.of(row.sources)}"
    said = "; ".join(f"{escaped(word.text)}{notes.of(word.sources)}" for word in row.words)
    lead = f"**{escaped(when)}**: " if when else ""
    if row.event and said:
        text, said = f"{text}\n  - {said}", ""
    out.write(f"- {lead}{text}{': ' if text and said else ''}{said}\n")
    for claim in row.claims:
        words = f"{escaped(claim.who)} {claim.does}: {escaped(claim.says)}"
        out.write(f"  - {escaped(claim.when)}: {words}{notes.of_claim(claim)}\n")
