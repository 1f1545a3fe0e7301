"""What a foreign file says of an event or a source, before anything is made of it: the words that stand there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from dprkru_timeline.errors import EdtfError, UsageError
from dprkru_timeline.text import counted, shortened

# What a cell holds: text, a number, or in workbooks a true date.
Cell = str | int | float | date | datetime | bool | None


class When(NamedTuple):
    """A date as it stands in a file.

    ``start`` and ``end`` are cells, of which an end may be missing; ``shown`` is how the file has it shown to readers,
    which may say less; ``precision`` is the finest part that its form shows: year, month, or nothing of the kind,
    ``end_precision`` that of the end.
    ``exact`` is EDTF that a reader made itself, where the format says what it means.
    """

    start: Cell = None
    end: Cell = None
    shown: str = ""
    precision: str = ""
    end_precision: str = ""
    exact: str = ""


class PlaceDraft(NamedTuple):
    """A place by its name, with latitude and longitude in degrees where the file has them."""

    name: str
    latitude: float | None = None
    longitude: float | None = None


class SourceDraft(NamedTuple):
    """A source as a file names it; all but one of address and title may be empty. ``key`` is the file's own id."""

    address: str = ""
    publisher: str = ""
    title: str = ""
    when: When = When()
    kind: str = ""
    language: str = ""
    key: str = ""
    accessed: str = ""
    archive: str = ""
    symbol: str = ""
    place: str = ""  # where in the file, for messages


class Draft(NamedTuple):
    """An event as a file has it. ``place`` is where: "row 5", "line 12"; ``key`` the file's own id, if it has one."""

    place: str
    when: When
    title: str = ""
    summary: str = ""
    key: str = ""
    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    sources: tuple[SourceDraft, ...] = ()
    kind: str = ""
    id: str = ""


class Heard:
    """What is to be told of a file besides: a sentence each, counted, with the first places that it is true of.

    ``passed`` counts what is read and is no event by itself: a header that stands again, a row of one that was taken.
    """

    _PLACES = 3

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._places: dict[str, list[str]] = {}
        self.passed = 0

    def note(self, what: str, place: str = "") -> None:
        """Remember something of a place in the file."""
        self._counts[what] += 1
        first = self._places.setdefault(what, [])
        if place and len(first) < self._PLACES and place not in first:
            first.append(place)

    def pass_over(self, what: str, place: str) -> None:
        """Remember why what stands at a place is no event by itself."""
        self.passed += 1
        self.note(what, place)

    def sentences(self) -> list[str]:
        """Return what was heard: "time of day left out: 12 times (row 2, row 3, row 4, …)"."""
        return [self._sentence(what, number) for what, number in self._counts.items()]

    def _sentence(self, what: str, number: int) -> str:
        places = self._places[what]
        if not places:
            return what
        more = ", …" if number > len(places) else ""
        return (
            f"{what}: {counted(number, 'time')} ({', '.join(places)}{more})" if number > 1 else f"{what} ({places[0]})"
        )


class Refused(NamedTuple):
    """What was not taken: where it stands, what it is by the file's own words, and why."""

    place: str
    what: str
    why: str


def why_of(error: UsageError) -> str:
    """Return why something was not taken, with what would have been; of a date with the words that stand there."""
    if isinstance(error, EdtfError):
        what = f"“{shortened(error.text, 40)}” {error.reason}"
        return f"{what}; {error.help}" if error.help.startswith("write ") else what
    return error.message + (f"; {error.help}" if error.help else "")


class Columns(NamedTuple):
    """What was made of the columns of a table: by field the headings, and those that nothing uses."""

    used: tuple[tuple[str, str], ...]  # field, heading
    unused: tuple[str, ...] = ()
    known_as: str = ""  # the export that the header is of: ACLED, …
    header: str = ""  # where it stands: "row 4"


class Drafts(NamedTuple):
    """What a reader found in a file: events, or sources alone; what it refused; what is to be told."""

    events: Iterable[Draft] = ()
    sources: Sequence[SourceDraft] = ()
    refused: Sequence[Refused] = ()
    heard: Heard | None = None
    columns: Columns | None = None
    title: str = ""  # of the whole, where the file has one
    read: int | None = None  # rows or entries read, where that is more than events and refusals
