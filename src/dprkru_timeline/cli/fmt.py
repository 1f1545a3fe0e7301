"""``timeline fmt``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import Problem, UsageError
from dprkru_timeline.text import counted, one_line, typed

if TYPE_CHECKING:
    from dprkru_timeline.curate.upgrade import Upgraded
    from dprkru_timeline.store.find import EventFile


@takes_files
def fmt(
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Event files, which are changed in place; - reads standard input and writes standard output.",
            metavar="FILE...",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; end with 1 if a file is not in order.")
    ] = False,
    upgrade: Annotated[bool, typer.Option("--upgrade", help="Move files of schema 1 to schema 2 instead.")] = False,
    files: Files,
) -> None:
    """Put event files in order: events by time, keys by kind.

    One blank line stands between entries. Comments stay with what they precede, and nothing that a file says is
    changed. With --upgrade files move to the
    newest schema; what they use of others is found in those of --file.

    Examples:

      timeline fmt mine.toml

      timeline fmt --check mine.toml

      timeline fmt --upgrade mine.toml --file builtin

      timeline fmt - < mine.toml > ordered.toml
    """
    paths = paths or ([] if upgrade else [name for name in files.names if name != "builtin"])
    if not paths:
        raise UsageError("no file is named", "write timeline fmt with the name of yours, such as mine.toml")
    if "builtin" in paths:
        raise UsageError("the chronology that ships is no file of yours", "name an event file")
    if upgrade and check:
        raise UsageError("--upgrade and --check are both given", "give one of them")
    if not upgrade:
        _order(paths, files, only_look=check)
        return
    from dprkru_timeline.curate.upgrade import upgraded
    from dprkru_timeline.store.find import chosen, read_file

    console = files.console()
    beside = chosen(with_stdin(files.named)) if files.named else []
    done = []
    for name in paths:
        file = read_file(with_stdin([name])[0])  # type: ignore[arg-type]
        found = upgraded(file, [other for other in beside if other != name], today())
        if name == "-":
            from dprkru_timeline.cli.console import write_bytes

            write_bytes(found.file.data if found else file.data)
            return
        done.append((name, file, found))
    for name, file, found in done:  # when all of them can be
        if found:
            _save(name, file, found.file.data)
    if files.json:
        from dprkru_timeline.answers.documents import VERSION

        console.json({"timeline": VERSION, "files": [_object(name, found) for name, _, found in done]})
        return
    console.write("".join(_said(name, found) for name, _, found in done))


def _order(paths: list[str], files: Files, *, only_look: bool) -> None:
    """Put files in order, or tell which are not; none is written where one can't be read."""
    from functools import partial

    from dprkru_timeline.curate.keep import Refused, rewritten, with_text
    from dprkru_timeline.curate.order import formatted
    from dprkru_timeline.errors import ExitCode, InvalidFile
    from dprkru_timeline.store.find import EventFile, read_file

    done: list[tuple[str, EventFile, EventFile]] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(paths):
        file = read_file(with_stdin([name])[0])  # type: ignore[arg-type]
        try:
            done.append((name, file, with_text(file, formatted(file))))
        except InvalidFile as error:
            problems += error.problems
    if problems:
        raise Refused(problems, "")
    changed = [name for name, file, made in done if file.data != made.data]
    if not only_look:
        for name, file, made in done:
            if name == "-":
                from dprkru_timeline.cli.console import write_bytes

                write_bytes(made.data)
                return
            if name in changed:
                rewritten(name, partial(_ordered, file, made))
    if files.json:
        from dprkru_timeline.answers.documents import VERSION

        found = [
            {
                "file": name,
                "in_order": name not in changed or not only_look,
                "changed": name in changed and not only_look,
            }
            for name, *_ in done
        ]
        files.console().json({"timeline": VERSION, "files": found})
    else:
        words = ("is not in order", "is in order") if only_look else ("is in order now", "is in order already")
        rows = [f"{one_line(typed(name))} {words[0] if name in changed else words[1]}\n" for name, *_ in done]
        files.console().write("".join(rows))
    if only_look and changed:
        raise typer.Exit(ExitCode.FAILED)


def _ordered(seen: "EventFile", made: "EventFile", now: "EventFile") -> str:
    """Return the text of a file in order, as it is now: somebody may have added to it since it was seen."""
    from dprkru_timeline.curate.keep import text_of
    from dprkru_timeline.curate.order import formatted

    return text_of(made) if now.data == seen.data else formatted(now)


def _save(name: str, file: "EventFile", data: bytes) -> None:
    from dprkru_timeline.cli.output import Output
    from dprkru_timeline.store.locks import locked
    from dprkru_timeline.store.save import check_target, fingerprint

    with locked(name):
        target = check_target(name, replacing=True, unchanged_since=fingerprint(file.data))
        Output(target).write_bytes(data)


def _said(name: str, found: "Upgraded | None") -> str:
    """Return what was done with a file, a line a status."""
    if found is None:
        return f"{one_line(name)} is of schema 2 already\n"
    copies = [
        f"  {one_line(one)}: its record is a private copy, so a comment now; its source may take a symbol or archive"
        for one in found.records
    ]
    changed = "every status holds by its rules"
    if found.changes:
        changed = f"{counted(len(found.changes), 'event')} with another status by its rules:"
    lines = [f"{one_line(name)} is of schema 2 now; {changed}"]
    for one in found.changes:
        left = "" if one.is_written else " (left as it stands: change it yourself, or take it out)"
        lines.append(f"  {one_line(one.event)}: {one.was} is {one.now} now{left}")
    return "\n".join([*lines, *copies]) + "\n"


def _object(name: str, found: "Upgraded | None") -> dict[str, object]:
    changes, records = (found.changes, found.records) if found else ((), ())
    return {
        "file": name,
        "upgraded": found is not None,
        "records_left": list(records),
        "statuses": [
            {"event": one.event, "was": one.was.value, "now": one.now.value, "written": one.is_written}
            for one in changes
        ],
    }
