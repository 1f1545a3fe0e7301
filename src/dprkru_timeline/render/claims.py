"""Who says what of an event, in words."""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import order
from dprkru_timeline.model import Claim, Event, Stance
from dprkru_timeline.query.select import match_word
from dprkru_timeline.render.lines import Span, data, paragraphs
from dprkru_timeline.render.notes import Notes
from dprkru_timeline.status import HOLDS, title_mark
from dprkru_timeline.text import one_line

STANCE_WORDS = {
    Stance.ASSERTS: "asserts",
    # "it": what the title says. "Denies: the reports are rumors" would read as a denial of that.
    Stance.CONFIRMS: "confirms it",
    Stance.DENIES: "denies it",
    Stance.DECLINES: "neither confirms nor denies it",
    Stance.ASSESSES: "assesses",
}
# What stands after the title of an event that may or may not lie in the dates asked for.
MATCH_MARKS = {"sure": "", "possible": "possibly", "ongoing": "ongoing"}
# What stands in place of a summary, and of the note of a claim, that rests on what was said later.
SUMMARY_LEFT_OUT = "summary left out: it rests on later sources"
SOURCE_LEFT_OUT = "its source is dated later"


def marks(chronology: Chronology, event: Event) -> list[str]:
    """Return the words that stand after a title: of the status, and of an event that only may lie in the dates."""
    words = [title_mark(event), MATCH_MARKS[match_word(chronology, event)]]
    return [word for word in words if word]


def in_time(event: Event) -> list[Claim]:
    """Return an event's claims in order of time."""
    return sorted(event.claims, key=lambda claim: order(claim.date))


def stance_word(chronology: Chronology, event: Event, claim: Claim) -> str:
    """Return what a speaker does: of a saying, one whose own word it is says it, and confirms nothing more."""
    own = event.is_saying and claim.stance in HOLDS and not chronology.whole_of(claim.by).isdisjoint(event.doers)
    return "says" if own else STANCE_WORDS[claim.stance]


def claim_spans(chronology: Chronology, event: Event, claim: Claim, notes: Notes) -> list[Span]:
    """Return who claims what, with the number of its source."""
    locator = f", {one_line(claim.locator)}" if claim.locator else ""
    note = f"{notes.number(claim.source)}{locator}" if claim.source else SOURCE_LEFT_OUT
    return [
        data(chronology.actors[claim.by].name, "key-title"),
        (f" {stance_word(chronology, event, claim)}: ", "label"),
        *((text + " ", style) for text, style in paragraphs(claim.says)),
        (f" [{note}]", "note"),
    ]


def summary_paragraphs(event: Event) -> Iterator[Span]:
    """Yield the paragraphs of an event's summary, or why there is none."""
    if event.summary:
        yield from paragraphs(event.summary) or [("", "")]
    else:
        yield f"({SUMMARY_LEFT_OUT})", "faint"
