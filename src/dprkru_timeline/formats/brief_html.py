"""A briefing as one HTML file: no script, no outside request, printable on A4 and Letter."""

from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Section, as_of_line
from dprkru_timeline.edtf import wording
from dprkru_timeline.formats.pages import inlined, source_row, template
from dprkru_timeline.model import Event
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import SOURCE_LEFT_OUT, in_time, stance_word
from dprkru_timeline.words.event import marks
from dprkru_timeline.words.head import beyond_text
from dprkru_timeline.words.sources import SHORT, Notes, ranked_sources
from dprkru_timeline.words.spans import span_text


def write(chronology: Chronology, page: Briefing, out: TextIO) -> None:
    """Write the page."""
    notes = Notes(chronology)
    shown = [page.key, *page.sections] if page.key.events else list(page.sections)
    sections = [_section(chronology, section, notes, place) for place, section in enumerate(shown)]
    out.write(
        template("brief.html").render(
            page=page._replace(
                title=one_line(page.title),
                asked=one_line(page.asked),
                bottom_line=tuple(map(one_line, page.bottom_line)),
            ),
            **inlined(style="brief.css"),
            as_of=as_of_line(chronology),
            beyond=beyond_text(chronology),
            sections=sections,
            spans=[span_text(here.date, there.date) for here, there in page.spans],
            sources=[source_row(chronology.sources[source]) for source in notes.sources],
            left_out=SOURCE_LEFT_OUT,
        )
        + "\n"
    )


def _section(chronology: Chronology, section: Section, notes: Notes, place: int) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "left": section.left_out,
        "prefix": "" if place else "_key-",
        "events": [_event(chronology, event, notes, claims=section.claims) for event in section.events],
    }


def _event(chronology: Chronology, event: Event, notes: Notes, *, claims: bool) -> dict[str, Any]:
    return {
        "id": event.id,
        "when": wording(event.date),
        "title": one_line(event.title),
        "key": event.key,
        "marks": marks(chronology, event),
        "notes": [notes.number(source) for source in ranked_sources(chronology, event)[:SHORT]],
        "claims": [
            {
                "when": wording(claim.date),
                "who": one_line(chronology.actors[claim.by].name),
                "stance": stance_word(chronology, event, claim),
                "says": one_line(claim.says),
                "note": notes.number(claim.source) if claim.source else 0,
            }
            for claim in (in_time(event) if claims else ())
        ],
    }
