"""``timeline chart``."""

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from dprkru_timeline.cli.options import FORCE, NO_QUERY, TITLE, front_of, takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import shortened


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
def chart(  # noqa: PLR0913
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
            "--output", "-o", help="A file that ends in .svg, .png or .txt.", metavar="FILE", show_default=False
        ),
    ] = None,
    force: FORCE = False,
    title: TITLE = None,
    no_query: NO_QUERY = False,
) -> None:
    """Draw events over time: as bars by period, or in lanes.

    Examples:

      timeline chart --since 2022

      timeline chart --view lanes --by actor --since 2024

      timeline chart theme:labor --title "Workers abroad" -o labor.svg
    """
    from dprkru_timeline.cli.output import output_to
    from dprkru_timeline.derive.chart import density, fitting_period, lanes

    console = asked.files.console()
    if view is View.LANES and per is not None:
        raise UsageError("--per and --view lanes are both given", "lanes have a true scale of time: leave --per out")
    if asked.files.json and output is not None:
        raise UsageError("--json and -o are both given", "--json writes what a chart would draw to standard output")
    for option in [name for name, given in (("title", title is not None), ("no-query", no_query)) if given]:
        if asked.files.json:
            raise UsageError(f"--{option} is not for --json", "it heads a chart that is drawn: leave one of them out")
    front = front_of(title)
    picture = _picture(output)
    out = output_to(output, force=force, inputs=asked.files.inputs())
    answer = asked.without_query(no_query).select(in_time_order=True)
    kind = (by or (By.STATUS if view is View.DENSITY else By.THEME)).value
    period = (per and per.value) or fitting_period(answer)
    if picture:
        from dprkru_timeline.cli.picture import write_picture

        write_picture(out, answer, picture, front, view=view.value, by=kind, per=period, top=top)
    elif asked.files.json:
        from dprkru_timeline.answers.lookups import chart_document

        console.json(chart_document(answer, view.value, kind, period, top))
        return
    elif not answer.events:
        from dprkru_timeline.render.chart import chart_head

        console.show_to(out, lambda legible, width: chart_head(legible, front, width), answer)
    elif view is View.DENSITY:
        from dprkru_timeline.render.chart import density_lines

        console.show_to(
            out,
            lambda legible, width: density_lines(legible, density(legible, kind, period), kind, width, front),
            answer,
        )
    else:
        from dprkru_timeline.render.chart_lanes import lanes_lines

        console.show_to(
            out, lambda legible, width: lanes_lines(legible, lanes(legible, kind, top), kind, width, front), answer
        )
    out.say("")


def _picture(output: str | None) -> str:
    """Return the kind of picture that a file is to be; nothing where the chart is drawn in signs.

    Raises:
        UsageError: its ending is neither a picture's nor a text's.
    """
    if output is None:
        return ""

    ending = "svg" if output == "-" else PurePath(output).suffix.lower().removeprefix(".")
    if ending in ("svg", "png"):
        return ending
    if ending == "txt":
        return ""

    raise UsageError(
        f'the ending "{shortened(ending)}" is no picture\'s' if ending else "the file has no ending",
        "write -o chart.svg, -o chart.png or -o chart.txt",
    )
