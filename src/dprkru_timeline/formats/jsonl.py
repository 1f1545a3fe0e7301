"""JSON Lines: one event object a line, for streams and line tools."""

from typing import TextIO

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.answers.event import event_object
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write one object an event."""
    del options
    for event in chronology.events:
        out.write(dumps(event_object(chronology, event)) + "\n")
