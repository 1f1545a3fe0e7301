"""Every view of a chronology, as lines: what all of them must hold is tried on all."""

from collections.abc import Iterator
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import briefing
from dprkru_timeline.derive.chart import density, lanes
from dprkru_timeline.derive.stats import LISTS, rows
from dprkru_timeline.edtf.length import Span
from dprkru_timeline.query.find import Moment
from dprkru_timeline.render.around import around_lines
from dprkru_timeline.render.brief import brief_lines
from dprkru_timeline.render.chart import density_lines
from dprkru_timeline.render.chart_lanes import lanes_lines
from dprkru_timeline.render.cite import citations, cite_lines
from dprkru_timeline.render.gap import gap_lines
from dprkru_timeline.render.info import info_lines
from dprkru_timeline.render.lines import Line
from dprkru_timeline.render.list_ import list_lines
from dprkru_timeline.render.on import on_lines
from dprkru_timeline.render.oneline import oneline_lines
from dprkru_timeline.render.stats import stats_lines
from dprkru_timeline.render.table import table_lines
from dprkru_timeline.render.timeline import timeline_lines


def views(chronology: Chronology, width: int) -> Iterator[tuple[str, list[Line]]]:
    """Yield the name and the lines of every view."""
    yield "timeline", list(timeline_lines(chronology, width))
    yield "timeline in full", list(timeline_lines(chronology, width, full=True))
    yield "oneline", list(oneline_lines(chronology, width))
    yield "table", list(table_lines(chronology, width))
    yield "table of chosen columns", list(table_lines(chronology, width, ("id", "title", "summary", "publishers")))
    yield "brief", list(brief_lines(chronology, briefing(chronology), width))
    yield "stats", list(stats_lines(chronology, width))
    for what in LISTS:
        if what != "formats" and (entries := rows(chronology, what)):
            yield f"list {what}", list(list_lines(chronology, what, entries, width))
    if not chronology.events:
        return
    for event in chronology.events:
        here = Moment(event.date, event, "")
        yield f"info of {event.id}", list(info_lines(chronology, event, width))
        yield f"gap from {event.id}", list(gap_lines(chronology, here, Moment(event.date, None, ""), width))
    yield "around", list(around_lines(chronology, here, Span(3, "mo"), width))
    day = event.date.earliest or date(2024, 6, 19)
    yield "on", list(on_lines(chronology, day, day, width))
    yield "citations", list(cite_lines(citations(chronology, chronology.events, "chicago"), width))
    yield "references", list(cite_lines(citations(chronology, chronology.events, "apa"), width))
    for by in ("actor", "theme", "place", "status"):
        for per in ("month", "year"):
            found = density(chronology, by, per)
            if len(found.periods) < 2000:
                yield f"density by {by}", list(density_lines(chronology, found, by, width))
        yield f"lanes by {by}", list(lanes_lines(chronology, lanes(chronology, by, 12), by, width))
