"""``timeline import``."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import ExitStack

    from dprkru_timeline.intake.importing import Agree
    from dprkru_timeline.intake.report import Report


@takes_files
def import_(  # noqa: PLR0913
    *,
    path: Annotated[
        str,
        typer.Argument(
            help="A spreadsheet, calendar, list of references, …; - for standard input.",
            metavar="FILE",
            show_default=False,
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            help="The event file to make; without it only a report.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Bring an event file up to date that was imported before.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking whether the guess is right.")] = False,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help='Which heading is what: date="Event Date",title=Headline; repeat it.',
            metavar="FIELD=HEADING",
            show_default=False,
        ),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            "--dates",
            help="What 03/04/2024 means: dmy, mdy or ymd; serial: Excel's numbers.",
            metavar="ORDER",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", help="Of a workbook, by name or number.", metavar="NAME", show_default=False),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            "--actor",
            "-a",
            help="Takes part in all of it; repeat it.",
            metavar="NAME",
            show_default=False,
            autocompletion=completion.actors,
        ),
    ] = None,
    theme: Annotated[
        list[str] | None,
        typer.Option(
            "--theme",
            "-t",
            help="What all of it is about.",
            metavar="NAME",
            show_default=False,
            autocompletion=completion.themes,
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option("--publisher", help="Who published what names nobody.", metavar="NAME", show_default=False),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="Of all events: event, report, …",
            metavar="KIND",
            show_default=False,
            autocompletion=completion.kinds,
        ),
    ] = None,
    actor_kind: Annotated[
        str | None,
        typer.Option(
            "--actor-kind", help="Of new actors: person, state, organization, …", metavar="KIND", show_default=False
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", help="Of the event file, if not the file's.", metavar="TEXT", show_default=False),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            help="What the file is, where its name does not say: csv, ics, …",
            metavar="KIND",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", help="Of a text that is no UTF-8: cp1251, …", metavar="NAME", show_default=False),
    ] = None,
    expand: Annotated[
        str | None,
        typer.Option(
            "--expand", help="Calendars: write out what recurs, until a day.", metavar="DATE", show_default=False
        ),
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="The new event file does not extend the chronology that ships.")
    ] = False,
    files: Files,
) -> None:
    """Make an event file of a spreadsheet, a calendar or a library of references.

    Without -o it only says what it would take, and as what. Nothing that it makes is confirmed, and no date becomes
    more precise than it was. A second import with --update adds what is new, and leaves what you have changed.

    Examples:

      timeline import events.xlsx

      timeline import events.xlsx -o mine.toml

      timeline import events.csv -o mine.toml --map date="Event Date",title=Headline --dates dmy

      timeline import events.xlsx -o mine.toml --update --yes
    """
    from contextlib import ExitStack

    from dprkru_timeline.cli.progress import Working
    from dprkru_timeline.intake.days import ORDERS
    from dprkru_timeline.intake.header import parse_map
    from dprkru_timeline.intake.importing import How, imported
    from dprkru_timeline.intake.read import Options
    from dprkru_timeline.intake.tabular import Asked
    from dprkru_timeline.intake.text import cleaned
    from dprkru_timeline.model import ActorKind, EventKind
    from dprkru_timeline.text import typed

    _one_of("--dates", dates, ORDERS)
    _one_of("--kind", kind, tuple(EventKind))
    _one_of("--actor-kind", actor_kind, tuple(ActorKind))
    if (update or yes) and output is None:
        raise UsageError(
            f"--{'update' if update else 'yes'} is for an event file, and none is named", "write -o mine.toml"
        )
    _check_output(output, path, update=update)
    beside = tuple(name for name in files.names if name != output) or ("builtin",)
    options = Options(as_ or "", encoding or "", sheet or "", Asked(parse_map(mapped or []), dates or ""), expand or "")
    how = How(
        options,
        tuple(actor or ()),
        tuple(theme or ()),
        cleaned(publisher or ""),
        kind or "",
        actor_kind or "",
        " ".join((title or "").split()),
        () if alone else _extends(output, beside),
        tuple(with_stdin(beside)),
    )
    working = ExitStack()
    agree = None if yes or output is None else _agreed(files, output, path, working)
    with working:
        working.enter_context(Working(f"reading {typed(path)}"))
        found = imported(
            path,
            output or "",
            how=how,
            today=today(),
            update=update,
            agree=agree,
            stdin=sys.stdin.buffer if path == "-" and sys.stdin else None,
        )
    given = {
        "map": mapped or (),
        "dates": dates,
        "sheet": sheet,
        "actor": actor or (),
        "theme": theme or (),
        "publisher": publisher,
        "kind": kind,
        "actor-kind": actor_kind,
        "title": title,
        "as": as_,
        "encoding": encoding,
        "expand": expand,
    }
    _say(files, found, shown=agree is not None, output=output, again=_command(files, path, given, alone=alone))


def _one_of(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        from dprkru_timeline.errors import nearest
        from dprkru_timeline.text import shortened

        close = nearest(value, known, limit=1)
        raise UsageError(
            f'{option} "{shortened(value)}" is none of {", ".join(known)}',
            f"did you mean {close[0]}?" if close else f"write {option} {known[0]}",
        )


def _check_output(output: str | None, path: str, *, update: bool) -> None:
    """See that there is somewhere to write, before a long file is read."""
    import os

    from dprkru_timeline.cli.keeping import is_shipped
    from dprkru_timeline.text import typed

    if output is None:
        return
    if output == "-" or not output:
        raise UsageError("an import is written to a file", "write -o mine.toml")
    if is_shipped(output):
        raise UsageError("the chronology that ships is not written", "write -o mine.toml")
    if os.path.exists(output) and path != "-" and os.path.exists(path) and os.path.samefile(output, path):
        raise UsageError(f"{typed(output)} is the file that is imported", "write to another")
    if os.path.lexists(output) and not update:
        raise UsageError(f"{typed(output)} exists", "--update brings it up to date, and leaves what you have changed")


def _extends(output: str | None, beside: tuple[str, ...]) -> tuple[str, ...]:
    import os

    from dprkru_timeline.cli.new import path_from

    folder = os.path.dirname(os.path.abspath(output or "mine.toml"))
    return tuple(path_from(folder, one) for one in beside)


def _agreed(files: Files, output: str, path: str, working: "ExitStack") -> "Agree":
    """Return what shows the guess and asks whether it is right, when ``working`` has ended."""

    def agree(found: "Report") -> bool:
        from dprkru_timeline.render.import_ import import_lines
        from dprkru_timeline.text import typed

        working.close()
        if files.json or sys.stdin is None or not sys.stdin.isatty() or path == "-":
            raise UsageError(
                "nobody is there to say whether the guess is right; nothing was written",
                f"look at it: timeline import {typed(path)}; then add --yes",
            )
        console = files.console()
        console.print_lines(import_lines(found, console.width))
        return typer.confirm(f"Write it to {typed(output)}?", default=False, err=True)

    return agree


def _say(files: Files, found: "Report", *, shown: bool, output: str | None, again: str) -> None:
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.text import counted, typed

    if files.json:
        from dprkru_timeline.answers.imported import import_object

        files.console().json(import_object(found))
        return
    if not shown:
        from dprkru_timeline.render.import_ import import_lines

        console = files.console()
        console.print_lines(import_lines(found, console.width))
    if output is None:
        note(f"nothing is written: {again} writes it")
    elif found.written:
        what = (
            counted(len(found.came.get("sources", ())), "source") if found.of_sources else counted(found.taken, "event")
        )
        note(f"wrote {typed(found.written)}: {what}")
    else:
        note("nothing had to be changed" if not (found.added or found.updated) else "nothing was written")


def _command(files: Files, path: str, given: "Mapping[str, str | Sequence[str] | None]", *, alone: bool) -> str:
    """Return the command that writes what a report is of."""
    import os
    import re
    import shlex

    from dprkru_timeline.text import one_line

    stem = re.sub(r"[^\w.-]+", "-", os.path.splitext(os.path.basename(path))[0]).strip("-.") or "mine"
    name = next(
        one
        for one in (f"{stem}.toml", f"{stem}-imported.toml", "mine.toml")
        if not os.path.lexists(one) or one == "mine.toml"
    )
    words = ["timeline", "import", path, "-o", name]
    for one in files.named:
        words += ["--file", one]
    for option, value in given.items():
        for one in (value,) if isinstance(value, str) else value or ():
            words += [f"--{option}", one]
    return one_line(shlex.join([*words, *(["--alone"] if alone else [])]))
