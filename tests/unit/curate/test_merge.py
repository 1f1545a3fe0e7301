"""Two changes of one file as one."""

import random

import pytest
import tomli

from dprkru_timeline.curate.merge import merged

HEAD = 'schema = 2\n\n[chronology]\ntitle = "T"\nedition = 2024-01-01\n'


def event(id_: str, date: str = "2024", title: str = "T") -> str:
    return f'\n[[events]]\nid = "{id_}"\ndate = "{date}"\ntitle = "{title}"\n'


def source(id_: str) -> str:
    return f'\n[sources.{id_}]\npublisher = "P"\n'


BASE = HEAD + source("s") + event("b", "2020")


def ids(text: str) -> list[str]:
    return [one["id"] for one in tomli.loads(text)["events"]]


def test_what_both_add_is_kept_in_time_order() -> None:
    ours = HEAD + source("s") + source("o") + event("o", "2019") + event("b", "2020")
    theirs = HEAD + source("s") + source("t") + event("b", "2020") + event("t2", "2018") + event("t", "2021")
    found = merged(BASE, ours, theirs)
    assert found.conflicts == ()
    assert ids(found.text) == ["t2", "o", "b", "t"]
    assert sorted(tomli.loads(found.text)["sources"]) == ["o", "s", "t"]
    assert found.text.count("\n\n\n") == 0


def test_one_side_s_change_and_one_side_s_deletion_are_taken() -> None:
    changed = BASE.replace('title = "T"\n', 'title = "New"\n').replace(
        '[chronology]\ntitle = "New"', '[chronology]\ntitle = "T"'
    )
    assert merged(BASE, BASE, changed).text == merged(BASE, changed, BASE).text == changed
    without = HEAD + source("s")
    assert merged(BASE, without, BASE).text == merged(BASE, BASE, without).text == without


def test_what_both_changed_is_a_conflict_in_that_entry_only() -> None:
    base = BASE + event("c", "2021")
    ours = base.replace('id = "b"\ndate = "2020"', 'id = "b"\ndate = "2020-01"') + event("o", "2022")
    theirs = base.replace('id = "b"\ndate = "2020"', 'id = "b"\ndate = "2020-02"').replace("2021", "2021-05")
    found = merged(base, ours, theirs)
    assert found.conflicts == ("b",)
    assert found.line == "1 conflict: b"
    start, middle, end = (found.text.index(mark) for mark in ("<<<<<<< ours", "=======", ">>>>>>> theirs"))
    assert 'id = "b"\ndate = "2020-01"' in found.text[start:middle]
    assert 'id = "b"\ndate = "2020-02"' in found.text[middle:end]
    assert 'date = "2021-05"' in found.text[end:]
    assert 'id = "o"' in found.text[end:]


def test_deleted_here_and_changed_there_is_a_conflict() -> None:
    changed = BASE.replace('id = "b"\ndate = "2020"', 'id = "b"\ndate = "2020-01"')
    found = merged(BASE, HEAD + source("s"), changed)
    assert found.conflicts == ("b",)
    assert 'date = "2020-01"' in found.text


def test_both_added_another_one_of_one_id() -> None:
    found = merged(BASE, BASE + event("n", "2022", "Ours"), BASE + event("n", "2022", "Theirs"))
    assert found.conflicts == ("n",)
    assert merged(BASE, BASE + event("n"), BASE + event("n")).conflicts == ()


def test_the_head_and_what_heads_a_table_are_entries_as_well() -> None:
    headed = BASE.replace("\n[[events]]", "\n# --- Events ---\n\n[[events]]")
    ours = headed.replace("edition = 2024-01-01", "edition = 2024-02-01")
    theirs = headed.replace("--- Events ---", "--- All events ---")
    found = merged(headed, ours, theirs)
    assert found.conflicts == ()
    assert "2024-02-01" in found.text
    assert "--- All events ---" in found.text
    assert merged(headed, ours, headed.replace("2024-01-01", "2024-03-01")).conflicts == ("chronology",)


def test_line_ends_and_an_empty_base() -> None:
    found = merged("", BASE.replace("\n", "\r\n"), BASE.replace("\n", "\r\n"))
    assert (found.text, found.conflicts) == (BASE.replace("\n", "\r\n"), ())
    assert merged("", BASE, BASE + event("n", "2022")).conflicts == ()


@pytest.mark.parametrize("seed", range(20))
def test_nothing_that_was_added_is_ever_lost(seed: int) -> None:
    chance = random.Random(seed)
    start = {f"e{number}": str(2000 + number) for number in range(8)}

    def text(events: dict[str, str]) -> str:
        return HEAD + "".join(event(id_, date) for id_, date in sorted(events.items(), key=lambda row: row[1]))

    sides = []
    for name in "ot":
        new = {id_: date for id_, date in start.items() if chance.random() > 0.15}
        new |= {f"{name}{number}": f"{chance.randrange(1990, 2020)}-0{number + 1}" for number in range(4)}
        sides.append(new)
    found = merged(text(start), text(sides[0]), text(sides[1]))
    assert found.conflicts == ()
    kept = {id_ for id_ in start if id_ in sides[0] and id_ in sides[1]}
    added = {id_ for side in sides for id_ in side if id_ not in start}
    assert sorted(ids(found.text)) == sorted(kept | added)
    dates = [one["date"] for one in tomli.loads(found.text)["events"]]
    assert dates == sorted(dates)


def test_who_only_put_keys_in_order_changed_nothing() -> None:
    ours = BASE.replace('id = "b"\ndate = "2020"', 'id = "b"\ndate = "2020-01"')
    ordered = BASE.replace('date = "2020"\ntitle = "T"\n', 'title = "T"\ndate = "2020"\n')
    for one, other in ((ours, ordered), (ordered, ours)):
        found = merged(BASE, one, other)
        assert found.conflicts == ()
        assert found.text == ours
    moved = BASE + "[events.x]\ny = 1\n"  # the same lines, where they mean another thing
    elsewhere = (HEAD + source("s") + event("b", "2020")).replace(
        'title = "T"\n', "", 2
    ) + '[events.x]\ny = 1\ntitle = "T"\n'
    assert merged(moved, moved.replace('"2020"', '"2021"'), elsewhere).conflicts
