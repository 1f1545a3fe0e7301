"""The program from Python: what is promised, typed and documented, without a stream, an environment or an exit."""

import os
import pickle
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import dprkru_timeline
from dprkru_timeline import EventFile, InvalidFile, TimelineError, UnknownName, UnreadableFile, UsageError, ask
from tests.conftest import MINI, Run

TODAY = date(2026, 1, 15)
PAGE = (Path(__file__).parent.parent / "docs" / "python.md").read_text(encoding="utf-8")
QUERIES = [
    "actor:dprk theme:labor since:2024",
    "(theme:labor or theme:arms) -status:claimed last:3",
    "workers as-of:2024-10-20",
    "theme:labor theme:treaty kind:deadline",
    "nosuchword",
    "since:2030",
    "reverse:yes limit:2 certain:yes",
]


def test_the_page_on_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(block, "docs/python.md", "exec"), names)  # noqa: S102 - our own page
    out = capsys.readouterr().out
    assert "actor:dprk theme:labor since:2024\n" in out
    assert "no event has theme:labor and until:2001" in out
    assert "'call'" in out
    assert f"    theme:labor actor:drpk\n{' ' * 22}^^^^\n" in out
    assert "the table [chronology] is missing" in out
    assert "## 2024\n" in out


@pytest.mark.parametrize("query", QUERIES)
def test_it_gives_the_events_the_notes_and_the_normal_form_of_the_command_line(run: Run, query: str) -> None:
    answer = ask(query, files=[str(MINI)], today=TODAY)
    shown = run("show", query, "--view", "oneline")
    events, going_on = answer.chronology.parted()
    assert [event.id for event in (*events, *going_on)] == [line.split()[0] for line in shown.lines]
    assert [f"timeline: {note}" for note in answer.notes] == shown.err.splitlines()
    again = ask(answer.query, files=[str(MINI)], today=TODAY)
    assert (again.events, again.query) == (answer.events, answer.query)


def test_no_stream_and_no_variable_of_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ask("theme:labor", files=[str(MINI)], today=TODAY)
    for name in ("TIMELINE_FILE", "TIMELINE_VIEW", "TIMELINE_WIDTH", "TIMELINE_TODAY", "TIMELINE_CONFIG", "COLUMNS"):
        monkeypatch.setenv(name, "/no/such")
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, None)
    assert ask("theme:labor", files=[str(MINI)], today=TODAY) == before
    assert ask("since:2030", files=[str(MINI)], today=TODAY).notes
    assert len(ask().events) > 200, "none named: the one that ships, whatever is set"


def test_asking_loads_no_command_line() -> None:
    code = f"import sys; from dprkru_timeline import ask; ask('kursk', files=[{str(MINI)!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    loaded = set(done.stdout.split())
    assert "dprkru_timeline.session.ask" in loaded
    assert not {name for name in loaded if name.startswith("dprkru_timeline.cli") or name in ("typer", "rich")}


def test_errors_are_raised_and_end_nothing() -> None:
    with pytest.raises(UnknownName) as unknown:
        ask("theme:labor actor:drpk", files=[str(MINI)])
    assert unknown.value.suggestions == ("dprk",)
    with pytest.raises(UsageError, match="no field"):
        ask("actr:dprk")
    with pytest.raises(UnreadableFile, match="no file"):
        ask(files=["/no/such.toml"])
    with pytest.raises(InvalidFile) as invalid:
        ask(files=[str(MINI), EventFile("broken.toml", b"schema = 2")])
    assert {problem.file for problem in invalid.value.problems} == {"broken.toml"}


def test_bytes_are_as_good_as_a_path() -> None:
    held = EventFile("mini.toml", MINI.read_bytes())
    assert ask("theme:labor", files=[held], today=TODAY) == ask("theme:labor", files=[str(MINI)], today=TODAY)


def test_every_promised_name_is_in_the_page_or_is_a_part_of_what_is() -> None:
    parts = {
        "Actor",
        "Answer",
        "Chronology",
        "Claim",
        "Event",
        "Problem",
        "Query",
        "Source",
        "EdtfError",
        "UnreadableFile",
    }
    assert {name for name in dprkru_timeline.__all__ if not re.search(rf"\b{name}\b", PAGE)} <= parts


@pytest.mark.parametrize("files", [str(MINI), MINI, [MINI], (str(MINI),), EventFile("mini.toml", MINI.read_bytes())])
def test_one_file_or_several_in_any_form(files: Any) -> None:
    assert ask("theme:labor", files=files, today=TODAY) == ask("theme:labor", files=[str(MINI)], today=TODAY)


def test_none_named_is_the_one_that_ships() -> None:
    assert ask("kursk").events == ask("kursk", files=None).events == ask("kursk", files="builtin").events


def test_a_time_of_day_is_left_out() -> None:
    now = datetime(2026, 1, 15, 3, 4, tzinfo=UTC)
    assert ask("since:90d", files=MINI, today=now).query == ask("since:90d", files=MINI, today=TODAY).query


def test_errors_pass_from_process_to_process() -> None:
    for question, files in (("actor:drpk", MINI), ("since:2024-13", MINI), ("", "/no/such.toml")):
        with pytest.raises(TimelineError) as caught:
            ask(question, files=files)
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
        assert (type(again), str(again), vars(again)) == (caught.type, str(caught.value), vars(caught.value))
