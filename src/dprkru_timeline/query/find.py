"""The event that a person means: by id, date, part of an id, or words."""

import re
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Cover, Edtf, cover, wording
from dprkru_timeline.errors import EdtfError, UnknownName, UsageError, nearest
from dprkru_timeline.model import Event
from dprkru_timeline.text import fold, one_line, shortened

_LIKE_A_DATE = re.compile(r"[0-9]{1,4}(?:[-/.][0-9X]{1,4}){1,2}[?~%]?")


class Found(NamedTuple):
    """An event, and how the words were read; ``read_as`` is empty for an exact id."""

    event: Event
    read_as: str = ""


class SeveralEvents(UsageError):
    """More than one event fits; nothing is guessed."""

    def __init__(self, text: str, how: str, events: list[Event]) -> None:
        lines = [
            f"  {one_line(event.id)}  {wording(event.date)}  {one_line(event.title)} ({event.status})"
            for event in events[:12]
        ]
        if len(events) > 12:
            lines.append(f"  … and {len(events) - 12} more")
        listed = "\n".join(lines)
        super().__init__(f'"{shortened(text)}" {how} {len(events)} events:\n{listed}', "give the id of one of them")
        self.events = tuple(events)


def find_event(chronology: Chronology, text: str, today: date) -> Found:
    """Return the one event that ``text`` means: an exact id, a date, a unique part of an id, words.

    Raises:
        SeveralEvents: several fit; they are listed.
        UnknownName: none fits; the nearest ids are offered.
    """
    exact = chronology.get(fold(text))
    if exact:
        return Found(exact)
    day = _as_date(text, today)
    if day is not None:
        shown = f'"{shortened(text)}" as the date {wording(day)}'
        within = [event for event in chronology.events if cover(event.date, day.earliest, day.latest) is Cover.SURE]
        around = [
            event
            for event in chronology.events
            if event.date.earliest and event.date.latest and cover(event.date, day.earliest, day.latest)
        ]
        if within or around:
            return _only(text, within or around, "is the date of", shown)
        if not text.strip().isdigit():  # a year without events may be the number of a resolution
            raise _no_event_on(day)
    from dprkru_timeline.query.search import event_text, has_words, normalized

    part = fold(text).replace(" ", "-")
    by_id = [event for event in chronology.events if part and part in event.id]
    if by_id:
        return _only(text, by_id, "is part of the ids of", f'"{shortened(text)}" as part of an id')
    words = normalized(text).split()
    fitting = [
        event
        for event in chronology.events
        if words and all(has_words(event_text(chronology, event), word) for word in words)
    ]
    if fitting:
        return _only(text, fitting, "stands in", f'"{shortened(text)}" as words of its text')
    if day is not None:
        raise _no_event_on(day)
    close = nearest(text, [event.id for event in chronology.events])
    raise UnknownName("event", text, suggestions=close)


def _only(text: str, events: list[Event], how: str, read_as: str) -> Found:
    if len(events) == 1:
        return Found(events[0], read_as)
    raise SeveralEvents(text, how, events)


def _no_event_on(day: Edtf) -> UsageError:
    return UsageError(f"no event has the date {wording(day)}", f"timeline show --since {day} lists what came after")


def _as_date(text: str, today: date) -> Edtf | None:
    from dprkru_timeline.edtf.guess import guess

    try:
        return guess(text, today)
    except EdtfError:
        if _LIKE_A_DATE.fullmatch(text.strip()):
            raise  # a day that no month has, or two readings: said, not searched for as words
        return None
