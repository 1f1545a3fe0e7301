"""``timeline``, and ``python -m dprkru_timeline``."""

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the program and exit with its code: the entry point of both commands."""
    # A command ends before garbage in rings could matter; looking for it in the tens of thousands
    # of values that make up a chronology takes a tenth of a start.
    gc.disable()
    from dprkru_timeline.cli.app import main as run_and_exit

    run_and_exit()


if __name__ == "__main__":
    main()
