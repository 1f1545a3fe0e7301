"""The options that commands share, declared once, and what they come to.

``takes_files`` and ``takes_query`` give a command these options, and hand it a `Files` or an
`Asked` in their place. Everything that reads or selects is imported when it is called.
"""

import inspect
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.errors import UnknownName, UsageError
from dprkru_timeline.session.settings import setting

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.cli.console import Console
    from dprkru_timeline.query.expr import Query


class When(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _option(*names: str, help: str, metavar: str | None = None, offer: completion.Offer | None = None) -> Any:  # noqa: A002
    return typer.Option(*names, help=help, metavar=metavar, show_default=False, autocompletion=offer)


_FILES = {
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
_QUERY = {
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
            help="confirmed, reported, claimed, disputed, assessed or scheduled.",
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
# Taken before the command as well as after it; True where a value follows.
GLOBAL_OPTIONS = {"--file": True, "--color": True, "--json": False, "--no-pager": False, "--width": True}
_AS_OF = {"as_of": _QUERY["as_of"]}
_SETTINGS = ("as_of", "certain", "exact", "limit", "last", "reverse")
QUERY_OPTIONS = tuple(f"--{name.replace('_', '-')}" for name in _QUERY if name != "words")
_REPEATED = ("actor", "theme", "place", "status", "kind", "source", "since", "until", "on")


class Files(NamedTuple):
    """Which event files to read, and how to write the answer."""

    named: tuple[str, ...]  # by --file
    color: str | None
    json: bool
    width: int | None
    pager: bool = True
    as_of: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The event files to read: those named, else those that are set; none is the builtin one."""
        return self.named or tuple(setting("file") or ())

    def load(self) -> "Chronology":
        """Read the event files as one chronology."""
        from dprkru_timeline.store.load import load

        if "-" in self.names and sys.stdin is not None and sys.stdin.isatty():
            from dprkru_timeline.cli.console import note

            note("reading an event file from standard input; Ctrl-D ends it")
        names = self.names
        if not names or names == ("builtin",):  # at once
            return load(*names)
        from dprkru_timeline.cli.progress import Working
        from dprkru_timeline.text import shortened

        with Working(f"reading {', '.join(map(shortened, names))}"):
            return load(*names)

    def known(self, whole: "Chronology") -> "Chronology":
        """Return the chronology as it could be known on the day asked for; all of it where none was."""
        if self.as_of is None:
            return whole
        from dprkru_timeline.query.parse import parse_query, read_day
        from dprkru_timeline.query.select import known_by

        day = read_day(self.as_of, today(), "--as-of")
        return known_by(whole, parse_query(f"as-of:{day}", today=today()))

    def console(self) -> "Console":
        """Return standard output, set up as asked."""
        from dprkru_timeline.cli.console import Console

        return Console(self.color, self.width, pager=self.pager)


class Asked(NamedTuple):
    """A query as it was typed, on the files that it is asked of."""

    files: Files
    words: tuple[str, ...]
    options: dict[str, list[str]]
    settings: dict[str, Any]

    def query(self) -> "Query":
        """Read the words and options as one query."""
        from dprkru_timeline.query.parse import build_query, read_day

        settings = dict(self.settings)
        if settings["as_of"] is not None:
            settings["as_of"] = read_day(settings["as_of"], today(), "--as-of")
        for name, option in (("limit", "-n"), ("last", "--last")):
            if settings[name] is not None and settings[name] < 1:
                raise UsageError(
                    f"{option} {settings[name]} is no number of events", f"write {option} 5, or leave it out"
                )
        return build_query(self.options, self.text(), today(), settings)

    def text(self) -> str:
        """Return the words as one text."""
        if not self.words:
            return ""
        from dprkru_timeline.query.words import query_text

        return query_text(self.words)

    def select(self, *, in_time_order: bool = False) -> "Chronology":
        """Return the answer, and say on standard error what a reader must know about it."""
        return self.answer(self.files.load(), self.query(), in_time_order=in_time_order)

    def answer(self, whole: "Chronology", query: "Query", *, in_time_order: bool = False) -> "Chronology":
        """As `select`, for a chronology that was read and a query that was built already."""
        from dprkru_timeline.query.select import in_time, select

        try:
            answer = select(whole, query)
        except UnknownName as error:
            text = self.text()
            at = re.search(rf'[:,]"?({re.escape(error.name)})(?=["\\s,)]|$)', text)
            if at and not any(error.name in value for values in self.options.values() for value in values):
                error.mark(text, *at.span(1))
            raise
        if in_time_order and query.reverse:
            answer = in_time(answer)
        _say_about(whole, answer, query)
        return answer


def _say_about(whole: "Chronology", answer: "Chronology", query: "Query") -> None:
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.words.head import beyond_text

    if beyond := beyond_text(answer):
        note(beyond)
    if answer.events or not whole.events:
        if not whole.events:
            note("the chronology has no event")
        return
    from dprkru_timeline.query.explain import why_empty

    for said in why_empty(whole, query):
        note(said)


def today() -> date:
    """Return the day that "today" means: ``TIMELINE_TODAY`` if set, else the local day."""
    fixed = os.environ.get("TIMELINE_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - a person's own day
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        from dprkru_timeline.text import shortened

        raise UsageError(f'TIMELINE_TODAY is "{shortened(fixed)}", which is no day', "write it as 2026-11-25") from None


def event_texts(arguments: list[str], files: Files, whole: "Chronology") -> list[str]:
    """Return the events that are meant: of a pattern such as ``pow-*`` the ids that fit it, of ``-`` those read.

    Raises:
        UsageError: a pattern fits nothing, standard input is no list of ids, or a term of the query is given,
            which these commands don't take.
    """
    from dprkru_timeline.query.find import is_term
    from dprkru_timeline.text import fold, matches, shortened

    found = []
    for text in arguments:
        if text == "-":
            found += _ids_on_stdin(files, whole)
        elif is_term(text):
            raise UsageError(
                f'"{shortened(text)}" is a query; events are meant here',
                "find them first: timeline show QUERY --view oneline | timeline cite -",
            )
        elif "*" not in text:
            found.append(text)
        elif fitting := [event.id for event in whole.events if matches(fold(text), event.id)]:
            found += fitting
        else:
            raise UnknownName("event", text, suggestions=())
    return found


def _ids_on_stdin(files: Files, whole: "Chronology") -> list[str]:
    """Return the first word of each line of standard input: an id each."""
    if "-" in files.names:
        raise UsageError("standard input can't be both the event file and the ids", "give one of them another way")
    if sys.stdin is None:
        raise UsageError("standard input is closed", "give the ids as arguments")
    if sys.stdin.isatty():
        from dprkru_timeline.cli.console import note

        note("reading ids from standard input, one a line; Ctrl-D ends it")
    ids = []
    try:
        for number, line in enumerate(sys.stdin, 1):
            word = (line.lstrip("\ufeff").split() or [""])[0]
            if word and not whole.get(word):
                from dprkru_timeline.text import shortened

                raise UsageError(
                    f'line {number} of standard input: no event "{shortened(word)}"',
                    "each line begins with an id, as timeline show --view oneline writes it into a pipe",
                )
            ids += [word] if word else []
    except UnicodeDecodeError:
        raise UsageError("standard input is no text", "write an id on each line") from None
    if not ids:
        raise UsageError("standard input has no id", "write one on each line")
    return ids


def takes_files(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options on files and output, as its parameter ``files``."""

    def run(**given: Any) -> None:
        command(files=_files(given), **given)

    return _with_parameters(run, command, _FILES, "files")


def takes_lookup(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command what `takes_files` gives, and the day as of which to know things."""

    def run(**given: Any) -> None:
        as_of = given.pop("as_of")
        command(files=_files(given)._replace(as_of=as_of), **given)

    return _with_parameters(run, command, {**_AS_OF, **_FILES}, "files")


def takes_query(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the query and the options on files and output, as its parameter ``asked``."""

    def run(**given: Any) -> None:
        files = _files(given)
        options = {name: given.pop(name) or [] for name in _REPEATED}
        options["key"] = ["yes"] if given.pop("key") else []
        settings = {name: given.pop(name) for name in _SETTINGS}
        asked = Asked(files, tuple(given.pop("words") or ()), options, settings)
        command(asked=asked, **given)

    return _with_parameters(run, command, {**_QUERY, **_FILES}, "asked")


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
