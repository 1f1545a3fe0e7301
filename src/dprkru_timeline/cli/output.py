"""An answer to a file or to standard output: the same bytes in both."""

from collections.abc import Callable, Sequence
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple, TextIO

from dprkru_timeline.cli.console import note, stdout_is_terminal, write_bytes, write_stream
from dprkru_timeline.errors import UsageError

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.store.save import Target

_STDOUT = "-"
_LONG = 20_000  # events of which no text is held as a whole


class Output(NamedTuple):
    """Where an answer goes: to a file, or to standard output."""

    target: "Target | None" = None

    @property
    def shown(self) -> str:
        """Its name for messages."""
        return self.target.shown if self.target else "standard output"

    def write(self, make: Callable[[TextIO], None]) -> None:
        """Write what ``make`` writes to a text stream, or to the bytes below it; a file whole or not at all.

        Raises:
            OutputError: it could not be written.
        """
        if self.target is None or self.target.stream == 1:
            write_bytes(made(make))
            return
        from dprkru_timeline.cli.progress import Working
        from dprkru_timeline.store.save import saved

        with Working(f"writing {self.target.shown}"), saved(self.target) as file:
            make(file)

    def write_answer(self, answer: "Chronology", make: Callable[["Chronology", TextIO], None]) -> None:
        """Write what ``make`` writes of an answer, as `write` does; of a long one to standard output as it comes.

        Raises:
            OutputError: it could not be written.
        """
        if self.target is None or self.target.stream == 1:
            if len(answer.events) > _LONG:
                write_stream(lambda out: make(answer, out))
            else:
                write_bytes(made(lambda out: make(answer, out)))
            return
        from dprkru_timeline.cli.progress import Working
        from dprkru_timeline.store.save import saved

        with Working(f"writing {self.target.shown}") as working, saved(self.target) as file:
            make(working.of(answer), file)

    def write_bytes(self, data: bytes) -> None:
        """Write bytes, as `write` does."""

        def make(out: TextIO) -> None:
            out.flush()
            out.buffer.write(data)  # type: ignore[attr-defined,unused-ignore]

        self.write(make)

    def say(self, what: str) -> None:
        """Say on standard error what was written; nothing where it is there to be seen."""
        if self.target and self.target.stream is None:
            note(f"wrote {what} to {self.target.shown}" if what else f"wrote {self.target.shown}")


def output_to(name: str | None, *, force: bool, inputs: Sequence[str], binary: str = "") -> Output:
    """Return the output that a person names; ``-``, or none, is standard output.

    ``binary`` names a format that is no text, which no terminal shows.

    Raises:
        UsageError: it is no file that may be written (`check_target`), or a terminal that can't show the format.
    """
    if name is None or name == _STDOUT:
        found = Output()
    else:
        from dprkru_timeline.store.save import check_target

        found = Output(check_target(name, force=force, inputs=inputs))
    if binary and (found.target is None or found.target.stream == 1) and stdout_is_terminal():
        raise UsageError(f"{binary} is no text, and this is a terminal", f"write -o FILE.{binary}, or to a pipe")
    return found


def made(make: Callable[[TextIO], None]) -> bytes:
    """Return the bytes that ``make`` writes to a text stream."""
    held = BytesIO()
    with TextIOWrapper(held, "utf-8", "backslashreplace", newline="", write_through=True) as text:
        make(text)
        text.flush()
        return held.getvalue()
