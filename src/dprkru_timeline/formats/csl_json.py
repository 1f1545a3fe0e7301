"""CSL-JSON: what Zotero, pandoc and citeproc read. An array of items, one a source."""

import re
from collections.abc import Iterable
from typing import Any, TextIO

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.cite import DatedItem, source_items
from dprkru_timeline.formats import Options

LACKS = {
    "it holds the sources": (
        "event: *",
        "claim: *",
        "actor: *",
        "theme: *",
        "place: *",
        "measure: *",
    ),
    "how much of it was seen is no part of a reference; json has it": ("source: seen",),
    "no head, and the license is not that of the sources; timeline cite alone cites the chronology": (
        "chronology: title",
        "chronology: description",
        "chronology: edition",
        "chronology: sourced_until",
        "chronology: license",
        "what was asked",
        "as known on",
    ),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the sources of the events, each once."""
    del options
    out.write(references(source_items(chronology)))


def references(items: Iterable[DatedItem]) -> str:
    """Return items as one CSL-JSON text."""
    return dumps([_plain(item) for item, _ in items], indent=2) + "\n"


def _plain(value: Any) -> Any:
    """Return an item whose texts no reader takes for markup.

    CSL's readers set what stands in a few tags; a word joiner, which has no width, makes them no tags.
    """
    if isinstance(value, str):
        return re.sub(r"<(?=/?(?:b|i|sc|span|sub|sup)\b)", "<\u2060", value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: one if key == "URL" else _plain(one) for key, one in value.items()}
    return value
