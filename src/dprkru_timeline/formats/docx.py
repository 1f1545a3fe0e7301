"""DOCX, written by python-docx: headings by year, an event a paragraph, claims as a list, numbered sources with links.

The file is packed anew with one date for all its parts, so that the same chronology makes the same bytes.
"""

import zipfile
from datetime import datetime, time
from io import BytesIO
from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import told_claims
from dprkru_timeline.words.event import Told, told
from dprkru_timeline.words.head import as_a_sentence, told_head
from dprkru_timeline.words.sources import KEPT_COPY, UNTITLED, Notes, ranked_sources, told_source

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_PACKED = (1980, 1, 1, 0, 0, 0)

LACKS = {"made to be read: what happened, how sure it is, who says so; json has the rest": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a document to the bytes below ``out``."""
    del options
    document = new_document(chronology)
    notes = Notes(chronology)
    document.add_paragraph(as_a_sentence(told_head(chronology).sentence()), "Subtitle")
    year = None
    for event in chronology.events:
        if anchor(event.date).year != year:
            year = anchor(event.date).year
            document.add_heading(str(year), 1)
        one = add_event(document, chronology, event, notes, together=True)
        document.add_paragraph(one.summary_line)
        if one.shows_claims:
            add_claims(document, chronology, event, notes)
    add_sources(document, chronology, notes)
    out.flush()
    out.buffer.write(packed(document))  # type: ignore[attr-defined,unused-ignore]


def new_document(chronology: Chronology) -> Any:
    """Return a document with the chronology's title, and its edition as the day it was made."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE

    document = Document()
    document.styles.add_style("Source", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    made = datetime.combine(chronology.edition, time())
    core = document.core_properties
    core.title, core.author, core.language = one_line(chronology.title)[:255], "", "en"
    core.created = core.modified = made
    document.add_heading(one_line(chronology.title), 0)
    return document


def add_event(  # noqa: PLR0913
    document: Any,
    chronology: Chronology,
    event: Event,
    notes: Notes,
    *,
    together: bool = False,
    most: int | None = None,
) -> Told:
    """Add a paragraph: date, title, marks, the numbers of its sources, ``most`` of them at most; return it told.

    It is kept ``together`` with what follows, or not.
    """
    one = told(chronology, event)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = together
    paragraph.add_run(f"{one.when}: ").bold = True
    paragraph.add_run(one.title).bold = event.key
    for mark in one.marks:
        paragraph.add_run(f" ({mark})").italic = True
    if sources := ranked_sources(chronology, event)[:most]:
        paragraph.add_run(f" {notes.numbers(sources)}")
    return one


def add_claims(document: Any, chronology: Chronology, event: Event, notes: Notes) -> None:
    """Add who says what, a line of a list each."""
    for claim in told_claims(chronology, event):
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{claim.when}: ")
        paragraph.add_run(claim.who).bold = True
        cited = claim.cited(notes.number(claim.source) if claim.source else 0)
        note = f"[{cited}]" if claim.source else f"({cited})"
        paragraph.add_run(f" {claim.does}: {one_line(claim.says)} {note}")


def add_sources(document: Any, chronology: Chronology, notes: Notes) -> None:
    """Add the numbered sources, each with its address as a link."""
    if not notes:
        return
    document.add_heading("Sources", 1)
    for number, source_id in enumerate(notes.sources, 1):
        source = chronology.sources[source_id]
        one = told_source(source)
        paragraph = document.add_paragraph(f"[{number}] {one.publisher}, {'“' if one.title else UNTITLED}", "Source")
        if one.title:
            _set_language(paragraph.add_run(one.title), one.language)
        paragraph.add_run(f"{'”' if one.title else ''}, {one.date}")
        if source.url:
            paragraph.add_run(" ")
        if one.url:
            _add_link(paragraph, one.url)
        elif source.url:
            paragraph.add_run(one_line(source.url))
        if one.kept:
            paragraph.add_run(f" {KEPT_COPY}: ")
            _add_link(paragraph, one.kept)


def _set_language(run: Any, tag: str) -> None:
    """Tell those who spell or speak a text its language: python-docx has no call for it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if tag:
        language = OxmlElement("w:lang")
        for kind in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(kind), tag)
        run._r.get_or_add_rPr().append(language)  # noqa: SLF001 - see above


def _add_link(paragraph: Any, address: str) -> None:
    """Add a link: python-docx has no call for one, so it is made of its parts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, _LINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)  # noqa: SLF001 - see above
    paragraph._p.append(link)  # noqa: SLF001


def packed(document: Any) -> bytes:
    """Return a document's file, its parts all of one date."""
    held, again = BytesIO(), BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as packed_:
        for name in made.namelist():
            packed_.writestr(zipfile.ZipInfo(name, _PACKED), made.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
