"""``timeline diff``."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import ExitCode, UsageError
from dprkru_timeline.text import shortened, typed

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.derive.diff import Difference
    from dprkru_timeline.derive.snapshot import Snapshot


class Format(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


@takes_files
def diff(  # noqa: PLR0913
    *,
    old: Annotated[
        str | None,
        typer.Argument(
            help="What was: an export or brief of yours, an event file, builtin, or git:REV[:PATH].",
            metavar="[OLD]",
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(help="What is, likewise; left out: the files that are read.", metavar="[NEW]", show_default=False),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="From what was known on a day.", metavar="DATE", show_default=False),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help="To what was known on a later day; today.", metavar="DATE", show_default=False),
    ] = None,
    asked: Annotated[
        str | None,
        typer.Option(
            "--query",
            help="What OLD was asked, where it does not say so, as tables don't; '' for everything.",
            metavar="QUERY",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        Format | None,
        typer.Option("--format", "-f", help="text (the default), md or json.", metavar="FORMAT", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", help="A file; left out or -, standard output.", metavar="FILE", show_default=False
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    files: Files,
) -> None:
    """Say what has changed: since a brief, between two files, or between two days. Ends with 1 where something has.

    Examples:

      timeline diff brief.docx

      timeline diff --as-of 2025-04-01 --to 2025-05-01

      timeline diff last-year.toml mine.toml

      timeline --file mine.toml diff git:HEAD~1:mine.toml

      timeline diff brief.docx -f md
    """
    from dprkru_timeline.cli.output import output_to

    chosen = Format.JSON if files.json else format or _by_ending(output)
    if files.json and format not in (None, Format.JSON):
        raise UsageError(f"--json and -f {format} are both given", "give one of them")
    days = as_of is not None or to is not None
    if days and old is not None:
        raise UsageError("a file and days are both given", "leave one out: timeline diff --as-of DAY --to DAY")
    if not days and old is None:
        raise UsageError("nothing is named to compare with", "write timeline diff brief.docx, or --as-of DAY")
    if days and as_of is None:
        raise UsageError("--to has no --as-of to begin with", "write timeline diff --as-of 2025-04-01 --to 2025-05-01")
    console = files.console()
    out = output_to(output, force=force, inputs=[*files.inputs(), *(one for one in (old, new) if one)])
    found, whole = _between_days(files, str(as_of), to) if days else _between(files, str(old), new, asked)
    if chosen is Format.JSON:
        from dprkru_timeline.answers.diff import diff_document
        from dprkru_timeline.answers.documents import dumps

        text = dumps(diff_document(found), indent=2) + "\n"
        out.write(lambda file: file.write(text) and None)
    elif chosen is Format.MD:
        from dprkru_timeline.formats.diff_md import write

        out.write(lambda file: write(whole, found, file))
    else:
        from dprkru_timeline.render.diff import diff_lines

        console.show_to(out, lambda legible, width: diff_lines(legible, found, width), whole)
    out.say("")
    if found:
        raise typer.Exit(ExitCode.FAILED)


def _by_ending(output: str | None) -> Format:
    ending = (output or "").rpartition(".")[2].casefold()
    return {"md": Format.MD, "markdown": Format.MD, "json": Format.JSON}.get(ending, Format.TEXT)


def _between_days(files: Files, as_of: str, to: str | None) -> "tuple[Difference, Chronology]":
    """Compare what was known on two days."""
    from dprkru_timeline.derive.diff import difference
    from dprkru_timeline.derive.snapshot import snapshot_of
    from dprkru_timeline.session.ask import known_on

    whole = files.load()
    before, after = known_on(whole, as_of, today()), known_on(whole, to, today())
    if before.as_of and after.as_of and before.as_of > after.as_of:
        raise UsageError(f"--as-of {as_of} is after --to {to}", f"write --as-of {to} --to {as_of}")
    return difference(snapshot_of(before), snapshot_of(after), after), after


def _between(files: Files, old: str, new: str | None, asked: str | None) -> "tuple[Difference, Chronology]":
    """Compare two files, or one with what is read now."""
    from dprkru_timeline.derive.diff import difference
    from dprkru_timeline.derive.snapshot import snapshot_of

    before, _ = _side(files, old)
    if asked is not None:
        before = before._replace(query=asked, is_part=False)
    if new is None:
        whole = files.load()
        return _since(before, whole)
    after, whole_ = _side(files, new)
    return difference(before, after, whole_ or files.load(), snapshot_of(whole_) if whole_ else None), whole_ or files.load()


def _since(before: "Snapshot", whole: "Chronology") -> "tuple[Difference, Chronology]":
    """Compare a document with what answers its question now."""
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.derive.diff import difference
    from dprkru_timeline.derive.snapshot import snapshot_of
    from dprkru_timeline.errors import TimelineError
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.query.select import select

    everything = snapshot_of(whole)
    query = " ".join(word for word in before.query.split() if not word.startswith("as-of:"))
    if before.is_part and not query:
        note("it does not say what was asked, so new events are not looked for; --query 'theme:labor' says it")
    if not query:
        return difference(before, everything, whole), whole
    try:
        now = snapshot_of(select(whole, parse_query(query, today=today())))
    except TimelineError as error:
        note(f'"{shortened(query)}" was asked, and can\'t be asked now ({error.message}): what it found is compared')
        now = everything._replace(events={id_: one for id_, one in everything.events.items() if id_ in before.events})
    return difference(before, now, whole, everything), whole


def _side(files: Files, name: str) -> "tuple[Snapshot, Chronology | None]":
    """Return what one side tells, and the chronology where it is one."""
    from dprkru_timeline.derive.snapshot import snapshot_of
    from dprkru_timeline.store.find import EventFile, read_file
    from dprkru_timeline.store.load import load

    if name.startswith("git:"):
        from dprkru_timeline.session.git import blob

        own = [one for one in files.names if one not in ("builtin", "-")]
        path, data = blob(name, own[0] if own else "events.toml")
        if not path.casefold().endswith(".toml"):
            return _export(name, path, data), None
        whole = load(EventFile(typed(name), data, path), today=today())
        return snapshot_of(whole), whole
    if name in ("builtin", "-"):
        whole = load(*with_stdin([name]), today=today())
        return snapshot_of(whole), whole
    data = read_file(name).data
    from dprkru_timeline.formats.snapshots import is_export

    if is_export(name, data):
        return _export(name, name, data), None
    whole = load(name, today=today())
    return snapshot_of(whole), whole


def _export(name: str, path: str, data: bytes) -> "Snapshot":
    from dprkru_timeline.formats.snapshots import read_snapshot

    del name
    return read_snapshot(path, data)
