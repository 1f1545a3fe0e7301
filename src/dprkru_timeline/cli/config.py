"""``timeline config``."""

from enum import StrEnum
from typing import Annotated

import typer

from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files
from dprkru_timeline.errors import OutputError, UsageError
from dprkru_timeline.session import settings
from dprkru_timeline.text import one_line


class What(StrEnum):
    """What to tell of the settings."""

    PATH = "path"
    SHOW = "show"
    CACHE = "cache"


@takes_files
def config(
    *,
    what: Annotated[
        What,
        typer.Argument(
            help="path: where the file is; show: every setting; cache: the indexes of your event files.",
            metavar="path|show|cache",
            show_default=False,
        ),
    ] = What.SHOW,
    clear: Annotated[bool, typer.Option("--clear", help="cache: take the indexes away.")] = False,
    files: Files,
) -> None:
    """Show where your settings are, and what they come to.

    Examples:

      timeline config

      timeline config path

      timeline config show --json

      timeline config cache --clear
    """
    if clear and what is not What.CACHE:
        raise UsageError("--clear is for the cache", "write timeline config cache --clear")
    if what is What.CACHE:
        _cache(files, clear=clear)
        return
    if what is What.PATH:  # also where what stands in it is wrong
        from dprkru_timeline.cli.console import write_exact

        write_exact(f"{one_line(settings.path())}\n")
        return
    console = files.console()
    rows = [(one, settings.setting(one.name), settings.source_of(one.name)) for one in settings.SETTINGS]
    if files.json:
        from dprkru_timeline.cli.console import write_exact

        found = {one.name: {"value": value, "from": source, "variable": one.variable} for one, value, source in rows}
        from dprkru_timeline.answers.documents import VERSION

        console.json({"timeline": VERSION, "path": settings.path(), "settings": found})
        return
    from dprkru_timeline.render.config import config_lines

    console.print_lines(
        config_lines(
            settings.path(), [(one.name, value, source, one.about) for one, value, source in rows], console.width
        )
    )


def _cache(files: Files, *, clear: bool) -> None:
    """Show the folder of indexes and what lies there, or take it away."""
    from dprkru_timeline.index import cache

    gone = 0
    if clear:
        try:
            gone = cache.clear()
        except OSError as error:
            raise OutputError(f"can't clear {one_line(cache.folder())}: {error.strerror}") from None
    console = files.console()
    held = cache.contents()
    if files.json:
        from dprkru_timeline.answers.documents import VERSION

        rows = [{"of": list(one.names), "bytes": one.size} for one in held]
        found = {"timeline": VERSION, "path": cache.folder(), "on": cache.is_on(), "indexes": rows, "cleared": gone}
        console.json(found)
        return
    from dprkru_timeline.render.config import cache_lines

    console.print_lines(cache_lines(cache.folder(), held, is_on=cache.is_on(), gone=gone, width=console.width))
