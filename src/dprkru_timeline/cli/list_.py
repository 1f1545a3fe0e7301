"""``timeline list``."""

from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UsageError


@takes_query
def list_(
    *,
    what: Annotated[
        str,
        typer.Argument(
            help="actors, themes, places, sources, kinds, statuses or formats.",
            metavar="LIST",
            show_default=False,
            autocompletion=completion.lists,
        ),
    ],
    asked: Asked,
) -> None:
    """List the ids and names that can be asked for, with counts.

    Examples:

      timeline list actors

      timeline list themes --since 2024 --actor DPRK

      timeline list sources theme:labor
    """
    from dprkru_timeline.derive.stats import LISTS, rows
    from dprkru_timeline.errors import nearest
    from dprkru_timeline.text import shortened

    name = what.casefold()
    if name not in LISTS:
        close = nearest(what, LISTS, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the lists are {', '.join(LISTS)}"
        raise UsageError(f'no list "{shortened(what)}"', remedy)
    console = asked.files.console()
    query = asked.query()
    answer = asked.answer(asked.files.load(), query, in_time_order=True)
    if name == "formats":
        if query:
            raise UsageError("formats are not part of the chronology", "leave the query out: timeline list formats")
        from dprkru_timeline.formats import format_rows

        entries = format_rows()
    else:
        entries = [row for row in rows(answer, name) if row.events or row.claims or not query]
    if asked.files.json:
        from dprkru_timeline.answers.documents import dumps
        from dprkru_timeline.answers.lookups import list_document
        from dprkru_timeline.cli.console import write_exact

        write_exact(dumps(list_document(answer, name, entries), indent=2) + "\n")
        return
    from dprkru_timeline.render.list_ import list_lines

    answer = console.legible(answer)
    if name != "formats":
        entries = [row for row in rows(answer, name) if row.events or row.claims or not query]
    console.print_lines(list_lines(answer, name, entries, console.row_width))
