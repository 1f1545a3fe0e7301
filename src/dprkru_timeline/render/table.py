"""A table: columns of `fields`, a row an event, with numbered source notes at the foot.

What does not fit loses columns first, the last of the default ones before the others, and says so; then cells are
wrapped. Columns that a person chose are kept as long as each has room for a word.
"""

from collections.abc import Iterator, Mapping, Sequence

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Event
from dprkru_timeline.render.grid import GAP, row_lines, shared
from dprkru_timeline.render.lines import BLANK, Line, Span, wrapped
from dprkru_timeline.render.parts import header_lines, match_span, note_lines, status_span
from dprkru_timeline.text import cells, one_line
from dprkru_timeline.words.columns import Column, column
from dprkru_timeline.words.sources import Notes, ranked_sources
from dprkru_timeline.words.status import status_word

DEFAULT = ("date_text", "title", "status", "actors", "themes")
_BEHIND = 12
# A column of prose is not made narrower than this before one is left out; one of a word or two, not at all.
_LEAST = {"title": 24, "summary": 24}
_LEAST_PROSE = 14
_PROSE = (
    "title",
    "summary",
    "date_basis",
    "actors",
    "doers",
    "themes",
    "places",
    "about_places",
    "settled_by",
    "denied_by",
    "publishers",
    "sources",
    "urls",
    "claims",
    "links",
)


def table_lines(chronology: Chronology, width: int, names: Sequence[str] = ()) -> Iterator[Line]:
    """Write events as a table with these columns, or the usual ones."""
    yield from header_lines(chronology, width)
    if not chronology.events:
        return
    notes = Notes(chronology)
    columns = [column(name) for name in names or DEFAULT]
    own, going_on = chronology.parted()
    events = (*own, *going_on)
    texts = [{one.name: _text(chronology, event, one) for one in columns} for event in events]
    natural = [
        max(cells(one.heading), *(cells(row[one.name]) + (_BEHIND if one.name == "title" else 0) for row in texts))
        for one in columns
    ]
    kept, widths = _fitted(columns, natural, width)
    marked = column("status") not in kept  # a doubt is never left out with its column
    if left := [one.heading for one in columns if one not in kept]:
        yield from wrapped([(f"Left out for want of room: {', '.join(left)}", "faint")], width)
    yield BLANK
    yield row_lines([[(one.heading, "heading")] for one in kept], widths)[0]
    yield (("─" * (sum(widths) + GAP * (len(widths) - 1)), "faint"),)
    for event, row in zip(events, texts, strict=True):
        yield from row_lines([_cell(chronology, event, one.name, row, notes, marked=marked) for one in kept], widths)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def _text(chronology: Chronology, event: Event, one: Column) -> str:
    """Return the text of a cell, on one line."""
    if one.name == "status":
        return status_word(event)
    return one_line(one.for_people(event, chronology))


_STYLES = {"date_text": "date", "date": "date", "id": "label"}


def _cell(  # noqa: PLR0913
    chronology: Chronology, event: Event, name: str, texts: Mapping[str, str], notes: Notes, *, marked: bool
) -> list[Span]:
    """Return a cell; the title carries the notes, and the marks that no other column has."""
    if name != "title":
        return [(texts[name], f"status-{event.status}" if name == "status" else _STYLES.get(name, ""))]
    sources = ranked_sources(chronology, event)
    note = [(f" {notes.numbers(sources)}", "note")] if sources else []
    marks = status_span(chronology, event) if marked else []
    return [(texts[name], "key-title" if event.key else "title"), *marks, *match_span(chronology, event), *note]


def _fitted(columns: Sequence[Column], natural: Sequence[int], width: int) -> tuple[list[Column], list[int]]:
    """Return the columns for which there is room, and how wide each is; the title is the last to go."""
    if not width:
        return list(columns), list(natural)
    kept = list(zip(columns, natural, strict=True))
    while True:
        least = [min(_least(one.name, wide), wide) for one, wide in kept]
        spare = width - GAP * (len(kept) - 1) - sum(least)
        if spare >= 0:
            return [one for one, _ in kept], shared(least, [wide for _, wide in kept], spare)
        if len(kept) == 1:
            return [kept[0][0]], [width]
        place = max(place for place, (one, _) in enumerate(kept) if one.name != "title" or len(kept) == 1)
        del kept[place]


def _least(name: str, wide: int) -> int:
    """Return how narrow a column may become: prose may be wrapped, and dates in words; ids and codes not."""
    if name in _PROSE:
        return _LEAST.get(name, _LEAST_PROSE)
    return 12 if name == "date_text" else wide
