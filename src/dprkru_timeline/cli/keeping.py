"""What the commands share that change an event file: which file it is, and what is said of what became of it."""

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import one_line, shortened, typed, visible

if TYPE_CHECKING:
    from dprkru_timeline.cli.request import Files
    from dprkru_timeline.curate.keep import Kept

# Files in a folder that are looked at for one that may be meant, and how much of each.
_MOST_FILES, _MOST_BYTES = 200, 4096


class Written(NamedTuple):
    """The file that is written, and those that are read beside it."""

    path: str
    beside: tuple[str, ...]

    @property
    def option(self) -> str:
        """The option that names it, as it is typed."""
        import shlex

        return f"--file {shlex.quote(self.path)}"


def written_file(files: "Files", to: str | None, command: str) -> Written:
    """Return the file that a command writes: the one of ``--to``, else the only one that is read and not the program's.

    Raises:
        UsageError: there is none, or several.
    """
    names = files.names
    if to is not None:
        if is_shipped(to):
            raise _no_own_file(command)
        return Written(to, tuple(name for name in names if not _same(name, to)))
    own = [name for name in names if name != "-" and not is_shipped(name)]
    if not own:
        raise _no_own_file(command)
    if len(own) > 1:
        listed = ", ".join(map(typed, own))
        raise UsageError(f"several files can be written: {listed}", f"write --to {typed(own[-1])}")
    return Written(own[0], tuple(name for name in names if name != own[0]))


def _same(name: str, other: str) -> bool:
    from dprkru_timeline.store.find import same_file

    return same_file(name) == same_file(other)


def is_shipped(name: str) -> bool:
    """Tell whether a name is that of the file within the installed program; a clone of the project has its own."""
    if name == "builtin":
        return True
    from dprkru_timeline.store.find import COPY, same_file

    return os.path.dirname(str(same_file(name))) == os.path.realpath(COPY.parent)


def _no_own_file(command: str) -> UsageError:
    what = "the chronology that ships is not written; what you add stands in a file of your own"
    if own := _own_files():
        return UsageError(what, f"write timeline --file {own[0]} {command} …")
    return UsageError(what, f"write timeline new mine.toml, then timeline --file mine.toml {command} …")


def _own_files() -> list[str]:
    """Return the event files in the current folder."""
    import re
    import shlex

    found = []
    try:
        names = sorted(name for name in os.listdir(".") if name.endswith(".toml"))[:_MOST_FILES]
        for name in names:
            with open(name, encoding="utf-8", errors="replace") as file:
                if re.search(r"^schema *= *2", file.read(_MOST_BYTES), re.MULTILINE):
                    found.append(one_line(shlex.quote(name)))
    except OSError:
        return found
    return found


def say_kept(files: "Files", kept: "Kept", verb: str, **more: Any) -> None:
    """Write what became of a file: what was done on standard output, what is to be said of it on standard error."""
    if files.json:
        from dprkru_timeline.answers.documents import VERSION
        from dprkru_timeline.answers.problems import problem_object

        found = {
            "timeline": VERSION,
            "file": kept.path,
            "written": kept.written,
            "done": list(kept.done),
            **more,
            "problems": [problem_object(one) for one in (*kept.warnings, *kept.left)],
        }
        files.console().json(found)
        return
    shown = typed(kept.path)
    if not kept.written:
        files.console().write(f"{shown}: nothing had to be changed\n")
        return
    files.console().write(f"{shown}: {verb} {visible(', '.join(map(shortened, kept.done)))}\n")
    from dprkru_timeline.cli.console import note, say
    from dprkru_timeline.text import counted

    for told in kept.notes:
        note(told)
    for problem in kept.warnings:
        say(visible(str(problem)))
    if kept.left:
        for problem in kept.left:
            say(visible(str(problem)))
        note(
            f"{counted(len(kept.left), 'error')} that the file had before {'is' if len(kept.left) == 1 else 'are'} left"
        )
