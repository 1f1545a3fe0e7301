"""Whose word stands on a day, and who speaks with one voice.

A claim is its speaker's word until the same speaker, or what it is a part of, says otherwise; until its source is
retracted. A saying that bears out another event lends it the word of its doers. Who is not independent is one voice:
the parts of one party, a body and its members, whoever passes on the words of one and the same.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.model import AFFIRMS, Event, Stance
from dprkru_timeline.text import fold


class Word(NamedTuple):
    """What somebody says of whether an event happened.

    ``day`` is the first on which it counts, and ``until`` the first on which it counts no more. ``claim`` is its place
    among the event's claims; where there is none, it is that of the event ``lent_by``.
    """

    by: str
    stance: Stance
    date: Edtf
    day: dt.date
    claim: int | None = None
    via: str = ""
    until: dt.date | None = None
    lent_by: str = ""

    def began(self, day: dt.date | None) -> bool:
        """Tell whether it had been said by ``day``, taken back or not; None is the end of time."""
        return (day is None or self.day <= day) and (self.until is None or self.day < self.until)

    def counts(self, day: dt.date | None) -> bool:
        """Tell whether it had been said by ``day``, and its source not been retracted; None is the end of time."""
        if day is None:
            return self.until is None
        return self.day <= day and (self.until is None or day < self.until)


def own_words(chronology: Chronology, event: Event) -> list[Word]:
    """Return the words of an event's own claims."""
    sources = chronology.sources
    return [
        Word(one.by, one.stance, one.date, last_day(one.date), place, one.via, sources[one.source].retracted)
        for place, one in enumerate(event.claims)
    ]


def last_day(when: Edtf | None) -> dt.date:
    """Return the day from which something dated ``when`` counts: the last that it may mean, or the end of time."""
    return (when.latest if when else None) or dt.date.max


class Speakers:
    """Whose word a speaker's word is: worked out once for each speaker of an event."""

    def __init__(self, chronology: Chronology, event: Event) -> None:
        self._chronology = chronology
        self._doers = frozenset(event.doers)
        self._wholes: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, str] = {}

    def wholes(self, actor: str) -> tuple[str, ...]:
        """Return an actor and all that it is part of."""
        if actor not in self._wholes:
            self._wholes[actor] = self._chronology.wholes("actor", actor)
        return self._wholes[actor]

    def doers(self, actor: str) -> list[str]:
        """Return the doers that ``actor`` is, or is a part of."""
        return [one for one in self.wholes(actor) if one in self._doers]

    def party(self, actor: str) -> str:
        """Return the root of the part-of tree that ``actor`` is in."""
        return self.wholes(actor)[-1]

    def voice(self, word: Word) -> str:
        """Return with whose voice a word is said: a party, or by name somebody else whose words it passes on."""
        return self._source_of(word.via) if word.via else self.party(word.by)

    def voices(self, words: Sequence[Word]) -> set[str]:
        """Return with whose voices words are said: whom a speaker cites without a name adds none to its own."""
        own = {self.party(word.by) for word in words if not word.via}
        return {
            party if (party := self.party(word.by)) in own and self._is_unnamed(word.via) else self.voice(word)
            for word in words
        }

    def _is_unnamed(self, via: str) -> bool:
        """Tell whether whose words are passed on is nobody that the chronology knows by name."""
        return bool(via) and self._source_of(via) == fold(via)

    def _source_of(self, via: str) -> str:
        name = fold(via)
        if name not in self._named:
            found = self._chronology.actor_called(via)
            self._named[name] = self.party(found) if found else name
        return self._named[name]

    def independent(self, voices: Iterable[str]) -> int:
        """Return how many voices are independent of each other: a body is not of its members, nor of theirs.

        Where bodies share members, those with the fewest come first; so it is never too many.
        """
        different = set(voices)
        if len(different) < 2:
            return len(different)
        bodies = {one: self._chronology.members(one) for one in different}
        taken = {one for one, members in bodies.items() if not members}
        number = len(taken)
        for one in sorted(bodies, key=lambda one: (len(bodies[one]), one)):
            if bodies[one] and taken.isdisjoint(bodies[one]):
                number += 1
                taken |= bodies[one]
        return number


def standing(words: Sequence[Word], speakers: Speakers) -> list[Word]:
    """Return those of the words that nobody took back; on one day what is denied or withdrawn weighs more."""
    if all(word.stance in AFFIRMS or word.stance is Stance.DECLINES for word in words):
        return [word for word in words if word.stance is not Stance.DECLINES]
    latest: dict[tuple[str, bool | None], dt.date] = {}
    for word in words:
        if word.stance is not Stance.DECLINES:
            kind = (word.by, holds := _holds(word.stance))
            day = _first(word) if holds else word.day  # only what is surely said later takes a denial back
            latest[kind] = max(latest.get(kind, day), day)

    def is_taken_back(word: Word) -> bool:
        said = _first(word)  # where it may have been said before, a denial or withdrawal weighs more
        for one in speakers.wholes(word.by):
            withdrawn, denied, held = (latest.get((one, kind)) for kind in (None, False, True))
            if withdrawn is not None and withdrawn >= said:
                return True
            if word.stance is Stance.DENIES:
                if held is not None and held > word.day:
                    return True
            elif denied is not None and denied >= said:
                return True
        return False

    return [
        word for word in words if (word.stance in AFFIRMS or word.stance is Stance.DENIES) and not is_taken_back(word)
    ]


def _first(word: Word) -> dt.date:
    return word.date.earliest or word.day


def _holds(stance: Stance) -> bool | None:
    """Return whether a word is for it or against it; None where it takes back what was said."""
    return None if stance is Stance.WITHDRAWS else stance is not Stance.DENIES
