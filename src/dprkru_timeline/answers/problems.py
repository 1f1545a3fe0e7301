"""Problems of event files as other programs read them: JSON, and GitHub's workflow commands."""

from dprkru_timeline.errors import Problem
from dprkru_timeline.text import visible


def problem_object(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON has it."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "event": problem.event or None,
        "field": problem.field or None,
        "message": problem.message,
        "help": problem.help or None,
    }


def annotation(problem: Problem) -> str:
    """Return a problem as a GitHub workflow command."""

    def escaped(text: str, more: str = "") -> str:
        for char in f"%\r\n{more}":
            text = text.replace(char, f"%{ord(char):02X}")
        return text

    where = f"file={escaped(visible(problem.file), ':,')}"
    if problem.line:
        where += f",line={problem.line}"
    if problem.column:
        where += f",col={problem.column}"
    subject = ": ".join(filter(None, (problem.event, problem.field, problem.message)))
    text = visible(f"{subject} ({problem.help})" if problem.help else subject)
    return f"::{problem.severity} {where},title={problem.code}::{escaped(text)}"
