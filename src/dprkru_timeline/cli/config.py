"""``timeline config``."""

from enum import StrEnum
from typing import Annotated

import typer

from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files
from dprkru_timeline.session import settings
from dprkru_timeline.text import one_line


class What(StrEnum):
    """What to tell of the settings."""

    PATH = "path"
    SHOW = "show"


@takes_files
def config(
    *,
    what: Annotated[
        What,
        typer.Argument(help="path: where the file is; show: every setting.", metavar="path|show", show_default=False),
    ] = What.SHOW,
    files: Files,
) -> None:
    """Show where your settings are, and what they come to.

    Examples:

      timeline config

      timeline config path

      timeline config show --json
    """
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
