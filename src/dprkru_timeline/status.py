"""The status of an event, worked out from its claims and sources, and its path over time.

The rules, in order, are the table in ``docs/event-file.md``. A claim is about whether the
event in the title happened; a party is the root of the speaker's part-of tree.
"""

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
    """A day on which the status changed; ``claim`` is the place of the claim that did it, or None."""

    day: date
    status: Status
    claim: int | None


def status_on(chronology: Chronology, event: Event, day: date | None = None) -> Status:
    """Return the status of an event by what was said up to ``day``; None counts everything.

    Something counts from the last day that its date may mean; what has no date counts only
    when everything does. Where nothing counts yet, nobody has said more than `ASSESSED`.
    """
    return status_by(chronology, event, day) or Status.ASSESSED


def status_by(chronology: Chronology, event: Event, day: date | None) -> Status | None:
    """Return the status as `status_on` does, or None where nobody has said or thought by then that it happened."""
    return _status_on(chronology, event, day, _Speakers(chronology, event))


def _status_on(chronology: Chronology, event: Event, day: date | None, speakers: "_Speakers") -> Status | None:
    """Return the status; what is said to happen and lies ahead is only announced."""
    status = _status_said(chronology, event, day, speakers)
    ahead = day is not None and event.date.earliest is not None and event.date.earliest - day > _GRACE
    return Status.SCHEDULED if ahead and status in _HAPPENED else status


def _status_said(chronology: Chronology, event: Event, day: date | None, speakers: "_Speakers") -> Status | None:
    """Return the status, or None where nothing counts yet."""
    claims = [claim for claim in event.claims if counts(claim.date, day)]
    if event.kind is EventKind.DEADLINE and day and event.date.earliest and day < event.date.earliest:
        return Status.SCHEDULED
    if event.record and counts(chronology.sources[event.record].date, day):
        return Status.CONFIRMED
    words = _latest_words(claims, speakers)
    if any(word in HOLDS for word in words):
        return Status.CONFIRMED
    holders = {speakers.party(claim.by) for claim in claims if claim.stance in HOLDS}
    assessed = any(claim.stance is Stance.ASSESSES for claim in claims)
    if Stance.DENIES in words and (holders or assessed):
        return Status.DISPUTED
    if not holders and not assessed:
        holders = {
            chronology.sources[source].origin
            for source in witnesses(chronology, event)
            if counts(chronology.sources[source].date, day)
        }
    if holders:
        return Status.REPORTED if len(holders) > 1 else Status.CLAIMED
    return Status.ASSESSED if assessed else None


class _Speakers:
    """Whose word a speaker's word is: worked out once for each speaker of an event."""

    def __init__(self, chronology: Chronology, event: Event) -> None:
        self._chronology = chronology
        self._doers = frozenset(event.doers)
        self._doers_of: dict[str, tuple[str, ...]] = {}
        self._parties: dict[str, str] = {}

    def doers(self, actor: str) -> tuple[str, ...]:
        """Return the doers that ``actor`` is, or is a part of."""
        if actor not in self._doers_of:
            found = []
            at: str | None = actor
            while at:
                if at in self._doers:
                    found.append(at)
                at = self._chronology.actors[at].part_of or None
            self._doers_of[actor] = tuple(found)
        return self._doers_of[actor]

    def party(self, actor: str) -> str:
        """Return the root of the part-of tree that ``actor`` is in."""
        return self._parties.setdefault(actor, self._chronology.party(actor))


def status_now(chronology: Chronology, event: Event, today: date) -> Status:
    """Return the status of an event today, when everything said so far counts, also what has no date."""
    if event.kind is EventKind.DEADLINE and event.date.earliest and today < event.date.earliest:
        return Status.SCHEDULED
    return status_on(chronology, event)


def status_path(chronology: Chronology, event: Event) -> tuple[Step, ...]:
    """Return the days on which the status of an event changed, in order, from the first word on."""
    speakers = _Speakers(chronology, event)
    days = {claim.date.latest for claim in event.claims}
    # Sources speak where no claim holds; with one that does, they only repeat it.
    spoken = any(claim.stance in HOLDS or claim.stance is Stance.ASSESSES for claim in event.claims)
    dated = [event.record] if event.record else [] if spoken else list(event.sources)
    days.update(when.latest for when in (chronology.sources[source].date for source in dated) if when)
    first = event.date.earliest
    if first and (event.kind is EventKind.DEADLINE or any(day and day < first for day in days)):
        days.add(first)
    steps: list[Step] = []
    last = chronology.as_of or date.max
    for day in sorted(day for day in days if day and day <= last):
        status = _status_on(chronology, event, day, speakers)
        if status and (not steps or steps[-1].status is not status):
            steps.append(Step(day, status, _cause(chronology, event, day, status, speakers)))
    return tuple(steps)


_CAUSES = {
    Status.CONFIRMED: HOLDS,
    Status.DISPUTED: (Stance.DENIES,),
    Status.REPORTED: HOLDS,
    Status.CLAIMED: HOLDS,
    Status.ASSESSED: (Stance.ASSESSES,),
    Status.SCHEDULED: (),
}


def _cause(chronology: Chronology, event: Event, day: date, status: Status, speakers: _Speakers) -> int | None:
    """Return the place of the claim of ``day`` that gave the status; None where the record or the sources did."""
    if status is Status.CONFIRMED and event.record and counts(chronology.sources[event.record].date, day):
        return None
    is_due = event.kind is EventKind.DEADLINE and day == event.date.earliest  # what was said before counts from now
    said = [
        (place, claim)
        for place, claim in enumerate(event.claims)
        if claim.date.latest and (claim.date.latest == day or (is_due and claim.date.latest < day))
    ]
    fitting = [(place, claim) for place, claim in said if claim.stance in _CAUSES[status]]
    if status in (Status.CONFIRMED, Status.DISPUTED):
        fitting = [(place, claim) for place, claim in fitting if speakers.doers(claim.by)]
        if status is Status.DISPUTED and not fitting:  # denied before, and said to hold only now
            fitting = [(place, claim) for place, claim in said if claim.stance in (*HOLDS, Stance.ASSESSES)]
    elif status is Status.REPORTED:  # a further party made it so, not who says it again
        known = {
            speakers.party(claim.by)
            for claim in event.claims
            if claim.stance in HOLDS and claim.date.latest and claim.date.latest < day
        }
        fitting = [(place, claim) for place, claim in fitting if speakers.party(claim.by) not in known] or fitting
    return fitting[0][0] if fitting else None


def counts(when: Edtf | None, day: date | None) -> bool:
    """Tell whether what is dated ``when`` had been said by ``day``; None counts everything."""
    if day is None:
        return True
    return when is not None and when.latest is not None and when.latest <= day


def witnesses(chronology: Chronology, event: Event) -> list[str]:
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
    # Of what is known on a day, the sources that came later are missing: what is left may be background only.
    return late or ([] if chronology.as_of else list(event.sources))


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


def _latest_words(claims: list[Claim], speakers: _Speakers) -> list[Stance]:
    return list(_words_of_doers(claims, speakers).values())


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
