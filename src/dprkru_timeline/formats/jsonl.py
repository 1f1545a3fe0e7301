"""JSON Lines: one event object a line, with the edition and the license it is under, for streams and line tools."""

from typing import TextIO

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.answers.event import event_object
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options

LACKS = {
    "a line is an event; json has a head": (
        "chronology: title",
        "chronology: description",
        "what was asked",
    ),
    "it names actors, themes, places and measures by their ids; json has them whole": (
        "actor: *",
        "theme: *",
        "place: *",
        "measure: *",
    ),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write one object an event."""
    del options
    head = {  # a line stands alone
        "edition": chronology.edition.isoformat(),
        "sourced_until": chronology.sourced_until.isoformat() if chronology.sourced_until else None,
        "as_of": chronology.as_of.isoformat() if chronology.as_of else None,
        "license": chronology.license,
    }
    for event in chronology.events:
        out.write(dumps(event_object(chronology, event) | head) + "\n")
