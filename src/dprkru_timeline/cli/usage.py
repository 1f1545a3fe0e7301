"""What Typer and the system find wrong, in our words, with the nearest right ones.

Imported when something is wrong.
"""

import errno
import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.exceptions import TyperException

from dprkru_timeline.cli.arguments import GLOBAL_OPTIONS
from dprkru_timeline.cli.commands import COMMANDS, OTHER_NAMES
from dprkru_timeline.cli.corrections import ParserOf, nearly, with_command
from dprkru_timeline.cli.guesses import COMMAND_NAMES, LEAVING
from dprkru_timeline.cli.request import today
from dprkru_timeline.errors import OutputError, TimelineError, UsageError, nearest
from dprkru_timeline.query.expr import FIELDS
from dprkru_timeline.text import typed


def usage_error(  # noqa: PLR0911 - one line a kind
    error: TyperException, parser: Any, command: str, arguments: Sequence[str]
) -> UsageError:
    """Put what Typer's ``parser`` found wrong with the ``arguments`` of ``command`` into our words.

    By the kind of the error and what it holds: its English is Typer's, and may change with any version.
    """
    context = getattr(error, "ctx", None) or parser.context_class(parser)
    help_of_it = f"see {command} --help"
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(str(getattr(error, "option_name", "")), command, context)
        case "BadOptionUsage":
            option = str(getattr(error, "option_name", ""))
            found = next((one for one in parser.params if option in one.opts), None)
            if found and found.is_flag:
                return UsageError(f"{typed(option)} takes no value", f"write {typed(option)} alone; {help_of_it}")
            value = found.metavar if found else "VALUE"
            return UsageError(f"{typed(option)} has no value", f"write {typed(option)} {value}; {help_of_it}")
        case "MissingParameter":
            missing = getattr(error, "param", None)
            return UsageError(f"missing argument {getattr(missing, 'metavar', '') or ''}".rstrip(), help_of_it)
        case "BadParameter" if param := getattr(error, "param", None):
            return _bad_value(param, _typed(context, arguments)[0].get(param.name), context, help_of_it)
    if left := _typed(context, arguments)[1]:
        return UsageError(f'{command} takes nothing more: "{typed(left[0])[:80]}"', help_of_it)
    return UsageError(f"wrong usage: {typed(error.format_message())[:300]}".rstrip(": "), help_of_it)


def unknown_command(name: str) -> UsageError:
    """Return what to say of a word that is no command, with the one that it may mean."""
    word = typed(name)
    close = (OTHER_NAMES[word],) if word in OTHER_NAMES else nearest(word, COMMANDS, limit=1)
    close = () if word in LEAVING else close
    remedy = f"did you mean {close[0]}?" if close else f"the commands are {', '.join(COMMANDS)}"
    return UsageError(f'no command "{word[:80]}"', remedy)


def corrected(error: UsageError, words: Sequence[str], parser_of: ParserOf) -> UsageError:
    """Return an error with the whole corrected command, where what was typed is plain.

    A word in the place of a command that stands in the chronology is one to look for.
    """
    first = words[0] if words else ""
    if first and first not in COMMANDS and not first.startswith("-") and _stands(words):
        listed = "" if error.help.startswith("did you mean") else f"\n  also: {error.help}"
        error.help = f"write {shlex.join(['timeline', 'show', *words])}{listed}"
        return error
    return with_command(error, words, parser_of, today())


def _stands(words: Sequence[str]) -> bool:
    """Tell whether words that are no command find something in the chronology that ships."""
    if words[0] in OTHER_NAMES or words[0].casefold() in COMMAND_NAMES or any(word.startswith("-") for word in words):
        return False
    from dprkru_timeline.query.words import query_text
    from dprkru_timeline.session.ask import ask

    try:
        return bool(ask(query_text(words, today()), today=today()).events)
    except TimelineError:
        return False


def _unknown_option(option: str, command: str, context: Any) -> UsageError:
    known = [name for one in (context.command.params if context else []) for name in one.opts if name.startswith("--")]
    known += [name for name in ("--help", *GLOBAL_OPTIONS) if name not in known]
    if option.lstrip("-") in FIELDS and _takes_query(command):
        return UsageError(f"no option {option} in {command}", f"it is a word of the query: {option.lstrip('-')}:…")
    plain = option.lstrip("-")
    close = "" if plain.startswith("no-") else nearly(plain, [name.lstrip("-") for name in known])
    remedy = f"did you mean --{close}?" if close else f"see {command} --help"
    return UsageError(f"no option {typed(option)[:80]} in {command}", remedy)


def _bad_value(param: Any, given: Any, context: Any, help_of_it: str) -> UsageError:
    """Return what to say of a value that is none of those that a parameter takes."""
    name = next((one for one in param.opts if one.startswith("-")), "")
    values = given if isinstance(given, list | tuple) else [given]
    bad = next((one for one in values if not _fits(param, one, context)), "")
    what = f'{name} "{typed(str(bad))[:80]}"'.lstrip()
    if choices := getattr(param.type, "choices", None):
        names = [str(getattr(one, "value", one)) for one in choices]
        close = nearest(str(bad), names, limit=1)
        remedy = f"did you mean {close[0]}?" if close else help_of_it
        return UsageError(f"{what} is none of {', '.join(names)}", remedy)
    try:
        int(str(bad))
    except ValueError:
        return UsageError(f"{what} is no whole number", help_of_it)
    least = getattr(param.type, "min", None)
    return UsageError(f"{what} is too {'small' if least is not None and int(bad) < least else 'large'}", help_of_it)


def _fits(param: Any, value: Any, context: Any) -> bool:
    try:
        param.type.convert(value, param, context)
    except TyperException:
        return False
    return True


def _typed(context: Any, arguments: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Return what was typed for each parameter, and what is left over, before any of it is read."""
    values, left, _ = context.command.make_parser(context).parse_args(args=list(arguments))
    return values, left


# What an operating system says of a stream; of a file it names the file.
_OF_STREAMS = {errno.EPIPE, errno.EBADF, errno.EIO, errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EINVAL, errno.EAGAIN}


def system_error(error: OSError) -> TimelineError:
    """Return what to say of an error that no part of the program expected: what failed, not where it was noticed."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        return TimelineError(f"can't use {typed(os.fsdecode(error.filename))}: {reason}")
    try:
        Path.cwd()
    except OSError:
        return TimelineError("the current folder is gone", "change to another")
    if error.errno in _OF_STREAMS:  # Typer's own help and version; commands guard what they write
        return OutputError(f"can't write standard output: {reason}")
    return TimelineError(f"the system says no: {reason}")


def _takes_query(command: str) -> bool:
    name = command.rsplit(maxsplit=1)[-1]
    return name in COMMANDS and COMMANDS[name].takes_query
