"""Which fields a format holds: seen by changing each, and looking whether the export changes.

For the table in ``docs/formats.md`` and the test that holds it; no export needs it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from io import BytesIO, TextIOWrapper
from typing import Any

from dprkru_timeline.chronology import Chronology, Selection
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.formats import Format, Options, writer
from dprkru_timeline.model import (
    Actor,
    ActorKind,
    Claim,
    Correction,
    Event,
    EventKind,
    Figure,
    Finding,
    KnownAs,
    Link,
    Measure,
    Office,
    Place,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
    Theme,
)

Change = Callable[[Chronology], Chronology]


def _probe() -> Chronology:
    """Return a chronology of one event that has every field, and is not confirmed, so that claims are told."""
    claim = Claim(
        "speaker",
        Stance.ASSERTS,
        "What was said",
        parse_edtf("2024-03"),
        "source",
        "para. 8",
        "a witness",
        "imagery",
        (Figure("measure", "600~"),),
        parse_edtf("2024-01"),
    )
    plain = Claim("other", Stance.ASSERTS, "What else was said", parse_edtf("2024-03"), "source")
    source = Source(
        "source",
        "Publisher",
        SourceKind.OFFICIAL,
        title="Заголовок",
        date=parse_edtf("2024-04-05"),
        url="https://example.org/page",
        language="ru",
        accessed=date(2024, 5, 6),
        archive="https://archive.example.org/page",
        symbol="S/2024/1",
        seen="page",
    )
    event = Event(
        "event",
        parse_edtf("2024-02~"),
        "Title",
        "Summary",
        EventKind.EVENT,
        ("actor", "other"),
        Status.CLAIMED,
        ("source",),
        date_basis="Basis",
        doers=("actor",),
        themes=("theme",),
        places=("place",),
        verified=date(2024, 6, 7),
        claims=(claim, plain),
        links=(Link(Rel.CITES, "event"),),
        form="meeting",
    )
    return Chronology(
        title="Chronology",
        edition=date(2025, 1, 2),
        description="Description",
        license="CC0-1.0",
        sourced_until=date(2024, 12, 31),
        actors={id_: Actor(id_, f"The {id_}", ActorKind.STATE) for id_ in ("actor", "other", "speaker")},
        themes={"theme": Theme("theme", "The theme", "What it is about")},
        places={id_: Place(id_, f"The {id_}", coordinates=(1.0, 2.0)) for id_ in ("place", "elsewhere")},
        measures={
            id_: Measure(id_, f"The {id_}", "people", "cumulative", "What it is") for id_ in ("measure", "wider")
        },
        sources={"source": source, "another": source._replace(id="another", publisher="Another publisher")},
        events=(event,),
        selection=Selection(total=3, matched=1, query="theme:theme", asked="on theme", latest=event.date),
    )


def _of_event(**fields: Any) -> Change:
    return lambda whole: whole.replaced(events=tuple(event._replace(**fields) for event in whole.events))


def _of_claim(place: int = 0, **fields: Any) -> Change:
    def change(whole: Chronology) -> Chronology:
        (event,) = whole.events
        claims = list(event.claims)
        claims[place] = claims[place]._replace(**fields)
        return whole.replaced(events=(event._replace(claims=tuple(claims)),))

    return change


def _of_source(**fields: Any) -> Change:
    return lambda whole: whole.replaced(sources={**whole.sources, "source": whole.sources["source"]._replace(**fields)})


def _of_actor(**fields: Any) -> Change:
    return lambda whole: whole.replaced(actors={**whole.actors, "actor": whole.actors["actor"]._replace(**fields)})


def _of_theme(**fields: Any) -> Change:
    return lambda whole: whole.replaced(themes={"theme": whole.themes["theme"]._replace(**fields)})


def _of_place(**fields: Any) -> Change:
    return lambda whole: whole.replaced(places={**whole.places, "place": whole.places["place"]._replace(**fields)})


def _of_measure(**fields: Any) -> Change:
    return lambda whole: whole.replaced(
        measures={**whole.measures, "measure": whole.measures["measure"]._replace(**fields)}
    )


def _of_chronology(**fields: Any) -> Change:
    return lambda whole: whole.replaced(**fields)


# Each field by the name that people read, with a change of it.
FIELDS: dict[str, Change] = {
    "event: id": _of_event(id="another"),
    "event: date": _of_event(date=parse_edtf("2024-02?")),
    "event: date_basis": _of_event(date_basis="Another"),
    "event: title": _of_event(title="Another"),
    "event: summary": _of_event(summary="Another"),
    "event: kind": _of_event(kind=EventKind.REPORT),
    "event: key": _of_event(key=True),
    "event: form": _of_event(form="visit"),
    "event: status": _of_event(status=Status.REPORTED),
    "event: settled": _of_event(settled="all"),
    "event: settled_by": _of_event(settled_by=("other",)),
    "event: voices": _of_event(voices=3),
    "event: denied_by": _of_event(denied_by=("other",)),
    "event: denied_on": _of_event(denied_on=parse_edtf("2024-04")),
    "event: actors": _of_event(actors=("actor", "speaker")),
    "event: doers": _of_event(doers=("other",)),
    "event: themes": _of_event(themes=()),
    "event: places": _of_event(places=()),
    "event: about_places": _of_event(about_places=("elsewhere",)),
    "event: record": _of_event(record="source"),
    "event: verified": _of_event(verified=date(2024, 6, 8)),
    "event: links": _of_event(links=()),
    "event: known_as": _of_event(known_as=(KnownAs("Another", date(2024, 3, 1)),)),
    "event: corrections": _of_event(corrections=(Correction(date(2024, 8, 9), "What it said", "Why"),)),
    "claim: by": _of_claim(by="other"),
    "claim: stance": _of_claim(stance=Stance.ASSESSES),
    "claim: says": _of_claim(says="Another"),
    "claim: date": _of_claim(date=parse_edtf("2024-04")),
    "claim: source": _of_claim(1, source="another"),
    "claim: locator": _of_claim(locator="para. 9"),
    "claim: via": _of_claim(via="another"),
    "claim: basis": _of_claim(basis="debris"),
    "event: file": _of_event(file="mine"),
    "claim: file": _of_claim(file="mine"),
    "claim: amounts": _of_claim(amounts=(Figure("measure", "700"),)),
    "claim: amounts_as_of": _of_claim(amounts_as_of=parse_edtf("2024-02")),
    "source: publisher": _of_source(publisher="Another"),
    "source: kind": _of_source(kind=SourceKind.DATA),
    "source: title": _of_source(title="Другой"),
    "source: date": _of_source(date=parse_edtf("2024-04-06")),
    "source: url": _of_source(url="https://example.org/another"),
    "source: language": _of_source(language="uk"),
    "source: accessed": _of_source(accessed=date(2024, 5, 7)),
    "source: archive": _of_source(archive="https://archive.example.org/another"),
    "source: symbol": _of_source(symbol="S/2024/2"),
    "source: retracted": _of_source(retracted=date(2024, 9, 9)),
    "source: seen": _of_source(seen="excerpt"),
    "actor: name": _of_actor(name="Another"),
    "actor: kind": _of_actor(kind=ActorKind.FORCE),
    "actor: aliases": _of_actor(aliases=("Alias",)),
    "actor: part_of": _of_actor(part_of="other"),
    "actor: role": _of_actor(role="Role"),
    "actor: members": _of_actor(members=("other",)),
    "actor: offices": _of_actor(offices=(Office("Minister", parse_edtf("2020")),)),
    "actor: same_as": _of_actor(same_as="Q1"),
    "actor: imo": _of_actor(imo="9074729"),
    "actor: ofac": _of_actor(ofac="1"),
    "theme: name": _of_theme(name="Another"),
    "theme: description": _of_theme(description="Another"),
    "theme: aliases": _of_theme(aliases=("Alias",)),
    "theme: finding": _of_theme(finding=Finding("What it comes to", date(2024, 9, 9))),
    "place: name": _of_place(name="Another"),
    "place: aliases": _of_place(aliases=("Alias",)),
    "place: part_of": _of_place(part_of="elsewhere"),
    "place: coordinates": _of_place(coordinates=(3.0, 4.0)),
    "place: same_as": _of_place(same_as="Q1"),
    "measure: name": _of_measure(name="Another"),
    "measure: unit": _of_measure(unit="containers"),
    "measure: counts": _of_measure(counts="planned"),
    "measure: description": _of_measure(description="Another"),
    "measure: aliases": _of_measure(aliases=("Alias",)),
    "measure: part_of": _of_measure(part_of="wider"),
    "chronology: sourced_until": _of_chronology(sourced_until=date(2025, 1, 1)),
    "chronology: title": _of_chronology(title="Another"),
    "chronology: description": _of_chronology(description="Another"),
    "chronology: edition": _of_chronology(edition=date(2025, 1, 3)),
    "chronology: license": _of_chronology(license="CC-BY-4.0"),
    "what was asked": _of_chronology(
        selection=Selection(total=3, matched=1, query="theme:another", asked="on another")
    ),
    "as known on": _of_chronology(as_of=date(2024, 12, 1)),
}


@cache
def held(chosen: Format) -> Mapping[str, bool]:
    """Return of each field whether a format holds it.

    Raises:
        ModuleNotFoundError: the library that writes the format is not installed.
    """
    probe = _probe()
    before = _written(chosen, probe)
    return {name: _written(chosen, change(probe)) != before for name, change in FIELDS.items()}


def lacks(chosen: Format) -> dict[str, tuple[str, ...]]:
    """Return why a format has no room for the fields that it does not hold: each reason with their names.

    In the format's own module ``claim: *`` stands for all fields of a claim, and ``*`` for what no other reason names.
    A field that is there, or that nothing explains, is named under no reason.
    """
    missing = [name for name, is_there in held(chosen).items() if not is_there]
    reasons: Mapping[str, tuple[str, ...]] = getattr(writer(chosen), "LACKS", {})
    found: dict[str, tuple[str, ...]] = {}
    for reason, patterns in sorted(reasons.items(), key=lambda row: "*" in row[1]):
        named = [one for names in found.values() for one in names]
        found[reason] = tuple(
            field for field in missing if field not in named and any(fnmatchcase(field, one) for one in patterns)
        )
    return found


def _written(chosen: Format, chronology: Chronology) -> bytes:
    out = BytesIO()
    with TextIOWrapper(out, "utf-8", newline="", write_through=True) as text:
        writer(chosen).write(chronology, text, Options())
        text.flush()
        return out.getvalue()
