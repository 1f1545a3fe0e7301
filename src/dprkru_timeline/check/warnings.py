"""The warnings of ``timeline check``: what an event file may say and a careful curator would not.

One small function a rule. Each looks at a chronology that loads, and names what it finds by table,
id and key; the store knows the lines.
"""

from collections.abc import Iterator
from datetime import date

from dprkru_timeline.check.amounts import AMOUNT_CHECKS
from dprkru_timeline.check.duplicates import near_duplicates
from dprkru_timeline.check.finding import Check, Finding, of_event
from dprkru_timeline.check.sourcing import SOURCING_CHECKS
from dprkru_timeline.check.wording import WORDING_CHECKS
from dprkru_timeline.chronology import Chronology, names
from dprkru_timeline.edtf import order, parse_edtf, two_years, wording
from dprkru_timeline.model import HOLDS, Event, EventKind, Rel
from dprkru_timeline.text import shortened

TITLE_LENGTH = 80
SUMMARY_LENGTH = 600
# How many further events of a group a warning names.
_NAMED = 3
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u2060\u2061\u2062\u2063\u2064\u3164\uffa0"


def warnings(chronology: Chronology, today: date) -> Iterator[Finding]:
    """Yield the findings of every rule that looks at a chronology's content."""
    for check in _CHECKS:
        yield from check(chronology, today)


def order_warnings(written: list[Event]) -> Iterator[Finding]:
    """Yield the events that stand before an earlier one; ``written`` is in the order of the file."""
    reached: Event | None = None
    for event in written:
        if reached and order(event.date) < order(reached.date):
            yield of_event(
                "W304", event, ("date",), f'stands after "{reached.id}", which is later ({wording(reached.date)})'
            )
        else:
            reached = event


def _unused(chronology: Chronology, _: date) -> Iterator[Finding]:
    events = chronology.events
    used = {
        "actors": {actor for event in events for actor in (*event.actors, *(claim.by for claim in event.claims))},
        "themes": {theme for event in events for theme in event.themes},
        "places": {place for event in events for place in (*event.places, *event.about_places)},
        "measures": {figure.measure for event in events for claim in event.claims for figure in claim.amounts},
        "sources": {source for event in events for source in event.all_sources},
    }
    used["actors"] |= {whole for actor in chronology.actors.values() for whole in (actor.part_of, *actor.members)}
    used["places"] |= {place.part_of for place in chronology.places.values()}
    used["measures"] |= {measure.part_of for measure in chronology.measures.values()}
    for table, entries in (
        ("actors", chronology.actors),
        ("themes", chronology.themes),
        ("places", chronology.places),
        ("measures", chronology.measures),
        ("sources", chronology.sources),
    ):
        for entry_id in entries:
            if entry_id not in used[table]:
                yield Finding("W301", table, entry_id, (), "no event uses it")


def _lengths(chronology: Chronology, _: date) -> Iterator[Finding]:
    for event in chronology.events:
        if len(event.title) > TITLE_LENGTH:
            yield of_event(
                "W302", event, ("title",), f"has {len(event.title)} characters; at most {TITLE_LENGTH} fit most views"
            )
        if len(event.summary) > SUMMARY_LENGTH:
            yield of_event(
                "W303", event, ("summary",), f"has {len(event.summary)} characters; {SUMMARY_LENGTH} are enough"
            )


def _too_early(chronology: Chronology, _: date) -> Iterator[Finding]:
    for event in chronology.events:
        first = event.date.earliest
        if event.kind is EventKind.DEADLINE or first is None:
            continue
        for place, claim in enumerate(event.claims):
            if claim.stance in HOLDS and claim.date.latest and (first - claim.date.latest).days > 1:
                message = f"{claim.stance} on {wording(claim.date)} what begins on {first}"
                yield of_event("W306", event, ("claims", place, "date"), message)
        for other, rel in chronology.linked_from(event.id):
            said = other.date.latest
            if rel is Rel.BEARS_OUT and said and (first - said).days > 1:
                place = next(place for place, link in enumerate(other.links) if link.to == event.id and link.rel is rel)
                message = f"of {wording(other.date)} is to bear out what begins on {first}"
                yield of_event("W306", other, ("links", place, "rel"), message)
        dated = [chronology.sources[source].date for source in event.sources]
        ends = [when.latest for when in dated if when]
        if len(ends) == len(dated) and all(end and end < first for end in ends):
            yield of_event("W307", event, ("sources",), f"are all dated before {first}")


def _near_duplicates(chronology: Chronology, _: date) -> Iterator[Finding]:
    for first, second, *others in near_duplicates(chronology.events):
        message = f'is nearly that of "{first.id}", and so is the date'
        if others:
            named = ", ".join(f'"{one.id}"' for one in others[:_NAMED])
            rest = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
            message += f"; so are those of {named}{rest}"
        yield of_event("W308", second, ("title",), message, "join them, or say in the titles what parts them")


def _support(chronology: Chronology, _: date) -> Iterator[Finding]:
    for event in chronology.events:
        origins = {chronology.sources[source].origin for source in event.sources}
        if event.status.is_settled and not event.record and len(origins) == 1:
            yield of_event(
                "W309", event, ("sources",), f"are of one publisher, {shortened(origins.pop())}, and there is no record"
            )
        if event.status.is_doubtful and not event.claims:
            yield of_event("W310", event, ("status",), f"is {event.status}, and no claim says by whom")
    for source in chronology.sources.values():
        if source.date is None:
            yield Finding("W311", "sources", source.id, (), "has no date")


def _days(chronology: Chronology, today: date) -> Iterator[Finding]:
    if chronology.edition > today:
        yield Finding("W312", "chronology", "", ("edition",), f"{chronology.edition} is after today, {today}")
    for source in chronology.sources.values():
        if source.retracted and source.retracted > today:
            yield Finding("W312", "sources", source.id, ("retracted",), f"{source.retracted} is after today, {today}")
    for event in chronology.events:
        if event.verified is None:
            yield of_event(
                "W313", event, (), "was never read a second time against its sources", "add verified = the day"
            )
        elif event.verified > today:
            yield of_event("W312", event, ("verified",), f"{event.verified} is after today, {today}")
        for place, correction in enumerate(event.corrections):
            if correction.day > today:
                yield of_event(
                    "W312", event, ("corrections", place, "day"), f"{correction.day} is after today, {today}"
                )


def _invisible(chronology: Chronology, _: date) -> Iterator[Finding]:  # noqa: C901
    for table, entries in (("actors", chronology.actors), ("themes", chronology.themes), ("places", chronology.places)):
        for entry in entries.values():
            for name in names(entry):
                if odd := _first_invisible(name):
                    yield Finding("W315", table, entry.id, ("name" if name == entry.name else "aliases",), _hidden(odd))
    for source in chronology.sources.values():
        for key in ("publisher", "title"):
            if odd := _first_invisible(getattr(source, key)):
                yield Finding("W315", "sources", source.id, (key,), _hidden(odd))
    for event in chronology.events:
        for key in ("title", "summary", "date_basis"):
            if odd := _first_invisible(getattr(event, key)):
                yield of_event("W315", event, (key,), _hidden(odd))
        for place, claim in enumerate(event.claims):
            if odd := _first_invisible(claim.says):
                yield of_event("W315", event, ("claims", place, "says"), _hidden(odd))


def _first_invisible(text: str) -> str:
    return "" if text.isascii() else next((char for char in text if char in _INVISIBLE), "")


def _hidden(char: str) -> str:
    return f"has the invisible character U+{ord(char):04X}"


def _two_years(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Ask about a season or part of a year whose number is the next year: 2022-23 is read as two years by most."""
    for event in chronology.events:
        dates = [(("date",), event.date), *((("claims", at, "date"), one.date) for at, one in enumerate(event.claims))]
        for key, found in dates:
            for text in str(found).split("/"):
                if two_years(text):
                    yield of_event(
                        "W317",
                        event,
                        key,
                        f"{text} is {wording(parse_edtf(text))}",
                        f"for the years write {two_years(text)}",
                    )
    for source in chronology.sources.values():
        if source.date and (years := two_years(str(source.date))):
            yield Finding(
                "W317",
                "sources",
                source.id,
                ("date",),
                f"{source.date} is {wording(source.date)}",
                f"for the years write {years}",
            )


_CHECKS: tuple[Check, ...] = (
    _two_years,
    _unused,
    _lengths,
    _too_early,
    _near_duplicates,
    _support,
    _days,
    _invisible,
    *AMOUNT_CHECKS,
    *WORDING_CHECKS,
    *SOURCING_CHECKS,
)
