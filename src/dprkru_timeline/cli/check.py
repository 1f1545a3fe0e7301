"""``timeline check``."""

from typing import Annotated

import typer

from dprkru_timeline.cli.options import Files, takes_files
from dprkru_timeline.errors import ExitCode, InvalidFile, Problem


@takes_files
def check(
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Event files; none: those of --file, or the builtin one.", metavar="[FILE]...", show_default=False
        ),
    ] = None,
    files: Files,
) -> None:
    """Check event files and name every problem.

    Examples:

      timeline check

      timeline check mine.toml

      timeline check mine.toml builtin
    """
    from dprkru_timeline.edtf import day_wording
    from dprkru_timeline.formats.json import dumps
    from dprkru_timeline.render.header import counted
    from dprkru_timeline.text import visible

    console = files.console()
    chosen = files._replace(names=(*files.names, *(paths or ())))
    try:
        chronology = chosen.load()
    except InvalidFile as error:
        if files.json:
            console.write(
                dumps({"timeline": 1, "problems": [problem_object(one) for one in error.problems]}, indent=2) + "\n"
            )
        else:
            console.write("".join(f"{visible(str(problem))}\n" for problem in error.problems))
            console.write(f"{counted(len(error.problems), 'problem')}\n")
        raise typer.Exit(ExitCode.FAILED) from None
    if files.json:
        console.write(dumps({"timeline": 1, "problems": []}, indent=2) + "\n")
        return
    counts = ", ".join(
        counted(len(entries), noun)
        for entries, noun in (
            (chronology.events, "event"),
            (chronology.sources, "source"),
            (chronology.actors, "actor"),
            (chronology.themes, "theme"),
            (chronology.places, "place"),
        )
    )
    console.write(f"no problem in {counts}; edition of {day_wording(chronology.edition)}\n")


def problem_object(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON has it."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "event": problem.event or None,
        "field": problem.field or None,
        "message": problem.message,
        "help": problem.help or None,
    }
