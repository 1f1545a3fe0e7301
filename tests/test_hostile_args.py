"""Hostile values of arguments and of the environment, on every option and command that takes them.

The rows are ``tests/data/hostile_args.tsv``: where, value (with Python's escapes), what is expected.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dprkru_timeline.cli.commands import COMMANDS
from tests.conftest import DATA, MINI, Result, Run
from tests.test_hostile import is_safe

_LINES = (DATA / "hostile_args.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in _LINES if line and not line.startswith("#")]

QUERIES = (("show",), ("stats",), ("list", "actors"), ("on", "today"), ("around", "deadline"), ("export", "-f", "csv"))
NAMES = ("--actor", "--theme", "--place", "--source")
DATES = ("--since", "--until", "--on", "--as-of")
LIMITS = ("--limit", "--last")
EVENTS = (("info",), ("cite",), ("gap", "today"), ("around",))


def value_of(text: str) -> str:
    """Return the value that a row means."""
    if text == "(empty)":
        return ""
    if match := re.fullmatch(r"(.)\*([0-9]+)", text):
        return match[1] * int(match[2])
    text = re.sub(r" \(.*\)$", "", text)
    return re.sub(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4})", lambda match: chr(int(match[1][1:], 16)), text)


def rows(where: str) -> list[tuple[str, str]]:
    return [(value_of(row[1]), row[2]) for row in ROWS if row[0] == where]


def check(result: Result, codes: tuple[int, ...]) -> None:
    assert result.code in codes, (result.code, result.err[:300])
    assert "Traceback" not in result.err
    assert "internal error" not in result.err
    assert is_safe(result.out.replace("\r\n", "\n"))  # CSV
    assert is_safe(result.err)
    if result.code == 2:
        assert result.out == ""
        assert result.err.startswith("timeline: ")
        assert len(result.err) < 3000
    assert not any("\udc80" <= char <= "\udcff" for char in result.err)


def _expected(expects: str) -> tuple[int, ...]:
    """Return the exit codes that a row allows."""
    if " or " in expects or "by rule" in expects:
        return (0, 2)
    if expects.startswith(("usage error", "refused", "unknown", "as above")):
        return (2,)
    return (0, 2) if "taken as" in expects or "by" in expects else (0,)


@pytest.mark.parametrize(("value", "expects"), rows("actor"), ids=lambda text: repr(text)[:40])
def test_names(run: Run, value: str, expects: str) -> None:
    known = "matches" in expects or "same as once" in expects
    for option in NAMES:
        for command in QUERIES:
            result = run(*command, f"{option}={value}")
            check(result, (0, 2) if known else (2,))
            if known and option == "--actor":
                assert result.code == 0
            if option == "--actor" and "nearest" in expects and result.code == 2:
                assert "help:" in result.err
    for command in EVENTS:
        check(run(*command, *(["--"] if value.startswith("-") else []), value), (0, 2))
    for field in ("by", "denies", "id", "theme"):
        check(run("show", f'{field}:"{value}"'), (0, 2))
    check(run("list", *(["--"] if value.startswith("-") else []), value), (2,))
    check(run("schema", *(["--"] if value.startswith("-") else []), value), (2,))


def test_a_separate_value_that_looks_like_an_option_is_wrong_usage(run: Run) -> None:
    for option in (*NAMES, *DATES):
        check(run("show", option, "-x"), (2,))


@pytest.mark.parametrize(("value", "expects"), rows("query word"), ids=lambda text: repr(text)[:40])
def test_query_words(run: Run, value: str, expects: str) -> None:
    for command in QUERIES:
        result = run(*command, *(["--"] if value == "-" else []), value)
        check(result, (0,) if value in ("theme:labor", "--") else _expected(expects))
        if value == "*":
            assert result.code == 2  # never "all"
        if "nearest" in expects:
            assert "help:" in result.err
        if "caret" in expects:
            assert "^" in result.err


def test_text_is_never_a_pattern_of_another_language(run: Run) -> None:
    for text in ("NEAR(a b)", "^$.*(a+)+$", "%", "_"):
        result = run("show", "--", text)
        check(result, (0, 2))
        assert "0 of 11 events" in result.out or result.code == 2


@pytest.mark.parametrize(("value", "expects"), rows("since"), ids=lambda text: repr(text)[:40])
def test_dates(run: Run, value: str, expects: str) -> None:
    good = value in ("yesterday", "2024")
    for option in DATES:
        for command in QUERIES:
            if command[0] == "around" and option == "--on":
                continue  # around says when
            result = run(*command, f"{option}={value}")
            check(
                result,
                (0,)
                if good
                else (2,)
                if expects.startswith(("usage error", "refused")) and "or" not in expects.split()
                else (0, 2),
            )
    for command in (("info",), ("on",), ("around",), ("gap", "today")):
        check(run(*command, "--", value), (0, 2))
    for option in ("--within",):
        check(run("around", "deadline", f"{option}={value}"), (0, 2))


def test_since_after_until_and_a_month_s_last_day(run: Run) -> None:
    for command in QUERIES:
        check(run(*command, "--since", "2025", "--until", "2024"), (2,))
    assert "pact" in run("show", "--view", "oneline", "--until", "2024-06").out


@pytest.mark.parametrize(("value", "expects"), rows("limit"), ids=lambda text: repr(text)[:40])
def test_limits(run: Run, value: str, expects: str) -> None:
    for option in LIMITS:
        for command in QUERIES:
            if command[0] == "on":
                continue  # it shows all of its days
            check(
                run(*command, f"{option}={value}"),
                (0,) if "accepted" in expects or ("by rule" in expects and value != "0") else (2,),
            )
    check(run("show", f"limit:{value}"), (0, 2))
    check(run("show", f"--width={value}"), (0, 2))


FILES = {"/no/such/file.toml": 2, ".": 2, "/dev/null": 1, "/dev/zero": 2}


@pytest.mark.parametrize("value", FILES)
@pytest.mark.parametrize(
    "command", [(*command,) for command in (*QUERIES, ("info", "x"), ("gap", "a", "b"), ("cite",), ("check",))]
)
def test_files(run: Run, value: str, command: tuple[str, ...]) -> None:
    result = run("--file", value, *command)
    check(result, (FILES[value], 1, 2))
    assert result.out == "" or command == ("check",)
    assert value in result.err + result.out


def test_names_of_files_are_shown_safely(run: Run, tmp_path: Path) -> None:
    for name in ("a\nb.toml", "a\x1b[31m.toml", "[bold].toml", "a b.toml", os.fsdecode(b"a\xff.toml")):
        path = tmp_path / name
        path.write_bytes(MINI.read_bytes())
        for command in QUERIES:
            check(run("--file", str(path), *command), (0,))
        path.write_text("schema = ", encoding="utf-8")
        check(run("--file", str(path), "show"), (1,))


def test_the_same_file_twice_is_read_once(run: Run) -> None:
    for command in QUERIES:
        twice = run("--file", str(MINI), "--file", str(MINI), *command)
        assert (twice.code, twice.out) == (0, run(*command).out)


@pytest.mark.parametrize("value", ["nosuch", "CSV", "", "x" * 1000, "\x1b[31m", "[/]"])
def test_formats_and_styles(run: Run, value: str, tmp_path: Path) -> None:
    check(run("export", "-f", value), (0,) if value == "CSV" else (2,))
    check(run("cite", "deadline", "-s", value), (2,))
    check(run("show", "--view", value), (2,))
    check(run("export", "-o", str(tmp_path / f"x.{value}"[:200])), (2,) if value != "CSV" else (0, 2))


ENVIRONMENTS = [
    {"COLUMNS": "0"},
    {"COLUMNS": "-1"},
    {"COLUMNS": "abc"},
    {"COLUMNS": "100000"},
    {"TERM": "dumb"},
    {"TERM": ""},
    {"NO_COLOR": ""},
    {"PAGER": "false"},
    {"PAGER": "less -R; rm x"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX"},
    {"LC_ALL": "tr_TR.UTF-8"},
    {"LC_ALL": "ko_KR.EUC-KR"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"HOME": ""},
    {"HOME": "/dev/null"},
    {"TZ": "nonsense"},
    {"TZ": "Pacific/Kiritimati"},
    {"TIMELINE_FILE": "::"},
    {"TIMELINE_FILE": ""},
    {"TIMELINE_FILE": f"{MINI}:"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_environments_in_a_process_of_its_own(environment: dict[str, str]) -> None:
    """In bytes: the locale decides what the streams can encode, and no bytes of data may be lost to an error."""
    base = {"PATH": "/usr/bin:/bin", "TIMELINE_FILE": str(MINI), "HOME": "/nonexistent"}
    for command in (["show"], ["on"], ["stats"], ["list", "actors"], ["cite", "korean-title"]):
        if "TIMELINE_FILE" in environment and command[0] == "cite":
            continue
        done = subprocess.run(
            [sys.executable, "-m", "dprkru_timeline", *command],
            capture_output=True,
            env=base | environment,
            timeout=20,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stdout


def test_every_command_is_named_nearest(run: Run) -> None:
    for name in COMMANDS:
        assert f"did you mean {name}?" in run(f"{name}x").err


def test_a_field_of_the_query_is_no_option_and_the_message_says_so(run: Run) -> None:
    for field in ("by", "denies", "missing", "stance"):
        result = run("show", f"--{field}", "nis")
        check(result, (2,))
        assert f"{field}:" in result.err


@pytest.mark.parametrize(("typed", "said"), [("-thme:labor", "did you mean theme:?"), ("-nosuch:x", "the fields are")])
def test_a_minus_before_an_unknown_field(run: Run, typed: str, said: str) -> None:
    for command in QUERIES:
        if command[0] != "export":
            result = run(*command, typed)
            check(result, (2,))
            assert said in result.err
            assert "^" in result.err


def test_a_minus_after_the_end_of_options_is_still_a_negation(run: Run) -> None:
    assert run("show", "--", "-theme:labor").out == run("show", "not:theme:labor").out
    assert run("show", "-(theme:labor or theme:arms)").out == run(
        "show", "not:theme:labor", "not:theme:arms"
    ).out.replace("not: on Labor; not: on Arms", "not: (on Labor or on Arms)")
