"""Start-up of the installed program, in units of bare Python and of an empty two-command Typer app.

    python3 benchmarks/wheel.py .bench-source && python3 -m venv .bench
    .bench/bin/pip install .bench-source/timeline && .bench/bin/python benchmarks/startup.py

The wheel holds the first edition (`wheel.py`), so that figures stay comparable while the record grows.
All are measured in turn in one run, so that a busy machine slows all alike. Medians; informational.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 21
EMPTY_APP = """
import typer
app = typer.Typer()
@app.command()
def show(a: str = ""): pass
@app.command()
def other(): pass
app()
"""


def _completing(line: str, shell: str = "bash") -> dict[str, str]:
    """Return the environment in which a shell asks what may follow ``line``."""
    words = (
        {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))} if shell == "bash" else {"_TYPER_COMPLETE_ARGS": line}
    )
    return {"_TIMELINE_COMPLETE": f"complete_{shell}", **words}


def once(command: list[str], extra: dict[str, str]) -> float:
    """Return the seconds that one run takes."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm-256color", **extra}
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print a table."""
    python, timeline = sys.executable, str(Path(sys.executable).with_name("timeline"))
    if not os.access(timeline, os.X_OK):
        sys.exit("install the program into this environment first (not editable: the fast copy is in the wheel)")
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.py")
        empty.write_text(EMPTY_APP, encoding="utf-8")
        rows: dict[str, tuple[list[str], dict[str, str]]] = {
            "bare Python": ([python, "-c", "pass"], {}),
            "empty Typer app": ([python, str(empty), "show"], {}),
            "show --actor DPRK, piped": ([timeline, "show", "--actor", "DPRK"], {}),
            "show, piped": ([timeline, "show"], {}),
            "show --since 2024 workers, piped": ([timeline, "show", "--since", "2024", "workers"], {}),
            "show (brackets, or, not:), piped": ([timeline, "show", "(actor:china or actor:japan) not:theme:arms"], {}),
            "show --as-of 2024-10-20, piped": ([timeline, "show", "--as-of", "2024-10-20"], {}),
            "show --full, coloured": ([timeline, "show", "--full", "--color", "always"], {}),
            "show, coloured": ([timeline, "show", "--color", "always"], {}),
            "info panel-veto": ([timeline, "info", "panel-veto"], {}),
            "info kursk-deployment --as-of 2024-10-20": (
                [timeline, "info", "kursk-deployment", "--as-of", "2024-10-20"],
                {},
            ),
            "around panel-veto": ([timeline, "around", "panel-veto"], {}),
            "on": ([timeline, "on", "19 June"], {}),
            "gap panel-veto defense-pact": ([timeline, "gap", "panel-veto", "defense-pact"], {}),
            "list actors": ([timeline, "list", "actors"], {}),
            "stats": ([timeline, "stats"], {}),
            "show --view table, piped": ([timeline, "show", "--view", "table"], {}),
            "chart, piped": ([timeline, "chart"], {}),
            "chart --view lanes, coloured": ([timeline, "chart", "--view", "lanes", "--color", "always"], {}),
            "config": ([timeline, "config"], {}),
            "help query": ([timeline, "help", "query"], {}),
            "cite panel-veto": ([timeline, "cite", "panel-veto"], {}),
            "check": ([timeline, "check"], {}),
            "schema show": ([timeline, "schema", "show"], {}),
            "export -f csv": ([timeline, "export", "-f", "csv"], {}),
            "export -f json": ([timeline, "export", "-f", "json"], {}),
            "--help": ([timeline, "--help"], {}),
            "--version": ([timeline, "--version"], {}),
            "completion of a command": ([timeline], _completing("timeline sh")),
            "completion of an actor": ([timeline], _completing("timeline show --actor d")),
            "completion of an event": ([timeline], _completing("timeline info pow")),
            "completion of a query word (zsh)": ([timeline], _completing("timeline show actor:d", "zsh")),
        }
        times: dict[str, list[float]] = {name: [] for name in rows}
        for turn in range(ROUNDS + 1):
            for name, (command, extra) in rows.items():
                taken = once(command, extra)
                if turn:  # the first round warms the disk
                    times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    bare, app = medians["bare Python"], medians["empty Typer app"]
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, medians of {ROUNDS}\n")
    print("| run | ms | bare Pythons | empty Typer apps |\n| --- | ---: | ---: | ---: |")
    for name, seconds in medians.items():
        print(f"| {name} | {seconds * 1000:.0f} | {seconds / bare:.1f} | {seconds / app:.2f} |")


if __name__ == "__main__":
    main()
