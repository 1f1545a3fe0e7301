"""Workbooks, read by openpyxl row by row: dates as the workbook has them, merged cells filled, nothing is run."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, NamedTuple

from dprkru_timeline.errors import UnreadableFile, UsageError, nearest
from dprkru_timeline.intake.draft import Cell
from dprkru_timeline.intake.table import Row, Table
from dprkru_timeline.libraries import at_work
from dprkru_timeline.text import listed, shortened

# Bytes that all parts of a workbook may have when they are unpacked, and how much larger than packed.
_MOST_BYTES, _MOST_TIMES = 2 * 1024**3, 200
_SMALL = 64 * 1024**2  # below this any rate is harmless
_MOST_COLUMNS = 1000  # what a person made has fewer; beyond it stands nothing but formats
# What is looked for in a sheet as it is unpacked, a piece at a time, each with the end of the one before.
_PIECE, _OVERLAP = 1 << 20, 4096
_MERGED = rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
_WITHOUT_VALUE = rb'<c [^>]*?r="([A-Z]{1,3}[0-9]{1,7})"[^>]*><f[^>]*>[^<]{0,2000}</f>(?:<v\s*/>|<v></v>)?</c>'
_MOST_NAMED = 1000
_MOST_FILLED = 100_000  # cells that are filled from merged ones


class Merged(NamedTuple):
    """A range of cells that are one: rows and columns from 1, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int


def table_of_workbook(file: BinaryIO, shown: str, sheet: str = "") -> Table:
    """Return the sheet of a workbook that is named, or the only one that has anything.

    Raises:
        UnreadableFile: it is no workbook, or one that would fill the memory.
        UsageError: there is no such sheet, or several have something in them.
    """
    book = _book(file, shown)
    try:
        name = _chosen(book, sheet)
        merged, formulas = _marks(file, book[name])
        since_1904 = book.epoch.year == 1904
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged workbook may fail in any way
        raise UnreadableFile(
            f"{shown} is no workbook that can be read: {_plain(error)}", "save it again as .xlsx"
        ) from None

    def rows() -> Iterator[Row]:
        filled: dict[tuple[int, int], Any] = {}
        try:
            for number, cells in enumerate(book[name].iter_rows(max_col=_MOST_COLUMNS), 1):
                yield _row(number, cells, merged, filled)
        except (UnreadableFile, UsageError):
            raise
        except Exception as error:  # noqa: BLE001 - as above
            raise UnreadableFile(f"{shown} is damaged: {_plain(error)}", "save it again as .xlsx") from None

    told = [f"sheet “{name}”"] if len(book.sheetnames) > 1 else []
    if merged:
        told.append("merged cells are read as each having what is shown in them")
    if formulas:
        first = listed(formulas[:3]) if len(formulas) < 4 else f"{', '.join(formulas[:3])} and others"
        told.append(f"{first}: a formula without a value is read as empty; opened and saved, the file has it")
    if since_1904:
        told.append("days count from 1904 in this workbook")
    return Table(rows, tuple(told), since_1904)


def _row(number: int, cells: Any, merged: list[Merged], filled: dict[tuple[int, int], Any]) -> Row:
    values: list[Cell] = []
    formats: dict[int, str] = {}
    for place, cell in enumerate(cells):
        values.append(_value(cell.value))
        if isinstance(values[-1], date) and cell.number_format:
            formats[place] = precision_of(cell.number_format)
    _fill(number, values, formats, merged, filled)
    return Row(number, values, formats)


def sheet_names(file: BinaryIO, shown: str) -> list[str]:
    """Return the names of a workbook's sheets; errors as in `table_of_workbook`."""
    return list(_book(file, shown).sheetnames)


def _book(file: BinaryIO, shown: str) -> Any:
    _check_archive(file, shown)
    with at_work("openpyxl", "reading workbooks"):
        import openpyxl
    try:
        return openpyxl.load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - a damaged workbook may fail in any way
        raise UnreadableFile(
            f"{shown} is no workbook that can be read: {_plain(error)}", "save it again as .xlsx"
        ) from None


def _plain(error: Exception) -> str:
    return shortened(" ".join(str(error).split()) or type(error).__name__, 120)


def _check_archive(file: BinaryIO, shown: str) -> None:
    """See that a workbook is one, and unpacks to no more than a person's workbook does."""
    start = file.read(8)
    size = file.seek(0, 2)
    file.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnreadableFile(
            f"{shown} is a workbook of before 2007, or one with a password", "save it as .xlsx, without one"
        )
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            whole = sum(info.file_size for info in infos)
            if whole > _MOST_BYTES or (whole > _SMALL and whole > _MOST_TIMES * max(size, 1)):
                raise UnreadableFile(f"{shown} unpacks to {whole // 1024**2:,} MB, which no workbook of events does")
            names = {info.filename for info in infos}
            if "xl/workbook.xml" not in names and not any(name.startswith("xl/") for name in names):
                raise UnreadableFile(f"{shown} is an archive, and no .xlsx workbook", "save it as .xlsx")
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    with archive.open(info) as part:
                        if b"<!DOCTYPE" in part.read(2048):
                            raise UnreadableFile(f"{shown} has a part that is to be expanded, which no workbook has")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(
            f"{shown} is no .xlsx workbook, or a damaged one: {_plain(error)}", "save it again"
        ) from None
    file.seek(0)


def _chosen(book: Any, sheet: str) -> str:
    names = [one.title for one in book.worksheets]
    if sheet:
        folded = {name.strip().casefold(): name for name in names}
        if found := folded.get(sheet.strip().casefold()):
            return str(found)
        if sheet.isdecimal() and 1 <= int(sheet) <= len(names):
            return str(names[int(sheet) - 1])
        close = nearest(sheet, names, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the sheets are {listed(names)}"
        raise UsageError(f'no sheet "{shortened(sheet)}"', remedy)
    filled = [
        one.title
        for one in book.worksheets
        if any(any(c is not None for c in row) for row, _ in zip(one.values, range(50), strict=False))
    ]
    if not filled:
        raise UsageError("the workbook has nothing in it")
    if len(filled) > 1:
        raise UsageError(
            f"several sheets have something in them: {listed([shortened(one) for one in filled])}",
            f'write --sheet "{shortened(filled[0])}"',
        )
    return str(filled[0])


def _marks(file: BinaryIO, sheet: Any) -> tuple[list[Merged], list[str]]:
    """Return the merged cells of a sheet, and those whose formula has no value, which openpyxl's reader passes over."""
    merged: dict[Merged, None] = {}
    formulas: dict[str, None] = {}
    with zipfile.ZipFile(file) as archive, archive.open(sheet._worksheet_path) as part:  # noqa: SLF001 - it has no other name
        tail = b""
        while piece := part.read(_PIECE):
            tail = tail[-_OVERLAP:] + piece
            for match in re.finditer(_MERGED, tail):
                left, top, right, bottom = match.groups()
                merged[Merged(int(top), _column(left), int(bottom), _column(right))] = None
            if len(formulas) < _MOST_NAMED:
                formulas.update(dict.fromkeys(match[1].decode() for match in re.finditer(_WITHOUT_VALUE, tail)))
    return list(merged), list(formulas)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _fill(
    number: int, values: list[Cell], formats: dict[int, str], merged: list[Merged], filled: dict[tuple[int, int], Any]
) -> None:
    """Put what a merged cell shows into each of the cells that it covers, downwards: a title over columns stays one."""
    for one in merged:
        if not one.top <= number <= one.bottom:
            continue
        at = one.left - 1
        if number == one.top:
            if at < len(values) and one.bottom > one.top and len(filled) < _MOST_FILLED:
                filled[one.top, one.left] = (values[at], formats.get(at))
        elif (held := filled.get((one.top, one.left))) is not None:
            values += [None] * (at + 1 - len(values))
            if values[at] is None:
                values[at] = held[0]
                if held[1] is not None:
                    formats[at] = held[1]


def _value(value: Any) -> Cell:
    if isinstance(value, timedelta | time):
        return str(value)
    if isinstance(value, str | int | float | date | datetime) or value is None:
        return value
    return str(value)


def precision_of(number_format: str) -> str:
    """Return the finest part of a date that a cell's format shows: year or month; empty for a day."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format).split(";")[0].lower()
    if "y" not in plain or "d" in plain or "general" in plain:
        return ""
    return "month" if "m" in plain else "year"
