"""Which system this is, and where it keeps a person's things: asked here only, so that a test can be on another."""

import os
import sys

# Python's own name of it; what a test changes.
PLATFORM: str = sys.platform


def on_windows() -> bool:
    """Tell whether this is Windows: consoles without TERM, other errors of pipes, files locked by who reads them."""
    return PLATFORM == "win32"


def on_macos() -> bool:
    """Tell whether this is macOS, which has a place of its own for settings."""
    return PLATFORM == "darwin"


def settings_path() -> str:
    """Return where the user's settings are looked for: ``TIMELINE_CONFIG``, or the platform's place.

    Worked out here: platformdirs, which knows the places too, costs as much to import on macOS as a bare Python
    takes to start.
    """
    if named := os.environ.get("TIMELINE_CONFIG"):
        return named
    home = os.path.expanduser("~")
    if on_windows():
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        return os.path.join(base, "timeline", "config.toml")
    # The XDG base directories; they say that a path which is not absolute is none.
    base = os.environ.get("XDG_CONFIG_HOME", "")
    plain = os.path.join(base if os.path.isabs(base) else os.path.join(home, ".config"), "timeline", "config.toml")
    if on_macos() and not os.path.isabs(base) and not os.path.exists(plain):
        return os.path.join(home, "Library", "Application Support", "timeline", "config.toml")
    return plain


def cache_path() -> str:
    """Return the folder for what can be made again: the platform's place."""
    home = os.path.expanduser("~")
    if on_windows():
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        return os.path.join(base, "timeline", "cache")
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(home, *(("Library", "Caches") if on_macos() else (".cache",)))
    return os.path.join(base, "timeline")
