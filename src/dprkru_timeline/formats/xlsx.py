"""XLSX, written by XlsxWriter: events to read, and with all data on a sheet of their own; claims, figures, sources.

A date that is one day is a true date where a spreadsheet has it (from March 1900 on); the EDTF text is among the data.
"""

from collections.abc import Callable, Iterable
from typing import Any, TextIO

from dprkru_timeline.answers.tables import Table, TableColumn, claims_table, figures_table, text_of
from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.edtf import wording
from dprkru_timeline.figures import points
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.snapshots import snapshot_part, with_part
from dprkru_timeline.formats.xlsx_book import Book, SheetColumn, Value, as_day, when
from dprkru_timeline.text import one_line
from dprkru_timeline.words.columns import NOTE, Column, column, columns_of
from dprkru_timeline.words.figures import measured
from dprkru_timeline.words.head import asked_text, beyond_text, count_text
from dprkru_timeline.words.offices import office_text
from dprkru_timeline.words.status import status_word, status_words
from dprkru_timeline.words.who_says import who_says_text

# What is wider than most.
_WIDTHS = {
    **dict.fromkeys(("id", "event", "record", "sources", "by_name"), 26),
    "date": 25,
    "title": 46,
    "summary": 60,
    "claims": 40,
    "urls": 40,
    "publishers": 28,
    "publisher": 24,
    "says": 52,
    "does": 14,
    "via": 18,
    "measure_name": 34,
    "wording": 22,
    "amounts": 40,
    "url": 40,
    "fallen": 11,
}
# What is read and printed of the sheet of data, of claims and of figures; the other columns stand to the right.
_OF_DATA = ("id", "date", "earliest", "latest", "kind", "status", "record")
_OF_CLAIMS = ("date_text", "by_name", "via", "does", "says", "title", "publisher")
_OF_FIGURES = ("measure_name", "by_name", "via", "said_text", "wording", "as_of", "says", "publisher", "fallen")
# What a workbook of events has of their claims.
_WITH_EVENTS = ("event", "date", "stance", "basis", "amounts", "amounts_as_of", "source", "locator", "file")
_SHEETS = "Events is to be read and printed; Data has every field, with ids, for other programs."

LACKS = {
    "the sheet About names the chronology and no more; json has it": ("chronology: description",),
    "themes and places are there by name, and have no sheet; json has them whole": (
        "theme: *",
        "place: *",
    ),
    "a figure stands with the unit of its measure, and no more of that; json has it": ("measure: *",),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a workbook to the bytes below ``out``."""
    book = Book(chronology, options.front, options.told)
    events, going_on = chronology.parted()
    book.sheet("Events", _to_read(notes=options.notes), (*events, *going_on), printed=5, frozen=2)
    data = [one for one in columns_of(notes=options.notes) if not one.of_head]
    book.sheet("Data", _first([_of_event(one) for one in data], _OF_DATA), chronology.events, printed=7, wrapped=False)
    sayings = every_saying(chronology)
    table_sheet(book, claims_table(sayings), (*_OF_CLAIMS, *_WITH_EVENTS))
    if chronology.measures and (found := points(sayings)):
        table_sheet(book, figures_table(chronology, found))
    ids = dict.fromkeys(source for event in chronology.events for source in event.all_sources)
    book.sheet("Sources", _SOURCES, [chronology.sources[one] for one in ids], printed=6)
    book.sheet("Actors", _ACTORS, chronology.actors.values(), printed=5)
    about_sheet(book, chronology, count_text(chronology), _SHEETS)
    data_ = with_part(book.closed(), "xl/workbook.xml", snapshot_part(chronology))
    out.flush()
    out.buffer.write(data_)  # type: ignore[attr-defined,unused-ignore]


def write_table(table: Table, out: TextIO, options: Options) -> None:
    """Write claims or figures as a workbook of their own."""
    book = Book(table.answer, options.front, options.told)
    table_sheet(book, table)
    about_sheet(book, table.answer, f"{len(table.rows):,} {table.what}")
    made = book.closed()
    out.flush()
    out.buffer.write(made)  # type: ignore[attr-defined,unused-ignore]


def table_sheet(book: Book, table: Table, names: Iterable[str] = ()) -> None:
    """Write claims or figures as a sheet, with these columns or all."""
    printed = _OF_CLAIMS if table.what == "claims" else _OF_FIGURES
    columns = [_of_table(one) for one in table.own_columns if not names or one.name in names]
    book.sheet(table.what.capitalize(), _first(columns, printed), table.rows, printed=len(printed))


def about_sheet(book: Book, chronology: Chronology, count: str, sheets: str = "") -> None:
    """Write the sheet that says what this is of, and under which condition it may be passed on."""
    selection = chronology.selection
    until, as_of = chronology.sourced_until, chronology.as_of
    book.pairs(
        "About",
        [
            ("Marking", book.head.marking),
            ("Title", book.head.title),
            ("Chronology", book.head.of),
            ("Edition", chronology.edition.isoformat()),
            ("Sourced to", until.isoformat() if until else ""),
            ("As known on", as_of.isoformat() if as_of else ""),
            ("Asked", asked_text(chronology) if selection else ""),
            ("Query", selection.query if selection else ""),
            ("Rows", count),
            ("Sheets", sheets),
            ("License", chronology.license),
            ("Note", beyond_text(chronology)),
        ],
    )


def _first(columns: Iterable[SheetColumn], names: tuple[str, ...]) -> list[SheetColumn]:
    """Return columns with these first, in this order."""
    return sorted(columns, key=lambda one: names.index(one.name) if one.name in names else len(names))


def _column(name: str, heading: str, value: Callable[[Any, Chronology], Value], width: float = 0) -> SheetColumn:
    return SheetColumn(name, heading, value, width or _WIDTHS.get(name, 16), name in ("url", "archive"))


def _of_event(found: Column) -> SheetColumn:
    """Return a column of events as a file has it: ids, and days as such."""
    if found.type != "date":
        return _column(found.name, found.heading, found.text)
    return _column(found.name, found.heading, lambda event, whole: as_day(found.text(event, whole)))


def _to_read(*, notes: bool) -> list[SheetColumn]:
    """Return the columns of events as people read them: the five that are printed, and what one filters by."""
    columns = [
        _column("date_text", "Date", lambda event, _: when(event.date, wording(event.date)), 17),
        _column("title", "Event", lambda event, _: event.title)._replace(bold=lambda event: event.key),
        _column("status", "Status", lambda event, _: status_word(event), 12),
        _column("who", "Who says so", lambda event, whole: who_says_text(whole, event), 40),
        _of_event(column("publishers")),
        *([_of_event(NOTE)] if notes else []),
        _column("status_words", "Status in words", lambda event, whole: status_words(whole, event), 26),
    ]
    for name in ("actors", "themes", "places", "about_places", "kind", "key"):
        found = column(name)
        columns.append(_column(name, found.heading, found.for_people, 26 if found.names else 0))
    return [*columns, *map(_of_event, map(column, ("summary", "earliest", "latest", "id")))]


def _of_table(found: TableColumn) -> SheetColumn:
    """Return a column of claims or figures: numbers and days as such, and amounts in words."""
    return _column(found.name, found.heading, _TOLD.get(found.name) or _typed(found))


def _typed(found: TableColumn) -> Callable[[Any, Chronology], Value]:
    def value(row: Any, whole: Chronology) -> Value:
        has = found.value(row, whole)
        return has if type(has) in (int, float) else as_day(text_of(has)) if found.type == "date" else text_of(has)

    return value


_TOLD: dict[str, Callable[[Any, Chronology], Value]] = {
    "date_text": lambda row, _: when(row.claim.date, wording(row.claim.date)),
    "said_text": lambda row, _: when(row.said, wording(row.said)),
    "amounts": lambda row, whole: "; ".join(measured(whole, one) for one in row.claim.amounts),
}


def _named(ids: Iterable[str], whole: Chronology) -> str:
    return "; ".join(one_line(whole.actors[one].name) for one in ids)


def _of_source(name: str, heading: str = "", width: float = 0) -> SheetColumn:
    def value(source: Any, _: Chronology) -> Value:
        text = str(getattr(source, name) or "")
        return as_day(text) if name in ("date", "retracted", "accessed") else text

    return _column(name, heading or name.capitalize(), value, width)


_SOURCES = [
    _of_source("publisher"),
    _of_source("title", width=54),
    _of_source("date", width=16),
    _of_source("retracted", width=11),
    _of_source("url", "Address", 52),
    _of_source("id"),
    *map(_of_source, ("symbol", "kind", "language", "accessed", "archive", "seen")),
]
_ACTORS = [
    _column("name", "Name", lambda actor, _: actor.name, 34),
    _column("kind", "Kind", lambda actor, _: actor.kind.value, 12),
    _column("part_of", "Part of", lambda actor, whole: _named([actor.part_of] if actor.part_of else [], whole), 26),
    _column("role", "Role", lambda actor, _: actor.role, 34),
    _column("aliases", "Aliases", lambda actor, _: ", ".join(actor.aliases), 46),
    _column("id", "Id", lambda actor, _: actor.id),
    _column("members", "Members", lambda actor, whole: _named(actor.members, whole)),
    _column("offices", "Offices", lambda actor, _: "; ".join(map(office_text, actor.offices))),
    _column("same_as", "Wikidata", lambda actor, _: actor.same_as),
    _column("imo", "IMO", lambda actor, _: actor.imo),
    _column("ofac", "OFAC", lambda actor, _: actor.ofac),
]
