"""Another id for an entry, or another entry in its place, and no other byte."""

import re

import pytest
import tomli

from dprkru_timeline.curate.rename import renamed
from dprkru_timeline.errors import UsageError
from tests.conftest import FIRST_HALF, MINI

TEXT = """\
schema = 2

# --- Sources ---

[sources.one]   # the first
publisher = "One"

[sources."two"]
publisher = 'Two'

[actors.dprk]
name = "DPRK"   # not one

[actors.kcna]
name = "KCNA"
part_of = "dprk"

[measures.killed]
name = "Killed"

[[events]]
id = "one"  # an event of the same name
actors = ["dprk", "kcna"]
sources = [
  "one",  # kept
  "two",
]
record = "one"

[[events.claims]]
by = "dprk"
source = "one"
amounts = { killed = "600~", wounded = "1" }
"""


def test_an_entry_has_another_id_wherever_it_is_named() -> None:
    text, done = renamed(TEXT, "sources", "one", "uno")
    assert done == "one uno in 3 places"
    assert text == (
        TEXT.replace("[sources.one]", "[sources.uno]")
        .replace('  "one",', '  "uno",')
        .replace('record = "one"', 'record = "uno"')
        .replace('source = "one"', 'source = "uno"')
    )


def test_an_entry_takes_the_place_of_another() -> None:
    text, done = renamed(TEXT, "sources", "two", "one")
    assert done == "two one in 1 place; two is out"
    read = tomli.loads(text)
    assert list(read["sources"]) == ["one"]
    assert read["events"][0]["sources"] == ["one"]
    assert '"one",  # kept' in text


@pytest.mark.parametrize(
    ("table", "old", "key"),
    [("actors", "dprk", 'by = "new"'), ("measures", "killed", 'new = "600~"'), ("sources", "two", "[sources.new]")],
)
def test_each_table(table: str, old: str, key: str) -> None:
    text, _ = renamed(TEXT, table, old, "new")
    assert key in text
    assert old not in tomli.loads(text)[table]


def test_what_belongs_to_it_does_still() -> None:
    text, _ = renamed(TEXT, "actors", "dprk", "north")
    assert tomli.loads(text)["actors"]["kcna"]["part_of"] == "north"
    assert 'name = "DPRK"   # not one' in text


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("events", "one", "two", "keeps its id"),
        ("sources", "three", "four", "stands in no table of its own"),
        ("sources", "one", "one", "has that id"),
        ("sources", "one", "Ein Name", "the new id"),
        ("sources", "one", "", "the new id is empty"),
    ],
)
def test_what_can_not_be_is_refused(table: str, old: str, new: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        renamed(TEXT, table, old, new)
    assert said in refused.value.message


def test_line_ends_stay() -> None:
    text, _ = renamed(TEXT.replace("\n", "\r\n"), "sources", "one", "uno")
    assert text == renamed(TEXT, "sources", "one", "uno")[0].replace("\n", "\r\n")


MINI_TEXT = MINI.read_text(encoding="utf-8")
ENTRIES = tomli.loads(MINI_TEXT)
TABLES = ("sources", "actors", "places", "themes", "measures")


@pytest.mark.parametrize(("table", "old"), [(table, old) for table in TABLES for old in sorted(ENTRIES.get(table, {}))])
def test_any_entry_there_and_back(table: str, old: str) -> None:
    text, _ = renamed(MINI_TEXT, table, old, "never-seen-before")
    assert old not in tomli.loads(text)[table]
    assert renamed(text, table, "never-seen-before", old)[0] == MINI_TEXT


def test_a_source_of_what_ships_there_and_back() -> None:
    shipped = FIRST_HALF.read_text(encoding="utf-8")
    text, done = renamed(shipped, "sources", "isw-2025-06-10", "never-seen-before")
    assert re.fullmatch(r"isw-2025-06-10 never-seen-before in [0-9]{2} places", done)
    assert renamed(text, "sources", "never-seen-before", "isw-2025-06-10")[0] == shipped
