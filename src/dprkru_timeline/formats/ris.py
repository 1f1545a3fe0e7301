"""RIS, written by rispy: one reference a source, for EndNote, Zotero and Mendeley."""

from collections.abc import Iterable
from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.cite import DatedItem, Item, dated, iso, source_items
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.formats import Options
from dprkru_timeline.text import one_line
from dprkru_timeline.words.sources import KEPT_COPY

_TYPES = {"article-newspaper": "NEWS", "report": "RPRT", "dataset": "DATA", "treaty": "LEGAL"}

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
    """Return items as RIS references."""
    import rispy
    from rispy.writer import RisWriter

    class Unnumbered(RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            """Write no number above a reference: some readers take it for text."""
            del count
            return ""

    text: str = rispy.dumps([_reference(item, when) for item, when in items], implementation=Unnumbered)
    return text.strip("\n") + "\n"


def _reference(item: Item, when: Edtf | None) -> dict[str, Any]:
    parts, words = dated(item, when)
    kept = item.get("archive_location", "")  # a second address would be one too many for some readers
    told = filter(None, (item.get("note", ""), item.get("version", ""), words, f"{KEPT_COPY}: {kept}" if kept else ""))
    found: dict[str, Any] = {
        "type_of_reference": _TYPES.get(item["type"], "ELEC"),
        "id": item["id"],
        "title": item.get("title", ""),
        "authors": [one["literal"] for one in item.get("author", ())],
        "number": item.get("number", ""),
        "secondary_title": item.get("container-title", ""),
        "year": iso(parts[:1]),
        "date": _slashed(parts) if parts else "",
        "urls": [item["URL"]] if "URL" in item else [],
        "access_date": _slashed(item["accessed"]["date-parts"][0]) if "accessed" in item else "",
        "language": item.get("language", ""),
        "notes": [*told],
    }
    return {
        key: [one_line(one) for one in value] if isinstance(value, list) else one_line(value)
        for key, value in found.items()
        if value
    }


def _slashed(parts: list[int]) -> str:
    """Return year, month and day as RIS writes a date, 2024/10/08/: nothing between slashes for what is not known."""
    year, month, day, *_ = [*iso(parts).split("-"), "", ""]
    return f"{year}/{month}/{day}/"
