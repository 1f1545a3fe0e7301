"""Try the source archive as a packager does: python tools/sdist.py [FOLDER] [-- PYTEST ARGUMENTS].

Builds it, unpacks it in FOLDER (else one for the time being), builds a wheel from it and sees that it is, byte for
byte, the wheel of the tree; installs that with the lowest versions that are allowed, and runs the tests of the archive.
With FOLDER and no arguments for pytest the tests are left to the caller: FOLDER/source is the archive's, FOLDER/low
the environment, of the Python that TIMELINE_PYTHON names. Needs build.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def prepare(folder: Path) -> None:
    """Build, compare and install."""
    built = folder / "built"
    run(sys.executable, "-m", "build", "--outdir", built, ROOT)  # the wheel of the archive that it makes
    (archive,), (wheel,) = built.glob("*.tar.gz"), built.glob("*.whl")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    (folder / archive.name.removesuffix(".tar.gz")).rename(folder / "source")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder / "tree", ROOT)
    (other,) = (folder / "tree").glob("*.whl")
    if wheel.read_bytes() != other.read_bytes():
        raise SystemExit("the wheel of the source archive is not the wheel of the tree")
    lowest = folder / "lowest.txt"
    shown = subprocess.run([sys.executable, "tools/lowest.py"], cwd=folder / "source", capture_output=True, check=True)
    lowest.write_bytes(shown.stdout)
    run(os.environ.get("TIMELINE_PYTHON", sys.executable), "-m", "venv", folder / "low")
    run(folder / "low/bin/pip", "install", "-q", "pip>=25.1")
    run(
        folder / "low/bin/pip", "install", "-q", "-c", lowest, f"{wheel}[test]", "--group", "gate", at=folder / "source"
    )


def run(*command: str | Path, at: Path = ROOT) -> None:
    """Run a command; a failure ends it all."""
    print("$", *command, flush=True)
    subprocess.run(command, cwd=at, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"})


def main() -> None:
    """Prepare, and run the tests unless the caller does."""
    arguments = sys.argv[1:]
    own, tests = (arguments[: arguments.index("--")], True) if "--" in arguments else (arguments, not arguments)
    more = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(own[0] if own else temporary).resolve()
        prepare(folder)
        if tests:
            run(folder / "low/bin/pytest", "-q", *more, at=folder / "source")


if __name__ == "__main__":
    main()
