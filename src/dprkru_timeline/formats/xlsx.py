"""XLSX, written by XlsxWriter: a sheet of events, with claims, figures, sources and actors on sheets of their own.

Every text is written as text: nothing becomes a formula or a link by how it begins. Earliest and latest are true dates
where a spreadsheet has them (from March 1900 on), the EDTF text stands beside them.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, TextIO

from dprkru_timeline.answers.tables import Table, figures_table, text_of
from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.edtf import wording
from dprkru_timeline.figures import points
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.snapshots import snapshot_part, with_part
from dprkru_timeline.text import visible
from dprkru_timeline.words.columns import columns_of
from dprkru_timeline.words.figures import measured
from dprkru_timeline.words.head import beyond_text, count_text
from dprkru_timeline.words.offices import office_text

# What a cell and a link of a spreadsheet hold.
_LONGEST, _LONGEST_LINK = 32_767, 2_079
_CUT = " … (cut)"
_FIRST_DAY = date(1900, 3, 1)
_WIDTHS = {
    "id": 34,
    "event": 34,
    "source": 34,
    "title": 60,
    "summary": 80,
    "date_text": 24,
    "claims": 40,
    "urls": 40,
    "publishers": 30,
    "says": 70,
    "by_name": 34,
    "measure_name": 44,
    "wording": 24,
    "said_text": 20,
    "amounts": 60,
    "url": 60,
}
# What a reader wants first; the other columns stand in the order that csv has.
_FIRST = ("id", "date_text", "title", "status", "kind")
# Of claims and figures likewise.
_FIRST_OF_TABLES = (
    "date_text",
    "by_name",
    "does",
    "measure_name",
    "wording",
    "said_text",
    "low",
    "high",
    "unit",
    "event",
)
_DATES = ("said_latest", "earliest", "latest", "verified", "accessed", "retracted")

LACKS = {
    "the sheet About names the chronology and no more; json has it": ("chronology: description",),
    "themes and places have no sheet; json has them whole": (
        "theme: *",
        "place: *",
    ),
    "a figure stands with the unit of its measure, and no more of that; json has it": ("measure: *",),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a workbook to the bytes below ``out``."""
    held = BytesIO()
    book, looks = workbook(held, chronology)
    columns = [one for one in columns_of(notes=options.notes) if not one.of_head]
    columns.sort(key=lambda column: _FIRST.index(column.name) if column.name in _FIRST else len(_FIRST))
    rows = [[column.text(event, chronology) for column in columns] for event in chronology.events]
    _sheet(book, "Events", [column.name for column in columns], [column.heading for column in columns], rows, looks)
    claims = [
        [
            event.id,
            str(claim.date),
            wording(claim.date),
            chronology.actors[claim.by].name,
            claim.stance.value,
            claim.says,
            claim.source,
            claim.locator,
            claim.via,
            claim.basis,
            "; ".join(measured(chronology, one) for one in claim.amounts),
            str(claim.amounts_as_of or ""),
            claim.file,
        ]
        for event in chronology.events
        for claim in event.claims
    ]
    names = ["event", "date", "date_text", "by", "stance", "says", "source", "locator", "via", "basis"]
    heads = ["Event", "EDTF", "Date", "Actor", "Stance", "Says", "Source", "Locator", "Via", "Basis"]
    names += ["amounts", "amounts_as_of", "file"]
    _sheet(book, "Claims", names, [*heads, "Amounts", "Amounts as of", "File"], claims, looks)
    if chronology.measures and (found := points(every_saying(chronology))):
        table_sheet(book, figures_table(chronology, found), looks)
    ids = dict.fromkeys(source for event in chronology.events for source in event.all_sources)
    keys = ["id", "publisher", "symbol", "title", "date", "kind", "language", "accessed", "url", "archive"]
    keys += ["retracted", "seen"]
    sources = [[_cell(getattr(chronology.sources[one], key)) for key in keys] for one in ids]
    _sheet(book, "Sources", keys, [key.capitalize() for key in keys], sources, looks)
    actors = [
        [
            one.id,
            one.name,
            one.kind.value,
            one.part_of,
            one.role,
            ", ".join(one.aliases),
            " ".join(one.members),
            "; ".join(map(office_text, one.offices)),
            one.same_as,
            one.imo,
            one.ofac,
        ]
        for one in chronology.actors.values()
    ]
    heads = ["Id", "Name", "Kind", "Part of", "Role", "Aliases", "Members", "Offices", "Wikidata", "IMO", "OFAC"]
    names = ["id", "name", "kind", "part_of", "role", "aliases", "members", "offices", "same_as", "imo", "ofac"]
    _sheet(book, "Actors", names, heads, actors, looks)
    about_sheet(book, chronology, looks)
    book.close()
    out.flush()
    data = with_part(held.getvalue(), "xl/workbook.xml", snapshot_part(chronology))
    out.buffer.write(data)  # type: ignore[attr-defined,unused-ignore]


def workbook(held: BytesIO, chronology: Chronology) -> tuple[Any, dict[str, Any]]:
    """Return a new workbook that is written to ``held``, and how its cells look."""
    from xlsxwriter import Workbook

    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    selection = chronology.selection
    book.set_properties(
        {
            "title": visible(chronology.title),
            "comments": visible(selection.query) if selection else "",
            "created": datetime.combine(chronology.edition, time()),
        }
    )
    looks = {"head": book.add_format({"bold": True}), "day": book.add_format({"num_format": "yyyy-mm-dd"})}
    looks["text"] = book.add_format({"valign": "top"})  # not wrapped: rows keep one height in every program
    looks["number"] = book.add_format({"num_format": "#,##0.######", "valign": "top"})
    return book, looks


def table_sheet(book: Any, table: Table, looks: dict[str, Any]) -> None:
    """Write claims or figures as a sheet."""
    columns = sorted(
        table.own_columns, key=lambda one: _FIRST_OF_TABLES.index(one.name) if one.name in _FIRST_OF_TABLES else 99
    )
    rows = [
        [value if type(value) in (int, float) else text_of(value) for value in table.values(row, columns)]
        for row in table.rows
    ]
    title = table.what.capitalize()
    _sheet(book, title, [one.name for one in columns], [one.heading for one in columns], rows, looks)


def about_sheet(book: Any, chronology: Chronology, looks: dict[str, Any], count: str = "") -> None:
    """Write the sheet that says what this is of, and under which condition it may be passed on."""
    sheet = book.add_worksheet("About")
    rows = [
        ("Title", chronology.title),
        ("Edition", chronology.edition.isoformat()),
        ("Sourced to", chronology.sourced_until.isoformat() if chronology.sourced_until else ""),
        ("As known on", chronology.as_of.isoformat() if chronology.as_of else ""),
        ("Asked", chronology.selection.query if chronology.selection else ""),
        ("Rows", count) if count else ("Events", count_text(chronology)),
        ("License", chronology.license),
        ("Note", beyond_text(chronology)),
    ]
    for number, (name, text) in enumerate(row for row in rows if row[1]):
        sheet.write_string(number, 0, name, looks["head"])
        sheet.write_string(number, 1, visible(text), looks["text"])
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _sheet(  # noqa: PLR0913, PLR0917
    book: Any,
    title: str,
    names: Sequence[str],
    heads: Sequence[str],
    rows: Sequence[Sequence[str | float]],
    looks: dict[str, Any],
) -> None:
    sheet = book.add_worksheet(title)
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, looks["head"])
        sheet.set_column(place, place, _WIDTHS.get(names[place], 16))
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            _writer(sheet, names[place], text, looks)(number, place)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)


def _writer(sheet: Any, name: str, text: str | float, looks: dict[str, Any]) -> Callable[[int, int], Any]:
    """Return what writes a cell: a number, a true date, a link, or text."""
    if not isinstance(text, str):
        return lambda row, column: sheet.write_number(row, column, text, looks["number"])
    if name in _DATES and text and (day := date.fromisoformat(text)) >= _FIRST_DAY:
        return lambda row, column: sheet.write_datetime(row, column, datetime.combine(day, time()), looks["day"])
    if not text:  # an empty text is no empty cell: a sum or a filter takes it for a value
        return lambda row, column: sheet.write_blank(row, column, None, looks["text"])
    shown = visible(text)
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - len(_CUT)] + _CUT
    if name in ("url", "archive") and shown.startswith(("http://", "https://")) and len(shown) <= _LONGEST_LINK:
        return lambda row, column: sheet.write_url(row, column, shown, string=shown)
    return lambda row, column: sheet.write_string(row, column, shown, looks["text"])
