"""How the time of ``timeline check`` grows: python benchmarks/check.py [PROGRAM].

Files of 1,000, 10,000 and 100,000 events: spread over years, all of one year, all of one title. Ratios are to a bare
Python in the same run, in processor time; "an event" is the time over the number of events, which must not grow.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
_HEAD = """schema = 1
[chronology]
title = "Many events"
edition = 2026-01-01
[actors.dprk]
name = "DPRK"
kind = "state"
[themes.arms]
name = "Arms"
description = "Arms."
[sources.a]
publisher = "Example Press"
title = "A report"
date = "2025-01-01"
url = "https://example.org/a"
kind = "news"
[sources.b]
publisher = "Example Wire"
title = "Another report"
date = "2025-01-01"
url = "https://example.org/b"
kind = "news"
"""
_VERBS = "visits meets writes signs denies ships tests sends calls votes".split()  # noqa: SIM905 - easier to read
_PLACES = "Moscow Pyongyang Vladivostok Kursk Rason Beijing Geneva Wonsan Khasan Seoul".split()  # noqa: SIM905
_WHO = "minister envoy delegation company ship train team group".split()  # noqa: SIM905


def event(number: int, kind: str) -> str:
    """Return the text of an event."""
    year, month, day = 1960 + number % 60, number // 60 % 12 + 1, number // 720 % 28 + 1
    when = f"{year}-{month:02}-{day:02}" if kind == "spread" else "2024"
    who, verb, place = _WHO[number % 8], _VERBS[number // 8 % 10], _PLACES[number // 80 % 10]
    title = "One title for all" if kind == "one title" else f"A {who} of group {number // 800} {verb} {place}"
    return (
        f'[[events]]\nid = "event-{number}"\ndate = "{when}"\ntitle = "{title}"\nsummary = "What happened."\n'
        'kind = "event"\nactors = ["dprk"]\nthemes = ["arms"]\nstatus = "confirmed"\nsources = ["a", "b"]\n'
        "verified = 2026-01-01\n"
    )


def seconds(command: list[str]) -> tuple[float, int, int]:
    """Run a command; return its processor time, its lines of output, and the most memory that any run had, in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, done.stdout.count(b"\n"), after.ru_maxrss // 1024


def main() -> None:
    """Measure and print a table."""
    program = sys.argv[1] if len(sys.argv) > 1 else str(Path(sys.executable).with_name("timeline"))
    bare = min(seconds([sys.executable, "-c", "pass"])[0] for _ in range(9))
    print("| events | of | B | B for 1,000 events | lines | MiB so far |\n| ---: | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for number in SIZES:
            for kind in ("spread", "one year", "one title"):
                path = Path(folder, "many.toml")
                path.write_text(_HEAD + "".join(event(one, kind) for one in range(number)), encoding="utf-8")
                used, lines, memory = seconds([program, "check", str(path)])
                each = used / bare / number * 1000
                print(f"| {number:,} | {kind} | {used / bare:,.0f} | {each:.1f} | {lines:,} | {memory:,} |", flush=True)


if __name__ == "__main__":
    main()
