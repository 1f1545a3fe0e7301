"""What happened before and after a day, each event with its distance from it."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Cover, Edtf, cover, wording
from dprkru_timeline.edtf.length import Span, gap
from dprkru_timeline.query.find import Moment
from dprkru_timeline.render.lines import Line, wrapped
from dprkru_timeline.render.timeline import timeline_lines
from dprkru_timeline.text import one_line


def around_lines(chronology: Chronology, center: Moment, span: Span, width: int) -> Iterator[Line]:
    """Write the events of an answer as a timeline, each with how far it lies from the center."""
    what = f"{one_line(center.event.title)}, {wording(center.date)}" if center.event else wording(center.date)
    yield from wrapped([(f"{span.wording} before and after: {what}", "heading")], width)
    asides = {
        event.id: "this event" if center.event and event.id == center.event.id else distance(center.date, event.date)
        for event in chronology.events
    }
    yield from timeline_lines(chronology, width, asides=asides)


def distance(here: Edtf, there: Edtf) -> str:
    """Return how far ``there`` lies from ``here``, in days: "12 days before", "3 to 33 days after"."""
    apart = gap(here, there)
    least, most = (one.total_days if one else None for one in (apart.least, apart.most))
    match apart.direction:
        case "same":
            return "the same day"
        case "later":
            return f"{_days(least, most)} after"
        case "earlier":
            return f"{_days(-most if most is not None else None, -least if least is not None else None)} before"
    inside = cover(there, here.earliest, here.latest) is Cover.SURE
    return "in that time" if inside else "at about the same time"


def _days(least: int | None, most: int | None) -> str:
    if most is None:
        return f"{least:,} days or more"
    if least == most:
        return f"{most:,} day{'' if most == 1 else 's'}"
    return f"{least:,} to {most:,} days"
