"""Events and their vocabularies: look-up by id, names in any script, the part-of tree.

The one currency of the program: `query.select` makes a smaller chronology of one, and
everything that shows, writes or counts takes one.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from dprkru_timeline.edtf import Edtf, anchor, order
from dprkru_timeline.errors import UnknownName, nearest
from dprkru_timeline.model import SHIPPED, Actor, Claim, Event, Measure, Place, Rel, Source, Status, Theme
from dprkru_timeline.text import fold, name_key

VocabularyKind = Literal["actor", "theme", "place", "measure"]
Entry = Actor | Theme | Place | Measure
_SHORTEST = 4  # letters of a name that may be spelt in another way: two or three are an abbreviation


class Selection(NamedTuple):
    """What was asked of the chronology that this one was selected from."""

    total: int
    matched: int
    query: str = ""  # in its normal form
    possible: frozenset[str] = frozenset()  # ids of events that only may match the dates asked for
    reversed: bool = False
    latest: Edtf | None = None  # the date of the latest event of the whole
    exact: bool = False  # an actor or place counts without what belongs to it
    beyond_edition: bool = False  # the dates asked for reach past the last day that is covered
    about: frozenset[str] = frozenset()  # ids of events that match only since they speak of the place asked for
    by_amount: bool = False  # how many is asked for, by which an event may be only a possible match
    asked: str = ""  # in words, for a reader
    themes: tuple[str, ...] = ()  # ids of the themes, and of the actors, that every event was asked to have
    actors: tuple[str, ...] = ()
    days: tuple[date | None, date | None] = (None, None)  # the first and the last day asked for
    going_on: frozenset[str] = frozenset()  # ids of events that began before the first, and go on


class Saying(NamedTuple):
    """A claim and the event that it is of; ``place`` is its place among the event's claims."""

    event: Event
    claim: Claim
    place: int
    possible: bool = False  # it only may be what was asked for


class KeptEvents(Sequence[Event]):
    """Events in view order that lie in a store (an index, a database) and are read when they are asked for.

    Whoever goes through them meets the same events as in a tuple; what is asked of many starts is looked up instead.
    """

    looks_up = True  # whether it finds what a plan may mean faster than by reading all

    @property
    @abstractmethod
    def has_notes(self) -> bool:
        """Whether the private notes of whoever keeps the files may be among them."""

    @property
    @abstractmethod
    def is_read(self) -> bool:
        """Whether all of them are in memory already, so that nothing is gained by looking up."""

    @abstractmethod
    def ids(self) -> list[str]:
        """Return their ids."""

    @abstractmethod
    def get(self, event_id: str) -> Event | None:
        """Return the event with this exact id, or None."""

    @abstractmethod
    def linked_from(self, event_id: str) -> list[tuple[Event, Rel]]:
        """Return the events with a link to this one, each with the link's rel."""

    @abstractmethod
    def latest(self) -> Edtf | None:
        """Return the date of the latest that is no deadline still to come."""

    @abstractmethod
    def candidates(self, may: Any) -> Iterable[Event]:
        """Return those that meet a condition (`query.plan.Condition`), and perhaps others."""

    @abstractmethod
    def found(self, possibly: Any, surely: Any) -> "tuple[KeptSome, KeptSome] | None":
        """Return those that a plan (`query.plan.Plan`) means, and those of them that are not meant surely.

        None where the store can't tell without reading the events.
        """

    @abstractmethod
    def number(self, plan: Any) -> int | None:
        """Return how many a plan means; None where the store can't tell without reading the events."""

    @abstractmethod
    def known_words(self) -> set[str] | None:
        """Return the words in their texts (`query.search.known_words`); None where the store does not have them."""

    @abstractmethod
    def each(self, change: Callable[[Event], Event]) -> "KeptEvents":
        """Return the same with something changed in each; not its id, its links, nor what it is found by."""


class KeptSources(Mapping[str, Source]):
    """Sources that lie in a store with what is said of them in notes, so that a list need not make them."""

    @abstractmethod
    def note(self, source_id: str) -> tuple[str, str, str] | None:
        """Return a source as `words.sources.source_note` does; None where the store can't tell."""

    @abstractmethod
    def ranked(self, event: Event) -> list[str] | None:
        """Return the ids of an event's sources as `words.sources.ranked_sources` does; None where the store can't tell.

        It can't of an event as of a day, say, on which some of its sources were still to come.
        """


class KeptSome(Sequence[Event]):
    """Some of the events of a store, which are read as they are gone through: an answer of any length."""

    @abstractmethod
    def outlines(self) -> Iterator[Event]:
        """Yield them with what stands in their first line: id, date, title, and how they stand, by whose word."""

    @abstractmethod
    def widths(self) -> tuple[int, int]:
        """Return the letters of the longest id and of the longest date."""

    @abstractmethod
    def without(self, others: "KeptSome") -> "KeptSome":
        """Return those that are not among others of the same store."""

    @abstractmethod
    def ids(self) -> list[str]:
        """Return their ids."""


class Chronology:
    """Events, in the order they are shown, and the vocabularies that their ids refer to. Never changed: see `replaced`.

    Written by hand, since a start pays 2 ms for a dataclass of so many fields.

    Attributes:
        sourced_until: the last day that the search for sources covered, where the file says so.
        files: the short names of the files that it was read from.
        joined: title, edition and sourced_until of further files.
        selection: what was asked, where this is an answer.
        as_of: the day as of which it is known (`asof`).
        whole: what it is known of, on that day.
        stems: the words of its texts by stem (`query.stems`), where they have been worked out.

    Two that differ in the last two only are equal.
    """

    __slots__ = (
        "_by_id",
        "_called",
        "_inbound",
        "actors",
        "as_of",
        "description",
        "edition",
        "events",
        "files",
        "joined",
        "license",
        "measures",
        "places",
        "selection",
        "sourced_until",
        "sources",
        "stems",
        "themes",
        "title",
        "whole",
    )

    def __init__(  # noqa: PLR0913
        self,
        *,
        title: str,
        edition: date,
        description: str = "",
        license: str = "",  # noqa: A002 - the key of the file
        sourced_until: date | None = None,
        files: tuple[str, ...] = (SHIPPED,),
        joined: tuple[tuple[str, date, date | None], ...] = (),
        actors: Mapping[str, Actor] | None = None,
        themes: Mapping[str, Theme] | None = None,
        places: Mapping[str, Place] | None = None,
        measures: Mapping[str, Measure] | None = None,
        sources: Mapping[str, Source] | None = None,
        events: Sequence[Event] = (),
        selection: Selection | None = None,
        as_of: date | None = None,
        whole: "Chronology | None" = None,
        stems: str | None = None,
    ) -> None:
        self.title = title
        self.edition = edition
        self.description = description
        self.license = license
        self.sourced_until = sourced_until
        self.files = files
        self.joined = joined
        self.actors: Mapping[str, Actor] = actors or {}
        self.themes: Mapping[str, Theme] = themes or {}
        self.places: Mapping[str, Place] = places or {}
        self.measures: Mapping[str, Measure] = measures or {}
        self.sources: Mapping[str, Source] = sources or {}
        self.events = events
        self.selection = selection
        self.as_of = as_of
        self.whole = whole
        self.stems = stems
        self._by_id: dict[str, Event] = {}
        self._called: dict[str, str] | None = None
        self._inbound: dict[str, list[tuple[Event, Rel]]] | None = None

    def fields(self) -> dict[str, Any]:
        """Return the values that it is made of, by name."""
        return {name: getattr(self, name) for name in self.__slots__ if name[0] != "_"}

    def replaced(self, **changes: Any) -> "Chronology":
        """Return a chronology with other values in place of some."""
        return Chronology(**{**self.fields(), **changes})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Chronology):
            return NotImplemented
        apart = {"whole": None, "stems": None}
        return {**self.fields(), **apart} == {**other.fields(), **apart}

    __hash__ = None  # type: ignore[assignment] # its mappings have none

    def __repr__(self) -> str:
        return f"<Chronology {self.title!r}, edition of {self.edition}, {len(self.events)} events>"

    def __len__(self) -> int:
        return len(self.events)

    def get(self, event_id: str) -> Event | None:
        """Return the event with this exact id, or None."""
        if isinstance(self.events, KeptEvents) and not self.events.is_read:
            return self.events.get(event_id)
        if not self._by_id:
            self._by_id.update((event.id, event) for event in reversed(self.events))
        return self._by_id.get(event_id)

    def ids(self) -> list[str]:
        """Return the ids of the events, in their order."""
        if isinstance(self.events, KeptEvents):
            return self.events.ids()
        return [event.id for event in self.events]

    def in_memory(self) -> "Chronology":
        """Return the same with all events read, for what goes through them again and again."""
        if isinstance(self.events, KeptEvents):
            return self.replaced(events=tuple(self.events))
        return self

    def further_file(self, file: str) -> str:
        """Return a file's short name where it is one of several, and another than the one that they add to."""
        if len(self.files) < 2:
            return ""
        return "" if file == (SHIPPED if SHIPPED in self.files else self.files[0]) else file

    @property
    def reach(self) -> date:
        """The last day that is covered: after it, that nothing stands here says nothing.

        Of several files it is the earliest.
        """
        days = [self.sourced_until or self.edition, *(until or edition for _, edition, until in self.joined)]
        return min([*days, self.as_of] if self.as_of else days)

    @property
    def asked_days(self) -> tuple[date | None, date | None]:
        """The first and the last day that was asked for; None where that side was left open."""
        return self.selection.days if self.selection else (None, None)

    @property
    def latest(self) -> Edtf | None:
        """The date of the latest event of the whole chronology, deadlines still to come left out."""
        if self.selection:
            return self.selection.latest
        if isinstance(self.events, KeptEvents):
            return self.events.latest()
        past = [event.date for event in self.events if event.status is not Status.SCHEDULED]
        return max(past, key=anchor, default=None)

    def vocabulary(self, kind: VocabularyKind) -> Mapping[str, Entry]:
        """Return the actors, themes, places or measures."""
        match kind:
            case "actor":
                return self.actors
            case "theme":
                return self.themes
            case "place":
                return self.places
            case "measure":
                return self.measures

    def resolve(self, kind: VocabularyKind, name: str) -> str:
        """Return the id of the entry with this id, name or alias, in any case, width or composition.

        Raises:
            UnknownName: nothing has that name; the nearest ones are offered.
        """
        wanted = fold(name)
        vocabulary = self.vocabulary(kind)
        if wanted in vocabulary:
            return wanted
        for called in (names, identifiers):
            for entry in vocabulary.values():
                if wanted in map(fold, called(entry)):
                    return entry.id
        if len(same := self._spelt_like(vocabulary, name)) == 1:
            return same.pop()
        raise UnknownName(kind, name, suggestions=_suggested(wanted, vocabulary), listed=vocabulary)

    @staticmethod
    def _spelt_like(vocabulary: Mapping[str, Entry], name: str) -> set[str]:
        """Return the ids of the entries with another usual spelling of a name: Kim Yong-bok, Zelenskiy."""
        key = name_key(name)
        if len(key) < _SHORTEST:
            return set()
        return {entry.id for entry in vocabulary.values() if key in map(name_key, (entry.id, *names(entry)))}

    def within(self, kind: Literal["actor", "place"], entry_id: str) -> frozenset[str]:
        """Return the ids of an entry and of all that are part of it, at any depth."""
        children: dict[str, list[str]] = {}
        for entry in self.vocabulary(kind).values():
            if isinstance(entry, Actor | Place) and entry.part_of:
                children.setdefault(entry.part_of, []).append(entry.id)
        found, left = {entry_id}, [entry_id]
        while left:
            new = [child for child in children.get(left.pop(), ()) if child not in found]
            found.update(new)
            left.extend(new)
        return frozenset(found)

    def wholes(self, kind: Literal["actor", "place", "measure"], entry_id: str) -> tuple[str, ...]:
        """Return an entry's id and those of all that it is part of, nearest first; an unknown id stands alone."""
        entries: Mapping[str, Any] = self.vocabulary(kind)
        found = [entry_id]
        while (entry := entries.get(found[-1])) and entry.part_of:
            found.append(entry.part_of)
        return tuple(found)

    def party(self, actor_id: str) -> str:
        """Return the root of an actor's part-of tree: the party that it speaks for."""
        return self.wholes("actor", actor_id)[-1]

    @property
    def is_too_late(self) -> bool:
        """Whether all of the dates asked for lie past the last day that is covered."""
        first = self.asked_days[0]
        return first is not None and first > self.reach

    def actor_called(self, name: str) -> str:
        """Return the id of the actor with this id, name or alias, in any case; nothing where there is none."""
        if self._called is None:
            self._called = {}
            for one in self.actors.values():
                for called in (one.id, *map(fold, names(one))):
                    self._called.setdefault(called, one.id)
        return self._called.get(fold(name), "")

    def members(self, actor_id: str) -> frozenset[str]:
        """Return the parties in whose name a body speaks, and theirs, at any depth; nothing for what has no members."""
        body = self.actors.get(actor_id)
        if body is None or not body.members:
            return frozenset()
        found: set[str] = set()
        left = [body]
        while left:
            new = {self.party(one) for one in left.pop().members} - found
            found |= new
            left += [self.actors[one] for one in new]
        return frozenset(found)

    def parted(self) -> "tuple[Sequence[Event], Sequence[Event]]":
        """Return the events in two: those that lie in the dates asked for, and those that go on from before."""
        going_on = self.selection.going_on if self.selection else frozenset()
        if not going_on:
            return self.events, ()
        return (
            tuple(event for event in self.events if event.id not in going_on),
            tuple(event for event in self.events if event.id in going_on),
        )

    def where(self, keep: Callable[[Event], object]) -> "Chronology":
        """Return the chronology with only the events that ``keep`` accepts."""
        return self.replaced(events=tuple(filter(keep, self.events)))

    def linked_from(self, event_id: str) -> list[tuple[Event, Rel]]:
        """Return the events with a link to this one, each with the link's rel."""
        if isinstance(self.events, KeptEvents) and not self.events.is_read:
            return self.events.linked_from(event_id)
        if self._inbound is None:
            self._inbound = {}
            for event in self.events:
                for link in event.links:
                    self._inbound.setdefault(link.to, []).append((event, link.rel))
        return self._inbound.get(event_id, [])


class Sayings(NamedTuple):
    """Claims that answer a question.

    ``answer`` has the events that they are of, in their order; its selection counts claims: ``total`` of all events,
    ``matched`` before only so many were taken.
    """

    answer: Chronology
    rows: tuple[Saying, ...]


def every_saying(chronology: Chronology) -> Sayings:
    """Return all claims of a chronology's events, in their order."""
    rows = [Saying(event, claim, place) for event in chronology.events for place, claim in enumerate(event.claims)]
    return Sayings(chronology, tuple(rows))


def names(entry: Entry) -> tuple[str, ...]:
    """Return an entry's name and aliases."""
    return (entry.name, *entry.aliases)


def identifiers(entry: Entry) -> tuple[str, ...]:
    """Return the numbers that an entry has elsewhere, as they are typed: Q423; 9187629 or IMO 9187629."""
    found = [entry.same_as] if isinstance(entry, Actor | Place) and entry.same_as else []
    if isinstance(entry, Actor):
        for list_, number in (("IMO", entry.imo), ("OFAC", entry.ofac)):
            found += [number, f"{list_} {number}"] if number else []
    return tuple(found)


def _suggested(wanted: str, vocabulary: Mapping[str, Entry]) -> list[str]:
    """Return ids of entries with a name that has the wanted word in it, or else is spelt most like it."""
    by_name = {fold(one): entry.id for entry in vocabulary.values() for one in (*names(entry), entry.id)}
    by_word = [entry_id for name, entry_id in by_name.items() if wanted in name.split()]
    close = by_word or [by_name[name] for name in nearest(wanted, by_name, limit=6)]
    return list(dict.fromkeys(close))[:4]


def with_texts(chronology: Chronology, change: Callable[[str], str]) -> Chronology:
    """Return a chronology with every text changed: of all fields, at any depth; dates stay."""

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return change(value) if type(value) is str else value  # words of closed sets are texts as well
        if isinstance(value, Mapping):
            return {key: changed(one) for key, one in value.items()}
        if isinstance(value, tuple) and not isinstance(value, Edtf):
            parts = [changed(one) for one in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        return value

    return chronology.replaced(**{name: changed(value) for name, value in chronology.fields().items()})


def outlines(events: Sequence[Event]) -> Iterable[Event]:
    """Return events with what stands in their first line at least, where reading the rest takes long."""
    return events.outlines() if isinstance(events, KeptSome) else events


def widths(events: Sequence[Event]) -> tuple[int, int]:
    """Return the letters of the longest id and of the longest date."""
    if isinstance(events, KeptSome):
        return events.widths()
    ids = max((len(event.id) for event in events), default=0)
    return ids, max((len(str(event.date)) for event in events), default=0)


def without_query(chronology: Chronology) -> Chronology:
    """Return an answer that does not say what was asked."""
    if chronology.selection is None:
        return chronology
    return chronology.replaced(selection=chronology.selection._replace(query="", asked=""))


def without_notes(chronology: Chronology) -> Chronology:
    """Return a chronology without the private notes of whoever keeps its files."""
    if isinstance(chronology.events, KeptEvents):
        if not chronology.events.has_notes:
            return chronology
        return chronology.replaced(events=chronology.events.each(lambda event: event._replace(note="")))
    if isinstance(chronology.events, KeptSome) or not any(event.note for event in chronology.events):
        return chronology
    return chronology.replaced(events=tuple(event._replace(note="") for event in chronology.events))


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in the order of every view: by date (`edtf.order`), then what follows what, then as they are given.

    They are to be given in the order of their file, files in the order in which they are joined.
    """
    ordered = sorted(((order(event.date), event) for event in events), key=itemgetter(0))
    if not any(one[0] == other[0] and other[1].links for one, other in pairwise(ordered)):
        return tuple(event for _, event in ordered)
    found: list[Event] = []
    for _, group in groupby(ordered, key=itemgetter(0)):
        found += _followed([event for _, event in group])
    return tuple(found)


def _followed(same: list[Event]) -> list[Event]:
    """Return events of one date, each after those of them that it follows; a circle stays as it is given."""
    ids = {event.id for event in same}
    after = {one.id: {link.to for link in one.links if link.rel is Rel.FOLLOWS} & ids - {one.id} for one in same}
    if not any(after.values()):
        return same
    by_id = {one.id: one for one in same}
    found: dict[str, Event] = {}
    for event in same:
        waiting = [event.id]
        reached = {event.id}
        while waiting:
            before = [one for one in after[waiting[-1]] if one not in found and one not in reached]
            if before:
                reached.update(before)
                waiting += sorted(before, reverse=True)
            else:
                found.setdefault(one := waiting.pop(), by_id[one])
    return list(found.values())
