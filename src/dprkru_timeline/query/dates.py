"""Dates among the words of a query: "june 2024", "since october", "between 2024 and 2025", "90d".

A run of words that reads as a date is one condition. What could be a date and is meant as text stands in quotes;
`datewords.needs_quotes` tells which words those are, so that the normal form of a query typed back is read as it was.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dprkru_timeline.edtf import Date, Edtf, Interval, parse_edtf
from dprkru_timeline.edtf.datewords import MONTHS, NUMBERS, SEASONS, in_digits
from dprkru_timeline.errors import AmbiguousDate, EdtfError, UsageError
from dprkru_timeline.query.datewords import (
    DAY_IN_FULL,
    JOINTS,
    LEADS,
    LONGEST,
    NEEDS_A_DATE,
    NOW,
    NUMBERED,
    OPEN,
    WORDS,
    YEARS,
    part_pattern,
    whole_pattern,
)
from dprkru_timeline.text import shortened

_NEVER_ALONE = ("the", "of", "-", "–", "—", "/", "first", "second", "third", "fourth", "last", "this", "next", "past")


_LIKE_DATES = (  # words that are meant as a date where they are none
    r"(?:19|20)[0-9]{2}[-+]|(?:19|20)[0-9]{2}[-/.][0-9X].*",
    r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}",
    r"[<>≤≥]=?(?:19|20)[0-9]{2}.*",
)


class Dated(NamedTuple):
    """Words that read as a date: which of the tokens they are, and what they ask for, field by field."""

    first: int
    last: int  # the one after
    conditions: tuple[tuple[str, Edtf], ...]
    is_year: bool = False  # a bare year, which a text may name as well


def find_dates(words: Sequence[str], today: date) -> Iterator[Dated]:
    """Yield the dates in words that stand side by side; "" stands for one that is none, such as a field or a bracket.

    Raises:
        Misread: what is meant as a date is none, or can be read in more than one way.
    """
    at = 0
    while at < len(words):
        found = _dated(words, at, today) if words[at] else None
        if found:
            yield found
            at = found.last
        else:
            at += 1


class Misread(Exception):  # noqa: N818
    """An error, and from which to which word it is about."""

    def __init__(self, error: UsageError, first: int, last: int) -> None:
        super().__init__(str(error))
        self.error = error
        self.first = first
        self.last = last


def _dated(words: Sequence[str], at: int, today: date) -> Dated | None:  # noqa: C901, PLR0911, PLR0912 - a form each
    """Return the date that begins with the word at a place, its lead included."""
    lead, start = _lead(words, at)
    _refuse_count(words, at)
    _refuse_apart(words, at)
    if start < len(words) and _is_year(words[start : start + 1]) and not _may_go_on(words, start + 1):  # at once
        value = _year(words, start)
        if value is None or lead == "between":
            return None
        return Dated(at, start + 1, _conditions(lead, value, ()), is_year=lead in ("", "on"))
    if spanning := _spanning(words, start, today, lead):
        end, value = spanning
        return Dated(at, end, _conditions("", value, words[start:end]))
    if ahead := _length_beside(words, at, today):
        return ahead
    if not lead and (months := _months_apart(words, at, today)):
        return months
    first = _read(words, start, today, lead)
    if first is None:
        if words[at].casefold() in NEEDS_A_DATE:
            raise Misread(_no_date_after(words, at), at, at + 1)
        return None
    end, value = first
    following = [word.casefold() for word in words[end : end + 2]]
    if lead in ("", "since") and following[:1] and following[0] in JOINTS and following[1:] and following[1] in NOW:
        return Dated(at, end + 2, (("since", value),))  # since 2025 to date
    if lead == "since" and following[:1] in (["on"], ["onward"], ["onwards"]):
        return Dated(at, end + 1, (("since", value),))  # from 2025 on
    if not lead and (side := OPEN.get(" ".join(following)) or OPEN.get(" ".join(following[:1]))):
        number = 2 if len(following) > 1 and " ".join(following) in OPEN else 1
        return Dated(at, end + number, ((side, value),))  # 2019 or later
    if following[:1] == ["of"] and end + 1 < len(words) and re.fullmatch(part_pattern(), words[end + 1].casefold()):
        typed = " ".join(words[at : end + 2])
        error = UsageError(
            f'"{typed}" is no date that is known here', "give its first and last day or month: 8-13 October 2024"
        )
        raise Misread(error, at, end + 2)
    if lead in ("", "since", "between") and end < len(words) and words[end].casefold() in JOINTS:
        second = _read(words, end + 1, today, "until", after=value)
        if second and (words[end].casefold() != "and" or lead == "between"):
            last, until = second
            return _both(words, at, last, value, until)
    if lead == "between":
        error = UsageError('"between" has one date only', "write between 2024 and 2025, or in 2024")
        raise Misread(error, at, end)
    return Dated(
        at, end, _conditions(lead, value, words[start:end]), is_year=_is_year(words[start:end]) and lead in ("", "on")
    )


def _no_date_after(words: Sequence[str], at: int) -> UsageError:
    word = words[at].casefold()
    return UsageError(
        f'no date stands after "{words[at]}"',
        f"write {word} 2024-06-19; the date of an event is in timeline info EVENT, what is near it in timeline around "
        f"EVENT\n  also: for the word itself: '\"{word}\"'",
    )


def _length_beside(words: Sequence[str], at: int, today: date) -> Dated | None:
    """Read "90 days before 19 June 2024", and after it."""
    from dprkru_timeline.edtf.length import SPAN, parse_span, shifted

    for end in (at + 1, at + 2):
        text = in_digits(" ".join(words[at:end]).casefold())
        if end < len(words) and re.fullmatch(SPAN, text) and words[end].casefold() in ("before", "after"):
            found = _read(words, end + 1, today, words[end].casefold())
            if found is None or found[1].earliest is None or found[1].latest is None:
                return None
            last, value = found
            back = words[end].casefold() == "before"
            beside = value.earliest if back else value.latest
            try:
                far = shifted(beside, parse_span(text), back=back) if beside else None
                near = beside + timedelta(days=-1 if back else 1) if beside else None
            except (OverflowError, ValueError):
                typed = " ".join(words[at:last])
                error = UsageError(f'"{shortened(typed)}" lies outside the years 1 to 9999', "write both ends of it")
                raise Misread(error, at, last) from None
            first, second = (far, near) if back else (near, far)
            return Dated(at, last, (("since", parse_edtf(str(first))), ("until", parse_edtf(str(second)))))
    return None


def _months_apart(words: Sequence[str], at: int, today: date) -> Dated | None:
    """Read "june to july" as the last ones; refuse "june and july 2024", of which the first has no year.

    A month's name alone stays a word.
    """
    named = rf"(?:{MONTHS}|{SEASONS}|[qh][1-4])"
    if not re.fullmatch(named, words[at].casefold()) or at + 2 >= len(words):
        return None
    joint = words[at + 1].casefold()
    following = re.fullmatch(named, words[at + 2].casefold())
    if following is None or joint not in (*JOINTS, "or", "&"):
        return None
    if joint in ("and", "or", "&"):
        year = words[at + 3] if at + 3 < len(words) and _is_year(words[at + 3 : at + 4]) else "2024"
        error = UsageError(
            f'"{words[at]}" has no year',
            f"write {words[at]} to {words[at + 2]} {year}\n  also: for the word itself: '\"{words[at]}\"'",
        )
        raise Misread(error, at, at + 1)
    first = _read(words, at, today, "since")
    second = _read(words, at + 2, today, "until", after=first[1]) if first else None
    return _both(words, at, second[0], first[1], second[1]) if first and second and first[0] == at + 1 else None


def _spanning(words: Sequence[str], start: int, today: date, lead: str) -> tuple[int, Edtf] | None:
    """Read a span whose ends share a month or year: 8 to 13 October 2024, between June and August 2024."""
    from dprkru_timeline.edtf.guess import YEARLESS, guess

    if lead not in ("", "since", "between", "on"):
        return None
    joint = start
    while joint < len(words) and joint - start < 3 and words[joint] and words[joint].casefold() not in JOINTS:
        joint += 1
    if not start < joint < len(words) or words[joint].casefold() not in JOINTS:
        return None
    if words[joint].casefold() == "and" and lead != "between":
        return None
    if not re.fullmatch(
        rf"(?:{part_pattern()})(?: (?:{part_pattern()}))*", before := " ".join(words[start:joint]).casefold()
    ):
        return None
    refused: EdtfError | None = None
    for end in range(_end_of_parts(words, joint + 1), joint + 1, -1):
        try:
            found = guess(f"{before} to {' '.join(words[joint + 1 : end])}", today)
        except EdtfError as error:
            refused = refused or error
            continue
        return end, found
    by_day = re.search("[0-9]", before) if lead in ("", "on") else re.fullmatch("[0-9]{1,2}", before)
    if by_day and refused and refused.reason == YEARLESS:
        last = _end_of_parts(words, joint + 1)
        text = " ".join(words[start:last])
        raise Misread(
            UsageError(f'"{text}" has no year', f"write {text} with its year\n  also: for the words: '\"{text}\"'"),
            start,
            last,
        )
    return None


def _lead(words: Sequence[str], at: int) -> tuple[str, int]:
    """Return what the word or words before a date say of it, and where the date may begin."""
    plain = tuple(word.casefold() for word in words[at : at + 3])
    number = next((length for length in (3, 2, 1) if plain[:length] in LEADS), 0)
    return LEADS.get(plain[:number], ""), at + number


def _refuse_count(words: Sequence[str], at: int) -> None:
    """Refuse "last 5", which asks for the newest events, and is no date and no text."""
    first, following = words[at].casefold(), words[at + 1] if at + 1 < len(words) else ""
    if first not in ("last", "first", "latest", "newest", "past") or not re.fullmatch("[0-9]{1,3}", following):
        return
    if at + 2 < len(words) and re.fullmatch("(?:day|week|month|year|quarter)s?", words[at + 2].casefold()):
        return
    setting = "limit" if first == "first" else "last"
    error = UsageError(
        f'"{first} {following}" is how many, not when',
        f"write {setting}:{following} or --{setting} {following}"
        f"\n  also: for the words themselves: '\"{first} {following}\"'",
    )
    raise Misread(error, at, at + 2)


def _refuse_apart(words: Sequence[str], at: int) -> None:
    """Refuse a day's number that is joined to another day: "19 or 20 June 2024", of which the first has no month."""
    joint = words[at + 1].casefold() if at + 1 < len(words) else ""
    if not re.fullmatch("[0-9]{1,2}", words[at]) or joint not in ("and", "or", "&"):
        return
    if re.fullmatch(rf"[0-9]{{1,2}} (?:{MONTHS})", " ".join(words[at + 2 : at + 4]).casefold()):
        rest = " ".join(words[at + 2 : at + 5] if _is_year(words[at + 4 : at + 5]) else words[at + 2 : at + 4])
        error = UsageError(
            f'"{words[at]}" has no month', f"write {words[at]} to {rest}\n  also: for the number: '\"{words[at]}\"'"
        )
        raise Misread(error, at, at + 1)


def _may_go_on(words: Sequence[str], at: int) -> bool:
    """Tell whether the word at a place may belong to the date before it."""
    if at >= len(words) or not words[at]:
        return False
    if OPEN.get(words[at].casefold()) or words[at].casefold() in ("or", "on"):
        return True
    plain = words[at].casefold().rstrip(".,")
    return plain in WORDS or not plain.isascii() or any(char.isdigit() for char in plain)


def _is_year(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].isascii() and words[0].isdigit()


def _both(words: Sequence[str], at: int, last: int, value: Edtf, until: Edtf) -> Dated:
    if value.earliest and until.latest and value.earliest > until.latest:
        typed = " ".join(words[at:last])
        raise Misread(UsageError(f'"{typed}" ends before it begins', "write the earlier date first"), at, last)
    return Dated(at, last, (("since", value), ("until", until)))


def _conditions(lead: str, value: Edtf, typed: Sequence[str]) -> tuple[tuple[str, Edtf], ...]:  # noqa: PLR0911 - a form each
    if lead in ("since", "until", "as-of"):
        return ((lead, value),)
    if lead in ("", "on") and not typed:
        return (("on", value),)
    if lead in ("before", "after"):
        from dprkru_timeline.edtf.ranges import edge_of

        return (edge_of(lead, value),)
    from dprkru_timeline.edtf.length import SPAN

    if not lead and re.fullmatch(SPAN, " ".join(typed).casefold()):
        return (("since", value),)
    if isinstance(value, Interval) and isinstance(value.start, Date) and isinstance(value.end, Date):
        return (("since", value.start), ("until", value.end))
    if isinstance(value, Interval) and value.start and not value.end:
        return (("since", value.start),)
    if isinstance(value, Interval) and value.end and not value.start:
        return (("until", value.end),)
    return (("on", value),)


def _read(
    words: Sequence[str], start: int, today: date, lead: str, *, after: Edtf | None = None
) -> tuple[int, Edtf] | None:
    """Return where the longest date that begins at a place ends, and the date; None where there is none."""
    if start >= len(words) or not words[start]:
        return None
    if re.fullmatch(whole_pattern(), words[start].casefold()) and not re.fullmatch("[0-9]{1,4}", words[start]):
        # A word that is a whole date may still begin a longer one: 8-13 October 2024.
        for end in range(_end_of_parts(words, start + 1), start, -1):
            if found := _one(words, start, end, today, lead, after):
                return end, found
        return None
    for end in range(_end_of_parts(words, start), start, -1):
        if found := _one(words, start, end, today, lead, after):
            return end, found
    return None


def _end_of_parts(words: Sequence[str], start: int) -> int:
    end = start
    while end < len(words) and end - start < LONGEST and re.fullmatch(part_pattern(), words[end].casefold()):
        end += 1
    return end


def _one(  # noqa: C901, PLR0911, PLR0912, PLR0913, PLR0917 - a kind of word each
    words: Sequence[str], start: int, end: int, today: date, lead: str, after: Edtf | None
) -> Edtf | None:
    from dprkru_timeline.edtf.guess import VAGUE, YEARLESS, guess, last_before

    run = list(words[start:end])
    text = " ".join(run)
    plain = text.casefold()
    if end == start + 1:
        if re.fullmatch("[0-9]+", plain):
            return _year(words, start)
        if plain in _NEVER_ALONE:
            return None
        if re.fullmatch("an?|end|start|beginning|middle", plain) or plain in NUMBERS:
            return None
        if re.fullmatch(SEASONS, plain) or re.fullmatch(
            r"(?:week|month|year|day)s?|[dwy]|mo|ago|early|mid|late", plain
        ):
            return None
    if re.fullmatch("[0-9]{1,4}", run[-1]) and not re.search(r"[^\W\d_]", plain) and end > start + 1:
        return None  # numbers side by side
    try:
        return guess(text, today)
    except AmbiguousDate as error:
        if error.reason == YEARLESS:
            if lead in ("since", "until", "before", "after", "between"):
                return last_before(text, today, after=after.earliest if after else None)
            if not lead and len(run) == 1 and plain.isalpha():
                return None  # a month's name alone is a word
            typed = f"{lead and words[start - 1]} {text}".strip()
            readings = [*error.readings]
            raise Misread(
                UsageError(
                    f'"{typed}" has no year',
                    f'write {" or ".join(readings)}\n  also: every year\'s: timeline on "{text}"'
                    f"\n  also: for the words themselves: '\"{text}\"'",
                ),
                start,
                end,
            ) from None
        raise Misread(_as_text_too(error, text), start, end) from None
    except EdtfError as error:
        if len(run) == 1 and _looks_like_a_date(plain):
            raise Misread(_as_text_too(error, text), start, end) from None
        is_meant = re.fullmatch(DAY_IN_FULL, plain) or error.reason == VAGUE  # a day that no month has, a wrong weekday
        if is_meant or (error.reason == YEARLESS and len(run) > 1):
            raise Misread(_as_text_too(error, text), start, end) from None
        return None


def _looks_like_a_date(word: str) -> bool:
    return re.fullmatch("|".join(_LIKE_DATES), word) is not None


def _as_text_too(error: EdtfError, text: str) -> EdtfError:
    error.help = f"{error.help}\n  also: for the text itself: '\"{text}\"'".removeprefix("\n  also: ")
    return error


def _year(words: Sequence[str], place: int) -> Edtf | None:
    """Return a bare year; None for another number, or one that says which resolution is meant."""
    word = words[place]
    if len(word) != 4 or int(word) not in YEARS or not word.isascii():
        return None
    if place and re.fullmatch(NUMBERED, words[place - 1]):
        return None
    return parse_edtf(word)
