"""Asking: which event files, which question, and what a reader must know of the answer.

A notebook, an assistant's server and the command line ask in this one way. Nothing here reads a stream or the
environment, and nothing prints: whoever asks says which files, what today is, and where the notes go.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Any, NamedTuple

from dprkru_timeline.errors import UnknownName, UsageError
from dprkru_timeline.text import fold, matches, shortened

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology, Sayings
    from dprkru_timeline.model import Event
    from dprkru_timeline.query.expr import Query
    from dprkru_timeline.store.find import Named


class Question(NamedTuple):
    """A query as it was typed: words, the values of options by field, and settings by the names in `Query`."""

    words: tuple[str, ...] = ()
    options: Mapping[str, Sequence[str]] = {}
    settings: Mapping[str, Any] = {}

    def query(self, today: date) -> "Query":
        """Read words and options as one query.

        Raises:
            UsageError: something in it is not known or not possible; the place is marked.
        """
        from dprkru_timeline.query.parse import build_query, read_day

        settings = dict(self.settings)
        if settings.get("as_of") is not None:
            settings["as_of"] = read_day(settings["as_of"], today, "--as-of")
        for name, option in (("limit", "-n"), ("last", "--last")):
            number = settings.get(name)
            if number is not None and number < 1:
                raise UsageError(f"{option} {number} is no number of events", f"write {option} 5, or leave it out")
        if not self.words:
            return build_query(self.options, "", today, settings)
        from dprkru_timeline.query.words import phrases, query_text

        return build_query(self.options, query_text(self.words, today), today, settings, phrases(self.words, today))


class Answer(NamedTuple):
    """What a question found, and what a reader must know of it: what lies past the edition, why nothing is found."""

    chronology: "Chronology"
    notes: tuple[str, ...] = ()

    @property
    def events(self) -> "tuple[Event, ...]":
        """The events, in the order that was asked for."""
        return tuple(self.chronology.events)

    @property
    def query(self) -> str:
        """The question in its normal form: typed back, it finds the same."""
        return self.chronology.selection.query if self.chronology.selection else ""


def ask(query: str = "", *, files: "Named | Sequence[Named] | None" = None, today: date | None = None) -> Answer:
    """Ask event files a question, such as ``actor:dprk theme:labor since:2024``.

    Args:
        query: words, phrases and fields, as ``timeline show`` takes them.
        files: a path of an event file, ``builtin`` or an `EventFile`, or several, which are joined. None: the one that
            ships.
        today: the day that relative dates count from; the real one when left out.

    Raises:
        UsageError: something in the query is not known or not possible; `UnknownName` for a name.
        UnreadableFile: a file is missing or can't be read.
        InvalidFile: a file has problems; all of them are in it.
    """
    from dprkru_timeline.index.opened import opened
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.store.find import EventFile

    named = [files] if isinstance(files, str | PathLike | EventFile) else files or ()
    day = today or date.today()  # noqa: DTZ011 - a person's own day
    day = date(day.year, day.month, day.day)
    query_ = parse_query(query, today=day)
    notes: list[str] = []
    answer = answered(opened(*named, told=notes.append, today=day), query_)
    return Answer(answer.chronology, (*notes, *answer.notes))


def answered(
    whole: "Chronology", query: "Query", *, in_time_order: bool = False, command: str = "timeline show"
) -> Answer:
    """Ask a chronology that was read already; for a file, ``in_time_order`` whatever order was asked for.

    ``command`` is what asks, where a note says how to ask otherwise.

    Raises:
        UnknownName: the query names something that is not there.
    """
    from dprkru_timeline.query.select import in_time, select
    from dprkru_timeline.words.head import beyond_text

    try:
        answer = select(whole, query)
    except UnknownName as error:
        from dprkru_timeline.query.hints import shell_words, word_for_name

        if other := word_for_name(whole, query, error):
            error.say_also(f"{other.about}: {command} {shell_words(other.query)}")
        raise
    if in_time_order and query.reverse:
        answer = in_time(answer)
    notes = [beyond] if (beyond := beyond_text(answer)) else []
    if not whole.events:
        notes.append("the chronology has no event")
    elif not answer.events:
        from dprkru_timeline.query.explain import said_in_it, why_empty

        notes += [*why_empty(whole, query), *said_in_it(whole, query)]
    notes += _others(whole, query, answer, command)
    return Answer(answer, tuple(notes))


class ClaimsAnswer(NamedTuple):
    """The claims that a question found, and what a reader must know of them."""

    sayings: "Sayings"
    notes: tuple[str, ...] = ()


def claims_answered(
    whole: "Chronology", query: "Query", *, changes: bool = False, in_time_order: bool = False
) -> ClaimsAnswer:
    """Ask a chronology for claims: dates and what a claim has are asked of each, all else of its event.

    Raises:
        UnknownName: the query names something that is not there.
    """
    from dprkru_timeline.query import claims
    from dprkru_timeline.words.head import beyond_text

    found = claims.select_claims(whole, query, changes=changes)
    if in_time_order:
        found = claims.in_time_order(found)
    notes = [beyond] if (beyond := beyond_text(found.answer)) else []
    if not found.rows:
        notes += _no_claim(whole, query, changes=changes)
    return ClaimsAnswer(found, tuple(notes))


def _no_claim(whole: "Chronology", query: "Query", *, changes: bool) -> list[str]:
    """Return why no claim answers: that events do, or that none of theirs is what was asked for."""
    from dprkru_timeline.query.select import select
    from dprkru_timeline.text import counted

    if not any(event.claims for event in whole.events):
        return ["the chronology has no claim"]
    if changes:
        from dprkru_timeline.query.claims import select_claims

        if rows := select_claims(whole, query).rows:
            return [f"{counted(len(rows), 'claim')} without --changes: none of them changed a status"]
    if events := len(select(whole, query).events):
        return [f"no claim answers; {counted(events, 'event')} {'does' if events == 1 else 'do'}: timeline show"]
    from dprkru_timeline.query.explain import why_empty

    return ["no claim answers", *why_empty(whole, query)]


def _others(whole: "Chronology", query: "Query", answer: "Chronology", command: str) -> list[str]:
    """Return what else may have been meant, each with the command that asks it."""
    if not query.may_mean_more:
        return []
    from dprkru_timeline.query.hints import others, shell_words

    return [f"{other.about}: {command} {shell_words(other.query)}" for other in others(whole, query, answer)]


def known_on(whole: "Chronology", day: str | None, today: date) -> "Chronology":
    """Return the chronology as it could be known on a day as typed by a person; all of it where none is given.

    Raises:
        UsageError: it is no day, or lies ahead.
    """
    if day is None:
        return whole
    from dprkru_timeline.asof import as_known_on
    from dprkru_timeline.query.parse import check_day, read_day

    found = read_day(day, today, "--as-of")
    check_day(found, today)
    return as_known_on(whole, found)


def events_meant(whole: "Chronology", texts: Sequence[str], read: str | None = None) -> list[str]:
    """Return the events that are meant: of a pattern such as ``pow-*`` the ids that fit it, of ``-`` those in ``read``.

    ``read`` is what standard input held: an id begins each of its lines.

    Raises:
        UsageError: a pattern fits nothing, ``read`` is no list of ids, or a term of a query is given, which is
            not taken where events are meant.
    """
    from dprkru_timeline.query.find import is_term

    found = []
    for text in texts:
        if text == "-":
            found += _ids(whole, read or "")
        elif is_term(text):
            raise UsageError(
                f'"{shortened(text)}" is a query; events are meant here',
                "find them first: timeline show QUERY --view oneline | timeline cite -",
            )
        elif "*" not in text:
            found.append(text)
        elif fitting := [one for one in whole.ids() if matches(fold(text), one)]:
            found += fitting
        else:
            raise UnknownName("event", text, suggestions=())
    return found


def _ids(whole: "Chronology", read: str) -> list[str]:
    """Return the first word of each line: an id each."""
    ids = []
    for number, line in enumerate(read.split("\n"), 1):
        word = (line.lstrip("\ufeff").split() or [""])[0]
        if word and not whole.get(word):
            raise UsageError(
                f'line {number} of standard input: no event "{shortened(word)}"',
                "each line begins with an id, as timeline show --view oneline writes it into a pipe",
            )
        ids += [word] if word else []
    if not ids:
        raise UsageError("standard input has no id", "write one on each line")
    return ids
