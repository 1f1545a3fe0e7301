"""What a terminal shows of a long answer: a line an event; and what began before the dates asked for, at the end."""

import json
import re
from collections.abc import Callable

import pytest

from dprkru_timeline.text import cells
from tests.conftest import FIRST_HALF, Run

SHIPPED = str(FIRST_HALF)
Golden = Callable[[str, str], None]


def test_the_first_screen(run: Run, golden: Golden) -> None:
    shown = run(
        "show", "--actor", "DPRK", "--width", "80", "--no-pager", "--color", "never", terminal=True, file=SHIPPED
    ).lines
    golden("first-screen-80x24.txt", "".join(f"{line}\n" for line in shown[:24]))


@pytest.mark.parametrize("width", [40, 59, 60, 80, 99, 100, 120, 200])
def test_a_long_answer_is_a_list_with_every_id_and_no_source(run: Run, width: int) -> None:
    arguments = ("show", "--actor", "dprk", "--width", str(width), "--color", "never")
    shown = run(*arguments, "--no-pager", terminal=True, file=SHIPPED)
    ids = [event["id"] for event in json.loads(run("show", "--actor", "dprk", "--json", file=SHIPPED).out)["events"]]
    assert not [line for line in shown.lines if cells(line) > width]
    assert "\nSources" not in shown.out
    assert not re.search(r"\[[0-9,]+\]", shown.out)
    text = re.sub(r"\s+", " ", shown.out)
    assert [one for one in ids if one not in text] == []
    assert len(shown.lines) < len(run(*arguments, file=SHIPPED).lines) / 2


def test_the_head_says_how_to_have_the_sources(run: Run) -> None:
    shown = run("show", "-a", "dprk", "since:2024", "--no-pager", "--color", "never", terminal=True, file=SHIPPED)
    number = re.search(r"([0-9]+) sources left out: timeline show -a dprk since:2024 --sources; of one", shown.out)
    assert number
    whole = run(
        "show", "-a", "dprk", "since:2024", "--sources", "--no-pager", "--color", "never", terminal=True, file=SHIPPED
    )
    assert len(re.findall(r"^\[[0-9]+\] ", whole.out, re.MULTILINE)) == int(number[1])
    assert whole.out == run("show", "-a", "dprk", "since:2024", "--width", "80", file=SHIPPED).out


def test_a_pipe_a_short_answer_and_full_are_whole(run: Run) -> None:
    assert "\nSources\n" in run("show", file=SHIPPED).out
    assert "\nSources\n" in run("show", "--key", "--no-pager", "--color", "never", terminal=True, file=SHIPPED).out
    assert "\nSources\n" in run("show", "--full", "--no-pager", "--color", "never", terminal=True, file=SHIPPED).out
    assert "\nSources\n" not in run("show", "--key", "--no-sources", file=SHIPPED).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--full", "--no-sources"), "--full and --no-sources are both given"),
        (("--view", "oneline", "--sources"), "--sources goes with --view timeline only"),
        (("--json", "--no-sources"), "--no-sources goes with --view timeline only"),
    ],
)
def test_sources_where_there_are_none_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("show", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_dates_lose_their_year_in_a_list_on_a_terminal_alone(run: Run) -> None:
    shown = run("show", "--no-pager", "--color", "never", terminal=True, file=SHIPPED).out
    assert re.search(r"^ +28 Mar  Russia vetoes the renewal", shown, re.MULTILINE)
    assert re.search(r"^ +6 Jul 1961  The Soviet Union", shown, re.MULTILINE), "under the heading of several years"
    whole = run("show", file=SHIPPED).out
    assert re.search(r"^ 28 March 2024 +Russia vetoes the renewal", whole, re.MULTILINE)


def test_a_list_that_is_no_long_one_on_a_terminal_keeps_years_and_whole_marks(run: Run) -> None:
    for terminal in (False, True):
        shown = run("show", "theme:nuclear", "--no-sources", "--color", "never", terminal=terminal, file=SHIPPED).out
        assert " 3 September 2017  North Korea carries out" in shown
    piped = run("show", "--no-sources", file=SHIPPED).out
    assert " 28 March 2024 " in piped
    assert "(disputed: 3 say so, 1 denies, last 23" in " ".join(piped.split())


def test_an_id_that_has_no_room_stands_at_the_right_edge_of_a_line_of_its_own(run: Run) -> None:
    for line in run("show", "since:2025-06", "--reverse", "--width", "80", file=SHIPPED).lines:
        if re.fullmatch(r" +[a-z0-9]+(-[a-z0-9]+)+", line):
            assert len(line) == 80


def test_what_goes_on_from_before_stands_at_the_end(run: Run) -> None:
    shown = run("show", "since:2025-10", "until:2025-12", file=SHIPPED)
    first, _, rest = shown.out.partition("\nGoing on\n")
    assert "kursk-deployment" not in first
    assert "kursk-deployment" in rest
    assert "; 1 goes on from before" in " ".join(first.split())
    for view in ("oneline", "table"):
        lines = run("show", "since:2025-10", "until:2025-12", "--view", view, "--columns" if view == "table" else "-n",
                    "id,title" if view == "table" else "99", "--width", "200", file=SHIPPED).out  # fmt: skip
        assert lines.index("kursk-deployment") > lines.index("engineers-return")
    rows = json.loads(run("show", "since:2025-10", "until:2025-12", "--json", file=SHIPPED).out)["events"]
    assert [row["id"] for row in rows][:1] == ["kursk-deployment"]


def test_what_may_have_begun_in_the_dates_stays_in_its_place(run: Run) -> None:
    for asked in ("on:2024-10-08/2024-10-13", "on:2024-10"):
        assert "kursk-deployment" in run("show", asked, file=SHIPPED).out.partition("\nGoing on\n")[0]
    assert "kursk-deployment" in run("show", "on:2024-11", file=SHIPPED).out.partition("\nGoing on\n")[2]
    for day, is_apart in (("2024-10-31", False), ("2024-11-01", True)):
        shown = run("show", f"since:{day}", "until:2024-11-30", file=SHIPPED).out
        assert ("kursk-deployment" in shown.partition("\nGoing on\n")[2]) is is_apart, "it began in October"
    shown = run("show", "since:2024-03-08", "until:2024-03-31", file=SHIPPED).out
    assert "vostochny-oil-loadings" in shown.partition("\nGoing on\n")[0], "it has an end"
    assert "Going on" not in run("show", file=SHIPPED).out


def test_the_first_so_many_are_not_those_that_go_on(run: Run) -> None:
    shown = run("show", "since:2025-10", "-n", "3", file=SHIPPED).out
    assert "Going on" not in shown
    assert "pow-exchange-2025-10-02" in shown


def test_no_silence_is_counted_past_what_is_covered(run: Run) -> None:
    assert "without" not in run("show", "deadline", "since:2025", file=SHIPPED).out
    later = run("show", "--since", "2026-10", file=SHIPPED)
    assert "Nothing so late is in it: sources were searched up to 16 March 2026" in later.out
    assert "nothing so late is in it" in later.err
    partly = run("show", "--on", "2026-03", file=SHIPPED)
    assert "later events may be missing" in partly.out
