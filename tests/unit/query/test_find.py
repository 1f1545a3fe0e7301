from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import EdtfError, UnknownName, UsageError
from dprkru_timeline.query.find import SeveralEvents, find_event

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("deadline", "deadline"),
        ("DEADLINE", "deadline"),
        ("2017-12-22", "resolution"),
        ("22 December 2017", "resolution"),
        ("2024-06-10", "pact"),
        ("ployment", "deployment"),
        ("one of", "one-of-two"),
        ("sending home", "deadline"),
        ("쿠르스크로 troops", "deployment"),
    ],
)
def test_how_an_event_is_found(mini: Chronology, text: str, event: str) -> None:
    assert find_event(mini, text, TODAY).event.id == event


def test_the_output_says_how_it_was_read(mini: Chronology) -> None:
    assert find_event(mini, "deadline", TODAY).read_as == ""
    assert find_event(mini, "2017-12-22", TODAY).read_as == '"2017-12-22" as the date 22 December 2017'
    assert find_event(mini, "ployment", TODAY).read_as == '"ployment" as part of an id'


def test_when_several_fit_they_are_listed_and_nothing_is_guessed(mini: Chronology) -> None:
    with pytest.raises(SeveralEvents) as caught:
        find_event(mini, "workers", TODAY)
    assert [event.id for event in caught.value.events] == ["decade", "resolution", "deadline"]
    assert "Deadline for sending workers home" in caught.value.message


def test_nothing_fits(mini: Chronology) -> None:
    with pytest.raises(UnknownName) as caught:
        find_event(mini, "deadlin e", TODAY)
    assert "deadline" in caught.value.suggestions
    with pytest.raises(UsageError, match="no event has the date"):
        find_event(mini, "1900-01-01", TODAY)
    with pytest.raises(EdtfError):
        find_event(mini, "03/04/2024", TODAY)
