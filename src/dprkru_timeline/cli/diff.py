"""``timeline diff``."""

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from dprkru_timeline.cli.options import FORCE, OUTPUT, takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import ExitCode, UsageError
from dprkru_timeline.text import shortened


class Format(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


@takes_files
def diff(  # noqa: PLR0913
    *,
    old: Annotated[
        str | None,
        typer.Argument(
            help="What was: an export or brief of yours, an event file, builtin, or git:REV[:PATH].",
            metavar="[OLD]",
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(
            help="What is, likewise; left out: the files that are read.", metavar="[NEW]", show_default=False
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="From what was known on a day.", metavar="DATE", show_default=False),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help="To what was known on a later day; today.", metavar="DATE", show_default=False),
    ] = None,
    asked: Annotated[
        str | None,
        typer.Option(
            "--query",
            help="What OLD was asked, where it does not say so, as tables don't; '' for everything.",
            metavar="QUERY",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        Format | None,
        typer.Option("--format", "-f", help="text (the default), md or json.", metavar="FORMAT", show_default=False),
    ] = None,
    output: OUTPUT = None,
    force: FORCE = False,
    files: Files,
) -> None:
    """Say what has changed since a brief, or between two days.

    Or between two files, or two editions of one in git. Ends with 1 where something has changed.

    Examples:

      timeline diff my-brief.docx

      timeline diff --as-of 2025-04-01 --to 2025-05-01

      timeline diff mine-last-year.toml mine.toml

      timeline diff git:HEAD~1 --file mine.toml

      timeline diff my-brief.docx -f md -o changes.md
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.cli.output import output_to
    from dprkru_timeline.session.compare import compare, compare_days

    chosen = Format.JSON if files.json else format or _by_ending(output)
    if files.json and format not in (None, Format.JSON):
        raise UsageError(f"--json and -f {format} are both given", "give one of them")
    days = as_of is not None or to is not None
    if days and old is not None:
        raise UsageError("a file and days are both given", "leave one out: timeline diff --as-of DAY --to DAY")
    if not days and old is None:
        raise UsageError("nothing is named to compare with", "write timeline diff brief.docx, or --as-of DAY")
    if days and as_of is None:
        raise UsageError("--to has no --as-of to begin with", "write timeline diff --as-of 2025-04-01 --to 2025-05-01")
    console = files.console()
    out = output_to(output, force=force, inputs=[*files.inputs(), *(one for one in (old, new) if one)])
    if days:
        made = compare_days(files.load(), str(as_of), to, today())
    else:
        sides = with_stdin([one for one in (old, new) if one is not None])
        made = compare(
            sides[0], sides[1] if new is not None else None, files=with_stdin(files.names), asked=asked, today=today()
        )
    found, whole = made.difference, made.chronology
    for told in made.notes:
        note(told)
    if chosen is Format.JSON:
        from dprkru_timeline.answers.diff import diff_document
        from dprkru_timeline.answers.documents import dumps

        text = dumps(diff_document(found), indent=2) + "\n"
        out.write_bytes(text.encode("utf-8"))
    elif chosen is Format.MD:
        from dprkru_timeline.formats.diff_md import write

        out.write(lambda file: write(whole, found, file))
    else:
        from dprkru_timeline.render.diff import diff_lines

        console.show_to(out, lambda legible, width: diff_lines(legible, found, width), whole)
    out.say("")
    if found:
        raise typer.Exit(ExitCode.FAILED)


def _by_ending(output: str | None) -> Format:
    if output in (None, "-"):
        return Format.TEXT
    ending = PurePath(str(output)).suffix.casefold()
    known = {".md": Format.MD, ".markdown": Format.MD, ".json": Format.JSON, ".txt": Format.TEXT, "": Format.TEXT}
    if ending not in known:
        raise UsageError(f'the ending "{shortened(ending)}" is no format\'s', "write -f with one of text, md, json")
    return known[ending]
