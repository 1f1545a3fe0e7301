"""Events and sources in an SQLite store, read when they are asked for."""

from abc import abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, overload

from dprkru_timeline.chronology import Chronology, KeptEvents, KeptSome
from dprkru_timeline.edtf import Edtf, anchor, parse_edtf
from dprkru_timeline.index.where import Among, Words, asks_words, days_of, where
from dprkru_timeline.model import Event, EventKind, Rel, Source, Status
from dprkru_timeline.query.plan import AllOf, AnyOf, Condition, Has, Plan, Unless
from dprkru_timeline.store.signals import at_once

_DEADLINE = EventKind.DEADLINE.value
_AT_ONCE = 500  # events that are looked up together
_KEPT = 20_000  # events that stay in memory once they were read; more are read anew each time


class About(NamedTuple):
    """What a store says of its events as a whole.

    ``since`` and ``until`` are the days between which no deadline comes, so that every status is as it is kept;
    ``doubtful`` the positions of events whose days are not all told; ``latest`` the position and date of the latest
    event that is no deadline ahead.
    """

    number: int
    since: date
    until: date
    doubtful: tuple[int, ...] = ()
    latest: tuple[int, str] | None = None


class Telling:
    """Hears the events of a chronology in their order, and tells what is to be said of them as a whole.

    How its deadlines stand tells of which days it is.
    """

    def __init__(self, chronology: Chronology) -> None:
        self._is_of_a_day = chronology.as_of is not None  # then what was known stays as it was
        self._number = 0
        self._since, self._until = date.min, date.max
        self._latest: tuple[date, int, str] | None = None

    def hear(self, position: int, event: Event) -> None:
        """Take in an event and its position."""
        self._number += 1
        first = event.date.earliest
        if event.status is not Status.SCHEDULED and (self._latest is None or anchor(event.date) > self._latest[0]):
            self._latest = anchor(event.date), position, str(event.date)
        if event.kind is EventKind.DEADLINE and first and not self._is_of_a_day:
            if event.status is Status.SCHEDULED:
                self._until = min(self._until, first)
            elif event.status is not Status.WITHDRAWN:
                self._since = max(self._since, first)

    def about(self, doubtful: Iterable[int]) -> About:
        """Return what there is to say; ``doubtful`` are the events whose days are not all told."""
        latest = self._latest[1:] if self._latest else None
        return About(self._number, self._since, self._until, tuple(doubtful), latest)


def about(chronology: Chronology, doubtful: Iterable[int] = ()) -> About:
    """Return what is to be said of the events of a chronology."""
    told = Telling(chronology)
    for position, event in enumerate(chronology.events):
        told.hear(position, event)
    return told.about(doubtful)


def of_today(chronology: Chronology, today: date) -> Chronology:
    """Return a chronology of a store with its deadlines as they stand today."""
    told = about(chronology)
    if told.since <= today < told.until:
        return chronology
    from dprkru_timeline.status import with_statuses

    deadlines = [event for event in chronology.events if event.kind is EventKind.DEADLINE]
    return with_statuses(chronology, today, deadlines)


class StoredEvents(KeptEvents):
    """The events of a store, each made when it is asked for."""

    words: Words
    has_notes = False

    def __init__(self, database: Any, about: About, today: date) -> None:
        self.database = database
        self._about = about
        self._today = today
        self._changes: tuple[Callable[[Event], Event], ...] = ()
        self._all: tuple[Event, ...] | None = None
        self._chronology: Chronology | None = None
        # A deadline has come since, or the clock was set back: those of deadlines are worked out anew.
        self._is_another_day = not about.since <= today < about.until

    def belong_to(self, chronology: Chronology) -> None:
        """Take the chronology that they are of, which says how deadlines stand today."""
        self._chronology = chronology

    @abstractmethod
    def _made(self, condition: str, parameters: Iterable[Any]) -> Iterator[Event]:
        """Yield the events that meet a condition in SQL, in their order, as they are kept."""

    def _events(self, condition: str = "1", parameters: Iterable[Any] = ()) -> Iterator[Event]:
        for event in self._made(condition, parameters):
            made = self._of_today(event) if self._is_another_day and event.kind is EventKind.DEADLINE else event
            for change in self._changes:
                made = change(made)
            yield made

    def _of_today(self, event: Event) -> Event:
        from dprkru_timeline.status import standing_now  # of a deadline that has come

        if self._chronology is None:
            raise TypeError("events of no chronology")
        return event._replace(**standing_now(self._chronology, event, self._today)._asdict())

    @property
    def is_read(self) -> bool:
        return self._all is not None

    def __len__(self) -> int:
        return self._about.number

    def __iter__(self) -> Iterator[Event]:
        if self._all is None and len(self) <= _KEPT:
            self._all = tuple(self._events())
        return iter(self._all) if self._all is not None else self._events()

    @overload
    def __getitem__(self, at: int) -> Event: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Event, ...]: ...

    def __getitem__(self, at: int | slice) -> Event | tuple[Event, ...]:
        if self._all is not None:
            return self._all[at]
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if step == 1:
                return tuple(self._events("position >= ? AND position < ?", (start, stop)))
            return tuple(self)[at]
        place = range(len(self))[at]
        found = next(self._events("position = ?", (place,)), None)
        if found is None:
            raise LookupError(place)
        return found

    def ids(self) -> list[str]:
        return [row[0] for row in self.database.execute("SELECT id FROM events ORDER BY position")]

    def get(self, event_id: str) -> Event | None:
        return next(self._events("id = ?", (event_id,)), None)

    def linked_from(self, event_id: str) -> list[tuple[Event, Rel]]:
        found = []
        linking = "position IN (SELECT position FROM events WHERE id IN (SELECT event FROM links WHERE target = ?))"
        for event in self._events(linking, (event_id,)):
            found += [(event, link.rel) for link in event.links if link.to == event_id]
        return found

    def latest(self) -> Edtf | None:
        if not self._is_another_day:
            return parse_edtf(self._about.latest[1]) if self._about.latest else None
        # Since the store was made a deadline has come, or is ahead again.
        past = (event for event in self._events() if event.status is not Status.SCHEDULED)
        return max((event.date for event in past), key=anchor, default=None)

    def found(self, possibly: Plan, surely: Plan) -> "tuple[StoredSome, StoredSome] | None":
        if self.words is Words.INDEX or self._about.doubtful or self._is_another_day:
            return None
        if not possibly.is_exact or not surely.is_exact:
            return None
        only_possibly = AllOf((possibly.may, Unless(surely.may)))
        return (
            StoredSome(self, self._positions(possibly.may)),
            StoredSome(self, self._wide(only_possibly)),  # what lies on one day does so surely, or not at all
        )

    def number(self, plan: Plan) -> int | None:
        if not plan.is_exact or self._about.doubtful or self._is_another_day:
            return None
        if self.words is Words.INDEX and asks_words(plan.may):
            return None
        return len(self._positions(plan.may))

    def known_words(self) -> set[str]:
        return {row[0] for row in self.database.execute("SELECT word FROM found_known")}

    def _positions(self, may: Condition) -> Sequence[int]:
        """Return the positions of events that meet a condition, in order."""
        first, last = self._between(*days_of(may))
        condition, parameters = where(may, self.words, among=Among(self._between, first, last))
        of_one_day = (
            f"SELECT position FROM events e WHERE position BETWEEN {first} AND {last} AND {condition}"  # noqa: S608 - ours
            " AND NOT EXISTS (SELECT 1 FROM found_wide w WHERE w.position = e.position) ORDER BY position"
        )
        with at_once():
            found = array("Q", [row[0] for row in self.database.execute(of_one_day, parameters)])
        wide = self._wide(may)
        return array("Q", sorted([*found, *wide])) if wide else found

    def _wide(self, may: Condition) -> Sequence[int]:
        """Return the positions of those events that meet a condition and are not dated to one day."""
        condition, parameters = where(may, self.words, among=Among(self._between, is_wide=True))
        select = f"SELECT DISTINCT position FROM found_wide e WHERE {condition} ORDER BY position"  # noqa: S608 - ours
        with at_once():
            return array("Q", [row[0] for row in self.database.execute(select, parameters)])

    def _between(self, first: int, last: int) -> tuple[int, int]:
        """Return the first and last position of the events that are filed under days from one to another."""
        after = "SELECT position FROM found_order WHERE day >= ? ORDER BY day LIMIT 1"
        low, high = (self.database.execute(after, (day,)).fetchone() for day in (first, last + 1))
        return (low[0] if low else len(self)), (high[0] if high else len(self)) - 1

    def at(self, positions: Sequence[int], *, outlines: bool = False) -> Iterator[Event]:
        """Yield the events at positions, in their order; as outlines where that is wanted."""
        for start in range(0, len(positions), _AT_ONCE):
            some = positions[start : start + _AT_ONCE]
            listed = f"position IN ({', '.join(map(str, some))})"
            made = self._outlines(listed) if outlines and not self._changes else self._events(listed)
            yield from made if len(some) < 2 or some[0] < some[1] else reversed(list(made))

    def _outlines(self, condition: str) -> Iterator[Event]:
        """Yield the events that meet a condition with what stands in their first line; or all of them."""
        return self._events(condition)

    def candidates(self, may: Condition) -> Iterator[Event]:
        if self._is_another_day:
            may = AnyOf((may, Has("kind", (_DEADLINE,))))
        found = self._positions(may)
        if doubtful := self._about.doubtful:
            found = sorted({*found, *doubtful})
        return self.at(found)

    def each(self, change: Callable[[Event], Event]) -> "StoredEvents":
        found = type(self)(self.database, self._about, self._today)
        found._changes, found._chronology = (*self._changes, change), self._chronology  # noqa: SLF001 - its own
        return found


class StoredSome(KeptSome):
    """Some of the events of a store, by their positions."""

    def __init__(self, events: StoredEvents, positions: Sequence[int]) -> None:
        self._events = events
        self._positions = positions
        self._read: tuple[Event, ...] | None = None

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[Event]:
        if self._read is None and len(self) <= _KEPT:
            self._read = tuple(self._events.at(self._positions))
        return iter(self._read) if self._read is not None else self._events.at(self._positions)

    @overload
    def __getitem__(self, at: int) -> Event: ...

    @overload
    def __getitem__(self, at: slice) -> "StoredSome": ...

    def __getitem__(self, at: int | slice) -> "Event | StoredSome":
        if isinstance(at, slice):
            return StoredSome(self._events, self._positions[at])
        return self._events[self._positions[at]]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, tuple | StoredSome):
            return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment] # it may be long

    def outlines(self) -> Iterator[Event]:
        return self._events.at(self._positions, outlines=True)

    def widths(self) -> tuple[int, int]:
        found = 0, 0
        for start in range(0, len(self), _AT_ONCE * 20):
            listed = ", ".join(map(str, self._positions[start : start + _AT_ONCE * 20]))
            select = f"SELECT max(length(id)), max(length(date)) FROM events WHERE position IN ({listed})"  # noqa: S608
            ids, dates = self._events.database.execute(select).fetchone()
            found = max(found[0], ids), max(found[1], dates)
        return found

    def without(self, others: KeptSome) -> "StoredSome":
        if not isinstance(others, StoredSome):
            raise TypeError(type(others))
        if len(others) == len(self):
            return StoredSome(self._events, ())
        also = set(others._positions)  # noqa: SLF001 - its own
        return StoredSome(self._events, [at for at in self._positions if at not in also])

    def ids(self) -> list[str]:
        return [event.id for event in self.outlines()]


class StoredSources(Mapping[str, Source]):
    """The sources of a store by id, each made when it is first asked for."""

    def __init__(self, database: Any, columns: str, make: Callable[[tuple[Any, ...]], Source]) -> None:
        """Take a database, the columns of its table of sources, and what makes a source of them."""
        self._database = database
        self._select = f"SELECT {columns} FROM sources"  # noqa: S608 - our own names
        self._make = make
        self._made: dict[str, Source] = {}

    def __getitem__(self, key: str) -> Source:
        made = self._made.get(key)
        if made is None:
            row = self._database.execute(f"{self._select} WHERE id = ?", (key,)).fetchone()
            if row is None:
                raise KeyError(key)
            made = self._made[key] = self._make(row)
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._made or (
            self._database.execute("SELECT 1 FROM sources WHERE id = ?", (key,)).fetchone() is not None
        )

    def __iter__(self) -> Iterator[str]:
        return iter([row[0] for row in self._database.execute("SELECT id FROM sources ORDER BY rowid")])

    def __len__(self) -> int:
        (number,) = self._database.execute("SELECT count(*) FROM sources").fetchone()
        return int(number)

    def values(self) -> Any:
        """Return all of them, read at once."""
        for row in self._database.execute(f"{self._select} ORDER BY rowid"):
            made = self._make(row)
            self._made.setdefault(made.id, made)
        return [self._made[key] for key in self]
