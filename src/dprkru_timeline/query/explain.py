"""Why an answer is empty: the condition that emptied it, with the numbers that show it."""

from collections.abc import Iterator
from itertools import combinations

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.query.expr import Group, Query, Term, When, leaves
from dprkru_timeline.query.select import known_by, number_with, resolved, select, unfound_words
from dprkru_timeline.text import counted, shortened

_MOST_TERMS = 8  # pairs of more would be tried for longer than a reader of a message waits
_MOST_WORDS = 8  # that stand in no event are said one by one


def why_empty(whole: Chronology, query: Query) -> Iterator[str]:
    """Yield what a person must know about an answer without events, a sentence each."""
    query = resolved(query, whole)
    known = known_by(whole, query)
    if not known.events:
        yield f"nothing cited here was known on {query.as_of}"
        return
    if query.certain and (possible := len(select(whole, query._replace(certain=False)).events)):
        yield f"none surely matches; without certain:yes, {counted(possible, 'event')} may"
        return
    yield from _emptying(whole, known, query)
    if query.as_of and (later := len(select(whole, query._replace(as_of=None)).events)):
        yield f"without as-of:{query.as_of}, {_events(later)}"
    missing = unfound_words(known, query)
    for unfound in missing[:_MOST_WORDS]:
        close = f"; the nearest that does: {', '.join(unfound.nearest)}" if unfound.nearest else ""
        yield f'"{shortened(unfound.word)}" stands in no event{close}'
        if " or " in unfound.word:
            yield 'in quotes "or" is text: without them, it is either'
    if len(missing) > _MOST_WORDS:
        yield f"{counted(len(missing) - _MOST_WORDS, 'further word')} of the query stand in no event"


def said_in_it(whole: Chronology, query: Query) -> Iterator[str]:
    """Yield that claims were surely made in the dates that are asked for, with the command that shows them."""
    if not any(isinstance(leaf, When) for leaf in leaves(query.terms)):
        return
    from dprkru_timeline.query.claims import select_claims
    from dprkru_timeline.query.hints import shell_words

    if number := len(select_claims(whole, query._replace(certain=True)).rows):
        were = "was" if number == 1 else "were"
        yield f"{counted(number, 'claim')} {were} made in it: timeline claims {shell_words(query)}"


def _emptying(whole: Chronology, known: Chronology, query: Query) -> Iterator[str]:
    """Yield which terms, alone or together, leave nothing."""

    def having(*terms: Term) -> int:
        return number_with(whole, known, terms, query)

    counts = {term: having(term) for term in query.terms}
    none = [term for term in query.terms if not counts[term]]
    if none:
        for term in none:
            yield f"no event has {_said(term)}"
        return
    for one, other in combinations(query.terms[:_MOST_TERMS], 2):
        if not having(one, other):
            yield (
                f"no event has {_said(one)} and {_said(other)}; "
                f"{counts[one]:,} {_have(counts[one])} the first, {counts[other]:,} the second"
            )
            return
    each = ", ".join(f"{_said(term)} ({counts[term]:,})" for term in query.terms)
    yield f"no event has all of {each}"
    for term in query.terms[:_MOST_TERMS]:
        rest = [other for other in query.terms if other != term]
        if left := having(*rest):
            yield f"without {_said(term)}, {_events(left)}"


def _said(term: Term) -> str:
    return shortened(f"({term})" if isinstance(term, Group) else str(term), 120)


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _events(number: int) -> str:
    return f"{number:,} event{' matches' if number == 1 else 's match'}"
