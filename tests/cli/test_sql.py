"""``timeline sql``: what it prints, refuses, and says; the engines themselves are asked in tests/consumers."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run


def test_it_prints_one_select_that_finds_the_same_in_order(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mini.sqlite"
    assert run("export", "-o", str(path)).code == 0
    for query in (("theme:labor",), ("--actor", "DPRK", "--reverse"), ("workers",), ("--last", "3"), ("since:2024",)):
        printed = run("sql", *query, "--dialect", "sqlite")
        assert printed.code == 0
        assert printed.err == ""
        assert printed.out.startswith("SELECT\n")
        assert printed.out.endswith(";\n")
        assert printed.out.count(";") == 1
        with closing(sqlite3.connect(path)) as database:
            found = [row[0] for row in database.execute(printed.out)]
        shown = [line.split()[0] for line in run("show", *query, "--view", "oneline").lines]
        assert found == shown


def test_what_it_reads_depends_on_the_engine_or_is_said(run: Run) -> None:
    for engine in ("duckdb", "spark", "trino"):
        assert "found_by" in run("sql", "theme:labor", "-d", engine).out
        assert "found_terms" not in run("sql", "theme:labor", "-d", engine).out
    for more in (("-d", "sqlite"), ("-d", "postgres"), ("-d", "duckdb", "--tables", "sqlite")):
        assert "found_terms" in run("sql", "theme:labor", *more).out
    assert "FROM lake.events\n" in run("sql", "theme:labor", "--table", "lake.events").out


def test_what_sql_says_wider_than_it_is_is_told(run: Run) -> None:
    for query, told in (
        (("figure:soldiers-sent=1000",), "figure:soldiers-sent=1000: how many it is"),
        (("1,000",), "how the digits of a number are parted"),
    ):
        result = run("sql", *query)
        assert result.code == 0
        assert result.err.startswith("timeline: it finds more than is asked: ")
        assert told in result.err
        document = json.loads(run("sql", *query, "--json").out)
        assert told in document["narrowed"][0]
        assert document["sql"] == result.out.removesuffix(";\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "2024-10-20"), "timeline export --as-of 2024-10-20 -o known.parquet"),
        (("since:2024", "-n", "3"), "leave -n out"),
        (("1,000", "-n", "3"), "leave -n out"),
        (("not:figure:soldiers-sent=1000", "--last", "3"), "leave --last out"),
        (("-d", "sqlite", "--tables", "parquet"), "SQLite reads no Parquet"),
        (("--table", "events; DROP TABLE events"), "is no name of a table"),
        (("actor:dprkk",), "did you mean dprk?"),
        (("-d", "duckbd"), "duckdb"),
    ],
)
def test_what_it_can_t_say_is_refused_with_the_reason(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run("sql", *words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_text_of_a_query_is_a_literal_in_every_dialect(run: Run) -> None:
    import sqlglot

    for engine in ("duckdb", "spark", "trino", "postgres", "sqlite"):
        for word in ("o'brien", "북한'); DROP TABLE events; --", "a\\' OR 1=1", "id:x*'y"):
            out = run("sql", f'"{word}"', "-d", engine).out
            statements = [one for one in sqlglot.parse(out, read=engine) if one]
            assert [type(one).__name__ for one in statements] == ["Select"]
            assert not list(statements[0].find_all(sqlglot.exp.Drop))
            assert statements[0].sql(engine, pretty=True) + ";\n" == out
