"""Who says what of an event, in words."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Claim, Event, Stance
from dprkru_timeline.render.lines import Span, data, paragraphs
from dprkru_timeline.render.notes import Notes
from dprkru_timeline.text import one_line

STANCE_WORDS = {
    Stance.ASSERTS: "asserts",
    Stance.CONFIRMS: "confirms",
    Stance.DENIES: "denies",
    Stance.DECLINES: "neither confirms nor denies",
    Stance.ASSESSES: "assesses",
}
# What stands in place of a summary, and of the note of a claim, that rests on what was said later.
SUMMARY_LEFT_OUT = "summary left out: it rests on later sources"
SOURCE_LEFT_OUT = "its source is dated later"


def claim_spans(chronology: Chronology, claim: Claim, notes: Notes) -> list[Span]:
    """Return who claims what, with the number of its source."""
    locator = f", {one_line(claim.locator)}" if claim.locator else ""
    note = f"{notes.number(claim.source)}{locator}" if claim.source else SOURCE_LEFT_OUT
    return [
        data(chronology.actors[claim.by].name, "key-title"),
        (f" {STANCE_WORDS[claim.stance]}: ", "label"),
        *((text + " ", style) for text, style in paragraphs(claim.says)),
        (f" [{note}]", "note"),
    ]


def summary_paragraphs(event: Event) -> Iterator[Span]:
    """Yield the paragraphs of an event's summary, or why there is none."""
    if event.summary:
        yield from paragraphs(event.summary) or [("", "")]
    else:
        yield f"({SUMMARY_LEFT_OUT})", "faint"
