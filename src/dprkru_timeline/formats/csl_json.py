"""CSL-JSON: what Zotero, pandoc and citeproc read. An array of items, one a source."""

from collections.abc import Iterable

from dprkru_timeline.citation import Item
from dprkru_timeline.formats.json import dumps


def references(items: Iterable[Item]) -> str:
    """Return items as one CSL-JSON text."""
    return dumps(list(items), indent=2) + "\n"
