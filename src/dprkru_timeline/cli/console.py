"""The only module that writes to a stream: encoding, colour, width, closed pipes, full disks.

Standard output carries the answer, standard error everything else.
"""

import os
import sys
from collections.abc import Callable, Iterable
from errno import EINVAL
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Any, TextIO

from dprkru_timeline.errors import ExitCode, InvalidFile, OutputError, TimelineError, UsageError
from dprkru_timeline.render.lines import Line, merged, plain
from dprkru_timeline.session.settings import MAX_WIDTH, MIN_WIDTH, setting
from dprkru_timeline.system import on_windows
from dprkru_timeline.text import counted, shortened, visible

_DEFAULT_WIDTH = 80
# Events of which lines are written as they come: a few first, then so many at once.
_LONG, _FIRST_LINES, _LINES = 5_000, 100, 2_000
# Terminals that show OSC 8 links, by a variable that they set; inside tmux and screen nobody can tell.
_LINKING = ("VTE_VERSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "WT_SESSION", "KONSOLE_VERSION", "GHOSTTY_RESOURCES_DIR")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper")

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology, Sayings
    from dprkru_timeline.cli.output import Output


class Console:
    """Standard output, as one command writes to it."""

    def __init__(self, color: str | None = None, width: int | None = None, *, pager: bool = True) -> None:
        if width is not None and width and width < MIN_WIDTH:
            raise UsageError(f"--width {width} is too narrow", f"write {MIN_WIDTH} or more, or 0 for unwrapped text")
        if width is not None and width > MAX_WIDTH:
            raise UsageError(f"--width is more than {MAX_WIDTH:,}", "write 0 for unwrapped text")
        self.is_terminal = _is_terminal(sys.stdout)
        if width is None:
            width = setting("width")
        self.width_given = width is not None
        self.width = _width(_terminal_size(sys.stdout)[0] if self.is_terminal else 0) if width is None else width
        self._pager = pager
        self._colors = _colors(color or setting("color") or "auto", terminal=self.is_terminal)
        self._paint = _painter(self._colors, links=self.is_terminal and _shows_links()) if self._colors else None

    @property
    def file_width(self) -> int:
        """The width for a file: the one that was asked for, else the usual one, whatever window it is made in."""
        return self.width if self.width_given else _DEFAULT_WIDTH

    @property
    def row_width(self) -> int:
        """The width for what stands on one line an entry: unlimited in a pipe, where the next program reads it."""
        return self.width if self.is_terminal or self.width_given else 0

    def legible(self, chronology: "Chronology") -> "Chronology":
        """Return a chronology whose text the stream can encode, so that what is laid out is what is shown."""
        encoding = _encoding(open_stdout()) if sys.stdout is not None else "utf-8"
        if encoding in _UTF8:
            return chronology
        from dprkru_timeline.chronology import with_texts
        from dprkru_timeline.render.palette import ASCII

        return with_texts(
            chronology, lambda text: text.translate(ASCII).encode(encoding, "backslashreplace").decode(encoding)
        )

    def show(
        self, view: Callable[["Chronology", int], Iterable[Line]], answer: "Chronology", *, in_rows: bool = False
    ) -> None:
        """Write a view of an answer; ``in_rows`` where each entry stands on one line."""
        lines = view(self.legible(answer), self.row_width if in_rows else self.width)
        if len(answer.events) > _LONG and not self.is_terminal:
            left, most = iter(lines), _FIRST_LINES
            while some := list(islice(left, most)):  # of so many no text is held as a whole
                self.print_lines(some)
                most = _LINES
            return
        self.print_lines(lines)

    def lists(self, answer: "Chronology") -> bool:
        """Tell whether an answer is so long that a terminal shows a list of it, its sources left out."""
        from dprkru_timeline.render.timeline import MANY

        return self.is_terminal and len(answer.events) > MANY

    def show_sayings(
        self, view: Callable[["Sayings", int], Iterable[Line]], found: "Sayings", *, in_rows: bool = False
    ) -> None:
        """Write a view of claims, as `show` does of events."""
        self.show(lambda legible, width: view(legible_sayings(found, legible), width), found.answer, in_rows=in_rows)

    def show_to(self, out: "Output", view: Callable[["Chronology", int], Iterable[Line]], answer: "Chronology") -> None:
        """Write a view as `show` does, or to a file: what a pipe would get, in UTF-8 and without colour."""
        if out.target is None:
            self.show(view, answer)
            return
        lines = view(answer, self.file_width)
        out.write(lambda file: file.writelines(f"{plain(line)}\n" for line in lines))

    def json(self, document: object) -> None:
        """Write a JSON document."""
        from dprkru_timeline.answers.documents import dumps

        write_exact(dumps(document, indent=2) + "\n")

    def print_lines(self, lines: Iterable[Line]) -> None:
        """Write styled lines: as plain text, or coloured where that is wanted; through a pager where they are many."""
        if self._paint is None:
            shown = [plain(line) for line in lines]
        else:
            paint = self._paint
            shown = ["".join(paint(text, style) for text, style in merged(line)).rstrip() for line in lines]
        text = "".join(f"{line}\n" for line in shown)
        if not (self.is_terminal and self._pager and self._paged(shown, text)):
            self.write(text)

    def _paged(self, shown: list[str], text: str) -> bool:
        """Show a text that is longer than the terminal in a pager; tell whether one took it."""
        height = _terminal_size(sys.stdout)[1]
        if not height or len(shown) < height or _is_dumb():
            return False
        from dprkru_timeline.cli.pager import page, pager

        command = pager()
        if not command:
            return False
        failed = page(command, encodable(open_stdout(), text), _encoding(open_stdout()))
        if failed:  # perhaps before a line was shown, and an answer seen twice is better than none
            note(f'the pager "{shortened(command)}" failed with exit code {failed}')
        return not failed

    def write(self, text: str) -> None:
        """Write text whose data was made safe, in what the stream can encode.

        Raises:
            OutputError: the stream is closed, or the device is full.
        """
        write_to(open_stdout(), text)


def legible_sayings(found: "Sayings", legible: "Chronology") -> "Sayings":
    """Return claims with the texts of a legible chronology."""
    if legible is found.answer:
        return found
    events = {event.id: event for event in legible.events}
    rows = (row._replace(event=(own := events[row.event.id]), claim=own.claims[row.place]) for row in found.rows)
    return found._replace(answer=legible, rows=tuple(rows))


def write_exact(text: str) -> None:
    """Write a file format as it is: UTF-8 and its own line ends, whatever the locale.

    Raises:
        OutputError: as `Console.write`.
    """
    write_bytes(text.encode("utf-8", "backslashreplace"))


def write_bytes(data: bytes) -> None:
    """Write bytes as they are.

    Raises:
        OutputError: as `Console.write`.
    """
    out = open_stdout()
    guarded(lambda: _write_bytes(out, data))


def write_stream(make: Callable[[TextIO], None]) -> None:
    """Write what ``make`` writes to a text stream, as it comes; UTF-8 and its own line ends, whatever the locale.

    Raises:
        OutputError: as `Console.write`.
    """
    out = open_stdout()

    def write() -> None:
        buffer = getattr(out, "buffer", None)
        if buffer is None:
            make(out)
            return
        text = TextIOWrapper(buffer, "utf-8", "backslashreplace", newline="")
        try:
            make(text)
            text.flush()
        finally:
            text.detach()

    guarded(write)


def _write_bytes(out: TextIO, data: bytes) -> None:
    buffer = getattr(out, "buffer", None)
    if buffer is None:
        out.write(data.decode("utf-8"))
    else:
        buffer.write(data)
    out.flush()


def open_stdout() -> TextIO:
    """Return standard output.

    Raises:
        OutputError: it is closed.
    """
    if sys.stdout is None:
        raise OutputError("can't write standard output: it is closed")
    _as_utf8(sys.stdout)
    return sys.stdout


def write_to(stream: TextIO, text: str) -> None:
    """Write text to a standard stream, and see that it arrived; a closed pipe ends the program in silence."""
    text = encodable(stream, text)
    guarded(lambda: _write_and_flush(stream, text))


def encodable(stream: TextIO, text: str) -> str:
    """Return text in characters that a stream can encode: our own signs in ASCII, others as their numbers."""
    encoding = _encoding(stream)
    if encoding not in _UTF8:
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            from dprkru_timeline.render.palette import ASCII

            return text.translate(ASCII).encode(encoding, "backslashreplace").decode(encoding)
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


_UTF8 = ("utf-8", "utf8")


def _encoding(stream: TextIO) -> str:
    return (stream.encoding or "utf-8").lower().replace("_", "-")


def _as_utf8(stream: TextIO) -> None:
    """Write UTF-8 to what is no terminal on Windows: the encoding of old programs there has no Korean or no Russian."""
    if on_windows() and not _is_terminal(stream) and not os.environ.get("PYTHONIOENCODING"):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and _encoding(stream) not in _UTF8:
            reconfigure(encoding="utf-8")


def _write_and_flush(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()


def guarded(action: Callable[[], None]) -> None:
    """Do what writes to standard output; turn a closed pipe and a full device into a quiet end."""
    try:
        action()
    except OSError as error:
        abandon_stdout()
        # Windows says of a closed pipe that the argument is invalid.
        if isinstance(error, BrokenPipeError) or (error.errno == EINVAL and on_windows()):
            raise SystemExit(ExitCode.OK) from None
        raise OutputError(f"can't write standard output: {error.strerror or error}") from None


def abandon_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's own last flush can't fail."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115


def note(message: str) -> None:
    """Say something beside the answer, on standard error."""
    say(f"timeline: {message}")


def report(error: TimelineError) -> ExitCode:
    """Write an error as a person wants it, and return the exit code it ends with."""
    if isinstance(error, InvalidFile):
        say("\n".join(map(str, error.problems)))
        number = len(error.problems)
        say(f"timeline: {counted(number, 'problem')}; {error.outcome}")
    else:
        lines = [f"timeline: error: {error.message}", error.excerpt, f"  help: {error.help}" if error.help else ""]
        say("\n".join(filter(None, lines)))
    return error.exit_code


def say(text: str) -> None:
    """Write a line to standard error, made safe for a terminal; where that is closed, nowhere."""
    if sys.stderr is None:
        return
    _as_utf8(sys.stderr)
    safe = visible(text) + "\n"
    encoding = sys.stderr.encoding or "utf-8"
    try:
        sys.stderr.write(safe.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def _width(of_terminal: int) -> int:
    """Return the width of a terminal, or else the one that ``COLUMNS`` gives."""
    columns = os.environ.get("COLUMNS", "")
    if not of_terminal and columns.isascii() and columns.isdigit() and len(columns) < 6:
        of_terminal = int(columns)
    return max(of_terminal, MIN_WIDTH) if of_terminal else _DEFAULT_WIDTH


def stdout_is_terminal() -> bool:
    """Tell whether standard output is a terminal."""
    return _is_terminal(sys.stdout)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _terminal_size(stream: TextIO) -> tuple[int, int]:
    """Return columns and lines; 0 where they are not known."""
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return 0, 0
    return columns, lines


def _colors(color: str, *, terminal: bool) -> int:
    """Return how many colours to write with, by the order that the README gives; an empty variable is not set."""
    if color == "never" or (color == "auto" and not _wants_color(terminal=terminal)):
        return 0
    if terminal and on_windows() and not _obeys_escapes():
        return 0  # even if colour was asked for: an old console writes out the codes
    term, colorterm = os.environ.get("TERM", ""), os.environ.get("COLORTERM", "").lower()
    if colorterm in ("truecolor", "24bit") or term.endswith("-direct"):
        return 1 << 24
    return 256 if "256color" in term else 16


def _wants_color(*, terminal: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and not _is_dumb()


def _is_dumb() -> bool:
    """Tell whether the terminal says that it knows no codes; on Windows none says anything (see `_obeys_escapes`)."""
    term = os.environ.get("TERM")
    return term == "dumb" if on_windows() else term in (None, "", "dumb")


def _obeys_escapes() -> bool:
    """Let the console of Windows take escape sequences, and tell whether it does: since Windows 10 it can."""
    import ctypes

    system: Any = getattr(ctypes, "windll", None)
    if system is None:
        return False
    handle, mode = system.kernel32.GetStdHandle(-11), ctypes.c_ulong()  # the one of standard output
    if not system.kernel32.GetConsoleMode(handle, ctypes.byref(mode)):
        return bool(os.environ.get("TERM"))  # no console of Windows: a terminal of Cygwin's or MSYS's kind
    return bool(system.kernel32.SetConsoleMode(handle, mode.value | 4))  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def _shows_links() -> bool:
    """Tell whether the terminal shows OSC 8 links; ``FORCE_HYPERLINK`` says so or not."""
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    if os.environ.get("TMUX") or os.environ.get("TERM", "").startswith(("screen", "tmux")):
        return False
    return os.environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS or any(os.environ.get(name) for name in _LINKING)


def _painter(colors: int, *, links: bool) -> Callable[[str, str], str]:
    """Return what colours a text by the name of its style: our own looks by a table, a person's by Rich."""
    from dprkru_timeline.render.palette import codes, looks

    own = setting("palette") or {}
    rendered = {name: codes(look, colors) for name, look in looks(colors, {}).items() if look and name not in own}
    render: dict[str, Callable[[str], str]] = {
        name: f"\x1b[{code}m{{}}\x1b[0m".format for name, code in rendered.items()
    }
    if own:
        render |= _rich_styles(
            colors, {name: look for name, look in looks(colors, own).items() if name in own and look}
        )

    def paint(text: str, style: str) -> str:
        found = render.get(style)
        if found is None or not text.strip():
            return text
        core = text.strip(" ")
        lead, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
        shown = found(core)
        if links and style == "address" and core.isascii() and core.isprintable():
            shown = f"\x1b]8;;{core}\x1b\\{shown}\x1b]8;;\x1b\\"
        return lead + shown + tail

    return paint


def _rich_styles(colors: int, own: dict[str, str]) -> dict[str, Callable[[str], str]]:
    """Return what renders each look of a person's own."""
    from rich.color import ColorSystem
    from rich.style import Style

    system = {16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}.get(colors, ColorSystem.TRUECOLOR)
    # A style keeps the codes that it was first rendered with, and parse keeps styles: each gets one of its own, so
    # that a process that asks for other colours later gets them.
    attributes = ("color", "bgcolor", "bold", "dim", "italic", "underline", "blink", "reverse", "strike", "overline")
    parsed = {name: Style.parse(look) for name, look in own.items()}
    styles = {name: Style(**{one: getattr(style, one) for one in attributes}) for name, style in parsed.items()}
    return {name: partial(style.render, color_system=system) for name, style in styles.items()}
