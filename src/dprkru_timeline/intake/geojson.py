"""GeoJSON: a feature an event, at its places; times as its properties have them, or as GeoJSON-T's ``when``."""

from typing import Any

from dprkru_timeline.intake.days import Order
from dprkru_timeline.intake.draft import Drafts, Heard, PlaceDraft
from dprkru_timeline.intake.objects import objects_as_table
from dprkru_timeline.intake.own import Export
from dprkru_timeline.intake.tabular import Asked, drafts_of


def recognized(found: Any) -> bool:
    """Tell whether a document is GeoJSON."""
    return (
        isinstance(found, dict)
        and found.get("type") in ("FeatureCollection", "Feature")
        and (isinstance(found.get("features"), list) or found["type"] == "Feature")
    )


def export_of(found: Any) -> Export | None:
    """Return what a collection of ours holds; None where it is another's."""
    about = found.get("timeline") if isinstance(found, dict) else None
    if not isinstance(about, dict) or not isinstance(found.get("features"), list):
        return None
    events = [one.get("properties") for one in found["features"] if isinstance(one, dict)]
    if not all(isinstance(one, dict) and "start_kind" in one for one in events):
        return None
    return Export(
        about, {}, [one for one in events if one], str(about.get("as_of") or ""), str(about.get("query") or "")
    )


def drafts(found: Any, asked: Asked) -> tuple[Drafts, Order]:
    """Return the features as events, and the order of their dates; what properties mean is found as of a table."""
    features = found["features"] if found["type"] == "FeatureCollection" else [found]
    features = [one if isinstance(one, dict) else {} for one in features]
    rows = [_properties(one) for one in features]
    taken, order = drafts_of(objects_as_table(lambda: iter(rows), "feature"), asked, "this collection")
    events, heard = [], taken.heard or Heard()
    for draft in taken.events:
        number = int(draft.place.removeprefix("feature "))
        spot = _spot(features[number - 1].get("geometry"))
        places = draft.places
        if spot and places:
            places = (PlaceDraft(places[0].name, *spot), *places[1:])
        elif spot:
            heard.note("positions without the name of a place are left out", draft.place)
        events.append(draft._replace(places=places))
    return Drafts(events, refused=taken.refused, heard=heard, columns=taken.columns, read=len(features)), order


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    found = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature:
        found.setdefault("id", feature["id"])
    when = feature.get("when") or found.pop("when", None)
    if isinstance(when, dict):
        spans = when.get("timespans")
        span = spans[0] if isinstance(spans, list) and spans and isinstance(spans[0], dict) else when
        for key, name in (("start", "date"), ("end", "end")):
            day = span.get(key)
            if isinstance(day, dict):
                day = day.get("in") or day.get("earliest") or day.get("latest")
            if day:
                found.setdefault(name, str(day))
    return found


def _spot(geometry: Any) -> tuple[float, float] | None:
    """Return latitude and longitude of a point, or of the first of several; positions have the longitude first."""
    if not isinstance(geometry, dict):
        return None
    position = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint" and isinstance(position, list) and position:
        position = position[0]
    elif geometry.get("type") != "Point":
        return None
    if not (
        isinstance(position, list) and len(position) >= 2 and all(isinstance(one, int | float) for one in position[:2])
    ):
        return None
    longitude, latitude = position[:2]
    return (float(latitude), float(longitude)) if -90 <= latitude <= 90 and -180 <= longitude <= 180 else None
