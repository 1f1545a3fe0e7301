"""Writes claims and figures in a format: what ``export --what``, and ``figures -f``, come to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dprkru_timeline.answers.tables import Table, claims_table, columns_asked, figures_table
from dprkru_timeline.cli.output import Output
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.figures import Point, points
from dprkru_timeline.formats import Format, Options, for_tables, needing
from dprkru_timeline.text import counted

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology


def write_claims(asked: Asked, what: str, chosen: Format, out: Output, options: Options) -> None:
    """Write the claims that answer, or the figures in them.

    Raises:
        UsageError: the format has no room for them, or its library is missing.
    """
    chosen, columns = for_tables(chosen, what), columns_asked(what, options.columns)
    whole, query = asked.files.load(), asked.query()
    found = asked.claims(whole, query, in_time_order=True)
    if what == "claims":
        table = claims_table(found)
    else:
        from dprkru_timeline.query.claims import measures_asked

        table = figures_table(found.answer, points(found, measures_asked(whole, query)))
    _write(table._replace(columns=columns), chosen, out, options)


def write_figures(answer: "Chronology", found: Sequence[Point], chosen: Format, out: Output) -> None:
    """Write figures that were found already; as `write_claims` otherwise."""
    _write(figures_table(answer, found), for_tables(chosen, "figures"), out, Options())


def _write(table: Table, chosen: Format, out: Output, options: Options) -> None:
    with needing(chosen):
        from dprkru_timeline.formats.tables import write_table

        out.write(lambda file: write_table(chosen, table, file, options))
    out.say(counted(len(table.rows), table.what.removesuffix("s")))
