"""JSON Lines: one event object a line, for streams and line tools."""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.json import dumps, event_object


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write one object an event."""
    del options
    for event in chronology.events:
        out.write(dumps(event_object(chronology, event)) + "\n")
