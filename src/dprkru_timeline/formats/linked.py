"""What a page says of itself in JSON-LD (schema.org): the chronology as a data set, and whom and what it is about.

Only what Wikidata knows by a number is named as known there; a ship has its number as an identifier.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Actor, ActorKind, Place
from dprkru_timeline.text import one_line

_TYPES = {ActorKind.STATE: "Country", ActorKind.PERSON: "Person", ActorKind.VESSEL: "Vehicle"}


def linked_data(chronology: Chronology) -> str:
    """Return the JSON-LD of a page, which closes no element of HTML."""
    events = chronology.events
    actors = _used(chronology.actors, (one for event in events for one in event.actors))
    places = _used(chronology.places, (one for event in events for one in (*event.places, *event.about_places)))
    found = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": one_line(chronology.title),
        "version": chronology.edition.isoformat(),
        "license": one_line(chronology.license),
        "about": [*map(_entry, actors), *map(_entry, places)],
    }
    return dumps({key: value for key, value in found.items() if value}).replace("<", "\\u003c")


def _used(vocabulary: Any, ids: Iterable[str]) -> Iterator[Actor | Place]:
    """Yield those entries that have a number somewhere, each once."""
    for one in dict.fromkeys(ids):
        entry = vocabulary[one]
        if entry.same_as or getattr(entry, "imo", ""):
            yield entry


def _entry(entry: Actor | Place) -> dict[str, Any]:
    kind = _TYPES.get(entry.kind, "Organization") if isinstance(entry, Actor) else "Place"
    number = entry.imo if isinstance(entry, Actor) else ""
    found = {
        "@type": kind,
        "name": one_line(entry.name),
        "sameAs": f"http://www.wikidata.org/entity/{entry.same_as}" if entry.same_as else "",
        "identifier": f"IMO {number}" if number else "",
    }
    return {key: value for key, value in found.items() if value}
