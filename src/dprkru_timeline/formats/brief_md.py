"""A briefing as Markdown, with footnoted sources."""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, Numbers
from dprkru_timeline.formats.md import Footnotes, escaped
from dprkru_timeline.model import Event
from dprkru_timeline.words.claims import told_claims
from dprkru_timeline.words.event import told
from dprkru_timeline.words.head import as_a_sentence, brief_head
from dprkru_timeline.words.sources import SHORT, ranked_sources
from dprkru_timeline.words.spans import span_text


def write(chronology: Chronology, page: Briefing, out: TextIO) -> None:
    """Write the page."""
    notes = Footnotes(chronology)

    def line(event: Event) -> str:
        one = told(chronology, event)
        shown = "".join(f" *({mark})*" for mark in one.marks)
        return (
            f"**{escaped(one.when)}**: {escaped(one.title)}{shown}{notes.of(ranked_sources(chronology, event)[:SHORT])}"
        )

    head = brief_head(chronology)
    about = as_a_sentence(head.sentence("edition", "asked", "beyond"))
    out.write(f"# {escaped(page.title)}\n\n{escaped(about)}.\n")
    out.write(f"\n## Bottom line\n\n{escaped(' '.join(page.bottom_line))}\n")
    _numbers(page.numbers, out, notes)
    for section in (page.key, *page.sections):
        if not section.events:
            continue
        out.write(f"\n## {escaped(section.heading)}\n\n")
        if section.left:
            out.write(f"{section.left_out}\n\n")
        for event in section.events:
            out.write(f"- {line(event)}\n")
            for claim in told_claims(chronology, event) if section.claims else ():
                said = f"{escaped(claim.who)} {claim.does}: {escaped(claim.says)}"
                out.write(f"  - {escaped(claim.when)}: {said}{notes.of_claim(claim)}\n")
    if page.spans:
        out.write("\n## Time between the key dates\n\n")
        for here, there in page.spans:
            out.write(f"- {escaped(span_text(here.date, there.date))}\n")
    notes.write(out)
    if head.license:
        out.write(f"\n{escaped(as_a_sentence(head.license))}.\n")


def _numbers(numbers: Numbers, out: TextIO, notes: Footnotes) -> None:
    """Write each party's last word on what is counted."""
    if not numbers.measures:
        return
    out.write("\n## Numbers: each party's last word\n\n")
    out.write(f"{numbers.left_out}\n\n" if numbers.left_out else "")
    for one in numbers.measures:
        said = "; ".join(f"{escaped(text)}{notes.of(sources)}" for text, sources in one.words)
        out.write(f"- **{escaped(one.name)}**: {said}\n")
