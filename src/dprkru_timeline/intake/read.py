"""A file of whatever kind as what an event file can take; its kind is told by what stands in it, then by its ending."""

import io
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple

from dprkru_timeline.errors import UnreadableFile, UsageError, nearest
from dprkru_timeline.intake.days import Order
from dprkru_timeline.intake.draft import Drafts
from dprkru_timeline.intake.objects import list_in, objects_as_table
from dprkru_timeline.intake.own import SIGNS, Export, undamaged
from dprkru_timeline.intake.table import Table, table_of_text
from dprkru_timeline.intake.tabular import Asked, drafts_of
from dprkru_timeline.intake.text import Encoding, encoding_of
from dprkru_timeline.store.find import MAX_BYTES
from dprkru_timeline.text import shortened, typed


class Kind(NamedTuple):
    """A kind of file: its name, endings, what it is in words, and whether it is no text."""

    name: str
    suffixes: tuple[str, ...]
    summary: str
    is_binary: bool = False


KINDS = (
    Kind("csv", (".csv", ".txt"), "a table of text; also ACLED, UCDP, GDELT and the sheet of TimelineJS"),
    Kind("tsv", (".tsv", ".tab"), "the same, with tabs"),
    Kind("xlsx", (".xlsx", ".xlsm"), "a workbook", is_binary=True),
    Kind("json", (".json",), "our own, TimelineJS, CSL-JSON, GeoJSON, or a list of objects"),
    Kind("jsonl", (".jsonl", ".ndjson"), "an object a line"),
    Kind("ics", (".ics", ".ical"), "a calendar"),
    Kind("timelinejs", (".timeline.json", ".jsonp"), "TimelineJS"),
    Kind("csl-json", (".csl.json",), "references as CSL-JSON: sources"),
    Kind("bibtex", (".bib",), "references as BibTeX: sources"),
    Kind("ris", (".ris",), "references as RIS: sources"),
    Kind("geojson", (".geojson",), "places with dates"),
    Kind("markwhen", (".mw", ".markwhen"), "markwhen"),
    Kind("sqlite", (".sqlite", ".sqlite3", ".db"), "our own database", is_binary=True),
    Kind("parquet", (".parquet",), "our own Parquet", is_binary=True),
)
_BY_NAME = {one.name: one for one in KINDS}
_BY_SUFFIX = dict(sorted(((suffix, one) for one in KINDS for suffix in one.suffixes), key=lambda row: -len(row[0])))
# Kinds that no reader of ours reads, and what to do.
_OTHERS = {
    ".xls": ("a workbook of before 2007", "save it as .xlsx"),
    ".ods": ("an OpenDocument sheet", "save it as .xlsx or .csv"),
    ".docx": ("a Word document", "copy its table into a spreadsheet, and import that"),
    ".pdf": ("a PDF document", "import the table that it was made of"),
    ".html": ("a page", "timeline export -f json makes what can be imported"),
    ".md": ("Markdown", "timeline export -f json makes what can be imported"),
    ".toml": ("an event file already", 'timeline --file {0} show reads it; extends = ["{0}"] joins it to another'),
    ".numbers": ("a Numbers document", "export it as .xlsx or .csv"),
    ".zip": ("an archive", "unpack it first"),
}


class Options(NamedTuple):
    """What a person says of a file."""

    kind: str = ""
    encoding: str = ""
    sheet: str = ""
    asked: Asked = Asked()
    expand: str = ""  # ics: until when recurrences are written out


class Content(NamedTuple):
    """What a file holds: drafts with the order of their dates, or an export of ours."""

    kind: Kind
    drafts: Drafts = Drafts()
    order: Order = Order()
    export: Export | None = None


@contextmanager
def opened(name: str, stdin: BinaryIO | None = None) -> Iterator[BinaryIO]:
    """Open a file that can be read again and again; standard input, and what is no plain file, is held whole.

    Raises:
        UnreadableFile: it is missing or can't be read.
    """
    if name == "-" and stdin is not None:
        yield _held(stdin, "standard input")
        return
    shown = typed(name)
    try:
        with open(name, "rb") as file:
            yield file if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else _held(file, shown)
    except IsADirectoryError:
        raise UnreadableFile(f"{shown} is a directory", "name a file in it") from None
    except FileNotFoundError:
        from dprkru_timeline.store.find import similar

        raise UnreadableFile(f"no file {shown}", similar(name)) from None
    except (OSError, ValueError) as error:
        if isinstance(error, UsageError):
            raise
        raise UnreadableFile(f"can't read {shown}: {getattr(error, 'strerror', None) or error}") from None


def _held(file: BinaryIO, shown: str) -> BinaryIO:
    data = file.read(4 * MAX_BYTES + 1)
    if len(data) > 4 * MAX_BYTES:
        raise UnreadableFile(
            f"{shown} goes on after {4 * MAX_BYTES // 1024**2} MB", "write it to a file, and import that"
        )
    return io.BytesIO(data)


_MAGIC = ((b"SQLite format 3\x00", "sqlite"), (b"PAR1", "parquet"))
_BEGINNINGS = (("BEGIN:VCALENDAR", "ics"), ("TY  - ", "ris"), ("@", "bibtex"), ("{", "json"), ("[", "json"))


def kind_of(name: str, start: bytes, given: str = "") -> Kind:
    """Return which kind a file is: the one that is given, else by its first bytes, its ending, its first words.

    Raises:
        UsageError: there is no kind of the name that is given, or nothing says which it is.
    """
    if given:
        return _kind_named(given)
    ending = PurePath(name.casefold())
    if start.startswith(b"PK\x03\x04") and ending.suffix not in _OTHERS:
        return _BY_NAME["xlsx"]
    by_suffix = next((one for suffix, one in _BY_SUFFIX.items() if ending.name.endswith(suffix)), None)
    found = next((_BY_NAME[kind] for magic, kind in _MAGIC if start.startswith(magic)), by_suffix)
    if found:
        return found
    if ending.suffix in _OTHERS:
        what, remedy = _OTHERS[ending.suffix]
        raise UnreadableFile(f"{typed(name)} is {what}", remedy.format(typed(name)))
    text = start.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    kind = next((kind for sign, kind in _BEGINNINGS if text.startswith(sign)), "")
    if not kind and any(sign in text.partition("\n")[0] for sign in ",;\t|"):
        kind = "csv"
    if not kind:
        raise UsageError(f"nothing says what {typed(name)} is", f"write --as with one of {', '.join(_BY_NAME)}")
    return _BY_NAME[kind]


def _kind_named(given: str) -> Kind:
    wanted = given.casefold().lstrip(".")
    if found := _BY_NAME.get(wanted) or _BY_SUFFIX.get(f".{wanted}"):
        return found
    close = nearest(wanted, _BY_NAME, limit=1)
    remedy = f"did you mean {close[0]}?" if close else f"these are read: {', '.join(_BY_NAME)}"
    raise UsageError(f'no kind of file "{shortened(given)}"', remedy)


def read(file: BinaryIO, name: str, options: Options) -> Content:
    """Return what a file holds.

    Raises:
        UnreadableFile: it is damaged, or no file of its kind.
        UsageError: something has to be said of it first: a heading, the order of its dates, a sheet.
    """
    shown = "standard input" if name == "-" else typed(name)
    start = file.read(4096)
    file.seek(0)
    if not start:
        raise UnreadableFile(f"{shown} is empty")
    kind = kind_of(name, start, options.kind)
    _check_options(kind, options)
    if kind.is_binary:
        return _binary(file, shown, kind, options)
    if kind.name == "ics":  # lines are folded by octets, within a letter as well (RFC 5545, 3.1)
        file = io.BytesIO(_unfolded(_whole(file, shown)))
    encoding = encoding_of(file, shown, options.encoding)
    if kind.name in ("csv", "tsv"):
        table = table_of_text(file, encoding, shown, "\t" if kind.name == "tsv" else "")
        return _table(table, kind, options, shown)
    if kind.name == "jsonl":
        return _lines(file, encoding, shown, kind, options)
    text = _whole(file, shown).decode(encoding.name).lstrip("\ufeff")
    if kind.name in _READERS:
        content = Content(kind, _READERS[kind.name](text, options), Order(options.asked.dates))
    else:
        content = _json(text, shown, kind, options)
    if encoding.told and content.drafts.heard:
        content.drafts.heard.note(encoding.told)
    return content


def _unfolded(data: bytes) -> bytes:
    """Return the bytes of a calendar, with its lines unfolded where they are cut within a letter."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return re.sub(rb"\r?\n[ \t]", b"", data)
    return data


def _binary(file: BinaryIO, shown: str, kind: Kind, options: Options) -> Content:
    if kind.name == "xlsx":
        return _workbook(file, shown, kind, options)
    if kind.name == "parquet":
        from dprkru_timeline.intake.own_read import of_parquet

        return _own(kind, lambda: of_parquet(file, shown), shown)
    from dprkru_timeline.intake.own_database import of_sqlite

    return _own(kind, lambda: of_sqlite(_whole(file, shown), shown), shown)


def _check_options(kind: Kind, options: Options) -> None:
    if options.sheet and kind.name != "xlsx":
        raise UsageError(f"--sheet is for workbooks, and this is {kind.name}", "leave it out")
    if options.expand and kind.name != "ics":
        raise UsageError(f"--expand is for calendars, and this is {kind.name}", "leave it out")


def _calendar(text: str, options: Options) -> Drafts:
    from dprkru_timeline.intake.ics import drafts

    return drafts(text, options.expand)


def _bibtex(text: str, _: Options) -> Drafts:
    from dprkru_timeline.intake.references import of_bibtex

    return of_bibtex(text)


def _ris(text: str, _: Options) -> Drafts:
    from dprkru_timeline.intake.references import of_ris

    return of_ris(text)


def _markwhen(text: str, _: Options) -> Drafts:
    from dprkru_timeline.intake.markwhen import drafts

    return drafts(text)


_READERS: Mapping[str, Callable[[str, Options], Drafts]] = {
    "ics": _calendar,
    "bibtex": _bibtex,
    "ris": _ris,
    "markwhen": _markwhen,
}


def _whole(file: BinaryIO, shown: str) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"{shown} is larger than {MAX_BYTES // 1024**2} MB", "split it, or import a table of it")
    return data


def _own(kind: Kind, read_export: Callable[[], Export | None], shown: str) -> Content:
    with undamaged(shown):
        export = read_export()
    if export is None:
        raise UnreadableFile(
            f"{shown} is no {kind.name} of this program", "of these only its own are read; export it as csv"
        )
    return Content(kind, export=export)


def _table(table: Table, kind: Kind, options: Options, shown: str) -> Content:
    if not options.asked.named:
        for row, _ in zip(table.rows(), range(10), strict=False):
            if {str(one).lstrip("\ufeff") for one in row.cells if one} >= SIGNS:
                from dprkru_timeline.intake.own_read import of_table

                headings = [str(one).lstrip("\ufeff") for one in row.cells]
                return _own(kind, partial(of_table, table, headings), shown)
    drafts, order = drafts_of(table, options.asked, shown)
    return Content(kind, drafts, order)


def _workbook(file: BinaryIO, shown: str, kind: Kind, options: Options) -> Content:
    from dprkru_timeline.intake import workbook

    if not options.sheet and not options.asked.named:
        names = workbook.sheet_names(file, shown)
        if {"Events", "Data", "Sources", "About"} <= set(names):
            from dprkru_timeline.intake.own_read import of_workbook

            sheets = [workbook.table_of_workbook(file, shown, one) for one in ("Data", "Sources", "About")]
            return _own(kind, lambda: of_workbook(*sheets), shown)
    return _table(workbook.table_of_workbook(file, shown, options.sheet), kind, options, shown)


def _lines(file: BinaryIO, encoding: Encoding, shown: str, kind: Kind, options: Options) -> Content:
    from dprkru_timeline.intake.own_read import of_lines, rows_of_lines

    def objects() -> Iterator[dict[str, Any]]:
        file.seek(0)
        text = io.TextIOWrapper(file, encoding.name)
        try:
            yield from rows_of_lines((line.lstrip("\ufeff") for line in text), shown)
        finally:
            with suppress(ValueError):  # it may be closed, where one has stopped in the middle
                text.detach()

    first = next(objects(), None)
    if first is None:
        raise UnreadableFile(f"{shown} is empty")
    if "start_kind" in first and "edition" in first and not options.asked.named:
        return _own(kind, lambda: of_lines(objects()), shown)
    return _table(objects_as_table(objects), kind, options, shown)


def _json(text: str, shown: str, kind: Kind, options: Options) -> Content:
    from dprkru_timeline.intake import geojson, references, timelinejs
    from dprkru_timeline.intake.own_read import of_json

    try:
        found = json.loads(timelinejs.without_padding(text))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{shown} is no JSON: {str(error)[:120]}", "is it whole?") from None
    if isinstance(found, dict) and not options.asked.named:
        with undamaged(shown):
            export = of_json(found)
        if export is not None:
            return Content(kind, export=export)
    order = Order(options.asked.dates)
    if geojson.recognized(found):
        if (export := geojson.export_of(found)) is not None:
            return Content(kind, export=export)
        return Content(_BY_NAME["geojson"], *geojson.drafts(found, options.asked))
    if not options.asked.named and timelinejs.recognized(found):
        return Content(_BY_NAME["timelinejs"], timelinejs.drafts(found), order)
    if not options.asked.named and references.recognized(found):
        return Content(_BY_NAME["csl-json"], references.of_csl(found), order)
    rows = list_in(found)
    if rows is None:
        raise UnreadableFile(
            f"{shown} holds no list of objects that could be events", 'a list such as [{"date": …, "title": …}]'
        )
    return _table(objects_as_table(lambda: iter(rows)), kind, options, shown)
