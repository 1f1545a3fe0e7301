"""Two installed programs against each other: is an answer slower than it was?

    .bench/bin/python benchmarks/pairs.py BEFORE/bin/timeline .bench/bin/timeline

Both answer the same questions by turns in one run, so that a busy machine slows both alike. What counts is processor
time, of the process and what it started; the middle of the ratios pair by pair is printed. Informational.
"""

import os
import resource
import statistics
import subprocess
import sys
from typing import NamedTuple

ROUNDS = 41
QUESTIONS: dict[str, list[str]] = {
    "show --actor DPRK": ["show", "--actor", "DPRK"],
    "show": ["show"],
    "show, coloured": ["show", "--color", "always"],
    "show --since 2024 workers": ["show", "--since", "2024", "workers"],
    "show --as-of 2024-10-20": ["show", "--as-of", "2024-10-20"],
    "show --view table": ["show", "--view", "table"],
    "info panel-veto": ["info", "panel-veto"],
    "around panel-veto": ["around", "panel-veto"],
    "list actors": ["list", "actors"],
    "stats": ["stats"],
    "brief theme:labor": ["brief", "theme:labor"],
    "cite panel-veto": ["cite", "panel-veto"],
    "config": ["config"],
    "export -f csv": ["export", "-f", "csv"],
    "export -f md": ["export", "-f", "md"],
    "export -f json": ["export", "-f", "json"],
    "export -f html": ["export", "-f", "html"],
    "--help": ["--help"],
}


class Pair(NamedTuple):
    """The seconds of processor that the two programs took for one question, one after the other."""

    before: float
    after: float


def once(program: str, arguments: list[str]) -> float:
    """Return the seconds of processor that one run takes."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm-256color"}
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False
    )
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime


def main() -> None:
    """Measure and print a table."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    before, after, *only = sys.argv[1:]
    rows = {name: words for name, words in QUESTIONS.items() if not only or any(one in name for one in only)}
    pairs: dict[str, list[Pair]] = {name: [] for name in rows}
    for turn in range(ROUNDS + 1):
        for name, words in rows.items():
            if turn % 2:
                pair = Pair(once(before, words), once(after, words))
            else:
                later = once(after, words)
                pair = Pair(once(before, words), later)
            if turn:  # the first round warms the disk
                pairs[name].append(pair)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, medians of {ROUNDS} pairs, processor time\n")
    print("| run | before, ms | after, ms | after / before |\n| --- | ---: | ---: | ---: |")
    for name, found in pairs.items():
        was, now = (statistics.median(column) * 1000 for column in zip(*found, strict=True))
        ratio = statistics.median(pair.after / pair.before for pair in found)
        print(f"| {name} | {was:.1f} | {now:.1f} | {ratio:.3f} |")


if __name__ == "__main__":
    main()
