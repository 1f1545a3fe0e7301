"""Every format that can hold a whole event carries enough to make the event again."""

import csv
import datetime as dt
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.model import Claim, Correction, Event, EventKind, Figure, KnownAs, Link, Rel, Stance, Status
from dprkru_timeline.store.load import load
from tests.conftest import DATA, Run

CHRONOLOGIES = ["builtin", *(str(DATA / f"{name}.toml") for name in ("mini", "meaning", "figures"))]


def remade(row: Mapping[str, Any]) -> Event:
    """Return the event that a row of plain values holds."""
    return Event(
        id=row["id"],
        date=parse_edtf(row["date"]),
        title=row["title"],
        summary=row["summary"],
        kind=EventKind(row["kind"]),
        actors=tuple(row["actors"]),
        status=Status(row["status"]),
        sources=tuple(row["sources"]),
        date_basis=row["date_basis"] or "",
        key=bool(row["key"]),
        doers=tuple(row["doers"]),
        themes=tuple(row["themes"]),
        places=tuple(row["places"]),
        record=row["record"] or "",
        verified=dt.date.fromisoformat(row["verified"]) if row["verified"] else None,
        claims=tuple(
            Claim(
                claim["by"],
                Stance(claim["stance"]),
                claim["says"],
                parse_edtf(claim["date"]),
                claim["source"],
                claim.get("locator") or "",
                claim.get("via") or "",
                claim.get("basis") or "",
                tuple(
                    Figure(one["measure"], one["amount"], one.get("words") or "", one.get("why") or "")
                    for one in claim.get("amounts") or ()
                ),
                parse_edtf(claim["amounts_as_of"]) if claim.get("amounts_as_of") else None,
                claim.get("file") or "",
            )
            for claim in row["claims"]
        ),
        links=tuple(Link(Rel(rel), to) for rel, to in row["links"]),
        about_places=tuple(row["about_places"]),
        form=row["form"] or "",
        known_as=tuple(KnownAs(one["title"], dt.date.fromisoformat(one["until"])) for one in row["known_as"]),
        corrections=tuple(
            Correction(dt.date.fromisoformat(one["day"]), one["was"], one["why"]) for one in row["corrections"]
        ),
        settled=row["settled"] or "",
        settled_by=tuple(row["settled_by"]),
        denied_by=tuple(row["denied_by"]),
        denied_on=parse_edtf(row["denied_on"]) if row["denied_on"] else None,
        voices=int(row["voices"]),
        file=row["file"],
    )


def from_object(found: dict[str, Any]) -> Event:
    sources = [source["id"] for source in found["sources"] if "claims_only" not in source]
    links = [(link["rel"], link["to"]) for link in found["links"]]
    claims = [
        {**claim, "source": claim["source"]["id"] if isinstance(claim["source"], dict) else claim["source"]}
        for claim in found["claims"]
    ]
    return remade({**found, "sources": sources, "links": links, "claims": claims})


def from_json(raw: bytes) -> Iterator[Event]:
    yield from map(from_object, json.loads(raw)["events"])


def from_jsonl(raw: bytes) -> Iterator[Event]:
    yield from (from_object(json.loads(line)) for line in raw.decode().splitlines())


def from_csv(raw: bytes) -> Iterator[Event]:
    for row in csv.DictReader(io.StringIO(raw.decode(), newline="")):
        names = ("actors", "doers", "themes", "places", "about_places", "sources", "settled_by", "denied_by")
        lists: dict[str, object] = {name: row[name].split() for name in names}
        lists |= {name: json.loads(row[name] or "[]") for name in ("known_as", "corrections")}
        links = [link.split(":", 1) for link in row["links"].split()]
        claims = json.loads(row["claims"] or "[]")
        yield remade({**row, **lists, "links": links, "claims": claims, "key": row["key"] == "true"})


def from_sqlite(raw: bytes) -> Iterator[Event]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(raw)
        database.row_factory = sqlite3.Row

        def column(text: str, event: str, order: str = "position") -> list[str]:
            return [one[0] for one in database.execute(f"{text} ORDER BY {order}", (event,))]

        def amounts(event: str, claim: int) -> list[dict[str, str]]:
            found = "SELECT measure, amount, words, why FROM amounts WHERE event = ? AND claim = ? ORDER BY position"
            return [dict(one) for one in database.execute(found, (event, claim))]

        for row in database.execute("SELECT * FROM events ORDER BY position").fetchall():
            event = row["id"]
            yield remade(
                {
                    **dict(row),
                    "actors": column("SELECT actor FROM event_actors WHERE event = ?", event),
                    "doers": column("SELECT actor FROM event_actors WHERE doer AND event = ?", event, "doer"),
                    "themes": column("SELECT theme FROM event_themes WHERE event = ?", event),
                    "places": column("SELECT place FROM event_places WHERE NOT about AND event = ?", event),
                    "about_places": column("SELECT place FROM event_places WHERE about AND event = ?", event),
                    "settled_by": column("SELECT actor FROM event_parties WHERE word = 'settled' AND event = ?", event),
                    "denied_by": column("SELECT actor FROM event_parties WHERE word = 'denied' AND event = ?", event),
                    "known_as": [
                        dict(one)
                        for one in database.execute("SELECT title, until FROM titles WHERE event = ?", (event,))
                    ],
                    "corrections": [
                        dict(one)
                        for one in database.execute(
                            "SELECT day, was, why FROM corrections WHERE event = ? ORDER BY position", (event,)
                        )
                    ],
                    "sources": column("SELECT source FROM event_sources WHERE event = ?", event),
                    "claims": [
                        {**dict(claim), "by": claim["actor"], "amounts": amounts(event, claim["position"])}
                        for claim in database.execute(
                            "SELECT * FROM claims WHERE event = ? ORDER BY position", (event,)
                        )
                    ],
                    "links": [
                        (link["rel"], link["target"])
                        for link in database.execute("SELECT * FROM links WHERE event = ? ORDER BY position", (event,))
                    ],
                }
            )


READERS = {"json": from_json, "jsonl": from_jsonl, "csv": from_csv, "sqlite": from_sqlite}


@pytest.mark.parametrize("file", CHRONOLOGIES, ids=["edition 1", "mini", "meaning", "figures"])
@pytest.mark.parametrize("name", READERS)
def test_the_events_can_be_made_again(run: Run, tmp_path: Path, name: str, file: str) -> None:
    out = tmp_path / "out"
    unguarded = ["--no-guard"] if name == "csv" else []
    result = run("export", "--file", file, "-f", name, "-o", str(out), *unguarded)
    assert result.code == 0, result.err
    found, expected = list(READERS[name](out.read_bytes())), list(load(file).events)
    assert [event.id for event in found] == [event.id for event in expected]
    for one, other in zip(found, expected, strict=True):
        assert one._asdict() == other._asdict()
