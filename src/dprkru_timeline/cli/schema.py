"""``timeline schema``."""

from typing import Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.text import shortened


@takes_files
def schema(
    *,
    name: Annotated[
        str,
        typer.Argument(
            help="events: the form of an event file; a command's name: what its --json prints.",
            metavar="NAME",
            show_default=False,
            autocompletion=completion.schemas,
        ),
    ],
    files: Files,
) -> None:
    """Print a JSON Schema, for editors and other programs.

    Examples:

      timeline schema events

      timeline schema events > events.schema.json

      timeline schema show
    """
    del files  # taken as by every command; a schema is no answer that they could change
    from dprkru_timeline.answers.schemas import NAMES, schema_text
    from dprkru_timeline.cli.console import write_exact

    if name.casefold() not in NAMES:
        close = nearest(name, NAMES, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the schemas are {', '.join(NAMES)}"
        raise UsageError(f'no schema "{shortened(name)}"', remedy)
    write_exact(schema_text(name.casefold()))
