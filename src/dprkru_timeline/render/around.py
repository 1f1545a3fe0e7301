"""What happened before and after a day, each event with its distance from it."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.edtf.length import Span
from dprkru_timeline.query.find import Moment
from dprkru_timeline.render.lines import Line, wrapped
from dprkru_timeline.render.timeline import timeline_lines
from dprkru_timeline.text import one_line
from dprkru_timeline.words.spans import distance


def around_lines(  # noqa: PLR0913
    chronology: Chronology,
    center: Moment,
    span: Span,
    width: int,
    *,
    sources: bool = True,
    short: bool = False,
    command: str = "",
) -> Iterator[Line]:
    """Write the events of an answer as a timeline, each with how far it lies from the center."""
    what = f"{one_line(center.event.title)}, {wording(center.date)}" if center.event else wording(center.date)
    yield from wrapped([(f"{span.wording} before and after: {what}", "heading")], width)
    asides = {
        event.id: "this event" if center.event and event.id == center.event.id else distance(center.date, event.date)
        for event in chronology.events
    }
    yield from timeline_lines(chronology, width, asides=asides, sources=sources, short=short, command=command)
