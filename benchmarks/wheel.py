"""Lay out the source with the first edition in the place of ``events.toml``, so that figures stay comparable.

    python3 benchmarks/wheel.py FOLDER && python3 -m venv .bench && .bench/bin/pip install FOLDER/timeline

The wheel that is built of it holds the first edition and its fast copy, whatever ships today.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Copy what git knows of the source, and swap the chronology."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    target = Path(sys.argv[1]) / "timeline"
    shutil.rmtree(target, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    shutil.copy2(ROOT / "tests" / "data" / "edition-1.toml", target / "events.toml")


if __name__ == "__main__":
    main()
