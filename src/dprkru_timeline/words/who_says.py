"""Who says so, for a cell of a table: each speaker in a few words; without claims, what settles it or whose texts."""

from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Claim, Event, Stance
from dprkru_timeline.words.claims import SOURCE_LEFT_OUT, fate, in_time, speaker, stance_word
from dprkru_timeline.words.head import as_a_sentence
from dprkru_timeline.words.sources import says_so
from dprkru_timeline.words.status import settled_words


class Word(NamedTuple):
    """What one speaker says of an event in a few words, "NIS asserts", and the ids of the sources that have it.

    ``denies`` tells whether that, at last, is a denial.
    """

    text: str
    sources: tuple[str, ...] = ()
    denies: bool = False


def who_says(chronology: Chronology, event: Event) -> list[Word]:
    """Return who says so and who denies it, each speaker once, by the time of their first word.

    A public record comes first. Where an event has no claims: what settles it, or whose texts say so.
    """
    speakers: dict[tuple[str, str], list[Claim]] = {}
    for claim in in_time(event):
        speakers.setdefault((claim.by, claim.via), []).append(claim)
    said = [_word(chronology, event, claims) for claims in speakers.values()]
    if settled := settled_words(chronology, event) if event.settled == "record" or not said else "":
        return [Word(as_a_sentence(settled), (event.record,) if event.record else ()), *said]
    return said or ([Word(says_so(chronology, event.sources))] if event.sources else [])


def who_says_text(chronology: Chronology, event: Event) -> str:
    """Return who says so on one line: "NIS asserts; Kremlin denies it"."""
    return "; ".join(word.text for word in who_says(chronology, event))


def _word(chronology: Chronology, event: Event, claims: list[Claim]) -> Word:
    """Return all that one speaker says in turn: "Russia denies it, then confirms it"."""
    does: list[str] = []
    for claim in claims:
        added = [] if claim.source else [SOURCE_LEFT_OUT]
        notes = "; ".join([*fate(chronology, claim), *added])
        said = f"{stance_word(chronology, event, claim)}{f' ({notes})' if notes else ''}"
        if not does or does[-1] != said:
            does.append(said)
    sources = tuple(dict.fromkeys(claim.source for claim in claims if claim.source))
    return Word(f"{speaker(chronology, claims[0])} {', then '.join(does)}", sources, claims[-1].stance is Stance.DENIES)
