"""Parquet, written by pyarrow: a row an event, dates as date32, lists as lists, claims and sources as lists of structs.

The columns are the keys of JSON's event object, by its schema; those that begin with ``found`` are what a query looks
up, as in `formats.sqlite`. Title, edition, license, query and day are in the file's key-value metadata, and as JSON the
vocabularies, so that the file can be read as an event file.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TextIO

from dprkru_timeline.answers.event import event_object
from dprkru_timeline.answers.schemas import definitions
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event
from dprkru_timeline.query.found_by import spans_of, stems_in, texts_by_event, values_of
from dprkru_timeline.store.rows import source_row, tables_of, text_of

_AT_ONCE = 5_000  # events whose rows are in memory together


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a file to the bytes below ``out``."""
    del options
    shared = definitions()
    described = {name: one for name, one in shared["event"]["properties"].items() if name != "note"}  # private
    kinds = [(name, kind_of(one, shared, days=True)) for name, one in described.items()]
    kinds += [(name, kind_of(one, shared, days=False)) for name, one in _FOUND.items()]
    tables = {
        **tables_of(chronology),
        "sources": {source.id: source_row(source) for source in chronology.sources.values()},
    }
    write_rows(chronology, kinds, _rows(chronology), out, {"tables": text_of(tables)})


_TEXTS = {"type": "array", "items": {"type": "string"}}
_SPAN = {"type": "object", "properties": {"first": {"type": "integer"}, "last": {"type": "integer"}}}
# What an event is found by (`query.found_by`); whether its days are all told, or only the first and the last.
_FOUND: dict[str, dict[str, Any]] = {
    "found_position": {"type": "integer"},
    "found_by": _TEXTS,
    "found_days": {"type": "array", "items": _SPAN},
    "found_hull": {"type": "boolean"},
    "found_text": {"type": "string"},
    "found_stems": {"type": "string"},
}


def _rows(chronology: Chronology) -> Iterator[dict[str, Any]]:
    searchable = texts_by_event(chronology)
    for position, event in enumerate(chronology.events):
        spans, is_all = spans_of(event.date)
        text = searchable(event)
        yield {
            **_row(chronology, event),
            "found_position": position,
            "found_by": [f"{field}:{value}" for field, value in values_of(chronology, event)],
            "found_days": [{"first": span.first, "last": span.last} for span in spans],
            "found_hull": not is_all,
            "found_text": text,
            "found_stems": f" {' '.join(stems_in(text))} ",
        }


def write_rows(
    chronology: Chronology,
    kinds: list[tuple[str, Any]],
    rows: Iterable[dict[str, Any]],
    out: TextIO,
    more: dict[str, str] | None = None,
) -> None:
    """Write rows with columns of these types, and further metadata, to the bytes below ``out``."""
    import pyarrow as pa
    from pyarrow import parquet

    selection = chronology.selection
    about = {
        "title": chronology.title,
        "edition": chronology.edition.isoformat(),
        "sourced_until": chronology.sourced_until.isoformat() if chronology.sourced_until else "",
        "license": chronology.license,
        "query": selection.query if selection else "",
        "as_of": chronology.as_of.isoformat() if chronology.as_of else "",
        **(more or {}),
    }
    schema = pa.schema(kinds, metadata={f"timeline.{key}": value for key, value in about.items()})
    out.flush()
    left = iter(rows)
    with parquet.ParquetWriter(out.buffer, schema, compression="zstd") as file:  # type: ignore[attr-defined,unused-ignore]
        while some := list(islice(left, _AT_ONCE)):
            file.write_table(pa.Table.from_pylist(some, schema=schema))


def _row(chronology: Chronology, event: Event) -> dict[str, Any]:
    """Return the event object of JSON, with true days in place of text."""
    days = {"earliest": event.date.earliest, "latest": event.date.latest, "verified": event.verified}
    return event_object(chronology, event) | days


def kind_of(form: dict[str, Any], shared: dict[str, Any], *, days: bool) -> Any:  # noqa: PLR0911
    """Return the type of what JSON Schema describes so; true ``days``, but for those within structs, which are text."""
    import pyarrow as pa

    while "$ref" in form:
        form = shared[form["$ref"].rpartition("/")[2]]
    if "anyOf" in form:  # or null, which every column takes
        (form,) = (one for one in form["anyOf"] if one != {"type": "null"})
        return kind_of(form, shared, days=days)
    match form.get("type"):
        case "array":
            return pa.list_(kind_of(form["items"], shared, days=False))
        case "object":
            return pa.struct([(name, kind_of(one, shared, days=False)) for name, one in form["properties"].items()])
        case "integer":
            return pa.int64()
        case "number":
            return pa.float64()
    if form.get("type") == "boolean" or form.get("const") is True:
        return pa.bool_()
    return pa.date32() if days and form.get("format") == "date" else pa.string()
