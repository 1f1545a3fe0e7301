"""Make the lock file of the node packages that the consumer tests use, without an address in it.

    python tools/node_lock.py

npm notes where each package was downloaded and where to pay its authors; the first ties the lock to one
registry, and neither is needed to install: a version and a hash are.
"""

import json
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "consumers"


def main() -> None:
    """Resolve package.json anew and write package-lock.json."""
    lock = FOLDER / "package-lock.json"
    lock.unlink(missing_ok=True)
    options = [
        "--package-lock-only",
        "--omit-lockfile-registry-resolved",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]
    subprocess.run(["npm", "install", *options], cwd=FOLDER, check=True)
    found = json.loads(lock.read_text(encoding="utf-8"))
    for package in found["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lock.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
