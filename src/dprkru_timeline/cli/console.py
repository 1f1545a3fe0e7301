"""The only module that writes to a stream: encoding, colour, width, closed pipes, full disks.

Standard output carries the answer, standard error everything else.
"""

import os
import sys
from collections.abc import Callable, Iterable
from typing import TextIO

from dprkru_timeline.errors import ExitCode, OutputError, TimelineError, UsageError
from dprkru_timeline.render.lines import Line, merged, plain
from dprkru_timeline.render.palette import STYLES
from dprkru_timeline.text import one_line, visible

MIN_WIDTH = 40
_DEFAULT_WIDTH = 80
# What our own texts use beyond ASCII, for terminals and files that can't show it.
_ASCII = str.maketrans({"–": "-", "—": "-", "·": "|", "…": "...", "“": '"', "”": '"', "’": "'", "→": "->", "−": "-"})


class Console:
    """Standard output, as one command writes to it."""

    def __init__(self, color: str = "auto", width: int | None = None) -> None:
        if width is not None and width and width < MIN_WIDTH:
            raise UsageError(f"--width {width} is too narrow", f"write {MIN_WIDTH} or more, or 0 for unwrapped text")
        self.is_terminal = _is_terminal(sys.stdout)
        self.width = self._width() if width is None else width
        self.width_given = width is not None
        self._paint = _painter() if _wants_color(color, terminal=self.is_terminal) else None

    def _width(self) -> int:
        columns = os.environ.get("COLUMNS", "")
        wide = _terminal_width(sys.stdout) if self.is_terminal else 0
        if not wide and columns.isascii() and columns.isdigit() and len(columns) < 6:
            wide = int(columns)
        return max(wide, MIN_WIDTH) if wide else _DEFAULT_WIDTH

    def print_lines(self, lines: Iterable[Line]) -> None:
        """Write styled lines: as plain text, or coloured where that is wanted."""
        if self._paint is None:
            self.write("".join(plain(line) + "\n" for line in lines))
        else:
            paint = self._paint
            self.write(
                "".join("".join(paint(text, style) for text, style in merged(line)).rstrip() + "\n" for line in lines)
            )

    def write(self, text: str) -> None:
        """Write text whose data was made safe, in what the stream can encode.

        Raises:
            OutputError: the stream is closed, or the device is full.
        """
        write_to(open_stdout(), text)


def write_exact(text: str) -> None:
    """Write a file format as it is: UTF-8 and its own line ends, whatever the locale.

    Raises:
        OutputError: as `Console.write`.
    """
    out = open_stdout()
    guarded(lambda: _write_bytes(out, text))


def _write_bytes(out: TextIO, text: str) -> None:
    buffer = getattr(out, "buffer", None)
    if buffer is None:
        out.write(text)
    else:
        buffer.write(text.encode("utf-8", "backslashreplace"))
    out.flush()


def open_stdout() -> TextIO:
    """Return standard output.

    Raises:
        OutputError: it is closed.
    """
    if sys.stdout is None:
        raise OutputError("can't write standard output: it is closed")
    return sys.stdout


def write_to(stream: TextIO, text: str) -> None:
    """Write text to a standard stream, and see that it arrived; a closed pipe ends the program in silence."""
    encoding = (stream.encoding or "utf-8").lower().replace("_", "-")
    if encoding not in ("utf-8", "utf8"):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text = text.translate(_ASCII).encode(encoding, "backslashreplace").decode(encoding)
    else:
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    guarded(lambda: _write_and_flush(stream, text))


def _write_and_flush(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()


def guarded(action: Callable[[], None]) -> None:
    """Do what writes to standard output; turn a closed pipe and a full device into a quiet end."""
    try:
        action()
    except BrokenPipeError:
        abandon_stdout()
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        abandon_stdout()
        raise OutputError(f"can't write standard output: {error.strerror or error}") from None


def abandon_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's own last flush can't fail."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - it lives as long as the program


def note(message: str) -> None:
    """Say something beside the answer, on standard error."""
    _say(f"timeline: {message}")


def report(error: TimelineError) -> ExitCode:
    """Write an error as a person wants it, and return the exit code it ends with."""
    problems = getattr(error, "problems", None)
    if problems:
        _say("\n".join(map(str, problems)))
        number = len(problems)
        _say(f"timeline: {number:,} problem{'' if number == 1 else 's'}; nothing is shown from a file that has errors")
    else:
        lines = [f"timeline: error: {error.message}", error.excerpt, f"  help: {error.help}" if error.help else ""]
        _say("\n".join(filter(None, lines)))
    return error.exit_code


def _say(text: str) -> None:
    if sys.stderr is None:
        return
    safe = visible(text) + "\n"
    encoding = sys.stderr.encoding or "utf-8"
    try:
        sys.stderr.write(safe.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def shown(text: str) -> str:
    """Return text from the command line, safe for a message."""
    return one_line(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _terminal_width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def _wants_color(color: str, *, terminal: bool) -> bool:
    """Tell whether to colour, by the order that the README gives; an empty variable is not set."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and os.environ.get("TERM") not in (None, "", "dumb")


def _painter() -> Callable[[str, str], str]:
    """Return what colours a text by the name of its style.

    Rich's styles, without its console: importing that costs as much as all the rest.
    """
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {name: Style.parse(notation) for name, notation in STYLES.items() if notation}

    def paint(text: str, style: str) -> str:
        found = styles.get(style)
        if found is None or not text.strip():
            return text
        core = text.strip(" ")
        lead, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
        return lead + found.render(core, color_system=ColorSystem.STANDARD) + tail

    return paint
