"""What queries find: over the mini chronology, which has every hard case, and over the first edition."""

from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.query.parse import parse_query
from dprkru_timeline.query.select import select
from tests.conftest import DATA

TODAY = date(2026, 1, 15)


def _table(name: str) -> list[tuple[str, str]]:
    """Return the rows of a table: a query, and the ids that it finds, in order."""
    lines = (DATA / f"queries-{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(text, ids) for text, _, ids in (line.partition("\t") for line in lines)]


MINI, EDITION_1 = _table("mini"), _table("edition-1")


def ids(chronology: Chronology, text: str) -> list[str]:
    return [event.id for event in select(chronology, parse_query(text, today=TODAY)).events]


@pytest.mark.parametrize(("text", "expected"), MINI)
def test_queries_over_the_mini_chronology(mini: Chronology, text: str, expected: str) -> None:
    assert ids(mini, text) == expected.split()


@pytest.mark.parametrize(("text", "expected"), EDITION_1)
def test_queries_over_the_first_edition(edition_1: Chronology, text: str, expected: str) -> None:
    found = ids(edition_1, text)
    assert found == expected.split()


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
