"""A chronology and a query to the claims that answer it, in the order in which they were said.

The question is asked of each pair of an event and a claim of it: dates, and what a claim has (`Field.of_claim`), of the
claim, all else of the event.
"""

from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology, Saying, Sayings, Selection
from dprkru_timeline.edtf import Cover, order
from dprkru_timeline.model import Claim, Event
from dprkru_timeline.query.asked import asked_in_words
from dprkru_timeline.query.expr import FIELDS, Is, Query, Term, When, leaves
from dprkru_timeline.query.matching import Matcher
from dprkru_timeline.query.select import days_asked, known_by, reaches_past, resolved
from dprkru_timeline.text import matches


def select_claims(chronology: Chronology, query: Query, *, changes: bool = False) -> Sayings:
    """Return the claims that ``query`` asks for; with ``changes`` those that changed the status of their event.

    Raises:
        UnknownName: as `select`.
    """
    query = resolved(query, chronology)
    known = known_by(chronology, query)
    least = Cover.SURE if query.certain else Cover.POSSIBLE
    found = [row for row, match in _matching(chronology, known, query) if match >= least]
    if changes:
        found = _changing(known, found)
    found.sort(key=lambda row: order(row.claim.date))
    matched = len(found)
    if query.last is not None:
        found = found[-query.last :]
    if query.reverse:
        found.reverse()
    if query.limit is not None:
        found = found[: query.limit]
    having = {row.event.id for row in found}
    answer = known.replaced(
        events=tuple(event for event in known.events if event.id in having),
        selection=Selection(
            query=str(query),
            total=sum(len(event.claims) for event in known.events),
            matched=matched,
            reversed=query.reverse,
            exact=query.exact,
            latest=known.latest,
            beyond_edition=reaches_past(query, known.reach),
            days=days_asked(query.terms),
            asked=asked_in_words(query, chronology) if query else "",
        ),
    )
    return Sayings(answer, tuple(found))


def measures_asked(chronology: Chronology, query: Query) -> list[str]:
    """Return the ids of the measures that a query asks for by ``figure:``, outside of ``not:``; none where by none.

    Raises:
        UnknownName: as `select_claims`.
    """
    terms = leaves(resolved(query, chronology).terms, also_negated=False)
    asked = [term for term in terms if isinstance(term, Is) and term.field == "figure"]
    wanted = [value.partition("=")[0] for term in asked for value in term.values]
    return [one for one in chronology.measures if any(matches(value, one) for value in wanted)]


def in_time_order(found: Sayings) -> Sayings:
    """Return claims that were asked for newest first in time order again: the same claims, for a file."""
    selection = found.answer.selection
    if selection is None or not selection.reversed:
        return found
    return Sayings(found.answer.replaced(selection=selection._replace(reversed=False)), found.rows[::-1])


def _matching(chronology: Chronology, known: Chronology, query: Query) -> Iterator[tuple[Saying, Cover]]:
    """Yield each claim with whether it matches; what is asked of events only is asked of each once."""
    of_claims = [term for term in query.terms if _is_of_claim(term)]
    of_events = [term for term in query.terms if term not in of_claims]
    event_matches = Matcher(chronology, of_events, exact=query.exact, known=known)
    claim_matches = Matcher(chronology, of_claims, exact=query.exact, known=known, claims=True)
    for event in known.events:
        if not event.claims or not event_matches(event):
            continue
        for place, claim in enumerate(event.claims):
            match = claim_matches(_alone(event, claim)) if of_claims else Cover.SURE
            if match:
                yield Saying(event, claim, place, match is Cover.POSSIBLE), match


def _is_of_claim(term: Term) -> bool:
    """Tell whether a term, or a part of it, is asked of claims."""
    return any(
        isinstance(leaf, When) or (isinstance(leaf, Is) and FIELDS[leaf.field].of_claim) for leaf in leaves((term,))
    )


def _alone(event: Event, claim: Claim) -> Event:
    """Return an event as it is asked of one claim: with its day, and its source only."""
    return event._replace(date=claim.date, claims=(claim,), sources=())


def _changing(known: Chronology, rows: list[Saying]) -> list[Saying]:
    """Return the claims by which the status of their event became another."""
    from dprkru_timeline.status import status_path  # most questions don't ask

    steps = {row.event.id: row.event for row in rows}
    causes = {
        (event.id, step.claim)
        for event in steps.values()
        for step in status_path(known, event)
        if step.claim is not None
    }
    return [row for row in rows if (row.event.id, row.place) in causes]
