"""The snapshot that a document carries, where its format has a place for one, and how it is read back.

A Word document and a workbook carry it as a part of custom XML, which office programs keep; a page in an element that
is not shown.
JSON, tables and databases of ours hold what is compared themselves; of Markdown, what it shows is compared.
"""

import csv
import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.snapshot import Snapshot, ToldEvent, read_event, read_object, snapshot_object
from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.formats.pages import in_single_quotes
from dprkru_timeline.libraries import at_work
from dprkru_timeline.model import Status
from dprkru_timeline.text import typed

NAMESPACE = "urn:dprkru-timeline:snapshot"
# The part of a document or workbook that holds it: the templates of libraries have parts of the first numbers.
PART = "customXml/item100.xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
# Bytes of a document; one that is made of more when it is unpacked is no document of ours.
_MOST = 256 * 1024 * 1024

# Seconds for a database.
_PATIENCE = 20.0
# Characters of a line of Markdown that may tell of an event.
_LONGEST = 8000

READABLE = "json, jsonl, csv, tsv, md, html, docx, xlsx, sqlite, parquet, and a pack"


def snapshot_text(chronology: Chronology) -> str:
    """Return the snapshot of a chronology as JSON."""
    return dumps(snapshot_object(chronology))


def snapshot_part(chronology: Chronology) -> bytes:
    """Return the snapshot as a part of custom XML."""
    text = re.sub("[&<>]", lambda sign: {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[sign[0]], snapshot_text(chronology))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<snapshot xmlns="{NAMESPACE}">{text}</snapshot>\n'.encode()


def snapshot_for_html(chronology: Chronology) -> str:
    """Return the snapshot as the value of an element of a page, in single quotes: nothing in it ends the value."""
    return in_single_quotes(snapshot_text(chronology))


def with_part(data: bytes, main: str, part: bytes) -> bytes:
    """Return a file of Open Packaging with a further part that its ``main`` part relates to; dates are kept."""
    folder, _, name = main.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as made, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as again:
        for info in made.infolist():
            content = made.read(info)
            if info.filename == rels:
                relation = f'<Relationship Id="rIdSnapshot" Type="{_RELATION}" Target="../{PART}"/></Relationships>'
                content = content.replace(b"</Relationships>", relation.encode())
            again.writestr(info, content, zipfile.ZIP_DEFLATED)
        again.writestr(zipfile.ZipInfo(PART, made.infolist()[0].date_time), part, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def is_export(path: str, data: bytes) -> bool:
    """Tell whether a file is an export of ours by its ending or what it begins with, and no event file."""
    return _reader(path, data) is not None


def read_snapshot(path: str, data: bytes) -> Snapshot:
    """Return the snapshot in an export.

    Raises:
        UnreadableFile: it carries none, or it can't be read.
    """
    reader = _reader(path, data)
    shown = typed(path)
    if reader is None:
        raise UnreadableFile(f"{shown} is no export that can be compared", f"these can: {READABLE}")
    try:
        return reader(data)
    except UsageError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file may fail in any way, in a library as here
        what = "carries no snapshot, or a damaged one"
        raise UnreadableFile(f"{shown} {what}", "make it again with this program; older ones carried none") from None


def _reader(path: str, data: bytes) -> Callable[[bytes], Snapshot] | None:
    ending = Path(path).suffix.casefold()
    if data.startswith(b"PK\x03\x04"):
        return _of_zip
    if data.startswith(b"SQLite format 3\x00"):
        return _of_sqlite
    if data.startswith(b"PAR1"):
        return _of_parquet
    by_ending: dict[str, Callable[[bytes], Snapshot]] = {
        ".json": _of_json,
        **dict.fromkeys((".jsonl", ".ndjson"), _of_jsonl),
        ".csv": lambda data: _of_table(data, ","),
        **dict.fromkeys((".tsv", ".tab"), lambda data: _of_table(data, "\t")),
        **dict.fromkeys((".md", ".markdown"), _of_markdown),
        **dict.fromkeys((".html", ".htm"), _of_html),
        **dict.fromkeys((".docx", ".xlsx"), _of_zip),
    }
    return by_ending.get(ending)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig")


def _of_json(data: bytes) -> Snapshot:
    return read_object(json.loads(_text(data)))


def _of_jsonl(data: bytes) -> Snapshot:
    rows = [json.loads(line) for line in _text(data).splitlines() if line.strip()]
    return _of_rows(rows)


def _of_rows(rows: list[dict[str, Any]]) -> Snapshot:
    events = {event.id: event for event in map(read_event, rows)}
    first = rows[0] if rows else {}
    edition, as_of = str(first.get("edition") or ""), str(first.get("as_of") or "")
    return Snapshot("", edition, "", as_of, events, is_part=True)


def _of_table(data: bytes, delimiter: str) -> Snapshot:
    csv.field_size_limit(_MOST)
    reader = csv.DictReader(StringIO(_text(data), newline=""), delimiter=delimiter)
    rows = list(reader)
    named = set(reader.fieldnames or ())
    if not {"id", "date"} <= named or {"publisher", "accessed"} <= named:  # the latter are sources
        raise ValueError("no table of events")
    return _of_rows([_unguarded(row) for row in rows])


def _unguarded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table with lists where they are, without the apostrophes against formulas."""
    found: dict[str, Any] = {key: re.sub(r"^'(?=[=+\-@\t\r\n'])", "", value or "") for key, value in row.items() if key}
    found["summary"] = found.get("summary") or None  # as of a day it may be left out
    if "sources" in found:
        found["sources"] = found["sources"].split()
    if "claims" in found:
        found["claims"] = json.loads(found["claims"]) if found["claims"] else []
    return found


def _of_html(data: bytes) -> Snapshot:
    found = re.search(r"""<data id="_snapshot" hidden value='([^']*)'>""", _text(data))
    if not found:
        raise ValueError("no snapshot")
    return read_object(json.loads(found[1]))


def _of_zip(data: bytes) -> Snapshot:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "pack.json" in archive.namelist():
            with archive.open("events.json") as file:
                return _of_json(file.read(_MOST))
        for info in archive.infolist():
            if not re.fullmatch(r"customXml/item[0-9]+\.xml", info.filename):
                continue
            with archive.open(info) as file:
                content = file.read(_MOST + 1)
            if len(content) > _MOST or NAMESPACE.encode() not in content:
                continue
            # No reader of XML is asked: the part is ours, and nothing in it is to be expanded.
            found = re.search(r"<(?:\w+:)?snapshot[^>]*>(.*?)</(?:\w+:)?snapshot>", content.decode("utf-8"), re.DOTALL)
            if found:
                return read_object(json.loads(unescape(found[1])))
    raise ValueError("no snapshot")


def _of_sqlite(data: bytes) -> Snapshot:
    try:
        import sqlite3  # which not every Python has: a page is written without it
    except ModuleNotFoundError:
        raise UsageError("this Python was built without SQLite", "compare another export, such as JSON") from None

    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        until = time.monotonic() + _PATIENCE
        database.set_progress_handler(lambda: time.monotonic() > until, 10_000)  # what never ends is none of ours
        database.row_factory = sqlite3.Row
        head = dict(database.execute("SELECT title, edition, query, as_of FROM chronology").fetchone())
        rows = {
            row["id"]: {**dict(row), "claims": [], "sources": []}
            for row in database.execute("SELECT id, date, title, status, summary FROM events ORDER BY position")
        }
        claims = {}
        for row in database.execute(
            "SELECT event, position, actor AS by, stance, says, date, source, via FROM claims ORDER BY event, position"
        ):
            claims[row["event"], row["position"]] = claim = {**dict(row), "amounts": []}
            rows[row["event"]]["claims"].append(claim)
        for row in database.execute("SELECT event, claim, measure, amount, words FROM amounts ORDER BY position"):
            claims[row["event"], row["claim"]]["amounts"].append(dict(row))
        for event, source in database.execute("SELECT event, source FROM event_sources ORDER BY event, position"):
            rows[event]["sources"].append(source)
    return read_object({**head, "events": list(rows.values())})


def _of_parquet(data: bytes) -> Snapshot:
    with at_work("pyarrow", "reading Parquet"):
        from pyarrow import BufferReader, parquet

        table = parquet.read_table(
            BufferReader(data), columns=["id", "date", "title", "status", "summary", "claims", "sources"]
        )
    about = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    head = {name: about.get(f"timeline.{name}", "") for name in ("title", "edition", "query", "as_of")}
    return read_object({**head, "events": table.to_pylist()})


_LISTED = re.compile(r"^- \*\*(?P<when>.+?)\*\*: (?P<rest>.*)$", re.MULTILINE)
_QUERY = re.compile(r"^<!-- timeline: (?P<query>[^<>\n]*) -->$", re.MULTILINE)  # as md writes it
_HEAD = re.compile(r"^(?P<edition>Edition of .*)$", re.MULTILINE)


def _of_markdown(data: bytes) -> Snapshot:
    """Return what Markdown shows: dates in words, titles, marks; an event has no id there."""
    text = _text(data)
    events = {event.title: event for event in _shown(text)}
    head = _HEAD.search(text)
    if not events and not head:
        raise ValueError("no event")
    asked = _QUERY.search(text)
    # An answer that does not say what was asked shows it by its count.
    is_part = "## Bottom line" in text or bool(head and not asked and re.search(r"[0-9] of [0-9]", head["edition"]))
    return Snapshot("", "", unescape(asked["query"]) if asked else "", "", events, is_part=is_part)


def _shown(text: str) -> Iterator[ToldEvent]:
    # Lists that hold no events, such as that of numbers, stand under headings of their own.
    text = re.sub(
        r"^## (?:Bottom line|Numbers|How the count grew|Time between)\b.*?(?=^## |\Z)",
        "",
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    text = "\n".join(line for line in text.splitlines() if len(line) <= _LONGEST)
    for found in _LISTED.finditer(text):
        rest = found["rest"].partition("[^")[0].rstrip()  # in a title the sign would be escaped
        marks = re.findall(r" \*\((.+?)\)\*", rest)
        title = re.sub(r" \*\(.+?\)\*", "", rest)
        if title:
            yield ToldEvent("", "", _plain(found["when"]), _plain(title), _status(marks[0] if marks else ""))
    for line in text.splitlines():
        cells = [one.strip() for one in re.split(r"(?<!\\)\|", line)]
        if len(cells) == 7 and "[^" in cells[5]:
            yield ToldEvent("", "", _plain(re.sub(r" \(.*\)$", "", cells[1])), _plain(cells[2]), _status(cells[3]))


def _status(words: str) -> str:
    known = {one.value for one in Status}
    return next((word for word in re.findall("[a-z]+", words) if word in known), "")


def _plain(text: str) -> str:
    """Return text of Markdown without its escapes."""
    text = text.replace("<!-- -->", "")
    return unescape(re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text))
