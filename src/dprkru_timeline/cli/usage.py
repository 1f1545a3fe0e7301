"""What Typer and the system find wrong, in our words, with the nearest right ones.

Imported when something is wrong.
"""

import errno
import os
import re
from pathlib import Path

from typer.exceptions import TyperException

from dprkru_timeline.cli.arguments import GLOBAL_OPTIONS
from dprkru_timeline.cli.commands import COMMANDS, OTHER_NAMES
from dprkru_timeline.cli.console import shown
from dprkru_timeline.cli.options import QUERY
from dprkru_timeline.errors import OutputError, TimelineError, UsageError, nearest
from dprkru_timeline.query.expr import FIELDS


def usage_error(error: TyperException, command: str) -> UsageError:
    """Put what Typer found wrong with ``command`` into our words, with the nearest right ones."""
    context = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    if type(error).__name__ == "NoSuchOption" and option:
        parameters = context.command.params if context else []
        known = [name for parameter in parameters for name in parameter.opts if name.startswith("--")]
        known += [name for name in ("--help", *GLOBAL_OPTIONS) if name not in known]
        if option.lstrip("-") in FIELDS and _takes_query(command):
            return UsageError(f"no option {option} in {command}", f"it is a word of the query: {option.lstrip('-')}:…")
        if command == "timeline":  # before a command
            after = nearest(
                option.lstrip("-"), [f"{name}".replace("_", "-") for name in QUERY if name != "words"], limit=1
            )
            if after:
                return UsageError(
                    f"no option {shown(option)[:80]} before a command",
                    f"write it after one: timeline show --{after[0]} …",
                )
        close = nearest(option.lstrip("-"), [name.lstrip("-") for name in known], limit=2)
        remedy = f"did you mean {' or '.join(f'--{name}' for name in close)}?" if close else f"see {command} --help"
        return UsageError(f"no option {shown(option)[:80]} in {command}", remedy)
    message = shown(error.format_message())
    if message.startswith("No such command"):
        typed = message.split("'")[1] if "'" in message else message
        close = (OTHER_NAMES[typed],) if typed in OTHER_NAMES else nearest(typed, COMMANDS, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the commands are {', '.join(COMMANDS)}"
        return UsageError(f'no command "{typed[:80]}"', remedy)
    if not message:
        return UsageError("wrong usage", f"see {command} --help")
    return UsageError(
        f"{message[0].lower()}{_in_our_words(message[1:300])}", _remedy(message) or f"see {command} --help"
    )


# What an operating system says of a stream; of a file it names the file.
_OF_STREAMS = {errno.EPIPE, errno.EBADF, errno.EIO, errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EINVAL, errno.EAGAIN}


def system_error(error: OSError) -> TimelineError:
    """Return what to say of an error that no part of the program expected: what failed, not where it was noticed."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        return TimelineError(f"can't use {shown(os.fsdecode(error.filename))}: {reason}")
    try:
        Path.cwd()
    except OSError:
        return TimelineError("the current folder is gone", "change to another")
    if error.errno in _OF_STREAMS:  # Typer's own help and version; commands guard what they write
        return OutputError(f"can't write standard output: {reason}")
    return TimelineError(f"the system says no: {reason}")


def _in_our_words(message: str) -> str:
    """Return Typer's message without the words of a programmer."""
    return message.rstrip(".").replace("is not a valid int", "is not a whole number").replace(" range", "")


def _remedy(message: str) -> str:
    """Return the nearest of the choices that Typer lists in its message, if it lists any."""
    words = re.findall(r"'([^']*)'", message.partition(": ")[2] or message)
    if "is not one of" not in message or len(words) < 2:
        return ""
    close = nearest(words[0], words[1:], limit=1)
    return f"did you mean {close[0]}?" if close else ""


def _takes_query(command: str) -> bool:
    name = command.rsplit(maxsplit=1)[-1]
    return name in COMMANDS and COMMANDS[name].takes_query
