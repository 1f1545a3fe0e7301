"""A chronology as plain rows, and back: what a copy that loads fast is made of, whoever keeps it.

Nothing is checked here: what is read was written by this program, of a chronology that was found right.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, overload

from dprkru_timeline.chronology import Chronology, KeptEvents, KeptSources
from dprkru_timeline.edtf import Edtf, anchor, parse_edtf
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

# What is left out of the row of each event: that it stands in the file that ships.
_SHIPPED = ("file", SHIPPED)

# The words of closed sets: to look one up takes a third of what it takes to ask the set for it, 1,700 times a start.
_ACTOR_KINDS = {one.value: one for one in ActorKind}
_SOURCE_KINDS = {one.value: one for one in SourceKind}
_EVENT_KINDS = {one.value: one for one in EventKind}
_STATUSES = {one.value: one for one in Status}
_STANCES = {one.value: one for one in Stance}
_RELS = {one.value: one for one in Rel}


def text_of(row: Any) -> str:
    """Return a row as it is kept: JSON, in ASCII, which is a tenth faster to read and a twentieth longer."""
    return json.dumps(row, ensure_ascii=True, separators=(",", ":"))


def tables_of(chronology: Chronology) -> dict[str, Any]:
    """Return the head and the vocabularies of a chronology, without its sources."""
    head = {
        "title": chronology.title,
        "edition": chronology.edition.isoformat(),
        "description": chronology.description,
        "license": chronology.license,
        **({"sourced_until": str(chronology.sourced_until)} if chronology.sourced_until else {}),
        **({"files": list(chronology.files)} if chronology.files != (SHIPPED,) else {}),
        **(
            {"joined": [[title, *(str(day) if day else None for day in days)] for title, *days in chronology.joined]}
            if chronology.joined
            else {}
        ),
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
    return {"head": head, **vocabularies}


def event_row(event: Event) -> dict[str, Any]:
    """Return an event as `event_of` takes it."""
    return {
        **_values(event._asdict(), but=("claims", "links")),
        "claims": [_row(claim) for claim in event.claims],
        "links": [_row(link) for link in event.links],
    }


def source_row(source: Source) -> list[Any]:
    """Return a source without its id, as `source_of` takes it."""
    return _row(source)[1:]


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


Ranks = Mapping[str, int | list[int]]  # of each event, the places of its sources; their number where they are in order


def ranks_of(chronology: Chronology, ranked: Callable[[Chronology, Event], Sequence[str]]) -> Ranks:
    """Return how ``ranked`` puts the sources of each event."""
    places = {event.id: [event.sources.index(one) for one in ranked(chronology, event)] for event in chronology.events}
    return {one: len(order) if order == sorted(order) else order for one, order in places.items()}


def with_tables(
    copy: dict[str, Any], sources: Mapping[str, Source], events: Sequence[Event], stems: str | None = None
) -> Chronology:
    """Return the chronology of its tables, with these sources and events."""
    head = copy["head"]
    if "joined" in head:
        head["joined"] = tuple(
            (title, date.fromisoformat(edition), date.fromisoformat(until) if until else None)
            for title, edition, until in head["joined"]
        )
    return Chronology(
        **_days(_tuples(head, "files"), "edition", "sourced_until"),
        actors={key: _actor(values) for key, values in copy["actors"].items()},
        themes={key: _theme(values) for key, values in copy["themes"].items()},
        places={key: Place(**_tuples(values, "aliases", "coordinates")) for key, values in copy["places"].items()},
        measures={key: Measure(**_tuples(values, "aliases")) for key, values in copy["measures"].items()},
        sources=sources,
        events=events,
        stems=stems,
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


_FEW = 24  # rows that are read one by one; whoever asks for more will ask for most


class _Rows(dict[str, list[Any]]):
    """Rows by id, each read of its line of JSON when it is first asked for."""

    def __init__(self, lines: dict[str, bytes]) -> None:
        super().__init__()
        self.lines = lines

    def __missing__(self, key: str) -> list[Any]:
        line = self.lines[key]
        if len(self) < _FEW:
            self[key] = json.loads(line)
        else:
            self.update(zip(self.lines, json.loads(b"[%b]" % b",".join(self.lines.values())), strict=True))
        return self[key]


class LinedSources(KeptSources):
    """Sources as lines of JSON by id, each made when it is first asked for, and what notes say of them as other lines.

    A list makes no source, a look-up the few that it cites.
    """

    def __init__(
        self,
        lines: dict[str, bytes],
        notes: dict[str, bytes],
        ranks: bytes,
        otherwise: Callable[[], Chronology] | None = None,
    ) -> None:
        """Take the lines of sources, notes and `ranks_of`, and where the chronology is had, should one be damaged."""
        self._rows = _Rows(lines)
        self._notes = _Rows(notes)
        self._rank_line = ranks
        self._ranks: Ranks | None = None
        self._otherwise = otherwise
        self._made: dict[str, Source] = {}
        self._instead: Mapping[str, Source] | None = None

    def __getitem__(self, key: str) -> Source:
        made = self._made.get(key)
        if made is None:
            if key not in self._rows.lines:
                raise KeyError(key)
            try:
                made = source_of(key, self._rows[key])
            except Exception:
                if self._otherwise is None:
                    raise
                made = self._of_the_file(key, self._otherwise)
            self._made[key] = made
        return made

    def _of_the_file(self, key: str, otherwise: Callable[[], Chronology]) -> Source:
        self._instead = self._instead or otherwise().sources
        return self._instead[key]

    def note(self, source_id: str) -> tuple[str, str, str] | None:
        try:
            text, url, archive = self._notes[source_id]
        except Exception:  # noqa: BLE001 - then it is told anew, of what stands in the file
            return None
        return text, url, archive

    def ranked(self, event: Event) -> list[str] | None:
        if self._ranks is None:
            try:
                self._ranks = dict(json.loads(self._rank_line))
            except (ValueError, TypeError, RecursionError):
                self._ranks = {}
        order, sources = self._ranks.get(event.id, 0), event.sources
        if order == len(sources):
            return list(sources)
        if isinstance(order, int) or len(order) != len(sources):
            return None
        return [sources[at] for at in order]

    def __contains__(self, key: object) -> bool:
        return key in self._rows.lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows.lines)

    def __len__(self) -> int:
        return len(self._rows.lines)


def source_of(key: str, row: list[Any]) -> Source:
    """Return the source of its id and its row."""
    row[_KIND] = _SOURCE_KINDS[row[_KIND]]
    if len(row) > _DATE and row[_DATE]:
        row[_DATE] = parse_edtf(row[_DATE])
    for place in (_ACCESSED, _RETRACTED):
        if len(row) > place and row[place]:
            row[place] = date.fromisoformat(row[place])
    return Source(key, *row)


class LinedEvents(KeptEvents):
    """Events as lines of JSON in view order, each made when it is asked for: a look-up needs a few of all."""

    looks_up = False
    has_notes = True

    def __init__(
        self,
        lines: Sequence[bytes],
        made: tuple[Event, ...] | None = None,
        otherwise: Callable[[], Chronology] | None = None,
    ) -> None:
        """Take lines; the events themselves, where they are made; where else they are had, should a line be damaged."""
        self._lines = lines
        self._all = made
        self._otherwise = otherwise
        self._instead: tuple[Event, ...] | None = None

    @property
    def is_read(self) -> bool:
        return self._all is not None

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Event]:
        if self._all is None:
            made = tuple(self._made(self._lines))
            self._all = made if self._instead is None else self._instead
        return iter(self._all)

    def _made(self, lines: Iterable[bytes]) -> list[Event]:
        """Return the events of lines; of damaged ones none, and then all have been read from elsewhere."""
        try:
            return [event_of(row) for row in json.loads(b"[%b]" % b",".join(lines))]
        except Exception:
            if self._otherwise is None:
                raise
            self._all = self._instead = tuple(self._otherwise().events)
            return []

    @overload
    def __getitem__(self, at: int) -> Event: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Event, ...]: ...

    def __getitem__(self, at: int | slice) -> Event | tuple[Event, ...]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, tuple | LinedEvents) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # nothing needs one

    def ids(self) -> list[str]:
        return [event.id for event in self]

    def get(self, event_id: str) -> Event | None:
        begin = f"{{{_ID}{text_of(event_id)},".encode()
        found = self._made(line for line in self._lines if line.startswith(begin))
        if self._instead is not None:
            return next((event for event in self._instead if event.id == event_id), None)
        return found[0] if found else None

    def linked_from(self, event_id: str) -> list[tuple[Event, Rel]]:
        named = text_of(event_id).encode()
        linking = self._made(line for line in self._lines if named in line)
        linking = linking if self._instead is None else list(self._instead)
        return [(event, link.rel) for event in linking for link in event.links if link.to == event_id]

    def deadlines(self) -> list[Event]:
        """Return those that are a deadline."""
        found = self._made(line for line in self._lines if _DEADLINE in line)
        return [event for event in found if event.kind is EventKind.DEADLINE]

    def latest(self) -> Edtf | None:
        return max((one.date for one in self if one.status is not Status.SCHEDULED), key=anchor, default=None)

    def candidates(self, may: Any) -> Sequence[Event]:
        del may
        return self

    def found(self, possibly: Any, surely: Any) -> None:
        del possibly, surely

    def number(self, plan: Any) -> None:
        del plan

    def known_words(self) -> None:
        return

    def each(self, change: Callable[[Event], Event]) -> "LinedEvents":
        return LinedEvents(self._lines, tuple(map(change, self)))


_ID, _DEADLINE = '"id":', b'"kind":"deadline"'


# Where a claim's amounts stand in its row, and the time that they speak of.
_AMOUNTS, _AMOUNTS_AS_OF = map(Claim._fields.index, ("amounts", "amounts_as_of"))


def _claim(row: list[Any]) -> Claim:
    row[1] = _STANCES[row[1]]
    row[3] = parse_edtf(row[3])
    if len(row) > _AMOUNTS:
        row[_AMOUNTS] = tuple([Figure(*one) for one in row[_AMOUNTS]])
        if len(row) > _AMOUNTS_AS_OF and row[_AMOUNTS_AS_OF]:
            row[_AMOUNTS_AS_OF] = parse_edtf(row[_AMOUNTS_AS_OF])
    return Claim(*row)


_LISTS = ("actors", "sources", "doers", "themes", "places", "about_places", "settled_by", "denied_by")


def event_of(values: dict[str, Any]) -> Event:
    """Return the event of its row."""
    values["date"] = parse_edtf(values["date"])
    values["kind"] = _EVENT_KINDS[values["kind"]]
    values["status"] = _STATUSES[values["status"]]
    values["claims"] = tuple([_claim(row) for row in values["claims"]])  # of a list: a generator takes longer
    values["links"] = tuple([Link(_RELS[rel], to) for rel, to in values["links"]])
    if "denied_on" in values:
        values["denied_on"] = parse_edtf(values["denied_on"])
    if "known_as" in values:
        values["known_as"] = tuple(KnownAs(title, date.fromisoformat(day)) for title, day in values["known_as"])
    if "corrections" in values:
        values["corrections"] = tuple(
            Correction(date.fromisoformat(day), *texts) for day, *texts in values["corrections"]
        )
    return Event(**_days(_tuples(values, *_LISTS), "verified"))
