"""What an event file holds, as frozen values: events, claims, links, sources and vocabularies.

Field names and closed sets are those of the file (``docs/event-file.md``). Ids stand for
other entries; `chronology` resolves them. Nothing here reads, checks or prints.

Named tuples, not dataclasses: a start pays for each class, 0.1 ms against 0.45.
"""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from dprkru_timeline.edtf import Edtf


class Status(StrEnum):
    """How sure it is that an event happened, most sure first; `status` works it out."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    ASSESSED = "assessed"
    SCHEDULED = "scheduled"

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody must be named who says so, since it rests on a word or a judgement."""
        return self in (Status.CLAIMED, Status.DISPUTED, Status.ASSESSED)


class EventKind(StrEnum):
    """What kind of thing happened on the date."""

    EVENT = "event"
    DEADLINE = "deadline"
    STATEMENT = "statement"
    REPORT = "report"
    ASSESSMENT = "assessment"


class Stance(StrEnum):
    """What a claim says of whether the event happened; ``declines`` is to do neither."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DECLINES = "declines"
    ASSESSES = "assesses"


class Rel(StrEnum):
    """How an event stands to another."""

    FOLLOWS = "follows"
    RESPONDS_TO = "responds-to"
    VIOLATES = "violates"
    FULFILS = "fulfils"
    EXTENDS = "extends"
    PART_OF = "part-of"
    DISPUTES = "disputes"
    CITES = "cites"


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    ORGANIZATION = "organization"
    PERSON = "person"
    FORCE = "force"
    MEDIA = "media"


class SourceKind(StrEnum):
    """What a source is."""

    OFFICIAL = "official"
    UN_DOCUMENT = "un-document"
    TREATY_TEXT = "treaty-text"
    NEWS = "news"
    THINK_TANK = "think-tank"
    NGO = "ngo"
    DATA = "data"


class Actor(NamedTuple):
    """Who acts or speaks: a state, an organization, a person, a force, a medium."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    role: str = ""


class Theme(NamedTuple):
    """What events are about."""

    id: str
    name: str
    description: str
    aliases: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where events happen; ``coordinates`` are latitude and longitude in degrees, WGS 84."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    coordinates: tuple[float, float] | None = None


class Source(NamedTuple):
    """Where it says so. ``title`` is empty when the page's own could not be seen."""

    id: str
    publisher: str
    kind: SourceKind
    title: str = ""
    date: Edtf | None = None
    url: str = ""
    language: str = ""
    accessed: dt.date | None = None
    archive: str = ""

    @property
    def origin(self) -> str:
        """Whose text it is: of "Reuters via The Japan News", Reuters."""
        return self.publisher.partition(" via ")[0]


class Claim(NamedTuple):
    """Who says what about whether the event happened, when, and where that stands.

    ``source`` is empty where it is left out, since it spoke after the day that is asked about (`asof`).
    """

    by: str
    stance: Stance
    says: str
    date: Edtf
    source: str
    locator: str = ""


class Link(NamedTuple):
    """How an event stands to the event ``to``."""

    rel: Rel
    to: str


class Event(NamedTuple):
    """One dated, sourced entry of a chronology.

    ``summary`` is empty where it is left out, since it rests on sources after the day asked about (`asof`).
    """

    id: str
    date: Edtf
    title: str
    summary: str
    kind: EventKind
    actors: tuple[str, ...]
    status: Status
    sources: tuple[str, ...]
    date_basis: str = ""
    key: bool = False
    doers: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    record: str = ""
    verified: dt.date | None = None
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def is_saying(self) -> bool:
        """Whether it is that something was said or published; if confirmed, that it was said, not what was said."""
        return self.kind in (EventKind.STATEMENT, EventKind.REPORT, EventKind.ASSESSMENT)

    @property
    def is_only_said(self) -> bool:
        """Whether all that is confirmed is that it was said or published."""
        return self.is_saying and self.status is Status.CONFIRMED

    @property
    def all_sources(self) -> tuple[str, ...]:
        """The event's sources, then those that only its claims name."""
        return tuple(dict.fromkeys((*self.sources, *(claim.source for claim in self.claims if claim.source))))
