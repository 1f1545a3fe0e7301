"""Parquet, read by DuckDB, pyarrow and pandas: the same rows, with true dates and lists."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.consumer


def test_duckdb_and_pyarrow_read_the_same(run: Run, tmp_path: Path) -> None:
    import duckdb
    from pyarrow import parquet

    path = tmp_path / "events.parquet"
    assert run("export", "-o", str(path), file=None).code == 0
    database: Any = duckdb.connect()
    rows = database.execute("SELECT id, earliest, latest, actors, key FROM read_parquet(?)", [str(path)]).fetchall()
    table: Any = parquet.read_table(path)
    assert [row[0] for row in rows] == table["id"].to_pylist()
    assert len(rows) == 222
    veto = next(row for row in rows if row[0] == "panel-veto")
    assert veto[1] == veto[2] == date(2024, 3, 28)
    assert "russia" in veto[3]
    assert veto[4] is True
    assert next(row for row in rows if row[0] == "kursk-deployment")[2] is None
    counting = "SELECT count(*) FROM (SELECT unnest(claims) AS c FROM read_parquet(?)) WHERE c.stance = 'denies'"
    assert database.execute(counting, [str(path)]).fetchone()[0] > 5
    assert table.schema.metadata[b"timeline.edition"] == b"2026-11-25"


def test_pandas_reads_it(run: Run, tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "events.parquet"
    assert run("export", "-o", str(path), file=None).code == 0
    frame: Any = pd.read_parquet(path).set_index("id")
    assert len(frame) == 222
    assert frame.loc["panel-veto", "earliest"] == date(2024, 3, 28)
    assert pd.isna(frame.loc["kursk-deployment", "latest"])
    assert frame["key"].sum() == 6
    expected = run("show", "actor:russia", "--exact", "--view", "oneline", file=None).lines
    assert (frame["actors"].explode() == "russia").sum() == len(expected)


def test_the_same_chronology_makes_the_same_bytes(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "a.parquet", tmp_path / "b.parquet"
    for path in (one, other):
        assert run("export", "-o", str(path)).code == 0
    assert one.read_bytes() == other.read_bytes()


def test_the_columns_are_those_of_the_documentation(run: Run, tmp_path: Path) -> None:
    from pyarrow import parquet

    path = tmp_path / "events.parquet"
    assert run("export", "-o", str(path)).code == 0
    page = (Path(__file__).parent.parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    documented = [
        (name, kind.replace("&lt;", "<"))
        for names, kind in re.findall(
            r"^\| (.+) \| (.+) \|$", page.partition("## The columns of Parquet")[2].partition("\n## ")[0], re.MULTILINE
        )
        for name in re.findall("`([^`]+)`", names)
    ]
    schema: Any = parquet.read_schema(path)
    assert [(field.name, re.sub("(element|item): ", "", str(field.type))) for field in schema] == documented
