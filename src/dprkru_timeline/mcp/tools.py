"""What may be asked, a row each: a name, what it is for, its arguments, and what answers it.

The words here are the program's own: no text of an event file stands in them.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dprkru_timeline.answers.documents import Object
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.mcp import answering
from dprkru_timeline.mcp.answering import Given
from dprkru_timeline.mcp.record import Record
from dprkru_timeline.mcp.reply import MAX_TYPED, Reply
from dprkru_timeline.text import shortened

_MOST_EVENTS, _MOST_ROWS = 50, 100


class Argument(NamedTuple):
    """An argument of a tool, as JSON Schema describes it."""

    about: str
    type: str = "string"
    required: bool = False
    choices: tuple[str, ...] = ()
    default: int | None = None
    most: int | None = None

    def schema(self) -> Object:
        """Return what JSON Schema says of it."""
        found: Object = {"type": self.type, "description": self.about}
        if self.choices:
            found["enum"] = list(self.choices)
        if self.default is not None:
            found["default"] = self.default
        if self.most is not None:
            found |= {"minimum": 1, "maximum": self.most}
        return found


class Tool(NamedTuple):
    """A tool: ``schema`` is the command whose ``--json`` it prints, ``function`` answers."""

    name: str
    title: str
    about: str
    schema: str
    arguments: Mapping[str, Argument]
    function: Callable[[Record, Given], Reply]

    def input_schema(self) -> Object:
        """Return the schema of its arguments."""
        return {
            "type": "object",
            "properties": {name: one.schema() for name, one in self.arguments.items()},
            "required": [name for name, one in self.arguments.items() if one.required],
            "additionalProperties": False,
        }

    def call(self, record: Record, given: Given) -> Reply:
        """Answer.

        Raises:
            TimelineError: what is asked is not known or not possible; the help says what is.
        """
        self._check(given)
        return self.function(record, given)

    def _check(self, given: Given) -> None:
        for name, value in given.items():
            if name not in self.arguments:
                close = nearest(name, self.arguments, limit=1)
                known = f"did you mean {close[0]}?" if close else f"it takes {', '.join(self.arguments) or 'none'}"
                raise UsageError(f'{self.name} has no argument "{shortened(name)}"', known)
            _check_value(name, self.arguments[name], value)
        for name, one in self.arguments.items():
            if one.required and not str(given.get(name, "")).strip():
                raise UsageError(f"{self.name} needs {name}", one.about)


def _check_value(name: str, argument: Argument, value: object) -> None:
    if argument.type == "integer":
        if not isinstance(value, int) or isinstance(value, bool):
            raise UsageError(f"{name} is no whole number", f"give one from 1 to {argument.most}")
        if not 1 <= value <= (argument.most or value):
            raise UsageError(f"{name} is {value}", f"give a number from 1 to {argument.most}")
    elif argument.type == "boolean":
        if not isinstance(value, bool):
            raise UsageError(f"{name} is neither true nor false", "give one of them, without quotes")
    elif not isinstance(value, str):
        raise UsageError(f"{name} is no text", argument.about)
    elif len(value) > MAX_TYPED:
        raise UsageError(f"{name} has {len(value):,} characters", f"give at most {MAX_TYPED:,}")
    elif argument.choices and value not in argument.choices:
        raise UsageError(f'{name} "{shortened(value)}" is none', f"it takes {', '.join(argument.choices)}")


_QUERY = Argument(
    'What to find: words, "phrases", and fields such as actor:dprk, theme:labor, place:kursk, status:disputed, '
    "kind:event, since:2024-06, until:2025, on:2024-10, by:nis, denies:kremlin, figure:killed; not:, or and brackets; "
    "dates also in words (october 2024, since last year). Empty: everything. The "
    "resource timeline://help/query has all fields."
)
_AS_OF = Argument("A day, such as 2024-10-20: answers as it could be known then, from what had been said by that day.")
_CURSOR = Argument("next_cursor of the page before, with the other arguments as they were.")
_EVENT = "An id, such as panel-veto; or a date or words that mean one event."
_MOMENT = "An event (its id, or words that mean one) or a date; today is one."


def _limit(default: int, most: int) -> Argument:
    return Argument(f"How many at most, up to {most}.", "integer", default=default, most=most)


_ROWS = (
    Tool(
        "search",
        "Find events",
        "Find events, in time order, each with its status in words, who takes part, and its sources with addresses; "
        "the structured content has who claims and who denies. Every word of the query must stand in an event: no "
        "sentences. last:5 in the query gives the newest five, reverse:yes the newest first, key:yes the headlines. "
        "For what was said rather than what happened use claims, for numbers use figures.",
        "show",
        {"query": _QUERY, "as_of": _AS_OF, "limit": _limit(answering.LIMIT, _MOST_EVENTS), "cursor": _CURSOR},
        answering.search,
    ),
    Tool(
        "event",
        "One event in full",
        "Tell one event in full: every claim in order of time, how its status changed and through whom, linked "
        "events, corrections, all sources.",
        "info",
        {"id": Argument(_EVENT, required=True), "as_of": _AS_OF},
        answering.event,
    ),
    Tool(
        "claims",
        "Who said what",
        "Tell who said what, when, in which source, in the order in which it was said. Dates in the query ask when it "
        "was said; by:, stance:, denies: and source: ask about the claim, all else about its event.",
        "claims",
        {
            "query": _QUERY,
            "as_of": _AS_OF,
            "changes": Argument("Only claims that changed the status of an event.", "boolean"),
            "limit": _limit(answering.LIMIT_OF_ROWS, _MOST_ROWS),
            "cursor": _CURSOR,
        },
        answering.claims,
    ),
    Tool(
        "figures",
        "How many, by whose count",
        "Tell which numbers were given, each with its speaker, day and source, and where they differ. Never add, "
        "average or round them: say whose number it is. Name what is counted in the query: killed, troops, "
        "workers, shells.",
        "figures",
        {
            "query": _QUERY,
            "as_of": _AS_OF,
            "latest": Argument("Only the last word of each speaker.", "boolean"),
            "limit": _limit(answering.LIMIT_OF_ROWS, _MOST_ROWS),
            "cursor": _CURSOR,
        },
        answering.figures,
    ),
    Tool(
        "around",
        "Before and after",
        "Tell what happened shortly before and after an event or a date.",
        "around",
        {
            "moment": Argument(_MOMENT, required=True),
            "within": Argument("How far to look: 30d (the default), 2w, 3mo, 1y."),
            "query": _QUERY,
            "as_of": _AS_OF,
            "limit": _limit(answering.LIMIT, _MOST_EVENTS),
            "cursor": _CURSOR,
        },
        answering.around,
    ),
    Tool(
        "gap",
        "Time between",
        "Tell the time between two events or dates: at least and at most, where a date is not precise.",
        "gap",
        {
            "start": Argument(_MOMENT, required=True),
            "end": Argument(_MOMENT, required=True),
            "as_of": _AS_OF,
        },
        answering.gap,
    ),
    Tool(
        "stats",
        "Counts",
        "Count events by year, status, theme and actor, with silences and how well it is sourced. These are numbers of "
        "entries in the record, and not of what happened.",
        "stats",
        {"query": _QUERY, "as_of": _AS_OF},
        answering.stats,
    ),
    Tool(
        "cite",
        "Citations",
        "Write the sources of an event as citations; without an event, a citation of the chronology itself.",
        "cite",
        {
            "id": Argument(_EVENT),
            "style": Argument("How: chicago is a note.", choices=("chicago", "apa", "csl-json", "bibtex", "ris")),
            "as_of": _AS_OF,
        },
        answering.cite,
    ),
    Tool(
        "diff",
        "What became known",
        "Tell what became known between two days: new events, statuses that changed and through whom, denials, new "
        "numbers.",
        "diff",
        {
            "as_of_a": Argument("The earlier day, such as 2024-10-01.", required=True),
            "as_of_b": Argument("The later day; today where left out."),
        },
        answering.diff,
    ),
)
TOOLS = {row.name: row for row in _ROWS}
