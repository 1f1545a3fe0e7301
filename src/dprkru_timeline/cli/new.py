"""``timeline new``."""

import sys
from typing import Annotated

import typer

from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files, today
from dprkru_timeline.errors import UsageError


@takes_files
def new(
    *,
    path: Annotated[
        str,
        typer.Argument(
            help="The event file to make; mine.toml if none is named.", metavar="[FILE]", show_default=False
        ),
    ] = "mine.toml",
    title: Annotated[
        str | None,
        typer.Option("--title", help="What it covers, in a line; asked for.", metavar="TEXT", show_default=False),
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option("--edition", help="The day on which it is closed; today.", metavar="DATE", show_default=False),
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="It does not extend the chronology that ships, nor the files of --file.")
    ] = False,
    files: Files,
) -> None:
    """Make an event file of your own, which extends the one that ships.

    Examples:

      timeline new mine.toml

      timeline new mine.toml --title "Drones, our notes"

      timeline new mine-alone.toml --alone
    """
    import os
    import shlex

    from dprkru_timeline import edit
    from dprkru_timeline.curate.change import read_date
    from dprkru_timeline.store.save import check_target
    from dprkru_timeline.text import one_line, typed

    if path in ("-", "builtin", ""):
        raise UsageError(f'"{path}" is no name for a file', "write timeline new mine.toml")
    if os.path.lexists(path):
        raise UsageError(f"{typed(path)} exists", f"timeline add --file {typed(path)} adds to it")
    check_target(path)
    name = os.path.splitext(os.path.basename(path))[0]
    plain = one_line(typed(name)).replace("-", " ").replace("_", " ").strip().capitalize() or "Mine"
    if title is None and not files.json and sys.stdin and sys.stdin.isatty():
        title = typer.prompt("Title: what does it cover", default=plain, err=True)
    day = read_date(edition, today(), day=True) if edition else today()
    for one in files.named:
        if one not in ("builtin", "-", "") and not os.path.exists(one):
            raise UsageError(f"no file {typed(one)} to extend", f"to make it: timeline new {typed(one)}")
    folder = os.path.dirname(os.path.abspath(path))
    extends = [] if alone else [path_from(folder, one) for one in files.named or ("builtin",)]
    edit.new(path, " ".join((title or plain).split()), edition=day, extends=extends, today=today())
    shown = one_line(shlex.quote(path))
    if files.json:
        from dprkru_timeline.answers.documents import VERSION

        files.console().json({"timeline": VERSION, "file": path, "written": True, "extends": extends})
        return
    read_with = "" if alone else ", which is read together with what it extends"
    files.console().write(
        f"{one_line(typed(path))}: an event file of your own{read_with}\n"
        f'Add to it: timeline --file {shown} add --date "19 June 2024" --title "…" --summary "…" --actor DPRK'
        f" --source https://…\nRead it: timeline --file {shown} show; always: export TIMELINE_FILE={shown}\n"
    )


def path_from(folder: str, name: str) -> str:
    """Return a file that is extended as it is written in one that lies in a folder."""
    import os

    if name == "builtin":
        return name
    if name in ("-", ""):
        raise UsageError("standard input can't be extended" if name else "--file is empty", "name a file")
    return os.path.relpath(name, folder)
