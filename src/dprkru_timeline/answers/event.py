"""An event as JSON has it."""

from typing import Any

from dprkru_timeline.answers.documents import as_in_file
from dprkru_timeline.chronology import Chronology
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
        "status": event.status.value,
        "match": match_word(chronology, event),
        "actors": list(event.actors),
        "doers": list(event.doers),
        "themes": list(event.themes),
        "places": list(event.places),
        "record": event.record or None,
        "verified": event.verified.isoformat() if event.verified else None,
        "sources": [
            # an event's own sources first; those that only its claims name are marked, so that it can be made again
            _source_object(chronology.sources[source]) | ({} if source in own else {"claims_only": True})
            for source in event.all_sources
        ],
        "claims": [claim_object(claim) for claim in event.claims],
        "links": [{"rel": link.rel.value, "to": link.to} for link in event.links],
    }


def info_object(whole: Chronology, event: Event) -> dict[str, Any]:
    """Return an event object with the path of its status and the links to it."""
    return {
        **event_object(whole, event),
        "status_path": [
            {
                "date": step.day.isoformat(),
                "status": step.status.value,
                "claim": step.claim,
                "sources": list(step.sources),
            }
            for step in status_path(whole, event)
        ],
        "linked_from": [{"rel": rel, "from": other.id} for other, rel in whole.linked_from(event.id)],
    }


def _source_object(source: Source) -> dict[str, Any]:
    return {"id": source.id, **as_in_file(source)}
