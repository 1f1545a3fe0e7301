"""``timeline cite``."""

from enum import StrEnum
from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_lookup
from dprkru_timeline.cli.request import Files, today
from dprkru_timeline.errors import UsageError


class Style(StrEnum):
    """How a citation is written."""

    CHICAGO = "chicago"
    APA = "apa"
    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    RIS = "ris"


@takes_lookup
def cite(
    *,
    event: Annotated[
        list[str] | None,
        typer.Argument(
            help="Events whose sources to cite; - reads ids from standard input; none: the chronology itself.",
            metavar="[EVENT]...",
            show_default=False,
            autocompletion=completion.events,
        ),
    ] = None,
    style: Annotated[
        Style,
        typer.Option(
            "--style",
            "-s",
            help="chicago (a note, the default), apa, csl-json, bibtex or ris.",
            metavar="STYLE",
            show_default=False,
        ),
    ] = Style.CHICAGO,
    files: Files,
) -> None:
    """Write the sources of events as citations.

    Examples:

      timeline cite panel-veto

      timeline cite defense-pact --style apa

      timeline cite kursk-deployment --style bibtex > kursk.bib
    """
    from dprkru_timeline.cli.console import note, write_exact
    from dprkru_timeline.query.find import find_event, in_one
    from dprkru_timeline.render.cite import citations, cite_lines

    console = files.console()
    whole = files.load()
    known = files.known(whole)
    found = [
        find_event(known, text, today(), whole) for text in files.events_meant(whole, in_one(event or [], today()))
    ]
    for one in found:
        if one.read_as:
            note(f"read {one.read_as}: {one.event.id}")
    if known.as_of and not found:
        raise UsageError("the chronology itself has no --as-of", "name events, or leave --as-of out")
    events = list({one.event.id: one.event for one in found}.values())
    footnotes = style in (Style.CHICAGO, Style.APA) and not files.json
    cited = citations(console.legible(known) if footnotes else known, events, style.value)
    if not cited:
        note(
            f"no source of {', '.join(one.id for one in events)} counts by that day: what is known rests on later ones"
        )
    if files.json:
        from dprkru_timeline.answers.lookups import cite_document

        texts = [(one.item, " ".join(filter(None, (one.text, one.address)))) for one in cited]
        console.json(cite_document(known, style.value, texts, events))
    elif style in (Style.CHICAGO, Style.APA):
        console.print_lines(cite_lines(cited, console.row_width))
    else:
        from dprkru_timeline.formats import references

        write_exact(references(style.value, [(one.item, one.when) for one in cited]))
