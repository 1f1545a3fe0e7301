"""Claims and figures, whose rows are no events, in the formats that have room for them.

Each writer takes a `Table` and lays its typed columns out; the module of the format has what is special to it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TextIO

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.answers.schemas import definitions
from dprkru_timeline.answers.tables import Table, column_schema, table_document, text_of
from dprkru_timeline.formats import Format, Options
from dprkru_timeline.text import visible

Writer = Callable[[Table, TextIO, Options], None]


def write_table(chosen: Format, table: Table, out: TextIO, options: Options) -> None:
    """Write claims or figures in a format that ``has_tables``."""
    _WRITERS[chosen.name](table, out, options)


def _csv(table: Table, out: TextIO, options: Options, delimiter: str = ",") -> None:
    from dprkru_timeline.formats.csv import guarded, row_text

    if options.bom:
        out.write("\ufeff")
    out.write(row_text([column.name for column in table.columns], delimiter))
    for row in table.rows:
        cells = [visible(text_of(value)) for value in table.values(row)]
        out.write(row_text([guarded(cell) for cell in cells] if options.guard else cells, delimiter))


def _tsv(table: Table, out: TextIO, options: Options) -> None:
    _csv(table, out, options, "\t")


def _json(table: Table, out: TextIO, options: Options) -> None:
    del options
    out.write(dumps(table_document(table), indent=2) + "\n")


def _jsonl(table: Table, out: TextIO, options: Options) -> None:
    del options
    for row in table.rows:
        found = {one.name: value for one, value in zip(table.columns, table.values(row), strict=True)}
        out.write(dumps(found) + "\n")


def _md(table: Table, out: TextIO, options: Options) -> None:
    from dprkru_timeline.formats.md_tables import write_table as write

    write(table, out, options)


def _docx(table: Table, out: TextIO, options: Options) -> None:
    from dprkru_timeline.formats.docx_tables import write_table as write

    write(table, out, options)


def _xlsx(table: Table, out: TextIO, options: Options) -> None:
    from dprkru_timeline.formats.xlsx import write_table as write

    write(table, out, options)


def _parquet(table: Table, out: TextIO, options: Options) -> None:
    from dprkru_timeline.formats.parquet import kind_of, write_rows

    del options
    shared, columns = definitions(), table.own_columns
    kinds = [(one.name, kind_of(column_schema(one), shared, days=True)) for one in columns]

    def with_days(row: Any) -> dict[str, Any]:
        return {
            one.name: date.fromisoformat(value) if one.type == "date" and value else value
            for one, value in zip(columns, table.values(row, columns), strict=True)
        }

    write_rows(table.answer, kinds, list(map(with_days, table.rows)), out)


_WRITERS: Mapping[str, Writer] = {
    "csv": _csv,
    "tsv": _tsv,
    "md": _md,
    "json": _json,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "docx": _docx,
    "parquet": _parquet,
}
