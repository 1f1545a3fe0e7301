"""CSV and TSV by those who read tables: frictionless holds them to their description, DuckDB reads the same rows."""

import csv
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dprkru_timeline.words.columns import COLUMNS
from tests.conftest import DATA, Run
from tests.consumers.conftest import need

pytestmark = pytest.mark.consumer


def faults(folder: Path) -> list[tuple[str, str]]:
    """Return type and field of what frictionless finds wrong with the package in a folder."""
    from frictionless import Package, system

    with system.use_context(trusted=True):  # else a description by an absolute path is refused
        report: Any = Package(str(folder / "datapackage.json")).validate()
    assert report.tasks
    assert not report.errors
    return [(error.type, getattr(error, "field_name", "")) for task in report.tasks for error in task.errors]


@pytest.mark.parametrize("file", [{}, {"file": None}], ids=["mini", "edition 1"])
@pytest.mark.parametrize("options", [(), ("--bom",), ("--no-guard",), ("--as-of", "2024-11")], ids=" ".join)
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_table_is_what_its_description_says(
    run: Run, tmp_path: Path, suffix: str, options: tuple[str, ...], file: dict[str, None]
) -> None:
    assert run("export", "-o", str(tmp_path / f"events.{suffix}"), "--schema", *options, **file).code == 0
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        ("earliest", "2024-02-30", ("type-error", "earliest")),
        ("status", "certain", ("constraint-error", "status")),
        ("key", "perhaps", ("type-error", "key")),
        ("title", "", ("constraint-error", "title")),
        ("claims", "no json", ("type-error", "claims")),
    ],
)
def test_a_planted_fault_is_found(run: Run, tmp_path: Path, column: str, cell: str, found: tuple[str, str]) -> None:
    table = tmp_path / "events.csv"
    assert run("export", "-o", str(table), "--schema").code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))
    rows[1][column] = cell
    with table.open("w", encoding="utf-8", newline="") as text:
        writing = csv.DictWriter(text, list(rows[0]))
        writing.writeheader()
        writing.writerows(rows)
    assert faults(tmp_path) == [found]


def test_an_id_stands_once(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    assert run("export", "-o", str(table), "--schema").code == 0
    head, *lines = table.read_bytes().split(b"\r\n", 2)
    table.write_bytes(b"\r\n".join([head, lines[0], lines[0], b""]))
    assert {kind for kind, _ in faults(tmp_path)} == {"primary-key", "unique-error"}


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@pytest.mark.parametrize("separators", ["44/59/9", "59", "9", "44"])
def test_a_spreadsheet_finds_no_formula_whatever_it_parts_cells_at(
    run: Run, tmp_path: Path, suffix: str, separators: str
) -> None:
    import openpyxl

    good = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    file = tmp_path / "separators.toml"
    file.write_text(good.replace("First event", "plain;=1+1;,=1+1").replace("Second event", "=2+2"), encoding="utf-8")
    table = tmp_path / f"events.{suffix}"
    assert run("export", "-o", str(table), file=file).code == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    parted = f"--infilter=CSV:{separators},34,76"
    subprocess.run(
        [need("soffice"), "--headless", profile, parted, "--convert-to", "xlsx", "--outdir", str(tmp_path), str(table)],
        capture_output=True,
        timeout=120,
        check=True,
    )
    sheet: Any = openpyxl.load_workbook(tmp_path / "events.xlsx").active
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    if suffix == "csv" and separators == "44/59/9":  # as LibreOffice has it from the start
        assert sheet.max_column == len(COLUMNS)
        assert [row[8].value for row in sheet.iter_rows(min_row=2)] == ["plain;'=1+1;,'=1+1", "'=2+2"]


def test_duckdb_reads_the_same_rows(run: Run, tmp_path: Path) -> None:
    import duckdb

    table = tmp_path / "events.csv"
    assert run("export", "-o", str(table), file=None).code == 0
    expected = list(csv.DictReader(io.StringIO(table.read_bytes().decode("utf-8"), newline="")))
    database: Any = duckdb.connect()
    found = database.execute("SELECT * FROM read_csv(?, all_varchar = true, header = true)", [str(table)])
    names = [column[0] for column in found.description]
    assert names == list(expected[0])
    assert [[cell or "" for cell in row] for row in found.fetchall()] == [list(row.values()) for row in expected]
