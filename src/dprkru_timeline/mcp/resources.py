"""What an assistant may read by an address: events, vocabularies, and the program's own help."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.mcp import answering
from dprkru_timeline.mcp.pages import check_size
from dprkru_timeline.mcp.record import Record
from dprkru_timeline.mcp.reply import structured, vocabulary_object
from dprkru_timeline.text import shortened

SCHEME = "timeline://"
EVENT = "timeline://event/{id}"
VOCABULARIES = {
    "actors": "Actors: ids, names in all scripts, what each is part of.",
    "themes": "Themes: ids, names, what belongs under each.",
    "places": "Places: ids, names, coordinates, what each lies in.",
    "measures": "Measures: what is counted, in which unit, and how.",
}
JSON, TEXT = "application/json", "text/plain"
# Ids offered for a beginning of one.
_OFFERED = 50


class Resource(NamedTuple):
    """Something that can be read: its address, a name, what it is, and of which type."""

    uri: str
    name: str
    about: str
    mime_type: str


class Help(NamedTuple):
    """A topic of the program's help: what it explains, and its text when it is asked for."""

    about: str
    text: Callable[[], str]


def listed(topics: Mapping[str, Help]) -> list[Resource]:
    """Return what can be read, but for events, of which there is one an id."""
    found = [Resource(f"{SCHEME}vocabulary/{name}", name, about, JSON) for name, about in VOCABULARIES.items()]
    return found + [Resource(f"{SCHEME}help/{name}", f"help-{name}", one.about, TEXT) for name, one in topics.items()]


def read(record: Record, topics: Mapping[str, Help], uri: str) -> tuple[str, str]:
    """Return what stands at an address, and its type.

    Raises:
        UsageError: nothing does; and whatever reading the record raises.
    """
    kind, _, name = uri.removeprefix(SCHEME).partition("/")
    if uri.startswith(SCHEME) and name:
        if kind == "event" and record.whole().get(name):
            return _whole(structured(answering.event(record, {"id": name}))), JSON
        if kind == "vocabulary" and name in VOCABULARIES:
            return _whole(vocabulary_object(record.whole(), name)), JSON
        if kind == "help" and name in topics:
            return topics[name].text(), TEXT
    known = [one.uri for one in listed(topics)]
    if kind == "event":
        known = [f"{SCHEME}event/{one}" for one in record.whole().ids()]
    close = nearest(uri, known, limit=1)
    remedy = (
        f"did you mean {close[0]}?" if close else f"there are {', '.join(one.uri for one in listed(topics))}, {EVENT}"
    )
    raise UsageError(f'nothing is at "{shortened(uri)}"', remedy)


def _whole(document: object) -> str:
    check_size(document)
    return dumps(document, indent=1)


def ids_beginning(record: Record, begun: str) -> tuple[list[str], int]:
    """Return the first ids of events that begin so, or else that hold it, and how many there are."""
    ids = record.whole().ids()
    found = [one for one in ids if one.startswith(begun)] or [one for one in ids if begun in one]
    return found[:_OFFERED], len(found)
