"""The table of the status rules, row by row, on small chronologies made in memory."""

from datetime import date

import pytest

from dprkru_timeline.asof import as_known_on
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
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
from dprkru_timeline.status import (
    Standing,
    known_standing,
    sayers,
    silent_since,
    standing_now,
    status_path,
    turns,
    with_statuses,
    words_of_doers,
)

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
        ("background", "E", "2023-05-01"),
        ("two-days-before", "F", "2024-09-29"),
        ("eve", "G", "2024-09-30"),
        ("open", "H", "2024-10-02/.."),
        ("same-day", "I", "2024-10-03"),
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
    when: str = "2024-10-01",
) -> Event:
    return Event(
        id="e",
        date=parse_edtf(when),
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


def status_on(whole: Chronology, one: Event, day: date | None = None) -> Status | None:
    """Return the status today, or as it could be known on a day."""
    if day is None:
        return standing_now(whole, one, date(2025, 1, 1)).status
    return known_status(whole, one, day)


def status_now(whole: Chronology, one: Event, today: date) -> Status:
    return standing_now(whole, one, today).status


def known_status(whole: Chronology, one: Event, day: date) -> Status | None:
    found = known_standing(whole, one, day)
    return found.status if found else None


def denied_by(whole: Chronology, one: Event) -> list[str]:
    return list(standing_now(whole, one, date(2025, 1, 1)).denied_by)


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
    one = event(record="background", sources=("background",), kind="deadline")
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
    (step,) = status_path(chronology(one), one)
    assert (step.status, step.claim, step.sources) == (Status.CONFIRMED, None, ("a",))


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
    assert path(one) == [("2024-01-01", "scheduled", 0), ("2024-10-01", "confirmed", 0)]


def test_what_is_announced_is_scheduled_until_its_day() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"), sources=("c",))
    assert path(one) == [("2024-01-01", "scheduled", 0), ("2024-10-01", "confirmed", 0)]
    assert known_status(chronology(one), one, date(2024, 9, 30)) is Status.SCHEDULED


def test_a_word_on_the_eve_may_be_of_the_day_elsewhere() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"), claim("nis", "asserts", "2024-09-30"), sources=("c",))
    assert path(one) == [("2024-01-01", "scheduled", 0), ("2024-09-30", "confirmed", 0)]


def test_a_deadline_that_is_only_denied_is_not_known() -> None:
    one = event(claim("kyiv", "denies", "2024-01-01"), sources=("c",), kind="deadline")
    assert path(one) == [("2024-10-03", "claimed", None)]
    assert known_status(chronology(one), one, date(2024, 5, 1)) is None


# The first day is 1 October 2024. What counts, and from when.


@pytest.mark.parametrize(
    ("sources", "status"),
    [
        (("background", "a"), "claimed"),  # it could not tell of what had not happened
        (("background",), "claimed"),  # but where there is nothing else, it counts
        (("background", "two-days-before"), "reported"),  # as both do, where neither is from the day
        (("two-days-before", "a"), "claimed"),
        (("eve", "a"), "reported"),  # a day earlier there is the day itself elsewhere
        (("open", "a"), "reported"),
    ],
)
def test_which_sources_can_say_that_it_happened(sources: tuple[str, ...], status: str) -> None:
    one = event(sources=sources)
    assert status_on(chronology(one), one) == status


def test_every_source_of_a_deadline_counts_since_it_is_set_ahead() -> None:
    one = event(sources=("background", "a"), kind="deadline")
    assert status_on(chronology(one), one) is Status.REPORTED


def test_every_source_counts_where_nobody_knows_when_it_began() -> None:
    one = event(sources=("background", "a"), when="../2024-10-01")
    assert status_on(chronology(one), one) is Status.REPORTED


def test_a_record_confirms_from_the_day_that_it_is_published() -> None:
    one = event(sources=("a", "c"), record="c")
    assert status_on(chronology(one), one, date(2024, 10, 2)) is Status.CLAIMED
    assert status_on(chronology(one), one, date(2024, 10, 3)) is Status.CONFIRMED


def test_today_a_deadline_is_scheduled_until_its_eve() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"), kind="deadline")
    assert status_now(chronology(one), one, date(2024, 9, 30)) is Status.SCHEDULED
    assert status_now(chronology(one), one, date(2024, 10, 1)) is Status.CONFIRMED
    assert status_now(chronology(one), one, date(2025, 10, 1)) is Status.CONFIRMED


def test_today_only_a_deadline_can_be_scheduled() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"))
    assert status_now(chronology(one), one, date(2024, 9, 30)) is Status.CONFIRMED


def test_a_deadline_with_no_first_day_is_as_it_was_said() -> None:
    one = event(claim("russia", "confirms", "2024-01-01"), kind="deadline", when="../2024-10-01")
    assert status_now(chronology(one), one, date(2024, 1, 2)) is Status.CONFIRMED


# What lies ahead.


@pytest.mark.parametrize("said", [claim("kyiv", "denies", "2024-09-01"), claim("nis", "asserts", "2024-12-01")])
def test_neither_background_nor_a_denial_nor_a_later_word_makes_known_what_lies_ahead(said: Claim) -> None:
    one = event(said, sources=("background",))
    assert known_status(chronology(one), one, date(2024, 9, 30)) is None
    assert known_status(chronology(one), one, date(2024, 10, 1)) is Status.CLAIMED


@pytest.mark.parametrize("speakers", [("nis",), ("nis", "kyiv"), ("russia",)])
def test_whoever_announces_it_it_is_scheduled(speakers: tuple[str, ...]) -> None:
    one = event(*(claim(by, "asserts", "2024-01-01") for by in speakers), sources=("c",))
    assert known_status(chronology(one), one, date(2024, 9, 30)) is Status.SCHEDULED


def test_a_word_two_days_before_is_an_announcement_still() -> None:
    one = event(claim("nis", "asserts", "2024-09-29"), sources=("c",))
    assert known_status(chronology(one), one, date(2024, 9, 30)) is Status.SCHEDULED


def test_a_source_of_the_eve_tells_of_the_day_elsewhere() -> None:
    one = event(claim("nis", "asserts", "2024-01-01"), sources=("eve",))
    assert known_status(chronology(one), one, date(2024, 9, 29)) is Status.SCHEDULED
    assert known_status(chronology(one), one, date(2024, 9, 30)) is Status.CLAIMED


# What made each step.


def steps(one: Event) -> list[tuple[str, str, int | None, tuple[str, ...]]]:
    return [(str(step.day), str(step.status), step.claim, step.sources) for step in status_path(chronology(one), one)]


def test_the_sources_of_a_step_are_those_published_that_day() -> None:
    assert steps(event(sources=("a", "c"))) == [
        ("2024-10-01", "claimed", None, ("a",)),
        ("2024-10-03", "reported", None, ("c",)),
    ]


def test_a_step_of_a_day_without_a_source_rests_on_those_before_not_on_later_ones() -> None:
    assert steps(event(sources=("eve", "a2", "undated")))[0] == ("2024-10-01", "claimed", None, ("eve",))


def test_where_the_record_is_published_on_the_day_that_a_doer_speaks_the_record_is_named() -> None:
    one = event(claim("russia", "confirms", "2024-10-03"), sources=("a", "c", "same-day"), record="c")
    assert steps(one)[-1] == ("2024-10-03", "confirmed", None, ("c",))


def test_a_doer_who_speaks_before_the_record_is_published_is_named() -> None:
    one = event(claim("russia", "confirms", "2024-10-02"), sources=("a", "c"), record="c")
    assert steps(one)[-2:] == [("2024-10-02", "confirmed", 0, ()), ("2024-10-03", "confirmed", None, ("c",))]
    assert [step.standing.settled for step in status_path(chronology(one), one)][-2:] == ["one", "record"]


def test_a_deadline_set_by_the_record_is_scheduled_and_then_confirmed_by_it() -> None:
    assert steps(event(sources=("background",), record="background", kind="deadline")) == [
        ("2023-05-01", "scheduled", None, ("background",)),
        ("2024-10-01", "confirmed", None, ("background",)),
    ]


def test_who_confirms_again_after_a_denial_is_named_by_the_new_word() -> None:
    one = event(
        claim("russia", "confirms", "2024-10-05"),
        claim("nis", "asserts", "2024-10-05"),
        claim("kremlin", "denies", "2024-10-07"),
        claim("russia", "confirms", "2024-10-09"),
        sources=("same-day",),
    )
    assert path(one) == [
        ("2024-10-03", "claimed", None),
        ("2024-10-05", "confirmed", 0),
        ("2024-10-07", "disputed", 2),
        ("2024-10-09", "confirmed", 3),
    ]


def test_a_deadline_that_two_parties_spoke_of_before_it_names_the_first() -> None:
    one = event(
        claim("nis", "asserts", "2024-02-01"),
        claim("kyiv", "asserts", "2024-03-01"),
        kind="deadline",
        doers=(),
        sources=("same-day",),
    )
    assert path(one) == [("2024-02-01", "scheduled", 0), ("2024-10-01", "reported", 0)]


# The path as known on a day.


def test_as_known_on_a_day_the_path_ends_there_and_counts_the_claims_that_are_left() -> None:
    one = event(
        claim("russia", "confirms", "2025-04-26"),
        claim("nis", "asserts", "2024-10-05"),
        claim("kyiv", "asserts", "2024-10-09"),
    )
    known = as_known_on(chronology(one), date(2024, 10, 9))
    assert [(str(step.day), step.status, step.claim) for step in status_path(known, known.events[0])] == [
        ("2024-10-01", "claimed", None),
        ("2024-10-09", "reported", 1),
    ]


def test_as_known_on_a_day_background_stays_background_though_the_source_of_the_day_is_not_out_yet() -> None:
    one = event(claim("nis", "assesses", "2024-10-02"), sources=("background", "c"))
    known = as_known_on(chronology(one), date(2024, 10, 2))
    assert [(str(step.day), step.status) for step in status_path(known, known.events[0])] == [
        ("2024-10-02", "assessed")
    ]


# Who denies, and who says nothing more.


def test_what_a_part_of_a_doer_says_is_the_doers_word_and_others_have_none() -> None:
    one = event(claim("kremlin", "denies", "2024-10-05"), claim("nis", "asserts", "2024-10-06"))
    assert {doer: word.stance for doer, word in words_of_doers(chronology(one), one).items()} == {
        "russia": Stance.DENIES
    }


@pytest.mark.parametrize(
    ("claims", "denying"),
    [
        ([("kremlin", "denies", "2024-10-05")], ["russia"]),
        ([("kyiv", "denies", "2024-10-05"), ("nis", "asserts", "2024-10-05")], ["kyiv"]),
        ([("russia", "confirms", "2024-10-09"), ("kremlin", "denies", "2024-10-05")], []),
        ([("russia", "denies", "2024-10-09"), ("kremlin", "confirms", "2024-10-05")], ["russia"]),
        ([("russia", "confirms", "2024-10-05"), ("kremlin", "denies", "2024-10-09")], ["russia"]),
        ([("russia", "denies", "2024-10-05"), ("kremlin", "confirms", "2024-10-05")], ["russia"]),
        ([("russia", "denies", "2024-10-05"), ("kremlin", "declines", "2024-10-09")], ["russia"]),
        ([("russia", "denies", "2024-10-05/.."), ("kremlin", "confirms", "2024-10-09")], ["russia"]),
    ],
)
def test_who_denies_is_whose_latest_word_it_is_in_whatever_order_the_claims_stand(
    claims: list[tuple[str, str, str]], denying: list[str]
) -> None:
    for rows in (claims, claims[::-1]):
        one = event(*(claim(*row) for row in rows))
        assert denied_by(chronology(one), one) == denying


@pytest.mark.parametrize(
    ("claims", "silent"),
    [
        ([("russia", "denies", "2024-10-05"), ("kremlin", "declines", "2024-10-09")], {"russia": "2024-10-09"}),
        ([("russia", "declines", "2024-10-05"), ("kremlin", "denies", "2024-10-09")], {}),
        ([("russia", "denies", "2024-10-05"), ("kremlin", "declines", "2024-10-05")], {}),
        ([("russia", "declines", "2024-10-05")], {}),  # who has never spoken has not fallen silent
        ([("nis", "asserts", "2024-10-05"), ("nis", "declines", "2024-10-09")], {}),  # no doer
        ([("russia", "denies", "2024-10-05"), ("kremlin", "assesses", "2024-10-09")], {}),
        (
            [
                ("russia", "denies", "2024-10-05"),
                ("kremlin", "declines", "2024-10-09"),
                ("kremlin", "declines", "2024-10-20"),
            ],
            {"russia": "2024-10-09"},
        ),
        (
            [
                ("russia", "denies", "2024-10-05"),
                ("kremlin", "declines", "2024-10-09"),
                ("russia", "confirms", "2024-10-20"),
            ],
            {},
        ),
        ([("russia", "denies", "2024-10-05"), ("kremlin", "declines", "2024-10-09/..")], {"russia": "2024-10-09/.."}),
        ([("russia", "denies", "2024-10-05/.."), ("kremlin", "declines", "2024-10-09")], {}),
    ],
)
def test_who_has_declined_since_the_latest_word_in_whatever_order_the_claims_stand(
    claims: list[tuple[str, str, str]], silent: dict[str, str]
) -> None:
    for rows in (claims, claims[::-1]):
        one = event(*(claim(*row) for row in rows))
        assert {doer: str(when) for doer, when in silent_since(chronology(one), one).items()} == silent


def test_a_step_names_no_doer_who_has_taken_the_word_back() -> None:
    one = event(
        claim("russia", "confirms", "2024-09-25"),
        claim("russia", "denies", "2024-09-26"),
        claim("seoul", "confirms", "2024-09-26"),
        sources=("c",),
        doers=("russia", "seoul"),
    )
    assert path(one)[-1] == ("2024-10-01", "confirmed", 2)


def test_days_and_standings_alone_are_those_of_the_path_also_as_known_on_a_day() -> None:
    one = event(claim("nis", "asserts", "2024-10-05"), claim("russia", "confirms", "2024-10-09"), sources=("c",))
    whole = chronology(one)
    path_ = [(step.day, step.standing) for step in status_path(whole, one)]
    assert turns(whole, one) == path_
    assert [found.status.value for _, found in path_] == ["claimed", "confirmed"]
    known = as_known_on(whole, date(2024, 10, 6))
    assert turns(known, known.events[0]) == path_[:1]


def test_a_deadline_that_somebody_expects_is_scheduled_by_that_word() -> None:
    one = event(claim("nis", "assesses", "2024-02-01"), sources=("c",), kind="deadline")
    assert path(one)[0] == ("2024-02-01", "scheduled", 0)


# What stands apart from the cases.


def test_where_nothing_counts_nobody_says_more_than_that_it_may_be() -> None:
    one = event(sources=())
    assert standing_now(chronology(one), one, date(2025, 1, 1)) == Standing(Status.ASSESSED)


def test_only_the_events_that_are_named_are_worked_out() -> None:
    one, other = event(), event()._replace(id="other", status=Status.SCHEDULED)
    whole = chronology(one).replaced(events=(one, other))
    first, second = with_statuses(whole, date(2025, 1, 1), [one]).events
    assert (first.status, second.status) == (Status.CLAIMED, Status.SCHEDULED)


def test_of_words_of_one_day_and_side_the_first_listed_is_the_doers() -> None:
    one = event(claim("kremlin", "denies", "2024-10-31"), claim("russia", "denies", "2024-10"))
    assert [word.claim for word in words_of_doers(chronology(one), one).values()] == [0]


def test_as_known_on_a_day_no_later_word_is_a_doers_nor_a_sayers_nor_is_it_silence() -> None:
    one = event(
        claim("nis", "asserts", "2024-10-03"),
        claim("kremlin", "denies", "2024-10-05"),
        claim("kremlin", "declines", "2024-10-07"),
        claim("russia", "confirms", "2024-10-09"),
    )
    known = as_known_on(chronology(one), date(2024, 10, 5))
    (then,) = known.events
    assert {word.stance for word in words_of_doers(known, then).values()} == {Stance.DENIES}
    assert (sayers(known, then), silent_since(known, then)) == (frozenset({"nis"}), {})
    assert sayers(chronology(one), one) == {"nis", "russia"}
    one = event(claim("kremlin", "denies", "2024-10-05"), claim("kremlin", "declines", "2024-10-07"))
    known = as_known_on(chronology(one), date(2024, 10, 6))
    assert silent_since(known, known.events[0]) == {}


def test_beside_a_record_the_publishers_of_the_day_are_counted() -> None:
    one = event(sources=("a", "c"), record="a")
    found = known_standing(chronology(one), one, date(2024, 10, 1))
    assert found == Standing(Status.CONFIRMED, "record", voices=1)
    assert standing_now(chronology(one), one, date(2025, 1, 1)).voices == 2


def test_the_date_of_a_step_is_that_of_what_made_it_as_imprecise_as_it_is() -> None:
    sources = {**SOURCES, "month": SOURCES["a"]._replace(id="month", publisher="M", date=parse_edtf("2024-10"))}
    one = event(sources=("month",), when="2024-10-01")
    (step,) = status_path(chronology(one).replaced(sources=sources), one)
    assert (str(step.day), str(step.when)) == ("2024-10-31", "2024-10")


def test_on_the_first_day_that_there_is() -> None:
    one = event(claim("nis", "asserts", "0001-01-01"), claim("kyiv", "asserts", "0001-01-01"), when="0001-01-01")
    assert path(one)[0] == ("0001-01-01", "reported", 0)


def test_a_voice_is_found_by_the_id_and_by_the_name_of_whose_words_it_passes_on() -> None:
    actors = {**ACTORS, "nis": ACTORS["nis"]._replace(name="National Intelligence Service", aliases=("the service",))}
    for via in ("nis", "National  intelligence service", "The Service", "seoul"):
        one = event(claim("seoul", "asserts", "2024-10-05"), claim("kyiv", "asserts", "2024-10-06")._replace(via=via))
        assert standing_now(chronology(one).replaced(actors=actors), one, date(2025, 1, 1)).voices == 1, via


# What other sayings lend.


def bearing_out(*sayings: Event) -> Chronology:
    """Return a chronology in which each of these bears out the one before it, and the first the event."""
    one = event(claim("seoul", "asserts", "2024-10-05"))
    named = [
        saying._replace(
            id=f"saying-{place}", links=(Link(Rel.BEARS_OUT, "e" if place == 0 else f"saying-{place - 1}"),)
        )
        for place, saying in enumerate(sayings)
    ]
    return chronology(one).replaced(events=(one, *named))


def test_no_finding_is_made_sure_by_another_that_bears_it_out() -> None:
    doubted = event(claim("nis", "asserts", "2024-10-06"), kind="report", doers=("kyiv",))
    own = event(claim("kyiv", "asserts", "2024-10-07"), kind="report", doers=("kyiv",))
    whole = bearing_out(doubted, own)
    assert standing_now(whole, whole.events[1], date(2025, 1, 1)).status is Status.SAID
    assert standing_now(whole, whole.events[0], date(2025, 1, 1)).voices == 1


def test_what_is_said_by_a_record_without_a_date_is_lent_on_no_day() -> None:
    whole = bearing_out(event(sources=("undated",), record="undated", kind="report", doers=("kyiv",)))
    assert standing_now(whole, whole.events[0], date(2025, 1, 1)).voices == 2
    found = known_standing(whole, whole.events[0], date(2024, 12, 31))
    assert found
    assert found.voices == 1


def test_what_is_denied_without_a_date_is_lent_up_to_then() -> None:
    open_end = event(
        claim("kyiv", "asserts", "2024-10-06"),
        claim("kyiv", "withdraws", "2024-11/.."),
        kind="report",
        doers=("kyiv",),
    )
    whole = bearing_out(open_end)
    assert standing_now(whole, whole.events[0], date(2025, 1, 1)).voices == 1
    found = known_standing(whole, whole.events[0], date(2024, 12, 31))
    assert found
    assert found.voices == 2
