"""The event or day that a person means: by id, date, part of an id, or words."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Cover, Edtf, Interval, cover, day_wording, parse_edtf, wording
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.errors import AmbiguousDate, EdtfError, UnknownName, UsageError, nearest
from dprkru_timeline.model import Event
from dprkru_timeline.text import fold, one_line, shortened
from dprkru_timeline.words.status import status_word

if TYPE_CHECKING:
    from dprkru_timeline.edtf.length import Span
    from dprkru_timeline.query.expr import Query

_DAY_AND_MONTH = r"(?:[0-9]{1,2}(?:st|nd|rd|th)? [a-z]{3,9}|[a-z]{3,9} [0-9]{1,2}(?:st|nd|rd|th)?)(?: [0-9]{4})?"
_LONGEST = 9  # words of a date
_OTHERS = 8  # further events that a note names
_LIKE_A_DATE = re.compile(r"[0-9]{1,4}(?:[-/.][0-9X]{1,4}){1,2}[?~%]?")


class Found(NamedTuple):
    """An event, how the words were read, and which others they fit; ``read_as`` is empty for an exact id."""

    event: Event
    read_as: str = ""
    others: tuple[Event, ...] = ()

    @property
    def note(self) -> str:
        """What a person must know of how it was read; empty for an exact id."""
        return _read_note(self.read_as, self.event, self.others)


class SeveralEvents(UsageError):  # noqa: N818
    """More than one event fits; nothing is guessed."""

    def __init__(self, text: str, how: str, events: list[Event]) -> None:
        lines = [
            f"  {one_line(event.id)}  {wording(event.date)}  {one_line(event.title)} ({status_word(event)})"
            for event in events[:12]
        ]
        if len(events) > 12:
            lines.append(f"  … and {len(events) - 12} more")
        listed = "\n".join(lines)
        super().__init__(f'"{shortened(text)}" {how} {len(events)} events:\n{listed}', "give the id of one of them")
        self.events = tuple(events)


class Moment(NamedTuple):
    """A date, and the event that has it, if one was meant."""

    date: Edtf
    event: Event | None
    read_as: str
    others: tuple[Event, ...] = ()

    @property
    def note(self) -> str:
        """What a person must know of how it was read; empty where it was plain."""
        return _read_note(self.read_as, self.event, self.others)


def _read_note(read_as: str, event: Event | None, others: tuple[Event, ...]) -> str:
    if not read_as:
        return ""
    named = ", ".join(one_line(one.id) for one in others[:_OTHERS])
    more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
    also = f", the headline event; others that fit: {named}{more}" if others else ""
    return f"read {read_as}" + (f": {event.id}{also}" if event else "")


def find_moment(chronology: Chronology, text: str, today: date, later: Chronology | None = None) -> Moment:
    """Return the date or event that ``text`` means.

    Read in this order: today, an EDTF date, an exact id, a date as typed by a person, a unique part of
    an id, words.

    Raises:
        UsageError: as `find_event`.
    """
    exact = None if fold(text) == "today" else chronology.get(fold(text))
    day = None if exact else _as_date(text, today)
    if day is not None:
        plain = fold(text) in (str(day), fold(wording(day)), "today")
        read_as = "" if plain else f'"{shortened(text)}" as the date {wording(day)}'
        return Moment(day, None, read_as)
    found = Found(exact) if exact else find_event(chronology, text, today, later)
    return Moment(found.event.date, found.event, found.read_as, found.others)


def find_event(chronology: Chronology, text: str, today: date, later: Chronology | None = None) -> Found:
    """Return the one event that ``text`` means: an exact id, a date, a unique part of an id, words.

    ``later`` is the whole of a chronology as known on a day: an id in it that was not known is named so.

    Raises:
        SeveralEvents: several fit; they are listed.
        UnknownName: none fits; the nearest ids are offered.
    """
    exact = chronology.get(fold(text))
    if exact:
        return Found(exact)
    if chronology.as_of and later and later.get(fold(text)):
        raise _not_yet(later, fold(text), chronology.as_of)
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
    from dprkru_timeline.query.search import finder, normalized, texts_of

    typed = re.sub(r"(?i)^(?:the|an?)\s+(?=\S)", "", text.strip())
    part = fold(typed).replace(" ", "-")
    parts = [one for one in part.split("-") if one]
    by_id = [event for event in chronology.events if part and part in event.id]
    by_id = by_id or [
        event for event in chronology.events if parts and all(one in event.id.split("-") for one in parts)
    ]
    if by_id:
        return _only(text, by_id, "is part of the ids of", f'"{shortened(text)}" as part of an id')
    text_typed, text = text, typed
    in_title = [finder(chronology, word) for word in text.split() if normalized(word)]
    titled = [
        event
        for event in chronology.events
        if in_title and all(found(f" {normalized(event.title)}") for found in in_title)
    ]
    if titled:
        return _only(text_typed, titled, "stands in the titles of", f'"{shortened(text_typed)}" as words of its title')
    wanted = [finder(chronology, word) for word in text.split() if normalized(word)]
    text_of = texts_of(chronology)
    fitting = [event for event in chronology.events if wanted and all(found(text_of(event)) for found in wanted)]
    text = text_typed
    if fitting:
        return _only(text, fitting, "stands in", f'"{shortened(text)}" as words of its text')
    if day is not None:
        raise _no_event_on(day)
    raise _unknown_event(chronology, text)


def _unknown_event(chronology: Chronology, text: str) -> UnknownName:
    """Return the error for a text that no event has, with the nearest ids, or else the nearest word of the texts."""
    from dprkru_timeline.query.search import known_words

    error = UnknownName("event", text, suggestions=nearest(text, [event.id for event in chronology.events]))
    if not error.suggestions and (near := nearest(text, known_words(chronology), limit=1)):
        error.say_also(f"the nearest word that stands in events: timeline show {near[0]}")
    return error


def _not_yet(whole: Chronology, event_id: str, day: date) -> UsageError:
    from dprkru_timeline.status import status_path

    event = whole.get(event_id)
    path = status_path(whole, event) if event else ()
    remedy = f"the first word of it is dated {day_wording(path[0].day)}" if path else ""
    return UsageError(f"nothing cited here speaks of {shortened(event_id)} by {day_wording(day)}", remedy)


def _only(text: str, events: list[Event], how: str, read_as: str) -> Found:
    headline = [event for event in events if event.key]
    if len(events) == 1 or len(headline) == 1:
        taken = headline[0] if len(headline) == 1 else events[0]
        return Found(taken, read_as, tuple(event for event in events if event is not taken))
    raise SeveralEvents(text, how, events)


def _no_event_on(day: Edtf) -> UsageError:
    return UsageError(f"no event has the date {wording(day)}", f"timeline show --since {day} lists what came after")


def _as_date(text: str, today: date) -> Edtf | None:
    from dprkru_timeline.edtf.guess import VAGUE, guess

    try:
        return guess(text, today)
    except EdtfError as error:
        if (isinstance(error, AmbiguousDate) and not text.strip().isalpha()) or error.reason == VAGUE:
            raise  # 4 June, without its year
        if _LIKE_A_DATE.fullmatch(text.strip()):
            raise  # a day that no month has, or two readings: said, not searched for as words
        return None


def words_of_date(words: Sequence[str], today: date) -> int:
    """Return how many of the first words are one date together, such as three of "4 June 2025 labor"; 0 where none."""
    from dprkru_timeline.edtf.guess import VAGUE, guess

    for number in range(min(len(words), _LONGEST), 0, -1):
        try:
            guess(" ".join(words[:number]), today)
        except AmbiguousDate:
            return number
        except EdtfError as error:
            if error.reason == VAGUE:
                return number
            continue
        return number
    return 0


def in_one(words: Sequence[str], today: date) -> list[str]:
    """Return words for events as they are, or as one where they are a date or a phrase: 4 June 2025, the veto."""
    if {"the", "a", "an", "of"} & {word.casefold() for word in words}:
        return [" ".join(words)]
    return [" ".join(words)] if len(words) > 1 and words_of_date(words, today) == len(words) else list(words)


def split_moments(chronology: Chronology, words: Sequence[str], today: date) -> tuple[str, str]:
    """Return the two moments that words name: 19 June 2024 today; two words are one each.

    Raises:
        UsageError: they can be parted in no way, or in several.
    """
    from dprkru_timeline.edtf.guess import guess

    if len(words) > 2 and words[0].casefold() in ("from", "between"):
        words = words[1:]
    joints = [at for at, word in enumerate(words) if word.casefold() in ("to", "and", "until", "-", "–")]
    if len(joints) == 1 and 0 < joints[0] < len(words) - 1:
        return " ".join(words[: joints[0]]), " ".join(words[joints[0] + 1 :])
    if len(words) == 1:
        if both := re.fullmatch(r"(?i)(.+) (?:to|and|until) (.+)", words[0]):
            return both[1], both[2]
        try:
            span = guess(words[0], today)
        except EdtfError:
            span = None
        if isinstance(span, Interval) and span.start and span.end:
            return str(span.start), str(span.end)
        import shlex

        only = shortened(words[0])
        raise UsageError(f"gap has one moment only: {only}", f"write the other: timeline gap {shlex.quote(only)} today")
    if len(words) == 2:
        return words[0], words[1]

    def is_moment(part: Sequence[str]) -> bool:
        return words_of_date(part, today) == len(part) or chronology.get(fold(" ".join(part))) is not None

    found = [at for at in range(1, len(words)) if is_moment(words[:at]) and is_moment(words[at:])]
    if len(found) != 1:
        shown = " ".join(map(shortened, words[:6]))
        raise UsageError(
            f"gap is between two events or dates, and {len(words)} words are given: {shown}",
            'a date with spaces stands in quotes: timeline gap "19 June 2024" today',
        )
    return " ".join(words[: found[0]]), " ".join(words[found[0] :])


def window(query: "Query", center: Moment, span: "Span") -> "Query":
    """Return the query with only what lies within ``span`` of the center.

    Raises:
        UsageError: the center has no day to count from.
    """
    from dprkru_timeline.edtf.length import known_bounds
    from dprkru_timeline.query.expr import When

    if any(term.field == "on" for term in query.terms if isinstance(term, When)):
        raise UsageError("around says when already, and so does on", "leave one of them out, or use show --on")
    first, last = known_bounds(center.date)
    if first is None or last is None:
        raise UsageError(f"{center.date} has no first and no last day", "give a date that has one")
    days = [_clamped(first, span, back=True), _clamped(last, span, back=False)]
    return query._replace(terms=(*query.terms, When("on", parse_edtf("/".join(map(str, days))))))


def _clamped(day: date, span: "Span", *, back: bool) -> date:
    from dprkru_timeline.edtf.length import shifted

    try:
        return shifted(day, span, back=back)
    except (OverflowError, ValueError):
        return date.min if back else date.max


def find_days(text: str, today: date) -> tuple[date, date]:
    """Return the day, or the days of the month or week, that ``text`` means; without a year, this year's.

    Raises:
        UsageError: it is no day, and no stretch of up to a month.
    """
    from dprkru_timeline.edtf.guess import guess

    if re.fullmatch(r"(?i)\s*(29(th)?\s+feb(ruary)?|feb(ruary)?\s+29(th)?|02-29)\s*", text):
        return (_leap_day(today.year),) * 2
    typed = _with_year(text.strip().lower(), today.year) or text
    try:
        found = guess(typed, today)
    except AmbiguousDate as error:
        this_year = [one for one in error.readings if one.startswith(f"{today.year:04}-")]
        if "has no year" not in error.reason or len(this_year) != 1:
            raise
        found = parse_edtf(this_year[0])
    first, last = found.earliest, found.latest
    if first is None or last is None or (last - first).days > 30:
        raise UsageError(f"{wording(found)} is no day and no month", f"timeline show --on {found} lists what it has")
    return first, last


def days_ahead(words: Sequence[str], today: date) -> int:
    """Return how many of the first words are days together, as `find_days` reads them; 1 where none are."""
    for number in range(min(len(words), _LONGEST), 1, -1):
        try:
            find_days(" ".join(words[:number]), today)
        except EdtfError:
            if number in (2, 3) and re.fullmatch(_DAY_AND_MONTH, " ".join(words[:number]).casefold()):
                return number  # a day that no month has: 31 June
            continue
        except UsageError:  # a date, and too long a one
            return number
        return number
    return 1


def _with_year(text: str, year: int) -> str:
    """Return a day of the year with the year: 19 june, june 19, 06-19; nothing of what is no such day."""
    if re.fullmatch("[0-9]{2}-[0-9]{2}", text):
        return f"{year}-{text}"
    match = re.fullmatch(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,})(?:\s+([0-9]{1,2})(?:st|nd|rd|th)?)?", text)
    months = [place for place, name in enumerate(MONTHS, 1) if match and name.lower().startswith(match[2])]
    if match is None or len(months) != 1 or (match[1] and match[3]):
        return ""
    day = match[1] or match[3]
    return f"{year}-{months[0]:02}" + (f"-{int(day):02}" if day else "")


def _leap_day(year: int) -> date:
    """Return 29 February, or in a common year the 28th, on which it is kept."""
    return date(year, 3, 1) - timedelta(days=1)


def is_term(word: str) -> bool:
    """Tell whether a word can only be one of the query: it has a field, or leaves something out."""
    return re.match(r"(?i)(not:|-|\()*[a-z_-]+:", word) is not None
