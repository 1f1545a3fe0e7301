"""The table of the status rules, row by row, on small chronologies made in memory."""

from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.model import Actor, ActorKind, Claim, Event, EventKind, Source, SourceKind, Stance, Status
from dprkru_timeline.status import known_status, status_on, status_path

ACTORS = {
    name: Actor(id=name, name=name, kind=ActorKind.STATE, part_of=part_of)
    for name, part_of in (("russia", ""), ("kremlin", "russia"), ("seoul", ""), ("nis", "seoul"), ("kyiv", ""))
}
SOURCES = {
    name: Source(id=name, publisher=publisher, kind=SourceKind.NEWS, date=parse_edtf(day) if day else None)
    for name, publisher, day in (
        ("a", "A", "2024-10-01"),
        ("a2", "A via B", "2024-10-02"),
        ("c", "C", "2024-10-03"),
        ("undated", "D", ""),
    )
}


def claim(by: str, stance: str, day: str) -> Claim:
    return Claim(by=by, stance=Stance(stance), says="x", date=parse_edtf(day), source="a")


def event(
    *claims: Claim,
    sources: tuple[str, ...] = ("a",),
    doers: tuple[str, ...] = ("russia",),
    record: str = "",
    kind: str = "event",
) -> Event:
    return Event(
        id="e",
        date=parse_edtf("2024-10-01"),
        title="E",
        summary="s",
        kind=EventKind(kind),
        actors=("russia",),
        doers=doers,
        status=Status.CONFIRMED,
        sources=sources,
        record=record,
        claims=claims,
    )


def chronology(one: Event) -> Chronology:
    return Chronology(title="t", edition=date(2025, 1, 1), actors=ACTORS, sources=SOURCES, events=(one,))


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (event(record="a"), "confirmed"),
        (event(claim("russia", "confirms", "2024-10-05")), "confirmed"),
        (event(claim("kremlin", "confirms", "2024-10-05")), "confirmed"),
        (event(claim("kremlin", "denies", "2024-10-05"), claim("nis", "asserts", "2024-10-06")), "disputed"),
        (event(claim("kremlin", "denies", "2024-10-05"), claim("seoul", "assesses", "2024-10-06")), "disputed"),
        (event(claim("kremlin", "denies", "2024-10-05"), claim("russia", "confirms", "2024-10-09")), "confirmed"),
        (
            event(
                claim("russia", "confirms", "2024-10-05"),
                claim("kremlin", "denies", "2024-10-05"),
                claim("nis", "asserts", "2024-10-05"),
            ),
            "disputed",
        ),
        (event(claim("kremlin", "declines", "2024-10-05"), claim("nis", "asserts", "2024-10-06")), "claimed"),
        (event(claim("nis", "asserts", "2024-10-05"), claim("seoul", "confirms", "2024-10-06")), "claimed"),
        (event(claim("nis", "asserts", "2024-10-05"), claim("kyiv", "asserts", "2024-10-06")), "reported"),
        (event(claim("nis", "assesses", "2024-10-05")), "assessed"),
        (event(claim("kyiv", "denies", "2024-10-05"), claim("nis", "asserts", "2024-10-05")), "claimed"),
        (event(sources=("a",)), "claimed"),
        (event(sources=("a", "a2")), "claimed"),
        (event(sources=("a", "c")), "reported"),
        (event(sources=("a", "undated")), "reported"),
    ],
)
def test_the_first_rule_that_fits_holds(one: Event, status: str) -> None:
    assert status_on(chronology(one), one) == status


def test_what_is_undated_does_not_count_on_a_day() -> None:
    one = event(sources=("a", "undated"))
    assert status_on(chronology(one), one, date(2024, 12, 1)) == "claimed"


def test_a_month_counts_from_its_last_day() -> None:
    one = event(claim("nis", "asserts", "2024-09"), claim("kyiv", "asserts", "2024-11"))
    assert status_on(chronology(one), one, date(2024, 11, 29)) == "claimed"
    assert status_on(chronology(one), one, date(2024, 11, 30)) == "reported"


def test_a_deadline_is_scheduled_before_its_day() -> None:
    one = event(record="a", kind="deadline")
    assert status_on(chronology(one), one, date(2024, 9, 30)) == "scheduled"
    assert status_on(chronology(one), one, date(2024, 10, 1)) == "confirmed"


def test_the_path_names_the_claim_of_each_turn() -> None:
    one = event(
        claim("seoul", "assesses", "2024-10-08"),
        claim("kremlin", "denies", "2024-10-10"),
        claim("nis", "asserts", "2024-10-18"),
        claim("kremlin", "declines", "2024-10-24"),
        claim("russia", "confirms", "2025-04-26"),
    )
    assert path(one) == [
        ("2024-10-01", "claimed", None),  # as long as nobody has made a claim, a source that says so counts
        ("2024-10-08", "assessed", 0),
        ("2024-10-10", "disputed", 1),
        ("2025-04-26", "confirmed", 4),
    ]
    assert [step.sources for step in status_path(chronology(one), one)] == [("a",), (), (), ()]


def test_the_record_gives_a_step_without_a_claim() -> None:
    one = event(claim("nis", "asserts", "2024-10-01"), record="a")
    assert [step[1:] for step in status_path(chronology(one), one)] == [(Status.CONFIRMED, None, ("a",))]


def path(one: Event) -> list[tuple[str, str, int | None]]:
    return [(str(step.day), step.status.value, step.claim) for step in status_path(chronology(one), one)]


def test_a_path_without_a_claim_that_holds_is_the_sources() -> None:
    one = event(claim("kyiv", "declines", "2023-01-01"), sources=("a", "c"), doers=())
    assert path(one) == [("2024-10-01", "claimed", None), ("2024-10-03", "reported", None)]
    assert status_on(chronology(one), one) is Status.REPORTED


def test_a_step_names_the_claim_that_made_it() -> None:
    twice = event(
        claim("nis", "asserts", "2024-10-02"),
        claim("nis", "asserts", "2024-10-05"),
        claim("kyiv", "asserts", "2024-10-05"),
        doers=(),
    )
    assert path(twice) == [("2024-10-01", "claimed", None), ("2024-10-05", "reported", 2)]
    denied_first = event(claim("kremlin", "denies", "2024-10-02"), claim("kyiv", "asserts", "2024-10-05"))
    assert path(denied_first)[-1] == ("2024-10-05", "disputed", 1)


def test_a_deadline_is_turned_by_what_was_said_before_it() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"), kind="deadline")
    assert path(one) == [("2024-01-01", "scheduled", None), ("2024-10-01", "confirmed", 0)]


def test_what_is_announced_is_scheduled_until_its_day() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"), sources=("c",))
    assert path(one) == [("2024-01-01", "scheduled", None), ("2024-10-01", "confirmed", 0)]
    assert known_status(chronology(one), one, date(2024, 9, 30)) is Status.SCHEDULED


def test_a_word_on_the_eve_may_be_of_the_day_elsewhere() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"), claim("nis", "asserts", "2024-09-30"), sources=("c",))
    assert path(one) == [("2024-01-01", "scheduled", None), ("2024-09-30", "confirmed", 0)]


def test_a_deadline_that_is_only_denied_is_not_known() -> None:
    one = event(claim("kyiv", "denies", "2024-01-01"), sources=("c",), kind="deadline")
    assert path(one) == [("2024-10-03", "claimed", None)]
    assert known_status(chronology(one), one, date(2024, 5, 1)) is None
