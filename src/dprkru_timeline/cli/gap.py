"""``timeline gap``."""

from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_lookup
from dprkru_timeline.cli.request import Files, today


@takes_lookup
def gap(
    *,
    moments: Annotated[
        list[str],
        typer.Argument(
            help="Two events or dates; today is one.",
            metavar="FROM TO",
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
    from dprkru_timeline.query.find import find_moment, split_moments

    console = files.console()
    whole = files.load()
    known = files.known(whole)
    here, there = (find_moment(known, text, today(), whole) for text in split_moments(known, moments, today()))
    for moment in (here, there):
        if moment.note:
            note(moment.note)
    if files.json:
        from dprkru_timeline.answers.lookups import gap_document

        console.json(gap_document(known, here, there))
        return
    from dprkru_timeline.render.gap import gap_lines

    console.show(lambda legible, width: gap_lines(legible, here, there, width), known)
