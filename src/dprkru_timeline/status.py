"""The status of an event, worked out from its claims and sources, and its path over time.

The rules, in order, are the table in ``docs/event-file.md``. A claim is about whether the
event in the title happened; a party is the root of the speaker's part-of tree.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.model import Claim, Event, EventKind, Stance, Status

# What says that it happened.
HOLDS = (Stance.ASSERTS, Stance.CONFIRMS)
_WORDS = (*HOLDS, Stance.DENIES)
_HAPPENED = (Status.CONFIRMED, Status.REPORTED, Status.CLAIMED)
# It is a day earlier in New York than in Pyongyang.
_GRACE = timedelta(days=1)


class Step(NamedTuple):
    """A day on which the status changed, and what changed it.

    ``claim`` is the place of a claim in the event's; where none did it, ``sources`` are the ids of those that did:
    the record, or what was published then.
    """

    day: date
    status: Status
    claim: int | None
    sources: tuple[str, ...] = ()


def status_on(chronology: Chronology, event: Event, day: date | None = None) -> Status:
    """Return the status of an event by what was said up to ``day``; None counts everything.

    Something counts from the last day that its date may mean; what has no date counts only
    when everything does. Where nothing counts yet, nobody has said more than `ASSESSED`.
    """
    return _Case(chronology, event).status(day) or Status.ASSESSED


def known_status(chronology: Chronology, event: Event, day: date) -> Status | None:
    """Return the status that could be known on ``day``; None where nothing could be: the event is not shown.

    What was once known stays known: `status_path` has the days on which this changes.
    """
    return _Case(chronology, event).known(day)


def status_now(chronology: Chronology, event: Event, today: date) -> Status:
    """Return the status of an event today, when everything said so far counts, also what has no date."""
    if event.kind is EventKind.DEADLINE and event.date.earliest and today < event.date.earliest:
        return Status.SCHEDULED
    return status_on(chronology, event)


def status_path(chronology: Chronology, event: Event) -> tuple[Step, ...]:
    """Return the days on which what is known of an event's status changed, in order, from when it was first known.

    Of a chronology as known on a day, these are the steps of the whole up to that day: there is one history.
    """
    case = _case(chronology, event)
    steps = [case.step(day, status) for day, status in case.turns(chronology.as_of or date.max)]
    if chronology.as_of:  # the places of claims among those that are left
        left = [claim for claim in case.event.claims if counts(claim.date, chronology.as_of)]
        return tuple(
            step if step.claim is None else step._replace(claim=left.index(case.event.claims[step.claim]))
            for step in steps
        )
    return tuple(steps)


def status_turns(chronology: Chronology, event: Event) -> list[tuple[date, Status]]:
    """Return the days and statuses of `status_path`, without what made the steps, which takes longer."""
    return list(_case(chronology, event).turns(chronology.as_of or date.max))


def _case(chronology: Chronology, event: Event) -> "_Case":
    whole = chronology.whole
    return _Case(whole, whole.get(event.id) or event) if whole else _Case(chronology, event)


# The stances that give a status, where a claim did.
_CAUSES = {
    Status.CONFIRMED: HOLDS,
    Status.DISPUTED: (Stance.DENIES,),
    Status.REPORTED: HOLDS,
    Status.CLAIMED: HOLDS,
    Status.ASSESSED: (Stance.ASSESSES,),
    Status.SCHEDULED: (*HOLDS, Stance.ASSESSES),
}


class _Case:
    """What bears on the status of one event, gathered once for all the days that are asked about."""

    def __init__(self, chronology: Chronology, event: Event) -> None:
        self.event = event
        self._sources = chronology.sources
        self._speakers = _Speakers(chronology, event)
        self._witnesses = _witnesses(chronology, event)
        self._first = event.date.earliest
        self._is_deadline = event.kind is EventKind.DEADLINE

    def days(self) -> list[date]:
        """Return, in order, every day on which the status can change."""
        dates = [claim.date.latest for claim in self.event.claims]
        dates += [when.latest for source in self.event.sources if (when := self._sources[source].date)]
        return sorted({day for day in (*dates, self._first) if day})

    def turns(self, last: date) -> Iterator[tuple[date, Status]]:
        """Yield the days up to ``last`` on which what is known changed, each with the status from then on."""
        before: Status | None = None
        for day in self.days():
            if day <= last and (status := self.known(day)) and status is not before:
                yield day, status
                before = status

    def known(self, day: date) -> Status | None:
        """Return the status as `known_status` does."""
        if (
            self._first and day < self._first and not self._is_deadline
        ):  # nothing but a word can tell of what lies ahead
            words = (*HOLDS, Stance.ASSESSES)
            if not any(claim.stance in words and counts(claim.date, day) for claim in self.event.claims):
                return None
        said = self._said(day)
        return self._or_scheduled(said, day) if said else None

    def status(self, day: date | None) -> Status | None:
        """Return the status by what was said up to ``day``, or None where nothing counts yet."""
        return self._or_scheduled(self._said(day), day)

    def _or_scheduled(self, said: Status | None, day: date | None) -> Status | None:
        """Return the status of a day that may lie before the event: what is said to happen is only announced."""
        if day is None or self._first is None or day >= self._first:
            return said
        if self._is_deadline or (said in _HAPPENED and self._is_announced(day)):
            return Status.SCHEDULED
        return said

    def _is_announced(self, day: date) -> bool:
        """Tell whether nobody has spoken by then from where the first day may have come already."""
        first = self._first or day
        spoken = [claim.date for claim in self.event.claims if claim.stance in HOLDS]
        spoken += [when for source in self._witnesses if (when := self._sources[source].date)]
        return not any(counts(when, day) and when.latest and first - when.latest <= _GRACE for when in spoken)

    def _said(self, day: date | None) -> Status | None:
        """Return the status by the table of rules, or None where nothing counts yet."""
        event, speakers = self.event, self._speakers
        claims = [claim for claim in event.claims if counts(claim.date, day)]
        if event.record and counts(self._sources[event.record].date, day):
            return Status.CONFIRMED
        words = _words_of_doers(claims, speakers).values()
        if any(word in HOLDS for word in words):
            return Status.CONFIRMED
        holders = {speakers.party(claim.by) for claim in claims if claim.stance in HOLDS}
        assessed = any(claim.stance is Stance.ASSESSES for claim in claims)
        if Stance.DENIES in words and (holders or assessed):
            return Status.DISPUTED
        if not holders and not assessed:
            holders = {
                self._sources[source].origin for source in self._witnesses if counts(self._sources[source].date, day)
            }
        if holders:
            return Status.REPORTED if len(holders) > 1 else Status.CLAIMED
        return Status.ASSESSED if assessed else None

    def step(self, day: date, status: Status) -> Step:
        """Return the step to a status on a day, with what made it."""
        record = self.event.record
        if status is Status.CONFIRMED and record and counts(self._sources[record].date, day):
            return Step(day, status, None, (record,))
        claim = self._cause(day, status)
        if claim is not None:
            return Step(day, status, claim)
        dates = {source: self._sources[source].date for source in self._witnesses}
        published = [source for source, when in dates.items() if when and counts(when, day)]
        then = [source for source in published if (when := dates[source]) and when.latest == day]
        return Step(day, status, None, tuple(then or published))

    def _cause(self, day: date, status: Status) -> int | None:
        """Return the place of the claim that gave the status; None where the sources did.

        It is one of the day, or else one of before, which counts from now: a deadline that has come.
        """
        said = [(place, claim) for place, claim in enumerate(self.event.claims) if counts(claim.date, day)]
        now = [(place, claim) for place, claim in said if claim.date.latest == day]
        fitting = self._fitting(now, day, status)
        if not fitting and status is Status.DISPUTED:  # denied before, and said to hold only now
            fitting = [(place, claim) for place, claim in now if claim.stance in (*HOLDS, Stance.ASSESSES)]
        fitting = fitting or self._fitting(said, day, status)
        return fitting[0][0] if fitting else None

    def _fitting(self, said: list[tuple[int, Claim]], day: date, status: Status) -> list[tuple[int, Claim]]:
        """Return those of the claims that may have given a status on a day."""
        fitting = [(place, claim) for place, claim in said if claim.stance in _CAUSES[status]]
        if status in (Status.CONFIRMED, Status.DISPUTED):  # a doer's word, as long as it is the latest
            counted = [claim for claim in self.event.claims if counts(claim.date, day)]
            words = _words_of_doers(counted, self._speakers)
            return [
                (place, claim)
                for place, claim in fitting
                if any(words.get(doer) is claim.stance for doer in self._speakers.doers(claim.by))
            ]
        if status is Status.REPORTED:  # a further party made it so, not who says it again
            known = {
                self._speakers.party(claim.by)
                for claim in self.event.claims
                if claim.stance in HOLDS and claim.date.latest and claim.date.latest < day
            }
            return [
                (place, claim) for place, claim in fitting if self._speakers.party(claim.by) not in known
            ] or fitting
        return fitting


class _Speakers:
    """Whose word a speaker's word is: worked out once for each speaker of an event."""

    def __init__(self, chronology: Chronology, event: Event) -> None:
        self._chronology = chronology
        self._doers = frozenset(event.doers)
        self._wholes: dict[str, tuple[str, ...]] = {}

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


def counts(when: Edtf | None, day: date | None) -> bool:
    """Tell whether what is dated ``when`` had been said by ``day``; None counts everything."""
    if day is None:
        return True
    return when is not None and when.latest is not None and when.latest <= day


def _witnesses(chronology: Chronology, event: Event) -> list[str]:
    """Return the sources that can say that an event happened: background from before its first day can't.

    A deadline is set ahead. There is a day of grace, since it is a day earlier in New York than in Pyongyang;
    and where all sources are from before (which `check` says), all count.
    """
    first = event.date.earliest
    if event.kind is EventKind.DEADLINE or first is None:
        return list(event.sources)
    dates = {source: chronology.sources[source].date for source in event.sources}
    late = [
        source for source, when in dates.items() if when is None or when.latest is None or first - when.latest <= _GRACE
    ]
    return late or list(event.sources)


def doers_words(chronology: Chronology, event: Event) -> dict[str, Stance]:
    """Return the latest word of each doer of an event that has said whether it happened."""
    return _words_of_doers(list(event.claims), _Speakers(chronology, event))


def denied_by(chronology: Chronology, event: Event) -> list[str]:
    """Return the parties whose latest word is that it did not happen, or, of a saying, that it is not so."""
    latest: dict[str, Stance] = {}
    said = [claim for claim in event.claims if claim.stance in _WORDS]
    for claim in sorted(said, key=lambda claim: (claim.date.latest or date.max, claim.stance is Stance.DENIES)):
        latest[chronology.party(claim.by)] = claim.stance
    return [party for party, stance in latest.items() if stance is Stance.DENIES]


def silent_since(chronology: Chronology, event: Event) -> dict[str, Edtf]:
    """Return the doers that have declined to say since their latest word, and from when; that takes no word back."""
    speakers = _Speakers(chronology, event)
    spoke: dict[str, date] = {}
    declined: dict[str, Edtf] = {}
    for claim in sorted(event.claims, key=lambda claim: claim.date.latest or date.max):
        for doer in speakers.doers(claim.by):
            day = claim.date.latest or date.max
            if claim.stance in _WORDS:
                spoke[doer] = day
                declined.pop(doer, None)
            elif claim.stance is Stance.DECLINES and day > spoke.get(doer, date.max):
                declined.setdefault(doer, claim.date)
    return declined


def _words_of_doers(claims: list[Claim], speakers: _Speakers) -> dict[str, Stance]:
    """Return each doer's latest word; what is said by a part of a doer is its word."""
    latest: dict[str, tuple[date, bool, Stance]] = {}
    for claim in claims:
        if claim.stance in _WORDS:
            word = (claim.date.latest or date.max, claim.stance is Stance.DENIES, claim.stance)
            for doer in speakers.doers(claim.by):
                if doer not in latest or word[:2] > latest[doer][:2]:
                    latest[doer] = word
    return {doer: stance for doer, (_, _, stance) in latest.items()}
