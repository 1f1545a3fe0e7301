"""``timeline chart``."""

from enum import StrEnum
from typing import Annotated

import typer

from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UsageError


class View(StrEnum):
    """What a chart shows."""

    DENSITY = "density"
    LANES = "lanes"


class By(StrEnum):
    """What events are told apart by."""

    ACTOR = "actor"
    THEME = "theme"
    PLACE = "place"
    STATUS = "status"


class Per(StrEnum):
    """The period that events are counted in."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@takes_query
def chart(
    *,
    asked: Asked,
    view: Annotated[
        View, typer.Option("--view", help="density (the default) or lanes.", metavar="VIEW", show_default=False)
    ] = View.DENSITY,
    by: Annotated[
        By | None,
        typer.Option(
            "--by",
            help="actor, theme, place or status; status is the default of density, theme of lanes.",
            metavar="WHAT",
            show_default=False,
        ),
    ] = None,
    per: Annotated[
        Per | None,
        typer.Option(
            "--per", help="density: month, quarter or year; else what fits.", metavar="PERIOD", show_default=False
        ),
    ] = None,
    top: Annotated[int, typer.Option("--top", help="lanes: how many at most.", metavar="N", min=1)] = 12,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", help="A picture: a file that ends in .svg or .png.", metavar="FILE", show_default=False
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Draw events over time: as bars by period, or in lanes.

    Examples:

      timeline chart --since 2022

      timeline chart --view lanes --by actor --since 2024

      timeline chart theme:labor --per year -o labor.svg
    """
    from dprkru_timeline.derive.chart import density, fitting_period, lanes

    console = asked.files.console()
    if view is View.LANES and per is not None:
        raise UsageError("--per and --view lanes are both given", "lanes have a true scale of time: leave --per out")
    answer = asked.select(in_time_order=True)
    kind = (by or (By.STATUS if view is View.DENSITY else By.THEME)).value
    if output is not None:
        from dprkru_timeline.cli.picture import write_picture

        write_picture(
            asked.files, answer, output, force=force, view=view.value, by=kind, per=per and per.value, top=top
        )
        return
    if asked.files.json:
        from dprkru_timeline.answers.documents import dumps
        from dprkru_timeline.answers.lookups import chart_document
        from dprkru_timeline.cli.console import write_exact

        document = chart_document(answer, view.value, kind, (per and per.value) or fitting_period(answer), top)
        write_exact(dumps(document, indent=2) + "\n")
        return
    answer = console.legible(answer)
    if not answer.events:
        from dprkru_timeline.render.parts import header_lines

        console.print_lines(header_lines(answer, console.width))
    elif view is View.DENSITY:
        from dprkru_timeline.render.chart import density_lines

        found = density(answer, kind, (per and per.value) or fitting_period(answer))
        console.print_lines(density_lines(answer, found, kind, console.width))
    else:
        from dprkru_timeline.render.chart import lanes_lines

        console.print_lines(lanes_lines(answer, lanes(answer, kind, top), console.width))
