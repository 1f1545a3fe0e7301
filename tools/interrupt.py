"""Press Ctrl-C at random moments of many runs: python tools/interrupt.py [NUMBER] [--seed S].

A run must end with 130 and without a word, or have ended already; a file that it was to write is whole or not there,
and nothing is left beside it. Moments before the program's own first line, while Python starts and looks for it, are
counted apart: nothing of ours runs yet.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

# What is run: short, long, with a library, into a file.
COMMANDS = (
    ("show",),
    ("show", "--color", "always", "kursk"),
    ("info", "panel-veto"),
    ("check",),
    ("--version",),
    ("show", "--help"),
    ("export", "-f", "ics", "-o", "{folder}/events.ics"),
    ("export", "-f", "sqlite", "-o", "{folder}/events.sqlite"),
    ("export", "-f", "xlsx", "-o", "{folder}/events.xlsx"),
    ("chart", "-o", "{folder}/chart.svg"),
)
# A byte on the pipe says that the next line is the program's own.
_PROGRAM = "import os, sys; from dprkru_timeline.__main__ import main; os.write({pipe}, b'.'); os.close({pipe}); main()"


class Run(NamedTuple):
    """How one run ended: exit code, what it said but for what it wrote, its files, and whether our code had begun."""

    code: int
    words: str
    files: dict[str, bytes]
    begun: bool

    def ending(self, whole: dict[str, bytes]) -> str:
        """Say what became of it, in a word or two; ``whole`` is what it leaves when nobody interrupts it."""
        if self.words:
            return "words"
        if self.files not in ({}, whole):
            return "something left"
        return {0: "ended before", 130: "interrupted"}.get(self.code, f"exit code {self.code}")


def interrupted(arguments: tuple[str, ...], after: float | None, *, waits: bool = True) -> Run:
    """Run the program and interrupt it: so many seconds after its first line, or (``waits`` not) after its start.

    None: never.
    """
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        words = [argument.format(folder=folder) for argument in arguments]
        with subprocess.Popen(
            [sys.executable, "-c", _PROGRAM.format(pipe=writing), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[writing],
        ) as process:
            os.close(writing)
            if waits:
                os.read(reading, 1)
            if after is not None:
                time.sleep(after)
                process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        begun = waits or bool(os.read(reading, 1))
        os.close(reading)
        text = re.sub(r"\Atimeline: wrote [^\n]*\n\Z", "", said.decode("utf-8", "replace"))
        files = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
        return Run(process.returncode, text, files, begun)


def main() -> int:
    """Interrupt many runs and count how they ended."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("number", nargs="?", type=int, default=300, help="runs to interrupt (300)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    whole = {arguments: interrupted(arguments, None).files for arguments in COMMANDS}
    after: Counter[str] = Counter()
    early: Counter[str] = Counter()
    while after["interrupted"] < given.number and sum(after.values()) < 3 * given.number:
        arguments = COMMANDS[sum(after.values()) % len(COMMANDS)]
        run = interrupted(arguments, chance.uniform(0, 0.25))
        ending = run.ending(whole[arguments])
        after[ending] += 1
        if ending not in ("interrupted", "ended before"):
            print(f"{' '.join(arguments)}: {ending}: exit code {run.code}, {run.words!r}, {sorted(run.files)}")
    for _ in range(given.number // 3):
        run = interrupted(COMMANDS[0], chance.uniform(0, 0.06), waits=False)
        (after if run.begun else early)[run.ending({})] += 1
    print(f"after our first line: {dict(after)}")
    print(f"before it: {dict(early)}")
    return 1 if set(after) - {"interrupted", "ended before"} else 0


if __name__ == "__main__":
    sys.exit(main())
