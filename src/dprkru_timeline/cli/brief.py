"""``timeline brief``."""

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from dprkru_timeline.cli.options import FORCE, MARKING, NO_QUERY, OUTPUT, TITLE, front_of, takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import shortened


class Format(StrEnum):
    """How a briefing is written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    DOCX = "docx"


_ENDINGS = {
    ".md": Format.MD,
    ".markdown": Format.MD,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".txt": Format.TEXT,
    ".docx": Format.DOCX,
}


@takes_query
def brief(  # noqa: PLR0913
    *,
    asked: Asked,
    format: Annotated[  # noqa: A002 - the option's name
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="text (the default), md, html or docx; else by the ending of -o.",
            metavar="FORMAT",
            show_default=False,
        ),
    ] = None,
    output: OUTPUT = None,
    full: Annotated[
        bool, typer.Option("--full", help="Everything, with who says what, on as many pages as it takes.")
    ] = False,
    title: TITLE = None,
    no_query: NO_QUERY = False,
    marking: MARKING = None,
    force: FORCE = False,
) -> None:
    """Write a briefing of one page and its numbered sources.

    What came last, what is settled and by whom, what is in dispute, whose numbers differ; then the events behind it.

    Examples:

      timeline brief theme:labor since:2024

      timeline brief --actor shoigu -f md

      timeline brief theme:prisoners -o prisoners.html --title "Prisoners, for the 9 o'clock"
    """
    from dprkru_timeline.cli.output import output_to
    from dprkru_timeline.derive.brief import briefing
    from dprkru_timeline.query.select import known_by

    asked.refuse_file_names()
    console = asked.files.console()
    to_file = output not in (None, "-")
    ending = PurePath(str(output)).suffix.casefold()
    if format is None and to_file and ending not in _ENDINGS:
        what = f'the ending "{shortened(ending)}" is no format\'s' if ending else "no format is named"
        raise UsageError(what, "write -f with one of text, md, html, docx")
    chosen = format or (_ENDINGS[ending] if to_file else Format.TEXT)
    if asked.files.json:
        raise UsageError("brief has no --json", "timeline show --json has the same events")
    binary = chosen.value if chosen is Format.DOCX else ""
    out = output_to(output, force=force, inputs=asked.files.inputs(), binary=binary)
    read, query = asked.files.load(), asked.query()
    answer = asked.without_query(no_query).answer(read, query, in_time_order=True)
    whole = known_by(read, query)
    front = front_of(title, marking)
    if chosen is Format.TEXT:
        from dprkru_timeline.render.brief import brief_lines

        console.show_to(
            out,
            lambda legible, width: brief_lines(
                legible, briefing(legible, console.legible(whole), full=full), width, front
            ),
            answer,
        )
    else:
        from dprkru_timeline.formats import find_format, needing

        with needing(find_format(chosen.value, None)):
            page = briefing(answer, whole, full=full)
            if chosen is Format.MD:
                from dprkru_timeline.formats.brief_md import write
            elif chosen is Format.HTML:
                from dprkru_timeline.formats.brief_html import write
            else:
                from dprkru_timeline.formats.brief_docx import write
            out.write(lambda file: write(answer, page, file, front))
    out.say("")
