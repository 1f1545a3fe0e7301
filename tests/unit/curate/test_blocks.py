"""The pieces of a text are its text, whatever it holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkru_timeline.curate.blocks import joined, newline, pieces
from dprkru_timeline.store.load import read
from tests.conftest import DATA, EDITION_1

FILE = '''# top
schema = 2 # x

# about the head
[chronology]
title = "T"
# own comment

# --- Events ---

# attached
[[events]]
id = "a"
summary = """
id = "no"
[[events]]
"""
[[events.claims]]
by = "x"
id = "of a claim"
# trailing own

# lead of b, far

# lead of b
[[ "events" ]]
date = "x"
'id' = 'b'
[sources.q]
publisher = "x"
[[events.claims]]
by = "y"
[[additions]]
to = "k"
[[events]]
title = "no id"
'''


def test_each_entry_is_a_piece_with_its_comments() -> None:
    found = pieces(FILE)
    assert joined(found) == FILE
    assert [(one.table, one.id, one.is_rest) for one in found] == [
        ("", "", False),
        ("chronology", "", False),
        ("", "", False),
        ("events", "a", False),
        ("events", "b", False),
        ("sources", "q", False),
        ("events", "b", True),
        ("additions", "k", False),
        ("events", "", False),
    ]
    lines = FILE.split("\n")
    assert all(lines[one.line - 1] == one.text.split("\n")[0] for one in found)
    assert found[1].text.startswith("# about the head\n[chronology]")
    assert found[1].body.endswith("# own comment\n")
    assert found[2].text == "# --- Events ---\n\n", "what heads a table stays where it is"
    assert found[3].text.startswith("# attached\n")
    assert found[3].body.endswith("# trailing own\n")
    assert found[4].text.startswith("# lead of b, far\n\n# lead of b\n")


@pytest.mark.parametrize("broken", ['actors = ["x",', 'title = "x', 'title = """', "= 3", "[[[", "title = ["])
def test_a_broken_entry_ends_where_the_next_one_begins(broken: str) -> None:
    text = f'[[events]]\nid = "a"\n{broken}\n\n[[events]]\nid = "b"\ntitle = "B"\n\n[[events]]\nid = "c"\n'
    found = pieces(text)
    assert joined(found) == text
    assert [one.id for one in found] == ["a", "b", "c"]


@pytest.mark.parametrize("path", sorted((DATA / "hostile").rglob("*.toml")), ids=lambda path: path.name)
def test_the_pieces_of_a_hostile_file_are_its_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    assert joined(pieces(text)) == text


def test_the_events_of_a_file_are_its_pieces_in_order() -> None:
    reading = read([str(EDITION_1)])
    text = reading.files[0].text
    own = [one for one in pieces(text) if one.table == "events"]
    assert [one.id for one in own] == [entry.values["id"] for entry in reading.contents.events]
    assert [one.line for one in own if one.text.startswith("[[")] == [
        entry.at.file.line(entry.at.path)
        for entry, one in zip(reading.contents.events, own, strict=True)
        if one.text.startswith("[[")
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "[[events]]",
                'id = "a"',
                "# c",
                "",
                "[sources.x]",
                'x = """',
                '"""',
                "y = [",
                "]",
                "[[events.claims]]",
                "\r",
                "z",
            ]
        )
    )
)
def test_the_pieces_of_anything_are_its_text(rows: list[str]) -> None:
    text = "\n".join(rows)
    assert joined(pieces(text)) == text


def test_the_line_end_is_that_of_the_first_line() -> None:
    assert newline("a\r\nb\n") == "\r\n"
    assert newline("a\nb\r\n") == "\n"
    assert newline("a") == "\n"
