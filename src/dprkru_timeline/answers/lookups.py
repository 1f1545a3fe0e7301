"""What ``--json`` prints of each lookup: an object of its own, on the head that all documents have."""

from collections.abc import Iterable
from datetime import date

from dprkru_timeline.answers.documents import VERSION, Object, document_head, short_head
from dprkru_timeline.answers.event import event_object, info_object
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import density, lanes
from dprkru_timeline.derive.cite import Item
from dprkru_timeline.derive.on import Anniversary, after_day, in_month, on_days
from dprkru_timeline.derive.stats import Row, coverage, rows, stretches, years
from dprkru_timeline.edtf import Edtf, wording
from dprkru_timeline.edtf.length import Gap, Length, Span, gap
from dprkru_timeline.model import Event
from dprkru_timeline.query.find import Moment


def info_document(chronology: Chronology, events: Iterable[Event]) -> Object:
    """Return the document of ``info``."""
    objects = [info_object(chronology, event) for event in events]
    head = {**document_head(chronology), "matched": len(objects), "count": len(objects)}
    return {**head, "events": objects}


def around_document(answer: Chronology, center: Moment, within: Span) -> Object:
    """Return the document of ``around``: events with how far each may lie from the center."""
    return {
        **document_head(answer),
        "center": _moment(center),
        "within": str(within),
        "events": [
            {**event_object(answer, event), "distance": _gap(gap(center.date, event.date))} for event in answer.events
        ],
    }


def gap_document(known: Chronology, here: Moment, there: Moment) -> Object:
    """Return the document of ``gap``."""
    return {**short_head(known), "from": _moment(here), "to": _moment(there), "gap": _gap(gap(here.date, there.date))}


def on_document(answer: Chronology, first: date, last: date) -> Object:
    """Return the document of ``on``."""
    following = after_day(answer, last)
    return {
        **document_head(answer),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "anniversaries": [_anniversary(answer, one) for one in on_days(answer, first, last)],
        "in_month": in_month(answer, last),
        "next": {
            "day": following.day.isoformat() if following.day else None,
            "days_ahead": (following.day - last).days if following.day else None,
            "anniversaries": [_anniversary(answer, one) for one in following.anniversaries],
            "deadlines": [event_object(answer, event) for event in following.deadlines],
        },
    }


def list_document(answer: Chronology, what: str, entries: Iterable[Row]) -> Object:
    """Return the document of ``list``."""
    return {**short_head(answer), "list": what, "entries": [_row(row) for row in entries]}


def words_document(what: str, entries: Iterable[Row]) -> Object:
    """Return the document of a list that is the program's own: of no chronology, and counted in none."""
    head = {"timeline": VERSION, "chronology": None, "query": "", "as_of": None, "total": 0, "matched": 0, "count": 0}
    uncounted = {"events": None, "claims": None, "first": None, "last": None}
    return {**head, "list": what, "entries": [_row(row) | uncounted for row in entries]}


def stats_document(answer: Chronology) -> Object:
    """Return the document of ``stats``."""
    by_year, nowhere = years(answer)
    return {
        **short_head(answer),
        "years": [
            {"year": one.year, "events": one.total, "months": list(one.months), "month_unknown": one.unknown}
            for one in by_year
        ],
        "year_unknown": nowhere,
        **{what: [_row(row) for row in rows(answer, what) if row.events] for what in ("actors", "themes", "statuses")},
        "stretches": [
            {
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "days": one.days,
                "after": one.after,
                "before": one.before or None,
            }
            for one in stretches(answer)
        ],
        "coverage": coverage(answer)._asdict(),
    }


def chart_document(answer: Chronology, view: str, by: str, per: str, top: int) -> Object:
    """Return the document of ``chart``: what it would draw."""
    head = {**short_head(answer), "view": view, "by": by}
    if view == "density":
        found = density(answer, by, per)
        return {
            **head,
            "per": per,
            "series": [one._asdict() for one in found.series],
            "periods": [{"name": one.name, "events": one.events, "counts": one.counts} for one in found.periods],
            "undated": found.undated,
            "earlier": found.earlier,
            "without": found.without,
        }
    if not answer.events:
        return {**head, "first": None, "last": None, "lanes": [], "earlier": 0, "left": 0, "without": 0}
    drawn = lanes(answer, by, top)
    return {
        **head,
        "first": drawn.first.isoformat(),
        "last": drawn.last.isoformat(),
        "lanes": [
            {
                **lane.series._asdict(),
                "marks": [
                    {
                        "event": mark.event.id,
                        "first": mark.first.isoformat(),
                        "last": mark.last.isoformat() if mark.last else None,
                        "status": mark.event.status.value,
                    }
                    for mark in lane.marks
                ],
            }
            for lane in drawn.lanes
        ],
        "earlier": drawn.earlier,
        "left": drawn.left,
        "without": drawn.without,
    }


def cite_document(known: Chronology, style: str, cited: Iterable[tuple[Item, str]], events: Iterable[Event]) -> Object:
    """Return the document of ``cite``: each source as an item, and as the text of the style."""
    return {
        **short_head(known),
        "style": style,
        "events": [event.id for event in events],
        "citations": [{"text": text or None, "item": item} for item, text in cited],
    }


def _moment(moment: Moment) -> Object:
    when = moment.date
    return {
        "event": moment.event.id if moment.event else None,
        "title": moment.event.title if moment.event else None,
        **_date(when),
    }


def _date(when: Edtf) -> Object:
    return {
        "date": str(when),
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "date_text": wording(when),
    }


def _gap(apart: Gap) -> Object:
    return {"direction": apart.direction, "least": _length(apart.least), "most": _length(apart.most)}


def _length(apart: Length | None) -> Object | None:
    return apart._asdict() if apart else None


def _anniversary(answer: Chronology, one: Anniversary) -> Object:
    return {
        "day": one.day.isoformat(),
        "years": one.years,
        "round": one.is_round,
        "sure": one.sure,
        "event": event_object(answer, one.event),
    }


def _row(row: Row) -> Object:
    return {
        **row._asdict(),
        "first": str(row.first) if row.first else None,
        "last": str(row.last) if row.last else None,
        "aliases": list(row.aliases),
        "part_of": row.part_of or None,
        "about": row.about or None,
    }
