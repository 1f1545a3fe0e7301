"""iCalendar (RFC 5545), written by icalendar: one all-day event each, with its sources and claims in the description.

A date that is not one day is never made one: it is a span over all the days that it may mean, and its words stand
in the summary. A span of more than a month would lie over every week of it: it is the day on which it began at the
earliest, as is what has no known end; what has no known start is the last day that it may mean. The words say so. The
EDTF text is in ``X-EDTF``.

A calendar takes what has one UID for one entry: that of an event of another chronology than the shipped one names it.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor, is_exact
from dprkru_timeline.formats import Options
from dprkru_timeline.model import SHIPPED, Event, Status
from dprkru_timeline.text import fold, one_line, visible
from dprkru_timeline.words.claims import told_claims
from dprkru_timeline.words.event import Told, told
from dprkru_timeline.words.head import as_a_sentence, told_head
from dprkru_timeline.words.sources import KEPT_COPY, source_text
from dprkru_timeline.words.status import status_words

# Of a saying nothing is said: a calendar would show it as confirmed, or as doubted.
_STATUS = {Status.CONFIRMED: "CONFIRMED", Status.SAID: ""}
_END = "END:VCALENDAR\r\n"
_LONGEST_SPAN = 31  # days that are drawn as a bar
_LONGEST_NAME = 40  # letters of a chronology's name in a UID
_LONGEST = 74  # and the space that a piece begins with
_DOMAIN = "@dprkru-timeline"
_PRODUCT = "-//dprkru-timeline//timeline//EN"

LACKS = {"a calendar has no place for it; json has it": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write a calendar, event by event."""
    from icalendar import Calendar, vText

    calendar, head = Calendar(), told_head(chronology, options.front)
    for name, value in (
        ("prodid", _PRODUCT),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("name", head.title),
        ("x-wr-calname", head.title),
        ("description", as_a_sentence(head.sentence())),
        ("x-wr-caldesc", vText(as_a_sentence(head.sentence()))),  # of an X- name nothing is escaped
    ):
        calendar.add(name, value)
    out.write(_text(calendar).removesuffix(_END))
    domains = _domains(chronology)
    for event in chronology.events:
        out.write(_text(_component(chronology, event, f"{event.id}{domains.get(event.file, _DOMAIN)}")))
    out.write(_END)


def _text(component: Any) -> str:
    """Return a component as it stands in a file; icalendar itself folds its lines letter by letter."""
    lines = (str(line).encode() for line in component.content_lines() if line)
    return b"".join(folded(line) + b"\r\n" for line in lines).decode()


def folded(line: bytes) -> bytes:
    """Return a line in pieces of at most 75 octets (RFC 5545, 3.1), cut in no character and in no escape."""
    pieces, at = [], 0
    while len(line) - at > _LONGEST:
        end = at + _LONGEST
        while line[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        piece = line[at:end]
        end -= (len(piece) - len(piece.rstrip(b"\\"))) % 2  # an odd one escapes what comes next
        pieces.append(line[at:end])
        at = end
    return b"\r\n ".join([*pieces, line[at:]])


def _domains(chronology: Chronology) -> dict[str, str]:
    """Return what follows the id of an event in its UID, by the file that it is of.

    Of the shipped chronology nothing but the program's name; of others the words of the title and, since titles may
    share these or have none in ASCII, some digits of its hash.
    """
    titles = (chronology.title, *(title for title, _, _ in chronology.joined))
    return {file: _domain(file, title) for file, title in zip(chronology.files, titles, strict=False)}


def _domain(file: str, title: str) -> str:
    if file == SHIPPED:
        return _DOMAIN
    name = fold(title)
    words = "-".join(re.findall("[a-z0-9]+", name))[:_LONGEST_NAME].strip("-")
    return f".{words}{'-' if words else ''}{sha256(name.encode()).hexdigest()[:8]}{_DOMAIN}"


def _component(chronology: Chronology, event: Event, uid: str) -> Any:
    from icalendar import Event as Component
    from icalendar import vText

    first, after = _days(event)
    one = told(chronology, event)
    said = list(one.marks)
    if not is_exact(event.date) or event.date.qualifier or _is_more(event):
        said.append(one.when)
    component = Component()
    for name, text in (
        ("uid", uid),
        ("summary", f"{one.title} ({'; '.join(said)})" if said else one.title),
        ("description", _description(chronology, event, one)),
        ("status", _STATUS.get(event.status, "TENTATIVE")),
        ("x-timeline-status", event.status.value),
        ("transp", "TRANSPARENT"),
        ("class", "PUBLIC"),
        ("location", ", ".join(one_line(chronology.places[place].name) for place in event.places)),
    ):
        if text:
            component[name] = vText(text)  # at once: to `add`, which finds the type, it takes three times as long
    component.add("dtstamp", datetime.combine(chronology.edition, time(), UTC))
    component.add("dtstart", first)
    if after:
        component.add("dtend", after)
    component.add("x-edtf", str(event.date))
    if event.themes:
        component.add("categories", [one_line(chronology.themes[theme].name) for theme in event.themes])
    if event.places and (coordinates := chronology.places[event.places[0]].coordinates):
        component.add("geo", coordinates)
    address = next((chronology.sources[one].url for one in event.all_sources if chronology.sources[one].url), "")
    if address:
        component.add("url", visible(address))
    return component


def _days(event: Event) -> tuple[date, date | None]:
    """Return the first day and the day after the last; None where that has no day, or is the day after the first."""
    first, last = event.date.earliest or anchor(event.date), event.date.latest
    if event.date.earliest is None:
        return first, None
    if last is None or last in (first, date.max) or (last - first).days >= _LONGEST_SPAN:
        return first, None
    return first, last + timedelta(days=1)


def _is_more(event: Event) -> bool:
    """Tell whether an event may last longer than the days of its entry."""
    first, last = event.date.earliest, event.date.latest
    return first is None or last is None or (last > first and _days(event)[1] is None)


def _description(chronology: Chronology, event: Event, one: Told) -> str:
    lines = [f"{one.when}; EDTF {event.date}; {status_words(chronology, event)}"]
    if chronology.as_of:
        lines.append(told_head(chronology).as_of)
    lines.append(visible(one.summary) or one.summary_line)
    for claim in told_claims(chronology, event):
        publisher = one_line(chronology.sources[claim.source].publisher) if claim.source else ""
        lines.append(f"{claim.who} {claim.does} ({claim.when}): {one_line(claim.says)} ({claim.cited(publisher)})")
    lines.append("Sources:")
    for source in map(chronology.sources.__getitem__, event.all_sources):
        kept = f" {KEPT_COPY}: {one_line(source.archive)}" if source.archive else ""
        lines.append(f"{source_text(source)} {one_line(source.url)}".rstrip() + kept)
    return "\n".join(lines)
