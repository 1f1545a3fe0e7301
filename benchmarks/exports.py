"""Time and memory of the exports, on many synthetic events.

    python3 benchmarks/wheel.py .bench-source && python3 -m venv .bench
    .bench/bin/pip install '.bench-source/timeline[all]' && .bench/bin/python benchmarks/exports.py

Each format runs in a process of its own; memory is the highest that the process had (ru_maxrss). Informational.
"""

import resource
import subprocess
import sys
import time
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology

MANY, FEW = 10_000, 1_000
FEW_ONLY = ("xlsx", "docx")
# Formats that may take so many times as long as another: docx 4, ics 6.
PAIRS = (("docx", "xlsx", FEW), ("ics", "json", FEW), ("ics", "json", MANY))
BRIEFS = ("md", "html", "docx")


def one(name: str, number: int) -> None:
    """Write a format, or a briefing such as ``brief-md``, once; print seconds, MB of file and MB of memory."""
    from importlib import import_module

    from dprkru_timeline import load
    from dprkru_timeline.derive.brief import briefing
    from dprkru_timeline.formats import Options, find_format, writer

    shipped: Chronology = load("builtin")
    events = [
        event._replace(id=f"{event.id}-{turn}"[-64:].lstrip("-0123456789"))
        for turn in range(-(-number // len(shipped.events)))
        for event in shipped.events
    ][:number]
    chronology = shipped.replaced(events=tuple(events))
    out = TextIOWrapper(BytesIO(), "utf-8", newline="", write_through=True)
    started = time.perf_counter()
    if name.startswith("brief-"):
        module = import_module(f"dprkru_timeline.formats.{name.replace('-', '_')}")
        module.write(chronology, briefing(chronology), out)
    else:
        writer(find_format(name, None)).write(chronology, out, Options())
    taken = time.perf_counter() - started
    size = out.buffer.getbuffer().nbytes
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {name} | {number:,} | {taken:.3f} | {size / 1e6:.1f} | {memory:.0f} |")


def main() -> None:
    """Measure every format and print a table."""
    from dprkru_timeline.formats import FORMATS

    if len(sys.argv) == 3:
        one(sys.argv[1], int(sys.argv[2]))
        return
    print("| format | events | seconds | MB written | MB of memory |\n| --- | ---: | ---: | ---: | ---: |", flush=True)
    for row in FORMATS:
        number = FEW if row.name in FEW_ONLY else MANY
        subprocess.run([sys.executable, __file__, row.name, str(number)], check=True)
    for kind in BRIEFS:
        subprocess.run([sys.executable, __file__, f"brief-{kind}", str(FEW)], check=True)
    print("\n| against | events | times |\n| --- | ---: | ---: |")
    for slow, quick, number in PAIRS:
        ratios = sorted(seconds(slow, number) / seconds(quick, number) for _ in range(5))
        print(f"| {slow} / {quick} | {number:,} | {ratios[2]:.2f} |", flush=True)


def seconds(name: str, number: int) -> float:
    """Return how long one format takes in a process of its own."""
    done = subprocess.run([sys.executable, __file__, name, str(number)], capture_output=True, text=True, check=True)
    return float(done.stdout.split("|")[3])


if __name__ == "__main__":
    main()
