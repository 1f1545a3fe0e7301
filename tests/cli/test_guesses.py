"""What people type first: the answer holds a command that works, and nothing is run in place of what was typed."""

import csv
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import DATA, Result, Run

pytestmark = pytest.mark.usefixtures("published")


def _rows() -> list[tuple[str, str]]:
    with (DATA / "guesses.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(row[0], row[1]) for row in rows if not (len(row) > 2 and row[2])]


ROWS = _rows()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _run(run: Run, command: str) -> Result:
    return run(*shlex.split(command)[1:], file=None)


@pytest.mark.thorough
@pytest.mark.parametrize(("typed", "meant"), ROWS, ids=[typed for typed, _ in ROWS])
def test_a_guess_is_refused_with_the_command_that_works(run: Run, tmp_path: Path, typed: str, meant: str) -> None:
    refused = _run(run, typed)
    assert refused.code == 2
    assert refused.out == ""
    assert not list(tmp_path.iterdir())
    assert meant in refused.err
    works = _run(run, meant)
    assert works.code == 0, works.err
    assert works.out or list(tmp_path.iterdir())


@pytest.mark.thorough
@pytest.mark.parametrize(("typed", "meant"), ROWS, ids=[typed for typed, _ in ROWS])
def test_the_whole_line_that_is_shown_works_when_pasted(run: Run, typed: str, meant: str) -> None:
    shown = re.findall(r"(?:write |\? |: )(timeline [a-z].*)$", _run(run, typed).err, re.MULTILINE)
    assert any(meant in line for line in shown)
    for line in shown:
        works = _run(run, line)
        assert works.code == 0, (line, works.err)


@pytest.mark.parametrize(
    "typed",
    [
        "timeline brief --xyzzy Labor",
        "timeline show --no-key",
        "timeline stats --by month",
        "timeline list actors --format csv",
        "timeline exit",
        "timeline who said what about shells",
        "timeline frobnicate",
        "timeline show --theme zzz",
    ],
)
def test_what_comes_to_nothing_gets_no_command(run: Run, typed: str) -> None:
    refused = _run(run, typed)
    assert refused.code == 2
    assert "write timeline" not in refused.err
    assert "? timeline" not in refused.err


def test_plain_synonyms_work(run: Run) -> None:
    version = run("--version").out
    assert run("-V").out == run("version").out == version
    plain = run("show", "veto", file=None)
    assert (
        run("show", "veto", "--no-color", file=None).out
        == run("--no-color", "show", "veto", file=None).out
        == plain.out
    )
    assert "Usage: timeline" in run("help").out or run("help").code == 0


def test_list_alone_lists_what_can_be_listed(run: Run) -> None:
    alone = run("list", file=None)
    assert alone.code == 0
    for line in alone.lines[1:]:
        assert run("list", line.split()[0], file=None).code == 0


def test_the_other_bound_is_named_as_well(run: Run) -> None:
    refused = run("show", "--after", "2024", file=None).err
    assert "write timeline show --since 2025\n  also: for 2024 itself: --since 2024\n" in refused
    assert "--until 2024-06-18" in run("show", "--before", "19 June 2024", file=None).err


def test_a_narrower_word_is_no_theme_and_its_number_is_the_one_that_is_found(run: Run) -> None:
    refused = run("show", "--theme", "visas", "--since", "2020", file=None).err
    found = re.search(r"([0-9]+) events name it, [0-9]+ of them of the theme labor: timeline (.*)", refused)
    assert found
    assert len(run(*shlex.split(found[2]), "--view", "oneline", file=None).lines) == int(found[1])


def test_a_name_is_put_right_where_it_was_typed(run: Run) -> None:
    assert "timeline show kim --actor kim-jong-un\n" in run("show", "kim", "--actor", "Kim", file=None).err
    assert "timeline show kim actor:kim-jong-un\n" in run("show", "kim", "actor:kim", file=None).err


def test_a_file_to_write_is_no_word_to_find(run: Run, tmp_path: Path) -> None:
    for typed in ("export labor.csv -f csv", "brief labor.docx", "export labor to labor.csv"):
        refused = run(*typed.split(), file=None)
        assert (refused.code, refused.out) == (2, "")
        assert " -o labor." in refused.err
    assert run("show", "labor.csv", file=None).code == 0
    assert not list(tmp_path.iterdir())
