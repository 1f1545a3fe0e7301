"""``timeline info``."""

from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import NOTES, takes_lookup
from dprkru_timeline.cli.request import Files, today


@takes_lookup
def info(
    *,
    event: Annotated[
        list[str],
        typer.Argument(
            help="An id, a date, a part of an id, or words; - reads ids from standard input.",
            metavar="EVENT...",
            show_default=False,
            autocompletion=completion.events,
        ),
    ],
    notes: NOTES = False,
    files: Files,
) -> None:
    """Show events in full: who says what, sources, links.

    Examples:

      timeline info panel-veto

      timeline info kursk-deployment defense-pact

      timeline info kursk-deployment --as-of 2024-10-20

      timeline show prisoners --view oneline | timeline info -
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.query.find import find_event, in_one

    console = files.console()
    everything = files._replace(notes=notes or not files.json).load()
    whole = files.known(everything)
    found = [
        find_event(whole, text, today(), everything) for text in files.events_meant(everything, in_one(event, today()))
    ]
    for one in found:
        if one.note:
            note(one.note)
    events = list({one.event.id: one.event for one in found}.values())
    if files.json:
        from dprkru_timeline.answers.lookups import info_document

        console.json(info_document(whole, events))
        return
    from dprkru_timeline.render.info import infos_lines

    ids = [shown.id for shown in events]
    console.show(lambda legible, width: infos_lines(legible, ids, width), whole)
