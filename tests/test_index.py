"""A store answers as the events themselves do: whatever they are, whatever is asked, on whatever day."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dprkru_timeline.chronology import Chronology, KeptEvents, without_notes
from dprkru_timeline.errors import UsageError
from dprkru_timeline.formats import export
from dprkru_timeline.index.database import opened_database
from dprkru_timeline.index.files import read_index, write_index
from dprkru_timeline.index.parquet import opened_parquet
from dprkru_timeline.query.claims import select_claims
from dprkru_timeline.query.explain import why_empty
from dprkru_timeline.query.expr import Query
from dprkru_timeline.query.parse import parse_query
from dprkru_timeline.query.select import select
from dprkru_timeline.render.oneline import oneline_lines
from dprkru_timeline.status import with_statuses
from tests.chronologies import DATES, PLAIN_DATES, days_around, random_chronology
from tests.conftest import DATA
from tests.test_properties import queries

Store = Callable[[Chronology], Callable[..., Chronology]]  # keeps a chronology, and reads it on a day


def _as_index(folder: Path) -> Store:
    def keep(whole: Chronology) -> Callable[..., Chronology]:
        path = folder / f"{len(list(folder.iterdir()))}.sqlite"
        about = write_index(str(path), whole)
        return lambda today: read_index(str(path), about, today)

    return keep


def _as_sqlite(folder: Path) -> Store:
    def keep(whole: Chronology) -> Callable[..., Chronology]:
        path = folder / f"{len(list(folder.iterdir()))}.sqlite"
        with path.open("w", encoding="utf-8") as out:
            export(without_notes(whole), "sqlite", out)
        return lambda today: opened_database(str(path), path.name, today)

    return keep


def _as_parquet(folder: Path) -> Store:
    def keep(whole: Chronology) -> Callable[..., Chronology]:
        path = folder / f"{len(list(folder.iterdir()))}.parquet"
        with path.open("w", encoding="utf-8") as out:
            export(whole, "parquet", out)
        return lambda today: opened_parquet(str(path), path.name, today)

    return keep


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Store]:
    return {
        "index": _as_index(tmp_path_factory.mktemp("index")),
        "parquet": _as_parquet(tmp_path_factory.mktemp("parquet")),
        "sqlite": _as_sqlite(tmp_path_factory.mktemp("sqlite")),
    }


@pytest.fixture(scope="session")
def kept(stores: dict[str, Store]) -> dict[int, tuple[Chronology, dict[str, Callable[..., Chronology]]]]:
    """Chronologies made by chance, each in memory and in every store."""
    found = {}
    for seed in range(6):
        whole = without_notes(
            random_chronology(Random(seed), (3, 12, 40, 40, 60, 120)[seed], dates=PLAIN_DATES if seed % 2 else DATES)
        )
        found[seed] = whole, {name: keep(whole) for name, keep in stores.items()}
    return found


@pytest.mark.thorough
@settings(max_examples=300)
@given(seed=st.integers(0, 5), chance=st.randoms(use_true_random=False), query=queries)
def test_a_store_gives_the_same_answer_whatever_is_asked_on_whatever_day(
    kept: dict[int, tuple[Chronology, dict[str, Callable[..., Chronology]]]], seed: int, chance: Random, query: Query
) -> None:
    whole, stores = kept[seed]
    today = days_around(chance)
    plain = with_statuses(whole, today)
    for name, opened in stores.items():
        stored = opened(today)
        assert isinstance(stored.events, KeptEvents) == (name != "parquet")
        try:
            expected = select(plain, query)
        except UsageError as error:
            with pytest.raises(type(error)):
                select(stored, query)
            continue
        answer = select(stored, query)
        assert answer.events == expected.events, (name, str(query))
        assert answer.selection == expected.selection, (name, str(query))
        assert answer.reach == expected.reach
        if not expected.events:
            assert list(why_empty(stored, query)) == list(why_empty(plain, query))
        assert select_claims(stored, query) == select_claims(plain, query), (name, str(query))


@pytest.mark.parametrize("seed", range(6))
def test_a_store_holds_all_that_was_kept(
    kept: dict[int, tuple[Chronology, dict[str, Callable[..., Chronology]]]], seed: int
) -> None:
    whole, stores = kept[seed]
    for opened in stores.values():
        stored = opened(date(2026, 1, 15))
        assert [stored.get(event.id) for event in whole.events] == list(whole.events)
        assert stored.get("event-none") is None
        assert [stored.linked_from(one.id) for one in whole.events] == [
            whole.linked_from(one.id) for one in whole.events
        ]
        assert stored.ids() == whole.ids()
        assert stored.events[0] == whole.events[0]
        assert stored.events[-1] == whole.events[-1]
        assert stored.events[1:3] == whole.events[1:3]
        assert stored.events[::-1] == whole.events[::-1]
        assert stored.latest == whole.latest
        assert len(stored.sources) == len(whole.sources)
        assert list(stored.sources.values()) == list(whole.sources.values())
        assert stored.in_memory() == whole


def test_more_events_than_are_read_at_once_are_all_there(stores: dict[str, Store]) -> None:
    whole = without_notes(random_chronology(Random(7), 1_300, dates=PLAIN_DATES))
    for name, keep in stores.items():
        stored = keep(whole)(date(2026, 1, 15))
        assert stored.in_memory() == whole, name
        for text in ("actor:dprk", "actor:dprk reverse:yes", "not:theme:labor last:700", "limit:600", ""):
            query = parse_query(text, today=date(2026, 1, 15))
            assert select(stored, query).events == select(whole, query).events, (name, text)
            assert [*oneline_lines(select(stored, query), 0)] == [*oneline_lines(select(whole, query), 0)]


@pytest.mark.parametrize("text", ["status:scheduled", "not:status:scheduled", "kind:deadline status:claimed,reported"])
def test_a_deadline_is_found_by_how_it_stands_on_the_day_of_asking(
    kept: dict[int, tuple[Chronology, dict[str, Callable[..., Chronology]]]], text: str
) -> None:
    counts = set()
    for day in (date(2017, 12, 21), date(2019, 12, 22), date(2024, 6, 20), date(2026, 1, 15), date(2026, 2, 1)):
        query = parse_query(text, today=day)
        for whole, stores in kept.values():
            expected = select(with_statuses(whole, day), query)
            counts.add(len(expected.events))
            for opened in stores.values():
                answer = select(opened(day), query)
                assert answer.events == expected.events
                assert answer.selection == expected.selection
    assert len(counts) > 2


@pytest.mark.parametrize(
    "text",
    [
        *(
            "workers",
            "veto",
            "denied",
            "co-operation",
            "cooperation",
            "25,000",
            "25000",
            "1000",
            "000",
            "500",
            "unscr 2397",
        ),
        *(
            "s/res/2397",
            "북한",
            "노동",
            "войска",
            "курс",
            "e\u0301lan",
            "wide",
            '"sending workers"',
            "zelenskiy",
            "q423",
        ),
        *("s/2024/215", "met", "meet", "officer", "office", "a-b", "not:workers", "2024", '"co-operation"', "analysed"),
        *("since:2024-10 until:2024-10", "on:2024-12-25 not:on:2024-06", "(workers or on:2019) certain:yes", "on:2018"),
        *(
            "not:on:2024-06 certain:yes",
            "not:on:2024-12-24 certain:yes",
            "figure:soldiers-sent=1000",
            "not:figure:killed=1..",
            "only:nis",
            "links:none",
            "missing:title",
            "id:event-1*",
        ),
    ],
)
def test_words_days_and_numbers_are_found_as_they_are(
    kept: dict[int, tuple[Chronology, dict[str, Callable[..., Chronology]]]], text: str
) -> None:
    today = date(2026, 1, 15)
    for whole, stores in kept.values():
        try:
            query = parse_query(text, today=today)
            expected = select(whole, query)
        except UsageError:
            continue
        for opened in stores.values():
            answer = select(opened(today), query)
            assert answer.events == expected.events
            assert answer.selection == expected.selection


@pytest.mark.parametrize("seed", range(6))
def test_a_line_an_event_is_the_same_of_what_reads_no_more_than_the_line(
    kept: dict[int, tuple[Chronology, dict[str, Callable[..., Chronology]]]], seed: int
) -> None:
    whole, stores = kept[seed]
    today = date(2026, 1, 15)
    for text in ("actor:dprk", "since:2019 until:2024-10", "status:disputed or settled:one", "reverse:yes last:9"):
        query = parse_query(text, today=today)
        plain = [*oneline_lines(select(whole, query), 120)]
        for opened in stores.values():
            assert [*oneline_lines(select(opened(today), query), 120)] == plain


def test_a_word_of_many_spellings_is_found_in_each(stores: dict[str, Store]) -> None:
    whole = without_notes(random_chronology(Random(3), 12, dates=PLAIN_DATES))
    titles = ("Labouranalysedefencecentreorganised", "Labor analyze defense center organized", "Nothing of it")
    events = [event._replace(title=title) for event, title in zip(whole.events, titles, strict=False)]
    whole = whole.replaced(events=tuple(events))
    query = parse_query("labour-analyse-defence-centre-organised", today=date(2026, 1, 15))
    expected = [event.title for event in select(whole, query).events]
    assert sorted(expected) == sorted(titles[:2])
    for name, keep in stores.items():
        assert [event.title for event in select(keep(whole)(date(2026, 1, 15)), query).events] == expected, name


def test_a_python_without_sqlite_reads_files_as_they_are(tmp_path: Path) -> None:
    """Some builds have none: an answer needs no index, and a database is named as what can't be read there."""
    (tmp_path / "sqlite3.py").write_text("raise ModuleNotFoundError('no', name='sqlite3')\n")
    (tmp_path / "x.sqlite").write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "TIMELINE_CACHE": ""}

    def ran(file: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "dprkru_timeline", "--file", file, "show", "-n", "1", "--view", "oneline"]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    assert (ran(str(DATA / "mini.toml")).returncode, ran(str(DATA / "mini.toml")).stderr) == (0, "")
    refused = ran(str(tmp_path / "x.sqlite"))
    assert (refused.returncode, "this Python was built without SQLite" in refused.stderr) == (2, True)
