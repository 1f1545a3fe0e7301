"""What ``--json`` prints is what the schemas in the package say, for every lookup, chronology and day."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from dprkru_timeline.answers.schemas import NAMES, schema_text
from dprkru_timeline.derive.stats import LISTS
from tests.conftest import DATA, Run

COMMANDS = [
    ("show",),
    ("show", "since:2024-12", "certain:yes"),
    ("show", "nosuchword"),
    ("info", "deployment", "deadline", "markup"),
    ("info", "deployment", "--as-of", "2024-10-20"),
    ("show", "--as-of", "2024-10-20"),
    ("around", "deployment", "--within", "9y"),
    ("around", "2024-22"),
    ("on", "2022-12-22"),
    ("on",),
    ("gap", "deployment", "today"),
    ("gap", "[..1953-07-27]", "../1953"),
    *(("list", what) for what in LISTS),
    ("stats",),
    ("stats", "nosuchword"),
    ("cite", "deployment", "deadline"),
    ("cite", "deployment", "-s", "csl-json"),
    ("cite",),
    ("diff", str(DATA / "mini.toml"), "builtin"),
    ("diff", "--as-of", "2019", "--to", "2024-11"),
    ("diff", str(DATA / "mini.toml")),
]


def _validate(name: str, document: Any) -> None:
    schema = json.loads(schema_text(name))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_json_is_what_the_schema_says(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--json")
    assert result.code == 0 or (arguments[0], result.code) == ("diff", 1)
    _validate(arguments[0], json.loads(result.out))


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("stats",),
        ("on", "2025-06-19"),
        ("list", "sources"),
        ("around", "panel-veto"),
        ("show", "as-of:2024-11"),
    ],
    ids=" ".join,
)
def test_json_of_the_chronology_that_ships(run: Run, arguments: tuple[str, ...]) -> None:
    _validate(arguments[0], json.loads(run(*arguments, "--json", file=None).out))


@pytest.mark.thorough
@pytest.mark.usefixtures("published")
def test_json_of_every_event_in_full(run: Run) -> None:
    ids = run("show", "--view", "oneline", file=None).out
    _validate("info", json.loads(run("info", "-", "--json", file=None, stdin=ids.encode()).out))


def test_findings(run: Run) -> None:
    for path in (DATA / "mini.toml", DATA / "hostile" / "b-schema" / "alias-clash.toml"):
        _validate("check", json.loads(run("check", str(path), "--json").out))


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema_that_needs_no_other_file(run: Run, name: str) -> None:
    result = run("schema", name.upper())
    assert (result.code, result.err) == (0, "")
    schema = json.loads(result.out)
    if name != "events":
        Draft202012Validator.check_schema(schema)
        assert set(schema["$defs"]) == {part.split('"')[0] for part in result.out.split('"#/$defs/')[1:]}, (
            "only what it refers to"
        )


def test_a_wrong_document_is_refused() -> None:
    from jsonschema import ValidationError

    with pytest.raises(ValidationError):
        _validate("gap", {"timeline": 2})
    with pytest.raises(ValidationError):
        _validate("check", {"timeline": 2, "problems": [{"file": 3}]})
