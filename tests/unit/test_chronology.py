import pytest

from dprkru_timeline.chronology import Chronology, in_order
from dprkru_timeline.errors import UnknownName
from dprkru_timeline.model import Event, Link, Rel


@pytest.mark.parametrize(
    "name", ["dprk", "DPRK", "north korea", "북한", "\u1107\u116e\u11a8\u1112\u1161\u11ab", "кндр", "ＤＰＲＫ"]
)
def test_a_name_is_found_in_any_script_and_form(mini: Chronology, name: str) -> None:
    assert mini.resolve("actor", name) == "dprk"


def test_an_unknown_name_offers_the_nearest(mini: Chronology) -> None:
    with pytest.raises(UnknownName) as caught:
        mini.resolve("actor", "drpk")
    assert caught.value.suggestions == ("dprk",)
    assert caught.value.help == "did you mean dprk?"


def test_within_reaches_any_depth(mini: Chronology) -> None:
    assert mini.within("actor", "russia") == {"russia", "kremlin", "spokesman"}
    assert mini.within("place", "russia-territory") == {"russia-territory", "kursk"}


def test_party_is_the_root(mini: Chronology) -> None:
    assert mini.party("spokesman") == "russia"
    assert mini.party("dprk") == "dprk"


def test_linked_from(mini: Chronology) -> None:
    assert [(event.id, rel) for event, rel in mini.linked_from("pact")] == [("deployment", "follows")]


def test_events_stand_in_order(mini: Chronology) -> None:
    assert [event.id for event in mini.events][:4] == ["armistice", "decade", "resolution", "deadline"]


def test_events_of_one_date_stand_as_they_are_given_but_after_what_they_follow(mini: Chronology) -> None:
    one = mini.events[0]._replace(links=())
    same = [one._replace(id=name) for name in ("c", "a", "b")]
    assert [event.id for event in in_order(same)] == ["c", "a", "b"]

    def following(name: str, *others: str) -> Event:
        return one._replace(id=name, links=tuple(Link(Rel.FOLLOWS, other) for other in others))

    followed = [following("c", "b", "elsewhere"), following("a"), following("b", "a")]
    assert [event.id for event in in_order(followed)] == ["a", "b", "c"]
    circle = [following("c", "b"), following("b", "c"), following("a")]
    assert sorted(event.id for event in in_order(circle)) == ["a", "b", "c"]
    answering = one._replace(id="c", links=(Link(Rel.RESPONDS_TO, "a"),))
    assert [event.id for event in in_order([answering, one._replace(id="a")])] == ["c", "a"]


def test_a_chain_of_a_thousand_of_one_day_is_put_in_order(mini: Chronology) -> None:
    one = mini.events[0]._replace(links=())
    chain = [one._replace(id=f"e{number}", links=(Link(Rel.FOLLOWS, f"e{number + 1}"),)) for number in range(1000)]
    assert [event.id for event in in_order(chain)] == [f"e{number}" for number in range(999, -1, -1)]
