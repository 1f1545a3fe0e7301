"""A chronology as it could be known on a day, from the sources that it cites.

A claim or a source counts from the last day that its own date may mean; what has no date never
counts. Whatever might rest on something later is left out: a summary that has a later source, the basis
of a date, the roles and descriptions that the files give without a date. Titles and dates stay: they
name the event, and are the edition's own words.

What lies ahead of the day can't be known to have happened. So before an event's first day only deadlines
are shown, which are set ahead, and what somebody already claims; background that an entry cites from years
before does not make it known (`docs/decisions/0004-as-of.md`).
"""

from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Actor, Claim, Event, Link, Place, Source, Status, Theme
from dprkru_timeline.status import counts, known_status


def as_known_on(chronology: Chronology, day: date) -> Chronology:
    """Return the events that could be known on ``day``, each with what could be known of it.

    Everything is made of what is named here: what the files come to hold besides is left out until it is let in.
    """
    whole = chronology.whole or chronology
    day = min(day, chronology.as_of or day)
    events_in_full = [whole.get(event.id) or event for event in chronology.events]
    statuses = [(event, known_status(whole, event, day)) for event in events_in_full]
    known = {event.id for event, status in statuses if status}
    events = [_event(whole, event, status, day, known) for event, status in statuses if status]
    cited = {source for event in events for source in event.all_sources}
    actors = {one for event in events for one in (*event.actors, *event.doers, *(claim.by for claim in event.claims))}
    actors = {one for actor in actors for one in whole.wholes("actor", actor)}
    places = {one for event in events for place in event.places for one in whole.wholes("place", place)}
    themes = {one for event in events for one in event.themes}
    return Chronology(
        title=whole.title,
        edition=whole.edition,
        license=whole.license,
        joined=whole.joined,
        actors={id_: _actor(one) for id_, one in whole.actors.items() if id_ in actors},
        themes={id_: _theme(one) for id_, one in whole.themes.items() if id_ in themes},
        places={id_: _place(one) for id_, one in whole.places.items() if id_ in places},
        sources={id_: _source(one) for id_, one in whole.sources.items() if id_ in cited},
        events=tuple(events),
        as_of=day,
        whole=whole,
    )


def _event(whole: Chronology, event: Event, status: Status, day: date, known: set[str]) -> Event:
    def is_out(source: str) -> bool:
        return counts(whole.sources[source].date, day)

    complete = all(map(is_out, event.sources))
    return Event(
        id=event.id,
        date=event.date,
        title=event.title,
        summary=event.summary if complete else "",
        kind=event.kind,
        actors=event.actors,
        status=status,
        sources=tuple(filter(is_out, event.sources)),
        date_basis=event.date_basis if complete else "",
        key=event.key,
        doers=event.doers,
        themes=event.themes,
        places=event.places,
        record=event.record if event.record and is_out(event.record) else "",
        verified=event.verified if event.verified and event.verified <= day else None,
        claims=tuple(
            _claim(claim, source_is_out=is_out(claim.source)) for claim in event.claims if counts(claim.date, day)
        ),
        links=tuple(Link(rel=link.rel, to=link.to) for link in event.links if link.to in known),
    )


def _claim(claim: Claim, *, source_is_out: bool) -> Claim:
    return Claim(
        by=claim.by,
        stance=claim.stance,
        says=claim.says,
        date=claim.date,
        source=claim.source if source_is_out else "",
        locator=claim.locator if source_is_out else "",
    )


def _actor(actor: Actor) -> Actor:
    return Actor(id=actor.id, name=actor.name, kind=actor.kind, aliases=actor.aliases, part_of=actor.part_of)


def _theme(theme: Theme) -> Theme:
    return Theme(id=theme.id, name=theme.name, description="", aliases=theme.aliases)


def _source(source: Source) -> Source:
    return Source(
        id=source.id,
        publisher=source.publisher,
        kind=source.kind,
        title=source.title,
        date=source.date,
        url=source.url,
        language=source.language,
        accessed=source.accessed,
        archive=source.archive,
    )


def _place(place: Place) -> Place:
    return Place(
        id=place.id, name=place.name, aliases=place.aliases, part_of=place.part_of, coordinates=place.coordinates
    )
