"""What tests of keeping share: a file of one's own, and an editor that is a script."""

import stat
from pathlib import Path

HEAD = """\
schema = 2

[chronology]
title = "Mine"  # kept
edition = 2026-11-29
extends = ["builtin"]

# --- Sources ---

[sources.me-1]
publisher = "Me"
url = 'https://example.org/1'   # in single quotes
kind = "ngo"
date = "2024-05-05"

# --- Events ---

# about the first
[[events]]
id = "first"
date = "2024-05-06"
title = "The first thing"
summary = \"\"\"
It happens. \\
And more.\"\"\"
kind = "event"
actors = [
  "dprk",  # who else
]
themes = ["arms"]
sources = ["me-1"]

# about the third
[[events]]
id = "third"
date = "2024-07-06"
title = "The third thing"
summary = "It happens."
kind = "event"
actors = ["russia"]
sources = ["me-1"]
"""


def own_file(folder: Path, text: str = HEAD, name: str = "mine.toml") -> Path:
    """Write a file of one's own, which extends what ships."""
    path = folder / name
    path.write_bytes(text.encode())
    return path


def editor(folder: Path, script: str) -> str:
    """Return the name of an editor that does what a shell script says to the file ``$1``."""
    path = folder / "an editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}'"
