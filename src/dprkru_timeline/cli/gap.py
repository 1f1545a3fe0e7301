"""``timeline gap``."""

from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_lookup
from dprkru_timeline.cli.request import Files, today


@takes_lookup
def gap(
    *,
    start: Annotated[
        str,
        typer.Argument(
            help="An event or a date.", metavar="FROM", show_default=False, autocompletion=completion.moments
        ),
    ],
    end: Annotated[
        str,
        typer.Argument(
            help="An event or a date; today is one.",
            metavar="TO",
            show_default=False,
            autocompletion=completion.moments,
        ),
    ],
    files: Files,
) -> None:
    """Show the time between two events or dates.

    Examples:

      timeline gap panel-veto defense-pact

      timeline gap kursk-deployment today

      timeline gap "summer 2024" 2025-04-26
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.query.find import find_moment

    console = files.console()
    whole = files.load()
    known = files.known(whole)
    here, there = (find_moment(known, text, today(), whole) for text in (start, end))
    for moment in (here, there):
        if moment.read_as:
            note(f"read {moment.read_as}" + (f": {moment.event.id}" if moment.event else ""))
    if files.json:
        from dprkru_timeline.answers.lookups import gap_document

        console.json(gap_document(known, here, there))
        return
    from dprkru_timeline.render.gap import gap_lines

    console.show(lambda legible, width: gap_lines(legible, here, there, width), known)
