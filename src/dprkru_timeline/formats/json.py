"""JSON: one document, as ``docs/json.md`` describes it; the same object that ``--json`` prints."""

from typing import TextIO

from dprkru_timeline.answers.documents import document_head, dumps
from dprkru_timeline.answers.event import event_object
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the document, an event a line, so that no more than one is held as text."""
    del options
    head = dumps({**document_head(chronology), "events": []}, indent=2)
    out.write(head.removesuffix("[]\n}"))
    out.write("[")
    for place, event in enumerate(chronology.events):
        out.write(",\n    " if place else "\n    ")
        out.write(dumps(event_object(chronology, event)))
    out.write("\n  ]\n}\n" if chronology.events else "]\n}\n")
