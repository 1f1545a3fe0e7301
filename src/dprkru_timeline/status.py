"""The status of an event, worked out from its claims and sources, and its path over time.

The rules, in order, are the table in ``docs/event-file.md``. A claim is about whether the
event in the title happened; a party is the root of the speaker's part-of tree.
"""

from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.model import Claim, Event, EventKind, Stance, Status

_HOLDS = (Stance.ASSERTS, Stance.CONFIRMS)
_WORDS = (*_HOLDS, Stance.DENIES)


class Step(NamedTuple):
    """A day on which the status changed; ``claim`` is the place of the claim that did it, or None."""

    day: date
    status: Status
    claim: int | None


def status_on(chronology: Chronology, event: Event, day: date | None = None) -> Status:
    """Return the status of an event by what was said up to ``day``; None counts everything.

    Something counts from the last day that its date may mean; what has no date counts only
    when everything does.
    """
    claims = [claim for claim in event.claims if _counts(claim.date, day)]
    if event.kind is EventKind.DEADLINE and day and event.date.earliest and day < event.date.earliest:
        return Status.SCHEDULED
    if event.record and _counts(chronology.sources[event.record].date, day):
        return Status.CONFIRMED
    words = _latest_words(chronology, event, claims)
    if any(word in _HOLDS for word in words):
        return Status.CONFIRMED
    holders = {chronology.party(claim.by) for claim in claims if claim.stance in _HOLDS}
    assessed = any(claim.stance is Stance.ASSESSES for claim in claims)
    if Stance.DENIES in words and (holders or assessed):
        return Status.DISPUTED
    if not holders and not assessed:
        holders = {
            chronology.sources[source].origin
            for source in event.sources
            if _counts(chronology.sources[source].date, day)
        }
    if holders:
        return Status.REPORTED if len(holders) > 1 else Status.CLAIMED
    return Status.ASSESSED


def status_now(chronology: Chronology, event: Event, today: date) -> Status:
    """Return the status of an event today, when everything said so far counts, also what has no date."""
    if event.kind is EventKind.DEADLINE and event.date.earliest and today < event.date.earliest:
        return Status.SCHEDULED
    return status_on(chronology, event)


def status_path(chronology: Chronology, event: Event) -> tuple[Step, ...]:
    """Return the days on which the status of an event changed, in order, from the first word on."""
    days = {claim.date.latest for claim in event.claims}
    dated = [event.record] if event.record else [] if event.claims else list(event.sources)
    days.update(when.latest for when in (chronology.sources[source].date for source in dated) if when)
    if event.kind is EventKind.DEADLINE and days:
        days.add(event.date.earliest)
    steps: list[Step] = []
    for day in sorted(day for day in days if day):
        status = status_on(chronology, event, day)
        if not steps or steps[-1].status is not status:
            steps.append(Step(day, status, _cause(chronology, event, day, status)))
    return tuple(steps)


_CAUSES = {
    Status.CONFIRMED: _HOLDS,
    Status.DISPUTED: (Stance.DENIES,),
    Status.REPORTED: _HOLDS,
    Status.CLAIMED: _HOLDS,
    Status.ASSESSED: (Stance.ASSESSES,),
    Status.SCHEDULED: (),
}


def _cause(chronology: Chronology, event: Event, day: date, status: Status) -> int | None:
    """Return the place of the claim of ``day`` that gave the status; None where the record or the sources did."""
    if status is Status.CONFIRMED and event.record and _counts(chronology.sources[event.record].date, day):
        return None
    doers = {member for doer in event.doers for member in chronology.within("actor", doer)}
    settled_by_doers = status in (Status.CONFIRMED, Status.DISPUTED)
    for place, claim in enumerate(event.claims):
        mine = claim.date.latest == day and claim.stance in _CAUSES[status]
        if mine and (claim.by in doers or not settled_by_doers):
            return place
    return None


def _counts(when: Edtf | None, day: date | None) -> bool:
    if day is None:
        return True
    return when is not None and when.latest is not None and when.latest <= day


def _latest_words(chronology: Chronology, event: Event, claims: list[Claim]) -> list[Stance]:
    """Return each doer's latest word; what is said by a part of a doer is its word."""
    words = []
    for doer in event.doers:
        members = chronology.within("actor", doer)
        said = [claim for claim in claims if claim.by in members and claim.stance in _WORDS]
        if said:
            latest = max(said, key=lambda claim: (claim.date.latest or date.max, claim.stance is Stance.DENIES))
            words.append(latest.stance)
    return words
