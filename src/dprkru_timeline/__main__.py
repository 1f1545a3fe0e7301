"""``timeline``, and ``python -m dprkru_timeline``."""

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the program on the command line's arguments and exit with its code: the entry point of both commands."""
    # A command ends before garbage in rings could matter. Looking for it in the tens of thousands of
    # values that make up a chronology, while they are made and once more at the exit, takes 15 ms.
    gc.disable()
    from dprkru_timeline.cli.app import run

    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
