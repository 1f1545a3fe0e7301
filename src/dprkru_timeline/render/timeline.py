"""The vertical timeline: years, dates as precise as they are known, titles, notes.

Short for a long answer, so that it can be read; whole for a short one, so that it can be pasted.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor, wording
from dprkru_timeline.edtf.wording import months_wording
from dprkru_timeline.model import Event
from dprkru_timeline.render.lines import BLANK, Line, data, padded, wrapped
from dprkru_timeline.render.parts import (
    claim_spans,
    header_lines,
    match_span,
    note_lines,
    status_span,
    summary_paragraphs,
)
from dprkru_timeline.text import cells, one_line
from dprkru_timeline.words.claims import in_time, speaker
from dprkru_timeline.words.event import NOTE
from dprkru_timeline.words.sources import SHORT, Notes, ranked_sources

# With more events than this, summaries and actors are left to --full.
FEW = 15
NARROW = 60
_DATE_COLUMN = 18
_GAP_MONTHS = 12


def timeline_lines(
    chronology: Chronology, width: int, *, full: bool = False, asides: Mapping[str, str] | None = None
) -> Iterator[Line]:
    """Write the events of a chronology, in its order, with numbered source notes at the foot.

    ``asides`` (by id) stand after the titles, and take the place of summaries.
    """
    yield from header_lines(chronology, width)
    if not chronology.events:
        return
    notes = Notes(chronology)
    gaps = _gaps(chronology)
    detailed = full or (len(chronology.events) <= FEW and asides is None)
    year = None
    for event in chronology.events:
        if event.id in gaps:
            yield BLANK
            yield from wrapped([(gaps[event.id], "faint")], width, _indent(width), _indent(width))
        if anchor(event.date).year != year:
            year = anchor(event.date).year
            yield BLANK
            yield ((f"{year}", "year"),)
        elif detailed:
            yield BLANK
        aside = (asides or {}).get(event.id, "")
        yield from event_lines(chronology, event, width, notes, detailed=detailed, full=full, aside=aside)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def _indent(width: int) -> Line:
    """Return what stands before an event's text: the date column, or less where there is no room."""
    return ((" " * (2 if width and width < NARROW else _DATE_COLUMN + 3), ""),)


def event_lines(  # noqa: PLR0913
    chronology: Chronology,
    event: Event,
    width: int,
    notes: Notes,
    *,
    detailed: bool = False,
    full: bool = False,
    aside: str = "",
) -> Iterator[Line]:
    """Write one event: date, title, marks, what stands aside, notes; summary and actors where it is detailed."""
    indent = _indent(width)
    when = wording(event.date)
    lead: Line = ((f" {padded(when, _DATE_COLUMN)}  ", "date"),)
    if (width and width < NARROW) or cells(when) > _DATE_COLUMN:
        yield from wrapped([(when, "date")], width, ((" ", ""),), ((" ", ""),))
        lead = indent
    sources = ranked_sources(chronology, event)
    shown = sources if full else sources[:SHORT]
    left = len(sources) - len(shown)
    title = [
        data(event.title, "key-title" if event.key else "title"),
        *status_span(chronology, event),
        *match_span(chronology, event),
        *([(f" · {aside}", "label")] if aside else []),
    ]
    note = notes.numbers(shown) if shown else ""  # as of some day, a claim may be known and its source not
    if left:
        note = f"{note[:-1]}; +{left} in info {event.id}]"
    yield from wrapped([*title, (f" {note}", "note")] if note else title, width, lead, indent)
    if not detailed:
        return
    for paragraph in summary_paragraphs(event):
        yield from wrapped([paragraph], width, indent, indent)
    if not event.summary:
        for claim in in_time(event):
            said = [(f"{wording(claim.date)}: ", "date"), *claim_spans(chronology, event, claim, notes)]
            yield from wrapped(said, width, indent, (*indent, ("  ", "")))
    if full and event.note:
        yield from wrapped([(f"{NOTE}: ", "label"), data(event.note)], width, indent, (*indent, ("  ", "")))
    if full:
        yield from _numbers(chronology, event, width, notes, indent)
    actors = ", ".join(one_line(chronology.actors[actor].name) for actor in event.actors)
    yield from wrapped([("Actors: ", "label"), (actors, "faint")], width, indent, indent)


def _numbers(chronology: Chronology, event: Event, width: int, notes: Notes, indent: Line) -> Iterator[Line]:
    """Write the numbers that claims give, each with who gave it, when, and where that stands."""
    for claim in in_time(event):
        if not claim.amounts:
            continue
        from dprkru_timeline.words.figures import amounts_told  # few answers have any

        note = f" {notes.numbers([claim.source])}" if claim.source else ""
        said = f"{speaker(chronology, claim).rstrip(',')}, {wording(claim.date)}: {amounts_told(chronology, claim)}"
        yield from wrapped([("Numbers: ", "label"), (said, ""), (note, "note")], width, indent, (*indent, ("  ", "")))


def _gaps(chronology: Chronology) -> dict[str, str]:
    """Return what to write above an event that comes a year or more after the one before it."""
    selection = chronology.selection
    noun = "a matching event" if selection and selection.matched != selection.total else "an event"
    in_time = chronology.events[::-1] if selection and selection.reversed else chronology.events
    texts = {}
    reached: date | None = None
    for place, event in enumerate(in_time):
        start = event.date.earliest
        if place and start and reached:
            months = months_between(reached, start)
            if months >= _GAP_MONTHS:
                shown_above = event if in_time is chronology.events else in_time[place - 1]
                texts[shown_above.id] = f"{months_wording(months)} without {noun}"
        if event.date.latest is None:
            reached = date.max
        elif reached is None or event.date.latest > reached:
            reached = event.date.latest
    return texts


def months_between(first: date, last: date) -> int:
    """Return the whole months from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)
