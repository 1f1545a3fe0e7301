"""Workbooks, read by openpyxl row by row: dates as the workbook has them, merged cells filled, nothing is run."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from html import unescape
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from dprkru_timeline.errors import UnreadableFile, UsageError, nearest
from dprkru_timeline.intake.draft import Cell
from dprkru_timeline.intake.table import Row, Table
from dprkru_timeline.libraries import at_work
from dprkru_timeline.text import listed, shortened

# Bytes that all parts of a workbook may have when they are unpacked, and how much larger than packed.
_MOST_BYTES, _MOST_TIMES = 2 * 1024**3, 200
_SMALL = 64 * 1024**2  # below this any rate is harmless
# What is looked for in a sheet as it is unpacked, a piece at a time, each with the end of the one before.
_PIECE, _OVERLAP = 1 << 20, 4096
_MERGED = rb'<(?:\w+:)?mergeCell\s[^<>]{0,99}?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
_WITHOUT_VALUE = (
    rb'<c [^<>]{0,99}?r="([A-Z]{1,3}[0-9]{1,7})"[^<>]{0,99}><f[^<>]{0,200}>[^<]{0,2000}</f>(?:<v\s*/>|<v></v>)?</c>'
)
_HYPERLINK = rb"<(?:\w+:)?hyperlink\s[^<>]{0,4000}>"
_CELL = rb'\bref="([A-Z]{1,3})([0-9]{1,7})'
_RELATION = rb'\bid="([^"]*)"'
_ROW_TOO_FAR = rb'<row\s[^<>]{0,99}?r="[0-9]{8,}"'
_MOST_NAMED = 1000
_LOOKED_AT = 50  # rows of a sheet, for whether it has something
_MOST_FILLED = 100_000  # cells that are filled from merged ones


class Merged(NamedTuple):
    """A range of cells that are one: rows and columns from 1, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int


class _Marks(NamedTuple):
    """What openpyxl's reader by rows passes over: merged cells, formulas without a value, addresses behind cells."""

    merged: list[Merged]
    at: dict[int, list[Merged]]  # those of several rows, by each of these rows
    formulas: list[str]
    links: dict[tuple[int, int], str]


def table_of_workbook(file: BinaryIO, shown: str, sheet: str = "") -> Table:
    """Return the sheet of a workbook that is named, or the only one that has anything.

    Raises:
        UnreadableFile: it is no workbook, or one that would fill the memory.
        UsageError: there is no such sheet, or several have something in them.
    """
    book = _book(file, shown)
    try:
        name = _chosen(book, sheet)
        marks = _marks(file, book[name])
        since_1904 = book.epoch.year == 1904
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged workbook may fail in any way
        raise UnreadableFile(
            f"{shown} is no workbook that can be read: {_plain(error)}", "save it again as .xlsx"
        ) from None

    def rows() -> Iterator[Row]:
        filled: dict[tuple[int, int], Any] = {}
        sheet_ = book[name]
        sheet_.reset_dimensions()  # what a sheet says of its size may be wrong
        try:
            for number, cells in enumerate(sheet_.iter_rows(), 1):
                yield _row(number, cells, marks, filled)
        except (UnreadableFile, UsageError):
            raise
        except Exception as error:  # noqa: BLE001 - as above
            raise UnreadableFile(f"{shown} is damaged: {_plain(error)}", "save it again as .xlsx") from None

    told = [f"sheet “{name}”"] if len(book.sheetnames) > 1 else []
    if marks.merged:
        told.append("merged cells are read as each having what is shown in them")
    if formulas := marks.formulas:
        first = listed(formulas[:3]) if len(formulas) < 4 else f"{', '.join(formulas[:3])} and others"
        told.append(f"{first}: a formula without a value is read as empty; opened and saved, the file has it")
    if since_1904:
        told.append("days count from 1904 in this workbook")
    return Table(rows, tuple(told), since_1904, ends_early=True)


def _row(number: int, cells: Any, marks: _Marks, filled: dict[tuple[int, int], Any]) -> Row:
    values: list[Cell] = []
    formats: dict[int, str] = {}
    links: dict[int, str] = {}
    for place, cell in enumerate(cells):
        values.append(_value(cell.value))
        if isinstance(values[-1], date) and cell.number_format:
            formats[place] = precision_of(cell.number_format)
        if marks.links and (address := marks.links.get((number, place + 1))):
            links[place] = address
    _fill(number, values, formats, marks.at.get(number, ()), filled)
    return Row(number, values, formats, links)


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


def _has_something(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(cell is not None for row in islice(sheet.values, _LOOKED_AT) for cell in row)


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
    filled = [one.title for one in book.worksheets if one.sheet_state == "visible" and _has_something(one)]
    if not filled:
        raise UsageError("the workbook has nothing in it")
    if len(filled) > 1:
        raise UsageError(
            f"several sheets have something in them: {listed([shortened(one) for one in filled])}",
            f'write --sheet "{shortened(filled[0])}"',
        )
    return str(filled[0])


def _marks(file: BinaryIO, sheet: Any) -> _Marks:
    """Return what stands in a sheet besides its cells; the sheet is unpacked a piece at a time."""
    merged: dict[Merged, None] = {}
    formulas: dict[str, None] = {}
    links: dict[tuple[int, int], str] = {}
    path = sheet._worksheet_path  # noqa: SLF001 - it has no other name
    with zipfile.ZipFile(file) as archive:
        targets = _targets(archive, path)
        with archive.open(path) as part:
            tail = b""
            while piece := part.read(_PIECE):
                tail = tail[-_OVERLAP:] + piece
                if re.search(_ROW_TOO_FAR, tail):
                    raise UnreadableFile("the sheet has a row past the last that a sheet can have", "save it again")
                for match in re.finditer(_MERGED, tail):
                    left, top, right, bottom = match.groups()
                    merged[Merged(int(top), _column(left), int(bottom), _column(right))] = None
                if len(formulas) < _MOST_NAMED:
                    formulas.update(dict.fromkeys(match[1].decode() for match in re.finditer(_WITHOUT_VALUE, tail)))
                for match in re.finditer(_HYPERLINK, tail) if targets else ():
                    cell, target = re.search(_CELL, match[0]), re.search(_RELATION, match[0])
                    if cell and target and (address := targets.get(target[1])):
                        links[int(cell[2]), _column(cell[1])] = address
    return _Marks(list(merged), _by_row(merged), list(formulas), links)


def _by_row(merged: Iterable[Merged]) -> dict[int, list[Merged]]:
    found: dict[int, list[Merged]] = {}
    count = 0
    for one in merged:
        for row in range(one.top, one.bottom + 1) if one.bottom > one.top else ():
            count += 1
            if count <= _MOST_FILLED:
                found.setdefault(row, []).append(one)
    return found


def _targets(archive: zipfile.ZipFile, path: str) -> dict[bytes, str]:
    """Return the addresses that a sheet links to, by the ids of its relations."""
    folder, _, name = path.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    found = {}
    for match in re.finditer(rb"<(?:\w+:)?Relationship\s[^>]*>", archive.read(rels)):
        own, target = re.search(rb'\bId="([^"]*)"', match[0]), re.search(rb'\bTarget="(https?://[^"]*)"', match[0])
        if own and target:
            found[own[1]] = unescape(target[1].decode("utf-8", "replace"))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _fill(
    number: int,
    values: list[Cell],
    formats: dict[int, str],
    merged: Sequence[Merged],
    filled: dict[tuple[int, int], Any],
) -> None:
    """Put what a merged cell shows into each of the cells that it covers, downwards: a title over columns stays one."""
    for one in merged:
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
    plain = re.sub(r"[_*].|d{3,4}", "", plain)  # a weekday is no day
    if "d" in plain or "general" in plain or re.search("[hs]", plain) or not re.search("[ym]", plain):
        return ""
    return "month" if "m" in plain else "year"
