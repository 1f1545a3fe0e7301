"""``timeline export``."""

import os
from collections.abc import Sequence
from contextlib import nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import FORCE, MARKING, NO_QUERY, NOTES, OUTPUT, TITLE, front_of, takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import counted

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.cli.output import Output
    from dprkru_timeline.formats import Format
    from dprkru_timeline.store.save import Target
    from dprkru_timeline.words.columns import Column

# What is read where it lies, so that it may have any size.
_OF_ANY_SIZE = ("sqlite", "parquet")


class Style(StrEnum):
    """How Markdown and Word documents lay events out."""

    LIST = "list"
    TABLE = "table"


class What(StrEnum):
    """What is written: events with all they have, or a row for each claim or figure of theirs."""

    EVENTS = "events"
    CLAIMS = "claims"
    FIGURES = "figures"


@takes_query
def export(  # noqa: PLR0913
    *,
    asked: Asked,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="csv, md, json, ics, …: timeline list formats; else by the ending of -o.",
            metavar="FORMAT",
            show_default=False,
            autocompletion=completion.formats,
        ),
    ] = None,
    output: OUTPUT = None,
    force: FORCE = False,
    what: Annotated[
        What,
        typer.Option("--what", help="events (the default), claims or figures.", metavar="WHAT", show_default=False),
    ] = What.EVENTS,
    style: Annotated[
        Style,
        typer.Option("--style", help="md, docx: list (the default) or table.", metavar="STYLE", show_default=False),
    ] = Style.LIST,
    guard: Annotated[
        bool,
        typer.Option(
            "--guard/--no-guard",
            help="csv: put an apostrophe before what a spreadsheet would run (on).",
            show_default=False,
        ),
    ] = True,
    bom: Annotated[bool, typer.Option("--bom", help="csv: begin with a byte order mark, for Excel.")] = False,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema", help="Describe the columns beside the file: csv, tsv in datapackage.json; sqlite for Datasette."
        ),
    ] = False,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns", help="csv, tsv: only these, such as date,title,status.", metavar="NAMES", show_default=False
        ),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="csv, tsv: names of actors, themes and places in place of their ids.")
    ] = False,
    title: TITLE = None,
    no_query: NO_QUERY = False,
    marking: MARKING = None,
    notes: NOTES = False,
) -> None:
    """Write events to a file or standard output, in time order.

    Examples:

      timeline export --actor DPRK -f csv -o dprk.csv

      timeline export --key -f md

      timeline export theme:labor since:2024 -f jsonl

      timeline export by:nis --what claims -f xlsx -o nis.xlsx
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.cli.output import Output, output_to
    from dprkru_timeline.formats import Options, find_format, needing, taking, writer
    from dprkru_timeline.store.find import large_files
    from dprkru_timeline.words.columns import columns_asked

    asked.refuse_file_names()
    asked = asked.without_query(no_query)
    to_stdout = output in (None, "-")
    chosen = find_format(format or ("json" if asked.files.json else None), None if to_stdout else output)
    if asked.files.json and chosen.name != "json":
        raise UsageError(f"--json and -f {chosen.name} are both given", "give one of them")
    given = {"schema": schema, "bom": bom, "no-guard": not guard, "style": style is not Style.LIST, "notes": notes}
    given |= {"columns": columns is not None, "names": names}
    given |= {"title": title is not None, "no-query": no_query, "marking": marking is not None}
    for option in (name for name, is_given in given.items() if is_given and name not in chosen.takes):
        raise UsageError(f"--{option} is not for {chosen.name}", f"use it with {' or '.join(taking(option))}")
    if schema and to_stdout:
        raise UsageError("--schema writes a file beside the table", f"name the table: -o events.{chosen.name}")
    front = front_of(title, marking)
    only = () if columns is None else tuple(columns.split(","))
    options = Options(guard, bom, style.value, notes, front, only, names, told=note)
    inputs = asked.files.inputs()
    out = output_to(output, force=force, inputs=inputs, binary=chosen.name if chosen.is_binary else "")
    if what is not What.EVENTS:
        if notes:
            raise UsageError(f"--notes are of events, and {what.value} have none", "leave it out")
        if schema:
            raise UsageError(f"--schema describes events, not {what.value}", f"timeline schema {what.value} has theirs")
        if names:
            raise UsageError(f"--names is for events: {what.value} have names beside the ids", "leave it out")
        from dprkru_timeline.cli.tables import write_claims

        write_claims(asked, what.value, chosen, out, options)
        return
    described_columns = columns_asked(options.columns, notes=notes, with_names=names)
    described = (
        _beside(out.target, _descriptions()[chosen.name], force=force, inputs=inputs) if schema and out.target else None
    )
    with large_files() if chosen.name in _OF_ANY_SIZE else nullcontext():
        answer = asked.with_notes(notes).select(in_time_order=True)
    if not notes:
        from dprkru_timeline.chronology import without_notes

        answer = without_notes(answer)  # of the chronology that ships they are read at once with it
    _say_about(chosen, answer)
    with needing(chosen):
        out.write_answer(answer, lambda told, file: writer(chosen).write(told, file, options))
    out.say(_written(chosen, answer))
    if described and out.target:
        _describe(answer, chosen, out.target.path.name, described_columns, Output(described))


def _describe(answer: "Chronology", chosen: "Format", name: str, columns: "Sequence[Column]", out: "Output") -> None:
    """Write what a table's readers are told of it, beside it."""
    from dprkru_timeline.answers.documents import dumps

    if chosen.name == "sqlite":
        from dprkru_timeline.formats.datasette import metadata

        told = metadata(answer, name)
    else:
        from dprkru_timeline.formats.datapackage import package

        told = package(answer, chosen.name, name, columns)
    out.write_bytes(f"{dumps(told, indent=2)}\n".encode())
    out.say("its columns")


def _written(chosen: "Format", answer: "Chronology") -> str:
    """Return what was written, in words."""
    if chosen.of_sources:
        return counted(len({source for event in answer.events for source in event.all_sources}), "source")
    return counted(len(answer.events), "event")


def _descriptions() -> dict[str, str]:
    """Return the names of the files that describe a table, by format."""
    from dprkru_timeline.formats import datapackage, datasette

    return {**dict.fromkeys(datapackage.DELIMITERS, datapackage.NAME), "sqlite": datasette.NAME}


def _beside(table: "Target", name: str, *, force: bool, inputs: Sequence[str]) -> "Target":
    """Return the target of the description ``name``: in the folder of the table."""
    from dprkru_timeline.store.save import check_target

    if table.special:
        raise UsageError(f"{table.shown} is no file, so nothing can stand beside it", "leave --schema out")
    if table.path.name == name:
        raise UsageError(f"{name} is where --schema writes", "give the table another name")
    if table.path.name.startswith(("~", ".")) or ":" in table.path.name:
        raise UsageError(
            f"a Data Package can't name {table.shown}",
            "take out its colon, or the ~ or dot at its start",
        )
    return check_target(os.path.join(os.path.dirname(table.path), name), force=force, inputs=inputs)  # noqa: PTH118, PTH120


def _say_about(chosen: "Format", answer: "Chronology") -> None:
    """Say on standard error what a reader of the file should know."""
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.words.head import POSSIBLY

    selection = answer.selection
    if selection and selection.possible and not chosen.says_match:
        possible = sum(event.id in selection.possible for event in answer.events)
        if possible:
            of = f"{possible:,} of {counted(len(answer.events), 'event')}"
            note(f"{of} {POSSIBLY[selection.by_amount]}, and {chosen.name} can't say which; json and md do")
    if chosen.most and len(answer.events) > chosen.most:
        fits, has = f"{chosen.most:,} events", f"{len(answer.events):,}"
        note(f"{chosen.name} reads well with up to {fits}, and this has {has}: --key has fewer")
