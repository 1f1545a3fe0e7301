"""The shipped chronology is itself tested: whole, consistent, and holding what it was founded on."""

import re
from collections import Counter
from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.model import Actor, ActorKind, EventKind, Stance, Status
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


def test_there_are_enough_events_and_numbers(published: Chronology) -> None:
    assert len(published.events) >= 330
    amounts = [figure.measure for event in published.events for claim in event.claims for figure in claim.amounts]
    assert len(amounts) >= 250
    assert len(set(amounts)) >= 30


@pytest.mark.usefixtures("published")
def test_strict_check_finds_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "2026-11-30")
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


# What the second edition promises of the record.

HANGUL, CYRILLIC = ("\uac00", "\ud7a3"), ("\u0400", "\u04ff")
# Who holds no office of a state speaks for themselves.
PRIVATE = ("cho-han-bum", "jang-se-yul", "lankov", "mkrtychev", "historians", "guseinova", "yu-yong-weon")


def _has_script(actor: Actor, script: tuple[str, str]) -> bool:
    return any(script[0] <= char <= script[1] for name in actor.aliases for char in name)


def test_whoever_belongs_to_a_state_has_a_name_in_its_script(published: Chronology) -> None:
    scripts = {"dprk": HANGUL, "south-korea": HANGUL, "russia": CYRILLIC, "ukraine": CYRILLIC, "ussr": CYRILLIC}
    nameless = [
        actor.id
        for actor in published.actors.values()
        if actor.kind is not ActorKind.VESSEL
        and (script := scripts.get(published.party(actor.id)))
        and not _has_script(actor, script)
    ]
    assert nameless == []


def test_no_private_person_counts_as_a_state(published: Chronology) -> None:
    assert {one: published.party(one) for one in PRIVATE} == {one: one for one in PRIVATE}


def test_every_event_has_a_form_and_every_number_its_place(published: Chronology) -> None:
    assert [event.id for event in published.events if not event.form] == []
    claims = [(event.id, claim) for event in published.events for claim in event.claims]
    assert [id_ for id_, claim in claims if claim.amounts and not claim.locator] == []


def test_three_sources_of_four_have_a_title_and_nine_of_ten_were_seen(published: Chronology) -> None:
    sources = list(published.sources.values())
    assert sum(not source.title for source in sources) * 4 <= len(sources)
    assert sum(not source.seen for source in sources) * 10 <= len(sources)
    assert [source.id for source in sources if bool(source.seen) is not bool(source.accessed)] == []


def test_every_source_of_a_claim_is_the_event_s(published: Chronology) -> None:
    assert [event.id for event in published.events if set(event.all_sources) - set(event.sources)] == []


def test_only_doers_confirm(published: Chronology) -> None:
    for event in published.events:
        doers = {whole for doer in event.doers for whole in published.wholes("actor", doer)}
        for claim in event.claims:
            if claim.stance is Stance.CONFIRMS:
                assert doers.intersection(published.wholes("actor", claim.by)), (event.id, claim.by)


def test_listings_are_told_alike(published: Chronology) -> None:
    for event in published.events:
        if event.form == "listing":
            assert re.search(r" sanctions? .+", event.title), event.title
            assert not re.search(r"\bit (?:says|calls)\b|\bfor \w+ing\b", event.title), event.title
