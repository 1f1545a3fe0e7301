"""``timeline mcp``."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files, today
from dprkru_timeline.errors import UsageError

if TYPE_CHECKING:
    from dprkru_timeline.mcp.resources import Help


@takes_files
def mcp(
    *,
    config: Annotated[
        bool, typer.Option("--config", help="Print the entry for an assistant's settings, and end.")
    ] = False,
    files: Files,
) -> None:
    """Let an assistant ask: a server for the Model Context Protocol.

    It answers from the record over standard input and output, read-only: sourced events, claims, numbers, citations.
    Needs the extra mcp.

    Examples:

      timeline mcp --config

      timeline mcp --file mine.toml --config

      timeline mcp --file builtin --file mine.toml --config
    """
    from dprkru_timeline.cli.console import note, open_stdout
    from dprkru_timeline.mcp.record import Record

    if "-" in files.names:
        raise UsageError("standard input carries the protocol, and no event file", "name a file, with its whole path")
    if files.json:
        raise UsageError(
            "mcp has no --json", "the answers of its tools have the documents of --json; --config prints JSON"
        )
    if config:
        from importlib.util import find_spec

        _print_config(files)
        if find_spec("mcp_types") is None:
            from dprkru_timeline.libraries import installing

            note(f"it needs the extra mcp first: {installing('mcp')}")
        return
    from dprkru_timeline.mcp.serve import serve

    open_stdout()  # which may be closed
    if sys.stdin is None:
        raise UsageError("standard input is closed", "an assistant starts it: timeline mcp --config has the entry")
    if sys.stdin.isatty():
        note("an assistant is to start this: timeline mcp --config has the entry; Ctrl-D ends it")
    serve(Record(files.names, today), _topics())


def _topics() -> "dict[str, Help]":
    """Return the program's help as texts, each made when it is read."""
    from dprkru_timeline.cli.topics import TOPICS
    from dprkru_timeline.mcp.resources import Help

    return {name: Help(one.__doc__ or "", partial(_help_text, name)) for name, one in TOPICS.items()}


def _help_text(name: str) -> str:
    from dprkru_timeline.cli.topics import TOPICS
    from dprkru_timeline.render.help import topic_lines
    from dprkru_timeline.render.lines import plain

    return "\n".join(map(plain, topic_lines(name, list(TOPICS[name]()), 100))) + "\n"


def _print_config(files: Files) -> None:
    """Print the entry for this installation: whole paths, since an assistant starts it from anywhere."""
    import os

    from dprkru_timeline.answers.documents import dumps
    from dprkru_timeline.cli.console import write_exact
    from dprkru_timeline.store.find import BUILTIN

    paths = [name if name == BUILTIN else os.path.abspath(name) for name in files.names]  # noqa: PTH100 - as typed
    arguments = ["-P", "-m", "dprkru_timeline", *(part for path in paths for part in ("--file", path)), "mcp"]
    entry = {"mcpServers": {"timeline": {"command": sys.executable, "args": arguments}}}
    write_exact(dumps(entry, indent=2) + "\n")
