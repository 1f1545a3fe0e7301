"""The streams of a run in-process, and the guard on standard error: our own words, and nothing that a library says."""

import io
import re
from collections.abc import Iterator

# What stands at the beginning of a line that is the program's own, and what may stand below it.
_ERROR = re.compile(r"timeline: error: \S")
_NOTE = re.compile(r"timeline: (?!error: )\S")
_PROBLEM = re.compile(r"(?:\S.*?(?::[0-9]+){0,2}: )?(?:error|warning)(?:\[[EW][0-9]{3}\])?: \S")
_MEANT = re.compile(r"  (?:[a-z][a-z0-9-]*  \S|… and [0-9]+ more$)")  # the events of which one must be meant
_HELP = re.compile(r"  help: \S")
_ALSO = re.compile(r"  also: \S")
_QUOTED = re.compile(r"    .*\S")
_CARETS = re.compile(r"    \s*\^+$")
_BELOW = {
    "error": ("meant", "quoted", "help"),
    "meant": ("meant", "help"),
    "quoted": ("carets",),
    "carets": ("help",),
    "problem": ("help",),
    "help": ("also",),
    "also": ("also",),
}
_KINDS = {"meant": _MEANT, "quoted": _QUOTED, "carets": _CARETS, "help": _HELP, "also": _ALSO}
# What a terminal is sent while something takes long: moves of the cursor and colours, and the wheel before the words.
_MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_WHEEL = re.compile("^[\u2800-\u28ff] ", re.MULTILINE)


class Stream(io.TextIOWrapper):
    """A standard stream that keeps what is written; a terminal where that is said."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        raw = self.buffer.getvalue()  # type: ignore[attr-defined]
        return bytes(raw).decode(self.encoding, "surrogateescape")  # a database is no text


def foreign(said: str, *, terminal: bool = False) -> list[str]:
    """Return the lines of standard error that are not the program's own words; on a ``terminal`` progress is."""
    if terminal:
        said = "\n".join(filter(None, _WHEEL.sub("", _MOVES.sub("", said).replace("\r", "\n")).split("\n")))
    lines = said.split("\n")
    if lines[-1] == "":
        lines.pop()
    return list(_foreign(lines))


def _foreign(lines: list[str]) -> Iterator[str]:
    above = ""
    for place, line in enumerate(lines):
        # A quotation looks like anything, so it is one only with carets under it.
        below = _BELOW.get(above, ())
        fitting = [kind for kind in below if _KINDS[kind].match(line)]
        if "quoted" in fitting and not (place + 1 < len(lines) and _CARETS.match(lines[place + 1])):
            fitting.remove("quoted")
        if fitting:
            above = fitting[0]
        elif _ERROR.match(line):
            above = "error"
        elif _NOTE.match(line):
            above = "note"
        elif _PROBLEM.match(line):
            above = "problem"
        else:
            above = ""
        if not above or re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", line):
            yield line
