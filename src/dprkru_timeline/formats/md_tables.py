"""Markdown of claims and figures: claims as a list by year, figures as a table for each measure."""

from typing import TextIO

from dprkru_timeline.answers.tables import Table
from dprkru_timeline.edtf import anchor, wording
from dprkru_timeline.figures import blocks
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.md import Footnotes, cell, escaped, joined, write_foot, write_head
from dprkru_timeline.words.claims import speaker, told_claim
from dprkru_timeline.words.event import MATCH_MARKS
from dprkru_timeline.words.figures import ABOUT_COUNTS, amount_in_sentence, named
from dprkru_timeline.words.findings import sentences
from dprkru_timeline.words.head import as_a_sentence, told_head


def write_table(table: Table, out: TextIO, options: Options) -> None:
    """Write claims by year, or figures by measure, with their sources as footnotes."""
    chronology = table.answer
    notes = Footnotes(chronology)
    head = told_head(chronology, options.front)._replace(tally=f"{len(table.rows):,} {table.what}")
    write_head(head, out)
    if table.what == "claims":
        _claims(table, out, notes)
    else:
        _figures(table, out, notes)
    notes.write(out)
    write_foot(chronology, head, out)


def _claims(table: Table, out: TextIO, notes: Footnotes) -> None:
    year = None
    for row in table.rows:
        if anchor(row.claim.date).year != year:
            year = anchor(row.claim.date).year
            out.write(f"\n## {year}\n\n")
        one = told_claim(table.answer, row.event, row.claim)
        possible = f" *({MATCH_MARKS['possible']})*" if row.possible else ""
        who = f"**{escaped(one.when)}**, {escaped(one.who)} {one.does}"
        out.write(f"- {who}: {joined(one.says)}{possible}{notes.of_claim(one)}  \n  *{escaped(row.event.title)}*\n")


def _figures(table: Table, out: TextIO, notes: Footnotes) -> None:
    chronology = table.answer
    found = blocks(chronology, table.rows)
    for said in sentences(chronology, found):
        out.write(f"\n{escaped(said)}\n")
    for block in found:
        out.write(
            f"\n## {escaped(named(block.measure))}\n\n{escaped(as_a_sentence(ABOUT_COUNTS[block.measure.counts]))}."
        )
        out.write(f" {escaped(block.measure.description)}\n" if block.measure.description else "\n")
        out.write("\n| Who | Said on | How many | As of | Source |\n| --- | --- | ---: | --- | --- |\n")
        for series in block.series:
            for point in series.points:
                claim = point.saying.claim
                as_of = wording(claim.amounts_as_of) if claim.amounts_as_of else ""
                amount = amount_in_sentence(point.figure, point.amount)
                amount += f" ({point.fallen})" if point.fallen else ""
                amount += f" ({point.figure.why})" if point.figure.why else ""
                amount += f" ({MATCH_MARKS['possible']})" if point.saying.possible else ""
                cells = [speaker(chronology, claim).rstrip(","), wording(claim.date), amount, as_of]
                where = told_claim(chronology, point.saying.event, claim)
                cited = notes.of_claim(where) if len(point.sources) < 2 else notes.of(point.sources)
                out.write(f"| {' | '.join(map(cell, cells))} | {cited.strip()} |\n")
