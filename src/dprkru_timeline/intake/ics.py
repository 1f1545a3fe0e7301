"""Calendars (RFC 5545), read by icalendar event by event, so that one that is broken takes no other with it.

An end is the first moment that is no part of an event; a day that ends on itself is that day. The day of a time is the
local one of its zone. What recurs is its first instance, or with ``expand`` all of them until a day.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, NamedTuple
from warnings import catch_warnings, simplefilter

from dprkru_timeline.curate.change import read_date
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.intake.cells import addresses as addresses_in
from dprkru_timeline.intake.cells import parts
from dprkru_timeline.intake.days import NEAR_MIDNIGHT, is_near_midnight
from dprkru_timeline.intake.draft import Draft, Drafts, Heard, PlaceDraft, Refused, SourceDraft, When
from dprkru_timeline.text import counted, shortened

_MOST_INSTANCES = 5000  # of one event
_A_WHILE = timedelta(days=3 * 366)
_OURS = "@dprkru-timeline"
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")


class _Block(NamedTuple):
    """The text of an event, and where it stands."""

    place: str
    text: str


def drafts(text: str, expand: str = "") -> Drafts:
    """Return the events of a calendar.

    Raises:
        UnreadableFile: it is no calendar.
        UsageError: ``expand`` is no day, or too many instances lie before it.
    """
    if not re.search(r"(?im)^BEGIN:(?:VCALENDAR|VEVENT)", text):
        raise UnreadableFile("this is no calendar: it has no BEGIN:VCALENDAR")
    until = parse_edtf(read_date(expand, None)).latest if expand else None
    heard = Heard()
    refused: list[Refused] = []
    events: list[Draft] = []
    blocks = list(_blocks(text, refused))
    moved = _moved(blocks)
    for block in blocks:
        try:
            with catch_warnings():
                simplefilter("ignore")  # of the library, about names of zones; a day is the local one of any
                events += _drafts(block, until, heard, moved)
        except (UsageError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
            if isinstance(error, _TooManyError):
                raise
            name = re.search(r"(?im)^SUMMARY[^:\n]*:(.*)$", block.text)
            why = error.message if isinstance(error, UsageError) else f"is broken: {shortened(str(error), 80)}"
            refused.append(Refused(block.place, shortened(name[1].strip() if name else "", 60), why))
    for what in ("VTODO", "VJOURNAL"):
        if number := len(re.findall(rf"(?im)^BEGIN:{what}", text)):
            heard.note(f"{counted(number, what)} left out: only events are taken")
    title = re.search(r"(?im)^(?:X-WR-CALNAME|NAME)[^:\n]*:(.*)$", text)
    return Drafts(events, refused=refused, heard=heard, title=_text(title[1]) if title else "", read=len(blocks))


class _TooManyError(UsageError):
    """More instances than a chronology has events."""


def _blocks(text: str, refused: list[Refused]) -> Iterator[_Block]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, depth, number = -1, 0, 0
    for at, line in enumerate(lines):
        word = line.strip().upper()
        if word == "BEGIN:VEVENT":
            if start >= 0:
                refused.append(Refused(f"event {number}, line {start + 1}", "", "has no END:VEVENT"))
            start, depth, number = at, 0, number + 1
        elif start >= 0 and word.startswith("BEGIN:"):
            depth += 1
        elif start >= 0 and word.startswith("END:") and word != "END:VEVENT":
            depth -= 1
        elif start >= 0 and word == "END:VEVENT":
            yield _Block(
                f"event {number}, line {start + 1}",
                "\r\n".join(line for line in lines[start : at + 1] if line.strip()) + "\r\n",
            )
            start = -1
    if start >= 0:
        refused.append(Refused(f"event {number}, line {start + 1}", "", "has no END:VEVENT: the file may be cut"))


def _moved(blocks: Sequence[_Block]) -> dict[str, set[date]]:
    """Return by UID the days of instances that have an event of their own, which stands in their place."""
    found: dict[str, set[date]] = {}
    for block in blocks:
        plain = re.sub(r"\r?\n[ \t]", "", block.text)
        uid = re.search(r"(?im)^UID[^:\r\n]*:(.*?)\r?$", plain)
        day = re.search(r"(?im)^RECURRENCE-ID[^:\r\n]*:([0-9]{4})([0-9]{2})([0-9]{2})", plain)
        if uid and day:
            with suppress(ValueError):
                found.setdefault(_text(uid[1]), set()).add(date(*map(int, day.groups())))
    return found


def _drafts(block: _Block, until: date | None, heard: Heard, moved: Mapping[str, set[date]]) -> list[Draft]:
    from icalendar import Event

    event = Event.from_ical(re.sub(r"(?m)^([A-Z-]+);;+", r"\1;", block.text))
    if str(event.get("status", "")).upper() == "CANCELLED":
        heard.pass_over("cancelled, and left out", block.place)
        return []
    draft = _draft(event, block, heard)
    if not ("RRULE" in event or "RDATE" in event):
        return [draft]
    if until is None and _dates(event, "exdate"):  # the first day may be one that is left out
        first, length = _span(event, heard, block.place)
        days = _instances(event, first, first + _A_WHILE, block.place)[:1]
        draft = draft._replace(when=When(exact=_exact(days[0], days[0] + length))) if days else draft
    if until is None:
        heard.note("recurs: only the first instance is taken (--expand 2026-12-31 writes them out)", block.place)
        return [draft]
    first, length = _span(event, heard, block.place)
    days = [day for day in _instances(event, first, until, block.place) if day not in moved.get(draft.key, ())]
    if not days:
        heard.pass_over("recurs only after the day of --expand", block.place)
    return [
        draft._replace(
            when=When(exact=_exact(day, day + length)),
            key=f"{draft.key} {day}" if draft.key and day != first else draft.key,
            place=f"{block.place}, {day}",
            id="",
        )
        for day in days
    ]


def _draft(event: Any, block: _Block, heard: Heard) -> Draft:
    edtf = str(event.get("x-edtf", ""))
    if edtf:
        when = When(exact=edtf)
    else:
        first, length = _span(event, heard, block.place)
        when = When(exact=_exact(first, first + length))
    title, summary = _text(event.get("summary", "")), _text(event.get("description", ""))
    addresses = [one for one in (_text(event.get("url", "")),) if one.startswith(("http://", "https://"))]
    uid = _text(event.get("uid", ""))
    is_ours = "x-timeline-status" in {key.lower() for key in event}
    if is_ours:
        title, summary, addresses = _without_ours(title, summary, addresses)
    else:
        addresses += addresses_in(summary)
    key = uid
    if "recurrence-id" in event:
        key = f"{uid} {event.decoded('recurrence-id')}"
    own = re.match(rf"([a-z][a-z0-9-]*)(?:\.[a-z0-9.-]*)?{_OURS}$", uid)
    return Draft(
        block.place,
        when,
        title=" ".join(title.split()),
        summary=_plain(summary),
        key=key,
        themes=_categories(event),
        places=_places(event),
        sources=tuple(SourceDraft(one) for one in dict.fromkeys(addresses)),
        id=own[1] if own and is_ours else "",
    )


def _without_ours(title: str, summary: str, addresses: list[str]) -> tuple[str, str, list[str]]:
    """Return an entry of our own calendars without what it says of status and date, and with all its sources."""
    title = _without_brackets(title)
    body, _, sources = summary.partition("\nSources:\n")
    body = body.partition("\n")[2]
    found = addresses_in(sources)
    return title, body, list(dict.fromkeys([*found, *addresses]))


def _without_brackets(title: str) -> str:
    """Return a title without the brackets at its end, which may have brackets in them."""
    depth = 0
    for at in range(len(title) - 1, -1, -1):
        depth += (title[at] == ")") - (title[at] == "(")
        if depth == 0:
            return title[:at].rstrip() if at < len(title) - 1 else title
    return title


def _plain(text: str) -> str:
    from dprkru_timeline.intake.timelinejs import plain_text

    return plain_text(text) if re.search(r"</?(?:p|br|a|div|b|span|ul|html)\b", text) else text


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return str(value).strip()


def _categories(event: Any) -> tuple[str, ...]:
    found = event.get("categories", [])
    rows = found if isinstance(found, list) else [found]
    return tuple(
        dict.fromkeys(
            str(name).strip()
            for row in rows
            for name in getattr(row, "cats", parts(str(row), ","))
            if str(name).strip()
        )
    )


def _places(event: Any) -> tuple[PlaceDraft, ...]:
    name = " ".join(_text(event.get("location", "")).split())
    if not name or name.startswith(("http://", "https://")):
        return ()
    geo = event.get("geo")
    latitude, longitude = (getattr(geo, "latitude", None), getattr(geo, "longitude", None)) if geo else (None, None)
    return (PlaceDraft(name[:200], latitude, longitude),)


def _span(event: Any, heard: Heard, place: str) -> tuple[date, timedelta]:
    """Return the first day, and how many days later the last one is."""
    if "dtstart" not in event:
        raise UsageError("has no DTSTART")
    start = event.decoded("dtstart")
    end = event.decoded("dtend") if "dtend" in event else None
    if isinstance(start, list):
        raise UsageError("has more than one DTSTART")
    if end is None and "duration" in event:
        length = event.decoded("duration")
        if not isinstance(length, timedelta):
            raise UsageError("has a DURATION that can't be read")
        end = start + length
    first = _day(start, heard, place)
    if end is None:
        return first, timedelta()
    last = end.date() if isinstance(end, datetime) else end
    if not isinstance(end, datetime) or end.time() == time():
        last -= timedelta(days=1)
    return first, max(last - first, timedelta())


def _day(value: Any, heard: Heard, place: str) -> date:
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise UsageError("has no day in its DTSTART that can be read")
        return value
    zone = value.tzinfo
    is_utc = zone is not None and value.utcoffset() == timedelta() and "UTC" in str(zone).upper()
    if is_utc and is_near_midnight(value.hour):
        heard.note(f"{NEAR_MIDNIGHT} is left out", place)
    elif value.time() != time():
        heard.note("a time of day is left out; the day is the local one of its zone", place)
    return value.date()


def _exact(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first}/{last}"


def _instances(event: Any, first: date, until: date, place: str) -> list[date]:
    """Return the days on which an event recurs, up to one."""
    from dateutil.rrule import rrulestr

    begin = datetime.combine(first, time())
    end = datetime.combine(until, time())
    found = {first}
    rules = event.get("rrule", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        frequency = str((rule.get("FREQ") or [""])[0])
        if int((rule.get("INTERVAL") or [1])[0]) < 1:
            raise UsageError("recurs with an INTERVAL of none")
        if frequency in _TOO_OFTEN:
            raise UsageError(f"recurs {frequency.lower()}, which no chronology needs")
        text = ";".join(
            f"{key}={value}"
            for key, value in (part.split("=", 1) for part in rule.to_ical().decode().split(";"))
            if key not in ("UNTIL", "COUNT", "BYHOUR", "BYMINUTE", "BYSECOND")
        )
        last = rule.get("UNTIL")
        limit = min(
            [end, *(datetime.combine(one.date() if isinstance(one, datetime) else one, time()) for one in last or ())]
        )
        count = int((rule.get("COUNT") or [_MOST_INSTANCES + 1])[0])
        for one in islice(rrulestr(f"{text};UNTIL={limit:%Y%m%d}", dtstart=begin), max(count, 1)):
            if one > limit:
                break
            found.add(one.date())
            if len(found) > _MOST_INSTANCES:
                raise _TooManyError(
                    f"{place} recurs more than {_MOST_INSTANCES:,} times until {until}",
                    "write an earlier day after --expand",
                )
    out = _dates(event, "exdate")
    return sorted(one for one in (found | _dates(event, "rdate")) - out if one <= until)


def _dates(event: Any, name: str) -> set[date]:
    value = event.get(name, [])
    rows = value if isinstance(value, list) else [value]
    found = set()
    for row in rows:
        try:
            days = row.dts
        except (AttributeError, ValueError):  # it can't be read
            continue
        for one in days:
            day = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            found.add(day.date() if isinstance(day, datetime) else day)
    return found
