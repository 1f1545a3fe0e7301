"""Markwhen: a line an entry, with what stands below it; what counts from another entry or recurs is refused by line.

https://docs.markwhen.com has the syntax. Numbers with slashes have the month first there, unless the header says
``dateFormat: d/M/y``.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from dprkru_timeline.edtf import Date, parse_edtf
from dprkru_timeline.edtf.length import SPAN, parse_span, shifted
from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.intake.days import Order, read_when
from dprkru_timeline.intake.draft import Draft, Drafts, Heard, Refused, SourceDraft, When, why_of
from dprkru_timeline.text import shortened

_ENTRY = r"(?P<date>(?:[^:\n]|:(?=[0-9]{2}))+?)\s*:(?:\s+(?P<text>.*)|$)"
_SECTION = r"(?:#{1,6}\s+|(?i:group|section)\s+)(.+)"
_END_OF_SECTION = r"(?i)(?:end|endgroup|endsection)\s*"
_PROPERTY = r"\s*[A-Za-z][\w-]*:\s+\S.*"
_RELATIVE = rf"(?i)(?:!|after\b|before\b|by\b|>|<|{SPAN}\b|(?:\d+|an?)\s+(?:business|week)\s*days?\b)"


class _Started(NamedTuple):
    """An entry that was begun: where, its date, its line, and the themes that stand over it."""

    place: str
    date: str
    text: str
    sections: tuple[str, ...]


def drafts(text: str) -> Drafts:
    """Return the entries of a file.

    Raises:
        UnreadableFile: it has none.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    title, order, first = _header(lines)
    heard = Heard()
    refused: list[Refused] = []
    events: list[Draft] = []
    sections: list[str] = []
    begun: _Started | None = None
    below: list[str] = []
    for number, line in enumerate(lines[first:], first + 1):
        plain = line.strip()
        if plain.startswith("//"):
            continue
        if re.fullmatch(_END_OF_SECTION, plain):
            sections = sections[:-1]
            continue
        if match := re.fullmatch(_SECTION, plain):
            depth = len(plain) - len(plain.lstrip("#"))
            sections = [*(sections[: depth - 1] if depth else sections), _words(match[1])[0]]
            continue
        match = re.fullmatch(_ENTRY, plain)
        if match and _is_date(match["date"]):
            _finish(begun, below, order, events, refused)
            begun, below = _Started(f"line {number}", match["date"], match["text"] or "", tuple(sections)), []
        elif begun is not None and not (not below and re.fullmatch(_PROPERTY, line)):
            below.append(plain)
        elif begun is None and plain:
            heard.note("text before the first entry is left out", f"line {number}")
    _finish(begun, below, order, events, refused)
    if not events and not refused:
        raise UnreadableFile("this is no markwhen: no line begins with a date and a colon")
    return Drafts(events, refused=refused, heard=heard, title=title, read=len(events) + len(refused))


def _header(lines: list[str]) -> tuple[str, Order, int]:
    """Return title, order of dates and where the entries begin."""
    first = 0
    if lines and lines[0].strip() == "---":
        first = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0) + 1
    title, order = "", "mdy"
    for at, line in enumerate(lines[: first or 30]):
        match = re.fullmatch(r"\s*(title|dateFormat|description|view)\s*:\s*(.*)", line)
        if match and match[1] == "title":
            title = match[2].strip("\"' ")
        if match and match[1] == "dateFormat" and match[2].strip("\"' ").lower().startswith("d"):
            order = "dmy"
        if not first and not match and line.strip():
            return title, Order(order), at
    return title, Order(order), first


def _is_date(text: str) -> bool:
    text = text.strip()
    return bool(
        re.search(r"[0-9]{4}", text)
        or re.match(_RELATIVE, text)
        or re.match(r"(?i)(?:now|today|tomorrow|yesterday|every|\d{1,2}/\d{1,2}/\d{2,4})", text)
    )


def _finish(
    begun: _Started | None, below: list[str], order: Order, events: list[Draft], refused: list[Refused]
) -> None:
    if begun is None:
        return
    title, links, tags = _words(begun.text)
    body, more, further = _words("\n".join(below).strip())
    try:
        exact = _exact(begun.date.strip(), order)
    except UsageError as error:
        refused.append(
            Refused(
                begun.place,
                shortened(title, 60),
                why if (why := why_of(error)).startswith("“") else f"“{shortened(begun.date, 40)}” {why}",
            )
        )
        return
    themes = (*begun.sections, *tags, *further)
    events.append(
        Draft(
            begun.place,
            When(exact=exact),
            title=title.partition("\n")[0],
            summary=body,
            themes=tuple(dict.fromkeys(themes)),
            sources=tuple(SourceDraft(address, title=words) for words, address in (*links, *more)),
        )
    )


def _words(text: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    """Return text without links' addresses and tags; the links; the tags."""
    links = [(one[1], one[2]) for one in re.finditer(r"\[([^\]]*)\]\((https?://[^)\s]+)\)", text)]
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    tags = re.findall(r"(?<!\S)#([\w-]+)", text)
    text = re.sub(r"(?<!\S)#[\w-]+", "", text)
    text = re.sub(r"(?m)^\s*(?:[-*]\s*)?\[[ xX]?\]\s*", "", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if line), links, tags


def _exact(text: str, order: Order) -> str:
    """Return the date of an entry as EDTF.

    Raises:
        UsageError: it counts from another entry, recurs, or is none.
    """
    if re.match(r"(?i)every\b", text) or re.search(r"(?i)\bevery\b|\bx\s*\d+\b", text):
        raise UsageError("recurs: write the days that are meant")
    if re.match(_RELATIVE, text) and not re.match(r"[0-9]{4}", text):
        raise UsageError("counts from another entry: write its days")
    ends = re.split(r"\s+[-–/]\s+|(?<=[0-9]{4})/(?=[0-9]{4}\b)|\s*/\s*(?=now|today|\d+\s+[a-z])", text, maxsplit=1)
    first = read_when(When(ends[0]), order).edtf
    if len(ends) == 1:
        return first
    end = ends[1].strip()
    if re.fullmatch(r"(?i)now|today", end):
        return f"{first}/.."
    if re.fullmatch(SPAN, end):
        start = parse_edtf(first)
        if not isinstance(start, Date) or start.earliest is None:
            raise UsageError("has a length from a date that is no single one")
        after: date = shifted(start.earliest, parse_span(end), back=False)
        last = str(max(after - timedelta(days=1), start.earliest))
        return first if last == first else f"{first}/{last}"
    return str(parse_edtf(f"{first}/{read_when(When(end), order).edtf}"))
