"""Who says what of an event, in words."""

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import order
from dprkru_timeline.model import Claim, Event, Stance
from dprkru_timeline.status import HOLDS

STANCE_WORDS = {
    Stance.ASSERTS: "asserts",
    # "it": what the title says. "Denies: the reports are rumors" would read as a denial of that.
    Stance.CONFIRMS: "confirms it",
    Stance.DENIES: "denies it",
    Stance.DECLINES: "neither confirms nor denies it",
    Stance.ASSESSES: "assesses",
}
# What stands in place of the note of a claim that rests on what was said later.
SOURCE_LEFT_OUT = "its source is dated later"


def in_time(event: Event) -> list[Claim]:
    """Return an event's claims in order of time."""
    return sorted(event.claims, key=lambda claim: order(claim.date))


def stance_word(chronology: Chronology, event: Event, claim: Claim) -> str:
    """Return what a speaker does: of a saying, one whose own word it is says it, and confirms nothing more."""
    own = (
        event.is_saying
        and claim.stance in HOLDS
        and not set(event.doers).isdisjoint(chronology.wholes("actor", claim.by))
    )
    return "says" if own else STANCE_WORDS[claim.stance]
