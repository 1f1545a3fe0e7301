"""The vertical timeline: years, dates as precise as they are known, titles, notes.

Short for a long answer, so that it can be read; whole for a short one, so that it can be pasted.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor, wording
from dprkru_timeline.edtf.wording import date_in_year, months_wording, short_date
from dprkru_timeline.model import Event
from dprkru_timeline.render.edge import parted, with_id
from dprkru_timeline.render.lines import BLANK, Line, data, padded, wrapped
from dprkru_timeline.render.parts import (
    claim_spans,
    header_lines,
    match_span,
    note_lines,
    short_span,
    status_span,
    summary_paragraphs,
)
from dprkru_timeline.text import cells, counted, one_line
from dprkru_timeline.words.claims import in_time, speaker
from dprkru_timeline.words.event import note_text
from dprkru_timeline.words.sources import Notes, ranked_sources

# With more events than this, summaries and actors are left to --full.
FEW = 15
# With more than this, a terminal shows one line an event: its sources, too, are left to those who ask for them.
MANY = 40
NARROW = 60
_WIDEST_DATE, _WIDEST_SHORT_DATE = 18, 14
_GAP_MONTHS = 12
_FEW_IN_A_YEAR = 4


class Look(NamedTuple):
    """How much of each event is shown, and how wide the column of dates is.

    ``is_list``: a line an event, without sources; ``is_short``: its date without the year that it stands under.
    """

    is_detailed: bool = False
    is_full: bool = False
    is_list: bool = False
    is_short: bool = False
    column: int = _WIDEST_DATE


def timeline_lines(  # noqa: PLR0913
    chronology: Chronology,
    width: int,
    *,
    full: bool = False,
    asides: Mapping[str, str] | None = None,
    sources: bool = True,
    short: bool = False,
    command: str = "",
) -> Iterator[Line]:
    """Write the events of a chronology, in its order, with numbered source notes at the foot.

    ``asides`` (by id) stand after the titles, and take the place of summaries. Without ``sources`` it is a list, a line
    an event, that says how to have them: by ``command``. A ``short`` one is read on a screen and not pasted: its dates
    have no year but in the headings.
    """
    yield from header_lines(chronology, width)
    if not chronology.events:
        return
    if not sources:
        yield from wrapped([(_left_out(chronology, command), "faint")], width)
    notes = Notes(chronology)
    is_detailed = sources and (full or (len(chronology.events) <= FEW and asides is None))
    look = Look(is_detailed, full and sources, is_list=not sources, is_short=short and not sources)
    gaps = _gaps(chronology) if len(chronology.events) <= MANY else {}
    events, going_on = chronology.parted()
    yield from _by_year(chronology, events, width, notes, look, gaps, asides or {})
    if going_on:
        from dprkru_timeline.words.sections import GOING_ON  # few answers have any

        yield BLANK
        yield ((GOING_ON, "year"),)
        dates = [_when(event, None, look) for event in going_on]
        own = look._replace(column=_column(dates, _WIDEST_DATE, width))
        for place, (event, when) in enumerate(zip(going_on, dates, strict=True)):
            if look.is_detailed and place:
                yield BLANK
            aside = (asides or {}).get(event.id, "")
            yield from event_lines(chronology, event, width, notes, look=own, aside=aside, when=when)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def _by_year(  # noqa: PLR0913, PLR0917
    chronology: Chronology,
    events: Sequence[Event],
    width: int,
    notes: Notes,
    look: Look,
    gaps: Mapping[str, str],
    asides: Mapping[str, str],
) -> Iterator[Line]:
    """Write events under the headings of their years, and the long gaps between them."""
    years = [anchor(event.date).year for event in events]
    headings: dict[int, tuple[str, int | None]] = {year: (str(year), year) for year in years}
    if look.is_short:
        headings |= _early(years)
    dates = [_when(event, headings[year][1], look) for event, year in zip(events, years, strict=True)]
    look = look._replace(column=_column(dates, _WIDEST_SHORT_DATE if look.is_short else _WIDEST_DATE, width))
    shown = None
    for event, year, when in zip(events, years, dates, strict=True):
        heading, _ = headings[year]
        if event.id in gaps:
            yield BLANK
            indent = _indent(look, width)
            yield from wrapped([(gaps[event.id], "faint")], width, indent, indent)
        if heading != shown:
            shown = heading
            yield BLANK
            yield ((heading, "year"),)
        elif look.is_detailed:
            yield BLANK
        aside = asides.get(event.id, "")
        yield from event_lines(chronology, event, width, notes, look=look, aside=aside, when=when)


def _early(years: Sequence[int]) -> dict[int, tuple[str, int | None]]:
    """Return one heading for the years at the start of a long list that have few events: they need no line each.

    What stands under it keeps its year.
    """
    early: list[int] = []
    for year, same in groupby(years):
        if len(list(same)) > _FEW_IN_A_YEAR:
            break
        early.append(year)
    if len(early) < 2 or len(early) == len(set(years)):
        return {}
    return dict.fromkeys(early, (f"{min(early)}–{max(early)}", None))


def _left_out(chronology: Chronology, command: str) -> str:
    number = len({source for event in chronology.events for source in event.sources})
    return f"{counted(number, 'source')} left out: {command}; of one event: timeline info ID"


def _column(dates: Sequence[str], most: int, width: int) -> int:
    """Return how wide the column of dates is: as wide as the dates, but for those that are too wide to wait for."""
    if width and width < NARROW:
        return 0
    return min(max(map(cells, dates), default=0), most)


def _when(event: Event, year: int | None, look: Look) -> str:
    if not look.is_short:
        return wording(event.date)
    return date_in_year(event.date, year) if year is not None else short_date(event.date)


def _indent(look: Look, width: int) -> Line:
    """Return what stands before an event's text: the date column, or less where there is no room."""
    return ((" " * (2 if width and width < NARROW else look.column + 3), ""),)


def event_lines(  # noqa: PLR0913
    chronology: Chronology,
    event: Event,
    width: int,
    notes: Notes,
    *,
    look: Look = Look(),  # noqa: B008 - it is never changed
    aside: str = "",
    when: str = "",
) -> Iterator[Line]:
    """Write one event: date, title, marks, what stands aside, notes, its id; summary and actors where it is detailed.

    ``when`` is its date in words, where that is known already.
    """
    when = when or wording(event.date)
    if width and width < NARROW:
        look = look._replace(column=0)
    title = [
        data(event.title, "key-title" if event.key else "title"),
        *(short_span(event) if look.is_short and event.status.is_doubtful else status_span(chronology, event)),
        *match_span(chronology, event),
        *([(f" · {aside}", "label")] if aside else []),
    ]
    sources = [] if look.is_list else ranked_sources(chronology, event)
    if sources:  # as of some day, a claim may be known and its source not
        title.append((f" {notes.numbers(sources)}", "note"))
    yield from _dated(when, title, event.id, width, look)
    if not look.is_detailed:
        return
    indent = _indent(look, width)
    for paragraph in summary_paragraphs(event):
        yield from wrapped([paragraph], width, indent, indent)
    if not event.summary:
        for claim in in_time(event):
            said = [(f"{wording(claim.date)}: ", "date"), *claim_spans(chronology, event, claim, notes)]
            yield from wrapped(said, width, indent, (*indent, ("  ", "")))
    if look.is_full and event.note:
        label, note = note_text(chronology, event)
        yield from wrapped([(f"{label}: ", "label"), data(note)], width, indent, (*indent, ("  ", "")))
    if look.is_full:
        yield from _numbers(chronology, event, width, notes, indent)
    actors = ", ".join(one_line(chronology.actors[actor].name) for actor in event.actors)
    yield from wrapped([("Actors: ", "label"), (actors, "faint")], width, indent, indent)


def _dated(when: str, title: list[tuple[str, str]], event_id: str, width: int, look: Look) -> Iterator[Line]:
    """Write a title beside its date. A date too wide for its column is broken in it: no title waits for it."""
    indent = _indent(look, width)
    if not look.column:
        yield from wrapped([(when, "date")], width, ((" ", ""),), ((" ", ""),))
        yield from with_id(*parted(title), event_id, width, (indent, indent))
        return
    dates = [_cell(part, look) for part in _broken(when, look.column)]
    lines = list(with_id(*parted(title), event_id, width, (((dates[0], "date"),), indent)))
    for place, line in enumerate(lines):
        yield ((dates[place], "date"), *line[1:]) if 0 < place < len(dates) else line
    for rest in dates[len(lines) :]:
        yield ((rest, "date"),)


def _broken(when: str, column: int) -> list[str]:
    """Return a date in parts that fit in a column: a span first where one end of it ends."""
    if cells(when) <= column:
        return [when]
    parts = when.replace(" – ", " –\n").split("\n")
    return ["".join(text for text, _ in line) for part in parts for line in wrapped([(part, "date")], column)]


def _cell(when: str, look: Look) -> str:
    """Return a date in its column: a short one at its right, so that no hole lies between it and the title."""
    if look.is_short:
        return f" {' ' * (look.column - cells(when))}{when}  "
    return f" {padded(when, look.column)}  "


def _numbers(chronology: Chronology, event: Event, width: int, notes: Notes, indent: Line) -> Iterator[Line]:
    """Write the numbers that claims give, each with who gave it, when, and where that stands."""
    for claim in in_time(event):
        if not claim.amounts:
            continue
        from dprkru_timeline.words.figures import amounts_told  # few answers have any

        note = f" {notes.numbers([claim.source])}" if claim.source else ""
        said = f"{speaker(chronology, claim).rstrip(',')}, {wording(claim.date)}: {amounts_told(chronology, claim)}"
        yield from wrapped([("Numbers: ", "label"), (said, ""), (note, "note")], width, indent, (*indent, ("  ", "")))


def _gaps(chronology: Chronology) -> dict[str, str]:
    """Return what to write above an event that comes a year or more after the one before it.

    No silence is counted past the last day that is covered, nor before the first that was asked for.
    """
    selection = chronology.selection
    noun = "a matching event" if selection and selection.matched != selection.total else "an event"
    events, _ = chronology.parted()
    in_time = events[::-1] if selection and selection.reversed else events
    first = selection.days[0] if selection else None
    texts = {}
    reached: date | None = None
    for place, event in enumerate(in_time):
        start = event.date.earliest
        if place and start and reached:
            months = months_between(max(reached, first) if first else reached, min(start, chronology.reach))
            if months >= _GAP_MONTHS:
                shown_above = event if in_time is events else in_time[place - 1]
                texts[shown_above.id] = f"{months_wording(months)} without {noun}"
        if event.date.latest is None:
            reached = date.max
        elif reached is None or event.date.latest > reached:
            reached = event.date.latest
    return texts


def months_between(first: date, last: date) -> int:
    """Return the whole months from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)
