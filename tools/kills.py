"""Kill `timeline add` and `edit` at random moments, and count what is lost: events, half files, files left over.

    python tools/kills.py 1000 [--events 5000] [--seed 1]

A command is killed (SIGKILL) after a time drawn from none to what it takes when it is left alone, half of the times in
its second half. After each the file must be the one before or the one after, whole; every event that a command said it
had added is there.
"""

import argparse
import hashlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HEAD = 'schema = 2\n[chronology]\ntitle = "T"\nedition = 2026-01-01\n\n[actors.a]\nname = "A"\nkind = "state"\n'
SOURCE = '\n[sources.s]\npublisher = "P"\nkind = "news"\nurl = "https://example.org"\ndate = "2000"\n'


class Counted(NamedTuple):
    """What came of the kills."""

    kills: int
    in_time: int  # that came before the command had ended
    before: int  # after which the file was as before
    after: int  # after which the change was in it
    lost: int
    half: int
    left_over: int


def event(number: int) -> str:
    """Return the text of an event; each is of another day, in order."""
    day = f"{1000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
    return (
        f'\n[[events]]\nid = "event-{number}"\ndate = "{day}"\ntitle = "Event number {number} in the file"\n'
        f'summary = "It is number {number}."\nkind = "event"\nactors = ["a"]\nsources = ["s"]\n'
    )


def count(kills: int, events: int, seed: int, folder: Path) -> Counted:
    """Kill so many commands on a file of so many events in a folder."""
    chance = random.Random(seed)
    path = folder / "mine.toml"
    path.write_text(HEAD + SOURCE + "".join(map(event, range(events))), encoding="utf-8")
    known = set(_ids(path))
    began = time.monotonic()
    _run(folder, _words(-1, chance, events)).wait()
    takes = time.monotonic() - began
    known = set(_ids(path))
    in_time = before = after = lost = half = 0
    for number in range(kills):
        old = path.read_bytes()
        words = _words(number, chance, events)
        running = _run(folder, words)
        span = takes * (chance.uniform(0.5, 1.1) if number % 2 else chance.uniform(0, 1.1))
        began = time.monotonic()
        try:
            running.wait(timeout=span)
            takes = time.monotonic() - began
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            in_time += 1
            takes *= 1.03  # the machine may have become busier
        new = path.read_bytes()
        if new == old:
            before += 1
        elif _is_whole(new, old, words):
            after += 1
        else:
            half += 1
        now = set(_ids(path))
        lost += len(known - now)
        known |= now
        if running.returncode == 0 and words[0] == "add" and f"killed-{number}" not in now:
            lost += 1
    left = [one.name for one in folder.iterdir() if one.name != "mine.toml"]
    return Counted(kills, in_time, before, after, lost, half, len(left))


def _words(number: int, chance: random.Random, events: int) -> list[str]:
    if number % 3 == 2:
        return ["edit", f"event-{chance.randrange(events)}", "--set", f"summary=Changed by {number}."]
    day = f"{chance.randrange(1000, 1000 + max(events // 336, 1))}-06-15"
    own = ["--id", f"killed-{number}" if number >= 0 else "first", "--title", f"Killed number {number}", "--date", day]
    return ["add", *own, "--summary", "S.", "--actor", "a", "--source", "s"]


def _run(folder: Path, words: list[str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "dprkru_timeline", words[0], "--file", "mine.toml", *words[1:]]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _ids(path: Path) -> list[str]:
    return re.findall(r'^id = "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)


def _is_whole(new: bytes, old: bytes, words: list[str]) -> bool:
    """Tell whether a file is the old one with the one change: all other lines are there, in their order."""
    text, had = ([row for row in data.decode().splitlines() if row] for data in (new, old))
    if words[0] == "edit":
        return len(text) == len(had) and sum(a != b for a, b in zip(text, had, strict=True)) == 1
    place = text.index(f'id = "{words[2]}"') - 1
    rest = text[:place] + text[place + 8 :]
    return hashlib.sha256("\n".join(rest).encode()).digest() == hashlib.sha256("\n".join(had).encode()).digest()


def main() -> int:
    """Count, and end with 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", type=int)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = count(asked.kills, asked.events, asked.seed, Path(folder))
    print(
        f"{found.kills:,} commands, {found.in_time:,} killed before they had ended; the file was as before"
        f" {found.before:,} times, changed {found.after:,}; lost events {found.lost}, half files {found.half},"
        f" files left over {found.left_over}"
    )
    return 1 if found.lost or found.half or found.left_over else 0


if __name__ == "__main__":
    sys.exit(main())
