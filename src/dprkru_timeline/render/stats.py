"""A chronology in numbers: a grid of years and months, counts, silences, sources."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.stats import Coverage, Row, Year, coverage, heard, rows, stretches, years
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.model import Status
from dprkru_timeline.render.lines import BLANK, Line, data, padded, wrapped
from dprkru_timeline.render.parts import header_lines
from dprkru_timeline.text import cells, counted, one_line

_TOP = 12
_SETTLED_BY = {
    "record": "by a public record",
    "all": "by the word of all who act",
    "some": "of some who act",
    "one": "of one party alone",
}
_GRID = 6 + 4 * 13 + 5  # columns that years by months take: the year, twelve months and “?”, the sum


def stats_lines(chronology: Chronology, width: int) -> Iterator[Line]:
    """Write the numbers of an answer, section by section."""
    yield from header_lines(chronology, width)
    if not chronology.events:
        return
    yield from _years(chronology, width)
    for title, what in (("Status", "statuses"), ("Themes", "themes"), ("Actors, with what belongs to them", "actors")):
        found = [row for row in rows(chronology, what) if row.events]
        yield BLANK
        yield from wrapped([(title, "heading")], width)
        yield from _bars(found[:_TOP], width, "status" if what == "statuses" else "")
        if len(found) > _TOP:
            asked = f" {one_line(chronology.selection.query)}" if chronology.selection else ""
            yield from wrapped([(f"{len(found) - _TOP} more in timeline list {what}{asked}", "faint")], width)
    yield from _stretches(chronology, width)
    yield from _coverage(chronology, width)


def _years(chronology: Chronology, width: int) -> Iterator[Line]:
    found, nowhere = years(chronology)
    yield BLANK
    yield from wrapped([("Events by the month they began in", "heading")], width)
    grid = not width or width >= _GRID
    if grid:
        yield ((f"{'':6}" + "".join(f"{month[:3]:>4}" for month in MONTHS) + f"{'?':>4}{'all':>5}", "label"),)
    first, last = heard(chronology)
    for one, silent, what in _with_silences(found, chronology.reach.year, range(first.year, last.year + 1)):
        if silent:
            last_year = one.year + silent - 1
            yield ((f"{one.year}{f'–{last_year}' if silent > 1 else ''}  {what}", "faint"),)
            continue
        numbers = [*one.months, one.unknown]
        if grid:
            shown = "".join(f"{number or '·':>4}" for number in numbers)
            yield (f"{one.year:<6}", "year"), (shown, ""), (f"{one.total:>5}", "key-title")
        else:
            parts = [f"{month[:3]} {number}" for month, number in zip([*MONTHS, "?  "], numbers, strict=True) if number]
            text = f"{one.total}" + (f": {', '.join(parts)}" if parts else "")
            yield from wrapped([(text, "")], width, ((f"{one.year}  ", "year"),), (("      ", ""),))
    if any(one.unknown for one in found):
        yield from wrapped([("? the month is not known", "faint")], width)
    if nowhere:
        yield from wrapped([(f"{counted(nowhere, 'event')} may have begun in more than one year", "faint")], width)


def _with_silences(found: list[Year], reach: int, heard_years: range) -> Iterator[tuple[Year, int, str]]:
    """Yield years with 0, and the first of years without an event, with how many they are and what that says."""

    def said(one: Year) -> str:
        if one.total:
            return ""
        return "not covered" if one.year > reach else "no event" if one.year in heard_years else "not asked for"

    for what, run in groupby(found, key=said):
        years_of_it = list(run)
        if what:
            yield years_of_it[0], len(years_of_it), what
        else:
            yield from ((one, 0, "") for one in years_of_it)


def _bars(found: list[Row], width: int, style: str) -> Iterator[Line]:
    """Write entries with their numbers, and a bar as long as the number."""
    names = [one_line(row.name) for row in found]
    column = min(max(map(cells, names), default=0), (width or 80) // 2)
    most = max((row.events for row in found), default=1)
    room = max((width or 80) - column - 10, 4)
    for row, name in zip(found, names, strict=True):
        bar = "█" * max(round(room * row.events / most), 1)
        lead: Line = ((f"{row.events:>6,}  ", ""),)
        if cells(name) > column:
            yield from wrapped([data(row.name)], width, lead, (("        ", ""),))
            yield ("        ", ""), (padded("", column), ""), (f"  {bar}"[: room + 2], "faint")
        else:
            shade = f"status-{row.id}" if style else "faint"
            yield *lead, (padded(name, column), "title"), (f"  {bar}", shade)


def _stretches(chronology: Chronology, width: int) -> Iterator[Line]:
    found = stretches(chronology)
    if not found:
        return
    selection = chronology.selection
    noun = "a matching event" if selection and selection.matched != selection.total else "an event"
    yield BLANK
    yield from wrapped([(f"Longest stretches without {noun}", "heading")], width)
    for one in found:
        text = f"{day_wording(one.first)} – {day_wording(one.last)}"
        close = "to the close" if one.last == chronology.reach else "to the last day asked for"
        ends = f" (after {one.after}, {f'before {one.before}' if one.before else close})"
        yield from wrapped(
            [(text, "date"), (ends, "faint")], width, ((f"{one.days:>6,} days  ", ""),), ((" " * 13, ""),)
        )


def _coverage(chronology: Chronology, width: int) -> Iterator[Line]:
    found = coverage(chronology)
    number = len(chronology.events)
    yield BLANK
    yield (("Sources", "heading"),)
    sure = sum(event.status is Status.CONFIRMED for event in chronology.events)
    many = ", ".join(f"{count:,} with {name}" for name, count in found.per_event.items() if count or name != "none")
    publishers = counted(found.publishers, "publisher")
    said = [
        f"{counted(found.sources, 'source')} of {publishers}; {counted(found.claims, 'claim')}",
        f"Of {counted(number, 'event')}: {many}",
        f"{found.with_record:,} with a public record; {found.one_publisher:,} all from one publisher",
        f"Of the sources: {found.untitled:,} untitled, {found.undated:,} undated, {found.archived:,} with a kept copy",
        *_seen(found),
        *_claims(found),
        f"Of {sure:,} confirmed: {_listed({_SETTLED_BY[one]: count for one, count in found.settled.items() if count})}",
        f"Kinds: {_listed(found.kinds)}",
        f"Languages: {_listed(found.languages)}",
    ]
    for text in said if found.sources else said[:2]:
        yield from wrapped([(text, "")], width, (("  ", ""),), (("    ", ""),))


_SEEN_AS = {"page": "whole", "excerpt": "in part", "headline": "by the headline"}


def _seen(found: Coverage) -> Iterator[str]:
    if found.accessed or found.seen:
        how = ", ".join(f"{count:,} {_SEEN_AS[one]}" for one, count in found.seen.items())
        yield f"{found.accessed:,} with the day on which they were seen{f': {how}' if how else ''}"


def _claims(found: Coverage) -> Iterator[str]:
    if found.claims:
        where = (
            f"; {found.located:,} of {found.with_amounts:,} with numbers, where these stand"
            if found.with_amounts
            else ""
        )
        denials = f"; {counted(found.denials, 'denial')}" if found.denials else ""
        yield f"Of {counted(found.claims, 'claim')}: {found.with_basis:,} say what they go by{where}{denials}"
    if found.corrected:
        yield f"{counted(found.corrected, 'event')} once said otherwise: timeline show not:missing:corrections"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{one_line(name)} {number:,}" for name, number in counts.items())
