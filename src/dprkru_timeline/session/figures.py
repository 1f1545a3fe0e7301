"""Asking for numbers: which measures a question names, which claims hold them, and which of them answer."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dprkru_timeline.errors import UnknownName, UsageError
from dprkru_timeline.session.ask import Question

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology, Sayings
    from dprkru_timeline.figures import Point
    from dprkru_timeline.query.expr import Query


class FiguresAsked(NamedTuple):
    """A question for numbers: the query with its measures, and the measures that it names, none where by none."""

    query: "Query"
    measures: list[str]

    @property
    def of_claims(self) -> "Query":
        """The query for the claims: so many figures are asked for, and not the figures of so many claims."""
        return self.query._replace(limit=None, last=None, reverse=False)


def figures_asked(
    whole: "Chronology", question: Question, today: date, of: Sequence[str] | None = None
) -> FiguresAsked:
    """Read a question for numbers: ``of`` names measures, and so may its words.

    Raises:
        UsageError: something in it is not known or not possible; `UnknownName` for a name.
    """
    from dprkru_timeline.query.claims import measures_asked
    from dprkru_timeline.query.expr import Is

    question, named = _measures_in_words(whole, question)
    query = question.query(today)
    if wanted := list(dict.fromkeys([*_measures(whole, of), *named])):
        query = query._replace(terms=(*query.terms, Is("figure", tuple(wanted))))
    return FiguresAsked(query, measures_asked(whole, query))


def asked_for(asked: FiguresAsked, whole: "Chronology", found: "Sayings") -> "Sayings":
    """Return the claims found with what was asked for in their head."""
    from dprkru_timeline.query.asked import asked_in_words
    from dprkru_timeline.query.select import resolved

    if not found.answer.selection:
        return found
    query = asked.query
    said = asked_in_words(resolved(query, whole), whole) if query else ""
    selection = found.answer.selection._replace(query=str(query), asked=said, reversed=query.reverse)
    return found._replace(answer=found.answer.replaced(selection=selection))


def chosen_of(asked: FiguresAsked, sayings: "Sayings", *, latest: bool = False) -> "list[Point]":
    """Return the figures that answer; with ``latest`` each speaker's last word only."""
    from dprkru_timeline.figures import latest_only, points

    query = asked.query
    given = points(sayings, asked.measures)
    given = latest_only(sayings.answer, given) if latest else given
    given = given[-query.last :] if query.last is not None else given
    given = given[::-1] if query.reverse else given
    return given[: query.limit] if query.limit is not None else given


def _measures(whole: "Chronology", of: "Sequence[str] | None") -> list[str]:
    """Return the measures that a person names, separated by commas, as a query asks for them.

    Raises:
        UsageError: none is named, or one is none.
    """
    if not of:
        return []
    names = [name.strip() for one in of for name in one.split(",") if name.strip()]
    if not names:
        raise UsageError("--of names no measure", "write --of killed, or see timeline list measures")
    return [_named(whole, name) for name in names]


def _named(whole: "Chronology", name: str) -> str:
    """Return the id of the measure with this name, or the pattern of those whose ids begin with this word.

    Raises:
        UnknownName: there is none.
    """
    from dprkru_timeline.chronology import names
    from dprkru_timeline.text import fold, matches

    wanted = fold(name).strip()
    pattern = wanted if "*" in wanted else f"{wanted}-*"
    is_called = wanted in whole.measures or any(wanted in map(fold, names(one)) for one in whole.measures.values())
    if not is_called and any(matches(pattern, one) for one in whole.measures):
        return pattern
    return whole.resolve("measure", name)


# What a question for a number is made of, beside what is counted.
_ASKING = frozenset(
    (
        "how",
        "many",
        "much",
        "number",
        "numbers",
        "count",
        "of",
        "the",
        "were",
        "was",
        "are",
        "is",
        "have",
        "has",
        "been",
        "did",
        "do",
        "does",
        "in",
        "to",
        "into",
        "by",
        "there",
    )
)
_LONGEST_NAME = 4


def _measures_in_words(whole: "Chronology", question: Question) -> tuple[Question, list[str]]:
    """Take the words that name a measure out of a question: figures killed is figures --of killed.

    With them go the words that only ask, and those of the measure's own name: figures how many soldiers killed.
    """
    from dprkru_timeline.text import fold, matches

    words = question.words
    if not whole.measures or not words:
        return question, []
    left: list[str] = []
    found: list[str] = []
    at = 0
    while at < len(words):
        if ofs := _of_north_korea(words[at : at + 2]):
            left += words[at : at + ofs]  # "north" is no measure's name here
            at += ofs
            continue
        for end in range(min(at + _LONGEST_NAME, len(words)), at, -1):
            if measures := _measures_called(whole, words[at:end]):
                found += measures
                at = end
                break
        else:
            left.append(words[at])
            at += 1
    if found:
        known = [one for one in whole.measures if any(matches(value, one) for value in found)]
        own = {word for one in known for word in fold(whole.measures[one].name).split()}
        left = [word for word in left if fold(word) not in _ASKING | own | _NORTH_KOREA]
    return question._replace(words=tuple(left)), found


# Whose numbers nearly all are: no part of a question that has to be looked for in a text.
_NORTH_KOREA = frozenset(("north", "korea", "korea's", "korean", "koreans"))


def _of_north_korea(words: Sequence[str]) -> int:
    """Return how many of these words are North Korea's name; 0 where they are not."""
    plain = [word.casefold() for word in words]
    return 2 if len(plain) == 2 and plain[0] == "north" and plain[1] in _NORTH_KOREA else 0


def _measures_called(whole: "Chronology", words: "Sequence[str]") -> list[str]:
    """Return the measures that all the words together name: one, or several with commas; nothing where they don't."""
    if any(":" in word for word in words):
        return []
    try:
        return [_named(whole, name) for name in " ".join(words).split(",") if name.strip()]
    except UnknownName:
        return []
