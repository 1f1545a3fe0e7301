"""This day in other years, round anniversaries marked, and what is next."""

from collections.abc import Iterator
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.on import Anniversary, after_day, in_month, on_days
from dprkru_timeline.edtf import day_wording
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.render.lines import BLANK, Line, wrapped
from dprkru_timeline.render.parts import note_lines, title_lines
from dprkru_timeline.render.timeline import event_lines
from dprkru_timeline.text import counted
from dprkru_timeline.words.head import asked_text, count_text
from dprkru_timeline.words.sources import Notes


def on_lines(chronology: Chronology, first: date, last: date, width: int) -> Iterator[Line]:
    """Write the events of these days of the year, up to them, and what comes next."""
    notes = Notes(chronology)
    found, following = on_days(chronology, first, last), after_day(chronology, last)
    when = day_wording(first) if first == last else f"{day_wording(first)} – {day_wording(last)}"
    yield from wrapped([(f"{when}, and before it in other years", "heading")], width)
    yield from title_lines(chronology, width)
    if chronology.selection and chronology.selection.query:
        asked = f"Asked: {asked_text(chronology)} · {count_text(chronology)}"
        yield from wrapped([(asked, "faint")], width)
    yield BLANK
    if not found:
        yield from wrapped([("Nothing here is dated to it.", "")], width)
    yield from _anniversaries(chronology, found, notes, width)
    if vague := in_month(chronology, last):
        month = MONTHS[last.month - 1]
        yield from wrapped(
            [(f"Dated to {month} of some year, and to no day of it: {counted(vague, 'event')}.", "faint")], width
        )
    yield BLANK
    yield from wrapped([(f"Next after {day_wording(last)}", "heading")], width)
    if following.day is None and not following.deadlines:
        yield from wrapped([("Nothing that is dated to a day.", "")], width)
    if following.day:
        ahead = counted((following.day - last).days, "day")
        yield from wrapped([(f"{day_wording(following.day)}, {ahead} later:", "label")], width)
        yield from _anniversaries(chronology, following.anniversaries, notes, width)
    for event in following.deadlines:
        if event.date.earliest:
            aside = f"{counted((event.date.earliest - last).days, 'day')} later"
            yield from event_lines(chronology, event, width, notes, aside=aside)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def _anniversaries(
    chronology: Chronology, found: "list[Anniversary] | tuple[Anniversary, ...]", notes: Notes, width: int
) -> Iterator[Line]:
    for one in found:
        yield from event_lines(chronology, one.event, width, notes, aside=anniversary_text(one))


def anniversary_text(one: Anniversary) -> str:
    """Return how long before it was, and whether that is a round number of years."""
    ago = f"{counted(one.years, 'year')} before" if one.years else "this very day"
    kind = "first" if one.years == 1 else "round"
    return f"{ago}{f', {kind} anniversary' if one.is_round else ''}{'' if one.sure else ' (possibly)'}"
