"""A briefing as lines for the terminal, with numbered sources."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Numbers, Section
from dprkru_timeline.edtf import wording
from dprkru_timeline.model import Event
from dprkru_timeline.render.lines import BLANK, Line, Span, data, wrapped
from dprkru_timeline.render.parts import claim_spans, match_span, note_lines, status_span
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import in_time
from dprkru_timeline.words.head import as_a_sentence, as_of_line, beyond_text, told_head
from dprkru_timeline.words.sources import SHORT, Notes, ranked_sources
from dprkru_timeline.words.spans import span_text

_INDENT: Line = (("  ", ""),)
_DEEPER: Line = (("    ", ""),)


def brief_lines(chronology: Chronology, page: Briefing, width: int) -> Iterator[Line]:
    """Write a briefing: bottom line, key dates, what is sure, what is not and by whom, times between, sources."""
    notes = Notes(chronology)
    yield from wrapped([data(page.title, "heading")], width)
    yield from wrapped([(as_of_line(chronology), "faint")], width)
    if page.asked:
        yield from wrapped([(f"Asked: {one_line(page.asked)}", "faint")], width)
    if beyond := beyond_text(chronology):
        yield from wrapped([(as_a_sentence(beyond), "faint")], width)
    yield BLANK
    yield (("Bottom line", "heading"),)
    yield from wrapped([data(" ".join(page.bottom_line))], width, _INDENT, _INDENT)
    if page.numbers.measures:
        yield BLANK
        yield from _numbers(page.numbers, notes, width)
    for section in (page.key, *page.sections):
        if section.events:
            yield BLANK
            yield from _section(chronology, section, notes, width)
    if page.spans:
        yield BLANK
        yield (("Time between the key dates", "heading"),)
        for here, there in page.spans:
            yield from wrapped([(span_text(here.date, there.date), "")], width, _INDENT, _DEEPER)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)
    if license_ := told_head(chronology).license:
        yield BLANK
        yield from wrapped([(as_a_sentence(license_), "faint")], width)


def _numbers(numbers: Numbers, notes: Notes, width: int) -> Iterator[Line]:
    yield (("Numbers: each party's last word", "heading"),)
    if numbers.left_out:
        yield from wrapped([(numbers.left_out, "faint")], width, _INDENT, _INDENT)
    for one in numbers.measures:
        spans: list[Span] = [(f"{one.name}: ", "label")]
        for place, (text, sources) in enumerate(one.words, 1):
            then = ";" if place < len(one.words) else ""
            note = f" {notes.numbers(sources)}" if sources else ""
            spans += [(text if note else f"{text}{then} ", ""), (f"{note}{then} " if note else "", "note")]
        yield from wrapped(spans, width, _INDENT, _DEEPER)


def _section(chronology: Chronology, section: Section, notes: Notes, width: int) -> Iterator[Line]:
    yield from wrapped([(section.heading, "heading")], width)
    if section.left:
        yield from wrapped([(section.left_out, "faint")], width, _INDENT, _INDENT)
    for event in section.events:
        yield from _event(chronology, event, notes, width)
        if section.claims:
            for claim in in_time(event):
                spans = [(f"{wording(claim.date)}: ", "date"), *claim_spans(chronology, event, claim, notes)]
                yield from wrapped(spans, width, _DEEPER, (("      ", ""),))


def _event(chronology: Chronology, event: Event, notes: Notes, width: int) -> Iterator[Line]:
    sources = ranked_sources(chronology, event)[:SHORT]
    note = [(f" {notes.numbers(sources)}", "note")] if sources else []
    spans = [
        (f"{wording(event.date)}: ", "date"),
        data(event.title, "key-title" if event.key else "title"),
        *status_span(chronology, event),
        *match_span(chronology, event),
        *note,
    ]
    yield from wrapped(spans, width, _INDENT, _DEEPER)
