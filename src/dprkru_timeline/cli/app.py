"""The program: its commands in the order of the help, and the one place where errors end."""

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from dprkru_timeline.cli.options import GLOBAL_OPTIONS, QUERY_OPTIONS
from dprkru_timeline.errors import ExitCode, OutputError, TimelineError, UsageError

# In the order of the help, by what a person wants to do. A command is the function of its name in the module of
# its name; list and help, which Python has already, have an underscore after it in both.
GROUPS = {
    "Look things up": ("show", "info", "around", "on", "gap"),
    "See the whole": ("list", "stats", "chart"),
    "Take it along": ("brief", "cite", "export"),
    "Keep event files, and set things up": ("check", "schema", "config", "help"),
}
COMMANDS = tuple(name for names in GROUPS.values() for name in names)
_UNDERSCORED = ("list", "help")
# What other programs call it.
_OTHER_NAMES = {"search": "show", "find": "show", "timeline": "show", "view": "info", "get": "info", "plot": "chart"}
# Those that take a query, in which -FIELD:VALUE leaves events out.
_WITH_QUERY = ("show", "around", "on", "list", "stats", "chart", "brief", "export")
_HELP = "A sourced chronology of DPRK-Russia cooperation: ask it, look an event up, export it."
_EPILOG = (
    "timeline help query, dates, files, formats or status explains. "
    "--file, --color, --json, --width and --no-pager may stand before or after the command. "
    "Exit codes: 0 done, also when nothing matched; 1 an event file has errors, or an output could not be written; "
    "2 wrong usage; 130 interrupted."
)


class _Grouped(TyperGroup):
    """The program's help, with its commands by what a person wants to do."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer calls it so
        """Write the commands, group by group."""
        for title, names in GROUPS.items():
            rows = [
                (name, self.commands[name].get_short_help_str(formatter.width))
                for name in names
                if name in self.commands
            ]
            with formatter.section(title):
                formatter.write_dl(rows)


def build_app(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """Return the program with these commands.

    Typer makes a parser of each registered command at every start, 1 to 2 ms apiece; so `run`
    registers only the one that was typed.
    """
    app = typer.Typer(
        cls=_Grouped,
        help=_HELP,
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name in names:
        python_name = f"{name}_" if name in _UNDERSCORED else name
        app.command(name)(getattr(import_module(f"dprkru_timeline.cli.{python_name}"), python_name))
    return app


def _print_version(value: bool) -> None:  # noqa: FBT001 - Typer calls it with the flag
    if value:
        from importlib.metadata import version

        typer.echo(f"timeline {version('dprkru-timeline')}")
        raise typer.Exit


def _root(
    *,
    version: Annotated[  # noqa: ARG001 - its callback acts
        bool, typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    # No docstring: it would take the place of the program's help.
    return


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; no exception of a user's making leaves this function."""
    try:
        args = with_negations(hoisted(list(arguments)))
        first = _command_completed() if _completing() else args[0] if args else ""
        typed = [first] if first in COMMANDS else COMMANDS
        result = build_app(typed)(args=args, prog_name=_program_name(), standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except SystemExit as leaving:
        if leaving.code != 1:
            raise
        _abandon_stdout()  # Typer's own way out when nothing reads its help any more
        return ExitCode.OK
    except TimelineError as error:
        return _report(error)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # only "timeline": asked nothing, so shown what there is to ask
            return run(["--help"])
        command = " ".join(["timeline", *(args[:1] if args[:1] and args[0] in COMMANDS else [])])
        return _report(usage_error(error, command))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except (typer.Abort, EOFError):
        return ExitCode.INTERRUPTED
    except OSError as error:  # Typer's own help and version on a full device; commands guard what they write
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        _abandon_stdout()
        return _report(OutputError(f"can't write standard output: {error.strerror or error}"))
    except Exception as error:
        if _completing():
            return ExitCode.FAILED  # a shell asked in a way that no shell does; it wants no words
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _report(TimelineError(f"internal error: {what}", "set TIMELINE_DEBUG=1 to see where, and report it"))
    return result if isinstance(result, int) else ExitCode.OK


def _report(error: TimelineError) -> int:
    from dprkru_timeline.cli.console import report

    return report(error)


def _abandon_stdout() -> None:
    from dprkru_timeline.cli.console import abandon_stdout

    abandon_stdout()


def _completing() -> bool:
    """Tell whether a shell asks for completions."""
    return any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)


def _command_completed() -> str:
    """Return the command whose words a shell asks about."""
    from dprkru_timeline.cli.completion import prepare

    return prepare(os.environ, hoisted)


def _program_name() -> str:
    name = os.path.basename(sys.argv[0]) if sys.argv else ""
    return name if name in ("timeline", "dprkru-timeline") else "timeline"


def hoisted(arguments: list[str]) -> list[str]:
    """Move the options that may stand before the command to after it."""
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
    if arguments[:1] and arguments[0] not in _WITH_QUERY:
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


def usage_error(error: TyperException, command: str) -> UsageError:
    """Put what Typer found wrong with ``command`` into our words, with the nearest right ones."""
    from dprkru_timeline.cli.console import shown
    from dprkru_timeline.errors import nearest

    context = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    if type(error).__name__ == "NoSuchOption" and option:
        parameters = context.command.params if context else []
        known = [name for parameter in parameters for name in parameter.opts if name.startswith("--")]
        known += [name for name in ("--help", *GLOBAL_OPTIONS) if name not in known]
        from dprkru_timeline.query.expr import FIELDS

        if option.lstrip("-") in FIELDS and command.rsplit(maxsplit=1)[-1] in _WITH_QUERY:
            return UsageError(f"no option {option} in {command}", f"it is a word of the query: {option.lstrip('-')}:…")
        if command == "timeline":  # before a command
            after = nearest(option.lstrip("-"), [name.lstrip("-") for name in QUERY_OPTIONS], limit=1)
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
        close = (_OTHER_NAMES[typed],) if typed in _OTHER_NAMES else nearest(typed, COMMANDS, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"the commands are {', '.join(COMMANDS)}"
        return UsageError(f'no command "{typed[:80]}"', remedy)
    if not message:
        return UsageError("wrong usage", f"see {command} --help")
    return UsageError(
        f"{message[0].lower()}{_in_our_words(message[1:300])}", _remedy(message) or f"see {command} --help"
    )


def _in_our_words(message: str) -> str:
    """Return Typer's message without the words of a programmer."""
    return message.rstrip(".").replace("is not a valid int", "is not a whole number").replace(" range", "")


def _remedy(message: str) -> str:
    """Return the nearest of the choices that Typer lists in its message, if it lists any."""
    from dprkru_timeline.errors import nearest

    words = re.findall(r"'([^']*)'", message.partition(": ")[2] or message)
    if "is not one of" not in message or len(words) < 2:
        return ""
    close = nearest(words[0], words[1:], limit=1)
    return f"did you mean {close[0]}?" if close else ""
