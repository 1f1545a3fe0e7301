"""The chronology that ships, as a copy that loads fast.

``events.toml`` is what people edit. When a wheel is built, the file is checked once and written
as JSON with its values in order; an installed program reads that, and pays for no TOML and no
checks. A source tree has no copy, and reads the file itself. A test compares the two.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.model import (
    Actor,
    ActorKind,
    Claim,
    Event,
    EventKind,
    Link,
    Place,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
    Theme,
)

COPY = Path(__file__).parent.parent / "chronology.json"
# Bumped when the form of the copy changes; it never leaves the package.
_FORM = 1


def read_copy(path: Path | None = None) -> Chronology | None:
    """Return the chronology in the copy (`COPY`), or None where there is none."""
    try:
        with open(path or COPY, encoding="utf-8") as file:
            copy = json.load(file)
    except FileNotFoundError:
        return None
    return _build(copy) if copy["form"] == _FORM else None


def copy_text(chronology: Chronology) -> str:
    """Return the copy of a chronology: what a build writes into the wheel."""
    head = {
        "title": chronology.title,
        "edition": chronology.edition.isoformat(),
        "description": chronology.description,
        "license": chronology.license,
    }
    vocabularies = {
        name: {entry.id: _values(entry._asdict()) for entry in entries}
        for name, entries in (
            ("actors", chronology.actors.values()),
            ("themes", chronology.themes.values()),
            ("places", chronology.places.values()),
            ("sources", chronology.sources.values()),
        )
    }
    events = [
        {
            **_values(event._asdict(), but=("claims", "links")),
            "claims": [list(map(_plain, claim)) for claim in event.claims],
            "links": [list(map(_plain, link)) for link in event.links],
        }
        for event in chronology.events
    ]
    copy = {"form": _FORM, "head": head, **vocabularies, "events": events}
    return json.dumps(copy, ensure_ascii=False, separators=(",", ":"))


def _values(fields: dict[str, Any], but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        name: _plain(value) for name, value in fields.items() if name not in but and value not in ("", (), None, False)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, bool | str | float | int):
        return str(value) if isinstance(value, str) else value
    if type(value) is tuple:
        return list(value)
    return str(value)  # a date value by its text, a day as ISO 8601


def _build(copy: dict[str, Any]) -> Chronology:
    head = copy["head"]
    return Chronology(
        **{**head, "edition": date.fromisoformat(head["edition"])},
        actors={key: _actor(values) for key, values in copy["actors"].items()},
        themes={key: Theme(**_tuples(values, "aliases")) for key, values in copy["themes"].items()},
        places={key: Place(**_tuples(values, "aliases", "coordinates")) for key, values in copy["places"].items()},
        sources={key: _source(values) for key, values in copy["sources"].items()},
        events=tuple(map(_event, copy["events"])),
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
    values["kind"] = ActorKind(values["kind"])
    return Actor(**_tuples(values, "aliases"))


def _source(values: dict[str, Any]) -> Source:
    values["kind"] = SourceKind(values["kind"])
    if "date" in values:
        values["date"] = parse_edtf(values["date"])
    return Source(**_days(values, "accessed"))


def _event(values: dict[str, Any]) -> Event:
    values["date"] = parse_edtf(values["date"])
    values["kind"] = EventKind(values["kind"])
    values["status"] = Status(values["status"])
    values["claims"] = tuple(
        Claim(by, Stance(stance), says, parse_edtf(when), source, locator)
        for by, stance, says, when, source, locator in values["claims"]
    )
    values["links"] = tuple(Link(Rel(rel), to) for rel, to in values["links"])
    return Event(**_days(_tuples(values, "actors", "sources", "doers", "themes", "places"), "verified"))
