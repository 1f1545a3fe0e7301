from collections.abc import Callable

import pytest

from dprkru_timeline.cli.commands import COMMANDS, groups
from dprkru_timeline.cli.topics import TOPICS
from dprkru_timeline.text import cells
from tests.conftest import Run

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic(run: Run, golden: Golden, topic: str) -> None:
    result = run("help", topic.upper())
    assert (result.code, result.err) == (0, "")
    golden(f"help/{topic}.txt", result.out)
    for width in (40, 60, 140):
        lines = run("help", topic, "--width", str(width)).lines
        assert not [line for line in lines if cells(line) > width]


def test_help_of_help_and_of_a_command(run: Run) -> None:
    assert all(name in run("help").out for name in TOPICS)
    assert run("help", "gap").out == run("gap", "--help").out


def test_the_query_s_topic_has_every_field(run: Run) -> None:
    from dprkru_timeline.query.expr import FIELDS, SETTINGS

    out = run("help", "query").out
    assert all(f"{name}:" in out for name in (*FIELDS, *SETTINGS))


def test_an_unknown_topic_gets_the_nearest(run: Run) -> None:
    result = run("help", "qeury")
    assert (result.code, result.out) == (2, "")
    assert "did you mean query?" in result.err
    assert "the topics are" in run("help", "zzz").err


def test_commands_are_grouped_by_what_a_person_wants(run: Run) -> None:
    out = run("--help").out
    assert [line.rstrip(":") for line in out.splitlines() if line.rstrip(":") in groups()] == list(groups())
    assert all(f"\n  {name} " in out for name in COMMANDS)
    assert "..." not in out.replace("[ARGS]...", "")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.usefixtures("published")
def test_each_command_s_help_has_three_examples_that_run(run: Run, name: str) -> None:
    import re
    import shlex

    out = run(name, "--help").out
    examples = re.findall(r"^ {4}timeline (.*)$", out, re.MULTILINE)
    assert len(examples) >= 3
    for example in examples:
        if (
            "|" in example
            or ">" in example
            or "mine" in example
            or "my-" in example
            or " -o " in example
            or ".xlsx" in example
            or "labor.zip" in example
        ):
            continue
        result = run(*shlex.split(example), file=None)
        assert result.code == (1 if name == "diff" else 0), (example, result.err)
