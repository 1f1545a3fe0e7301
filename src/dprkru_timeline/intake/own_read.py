"""What an export of ours holds, read out of its file: JSON, JSON Lines, tables, workbooks, Parquet."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from dprkru_timeline.curate.in_file import as_in_file
from dprkru_timeline.errors import UnreadableFile
from dprkru_timeline.intake.making import TABLES
from dprkru_timeline.intake.own import SIGNS, Export, Object
from dprkru_timeline.intake.table import Table
from dprkru_timeline.libraries import at_work
from dprkru_timeline.store.rows import source_of, with_tables
from dprkru_timeline.store.schema import VOCABULARIES

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def of_json(document: Object) -> Export | None:
    """Return what a JSON export holds; None where it is none of ours."""
    if not isinstance(document.get("timeline"), int) or not isinstance(document.get("chronology"), dict):
        return None
    if not isinstance(document.get("events"), list):
        return None
    head = document["chronology"]
    tables = {table: dict(head.get(table) or {}) for table in TABLES if table != "sources"}
    return Export(head, tables, document["events"], str(document.get("as_of") or ""), str(document.get("query") or ""))


def of_lines(rows: Iterable[Object]) -> Export | None:
    """Return what JSON Lines hold, each an event object with the head of the chronology; None of others."""
    events = list(rows)
    if not events or not all("start_kind" in one and "sources" in one and "edition" in one for one in events):
        return None
    first = events[0]
    return Export(_head_of_row(first), {}, events, str(first.get("as_of") or ""))


def of_table(table: Table, headings: Sequence[str]) -> Export:
    """Return what a table of ours holds, with ids or with names."""
    rows = list(table.rows())
    head_at = next(at for at, row in enumerate(rows) if set(map(str, row.cells)) >= SIGNS)
    texts = [[_cell_text(one) for one in row.cells] for row in rows[head_at + 1 :] if any(row.cells)]
    if not _is_unguarded(texts):
        texts = [[_unguarded(cell) for cell in row] for row in texts]
    events = [_of_cells(dict(zip(headings, row, strict=False))) for row in texts]
    first = dict(zip(headings, texts[0], strict=False)) if texts else {}
    return Export(_head_of_row(first), {}, events, first.get("as_of", ""))


def _head_of_row(row: Mapping[str, Any]) -> Object:
    """Return what an event in a line or a row says of its chronology; its title is the event's own."""
    return {key: row[key] for key in ("edition", "sourced_until", "license") if row.get(key)}


def _cell_text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def _is_unguarded(rows: Iterable[Sequence[str]]) -> bool:
    """Tell whether cells stand that a guard against formulas would have changed: then there was none."""
    return any(cell.startswith(_FORMULA_STARTS) for row in rows for cell in row)


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophes that keep spreadsheets from running it (`formats.csv.guarded`)."""
    cell = re.sub(r"([;,|\t])'(?=[=+@＝＋＠])|([;\t])'(?=[-－])", lambda match: match[1] or match[2], cell)
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def _of_cells(row: Mapping[str, str]) -> Object:
    """Return a row as JSON has an event; sources by id, with the publishers and addresses that are theirs by place."""
    found: Object = {
        key: row.get(key) or None for key in ("id", "date", "date_basis", "title", "summary", "kind", "form")
    }
    found |= {
        "record": row.get("record") or None,
        "verified": row.get("verified") or None,
        "key": row.get("key") == "true",
    }
    if row.get("note"):
        found["note"] = row["note"]
    for key in ("actors", "doers", "themes", "places", "about_places"):
        text = row.get(key) or ""
        found[key] = text.split("; ") if "; " in text or not re.fullmatch(r"[a-z0-9 -]*", text) else text.split()
    for key in ("claims", "known_as", "corrections"):
        try:
            found[key] = json.loads(row[key]) if row.get(key) else []
        except ValueError:
            what = f"the {key} of {row.get('id')} are cut, as a spreadsheet does with long cells"
            raise UnreadableFile(what, "import the JSON export, which has all of it") from None
    found["links"] = [
        {"rel": rel, "to": to} for one in (row.get("links") or "").split() for rel, _, to in [one.partition(":")]
    ]
    found["sources"] = _sources_of_cells(row)
    return found


def _sources_of_cells(row: Mapping[str, str]) -> list[Object]:
    """Return the sources of a row by id; with publishers and addresses where it is plain which are whose."""
    ids = (row.get("sources") or "").split()
    publishers, addresses = (row.get("publishers") or "").split("; "), (row.get("urls") or "").split()
    sources: list[Object] = [{"id": id_} for id_ in ids]
    if len(publishers) == len(ids):
        for one, publisher in zip(sources, publishers, strict=True):
            one["publisher"] = publisher
    elif len(publishers) == 1 and publishers[0]:
        for one in sources:
            one["publisher"] = publishers[0]
    if len(addresses) == len(ids):
        for one, address in zip(sources, addresses, strict=True):
            one["url"] = address
    return sources


def of_workbook(table: Table, sources: Table | None, about: Table | None) -> Export:
    """Return what a workbook of ours holds: its sheets Data and Sources, and the head that stands in About."""
    headings = next(row.cells for row in table.rows())
    names = _names_of_headings([str(one) for one in headings])
    texts = [[_cell_text(one) for one in row.cells] for row in table.rows()][1:]
    events = [_of_cells(dict(zip(names, row, strict=False))) for row in texts if any(row)]
    tables: dict[str, dict[str, Object]] = {}
    if sources is not None:
        rows = [[_cell_text(one) for one in row.cells] for row in sources.rows()]
        keys = [{"address": "url"}.get(one.casefold(), one.casefold()) for one in rows[0]] if rows else []
        tables["sources"] = {
            one["id"]: {
                key: value for key, value in one.items() if key != "id" and value and key in VOCABULARIES["sources"]
            }
            for one in (dict(zip(keys, row, strict=False)) for row in rows[1:])
            if one.get("id")
        }
    head: Object = {}
    if about is not None:
        for row in about.rows():
            name, value = (*[_cell_text(one) for one in row.cells], "", "")[:2]
            key = {
                "Title": "title",
                "Chronology": "title",
                "Edition": "edition",
                "Sourced to": "sourced_until",
                "License": "license",
            }.get(name)
            if key and value:
                head[key] = value
            if name in ("As known on", "Query") and value:
                head[{"As known on": "as_of", "Query": "query"}[name]] = value
    return Export(head, tables, events, head.pop("as_of", ""), head.pop("query", ""))


def _names_of_headings(headings: Sequence[str]) -> list[str]:
    """Return the names of the columns that have these headings in a workbook."""
    from dprkru_timeline.words.columns import columns_of

    by_heading = {one.heading: one.name for one in columns_of(notes=True)}
    return [by_heading.get(one, one) for one in headings]


def of_parquet(file: BinaryIO, shown: str) -> Export | None:
    """Return what a Parquet file of ours holds; None where it is another.

    Raises:
        UnreadableFile: it is damaged.
    """
    with at_work("pyarrow", "reading Parquet"):
        from pyarrow import ArrowException, PythonFile, parquet
    try:
        table = parquet.read_table(PythonFile(file, "r"))
    except (ArrowException, OSError) as error:
        raise UnreadableFile(
            f"{shown} is no Parquet file that can be read: {str(error)[:80]}", "export it again"
        ) from None
    about = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    if "timeline.edition" not in about:
        return None
    head = {name: about.get(f"timeline.{name}", "") for name in ("title", "edition", "sourced_until", "license")}
    description, tables = _tables_of_parquet(about.get("timeline.tables", ""))
    head |= {"description": description} if description else {}
    return Export(head, tables, table.to_pylist(), about.get("timeline.as_of", ""), about.get("timeline.query", ""))


def _tables_of_parquet(text: str) -> tuple[str, dict[str, dict[str, Object]]]:
    """Return the description and the vocabularies that the metadata of a file hold; older ones have none."""
    if not text:
        return "", {}
    kept = json.loads(text)
    sources = {key: source_of(key, row) for key, row in kept.pop("sources").items()}
    whole = with_tables(kept, sources, ())
    tables = {table: {key: as_in_file(one) for key, one in getattr(whole, table).items()} for table in TABLES}
    return whole.description, tables


def rows_of_lines(lines: Iterable[str], shown: str) -> Iterator[Object]:
    """Yield the objects of JSON Lines.

    Raises:
        UnreadableFile: a line is none; its number is named.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableFile(
                f"line {number} of {shown} is no JSON: {str(error)[:80]}", "each line is an object"
            ) from None
        if not isinstance(found, dict):
            raise UnreadableFile(f"line {number} of {shown} is no object", "each line is an event")
        yield found
