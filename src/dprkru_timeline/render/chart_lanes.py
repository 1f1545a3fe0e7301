"""Lanes in the terminal, on a true scale of time: each event a sign in its column, above others that lie there.

With so many that this would be no overview, a lane is one row of blocks, as high as a column has events. What a sign
means stands under the chart; colour only repeats it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import Lane, Lanes, Mark, share, stacked, ticks
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.model import Status
from dprkru_timeline.render.chart import USUAL, chart_head
from dprkru_timeline.render.chart_notes import lanes_notes
from dprkru_timeline.render.lines import BLANK, Line, Span, cut, padded, wrapped
from dprkru_timeline.render.palette import STATUS_SYMBOLS
from dprkru_timeline.text import cells, counted, one_line
from dprkru_timeline.words.head import Front

# More rows than this are no overview.
_MOST_ROWS = 64
_BLOCKS = "▁▂▃▄▅▆▇█"

_Cells = list[Span]  # of one row, a character each


def lanes_lines(
    chronology: Chronology,
    found: Lanes,
    by: str,
    width: int,
    front: Front = Front(),  # noqa: B008 - it is never changed
) -> Iterator[Line]:
    """Draw a lane for each series: its events as signs, what is imprecise or goes on as a line."""
    width = width or USUAL
    yield from chart_head(chronology, front, width)
    yield BLANK
    if not found.lanes:
        yield from wrapped([(f"no lane to draw: no event here has any {by}", "faint")], width)
        return
    names = min(max(cells(one_line(lane.series.name)) for lane in found.lanes), width // 3)
    room = width - names - 2
    spans = [[_columns(mark, found, room) for mark in lane.marks] for lane in found.lanes]
    heights = [stacked(one)[1] for one in spans]
    as_signs = sum(heights) <= _MOST_ROWS
    most = max(max(Counter(start for start, _ in one).values()) for one in spans)
    grid = [_place(day, found, room) for day, _ in ticks(found.first, found.last, max(room // 9, 2))]
    for lane, columns in zip(found.lanes, spans, strict=True):
        rows = _signs(lane, columns, room) if as_signs else [_blocks(columns, room, most)]
        for row in rows:
            for place in grid:
                if row[place][0] == " ":
                    row[place] = ("┊", "axis")
        if as_signs:  # what a lane stands on tells where the one above ends
            rows[0] = [("∙", "axis") if cell[0] == " " else cell for cell in rows[0]]
        name = cut(one_line(lane.series.name), names)
        for row in rows[:0:-1]:
            yield (" " * (names + 2), ""), *row
        yield (padded(name, names), "label"), ("  ", ""), *rows[0]
    yield from _axis(found, names, room)
    yield BLANK
    yield from wrapped(_key(found, spans) if as_signs else _key_of_blocks(most, heights), width)
    notes = [
        f"{day_wording(found.first)} – {day_wording(found.last)}; a column is {_column(found, room)}",
        *lanes_notes(chronology, found, by),
    ]
    if found.left:
        notes.append(f"{counted(found.left, 'further lane')}: --top draws more")
    yield from wrapped([("; ".join(notes), "faint")], width)


def _key(found: Lanes, spans: Sequence[Sequence[tuple[int, int]]]) -> list[Span]:
    """Return what the signs stand for."""
    have = {mark.event.status for lane in found.lanes for mark in lane.marks}
    key: list[Span] = []
    for status in [one for one in Status if one in have]:
        key.append((f"{'  ' if key else ''}{STATUS_SYMBOLS[status]}\u00a0{status}", f"status-{status}"))
    if any(end > start for lane in spans for start, end in lane):
        key.append(("  ─\u00a0not\u00a0dated\u00a0more\u00a0precisely,\u00a0or\u00a0going\u00a0on", "faint"))
    return key


def _key_of_blocks(most: int, heights: Sequence[int]) -> list[Span]:
    """Return what the blocks stand for, and how many lanes there is room for in signs."""
    fitting = sum(sum(heights[: top + 1]) <= _MOST_ROWS for top in range(len(heights)))
    how = f"with --top\u00a0{fitting}" if fitting else "in fewer years, or on a wider terminal,"
    number = "1 event" if most == 1 else f"1–{most:,} events"
    return [
        (f"{_BLOCKS[0]}–{_BLOCKS[-1]}", "title"),
        (f" {number} that {'begins' if most == 1 else 'begin'} in a column;", "label"),
        (f" {how} each has its sign", "faint"),
    ]


def _column(found: Lanes, room: int) -> str:
    days = ((found.last - found.first).days + 1) / room
    return counted(max(round(days), 1), "day") if days < 45 else f"{days / 30.44:.1f} months"


def _place(day: date, found: Lanes, room: int) -> int:
    return min(int(share(day, found.first, found.last) * room), room - 1)


def _columns(mark: Mark, found: Lanes, room: int) -> tuple[int, int]:
    """Return the first and the last column of a mark."""
    start = _place(mark.first, found, room)
    return start, room - 1 if mark.last is None else max(_place(mark.last, found, room), start)


def _signs(lane: Lane, columns: Sequence[tuple[int, int]], room: int) -> list[_Cells]:
    """Return the rows of a lane, the lowest first: a sign for each event, and a line over all days that it may mean."""
    places, height = stacked(columns)
    rows: list[_Cells] = [[(" ", "")] * room for _ in range(height)]
    for mark, (start, end), place in zip(lane.marks, columns, places, strict=True):
        row = rows[place]
        row[start : end + 1] = [("─", "axis")] * (end - start + 1)
        if mark.last is None:
            row[end] = ("▶", "axis")
        row[start] = (STATUS_SYMBOLS[mark.event.status], f"status-{mark.event.status}")
    return rows


def _blocks(columns: Sequence[tuple[int, int]], room: int, most: int) -> _Cells:
    """Return a lane as one row: in each column a block as high as the number of events that begin in it."""
    row: _Cells = [(" ", "")] * room
    for place, number in Counter(start for start, _ in columns).items():
        row[place] = (_BLOCKS[-(-number * len(_BLOCKS) // most) - 1], "title")
    return row


def _axis(found: Lanes, names: int, room: int) -> Iterator[Line]:
    """Draw the axis with its ticks, and their names below."""
    marks = ticks(found.first, found.last, max(room // 9, 2))
    ruler, below = ["─"] * room, [" "] * room
    end = -1
    for day, name in marks:
        place = _place(day, found, room)
        ruler[place] = "┼"
        if place > end and place + len(name) <= room:
            below[place : place + len(name)] = name
            end = place + len(name)
    lead = " " * (names + 2)
    yield (lead, ""), ("".join(ruler), "axis")
    yield (lead, ""), ("".join(below).rstrip(), "axis")
