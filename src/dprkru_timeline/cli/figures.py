"""``timeline figures``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import FORCE, takes_query
from dprkru_timeline.cli.request import Asked, today
from dprkru_timeline.errors import UsageError
from dprkru_timeline.session.settings import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dprkru_timeline.chronology import Chronology, Sayings
    from dprkru_timeline.figures import Point
    from dprkru_timeline.render.lines import Line


@takes_query
def figures(  # noqa: PLR0913
    *,
    asked: Asked,
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of",
            help="What is counted, such as killed,casualties: timeline list measures.",
            metavar="MEASURES",
            show_default=False,
            autocompletion=completion.measures,
        ),
    ] = None,
    latest: Annotated[bool, typer.Option("--latest", help="Only each speaker's last word.")] = False,
    view: Annotated[
        View | None,
        typer.Option("--view", help="timeline (the picture), table or oneline.", metavar="VIEW", show_default=False),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="The rows as csv, tsv, md, json, jsonl, xlsx, docx or parquet.",
            metavar="FORMAT",
            show_default=False,
            autocompletion=completion.formats,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            help="A picture (.svg, .png), or a table by its ending.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    force: FORCE = False,
) -> None:
    """Show how many, who counts, and who counts differently.

    Dates ask when a number was given, as for claims. Without --of: a table of what is counted, with the latest words.

    Examples:

      timeline figures

      timeline figures --of killed,casualties

      timeline figures --of containers --as-of 2024-06-01

      timeline figures --of killed -o killed.png
    """
    from dprkru_timeline.session.figures import asked_for, chosen_of, figures_asked

    console = asked.files.console()
    whole = asked.files.load()
    wanted = figures_asked(whole, asked.question, today(), of)
    found = asked_for(wanted, whole, asked.claims(whole, wanted.of_claims))

    def chosen(sayings: "Sayings") -> "list[Point]":
        return chosen_of(wanted, sayings, latest=latest)

    if asked.files.json and (output is not None or format is not None):
        raise UsageError("--json and -f or -o are both given", "leave --json out, or write -f json -o FILE")
    if asked.files.json:
        from dprkru_timeline.answers.tables import figures_table, table_document

        console.json(table_document(figures_table(found.answer, chosen(found))))
        return
    if format is not None or output is not None:
        _to_file(asked, found.answer, chosen(found), format, output, force=force)
        return
    from dprkru_timeline.render.figures import figures_lines
    from dprkru_timeline.render.figures_table import figures_oneline, overview_lines

    def lines(legible: "Sayings", width: int) -> "Iterable[Line]":
        if view is View.ONELINE:
            return figures_oneline(legible, chosen(legible), by_measure=not wanted.measures)
        view_of = figures_lines if wanted.measures and view is not View.TABLE else overview_lines
        return view_of(legible, chosen(legible), width)

    console.show_sayings(lines, found, in_rows=view is View.ONELINE)


def _to_file(  # noqa: PLR0913
    asked: Asked,
    answer: "Chronology",
    found: "list[Point]",
    format_: str | None,
    output: str | None,
    *,
    force: bool,
) -> None:
    """Write figures as a picture, or as a table in a format.

    Raises:
        UsageError: the file's ending is neither, or it may not be written.
    """
    from dprkru_timeline.cli.output import output_to

    ending = output.rpartition(".")[2].casefold() if format_ is None and output else ""
    inputs = asked.files.inputs()
    if (format_ or ending) in ("svg", "png"):
        from dprkru_timeline.cli.picture import write_figures_picture

        binary = "png" if "png" in (format_, ending) else ""
        out = output_to(output, force=force, inputs=inputs, binary=binary)
        write_figures_picture(out, answer, found, format_ or ending)
        out.say("")
        return
    from dprkru_timeline.cli.tables import write_figures
    from dprkru_timeline.formats import find_format

    chosen = find_format(format_, output if output != "-" else None, what="figures")
    out = output_to(output, force=force, inputs=inputs, binary=chosen.name if chosen.is_binary else "")
    write_figures(answer, found, chosen, out)
