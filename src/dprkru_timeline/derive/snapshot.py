"""What a reader was told, so that a later day can say what has changed: the events of an answer, and who says what.

The form is for good: what a document of today carries must be read in ten years. Keys that are not known are left.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf, wording
from dprkru_timeline.errors import EdtfError
from dprkru_timeline.model import Figure
from dprkru_timeline.text import one_line

FORM = 1


class ToldClaim(NamedTuple):
    """A claim as it was told; ``amounts`` are pairs of a measure and what stood for its number."""

    by: str
    stance: str
    date: str
    via: str = ""
    says: str | None = None
    source: str | None = None
    amounts: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from others of the same event."""
        return self.by, self.stance, self.date, self.via


class ToldEvent(NamedTuple):
    """An event as it was told; what the document does not show is None, and is not compared.

    ``date`` is EDTF text, empty where only its words are known, ``when``. ``status`` is empty where it was shown
    without a mark: settled, by a record or by those who act.
    """

    id: str
    date: str
    when: str
    title: str
    status: str
    summary: str | None = None
    claims: tuple[ToldClaim, ...] | None = None
    sources: tuple[str, ...] | None = None


class Snapshot(NamedTuple):
    """The events of an answer, by id, and the answer's head; an event without an id is known by its title."""

    title: str
    edition: str
    query: str
    as_of: str
    events: Mapping[str, ToldEvent]
    is_part: bool = False  # a document that shows only some of what was asked for


def snapshot_of(chronology: Chronology) -> Snapshot:
    """Return what is told by a chronology: all of it but private notes."""
    events = {}
    for event in chronology.events:
        claims = tuple(
            ToldClaim(
                one.by,
                one.stance.value,
                str(one.date),
                one.via,
                one.says,
                one.source,
                tuple(map(_pair, one.amounts)),
            )
            for one in event.claims
        )
        events[event.id] = ToldEvent(
            event.id,
            str(event.date),
            wording(event.date),
            event.title,
            event.status.value,
            event.summary,
            claims,
            event.all_sources,
        )
    selection = chronology.selection
    return Snapshot(
        chronology.title,
        chronology.edition.isoformat(),
        selection.query if selection else "",
        chronology.as_of.isoformat() if chronology.as_of else "",
        events,
    )


def snapshot_object(chronology: Chronology) -> dict[str, Any]:
    """Return the snapshot that a document carries: as short as what is compared allows."""
    selection = chronology.selection
    return {
        "timeline_snapshot": FORM,
        "title": chronology.title,
        "edition": chronology.edition.isoformat(),
        "query": selection.query if selection else "",
        "as_of": chronology.as_of.isoformat() if chronology.as_of else "",
        **({"part": True} if _is_silent(chronology) else {}),
        "events": [
            {
                "id": event.id,
                "date": str(event.date),
                "title": event.title,
                "status": event.status.value,
                "claims": [
                    {
                        "by": one.by,
                        "stance": one.stance.value,
                        "date": str(one.date),
                        **({"via": one.via} if one.via else {}),
                        **({"amounts": dict(map(_pair, one.amounts))} if one.amounts else {}),
                    }
                    for one in event.claims
                ],
                "sources": list(event.all_sources),
            }
            for event in chronology.events
        ],
    }


def _is_silent(chronology: Chronology) -> bool:
    """Tell whether it is an answer that does not say what was asked."""
    selection = chronology.selection
    return bool(selection and not selection.query and len(chronology.events) != selection.total)


def _pair(figure: Figure) -> tuple[str, str]:
    return figure.measure, figure.words or figure.amount


def read_object(document: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot in a document: one that it carries, or our JSON itself.

    Raises:
        ValueError: it is neither.
    """
    head = document.get("chronology")
    head = head if isinstance(head, Mapping) else document
    rows = document.get("events")
    if not isinstance(rows, list) or not all(isinstance(one, Mapping) for one in rows):
        raise ValueError("no events")
    events = {}
    for row in rows:
        event = read_event(row)
        events[event.id] = event
    return Snapshot(
        _text(head.get("title")),
        _text(head.get("edition")),
        _text(document.get("query")),
        _text(document.get("as_of")),
        events,
        is_part=document.get("part") is True,
    )


def read_event(row: Mapping[str, Any]) -> ToldEvent:
    """Return an event as our JSON, our tables or a snapshot have it.

    Raises:
        ValueError: it is none.
    """
    id_, date = _text(row.get("id")), _text(row.get("date"))
    if not id_ or not date:
        raise ValueError("an event without id or date")
    try:
        when = wording(parse_edtf(date))
    except EdtfError:
        when = date
    rows, ids, summary = row.get("claims"), row.get("sources"), row.get("summary")
    claims = tuple(_claim(one) for one in rows if isinstance(one, Mapping)) if isinstance(rows, list) else None
    sources = None
    if isinstance(ids, list):  # what only a claim names is a source of the event as well
        cited = [one.source for one in claims or () if one.source]
        sources = tuple(dict.fromkeys([*map(_source, ids), *cited]))
    return ToldEvent(
        id_,
        date,
        when,
        _text(row.get("title")),
        _text(row.get("status")),
        summary if isinstance(summary, str) else None,
        claims,
        sources,
    )


def _claim(row: Mapping[str, Any]) -> ToldClaim:
    amounts = row.get("amounts")
    pairs: list[tuple[str, str]] = []
    if isinstance(amounts, Mapping):
        pairs = [(str(key), str(value)) for key, value in amounts.items()]
    elif isinstance(amounts, list):
        rows = [one for one in amounts if isinstance(one, Mapping)]
        pairs = [(_text(one.get("measure")), _text(one.get("words")) or _text(one.get("amount"))) for one in rows]
    says, source = row.get("says"), row.get("source")
    return ToldClaim(
        _text(row.get("by")),
        _text(row.get("stance")),
        _text(row.get("date")),
        _text(row.get("via")),
        says if isinstance(says, str) else None,
        source if isinstance(source, str) else None,
        tuple(pairs),
    )


def _source(one: Any) -> str:
    return _text(one.get("id")) if isinstance(one, Mapping) else _text(one)


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""
