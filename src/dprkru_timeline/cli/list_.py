"""``timeline list``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import InvalidFile, UnreadableFile, UsageError, nearest
from dprkru_timeline.text import counted, shortened

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.cli.console import Console
    from dprkru_timeline.derive.stats import Row


@takes_query
def list_(
    *,
    what: Annotated[
        str | None,
        typer.Argument(
            help="actors, themes, places, measures, sources, meetings, formats; kinds, forms, statuses, settled, "
            "stances, bases.",
            metavar="[LIST]",
            show_default=False,
            autocompletion=completion.lists,
        ),
    ] = None,
    asked: Asked,
) -> None:
    """List what can be asked for, with counts; alone, the lists.

    Examples:

      timeline list

      timeline list actors

      timeline list themes --since 2024 --actor DPRK

      timeline list sources theme:labor
    """
    from dprkru_timeline.derive.stats import LISTS, WORDS, rows
    from dprkru_timeline.query.select import sources_asked

    console = asked.files.console()
    if what is None:
        _write_words(console, "lists", rows(None, "lists"), as_json=asked.files.json)
        return
    name = what.casefold()
    if name not in LISTS:
        close = nearest(what, LISTS, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the lists are {', '.join(LISTS)}"
        raise UsageError(f'no list "{shortened(what)}"', remedy)
    query = asked.query()
    if name == "formats":
        if query:
            raise UsageError("formats are not part of the chronology", "leave the query out: timeline list formats")
        from dprkru_timeline.formats import format_rows

        _write_words(console, name, format_rows(), as_json=asked.files.json)
        return
    try:
        whole = asked.files.load()
    except (InvalidFile, UnreadableFile) as error:
        if name not in WORDS or query:
            raise
        from dprkru_timeline.cli.console import note

        note(f"without counts: {_what_is_wrong(error)}")
        _write_words(console, name, rows(None, name), as_json=asked.files.json)
        return
    answer = asked.answer(whole, query, in_time_order=True)
    own = sources_asked(whole, query) if name == "sources" and query else None

    def entries(chronology: "Chronology") -> "list[Row]":
        found = [row for row in rows(chronology, name) if row.events or row.claims or not query]
        return [row for row in found if own is None or row.id in own]

    if asked.files.json:
        from dprkru_timeline.answers.lookups import list_document

        console.json(list_document(answer, name, entries(answer)))
        return
    from dprkru_timeline.render.list_ import list_lines

    console.show(lambda legible, width: list_lines(legible, name, entries(legible), width), answer, in_rows=True)


def _what_is_wrong(error: InvalidFile | UnreadableFile) -> str:
    """Return in a line why there is no chronology to count in."""
    if isinstance(error, UnreadableFile):
        return error.message
    files = dict.fromkeys(problem.file for problem in error.problems)
    return f"{', '.join(files)} has {counted(len(error.problems), 'problem')}; timeline check names them"


def _write_words(console: "Console", name: str, entries: "list[Row]", *, as_json: bool) -> None:
    """Write a list that is the program's own, without a chronology."""
    if as_json:
        from dprkru_timeline.answers.lookups import words_document

        console.json(words_document(name, entries))
        return
    from dprkru_timeline.render.list_ import words_lines

    console.print_lines(words_lines(name, entries, console.row_width))
