"""One event in full: what, when and on what basis, who says so, what it is linked to."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.model import Event
from dprkru_timeline.render.lines import BLANK, Line, Span, data, padded, wrapped
from dprkru_timeline.render.palette import STATUS_SYMBOLS
from dprkru_timeline.render.parts import claim_spans, note_lines, status_span, summary_paragraphs
from dprkru_timeline.render.timeline import NARROW
from dprkru_timeline.status import Step, status_path
from dprkru_timeline.text import cells, one_line
from dprkru_timeline.words.card import fact_line, facts, has_path, told_links, told_path
from dprkru_timeline.words.claims import in_time
from dprkru_timeline.words.figures import amounts_told
from dprkru_timeline.words.head import NOT_OF_THE_DAY, as_of_text
from dprkru_timeline.words.sources import Notes, ranked_sources

_LABELS = 10
_PATH = 60


def infos_lines(chronology: Chronology, ids: Sequence[str], width: int) -> Iterator[Line]:
    """Write several events in full, parted from each other."""
    for place, event in enumerate(filter(None, map(chronology.get, ids))):
        if place:
            yield from (BLANK, (("* * *", "faint"),), BLANK)
        yield from info_lines(chronology, event, width)


def info_lines(chronology: Chronology, event: Event, width: int) -> Iterator[Line]:
    """Write everything that the chronology holds on an event; ``chronology`` is the whole one."""
    notes = Notes(chronology)
    sources = ranked_sources(chronology, event)
    for source in sources:
        notes.number(source)
    yield from wrapped([data(event.title, "heading"), *status_span(chronology, event)], width)
    yield from wrapped([(fact_line(chronology, event), "date"), (f" · id {event.id}", "faint")], width)
    if as_of := as_of_text(chronology):
        today = (chronology.whole or chronology).get(event.id)
        own = NOT_OF_THE_DAY
        if today is not None and today.title != event.title:
            own = own.removeprefix("titles, ")
        yield from wrapped([(f"{as_of}; {own}", "faint")], width)
    yield BLANK
    *before, last = summary_paragraphs(event)
    for paragraph in before:
        yield from wrapped([paragraph], width)
    yield from wrapped([last, *([(f" {notes.numbers(sources)}", "note")] if sources else [])], width)
    yield BLANK
    yield from _facts(chronology, event, width, notes)
    yield from _claims(chronology, event, width, notes)
    yield from _path(chronology, event, width, notes)
    yield from _links(chronology, event, width)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def _labelled(label: str, spans: list[Span], width: int) -> Iterator[Line]:
    indent = ((" " * (_LABELS + 1), ""),) if not width or width >= NARROW else (("  ", ""),)
    lead: Line = ((f"{padded(label, _LABELS)} ", "label"),)
    yield from wrapped(spans, width, lead, indent)


def _facts(chronology: Chronology, event: Event, width: int, notes: Notes) -> Iterator[Line]:
    for fact in facts(chronology, event):
        lead: list[Span] = [("private: ", "label")] if fact.private else []
        if fact.source:
            lead = [(f"[{notes.number(fact.source)}]", "note")]
        yield from _labelled(fact.label, [*lead, (f" {fact.text}" if fact.source else fact.text, "")], width)


def _claims(chronology: Chronology, event: Event, width: int, notes: Notes) -> Iterator[Line]:
    if not event.claims:
        return
    yield BLANK
    yield (("Who says what", "heading"),)
    dates = max(cells(wording(claim.date)) for claim in event.claims)
    for claim in in_time(event):
        spans = claim_spans(chronology, event, claim, notes)
        yield from _dated(wording(claim.date), spans, width, dates)
        if told := amounts_told(chronology, claim):
            indent: Line = ((" " * (4 if width and width < NARROW else dates + 4), ""),)
            yield from wrapped([(told, "label")], width, indent, (*indent, ("  ", "")))
            for figure in claim.amounts:
                if figure.why:
                    why = f"{one_line(chronology.measures[figure.measure].name)}: {one_line(figure.why)}"
                    yield from wrapped([(why, "faint")], width, indent, (*indent, ("  ", "")))


def _dated(when: str, spans: list[Span], width: int, column: int) -> Iterator[Line]:
    """Write spans beside a date, or under it where there is no room for both."""
    if width and width < NARROW:
        yield (("  ", ""), (when, "date"))
        yield from wrapped(spans, width, (("    ", ""),), (("    ", ""),))
    else:
        lead: Line = ((f"  {padded(when, column)}  ", "date"),)
        yield from wrapped(spans, width, lead, ((" " * (column + 4), ""),))


def _path(chronology: Chronology, event: Event, width: int, notes: Notes) -> Iterator[Line]:
    steps = status_path(chronology, event)
    if not has_path(chronology, event, steps):
        return
    yield BLANK
    yield (("Status over time", "heading"),)
    if len(steps) > 1:
        yield from _drawn(steps, width)
    told = told_path(chronology, event)
    column = max((cells(step.when) for step in told), default=0)
    for step in told:
        why = f": {step.why}" if step.why else ""
        why += f" {notes.numbers(step.sources)}" if step.sources else ""
        why += f" {step.aside}" if step.aside else ""
        yield from _dated(step.when, [(step.words, f"status-{step.status}"), (why, "")], width, column)


def _drawn(steps: Sequence[Step], width: int) -> Iterator[Line]:
    """Draw a path as signs on a line of time, true to scale; its steps never fall into one another."""
    room = min((width or _PATH) - 4, _PATH)
    whole = max((steps[-1].day - steps[0].day).days, 1)
    places: list[int] = []
    for step in steps:
        place = round((step.day - steps[0].day).days / whole * (room - 1))
        places.append(max(place, places[-1] + 1 if places else 0))
    spans: list[Span] = [("  ", "")]
    at = 0
    for step, place in zip(steps, places, strict=True):
        spans += [("─" * (place - at), "axis"), (STATUS_SYMBOLS[step.status], f"status-{step.status}")]
        at = place + 1
    yield tuple(spans)


def _links(chronology: Chronology, event: Event, width: int) -> Iterator[Line]:
    linked = told_links(chronology, event)
    if not linked:
        return
    yield BLANK
    yield (("Linked events", "heading"),)
    for words, other, apart in linked:
        *named, (last, style) = [data(other.title), *status_span(chronology, other)]
        spans = [
            (f"{words}: ", "label"),
            *named,
            (f"{last},", style),  # a comma of its own could begin a line
            (f" {wording(other.date)}", "date"),
            (f" ({apart}; {other.id})", "faint"),
        ]
        yield from wrapped(spans, width, (("  ", ""),), (("    ", ""),))
