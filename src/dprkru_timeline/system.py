"""Which system this is: the one place that asks, so that a test can be on another."""

import sys

# Python's own name of it; what a test changes.
PLATFORM: str = sys.platform


def on_windows() -> bool:
    """Tell whether this is Windows: consoles without TERM, other errors of pipes, files locked by who reads them."""
    return PLATFORM == "win32"


def on_macos() -> bool:
    """Tell whether this is macOS, which has a place of its own for settings."""
    return PLATFORM == "darwin"
