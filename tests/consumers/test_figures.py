"""How many, read back by other programs: the numbers of an answer are the same in every form that it has."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

pytestmark = [pytest.mark.consumer, pytest.mark.usefixtures("published")]

# What a point is: which number of what, by whom, when, and where it stands. All forms have these.
_POINT = (
    "measure", "unit", "counts", "as_of", "low", "high", "about", "doubtful", "wording", "amount", "why", "by",
    "via", "said_on", "event", "source", "publisher", "url",
)  # fmt: skip
_FLAGS = ("about", "doubtful")
_ASKED = [(), ("--of", "killed,casualties"), ("since:2024-10", "until:2025-03"), ("--as-of", "2024-11-15")]


def answered(run: Run, *query: str) -> list[dict[str, Any]]:
    """Return the figures that ``timeline figures --json`` prints."""
    result = run("figures", *query, "--json", file=None)
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)["figures"]
    assert found
    return found


def written(run: Run, path: Path, *query: str) -> Path:
    """Write figures to a file."""
    result = run("figures", *query, "-f", path.suffix[1:], "-o", str(path), file=None)
    assert result.code == 0, result.err
    return path


def points(rows: Iterable[dict[str, Any]], names: tuple[str, ...] = _POINT) -> Counter[tuple[Any, ...]]:
    """Return rows as points, to be compared in whatever order they stand."""
    return Counter(tuple(row[name] for name in names) for row in rows)


def by_names(found: Any) -> list[dict[str, Any]]:
    """Return the rows of a query as objects."""
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_there_is_a_number_of_every_kind(run: Run) -> None:
    """Else what is compared here would prove little."""
    found = answered(run)
    assert len(found) > 100
    assert any(isinstance(one["low"], float) for one in found)
    assert any(one["low"] is None for one in found)
    assert any(one["high"] is None for one in found)
    assert any(one["low"] not in (None, one["high"]) and one["high"] is not None for one in found)
    assert any(one["about"] for one in found)
    assert any(one["doubtful"] and one["why"] for one in found)


@pytest.mark.parametrize("query", _ASKED, ids=" ".join)
def test_duckdb_reads_the_same_points_from_parquet(run: Run, tmp_path: Path, query: tuple[str, ...]) -> None:
    import duckdb

    path = written(run, tmp_path / "figures.parquet", *query)
    database: Any = duckdb.connect()
    found = by_names(database.execute("SELECT * FROM read_parquet(?)", [str(path)]))
    expected = answered(run, *query)
    assert list(found[0]) == list(expected[0])
    assert [tuple(row[name] for name in _POINT) for row in found] == [
        tuple(row[name] for name in _POINT) for row in expected
    ]
    days = [row["said_latest"] and date.fromisoformat(row["said_latest"]) for row in expected]
    assert [row["said_latest"] for row in found] == days


def test_duckdb_counts_and_compares_without_a_cast(run: Run, tmp_path: Path) -> None:
    import duckdb

    path = written(run, tmp_path / "figures.parquet")
    database: Any = duckdb.connect()
    types = dict(database.execute("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [
        str(path)
    ]).fetchall())  # fmt: skip
    assert {name: types[name] for name in ("low", "high", "about", "doubtful", "said_latest")} == {
        "low": "DOUBLE",
        "high": "DOUBLE",
        "about": "BOOLEAN",
        "doubtful": "BOOLEAN",
        "said_latest": "DATE",
    }
    asking = (
        "SELECT measure, max(low) FROM read_parquet(?) WHERE counts = 'cumulative' AND NOT doubtful GROUP BY measure"
    )
    highest: dict[str, float] = {}
    for row in answered(run):
        if row["counts"] == "cumulative" and not row["doubtful"] and row["low"] is not None:
            highest[row["measure"]] = max(row["low"], highest.get(row["measure"], 0))
    found = {measure: low for measure, low in database.execute(asking, [str(path)]).fetchall() if low is not None}
    assert found == highest


def test_duckdb_finds_the_same_amounts_within_the_claims_of_events(run: Run, tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "events.parquet"
    assert run("export", "-o", str(path), file=None).code == 0
    database: Any = duckdb.connect()
    asking = """
        SELECT a.measure, a.amount, a.low, a.high, a.about, a.doubtful, a.wording, a.why, c.by, c.date AS said_on,
          coalesce(c.amounts_as_of, c.date) AS as_of, id AS event
        FROM (SELECT id, c, unnest(c.amounts) AS a FROM (SELECT id, unnest(claims) AS c FROM read_parquet(?)))
    """
    found = by_names(database.execute(asking, [str(path)]))
    names = tuple(name for name in _POINT if name in found[0])
    assert len(names) == 12
    assert points(found, names) == points(answered(run), names)


@pytest.mark.parametrize("query", [(), ("--as-of", "2024-11-15")], ids=" ".join)
def test_a_database_has_the_same_points_in_a_view(run: Run, tmp_path: Path, query: tuple[str, ...]) -> None:
    import pandas as pd

    path = tmp_path / "events.sqlite"
    assert run("export", *query, "-o", str(path), file=None).code == 0
    with closing(sqlite3.connect(path)) as database:
        found = [
            row | {"by": row["actor"]} | {flag: bool(row[flag]) for flag in _FLAGS}
            for row in by_names(database.execute("SELECT * FROM figures_flat"))
        ]
        frame: Any = pd.read_sql_query("SELECT low, high FROM figures_flat", database)
    expected = answered(run, *query)
    assert points(found) == points(expected)
    assert {kind.kind for kind in frame.dtypes} == {"f"}
    assert frame["low"].count() == sum(row["low"] is not None for row in expected)
    measured = [(row["measure"], row["what"], row["who"]) for row in found]
    assert Counter(measured) == Counter((row["measure"], row["measure_name"], row["by_name"]) for row in expected)


def test_duckdb_reads_the_view_of_a_database_as_it_is(run: Run, tmp_path: Path) -> None:
    """By way of pandas: DuckDB's own reader of SQLite is an extension that it would have to download."""
    import duckdb
    import pandas as pd

    path = tmp_path / "events.sqlite"
    assert run("export", "-o", str(path), file=None).code == 0
    with closing(sqlite3.connect(path)) as held:
        view: Any = pd.read_sql_query("SELECT * FROM figures_flat", held)
    database: Any = duckdb.connect()
    database.register("figures", view)
    asking = "SELECT measure, count(*), min(low), max(high) FROM figures GROUP BY measure ORDER BY measure"
    found = database.execute(asking).fetchall()
    measures: dict[str, list[dict[str, Any]]] = {}
    for row in answered(run):
        measures.setdefault(row["measure"], []).append(row)
    assert found == [
        (
            measure,
            len(rows),
            min((row["low"] for row in rows if row["low"] is not None), default=None),
            max((row["high"] for row in rows if row["high"] is not None), default=None),
        )
        for measure, rows in sorted(measures.items())
    ]


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@pytest.mark.parametrize("query", _ASKED, ids=" ".join)
def test_pandas_reads_the_same_points_from_a_table(
    run: Run, tmp_path: Path, query: tuple[str, ...], suffix: str
) -> None:
    import pandas as pd

    path = written(run, tmp_path / f"figures.{suffix}", *query)
    texts = {name: str for name in (*_POINT, "says") if name not in (*_FLAGS, "low", "high")}
    frame: Any = pd.read_csv(path, sep="," if suffix == "csv" else "\t", dtype=texts)
    assert {frame[flag].dtype.kind for flag in _FLAGS} == {"b"}
    assert {frame[end].dtype.kind for end in ("low", "high")} <= {"f", "i"}
    assert frame["low"].sum() == pytest.approx(sum(row["low"] or 0 for row in answered(run, *query)))
    found = frame.astype(object).where(frame.notna(), None).to_dict("records")
    expected = answered(run, *query)
    assert [tuple(row[name] for name in _POINT) for row in found] == [
        tuple(row[name] for name in _POINT) for row in expected
    ]


def test_pandas_reads_the_same_amounts_from_the_claims_of_a_table_of_events(run: Run, tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "events.csv"
    assert run("export", "-f", "csv", "-o", str(path), file=None).code == 0
    frame: Any = pd.read_csv(path, dtype=str, keep_default_na=False)
    found = [
        {
            "why": None,
            **amount,
            "event": event,
            "by": claim["by"],
            "said_on": claim["date"],
            "as_of": claim.get("amounts_as_of", claim["date"]),
            "source": claim.get("source"),
            "via": claim.get("via"),
        }
        for event, claims in zip(frame["id"], frame["claims"], strict=True)
        for claim in (json.loads(claims) if claims else [])
        for amount in claim.get("amounts", [])
    ]
    names = tuple(name for name in _POINT if name in found[0])
    assert len(names) == 14
    assert points(found, names) == points(answered(run), names)


@pytest.mark.parametrize("query", [*_ASKED, ("nosuchword",)], ids=" ".join)
@pytest.mark.parametrize("what", ["claims", "figures"])
def test_json_is_what_the_printed_schema_says(run: Run, what: str, query: tuple[str, ...]) -> None:
    from jsonschema import Draft202012Validator, FormatChecker

    schema = json.loads(run("schema", what, file=None).out)
    asked = query[2:] if what == "claims" and query[:1] == ("--of",) else query
    result = run(what, *asked, "--json", file=None)
    assert result.code == 0, result.err
    document = json.loads(result.out)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)
    assert document["count"] == len(document[what])
    assert bool(document[what]) == (query != ("nosuchword",))


@pytest.mark.parametrize(
    ("key", "value"), [("low", "600"), ("about", "yes"), ("said_latest", "2024-13-01"), ("doubtful", None), ("more", 1)]
)
def test_the_printed_schema_refuses_a_planted_fault(run: Run, key: str, value: object) -> None:
    from jsonschema import Draft202012Validator, FormatChecker

    schema = json.loads(run("schema", "figures", file=None).out)
    document = json.loads(run("figures", "--of", "killed", "--json", file=None).out)
    checking = Draft202012Validator(schema, format_checker=FormatChecker())
    assert checking.is_valid(document)
    document["figures"][0][key] = value
    assert not checking.is_valid(document)


def test_claims_have_the_same_amounts_as_figures(run: Run) -> None:
    claims = json.loads(run("claims", "--json", file=None).out)["claims"]
    found = [
        {"why": None, **amount, **{name: claim[name] for name in ("by", "via", "event", "source", "publisher", "url")}}
        | {"said_on": claim["date"], "as_of": claim["amounts_as_of"] or claim["date"]}
        for claim in claims
        for amount in claim["amounts"] or []
    ]
    names = tuple(name for name in _POINT if name in found[0])
    assert len(names) == len(_POINT) - 2
    assert points(found, names) == points(answered(run), names)


@pytest.mark.parametrize("command", [("figures",), ("export", "--what", "figures"), ("export",)], ids=" ".join)
def test_a_workbook_has_numbers_as_numbers_and_days_as_days(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    import openpyxl

    path = tmp_path / "out.xlsx"
    assert run(*command, "-f", "xlsx", "-o", str(path), file=None).code == 0
    sheet: Any = openpyxl.load_workbook(path)["Figures"]
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    places = {name: heads.index(head) for name, head in _HEADS.items()}
    expected = answered(run)
    assert len(rows) == len(expected)
    told = [{name: None if row[place] == "" else row[place] for name, place in places.items()} for row in rows]
    assert all(isinstance(row[end], int | float | None) for row in told for end in ("low", "high"))
    assert not any(isinstance(row[end], bool) for row in told for end in ("low", "high"))
    assert all(isinstance(row["said_latest"], datetime | None) for row in told)
    assert all(isinstance(row["wording"], str) for row in told)
    assert points(told, tuple(_HEADS)) == points(
        (row | {"said_latest": row["said_latest"] and datetime.fromisoformat(row["said_latest"])} for row in expected),
        tuple(_HEADS),
    )
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    ends = sheet.iter_cols(min_col=places["low"] + 1, max_col=places["high"] + 1, min_row=2)
    shown = {cell.number_format for column in ends for cell in column if isinstance(cell.value, int | float)}
    assert shown == {"#,##0.######"}


_HEADS = {
    "measure": "Measure",
    "unit": "Unit",
    "low": "Low",
    "high": "High",
    "wording": "How many",
    "amount": "Amount",
    "by": "By",
    "said_on": "Said on, EDTF",
    "said_latest": "Said by",
    "event": "Event",
}
