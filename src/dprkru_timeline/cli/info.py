"""``timeline info``."""

from typing import Annotated

import typer

from dprkru_timeline.cli.options import Files, takes_files, today


@takes_files
def info(
    *,
    event: Annotated[
        list[str],
        typer.Argument(help="An id, a date, a part of an id, or words.", metavar="EVENT...", show_default=False),
    ],
    files: Files,
) -> None:
    """Show events in full: who says what, sources, links.

    Examples:

      timeline info panel-veto

      timeline info kursk-deployment defense-pact

      timeline info 2024-03-28
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.query.find import find_event

    console = files.console()
    whole = files.load()
    found = [find_event(whole, text, today()) for text in event]
    for one in found:
        if one.read_as:
            note(f"read {one.read_as}: {one.event.id}")
    events = list({one.event.id: one.event for one in found}.values())
    if files.json:
        from dprkru_timeline.cli.console import write_exact
        from dprkru_timeline.formats.json import document_head, dumps, info_object

        head = {**document_head(whole), "matched": len(events), "count": len(events)}
        write_exact(dumps({**head, "events": [info_object(whole, one) for one in events]}, indent=2) + "\n")
        return
    from dprkru_timeline.render.card import card_lines
    from dprkru_timeline.render.lines import BLANK

    for place, shown in enumerate(events):
        if place:
            console.print_lines([BLANK, (("* * *", "faint"),), BLANK])
        console.print_lines(card_lines(whole, shown, console.width))
