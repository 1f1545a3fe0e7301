"""Chronologies made by chance, of all that one may hold: for what must hold of any of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from dprkru_timeline.chronology import Chronology, in_order
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.model import (
    BASES,
    FORMS,
    Actor,
    ActorKind,
    Claim,
    Correction,
    Event,
    EventKind,
    Figure,
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
from dprkru_timeline.status import with_statuses

# Trees of actors and places, names in three scripts; the ids are those that the queries of tests/test_properties ask.
ACTORS = {
    "dprk": ("DPRK", "", ("North Korea", "북한", "КНДР")),
    "kpa": ("Korean People’s Army", "dprk", ("조선인민군",)),
    "kim": ("Kim Jong Un", "dprk", ("김정은", "Ким Чен Ын")),
    "russia": ("Russia", "", ("Россия",)),
    "kremlin": ("Kremlin", "russia", ("Кремль",)),
    "peskov": ("Dmitry Peskov", "kremlin", ()),
    "south-korea": ("South Korea", "", ("seoul", "대한민국")),
    "nis": ("National Intelligence Service", "south-korea", ("국정원",)),
    "ukraine": ("Ukraine", "", ("Україна",)),
    "reuters": ("Reuters", "", ()),
    "panel": ("Panel of Experts", "", ()),
}
THEMES = {"labor": "Labor", "arms": "Arms transfers", "treaty": "Treaty"}
PLACES = {"russia-territory": ("Russia", ""), "kursk": ("Kursk oblast", "russia-territory"), "pyongyang": ("평양", "")}
MEASURES = {
    "casualties": ("Killed and wounded", "", ()),
    "soldiers-sent": ("Soldiers sent", "", ("파병",)),
    "killed": ("Killed", "casualties", ()),
    "mules-left": ("Mules left", "", ()),
}
WORDS = (
    *"workers worker student students visas sent sending veto vetoed denies denied denial co-operation".split(),
    *"meets met visit visited office officer treaty signs signed labour labor 25,000 1,000 12,500".split(),
    *"북한 노동자 파병 Россия войска Курск e\u0301lan ｗｉｄｅ a-b x OR and S/2024/215 Q423 Zelensky Zelenskyy".split(),
    *"cooperation 600 UNSCR 2397 2024 analyse analyze missile missiles ship ships Shoigu’s 10 000 25".split(),
    *("resolution 2397", "25 000", '"quoted"', "student visas"),
)
DATES = (
    *("2024-10-08", "2024-10-13", "2017-12-22", "2019-12-22", "2024-06-19", "2025-06-17", "2026-02-01", "2026-01-15"),
    *(
        "2024-10",
        "2024",
        "2024-22",
        "2024-24",
        "2024-33",
        "2024-40",
        "2019~",
        "2024-10?",
        "2024-10-08%",
        "201X",
        "20XX",
    ),
    *("2024-XX-25", "2024-1X", "XXXX-12-25", "2024-10-0X", "2024-10-08/2024-10-13", "2024-06/..", "../2019", "2024/"),
    *("/2024-10-08", "[2024-10-08,2025-06-17]", "{2019,2024-10..2024-12}", "[..2019]", "{2024-10-08,2024-XX-25}"),
)

# Those whose days can all be told one by one.
PLAIN_DATES = tuple(one for one in DATES if "XX" not in one.replace("20XX", ""))


def random_chronology(
    random: Random, events: int, today: date = date(2026, 1, 15), dates: Sequence[str] = DATES
) -> Chronology:
    """Return a chronology of some events; the same numbers make the same."""
    sources = {one.id: one for one in (_source(random, number) for number in range(8))}
    ids = [f"event-{number}" for number in range(events - 2)] + ["pact", "deadline"][: max(events, 0)]
    made = [_event(random, event_id, ids[:place], tuple(sources), dates) for place, event_id in enumerate(ids)]
    whole = Chronology(
        title="Chance — 우연",
        edition=date(2025, 12, 31),
        license="CC0-1.0",
        description="Made by chance.",
        sourced_until=random.choice((None, date(2025, 12, 1))),
        files=("mine",),
        actors={id_: _actor(random, id_, *row) for id_, row in ACTORS.items()},
        themes={
            id_: Theme(id_, name, "About it.", ("labour",) if id_ == "labor" else ()) for id_, name in THEMES.items()
        },
        places={
            id_: Place(id_, name, (), part, (51.7, 36.2) if id_ == "kursk" else None, "")
            for id_, (name, part) in PLACES.items()
        },
        measures={
            id_: Measure(id_, name, "people", "cumulative", "How many.", aliases, part)
            for id_, (name, part, aliases) in MEASURES.items()
        },
        sources=sources,
        events=in_order(made),
    )
    return with_statuses(whole, today)


def _some(random: Random, among: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
    return tuple(random.sample(among, min(random.randint(least, most), len(among))))


def _text(random: Random, least: int = 1) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(least, 9)))


def _actor(random: Random, id_: str, name: str, part_of: str, aliases: tuple[str, ...]) -> Actor:
    kind = ActorKind.PERSON if id_ in ("kim", "peskov") else ActorKind.STATE
    office = (Office("Secretary", parse_edtf("2016"), random.choice((None, parse_edtf("2024-05")))),)
    return Actor(
        id=id_,
        name=name,
        kind=kind,
        aliases=aliases,
        part_of=part_of,
        members=("dprk", "russia") if id_ == "panel" else (),
        offices=office if kind is ActorKind.PERSON else (),
        same_as="Q423" if id_ == "dprk" else "",
    )


def _source(random: Random, number: int) -> Source:
    return Source(
        id="paper" if number == 0 else f"source-{number}",
        publisher=random.choice(
            ("The Paper", "Reuters", "Reuters via The Paper", "КЦНА", "노동신문", "Mission to the Agency")
        ),
        kind=random.choice(tuple(SourceKind)),
        title=random.choice(("", _text(random))),
        date=random.choice((None, parse_edtf("2024-10-14"), parse_edtf("2017-12-23"), parse_edtf("2025"))),
        url=f"https://example.org/{number}",
        language=random.choice(("", "ko")),
        accessed=random.choice((None, date(2025, 12, 1))),
        symbol=random.choice(("", "", "S/2024/215")),
        retracted=random.choice((None, None, None, date(2025, 1, 2))),
        seen=random.choice(("", "page")),
    )


def _event(random: Random, event_id: str, before: list[str], sources: tuple[str, ...], dates: Sequence[str]) -> Event:
    actors = _some(random, tuple(ACTORS), 1, 3)
    cited = _some(random, sources, 1, 3)
    kind = random.choice(tuple(EventKind))
    return Event(
        id=event_id,
        date=parse_edtf(random.choice(dates)),
        title=_text(random),
        summary=random.choice((_text(random), f"{_text(random)}\n{_text(random)}")),
        kind=kind,
        actors=actors,
        status=Status.ASSESSED,
        sources=cited,
        date_basis=random.choice(("", "By the place of it.")),
        key=random.random() < 0.3,
        doers=_some(random, actors, 0, 2),
        themes=_some(random, tuple(THEMES), 0, 2),
        places=_some(random, tuple(PLACES), 0, 2),
        record=random.choice(("", "", cited[0])),
        verified=random.choice((None, date(2025, 6, 1))),
        claims=tuple(_claim(random, sources) for _ in range(random.choice((0, 0, 1, 2, 4)))),
        links=tuple(dict.fromkeys(Link(random.choice(tuple(Rel)), to) for to in _some(random, tuple(before), 0, 2))),
        about_places=_some(random, tuple(PLACES), 0, 1),
        form=random.choice(("", *FORMS[:3])),
        known_as=random.choice(((), (KnownAs("What was known", date(2024, 11, 1)),))),
        corrections=random.choice(((), (Correction(date(2025, 5, 5), _text(random), "It was wrong."),))),
        note=random.choice(("", "Mine alone.")),
        file="mine",
    )


def _claim(random: Random, sources: tuple[str, ...]) -> Claim:
    measures = _some(random, tuple(MEASURES), 0, 2)
    amounts = tuple(
        Figure(
            one, random.choice(("1000", "600~", "500..", "..900", "3000?", "200..999?")), random.choice(("", "some"))
        )
        for one in measures
    )
    return Claim(
        by=random.choice(tuple(ACTORS)),
        stance=random.choice(tuple(Stance)),
        says=_text(random),
        date=parse_edtf(random.choice(DATES[:12])),
        source=random.choice(sources),
        locator=random.choice(("", "p. 3")),
        via=random.choice(("", "", "officials", "Reuters")),
        basis=random.choice(("", *BASES[:3])),
        amounts=amounts,
        amounts_as_of=parse_edtf("2024-09") if amounts and random.random() < 0.5 else None,
        file=random.choice(("", "", "other")),
    )


def days_around(random: Random) -> date:
    """Return a day on which deadlines of such a chronology may have come, or not."""
    return date(2017, 12, 1) + timedelta(days=random.choice((0, 30, 800, 2500, 2965, 2966, 2984, 4000)))
