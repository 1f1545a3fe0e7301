"""A briefing as a DOCX document."""

from typing import TextIO

from dprkru_timeline.briefing import Briefing, as_of_line
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats.docx import add_claims, add_event, add_sources, new_document, packed
from dprkru_timeline.render.gap import gap_wording
from dprkru_timeline.render.header import beyond_text
from dprkru_timeline.render.notes import Notes
from dprkru_timeline.text import one_line


def write(chronology: Chronology, page: Briefing, out: TextIO) -> None:
    """Write the page to the bytes below ``out``."""
    document, notes = new_document(chronology), Notes(chronology)
    asked = f"asked: {one_line(page.asked)}" if page.asked else ""
    about = "; ".join(filter(None, (as_of_line(chronology), asked, beyond_text(chronology))))
    document.add_paragraph(about, "Subtitle")
    document.add_heading("Bottom line", 1)
    document.add_paragraph(one_line(" ".join(page.bottom_line)), "Intense Quote")
    for section in (page.key, *page.sections):
        if section.events:
            document.add_heading(section.heading, 1)
            if section.left:
                document.add_paragraph(section.left_out)
            for event in section.events:
                add_event(document, chronology, event, notes, together=section.claims)
                if section.claims:
                    add_claims(document, chronology, event, notes)
    if page.spans:
        document.add_heading("Time between the key dates", 1)
        for here, there in page.spans:
            said = f"{gap_wording(here.date, there.date)}: {one_line(here.title)} → {one_line(there.title)}"
            document.add_paragraph(said, "List Bullet")
    add_sources(document, chronology, notes)
    out.flush()
    out.buffer.write(packed(document))  # type: ignore[attr-defined,unused-ignore]
