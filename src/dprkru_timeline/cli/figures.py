"""``timeline figures``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UnknownName, UsageError
from dprkru_timeline.session.settings import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dprkru_timeline.chronology import Chronology, Sayings
    from dprkru_timeline.derive.figures import Point
    from dprkru_timeline.query.expr import Query
    from dprkru_timeline.render.lines import Line


@takes_query
def figures(  # noqa: PLR0913
    *,
    asked: Asked,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            help="What is counted, such as killed,casualties: timeline list measures.",
            metavar="MEASURES",
            show_default=False,
            autocompletion=completion.measures,
        ),
    ] = None,
    latest: Annotated[bool, typer.Option("--latest", help="Only each speaker's last word.")] = False,
    view: Annotated[
        View | None,
        typer.Option("--view", help="timeline (the picture), table or oneline.", metavar="VIEW", show_default=False),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="The rows as csv, tsv, md, json, jsonl, xlsx, docx or parquet.",
            metavar="FORMAT",
            show_default=False,
            autocompletion=completion.formats,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", help="A picture (.svg, .png), or a table by its ending.", metavar="FILE", show_default=False
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Show how many, who counts, and who counts differently.

    Dates ask when a number was given, as for claims. Without --of: a table of what is counted, with the latest words.

    Examples:

      timeline figures

      timeline figures --of killed,casualties

      timeline figures --of containers --as-of 2024-06-01

      timeline figures --of killed -o killed.png
    """
    from dprkru_timeline.derive.figures import latest_only, points
    from dprkru_timeline.query.expr import Is

    console = asked.files.console()
    whole = asked.files.load()
    asked, named = _measures_in_words(whole, asked)
    query = asked.query()
    if measures := [*_measures(whole, of), *named]:
        query = query._replace(terms=(*query.terms, Is("figure", tuple(dict.fromkeys(measures)))))
    else:
        measures = _asked_for(whole, query)
    found = asked.claims(whole, query)

    def chosen(sayings: "Sayings") -> "list[Point]":
        given = points(sayings, measures)
        return latest_only(given) if latest else given

    if asked.files.json:
        from dprkru_timeline.answers.tables import figures_table, table_document

        console.json(table_document(figures_table(found.answer, chosen(found))))
        return
    from dprkru_timeline.render.figures import figures_lines, figures_oneline, overview_lines

    def lines(legible: "Sayings", width: int) -> "Iterable[Line]":
        if view is View.ONELINE:
            return figures_oneline(legible, chosen(legible), by_measure=not measures)
        view_of = figures_lines if measures else overview_lines
        return view_of(legible, chosen(legible), width)

    console.show_sayings(lines, found, in_rows=view is View.ONELINE)


def _measures(whole: "Chronology", of: str | None) -> list[str]:
    """Return the ids of the measures that a person names, separated by commas.

    Raises:
        UsageError: none is named, or one is none.
    """
    if of is None:
        return []
    names = [name.strip() for name in of.split(",") if name.strip()]
    if not names:
        raise UsageError("--of names no measure", "write --of killed, or see timeline list measures")
    return list(dict.fromkeys(one for name in names for one in _named(whole, name)))


def _named(whole: "Chronology", name: str) -> list[str]:
    """Return the measure with this name, or those that a pattern fits, or whose ids begin with this word."""
    from dprkru_timeline.text import fold, matches

    wanted = fold(name)
    if "*" in name:
        fitting = [one for one in whole.measures if matches(wanted, one)]
    elif wanted not in whole.measures and (family := [one for one in whole.measures if one.startswith(f"{wanted}-")]):
        return family
    else:
        return [whole.resolve("measure", name)]
    if not fitting:
        raise UnknownName("measure", name, suggestions=(), listed=whole.measures)
    return fitting


def _measures_in_words(whole: "Chronology", asked: Asked) -> "tuple[Asked, list[str]]":
    """Take the words that name a measure out of a question: figures killed is figures --of killed."""
    words = asked.question.words
    if not whole.measures or not words or any(":" in word for word in words[:1]):
        return asked, []
    left, found = [], []
    for word in words:
        names = [one for one in word.split(",") if one]
        try:
            measures = [one for name in names for one in _named(whole, name)]
        except UnknownName:
            measures = []
        found += measures
        left += [] if measures else [word]
    return asked._replace(question=asked.question._replace(words=tuple(left))), list(dict.fromkeys(found))


def _asked_for(whole: "Chronology", query: "Query") -> list[str]:
    """Return the measures that a query asks for by figure:, outside of not:."""
    from dprkru_timeline.query.expr import Is, leaves

    terms = [one for one in leaves(query.terms, also_negated=False) if isinstance(one, Is) and one.field == "figure"]
    names = [value.partition("=")[0] for term in terms for value in term.values]
    return list(dict.fromkeys(one for name in names for one in _named(whole, name)))
