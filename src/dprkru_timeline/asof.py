"""A chronology as it could be known on a day, from the sources that it cites.

A claim or a source counts from the last day that its own date may mean; what has no date never
counts. Whatever might rest on something later is left out: a summary that has a later source, the basis
of a date, the roles and descriptions that the files give without a date. Titles and dates stay: they
name the event, and are the edition's own words.

What lies ahead of the day can't be known to have happened. So before an event's first day only deadlines
are shown, which are set ahead, and what somebody already claims; background that an entry cites from years
before does not make it known (`docs/decisions/0004-as-of.md`).
"""

from dataclasses import replace
from datetime import date, timedelta

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Event, EventKind, Stance, Status
from dprkru_timeline.status import HOLDS, counts, status_by, status_on, witnesses


def as_known_on(chronology: Chronology, day: date) -> Chronology:
    """Return the events that could be known on ``day``, each with what could be known of it."""
    events = [_as_known_on(chronology, event, day) for event in chronology.events if _is_known(chronology, event, day)]
    known = {event.id for event in events}
    events = [event._replace(links=tuple(link for link in event.links if link.to in known)) for event in events]
    cited = {source for event in events for source in event.all_sources}
    actors = {one for event in events for one in (*event.actors, *event.doers, *(claim.by for claim in event.claims))}
    themes = {one for event in events for one in event.themes}
    places = {one for event in events for one in event.places}
    for one in list(places):  # with all places that they are in
        while one := chronology.places[one].part_of:
            places.add(one)
    return replace(
        chronology,
        as_of=day,
        description="",
        events=tuple(events),
        actors={
            one: chronology.actors[one]._replace(role="")
            for one in chronology.actors
            if one in actors.union(*map(chronology.whole_of, actors))
        },
        themes={one: theme._replace(description="") for one, theme in chronology.themes.items() if one in themes},
        places={one: place for one, place in chronology.places.items() if one in places},
        sources={one: source for one, source in chronology.sources.items() if one in cited},
    )


def known_path(chronology: Chronology, event: Event) -> list[tuple[date, Status | None]]:
    """Return the days on which an event's status as known changes; None from where it is not known (again).

    For readers who can't work it out: of a day it says what `as_known_on` says.
    """
    dates = [claim.date for claim in event.claims]
    dates += [when for source in event.all_sources if (when := chronology.sources[source].date)]
    days = {when.latest for when in dates if when.latest}
    if first := event.date.earliest:
        days.add(first)
        if first > date.min:
            days.add(first - timedelta(days=1))
    found: list[tuple[date, Status | None]] = []
    for day in sorted(days):
        status = status_on(chronology, event, day) if _is_known(chronology, event, day) else None
        if status is not (found[-1][1] if found else None):
            found.append((day, status))
    return found


def _is_known(chronology: Chronology, event: Event, day: date) -> bool:
    """Tell whether somebody has said by then, or could be read to say, that it happened, happens or may."""
    first = event.date.earliest
    if event.kind is not EventKind.DEADLINE and first and day < first:
        words = (*HOLDS, Stance.ASSESSES)
        if not any(claim.stance in words and counts(claim.date, day) for claim in event.claims):
            return False
    spoken = any(counts(claim.date, day) for claim in event.claims) or any(
        counts(chronology.sources[source].date, day) for source in witnesses(chronology, event)
    )
    return spoken and status_by(chronology, event, day) is not None


def _as_known_on(chronology: Chronology, event: Event, day: date) -> Event:
    def is_out(source: str) -> bool:
        return counts(chronology.sources[source].date, day)

    complete = all(map(is_out, event.sources))
    claims = tuple(
        claim if is_out(claim.source) else claim._replace(source="", locator="")
        for claim in event.claims
        if counts(claim.date, day)
    )
    return event._replace(
        summary=event.summary if complete else "",
        date_basis=event.date_basis if complete else "",
        sources=tuple(filter(is_out, event.sources)),
        record=event.record if event.record and is_out(event.record) else "",
        claims=claims,
        status=status_on(chronology, event, day),
        verified=event.verified if event.verified and event.verified <= day else None,
    )
