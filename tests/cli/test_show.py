import json
import re
from collections.abc import Callable

import pytest

from dprkru_timeline import load
from dprkru_timeline.text import cells
from tests.conftest import Run

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_timeline(run: Run, golden: Golden, width: int) -> None:
    result = run("show", "--width", str(width))
    assert (result.code, result.err) == (0, "")
    golden(f"show-{width}.txt", result.out)
    for line in result.lines:
        assert cells(line) <= width or line.strip().startswith("http"), line


def test_the_timeline_in_colour(run: Run, golden: Golden) -> None:
    golden("show-80-colour.txt", run("show", "--width", "80", "--color", "always").out)


def test_unwrapped_for_pasting(run: Run, golden: Golden) -> None:
    golden("show-0.txt", run("show", "--key", "--width", "0").out)


def test_long_answers_are_short_and_full_gives_all(run: Run) -> None:
    long = run("show", file=None)
    full = run("show", "--full", file=None)
    assert "Actors: " not in long.out
    assert "Actors: " in full.out
    assert all(f" {name}" in long.out for name in ("kursk-deployment", "panel-veto", "korean-war"))
    sources = [line for line in long.out.splitlines() if re.match(r"\[[0-9]+\] ", line)]
    assert len(sources) == len({one for event in load().events for one in event.sources})


def test_a_pipe_gets_no_escapes_and_nothing_cut(run: Run) -> None:
    result = run("show", file=None)
    assert "\x1b" not in result.out
    assert not [line for line in result.lines if line.endswith("…")]


def test_numbers_are_given_in_order_of_first_use(run: Run) -> None:
    body, _, notes = run("show").out.partition("\nSources\n")
    assert "[1]" in body
    numbers = [int(line[1 : line.index("]")]) for line in notes.splitlines() if line.startswith("[")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_oneline(run: Run, golden: Golden) -> None:
    golden("oneline.txt", run("show", "--view", "oneline").out)
    narrow = run("show", "--view", "oneline", "--width", "60")
    golden("oneline-60.txt", narrow.out)
    assert all(cells(line) <= 60 for line in narrow.lines)
    for width in (40, 44, 60):
        lines = run("show", "--view", "oneline", "--width", str(width), file=None).lines
        assert not [line for line in lines if cells(line) > width]
    assert "…" in narrow.out


def test_json_is_the_documented_document(run: Run, golden: Golden) -> None:
    result = run("show", "--json", "since:2024-12-09", "until:2024-12-11")
    golden("show.json", result.out)
    document = json.loads(result.out)
    assert document["query"] == "since:2024-12-09 until:2024-12-11"
    assert (document["total"], document["matched"], document["count"]) == (11, 3, 3)
    assert [event["match"] for event in document["events"]] == ["ongoing", "possible", "possible"]


def test_the_header_says_what_was_asked_and_how_much_of_it_is_here(run: Run) -> None:
    assert run("show", "--actor", "북한").lines[2] == "Asked: DPRK takes part or speaks · 9 of 11 events"
    assert (
        " ".join(run("show", "-a", "dprk", "-n", "2").lines[2:4])
        == "Asked: DPRK takes part or speaks; the first 2 · 2 of 9 matching events, 11 in all"
    )
    assert "2 may or may not lie in the dates asked for; 1 goes on from before" in " ".join(
        run("show", "--since", "2024-12-09", "--until", "2024-12-11").out.split()
    )
    assert "(ongoing)" in run("show", "--on", "2025").out
    assert "(possibly)" in run("show", "--on", "2024-12-08").out


def test_no_match_is_said_and_is_no_failure(run: Run) -> None:
    result = run("show", "wrokers", "theme:labor")
    assert result.code == 0
    assert "0 of 11 events" in result.out
    assert "no event has wrokers" in result.err
    assert '"wrokers" stands in no event; the nearest that does: workers' in result.err


def test_an_actor_who_only_speaks_is_found_too(run: Run) -> None:
    asked = run("show", "--actor", "NIS", "--view", "oneline")
    assert [line.split()[0] for line in asked.lines] == ["deployment"]
    assert run("show", "takes-part:nis", "--view", "oneline").lines == []


def test_past_the_edition(run: Run) -> None:
    result = run("show", "--until", "2027")
    assert "this edition closed on 31 December 2025; later events are not in it" in result.err
    assert "This edition closed on 31 December 2025" in result.out


def test_reverse_is_newest_first(run: Run) -> None:
    assert [line.split()[0] for line in run("show", "--view", "oneline", "--reverse", "-n", "2").lines] == [
        "scheduled-deadline",
        "markup",
    ]
    assert run("show", "--reverse").out.count("without an event") == run("show").out.count("without an event") > 0
    assert "4 years and 5 months without an event" in run("show", "--reverse").out


def test_stretches_without_an_event(run: Run) -> None:
    assert "4 years and 5 months without an event" in run("show").out
    assert "without a matching event" in run("show", "--key").out


def test_ascii_where_the_encoding_can_do_no_better(run: Run) -> None:
    result = run("show", encoding="ascii")
    assert result.code == 0
    assert "Mini chronology - every hard case" in result.out
    assert "\\ubd81" in result.out


def test_colour_follows_the_documented_order(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def coloured(*arguments: str, terminal: bool = False) -> bool:
        return "\x1b[" in run("show", *arguments, terminal=terminal).out

    assert not coloured()
    assert coloured(terminal=True)
    monkeypatch.setenv("TERM", "dumb")
    assert not coloured(terminal=True)
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert coloured()
    monkeypatch.delenv("CLICOLOR_FORCE")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured()
    assert coloured("--color", "always")
    monkeypatch.setenv("NO_COLOR", "")
    assert coloured()
    monkeypatch.setenv("FORCE_COLOR", "")
    monkeypatch.setenv("CLICOLOR_FORCE", "")
    assert not coloured()
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not coloured("--color", "never")


@pytest.mark.parametrize(
    ("columns", "width"), [("50", 50), ("0", 80), ("-1", 80), ("abc", 80), ("10", 40), ("٣٠٠", 80)]
)
def test_columns(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run("show").out == run("show", "--width", str(width)).out


def test_the_users_words_are_safe_in_messages(run: Run) -> None:
    for word in ("\x1b]0;pwn\x07", "[/]", "[bold]x", "\udcff", "x" * 100_000):
        result = run("show", "--actor", word)
        assert result.code == 2
        assert "\x1b" not in result.err
        assert "no actor" in result.err
        assert len(result.err) < 500


def test_names_that_may_be_meant_are_offered_once_each(run: Run) -> None:
    assert (
        "did you mean kim-jong-un, kim-jong-gyu, kim-yo-jong or kim-yong-hyun?"
        in run("show", "-a", "Kim", file=None).err
    )
    assert "themes are labor, arms, treaty" in run("show", "-t", "zzz").err


def test_the_page_says_how_far_the_events_go(run: Run) -> None:
    assert run("show", "-a", "kyiv").lines[1] == "Edition of 31 December 2025, latest event about March 2025"


def test_of_many_unknown_words_the_first_are_named_and_the_rest_counted(run: Run) -> None:
    result = run("show", " or ".join(f"zq{number}x" for number in range(300)))
    assert result.code == 0
    assert result.err.count("stands in no event") == 8
    assert "timeline: 292 further words of the query stand in no event\n" in result.err
