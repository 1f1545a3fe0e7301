"""Single keys are changed, and every other byte stays."""

import datetime as dt
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from dprkru_timeline.curate.change import Edit, edited, parse_edit, read_date
from dprkru_timeline.errors import InvalidFile, UsageError
from dprkru_timeline.store.find import EventFile
from dprkru_timeline.store.load import read
from dprkru_timeline.store.toml import decoded
from tests.conftest import DATA, EDITION_1, FIRST_HALF

TODAY = dt.date(2026, 11, 29)
SHIPPED = FIRST_HALF


@cache
def _loading() -> tuple[Path, ...]:
    """Return the files that load: what ships, and each hostile one that does."""
    found = [SHIPPED, EDITION_1]
    for path in sorted((DATA / "hostile").rglob("*.toml")):
        try:
            read([str(path)], TODAY)
        except InvalidFile:
            continue
        found.append(path)
    return tuple(found)


@cache
def _text(path: Path) -> str:
    return decoded(EventFile(path.name, path.read_bytes()))


@cache
def _document(path: Path) -> dict[str, Any]:
    return tomli.loads(_text(path))


def test_many_hostile_files_load() -> None:
    assert len(_loading()) > 20


_words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30)
_values: dict[str, st.SearchStrategy[Any]] = {
    "title": _words,
    "summary": st.one_of(_words, st.just('Two\nlines with """ and \\ and "quotes".')),
    "note": _words,
    "date_basis": _words,
    "date": st.sampled_from(["2024-10", "2024-10-08/..", "201X", "2024-10~"]),
    "verified": st.dates(dt.date(1, 1, 1)),
    "key": st.booleans(),
    "themes": st.lists(st.sampled_from(["labor", "arms", "ñ"]), max_size=3, unique=True),
    "form": st.sampled_from(["visit", "vote"]),
    "record": _words,
}


@pytest.mark.thorough
@settings(max_examples=150)
@given(st.data())
def test_any_key_of_any_event_and_nothing_else(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_loading()))
    document = _document(path)
    events = document.get("events") or []
    if not events:
        return
    place = data.draw(st.integers(0, len(events) - 1))
    key = data.draw(st.sampled_from(sorted(_values)))
    value = data.draw(_values[key])
    text = _text(path)
    made = edited(text, "events", events[place]["id"], [Edit("set", (key,), value)])
    expected = deepcopy(document)
    expected["events"][place][key] = value
    assert tomli.loads(made) == expected
    _only_one_stretch_differs(text, made, events[place]["id"])


def _only_one_stretch_differs(before: str, after: str, id_: str) -> None:
    """See that what two texts have in common at their ends leaves no other event in between."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    changed = before[start : len(before) - end]
    assert "[[events]]" not in changed, id_
    assert after.count("\n") - before.count("\n") <= 8
    assert ("\r\n" in before) == ("\r\n" in after)


ODD = {
    "inline": 'events = [ {id = "a", title = "T"}, { id="b",title="U" } ]  # kept\n',
    "quoted": '[["events"]]  # h\n"id"  =  \'a\' # i\n  title   =   "T"   # t\n',
    "apart": '[[events]]\nid = "a"\ntitle = "T"\n[sources.x]\npublisher = "P" # p\n[[events.claims]]\nby = "x"\n',
    "dotted": '[[events]]\nid = "a"\ntitle = "T"\nclaims = [{by = "x"}]\n',
    "crlf": '# c\r\n[[events]]\r\nid = "a"\r\n\r\ntitle = "T"\r\nthemes = [\r\n  "x", # first\r\n]\r\n',
    "no end": '[[events]]\nid = "a"\ntitle = "T"',
    "indented": '  [[events]]\n  id = "a"\n\ttitle = "T"\n    [[events.claims]]\n    by = "x"\n',
    "text of headers": '[[events]]\nid = "a"\nsummary = """\n[[events]]\nid = "b"\n"""\ntitle = "T"\n',
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_forms(text: str) -> None:
    made = edited(text, "events", "a", [Edit("set", ("title",), "New"), Edit("set", ("note",), "n")])
    expected = tomli.loads(text)
    expected["events"][0] |= {"title": "New", "note": "n"}
    assert tomli.loads(made) == expected
    for comment in re.findall(r"# \w+", text):
        assert comment in made
    assert made.count("\r\n") in (0, made.count("\n"))


def test_lists_claims_and_links() -> None:
    text = (
        '[[events]]\nid = "a"\nthemes = [ "x", # why\n  "y" ]\n\n[[events.claims]]\nby = "p"\n'
        'amounts = { killed = "1" }\n\n'
        '[[events.claims]]\nby = "q"\n'
    )
    made = edited(
        text,
        "events",
        "a",
        [
            Edit("add", ("themes",), ["z", "x"]),
            Edit("remove", ("themes",), ["y"]),
            Edit("set", ("claims", 2, "locator"), "p. 3"),
            Edit("set", ("claims", 2, "amounts", "killed"), "5~"),
            Edit("set", ("claims", 1, "amounts", "wounded"), "2"),
            Edit("add", ("links",), [{"rel": "cites", "to": "b"}]),
            Edit("add", ("places",), ["w"]),
        ],
    )
    assert tomli.loads(made)["events"][0] == {
        "id": "a",
        "themes": ["x", "z"],
        "places": ["w"],
        "claims": [
            {"by": "p", "amounts": {"killed": "1", "wounded": "2"}},
            {"by": "q", "amounts": {"killed": "5~"}, "locator": "p. 3"},
        ],
        "links": [{"rel": "cites", "to": "b"}],
    }
    assert "# why" in made
    assert "\n[[events.links]]\nrel" in made
    assert made.index('by = "q"') < made.index("locator")
    gone = edited(made, "events", "a", [Edit("remove", ("claims", 1)), Edit("remove", ("places",), ["w"])])
    assert [claim["by"] for claim in tomli.loads(gone)["events"][0]["claims"]] == ["q"]
    assert "places" not in gone, "an empty list is taken out"


def test_a_new_key_stands_where_its_table_has_it() -> None:
    text = '[sources.x]\npublisher = "P"\nurl = "u"\nkind = "news"\n\n[sources.y]\n'
    made = edited(text, "sources", "x", [Edit("set", ("title",), "T"), Edit("set", ("accessed",), TODAY)])
    assert made == (
        '[sources.x]\npublisher = "P"\ntitle = "T"\nurl = "u"\nkind = "news"\naccessed = 2026-11-29\n\n[sources.y]\n'
    )


@pytest.mark.parametrize(
    ("do", "typed", "error"),
    [
        ("set", "titel=x", "did you mean title?"),
        ("set", "title", "has no value"),
        ("add", "title=x", "is no list"),
        ("set", "key=perhaps", "true or false"),
        ("set", "verified=2024-10", "no single day"),
        ("set", "date=nonsense", "is not a date"),
        ("set", "claims.1=x", "names no value"),
        ("set", "claims.1.titel=x", "no key"),
        ("set", "claims.x.says=x", "names no value"),
        ("set", "claims.1.amounts=5", "holds a number a measure"),
        ("add", "links=panel-veto", "is no link"),
        ("set", "title.x=y", "names no value"),
        ("remove", "zzz", "no key"),
    ],
)
def test_what_is_typed_wrongly_is_said_with_what_is_right(do: Any, typed: str, error: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_edit(do, typed, "events", TODAY)
    assert error in f"{refused.value.message} {refused.value.help}"


def test_what_is_typed_becomes_what_a_file_holds() -> None:
    read_in = {
        typed: parse_edit("set", typed, "events", TODAY)
        for typed in (
            "date=19 june 2024",
            "verified=today",
            "key=yes",
            "themes=a, b",
            "claims.2.says=x=y",
            "claims.1.amounts.killed=6~",
        )
    }
    assert [one.value for one in read_in.values()] == ["2024-06-19", TODAY, True, ["a", "b"], "x=y", "6~"]
    assert read_in["claims.2.says=x=y"].path == ("claims", 2, "says")
    assert read_date("about june 2024", TODAY) == "2024-06~"
    assert read_date("perhaps 19 june 2024", TODAY) == "2024-06-19?"
    assert read_date("2024-10/..", TODAY) == "2024-10/.."


def test_what_is_not_there_is_said() -> None:
    text = '[[events]]\nid = "a"\nthemes = ["x"]\n'
    for one, error in (
        (Edit("remove", ("note",)), "no note to remove"),
        (Edit("remove", ("themes",), ["y"]), 'themes has no "y"'),
        (Edit("set", ("claims", 1, "says"), "x"), "there is no claims.1.says"),
    ):
        with pytest.raises(UsageError, match=re.escape(error)):
            edited(text, "events", "a", [one])
    with pytest.raises(UsageError):
        edited(text, "events", "b", [Edit("set", ("title",), "x")])
