"""A briefing as one HTML file: no script, no outside request, printable on A4 and Letter."""

from collections.abc import Iterable
from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Row
from dprkru_timeline.formats.pages import inlined, template
from dprkru_timeline.formats.snapshots import snapshot_for_html
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import ToldClaim
from dprkru_timeline.words.head import Front, as_a_sentence, brief_head
from dprkru_timeline.words.sources import Notes, told_source


def write(chronology: Chronology, page: Briefing, out: TextIO, front: Front) -> None:
    """Write the page."""
    from markupsafe import Markup

    notes = Notes(chronology)
    head = brief_head(chronology, front, title=page.title)
    bottom_line = _rows(page.bottom_line, notes)
    seen: set[str] = set()
    sections = [
        {
            "heading": section.heading,
            "rows": _rows(section.rows, notes, seen),
            "columns": all(row.event or not row.words for row in section.rows)
            and any(row.lead for row in section.rows),
        }
        for section in page.sections
    ]
    out.write(
        template("brief.html").render(
            head=head,
            edition=as_a_sentence(head.edition),
            license=as_a_sentence(head.license),
            bottom_line=bottom_line,
            sections=sections,
            left_out=page.left_out,
            **inlined(style="brief.css"),
            snapshot=Markup(snapshot_for_html(chronology)),  # noqa: S704 - JSON without a sign that opens an element
            sources=[told_source(chronology.sources[source]) for source in notes.sources],
        )
        + "\n"
    )


def _rows(rows: Iterable[Row], notes: Notes, seen: set[str] | None = None) -> list[dict[str, Any]]:
    """Return rows with the numbers of their sources; each event's id stands once, where it is ``seen`` first."""
    made = []
    for row in rows:
        event_id = row.event.id if row.event and seen is not None and row.event.id not in seen else ""
        if seen is not None:
            seen.add(event_id)
        made.append(
            {
                "id": event_id,
                "lead": row.lead,
                "dated": row.event is not None or not row.words,
                "text": one_line(row.text),
                "key": row.is_key,
                "marks": row.marks,
                "notes": [notes.number(source) for source in row.sources],
                "words": [(one_line(word.text), [notes.number(one) for one in word.sources]) for word in row.words],
                "claims": [_claim(claim, notes) for claim in row.claims],
            }
        )
    return made


def _claim(claim: ToldClaim, notes: Notes) -> dict[str, Any]:
    number = notes.number(claim.source) if claim.source else 0
    return {**claim._asdict(), "says": one_line(claim.says), "note": number, "cited": claim.cited(number)}
