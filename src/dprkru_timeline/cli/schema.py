"""``timeline schema``."""

from typing import Annotated

import typer

from dprkru_timeline.cli.options import Files, takes_files
from dprkru_timeline.errors import UsageError

# Each is a file NAME.schema.json in the package.
NAMES = ("events",)


@takes_files
def schema(
    *,
    name: Annotated[str, typer.Argument(help="events: the form of an event file.", metavar="NAME", show_default=False)],
    files: Files,
) -> None:
    """Print a JSON Schema, for editors and other programs.

    Examples:

      timeline schema events

      timeline schema events > events.schema.json

      timeline schema events | python -m json.tool
    """
    del files  # taken as by every command; a schema is no answer that they could change
    from importlib.resources import files as package_files

    from dprkru_timeline.cli.console import write_exact
    from dprkru_timeline.errors import nearest
    from dprkru_timeline.text import shortened

    if name.casefold() not in NAMES:
        close = nearest(name, NAMES, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the schemas are {', '.join(NAMES)}"
        raise UsageError(f'no schema "{shortened(name)}"', remedy)
    resource = package_files("dprkru_timeline").joinpath(f"{name.casefold()}.schema.json")
    write_exact(resource.read_text(encoding="utf-8"))
