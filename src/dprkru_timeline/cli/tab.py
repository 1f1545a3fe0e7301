"""What the shell offers on Tab most often, without Typer: commands, and actors, themes, places and events that ship.

A person who presses Tab waits for it, and Typer takes longer to import than all of this. The words stand in a file of
the wheel (`cli.names` writes it); where one asks for anything else, names event files, has settings, or types what a
shell would have to read (quotes, options before the command), Typer answers as ever. A test compares the two.
"""

import os

from dprkru_timeline.system import settings_path

NAMES = os.path.join(os.path.dirname(os.path.dirname(__file__)), "names.tsv")
_COPY = "chronology.json"
_VARIABLES = ("_TIMELINE_COMPLETE", "_DPRKRU_TIMELINE_COMPLETE")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_,. ")
# The commands that take the options on a query, and what each option is completed with.
_ASKING = ("show", "claims", "around", "on", "list", "stats", "chart", "brief", "export", "sql")
_OPTIONS = {
    "--actor": "actor",
    "-a": "actor",
    "--theme": "theme",
    "-t": "theme",
    "--place": "place",
    "-p": "place",
    "--source": "source",
}
# What the words behind a command are completed with, of the first as many as it takes.
_WORDS = {"info": ("event", 99), "cite": ("event", 99), "around": ("moment", 1), "gap": ("moment", 2)}


def answered() -> bool:
    """Print what is offered, if it is plain what the shell asks; tell whether it was."""
    variable = next((one for one in _VARIABLES if one in os.environ), "")
    if not variable or os.environ.get("TIMELINE_FILE") or os.environ.get("TIMELINE_CONFIG"):
        return False
    shell = os.environ[variable].removeprefix("complete_")
    try:
        typed = _typed(shell)
        kind = _kind(*typed) if typed else ""
        if typed is None or not kind or os.path.exists(settings_path()):
            return False
        text = _text(shell, _rows(kind, typed[1]))
    except (OSError, ValueError, IndexError):
        return False
    with open(1, "w", encoding="ascii", newline="\n", closefd=False) as out:
        out.write(text)
    return True


def _typed(shell: str) -> tuple[list[str], str] | None:
    """Return the words that stand finished behind the program's name, and the one that is typed; None where unsure."""
    line = os.environ.get("COMP_WORDS" if shell == "bash" else "_TYPER_COMPLETE_ARGS", "")
    line = line.replace("\n", " ")
    if not _PLAIN.issuperset(line):
        return None
    words = line.split()
    if shell == "bash":
        place = int(os.environ["COMP_CWORD"])
        return words[1:place], words[place] if place < len(words) else ""
    if shell == "zsh" or (shell == "fish" and os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "get-args"):
        done = line.endswith(" ")
        return (words[1:], "") if done else (words[1:-1], words[-1] if len(words) > 1 else "")
    return None


def _kind(words: list[str], typing: str) -> str:
    """Return what is completed; nothing where that is not plain."""
    if typing.startswith("-") or (words and words[0].startswith("-")):
        return ""
    if not words:
        return "command"
    command, *rest = words
    if rest and command in _ASKING and rest[-1] in _OPTIONS:
        plain = all(not one.startswith("-") for one in rest[:-1])
        return _OPTIONS[rest[-1]] if plain else ""
    kind, most = _WORDS.get(command, ("", 0))
    return kind if len(rest) < most and all(not one.startswith("-") for one in rest) else ""


def _rows(kind: str, typed: str) -> list[tuple[str, str, str]]:
    """Return the words of a kind that begin as typed, each with what zsh and fish show of it.

    Raises:
        ValueError: the names are not those of the chronology that is installed.
    """
    with open(NAMES, encoding="ascii") as file, open(os.path.join(os.path.dirname(NAMES), _COPY), "rb") as copy:
        of_copy = copy.read(80).split(b"\n")[0].decode("ascii").rstrip(",")
        if file.readline().rstrip("\n") != of_copy:
            raise ValueError(kind)
        lines = ["event\ttoday\n", *file] if kind == "moment" else file
        before, comma, word = ("", "", typed) if kind == "command" else typed.rpartition(",")  # of several, the last
        begin = f"{'event' if kind == 'moment' else kind}\t{word}"
        found = []
        for line in lines:
            if line.startswith(begin):
                _, name, *shown = line.rstrip("\n").split("\t", 3)
                whole = f"{before}{comma}{name}"
                zsh, fish = shown or (f'"{whole}"', whole)
                found.append((whole, zsh, fish))
    return found


def _text(shell: str, rows: list[tuple[str, str, str]]) -> str:
    if shell == "zsh":
        shown = "\n".join(zsh for _, zsh, _ in rows)
        return f"_arguments '*: :(({shown}))'\n" if rows else "_files\n"
    return "\n".join(fish if shell == "fish" else word for word, _, fish in rows) + "\n"
