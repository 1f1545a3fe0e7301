"""The program: its commands in the order of the help, and the one place where errors end."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from dprkru_timeline.cli.arguments import hoisted, typed, with_negations, with_synonyms
from dprkru_timeline.cli.commands import COMMANDS, groups
from dprkru_timeline.errors import ExitCode, OutputError, TimelineError, UsageError

_HELP = "A sourced chronology of DPRK-Russia cooperation: ask it, look an event up, export it."
_EPILOG = (
    "timeline help query, dates, files, formats or status explains. "
    "--file, --color, --json, --width and --no-pager may stand before or after the command. "
    "Exit codes: 0 done, also when nothing matched; 1 an event file has errors, an output could not be written, or "
    "diff found a difference; 2 wrong usage; 130 interrupted."
)


# Typer's own options; what they do is done in cli/install, which takes the name of a shell after them.
_COMPLETION = {
    "--install-completion": "Install completion for the shell named after it, or the one that runs.",
    "--show-completion": "Show completion for the shell named after it, or the one that runs.",
}


class _Grouped(TyperGroup):
    """The program's help, with its commands by what a person wants to do."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options, with our words for Typer's own."""
        found = super().get_params(ctx)
        for one in found:
            if one.opts[0] in _COMPLETION:
                one.help = _COMPLETION[one.opts[0]]  # type: ignore[attr-defined]
        return found

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer calls it so
        """Write the commands, group by group."""
        for title, names in groups().items():
            rows = [
                (name, self.commands[name].get_short_help_str(formatter.width))
                for name in names
                if name in self.commands
            ]
            with formatter.section(title):
                formatter.write_dl(rows)


def build_app(names: Iterable[str] = COMMANDS, *, only_told: bool = False) -> typer.Typer:
    """Return the program with these commands.

    Typer makes a parser of each registered command at every start, 1 to 2 ms apiece; so `run`
    registers only the one that was typed, and for the program's own help none: they are ``only_told``.
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
        function = COMMANDS[name].function()
        app.command(name)(_told(function) if only_told else function)
    return app


def _told(function: Callable[..., None]) -> Callable[[], None]:
    """Return what has the words of a command, and does nothing."""

    def told() -> None:
        raise NotImplementedError

    told.__doc__ = function.__doc__
    return told


def _print_version(value: bool) -> None:  # noqa: FBT001 - Typer calls it with the flag
    if value:
        from dprkru_timeline import __version__

        typer.echo(f"timeline {__version__}")
        raise typer.Exit


def _root(
    *,
    version: Annotated[  # noqa: ARG001 - its callback acts
        bool, typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    # No docstring: it would take the place of the program's help.
    return


def run(arguments: Sequence[str]) -> int:  # noqa: C901, PLR0911, PLR0912
    """Run one command and return its exit code; no exception of a user's making leaves this function."""
    args = list(arguments)
    typed[:] = args
    try:
        args = with_negations(hoisted(with_synonyms(args)))
        first = _command_completed() if _completing() else args[0] if args else ""
        if sys.stdout is None and {"-h", "--help", "--version"}.intersection(args):
            return _report(OutputError("can't write standard output: it is closed"))
        if first.partition("=")[0] in _COMPLETION:
            from dprkru_timeline.cli.install import run_install

            return run_install(args)
        if first and not first.startswith("-") and first not in COMMANDS and not _completing():
            from dprkru_timeline.cli.usage import unknown_command

            return _report(_corrected(unknown_command(first), args))
        named = [first] if first in COMMANDS else list(COMMANDS)
        only_told = not _completing() and first in ("", "-h", "--help")
        program: Any = typer.main.get_command(build_app(named, only_told=only_told))
        result = program(args=args, prog_name=_program_name(), standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except SystemExit as leaving:
        if leaving.code != 1:
            raise
        _abandon_stdout()  # Typer's own way out when nothing reads its help any more
        return ExitCode.OK
    except UsageError as error:
        return _report(_corrected(error, args))
    except TimelineError as error:
        return _report(error)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # only "timeline": asked nothing, so shown what there is to ask
            return run(["--help"])
        from dprkru_timeline.cli.usage import usage_error

        own = args[:1] if args[:1] and args[0] in COMMANDS else []
        parser = program.commands[own[0]] if own else program
        told = usage_error(error, parser, " ".join(["timeline", *own]), args[len(own) :])
        return _report(_corrected(told, args))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except (typer.Abort, EOFError):
        return ExitCode.INTERRUPTED
    except OSError as error:
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        from dprkru_timeline.cli.usage import system_error

        failed = system_error(error)
        if isinstance(failed, OutputError):
            _abandon_stdout()
        return _report(failed)
    except MemoryError:
        return _report(TimelineError("there is not enough memory", "ask for less, or for one event after the other"))
    except Exception as error:
        if _completing():
            return ExitCode.FAILED  # a shell asked in a way that no shell does; it wants no words
        if "dprkru_timeline.index.cache" in sys.modules and _distrusted():
            return run(arguments)  # an index may be damaged in a way that nothing told: the files themselves are not
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _report(TimelineError(f"internal error: {what}", "set TIMELINE_DEBUG=1 to see where, and report it"))
    return result if isinstance(result, int) else ExitCode.OK


def _distrusted() -> bool:
    """Take away the index that this run has used; tell whether it has."""
    from dprkru_timeline.index.cache import distrust

    return distrust()


def _corrected(error: UsageError, args: list[str]) -> UsageError:
    """Return an error with the command that was meant, where that is plain; words that can't be read give none."""
    from dprkru_timeline.cli.usage import corrected

    try:
        return corrected(error, args, lambda name: typer.main.get_command(build_app([name])).commands[name])  # type: ignore[attr-defined]
    except Exception:
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        return error  # what is wrong is said whatever the advice on it meets


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
    name = os.path.basename(sys.argv[0]) if sys.argv else ""  # noqa: PTH119
    return name if name in ("timeline", "dprkru-timeline") else "timeline"
