"""``timeline claims``."""

from typing import Annotated

import typer

from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.session.settings import View, setting


@takes_query
def claims(
    *,
    asked: Asked,
    view: Annotated[
        View | None,
        typer.Option("--view", help="timeline (the default), table or oneline.", metavar="VIEW", show_default=False),
    ] = None,
    changes: Annotated[bool, typer.Option("--changes", help="Only claims that changed a status.")] = False,
    full: Annotated[bool, typer.Option("--full", help="The event's title and the numbers with each claim.")] = False,
) -> None:
    """Show who said what, in the order in which it was said.

    Dates ask when it was said; by:, stance:, basis:, source: and figure: ask about the claim, all else about its event.

    Examples:

      timeline claims by:white-house on:2023-10-13

      timeline claims by:south-korea since:2024-10 until:2025-01

      timeline claims denies:kremlin

      timeline claims --changes kursk-deployment
    """
    console = asked.files.console()
    found = asked.claims(asked.files.load(), asked.query(), changes=changes)
    if asked.files.json:
        from dprkru_timeline.answers.tables import claims_table, table_document

        console.json(table_document(claims_table(found)))
        return
    from dprkru_timeline.render.claims import claims_lines, claims_oneline, claims_table_lines

    chosen = view or View(setting("view") or "timeline")
    if chosen is View.ONELINE:
        console.show_sayings(claims_oneline, found, in_rows=True)
    elif chosen is View.TABLE:
        console.show_sayings(claims_table_lines, found)
    else:
        console.show_sayings(lambda legible, width: claims_lines(legible, width, full=full), found)
