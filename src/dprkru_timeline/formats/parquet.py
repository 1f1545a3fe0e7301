"""Parquet, written by pyarrow: a row an event, dates as date32, lists as lists, claims and sources as lists of structs.

Title, edition, license, query and day are in the file's key-value metadata.
"""

from io import BytesIO
from typing import Any, TextIO

from dprkru_timeline.answers.event import event_object
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event

LACKS = {
    "the metadata name the chronology and no more; json has it": ("chronology: description",),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a file to the bytes below ``out``."""
    del options
    import pyarrow as pa
    from pyarrow import parquet

    text, texts, day = pa.string(), pa.list_(pa.string()), pa.date32()
    claim = pa.struct([(name, text) for name in ("by", "stance", "says", "date", "source", "locator")])
    of_source = ("id", "publisher", "kind", "title", "date", "url", "language", "accessed", "archive")
    source = pa.struct([*((name, text) for name in of_source), ("claims_only", pa.bool_())])
    link = pa.struct([("rel", text), ("to", text)])
    kinds: list[tuple[str, Any]] = [
        *((name, text) for name in ("id", "date")),
        ("earliest", day),
        ("latest", day),
        *((name, text) for name in ("start_kind", "end_kind", "date_text", "date_basis", "title", "summary", "kind")),
        ("key", pa.bool_()),
        ("status", text),
        *((name, texts) for name in ("actors", "doers", "themes", "places")),
        ("record", text),
        ("verified", day),
        ("sources", pa.list_(source)),
        ("claims", pa.list_(claim)),
        ("links", pa.list_(link)),
    ]
    selection = chronology.selection
    about = {
        "title": chronology.title,
        "edition": chronology.edition.isoformat(),
        "license": chronology.license,
        "query": selection.query if selection else "",
        "as_of": chronology.as_of.isoformat() if chronology.as_of else "",
    }
    schema = pa.schema(kinds, metadata={f"timeline.{key}": value for key, value in about.items()})
    table = pa.Table.from_pylist([_row(chronology, event) for event in chronology.events], schema=schema)
    held = BytesIO()
    parquet.write_table(table, held, compression="zstd")
    out.flush()
    out.buffer.write(held.getvalue())  # type: ignore[attr-defined,unused-ignore]


def _row(chronology: Chronology, event: Event) -> dict[str, Any]:
    """Return the event object of JSON, with true days in place of text."""
    days = {"earliest": event.date.earliest, "latest": event.date.latest, "verified": event.verified}
    return event_object(chronology, event) | days
