"""A briefing as Markdown, with footnoted sources."""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.brief import Briefing, as_of_line
from dprkru_timeline.edtf import wording
from dprkru_timeline.formats.md import autolink, escaped
from dprkru_timeline.model import Event
from dprkru_timeline.words.claims import SOURCE_LEFT_OUT, in_time, stance_word
from dprkru_timeline.words.event import marks
from dprkru_timeline.words.head import beyond_text
from dprkru_timeline.words.sources import SHORT, ranked_sources, source_text
from dprkru_timeline.words.spans import span_text


def write(chronology: Chronology, page: Briefing, out: TextIO) -> None:
    """Write the page."""
    numbers: dict[str, int] = {}

    def note(source: str) -> str:
        return f"[^{numbers.setdefault(source, len(numbers) + 1)}]"

    def line(event: Event) -> str:
        shown = "".join(f" *({mark})*" for mark in marks(chronology, event))
        cited = "".join(map(note, ranked_sources(chronology, event)[:SHORT]))
        return f"**{escaped(wording(event.date))}**: {escaped(event.title)}{shown}{cited}"

    asked = f"asked: {page.asked}" if page.asked else ""
    about = "; ".join(filter(None, (as_of_line(chronology), asked, beyond_text(chronology))))
    out.write(f"# {escaped(page.title)}\n\n{escaped(about)}.\n")
    out.write(f"\n## Bottom line\n\n{escaped(' '.join(page.bottom_line))}\n")
    for section in (page.key, *page.sections):
        if not section.events:
            continue
        out.write(f"\n## {escaped(section.heading)}\n\n")
        if section.left:
            out.write(f"{section.left_out}\n\n")
        for event in section.events:
            out.write(f"- {line(event)}\n")
            for claim in in_time(event) if section.claims else ():
                who = f"{chronology.actors[claim.by].name} {stance_word(chronology, event, claim)}"
                cited = note(claim.source) if claim.source else f" *({SOURCE_LEFT_OUT})*"
                out.write(f"  - {escaped(wording(claim.date))}: {escaped(who)}: {escaped(claim.says)}{cited}\n")
    if page.spans:
        out.write("\n## Time between the key dates\n\n")
        for here, there in page.spans:
            out.write(f"- {escaped(span_text(here.date, there.date))}\n")
    out.write("\n" if numbers else "")
    for source, number in numbers.items():
        entry = chronology.sources[source]
        address = f". {autolink(entry.url)}" if entry.url else "."
        out.write(f"[^{number}]: {escaped(source_text(entry))}{address}\n")
