"""``timeline on``."""

from typing import Annotated

import typer

from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked, today
from dprkru_timeline.errors import UsageError


@takes_query
def on(
    *,
    day: Annotated[
        str | None,
        typer.Argument(
            help="A day or month, with or without its year; none: today.", metavar="[DAY]", show_default=False
        ),
    ] = None,
    asked: Asked,
) -> None:
    """Show what happened on this day in other years, and what is next.

    Examples:

      timeline on

      timeline on 19 June

      timeline on next month

      timeline on 2026-03-28 --theme sanctions
    """
    from dprkru_timeline.query.find import days_ahead, find_days, is_term

    if day is not None and is_term(day):  # a word of the query, with the day left out
        asked = asked._replace(question=asked.question._replace(words=(day, *asked.question.words)))
        day = None
    console = asked.files.console()
    if day is not None:
        words = [day, *asked.question.words]
        taken = days_ahead(words, today())
        day, left = " ".join(words[:taken]), words[taken:]
        asked = asked._replace(question=asked.question._replace(words=tuple(left)))
    first, last = find_days(day or "today", today())
    query = asked.query()
    if query.limit is not None or query.last is not None:
        raise UsageError("on takes no -n and no --last", "it shows all of its days; leave them out")
    answer = asked.answer(asked.files.load(), query)
    if asked.files.json:
        from dprkru_timeline.answers.lookups import on_document

        console.json(on_document(answer, first, last))
        return
    from dprkru_timeline.render.on import on_lines

    console.show(lambda legible, width: on_lines(legible, first, last, width), answer)
