"""Charts in the terminal: events by period as stacked bars, and lanes on a true scale of time.

What a sign means stands under each chart; colour only repeats it.
"""

from collections.abc import Iterator
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import Density, Lane, Lanes, Period, Series, share, ticks
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.model import Status
from dprkru_timeline.render.lines import BLANK, Line, Span, cut, padded, wrapped
from dprkru_timeline.render.palette import STATUS_SYMBOLS, symbols
from dprkru_timeline.render.parts import header_lines
from dprkru_timeline.text import cells, counted, one_line

# Where there is no width (in a file, say) a chart is this wide.
_USUAL = 80
# More periods than this without an event are drawn as one line.
_SILENT = 2


def density_lines(chronology: Chronology, found: Density, by: str, width: int) -> Iterator[Line]:
    """Draw how many events began in each period, stacked by series."""
    width = width or _USUAL
    yield from header_lines(chronology, width)
    if not found.periods:
        return
    yield BLANK
    signs = symbols(by, [one.id for one in found.series])
    names = max(len(period.name) for period in found.periods)
    most = max(sum(period.counts.values()) for period in found.periods)
    numbers = len(f"{max(period.events for period in found.periods):,}")
    room = width - names - numbers - 4
    scale = min(room / most, 1.0) if most else 1.0
    for period, silent in _with_silences(found.periods):
        if silent > _SILENT:
            which = f"past {day_wording(chronology.reach)}: not covered" if period.is_beyond else "without an event"
            indent: Line = ((f"{'':{names}}  ", ""),)
            yield from wrapped([(f"{silent} {found.per}s {which}", "faint")], width, indent, indent)
            continue
        bar = _bar(period, found.series, signs, scale, room)
        yield (
            (f"{period.name:{names}}", "year"),
            ("  ", ""),
            (f"{period.events or '·':>{numbers}}", "faint"),
            ("  ", ""),
            *bar,
        )
    yield BLANK
    yield from _key(found.series, signs, width)
    notes = [f"a sign is {1 / scale:.1f} events" if scale < 1 else "a sign is an event"]
    if by != "status":
        notes.append(f"an event stands under each {by} that it has")
    if found.undated:
        notes.append(f"not drawn: {counted(found.undated, 'event')} that may have begun in several {found.per}s")
    if found.without:
        notes.append(f"without a sign: {counted(found.without, 'event')} with no {by}")
    yield from wrapped([("; ".join(notes), "faint")], width)


def _with_silences(periods: tuple[Period, ...]) -> Iterator[tuple[Period, int]]:
    """Yield periods, and in place of many empty ones the first of them with their number."""
    place = 0
    while place < len(periods):
        end = place
        while end < len(periods) and not periods[end].events and periods[end].is_beyond is periods[place].is_beyond:
            end += 1
        if end - place > _SILENT:
            yield periods[place], end - place
            place = end
        else:
            yield periods[place], 0
            place += 1


def _bar(
    period: Period, series: tuple[Series, ...], signs: dict[str, tuple[str, str]], scale: float, room: int
) -> list[Span]:
    """Return a bar whose parts end where their sums do, so that rounding never adds up."""
    spans: list[Span] = []
    total, drawn = 0, 0
    for one in series:
        number = period.counts.get(one.id, 0)
        if not number:
            continue
        total += number
        end = min(max(round(total * scale), drawn + 1), room)
        sign, style = signs[one.id]
        spans.append((sign * (end - drawn), style))
        drawn = end
    return spans


def _key(series: tuple[Series, ...], signs: dict[str, tuple[str, str]], width: int) -> Iterator[Line]:
    """Write what each sign stands for."""
    spans: list[Span] = []
    for one in series:
        sign, style = signs[one.id]
        spans += [
            (f"{'  ' if spans else ''}{sign}", style),
            (f"\u00a0{one_line(one.name).replace(' ', chr(0xA0))}", "label"),
        ]
    yield from wrapped(spans, width)


def lanes_lines(chronology: Chronology, found: Lanes, by: str, width: int) -> Iterator[Line]:
    """Draw a lane for each series: its events as signs, what is imprecise or goes on as a line."""
    width = width or _USUAL
    yield from header_lines(chronology, width)
    yield BLANK
    if not found.lanes:
        yield from wrapped([(f"no lane to draw: no event here has any {by}", "faint")], width)
        return
    names = min(max(cells(one_line(lane.series.name)) for lane in found.lanes), width // 3)
    room = width - names - 2
    for lane in found.lanes:
        yield (padded(cut(one_line(lane.series.name), names), names), "label"), ("  ", ""), *_lane(lane, found, room)
    yield from _axis(found, names, room)
    yield BLANK
    statuses = [
        status for status in Status if any(mark.event.status is status for lane in found.lanes for mark in lane.marks)
    ]
    signs = [(f"{STATUS_SYMBOLS[status]}\u00a0{status}", f"status-{status}") for status in statuses]
    key: list[Span] = []
    for text, style in signs:
        key.append((f"{'  ' if key else ''}{text}", style))
    key += [
        ("  2–9,\u00a0+\u00a0several", "label"),
        ("  ─\u00a0not\u00a0dated\u00a0more\u00a0precisely,\u00a0or\u00a0going\u00a0on", "faint"),
    ]
    yield from wrapped(key, width)
    notes = [f"{day_wording(found.first)} – {day_wording(found.last)}; a column is {_column(found, room)}"]
    if found.earlier:
        notes.append(f"not drawn: {counted(found.earlier, 'event')} before {found.first.year}")
    if found.without:
        notes.append(f"not drawn: {counted(found.without, 'event')} with no {by}")
    if found.left:
        notes.append(f"{counted(found.left, 'further lane')}: --top draws more")
    yield from wrapped([("; ".join(notes), "faint")], width)


def _column(found: Lanes, room: int) -> str:
    days = ((found.last - found.first).days + 1) / room
    return counted(max(round(days), 1), "day") if days < 45 else f"{days / 30.44:.1f} months"


def _place(day: date, found: Lanes, room: int) -> int:
    return min(int(share(day, found.first, found.last) * room), room - 1)


def _lane(lane: Lane, found: Lanes, room: int) -> list[Span]:
    """Return the signs of a lane: several in one column as their number, lines under them."""
    columns: list[tuple[str, str]] = [(" ", "")] * room
    for mark in lane.marks:
        start = _place(max(mark.first, found.first), found, room)
        end = room - 1 if mark.last is None else _place(mark.last, found, room)
        if end > start or mark.last is None:
            for place in range(start, end + 1):
                columns[place] = ("─", "axis") if columns[place][0] == " " else columns[place]
            if mark.last is None:
                columns[room - 1] = ("▶", "axis")
    heads: dict[int, list[Status]] = {}
    for mark in lane.marks:
        if mark.first >= found.first:
            heads.setdefault(_place(mark.first, found, room), []).append(mark.event.status)
    for place, statuses in heads.items():
        if len(statuses) == 1:
            columns[place] = (STATUS_SYMBOLS[statuses[0]], f"status-{statuses[0]}")
        else:
            number = str(len(statuses)) if len(statuses) < 10 else "+"
            columns[place] = (number, f"status-{statuses[0]}" if len(set(statuses)) == 1 else "title")
    return columns


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
