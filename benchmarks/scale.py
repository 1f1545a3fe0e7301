"""Ten thousand events, a million, and the engines that others have: python benchmarks/scale.py TIMELINE [BEFORE].

TIMELINE is the installed program, in an environment that has duckdb; BEFORE is an earlier one, run by turns with it. In
PATH, where they are: jrnl, hledger, sqlite3, grep. All by turns in one run, so that a busy machine slows all alike; in
processor time, in units of bare Python (B), and memory at most. Makes 6 GB of files (--most 100000 makes fewer).
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Run(NamedTuple):
    """What one run took: processor time and time until the first byte, in seconds; memory in MiB."""

    used: float
    first: float
    memory: int


def once(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command once."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    if process.stdout is None:
        raise TypeError(command)
    first = 0.0
    while process.stdout.read1(1 << 16):  # type: ignore[attr-defined]
        first = first or time.perf_counter() - started
    _, _, usage = os.wait4(process.pid, 0)
    return Run(usage.ru_utime + usage.ru_stime, first, usage.ru_maxrss // 1024)


def main() -> None:
    """Make the files, measure, print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("timeline")
    parser.add_argument("before", nargs="?")
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", help="where files are made, and left for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.folder or temporary)
        folder.mkdir(exist_ok=True)
        python = str(Path(given.timeline).with_name("python"))
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
        bare = [python, "-I", "-c", "pass"]
        for number in (10_000, 100_000, 1_000_000):
            if number <= given.most:
                jobs = _jobs(number, folder, python, given.timeline, given.before)
                _measure(f"{number:,} events", {"bare Python": bare, **jobs}, environment, given.rounds)


def _made(number: int, ending: str, folder: Path, python: str) -> Path:
    path = folder / f"many-{number}{ending}"
    if not path.exists():
        subprocess.run([python, str(HERE / "many.py"), str(number), str(path)], check=True)
    return path


def _jobs(number: int, folder: Path, python: str, timeline: str, before: str | None) -> dict[str, list[str]]:
    asked = ["show", "theme:labor", "since:1950", "until:1950-06", "--view", "oneline"]
    database = str(_made(number, ".sqlite", folder, python))
    jobs: dict[str, list[str]] = {}
    if number <= 100_000:
        file = str(_made(number, ".toml", folder, python))
        off = ["env", "TIMELINE_CACHE=off"]
        jobs["filtered list of an event file, first"] = [*off, timeline, "--file", file, *asked]
        if before:
            jobs["the program before"] = [*off, before, "--file", file, *asked]
        jobs["the same, later (an index)"] = [timeline, "--file", file, *asked]
        jobs["a word, later"] = [timeline, "--file", file, "show", "workers", "-n", "5"]
        if number == 10_000:
            jobs["check"] = [timeline, "check", file]
        subprocess.run(
            [timeline, "--file", file, "show", "-n", "1"],
            check=True,
            capture_output=True,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")},
        )
        time.sleep(number / 2_000)  # the index is made behind
        for name, make in _PEERS.items():
            if command := make(number, folder, python):
                jobs[name] = command
    jobs["filtered list of our sqlite"] = [timeline, "--file", database, *asked]
    jobs["19,000 of a million, or as few in a hundred"] = [
        timeline,
        "--file",
        database,
        "show",
        "theme:labor",
        "since:1950",
        "until:1961-03",
        "--view",
        "oneline",
    ]
    jobs["a word, our sqlite"] = [timeline, "--file", database, "show", "workers", "since:1950-06", "until:1950-06"]
    jobs["one event, our sqlite"] = [timeline, "--file", database, "info", "panel-veto-4912"]
    jobs["csv"] = [timeline, "--file", database, "export", "-f", "csv"]
    jobs["json"] = [timeline, "--file", database, "export", "-f", "json"]
    if shutil.which("sqlite3"):
        table = folder / f"many-{number}.duckdb"
        if not table.exists():
            rows = folder / f"many-{number}-events.csv"
            with rows.open("wb") as out:
                subprocess.run(["sqlite3", "-csv", "-header", database, "SELECT * FROM events"], stdout=out, check=True)
            _in_duckdb(python, f"CREATE TABLE events AS FROM read_csv('{rows}', all_varchar = true)", table)
        for name in ("csv", "json"):
            said = f"SET threads = 1; COPY events TO '/dev/stdout' (FORMAT {name})"
            jobs[f"duckdb: its table of events as {name}"] = [
                python,
                "-c",
                f"import duckdb; duckdb.connect({str(table)!r}, read_only=True).execute({said!r})",
            ]
    which = (
        "WHERE id IN (SELECT event FROM event_themes WHERE theme = 'labor') AND earliest BETWEEN '1950' AND '1950-07'"
    )
    if shutil.which("sqlite3"):
        jobs["sqlite3: such a list"] = ["sqlite3", database, f"SELECT id, date, title FROM events {which}"]  # noqa: S608 - our own names
    return jobs


def _in_duckdb(python: str, said: str, table: Path) -> None:
    subprocess.run([python, "-c", f"import duckdb; duckdb.connect({str(table)!r}).execute({said!r})"], check=True)


def _jrnl(number: int, folder: Path, python: str) -> list[str] | None:
    if not (jrnl := shutil.which("jrnl")) or number > 10_000:
        return None
    path, settings = folder / f"jrnl-{number}.txt", folder / "jrnl.yaml"
    if not path.exists():
        _written(path, number, python, "[{date} 09:00] {title}. @labor\n\n")
    settings.write_text(f"journals:\n  default: {path}\nversion: v4.2\ncolors: {{}}\n", encoding="utf-8")
    return [jrnl, "--config-file", str(settings), "-from", "1950", "-to", "1950-06-30", "--short"]


def _hledger(number: int, folder: Path, python: str) -> list[str] | None:
    if not (hledger := shutil.which("hledger")):
        return None
    path = folder / f"hledger-{number}.journal"
    if not path.exists():
        _written(path, number, python, "{date} {title}\n    events:labor  1\n    events:all\n\n")
    return [hledger, "-f", str(path), "register", "labor", "-b", "1950", "-e", "1950-07"]


def _grep(number: int, folder: Path, python: str) -> list[str] | None:
    return ["grep", "-c", "workers", str(_made(number, ".toml", folder, python))]


_PEERS: dict[str, Callable[[int, Path, str], list[str] | None]] = {"jrnl": _jrnl, "hledger": _hledger, "grep": _grep}


def _written(path: Path, number: int, python: str, form: str) -> None:
    """Write the dates and titles of the events in a form of others."""
    code = (
        "import sys; sys.argv = ['many.py', '1', 'x']; sys.path.insert(0, sys.path[0]);"
        f"sys.path.insert(0, {str(HERE)!r}); from many import EDITION, Many; from dprkru_timeline import load;"
        f"events = Many(load(str(EDITION)).events, {number}); form = {form!r};"
        f"open({str(path)!r}, 'w').writelines("
        "form.format(date=one.date, title=one.title.replace(';', ',')) for one in events)"
    )
    subprocess.run([python, "-c", code], check=True)


def _measure(title: str, jobs: dict[str, list[str]], environment: dict[str, str], rounds: int) -> None:
    runs: dict[str, list[Run]] = {name: [] for name in jobs}
    for turn in range(rounds):
        for name, command in jobs.items():
            if turn and runs[name][0].used > 20:
                continue  # one run of what takes so long is enough
            runs[name].append(once(command, environment))
    unit = statistics.median(run.used for run in runs["bare Python"])
    print(f"\n| {title} | B | first byte, B | MiB |\n| --- | ---: | ---: | ---: |")
    for name, found in runs.items():
        used, first = (statistics.median(getattr(run, one) for run in found) / unit for one in ("used", "first"))
        print(f"| {name} | {used:,.1f} | {first:,.1f} | {max(run.memory for run in found):,} |", flush=True)


if __name__ == "__main__":
    if sys.platform == "win32":
        sys.exit("it asks the system for what each run took, which Windows does not tell so")
    main()
