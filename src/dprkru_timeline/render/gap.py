"""The time between two dates, in words, and what lies at either end."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.query.find import Moment
from dprkru_timeline.render.lines import BLANK, Line, Span, data, wrapped
from dprkru_timeline.render.parts import note_lines, status_span
from dprkru_timeline.words.head import as_of_text
from dprkru_timeline.words.sources import SHORT, Notes, ranked_sources
from dprkru_timeline.words.spans import gap_wording, open_end


def gap_lines(chronology: Chronology, here: Moment, there: Moment, width: int) -> Iterator[Line]:
    """Write the time between two moments, the answer first, then the ends with their sources."""
    notes = Notes(chronology)
    same = here.event is not None and there.event is not None and here.event.id == there.event.id
    said = "One and the same event" if same else gap_wording(here.date, there.date)
    yield from wrapped([(said, "heading")], width)
    for moment in (here, there):
        if counted_from := open_end(moment.date):
            yield from wrapped([(f"{wording(moment.date)}: {counted_from}", "faint")], width)
    if as_of := as_of_text(chronology):
        yield from wrapped([(as_of, "faint")], width)
    yield BLANK
    for label, moment in (("From  ", here), ("To    ", there)):
        yield from wrapped(_moment(chronology, moment, notes), width, ((label, "label"),), (("      ", ""),))
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def _moment(chronology: Chronology, moment: Moment, notes: Notes) -> list[Span]:
    when = (wording(moment.date), "date")
    if moment.event is None:
        return [when]
    event = moment.event
    sources = ranked_sources(chronology, event)[:SHORT]
    note = [(f" {notes.numbers(sources)}", "note")] if sources else []
    return [when, (": ", ""), data(event.title), *status_span(chronology, event), (f" ({event.id})", "faint"), *note]
