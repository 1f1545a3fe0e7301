"""An event file of schema 1 to one of schema 2, by changes of single lines of its text.

Schema 2 takes what schema 1 took, but for records that are private copies. So what is written is the file's number;
such a record as a comment, since only its author can say what it is a copy of; and the statuses that the rules now
give otherwise. What else the file could say is for its author.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from dprkru_timeline.errors import InvalidFile, UsageError
from dprkru_timeline.model import Status
from dprkru_timeline.store.find import EventFile
from dprkru_timeline.store.lines import Path, key_lines
from dprkru_timeline.store.load import Reading, read
from dprkru_timeline.store.toml import parse_toml
from dprkru_timeline.text import shortened

SCHEMA = 2
_BOM = b"\xef\xbb\xbf"
_RECORD_IS_A_COPY = "E210"


class Change(NamedTuple):
    """A written status that the rules give otherwise: ``is_written`` where it could be changed in the text."""

    event: str
    was: Status
    now: Status
    is_written: bool


class Upgraded(NamedTuple):
    """A file of the newer schema, what was changed in it, and the events whose record became a comment."""

    file: EventFile
    changes: tuple[Change, ...]
    records: tuple[str, ...]


def upgraded(file: EventFile, beside: Sequence[str | EventFile], today: date) -> Upgraded | None:
    """Return a file moved to schema 2; None where it is of it already.

    Args:
        file: what is moved.
        beside: further files, of which it may use what they define.
        today: the day as of which statuses are worked out.

    Raises:
        InvalidFile: it has problems; all of them are in it.
        UsageError: its number stands in a form that is not rewritten.
    """
    before = read([file, *beside], today)
    if before.files[0].schema == SCHEMA:
        return None
    text = _Text(before.files[0].text)
    text.rewrite(("schema",), r"([\"']?schema[\"']?[ \t]*=[ \t]*)\+?1(?![0-9_])", rf"\g<2>{SCHEMA}")
    records = _without_copies(text, file, beside, today)
    changes = tuple(_statuses(read([text.file(file), *beside], today), text))
    made = text.file(file)
    if parse_toml(made)[0] != _expected(parse_toml(file)[0], changes, records):
        raise UsageError(f"{file.name}: its schema stands in a form that is not rewritten", "write schema = 2 yourself")
    read([made, *beside], today)
    return Upgraded(made, changes, tuple(records))


class _Text:
    """A text of which single lines are changed."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._places = key_lines(text)

    def file(self, of: EventFile) -> EventFile:
        """Return the text as a file, with the byte order mark that it had."""
        mark = _BOM if of.data.startswith(_BOM) else b""
        return EventFile(of.name, mark + "\n".join(self._lines).encode())

    def rewrite(self, path: Path, form: str, into: str) -> bool:
        """Change what stands on the line of a key; tell whether that could be done."""
        number = self._places.get(path)
        if number is None:
            return False
        self._lines[number - 1], times = re.subn(rf"^([ \t]*){form}", rf"\g<1>{into}", self._lines[number - 1])
        return times == 1


def _without_copies(text: _Text, file: EventFile, beside: Sequence[str | EventFile], today: date) -> list[str]:
    """Make comments of records that are private copies, and return their events."""
    try:
        read([text.file(file), *beside], today)
    except InvalidFile as error:
        copies = {problem.event for problem in error.problems if problem.code == _RECORD_IS_A_COPY}
        places = {event["id"]: place for place, event in enumerate(parse_toml(file)[0]["events"])}
        value = r"(?:\"[^\"\\]+\"|'[^']+')[ \t]*(?:#.*)?\r?$"
        form, into = rf"([\"']?record[\"']?[ \t]*=[ \t]*{value})", r"# \g<2>"
        for one in copies:
            if not text.rewrite(("events", places.get(one, -1), "record"), form, into):
                raise UsageError(
                    f"{file.name}: the record of {shortened(one)} is a private copy, in a form that is not rewritten",
                    "make a comment of it yourself, or give its source an archive",
                ) from None
        return sorted(copies)
    return []


def _statuses(reading: Reading, text: _Text) -> list[Change]:
    """Write the statuses that differ into the text, where they stand on a line of their own."""
    found = []
    for entry in reading.contents.events:
        event = reading.chronology.get(entry.values["id"])
        was = entry.values.get("status")
        if entry.at.file is not reading.files[0] or event is None or was is None or was is event.status:
            continue
        form = rf"([\"']?status[\"']?[ \t]*=[ \t]*)([\"']){was}\3"
        done = text.rewrite((*entry.at.path, "status"), form, rf"\g<2>\g<3>{event.status}\g<3>")
        found.append(Change(event.id, was, event.status, done))
    return found


def _expected(document: dict[str, Any], changes: Sequence[Change], records: Sequence[str]) -> dict[str, Any]:
    """Return what the file must hold when it is moved: what it held, but for the schema, statuses and copies."""
    now = {one.event: one.now.value for one in changes if one.is_written}
    events = []
    for event in document.get("events", ()):
        kept = {key: value for key, value in event.items() if key != "record" or event["id"] not in records}
        events.append(kept | ({"status": now[event["id"]]} if event["id"] in now else {}))
    return {**document, "schema": SCHEMA, **({"events": events} if "events" in document else {})}
