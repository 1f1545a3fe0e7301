import json
from collections.abc import Callable

import pytest

from dprkru_timeline import Chronology, load
from tests.conftest import Run

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("width", [44, 80, 120])
def test_an_event_in_full(run: Run, golden: Golden, width: int) -> None:
    result = run("info", "deployment", "deadline", "--width", str(width))
    assert (result.code, result.err) == (0, "")
    golden(f"info-{width}.txt", result.out)


def test_the_path_of_the_status_and_links_both_ways(run: Run) -> None:
    out = run("info", "deployment").out
    assert "8 October 2024   assessed: South Korea assesses it" in out
    assert "10 October 2024  disputed: Kremlin spokesman denies it" in out
    assert "26 April 2025    confirmed by Russia: Russia confirms it" in out
    assert "follows: Pact signed in summer" in out
    assert "is followed by: Troops are sent to Kursk" in run("info", "pact").out
    assert (
        "follows: Council orders workers home within 24 months, 22 December 2017 (2 years earlier"
        in run("info", "deadline", "--width", "0").out
    )


def test_how_the_words_were_read_is_said(run: Run) -> None:
    result = run("info", "2017-12-22")
    assert result.err == 'timeline: read "2017-12-22" as the date 22 December 2017: resolution\n'


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2024-13", '"2024-13" has month 13'),
        ("2024-02-30", "February 2024 has 29"),
        ("06/07/2024", "can be read with the day or the month first"),
        ("june 1990", "no event has the date June 1990"),
    ],
)
def test_what_looks_like_a_date_is_refused_as_one(run: Run, typed: str, said: str) -> None:
    result = run("info", typed)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_number_that_is_no_year_of_an_event_is_looked_for_in_ids(run: Run) -> None:
    result = run("info", "2397", file="builtin")
    assert (result.code, result.out) == (2, "")
    assert '"2397" is part of the ids of' in result.err
    assert "  resolution-2397  22 December 2017" in result.err
    assert "no event has the date 2718" in run("info", "2718", file="builtin").err


def test_several_candidates_are_listed(run: Run) -> None:
    result = run("info", "workers")
    assert result.code == 2
    assert result.out == ""
    assert "  deadline  22 December 2019  Deadline for sending workers home" in result.err


def test_of_very_many_candidates_the_first_are_listed_and_the_others_counted(run: Run) -> None:
    result = run("info", "north", file=None)
    assert (result.code, result.out) == (2, "")
    first, *listed, more, help_ = result.err.splitlines()
    count = int(first.removesuffix(" events:").rpartition(" ")[2])
    assert len(listed) == 12
    assert (more, help_) == (f"  … and {count - 12} more", "  help: give the id of one of them")


def test_an_unknown_event_offers_the_nearest(run: Run) -> None:
    result = run("info", "deplyment")
    assert (result.code, result.out) == (2, "")
    assert "did you mean deployment?" in result.err


def test_json(run: Run, golden: Golden) -> None:
    result = run("info", "deployment", "--json")
    golden("info.json", result.out)
    (event,) = json.loads(result.out)["events"]
    keys = ("date", "date_text", "status", "settled", "settled_by", "claim", "lent_by", "sources")
    assert [tuple(step[key] for key in keys) for step in event["status_path"]] == [
        ("2024-10-08", "8 October 2024", "assessed", None, [], 0, None, []),
        ("2024-10-10", "10 October 2024", "disputed", None, [], 1, None, []),
        ("2025-04-26", "26 April 2025", "confirmed", "one", ["russia"], 4, None, []),
    ]
    assert json.loads(run("info", "pact", "--json").out)["events"][0]["linked_from"] == [
        {"rel": "follows", "from": "deployment"}
    ]


@pytest.mark.thorough
def test_every_shipped_event_is_shown_in_full(run: Run, published: Chronology) -> None:
    result = run("info", *(event.id for event in published.events), file=None)
    assert (result.code, result.err) == (0, "")
    assert result.out.count("\nSources\n") == len(published.events)


def test_ids_on_standard_input_are_ids_and_nothing_is_guessed(run: Run) -> None:
    good = run("info", "-", stdin="\ufeffdeadline  2019-12-22  Deadline\n\npact\n".encode())
    assert (good.code, good.err) == (0, "")
    assert good.out == run("info", "deadline", "pact").out
    for lines, said in (
        ("deadline\nNorth Korea\n", "line 2 of standard input"),
        ('{"id": 1}', "line 1"),
        ("", "no id"),
    ):
        result = run("info", "-", stdin=lines.encode())
        assert (result.code, result.out) == (2, "")
        assert said in result.err


def test_the_time_between_says_no_more_than_the_dates(run: Run) -> None:
    linked = " ".join(run("info", "kremlin-fake-denial", file=None).out.split())
    assert "since October 2024 (about the same time; kursk-deployment)" in linked


def test_no_one_denies_it_twice(run: Run) -> None:
    for event in load("builtin").events:
        if event.claims:
            path = run("info", event.id, file=None).out.partition("Status over time")[2].partition("\n\n")[0]
            assert " it it" not in " ".join(path.split()), event.id


def test_who_declines_after_a_denial_is_said_to(run: Run) -> None:
    said = " ".join(run("info", "kursk-deployment", "--as-of", "2024-11-01", file=None).out.split())
    assert "Russia denied it on 10 October 2024; since 21 October 2024 it does neither" in said
    assert "it does neither" not in " ".join(run("info", "kursk-deployment", file=None).out.split())


def test_several_events_have_their_marks(run: Run) -> None:
    result = run("info", "nis", file=None)
    assert result.code == 2
    assert "(said)" in result.err


def test_of_several_a_single_headline_event_is_taken_and_the_others_are_named(run: Run) -> None:
    result = run("info", "kursk", file=None)
    assert result.out.startswith("North Korea sends troops to fight in Russia's Kursk Oblast")
    assert 'read "kursk" as part of an id: kursk-deployment, the headline event; others that fit: ' in result.err


def test_a_step_without_a_claim_names_whose_text_says_so(run: Run) -> None:
    path = run("info", "putin-pyongyang-visit", file=None).out.partition("Status over time")[2].partition("\n\n")[0]
    assert [" ".join(line.split()) for line in path.splitlines()[2:]] == [
        "19 June 2024 claimed: TASS says so [3]",
        "20 June 2024 reported: The Dong-A Ilbo says so too [2]",
        "21 June 2024 confirmed by the public record [1]",
    ]
    path = run("info", "russian-tourists", file=None).out.partition("Status over time")[2]
    assert "9 February 2024  reported: The Hindu, Euronews and 1 more say so [" in path


@pytest.mark.usefixtures("published")
def test_a_deadline_to_come_has_not_happened(run: Run) -> None:
    out = run("info", "worker-deadline", "--as-of", "2018-06-01", "--width", "0", file=None).out
    assert "a public record settles that it is set" in out
    assert "happened" not in out


@pytest.mark.usefixtures("published")
def test_a_step_by_the_word_of_all_names_each_that_spoke(run: Run) -> None:
    out = run("info", "defense-pact", "--width", "0", file=None).out
    assert "confirmed by all who act: Vladimir Putin and Kim Jong Un confirm it" in out


@pytest.mark.usefixtures("published")
def test_the_word_of_the_only_one_that_acts_is_not_called_lone(run: Run) -> None:
    assert "confirmed by the word of Ukraine ·" in run("info", "two-captives", "--width", "0", file=None).out
    assert (
        "confirmed by the word of Russia alone ·" in run("info", "freight-train-resumed", "--width", "0", file=None).out
    )


def test_as_of_owns_to_all_that_is_not_of_the_day(run: Run) -> None:
    out = run("info", "deadline", "--as-of", "2018-06-01", "--width", "0").out
    assert "titles, dates, actors and places are this edition's" in out


def test_a_misspelt_word_that_is_near_no_id_has_the_nearest_of_the_texts(run: Run) -> None:
    refused = run("info", "vetto", file=None)
    assert (refused.code, refused.out) == (2, "")
    assert "timeline show veto" in refused.err
