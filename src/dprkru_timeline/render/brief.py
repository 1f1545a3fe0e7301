"""A briefing as lines for the terminal, with numbered sources."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Row
from dprkru_timeline.render.lines import BLANK, Line, Span, data, wrapped
from dprkru_timeline.render.parts import note_lines
from dprkru_timeline.text import cells, one_line
from dprkru_timeline.words.head import Front, as_a_sentence, brief_head
from dprkru_timeline.words.sources import Notes

_INDENT: Line = (("  ", ""),)
_DEEPER: Line = (("    ", ""),)
_NARROW = 60
# Dates and names that lead a row have a column, up to so wide.
_WIDEST_LEAD = 18


def brief_lines(chronology: Chronology, page: Briefing, width: int, front: Front = Front()) -> Iterator[Line]:  # noqa: B008 - never changed
    """Write a briefing: bottom line, numbers, key dates, what is sure, what is not and by whom, sources."""
    notes = Notes(chronology)
    head = brief_head(chronology, front, title=page.title)
    if head.marking:
        yield from wrapped([(head.marking, "heading")], width)
    yield from wrapped([(head.title, "heading")], width)
    asked = " · ".join(filter(None, (head.asked, head.tally)))
    for text in (head.of, head.edition, asked, head.beyond):
        if text:
            yield from wrapped([(as_a_sentence(text), "faint")], width)
    yield BLANK
    yield (("Bottom line", "heading"),)
    yield from _rows(page.bottom_line, notes, width)
    for section in page.sections:
        yield BLANK
        yield from wrapped([(section.heading, "heading")], width)
        yield from _rows(section.rows, notes, width)
    if page.left_out:
        yield BLANK
        yield from wrapped([(f"{page.left_out}: --full has them", "faint")], width)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)
    if head.license:
        yield BLANK
        yield from wrapped([(as_a_sentence(head.license), "faint")], width)
    if head.marking:
        yield BLANK
        yield from wrapped([(head.marking, "heading")], width)


def _rows(rows: Sequence[Row], notes: Notes, width: int) -> Iterator[Line]:
    """Write rows, what leads them in a column where that is narrow enough."""
    column = max((cells(row.lead) for row in rows if cells(row.lead) <= _WIDEST_LEAD), default=0)
    if width and width < _NARROW:
        column = 0
    for row in rows:
        lead, indent = _INDENT, _DEEPER
        spans = _spans(row, notes)
        if column and row.lead and cells(row.lead) <= column:
            space = " " * (column - cells(row.lead))
            is_date = row.event is not None or (row.text and not row.words)
            shown = f"{space}{row.lead}" if is_date else f"{row.lead}{space}"
            lead = (("  ", ""), (f"{shown}  ", "date" if row.event else "label"))
            indent = ((" " * (column + 4), ""),)
        elif row.lead:
            spans = [(f"{row.lead}: ", "date" if row.event else "label"), *spans]
        yield from wrapped(spans, width, lead, indent)
        for claim in row.claims:
            number = notes.number(claim.source) if claim.source else 0
            said: list[Span] = [
                (f"{claim.when}: ", "date"),
                (claim.who, "key-title"),
                (f" {claim.does}: ", "label"),
                data(claim.says),
                (f" [{claim.cited(number)}]", "note"),
            ]
            yield from wrapped(said, width, (*indent, ("  ", "")), (*indent, ("    ", "")))


def _spans(row: Row, notes: Notes) -> list[Span]:
    """Return the text of a row with its marks, the numbers of its sources, and who says so."""
    spans: list[Span] = []
    if row.text:
        spans.append(data(row.text, "key-title" if row.is_key else "title" if row.event else ""))
    spans += [(f" ({one_line(mark)})", "faint") for mark in row.marks]
    if row.sources:
        spans.append((f" {notes.numbers(row.sources)}", "note"))
    for place, word in enumerate(row.words, 1):
        spans += [(": " if spans and place == 1 else "", ""), (one_line(word.text), "")]
        then = "; " if place < len(row.words) else ""
        spans.append((f" {notes.numbers(word.sources)}{then}" if word.sources else then, "note"))
    return [span for span in spans if span[0]]
