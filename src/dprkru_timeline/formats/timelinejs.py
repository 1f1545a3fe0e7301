"""Slides for TimelineJS 3: a slide an event, with the date in our words, and its sources under the text.

TimelineJS takes text for HTML, ``display_date`` without cleaning it, and a group's name twice: everything here is
escaped. It needs a year to start with, which every date has under which it is filed.
"""

from datetime import date
from html import escape
from typing import Any, TextIO

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Date, Edtf, Interval, Precision, anchor
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import told_claims
from dprkru_timeline.words.event import Told, told
from dprkru_timeline.words.head import as_a_sentence, told_head
from dprkru_timeline.words.sources import KEPT_COPY, ToldSource, told_source

LACKS = {"a slide has no place for it; json has it": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the title slide, and a slide an event."""
    head = told_head(chronology, options.front)
    title = {"text": {"headline": _text(head.title), "text": _text(as_a_sentence(head.sentence()))}}
    out.write('{"title": ' + dumps(title) + ', "scale": "human", "events": [')
    for place, event in enumerate(chronology.events):
        out.write((",\n" if place else "\n") + dumps(_slide(chronology, event)))
    out.write("\n]}\n")


def _slide(chronology: Chronology, event: Event) -> dict[str, Any]:
    one = told(chronology, event)
    when = _text(one.when)
    start, end = _ends(event.date)
    said = "".join(f" ({mark})" for mark in one.marks)
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": {**start, "display_date": when},
        "display_date": when,
        "text": {"headline": _text(f"{one.title}{said}"), "text": _body(chronology, event, one)},
        "autolink": False,
    }
    if end:
        slide["end_date"] = {**end, "display_date": when}
    if event.themes:
        # Escaped twice: TimelineJS reads a group's name out of HTML, and then takes what it read for HTML again.
        slide["group"] = escape(_text(chronology.themes[event.themes[0]].name))
    return slide


def _ends(value: Edtf) -> tuple[dict[str, int], dict[str, int] | None]:
    """Return where a slide begins and ends, no more precisely than the date is."""
    if isinstance(value, Interval) and value.start and value.end:
        return _parts(value.start, value.start.earliest), _parts(value.end, value.end.latest)
    first, last = value.earliest or anchor(value), value.latest
    start = _parts(value, first)
    if value.earliest is None or last is None or last == first:
        return start, None
    end = _parts(value, last)
    return start, end if end != start else None


def _parts(value: Edtf, day: date) -> dict[str, int]:
    """Return year, month and day of ``day``, as far as the date knows them."""
    if isinstance(value, Date) and value.precision is Precision.DAY:
        return {"year": day.year, "month": day.month, "day": day.day}
    coarse = (Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.UNKNOWN)
    return {"year": day.year} if value.precision in coarse else {"year": day.year, "month": day.month}


def _body(chronology: Chronology, event: Event, one: Told) -> str:
    """Return the summary, the doubts, and the sources as HTML."""
    parts = [_text(one.summary or one.left_out)]
    for claim in told_claims(chronology, event):
        publisher = one_line(chronology.sources[claim.source].publisher) if claim.source else ""
        parts.append(_text(f"{claim.who} {claim.does} ({claim.when}): {claim.says} ({claim.cited(publisher)})"))
    links = [_source(told_source(chronology.sources[source])) for source in event.all_sources]
    return "".join(f"<p>{part}</p>" for part in parts) + "<ul>" + "".join(f"<li>{one}</li>" for one in links) + "</ul>"


def _source(source: ToldSource) -> str:
    kept = f" {_link(source.kept, KEPT_COPY)}" if source.kept else ""
    return (_link(source.url, source.text) if source.url else _text(source.text)) + kept


def _link(address: str, words: str) -> str:
    return f'<a href="{_text(address)}" rel="noopener noreferrer">{_text(words)}</a>'


def _text(text: str) -> str:
    return escape(one_line(text))
