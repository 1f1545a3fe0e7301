"""``timeline show``."""

from enum import StrEnum
from typing import Annotated

import typer

from dprkru_timeline.cli.options import Asked, takes_query


class View(StrEnum):
    """How ``show`` writes events."""

    TIMELINE = "timeline"
    ONELINE = "oneline"


@takes_query
def show(
    *,
    asked: Asked,
    view: Annotated[
        View, typer.Option("--view", help="timeline (the default) or oneline.", metavar="VIEW", show_default=False)
    ] = View.TIMELINE,
    full: Annotated[
        bool, typer.Option("--full", help="Summaries, actors and all sources, however many events.")
    ] = False,
) -> None:
    """Show events as a timeline, with numbered sources.

    Examples:

      timeline show --actor DPRK

      timeline show --theme labor --since 2024 --status claimed,disputed

      timeline show "student visas" --view oneline
    """
    console = asked.files.console()
    answer = asked.select()
    if asked.files.json:
        from io import StringIO

        from dprkru_timeline.cli.console import write_exact
        from dprkru_timeline.formats import export

        text = StringIO()
        export(answer, "json", text)
        write_exact(text.getvalue())
    elif view is View.ONELINE:
        from dprkru_timeline.render.oneline import oneline_lines

        cut_to = console.width if console.is_terminal or console.width_given else 0
        console.print_lines(oneline_lines(answer, cut_to))
    else:
        from dprkru_timeline.render.timeline import timeline_lines

        console.print_lines(timeline_lines(answer, console.width, full=full))
