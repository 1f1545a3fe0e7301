"""What changing a file takes beside checking it: python benchmarks/keeping.py [PROGRAM].

On files of 1,000 and 10,000 events; each command begins with the same file. Processor time, the middle of seven rounds,
in milliseconds and in units of ``timeline check`` of the same file.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from check import _HEAD, event
from pairs import once

ROUNDS = 7
SIZES = (1_000, 10_000)
ADDED = [
    "--date",
    "5 may 1999",
    "--title",
    "A new thing",
    "--summary",
    "It happens.",
    "--actor",
    "dprk",
    "--source",
    "a",
]
CLAIM = ["--by", "dprk", "--stance", "asserts", "--says", "So.", "--date", "2001", "--source", "a"]
COMMANDS = {
    "check": ["check", "{file}"],
    "add": ["add", "--file", "{file}", *ADDED],
    "add --claim": ["add", "--file", "{file}", "--claim", "event-500", *CLAIM],
    "edit --set": ["edit", "--file", "{file}", "event-500", "--set", "summary=It happened."],
    "fmt": ["fmt", "{file}"],
    "fmt --check": ["fmt", "--check", "{file}"],
    "diff": ["diff", "{file}", "{old}"],
}


def main() -> None:
    """Measure and print a table."""
    program = sys.argv[1] if len(sys.argv) > 1 else "timeline"
    print("| events | command | ms | of `check` |\n| ---: | --- | ---: | ---: |")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            old, file = Path(folder, "old.toml"), Path(folder, "mine.toml")
            text = _HEAD.replace("schema = 1", "schema = 2") + "".join(
                event(number, "spread") for number in range(size)
            )
            old.write_text(text, encoding="utf-8")
            spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
            for _ in range(ROUNDS):
                for name, words in COMMANDS.items():
                    file.write_text(text, encoding="utf-8")
                    spent[name].append(once(program, [word.format(file=file, old=old) for word in words]))
            for name, times in spent.items():
                ratio = statistics.median(one / check for one, check in zip(times, spent["check"], strict=True))
                print(f"| {size:,} | `{name}` | {statistics.median(times) * 1000:,.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
