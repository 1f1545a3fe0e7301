"""``timeline show``."""

from typing import Annotated

import typer

from dprkru_timeline.cli.arguments import with_sources
from dprkru_timeline.cli.options import NOTES, SOURCES, takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UsageError
from dprkru_timeline.session.settings import View, setting


@takes_query
def show(  # noqa: PLR0913
    *,
    asked: Asked,
    view: Annotated[
        View | None,
        typer.Option("--view", help="timeline (the default), table or oneline.", metavar="VIEW", show_default=False),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns", help="Columns of a table, such as date,title,status.", metavar="NAMES", show_default=False
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Summaries, actors and all sources, however many events.")
    ] = False,
    sources: SOURCES = None,
    notes: NOTES = False,
) -> None:
    """Show events as a timeline, with numbered sources.

    Examples:

      timeline show --actor DPRK

      timeline show --theme labor --since 2024 --status claimed,disputed

      timeline show "student visas" --view oneline

      timeline show --key --columns date,title,status,actors
    """
    if sources is False and full:
        raise UsageError("--full and --no-sources are both given", "--full has all sources: leave one of them out")
    console = asked.files.console()
    chosen = view or View(setting("view") or ("table" if columns else "timeline"))
    if columns is not None and view in (View.TIMELINE, View.ONELINE):
        raise UsageError(
            f"--columns and --view {view.value} are both given", "columns are a table's: write --view table"
        )
    names = []
    if columns is not None:
        from dprkru_timeline.words.columns import columns_named

        names = [one.name for one in columns_named(columns)]
    if sources is not None and (asked.files.json or chosen is not View.TIMELINE or names):
        option = "--sources" if sources else "--no-sources"
        raise UsageError(f"{option} goes with --view timeline only", "leave it out, or the other view")
    answer = asked.with_notes(notes or (full and not asked.files.json)).select()
    if asked.files.json:
        from dprkru_timeline.cli.output import Output
        from dprkru_timeline.formats import Options, export

        Output().write_answer(answer, lambda told, out: export(told, "json", out, Options(notes=notes)))
    elif names or chosen is View.TABLE:
        from dprkru_timeline.render.table import table_lines

        console.show(lambda legible, width: table_lines(legible, width, names), answer)
    elif chosen is View.ONELINE:
        from dprkru_timeline.render.oneline import oneline_lines

        console.show(oneline_lines, answer, in_rows=True)
    else:
        from dprkru_timeline.render.timeline import timeline_lines

        listed = console.lists(answer) and not full if sources is None else not sources
        console.show(
            lambda legible, width: timeline_lines(
                legible,
                width,
                full=full,
                sources=not listed,
                short=console.lists(answer),
                command=with_sources() if listed else "",
            ),
            answer,
        )
