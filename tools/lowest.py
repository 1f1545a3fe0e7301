"""The lowest versions that pyproject.toml allows, as constraints for pip: python tools/lowest.py > lowest.txt.

What is promised there is tried with them, by ``.ci/run`` and ``nox -s sdist``. Only what is named is held down; what
that needs in turn is new.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


def lowest(root: Path = ROOT) -> Iterator[str]:
    """Yield ``name==version`` for each requirement of the program and of its extras."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (one for extra in project["optional-dependencies"].values() for one in extra)
    for requirement in dict.fromkeys([*project["dependencies"], *extras]):
        if requirement.startswith(f"{project['name']}["):
            continue
        found = re.fullmatch(r"([A-Za-z0-9._-]+)>=([0-9.]+)(?:,<[0-9.]+)?", requirement)
        if not found:
            raise SystemExit(f'"{requirement}" has no lowest version')
        yield f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lowest())
