"""CSL-JSON: what Zotero, pandoc and citeproc read. An array of items, one a source."""

from collections.abc import Iterable
from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.citation import Item, source_items
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.json import dumps


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the sources of the events, each once."""
    del options
    out.write(references(source_items(chronology)))


def references(items: Iterable[Item]) -> str:
    """Return items as one CSL-JSON text."""
    return dumps(list(items), indent=2) + "\n"
