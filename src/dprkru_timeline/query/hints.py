"""What a question may have meant besides: each as the query that asks it, with how many events it finds."""

import shlex
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import UnknownName, UsageError
from dprkru_timeline.query.expr import BareYear, Group, Is, Loose, Not, Phrase, Query, Term, Text, When, joined, leaves
from dprkru_timeline.query.parse import text_term
from dprkru_timeline.query.search import has_digits
from dprkru_timeline.query.select import events_with, known_by, resolved
from dprkru_timeline.text import counted


class Other(NamedTuple):
    """Another question that may have been meant."""

    query: Query
    about: str  # what it would find, with the number


def others(whole: Chronology, query: Query, answer: Chronology) -> Iterator[Other]:
    """Yield what else the words of a query may have meant: a year in a text, words apart, brackets around ``or``.

    ``answer`` is what `select` made of the query.
    """
    query = resolved(query, whole)
    known = known_by(whole, query)

    def found(asked: Query) -> set[str]:
        return {event.id for event in events_with(whole, known, asked.terms, asked)}

    is_whole = answer.selection is not None and answer.selection.matched == len(answer.events)
    here = {event.id for event in answer.events} if is_whole else found(query)
    for leaf in leaves(query.terms, also_negated=False):
        if isinstance(leaf, BareYear):
            asked = _with(query, leaf, Text(str(leaf.date), exact=True))
            year, elsewhere = str(leaf.date), [event for event in known.events if event.id not in here]
            may = known.replaced(events=tuple(event for event in elsewhere if has_digits(whole, event, year)))
            if more := len(events_with(whole, may, asked.terms, asked)):
                yield Other(asked, f"{more:,} more name{'s' if more == 1 else ''} {leaf.date}")
        elif isinstance(leaf, Phrase):
            asked = _with(query, leaf, joined("and", map(text_term, leaf.words.split())))
            apart = len(found(asked))
            if apart > len(here):
                yield Other(asked, f'"{leaf.words}" stands so in {len(here):,}, its words apart in {apart:,}')
    if bracketed := _bracketed(query):
        yield Other(
            bracketed[1],
            f"read as {bracketed[0]}, which finds {len(here):,}; with the brackets {len(found(bracketed[1])):,}",
        )


def word_for_name(whole: Chronology, query: Query, error: UnknownName) -> Other | None:
    """Return the query with a name that nothing has as words of the text; None where they find nothing.

    A narrower word, such as missiles, is no theme; the theme that most of what it finds is about is named.
    """
    for leaf in leaves(query.terms):
        if not isinstance(leaf, Is) or error.name not in leaf.values or "*" in error.name:
            continue
        if apart := _name_and_words(whole, query, leaf, error):
            return apart
        try:
            words = joined("and", map(text_term, error.name.split()))
            rest = tuple(value for value in leaf.values if value != error.name)
            asked = _with(query, leaf, joined("or", [Is(leaf.field, rest), words]) if rest else words)
            asked = resolved(asked, whole)
        except UsageError:
            return None
        known = known_by(whole, asked)
        found = events_with(whole, known, asked.terms, asked)
        if not found or not events_with(whole, known, (words,), Query()):
            return None
        about = f"{counted(len(found), 'event')} {'names' if len(found) == 1 else 'name'} it"
        if error.kind == "theme":
            theme, number = Counter(theme for event in found for theme in event.themes).most_common(1)[0]
            about += f", {number:,} of them of the theme {theme}"
        return Other(asked, about)
    return None


def _name_and_words(whole: Chronology, query: Query, leaf: Is, error: UnknownName) -> Other | None:
    """Return the query with a name and the words behind it apart: actor:dprk workers, typed as one argument."""
    kind, parts = error.kind, error.name.split()
    if kind not in ("actor", "theme", "place") or leaf.values != (error.name,):
        return None
    for number in range(len(parts) - 1, 0, -1):
        try:
            entry = whole.resolve(kind, " ".join(parts[:number]))  # type: ignore[arg-type]
            words = map(text_term, parts[number:])
            asked = resolved(_with(query, leaf, joined("and", [Is(leaf.field, (entry,)), *words])), whole)
        except UsageError:
            continue
        found = len(events_with(whole, known_by(whole, asked), asked.terms, asked))
        return (
            Other(asked, f"{counted(found, 'event')} with the {kind} {entry} and the rest as words") if found else None
        )
    return None


def shell_words(query: Query) -> str:
    """Return a query as it is typed in a shell."""
    text = str(query)
    if "(" in text or " or " in text:
        return shlex.quote(text)
    return " ".join(shlex.quote(word) for word in _words(text))


def _words(text: str) -> Iterator[str]:
    """Yield the parts of a query between spaces, of which those in quotes part nothing."""
    part = ""
    quoted = False
    for char in text:
        quoted ^= char == '"'
        if char == " " and not quoted:
            yield part
            part = ""
        else:
            part += char
    if part:
        yield part


def _with(query: Query, old: Term, new: Term) -> Query:
    """Return the query with one term in the place of another, wherever that stands."""
    return query._replace(terms=tuple(_replaced(term, old, new) for term in query.terms))


def _replaced(term: Term, old: Term, new: Term) -> Term:
    if term is old:
        return new
    match term:
        case Not():
            return Not(_replaced(term.term, old, new))
        case Group():
            return joined(term.joint, [_replaced(one, old, new) for one in term.terms])
    return term


def _bracketed(query: Query) -> tuple[str, Query] | None:
    """Return how an ``or`` without brackets was read, and the query with them; None where both are the same."""
    for term in query.terms:
        if not isinstance(term, Loose):
            continue
        found = _together(list(map(_branch, term.terms)))
        if found is None:
            continue
        read = " or ".join(f"({one})" if isinstance(one, Group) else str(one) for one in term.terms)
        parts = tuple(other for other in query.terms if other is not term)
        together = found.terms if isinstance(found, Group) and found.joint == "and" else (found,)
        return read, query._replace(terms=(*parts, *together))
    return None


def _branch(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Group) and term.joint == "and" else (term,)


def _together(branches: list[tuple[Term, ...]]) -> Term | None:
    """Return what brackets around the ``or`` give, where a date or a field stands beside one side only.

    Dates on both sides of an ``or`` are what is joined, and the words beside one of them hold for both.
    """
    first, last = branches[0], branches[-1]
    if all(map(_is_date, [first[-1], last[0]])) and (len(first) == 1) != (len(last) == 1):
        dates = joined("or", [first[-1], *(joined("and", one) for one in branches[1:-1]), last[0]])
        return joined("and", [*first[:-1], dates, *last[1:]])
    for is_kind in (_is_date, _is_field):
        behind, ahead = _run(last[::-1], is_kind), _run(first, is_kind)
        if behind and not any(map(is_kind, first)):
            rest = [*branches[:-1], last[:-behind]]
            return joined("and", [joined("or", [joined("and", one) for one in rest]), *last[-behind:]])
        if ahead and not any(map(is_kind, last)):
            rest = [first[ahead:], *branches[1:]]
            return joined("and", [*first[:ahead], joined("or", [joined("and", one) for one in rest])])
    return None


def _run(terms: tuple[Term, ...], is_kind: Callable[[Term], bool]) -> int:
    """Return how many of the first terms are of a kind, if not all of them are."""
    count = 0
    while count < len(terms) and is_kind(terms[count]):
        count += 1
    return count if count < len(terms) else 0


def _is_date(term: Term) -> bool:
    return isinstance(term, When) or (isinstance(term, Not) and isinstance(term.term, When))


def _is_field(term: Term) -> bool:
    return _is_date(term) or isinstance(term, Is) or (isinstance(term, Not) and isinstance(term.term, Is))
