"""The options that commands share, declared once; what they come to is in `request`.

``takes_files`` and ``takes_query`` give a command these options, and hand it a `Files` or an
`Asked` in their place. Everything that reads or selects is imported when it is called.
"""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.request import Asked, Files
from dprkru_timeline.errors import UsageError
from dprkru_timeline.session.ask import Question

if TYPE_CHECKING:
    from dprkru_timeline.words.head import Front


class When(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _option(*names: str, help: str, metavar: str | None = None, offer: completion.Offer | None = None) -> Any:  # noqa: A002
    return typer.Option(*names, help=help, metavar=metavar, show_default=False, autocompletion=offer)


FILES = {
    "file": Annotated[
        list[str] | None,
        _option("--file", help="An event file, - for standard input, or builtin; repeat to join.", metavar="PATH"),
    ],
    "color": Annotated[When | None, _option("--color", help="auto (the default), always or never.", metavar="WHEN")],
    "json": Annotated[bool, _option("--json", help="Write JSON instead.")],
    "no_pager": Annotated[bool, _option("--no-pager", help="Never show a long answer in a pager.")],
    "width": Annotated[
        int | None, _option("--width", help="Columns to fill; 0 leaves paragraphs unwrapped.", metavar="N")
    ],
}
QUERY = {
    "words": Annotated[
        list[str] | None,
        typer.Argument(
            help="Words to find, phrases, field:value such as theme:labor; not:, or, brackets.",
            metavar="[QUERY]...",
            show_default=False,
            autocompletion=completion.query_words,
        ),
    ],
    "actor": Annotated[
        list[str] | None,
        _option(
            "--actor",
            "-a",
            help="An actor by id, name or alias, with all that belong to it. Comma: any; repeated: all.",
            metavar="NAME",
            offer=completion.actors,
        ),
    ],
    "theme": Annotated[
        list[str] | None, _option("--theme", "-t", help="A theme.", metavar="NAME", offer=completion.themes)
    ],
    "place": Annotated[
        list[str] | None,
        _option("--place", "-p", help="A place, with all places in it.", metavar="NAME", offer=completion.places),
    ],
    "status": Annotated[
        list[str] | None,
        _option(
            "--status",
            help="confirmed, said, reported, claimed, disputed, assessed, withdrawn or scheduled.",
            metavar="STATUS",
            offer=completion.statuses,
        ),
    ],
    "kind": Annotated[
        list[str] | None,
        _option(
            "--kind",
            help="event, deadline, statement, report or assessment.",
            metavar="KIND",
            offer=completion.kinds,
        ),
    ],
    "source": Annotated[
        list[str] | None,
        _option("--source", help="A publisher, or a source's id.", metavar="NAME", offer=completion.sources),
    ],
    "since": Annotated[
        list[str] | None, _option("--since", help="From a date on: 2024, 2024-06, june 2024, 90d.", metavar="DATE")
    ],
    "until": Annotated[list[str] | None, _option("--until", help="Up to the end of a date.", metavar="DATE")],
    "on": Annotated[list[str] | None, _option("--on", help="In a date: a day, month, season or year.", metavar="DATE")],
    "key": Annotated[bool, _option("--key", "-k", help="Headline events only.")],
    "as_of": Annotated[
        str | None, _option("--as-of", help="As it could be known on a day, from the sources cited.", metavar="DATE")
    ],
    "certain": Annotated[bool, _option("--certain", help="Only events that surely lie in the dates asked for.")],
    "exact": Annotated[bool, _option("--exact", help="An actor or place without what belongs to it.")],
    "limit": Annotated[int | None, _option("--limit", "-n", help="The first N, in the order shown.", metavar="N")],
    "last": Annotated[int | None, _option("--last", help="The newest N, in time order.", metavar="N")],
    "reverse": Annotated[bool, _option("--reverse", help="Newest first.")],
}
NOTES = Annotated[bool, _option("--notes", help="With your private notes, which leave your files in no other way.")]
SOURCES = Annotated[
    bool | None,
    typer.Option(
        "--sources/--no-sources",
        help="Number and list the sources, or leave them out; a terminal leaves them out of over 40 events.",
        show_default=False,
    ),
]
OUTPUT = Annotated[
    str | None, _option("--output", "-o", help="A file; left out or -, standard output.", metavar="FILE")
]
FORCE = Annotated[bool, _option("--force", help="Replace an existing file.")]
TO = Annotated[str | None, _option("--to", help="The event file that is written, if several are read.", metavar="FILE")]
TITLE = Annotated[
    str | None, _option("--title", help="What heads it, in place of the chronology's title.", metavar="TEXT")
]
NO_QUERY = Annotated[bool, _option("--no-query", help="Leave out what was asked.")]
MARKING = Annotated[
    str | None,
    _option("--marking", help="Words for the head and foot of each page, such as a handling.", metavar="TEXT"),
]
# Letters of a title and of a marking: what stands above a document, and at head and foot of its pages.
_LONGEST_TITLE, _LONGEST_MARKING = 300, 120


def front_of(title: str | None, marking: str | None = None) -> "Front":
    """Return what is wanted at the front of a document.

    Raises:
        UsageError: it is longer than a page has room for.
    """
    from dprkru_timeline.words.head import Front

    for option, text, most in (("--title", title, _LONGEST_TITLE), ("--marking", marking, _LONGEST_MARKING)):
        if text and len(text) > most:
            raise UsageError(f"{option} has {len(text):,} letters, and a page has room for {most}", "shorten it")
    return Front(title or "", marking or "")


_AS_OF = {"as_of": QUERY["as_of"]}
_SETTINGS = ("as_of", "certain", "exact", "limit", "last", "reverse")
_REPEATED = ("actor", "theme", "place", "status", "kind", "source", "since", "until", "on")


def takes_files(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options on files and output, as its parameter ``files``."""

    def run(**given: Any) -> None:
        command(files=_files(given), **given)

    return _with_parameters(run, command, FILES, "files")


def takes_lookup(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command what `takes_files` gives, and the day as of which to know things."""

    def run(**given: Any) -> None:
        as_of = given.pop("as_of")
        command(files=_files(given)._replace(as_of=as_of), **given)

    return _with_parameters(run, command, {**_AS_OF, **FILES}, "files")


def takes_query(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the query and the options on files and output, as its parameter ``asked``."""

    def run(**given: Any) -> None:
        files = _files(given)
        asked = Asked(files, question_of(given))
        command(asked=asked, **given)

    return _with_parameters(run, command, {**QUERY, **FILES}, "asked")


def question_of(given: dict[str, Any]) -> Question:
    """Take the words, options and settings of a query out of the parameters of a command."""
    options = {name: given.pop(name) or [] for name in _REPEATED}
    options["key"] = ["yes"] if given.pop("key") else []
    settings = {name: given.pop(name) for name in _SETTINGS}
    return Question(tuple(given.pop("words") or ()), options, settings)


def _files(given: dict[str, Any]) -> Files:
    return Files(
        named=tuple(given.pop("file") or ()),
        color=str(color) if (color := given.pop("color")) else None,
        json=given.pop("json"),
        width=given.pop("width"),
        pager=not given.pop("no_pager"),
    )


def _with_parameters(
    run: Callable[..., None], command: Callable[..., None], shared: dict[str, Any], replaced: str
) -> Callable[..., None]:
    """Give ``run`` the name, help and parameters of ``command``, with the shared ones for ``replaced``."""
    own = [param for name, param in inspect.signature(command).parameters.items() if name != replaced]
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=annotation,
            default=False if annotation.__origin__ is bool else None,
        )
        for name, annotation in shared.items()
    ]
    own = [param.replace(kind=inspect.Parameter.KEYWORD_ONLY) for param in own]
    together = [*own, *parameters]
    run.__name__ = command.__name__
    run.__doc__ = command.__doc__
    run.__signature__ = inspect.Signature(together)  # type: ignore[attr-defined]
    run.__annotations__ = {param.name: param.annotation for param in together}
    return run
