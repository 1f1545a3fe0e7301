"""DOCX, written by python-docx: events as a list by year with their claims, or as a table; numbered sources with links.

The file is packed anew with one date for all its parts, so that the same chronology makes the same bytes.
"""

import zipfile
from datetime import datetime, time
from io import BytesIO
from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.docx_body import Body, Paragraph
from dprkru_timeline.formats.docx_grid import Cell, Grid
from dprkru_timeline.formats.docx_look import begin_columns, make_compact, number_pages
from dprkru_timeline.formats.snapshots import PART, snapshot_part
from dprkru_timeline.model import Event
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import ToldClaim, told_claims
from dprkru_timeline.words.event import Told, match_mark, told
from dprkru_timeline.words.head import Head, as_a_sentence, told_head
from dprkru_timeline.words.sections import by_year, in_tables
from dprkru_timeline.words.sources import KEPT_COPY, Notes, ranked_sources, told_source
from dprkru_timeline.words.status import status_words
from dprkru_timeline.words.who_says import who_says

# The columns of a table, and how wide each is beside the others.
_COLUMNS = (("Date", 25), ("Event", 132), ("Status", 31), ("Who says so", 61))
_PACKED = (1980, 1, 1, 0, 0, 0)

LACKS = {"made to be read: what happened, how sure it is, who says so; json has the rest": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a document to the bytes below ``out``."""
    head = told_head(chronology, options.front)
    document = new_document(chronology, head)
    make_compact(document, landscape=options.style == "table")
    number_pages(document)
    body, notes = Body(document), Notes(chronology)
    body.paragraph(as_a_sentence(head.sentence()), "Subtitle")
    if options.style == "table":
        _add_tables(document, body, chronology, notes)
    else:
        _add_list(body, chronology, notes)
    if notes:
        begin_columns(document)
    add_sources(body, chronology, notes)
    out.flush()
    out.buffer.write(packed(document))  # type: ignore[attr-defined,unused-ignore]


def _add_list(body: Body, chronology: Chronology, notes: Notes) -> None:
    for heading, events in by_year(chronology):
        body.heading(heading)
        for event in events:
            one = add_event(body, chronology, event, notes, together=True)
            body.paragraph(one.summary_line, "Summary")
            if one.note:
                body.paragraph(one.note, "List Bullet")
            if one.shows_claims:
                add_claims(body, chronology, event, notes)


def _add_tables(document: Any, body: Body, chronology: Chronology, notes: Notes) -> None:
    for heading, events in in_tables(chronology):
        if heading:
            body.heading(heading)
        grid = Grid(body, document, _COLUMNS)
        for event in events:
            _add_row(grid.row(), chronology, event, notes)


def _add_row(cells: list[Cell], chronology: Chronology, event: Event, notes: Notes) -> None:
    """Write an event into a row: when; what, with its sources; how sure it is; who says so."""
    when, what, status, who = cells
    one = told(chronology, event)
    when.paragraph(one.when)
    title = what.paragraph()
    title.run(one.title, bold=event.key)
    if sources := ranked_sources(chronology, event):
        title.run(f" {notes.numbers(sources)}")
    if one.note:
        what.paragraph("", "Cell note").run(one.note, italic=True)
    status.paragraph(status_words(chronology, event))
    if match := match_mark(chronology, event):
        status.paragraph().run(f"({match})", italic=True)
    words = [
        f"{word.text} {notes.numbers(word.sources)}" if word.sources else word.text
        for word in who_says(chronology, event)
    ]
    who.paragraph("; ".join(words))


def new_document(chronology: Chronology, head: Head) -> Any:
    """Return a document with its title and marking, and the chronology's edition as the day it was made."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE

    document = Document()
    for name in ("Summary", "Source", "Cell", "Cell note"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    made = datetime.combine(chronology.edition, time())
    core = document.core_properties
    core.title, core.author, core.language = head.title[:255], "", "en"
    core.created = core.modified = made
    core.comments = ""  # the template of python-docx says what made it, and has a picture of itself
    package = document.part.package
    for relation in [one for one in package.rels.values() if one.reltype.endswith("/thumbnail")]:
        del package.rels[relation.rId]
    document.add_heading(head.title, 0)
    if head.marking:
        _mark(document, head.marking)
    _carry(document, chronology)
    return document


def _mark(document: Any, marking: str) -> None:
    """Put a marking at the head and the foot of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for part in (document.sections[0].header, document.sections[0].footer):
        paragraph = part.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(marking).bold = True


def _carry(document: Any, chronology: Chronology) -> None:
    """Let a document carry what it tells, so that a later day can say what has changed."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI(f"/{PART}"), "application/xml", snapshot_part(chronology), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def add_event(  # noqa: PLR0913
    body: Body,
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
    paragraph = body.paragraph(together=together)
    paragraph.run(f"{one.when}: ", bold=True)
    paragraph.run(one.title, bold=event.key)
    for mark in one.marks:
        paragraph.run(f" ({mark})", italic=True)
    if sources := ranked_sources(chronology, event)[:most]:
        paragraph.run(f" {notes.numbers(sources)}")
    return one


def add_claims(body: Body, chronology: Chronology, event: Event, notes: Notes) -> None:
    """Add who says what, a line of a list each."""
    for claim in told_claims(chronology, event):
        run_claim(body.paragraph(style="List Bullet"), claim, notes)


def run_claim(paragraph: Paragraph, claim: ToldClaim, notes: Notes) -> None:
    """Write who says what into a paragraph."""
    paragraph.run(f"{claim.when}: ")
    paragraph.run(claim.who, bold=True)
    cited = claim.cited(notes.number(claim.source) if claim.source else 0)
    note = f"[{cited}]" if claim.source else f"({cited})"
    paragraph.run(f" {claim.does}: {one_line(claim.says)} {note}")


def add_sources(body: Body, chronology: Chronology, notes: Notes) -> None:
    """Add the numbered sources, each with its address as a link."""
    if not notes:
        return
    body.heading("Sources")
    for number, source_id in enumerate(notes.sources, 1):
        source = chronology.sources[source_id]
        one = told_source(source)
        if one.title:
            paragraph = body.paragraph(f"[{number}] {one.publisher}, “", "Source")
            paragraph.run(one.title, language=one.language)
            paragraph.run(f"”, {one.date}")
        else:
            paragraph = body.paragraph(f"[{number}] {one.text}", "Source")
        if source.url:
            paragraph.run(" ")
        if one.url:
            paragraph.link(one.url)
        elif source.url:
            paragraph.run(one_line(source.url))
        if one.kept:
            paragraph.run(f" {KEPT_COPY}: ")
            paragraph.link(one.kept)


def packed(document: Any) -> bytes:
    """Return a document's file, its parts all of one date."""
    held, again = BytesIO(), BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as packed_:
        for name in made.namelist():
            packed_.writestr(zipfile.ZipInfo(name, _PACKED), made.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
