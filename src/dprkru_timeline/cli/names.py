"""The file of words that `cli.tab` offers: written when a wheel is built, and never on a start."""

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout, suppress

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.cli.app import run
from dprkru_timeline.cli.completion import SAFE


def names_text(chronology: Chronology, copy: bytes) -> str:
    """Return the words: the head of the copy that they are of, commands as Typer shows them, ids of what ships."""
    head = copy[:80].split(b"\n")[0].decode("ascii").rstrip(",")
    rows = [f"command\t{word}\t{zsh}\t{fish}" for word, zsh, fish in _commands()]
    for kind in ("actor", "theme", "place", "source"):
        rows += [f"{kind}\t{one}" for one in getattr(chronology, f"{kind}s") if SAFE.issuperset(one)]
    rows += [f"event\t{event.id}" for event in chronology.events if SAFE.issuperset(event.id)]
    return "\n".join([head, *rows, ""])


def _commands() -> Iterator[tuple[str, str, str]]:
    bash = _asked({"_TIMELINE_COMPLETE": "complete_bash", "COMP_WORDS": "timeline ", "COMP_CWORD": "1"})
    typed = {"_TYPER_COMPLETE_ARGS": "timeline ", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    zsh = _asked({"_TIMELINE_COMPLETE": "complete_zsh", **typed})
    fish = _asked({"_TIMELINE_COMPLETE": "complete_fish", **typed})
    shown = zsh.removeprefix("_arguments '*: :((").removesuffix("))'").split("\n")
    yield from zip(bash.split("\n"), shown, fish.split("\n"), strict=True)


def _asked(environment: Mapping[str, str]) -> str:
    """Return what the program prints to a shell that asks so."""
    out, before = io.StringIO(), dict(os.environ)
    try:
        os.environ.update(environment)
        with redirect_stdout(out), suppress(SystemExit):  # Typer's own end of a completion
            run([])
    finally:
        os.environ.clear()
        os.environ.update(before)
    return out.getvalue().rstrip("\n")
