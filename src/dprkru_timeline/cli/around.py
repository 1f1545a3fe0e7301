"""``timeline around``."""

import re
from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.arguments import with_sources
from dprkru_timeline.cli.options import SOURCES, takes_query
from dprkru_timeline.cli.request import Asked, today
from dprkru_timeline.errors import UsageError

_FEW_DIGITS = 4  # a longer number may be a year or a resolution


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
        str | None,
        typer.Option(
            "--within", help="How far to look: 30d (the default), 2w, 3mo, 1y.", metavar="TIME", show_default=False
        ),
    ] = None,
    sources: SOURCES = None,
) -> None:
    """Show what happened just before and after an event or a date.

    Examples:

      timeline around panel-veto

      timeline around defense-pact 2w

      timeline around 4 June 2025 --theme labor --within 3mo
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.edtf.length import SPAN, parse_span
    from dprkru_timeline.query.find import find_moment, window, words_of_date
    from dprkru_timeline.query.select import known_by

    console = asked.files.console()
    words = [moment, *asked.question.words]
    taken = max(words_of_date(words, today()), 1) if len(words) > 1 else 1
    moment, left = " ".join(words[:taken]), words[taken:]
    if left[:1] == ["within"] and len(left) > 1:
        left.pop(0)
    taken = 2 if re.fullmatch(SPAN, " ".join(left[:2])) else 1 if left and re.fullmatch(SPAN, left[0]) else 0
    if taken:  # around EVENT 2w, around EVENT 1 week
        if within is not None:
            raise UsageError(f"how far to look is given twice: {left[0]} and --within {within}", "give it once")
        within, left = " ".join(left[:taken]), left[taken:]
    elif left and left[0].isdecimal() and len(left[0]) < _FEW_DIGITS:
        raise UsageError(
            f'how far is "{left[0]}"?', f"write {left[0]}d for days, {left[0]}w for weeks; for the word '\"{left[0]}\"'"
        )
    span = parse_span(within or "30d")
    asked = asked._replace(question=asked.question._replace(words=tuple(left)))
    query = asked.query()
    whole = asked.files.load()
    center = find_moment(known_by(whole, query), moment, today(), whole)
    if center.note:
        note(center.note)
    answer = asked.answer(whole, window(query, center, span))
    if asked.files.json:
        from dprkru_timeline.answers.lookups import around_document

        console.json(around_document(answer, center, span))
        return
    from dprkru_timeline.render.around import around_lines

    listed = console.lists(answer) if sources is None else not sources
    console.show(
        lambda legible, width: around_lines(
            legible,
            center,
            span,
            width,
            sources=not listed,
            short=console.lists(answer),
            command=with_sources() if listed else "",
        ),
        answer,
    )
