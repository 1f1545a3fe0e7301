"""A briefing as one HTML file: no script, no outside request, printable on A4 and Letter."""

from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Section
from dprkru_timeline.formats.pages import inlined, template
from dprkru_timeline.formats.snapshots import snapshot_for_html
from dprkru_timeline.model import Event
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import ToldClaim, told_claims
from dprkru_timeline.words.event import told
from dprkru_timeline.words.head import as_a_sentence, brief_head
from dprkru_timeline.words.sources import SHORT, Notes, ranked_sources, told_source
from dprkru_timeline.words.spans import span_text


def write(chronology: Chronology, page: Briefing, out: TextIO) -> None:
    """Write the page."""
    from markupsafe import Markup

    notes = Notes(chronology)
    numbers = [
        {
            "name": one.name,
            "words": [(text, [notes.number(source) for source in sources]) for text, sources in one.words],
        }
        for one in page.numbers.measures
    ]
    shown = [page.key, *page.sections] if page.key.events else list(page.sections)
    sections = [_section(chronology, section, notes, place) for place, section in enumerate(shown)]
    out.write(
        template("brief.html").render(
            title=one_line(page.title),
            asked=one_line(page.asked),
            bottom_line=one_line(" ".join(page.bottom_line)),
            **inlined(style="brief.css"),
            head=brief_head(chronology),
            edition=as_a_sentence(brief_head(chronology).edition),
            license=as_a_sentence(brief_head(chronology).license),
            numbers=numbers,
            numbers_left=page.numbers.left_out,
            sections=sections,
            spans=[span_text(here.date, there.date) for here, there in page.spans],
            snapshot=Markup(snapshot_for_html(chronology)),  # noqa: S704 - JSON without a sign that opens an element
            sources=[told_source(chronology.sources[source]) for source in notes.sources],
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
    one = told(chronology, event)
    return {
        **one._asdict(),
        "id": event.id,
        "key": event.key,
        "notes": [notes.number(source) for source in ranked_sources(chronology, event)[:SHORT]],
        "claims": [_claim(claim, notes) for claim in (told_claims(chronology, event) if claims else ())],
    }


def _claim(claim: ToldClaim, notes: Notes) -> dict[str, Any]:
    number = notes.number(claim.source) if claim.source else 0
    return {**claim._asdict(), "says": one_line(claim.says), "note": number, "cited": claim.cited(number)}
