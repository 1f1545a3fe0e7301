"""What a person sets once: default file, view, colour, width, pager and palette.

Each is read, in this order, from an option, an environment variable, the user's ``config.toml``. The
file stands in the platform's place (`path`); where there is none nothing is read, and a start costs nothing.
"""

import os
import stat
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.system import settings_path
from dprkru_timeline.text import one_line, shortened

COLORS = ("auto", "always", "never")
MIN_WIDTH, MAX_WIDTH = 40, 999_999
_MOST = 1_000_000  # bytes of a settings file


class View(StrEnum):
    """How ``show`` writes events."""

    TIMELINE = "timeline"
    TABLE = "table"
    ONELINE = "oneline"


class Setting(NamedTuple):
    """A setting: its environment variable, the values it takes, and what it is for."""

    name: str
    variable: str
    takes: str
    about: str


SETTINGS = (
    Setting("file", "TIMELINE_FILE", "a path, builtin, or a list of them", "the event files to read"),
    Setting("view", "TIMELINE_VIEW", "timeline, table or oneline", "how show writes events"),
    Setting("color", "TIMELINE_COLOR", "auto, always or never", "when to colour"),
    Setting("width", "TIMELINE_WIDTH", "0, or 40 and more", "columns to fill; 0 leaves paragraphs unwrapped"),
    Setting(
        "pager", "TIMELINE_PAGER", "a command, or off", "what shows a long answer on a terminal; else PAGER, else less"
    ),
    Setting(
        "palette",
        "TIMELINE_PALETTE",
        "style = look, such as date = bold blue",
        "colours, by the names in docs/terminal.md",
    ),
)
_BY_NAME = {one.name: one for one in SETTINGS}


def path() -> str:
    """Return where the user's settings are looked for."""
    return settings_path()


def setting(name: str) -> Any:
    """Return what is set by a variable or else in the file; None where neither says anything.

    Raises:
        UsageError: it is set to something it does not take, or the file can't be read.
    """
    row = _BY_NAME[name]
    value: Any = os.environ.get(row.variable)
    if value:
        if name == "file":
            return [part for part in value.split(os.pathsep) if part]
        return _checked(row, _from_text(row, value), row.variable)
    return _in_file().get(name)


def read_file() -> dict[str, Any]:
    """Return the checked settings of the user's file.

    Raises:
        UsageError: as `setting`.
    """
    return dict(_in_file())


def source_of(name: str) -> str:
    """Return what sets a value: the variable, the file, or ``default``."""
    row = _BY_NAME[name]
    if os.environ.get(row.variable):
        return row.variable
    return path() if name in _in_file() else "default"


def _in_file() -> dict[str, Any]:
    return _read(path())


@cache
def _read(name: str) -> dict[str, Any]:
    shown = one_line(name)
    try:
        # Looked at first: opening a pipe waits for who writes into it, without a word.
        if not (stat.S_ISREG(os.stat(name).st_mode) or os.path.samefile(name, os.devnull)):
            raise UsageError(f"can't read the settings in {shown}: it is no file", "name one in TIMELINE_CONFIG")
        with open(name, "rb") as file:
            raw = file.read(_MOST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"can't read the settings in {shown}: {reason}") from None
    if len(raw) > _MOST:
        raise UsageError(f"can't read the settings in {shown}: they are larger than {_MOST:,} bytes")
    import tomli

    try:
        document = tomli.loads(raw.decode("utf-8-sig"))  # editors on Windows begin a file with a byte order mark
    except (ValueError, RecursionError) as error:  # tomli's own error and a wrong encoding are ValueErrors
        raise UsageError(f"{shown}: {shortened(str(error), 200)}", "settings are TOML, in UTF-8") from None
    found = {}
    for key, value in document.items():
        if key not in _BY_NAME:
            close = nearest(key, _BY_NAME, limit=1)
            remedy = f"did you mean {close[0]}?" if close else f"the settings are {', '.join(_BY_NAME)}"
            raise UsageError(f'{one_line(name)}: no setting "{shortened(key)}"', remedy)
        found[key] = _checked(_BY_NAME[key], value, f"{one_line(name)}: {key}")
    return found


def _from_text(row: Setting, text: str) -> Any:
    """Return a variable's text as the file would give it."""
    if row.name == "width":
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else text
    if row.name == "palette":
        parts = [part.partition("=") for part in text.split(";") if part.strip()]
        return {key.strip(): value.strip() if equals else None for key, equals, value in parts}
    return text


def _checked(row: Setting, value: Any, where: str) -> Any:  # noqa: C901
    """Return a value that the setting takes; else say what it does."""
    remedy = f"it takes {row.takes}"
    match row.name:
        case "file":
            names = [value] if isinstance(value, str) else value
            if isinstance(names, list) and names and all(isinstance(one, str) and one for one in names):
                if any("\0" in one for one in names):
                    raise UsageError(f"{where} has the character U+0000, which no path has", remedy)
                return names
        case "view" | "color":
            known = [*View] if row.name == "view" else COLORS
            if isinstance(value, str) and value.lower() in known:
                return value.lower()
            close = nearest(str(value), known, limit=1)
            remedy = f"did you mean {close[0]}?" if close else remedy
        case "width":
            if type(value) is int and (value == 0 or MIN_WIDTH <= value <= MAX_WIDTH):
                return value
        case "pager":
            if isinstance(value, str) and value.strip():
                return value.strip()
        case "palette":
            if isinstance(value, dict):
                from dprkru_timeline.render.palette import checked_look

                return {key: checked_look(key, look, where) for key, look in value.items()}
    raise UsageError(f'{where} is "{shortened(str(value))}"', remedy)
