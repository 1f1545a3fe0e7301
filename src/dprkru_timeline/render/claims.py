"""Who said what, in the order in which it was said: as a timeline, a table, or a line each."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology, Saying, Sayings
from dprkru_timeline.edtf import anchor
from dprkru_timeline.edtf.wording import date_in_year, short_date
from dprkru_timeline.render.edge import with_id
from dprkru_timeline.render.grid import grid_lines
from dprkru_timeline.render.lines import BLANK, Line, Span, cut, data, padded, width_of, wrapped
from dprkru_timeline.render.parts import asked_lines, note_lines, title_lines
from dprkru_timeline.text import cells, one_line
from dprkru_timeline.words.claims import told_claim
from dprkru_timeline.words.event import MATCH_MARKS
from dprkru_timeline.words.figures import amounts_told
from dprkru_timeline.words.head import claims_text
from dprkru_timeline.words.sources import Notes

_NARROW = 60
_WIDEST_DATE = 14


def claims_lines(sayings: Sayings, width: int, *, full: bool = False) -> Iterator[Line]:
    """Write claims by year, each with its day, its speaker, its words and its note.

    ``full`` adds the title of the event, and the numbers.
    """
    chronology = sayings.answer
    yield from claims_head(sayings, width)
    notes = Notes(chronology)
    column = min(max((cells(_day(row)) for row in sayings.rows), default=0), _WIDEST_DATE)
    year = None
    before: Saying | None = None
    for row in sayings.rows:
        if anchor(row.claim.date).year != year:
            year = anchor(row.claim.date).year
            yield BLANK
            yield ((f"{year}", "year"),)
            before = None
        again = before is not None and _speaks_on(before, row)
        yield from _claim_lines(chronology, row, notes, width, column, again=again, full=full)
        before = row
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def claims_head(sayings: Sayings, width: int) -> Iterator[Line]:
    """Write the title, the edition, what was asked, and how many claims answer it."""
    yield from title_lines(sayings.answer, width)
    yield from asked_lines(sayings.answer, claims_text(sayings), width)


def _speaks_on(before: Saying, row: Saying) -> bool:
    """Tell whether a claim is a further one of the same speaker and day."""
    return (before.claim.by, before.claim.via, before.claim.date) == (row.claim.by, row.claim.via, row.claim.date)


def _claim_lines(  # noqa: PLR0913
    chronology: Chronology, row: Saying, notes: Notes, width: int, column: int, *, again: bool, full: bool
) -> Iterator[Line]:
    told = told_claim(chronology, row.event, row.claim)
    when = "" if again else _day(row)
    spans: list[Span] = [("and ", "label")] if again else [data(told.who, "key-title"), (" ", "")]
    *before, last = one_line(told.says).split() or [""]
    spans += [(f"{told.does}: ", "label"), (" ".join(before), "")]
    tail: list[Span] = [(last, "")]
    if row.possible:
        tail.append((f" ({MATCH_MARKS['possible']})", "faint"))
    if full:
        title, style = data(row.event.title)
        *begins, ends = title.split() or [""]
        spans += [(f" {last}", ""), (" ".join(["", f"({begins[0]}", *begins[1:]]) if begins else "", style)]
        tail = [(f"{'' if begins else '('}{ends})", style), *tail[1:]]
    tail.append((f" [{told.cited(notes.number(told.source) if told.source else 0)}]", "note"))
    narrow = width and width < _NARROW
    # Days end where others do, so that they stand under each other.
    lead: Line = (("  " if narrow else f" {' ' * max(column - cells(when), 0)}{when}  ", "date"),)
    if (narrow and when) or cells(when) > column:
        yield ((f" {when}", "date"),)
        lead = ((" " * (2 if narrow else column + 3), ""),)
    indent: Line = ((" " * width_of(lead), ""),)
    yield from with_id(spans, tail, one_line(row.event.id), width, (lead, indent))
    if full and (numbers := amounts_told(chronology, row.claim)):
        yield from wrapped([(numbers, "label")], width, indent, (*indent, ("  ", "")))


def _day(row: Saying) -> str:
    """Return when it was said, without the year that it stands under."""
    return date_in_year(row.claim.date, anchor(row.claim.date).year)


def claims_table_lines(sayings: Sayings, width: int) -> Iterator[Line]:
    """Write claims as a table: day, who, what, event."""
    chronology = sayings.answer
    yield from claims_head(sayings, width)
    if not sayings.rows:
        return
    notes = Notes(chronology)
    rows: list[list[list[Span]]] = []
    for row in sayings.rows:
        told = told_claim(chronology, row.event, row.claim)
        note = f" [{told.cited(notes.number(told.source) if told.source else 0)}]"
        match = [(f" ({MATCH_MARKS['possible']})", "faint")] if row.possible else []
        rows.append(
            [
                [(short_date(row.claim.date), "date")],
                [data(told.who, "key-title")],
                [(f"{told.does}: ", "label"), data(told.says), *match, (note, "note")],
                [(one_line(row.event.id), "faint")],
            ]
        )
    yield BLANK
    yield from grid_lines(["Said on", "Who", "Says", "Event"], rows, width, least=(12, 16, 24, 40), drops=(3,))
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def claims_oneline(sayings: Sayings, width: int) -> Iterator[Line]:
    """Write a line a claim: the event's id, the EDTF date of saying, who, and what, cut to a width over 0."""
    ids = max((len(row.event.id) for row in sayings.rows), default=0)
    dates = max((len(str(row.claim.date)) for row in sayings.rows), default=0)
    for row in sayings.rows:
        told = told_claim(sayings.answer, row.event, row.claim)
        lead: Line = (
            (f"{padded(one_line(row.event.id), ids)}  ", "label"),
            (f"{padded(str(row.claim.date), dates)}  ", "date"),
        )
        mark = f" ({MATCH_MARKS['possible']})" if row.possible else ""
        text = f"{told.who} {told.does}: {one_line(told.says)}{mark}"
        yield *lead, (cut(text, max(width - width_of(lead), 20)) if width else text, "")
