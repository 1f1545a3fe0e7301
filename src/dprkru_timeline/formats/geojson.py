"""GeoJSON (RFC 7946) with times as GeoJSON-T has them: a feature an event, at its places.

Positions are longitude, then latitude. An event without a place that has coordinates has no geometry. ``when`` has a
timespan in ISO 8601 days, and how certain it is; the properties are the event object of JSON, the EDTF text included.
"""

from typing import Any, TextIO

from dprkru_timeline.answers.documents import document_head, dumps
from dprkru_timeline.answers.event import event_object
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf, is_exact, wording
from dprkru_timeline.edtf.value import Qualifier
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event

LACKS = {
    "the collection names the chronology and no more; json has it": ("chronology: description",),
    "it names actors, themes, places and measures by their ids; json has them whole": (
        "actor: *",
        "theme: *",
        "place: *",
        "measure: *",
    ),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a feature collection, a feature a line."""
    del options
    head = document_head(chronology)
    about = {key: head["chronology"][key] for key in ("title", "edition", "sourced_until", "license")}
    collection = {"type": "FeatureCollection", "timeline": {**about, "query": head["query"], "as_of": head["as_of"]}}
    out.write(dumps(collection)[:-1] + ', "features": [')
    for place, event in enumerate(chronology.events):
        out.write((",\n" if place else "\n") + dumps(_feature(chronology, event)))
    out.write("\n]}\n")


def _feature(chronology: Chronology, event: Event) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": _geometry(chronology, event),
        "when": _when(event.date),
        "properties": event_object(chronology, event),
    }


def _geometry(chronology: Chronology, event: Event) -> dict[str, Any] | None:
    found = [chronology.places[place].coordinates for place in event.places]
    positions = [[round(one[1], 7), round(one[0], 7)] for one in found if one]
    if not positions:
        return None
    if len(positions) == 1:
        return {"type": "Point", "coordinates": positions[0]}
    return {"type": "MultiPoint", "coordinates": positions}


def _when(value: Edtf) -> dict[str, Any]:
    """Return when: ``in`` a day, or from the earliest to the latest; without a start, by the latest."""
    first, last = value.earliest, value.latest
    if first and first == last:
        span: dict[str, Any] = {"start": {"in": first.isoformat()}}
    else:
        span = {"start": {"earliest": first.isoformat()} if first else {"latest": last.isoformat() if last else ""}}
        if first and last:
            span["end"] = {"latest": last.isoformat()}
    certainty = "certain" if is_exact(value) and not value.qualifier else "less-certain"
    if value.qualifier & Qualifier.UNCERTAIN:
        certainty = "uncertain"
    return {"timespans": [span], "label": wording(value), "certainty": certainty}
