"""DOCX of claims and figures: claims by year, figures as a table for each measure."""

from typing import Any, TextIO

from dprkru_timeline.answers.tables import Table
from dprkru_timeline.edtf import anchor, wording
from dprkru_timeline.figures import blocks
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.docx import add_sources, new_document, packed, run_claim
from dprkru_timeline.formats.docx_body import Body
from dprkru_timeline.formats.docx_grid import Grid
from dprkru_timeline.formats.docx_look import begin_columns, make_compact, number_pages
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import speaker, told_claim
from dprkru_timeline.words.event import MATCH_MARKS
from dprkru_timeline.words.figures import ABOUT_COUNTS, amount_in_sentence, named
from dprkru_timeline.words.findings import sentences
from dprkru_timeline.words.head import as_a_sentence, told_head
from dprkru_timeline.words.sources import Notes

_COLUMNS = (("Who", 50), ("Said on", 28), ("How many", 54), ("As of", 26), ("Source", 18))


def write_table(table: Table, out: TextIO, options: Options) -> None:
    """Write claims by year, or figures by measure as tables, to the bytes below ``out``."""
    chronology = table.answer
    head = told_head(chronology, options.front)._replace(tally=f"{len(table.rows):,} {table.what}")
    document = new_document(chronology, head)
    make_compact(document)
    number_pages(document)
    body, notes = Body(document), Notes(chronology)
    body.paragraph(as_a_sentence(head.sentence()), "Subtitle")
    if table.what == "claims":
        _add_said(body, table, notes)
    else:
        _add_figures(document, body, table, notes)
    if notes:
        begin_columns(document)
    add_sources(body, chronology, notes)
    out.flush()
    out.buffer.write(packed(document))  # type: ignore[attr-defined,unused-ignore]


def _add_said(body: Body, table: Table, notes: Notes) -> None:
    year = None
    for row in table.rows:
        if anchor(row.claim.date).year != year:
            year = anchor(row.claim.date).year
            body.heading(str(year))
        paragraph = body.paragraph()
        run_claim(paragraph, told_claim(table.answer, row.event, row.claim), notes)
        if row.possible:
            paragraph.run(f" ({MATCH_MARKS['possible']})", italic=True)
        paragraph.run(f" {one_line(row.event.title)}", italic=True)


def _add_figures(document: Any, body: Body, table: Table, notes: Notes) -> None:
    chronology = table.answer
    found = blocks(chronology, table.rows)
    for said in sentences(chronology, found):
        body.paragraph(said)
    for block in found:
        body.heading(named(block.measure))
        about = f"{as_a_sentence(ABOUT_COUNTS[block.measure.counts])}. {one_line(block.measure.description)}"
        body.paragraph(about.strip(), together=True)
        grid = Grid(body, document, _COLUMNS)
        for point in block.points:
            claim = point.saying.claim
            amount = amount_in_sentence(point.figure, point.amount)
            amount += f" ({point.fallen})" if point.fallen else ""
            amount += f" ({one_line(point.figure.why)})" if point.figure.why else ""
            amount += f" ({MATCH_MARKS['possible']})" if point.saying.possible else ""
            as_of = wording(claim.amounts_as_of) if claim.amounts_as_of else ""
            note = notes.numbers(point.sources) if point.sources else ""
            texts = (speaker(chronology, claim).rstrip(","), wording(claim.date), amount, as_of, note)
            for cell, text in zip(grid.row(), texts, strict=True):
                cell.paragraph(text)
