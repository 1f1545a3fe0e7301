"""``timeline figures``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import FORCE, takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UnknownName, UsageError
from dprkru_timeline.session.settings import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dprkru_timeline.chronology import Chronology, Sayings
    from dprkru_timeline.figures import Point
    from dprkru_timeline.render.lines import Line


@takes_query
def figures(  # noqa: PLR0913
    *,
    asked: Asked,
    of: Annotated[
        list[str] | None,
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
            "--output",
            "-o",
            help="A picture (.svg, .png), or a table by its ending.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    force: FORCE = False,
) -> None:
    """Show how many, who counts, and who counts differently.

    Dates ask when a number was given, as for claims. Without --of: a table of what is counted, with the latest words.

    Examples:

      timeline figures

      timeline figures --of killed,casualties

      timeline figures --of containers --as-of 2024-06-01

      timeline figures --of killed -o killed.png
    """
    from dprkru_timeline.figures import latest_only, points
    from dprkru_timeline.query.asked import asked_in_words
    from dprkru_timeline.query.claims import measures_asked
    from dprkru_timeline.query.expr import Is
    from dprkru_timeline.query.select import resolved

    console = asked.files.console()
    whole = asked.files.load()
    asked, named = _measures_in_words(whole, asked)
    query = asked.query()
    if wanted := list(dict.fromkeys([*_measures(whole, of), *named])):
        query = query._replace(terms=(*query.terms, Is("figure", tuple(wanted))))
    measures = measures_asked(whole, query)
    # So many figures are asked for, and not the figures of so many claims.
    found = asked.claims(whole, query._replace(limit=None, last=None, reverse=False))
    if found.answer.selection:
        asked_for = asked_in_words(resolved(query, whole), whole) if query else ""
        selection = found.answer.selection._replace(query=str(query), asked=asked_for, reversed=query.reverse)
        found = found._replace(answer=found.answer.replaced(selection=selection))

    def chosen(sayings: "Sayings") -> "list[Point]":
        given = points(sayings, measures)
        given = latest_only(sayings.answer, given) if latest else given
        given = given[-query.last :] if query.last is not None else given
        given = given[::-1] if query.reverse else given
        return given[: query.limit] if query.limit is not None else given

    if asked.files.json and (output is not None or format is not None):
        raise UsageError("--json and -f or -o are both given", "leave --json out, or write -f json -o FILE")
    if asked.files.json:
        from dprkru_timeline.answers.tables import figures_table, table_document

        console.json(table_document(figures_table(found.answer, chosen(found))))
        return
    if format is not None or output is not None:
        _to_file(asked, found.answer, chosen(found), format, output, force=force)
        return
    from dprkru_timeline.render.figures import figures_lines
    from dprkru_timeline.render.figures_table import figures_oneline, overview_lines

    def lines(legible: "Sayings", width: int) -> "Iterable[Line]":
        if view is View.ONELINE:
            return figures_oneline(legible, chosen(legible), by_measure=not measures)
        view_of = figures_lines if measures and view is not View.TABLE else overview_lines
        return view_of(legible, chosen(legible), width)

    console.show_sayings(lines, found, in_rows=view is View.ONELINE)


def _to_file(  # noqa: PLR0913
    asked: Asked,
    answer: "Chronology",
    found: "list[Point]",
    format_: str | None,
    output: str | None,
    *,
    force: bool,
) -> None:
    """Write figures as a picture, or as a table in a format.

    Raises:
        UsageError: the file's ending is neither, or it may not be written.
    """
    from dprkru_timeline.cli.output import output_to

    ending = output.rpartition(".")[2].casefold() if format_ is None and output else ""
    inputs = asked.files.inputs()
    if (format_ or ending) in ("svg", "png"):
        from dprkru_timeline.cli.picture import write_figures_picture

        binary = "png" if "png" in (format_, ending) else ""
        out = output_to(output, force=force, inputs=inputs, binary=binary)
        write_figures_picture(out, answer, found, format_ or ending)
        out.say("")
        return
    from dprkru_timeline.cli.tables import write_figures
    from dprkru_timeline.formats import find_format

    chosen = find_format(format_, output if output != "-" else None, what="figures")
    out = output_to(output, force=force, inputs=inputs, binary=chosen.name if chosen.is_binary else "")
    write_figures(answer, found, chosen, out)


def _measures(whole: "Chronology", of: "Sequence[str] | None") -> list[str]:
    """Return the measures that a person names, separated by commas, as a query asks for them.

    Raises:
        UsageError: none is named, or one is none.
    """
    if not of:
        return []
    names = [name.strip() for one in of for name in one.split(",") if name.strip()]
    if not names:
        raise UsageError("--of names no measure", "write --of killed, or see timeline list measures")
    return [_named(whole, name) for name in names]


def _named(whole: "Chronology", name: str) -> str:
    """Return the id of the measure with this name, or the pattern of those whose ids begin with this word.

    Raises:
        UnknownName: there is none.
    """
    from dprkru_timeline.chronology import names
    from dprkru_timeline.text import fold, matches

    wanted = fold(name).strip()
    pattern = wanted if "*" in wanted else f"{wanted}-*"
    is_called = wanted in whole.measures or any(wanted in map(fold, names(one)) for one in whole.measures.values())
    if not is_called and any(matches(pattern, one) for one in whole.measures):
        return pattern
    return whole.resolve("measure", name)


# What a question for a number is made of, beside what is counted.
_ASKING = frozenset(
    (
        "how",
        "many",
        "much",
        "number",
        "numbers",
        "count",
        "of",
        "the",
        "were",
        "was",
        "are",
        "is",
        "have",
        "has",
        "been",
    )
)
_LONGEST_NAME = 4


def _measures_in_words(whole: "Chronology", asked: Asked) -> "tuple[Asked, list[str]]":
    """Take the words that name a measure out of a question: figures killed is figures --of killed.

    With them go the words that only ask, and those of the measure's own name: figures how many soldiers killed.
    """
    from dprkru_timeline.text import fold

    words = asked.question.words
    if not whole.measures or not words:
        return asked, []
    left, found, at = [], [], 0
    while at < len(words):
        for end in range(min(at + _LONGEST_NAME, len(words)), at, -1):
            if measures := _measures_called(whole, words[at:end]):
                found += measures
                at = end
                break
        else:
            left.append(words[at])
            at += 1
    if found:
        own = {word for one in found if one in whole.measures for word in fold(whole.measures[one].name).split()}
        left = [word for word in left if fold(word) not in _ASKING | own]
    return asked._replace(question=asked.question._replace(words=tuple(left))), found


def _measures_called(whole: "Chronology", words: "Sequence[str]") -> list[str]:
    """Return the measures that all the words together name: one, or several with commas; nothing where they don't."""
    if any(":" in word for word in words):
        return []
    try:
        return [_named(whole, name) for name in " ".join(words).split(",") if name.strip()]
    except UnknownName:
        return []
