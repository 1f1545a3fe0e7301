"""The chronology that ships, as a copy that loads fast.

``events.toml`` is what people edit. When a wheel is built, the file is checked once and written
as JSON with its values in order; an installed program reads that, and pays for no TOML and no
checks. A source tree has no copy, and reads the file itself. A test compares the two.

The copy begins with the checksums of the file that it stands for and of itself. They find what is damaged, or was
left behind; who may write where programs are installed needs no copy to change what they say.
"""

import json
import re
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.model import (
    SHIPPED,
    Actor,
    ActorKind,
    Claim,
    Correction,
    Event,
    EventKind,
    Figure,
    Finding,
    KnownAs,
    Link,
    Measure,
    Office,
    Place,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
    Theme,
)
from dprkru_timeline.store import find

# Bumped when the form of the copy changes; it never leaves the package.
_FORM = 6
# What is left out of the copy of each event: that it stands in the file that ships.
_SHIPPED = ("file", SHIPPED)
_HEAD = '[{{"form":{form},"file":"{file:08x}","copy":"{copy:08x}"}},\n'


# The words of closed sets: to look one up takes a third of what it takes to ask the set for it, 1,700 times a start.
_ACTOR_KINDS = {one.value: one for one in ActorKind}
_SOURCE_KINDS = {one.value: one for one in SourceKind}
_EVENT_KINDS = {one.value: one for one in EventKind}
_STATUSES = {one.value: one for one in Status}
_STANCES = {one.value: one for one in Stance}
_RELS = {one.value: one for one in Rel}


class Doubt(Exception):  # noqa: N818
    """The copy is not to be read; the message says what it is."""


def read_copy(path: Path | None = None, file: str = find.BUILTIN) -> Chronology | None:
    """Return the chronology in the copy (`find.COPY`) of a file, or None where there is none.

    Raises:
        Doubt: it is not the copy of that file, whole and of this version's form.
        UnreadableFile: there is no events.toml.
    """
    copy = path or find.COPY
    try:
        if not stat.S_ISREG(copy.stat().st_mode):  # a pipe would be waited for, a device read without end
            raise Doubt("is no file")
        data = copy.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Doubt(f"can't be read ({error.strerror})") from None
    start = data.find(b"\n") + 1
    found = re.fullmatch(rb'\[\{"form":([0-9]{1,4}),"file":"([0-9a-f]{8})","copy":"([0-9a-f]{8})"\},\n', data[:start])
    if not found or int(found[1]) != _FORM:
        raise Doubt("is not of this version" if found else "is damaged")
    if int(found[3], 16) != crc32(memoryview(data)[start:]):
        raise Doubt("is damaged")
    if int(found[2], 16) != crc32(find.read_file(file).data):
        raise Doubt("is not that of its events.toml")
    try:
        return _build(json.loads(data)[1])
    except Exception:  # noqa: BLE001 - the sums fit, and yet nobody's build made it
        raise Doubt("is damaged") from None


def copy_bytes(chronology: Chronology, file: bytes) -> bytes:
    """Return the copy of a chronology that was read from the bytes of a file: what a build writes into the wheel.

    Statuses are those of the day of the edition, so that it is the same on whatever day it is made.
    """
    from dprkru_timeline.status import with_statuses

    chronology = with_statuses(chronology, chronology.edition)
    head = {
        "title": chronology.title,
        "edition": chronology.edition.isoformat(),
        "description": chronology.description,
        "license": chronology.license,
        **({"sourced_until": str(chronology.sourced_until)} if chronology.sourced_until else {}),
        **({"files": list(chronology.files)} if chronology.files != (SHIPPED,) else {}),
    }
    vocabularies = {
        name: {entry.id: _values(entry._asdict()) for entry in entries}
        for name, entries in (
            ("actors", chronology.actors.values()),
            ("themes", chronology.themes.values()),
            ("places", chronology.places.values()),
            ("measures", chronology.measures.values()),
        )
    }
    events = [
        {
            **_values(event._asdict(), but=("claims", "links")),
            "claims": [_row(claim) for claim in event.claims],
            "links": [_row(link) for link in event.links],
        }
        for event in chronology.events
    ]
    body = json.dumps(
        {
            "head": head,
            **vocabularies,
            "sources": {source.id: _row(source)[1:] for source in chronology.sources.values()},
            "events": events,
            "stems": chronology.stems,
        },
        ensure_ascii=True,  # a tenth faster to read, a twentieth longer
        separators=(",", ":"),
    )
    data = f"{body}]".encode()
    return _HEAD.format(form=_FORM, file=crc32(file), copy=crc32(data)).encode() + data


def _values(fields: dict[str, Any], but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        name: _plain(value)
        for name, value in fields.items()
        if name not in but and value not in ("", (), None, False, 0) and (name, value) != _SHIPPED
    }


def _row(entry: tuple[Any, ...]) -> list[Any]:
    """Return the values of an entry in order, without those at the end that are not set."""
    row = [None if value is None else _plain(value) for value in entry]
    while row[-1] in ("", None, []):
        row.pop()
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, bool | str | float | int):
        return str(value) if isinstance(value, str) else value
    if type(value) is tuple:
        return [_row(one) if isinstance(one, tuple) else one for one in value]
    if isinstance(value, Finding):
        return _row(value)
    return str(value)  # a date value by its text, a day as ISO 8601


def _build(copy: dict[str, Any]) -> Chronology:
    head = copy["head"]
    return Chronology(
        **_days(_tuples(head, "files"), "edition", "sourced_until"),
        actors={key: _actor(values) for key, values in copy["actors"].items()},
        themes={key: _theme(values) for key, values in copy["themes"].items()},
        places={key: Place(**_tuples(values, "aliases", "coordinates")) for key, values in copy["places"].items()},
        measures={key: Measure(**_tuples(values, "aliases")) for key, values in copy["measures"].items()},
        sources=_Sources(copy["sources"]),
        events=tuple(map(_event, copy["events"])),
        stems=copy["stems"],
    )


def _tuples(values: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        if name in values:
            values[name] = tuple(values[name])
    return values


def _days(values: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    return values


def _actor(values: dict[str, Any]) -> Actor:
    values["kind"] = _ACTOR_KINDS[values["kind"]]
    if "offices" in values:
        values["offices"] = tuple(Office(title, *map(parse_edtf, ends)) for title, *ends in values["offices"])
    return Actor(**_tuples(values, "aliases", "members"))


def _theme(values: dict[str, Any]) -> Theme:
    if "finding" in values:
        text, day = values["finding"]
        values["finding"] = Finding(text, date.fromisoformat(day))
    return Theme(**_tuples(values, "aliases"))


# Where the values of a source that are no text stand in its row, which begins after its id.
_KIND, _DATE, _ACCESSED, _RETRACTED = map(Source._fields[1:].index, ("kind", "date", "accessed", "retracted"))


class _Sources(Mapping[str, Source]):
    """Sources by id, each made of its row when it is first asked for: an answer cites a few of all."""

    __slots__ = ("_made", "_rows")

    def __init__(self, rows: dict[str, list[Any]]) -> None:
        self._rows = rows
        self._made: dict[str, Source] = {}

    def __getitem__(self, key: str) -> Source:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = _source(key, self._rows[key])
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _source(key: str, row: list[Any]) -> Source:
    row[_KIND] = _SOURCE_KINDS[row[_KIND]]
    if len(row) > _DATE and row[_DATE]:
        row[_DATE] = parse_edtf(row[_DATE])
    for place in (_ACCESSED, _RETRACTED):
        if len(row) > place and row[place]:
            row[place] = date.fromisoformat(row[place])
    return Source(key, *row)


# Of a claim, after its date: source, locator, via, basis, amounts and the time that they speak of.
_WITH_AMOUNTS = 5


def _amounts(rest: list[Any]) -> list[Any]:
    *texts, amounts = rest[:_WITH_AMOUNTS]
    return [
        *(text or "" for text in texts),
        tuple(Figure(*row) for row in amounts),
        *map(parse_edtf, rest[_WITH_AMOUNTS:]),
    ]


def _event(values: dict[str, Any]) -> Event:
    values["date"] = parse_edtf(values["date"])
    values["kind"] = _EVENT_KINDS[values["kind"]]
    values["status"] = _STATUSES[values["status"]]
    values["claims"] = tuple(
        [  # of a list: a generator takes longer
            Claim(
                by, _STANCES[stance], says, parse_edtf(when), *(rest if len(rest) < _WITH_AMOUNTS else _amounts(rest))
            )
            for by, stance, says, when, *rest in values["claims"]
        ]
    )
    values["links"] = tuple([Link(_RELS[rel], to) for rel, to in values["links"]])
    if "denied_on" in values:
        values["denied_on"] = parse_edtf(values["denied_on"])
    if "known_as" in values:
        values["known_as"] = tuple(KnownAs(title, date.fromisoformat(day)) for title, day in values["known_as"])
    if "corrections" in values:
        values["corrections"] = tuple(
            Correction(date.fromisoformat(day), *texts) for day, *texts in values["corrections"]
        )
    lists = ("actors", "sources", "doers", "themes", "places", "about_places", "settled_by", "denied_by")
    return Event(**_days(_tuples(values, *lists), "verified"))
