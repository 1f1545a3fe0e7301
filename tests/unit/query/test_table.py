"""What queries find: over the mini chronology, which has every hard case, and over the first edition."""

from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.query.parse import parse_query
from dprkru_timeline.query.select import select
from dprkru_timeline.store.load import load
from tests.conftest import DATA

TODAY = date(2026, 1, 15)


def _table(name: str) -> list[tuple[str, str]]:
    """Return the rows of a table: a query, and the ids that it finds, in order."""
    lines = (DATA / f"queries-{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(text, ids) for text, _, ids in (line.partition("\t") for line in lines)]


MINI, EDITION_1, MEANING = _table("mini"), _table("edition-1"), _table("meaning")


def ids(chronology: Chronology, text: str) -> list[str]:
    return [event.id for event in select(chronology, parse_query(text, today=TODAY)).events]


@pytest.mark.parametrize(("text", "expected"), MINI)
def test_queries_over_the_mini_chronology(mini: Chronology, text: str, expected: str) -> None:
    assert ids(mini, text) == expected.split()


@pytest.mark.parametrize(("text", "expected"), EDITION_1)
def test_queries_over_the_first_edition(edition_1: Chronology, text: str, expected: str) -> None:
    found = ids(edition_1, text)
    assert found == expected.split()


@pytest.mark.parametrize(("text", "expected"), MEANING)
def test_queries_over_what_came_with_schema_2(text: str, expected: str) -> None:
    chronology = load(str(DATA / "meaning.toml"), today=TODAY)
    assert ids(chronology, text) == expected.split()
    again = str(select(chronology, parse_query(text, today=TODAY)).selection.query)  # type: ignore[union-attr]
    assert ids(chronology, again) == expected.split()


def test_a_place_says_what_only_speaks_of_it() -> None:
    chronology = load(str(DATA / "meaning.toml"), today=TODAY)
    for text, about in (
        ("place:rajin", {"monitors-report"}),
        ("place:rajin or actor:seoul", {"monitors-report"}),
        ("place:rajin or theme:arms", set()),  # it matches by its theme as well
        ("at:rajin", set()),
    ):
        answer = select(chronology, parse_query(text, today=TODAY))
        assert answer.selection
        assert answer.selection.about == about, text


@pytest.mark.parametrize(("text", "_"), MINI)
def test_the_normal_form_typed_back_finds_the_same(mini: Chronology, text: str, _: str) -> None:
    answer = select(mini, parse_query(text, today=TODAY))
    assert answer.selection
    again = select(mini, parse_query(answer.selection.query, today=TODAY))
    assert again.events == answer.events
    assert again.selection == answer.selection


def test_there_are_enough_of_them() -> None:
    assert len(MINI) >= 150
    assert len(EDITION_1) >= 60
    assert len(dict(MINI)) == len(MINI)
    assert len(dict(EDITION_1)) == len(EDITION_1)
    assert len(MEANING) >= 50
    assert len(dict(MEANING)) == len(MEANING)
