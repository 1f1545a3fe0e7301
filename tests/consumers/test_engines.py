"""What ``timeline sql`` prints, run by the engines that it is for: it finds what the program finds."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings

from dprkru_timeline.chronology import Chronology, without_notes
from dprkru_timeline.errors import UsageError
from dprkru_timeline.formats import export
from dprkru_timeline.index.dialects import select_in
from dprkru_timeline.index.engines import Dialect
from dprkru_timeline.query.expr import Query
from dprkru_timeline.query.select import select
from tests.chronologies import random_chronology
from tests.consumers.conftest import need, need_library
from tests.test_properties import queries

pytestmark = pytest.mark.consumer
Ids = Callable[[str], list[str]]  # runs a SELECT, and returns the ids that it finds


@pytest.fixture(scope="module")
def whole() -> Chronology:
    return without_notes(random_chronology(Random(22), 150))


@pytest.fixture(scope="module")
def folder(whole: Chronology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("engines")
    for name in ("sqlite", "parquet"):
        with (found / f"events.{name}").open("w", encoding="utf-8") as out:
            export(whole, name, out)
    return found


def compared(whole: Chronology, query: Query, dialect: Dialect, ids: Ids) -> None:
    """Compare what an engine finds with what the program does; a query that SQL can't say is another one's turn."""
    try:
        expected = [event.id for event in select(whole, query).events]
        printed = select_in(whole, query, dialect)
    except UsageError:
        reject()
    found = ids(printed.sql)
    if printed.narrowed:
        assert set(found) >= set(expected), (str(query), printed.sql)
    else:
        assert found == expected, (str(query), printed.sql)


_SETTINGS = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@_SETTINGS
@given(query=queries)
def test_sqlite_finds_what_the_program_finds(whole: Chronology, folder: Path, query: Query) -> None:
    def ids(sql: str) -> list[str]:
        with closing(sqlite3.connect(folder / "events.sqlite")) as database:
            return [row[0] for row in database.execute(sql)]

    compared(whole, query, Dialect.SQLITE, ids)


@_SETTINGS
@given(query=queries)
def test_duckdb_finds_what_the_program_finds(whole: Chronology, folder: Path, query: Query) -> None:
    duckdb = need_library("duckdb")
    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW events AS FROM '{folder / 'events.parquet'}'")
        compared(whole, query, Dialect.DUCKDB, lambda sql: [row[0] for row in database.execute(sql).fetchall()])


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[Any]:
    need("java")
    sql = need_library("pyspark.sql")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    session.read.parquet(str(folder / "events.parquet")).createOrReplaceTempView("events")
    yield session
    session.stop()


def test_spark_finds_what_the_program_finds(request: pytest.FixtureRequest, whole: Chronology, spark: Any) -> None:
    @settings(_SETTINGS, max_examples=request.config.getoption("--spark-queries"))
    @given(query=queries)
    def check(query: Query) -> None:
        compared(whole, query, Dialect.SPARK, lambda sql: [row[0] for row in spark.sql(sql).collect()])

    check()
