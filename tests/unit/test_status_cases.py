"""Who said what, when, and what follows: the cases of ``tests/data/status-cases.txt``, which anybody can read."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest

from dprkru_timeline.asof import as_known_on
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf, wording
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.model import (
    Actor,
    ActorKind,
    Claim,
    Event,
    EventKind,
    Link,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
)
from dprkru_timeline.status import Standing, Step, sayers, silent_since, standing_now, status_path, with_statuses
from tests.conftest import DATA

PARTS = {
    "NIS": "Seoul",
    "HUR": "Kyiv",
    "KCNA": "DPRK",
    "Kremlin": "Russia",
    "Army": "Russia",
    "Donetsk": "Russia",
}
MEMBERS = {
    "MSMT": ("Washington", "Seoul", "Tokyo"),
    "G7": ("Washington", "Tokyo"),
    "Pact": ("Washington",),
    "Quad": ("Seoul",),
    "Table": ("Washington",),
}
NAMES = ("Russia", "DPRK", "Seoul", "Kyiv", "Washington", "Tokyo", "Reuters", "AP", *PARTS, *MEMBERS)
PAPER = "The Town Paper"


def _id(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower())


ACTORS = {
    _id(name): Actor(
        id=_id(name),
        name=name,
        kind=ActorKind.ORGANIZATION,
        part_of=_id(PARTS[name]) if name in PARTS else "",
        members=tuple(map(_id, MEMBERS.get(name, ()))),
    )
    for name in NAMES
}


class Case(NamedTuple):
    """A case as it is written: its title, what happened and was said, and what follows."""

    title: str
    lines: list[str]
    stands: str
    path: str
    because: str
    says_so: str


def _cases() -> Iterator[Case]:
    text = (DATA / "status-cases.txt").read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n", "", text).strip()):
        title, *lines = [line.strip() for line in block.splitlines()]
        stands = next(line[2:] for line in lines if line.startswith("= "))
        told = {
            name: next((line.removeprefix(f"{name}: ") for line in lines if line.startswith(f"{name}: ")), "")
            for name in ("path", "because", "says so")
        }
        happened = [line for line in lines if not line.startswith(("= ", *(f"{name}:" for name in told)))]
        yield Case(title, happened, stands, *told.values())


CASES = list(_cases())


def _date(text: str) -> str:
    *day, month = text.split()
    return f"2024-{MONTHS.index(month) + 1:02}" + (f"-{int(day[0]):02}" if day else "")


class _World:
    """A chronology of one event, and of those that bear it out, made of the lines of a case."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.events: list[Event] = []

    def source(self, publisher: str, day: str) -> str:
        id_ = _id(publisher)
        self.sources.setdefault(id_, Source(id_, publisher, SourceKind.NEWS, date=parse_edtf(day)))
        return id_

    def event(self, id_: str, kind: str, doers: str, day: str) -> Event:
        names = tuple(map(_id, doers.split(" and ")))
        when = _date(day)
        source = self.source(PAPER if id_ == "e" else f"Paper of {id_}", when)
        found = Event(id_, parse_edtf(when), "E", "s", EventKind(kind), names, Status.ASSESSED, (source,), doers=names)
        self.events.append(found)
        return found

    def claim(self, by: str, stance: str, day: str, place: str = "Page", via: str = "") -> Claim:
        source = self.source(place, "2024-01-01")
        return Claim(_id(by), Stance(stance), "It is so.", parse_edtf(_date(day)), source, via=via)

    def read(self, line: str) -> None:
        if not self.events:
            match = re.fullmatch(r"(\w+) of (.+) on (.+)", line)
            assert match
            self.event("e", *match.groups())
        elif match := re.fullmatch(r"(\w+) of (.+?) on ([\w ]+?)(, .+,)? (bears it out|cites it)", line):
            self._lender(match)
        elif match := re.fullmatch(r"record on (.+)", line):
            record = self.source("Record", _date(match[1]))
            self.change(record=record, sources=(*self.events[0].sources, record))
        elif match := re.fullmatch(r"published by (.+) on (.+)", line):
            own = [one for one in self.events[0].sources if one != _id(PAPER)]
            self.change(sources=(*own, self.source(match[1], _date(match[2]))))
        elif match := re.fullmatch(r"(.+) is retracted on (.+)", line):
            id_ = _id(match[1])
            self.sources[id_] = self.sources[id_]._replace(retracted=date.fromisoformat(_date(match[2])))
        else:
            match = re.fullmatch(r"(\w+) (\w+) (?:on|in) (\d+ \w+|[A-Z]\w+)(?: in (\w+))?(?: via (.+))?", line)
            assert match, line
            by, stance, day, place, via = match.groups()
            self.change(claims=(*self.events[0].claims, self.claim(by, stance, day, place or "Page", via or "")))

    def _lender(self, match: re.Match[str]) -> None:
        kind, doers, day, more, does = match.groups()
        lender = self.event(f"lender-{len(self.events)}", kind, doers, day)
        speaker = re.search(r"by the mouth of (\w+)", more or "")
        by = "Tokyo" if "others" in (more or "") else speaker[1] if speaker else doers
        claims = [self.claim(by, "asserts", day)]
        if back := re.search(r"taken back on (\d+ \w+)", more or ""):
            claims.append(self.claim(doers, "withdraws", back[1]))
        if again := re.search(r"said again on (\d+ \w+)", more or ""):
            claims.append(self.claim(doers, "asserts", again[1]))
        rel = Rel.BEARS_OUT if does == "bears it out" else Rel.CITES
        self.events[-1] = lender._replace(claims=tuple(claims), links=(Link(rel, "e"),))

    def change(self, **fields: Any) -> None:
        self.events[0] = self.events[0]._replace(**fields)

    def chronology(self) -> Chronology:
        return Chronology(
            title="t", edition=date(2025, 1, 1), actors=ACTORS, sources=self.sources, events=tuple(self.events)
        )


def _world(case: Case) -> Chronology:
    world = _World()
    for line in case.lines:
        world.read(line)
    return with_statuses(world.chronology(), date(2025, 1, 1))


def _in_words(chronology: Chronology, found: Standing) -> str:
    """Return how an event stands as the cases write it."""
    text = f"{found.status}"
    if found.settled:
        text += f" by {found.settled}"
    if found.settled_by:
        text += f": {', '.join(ACTORS[one].name for one in found.settled_by)}"
    text += f"; {found.voices} voice{'' if found.voices == 1 else 's'}"
    if found.denied_by:
        assert found.denied_on
        day = wording(found.denied_on).removesuffix(" 2024")
        on = f"on {day}" if day[0].isdigit() else f"in {day}"
        text += f"; denied by {', '.join(ACTORS[one].name for one in found.denied_by)} {on}"
    for doer, since in silent_since(chronology, chronology.events[0]).items():
        text += f"; silent: {ACTORS[ACTORS[doer].part_of or doer].name} since {wording(since).removesuffix(' 2024')}"
    return text


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_case(case: Case) -> None:
    whole = _world(case)
    event = whole.events[0]
    found = standing_now(whole, event, date(2025, 1, 1))
    assert _in_words(whole, found) == case.stands
    assert (event.status, event.settled, event.settled_by, event.voices) == (*found[:3], found.voices)
    if case.path:
        by = " by " in case.path  # by whose word is told in some paths only
        steps = [
            f"{wording(step.when).removesuffix(' 2024')} {step.status}"
            + (f" by {step.standing.settled}" if by and step.standing.settled else "")
            for step in status_path(whole, event)
        ]
        assert ", ".join(steps) == case.path
    if case.because:
        assert ", ".join(_cause(whole, step) for step in status_path(whole, event)) == case.because
    if case.says_so:
        who = ", ".join(sorted(ACTORS[one].name for one in sayers(whole, event)))
        assert (who or "nobody") == case.says_so


def _cause(chronology: Chronology, step: Step) -> str:
    """Return what made a step: who spoke, whose texts say so, or what bears it out."""
    if step.claim is not None:
        return ACTORS[chronology.events[0].claims[step.claim].by].name
    if step.lent_by:
        lender = chronology.get(step.lent_by)
        assert lender
        return f"the {lender.kind} of {ACTORS[lender.doers[0]].name}"
    return " and ".join(chronology.sources[source].publisher for source in step.sources)


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_what_is_known_on_a_day_is_the_step_of_that_day_and_tells_of_no_later_one(case: Case) -> None:
    whole = _world(case)
    steps = status_path(whole, whole.events[0])
    for step in steps:
        known = as_known_on(whole, step.day)
        one = known.get("e")
        assert one
        assert (one.status, one.settled, one.settled_by) == step.standing[:3]
        assert [other.standing for other in status_path(known, one)] == [
            other.standing for other in steps if other.day <= step.day
        ]


def test_there_are_enough_cases_and_no_title_stands_twice() -> None:
    assert len(CASES) >= 80
    assert len({case.title for case in CASES}) == len(CASES)
