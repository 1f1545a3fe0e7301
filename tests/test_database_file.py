"""A database or Parquet file as an event file: changed by anybody, it is named, and never shown as it is."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import MINI, Run

COMMANDS = (
    *(("show",), ("show", "--view", "oneline"), ("show", "--reverse", "--last", "3", "--view", "oneline"), ("stats",)),
    *(
        ("show", "actor:dprk", "workers"),
        ("list", "actors"),
        ("info", "deployment"),
        ("brief",),
        ("claims",),
        ("figures",),
    ),
    *(("export", "-f", "csv"), ("export", "-f", "json"), ("export", "-f", "html"), ("show", "--as-of", "2024-12-31")),
    *(("export", "-f", "geojson"), ("around", "deployment"), ("show", "--view", "table"), ("chart",)),
)


@pytest.fixture
def database(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "mini.sqlite"
    assert run("export", "-o", str(path)).code == 0
    return path


def _as_it_was_made(database: sqlite3.Connection, table: str, change: str) -> None:
    """Change a table as only somebody could who takes its strictness away, and puts it back."""
    database.execute("PRAGMA writable_schema = ON")
    (made,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    database.execute("UPDATE sqlite_master SET sql = replace(sql, ' STRICT', '') WHERE name = ?", (table,))
    database.execute("PRAGMA writable_schema = RESET")
    database.execute(change)
    database.execute("PRAGMA writable_schema = ON")
    database.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (made, table))
    database.execute("PRAGMA writable_schema = RESET")


HARM = (
    "UPDATE events SET voices = -3",
    "UPDATE events SET title = title || char(27) || '[31m'",
    "UPDATE events SET summary = char(8238) || 'x'",
    "UPDATE events SET date = 'soon'",
    "UPDATE events SET status = 'sure'",
    "UPDATE events SET kind = 'x'",
    "UPDATE events SET verified = 'never'",
    "UPDATE events SET position = position + 1000",
    "DELETE FROM events",
    "UPDATE claims SET stance = 'shouts'",
    "UPDATE claims SET actor = 'nobody'",
    "UPDATE claims SET date = ''",
    "UPDATE amounts SET amount = 'many'",
    "UPDATE amounts SET amount = CAST(x'EDA080' AS TEXT)",
    "UPDATE event_sources SET source = 'none'",
    "UPDATE event_actors SET actor = 'nobody'",
    "UPDATE event_themes SET theme = 'none'",
    "UPDATE actors SET part_of = 'dprk'",
    "UPDATE actors SET part_of = 'nowhere'",
    "UPDATE measures SET part_of = id",
    "UPDATE actors SET name = char(27) || ']8;;'",
    "UPDATE actors SET kind = 'x'",
    "UPDATE places SET latitude = 9e999, longitude = 0",
    "UPDATE sources SET kind = 'x'",
    "UPDATE sources SET date = 'x'",
    "UPDATE found SET number = -1",
    "UPDATE found SET number = 0",
    "UPDATE found SET since = 'x'",
    "UPDATE found SET files = '" + "[" * 100_000 + "'",
    "UPDATE chronology SET edition = 'x'",
    "DELETE FROM chronology",
    "DELETE FROM actors",
    "DELETE FROM sources",
    "DELETE FROM found",
    *(
        f"DROP TABLE {table}"
        for table in ("links", "events", "claims", "found_by", "found_wide", "found_texts", "titles")
    ),
    "ALTER TABLE sources DROP COLUMN seen",
    "ALTER TABLE events RENAME COLUMN title TO headline",
    "PRAGMA user_version = 9",
    "PRAGMA application_id = 0",
)


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm[:60])
def test_what_was_changed_is_named_and_not_shown(run: Run, database: Path, harm: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("PRAGMA foreign_keys = OFF")
        opened.execute(harm)
    failed = 0
    for words in COMMANDS:
        result = run(*words, file=database)
        assert result.code in (0, 1, 2), (words, result.err)
        assert "internal error" not in result.err, (words, result.err)
        assert "\x1b" not in result.out + result.err
        assert "\u202e" not in result.out
        if result.code:
            failed += 1
            assert result.err.splitlines()[0].startswith((str(database), f"timeline: error: {database}")), result.err
    assert failed


def test_a_table_whose_strictness_somebody_took_away_is_no_table_of_ours(run: Run, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        _as_it_was_made(opened, "events", "UPDATE events SET voices = char(27) || '[31mEVIL'")
    for words in COMMANDS:
        result = run(*words, file=database)
        assert "internal error" not in result.err, (words, result.err)
        assert "\x1b" not in result.out
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("DROP TABLE links")
        opened.execute(
            "CREATE VIEW links AS SELECT id AS event, 0 AS position, 'follows' AS rel, id AS target FROM events"
        )
    assert "its table links is gone" in run("show", file=database).err


def test_an_address_that_would_run_a_script_is_none(run: Run, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("UPDATE sources SET url = 'javascript:alert(1)', archive = 'data:text/html,x'")
    for format_ in ("html", "md", "json", "csv", "ics", "bibtex"):
        result = run("export", "-f", format_, file=database)
        assert result.code == 0
        assert "javascript:" not in result.out
        assert "data:text" not in result.out.replace("data:text/css", "")


def test_nothing_is_written_into_it_or_beside_it(run: Run, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
    before = database.read_bytes(), sorted(database.parent.iterdir())
    for words in COMMANDS:
        assert run(*words, file=database).code == 0
    assert (database.read_bytes(), sorted(database.parent.iterdir())) == before


def test_a_part_of_a_chronology_is_read_though_its_links_lead_out_of_it(run: Run, tmp_path: Path) -> None:
    for name in ("sqlite", "parquet"):
        path = tmp_path / f"part.{name}"
        assert run("export", "theme:treaty", "-o", str(path)).code == 0
        whole = run("show", "theme:treaty", "--view", "oneline")
        part = run("show", "--view", "oneline", file=path)
        assert part.out == whole.out
        for words in COMMANDS:
            result = run(*words, file=path)
            assert "internal error" not in result.err, (words, result.err)


@pytest.mark.parametrize("name", ["sqlite", "parquet"])
@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data[:100], id="the head alone"),
        pytest.param(lambda data: data[:200] + bytes(len(data) - 200), id="zeros"),
        pytest.param(lambda data: bytes(one ^ (at % 97 == 0) for at, one in enumerate(data)), id="flipped bits"),
    ],
)
def test_a_damaged_file_has_one_clear_line(run: Run, tmp_path: Path, name: str, harm: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"mini.{name}"
    assert run("export", "-o", str(path)).code == 0
    path.write_bytes(harm(path.read_bytes()))
    for words in COMMANDS[:6]:
        result = run(*words, file=path)
        assert result.code in (0, 1, 2)
        assert "internal error" not in result.err, result.err
        if result.code:
            assert str(path) in result.err.splitlines()[0]


def test_another_s_database_or_table_is_named_for_what_it_is(run: Run, tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as opened:
        opened.execute("CREATE TABLE t (x)")
    parquet.write_table(pa.table({"x": [1]}), tmp_path / "other.parquet")
    for name, what in (
        ("sqlite", "is an SQLite database, not an event file"),
        ("parquet", "is Parquet, not an event file"),
    ):
        result = run("show", file=tmp_path / f"other.{name}")
        assert (result.code, result.out) == (1, "")
        assert what in result.err
        assert "internal" not in result.err


def test_data_is_not_joined_and_the_help_makes_an_event_file_of_it(run: Run, database: Path, tmp_path: Path) -> None:
    import shlex

    result = run("--file", str(database), "--file", str(MINI), "show", file=None)
    assert result.code == 2
    command = shlex.split(result.err.rpartition("and join that: ")[2].strip())
    assert command[:2] == ["timeline", "import"]
    assert run(*command[1:], "--yes", file=None).code == 0
    assert (tmp_path / "mini.toml").exists()


def test_of_a_file_that_is_too_large_the_help_makes_a_database_that_answers_as_it_would(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shlex

    mine = tmp_path / "my file.toml"
    mine.write_bytes(MINI.read_bytes())
    plain = run("--file", str(mine), "show", file=None)
    monkeypatch.setattr("dprkru_timeline.store.find.MAX_BYTES", 1024)
    monkeypatch.setattr("dprkru_timeline.store.find._most", [1024])
    refused = run("--file", str(mine), "show", file=None)
    assert (refused.code, refused.out) == (2, "")
    assert "too much to be read at every start" in refused.err
    command = shlex.split(refused.err.rpartition("ask that with --file: ")[2].strip())
    assert command[:2] == ["timeline", "export"]
    assert run(*command[1:], file=None).code == 0
    answer = run("--file", str(tmp_path / "my file.sqlite"), "show", file=None)
    assert (answer.code, answer.out) == (0, plain.out)
    assert mine.read_bytes() == MINI.read_bytes()


def test_a_pipe_is_read_once(run: Run, tmp_path: Path) -> None:
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(MINI.read_bytes()))
    writer.start()
    result = run("show", "--view", "oneline", file=pipe)
    writer.join(10)
    assert result.out == run("show", "--view", "oneline").out
