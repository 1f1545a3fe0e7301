"""``fmt``: the same again, nothing changed in what is said, every comment kept."""

import random
import re
from pathlib import Path

import pytest
import tomli

from dprkru_timeline.curate.order import formatted
from dprkru_timeline.edtf import order as order_of
from dprkru_timeline.errors import InvalidFile, UsageError
from dprkru_timeline.store.find import EventFile
from dprkru_timeline.store.load import load_checked
from tests.conftest import DATA, EDITION_1, ROOT

BEFORE = '''schema = 2
[chronology]
edition = 2024-01-01
title = "T"



# far

# near
[[events]]
# c
title = "t"

# on id
id = "b"
date = "2024"
summary = """
x

y"""
kind = "event"
actors = ["a"]
sources = ["s"]
# tail
[[events.links]]
rel = "cites"
to = "a"
[[events.claims]]
by = "a"
stance="asserts"
says = "x"
date = "2024"
source = "s"

# about a
[[events]]
id = "a"
date = "2023"
title = "t"
summary = "x"
kind = "event"
actors = ["a"]
sources = ["s"]'''
AFTER = '''schema = 2

[chronology]
title = "T"
edition = 2024-01-01

# far

# about a
[[events]]
id = "a"
date = "2023"
title = "t"
summary = "x"
kind = "event"
actors = ["a"]
sources = ["s"]

# near
[[events]]
# on id
id = "b"
date = "2024"
# c
title = "t"
summary = """
x

y"""
kind = "event"
actors = ["a"]
sources = ["s"]

[[events.claims]]
by = "a"
stance="asserts"
says = "x"
date = "2024"
source = "s"

# tail
[[events.links]]
rel = "cites"
to = "a"
'''


def order(text: str, name: str = "x.toml") -> str:
    return formatted(EventFile(name, text.encode()))


def test_events_by_time_keys_by_kind_and_one_blank_line() -> None:
    assert order(BEFORE) == AFTER
    assert order(AFTER) == AFTER


def test_line_ends_stay() -> None:
    assert order(BEFORE.replace("\n", "\r\n")) == AFTER.replace("\n", "\r\n")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "path", [ROOT / "events.toml", EDITION_1, *sorted((DATA / "hostile").rglob("*.toml"))], ids=lambda path: path.name
)
def test_the_same_again_and_the_same_model(path: Path) -> None:
    file = EventFile(path.name, path.read_bytes())
    try:
        made = formatted(file)
    except (InvalidFile, UsageError):
        return
    assert formatted(EventFile(path.name, made.encode())) == made
    before, after = tomli.loads(file.data.decode("utf-8-sig")), tomli.loads(made)
    if isinstance(before.get("events"), list):
        before["events"].sort(key=lambda one: one["id"])
        after["events"].sort(key=lambda one: one["id"])
    assert after == before
    comments = sorted(re.findall(r"^[ \t]*(#.*?)\r?$", file.data.decode("utf-8-sig"), re.MULTILINE))
    assert sorted(re.findall(r"^[ \t]*(#.*?)\r?$", made, re.MULTILINE)) == comments


def test_the_file_that_ships_is_in_order() -> None:
    text = (ROOT / "events.toml").read_text(encoding="utf-8")
    assert order(text) == text


def test_from_any_order_comes_the_order_of_time(tmp_path: Path) -> None:
    """Events shuffled, with their comments, come back in time, those of one date as they stand."""
    from dprkru_timeline.curate.blocks import joined, pieces

    parts = pieces(order(EDITION_1.read_text(encoding="utf-8")))
    whole = joined(parts)
    slots = [at for at, one in enumerate(parts) if one.table == "events"]
    shuffled = [parts[at]._replace(text=parts[at].text.rstrip() + "\n\n") for at in slots]
    random.Random(7).shuffle(shuffled)
    for slot, one in zip(slots, shuffled, strict=True):
        parts[slot] = one
    assert joined(parts) != whole
    made = order(joined(parts))
    assert order(made) == made
    assert sorted(one.text.strip() for one in pieces(made)) == sorted(one.text.strip() for one in pieces(whole))
    path = tmp_path / "edition-1.toml"
    path.write_text(made, encoding="utf-8")
    again = [one._replace(file="") for one in load_checked([str(path)]).events]
    first = [one._replace(file="") for one in load_checked([str(EDITION_1)]).events]
    assert [order_of(one.date) for one in again] == [order_of(one.date) for one in first]
    assert sorted(again, key=lambda one: one.id) == sorted(first, key=lambda one: one.id)


def test_what_has_errors_of_form_is_left_and_all_are_named() -> None:
    text = AFTER.replace('kind = "event"', 'kind = "evnt"')
    with pytest.raises(InvalidFile) as refused:
        order(text)
    assert len(refused.value.problems) == 2


def test_events_in_a_list_are_no_blocks_to_order() -> None:
    head = 'schema = 2\n[chronology]\ntitle = "T"\nedition = 2024-01-01\n'
    event = '{ id = "%s", date = "%s", title = "t", summary = "s", kind = "event", actors = ["a"], sources = ["s"] }'
    text = f"events = [{event % ('b', '2024')}, {event % ('a', '2023')}]\n{head}"
    assert tomli.loads(order(text)) == tomli.loads(text)
