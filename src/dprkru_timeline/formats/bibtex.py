"""BibTeX, written by bibtexparser: one ``@misc`` a source, which every style and biblatex take.

Text is TeX where it stands, so what TeX would obey is written as its own characters. A brace is not
escaped by a backslash to BibTeX, which counts it all the same: it becomes a command.
"""

import re
from collections.abc import Iterable
from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.cite import DatedItem, Item, dated, iso, source_items
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.formats import Options
from dprkru_timeline.text import visible
from dprkru_timeline.words.head import as_a_sentence, told_head
from dprkru_timeline.words.sources import KEPT_COPY

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "%&#$_"},
}
# What TeX's fonts set as one sign: dashes, quotation marks and marks turned upside down.
_LIGATURES = re.compile("(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)")

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
    "every entry is @misc, which all styles take": ("source: kind",),
    "a comment names the chronology and no more": ("chronology: description",),
}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the sources of the events, each once."""
    del options
    about = as_a_sentence(told_head(chronology).sentence())
    out.write(f"@comment{{{escaped(f'{chronology.title}. {about}')}}}\n\n{references(source_items(chronology))}")


def references(items: Iterable[DatedItem]) -> str:
    """Return items as BibTeX entries."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    entries = [
        Entry("misc", item["id"], [Field(key, value) for key, value in _fields(item, when)]) for item, when in items
    ]
    return write_string(Library([*entries]))


def _fields(item: Item, when: Edtf | None) -> Iterable[tuple[str, str]]:
    authors = " and ".join(f"{{{escaped(one['literal'])}}}" for one in item.get("author", ()))
    parts, words = dated(item, when)
    year, month, day = [*iso(parts).split("-"), "", ""][:3]
    kept = item.get("archive_location", "")
    told = [item.get("note", ""), item.get("version", ""), words, f"{KEPT_COPY}: {address(kept)}" if kept else ""]
    pairs = (
        ("author", authors),
        ("title", f"{{{escaped(item['title'])}}}" if "title" in item else ""),
        ("number", escaped(item.get("number", ""))),
        ("howpublished", escaped(item.get("container-title", ""))),
        ("year", year),
        ("month", month),
        ("day", day),  # of no style of BibTeX, but readers that look at year and month take it
        ("date", "/".join(map(iso, item.get("issued", {}).get("date-parts", [])))),
        ("url", address(item.get("URL", ""))),
        ("urldate", iso(item["accessed"]["date-parts"][0]) if "accessed" in item else ""),
        ("language", escaped(item.get("language", ""))),
        ("note", escaped("; ".join(filter(None, told)))),
    )
    return [(key, value) for key, value in pairs if value]


def escaped(text: str) -> str:
    """Return ``text`` as TeX that prints it."""
    return "{}".join("".join(_TEX.get(char, char) for char in part) for part in _LIGATURES.split(visible(text)))


def address(url: str) -> str:
    """Return an address that closes no brace and starts no command."""
    return re.sub(r"[\s{}\\]", lambda match: f"%{ord(match[0]):02X}", visible(url))
