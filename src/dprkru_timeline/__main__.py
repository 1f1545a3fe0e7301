"""``python -m dprkru_timeline`` is ``timeline``."""

from dprkru_timeline.cli.app import main

if __name__ == "__main__":
    main()
