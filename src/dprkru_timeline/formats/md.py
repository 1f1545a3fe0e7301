"""Markdown for pasting into a document: a heading, the query, events by year, footnoted sources.

GitHub's Markdown with footnotes (``[^1]``). All text from data is escaped: it is text, never markup.
"""

import re
from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor, wording
from dprkru_timeline.formats import Options
from dprkru_timeline.model import Event, Status
from dprkru_timeline.text import one_line, visible
from dprkru_timeline.words.claims import SOURCE_LEFT_OUT, in_time, stance_word
from dprkru_timeline.words.columns import column
from dprkru_timeline.words.event import MATCH_MARKS, SUMMARY_LEFT_OUT, marks, match_word
from dprkru_timeline.words.head import as_of_text, beyond_text, count_text, edition_text
from dprkru_timeline.words.sources import source_text
from dprkru_timeline.words.status import status_words

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
_LINE_START = re.compile(r"^(\s*)([-+=]|[0-9]+[.)])", re.MULTILINE)
_TABLE = ("date_text", "title", "status", "actors")


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the events as a list by year, or as a table, with all their sources as footnotes.

    In the list, an event that is not confirmed brings its claims: who says so, who denies it.
    """
    numbers: dict[str, int] = {}
    out.write(f"# {escaped(chronology.title)}\n\n{_head(chronology)}\n")
    body = _table if options.style == "table" else _list
    body(chronology, out, numbers)
    if numbers:
        out.write("\n")
    for source, number in numbers.items():
        entry = chronology.sources[source]
        address = f". {autolink(entry.url)}" if entry.url else "."
        kept = f" Kept copy: {autolink(entry.archive)}" if entry.archive else ""
        out.write(f"[^{number}]: {escaped(source_text(entry))}{address}{kept}\n")


def _head(chronology: Chronology) -> str:
    edition = edition_text(chronology)
    asked = chronology.selection.query if chronology.selection else ""
    said = [
        escaped(edition[:1].upper() + edition[1:]),
        as_of_text(chronology).replace("As known", "as known"),
        f"asked: {escaped(asked)}" if asked else "",
        count_text(chronology),
        f"license: {escaped(chronology.license)}" if chronology.license else "",
        beyond_text(chronology),
    ]
    return "; ".join(filter(None, said)) + "."


def _list(chronology: Chronology, out: TextIO, numbers: dict[str, int]) -> None:
    year = None
    for event in chronology.events:
        if anchor(event.date).year != year:
            year = anchor(event.date).year
            out.write(f"\n## {year}\n\n")
        summary = " ".join(escaped(part.strip()) for part in event.summary.splitlines() if part.strip())
        summary = summary or f"*({SUMMARY_LEFT_OUT})*"
        marked = "".join(f" *({mark})*" for mark in marks(chronology, event))
        out.write(
            f"- **{escaped(wording(event.date))}**: {escaped(event.title)}{marked}{_notes(event, numbers)}"
            f"  \n  {summary}\n"
        )
        if event.status is not Status.CONFIRMED or not event.summary:
            for claim in in_time(event):
                note = f"[^{numbers.setdefault(claim.source, len(numbers) + 1)}]" if claim.source else ""
                note = note or f" *({SOURCE_LEFT_OUT})*"
                who = f"{escaped(chronology.actors[claim.by].name)} {stance_word(chronology, event, claim)}"
                said = " ".join(escaped(part.strip()) for part in claim.says.splitlines() if part.strip())
                out.write(f"  - {who} ({escaped(wording(claim.date))}): {said}{note}\n")


def _table(chronology: Chronology, out: TextIO, numbers: dict[str, int]) -> None:
    columns = [column(name) for name in _TABLE]
    out.write("\n| " + " | ".join([*(one.heading for one in columns), "Sources"]) + " |\n")
    out.write("|" + " --- |" * (len(columns) + 1) + "\n")
    for event in chronology.events:
        cells = [
            _cell(status_words(event) if one.name == "status" else one.for_people(event, chronology)) for one in columns
        ]
        if match := MATCH_MARKS[match_word(chronology, event)]:  # the status has a column of its own
            cells[0] += f" ({match})"
        out.write("| " + " | ".join([*cells, _notes(event, numbers)]) + " |\n")


def _cell(text: str) -> str:
    return escaped(" ".join(text.split()))


def _notes(event: Event, numbers: dict[str, int]) -> str:
    return "".join(f"[^{numbers.setdefault(source, len(numbers) + 1)}]" for source in event.sources)


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
