"""CSV by RFC 4180: a header, CRLF, quotes doubled. Columns stay in this order for good, but where others are asked for.

A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP's guard),
unless that is turned off. A cell with any sign that some spreadsheet takes for the end of a cell is quoted,
which the csv module does for one delimiter only.
"""

import re
from collections.abc import Sequence
from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.cells import LONGEST, LongCells, units
from dprkru_timeline.text import visible
from dprkru_timeline.words.columns import columns_asked

# What must be quoted. In csv also what parts cells somewhere; tsv is read by cut and awk as well, which know no quotes.
_TO_QUOTE = {",": re.compile(r'[,;|\t\r\n"]'), "\t": re.compile(r'[\t\r\n"]')}
# Where a reader that parts at another sign would find a formula in mid-cell; no quotes help there.
_FORMULA_INSIDE = re.compile(r"([;,|\t])([=+@＝＋＠])|([;\t])([-－])")
# Whether a row, its cells after a NUL each, may hold either at all: one look in place of one for every cell.
_RISK = re.compile(r"[\0;,|\t][-=+@＝＋－＠]|\0[\t\r\n]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

LACKS = {
    "a row an event, with publishers and addresses of its sources; json has them whole": (
        "source: kind",
        "source: title",
        "source: date",
        "source: language",
        "source: accessed",
        "source: retracted",
        "source: seen",
    ),
    "it names actors, themes, places and measures by their ids; json has them whole": (
        "actor: *",
        "theme: *",
        "place: *",
        "measure: *",
    ),
    "no head in a table: datapackage.json, which --schema writes, has it": (
        "chronology: title",
        "chronology: description",
        "what was asked",
    ),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write one row an event."""
    write_rows(chronology, out, options, delimiter=",")


def write_rows(chronology: Chronology, out: TextIO, options: Options, *, delimiter: str) -> None:
    """Write a header and one row an event, cells parted by ``delimiter``."""
    if options.bom:
        out.write("\ufeff")
    columns = columns_asked(options.columns, notes=options.notes, with_names=options.names)
    names, long = [column.name for column in columns], long_cells(options)
    out.write(row_text(names, delimiter))
    for event in chronology.events:
        cells = [column.text(event, chronology) for column in columns]
        if not "".join(cells).isprintable():  # one look in place of one for every cell
            cells = list(map(visible, cells))
        if options.guard and _RISK.search("\0" + "\0".join(cells)):
            cells = [guarded(cell) for cell in cells]
        note_long(long, event.id, names, cells)
        out.write(row_text(cells, delimiter))
    long.tell()


def long_cells(options: Options) -> LongCells:
    """Return what collects the cells of which Excel would lose the end."""
    return LongCells(options.told, f"over {LONGEST:,} characters, which is all that Excel reads of a cell")


def note_long(long: LongCells, row_id: str, names: Sequence[str], cells: Sequence[str]) -> None:
    """Remember the cells of a row that are too long for Excel."""
    if max(map(len, cells)) > LONGEST // 2:
        for name, cell in zip(names, cells, strict=True):
            if units(cell) > LONGEST:
                long.add(f"{row_id}, {name}")


def row_text(cells: list[str], delimiter: str) -> str:
    """Return cells as a row, those quoted that need it."""
    to_quote = _TO_QUOTE[delimiter].search
    return delimiter.join([_quoted(cell) if cell and to_quote(cell) else cell for cell in cells]) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def guarded(cell: str) -> str:
    """Return a cell in which no spreadsheet finds a formula, at its start or after what it takes for a separator."""
    if _FORMULA_INSIDE.search(cell):
        cell = _FORMULA_INSIDE.sub(lambda match: f"{match[1] or match[3]}'{match[2] or match[4]}", cell)
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
