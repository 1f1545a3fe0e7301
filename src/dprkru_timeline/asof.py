"""A chronology as it could be known on a day, from the sources that it cites.

A claim or a source counts from the last day that its own date may mean; what has no date never
counts. Whatever might rest on something later is left out: a summary that has a later source, the basis
of a date, the roles and descriptions that the files give without a date. Titles and dates stay: they
name the event, and are the edition's own words, but where the file has a title of that time (`KnownAs`).

What lies ahead of the day can't be known to have happened. So before an event's first day only deadlines
are shown, which are set ahead, and what somebody already claims; background that an entry cites from years
before does not make it known (`docs/decisions/0004-as-of.md`).
"""

from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Actor, Claim, Event, Figure, Link, Measure, Office, Place, Source, Theme
from dprkru_timeline.status import Standing, counts, known_standing


def as_known_on(chronology: Chronology, day: date) -> Chronology:
    """Return the events that could be known on ``day``, each with what could be known of it.

    Everything is made of what is named here: what the files come to hold besides is left out until it is let in.
    """
    chronology = chronology.in_memory()
    whole = chronology.whole or chronology
    day = min(day, chronology.as_of or day)
    events_in_full = [whole.get(event.id) or event for event in chronology.events]
    standings = [(event, known_standing(whole, event, day)) for event in events_in_full]
    known = {event.id for event, standing in standings if standing}
    events = [_event(whole, event, standing, day, known) for event, standing in standings if standing]
    cited = {source for event in events for source in event.all_sources}
    actors = {one for event in events for one in (*event.actors, *event.doers, *(claim.by for claim in event.claims))}
    actors = {one for actor in actors for one in whole.wholes("actor", actor)}
    places = {place for event in events for place in (*event.places, *event.about_places)}
    places = {one for place in places for one in whole.wholes("place", place)}
    themes = {one for event in events for one in event.themes}
    measures = {one.measure for event in events for claim in event.claims for one in claim.amounts}
    measures = {one for measure in measures for one in whole.wholes("measure", measure)}
    return Chronology(
        title=whole.title,
        edition=whole.edition,
        license=whole.license,
        sourced_until=_not_after(whole.sourced_until, day),
        files=whole.files,
        joined=tuple((title, edition, _not_after(until, day)) for title, edition, until in whole.joined),
        actors={id_: _actor(one, day, actors) for id_, one in whole.actors.items() if id_ in actors},
        themes={id_: _theme(one, day) for id_, one in whole.themes.items() if id_ in themes},
        places={id_: _place(one) for id_, one in whole.places.items() if id_ in places},
        measures={id_: _measure(one) for id_, one in whole.measures.items() if id_ in measures},
        sources={id_: _source(one, day) for id_, one in whole.sources.items() if id_ in cited},
        events=tuple(events),
        as_of=day,
        whole=whole,
    )


def _not_after(until: date | None, day: date) -> date | None:
    return min(until, day) if until else None


def _event(whole: Chronology, event: Event, standing: Standing, day: date, known: set[str]) -> Event:
    def is_out(source: str) -> bool:
        return counts(whole.sources[source].date, day)

    complete = all(map(is_out, event.sources))
    return Event(
        id=event.id,
        date=event.date,
        title=_title(event, day),
        summary=event.summary if complete else "",
        kind=event.kind,
        actors=event.actors,
        **standing._asdict(),
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
        about_places=event.about_places,
        form=event.form,
        corrections=tuple(one for one in event.corrections if one.day <= day) if event.corrections else (),
        file=event.file,
    )


def _title(event: Event, day: date) -> str:
    """Return the title of the day: the one that the file has up to it, or else today's."""
    if not event.known_as:
        return event.title
    of_then = [one for one in event.known_as if day <= one.until]
    return min(of_then, key=lambda one: one.until).title if of_then else event.title


def _claim(claim: Claim, *, source_is_out: bool) -> Claim:
    return Claim(
        by=claim.by,
        stance=claim.stance,
        says=claim.says,
        date=claim.date,
        source=claim.source if source_is_out else "",
        locator=claim.locator if source_is_out else "",
        via=claim.via,
        basis=claim.basis if source_is_out else "",
        # Why a number is doubtful may rest on what others said later.
        amounts=tuple(Figure(one.measure, one.amount, one.words) for one in claim.amounts) if claim.amounts else (),
        amounts_as_of=claim.amounts_as_of,
        file=claim.file,
    )


def _actor(actor: Actor, day: date, known: set[str]) -> Actor:
    return Actor(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        aliases=actor.aliases,
        part_of=actor.part_of,
        members=tuple(one for one in actor.members if one in known) if actor.members else (),
        offices=_offices(actor, day) if actor.offices else (),
        same_as=actor.same_as,
        imo=actor.imo,
        ofac=actor.ofac,
    )


def _offices(actor: Actor, day: date) -> tuple[Office, ...]:
    return tuple(
        Office(one.title, one.since, one.until if counts(one.until, day) else None)
        for one in actor.offices
        if counts(one.since, day)
    )


def _theme(theme: Theme, day: date) -> Theme:
    finding = theme.finding if theme.finding and theme.finding.date <= day else None
    return Theme(id=theme.id, name=theme.name, description="", aliases=theme.aliases, finding=finding)


def _source(source: Source, day: date) -> Source:
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
        symbol=source.symbol,
        retracted=source.retracted if source.retracted and source.retracted <= day else None,
        seen=source.seen,
    )


def _place(place: Place) -> Place:
    return Place(
        id=place.id,
        name=place.name,
        aliases=place.aliases,
        part_of=place.part_of,
        coordinates=place.coordinates,
        same_as=place.same_as,
    )


def _measure(measure: Measure) -> Measure:
    return Measure(
        id=measure.id,
        name=measure.name,
        unit=measure.unit,
        counts=measure.counts,
        description="",
        aliases=measure.aliases,
        part_of=measure.part_of,
    )
