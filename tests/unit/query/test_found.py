"""Words find what they mean: other forms, numbers, hyphens, names in their spellings, and who speaks."""

import json

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.query.parse import parse_query
from dprkru_timeline.query.search import finder, with_stems
from dprkru_timeline.query.select import select
from dprkru_timeline.query.stems import has_same_stem, stem
from dprkru_timeline.store.load import load, load_checked
from tests.conftest import FIRST_HALF, Run

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture(scope="module")
def whole() -> Chronology:
    return load_checked([str(FIRST_HALF)])


@pytest.fixture(scope="module")
def stemmed(whole: Chronology) -> Chronology:
    return with_stems(whole)


def ids(chronology: Chronology, text: str) -> list[str]:
    return [event.id for event in select(chronology, parse_query(text)).events]


@pytest.mark.parametrize(
    "same",
    [
        ("deployed", "deploying"),
        ("vetoed", "vetoing"),
        ("denies", "denied"),
        ("1000", "1,000", "1.000", "1_000"),
        ("co-operation", "cooperation"),
        ("defence", "defense"),
        ("Zelenskiy", "Zelenskyy"),
    ],
)
def test_forms_of_one_word_find_the_same(whole: Chronology, stemmed: Chronology, same: tuple[str, ...]) -> None:
    found = [ids(stemmed, one) for one in same]
    assert found[0]
    assert all(one == found[0] for one in found)
    for one in same:  # with the stems of the fast copy, and worked out anew
        assert ids(whole, one) == ids(stemmed, one)


@pytest.mark.parametrize(
    ("word", "text", "holds"),
    [
        ("missing", "missiles", False),
        ("arms", "army", False),
        ("units", "united", False),
        ("denied", "denis", False),
        ("several", "severs", False),
        ("deployed", "deployment", True),
        ("sent", "sends", True),
        ("1000", "10000", False),
        ("100", "12,100", False),
        ("1,000", "1,000,000", False),
        ("10000", "10,000 troops", True),
        ("12,000", "12.000", True),
        ("S/RES/2375", "resolution 2375", True),
        ("UNSCR", "resolution", True),
        ("김영복", "김영복", True),
    ],
)
def test_what_a_word_finds_and_what_not(word: str, text: str, holds: bool) -> None:
    from dprkru_timeline.query.search import normalized

    empty = load_checked([str(FIRST_HALF)])
    assert finder(empty.replaced(events=()), word)(f" {normalized(text)}") is holds


def test_an_irregular_form_finds_the_others(stemmed: Chronology) -> None:
    assert set(ids(stemmed, '"meets"')) <= set(ids(stemmed, "met"))


def test_in_quotes_a_word_is_as_it_stands(stemmed: Chronology) -> None:
    assert len(ids(stemmed, '"deployed"')) < len(ids(stemmed, "deployed"))
    assert len(ids(stemmed, '"denies"')) < len(ids(stemmed, "denies"))


def test_an_irregular_form_has_the_stem_of_its_verb() -> None:
    assert stem("met") == stem("meeting") == "meet"
    assert has_same_stem(" they met there", "meets")
    assert not has_same_stem(" the army", "arms")


@pytest.mark.parametrize(
    ("kind", "name", "entry"),
    [
        ("actor", "Choe Son-hui", "choe-son-hui"),
        ("actor", "Choe Sonhui", "choe-son-hui"),
        ("actor", "Zelenskiy", "zelensky"),
        ("actor", "Nebenzya", "nebenzia"),
        ("actor", "Sergey Lavrov", "lavrov"),
        ("actor", "State Department", "state-department"),
        ("actor", "Госдеп", "state-department"),
        ("actor", "국무부", "state-department"),
        ("actor", "자하로바", "zakharova"),
        ("actor", "김영복", "kim-yong-bok"),
        ("actor", "Kim Yong-bok", "kim-yong-bok"),
        ("theme", "POW", "prisoners"),
        ("theme", "санкции", "sanctions"),
        ("theme", "제재", "sanctions"),
        ("place", "London", "london"),
        ("place", "Tokyo", "tokyo"),
        ("place", "Kursk Region", "kursk"),
        ("place", "Donetsk", "donetsk"),
    ],
)
def test_a_name_in_its_spellings_and_scripts(whole: Chronology, kind: str, name: str, entry: str) -> None:
    assert whole.resolve(kind, name) == entry  # type: ignore[arg-type]


def test_what_is_counted_of_an_actor_is_what_actor_finds(run: Run) -> None:
    whole = load()
    rows = {row["id"]: row["events"] for row in json.loads(run("list", "actors", "--json", file=None).out)["entries"]}
    for actor in whole.actors:
        found = select(whole, parse_query(f"actor:{actor}")).events
        assert rows[actor] == len(found), actor
        assert {one.id for one in found} >= {one.id for one in select(whole, parse_query(f"takes-part:{actor}")).events}
        assert {one.id for one in found} >= {one.id for one in select(whole, parse_query(f"by:{actor}")).events}


def test_sources_of_a_publisher_are_its_own(run: Run) -> None:
    found = json.loads(run("list", "sources", "--source", "UN", "--json", file=None).out)["entries"]
    assert found
    assert all("UN" in row["name"].split() for row in found)


def test_how_fine_a_date_is_and_whether_anything_links(whole: Chronology) -> None:
    parts = [ids(whole, f"precision:{one}") for one in ("day", "month", "season", "year")]
    assert sum(map(len, parts)) == len(whole.events)
    lonely = ids(whole, "links:none")
    assert lonely
    assert all(not event.links for event in whole.events if event.id in lonely)
    assert not {link.to for event in whole.events for link in event.links} & set(lonely)
