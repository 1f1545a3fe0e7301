"""BibTeX, written by bibtexparser: one ``@misc`` a source, which every style and biblatex take.

Text is TeX where it stands, so what TeX would obey is written as its own characters. A brace is not
escaped by a backslash to BibTeX, which counts it all the same: it becomes a command.

biblatex reads EDTF of levels 0 and 1 in ``date`` (its manual, “Date and Time Specifications”), which says of a date
what year, month and day can't. BibTeX reads these, as far as they are sure, and the note has the words.
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

# What biblatex takes of EDTF: a date, maybe a season, with what is doubted of the whole of it; two of them, or one with
# an end that is open or unknown; or digits that are not specified, counted from the right.
_END = r"\d{4}(?:-(?:2[1-4]|(?:0[1-9]|1[0-2])(?:-\d\d)?))?[?~%]?"
_UNSPECIFIED = r"\d{3}X|\d\dXX|\d{4}-XX(?:-XX)?|\d{4}-\d\d-XX"
_TAKEN = re.compile(rf"{_END}|{_END}/(?:{_END}|\.\.)?|(?:\.\.)?/{_END}|{_UNSPECIFIED}", re.ASCII)

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
        ("date", _date(item, when)),
        ("url", address(item.get("URL", ""))),
        ("urldate", iso(item["accessed"]["date-parts"][0]) if "accessed" in item else ""),
        ("language", escaped(item.get("language", ""))),
        ("note", escaped("; ".join(filter(None, told)))),
    )
    return [(key, value) for key, value in pairs if value]


def _date(item: Item, when: Edtf | None) -> str:
    """Return a date as biblatex reads it: as it is written if that is EDTF of a level it knows, else its parts."""
    if when and _TAKEN.fullmatch(str(when)):
        return str(when)
    return "/".join(map(iso, item.get("issued", {}).get("date-parts", [])))


def escaped(text: str) -> str:
    """Return ``text`` as TeX that prints it."""
    return "{}".join("".join(_TEX.get(char, char) for char in part) for part in _LIGATURES.split(visible(text)))


def address(url: str) -> str:
    """Return an address that closes no brace and starts no command."""
    return re.sub(r"[\s{}\\]", lambda match: f"%{ord(match[0]):02X}", visible(url))
