"""What questions about claims and numbers take beside `show`, on the chronology that ships.

    python3 -m venv .bench && .bench/bin/pip install . && .bench/bin/python benchmarks/figures.py .bench/bin/timeline

All are asked by turns in one run; what counts is processor time, and the middle of the ratios to `show` is printed.
The first edition, on which the other benchmarks run, has no numbers. Informational.
"""

import statistics
import sys

from pairs import once

ROUNDS = 31
QUESTIONS: dict[str, list[str]] = {
    "show": ["show"],
    "show --actor DPRK": ["show", "--actor", "DPRK"],
    "figures --of killed": ["figures", "--of", "killed"],
    "figures --of killed,casualties": ["figures", "--of", "killed,casualties"],
    "figures": ["figures"],
    "figures -f csv": ["figures", "-f", "csv"],
    "claims by:nis": ["claims", "by:nis"],
    "claims": ["claims"],
    "show figure:killed=500..": ["show", "figure:killed=500.."],
}


def main() -> None:
    """Measure and print a table."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    spent: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    for arguments in QUESTIONS.values():
        once(sys.argv[1], arguments)
    for _ in range(ROUNDS):
        for name, arguments in QUESTIONS.items():
            spent[name].append(once(sys.argv[1], arguments))
    print("| question | ms of processor | of `show` |\n| --- | ---: | ---: |")
    for name, times in spent.items():
        ratio = statistics.median(one / show for one, show in zip(times, spent["show"], strict=True))
        print(f"| `{name}` | {statistics.median(times) * 1000:.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
