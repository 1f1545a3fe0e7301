"""An event as JSON has it."""

from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.curate.in_file import as_in_file
from dprkru_timeline.edtf import wording
from dprkru_timeline.model import Event, Source
from dprkru_timeline.status import status_path
from dprkru_timeline.words.columns import claim_object
from dprkru_timeline.words.event import match_word


def event_object(chronology: Chronology, event: Event) -> dict[str, Any]:
    """Return an event with all its fields, its sources in full."""
    when, own = event.date, set(event.sources)
    return {
        "id": event.id,
        "date": str(when),
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "start_kind": when.start_kind.value,
        "end_kind": when.end_kind.value,
        "date_text": wording(when),
        "date_basis": event.date_basis or None,
        "title": event.title,
        "summary": event.summary or None,
        "kind": event.kind.value,
        "key": event.key,
        "form": event.form or None,
        "status": event.status.value,
        "settled": event.settled or None,
        "settled_by": list(event.settled_by),
        "voices": event.voices,
        "denied_by": list(event.denied_by),
        "denied_on": str(event.denied_on) if event.denied_on else None,
        "match": match_word(chronology, event),
        "actors": list(event.actors),
        "doers": list(event.doers),
        "themes": list(event.themes),
        "places": list(event.places),
        "about_places": list(event.about_places),
        "record": event.record or None,
        "verified": event.verified.isoformat() if event.verified else None,
        "sources": [
            # an event's own sources first; those that only its claims name are marked, so that it can be made again
            _source_object(chronology.sources[source]) | ({} if source in own else {"claims_only": True})
            for source in event.all_sources
        ],
        "claims": [claim_object(claim) for claim in event.claims],
        "links": [{"rel": link.rel.value, "to": link.to} for link in event.links],
        "known_as": [{"title": one.title, "until": one.until.isoformat()} for one in event.known_as],
        "corrections": [{"day": one.day.isoformat(), "was": one.was, "why": one.why} for one in event.corrections],
        "file": event.file,
        **({"note": event.note} if event.note else {}),
    }


def info_object(whole: Chronology, event: Event) -> dict[str, Any]:
    """Return an event object with the path of its status and the links to it."""
    return {
        **event_object(whole, event),
        "status_path": [
            {
                "date": step.day.isoformat(),
                "date_text": wording(step.when),
                "status": step.status.value,
                "settled": step.standing.settled or None,
                "settled_by": list(step.standing.settled_by),
                "claim": step.claim,
                "lent_by": step.lent_by or None,
                "sources": list(step.sources),
            }
            for step in status_path(whole, event)
        ],
        "linked_from": [{"rel": rel, "from": other.id} for other, rel in whole.linked_from(event.id)],
    }


def _source_object(source: Source) -> dict[str, Any]:
    return {"id": source.id, **as_in_file(source)}
