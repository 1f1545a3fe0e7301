"""What several views are made of: heads, claims, summaries, marks and notes as lines and spans."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Claim, Event
from dprkru_timeline.render.lines import Line, Span, broken, paragraphs, wrapped
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import told_claim
from dprkru_timeline.words.event import SUMMARY_LEFT_OUT, match_mark
from dprkru_timeline.words.head import as_a_sentence, as_of_text, asked_text, beyond_text, count_text, edition_text
from dprkru_timeline.words.sources import Notes, source_note
from dprkru_timeline.words.status import short_mark, title_mark


def header_lines(chronology: Chronology, width: int) -> Iterator[Line]:
    """Write the title, the edition, the query and the count."""
    yield from title_lines(chronology, width)
    yield from asked_lines(chronology, count_text(chronology), width)


def asked_lines(chronology: Chronology, count: str, width: int) -> Iterator[Line]:
    """Write the query, how much answers it, and whether that lies past what is covered."""
    asked = asked_text(chronology)
    text = f"Asked: {asked} · {count}" if asked else as_a_sentence(count)
    yield from wrapped([(text, "faint")], width)
    if beyond := beyond_text(chronology):
        yield from wrapped([(as_a_sentence(beyond), "faint")], width)


def title_lines(chronology: Chronology, width: int) -> Iterator[Line]:
    """Write the title, the edition, and as of which day it is known."""
    yield from wrapped([(one_line(chronology.title), "heading")], width)
    edition = edition_text(chronology)
    yield from wrapped([(as_a_sentence(edition), "faint")], width)
    if as_of := as_of_text(chronology):
        yield from wrapped([(as_of, "faint")], width)


def status_span(chronology: Chronology, event: Event) -> list[Span]:
    """Return the words for a status, and whose word it is, or nothing where a record or all who act confirm it."""
    return _mark_span(event, title_mark(chronology, event))


def short_span(event: Event) -> list[Span]:
    """Return what `status_span` does in a word or two."""
    return _mark_span(event, short_mark(event))


def _mark_span(event: Event, mark: str) -> list[Span]:
    style = "faint" if event.status.is_settled else f"status-{event.status}"
    return [(f" ({mark})", style)] if mark else []


def match_span(chronology: Chronology, event: Event) -> list[Span]:
    """Return the word for an event that only may lie in the dates asked for."""
    word = match_mark(chronology, event)
    return [(f" ({word})", "faint")] if word else []


def claim_spans(chronology: Chronology, event: Event, claim: Claim, notes: Notes) -> list[Span]:
    """Return who claims what, with the number of its source."""
    told = told_claim(chronology, event, claim)
    return [
        (told.who, "key-title"),
        (f" {told.does}: ", "label"),
        *((text + " ", style) for text, style in paragraphs(told.says)),
        (f" [{told.cited(notes.number(told.source) if told.source else 0)}]", "note"),
    ]


def summary_paragraphs(event: Event) -> Iterator[Span]:
    """Yield the paragraphs of an event's summary, or why there is none."""
    if event.summary:
        yield from paragraphs(event.summary) or [("", "")]
    else:
        yield f"({SUMMARY_LEFT_OUT})", "faint"


def note_lines(notes: Notes, width: int) -> Iterator[Line]:
    """Write all notes, each address whole on a line of its own."""
    for number, source_id in enumerate(notes.sources, 1):
        text, *addresses = source_note(notes.chronology.sources, source_id)
        mark = f"[{number}] "
        indent = (" " * len(mark), "")
        yield from broken((text, ""), width, ((mark, "note"),), (indent,))
        for address in addresses:
            if address:
                yield indent, (one_line(address), "address")
