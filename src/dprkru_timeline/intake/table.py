"""Tables of text: rows of cells with their numbers, read again as often as one asks, and never held as a whole."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from dprkru_timeline.errors import UnreadableFile
from dprkru_timeline.intake.draft import Cell
from dprkru_timeline.intake.text import Encoding

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT = 200  # lines
_LONGEST_CELL = 64 * 1024 * 1024


class Row(NamedTuple):
    """Cells, and the number of the row in its table, from 1.

    ``formats`` are those of true dates and ``links`` the addresses behind the text, by column, where there are any.
    """

    number: int
    cells: list[Cell]
    formats: Mapping[int, str] = MappingProxyType({})
    links: Mapping[int, str] = MappingProxyType({})


class Table(NamedTuple):
    """A table: ``rows`` begins it anew each time; ``told`` is what is to be said of how it was read.

    ``noun`` is what a row of it is called: objects and features have keys for a header, which is row 0.
    ``ends_early`` tells that a row may end with its last cell that has something.
    """

    rows: Callable[[], Iterator[Row]]
    told: tuple[str, ...] = ()
    since_1904: bool = False
    noun: str = "row"
    ends_early: bool = False


def table_of_text(file: BinaryIO, encoding: Encoding, shown: str, delimiter: str = "") -> Table:
    """Return a table of text; cells are parted by what the first lines agree on, or by what is named."""
    parted = delimiter or _delimiter(file, encoding)

    def rows() -> Iterator[Row]:
        file.seek(0)
        text = io.TextIOWrapper(file, encoding.name, newline="")
        try:
            csv.field_size_limit(_LONGEST_CELL)
            reader = csv.reader((line.replace("\0", "") for line in text), delimiter=parted, strict=True)
            for number, cells in enumerate(reader, 1):
                yield Row(number, list(cells))
        except csv.Error:
            what = f"{shown} has a quote that is left open, or text after one that closes a cell, before line"
            raise UnreadableFile(
                f"{what} {reader.line_num + 1:,}", "a cell with a quote in it stands in quotes, and has it twice"
            ) from None
        except UnicodeError as error:
            raise UnreadableFile(f"{shown} can't be read as {encoding.name}: {error}", "write --encoding") from None
        finally:
            with suppress(ValueError):  # it may be closed, where one has stopped in the middle
                text.detach()

    told = [encoding.told] if encoding.told else []
    if parted != ("\t" if shown.casefold().endswith((".tsv", ".tab")) else ","):
        told.append(f"cells are parted by {_NAMES.get(parted, parted)}")
    return Table(rows, tuple(told))


def _delimiter(file: BinaryIO, encoding: Encoding) -> str:
    """Return the sign that parts most of the first lines into as many cells each."""
    text = io.TextIOWrapper(file, encoding.name, newline="")
    try:
        start = [line for line, _ in zip(text, range(_LOOKED_AT), strict=False)]
    finally:
        text.detach()
        file.seek(0)
    best, most = ",", 0.0
    for sign in _DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(start, delimiter=sign) if row)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda row: (row[1], row[0]), default=(1, 0))
        if width > 1 and times * min(width, 20) > most:
            best, most = sign, times * min(width, 20)
    return best
