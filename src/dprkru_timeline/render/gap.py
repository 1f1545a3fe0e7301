"""The time between two dates, in words, and what lies at either end."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf, Interval, day_wording, wording
from dprkru_timeline.edtf.length import Length, days_wording, gap, length_wording
from dprkru_timeline.query.find import Moment
from dprkru_timeline.render.header import as_of_text
from dprkru_timeline.render.lines import BLANK, Line, Span, data, wrapped
from dprkru_timeline.render.notes import SHORT, Notes, ranked_sources
from dprkru_timeline.render.timeline import status_mark


def gap_lines(chronology: Chronology, here: Moment, there: Moment, width: int) -> Iterator[Line]:
    """Write the time between two moments, the answer first, then the ends with their sources."""
    notes = Notes(chronology)
    same = here.event is not None and there.event is not None and here.event.id == there.event.id
    said = "One and the same event" if same else gap_wording(here.date, there.date)
    yield from wrapped([(said, "heading")], width)
    for moment in (here, there):
        if open_end := _open_end(moment.date):
            yield from wrapped([(f"{wording(moment.date)}: {open_end}", "faint")], width)
    if as_of := as_of_text(chronology):
        yield from wrapped([(as_of, "faint")], width)
    yield BLANK
    for label, moment in (("From  ", here), ("To    ", there)):
        yield from wrapped(_moment(chronology, moment, notes), width, ((label, "label"),), (("      ", ""),))
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from notes.lines(width)


def _open_end(value: Edtf) -> str:
    """Return from where a date is counted that has one end only, or nothing."""
    if not isinstance(value, Interval) or (value.start and value.end):
        return ""
    return "counted from when it began" if value.start else "counted from when it ended"


def _moment(chronology: Chronology, moment: Moment, notes: Notes) -> list[Span]:
    when = (wording(moment.date), "date")
    if moment.event is None:
        return [when]
    event = moment.event
    sources = ranked_sources(chronology, event)[:SHORT]
    note = [(f" {notes.numbers(sources)}", "note")] if sources else []
    return [when, (": ", ""), data(event.title), *status_mark(event), (f" ({event.id})", "faint"), *note]


def gap_wording(here: Edtf, there: Edtf) -> str:
    """Return how far ``there`` lies from ``here``: as a range where either is imprecise."""
    apart = gap(here, there)
    match apart.direction:
        case "same":
            return f"The same day, {day_wording(here.earliest)}" if here.earliest else "The same day"
        case "later":
            return f"{_range(apart.least, apart.most)} later".capitalize()
        case "earlier":
            return f"{_range(apart.most, apart.least)} earlier".capitalize()
    return _overlap(apart.least, apart.most)


def span_text(here: Edtf, there: Edtf) -> str:
    """Return two dates and how far the second lies from the first, in one line."""
    apart = gap_wording(here, there)
    return f"{wording(here)} → {wording(there)}: {apart[0].lower()}{apart[1:]}"


def _range(least: Length | None, most: Length | None) -> str:
    if least is None:
        raise ValueError("a direction has a least length")
    if most is None:
        return f"at least {_length(least)}"
    if least == most:
        return _length(least)
    return f"between {_length(least)} and {_length(most)}"


def _overlap(least: Length | None, most: Length | None) -> str:
    """Return in words how far the second date may lie to either side of the first."""
    sides = []
    for apart, side in ((least, "earlier"), (most, "later")):
        if apart is None:
            sides.append(f"{side} by a time that has no bound")
        elif apart.total_days:
            sides.append(f"up to {_length(apart)} {side}")
    return f"The dates overlap: {' or '.join(sides)}" if sides else "The dates overlap"


def _length(apart: Length) -> str:
    words, days = length_wording(apart), days_wording(apart)
    return days if words == days else f"{words} ({days})"
