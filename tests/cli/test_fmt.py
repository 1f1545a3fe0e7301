"""``timeline fmt``: a file of schema 1 is moved, its comments and layout kept."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from dprkru_timeline.store.load import load
from tests.conftest import DATA, Run

OLD = (DATA / "edition-1-schema-1.toml").read_bytes()
NEW = (DATA / "edition-1.toml").read_bytes()
SMALL = """# a comment above
schema = 1  # the number

[chronology]
title = "T"
edition = 2025-01-01

[actors.nis]
name = "NIS"
kind = "organization"

[sources.paper]
publisher = "The Paper"
kind = "news"
title = "A page"
date = "2024-05-02"

[[events]]
id = "said"
date = "2024-05-01"
title = "NIS counts"
summary = "It counts."
kind = "statement"
actors = ["nis"]
doers = ["nis"]
status = 'confirmed' # by hand
sources = ["paper"]

[[events.claims]]
by = "nis"
stance = "confirms"
says = "So many."
date = "2024-05-01"
source = "paper"
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_number_and_the_statuses_change_and_nothing_else(run: Run, mine: Path) -> None:
    result = run("fmt", "--upgrade", str(mine), file=None)
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == f"{mine} is of schema 2 now; 1 event with another status by its rules:\n  said: confirmed is said now\n"
    )
    assert mine.read_text(encoding="utf-8") == SMALL.replace("schema = 1 ", "schema = 2 ").replace(
        "status = 'confirmed'", "status = 'said'"
    )
    again = run("fmt", "--upgrade", str(mine), file=None)
    assert (again.code, again.out) == (0, f"{mine} is of schema 2 already\n")


def test_the_first_edition_is_moved_to_what_the_tests_use(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "edition.toml"
    path.write_bytes(OLD)
    result = run("fmt", "--upgrade", str(path), file=None)
    assert (result.code, result.err) == (0, "")
    assert path.read_bytes() == NEW
    changed = [one for one in zip(OLD.splitlines(), NEW.splitlines(), strict=True) if one[0] != one[1]]
    assert len(changed) == result.out.count("\n")  # the line of the schema, then a line for each
    assert "  defense-pact: its record is a private copy, so a comment now" in result.out
    assert run("check", "--select", "W305", str(path), file=None).out == "no problem in " + run(
        "check", "--select", "W305", str(path), file=None
    ).out.removeprefix("no problem in ")


def test_before_it_is_moved_it_loads_and_every_status_that_differs_is_named(run: Run, mine: Path) -> None:
    assert [event.status.value for event in load(str(mine)).events] == ["said"]
    result = run("check", "--select", "W305", str(mine), file=None)
    assert 'event "said": status: is confirmed; claims and sources give said, which is what is shown' in result.out
    assert result.code == 0
    assert "(said)" in run("show", file=mine).out


def test_line_ends_and_the_byte_order_mark_stay(run: Run, mine: Path) -> None:
    mine.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    mine.chmod(0o640)
    assert run("fmt", "--upgrade", str(mine), file=None).code == 0
    data = mine.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# a comment above\r\nschema = 2  # the number\r\n")
    assert data.count(b"\r\n") == data.count(b"\n") == SMALL.count("\n")
    assert stat.S_IMODE(mine.stat().st_mode) == 0o640


def test_what_stands_on_no_line_of_its_own_is_left_and_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inline.toml"
    head, _, _ = SMALL.partition("[[events]]")
    event = (
        'events = [{ id = "said", date = "2024-05-01", title = "T", summary = "S", kind = "statement", '
        'actors = ["nis"], '
        'doers = ["nis"], status = "confirmed", sources = ["paper"], claims = [{ by = "nis", stance = "confirms", '
        'says = "x", date = "2024-05-01", source = "paper" }] }]\n'
    )
    path.write_text(head.replace("schema = 1", f"{event}schema = 1"), encoding="utf-8")
    result = run("fmt", "--upgrade", str(path), file=None)
    assert (result.code, result.err) == (0, "")
    assert "said: confirmed is said now (left as it stands: change it yourself, or take it out)" in result.out
    document = tomli.loads(path.read_text(encoding="utf-8"))
    assert (document["schema"], document["events"][0]["status"]) == (2, "confirmed")


def test_a_schema_that_is_written_oddly_is_not_touched(run: Run, mine: Path) -> None:
    odd = SMALL.replace("schema = 1", "schema = 0x1")
    mine.write_text(odd, encoding="utf-8")
    result = run("fmt", "--upgrade", str(mine), file=None)
    assert (result.code, result.out) == (2, "")
    assert "write schema = 2 yourself" in result.err
    assert mine.read_text(encoding="utf-8") == odd


def test_a_file_with_errors_is_named_and_not_touched(run: Run, mine: Path) -> None:
    bad = SMALL.replace('by = "nis"', 'by = "nobody"')
    mine.write_text(bad, encoding="utf-8")
    result = run("fmt", "--upgrade", str(mine), file=None)
    assert (result.code, result.out) == (1, "")
    assert 'no actor "nobody" is defined' in result.err
    assert mine.read_text(encoding="utf-8") == bad


def test_what_it_uses_of_others_is_found_in_those_of_file(run: Run, mine: Path, tmp_path: Path) -> None:
    head, actor, rest = SMALL.partition('[actors.nis]\nname = "NIS"\nkind = "organization"\n')
    mine.write_text(head + rest, encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(f'schema = 1\n[chronology]\ntitle = "O"\nedition = 2025-01-01\n{actor}', encoding="utf-8")
    assert run("fmt", "--upgrade", str(mine), file=None).code == 1
    assert run("fmt", "--upgrade", str(mine), "--file", str(other), file=None).code == 0
    assert b"schema = 2" in mine.read_bytes()
    assert b"schema = 1" in other.read_bytes()


def test_standard_input_is_moved_to_standard_output(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dprkru_timeline", "fmt", "--upgrade", "-"]
    done = subprocess.run(command, input=OLD, capture_output=True, check=False, timeout=60, cwd=tmp_path)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", NEW)


def test_where_one_of_several_can_t_be_moved_none_is(run: Run, mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("schema = 1\n[", encoding="utf-8")
    assert run("fmt", "--upgrade", str(mine), str(other), file=None).code == 1
    assert mine.read_text(encoding="utf-8") == SMALL


def test_a_record_over_several_lines_is_not_touched(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "edition.toml"
    odd = OLD.decode().replace('record = "unts-1961"', 'record = """\\\n  unts-1961"""')
    path.write_text(odd, encoding="utf-8")
    result = run("fmt", "--upgrade", str(path), file=None)
    assert (result.code, result.out) == (2, "")
    assert "the record of treaty-1961 is a private copy, in a form that is not rewritten" in result.err
    assert path.read_text(encoding="utf-8") == odd


def test_json(run: Run, mine: Path) -> None:
    document = json.loads(run("fmt", "--upgrade", str(mine), "--json", file=None).out)
    assert document == {
        "timeline": 2,
        "files": [
            {
                "file": str(mine),
                "upgraded": True,
                "records_left": [],
                "statuses": [{"event": "said", "was": "confirmed", "now": "said", "written": True}],
            }
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "with the name of yours, such as mine.toml"),
        (("mine.toml",), "no file mine.toml"),
        (("--upgrade",), "with the name of yours, such as mine.toml"),
        (("--upgrade", "--check", "x.toml"), "give one of them"),
        (("--upgrade", "builtin"), "name an event file"),
        (("--upgrade", "nothing-here.toml"), "no file nothing-here.toml"),
    ],
)
def test_what_is_missing_is_said(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("fmt", *arguments, file=None)
    assert (result.code != 0, result.out) == (True, "")
    assert said in result.err
