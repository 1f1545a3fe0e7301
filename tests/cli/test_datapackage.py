"""The description of a table's columns: every cell reads as the type that it is said to have."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dprkru_timeline.store.load import load
from dprkru_timeline.words.columns import COLUMNS
from tests.conftest import DATA, Run


def described(run: Run, folder: Path, suffix: str, *options: str, **how: Any) -> tuple[dict[str, Any], Path]:
    """Return the description of the only table in it, and the path of the table."""
    table = folder / f"events.{suffix}"
    result = run("export", "-o", str(table), "--schema", "--force", *options, **how)
    assert result.code == 0, result.err
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    assert folder / resource["path"] == table
    return resource, table


def read(cell: str, field: dict[str, Any]) -> Any:
    """Read a cell by its field descriptor, as a reader of Table Schema does."""
    constraints = field.get("constraints", {})
    if cell == "":
        assert not constraints.get("required"), field
        return None
    assert cell in constraints.get("enum", [cell])
    match field["type"]:
        case "date":
            return date.fromisoformat(cell)
        case "boolean":
            assert cell in field["trueValues"] + field["falseValues"]
            return cell in field["trueValues"]
        case "integer":
            return int(cell)
        case "list":
            return cell.split(field["delimiter"])
        case "array":
            found = json.loads(cell)
            assert type(found) is list
            return found
        case "string":
            return cell
    raise AssertionError(field)


@pytest.mark.parametrize("file", [{}, {"file": None}], ids=["mini", "edition 1"])
@pytest.mark.parametrize("options", [(), ("--no-guard",), ("actor:dprk", "as-of:2024-11")], ids=" ".join)
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_every_cell_reads_as_the_type_of_its_column(
    run: Run, tmp_path: Path, suffix: str, options: tuple[str, ...], file: dict[str, None]
) -> None:
    resource, table = described(run, tmp_path, suffix, *options, **file)
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert list(fields) == [column.name for column in COLUMNS]
    assert all(field["description"] for field in fields.values())
    with table.open(encoding=resource["encoding"], newline="") as text:
        rows = list(csv.DictReader(text, delimiter=resource["dialect"]["delimiter"]))
    found = [{name: read(cell, fields[name]) for name, cell in row.items()} for row in rows]
    (key,) = resource["schema"]["primaryKey"]
    assert len({row[key] for row in found}) == len(rows) > 3
    events = json.loads(run("show", "--json", *(one for one in options if one[0] != "-"), **file).out)["events"]
    for row, event in zip(found, events, strict=True):
        for name in ("key", "status", "title" if "--no-guard" in options else "id"):
            assert row[name] == event[name]
        for name in ("actors", "doers", "themes", "places", "about_places", "settled_by", "denied_by"):
            assert (row[name] or []) == event[name]
        assert str(row["earliest"]) == str(event["earliest"])
        own = [source for source in event["sources"] if not source.get("claims_only")]
        assert row["sources"] == [source["id"] for source in own]
        assert (row["urls"] or []) == [source["url"] for source in own if source.get("url")]
        assert (row["claims"] or []) == event["claims"]


def test_the_description_says_what_was_asked(run: Run, tmp_path: Path) -> None:
    resource, _ = described(run, tmp_path, "csv", "actor:dprk", "theme:labor", file=None)
    matched = len(run("show", "actor:dprk", "theme:labor", "--view", "oneline", file=None).lines)
    assert resource["description"] == f"{matched} events. Asked: actor:dprk theme:labor."
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == "2026-11-25"
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_exactly_the_columns_that_are_written_are_described(run: Run, tmp_path: Path, suffix: str) -> None:
    resource, table = described(run, tmp_path, suffix, "--columns", "title,actors,id", "--names", file=None)
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    delimiter = resource["dialect"]["delimiter"]
    with table.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text, delimiter=delimiter))
    assert list(fields) == list(rows[0]) == ["title", "actors", "id"]
    assert fields["actors"]["description"].startswith("names of")
    whole = load("builtin")
    for row, event in zip(rows, whole.events, strict=True):
        assert read(row["actors"], fields["actors"]) == [whole.actors[one].name for one in event.actors]
    assert resource["schema"]["primaryKey"] == ["id"]


def test_without_ids_there_is_no_key(run: Run, tmp_path: Path) -> None:
    resource, _ = described(run, tmp_path, "csv", "--columns", "title,date")
    assert "primaryKey" not in resource["schema"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-f", "csv"), "--schema writes a file beside the table help: name the table: -o events.csv"),
        (("-f", "json"), "--schema is not for json help: use it with csv or tsv or sqlite"),
        (
            ("-f", "csv", "-o", "/dev/null"),
            "/dev/null is no file, so nothing can stand beside it help: leave --schema out",
        ),
        (
            ("-f", "csv", "-o", "~t.csv"),
            "a Data Package can't name ~t.csv help: take out its colon, or the ~ or dot at its start",
        ),
        (
            ("-f", "csv", "-o", "file:x.csv"),
            "a Data Package can't name file:x.csv help: take out its colon, or the ~ or dot at its start",
        ),
        (
            ("-f", "csv", "-o", "datapackage.json"),
            "datapackage.json is where --schema writes help: give the table another name",
        ),
    ],
)
def test_where_nothing_can_be_described(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("export", *arguments, "--schema")
    assert (result.code, result.out) == (2, "")
    assert " ".join(result.err.split()) == f"timeline: error: {said}"


def test_a_description_that_stands_is_not_replaced_unasked(run: Run, tmp_path: Path) -> None:
    standing = tmp_path / "datapackage.json"
    standing.write_text("{}", encoding="utf-8")
    result = run("export", "-o", str(tmp_path / "events.csv"), "--schema")
    assert result.code == 2
    assert "datapackage.json exists" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["datapackage.json"]
    assert standing.read_text(encoding="utf-8") == "{}"


def test_hostile_text_is_described_as_json(run: Run, tmp_path: Path) -> None:
    for path in sorted((DATA / "hostile" / "f-csv").glob("*.toml")):
        if run("check", str(path), file=None).code == 0:
            resource, _ = described(run, tmp_path, "csv", file=path)
            assert resource["schema"]["fields"]
