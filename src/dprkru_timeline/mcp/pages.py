"""Answers in pages: so many entries, so many characters, and a cursor for what is left."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.errors import TimelineError, UsageError

# Characters of JSON that one page may have, and that a single entry of it may have: a model reads all of them.
MAX_PAGE, MAX_ENTRY = 100_000, 400_000
_DIGEST = 12

Entry = TypeVar("Entry")


class Page(NamedTuple, Generic[Entry]):
    """Entries of an answer; ``next_cursor`` asks for those after them, None at the end."""

    entries: Sequence[Entry]
    next_cursor: str | None
    first: int
    total: int


def page_of(
    entries: Sequence[Entry], told: Callable[[Entry], Any], limit: int, cursor: str | None, question: Sequence[str]
) -> Page[Entry]:
    """Return the entries from a cursor on: at most ``limit``, and no more than a page of what is ``told`` of them.

    Args:
        entries: all of the answer.
        told: what is told of one, to be written as JSON.
        limit: how many at most.
        cursor: as an earlier page gave it.
        question: what was asked, and of which edition: a cursor of another question is refused.

    Raises:
        UsageError: the cursor is none, or of another question.
        TimelineError: one entry alone is larger than an answer may be.
    """
    key = hashlib.sha256("\x00".join(question).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    first = _start(cursor, key, len(entries))
    size, last = 0, first
    for entry in entries[first : first + limit]:
        length = len(dumps(told(entry)))
        if length > MAX_ENTRY:
            raise TimelineError(
                f"entry {last + 1} of the answer has {length:,} characters, more than an answer may have",
                "ask for another part of the record; the file itself has it all",
            )
        if last > first and size + length > MAX_PAGE:
            break
        size, last = size + length, last + 1
    following = f"{last}-{key}" if last < len(entries) else None
    return Page(entries[first:last], following, first, len(entries))


def check_size(document: object) -> None:
    """See that an answer is one that a model can read.

    Raises:
        TimelineError: it is larger.
    """
    length = len(dumps(document))
    if length > MAX_ENTRY:
        raise TimelineError(f"the answer has {length:,} characters, more than one may have", "ask for less")


def _start(cursor: str | None, key: str, number: int) -> int:
    if cursor is None:
        return 0
    place, _, its_key = cursor.partition("-")
    if not (place.isascii() and place.isdecimal() and len(place) < 10 and its_key):
        raise UsageError("the cursor is none of this server's", "give next_cursor of the page before, or none")
    if its_key != key or int(place) >= max(number, 1):
        raise UsageError("the cursor belongs to another question, or to another edition", "ask again without a cursor")
    return int(place)
