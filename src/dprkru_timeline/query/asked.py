"""What was asked, in words, for whoever reads the answer and does not know the query: "DPRK takes part or speaks"."""

from collections.abc import Iterable

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf, Interval, wording
from dprkru_timeline.query.expr import FIELDS, Field, Group, Is, Not, Query, Term, Text, When
from dprkru_timeline.text import one_line

_VOCABULARIES = {"actor": "actors", "theme": "themes", "place": "places", "measure": "measures"}


def asked_in_words(query: Query, chronology: Chronology) -> str:
    """Return what a query whose names are resolved asks for, in words; nothing for one that asks for all.

    As of which day it is known is left to the head, which says it anyway.
    """
    spans = {term.field: term for term in query.terms if isinstance(term, When)}
    is_span = {"since", "until"} <= spans.keys() and sum(isinstance(term, When) for term in query.terms) == 2
    parts = []
    for term in query.terms:
        if is_span and isinstance(term, When):
            if term is spans["since"]:
                parts.append(f"from {wording(term.date)} to {wording(spans['until'].date)}")
        else:
            parts.append(_term(term, chronology, alone=len(query.terms) == 1))
    parts += ["surely in these dates"] if query.certain else []
    parts += ["without what belongs to it"] if query.exact else []
    parts += [f"the newest {query.last:,}"] if query.last else []
    parts += ["newest first"] if query.reverse else []
    parts += [f"the first {query.limit:,}"] if query.limit else []
    return "; ".join(parts)


def _term(term: Term, chronology: Chronology, *, alone: bool = False) -> str:
    match term:
        case Not(Is("missing", values)):  # who has none of these is left out: each is there
            return f"with {' and '.join(FIELDS['missing'].words.get(one, one) for one in values)}"
        case Not():
            return f"not: {_term(term.term, chronology)}"
        case Group():
            text = (" or " if term.joint == "or" else " and ").join(_term(one, chronology) for one in term.terms)
            return text if alone else f"({text})"
        case Is():
            return _is(FIELDS[term.field], term.values, chronology)
        case When():
            return _when(term.field, term.date)
        case Text():
            return f"“{one_line(term.words)}”"


def _is(field: Field, values: Iterable[str], chronology: Chronology) -> str:
    return field.said.format(" or ".join(field.words.get(one) or _name(field.takes, one, chronology) for one in values))


def _name(takes: str, value: str, chronology: Chronology) -> str:
    """Return the name of what an id stands for; a pattern, a publisher and a word of a closed set stand as they are."""
    if "*" in value:
        return one_line(value)
    if takes == "measure":
        measure, sign, number = value.partition("=")
        name = _name_of("measures", measure, chronology)
        if not sign:
            return name
        from dprkru_timeline.amount import parse_amount  # few ask how many
        from dprkru_timeline.amount import wording as how_many

        return f"{name}, {how_many(parse_amount(number))}"
    if takes == "source" and value in chronology.sources:
        return one_line(chronology.sources[value].publisher)
    if takes in _VOCABULARIES:
        return _name_of(_VOCABULARIES[takes], value, chronology)
    return one_line(value)


def _name_of(vocabulary: str, entry_id: str, chronology: Chronology) -> str:
    entry = getattr(chronology, vocabulary).get(entry_id)
    return one_line(entry.name if entry else entry_id)


def _when(field: str, when: Edtf) -> str:
    is_day = when.earliest is not None and when.earliest == when.latest
    if field == "on" and (is_day or isinstance(when, Interval)):
        return f"on {wording(when)}" if is_day else wording(when)
    return FIELDS[field].said.format(wording(when))
