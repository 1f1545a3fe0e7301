"""One event a line: id, date, title. For grep, fzf and scripts."""

from collections.abc import Iterator
from itertools import chain

from dprkru_timeline.chronology import Chronology, outlines, widths
from dprkru_timeline.render.lines import Line, Span, cut, data, padded, width_of, wrapped
from dprkru_timeline.render.parts import match_span, short_span, status_span

# With less room than this for titles, id and date stand above them.
_LEAST_TITLE = 30


def oneline_lines(chronology: Chronology, width: int) -> Iterator[Line]:
    """Write id, EDTF date and title of each event; titles are cut, with a mark, to a width over 0."""
    ids, dates = widths(chronology.events)
    columns = not width or width - ids - dates - 4 >= _LEAST_TITLE
    events, going_on = chronology.parted()
    for event in chain(outlines(events), going_on):
        date = (str(event.date), "date")
        mark = [*status_span(chronology, event), *match_span(chronology, event)]
        if width and width - (ids + dates + 4 if columns else 2) - width_of(mark) < _LEAST_TITLE:
            mark = [*short_span(event), *match_span(chronology, event)]
        title, style = data(event.title, "key-title" if event.key else "title")
        if columns:
            lead: Line = ((f"{padded(event.id, ids)}  ", "label"), (f"{padded(date[0], dates)}  ", "date"))
            room = width - width_of(lead) - width_of(mark)
            yield *lead, (cut(title, room) if width else title, style), *mark
        else:
            yield from _id_and_date(event.id, date, width)
            yield ("  ", ""), (cut(title, width - 2 - width_of(mark)), style), *mark


def _id_and_date(event_id: str, date: Span, width: int) -> Iterator[Line]:
    """Write an id whole, and its date beside it, or under it where there is no room for both."""
    if len(event_id) + 2 + len(date[0]) <= width:
        yield (f"{event_id}  ", "label"), date
    else:
        yield ((event_id, "label"),)
        yield from wrapped([date], width, (("  ", ""),), (("  ", ""),))
