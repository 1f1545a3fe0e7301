"""A briefing as a DOCX document: a page, and its sources in two columns."""

from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Numbers
from dprkru_timeline.formats.docx import add_claims, add_event, add_sources, new_document, packed
from dprkru_timeline.formats.docx_body import Body
from dprkru_timeline.text import one_line
from dprkru_timeline.words.head import as_a_sentence, brief_head
from dprkru_timeline.words.sources import SHORT, Notes
from dprkru_timeline.words.spans import span_text


def write(chronology: Chronology, page: Briefing, out: TextIO) -> None:
    """Write the page to the bytes below ``out``."""
    head = brief_head(chronology)
    document, notes = new_document(chronology, head), Notes(chronology)
    _make_compact(document)
    body = Body(document)
    body.paragraph(as_a_sentence(head.sentence("edition", "asked", "beyond")), "Subtitle")
    body.heading("Bottom line")
    body.paragraph(one_line(" ".join(page.bottom_line)), "Intense Quote")
    _add_numbers(body, page.numbers, notes)
    for section in (page.key, *page.sections):
        if section.events:
            body.heading(section.heading)
            if section.left:
                body.paragraph(section.left_out)
            for event in section.events:
                add_event(body, chronology, event, notes, together=section.claims, most=SHORT)
                if section.claims:
                    add_claims(body, chronology, event, notes)
    if page.spans:
        body.heading("Time between the key dates")
        for here, there in page.spans:
            body.paragraph(span_text(here.date, there.date), "List Bullet")
    _begin_columns(document)
    add_sources(body, chronology, notes)
    if head.license:
        body.paragraph(as_a_sentence(head.license), "Source")
    out.flush()
    out.buffer.write(packed(document))  # type: ignore[attr-defined,unused-ignore]


def _add_numbers(body: Body, numbers: Numbers, notes: Notes) -> None:
    """Add each party's last word on what is counted."""
    if not numbers.measures:
        return
    body.heading("Numbers: each party's last word")
    if numbers.left_out:
        body.paragraph(numbers.left_out)
    for one in numbers.measures:
        paragraph = body.paragraph(style="List Bullet")
        paragraph.run(f"{one.name}: ", bold=True)
        said = (f"{text} {notes.numbers(sources)}" if sources else text for text, sources in one.words)
        paragraph.run("; ".join(said))


def _make_compact(document: Any) -> None:
    """Set type and margins so that what `briefing` takes for a page is one, on A4 as on Letter."""
    from docx.shared import Cm, Pt, RGBColor

    sizes = {"Title": 15, "Subtitle": 9.5, "Heading 1": 11, "Normal": 9.5, "Source": 8}
    spaces = {"Title": (0, 2), "Subtitle": (0, 4), "Heading 1": (6, 2), "Intense Quote": (2, 4)}
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Intense Quote", "List Bullet", "Source"):
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


def _begin_columns(document: Any) -> None:
    """Begin two columns on the same page: python-docx has no call for them."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn

    columns = document.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))  # noqa: SLF001 - see above
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "400")
