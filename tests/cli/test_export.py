import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from dprkru_timeline.formats import FORMATS, Format
from dprkru_timeline.store.load import load
from dprkru_timeline.words.columns import COLUMNS
from tests.conftest import DATA, MINI, Run

Golden = Callable[[str, str], None]
NAMES = (
    "id date earliest latest start_kind end_kind date_text date_basis title summary kind key status actors doers "
    "themes places record sources publishers urls claims links verified archives edition as_of license "
    "form settled settled_by voices denied_by denied_on about_places symbols known_as corrections sourced_until file"
).split()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "one", [one for one in FORMATS if one.name not in ("sqlite", "xlsx", "docx", "parquet")], ids=lambda one: one.name
)
def test_golden(run: Run, golden: Golden, one: Format) -> None:
    result = run("export", "-f", one.name)
    assert (result.code, result.err) == (0, "")
    golden(f"mini{one.suffixes[0]}", result.out)


@pytest.mark.parametrize("name", ["csv", "md", "json", "jsonl"])
def test_the_events_are_those_of_show_in_time_order(run: Run, name: str) -> None:
    shown = [line.split()[0] for line in run("show", "--view", "oneline", "actor:dprk", "theme:labor").lines]
    text = run("export", "-f", name, "actor:dprk", "theme:labor", "--reverse").out
    match name:
        case "csv":
            found = [row["id"] for row in rows(text)]
        case "json":
            found = [event["id"] for event in json.loads(text)["events"]]
        case "jsonl":
            found = [json.loads(line)["id"] for line in text.splitlines()]
        case _:
            titles = {row["title"]: row["id"] for row in rows(run("export", "-f", "csv").out)}
            found = [titles[match] for match in re.findall(r"\*\*: (.*?)(?: \*\(|\[\^)", text)]
    assert found == shown


def test_csv_is_rfc_4180_with_the_columns_for_good(run: Run) -> None:
    text = run("export", "-f", "csv").out
    assert text.startswith(",".join(NAMES) + "\r\n")
    assert [column.name for column in COLUMNS] == NAMES
    assert "\n" not in text.replace("\r\n", "").replace("A first paragraph of the summary.\n\nA second", "").replace(
        "a dash first\n#", ""
    )
    by_id = {row["id"]: row for row in rows(text)}
    assert by_id["deployment"]["latest"] == ""
    assert by_id["deployment"]["end_kind"] == "open"
    assert by_id["unknown-end"]["end_kind"] == "unknown"
    assert json.loads(by_id["deadline"]["claims"])[0]["locator"] == "p. 4"
    assert by_id["deadline"]["links"] == "follows:resolution"
    assert by_id["korean-title"]["publishers"] == "한국통신; The Paper"


def test_csv_guards_against_formulas_unless_told_not_to(run: Run) -> None:
    guarded = {row["id"]: row for row in rows(run("export", "-f", "csv").out)}
    raw = {row["id"]: row for row in rows(run("export", "-f", "csv", "--no-guard").out)}
    assert guarded["one-of-two"]["title"] == "'=SUM(A1) a title that looks like a formula"
    assert raw["one-of-two"]["title"] == "=SUM(A1) a title that looks like a formula"
    assert guarded["markup"]["summary"].startswith("'- a dash")


def test_csv_for_excel_begins_with_a_mark(run: Run) -> None:
    assert run("export", "-f", "csv", "--bom").out.startswith("\ufeffid,date")


def test_jsonl_is_one_object_a_line(run: Run) -> None:
    lines = run("export", "-f", "jsonl").out.split("\n")
    assert [json.loads(line)["id"] for line in lines[:-1]]
    assert lines[-1] == ""


def test_json_of_export_and_show_is_the_same(run: Run) -> None:
    assert (
        run("export", "-f", "json", "theme:arms").out
        == run("show", "--json", "theme:arms").out
        == run("export", "--json", "theme:arms").out
    )


@pytest.mark.parametrize("style", ["list", "table"])
def test_markdown_shows_text_as_text_and_resolves_its_footnotes(run: Run, golden: Golden, style: str) -> None:
    text = run("export", "-f", "md", "--style", style).out
    golden(f"mini-{style}.md", text)
    html = MarkdownIt("commonmark").enable("table").use(footnote_plugin).render(text)
    assert "<b>markup" not in html
    assert "[bold]A *title* with &lt;b&gt;markup&lt;/b&gt; | pipes_and_lines :smile: &amp; 1. dots" in html
    assert "[^" not in html.replace("[^1] `code`", "")
    assert html.count('class="footnote-item"') == len(re.findall(r"^\[\^[0-9]+\]:", text, re.MULTILINE)) == 6
    assert 'href="https://example.org/un/1?a=1&amp;b=2"' in html
    if style == "table":
        assert html.count("<tr>") == 12
        assert {row.count("<td") for row in html.split("<tr>")[2:]} == {5}


def test_to_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    result = run("export", "theme:arms", "-o", str(path))
    assert (result.code, result.out) == (0, "")
    assert result.err == f"timeline: wrote 2 events to {path}\n"
    assert path.read_bytes().decode() == run("export", "theme:arms", "-f", "csv").out
    again = run("export", "-o", str(path))
    assert again.code == 2
    assert "exists" in again.err
    assert "--force" in again.err
    misspelt = run("export", "actor:DRPK", "-o", str(path))
    assert "exists" in misspelt.err
    assert "--force" in misspelt.err, "a name put right would fail as before"
    assert run("export", "-o", str(path), "--force").code == 0


def test_wrong_usage(run: Run, tmp_path: Path) -> None:
    for arguments, message in (
        (("export",), "no format is named"),
        (("export", "-f", "cvs"), "did you mean csv?"),
        (("export", "-o", str(tmp_path / "x.unknown")), 'the ending ".unknown"'),
        (("export", "-f", "csv", "-o", str(MINI), "--force", "--file", str(MINI)), "is an input"),
        (("export", "--json", "-f", "csv"), "are both given"),
        (("export", "-f", "csv", "-o", str(tmp_path)), "is a directory"),
    ):
        result = run(*arguments)
        assert result.code == 2, arguments
        assert message in result.err
        assert result.out == ""
    assert list(tmp_path.iterdir()) == []
    assert run("export", "-f", "CSV").code == 0


def test_an_invalid_file_leaves_no_output(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 1\n")
    result = run("export", "--file", str(bad), "-f", "csv", "-o", str(tmp_path / "out.csv"))
    assert result.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_a_full_disk_and_a_closed_pipe() -> None:
    program = f"TIMELINE_FILE={MINI} {sys.executable} -m dprkru_timeline"

    def shell(line: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["bash", "-c", line], capture_output=True, timeout=30, check=False)

    full = shell(f"{program} export -f csv > /dev/full")
    assert (full.returncode, full.stderr) == (
        1,
        b"timeline: error: can't write standard output: No space left on device\n",
    )
    closed = shell(f"{program} show >&-")
    assert closed.returncode == 1
    assert b"it is closed" in closed.stderr
    pipe = shell(f"{program} show | true; echo ${{PIPESTATUS[0]}}")
    assert (pipe.stdout, pipe.stderr) == (b"0\n", b"")
    limited = shell(
        f"cd $(mktemp -d); trap '' XFSZ; "
        f"(ulimit -f 1; {sys.executable} -m dprkru_timeline export -f json -o big.json); echo $?; ls -A"
    )
    assert limited.stdout == b"1\n"
    assert b"can't write big.json: File too large" in limited.stderr


def test_an_input_named_by_the_environment_is_not_written_over(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_bytes(MINI.read_bytes())
    monkeypatch.setenv("TIMELINE_FILE", str(mine))
    result = run("export", "-f", "json", "-o", str(mine), "--force")
    assert (result.code, mine.read_bytes()) == (2, MINI.read_bytes())
    assert "is an input of this command" in result.err


@pytest.mark.parametrize("target", ["/dev/stdout", "/dev/fd/1", ">(cat)"])
def test_a_pipe_may_be_a_target(target: str) -> None:
    line = f"TIMELINE_FILE={MINI} {sys.executable} -m dprkru_timeline export -f jsonl -o {target} | cat"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=30, check=False)
    assert done.stdout.startswith(b'{"id"'), done.stderr


def test_the_newest_are_the_same_in_every_form(run: Run) -> None:
    shown = [line.split()[0] for line in run("show", "--reverse", "-n", "2", "--view", "oneline").lines]
    exported = [row["id"] for row in rows(run("export", "--reverse", "-n", "2", "-f", "csv").out)]
    assert exported == shown[::-1]


def test_an_e_mail_in_a_text_is_no_link(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    good = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    path.write_text(good.replace('title = "First event"', 'title = "bob@example.com, @octocat"'), encoding="utf-8")
    text = run("export", "-f", "md", file=path).out
    assert "bob@<!-- -->example.com, @<!-- -->octocat" in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_every_start_of_a_formula_is_guarded(start: str) -> None:
    from dprkru_timeline.formats.csv import guarded

    assert guarded(f"{start}1") == f"'{start}1"


def test_standard_input_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "in.toml"
    path.write_bytes(MINI.read_bytes())
    line = f"{sys.executable} -m dprkru_timeline --file - export -f csv -o {path} --force < {path}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=30, check=False)
    assert (done.returncode, path.read_bytes()) == (2, MINI.read_bytes())


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_columns_and_names_are_chosen(run: Run, name: str) -> None:
    result = run("export", "-f", name, "id:deployment", "--columns", "actors,date", "--names")
    assert result.err == ""
    assert "DPRK; Russia" in result.out
    assert result.out.splitlines()[0] == {"csv": "actors,date", "tsv": "actors\tdate"}[name]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--columns", "titel"), 'no column "titel" help: did you mean title?'),
        (("--columns", ","), "no column is named help: write such as id,date,earliest"),
        (("--what", "claims", "--columns", "sais"), 'no column "sais" help: did you mean says?'),
        (("--what", "figures", "--columns", "says,title"), 'no column "title" help: did you mean'),
        (("--what", "claims", "--names"), "--names is for events: claims have names beside the ids help: leave it out"),
    ],
)
def test_columns_that_are_not_there_are_refused_with_the_nearest(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("export", "-f", "csv", *arguments)
    assert (result.code, result.out) == (2, "")
    assert " ".join(result.err.split()).startswith(f"timeline: error: {said}")


@pytest.mark.parametrize("option", ["--names", "--columns=id"])
def test_columns_and_names_are_for_tables_of_text(run: Run, option: str) -> None:
    result = run("export", "-f", "md", option)
    assert result.code == 2
    assert "is not for md" in result.err
    assert "use it with csv or tsv" in result.err


def test_claims_and_figures_have_columns_of_their_own(run: Run) -> None:
    result = run("export", "-f", "csv", "--what", "claims", "id:one-of-two", "--columns", "by_name,does")
    assert result.out == "by_name,does\r\nUkraine,asserts\r\nDPRK,denies it\r\n"
    tabbed = run("export", "-f", "tsv", "--what", "figures", "--columns", "wording,low").out
    assert tabbed.splitlines()[0] == "wording\tlow"


def long_file(tmp_path: Path) -> Path:
    text = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    path = tmp_path / "long.toml"
    path.write_text(re.sub('summary = ".*"', f'summary = "{"x" * 40_000}"', text, count=1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("csv", ["{id}, summary: over 32,767 characters, which is all that Excel reads of a cell"]),
        (
            "xlsx",
            [
                f"sheet {sheet}, {{id}}, Summary: cut, since a cell of Excel holds 32,767 characters"
                for sheet in ("Events", "Data")
            ],
        ),
    ],
)
def test_a_cell_that_is_too_long_for_excel_is_said(run: Run, tmp_path: Path, name: str, said: list[str]) -> None:
    path = long_file(tmp_path)
    id_ = next(event.id for event in load(str(path)).events if len(event.summary) == 40_000)
    result = run("export", "-o", str(tmp_path / f"x.{name}"), file=path)
    assert result.code == 0
    assert [line for line in result.err.splitlines() if "wrote" not in line] == [
        f"timeline: {one.format(id=id_)}" for one in said
    ]


BINARY = [one.name for one in FORMATS if one.is_binary]


def test_the_formats_that_are_no_text_are_told_once_as_they_are_corrected() -> None:
    from dprkru_timeline.cli import guesses

    assert set(BINARY) == set(guesses.BINARY)


@pytest.mark.parametrize(
    "command",
    [
        *(("export", "theme:arms", "-f", name) for name in BINARY),
        ("export", "--what", "claims", "-f", "xlsx"),
        ("brief", "-f", "docx"),
        ("figures", "-f", "xlsx"),
    ],
    ids=" ".join,
)
def test_what_is_no_text_is_kept_from_a_terminal_and_the_command_that_writes_a_file_is_given(
    run: Run, command: tuple[str, ...]
) -> None:
    result = run(*command, terminal=True)
    assert (result.code, result.out) == (2, "")
    name = command[-1]
    assert f"{name} is no text, and this is a terminal" in result.err
    assert f"help: write timeline {' '.join(command)} -o x.{name}" in result.err


@pytest.mark.parametrize("name", BINARY)
def test_in_a_pipe_and_a_file_it_works(run: Run, tmp_path: Path, name: str) -> None:
    assert len(run("export", "-f", name).out) > 1000
    assert run("export", "-f", name, "-o", str(tmp_path / "x"), terminal=True).code == 0


@pytest.mark.parametrize("name", ["csv", "json", "md", "html", "ics"])
def test_text_is_for_terminals_too(run: Run, name: str) -> None:
    assert run("export", "-f", name, terminal=True).code == 0


def test_a_terminal_by_its_device_is_one(tmp_path: Path) -> None:
    import os
    import pty

    leader, follower = pty.openpty()
    code = "import sys; from dprkru_timeline.cli.app import run; sys.exit(run(sys.argv[1:]))"
    arguments = ["export", "-f", "xlsx", "-o", "/dev/stdout", "--file", str(MINI)]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdout=follower,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=30,  # nobody reads the terminal
    )
    os.close(follower)
    os.close(leader)
    assert done.returncode == 2
    assert "xlsx is no text, and this is a terminal" in done.stderr


@pytest.mark.parametrize("style", ["list", "table"])
def test_what_goes_on_stands_last_under_a_heading_of_its_own(run: Run, style: str) -> None:
    text = run("export", "-f", "md", "--style", style, "since:2025").out
    before, heading, after = text.partition("\n## Going on\n")
    assert heading
    assert "Troops are sent to Kursk" not in before
    assert "Troops are sent to Kursk" in after
    assert "[^" in after
    assert "## Going on" not in run("export", "-f", "md", "--style", style).out


def test_a_file_without_an_event_has_an_empty_table(run: Run) -> None:
    text = run("export", "-f", "md", "--style", "table", "nosuchword").out
    assert text.count("| Date |") == 1
