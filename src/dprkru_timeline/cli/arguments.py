"""What a command line's words become before Typer reads them."""

import re

from dprkru_timeline.cli.commands import COMMANDS
from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import one_line

# Taken before the command as well as after it; True where a value follows.
GLOBAL_OPTIONS = {"--file": True, "--color": True, "--json": False, "--no-pager": False, "--width": True}


# What other programs have, and means nothing else here.
_SYNONYMS = {"-V": ["--version"], "--no-color": ["--color", "never"], "--no-colour": ["--color", "never"]}


# The words of the command that runs, for what tells how to ask it otherwise.
typed: list[str] = []


def with_sources() -> str:
    """Return the command that runs as it is typed where the sources are wanted; how it looks is left out."""
    import shlex

    words = ["timeline"]
    given = iter(typed)
    for word in given:
        name, has_value, _ = word.partition("=")
        if name in GLOBAL_OPTIONS and name != "--file":
            if GLOBAL_OPTIONS[name] and not has_value:
                next(given, None)
        elif word != "--no-sources":
            words.append(word)
    return one_line(shlex.join([*words, "--sources"]))


def with_synonyms(arguments: list[str]) -> list[str]:
    """Put the few words that are plain synonyms in our words: ``-V``, ``version``, ``--no-color``."""
    if arguments == ["version"]:
        return ["--version"]
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [word for one in arguments[:end] for word in _SYNONYMS.get(one, [one])] + arguments[end:]


def hoisted(arguments: list[str]) -> list[str]:
    """Move the options that may stand before the command to after it.

    Raises:
        UsageError: one of them has no value.
    """
    if arguments[:1] == ["--"]:  # the end of options, of which there are none
        arguments = arguments[1:]
    moved: list[str] = []
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        name, has_value, _ = arguments[at].partition("=")
        if name not in GLOBAL_OPTIONS:
            return arguments[at:]  # --help, --version, or what Typer then says it doesn't know
        step = 2 if GLOBAL_OPTIONS[name] and not has_value else 1
        if at + step > len(arguments):
            raise UsageError(f"{name} has no value", f"write {name}, its value, and then a command")
        moved += arguments[at : at + step]
        at += step
    if at >= len(arguments):
        return []
    return [arguments[at], *moved, *arguments[at + 1 :]]


def with_negations(arguments: list[str]) -> list[str]:
    """Write ``-FIELD:VALUE`` as ``not:FIELD:VALUE``: to Typer ``-theme:x`` would be ``-t heme:x``.

    Raises:
        UsageError: there is no such field.
    """
    if arguments and not (arguments[0] in COMMANDS and COMMANDS[arguments[0]].takes_query):
        return arguments
    found: list[str] = []
    for place, argument in enumerate(arguments):
        if argument == "--":
            return found + arguments[place:]
        match = re.match(r"-([A-Za-z][A-Za-z_-]+):|-\(", argument)
        if match is None:
            found.append(argument)
            continue
        from dprkru_timeline.query.expr import FIELDS
        from dprkru_timeline.query.parse import unknown_field

        if match[1] and match[1].lower() not in FIELDS:
            raise unknown_field(argument)
        found.append(f"not:{argument[1:]}")
    return found
