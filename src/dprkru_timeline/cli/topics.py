"""What ``timeline help TOPIC`` explains, and the man page after it: paragraphs and terms.

Whatever the program knows in a table is read from there, so that help can't fall behind.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dprkru_timeline.session.settings import SETTINGS


class Block(NamedTuple):
    """A paragraph; or a term with what it means."""

    text: str
    term: str = ""


def query() -> Iterator[Block]:
    """Words, fields, and how they are joined."""
    from dprkru_timeline.query.expr import FIELDS
    from dprkru_timeline.query.expr import SETTINGS as WHOLE
    from dprkru_timeline.query.parse import CLOSED

    yield Block(
        "A query says which events are meant, in options or in words. What stands side by side must all hold; "
        'the line "Asked" above an answer shows the whole query as it can be typed back.'
    )
    yield Block(
        "the word, or one of its forms, stands in an event's title, summary, claims, names or sources", "workers"
    )
    yield Block("these words, one after the other", '"student visas"')
    yield Block("words that read as a date: a year, or since, before, between, until", "2024, since october, 90d")
    yield Block("a field has one of these values; * stands for any letters", "theme:labor,arm*")
    yield Block("any of them; brackets join. In a shell, quote the whole", "(a or b) c")
    yield Block("it does not hold", "not:theme:labor, -theme:labor, not:word, not:(a or b)")
    yield Block("Fields:")
    for field in FIELDS.values():
        closed = CLOSED.get(field.takes)
        yield Block(f"{field.about} ({', '.join(closed)})" if closed else field.about, f"{field.name}:{field.example}")
    yield Block("Of the query as a whole:")
    for field in WHOLE.values():
        yield Block(field.about, f"{field.name}:{field.example}")
    yield Block(
        "A date may be typed anywhere in a query. An event whose own date is imprecise is found where it may match, "
        'and marked "possibly" or, where it has no end, "ongoing"; certain:yes leaves these out.'
    )


def dates() -> Iterator[Block]:
    """How dates are typed, written and read."""
    yield Block("Dates are typed as you think of them, and written in event files as EDTF (ISO 8601-2).")
    for typed, meaning in (
        ("2024, 2024-06, 2024-06-19", "a year, a month, a day"),
        ("june 2024, 19 June 2024", "the same in words"),
        ("summer 2024, 2024-Q2", "a season, a quarter"),
        ("winter 2024-25", "a winter has two years: winter 2024 alone is refused"),
        ("last year, this month, 90d, 2w, 3mo, today", "counted from today"),
        ("2024-06/2024-08", "from one to another"),
        ("2024-10/.., ../2019", "with an open end"),
        ("2024-10~, 2024-10?", "about, uncertain"),
        ("201X, 2024-10-XX", "digits that are not known"),
        ("[2024-10-08,2024-10-11]", "one of these days"),
    ):
        yield Block(meaning, typed)
    yield Block(
        "What can be read two ways (03/04/2024) is refused with both readings. What is typed with a month's precision "
        "is a month: until:2024-06 includes 30 June."
    )


def files() -> Iterator[Block]:
    """Which event files are read, and your settings."""
    yield Block(
        "--file names an event file, - is standard input, builtin the chronology that ships. Several are joined: what "
        "one defines, another may use. A file with an error shows nothing, and every problem is named."
    )
    yield Block(
        "timeline check FILE names what is wrong or doubtful in it; timeline schema events is its form for editors."
    )
    yield Block(
        "Settings are read from an option, else a variable, else the file that timeline config path names (TOML):"
    )
    for one in SETTINGS:
        yield Block(f"{one.about}; takes {one.takes}", f"{one.name}, {one.variable}")


def formats() -> Iterator[Block]:
    """What export and --json write."""
    from dprkru_timeline.answers.schemas import NAMES
    from dprkru_timeline.formats import FORMATS

    yield Block("timeline export writes these, by -f or by the ending of -o:")
    for one in FORMATS:
        yield Block(f"{one.summary} ({', '.join(one.suffixes)})", one.name)
    yield Block("timeline cite writes chicago, apa, csl-json, bibtex and ris; timeline chart -o writes svg and png.")
    yield Block(
        f"Every command that reads has --json. timeline schema NAME prints the JSON Schema of it: {', '.join(NAMES)}."
    )


def status() -> Iterator[Block]:
    """How sure an event is, and who decides."""
    from dprkru_timeline.words.status import STATUSES

    yield Block("Nobody sets how sure an event is: it is worked out from who says what, and from the public record.")
    for one, row in STATUSES.items():
        yield Block(row.meaning, one.value)
    yield Block(
        "The first that fits holds. Where nothing stands after a title, a public record or all who act confirm it; "
        "“confirmed by Ukraine” is the word of one side. timeline info ID shows the claims, and how the status changed."
    )
    yield Block(
        "--as-of DATE works it out anew from what had been said by that day, and leaves out whatever came later."
    )


TOPICS: dict[str, Callable[[], Iterator[Block]]] = {
    "query": query,
    "dates": dates,
    "files": files,
    "formats": formats,
    "status": status,
}
