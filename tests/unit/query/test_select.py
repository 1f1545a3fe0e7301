"""What a query finds, to the day and to the name, on a small chronology made in memory."""

from collections.abc import Callable
from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology, in_order
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.errors import UnknownName
from dprkru_timeline.model import (
    Actor,
    ActorKind,
    Claim,
    Event,
    EventKind,
    Link,
    Place,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
    Theme,
)
from dprkru_timeline.query.expr import Query
from dprkru_timeline.query.parse import parse_query
from dprkru_timeline.query.select import Unfound, events_with, in_time, resolved, select, unfound_words

TODAY = date(2026, 1, 15)


def event(id_: str, when: str, title: str = "E", **given: object) -> Event:
    plain = Event(
        id=id_,
        date=parse_edtf(when),
        title=title,
        summary="s",
        kind=EventKind.EVENT,
        actors=(),
        status=Status.CONFIRMED,
        sources=("wire",),
    )
    return plain._replace(**given)  # type: ignore[arg-type]


def claim(by: str, stance: str, when: str = "2024-10-05") -> Claim:
    return Claim(by, Stance(stance), "x", parse_edtf(when), "wire")


SHIPS = event(
    "ships-sail",
    "2024-10-01",
    "Ships sail",
    actors=("navy",),
    doers=("navy",),
    places=("pier",),
    themes=("ships",),
    key=True,
    claims=(claim("navy", "confirms"), claim("paper", "asserts")),
    links=(Link(Rel.FOLLOWS, "talks"),),
    record="wire",
    date_basis="The day named.",
    verified=date(2024, 11, 1),
)
TALKS = event("talks", "2024-09", "Talks are held", actors=("state",), places=("port",), sources=("wire", "untitled"))
DENIED = event(
    "denied",
    "2024-11-03/2024-11-05",
    "It is denied",
    actors=("paper",),
    status=Status.DISPUTED,
    kind=EventKind.STATEMENT,
    claims=(claim("state", "denies", "2024-11-04"), claim("navy", "declines"), claim("paper", "assesses")),
    sources=("via",),
)


def chronology(*events: Event) -> Chronology:
    return Chronology(
        title="t",
        edition=date(2025, 6, 1),
        actors={
            "navy": Actor("navy", "Navy", ActorKind.FORCE, aliases=("the Fleet",), part_of="state"),
            "state": Actor("state", "The State", ActorKind.STATE),
            "paper": Actor("paper", "Páper", ActorKind.MEDIA),
        },
        themes={"ships": Theme("ships", "Ships", "What floats.", aliases=("boats",))},
        places={"pier": Place("pier", "Pier", part_of="port"), "port": Place("port", "Port")},
        sources={
            "wire": Source("wire", "Reuters", SourceKind.NEWS, title="T", date=parse_edtf("2024-10-01")),
            "untitled": Source("untitled", "KCNA Watch", SourceKind.NEWS, date=parse_edtf("2024-09-20")),
            "via": Source("via", "Reuters via The Japan News", SourceKind.NEWS, title="T"),
        },
        events=in_order(events or (SHIPS, TALKS, DENIED)),
    )


def found(text: str, whole: Chronology | None = None) -> list[str]:
    return [one.id for one in select(whole or chronology(), parse_query(text, today=TODAY)).events]


ALL = ["talks", "ships-sail", "denied"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whoever belongs to an actor, and whatever lies in a place, comes along, unless told not to
        ("takes-part:state", ["talks", "ships-sail"]),
        ("takes-part:navy", ["ships-sail"]),
        ("takes-part:state exact:yes", ["talks"]),
        ("actor:state", ALL),  # who takes part, and who speaks
        ("actor:navy", ["ships-sail", "denied"]),
        ("actor:state exact:yes", ["talks", "denied"]),
        ("place:port", ["talks", "ships-sail"]),
        ("place:port exact:yes", ["talks"]),
        ("by:state", ["ships-sail", "denied"]),
        ("by:state exact:yes", ["denied"]),
        ("doer:state", ["ships-sail"]),
        ("doer:state exact:yes", []),
        # names, aliases, patterns
        ('takes-part:"the fleet"', ["ships-sail"]),
        ("theme:boats", ["ships-sail"]),
        ("takes-part:paper", ["denied"]),
        ("takes-part:sta*", ["talks", "ships-sail"]),
        ("takes-part:STA* exact:yes", ["talks"]),
        ("takes-part:*fleet", ["ships-sail"]),
        ("theme:boa*", ["ships-sail"]),
        ("place:por*", ["talks", "ships-sail"]),
        ("id:ships*", ["ships-sail"]),
        ("id:TALKS,denied", ["talks", "denied"]),
        # sources by id and by the words of a publisher's name
        ("source:wire", ["talks", "ships-sail", "denied"]),
        ("source:via", ["denied"]),
        ("source:reuters", ALL),
        ('source:"japan news"', ["denied"]),
        ("source:kcna", ["talks"]),
        ("source:kcna*", ["talks"]),
        ("source:untit*", ["talks"]),
        ("source:*japan*", ["denied"]),
        # who says what
        ("confirms:state", ["ships-sail"]),
        ("confirms:state exact:yes", []),
        ("denies:state", ["denied"]),
        ("denies:navy", []),
        ("declines:navy", ["denied"]),
        ("assesses:paper", ["denied"]),
        ("asserts:paper", ["ships-sail"]),
        ("stance:denies", ["denied"]),
        # of a closed set
        ("status:disputed", ["denied"]),
        ("status:confirmed", ["talks", "ships-sail"]),
        ("kind:statement", ["denied"]),
        ("key:yes", ["ships-sail"]),
        ("key:no", ["talks", "denied"]),
        # what is missing
        ("missing:claims", ["talks"]),
        ("missing:theme", ["talks", "denied"]),
        ("missing:place", ["denied"]),
        ("missing:title", ["talks"]),
        ("missing:record", ["talks", "denied"]),
        ("missing:doers", ["talks", "denied"]),
        ("missing:links", ["talks", "denied"]),
        ("missing:date_basis", ["talks", "denied"]),
        ("missing:verified", ["talks", "denied"]),
        # words, and terms together
        ("sail", ["ships-sail"]),
        ("sail held", []),
        ("sail or held", ["talks", "ships-sail"]),
        ("not:sail", ["talks", "denied"]),
        ("not:(sail or held)", ["denied"]),
        ("takes-part:state sail since:2024-10", ["ships-sail"]),
        ("takes-part:paper sail since:2024-10", []),
        ("takes-part:state held since:2024-10", []),
        ("theme:ships or (takes-part:paper denied)", ["ships-sail", "denied"]),
        ("status:disputed or (takes-part:state since:2024-10)", ["ships-sail", "denied"]),
        ("exact:yes not:takes-part:state", ["ships-sail", "denied"]),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_an_id_and_a_pattern_stand_for_sources_not_for_words_of_publishers() -> None:
    whole = chronology(SHIPS, DENIED, event("other", "2024-12-01", sources=("japan-1",)))
    sources = {
        **whole.sources,
        "japan-1": Source("japan-1", "Kyodo", SourceKind.NEWS),
        "via": whole.sources["via"]._replace(publisher="Wire of The Japan News"),
    }
    whole = whole.replaced(sources=sources)
    alone = whole.replaced(events=tuple(one._replace(claims=()) for one in whole.events))
    assert found("source:japan*", alone) == ["other"]
    assert found("source:japan", alone) == ["denied"]
    assert found("source:wire", alone) == ["ships-sail"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since:2024-10-01", ["ships-sail", "denied"]),
        ("since:2024-10-02", ["denied"]),
        ("until:2024-09-30", ["talks"]),
        ("until:2024-10-01", ["talks", "ships-sail"]),
        ("since:2024-11-05", ["denied"]),
        ("since:2024-11-06", []),
        ("until:2024-11-02", ["talks", "ships-sail"]),
        ("on:2024-10", ["ships-sail"]),
        ("on:2024-09-30", ["talks"]),
        ("on:[2024-10-01,2024-11-04]", ["ships-sail", "denied"]),
        ("not:on:2024-10-01", ["talks", "denied"]),
        ("not:since:2024-11-04", ALL),
        ("certain:yes not:since:2024-11-04", ["talks", "ships-sail"]),
        ("certain:yes since:2024-11-04", []),
        ("certain:yes since:2024-11-03", ["denied"]),
        ("certain:yes on:2024-09", ["talks"]),
        ("certain:yes on:2024-09-30", []),
        # both halves of a month together are the whole of it
        ("certain:yes (until:2024-09-15 or since:2024-09-16)", ALL),
        ("certain:yes (until:2024-09-15 or since:2024-09-17)", ["ships-sail", "denied"]),
    ],
)
def test_dates_to_the_day(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for() -> None:
    whole = chronology(event("first", "0001-01-01"), SHIPS, event("last", "9999-12-31"))
    three = ["first", "ships-sail", "last"]
    for text in ("since:0001-01-01", "until:9999-12-31", "on:0001-01-01/9999-12-31"):
        assert found(text, whole) == found(f"certain:yes {text}", whole) == three
        assert found(f"not:{text}", whole) == []
    assert found("since:9999-12-31", whole) == found("on:9999-12-31", whole) == ["last"]
    assert found("until:0001-01-01", whole) == found("on:0001-01-01", whole) == ["first"]


def test_an_answer_says_how_many_of_how_many_match_and_which_only_may() -> None:
    answer = select(chronology(), parse_query("since:2024-09-15 until:2024-11-03 limit:1", today=TODAY))
    assert [one.id for one in answer.events] == ["talks"]
    selection = answer.selection
    assert selection
    assert (selection.total, selection.matched, selection.query) == (
        3,
        3,
        "since:2024-09-15 until:2024-11-03 limit:1",
    )
    assert selection.possible == {"talks", "denied"}
    assert (selection.exact, selection.reversed, selection.latest) == (False, False, DENIED.date)
    sure = select(chronology(), parse_query("takes-part:state exact:yes", today=TODAY)).selection
    assert sure
    assert (sure.possible, sure.exact, sure.total, sure.matched) == (frozenset(), True, 3, 1)


def test_the_last_so_many_and_the_first_so_many_of_them_newest_first() -> None:
    assert found("last:2") == ["ships-sail", "denied"]
    assert found("last:2 reverse:yes") == ["denied", "ships-sail"]
    assert found("reverse:yes") == ALL[::-1]
    assert found("limit:2") == ALL[:2]


def test_for_a_file_an_answer_asked_for_newest_first_is_put_in_time_order_once() -> None:
    answer = select(chronology(), parse_query("reverse:yes", today=TODAY))
    ordered = in_time(answer)
    assert [one.id for one in ordered.events] == ALL
    assert ordered.selection
    assert ordered.selection.reversed is False
    assert ordered.selection.matched == 3
    assert in_time(ordered) is ordered
    whole = chronology()
    assert in_time(whole) is whole


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("as-of:2025-06-01", False),  # the day the edition was closed
        ("as-of:2025-06-02", True),
        ("since:2025-06-01", False),
        ("since:2025-06-02", True),
        ("since:2025", False),  # begins before
        ("until:2025-06-01", False),
        ("until:2025-06-02", True),
        ("on:2025-06-01", False),
        ("on:2025", True),
        ("ships since:2025-06-02", True),
        ("ships or until:2025-06-02", True),
        ("not:since:2025-06-02", False),  # asks for what lies before
        ("ships", False),
    ],
)
def test_an_answer_says_where_dates_asked_for_lie_past_the_edition(text: str, past: bool) -> None:
    selection = select(chronology(), parse_query(text, today=TODAY)).selection
    assert selection
    assert selection.beyond_edition is past


def test_as_of_a_day_asks_what_was_known_then() -> None:
    assert found("as-of:2024-09-30") == ["talks"]
    assert found("as-of:2024-10-01") == ["talks", "ships-sail"]
    assert found("as-of:2024-10-01 status:disputed") == []


# Names that are not there.


@pytest.mark.parametrize(
    ("text", "kind", "near"),
    [
        ("id:sail", "event", ["ships-sail"]),  # what has the word in it
        ("id:SAIL", "event", ["ships-sail"]),
        ("id:tlaks", "event", ["talks"]),  # or else what is spelt like it
        ("source:ruters", "source", ["Reuters"]),
        ("source:uters", "source", ["Reuters"]),  # no whole word of a name
        ("source:untitle", "source", ["untitled"]),
        ("actor:nawy", "actor", ["navy"]),
        ("theme:shipps", "theme", ["ships"]),
        ("place:peer", "place", ["pier"]),
        ("actor:x*", "actor", []),
        ("source:x*", "source", []),
        ("id:x*", "event", []),
    ],
)
def test_an_unknown_name_is_said_with_the_nearest(text: str, kind: str, near: list[str]) -> None:
    with pytest.raises(UnknownName) as unknown:
        found(text)
    assert unknown.value.message == f'no {kind} "{text.partition(":")[2]}"'
    for one in near:
        assert one in unknown.value.help


def test_of_many_events_with_the_word_four_are_named() -> None:
    whole = chronology(*(event(f"sail-{number}", "2024") for number in range(6)))
    with pytest.raises(UnknownName) as unknown:
        found("id:sail", whole)
    assert [f"sail-{number}" in unknown.value.help for number in range(6)] == [True] * 4 + [False] * 2


def test_a_publisher_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(UnknownName) as unknown:
        found("source:zzz")
    assert "KCNA Watch, Reuters, Reuters via The Japan News" in unknown.value.help


def test_names_of_a_query_become_ids_each_once_and_words_stay() -> None:
    query = parse_query('(actor:"the fleet",NAVY or not:theme:boats) status:claimed,disputed sail', today=TODAY)
    assert str(resolved(query, chronology())) == "(actor:navy or not:theme:ships) status:claimed,disputed sail"


# What is said where a query finds little.


def test_a_word_that_stands_in_no_event_is_named_with_the_nearest_that_does() -> None:
    assert unfound_words(chronology(), parse_query("sial held", today=TODAY)) == [Unfound("sial", ("sail",))]
    alike = chronology(*(event(word, "2024", word) for word in ("sail", "said", "sains")))
    ((word, near),) = unfound_words(alike, parse_query("saik", today=TODAY))
    assert (word, len(near)) == ("saik", 2)
    assert unfound_words(chronology(), parse_query("actor:navy not:sial", today=TODAY)) == []
    assert unfound_words(chronology(), parse_query("sail held", today=TODAY)) == []


def test_an_actor_is_found_where_it_takes_part_and_where_it_only_speaks() -> None:
    def ids(query: str) -> list[str]:
        return [one.id for one in select(chronology(), parse_query(query, today=TODAY)).events]

    takes_part, speaks = set(ids("takes-part:state")), set(ids("by:state"))
    assert speaks - takes_part == {"denied"}
    assert set(ids("actor:state")) == takes_part | speaks
    assert set(ids("actor:state exact:yes")) == set(ids("takes-part:state exact:yes")) | {"denied"}


def test_some_terms_of_a_query_are_asked_of_what_was_known() -> None:
    whole = chronology()
    known = whole.replaced(events=whole.events[:2])
    terms = parse_query("actor:state since:2024-09-15", today=TODAY).terms
    assert [one.id for one in events_with(whole, known, terms, Query())] == ["talks", "ships-sail"]
    assert [one.id for one in events_with(whole, known, terms, Query(certain=True))] == ["ships-sail"]
    assert [one.id for one in events_with(whole, known, terms, Query(exact=True))] == ["talks"]


@pytest.mark.parametrize(
    ("query", "looked_at"),
    [
        ("workers", "all"),
        ("workers or troops or (oil not:shells)", "all"),
        ("workers status:confirmed", "status:confirmed"),
        ("workers since:2024", "since:2024"),
        ("workers since:2024 status:confirmed", "status:confirmed since:2024"),
    ],
)
def test_the_text_of_an_event_is_made_once_and_only_if_all_else_fits(
    edition_1: Chronology, monkeypatch: pytest.MonkeyPatch, query: str, looked_at: str
) -> None:
    from dprkru_timeline.query import search

    made: list[str] = []
    real = search.texts_of

    def counted(chronology: Chronology) -> Callable[[Event], str]:
        make = real(chronology)

        def text(event: Event) -> str:
            made.append(event.id)
            return make(event)

        return text

    fitting = edition_1 if looked_at == "all" else select(edition_1, parse_query(looked_at))
    monkeypatch.setattr(search, "texts_of", counted)
    assert select(edition_1, parse_query(query)).events
    assert sorted(made) == sorted(event.id for event in fitting.events)


def test_the_nearest_are_looked_for_for_the_first_eight_words(edition_1: Chronology) -> None:
    words = [f"workerz{letter}" for letter in "abcdefghij"]
    found = unfound_words(edition_1, parse_query(" or ".join(words)))
    assert [one.word for one in found] == words
    assert [bool(one.nearest) for one in found] == [True] * 8 + [False] * 2


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("theme:labor", (None, None)),
        ("since:2024", ("2024-01-01", None)),
        ("since:2024 until:2025-06", ("2024-01-01", "2025-06-30")),
        ("since:2023 on:2024-10", ("2024-10-01", "2024-10-31")),
        ("on:2023 or on:2025", ("2023-01-01", "2025-12-31")),
        ("since:2020 (on:2023 or since:2024)", ("2023-01-01", None)),
        ("on:2023 or theme:labor", (None, None)),
        ("not:on:2024", (None, None)),
    ],
)
def test_an_answer_knows_the_days_that_were_asked_for(
    mini: Chronology, query: str, days: tuple[str | None, str | None]
) -> None:
    answer = select(mini, parse_query(query, today=TODAY))
    assert tuple(one and one.isoformat() for one in answer.asked_days) == days


def test_what_names_one_thing_twice_is_asked_once() -> None:
    query = parse_query("actor:navy actor:Navy,NAVY status:claimed", today=TODAY)
    assert str(resolved(query, chronology())) == "actor:navy status:claimed"
