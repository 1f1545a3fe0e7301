import json
from collections.abc import Callable
from pathlib import Path

from dprkru_timeline.store.rules import RULES
from tests.conftest import DATA, MINI, Run

GOOD = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")


def test_a_right_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text(
        GOOD.replace('status = "reported"', 'status = "confirmed"\nrecord = "s1"\nverified = 2026-01-01')
        .replace("edition = 2026-11-22", "edition = 2026-01-01")
        .replace('[actors.kremlin]\nname = "Kremlin"\nkind = "organization"\npart_of = "russia"\n', ""),
        encoding="utf-8",
    )
    result = run("check", str(path))
    assert (result.code, result.err) == (0, "")
    assert result.out == "no problem in 2 events, 1 source, 2 actors, 1 theme, 1 place; edition of 1 January 2026\n"


def test_warnings_end_with_0_and_with_1_when_strict(run: Run, golden: Callable[[str, str], None]) -> None:
    result = run("check", str(MINI))
    assert result.code == 0
    golden("check-warnings.txt", result.out.replace(str(MINI), "mini.toml"))
    assert run("check", str(MINI), "--strict").code == 1
    assert run("check", str(MINI), "--strict", "--ignore", "W3").code == 0


def test_rules_are_chosen_by_the_beginning_of_their_codes(run: Run) -> None:
    assert "W313" not in run("check", str(MINI), "--select", "W311").out
    assert "W311" in run("check", str(MINI), "--select", "w311,E").out
    assert "W313" not in run("check", str(MINI), "--ignore", "W313").out
    unknown = run("check", str(MINI), "--select", "W399")
    assert (unknown.code, unknown.out) == (2, "")
    assert 'no rule "W399"' in unknown.err


def test_every_rule_is_explained(run: Run) -> None:
    assert len(run("check", "--explain", "all").lines) == len(RULES)
    assert run("check", "--explain", "w305").out.startswith("W305 status-not-borne-out (warning): ")
    assert run("check", "--explain", "nosuch").code == 2


def test_github_annotations(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a,b:c.toml"
    path.write_text(GOOD.replace('actors = ["dprk"]', 'actors = ["drpk"]'), encoding="utf-8")
    result = run("check", str(path), "--format", "github")
    assert result.code == 1
    assert result.out == (
        f"::error file={tmp_path}/a%2Cb%3Ac.toml,line=56,title=E202::"
        'second: actors: no actor "drpk" is defined (did you mean dprk?)\n'
    )


def test_findings_are_the_answer(run: Run) -> None:
    path = DATA / "hostile" / "b-schema" / "dangling-actor.toml"
    result = run("check", str(path))
    assert (result.code, result.err) == (1, "")
    assert result.out == (
        f'{path}:56: error[E202]: event "second": actors: no actor "drpk" is defined\n'
        "  help: did you mean dprk?\n1 error, 0 warnings\n"
    )
    as_json = json.loads(run("check", str(path), "--json").out)
    assert as_json["problems"][0]["line"] == 56
    assert as_json["problems"][0]["field"] == "actors"


def test_several_files(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 1\nx = \n", encoding="utf-8")
    worse = tmp_path / "worse.toml"
    worse.write_bytes(b"\xff\xfex")
    result = run("check", str(bad), str(worse), str(MINI))
    assert result.code == 1
    assert f"{bad}:2:" in result.out
    assert f"{worse}: error[E001]: is UTF-16 text" in result.out


def test_a_selection_does_not_make_a_broken_file_good(run: Run) -> None:
    path = DATA / "hostile" / "a-syntax" / "bare-value.toml"
    for option in (("--select", "W"), ("--ignore", "E")):
        result = run("check", str(path), *option)
        assert result.code == 1
        assert "kept the file from being checked whole" in result.err


def test_what_is_found_of_an_entry_alone(run: Run) -> None:
    of_event = run("check", str(MINI), "--entry", "unknown-end")
    named = [line for line in of_event.out.splitlines() if "warning[" in line]
    assert named
    assert all(": event " not in line or 'event "unknown-end"' in line for line in named)
    of_source = run("check", str(MINI), "--entry", "sources.book")
    assert "sources.book: has no date" in of_source.out
    assert of_source.out.endswith("0 errors, 1 warning\n")
    with_its_sources = run("check", str(MINI), "--entry", "armistice", "--select", "W311")
    assert "sources.book" in with_its_sources.out
    assert "no problem" in run("check", str(MINI), "--entry", "actors.dprk").out
    unknown = run("check", str(MINI), "--entry", "unknown-and")
    assert (unknown.code, unknown.out) == (2, "")
    assert "did you mean unknown-end?" in unknown.err
