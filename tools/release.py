"""Build what is released and try it, before anything is tagged or uploaded.

    python tools/release.py

The version of the package must have a dated heading in ``CHANGELOG.md`` with nothing unreleased above it, no
tag yet, and a clean tree. Then the source archive and the wheel are built and looked at by twine, the wheel answers in
an environment of its own, and the tests pass from the unpacked source archive. Nothing is uploaded. Needs build and
twine.
"""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Check, build, try; return the exit code."""
    version = version_of(ROOT / "src" / "dprkru_timeline" / "__init__.py")
    faults = list(faults_of(version))
    for fault in faults:
        print(f"not yet: {fault}")
    if faults:
        return 1
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder, "dist")
        run(sys.executable, "-m", "build", "--outdir", str(built), str(ROOT))
        run(sys.executable, "-m", "twine", "check", "--strict", *map(str, sorted(built.iterdir())))
        wheel, archive = next(built.glob("*.whl")), next(built.glob("*.tar.gz"))
        if version not in wheel.name or version not in archive.name:
            print(f"not yet: {wheel.name} and {archive.name} are not of {version}")
            return 1
        try_wheel(wheel, Path(folder))
        try_archive(archive, Path(folder))
    print(f"{version} can be released: git tag -s v{version} && git push --tags, then build and twine upload")
    return 0


def version_of(module: Path) -> str:
    """Return the version that a module says, without importing it."""
    found = re.search(r'^__version__ = "([^"]+)"$', module.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise SystemExit(f"{module} says no version")
    return found[1]


def faults_of(version: str) -> "list[str]":
    """Return what stands in the way of a release of this version."""
    found = []
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    if not headings or not re.fullmatch(rf"{re.escape(version)} \([0-9]{{1,2}} [A-Z][a-z]+ [0-9]{{4}}\)", headings[0]):
        found.append(f'the first heading of CHANGELOG.md is not "{version} (day month year)" but "{headings[:1]}"')
    if f"v{version}" in said("git", "tag").split():
        found.append(f"there is a tag v{version} already: raise it in src/dprkru_timeline/__init__.py")
    if said("git", "status", "--porcelain"):
        found.append("there are changes that are not committed")
    return found


def try_wheel(wheel: Path, folder: Path) -> None:
    """See the wheel answer in an environment of its own."""
    run(sys.executable, "-m", "venv", str(folder / "clean"))
    run(str(folder / "clean" / "bin" / "pip"), "install", "-q", str(wheel))
    shown = said(str(folder / "clean" / "bin" / "timeline"), "show", "--actor", "DPRK", folder=folder)
    if len(shown.splitlines()) < 50:
        raise SystemExit("the wheel's own answer is short")


def try_archive(archive: Path, folder: Path) -> None:
    """See the tests pass from the unpacked source archive, by the README's command."""
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    source = folder / archive.name.removesuffix(".tar.gz")
    run(sys.executable, "-m", "venv", ".venv", folder=source)
    run(".venv/bin/pip", "install", "-q", ".[test]", folder=source)
    run(".venv/bin/pytest", "-q", folder=source)


def run(*command: str, folder: Path = ROOT) -> None:
    """Run a command; a failure ends the release."""
    print("$", *command, flush=True)
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "TWINE_NON_INTERACTIVE": "1"})


def said(*command: str, folder: Path = ROOT) -> str:
    """Return what a command prints."""
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
