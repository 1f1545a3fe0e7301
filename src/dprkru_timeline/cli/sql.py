"""``timeline sql``."""

from typing import Annotated

import typer

from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.index.engines import Dialect, Tables


@takes_query
def sql(
    *,
    asked: Asked,
    dialect: Annotated[
        Dialect,
        typer.Option(
            "--dialect",
            "-d",
            help="Whose SQL: duckdb (the default), spark, trino, postgres or sqlite.",
            metavar="ENGINE",
            show_default=False,
        ),
    ] = Dialect.DUCKDB,
    tables: Annotated[
        Tables | None,
        typer.Option(
            "--tables",
            help="What it reads: our parquet, or the tables of our sqlite; else what the engine reads best.",
            metavar="FORMAT",
            show_default=False,
        ),
    ] = None,
    table: Annotated[
        str, typer.Option("--table", help="The name of the table of events.", metavar="NAME", show_default=False)
    ] = "events",
) -> None:
    """Print a query as one SELECT for an engine of yours.

    It finds the ids, dates and titles of the events, in an export of ours: timeline export -f parquet, or -f sqlite.
    Nothing is run.

    Examples:

      timeline sql theme:labor since:2024

      timeline sql --actor DPRK --dialect spark

      timeline sql workers --dialect sqlite
    """
    from dprkru_timeline.cli.console import note, write_exact
    from dprkru_timeline.index.dialects import select_in
    from dprkru_timeline.query.select import resolved

    console = asked.files.console()
    whole, query = asked.files.load(), asked.query()
    found = select_in(whole, query, dialect, tables, table)
    for one in found.narrowed:
        note(f"it finds more than is asked: {one}")
    if asked.files.json:
        from dprkru_timeline.answers.documents import VERSION

        said = str(resolved(query, whole))
        console.json(
            {
                "timeline": VERSION,
                "query": said,
                "dialect": dialect.value,
                "sql": found.sql,
                "narrowed": list(found.narrowed),
            }
        )
        return
    write_exact(f"{found.sql};\n")
