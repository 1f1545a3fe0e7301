"""The shipped chronology is itself tested: whole, consistent, and holding what it was founded on."""

import re
from collections import Counter
from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.model import EventKind, Stance, Status
from tests.conftest import Run
from tests.seed_statements import NOT_EVENTS, STATEMENTS

KEY = {
    "worker-deadline": "2019-12-22",
    "panel-veto": "2024-03-28",
    "defense-pact": "2024-06-19",
    "kursk-deployment": "2024-10/..",
    "pow-exchange-2025-06-10": "2025-06-10",
    "shoigu-visit-2025-06-04": "2025-06-04",
}
ISW, POST = "isw-2025-06-10", "wapo-2024-10"


def test_the_headline_events_have_their_ids_and_dates(published: Chronology) -> None:
    assert {event.id: str(event.date) for event in published.events if event.key} == KEY


def test_there_are_enough_events(published: Chronology) -> None:
    assert len(published.events) >= 170


@pytest.mark.usefixtures("published")
def test_strict_check_finds_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "2026-11-29")
    result = run("check", "--strict", "builtin", file=None)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("no problem in ")


def test_no_saying_is_confirmed_and_nothing_else_is_only_said(published: Chronology) -> None:
    assert {event.id for event in published.events if event.is_saying and event.status is Status.CONFIRMED} == set()
    assert {event.id for event in published.events if not event.is_saying and event.status is Status.SAID} == set()


def test_the_path_of_the_deployment(published: Chronology) -> None:
    from dprkru_timeline.status import status_path

    event = published.get("kursk-deployment")
    assert event
    assert [(step.day.isoformat(), step.status.value) for step in status_path(published, event)] == [
        ("2024-10-08", "assessed"),
        ("2024-10-10", "disputed"),
        ("2025-04-26", "confirmed"),
        ("2025-04-27", "confirmed"),
    ]


def test_two_publishers_for_every_event_that_no_record_carries(published: Chronology) -> None:
    for event in published.events:
        publishers = {published.sources[source].origin for source in event.sources}
        assert len(publishers) > 1 or event.record, event.id


def test_every_source_and_vocabulary_entry_is_used(published: Chronology) -> None:
    used = {source for event in published.events for source in event.sources}
    used |= {claim.source for event in published.events for claim in event.claims}
    assert set(published.sources) == used
    actors = {actor for event in published.events for actor in (*event.actors, *(claim.by for claim in event.claims))}
    wholes = {whole for actor in published.actors.values() for whole in (actor.part_of, *actor.members)}
    assert set(published.actors) == actors | wholes - {""}
    assert set(published.themes) == {theme for event in published.events for theme in event.themes}
    places = {place for event in published.events for place in (*event.places, *event.about_places)}
    assert set(published.places) == places | {place.part_of for place in published.places.values()} - {""}


def test_addresses_are_unique(published: Chronology) -> None:
    counts = Counter(source.url or source.archive for source in published.sources.values())
    assert [url for url, number in counts.items() if number > 1] == []


def test_titles_are_short_and_summaries_plain(published: Chronology) -> None:
    for event in published.events:
        assert len(event.title) <= 80, event.id
        assert not event.title.endswith(".")
        assert len(event.summary) <= 600, event.id


def test_no_claim_is_made_before_its_event(published: Chronology) -> None:
    for event in published.events:
        if event.kind is EventKind.DEADLINE or not event.date.earliest:
            continue
        for claim in event.claims:
            if claim.stance in (Stance.ASSERTS, Stance.CONFIRMS) and claim.date.latest:
                assert (event.date.earliest - claim.date.latest).days <= 1, (event.id, claim.by, str(claim.date))


def test_what_is_contested_says_by_whom(published: Chronology) -> None:
    for event in published.events:
        if event.status is Status.DISPUTED:
            assert {Stance.DENIES} <= {claim.stance for claim in event.claims}
        if event.status in (Status.CLAIMED, Status.DISPUTED, Status.ASSESSED):
            assert event.claims, event.id


def test_no_entry_knows_a_day_later_than_its_sources(published: Chronology) -> None:
    """What is told of a later day would be told as of an earlier one too; and no source says it."""
    month = dict(zip(MONTHS, range(1, 13), strict=True))
    for event in published.events:
        dates = [published.sources[source].date for source in event.all_sources]
        last = max(one.latest for one in dates if one and one.latest)
        for text in (event.title, event.summary, event.date_basis):
            for day, name, year in re.findall(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})", text):
                assert date(int(year), month[name], int(day)) <= last, event.id


@pytest.mark.usefixtures("published")
def test_the_file_is_in_order() -> None:
    import tomli

    from dprkru_timeline.store.find import builtin_path

    written = [event["id"] for event in tomli.loads(builtin_path().read_text(encoding="utf-8"))["events"]]
    from dprkru_timeline import load

    assert written == [event.id for event in load("builtin").events]


def test_main_actors_have_names_in_three_scripts(published: Chronology) -> None:
    for actor in ("dprk", "russia", "kim-jong-un", "putin", "shoigu", "south-korea", "un-security-council"):
        names = " ".join(published.actors[actor].aliases)
        assert re.search("[가-힣]", names), actor
        assert re.search("[А-я]", names), actor


def test_all_rows_of_the_founding_documents_are_covered() -> None:
    assert sorted([*STATEMENTS, *NOT_EVENTS]) == list(range(1, 55))


@pytest.mark.parametrize("row", STATEMENTS)
def test_a_founding_statement_is_held_with_its_founding_document(published: Chronology, row: int) -> None:
    event_id, date, document, in_claims = STATEMENTS[row]
    event = published.get(event_id)
    assert event, event_id
    assert str(event.date) == date
    cited = {*event.sources, *(claim.source for claim in event.claims)}
    assert document in cited, (row, event_id)
    if in_claims:
        said = " ".join(f"{claim.via} {claim.says}" for claim in event.claims) + event.summary
        assert in_claims in said, (row, event_id)
