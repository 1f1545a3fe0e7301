"""One event a line: id, date, title. For grep, fzf and scripts."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.render.lines import Line, cut, data, padded, width_of
from dprkru_timeline.render.timeline import status_mark


def oneline_lines(chronology: Chronology, width: int) -> Iterator[Line]:
    """Write id, EDTF date and title of each event; titles are cut, with a mark, to a width over 0."""
    ids = max((len(event.id) for event in chronology.events), default=0)
    dates = max((len(str(event.date)) for event in chronology.events), default=0)
    for event in chronology.events:
        lead: Line = (
            (f"{padded(event.id, ids)}  ", "label"),
            (f"{padded(str(event.date), dates)}  ", "date"),
        )
        mark = status_mark(event)
        title, style = data(event.title, "key-title" if event.key else "title")
        if width:
            room = width - width_of(lead) - width_of(mark)
            if room < 12:  # too narrow for columns: the title goes under the id
                yield (lead[0],)
                yield ("  ", ""), (cut(title, width - 2 - width_of(mark)), style), *mark
                continue
            title = cut(title, room)
        yield *lead, (title, style), *mark
