"""Events out of data that nobody checked: what could do harm or can't be read is said, and no event is made of it."""

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dprkru_timeline.edtf import Edtf, parse_edtf
from dprkru_timeline.errors import EdtfError, InvalidFile, Problem
from dprkru_timeline.model import (
    Claim,
    Correction,
    Event,
    EventKind,
    Figure,
    KnownAs,
    Link,
    Rel,
    SourceKind,
    Stance,
    Status,
)
from dprkru_timeline.text import first_unsafe, shortened

STATUSES = {one.value: one for one in Status}
KINDS = {one.value: one for one in EventKind}
_STANCES = {one.value: one for one in Stance}
_RELS = {one.value: one for one in Rel}
SOURCE_KINDS = {one.value: one for one in SourceKind}


_LINES = ("id", "title", "date_basis", "form", "settled", "record", "file")
ID_LISTS = (*("actors", "doers", "themes", "places", "about_places", "sources", "settled_by", "denied_by"),)


class Known(NamedTuple):
    """The ids that there are."""

    actors: Container[str]
    themes: Container[str]
    places: Container[str]
    measures: Container[str]
    sources: Container[str]


class Safe:
    """Makes values of what stands in a database, and says what can't be one."""

    def __init__(self, shown: str, event: str, known: "Known | None" = None) -> None:
        self._shown = shown
        self._known = known
        self._event = event
        self._field = ""
        self.problems: list[Problem] = []

    def say(self, message: str) -> None:
        event = shortened(str(self._event))
        self.problems.append(Problem(message=message, file=self._shown, event=event, field=self._field))

    def text(self, value: Any) -> str:
        """Return a text, which may have line breaks; of what is none, nothing."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.say("must be text")
            return ""
        if not value.isprintable() and (odd := first_unsafe(value)):
            self.say(f"has the character U+{ord(odd):04X}, which can act on a screen")
            return ""
        return value

    def line(self, value: Any) -> str:
        text = self.text(value)
        return text if text.isprintable() else " ".join(text.split())

    def when(self, value: Any) -> Edtf:
        try:
            return parse_edtf(value)
        except (EdtfError, TypeError, AttributeError):
            self.say(f'"{shortened(str(value))}" is no date')
            return parse_edtf("0001-01-01")

    def word(self, known: dict[str, Any], value: Any) -> Any:
        if value in known:
            return known[value]
        self.say(f'unknown value "{shortened(str(value))}"')
        return next(iter(known.values()))

    def day(self, value: Any) -> date | None:
        try:
            return day_of(value)
        except (ValueError, TypeError):
            self.say(f'"{shortened(str(value))}" is no day')
            return None

    def event(self, row: dict[str, Any], mine: dict[str, list[Any]]) -> Event:
        """Return an event of its row, in which a list of ids is one text, and of what it has of claims and others."""
        values: dict[str, Any] = {}
        line = self.line
        texts = [row[name] or "" for name in _LINES]
        if (
            not all(isinstance(one, str) for one in texts) or not "".join(texts).isprintable()
        ):  # at once: nearly all are
            for self._field in _LINES:
                values[self._field] = line(row[self._field])
        else:
            values.update(zip(_LINES, texts, strict=True))
        for self._field in ID_LISTS:
            values[self._field] = tuple(line(row[self._field]).split())
        self._field = "summary"
        values["summary"] = self.text(row["summary"])
        self._field = "date"
        values["date"] = self.when(row["date"])
        self._field = "kind"
        values["kind"] = self.word(KINDS, row["kind"])
        self._field = "status"
        values["status"] = self.word(STATUSES, row["status"])
        self._field = "verified"
        values["verified"] = self.day(row["verified"])
        self._field = "denied_on"
        values["denied_on"] = self.when(row["denied_on"]) if row["denied_on"] else None
        for place, claim in enumerate(mine["claims"], 1):
            self._field = f"claim {place}"
            values["claims"] = (*values.get("claims", ()), self._claim(*claim))
        if mine["links"]:
            self._field = "links"
            values["links"] = tuple([Link(self.word(_RELS, rel), line(target)) for rel, target in mine["links"]])
        if mine["corrections"]:
            self._field = "corrections"
            values["corrections"] = tuple(
                [
                    Correction(self.day(day) or date.min, self.text(was), self.text(why))
                    for day, was, why in mine["corrections"]
                ]
            )
        if mine["titles"]:
            self._field = "titles"
            values["known_as"] = tuple(
                [KnownAs(line(title), self.day(until) or date.min) for title, until in mine["titles"]]
            )
        self._field = "voices"
        made = Event(**values, key=bool(row["key"]), voices=self.count(row["voices"]))
        if self._known is not None:
            self._check_ids(made, self._known)
        return made

    def count(self, value: Any) -> int:
        """Return a number of something."""
        if isinstance(value, int) and value >= 0:
            return value
        self.say("must be a number")
        return 0

    def _check_ids(self, event: Event, known: "Known") -> None:
        """Say what an event names that is not there."""
        speakers = (*event.actors, *event.doers, *event.settled_by, *event.denied_by, *(one.by for one in event.claims))
        record = (event.record,) if event.record else ()
        for field, ids, there in (
            ("actors", speakers, known.actors),
            ("themes", event.themes, known.themes),
            ("places", (*event.places, *event.about_places), known.places),
            ("measures", [one.measure for claim in event.claims for one in claim.amounts], known.measures),
            ("sources", (*event.all_sources, *record), known.sources),
        ):
            for id_ in ids:
                if id_ not in there:
                    self._field = field
                    self.say(f'names "{shortened(id_)}", which is not there')

    def _claim(  # noqa: PLR0913, PLR0917 - the columns of a claim
        self,
        by: Any,
        stance: Any,
        says: Any,
        when: Any,
        source: Any,
        locator: Any,
        via: Any,
        basis: Any,
        amounts_as_of: Any,
        file: Any,
        amounts: Sequence[Any],
    ) -> Claim:
        line = self.line
        return Claim(
            line(by),
            self.word(_STANCES, stance),
            self.text(says),
            self.when(when),
            line(source),
            line(locator),
            line(via),
            line(basis),
            tuple(
                Figure(line(one), self._amount(amount), line(words), line(why)) for one, amount, words, why in amounts
            ),
            self.when(amounts_as_of) if amounts_as_of else None,
            line(file),
        )

    def _amount(self, value: Any) -> str:
        from dprkru_timeline.amount import parse_amount  # few events have one
        from dprkru_timeline.errors import AmountError

        try:
            return str(parse_amount(value))
        except (AmountError, TypeError, AttributeError):
            self.say(f'"{shortened(str(value))}" is no amount')
            return "0"


def day_of(value: Any) -> date | None:
    """Return the day of a text, or None for no text."""
    return date.fromisoformat(value) if value else None


def address_of(url: str) -> str:
    """Return an address of the web; another scheme, such as one that runs a script, is none."""
    return url if not url or url.lower().startswith(("https://", "http://")) else ""


def check_entries(tables: Mapping[str, Mapping[str, Any]], shown: str) -> None:
    """See that what entries are part of is there, and that none goes round in a ring.

    Raises:
        InvalidFile: with each that is not, or does.
    """
    problems = []
    for table, entries in tables.items():
        for id_, entry in entries.items():
            above = [*filter(None, (entry.part_of,)), *getattr(entry, "members", ())]
            problems += [
                Problem(
                    message=f'names "{shortened(one)}", which is not there',
                    file=shown,
                    field=f"{table}.{shortened(id_)}",
                )
                for one in above
                if one not in entries
            ]
    for table, entries in tables.items():
        for follow in (_parts, _members):
            if ring := _ring(entries, follow):
                field = f"{table}.{shortened(ring)}"
                problems.append(Problem(message="is part of itself, by way of others", file=shown, field=field))
    if problems:
        raise InvalidFile(problems)


def _parts(entry: Any) -> tuple[str, ...]:
    return (entry.part_of,) if entry.part_of else ()


def _members(entry: Any) -> tuple[str, ...]:
    return tuple(getattr(entry, "members", ()))


def _ring(entries: Mapping[str, Any], follow: Callable[[Any], tuple[str, ...]]) -> str:
    """Return an entry of a ring, or nothing."""
    left = {id_: [one for one in follow(entry) if one in entries] for id_, entry in entries.items()}
    while ended := [id_ for id_, above in left.items() if not above]:
        for id_ in ended:
            del left[id_]
        gone = set(ended)
        left = {id_: [one for one in above if one not in gone] for id_, above in left.items()}
    return next(iter(left), "")


def no_event_file(shown: str, what: str, remedy: str) -> InvalidFile:
    """Return the error for a file that can't be read as events at all."""
    return InvalidFile([Problem(message=what, file=shown, help=remedy, code="E001")])
