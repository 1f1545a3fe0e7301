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
    """How sure it is that an event happened, of a saying that it was said, most sure first; `status` works it out."""

    CONFIRMED = "confirmed"
    SAID = "said"
    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    ASSESSED = "assessed"
    WITHDRAWN = "withdrawn"
    SCHEDULED = "scheduled"

    @property
    def is_settled(self) -> bool:
        """Whether a record or the doers' own word settles it: that it happened, or of a saying that it was said."""
        return self in (Status.CONFIRMED, Status.SAID)

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody must be named who says so, since it rests on a word or a judgement."""
        return self in (Status.CLAIMED, Status.DISPUTED, Status.ASSESSED, Status.WITHDRAWN)


class EventKind(StrEnum):
    """What kind of thing happened on the date."""

    EVENT = "event"
    DEADLINE = "deadline"
    STATEMENT = "statement"
    REPORT = "report"
    ASSESSMENT = "assessment"


class Stance(StrEnum):
    """What a claim says of whether the event happened.

    ``declines`` is to say neither; ``withdraws`` takes earlier words back without saying the contrary.
    """

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DECLINES = "declines"
    ASSESSES = "assesses"
    WITHDRAWS = "withdraws"


# What says that it happened, and what says or thinks so.
HOLDS = (Stance.ASSERTS, Stance.CONFIRMS)
AFFIRMS = (*HOLDS, Stance.ASSESSES)


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
    BEARS_OUT = "bears-out"


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    ORGANIZATION = "organization"
    PERSON = "person"
    FORCE = "force"
    MEDIA = "media"
    VESSEL = "vessel"


class SourceKind(StrEnum):
    """What a source is."""

    OFFICIAL = "official"
    UN_DOCUMENT = "un-document"
    TREATY_TEXT = "treaty-text"
    NEWS = "news"
    THINK_TANK = "think-tank"
    NGO = "ngo"
    DATA = "data"


# Closed sets of words that nothing is asked of but which one it is; as texts they cost a start nothing.
BASES = (
    "own-act",
    "document",
    "imagery",
    "intercept",
    "debris",
    "prisoner",
    "witness",
    "state-media",
    "unnamed-officials",
    "member-state",
    "not-stated",
)
FORMS = (
    "meeting",
    "visit",
    "call",
    "letter",
    "statement",
    "vote",
    "resolution",
    "listing",
    "treaty",
    "shipment",
    "deployment",
    "strike",
    "exchange",
    "agreement",
    "report",
    "ceremony",
    "test",
    "death",
    "capture",
    "decision",
    "proposal",
    "service",
    "expiry",
    "gift",
    "war",
)
SEEN = ("page", "excerpt", "headline")
# Begins a text that a person has still to write.
TODO = "TODO"
# Begins a line of an event's note that says what was looked for in vain, and where, parted by a semicolon.
NOT_FOUND = "Not found:"
COUNTS = ("cumulative", "at-the-time", "per-event", "per-year", "planned", "in-part")
SETTLED = ("record", "all", "some", "one")
# The short name of the event file that ships; of another it is its name without folder and ending.
SHIPPED = "builtin"


class Office(NamedTuple):
    """What a person was, from when to when; without ``until`` to this day."""

    title: str
    since: Edtf
    until: Edtf | None = None


class Actor(NamedTuple):
    """Who acts or speaks: a state, an organization, a person, a force, a medium, a ship.

    ``members`` are those whose word a body's is as well. ``same_as`` is an item of Wikidata, ``imo`` the number of a
    ship, ``ofac`` that of an entry in the lists of the US Treasury.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    role: str = ""
    members: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    same_as: str = ""
    imo: str = ""
    ofac: str = ""


class Finding(NamedTuple):
    """What a file's author finds of a theme, in a sentence, and the day on which it was written."""

    text: str
    date: dt.date


class Theme(NamedTuple):
    """What events are about."""

    id: str
    name: str
    description: str
    aliases: tuple[str, ...] = ()
    finding: Finding | None = None


class Measure(NamedTuple):
    """What is counted: people killed, containers shipped.

    ``unit`` is what the numbers count, ``counts`` over what time, one of `COUNTS`. ``part_of`` is a wider measure that
    holds all of this: those killed and wounded, of those killed.
    """

    id: str
    name: str
    unit: str
    counts: str
    description: str
    aliases: tuple[str, ...] = ()
    part_of: str = ""


class Place(NamedTuple):
    """Where events happen; ``coordinates`` are latitude and longitude in degrees, WGS 84, ``same_as`` as an actor's."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    coordinates: tuple[float, float] | None = None
    same_as: str = ""


class Source(NamedTuple):
    """Where it says so. ``title`` is empty when the page's own could not be seen.

    ``symbol`` names a document, such as S/2024/215; what it says counts no more from ``retracted`` on; ``seen`` is how
    much of it was seen (`SEEN`), empty where that is not said.
    """

    id: str
    publisher: str
    kind: SourceKind
    title: str = ""
    date: Edtf | None = None
    url: str = ""
    language: str = ""
    accessed: dt.date | None = None
    archive: str = ""
    symbol: str = ""
    retracted: dt.date | None = None
    seen: str = ""

    @property
    def origin(self) -> str:
        """Whose text it is: of "Reuters via The Japan News", Reuters."""
        return self.publisher.partition(" via ")[0]


class Figure(NamedTuple):
    """How many a claim says there are of what a measure counts.

    ``amount`` is in the notation of `amount`, in its normal form; ``words`` are printed in its place where it was said
    in words: "several hundred". ``why`` is why the number is doubtful.
    """

    measure: str
    amount: str
    words: str = ""
    why: str = ""


class Claim(NamedTuple):
    """Who says what about whether the event happened, when, and where that stands.

    ``source`` is empty where it is left out, since it spoke after the day that is asked about (`asof`). ``via`` is
    whose words the speaker passes on; ``basis`` what the speaker goes by, one of `BASES`. ``amounts`` are the numbers
    in what is said, and ``amounts_as_of`` the time that they speak of, where that is another than the day of saying.
    ``file`` is the one that it stands in, where that is another than its event's.
    """

    by: str
    stance: Stance
    says: str
    date: Edtf
    source: str
    locator: str = ""
    via: str = ""
    basis: str = ""
    amounts: tuple[Figure, ...] = ()
    amounts_as_of: Edtf | None = None
    file: str = ""


class Link(NamedTuple):
    """How an event stands to the event ``to``."""

    rel: Rel
    to: str


class KnownAs(NamedTuple):
    """A title that tells no more than could be known up to a day."""

    title: str
    until: dt.date


class Correction(NamedTuple):
    """What an entry said before a day, and why it was changed."""

    day: dt.date
    was: str
    why: str


class Event(NamedTuple):
    """One dated, sourced entry of a chronology.

    ``summary`` is empty where it is left out, since it rests on sources after the day asked about (`asof`).
    ``places`` are where it happened, ``about_places`` what it speaks of. ``form`` is the kind of act, one of `FORMS`.
    ``note`` is for whoever keeps the file, and is shown to nobody else unless that is asked for. ``file`` is the short
    name of the file that it stands in.
    ``status``, ``voices`` and what begins with ``settled`` or ``denied`` are worked out (`status.Standing`).
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
    about_places: tuple[str, ...] = ()
    form: str = ""
    known_as: tuple[KnownAs, ...] = ()
    corrections: tuple[Correction, ...] = ()
    note: str = ""
    file: str = SHIPPED
    settled: str = ""
    settled_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    denied_on: Edtf | None = None
    voices: int = 0

    @property
    def is_saying(self) -> bool:
        """Whether it is that something was said or published: then it may be `Status.SAID`, and is never confirmed."""
        return self.kind in (EventKind.STATEMENT, EventKind.REPORT, EventKind.ASSESSMENT)

    @property
    def involved(self) -> tuple[str, ...]:
        """Who takes part in it or speaks of it: the actors, then those who only make a claim."""
        return tuple(dict.fromkeys((*self.actors, *(claim.by for claim in self.claims))))

    @property
    def not_found(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """What its note says was looked for in vain, and where: ``record``, or the ids of parties that have no word."""
        found = []
        for line in self.note.splitlines():
            what, _, where = line.removeprefix(NOT_FOUND).partition(";")
            if line.startswith(NOT_FOUND) and where.strip():
                found.append((tuple(one.strip() for one in what.split(",")), where.strip()))
        return tuple(found)

    @property
    def all_sources(self) -> tuple[str, ...]:
        """The event's sources, then those that only its claims name."""
        return tuple(dict.fromkeys((*self.sources, *(claim.source for claim in self.claims if claim.source))))
