"""``timeline check``."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.answers.problems import annotation, problem_object
from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import ExitCode, Problem, UsageError, nearest
from dprkru_timeline.text import counted, shortened, visible

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@takes_files
def check(  # noqa: PLR0913
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Event files; none: those of --file, or the builtin one.", metavar="[FILE]...", show_default=False
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 on warnings too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", help="Only rules with these codes, such as E1,W305.", metavar="CODES", show_default=False
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", help="All rules but those with these codes.", metavar="CODES", show_default=False),
    ] = None,
    entry: Annotated[
        list[str] | None,
        typer.Option(
            "--entry",
            help="Only what is found of this event and its sources, or of sources.ID, actors.ID, …; repeat it.",
            metavar="ID",
            show_default=False,
            autocompletion=completion.events,
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", help="Say what a rule is about; all: every rule.", metavar="CODE", show_default=False
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        Format,
        typer.Option("--format", help="text (the default), json or github.", metavar="FORMAT", show_default=False),
    ] = Format.TEXT,
    files: Files,
) -> None:
    """Check event files and name every problem.

    Examples:

      timeline check

      timeline check mine.toml --strict

      timeline check mine.toml --entry my-event

      timeline check --explain W305
    """
    console = files.console()
    if explain is not None:
        console.write(_explanation(explain))
        return
    selected, ignored = _prefixes(select, "--select"), _prefixes(ignore, "--ignore")
    from dprkru_timeline.check.files import lint

    chronology, problems = lint(with_stdin((*files.named, *(paths or ())) or files.names), today())
    is_wanted = _of_entries(entry, chronology, problems)
    shown = [
        problem
        for problem in problems
        if is_wanted(problem)
        and (not selected or problem.code.startswith(selected))
        and not (ignored and problem.code.startswith(ignored))
    ]
    match Format.JSON if files.json else format:
        case Format.JSON:
            from dprkru_timeline.answers.documents import VERSION

            console.json({"timeline": VERSION, "problems": [problem_object(one) for one in shown]})
        case Format.GITHUB:
            console.write("".join(f"{annotation(one)}\n" for one in shown))
        case Format.TEXT:
            console.write("".join(f"{visible(str(problem))}\n" for problem in shown))
            console.write(_summary(shown) if shown or chronology is None else f"no problem in {_counts(chronology)}\n")
    unread = chronology is None and not any(one.severity == "error" for one in shown)
    if unread:  # whatever was selected, the rules between entries could not be asked
        from dprkru_timeline.cli.console import note

        number = len(problems)
        note(f"errors that are not shown ({number:,}) kept the file from being checked whole")
    if unread or any(one.severity == "error" or strict for one in shown):
        raise typer.Exit(ExitCode.FAILED)


def _of_entries(
    entries: list[str] | None, chronology: "Chronology | None", problems: list[Problem]
) -> Callable[[Problem], bool]:
    """Return what tells whether a finding is of the entries that are named; an event brings its sources along."""
    if not entries:
        return lambda _: True
    events: set[str] = set()
    fields: set[str] = set()
    for name in entries:
        table, dot, id_ = name.partition(".")
        if dot:
            known = getattr(chronology, table, {}) if chronology and table in _TABLES else {}
            is_there = id_ in known or any(f"{one.field}.".startswith(f"{name}.") for one in problems)
            fields.add(name)
        else:
            event = chronology.get(name) if chronology else None
            is_there = event is not None or any(one.event == name for one in problems)
            events.add(name)
            fields.update(f"sources.{source}" for source in (event.all_sources if event else ()))
        if not is_there:
            among = [one.id for one in chronology.events] if chronology and not dot else []
            close = nearest(name, among, limit=1)
            remedy = f"did you mean {close[0]}?" if close else "give an event's id, or such as sources.ID"
            raise UsageError(f'--entry: no "{shortened(name)}" in what is checked', remedy)
    return lambda one: one.event in events or ".".join(one.field.split(".")[:2]) in fields


_TABLES = ("actors", "themes", "places", "measures", "sources")


def _prefixes(given: list[str] | None, option: str) -> tuple[str, ...]:
    """Return the beginnings of codes that an option names; an unknown one is an error."""
    from dprkru_timeline.store.rules import RULES

    codes = [code.strip().upper() for value in given or () for code in value.split(",") if code.strip()]
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            close = nearest(code, RULES, limit=1)
            remedy = f"did you mean {close[0]}?" if close else "timeline check --explain all lists the rules"
            raise UsageError(f'{option}: no rule "{shortened(code)}"', remedy)
    return tuple(codes)


def _explanation(code: str) -> str:
    from dprkru_timeline.store.rules import RULES

    wanted = () if code.casefold() == "all" else _prefixes([code], "--explain")
    rules = [rule for rule in RULES.values() if not wanted or rule.code.startswith(wanted)]
    return "".join(f"{rule.code} {rule.name} ({rule.severity}): {rule.explanation}\n" for rule in rules)


def _summary(problems: list[Problem]) -> str:

    errors = sum(problem.severity == "error" for problem in problems)
    return f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}\n"


def _counts(chronology: "Chronology") -> str:
    from dprkru_timeline.edtf import day_wording

    counts = ", ".join(
        counted(len(entries), noun)
        for entries, noun in (
            (chronology.events, "event"),
            (chronology.sources, "source"),
            (chronology.actors, "actor"),
            (chronology.themes, "theme"),
            (chronology.places, "place"),
            *(((chronology.measures, "measure"),) if chronology.measures else ()),
        )
    )
    return f"{counts}; edition of {day_wording(chronology.edition)}"
