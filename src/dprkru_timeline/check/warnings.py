"""The warnings of ``timeline check``: what an event file may say and a careful curator would not.

One small function a rule. Each looks at a chronology that loads, and names what it finds by table,
id and key; the store knows the lines.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dprkru_timeline.amount import Amount, number_text, parse_amount
from dprkru_timeline.amount import wording as amount_wording
from dprkru_timeline.amount.compare import is_above
from dprkru_timeline.check.duplicates import near_duplicates
from dprkru_timeline.check.numbers import counting, exactness, numbers_in
from dprkru_timeline.chronology import Chronology, every_saying, names
from dprkru_timeline.edtf import Edtf, order, parse_edtf, two_years, wording
from dprkru_timeline.figures import blocks, part_as_high, points
from dprkru_timeline.model import AFFIRMS, HOLDS, Claim, Event, EventKind, Rel
from dprkru_timeline.text import shortened

TITLE_LENGTH = 80
SUMMARY_LENGTH = 600
# How many further events of a group a warning names.
_NAMED = 3
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u2060\u2061\u2062\u2063\u2064\u3164\uffa0"


class Finding(NamedTuple):
    """What a rule found: the entry by table and id, and the key (or the path below it)."""

    code: str
    table: str
    id: str
    key: tuple[str | int, ...]
    message: str
    help: str = ""


Check = Callable[[Chronology, date], Iterator[Finding]]


def warnings(chronology: Chronology, today: date) -> Iterator[Finding]:
    """Yield the findings of every rule that looks at a chronology's content."""
    for check in _CHECKS:
        yield from check(chronology, today)


def order_warnings(written: list[Event]) -> Iterator[Finding]:
    """Yield the events that stand before an earlier one; ``written`` is in the order of the file."""
    reached: Event | None = None
    for event in written:
        if reached and order(event.date) < order(reached.date):
            yield _event(
                "W304", event, ("date",), f'stands after "{reached.id}", which is later ({wording(reached.date)})'
            )
        else:
            reached = event


def _event(code: str, event: Event, key: tuple[str | int, ...], message: str, help: str = "") -> Finding:  # noqa: A002
    return Finding(code, "events", event.id, key, message, help)


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
            yield _event(
                "W302", event, ("title",), f"has {len(event.title)} characters; at most {TITLE_LENGTH} fit most views"
            )
        if len(event.summary) > SUMMARY_LENGTH:
            yield _event(
                "W303", event, ("summary",), f"has {len(event.summary)} characters; {SUMMARY_LENGTH} are enough"
            )


def _too_early(chronology: Chronology, _: date) -> Iterator[Finding]:
    for event in chronology.events:
        first = event.date.earliest
        if event.kind is EventKind.DEADLINE or first is None:
            continue
        for place, claim in enumerate(event.claims):
            if claim.stance in HOLDS and claim.date.latest and claim.date.latest < first:
                message = f"{claim.stance} on {wording(claim.date)} what begins on {first}"
                yield _event("W306", event, ("claims", place, "date"), message)
        for other, rel in chronology.linked_from(event.id):
            said = other.date.latest
            if rel is Rel.BEARS_OUT and said and (first - said).days > 1:
                place = next(place for place, link in enumerate(other.links) if link.to == event.id and link.rel is rel)
                message = f"of {wording(other.date)} is to bear out what begins on {first}"
                yield _event("W306", other, ("links", place, "rel"), message)
        dated = [chronology.sources[source].date for source in event.sources]
        ends = [when.latest for when in dated if when]
        if len(ends) == len(dated) and all(end and end < first for end in ends):
            yield _event("W307", event, ("sources",), f"are all dated before {first}")


def _near_duplicates(chronology: Chronology, _: date) -> Iterator[Finding]:
    for first, second, *others in near_duplicates(chronology.events):
        message = f'is nearly that of "{first.id}", and so is the date'
        if others:
            named = ", ".join(f'"{one.id}"' for one in others[:_NAMED])
            rest = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
            message += f"; so are those of {named}{rest}"
        yield _event("W308", second, ("title",), message, "join them, or say in the titles what parts them")


def _support(chronology: Chronology, _: date) -> Iterator[Finding]:
    for event in chronology.events:
        origins = {chronology.sources[source].origin for source in event.sources}
        if event.status.is_settled and not event.record and len(origins) == 1:
            yield _event(
                "W309", event, ("sources",), f"are of one publisher, {shortened(origins.pop())}, and there is no record"
            )
        if event.status.is_doubtful and not event.claims:
            yield _event("W310", event, ("status",), f"is {event.status}, and no claim says by whom")
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
            yield _event(
                "W313", event, (), "was never read a second time against its sources", "add verified = the day"
            )
        elif event.verified > today:
            yield _event("W312", event, ("verified",), f"{event.verified} is after today, {today}")
        for place, correction in enumerate(event.corrections):
            if correction.day > today:
                yield _event("W312", event, ("corrections", place, "day"), f"{correction.day} is after today, {today}")


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
                yield _event("W315", event, (key,), _hidden(odd))
        for place, claim in enumerate(event.claims):
            if odd := _first_invisible(claim.says):
                yield _event("W315", event, ("claims", place, "says"), _hidden(odd))


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
                    yield _event(
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


def _uncounted(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name the numbers of claims that say how many and have no amount, in files that have measures for them."""
    if not chronology.measures:
        return
    for event, place, claim in _claims(chronology):
        if claim.amounts or claim.stance not in AFFIRMS or not (numbers := counting(claim.says)):
            continue
        message = f"has the number {', '.join(numbers[:_NAMED])}, and the claim has no amounts"
        yield _event("W318", event, ("claims", place, "says"), message, 'write such as amounts = { killed = "600~" }')


_SAYS_SO = "an amount is what the claim says: put it right in one of the two"


def _amounts_said(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name amounts whose numbers, or whose own words, do not stand in what is said."""
    for event, place, claim in _claims(chronology):
        if not claim.amounts:
            continue
        said, held = claim.says.casefold(), numbers_in(claim.says)
        for figure in claim.amounts:
            amount = parse_amount(figure.amount)
            missing = [end for end in (amount.low, amount.high) if end is not None and end not in held]
            if figure.words:
                words = [word for word in figure.words.casefold().split() if len(word) > 2]
                missing = [] if any(word.strip(",.") in said for word in words) else missing
            if missing:
                numbers = " and ".join(map(number_text, dict.fromkeys(missing)))
                yield _event(
                    "W319",
                    event,
                    ("claims", place, "amounts"),
                    f"{figure.measure}: {numbers} does not stand in says",
                    _SAYS_SO,
                )
            elif not figure.words and (wrong := _inexact(claim.says, amount)):
                message = f"{figure.measure}: {amount_wording(amount)}, and says has {wrong}"
                yield _event("W319", event, ("claims", place, "amounts"), message, _SAYS_SO)


def _inexact(says: str, amount: Amount) -> str:
    """Return the words of what is said that an amount leaves out, or that are not those which it has."""
    meant = {"about"} if amount.about else set()
    if amount.high is None:
        meant.add("more than" if amount.beyond else "at least")
    elif amount.low is None:
        meant.add("under" if amount.beyond else "up to")
    number = number_text(amount.low if amount.low is not None else amount.high or 0)
    said = exactness(says, number)
    if not said or said == meant or amount.doubtful:
        return ""
    return f'"{" ".join([*sorted(said), number])}"'


def _falling(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name words of one speaker by which a count from the beginning fell."""
    series: dict[tuple[str, str], list[tuple[Edtf, Amount, Event, int]]] = {}
    for event, place, claim in _claims(chronology):
        for figure in claim.amounts:
            if chronology.measures[figure.measure].counts == "cumulative":
                row = claim.amounts_as_of or claim.date, parse_amount(figure.amount), event, place
                series.setdefault((claim.by, figure.measure), []).append(row)
    for (by, measure), rows in series.items():
        rows.sort(key=lambda row: order(row[0]))
        for (before, higher, *_rest), (when, lower, event, place) in pairwise(rows):
            is_later = before.latest is not None and when.earliest is not None and before.latest <= when.earliest
            if is_above(higher, lower) and is_later:
                message = (
                    f"{measure}: {by} said {amount_wording(higher)} of {wording(before)} and less of {wording(when)}"
                )
                remedy = "a count from the beginning can't fall: is it another measure, or another time?"
                yield _event("W320", event, ("claims", place, "amounts"), message, remedy)


def _parts(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name last words for a part that are as high as what another party counts for the whole."""
    if not chronology.measures:
        return
    for over in part_as_high(chronology, blocks(chronology, points(every_saying(chronology)))):
        saying, whole = over.point.saying, over.wholes[0]
        message = (
            f"{over.point.figure.measure}: {amount_wording(over.point.amount)} is as many as {whole.party} counts as"
            f" {whole.figure.measure}, {amount_wording(whole.amount)}"
        )
        key = "claims", saying.place, "amounts"
        yield _event("W321", saying.event, key, message, "is it the part that is meant? Mark what is doubtful: 6000..?")


def _unlocated(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name claims with amounts that don't say where in their source these stand."""
    for event, place, claim in _claims(chronology):
        if claim.amounts and not claim.locator:
            yield _event("W322", event, ("claims", place), "has amounts and no locator", 'add locator = "para. 4"')


def _claims(chronology: Chronology) -> Iterator[tuple[Event, int, Claim]]:
    for event in chronology.events:
        for place, claim in enumerate(event.claims):
            yield event, place, claim


_CHECKS: tuple[Check, ...] = (
    _two_years,
    _unused,
    _lengths,
    _too_early,
    _near_duplicates,
    _support,
    _days,
    _invisible,
    _uncounted,
    _amounts_said,
    _falling,
    _parts,
    _unlocated,
)
