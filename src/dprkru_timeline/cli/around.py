"""``timeline around``."""

from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked, today


@takes_query
def around(
    *,
    moment: Annotated[
        str,
        typer.Argument(
            help="An event or a date.", metavar="EVENT|DATE", show_default=False, autocompletion=completion.moments
        ),
    ],
    asked: Asked,
    within: Annotated[
        str,
        typer.Option(
            "--within", help="How far to look: 30d (the default), 2w, 3mo, 1y.", metavar="TIME", show_default=False
        ),
    ] = "30d",
) -> None:
    """Show what happened just before and after an event or a date.

    Examples:

      timeline around panel-veto

      timeline around defense-pact --within 2w

      timeline around 2025-06-04 --theme labor --within 3mo
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.edtf.length import parse_span
    from dprkru_timeline.query.find import find_moment, window
    from dprkru_timeline.query.select import known_by

    console = asked.files.console()
    span = parse_span(within)
    query = asked.query()
    whole = asked.files.load()
    center = find_moment(known_by(whole, query), moment, today(), whole)
    if center.read_as:
        note(f"read {center.read_as}" + (f": {center.event.id}" if center.event else ""))
    answer = asked.answer(whole, window(query, center, span))
    if asked.files.json:
        from dprkru_timeline.answers.lookups import around_document

        console.json(around_document(answer, center, span))
        return
    from dprkru_timeline.render.around import around_lines

    console.show(lambda legible, width: around_lines(legible, center, span, width), answer)
