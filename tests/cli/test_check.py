import json
from pathlib import Path

from tests.conftest import DATA, MINI, Run


def test_a_right_file(run: Run) -> None:
    result = run("check", str(MINI))
    assert (result.code, result.err) == (0, "")
    assert (
        result.out == "no problem in 11 events, 6 sources, 8 actors, 3 themes, 3 places; edition of 31 December 2025\n"
    )


def test_without_a_file_the_builtin_chronology_is_checked(run: Run) -> None:
    assert "no problem in 81 events" in run("check", file=None).out


def test_findings_are_the_answer(run: Run) -> None:
    path = DATA / "hostile" / "b-schema" / "dangling-actor.toml"
    result = run("check", str(path))
    assert (result.code, result.err) == (1, "")
    assert result.out == (
        f'{path}:56: error: event "second": actors: no actor "drpk" is defined\n  help: did you mean dprk?\n1 problem\n'
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
    assert f"{worse}: error: is UTF-16 text" in result.out
