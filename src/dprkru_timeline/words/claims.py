"""Who says what of an event, in words."""

from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import order, wording
from dprkru_timeline.model import HOLDS, Claim, Event, Stance
from dprkru_timeline.text import one_line

STANCE_WORDS = {
    Stance.ASSERTS: "asserts",
    # "it": what the title says. "Denies: the reports are rumors" would read as a denial of that.
    Stance.CONFIRMS: "confirms it",
    Stance.DENIES: "denies it",
    Stance.DECLINES: "neither confirms nor denies it",
    Stance.ASSESSES: "assesses",
    Stance.WITHDRAWS: "takes it back",
}
# What a speaker goes by, as it stands after what was said.
BASIS_WORDS = {
    "own-act": "own act",
    "document": "by a document",
    "imagery": "by imagery",
    "intercept": "by an intercept",
    "debris": "by debris",
    "prisoner": "by prisoners",
    "witness": "by a witness",
    "state-media": "by state media",
    "unnamed-officials": "by unnamed officials",
    "member-state": "by what a member state told it",
    "not-stated": "on grounds that are not stated",
}
# What stands in place of the note of a claim that rests on what was said later.
SOURCE_LEFT_OUT = "its source is dated later"


class ToldClaim(NamedTuple):
    """A claim told: when, who, what the speaker does, and what was said, as written.

    ``source`` is an id, empty where it is left out, since it is dated after the day asked about; ``locator`` is where
    in it the words stand. ``who`` says on whose words a speaker goes by, and which office a person held then; ``basis``
    is what the speaker goes by otherwise, in words.
    """

    when: str
    who: str
    does: str
    says: str
    source: str
    locator: str
    basis: str = ""

    def cited(self, note: object) -> str:
        """Return what stands in brackets after the words: the source's note, where in it, and what the speaker goes by.

        Where the source is left out, that is said.
        """
        if not self.source:
            return SOURCE_LEFT_OUT
        return f"{note}, {self.where}" if self.locator else f"{note}{f'; {self.basis}' if self.basis else ''}"

    @property
    def where(self) -> str:
        """Where in its source it stands, and what the speaker goes by; empty where neither is known."""
        return "; ".join(filter(None, (self.locator, self.basis)))


def told_claim(chronology: Chronology, event: Event, claim: Claim) -> ToldClaim:
    """Return a claim told."""
    return ToldClaim(
        wording(claim.date),
        speaker(chronology, claim),
        stance_word(chronology, event, claim),
        claim.says,
        claim.source,
        one_line(claim.locator),
        _basis(chronology, claim),
    )


def _basis(chronology: Chronology, claim: Claim) -> str:
    """Return what a speaker goes by, that the words fell with their source, and which other file the claim is from."""
    basis = "" if claim.via and claim.basis == "unnamed-officials" else BASIS_WORDS.get(claim.basis, "")
    return "; ".join(filter(None, (basis, *fate(chronology, claim))))


def fate(chronology: Chronology, claim: Claim) -> list[str]:
    """Return what became of a claim: that it fell with its source, and which other file it is from."""
    is_fallen = claim.source and chronology.sources[claim.source].retracted
    return [*(["retracted"] if is_fallen else []), *([f"added in {claim.file}"] if claim.file else [])]


def speaker(chronology: Chronology, claim: Claim) -> str:
    """Return who makes a claim, and whose words it passes on: "AP, citing unnamed US officials,"."""
    name = one_line(chronology.actors[claim.by].name)
    return f"{name}, citing {one_line(claim.via)}," if claim.via else name


def told_claims(chronology: Chronology, event: Event) -> list[ToldClaim]:
    """Return an event's claims told, in order of time."""
    return [told_claim(chronology, event, claim) for claim in in_time(event)]


def in_time(event: Event) -> list[Claim]:
    """Return an event's claims in order of time."""
    return sorted(event.claims, key=lambda claim: order(claim.date))


def stance_word(chronology: Chronology, event: Event, claim: Claim) -> str:
    """Return what a speaker does: of a saying, one whose own word it is says it, and confirms nothing more."""
    if not event.is_saying:
        return STANCE_WORDS[claim.stance]
    is_doer = not set(event.doers).isdisjoint(chronology.wholes("actor", claim.by))
    if claim.stance in HOLDS and is_doer:
        return "says"
    return "denies what was said" if claim.stance is Stance.DENIES and not is_doer else STANCE_WORDS[claim.stance]
