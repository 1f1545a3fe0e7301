"""A query as a value: frozen terms, one tree, the same from options and from words.

    query   = either
    either  = every ("or" every)*                any of them holds
    every   = term (["and"] term)*               all of them hold
    term    = "(" either ")"
            | ("not:" | "not" | "-") term        "-" only before FIELD: and "("
            | FIELD ":" value ("," value)*       any value holds; * in a name stands for any letters
            | DATE                               words that read as a date: `dates`
            | WORD | '"' PHRASE '"'              text
    setting = SETTING ":" value                  of the query as a whole, in no bracket

A bracket opens before a word and closes after one; within a word it is text, as is everything in
quotes. ``FIELDS`` and ``SETTINGS`` list the fields. A date holds of an event surely when it holds on every
day that the event's date may mean, possibly when on some: brackets, ``or`` and ``not:`` included.
``str(query)`` is the normal form that headers show; typed back, it gives the same query.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf, Precision
from dprkru_timeline.errors import TimelineError
from dprkru_timeline.model import Event, Stance

Has = Callable[[Event, Chronology], Iterable[str]]  # what an event has of a field: ids, or words of a closed set


class Field(NamedTuple):
    """A field that a term may ask for: what it takes, an example value, what it means, and what an event has of it.

    ``said`` is how a reader is told what was asked for, with the values in place of ``{}``; one that has words of its
    own for a value holds them in ``words``.

    Fields of dates and settings have no ``of``: `select` asks them of days, and of the answer as a whole. One that is
    ``only`` holds where all that an event has is among what is asked for, and it has something. Where claims are asked
    for, dates and what is ``of_claim`` are asked of each claim, all else of its event.
    """

    name: str
    takes: str  # a vocabulary (actor, theme, place, measure, source), id, date, yes, number, or a closed set's name
    example: str
    about: str
    of: Has = lambda _, __: ()
    only: bool = False
    of_claim: bool = False
    said: str = "{}"
    words: Mapping[str, str] = {}


def _sayers(event: Event, chronology: Chronology) -> Iterable[str]:
    """Return those on whose words alone it rests; nothing of what a record shows."""
    from dprkru_timeline.status import sayers  # no start needs it

    return sayers(chronology, event)


def _speaking(stance: Stance) -> Has:
    """Return what gives those who make a claim of a stance."""
    return lambda event, _: [claim.by for claim in event.claims if claim.stance is stance]


MISSING = (
    "claims",
    "theme",
    "place",
    "date_basis",
    "title",
    "record",
    "doers",
    "links",
    "verified",
    "form",
    "corrections",
)


def _missing(event: Event, chronology: Chronology) -> Iterable[str]:
    """Return what an event has none of; ``title``: a source of it has none."""
    has = {
        "theme": event.themes,
        "place": event.places,
        "title": all(chronology.sources[source].title for source in event.all_sources),
    }
    return [what for what in MISSING if not (has[what] if what in has else getattr(event, what))]


PRECISIONS = (
    "day",
    "month",
    "season",
    "year",
)  # a quarter, third or half counts as a season, what is coarser as a year


def _precision(event: Event) -> str:
    found = event.date.precision
    if found in (Precision.DAY, Precision.MONTH):
        return found.value
    return "season" if found in (Precision.SEASON, Precision.QUARTER, Precision.THIRD, Precision.HALF) else "year"


def _links(event: Event, chronology: Chronology) -> Iterable[str]:
    """Return how it links to others, and others to it; "none" where nothing does."""
    found = [link.rel.value for link in event.links] + [rel.value for _, rel in chronology.linked_from(event.id)]
    return found or ("none",)


_ROWS = (
    Field(
        "actor",
        "actor",
        "dprk",
        "takes part in it or speaks of it; with all that belong to it",
        lambda event, _: event.involved,
        said="{} takes part or speaks",
    ),
    Field(
        "takes-part",
        "actor",
        "dprk",
        "takes part in it, whoever speaks of it",
        lambda event, _: event.actors,
        said="{} takes part",
    ),
    Field("theme", "theme", "labor", "is about it", lambda event, _: event.themes, said="on {}"),
    Field(
        "place",
        "place",
        "kursk",
        "happens there, or speaks of it; with all places in it",
        lambda event, _: (*event.places, *event.about_places),
        said="in or about {}",
    ),
    Field(
        "at",
        "place",
        "russia-territory",
        "happens there, whatever it speaks of",
        lambda event, _: event.places,
        said="in {}",
    ),
    Field("status", "status", "claimed", "how sure it is", lambda event, _: (event.status.value,)),
    Field(
        "settled",
        "settled",
        "one",
        "by a record, or by the word of all, some or one of those who act",
        lambda event, _: (event.settled,),
        said="settled by {}",
        words={
            "record": "a public record",
            "all": "the word of all who act",
            "some": "the word of some who act",
            "one": "the word of one party",
        },
    ),
    Field(
        "only",
        "actor",
        "south-korea",
        "nobody else says so: no record, no other who asserts, confirms or assesses it",
        _sayers,
        only=True,
        said="only {} says so",
    ),
    Field(
        "denied",
        "yes",
        "yes",
        "somebody's latest word is a denial, or nobody's",
        lambda event, _: ("yes" if event.denied_by else "no",),
        words={"yes": "denied", "no": "not denied"},
    ),
    Field(
        "kind",
        "kind",
        "deadline",
        "what kind of thing it is",
        lambda event, _: (event.kind.value,),
        said="of the kind {}",
    ),
    Field("form", "form", "meeting", "what kind of act it is", lambda event, _: (event.form,), said="of the form {}"),
    Field(
        "precision",
        "precision",
        "month",
        "how fine its date is",
        lambda event, _: (_precision(event),),
        said="dated to the {}",
    ),
    Field(
        "source",
        "source",
        "reuters",
        "a publisher, or a source's id",
        lambda event, _: event.all_sources,
        of_claim=True,
        said="sourced to {}",
    ),
    Field("since", "date", "2024-06", "from that date on", said="since {}"),
    Field("until", "date", "2024-06", "up to the end of that date", said="until {}"),
    Field("on", "date", "2024-06", "in that date: a day, month, season, year or span", said="in {}"),
    Field(
        "key",
        "yes",
        "yes",
        "a headline event, or not",
        lambda event, _: ("yes" if event.key else "no",),
        words={"yes": "headline events", "no": "no headline events"},
    ),
    Field(
        "by",
        "actor",
        "nis",
        "someone makes a claim about it",
        lambda event, _: [claim.by for claim in event.claims],
        of_claim=True,
        said="{} speaks of it",
    ),
    Field(
        "stance",
        "stance",
        "denies",
        "a claim about it has this stance",
        lambda event, _: [claim.stance.value for claim in event.claims],
        of_claim=True,
        said="someone {}",
        words={
            "asserts": "asserts it",
            "confirms": "confirms it",
            "denies": "denies it",
            "declines": "neither confirms nor denies it",
            "assesses": "assesses it",
            "withdraws": "takes it back",
        },
    ),
    Field(
        "basis",
        "basis",
        "imagery",
        "a claim about it goes by this",
        lambda event, _: [claim.basis for claim in event.claims],
        of_claim=True,
        said="by {}",
    ),
    Field(
        "figure",
        "measure",
        "killed=1000..",
        "a claim about it gives a number of this; after = which, as amounts are written",
        lambda event, _: [figure.measure for claim in event.claims for figure in claim.amounts],
        of_claim=True,
        said="with a number of {}",
    ),
    Field(
        "asserts", "actor", "nis", "someone asserts it", _speaking(Stance.ASSERTS), of_claim=True, said="{} asserts it"
    ),
    Field(
        "confirms",
        "actor",
        "russia",
        "someone confirms it",
        _speaking(Stance.CONFIRMS),
        of_claim=True,
        said="{} confirms it",
    ),
    Field(
        "denies", "actor", "kremlin", "someone denies it", _speaking(Stance.DENIES), of_claim=True, said="{} denies it"
    ),
    Field(
        "declines",
        "actor",
        "putin",
        "someone neither confirms nor denies it",
        _speaking(Stance.DECLINES),
        of_claim=True,
        said="{} neither confirms nor denies it",
    ),
    Field(
        "assesses",
        "actor",
        "isw",
        "someone assesses it",
        _speaking(Stance.ASSESSES),
        of_claim=True,
        said="{} assesses it",
    ),
    Field(
        "withdraws",
        "actor",
        "nis",
        "someone takes back what it said",
        _speaking(Stance.WITHDRAWS),
        of_claim=True,
        said="{} takes it back",
    ),
    Field(
        "doer",
        "actor",
        "dprk",
        "someone who did it, so that their own word settles it",
        lambda event, _: event.doers,
        said="done by {}",
    ),
    Field(
        "links",
        "links",
        "none",
        "it links to another event so, or another to it; or none does",
        _links,
        said="linked: {}",
        words={"none": "to no other"},
    ),
    Field(
        "file",
        "file",
        "mine",
        "it stands in that event file, or a claim of it does; builtin: the one that ships",
        lambda event, _: (event.file, *(claim.file for claim in event.claims if claim.file)),
        said="in the file {}",
    ),
    Field("id", "id", "pow-*", "the event's id", lambda event, _: (event.id,), said="the event {}"),
    Field(
        "missing",
        "missing",
        "claims",
        "it has none of these; title: a source of it has no title",
        _missing,
        said="without {}",
        words={
            "date_basis": "a basis of the date",
            "title": "a title of a source",
            "record": "a public record",
            "verified": "a check",
            "form": "a form of act",
        },
    ),
)
FIELDS = {row.name: row for row in _ROWS}
DATE_FIELDS = ("since", "until", "on")
ONCE_FIELDS = (
    "status",
    "settled",
    "denied",
    "kind",
    "form",
    "precision",
    *DATE_FIELDS,
    "key",
)  # an event has one of each

SETTINGS = {
    row.name: row
    for row in (
        Field("as-of", "date", "2024-10-12", "as it could be known on that day"),
        Field("certain", "yes", "yes", "only what surely lies in the dates asked for"),
        Field("exact", "yes", "yes", "an actor or place without what belongs to it"),
        Field("limit", "number", "5", "the first so many, in the order shown"),
        Field("last", "number", "5", "the newest so many, in time order"),
        Field("reverse", "yes", "yes", "newest first"),
    )
}
# What other programs call the fields.
OTHER_FIELDS = {
    **dict.fromkeys(("from", "start"), "since"),
    **dict.fromkeys(("to", "end", "till"), "until"),
    **dict.fromkeys(("date", "year", "month", "day", "when", "in", "during"), "on"),
    **dict.fromkeys(("person", "people", "country", "state", "who", "party", "org"), "actor"),
    **dict.fromkeys(("location", "where", "city", "region"), "place"),
    **dict.fromkeys(("tag", "topic", "category", "subject"), "theme"),
    **dict.fromkeys(("publisher", "outlet", "media", "url"), "source"),
    **dict.fromkeys(("measure", "number", "numbers", "amount", "count", "figures"), "figure"),
    **dict.fromkeys(("speaker", "says", "said", "said-by"), "by"),
    **dict.fromkeys(("type",), "kind"),
    **dict.fromkeys(("confidence", "certainty"), "status"),
    **dict.fromkeys(("asof", "known"), "as-of"),
}
OPERATORS = ("or", "and", "not")


class Typed(str):
    """A value, and where it was typed: from ``start`` to ``end`` of ``text``. It is equal to the plain text."""

    __slots__ = ("end", "start", "text")
    text: str
    start: int
    end: int

    @classmethod
    def at(cls, value: str, text: str, start: int, end: int) -> "Typed":
        """Return a value that stands in ``text`` from ``start`` to ``end``."""
        typed = cls(value)
        typed.text, typed.start, typed.end = text, start, end
        return typed

    def blame(self, error: TimelineError) -> None:
        """Show in an error where the value was typed."""
        error.mark(self.text, self.start, self.end)


class Is(NamedTuple):
    """A field has one of these values: ids, words of a closed set, patterns, or names not resolved yet."""

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}:{','.join(map(quoted, self.values))}"


class When(NamedTuple):
    """The date lies from (``since``), up to (``until``) or in (``on``) a date."""

    field: str
    date: Edtf

    def __str__(self) -> str:
        from dprkru_timeline.edtf.wording import typed

        return f"{self.field}:{quoted(typed(self.date))}"


class BareYear(When):
    """A year typed as a word, which a text may name as well; equal to the same date asked for as ``on``."""

    __slots__ = ()


class Text(NamedTuple):
    """A word, or the words of a phrase, stand in the event's text; ``exact`` without other words of the same stem."""

    words: str
    exact: bool = False

    def __str__(self) -> str:
        plain = self.words
        return quoted(plain, always=self.exact or ":" in plain or plain[0] == "-" or plain.lower() in OPERATORS)


class Phrase(Text):
    """The words of one argument with spaces, taken for a phrase though nobody typed quotes; equal to the same text."""

    __slots__ = ()


class Not(NamedTuple):
    """The term does not hold."""

    term: "Term"

    def __str__(self) -> str:
        return f"not:{_bracketed(self.term)}"


class Group(NamedTuple):
    """All of two or more terms hold (``and``), or any of them (``or``).

    One class with a word in it, since named tuples of two classes are equal when their fields are.
    """

    joint: str
    terms: "tuple[Term, ...]"

    def __str__(self) -> str:
        if self.joint == "or":
            return " or ".join(map(str, self.terms))
        return " ".join(f"({term})" if is_either(term) else str(term) for term in self.terms)


class Loose(Group):
    """Of what is joined by ``or``, without brackets: only some has a date or a field beside it, and all may be meant.

    Equal to the same group in brackets.
    """

    __slots__ = ()


Term = Is | When | Text | Not | Group


class Query(NamedTuple):
    """Which events are asked for, and how many of them in which order."""

    terms: tuple[Term, ...] = ()  # all must hold
    certain: bool = False  # only events that surely match the dates
    exact: bool = False  # an actor or place without those that are part of it
    limit: int | None = None  # the first so many, in the order shown
    last: int | None = None  # the newest so many, in time order
    reverse: bool = False
    as_of: date | None = None  # as it could be known on this day

    def __str__(self) -> str:
        settings = [
            f"{name}:{'yes' if value is True else value}"
            for name, value in (
                ("as-of", self.as_of),
                ("certain", self.certain),
                ("exact", self.exact),
                ("last", self.last),
                ("reverse", self.reverse),
                ("limit", self.limit),
            )
            if value
        ]
        alone = len(self.terms) == 1 and not settings
        terms = [str(term) if alone or not is_either(term) else f"({term})" for term in self.terms]
        return " ".join([*terms, *settings])

    @property
    def may_mean_more(self) -> bool:
        """Whether it has a bare year, a phrase that nobody put in quotes, or an ``or`` without brackets."""
        return any(isinstance(term, Loose) for term in self.terms) or any(
            isinstance(leaf, BareYear | Phrase) for leaf in leaves(self.terms)
        )

    def __bool__(self) -> bool:
        return tuple(self) != tuple(Query())


def joined(joint: str, terms: Iterable[Term]) -> Term:
    """Return the one term that holds when all (``and``) or any (``or``) of one or more terms hold."""
    flat: dict[Term, None] = {}
    for term in terms:
        same = isinstance(term, Group) and term.joint == joint
        flat.update(dict.fromkeys(term.terms if isinstance(term, Group) and same else (term,)))
    found = tuple(flat)
    return found[0] if len(found) == 1 else Group(joint, found)


def is_either(term: Term) -> bool:
    """Tell whether the term is a group of which any holds."""
    return isinstance(term, Group) and term.joint == "or"


def negated(term: Term) -> Term:
    """Return the term that holds when ``term`` does not."""
    return term.term if isinstance(term, Not) else Not(term)


def leaves(terms: Iterable[Term], *, also_negated: bool = True) -> Iterator[Is | When | Text]:
    """Yield the terms that hold no others, in order."""
    for term in terms:
        match term:
            case Not():
                if also_negated:
                    yield from leaves((term.term,))
            case Group():
                yield from leaves(term.terms, also_negated=also_negated)
            case _:
                yield term


def quoted(word: str, *, always: bool = False) -> str:
    """Return ``word`` as it is typed: in quotes where it has a space, a comma or a bracket."""
    return f'"{word}"' if always or re.search(r'[\s,"()]', word) else word


def _bracketed(term: Term) -> str:
    return f"({term})" if isinstance(term, Group) else str(term)
