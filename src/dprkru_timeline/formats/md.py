"""Markdown for pasting into a document: a heading, the query, events by year, footnoted sources.

GitHub's Markdown with footnotes (``[^1]``). All text from data is escaped: it is text, never markup.
"""

import re
from collections.abc import Iterable
from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event
from dprkru_timeline.text import one_line, visible
from dprkru_timeline.words.claims import ToldClaim, told_claims
from dprkru_timeline.words.columns import Column, column
from dprkru_timeline.words.event import match_mark, told
from dprkru_timeline.words.head import Head, as_a_sentence, told_head
from dprkru_timeline.words.sections import by_year, in_tables
from dprkru_timeline.words.sources import KEPT_COPY, Notes, source_text
from dprkru_timeline.words.status import status_words

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
_LINE_START = re.compile(r"^(\s*)([-+=]|[0-9]+[.)])", re.MULTILINE)
_IN_COMMENT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_TABLE = ("date_text", "title", "status", "actors")

LACKS = {"made to be read: what happened, how sure it is, who says so; json has the rest": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the events as a list by year, or as a table, with all their sources as footnotes.

    In the list, an event that is not confirmed brings its claims: who says so, who denies it.
    """
    notes = Footnotes(chronology)
    head = told_head(chronology, options.front)
    write_head(head, out)
    body = _table if options.style == "table" else _list
    body(chronology, out, notes)
    notes.write(out)
    write_foot(chronology, head, out)


def write_head(head: Head, out: TextIO) -> None:
    """Write the title, and what it is of; a marking above both."""
    marking = f"**{escaped(head.marking)}**\n\n" if head.marking else ""
    out.write(f"{marking}# {escaped(head.title)}\n\n{escaped(as_a_sentence(head.sentence()))}.\n")


def write_foot(chronology: Chronology, head: Head, out: TextIO) -> None:
    """Write the marking once more at the end, where there is one, and for `diff` what was asked."""
    out.write(f"\n**{escaped(head.marking)}**\n" if head.marking else "")
    query = chronology.selection.query if chronology.selection else ""
    if query:  # nothing in it can end the comment
        out.write(f"\n<!-- timeline: {one_line(query).translate(_IN_COMMENT)} -->\n")


class Footnotes:
    """Numbers sources as they are cited, and writes them at the end."""

    def __init__(self, chronology: Chronology) -> None:
        self._notes = Notes(chronology)

    def of(self, source_ids: Iterable[str]) -> str:
        """Return the marks of sources."""
        return "".join(f"[^{self._notes.number(source)}]" for source in source_ids)

    def of_claim(self, claim: ToldClaim) -> str:
        """Return the mark of a claim's source, and where in it; or why there is none."""
        if not claim.source:
            return f" *({claim.cited('')})*"
        where = f" ({escaped(claim.where)})" if claim.where else ""
        return self.of([claim.source]) + where

    def write(self, out: TextIO) -> None:
        """Write the notes."""
        out.write("\n" if self._notes else "")
        for number, source_id in enumerate(self._notes.sources, 1):
            source = self._notes.chronology.sources[source_id]
            address = f". {autolink(source.url)}" if source.url else "."
            kept = f" {KEPT_COPY}: {autolink(source.archive)}" if source.archive else ""
            out.write(f"[^{number}]: {escaped(source_text(source))}{address}{kept}\n")


def _list(chronology: Chronology, out: TextIO, notes: Footnotes) -> None:
    for heading, events in by_year(chronology):
        out.write(f"\n## {heading}\n\n")
        for event in events:
            _entry(chronology, event, out, notes)


def _entry(chronology: Chronology, event: Event, out: TextIO, notes: Footnotes) -> None:
    one = told(chronology, event)
    summary = joined(one.summary) or f"*({one.left_out})*"
    marked = "".join(f" *({mark})*" for mark in one.marks)
    cited = notes.of(event.sources)
    out.write(f"- **{escaped(one.when)}**: {escaped(one.title)}{marked}{cited}  \n  {summary}\n")
    if one.note:
        out.write(f"  - *{escaped(one.note)}*\n")
    for claim in told_claims(chronology, event) if one.shows_claims else ():
        who = f"{escaped(claim.who)} {claim.does} ({escaped(claim.when)})"
        out.write(f"  - {who}: {joined(claim.says)}{notes.of_claim(claim)}\n")


def joined(text: str) -> str:
    """Return text of several lines on one."""
    return " ".join(escaped(part.strip()) for part in text.splitlines() if part.strip())


def _table(chronology: Chronology, out: TextIO, notes: Footnotes) -> None:
    columns = [column(name) for name in _TABLE]
    for heading, events in in_tables(chronology):
        out.write(f"\n## {heading}\n" if heading else "")
        out.write("\n| " + " | ".join([*(one.heading for one in columns), "Sources"]) + " |\n")
        out.write("|" + " --- |" * (len(columns) + 1) + "\n")
        _rows(chronology, events, columns, out, notes)


def _rows(chronology: Chronology, events: list[Event], columns: list[Column], out: TextIO, notes: Footnotes) -> None:
    for event in events:
        cells = [
            cell(status_words(chronology, event) if one.name == "status" else one.for_people(event, chronology))
            for one in columns
        ]
        if match := match_mark(chronology, event):  # the status has a column of its own
            cells[0] += f" ({match})"
        out.write("| " + " | ".join([*cells, notes.of(event.sources)]) + " |\n")


def cell(text: str) -> str:
    """Return text for a cell of a table."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, on one line."""
    safe = one_line(text).replace("&", "&amp;")
    safe = _MARKUP.sub(r"\\\1", safe).replace("\\<", "&lt;").replace("\\>", "&gt;")
    # A bare address or e-mail would become a link of its own, and @name a mention. An escaped colon
    # or full stop stops the first; at signs are looked for in text with the escapes undone, and
    # only something that is no text stops that.
    safe = re.sub(r"(?i)(https?|ftp|www)([:.])", r"\1\\\2", safe)
    safe = re.sub(r"@(?=[A-Za-z0-9])", "@<!-- -->", safe)
    return _LINE_START.sub(lambda match: f"{match[1]}{_escaped_start(match[2])}", safe)


def _escaped_start(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"


def autolink(url: str) -> str:
    """Return an address as a link that shows itself."""
    return "<" + re.sub(r"[\s<>\\]", lambda match: f"%{ord(match[0]):02X}", visible(url)) + ">"
