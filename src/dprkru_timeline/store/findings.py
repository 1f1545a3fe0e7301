"""Problems as they are found, by path in a document; lines are looked up when all are known."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from dprkru_timeline.errors import Problem
from dprkru_timeline.store.lines import Path, key_lines, nearest_line
from dprkru_timeline.store.rules import RULES
from dprkru_timeline.text import shortened

Say = Callable[..., None]


@dataclass(slots=True)
class EventText:
    """The text of one event file, the schema that it is of, and where its keys stand.

    ``label`` is its short name, which its events bear.
    """

    name: str
    text: str
    label: str = ""
    schema: int = 2
    _lines: dict[Path, int] | None = None

    def line(self, path: Path) -> int:
        """Return the line of ``path``, from 1."""
        if self._lines is None:
            self._lines = key_lines(self.text)
        return nearest_line(self._lines, path)


class At(NamedTuple):
    """A place in an event file, and what a message calls it."""

    file: EventText
    path: Path
    event: str = ""
    field: str = ""

    def key(self, name: str | int, label: str = "") -> "At":
        """Return the place of a key or item of this table; ``label`` is what a message calls it."""
        shown = f"{self.field}.{label or name}" if self.field else str(label or name)
        return At(self.file, (*self.path, name), self.event, shown)


@dataclass(slots=True)
class Findings:
    """Collects problems; `Problem` values with lines are made once, at the end."""

    _found: list[tuple[str, At, str, str, At | None]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, code: str, at: At, message: str, help: str = "", other: At | None = None) -> None:  # noqa: A002
        """Record what is wrong ``at`` a place, by which rule; ``other`` is a second place that it clashes with."""
        self._found.append((code, at, message, help, other))

    def say(self, at: At, key: str = "") -> "KeySay":
        """Return what records a problem at this place, or at a key of it.

        Where the value is a table, ``within`` is the key in it that the problem is of.
        """
        return KeySay(self, at, key)

    def problems(self) -> list[Problem]:
        """Return all problems, in the order of files and lines."""
        order = {id(at.file): place for place, (_, at, *_rest) in enumerate(reversed(self._found))}
        made = []
        for code, at, what, help_text, other in self._found:
            message = what
            if other:
                where = f"{other.file.name}:" if other.file is not at.file else "line "
                message += f" ({where}{other.file.line(other.path)})"
            line = at.file.line(at.path)
            problem = Problem(
                message=message,
                file=at.file.name,
                line=line,
                event=at.event,
                field=at.field,
                help=help_text,
                severity=RULES[code].severity,
                code=code,
            )
            made.append((-order[id(at.file)], line, problem))
        return [problem for *_, problem in sorted(made, key=lambda row: row[:2])]


class KeySay:
    """Records problems of a key of a table. One serves all of its keys, by turns: few have a problem, and all pay."""

    __slots__ = ("_at", "_findings", "key")

    def __init__(self, findings: Findings, at: At, key: str = "") -> None:
        self._findings = findings
        self._at = at
        self.key = key

    def __call__(self, code: str, message: str, help: str = "", within: str = "") -> None:  # noqa: A002
        """Record a problem at the key, or at one within it."""
        here = self._at.key(self.key) if self.key else self._at
        self._findings.add(code, here.key(within, shortened(within)) if within else here, message, help)
