"""What could be known on a day: nothing later may shine through, anywhere."""

import json
from datetime import date, timedelta

import pytest

from dprkru_timeline.asof import as_known_on, known_path
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import FORMATS
from dprkru_timeline.model import Status
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
    *(("export", "-f", one.name) for one in FORMATS if one.extra not in ("office", "data")),
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
def test_no_card_and_no_citation_shows_a_later_text(run: Run, edition_1: Chronology, day: date) -> None:
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


def test_the_path_says_what_the_status_does(edition_1: Chronology, mini: Chronology) -> None:
    from dprkru_timeline.status import status_path

    for chronology in (edition_1, mini):
        for day in DAYS:
            known = as_known_on(chronology, day)
            for event in known.events:
                path = status_path(known, event)
                assert not path or path[-1].status is event.status, (event.id, day)


def test_only_a_denial_or_silence_makes_nothing_known(mini: Chronology) -> None:
    event = mini.get("deployment")
    assert event
    late = event._replace(
        sources=("paper-later",), claims=tuple(one for one in event.claims if one.stance in ("denies", "declines"))
    )
    chronology = mini.where(lambda _: False)
    from dataclasses import replace

    assert as_known_on(replace(chronology, events=(late,)), date(2024, 12, 1)).events == ()


def test_what_is_announced_is_scheduled_until_its_day(mini: Chronology) -> None:
    from dataclasses import replace

    from dprkru_timeline.edtf import parse_edtf

    event = mini.get("deployment")
    assert event
    claims = (event.claims[-1]._replace(date=parse_edtf("2025-01-10"), source="agency"),)
    visit = event._replace(date=parse_edtf("2025-03-01"), claims=claims, sources=("agency", "paper-later"))
    chronology = replace(mini, events=(visit,))
    status = {
        day: [one.status for one in as_known_on(chronology, date.fromisoformat(day)).events]
        for day in ("2025-01-09", "2025-01-10", "2025-02-20", "2025-03-01")
    }
    assert status == {
        "2025-01-09": [],
        "2025-01-10": [Status.SCHEDULED],
        "2025-02-20": [Status.SCHEDULED],
        "2025-03-01": [Status.CONFIRMED],
    }


def test_only_what_the_events_use_is_there(edition_1: Chronology) -> None:
    known = as_known_on(edition_1, date(2024, 10, 20))
    assert "kazan" not in known.places
    used = {place for event in known.events for place in event.places}
    parents = {known.places[place].part_of for place in known.places} - {""}
    assert used <= set(known.places) <= used | parents
    assert set(known.themes) == {theme for event in known.events for theme in event.themes}


def test_the_path_as_known_is_what_as_of_says_on_every_day(edition_1: Chronology, mini: Chronology) -> None:
    for chronology, days in ((edition_1, ON), (mini, ON)):
        paths = {event.id: known_path(chronology, event) for event in chronology.events}
        for day in days:
            known = {event.id: event.status for event in as_known_on(chronology, day).events}
            said = {id_: [status for when, status in path if when <= day] for id_, path in paths.items()}
            assert {id_: steps[-1] for id_, steps in said.items() if steps and steps[-1]} == known, day
