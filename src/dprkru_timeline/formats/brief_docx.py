"""A briefing as a DOCX document: a page, and its sources in two columns."""

from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Row
from dprkru_timeline.formats.docx import add_sources, new_document, packed, run_claim
from dprkru_timeline.formats.docx_body import Body
from dprkru_timeline.formats.docx_look import begin_columns, number_pages
from dprkru_timeline.text import one_line
from dprkru_timeline.words.head import Front, as_a_sentence, brief_head
from dprkru_timeline.words.sources import Notes


def write(chronology: Chronology, page: Briefing, out: TextIO, front: Front) -> None:
    """Write the page to the bytes below ``out``."""
    head = brief_head(chronology, front, title=page.title)
    document, notes = new_document(chronology, head), Notes(chronology)
    _make_compact(document)
    number_pages(document)
    body = Body(document)
    body.paragraph(as_a_sentence(head.sentence("of", "edition", "asked", "tally", "beyond")), "Subtitle")
    body.heading("Bottom line")
    for row in page.bottom_line:
        _add_row(body, row, notes, "Intense Quote")
    for section in page.sections:
        body.heading(section.heading)
        for row in section.rows:
            _add_row(body, row, notes, "List Bullet")
    if page.left_out:
        body.paragraph(f"{page.left_out}.")
    begin_columns(document)
    add_sources(body, chronology, notes)
    if head.license:
        body.paragraph(as_a_sentence(head.license), "Source")
    out.flush()
    out.buffer.write(packed(document))  # type: ignore[attr-defined,unused-ignore]


def _add_row(body: Body, row: Row, notes: Notes, style: str) -> None:
    """Add a row, and the claims below it."""
    paragraph = body.paragraph(style=style)
    if row.lead:
        paragraph.run(f"{row.lead}: ", bold=True)
    if row.text:
        paragraph.run(one_line(row.text), bold=row.is_key)
    for mark in row.marks:
        paragraph.run(f" ({mark})", italic=True)
    if row.sources:
        paragraph.run(f" {notes.numbers(row.sources)}")
    said = (
        f"{one_line(word.text)} {notes.numbers(word.sources)}" if word.sources else one_line(word.text)
        for word in row.words
    )
    if row.words:
        paragraph.run(f"{': ' if row.text else ''}{'; '.join(said)}")
    for claim in row.claims:
        run_claim(body.paragraph(style="List Bullet 2"), claim, notes)


def _make_compact(document: Any) -> None:
    """Set type and margins so that what `briefing` takes for a page is one, on A4 as on Letter."""
    from docx.shared import Cm, Pt, RGBColor

    sizes = {"Title": 15, "Subtitle": 9.5, "Heading 1": 11, "Normal": 9.5, "Source": 8}
    spaces = {"Title": (0, 2), "Subtitle": (0, 4), "Heading 1": (6, 2), "Intense Quote": (2, 4)}
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Intense Quote", "List Bullet", "List Bullet 2", "Source"):
        style = document.styles[name]
        if name in sizes:
            style.font.size = Pt(sizes[name])
        before, after = spaces.get(name, (0, 1.5))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
    quoted = document.styles["Intense Quote"]  # the bottom line: as dark and as wide as the rest
    quoted.font.bold = quoted.font.italic = False
    quoted.paragraph_format.left_indent = quoted.paragraph_format.right_indent = Cm(0)
    for name in ("Subtitle", "Intense Quote"):
        document.styles[name].font.color.rgb = RGBColor(0, 0, 0)
    for section in document.sections:
        section.top_margin = section.bottom_margin = Cm(1.5)
        section.left_margin = section.right_margin = Cm(1.8)
        section.header_distance = section.footer_distance = Cm(0.6)
