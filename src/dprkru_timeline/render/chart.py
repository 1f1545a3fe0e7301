"""A chart in the terminal: events by period as stacked bars. Lanes are in `chart_lanes`.

What a sign means stands under each chart; colour only repeats it.
"""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import Density, Period, Series
from dprkru_timeline.derive.stats import began
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.render.chart_notes import density_notes, earlier_text
from dprkru_timeline.render.lines import BLANK, Line, Span, wrapped
from dprkru_timeline.render.palette import symbols
from dprkru_timeline.text import one_line
from dprkru_timeline.words.head import Front, as_a_sentence, told_head

# Where there is no width (in a file, say) a chart is this wide.
USUAL = 80
# More periods than this without an event are drawn as one line.
_SILENT = 2


def chart_head(chronology: Chronology, front: Front, width: int) -> Iterator[Line]:
    """Write what heads a chart: its title, the edition, and what was asked unless that is to be left out."""
    head = told_head(chronology, front)
    yield from wrapped([(head.title, "heading")], width)
    asked = f"{as_a_sentence(head.asked)} · {head.tally}" if head.asked else as_a_sentence(head.tally)
    for text in (as_a_sentence(head.sentence("of", "edition")), as_a_sentence(head.as_of), asked):
        if text:
            yield from wrapped([(text, "faint")], width)
    if head.beyond:
        yield from wrapped([(as_a_sentence(head.beyond), "faint")], width)


def density_lines(
    chronology: Chronology,
    found: Density,
    by: str,
    width: int,
    front: Front = Front(),  # noqa: B008 - it is never changed
) -> Iterator[Line]:
    """Draw how many events began in each period, stacked by series."""
    width = width or USUAL
    yield from chart_head(chronology, front, width)
    before = _before(chronology, found)
    if not found.periods:
        if before:
            yield BLANK
            yield from wrapped([(before, "faint")], width)
        return
    yield BLANK
    signs = symbols(by, [one.id for one in found.series])
    names = max(len(period.name) for period in found.periods)
    most = max(sum(period.counts.values()) for period in found.periods)
    numbers = len(f"{max(period.events for period in found.periods):,}")
    room = width - names - numbers - 4
    scale = min(room / most, 1.0) if most else 1.0
    indent: Line = ((f"{'':{names}}  ", ""),)
    if before:
        yield from wrapped([(before, "faint")], width, indent, indent)
    for period, silent in _with_silences(found.periods):
        if silent > _SILENT:
            which = f"past {day_wording(chronology.reach)}: not covered" if period.is_beyond else "without an event"
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
    notes += density_notes(found, f"without a sign: {{}} with no {by}")
    yield from wrapped([("; ".join(notes), "faint")], width)


def _before(chronology: Chronology, found: Density) -> str:
    """Return what lies before the first period, and how to have it drawn where no dates were asked for."""
    if found.first is None:
        return ""
    text = earlier_text(found.earlier, found.first)
    if any(chronology.asked_days):
        return text
    years = [days[0].year for event in chronology.events if (days := began(event.date))]
    return f"{text}: --since {min(years):04} draws {'it' if found.earlier == 1 else 'them'}"


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
