"""The manual page, from the program's own help: commands, options, topics.

What a command does and takes is read from its parameters, topics from `cli.topics`; options that commands
share are explained once. `documents.py` writes it.
"""

from collections.abc import Iterable, Iterator
from typing import Any


def escaped(text: str) -> str:
    """Return ``text`` so that roff prints it as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def page() -> str:
    """Return the manual page as roff source."""
    import typer.main

    from dprkru_timeline.cli.app import build_app
    from dprkru_timeline.cli.commands import groups
    from dprkru_timeline.cli.options import FILES, QUERY
    from dprkru_timeline.cli.topics import TOPICS

    group: Any = typer.main.get_command(build_app())
    rows = [
        '.TH TIMELINE 1 "" "timeline" "User Commands"',
        ".SH NAME",
        "timeline \\- " + escaped("a sourced chronology of DPRK-Russia cooperation"),
        ".SH SYNOPSIS",
        ".B timeline",
        ".I COMMAND",
        "[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...",
        ".SH DESCRIPTION",
        escaped(group.help),
        escaped(group.epilog),
    ]
    for title, names in groups().items():
        rows.append(f'.SH "{escaped(title.upper())}"')
        for name in names:
            rows += _command(name, group.commands[name])
    shown: Any = group.commands["show"].params
    for title, table in (("OPTIONS OF A QUERY", QUERY), ("OPTIONS OF EVERY COMMAND", FILES)):
        rows.append(f'.SH "{title}"')
        rows += _options(one for one in shown if one.name in table)
    for name, topic in TOPICS.items():
        rows.append(f'.SH "ON {name.upper()}"')
        for block in topic():
            rows += (
                [".TP", f"\\fB{escaped(block.term)}\\fR", escaped(block.text)]
                if block.term
                else [".PP", escaped(block.text)]
            )
    return "\n".join(rows) + "\n"


def _command(name: str, command: Any) -> Iterator[str]:
    """Yield the roff lines of a command: what it does, its examples, its own arguments and options."""
    lines = [line.strip() for line in command.help.splitlines()]
    said = [line for line in lines if line and line != "Examples:" and not line.startswith("timeline ")]
    arguments = " ".join(one.metavar or one.name.upper() for one in command.params if one.param_type_name == "argument")
    yield f'.SS "timeline {escaped(name)} {escaped(arguments)}"'
    yield escaped(" ".join(said))
    yield from (".PP", ".EX", *(f"    {escaped(line)}" for line in lines if line.startswith("timeline ")), ".EE")
    from dprkru_timeline.cli.options import FILES, QUERY

    if any(one.name == "words" for one in command.params):
        yield from (".PP", "Takes a query, and its options.")
    yield from _options(one for one in command.params if one.name not in {*FILES, *QUERY})


def _options(parameters: Iterable[Any]) -> Iterator[str]:
    """Yield the roff lines of options."""
    for one in parameters:
        if one.param_type_name == "option" and one.name != "help":
            names = ", ".join(f"\\fB{escaped(text)}\\fR" for text in [*one.opts, *one.secondary_opts])
            value = f" \\fI{escaped(one.metavar)}\\fR" if one.metavar else ""
            yield from (".TP", f"{names}{value}", escaped(one.help or ""))
