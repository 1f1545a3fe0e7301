import pytest

from dprkru_timeline.chronology import Chronology, in_order
from dprkru_timeline.errors import UnknownName


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


def test_events_of_one_date_stand_by_id(mini: Chronology) -> None:
    one = mini.events[0]
    same = [one._replace(id=name) for name in ("c", "a", "b")]
    assert [event.id for event in in_order(same)] == ["a", "b", "c"]
