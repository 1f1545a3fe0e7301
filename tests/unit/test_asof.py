"""What could be known on a day: nothing later may shine through, anywhere."""

import json
import re
from collections import namedtuple
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dprkru_timeline.asof import as_known_on
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.formats import FORMATS
from dprkru_timeline.model import (
    Actor,
    ActorKind,
    Claim,
    Correction,
    Event,
    EventKind,
    Finding,
    KnownAs,
    Link,
    Office,
    Place,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
    Theme,
)
from dprkru_timeline.status import status_path, with_statuses
from tests.conftest import Run

DAYS = [
    date(2017, 12, 25),
    date(2020, 1, 31),
    date(2024, 6, 20),
    date(2024, 10, 12),
    date(2024, 11, 1),
    date(2025, 6, 11),
]

ON = [date(2016, 1, 1) + timedelta(days=97 * step + step % 7) for step in range(42)]


def _later_texts(chronology: Chronology, day: date) -> set[str]:
    """Return every text of the file that can't have been known on the day, long enough to be told apart."""
    texts = set()
    for source in chronology.sources.values():
        if source.date is None or source.date.latest is None or source.date.latest > day:
            texts |= {source.title, source.url}
    for event in chronology.events:
        sources = [chronology.sources[source].date for source in event.sources]
        if any(when is None or when.latest is None or when.latest > day for when in sources):
            texts |= {event.summary, event.date_basis}
        texts |= {claim.says for claim in event.claims if claim.date.latest is None or claim.date.latest > day}
    known = {
        source.title
        for source in chronology.sources.values()
        if source.date and source.date.latest and source.date.latest <= day
    }
    known |= {
        source.url
        for source in chronology.sources.values()
        if source.date and source.date.latest and source.date.latest <= day
    }
    known |= {
        claim.says
        for event in chronology.events
        for claim in event.claims
        if claim.date.latest and claim.date.latest <= day
    }
    return {text for text in texts if len(text) > 25} - known


VIEWS = [
    ("show", "--full", "--width", "0"),
    ("show", "--view", "oneline"),
    ("show", "--json"),
    ("stats", "--width", "0"),
    ("stats", "--json"),
    ("list", "sources"),
    ("list", "actors", "--json"),
    ("on", "19 June", "--width", "0"),
    ("on", "--json"),
    ("around", "2024-06-19", "--within", "9y", "--width", "0"),
    ("around", "2024-06-19", "--within", "9y", "--json"),
    *(("export", "-f", one.name) for one in FORMATS if one.library not in ("xlsxwriter", "docx", "pyarrow")),
    ("export", "-f", "md", "--style", "table"),
    ("chart", "--json"),
    ("chart", "--view", "lanes", "--json"),
    *(("brief", "-f", name, "--width", "0") for name in ("text", "md", "html")),
]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_no_view_shows_a_later_text(run: Run, edition_1: Chronology, view: tuple[str, ...], day: date) -> None:
    result = run(*view, "--as-of", str(day), file=None)
    assert result.code == 0
    shown = " ".join(result.out.split())
    leaked = [text for text in _later_texts(edition_1, day) if " ".join(text.split()) in shown]
    assert leaked == []


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_info_and_no_citation_shows_a_later_text(run: Run, edition_1: Chronology, day: date) -> None:
    ids = run("show", "--view", "oneline", "--as-of", str(day), file=None).out
    later = _later_texts(edition_1, day)
    for arguments in (
        ("info", "-", "--width", "0"),
        ("info", "-", "--json"),
        ("cite", "-"),
        ("cite", "-", "-s", "ris"),
    ):
        result = run(*arguments, "--as-of", str(day), file=None, stdin=ids.encode())
        assert result.code == 0
        shown = " ".join(result.out.split())
        assert [text for text in later if " ".join(text.split()) in shown] == []


def test_the_test_can_fail(run: Run, edition_1: Chronology) -> None:
    shown = " ".join(run("show", "--full", "--width", "0", file=None).out.split())
    assert len([text for text in _later_texts(edition_1, DAYS[0]) if " ".join(text.split()) in shown]) > 100


def test_nothing_lies_ahead_but_what_is_set_or_said(edition_1: Chronology) -> None:
    day = date(2017, 1, 1)
    while day < date(2026, 6, 1):
        known = as_known_on(edition_1, day)
        for event in known.events:
            if event.date.earliest and event.date.earliest > day:
                assert event.status in (Status.SCHEDULED, Status.ASSESSED, Status.DISPUTED)
            assert event.claims or event.sources
            assert all(link.to in {one.id for one in known.events} for link in event.links)
        day += timedelta(days=97)


def test_on_the_day_of_the_edition_all_is_known_as_it_is(edition_1: Chronology) -> None:
    known = as_known_on(edition_1, edition_1.edition)
    assert [(event.id, event.status, event.summary) for event in known.events] == [
        (event.id, event.status, event.summary) for event in edition_1.events
    ]


def test_a_deadline_ahead_is_scheduled_and_then_due(run: Run, mini: Chronology) -> None:
    assert [str(as_known_on(mini, day).get("deadline").status) for day in (date(2018, 1, 1), date(2019, 12, 21))] == [  # type: ignore[union-attr]
        "scheduled",
        "scheduled",
    ]
    assert as_known_on(mini, date(2019, 12, 22)).get("deadline").status is Status.CONFIRMED  # type: ignore[union-attr]
    assert as_known_on(mini, date(2017, 12, 21)).get("deadline") is None
    assert "(scheduled)" in run("show", "deadline", "--as-of", "2018").out


def test_what_has_no_date_never_counts(mini: Chronology) -> None:
    known = as_known_on(mini, date(2026, 1, 1))
    assert known.get("armistice") is None  # its only source has no date
    deadline = known.get("deadline")
    assert deadline
    assert "book" not in deadline.sources
    assert deadline.summary == ""


def test_a_claim_whose_source_is_later_keeps_its_words_and_loses_the_source(run: Run, edition_1: Chronology) -> None:
    event = as_known_on(edition_1, date(2024, 10, 24)).get("kursk-deployment")
    assert event
    putin = next(claim for claim in event.claims if claim.by == "putin")
    assert putin.source == ""
    out = run("info", "kursk-deployment", "--as-of", "2024-10-24", file=None).out
    assert "[its source is dated later]" in " ".join(out.split())
    claims = json.loads(run("info", "kursk-deployment", "--as-of", "2024-10-24", "--json", file=None).out)["events"][0][
        "claims"
    ]
    assert "source" not in next(claim for claim in claims if claim["by"] == "putin")


@pytest.mark.parametrize("day", ["2024-10-12", "2024-10-20", "2024-11-01", "2025-05-01"])
def test_kursk_as_an_honest_desk_officer_would_have_written(run: Run, golden: object, day: str) -> None:
    assert callable(golden)
    result = run("info", "kursk-deployment", "--as-of", day, file=None)
    assert (result.code, result.err) == (0, "")
    golden(f"kursk-{day}.txt", result.out)


def test_an_event_that_was_not_known_is_named_with_its_first_word(run: Run) -> None:
    result = run("info", "kursk-deployment", "--as-of", "2024-10-07", file=None)
    assert (result.code, result.out) == (2, "")
    assert "nothing cited here speaks of kursk-deployment by 7 October 2024" in result.err
    assert "the first word of it is dated 8 October 2024" in result.err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2027", "lies ahead"),
        ("nonsense", "--as-of: "),
        ("2024/..", "no last day"),
        ("03/04/2024", "can be read"),
        ("", "is empty"),
    ],
)
def test_days_that_nothing_can_be_known_of(run: Run, typed: str, said: str) -> None:
    for command in (("show",), ("info", "deployment"), ("stats",)):
        result = run(*command, "--as-of", typed)
        assert (result.code, result.out) == (2, ""), command
        assert said in result.err


def test_the_header_says_as_of_which_day(run: Run) -> None:
    said = "As known on 31 October 2024, from the sources cited here"
    for command in ("show", "stats", "on", "info deployment", "gap resolution deadline", "export -f md"):
        assert said.lower() in " ".join(run(*command.split(), "--as-of", "2024-10").out.split()).lower(), command
    document = json.loads(run("show", "--as-of", "2024-10", "--json").out)
    assert (document["as_of"], document["query"]) == ("2024-10-31", "as-of:2024-10-31")


def test_an_answer_that_only_later_knowledge_gives_says_so(run: Run) -> None:
    result = run("show", "kursk", "as-of:2024-10-01", file=None)
    assert "0 of " in result.out
    assert "without as-of:2024-10-01, " in result.err


def test_nothing_undated_comes_along(edition_1: Chronology) -> None:
    known = as_known_on(edition_1, date(2024, 10, 12))
    assert known.description == ""
    assert not any(actor.role for actor in known.actors.values())
    assert not any(theme.description for theme in known.themes.values())
    assert "gerasimov" not in known.actors
    assert "russia" in known.actors


def told_days(chronology: Chronology) -> list[date]:
    """Return every day on which anything was said or published, or an event begins, and the days around it."""
    days = {event.date.earliest for event in chronology.events}
    days |= {source.date.latest for source in chronology.sources.values() if source.date}
    days |= {claim.date.latest for event in chronology.events for claim in event.claims}
    near = {day + timedelta(days=by) for day in days if day for by in (-1, 0, 1) if date.min < day < date.max}
    return sorted(near)


def assert_one_history(chronology: Chronology, days: Iterable[date]) -> None:
    """See that the steps of every event say of each day what is known on it, and of a day the steps up to it."""
    paths = {event.id: status_path(chronology, event) for event in chronology.events}
    for day in days:
        known = as_known_on(chronology, day)
        steps = {id_: [step for step in path if step.day <= day] for id_, path in paths.items()}
        assert {id_: own[-1].status for id_, own in steps.items() if own} == {
            event.id: event.status for event in known.events
        }, day
        for event in known.events:
            told = status_path(known, event)
            assert [step[:2] for step in told] == [step[:2] for step in steps[event.id]], (event.id, day)
            full = chronology.get(event.id)
            assert full
            for then, now in zip(told, steps[event.id], strict=True):
                assert then.sources == now.sources
                assert set(then.sources) <= set(known.sources)
                if now.claim is not None:
                    assert then.claim is not None
                    said, says = event.claims[then.claim], full.claims[now.claim]
                    assert (said.by, said.says, said.date) == (says.by, says.says, says.date)


@pytest.mark.thorough
def test_there_is_one_history_of_every_event(edition_1: Chronology, mini: Chronology) -> None:
    assert_one_history(mini, told_days(mini))
    assert_one_history(edition_1, told_days(edition_1)[::5])


@pytest.mark.thorough
def test_there_is_one_history_of_the_chronology_that_ships(published: Chronology) -> None:
    assert_one_history(published, told_days(published)[::25])


_days = st.integers(0, 40).map(lambda number: str(date(2024, 9, 20) + timedelta(days=number)))
_whens = _days | st.sampled_from(
    ["2024-09", "2024-10", "2024", "2024-10-01/..", "../2024-10-05", "[2024-10-01,2024-10-09]"]
)
_sources = st.lists(st.none() | _whens, min_size=3, max_size=3)
_claims = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(list(Stance)), _whens, st.sampled_from("xyz")), max_size=6
)
_events = st.tuples(
    st.sampled_from(["2024-10-01", "2024-10", "2024-10-05/..", "../2024-10-03", "2024-09-28/2024-10-03"]),
    st.sampled_from(list(EventKind)),
    st.sets(st.sampled_from("abcd")),
    st.sets(st.sampled_from("xyz"), min_size=1),
    st.booleans(),
    _claims,
)


@pytest.mark.thorough
@settings(max_examples=300)
@given(_sources, st.lists(_events, min_size=1, max_size=4))
def test_there_is_one_history_of_any_event(dates: list[str | None], rows: list[Any]) -> None:
    actors = {
        one: Actor(id=one, name=one, kind=ActorKind.STATE, part_of=part_of)
        for one, part_of in (("a", ""), ("b", "a"), ("c", "b"), ("d", ""))
    }
    sources = {
        one: Source(id=one, publisher=one, kind=SourceKind.NEWS, date=parse_edtf(when) if when else None)
        for one, when in zip("xyz", dates, strict=True)
    }
    events = tuple(
        Event(
            id=f"e{number}",
            date=parse_edtf(when),
            title="E",
            summary="s",
            kind=kind,
            actors=tuple("abcd"),
            status=Status.REPORTED,
            sources=tuple(sorted(cited)),
            doers=tuple(sorted(doers)),
            record=min(cited) if has_record else "",
            claims=tuple(
                Claim(by, stance, f"{place}", parse_edtf(day), source)
                for place, (by, stance, day, source) in enumerate(claims)
            ),
        )
        for number, (when, kind, doers, cited, has_record, claims) in enumerate(rows)
    )
    whole = Chronology(title="t", edition=date(2025, 1, 1), actors=actors, sources=sources, events=events)
    assert_one_history(whole, told_days(whole))


def test_info_and_as_of_and_the_page_tell_one_history_of_the_pact(run: Run) -> None:
    whole = run("info", "defense-pact", file=None).out.partition("Status over time")[2]
    assert "19 June 2024  claimed: AFP says so [" in whole
    assert "20 June 2024  reported: KCNA and Meduza say so [" in whole
    then = run("info", "defense-pact", "--as-of", "2024-06-19", file=None).out
    assert "19 June 2024  claimed: AFP says so [" in then.partition("Status over time")[2]
    assert "confirmed" not in then.partition("Linked events")[0]
    page = run("export", "-f", "html", "id:defense-pact", file=None).out
    assert 'data-path="2024-06-19=claimed 2024-06-20=reported ' in page


def test_what_a_file_comes_to_hold_is_left_out_until_it_is_let_in(
    mini: Chronology, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event and a claim with a new field, made as the model's own are: what stands in it may be of any later day."""

    def grown(kind: type[Any]) -> type[Any]:
        names = [*kind._fields, "rumour"]
        return namedtuple(kind.__name__, names, defaults=[*kind._field_defaults.values(), ""])  # noqa: PYI024

    for kind in (Event, Claim, Link, Actor, Place, Source, Theme):
        monkeypatch.setattr(f"dprkru_timeline.asof.{kind.__name__}", grown(kind))
    day = date(2024, 12, 1)
    later = grown(Event)
    held = mini.get("deployment")
    assert held
    claims = tuple(grown(Claim)(*claim, rumour="said in 2030") for claim in held.claims)

    class Held(later):  # type: ignore[valid-type, misc]
        is_saying, all_sources = Event.is_saying, Event.all_sources

    monkeypatch.setattr("dprkru_timeline.asof.Event", Held)
    event = Held(*held._replace(claims=claims), rumour="known in 2030")
    actors = {id_: grown(Actor)(*one, rumour="of 2030") for id_, one in mini.actors.items()}
    sources = {id_: grown(Source)(*one, rumour="of 2030") for id_, one in mini.sources.items()}
    for source in sources.values():
        type(source).origin = Source.origin
    (known,) = as_known_on(mini.replaced(events=(event,), actors=actors), day).events
    assert (known.rumour, {claim.rumour for claim in known.claims}) == ("", {""})  # type: ignore[attr-defined]
    assert {one.rumour for one in as_known_on(mini.replaced(sources=sources), day).sources.values()} == {""}  # type: ignore[attr-defined]
    assert {one.rumour for one in as_known_on(mini.replaced(actors=actors), day).actors.values()} == {""}  # type: ignore[attr-defined]


def test_only_a_denial_or_silence_makes_nothing_known(mini: Chronology) -> None:
    event = mini.get("deployment")
    assert event
    late = event._replace(
        sources=("paper-later",), claims=tuple(one for one in event.claims if one.stance in ("denies", "declines"))
    )
    assert as_known_on(mini.replaced(events=(late,)), date(2024, 12, 1)).events == ()


def test_what_is_announced_is_scheduled_until_its_day(mini: Chronology) -> None:
    event = mini.get("deployment")
    assert event
    claims = (event.claims[-1]._replace(date=parse_edtf("2025-01-10"), source="agency"),)
    visit = event._replace(date=parse_edtf("2025-03-01"), claims=claims, sources=("agency", "paper-later"))
    chronology = mini.replaced(events=(visit,))
    status = {
        day: [one.status for one in as_known_on(chronology, date.fromisoformat(day)).events]
        for day in ("2025-01-09", "2025-01-10", "2025-02-20", "2025-02-28", "2025-03-01")
    }
    assert status == {
        "2025-01-09": [],
        "2025-01-10": [Status.SCHEDULED],
        "2025-02-20": [Status.SCHEDULED],
        "2025-02-28": [Status.SCHEDULED],  # nobody has spoken since: no hour of the day itself is meant
        "2025-03-01": [Status.CONFIRMED],
    }


def test_only_what_the_events_use_is_there(edition_1: Chronology) -> None:
    known = as_known_on(edition_1, date(2024, 10, 20))
    assert "kazan" not in known.places
    used = {place for event in known.events for place in event.places}
    parents = {known.places[place].part_of for place in known.places} - {""}
    assert used <= set(known.places) <= used | parents
    assert set(known.themes) == {theme for event in known.events for theme in event.themes}


def everything() -> Chronology:
    """Two events of October 2024 with something in every field, the sources of which are out by the 20th."""
    sources = {
        one: Source(id=one, publisher=one.upper(), kind=SourceKind.NEWS, date=parse_edtf(when))
        for one, when in (("old", "2023-05-01"), ("first", "2024-10-05"), ("record", "2024-10-10"))
    }
    sources["first"] = sources["first"]._replace(
        language="ko", accessed=date(2024, 10, 7), archive="https://archive.example.org/first"
    )
    sources["record"] = sources["record"]._replace(symbol="S/1", retracted=date(2024, 10, 20), seen="excerpt")
    sources |= {"later": sources["record"]._replace(id="later", date=parse_edtf("2024-10-20"), retracted=None)}
    first = Event(
        id="first",
        date=parse_edtf("2024-10-05"),
        title="First",
        summary="What happened.",
        kind=EventKind.EVENT,
        actors=("navy",),
        status=Status.CONFIRMED,
        sources=("first", "record"),
        date_basis="The day that FIRST names.",
        key=True,
        doers=("navy",),
        themes=("ships",),
        places=("pier",),
        record="record",
        verified=date(2024, 10, 15),
        claims=(
            Claim(
                "speaker",
                Stance.CONFIRMS,
                "It happened.",
                parse_edtf("2024-10-06"),
                "later",
                "p. 4",
                via="Agency",
                basis="imagery",
            ),
        ),
        links=(Link(Rel.FOLLOWS, "second"),),
        about_places=("shore",),
        form="visit",
        corrections=(Correction(date(2024, 10, 18), "It said.", "A slip."),),
    )
    second = first._replace(
        id="second", date=parse_edtf("2024-10-09"), status=Status.CLAIMED, links=(), record="", verified=None
    )
    whole = Chronology(
        title="T",
        edition=date(2025, 1, 1),
        sourced_until=date(2024, 12, 24),
        description="Of no day.",
        license="CC-BY-4.0",
        joined=(("Further", date(2024, 12, 1), None),),
        actors={
            "navy": Actor(
                "navy",
                "Navy",
                ActorKind.FORCE,
                aliases=("the fleet",),
                part_of="state",
                role="At sea.",
                members=("speaker",),
                offices=(Office("Guard", parse_edtf("2020"), parse_edtf("2024-10-19")),),
                same_as="Q1",
                imo="9074729",
                ofac="7",
            ),
            "state": Actor("state", "State", ActorKind.STATE),
            "speaker": Actor("speaker", "Speaker", ActorKind.PERSON, part_of="other"),
            "other": Actor("other", "Other", ActorKind.STATE),
            "nobody": Actor("nobody", "Nobody", ActorKind.STATE),
        },
        themes={
            "ships": Theme(
                "ships", "Ships", "What floats.", aliases=("boats",), finding=Finding("They sail.", date(2024, 10, 17))
            )
        },
        places={
            "pier": Place("pier", "Pier", aliases=("Quay",), part_of="port", coordinates=(42.0, 130.0)),
            "port": Place("port", "Port"),
            "shore": Place("shore", "Shore", part_of="coast", same_as="Q2"),
            "coast": Place("coast", "Coast"),
            "nowhere": Place("nowhere", "Nowhere"),
        },
        sources=sources,
        events=(first, second),
    )
    return with_statuses(whole, date(2025, 1, 1))


def test_when_all_is_out_all_is_there_but_what_nobody_dated_or_uses() -> None:
    whole = everything()
    known = as_known_on(whole, date(2024, 10, 20))
    assert known.events == whole.events
    assert (known.title, known.edition, known.license) == (whole.title, whole.edition, whole.license)
    assert known.sourced_until == date(2024, 10, 20)  # nobody had searched past that day
    assert [until for _, _, until in known.joined] == [
        min(until, date(2024, 10, 20)) if until else None for _, _, until in whole.joined
    ]
    assert known.actors == {
        id_: actor._replace(role="") for id_, actor in whole.actors.items() if id_ != "nobody"
    }  # with each, all that it is part of
    assert known.themes == {"ships": whole.themes["ships"]._replace(description="")}
    assert known.places == {id_: whole.places[id_] for id_ in ("pier", "port", "shore", "coast")}
    assert known.sources == {id_: source for id_, source in whole.sources.items() if id_ != "old"}


def test_on_the_eve_of_the_record_nothing_that_may_rest_on_it_is_there() -> None:
    (first, second) = as_known_on(everything(), date(2024, 10, 9)).events
    assert (first.summary, first.date_basis, first.record, first.sources) == ("", "", "", ("first",))
    assert (first.title, first.date, first.key, first.links) == (
        "First",
        parse_edtf("2024-10-05"),
        True,
        (Link(Rel.FOLLOWS, "second"),),
    )
    assert second.sources == ("first",)


def test_what_came_with_schema_2_leaks_no_later_word() -> None:
    whole = everything()
    then = as_known_on(whole, date(2024, 10, 16))
    first = then.events[0]
    assert (first.about_places, first.form, first.corrections) == (("shore",), "visit", ())
    (claim,) = first.claims
    assert (claim.via, claim.basis, claim.locator) == ("Agency", "", "")  # what it goes by stands in a later source
    assert then.actors["navy"].offices == (Office("Guard", parse_edtf("2020")),)  # that it ended is not known
    assert then.themes["ships"].finding is None
    assert then.sources["record"].retracted is None
    assert (then.sources["record"].symbol, then.sources["record"].seen) == ("S/1", "excerpt")
    assert (first.settled, then.sourced_until) == ("record", date(2024, 10, 16))
    assert as_known_on(whole, date(2024, 10, 17)).themes["ships"].finding == Finding("They sail.", date(2024, 10, 17))
    day_after = as_known_on(whole, date(2024, 10, 18))
    assert [one.was for one in day_after.events[0].corrections] == ["It said."]
    to_come = Office("Admiral", parse_edtf("2024-10-17"))
    navy = whole.actors["navy"]._replace(offices=(to_come,))
    whole = whole.replaced(actors={**whole.actors, "navy": navy})
    assert as_known_on(whole, date(2024, 10, 16)).actors["navy"].offices == ()
    assert as_known_on(whole, date(2024, 10, 17)).actors["navy"].offices == (to_come,)


def test_once_a_record_is_retracted_it_settles_nothing() -> None:
    first = as_known_on(everything(), date(2024, 10, 20)).events[0]
    assert (first.status, first.settled) == (Status.CLAIMED, "")


@pytest.mark.parametrize(
    ("day", "title"),
    [("2024-10-06", "Ships go"), ("2024-10-09", "Ships go"), ("2024-10-10", "A fleet"), ("2024-10-14", "First")],
)
def test_a_title_tells_no_more_than_was_known(day: str, title: str) -> None:
    whole = everything()
    first, second = whole.events
    known_as = (KnownAs("A fleet", date(2024, 10, 13)), KnownAs("Ships go", date(2024, 10, 9)))
    whole = whole.replaced(events=(first._replace(known_as=known_as), second))
    known = as_known_on(whole, date.fromisoformat(day)).events[0]
    assert (known.title, known.known_as) == (title, ())


def test_an_event_is_verified_from_the_day_that_it_was() -> None:
    whole = everything()
    assert [as_known_on(whole, date(2024, 10, day)).events[0].verified for day in (14, 15)] == [
        None,
        date(2024, 10, 15),
    ]


def test_of_a_source_that_is_not_out_not_even_the_page_is_told() -> None:
    (claim,) = as_known_on(everything(), date(2024, 10, 19)).events[0].claims
    assert (claim.says, claim.source, claim.locator) == ("It happened.", "", "")


def test_what_is_known_on_a_day_is_the_same_whether_the_whole_is_asked_or_what_was_known_later() -> None:
    """Background does not make an event known, though on the later day no other source of it is out yet either."""
    whole = everything()
    claims = (Claim("speaker", Stance.ASSESSES, "It may have.", parse_edtf("2024-10-08"), "old"),)
    event = whole.events[0]._replace(sources=("old", "later"), record="", claims=claims, links=())
    whole = whole.replaced(events=(event,))
    later = as_known_on(whole, date(2024, 10, 10))
    assert [one.id for one in later.events] == ["first"]
    assert as_known_on(later, date(2024, 10, 7)).events == as_known_on(whole, date(2024, 10, 7)).events == ()
    assert as_known_on(later, date(2024, 10, 30)) == later  # nothing comes to be known by asking again


def test_the_page_and_json_tell_the_history_that_as_of_does(run: Run, edition_1: Chronology) -> None:
    page = run("export", "-f", "html", file=None).out
    paths = dict(re.findall(r'<article id="([^"]*)"[^>]* data-path="([^"]*)"', page))
    ids = [event.id for event in edition_1.events]
    document = json.loads(run("info", *ids, "--json", file=None).out)
    for event, told in zip(edition_1.events, document["events"], strict=True):
        steps = [(str(step.day), step.status.value) for step in status_path(edition_1, event)]
        on_page = [tuple(step.split("=")) for step in paths[event.id].split()]  # also how many say so, for the mark
        assert [step for before, step in zip([("", ""), *on_page], on_page, strict=False) if step[1] != before[1]] == [
            step for before, step in zip([("", ""), *steps], steps, strict=False) if step[1] != before[1]
        ]
        assert [(step["date"], step["status"]) for step in told["status_path"]] == steps
