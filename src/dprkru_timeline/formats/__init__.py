"""The formats of ``export``: static rows; the module of a format is imported when it is chosen.

A format module has ``write(chronology, out, options)``, which writes text to ``out`` event by event, and, where it has
no room for some of the fields (`held`), ``LACKS``: each reason with the names of these fields.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TextIO, cast

from dprkru_timeline.chronology import Chronology, without_notes
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.text import shortened
from dprkru_timeline.words.head import Front

if TYPE_CHECKING:
    from dprkru_timeline.derive.cite import DatedItem
    from dprkru_timeline.derive.stats import Row


def _to_nobody(_: str) -> None:
    """Hear what a format has to say, and do nothing."""


class Options(NamedTuple):
    """What a format may be told; each looks at what concerns it."""

    guard: bool = True  # csv: a quote before what a spreadsheet would run as a formula
    bom: bool = False  # csv: a byte order mark, for Excel
    style: str = "list"  # md, docx: list or table
    notes: bool = False  # with the private notes of whoever keeps the files
    front: Front = Front()  # what heads a document
    columns: tuple[str, ...] = ()  # csv, tsv: these, in this order
    names: bool = False  # csv, tsv: names in place of ids
    told: Callable[[str], None] = _to_nobody  # gets what a reader of the file must know
    home: str = ""  # html: where the page of a site leads back to
    event_page: str = ""  # html: where an event has a page of its own, with its id in braces


class Format(NamedTuple):
    """A row of the registry.

    ``suffixes`` are endings of files; ``library`` is what it needs of `LIBRARIES`; ``most`` the
    events that it reads well with, 0 for any number; ``of_sources`` whether it holds the sources of the events, not the
    events; ``takes`` the options of export that are for it; ``says_match`` whether it can say that an event only may
    lie in the dates asked for; ``has_tables`` whether it has a row in `tables`, which write claims and figures;
    ``is_binary`` whether it is no text.
    """

    name: str
    suffixes: tuple[str, ...]
    summary: str
    library: str = ""
    most: int = 0
    of_sources: bool = False
    takes: tuple[str, ...] = ()
    says_match: bool = True
    has_tables: bool = False
    is_binary: bool = False


class Writer(Protocol):
    """What a format module offers."""

    def write(self, chronology: Chronology, out: TextIO, options: Options) -> None:
        """Write the events of a chronology to ``out``."""


_PAGES = ("title", "no-query", "marking")
_HEADED = ("title", "no-query")
_OF_TABLES = ("schema", "columns", "names", "bom", "no-guard", "notes")
FORMATS: tuple[Format, ...] = (
    Format("csv", (".csv",), "one row an event, for spreadsheets", takes=_OF_TABLES, says_match=False, has_tables=True),
    Format("tsv", (".tsv", ".tab"), "the same, with tabs", takes=_OF_TABLES, says_match=False, has_tables=True),
    Format(
        "md",
        (".md", ".markdown"),
        "Markdown with footnoted sources, as a list or a table",
        takes=("style", "notes", *_PAGES),
        has_tables=True,
    ),
    Format("json", (".json",), "one document with the vocabularies", takes=("notes",), has_tables=True),
    Format("jsonl", (".jsonl", ".ndjson"), "one event object a line", takes=("notes",), has_tables=True),
    Format(
        "html",
        (".html", ".htm"),
        "one page to read, filter and print, with nothing outside it",
        most=10_000,
        takes=_PAGES,
    ),
    Format("ics", (".ics", ".ical"), "iCalendar: all-day events for a calendar", takes=_HEADED),
    Format("geojson", (".geojson",), "GeoJSON with times (GeoJSON-T), for maps"),
    Format("timelinejs", (".timeline.json",), "slides for TimelineJS 3", most=50, takes=_HEADED),
    Format("mermaid", (".mmd", ".mermaid"), "a Mermaid timeline, for Markdown pages", most=40, takes=_HEADED),
    Format(
        "sqlite",
        (".sqlite", ".sqlite3", ".db"),
        "a SQLite database with views, for Datasette",
        takes=("schema",),
        is_binary=True,
    ),
    Format(
        "xlsx",
        (".xlsx",),
        "an Excel workbook: events, claims, figures, sources, actors",
        "xlsxwriter",
        takes=("notes", *_PAGES),
        says_match=False,
        has_tables=True,
        is_binary=True,
    ),
    Format(
        "docx",
        (".docx",),
        "a Word document with numbered sources, as a list or a table",
        "docx",
        takes=("style", "notes", *_PAGES),
        has_tables=True,
        is_binary=True,
    ),
    Format(
        "parquet", (".parquet",), "Parquet, for DuckDB, pandas and Spark", "pyarrow", has_tables=True, is_binary=True
    ),
    Format("csl-json", (".csl.json",), "the sources as CSL-JSON, for Zotero and pandoc", of_sources=True),
    Format("bibtex", (".bib",), "the sources as BibTeX", "bibtexparser", of_sources=True),
    Format("ris", (".ris",), "the sources as RIS, for EndNote and Mendeley", "rispy", of_sources=True),
)
_BY_NAME = {one.name: one for one in FORMATS}
# The longest first: ".csl.json" is no ".json".
_BY_SUFFIX = dict(sorted(((suffix, one) for one in FORMATS for suffix in one.suffixes), key=lambda row: -len(row[0])))


def find_format(name: str | None, output: str | None, *, what: str = "events") -> Format:
    """Return the format with this name, else the one that the output's ending names.

    Where ``what`` is not events, a message lists those that write it.

    Raises:
        UsageError: there is no such format, or nothing says which.
    """
    listed = ", ".join(_BY_NAME) if what == "events" else _of_tables(what)
    if name is not None:
        wanted = name.casefold()
        if wanted in _BY_NAME:
            return _BY_NAME[wanted]
        if f".{wanted}" in _BY_SUFFIX:
            return _BY_SUFFIX[f".{wanted}"]
        close = nearest(name, _BY_NAME, limit=1)
        raise UsageError(
            f'no format "{shortened(name)}"', f"did you mean {close[0]}?" if close else f"the formats are {listed}"
        )
    file = PurePath(output or "").name.casefold()
    if found := next((one for suffix, one in _BY_SUFFIX.items() if file.endswith(suffix) and file != suffix), None):
        return found
    suffix = PurePath(file).suffix
    message = f'the ending "{shortened(suffix)}" is no format\'s' if suffix else "no format is named"
    raise UsageError(message, f"write -f with one of {listed}")


def taking(option: str) -> list[str]:
    """Return the names of the formats that an option of export is for."""
    return [one.name for one in FORMATS if option in one.takes]


def for_tables(chosen: Format, what: str) -> Format:
    """Return the format, if it writes claims and figures.

    Raises:
        UsageError: it does not.
    """
    if chosen.has_tables:
        return chosen
    also = ": its database has them beside the events" if chosen.name == "sqlite" else ""
    raise UsageError(f"{chosen.name} is no format for {what}{also}", f"write -f with one of {_of_tables(what)}")


def _of_tables(what: str) -> str:
    """Return the names of the formats that write claims or figures, of these the pictures too."""
    return ", ".join([*(one.name for one in FORMATS if one.has_tables), *(("svg", "png") if what == "figures" else ())])


def references(style: str, items: "list[DatedItem]") -> str:
    """Return sources as references: csl-json, bibtex or ris.

    Raises:
        UsageError: the library that writes the style is not installed.
    """
    with needing(_BY_NAME[style]):
        return str(_module(_BY_NAME[style]).references(items))


def needing(chosen: Format) -> AbstractContextManager[None]:
    """Let the library of a format work (`libraries.at_work`); nothing happens where it needs none.

    Raises:
        UsageError: it is not installed.
    """
    if not chosen.library:
        return nullcontext()
    from dprkru_timeline.libraries import at_work

    return at_work(chosen.library, chosen.name)


def format_rows() -> "list[Row]":
    """Return the formats as rows of a list."""
    from dprkru_timeline.derive.stats import Row
    from dprkru_timeline.libraries import LIBRARIES

    needs = {
        one.name: f" (extra {extra})" if one.library and (extra := LIBRARIES[one.library].extra) else ""
        for one in FORMATS
    }
    return [Row(one.name, one.name, 0, aliases=one.suffixes, about=one.summary + needs[one.name]) for one in FORMATS]


def writer(chosen: Format) -> Writer:
    """Import the module of a format."""
    return cast("Writer", _module(chosen))


def _module(chosen: Format) -> Any:
    return import_module(f"{__name__}.{chosen.name.replace('-', '_')}")


def export(chronology: Chronology, format_name: str, out: TextIO, options: Options | None = None) -> None:
    """Write a chronology to a text stream in a format.

    Open files with ``newline=""``: each format writes the line ends that its readers expect. A binary format
    writes to the bytes below the text, ``out.buffer``.

    Private notes are left out, but where ``options`` say otherwise.

    Raises:
        UsageError: there is no such format, or what it needs is not installed.
    """
    chosen, options = find_format(format_name, None), options or Options()
    with needing(chosen):
        writer(chosen).write(chronology if options.notes else without_notes(chronology), out, options)
