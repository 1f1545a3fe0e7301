"""Parquet, written by pyarrow: a row an event, dates as date32, lists as lists, claims and sources as lists of structs.

The columns are the keys of JSON's event object, by its schema.
Title, edition, license, query and day are in the file's key-value metadata.
"""

from io import BytesIO
from typing import Any, TextIO

from dprkru_timeline.answers.event import event_object
from dprkru_timeline.answers.schemas import definitions
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event

LACKS = {
    "the metadata name the chronology and no more; json has it": ("chronology: description",),
    "it names actors, themes, places and measures by their ids; json has them whole": (
        "actor: *",
        "theme: *",
        "place: *",
        "measure: *",
    ),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a file to the bytes below ``out``."""
    del options
    shared = definitions()
    described = {name: one for name, one in shared["event"]["properties"].items() if name != "note"}  # private
    kinds = [(name, kind_of(one, shared, days=True)) for name, one in described.items()]
    write_rows(chronology, kinds, [_row(chronology, event) for event in chronology.events], out)


def write_rows(chronology: Chronology, kinds: list[tuple[str, Any]], rows: list[dict[str, Any]], out: TextIO) -> None:
    """Write rows with columns of these types to the bytes below ``out``."""
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
    }
    schema = pa.schema(kinds, metadata={f"timeline.{key}": value for key, value in about.items()})
    held = BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), held, compression="zstd")
    out.flush()
    out.buffer.write(held.getvalue())  # type: ignore[attr-defined,unused-ignore]


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
