"""What has changed, as JSON has it."""

from typing import Any

from dprkru_timeline.answers.documents import VERSION, Object
from dprkru_timeline.derive.diff import Difference, Moved, Said
from dprkru_timeline.derive.snapshot import Snapshot, ToldEvent


def diff_document(found: Difference) -> Object:
    """Return the document of a difference."""
    return {
        "timeline": VERSION,
        "old": _head(found.old),
        "new": _head(found.new),
        "differs": bool(found),
        "summary": found.line,
        "added": [_event(one) for one in found.added],
        "gone": [_event(one) for one in found.gone],
        "no_longer_an_answer": [_event(one) for one in found.left],
        "statuses": [{**_moved(one), "why": one.why or None} for one in found.statuses],
        "redated": [_moved(one) for one in found.redated],
        "retitled": [_moved(one) for one in found.retitled],
        "reworded": [_event(one) for one in found.reworded],
        "corrected": [
            {"event": _event(one.event), "day": one.day, "was": one.was, "why": one.why} for one in found.corrected
        ],
        "claims": [_said(one) for one in found.claims],
        "denials": [_said(one) for one in found.denials],
        "claims_gone": [_said(one) for one in found.unsaid],
        "numbers": [{**one._asdict(), "was": one.was or None} for one in found.numbers],
        "sources": [{"event": event.id, "sources": list(more)} for event, more in found.sources],
    }


def _head(one: Snapshot) -> Object:
    return {
        "title": one.title or None,
        "edition": one.edition or None,
        "query": one.query,
        "as_of": one.as_of or None,
        "count": len(one.events),
    }


def _event(event: ToldEvent) -> Object:
    return {
        "id": event.id or None,
        "date": event.date or None,
        "date_text": event.when,
        "title": event.title,
        "status": event.status or None,
    }


def _moved(one: Moved) -> Object:
    return {"event": _event(one.event), "was": one.was, "now": one.now}


def _said(one: Said) -> dict[str, Any]:
    claim = one.claim
    return {
        "event": _event(one.event),
        "by": claim.by,
        "stance": claim.stance,
        "date": claim.date,
        "says": claim.says,
        "source": claim.source,
        "text": one.text,
    }
