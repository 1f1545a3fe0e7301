"""Our own Parquet export as an event file. It is read whole: for millions of events SQLite is the file to ask."""

import json
from datetime import date
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import InvalidFile, Problem, UnreadableFile
from dprkru_timeline.index.events import of_today
from dprkru_timeline.index.safe import ID_LISTS, Safe, no_event_file
from dprkru_timeline.libraries import at_work
from dprkru_timeline.model import Event
from dprkru_timeline.store import rows
from dprkru_timeline.text import first_unsafe, shortened

MAGIC = b"PAR1"
MOST_EVENTS = 250_000  # 1 GB of memory
_AT_ONCE = 5_000


def opened_parquet(path: str, shown: str, today: date) -> Chronology:
    """Return the chronology in an export.

    Raises:
        InvalidFile: it is none of ours, of an older form, or damaged; or what stands in it can't be read.
        UnreadableFile: it is too large.
        UsageError: pyarrow is not installed.
    """
    with at_work("pyarrow", "reading Parquet"):
        from pyarrow import ArrowException, parquet
    try:
        with parquet.ParquetFile(path) as file:
            about = {key.decode(): value.decode() for key, value in (file.schema_arrow.metadata or {}).items()}
            whole = _head(about, shown)
            if file.metadata.num_rows > MOST_EVENTS:
                what = f"{shown} has {file.metadata.num_rows:,} events, and Parquet is read whole"
                raise UnreadableFile(what, "export it with -f sqlite, which is read where it lies, or see timeline sql")
            names = [name for name in file.schema_arrow.names if not name.startswith("found_")]
            events: list[Event] = []
            for batch in file.iter_batches(_AT_ONCE, columns=names):
                events += [_event(row, shown) for row in batch.to_pylist()]
    except (ArrowException, OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"is Parquet that can't be read: {shortened(str(error), 80)}"
        raise no_event_file(shown, what, "export it again") from None
    return of_today(whole.replaced(events=tuple(events)), today)


def _head(about: dict[str, str], shown: str) -> Chronology:
    if "timeline.edition" not in about:
        raise no_event_file(
            shown,
            "is Parquet, not an event file",
            "event files are TOML; timeline export -f parquet makes a file that is read as one",
        )
    if "timeline.tables" not in about:
        remedy = "export it again, or take it back as an event file: timeline import"
        raise no_event_file(shown, "was exported by an older version of this program", remedy)
    tables = json.loads(about["timeline.tables"])
    if odd := _unsafe(tables):
        what = f"has the character U+{ord(odd):04X}, which can act on a screen"
        raise InvalidFile([Problem(message=what, file=shown, field="vocabularies")])
    sources = {key: rows.source_of(key, row) for key, row in tables.pop("sources").items()}
    whole = rows.with_tables(tables, sources, ())
    known = about.get("timeline.as_of", "")
    return whole.replaced(as_of=date.fromisoformat(known)) if known else whole


def _unsafe(value: Any) -> str:
    """Return a character that could act on a screen, of any text at any depth, or nothing."""
    if isinstance(value, str):
        return first_unsafe(value)
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return next(filter(None, map(_unsafe, parts)), "")


def _event(row: dict[str, Any], shown: str) -> Event:
    safe = Safe(shown, row["id"])
    claims = [
        (
            *(one.get(key) for key in ("by", "stance", "says", "date", "source", "locator", "via", "basis")),
            *(one.get(key) for key in ("amounts_as_of", "file")),
            [[each.get(key) for key in ("measure", "amount", "words", "why")] for each in one.get("amounts") or ()],
        )
        for one in row["claims"]
    ]
    mine: dict[str, list[Any]] = {
        "links": [(one["rel"], one["to"]) for one in row["links"]],
        "corrections": [(one["day"], one["was"], one["why"]) for one in row["corrections"]],
        "titles": [(one["title"], one["until"]) for one in row["known_as"]],
        "claims": claims,
    }
    sources = " ".join(one["id"] for one in row["sources"] if not one.get("claims_only"))
    ids = {name: " ".join(row[name]) for name in ID_LISTS if name != "sources"}
    verified = str(row["verified"]) if row["verified"] else None
    event = safe.event({**row, **ids, "sources": sources, "verified": verified}, mine)
    if safe.problems:
        raise InvalidFile(safe.problems)
    return event
