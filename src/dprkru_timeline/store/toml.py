"""Bytes to a TOML document, or the one problem that keeps them from being one.

tomli reads it: tomllib's own code as a compiled wheel, a third of the time. It takes a
little of TOML 1.1 (line breaks in inline tables). What it raises is more than its own
error: `RecursionError` for deep nesting, `ValueError` for a number of thousands of digits.
"""

import re
from typing import Any

import tomli

from dprkru_timeline.errors import InvalidFile, Problem
from dprkru_timeline.store.find import EventFile
from dprkru_timeline.store.foreign import foreign
from dprkru_timeline.text import shortened

_MAGIC = (
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (
        b"SQLite format 3\x00",
        "an SQLite database",
        "here event files are TOML: timeline import makes one of an export of ours",
    ),
    (b"PK\x03\x04", "a zip archive (or an office document)", "event files are TOML; timeline import takes workbooks"),
    (b"%PDF", "a PDF document", "event files are TOML"),
)
# Letters that take so long to read that Ctrl-C has to end it by the system: a shell says 130 of that too.
_LARGE = 8_000_000
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


def parse_toml(file: EventFile) -> tuple[dict[str, Any], str]:
    """Return the document in ``file``, and its text.

    Raises:
        InvalidFile: with one problem: it is not UTF-8, is empty, or is not TOML.
    """
    text = decoded(file)
    if not text.strip():
        raise _invalid("E001", file, "the file is empty", "an event file begins with schema = 2")
    try:
        if len(text) < _LARGE:
            return tomli.loads(text), text
        from dprkru_timeline.store.signals import at_once

        with at_once():
            return tomli.loads(text), text
    except tomli.TOMLDecodeError as error:
        raise _syntax_problem(file, text, error) from None
    except RecursionError:
        raise _invalid("E002", file, "is nested too deeply to be an event file") from None
    except ValueError:
        line = next((at for at, row in enumerate(text.split("\n"), 1) if re.search("[0-9]{4300}", row)), None)
        raise _invalid("E002", file, "has a number of thousands of digits", line=line) from None


def _invalid(  # noqa: PLR0913, PLR0917
    code: str,
    file: EventFile,
    message: str,
    help: str = "",  # noqa: A002
    line: int | None = None,
    column: int | None = None,
) -> InvalidFile:
    return InvalidFile([Problem(message=message, file=file.name, line=line, column=column, help=help, code=code)])


def decoded(file: EventFile) -> str:
    """Return the text of a file, its line ends as they are.

    Raises:
        InvalidFile: with one problem: it is another format, or not UTF-8.
    """
    data = file.data
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise _invalid("E001", file, f"is {what}, not an event file", remedy)
    if data.startswith(_UTF16_BOMS) or (b"\x00" in data[:200] and len(data) > 3 and data[1:4:2] == b"\x00\x00"):
        raise _invalid("E001", file, "is UTF-16 text; event files are UTF-8", "save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8: byte 0x{data[error.start]:02X} at byte offset {error.start}"
        raise _invalid("E001", file, message, f"save it as UTF-8{_likely_encoding(data)}", line) from None


def _likely_encoding(data: bytes) -> str:
    """Name the encoding that older editors for Russian and Korean would have used, if it fits."""
    high = sum(byte >= 0x80 for byte in data)
    try:
        korean = sum("가" <= char <= "힣" for char in data.decode("cp949"))
    except UnicodeDecodeError:
        korean = 0
    if korean * 2 >= high * 0.8:
        return " (it may be EUC-KR or CP949)"
    russian = sum("А" <= char <= "я" for char in data.decode("cp1251", "replace"))
    return " (it may be Windows-1251)" if high > 3 and russian >= high * 0.8 else ""


def _syntax_problem(file: EventFile, text: str, error: tomli.TOMLDecodeError) -> InvalidFile:
    if (other := foreign(text)) and (error.lineno == 1 or other.what != "CSV"):
        begins = shortened(text.lstrip().split("\n")[0], 40)
        message = f'is {other.what}, not an event file: it begins with "{begins}"'
        return _invalid("E002", file, message, other.help, error.lineno, error.colno)
    line, column = error.lineno, error.colno
    lines = text.split("\n")
    if line > 1 and line >= len(lines) and not lines[line - 1].strip():
        line, column = len(lines) - 1, len(lines[-2]) + 1  # at the end of the last line that has text
    row = lines[line - 1].strip() if line <= len(lines) else ""
    message = f"is not TOML: {_lower_first(error.msg)}"
    if row:
        message += f', in "{shortened(row, 60)}"'
    return _invalid("E002", file, shortened(message, 200), _syntax_help(row), line, column)


def _lower_first(message: str) -> str:
    return message[:1].lower() + message[1:]


def _syntax_help(row: str) -> str:
    if re.search(r"=\s*[0-9]{4}-", row):
        return 'an unquoted date must exist and have two-digit parts; other dates stand in quotes: "2024-10~"'
    if re.search(r"=\s*(?:True|False|None|null)\b", row):
        return "TOML writes true and false; leave out what is unknown"
    return ""


def newer_than_toml_1_0(text: str) -> tuple[int, str] | None:
    """Return the line and fault that a TOML 1.0 reader finds in a text that tomli took, or None."""
    if not _may_be_newer(text):
        return None
    import tomllib

    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = re.search(r"at line ([0-9]+)", str(error))
        return (int(where[1]) if where else 1), _lower_first(str(error).partition(" (at")[0])
    return None


# What TOML 1.1 added: the escapes \e and \x; in an inline table a last comma, and line breaks; times without seconds.
# Each has an expression of its own: of one for all, nothing that it begins with could be looked for at once.
_NEW = (re.compile(r"\\[ex]"), re.compile(r",[ \t]*\}"))
_WITHOUT_SECONDS = re.compile(r"[0-9]{2}:[0-9]{2}(?!:)")
_DIGITS = frozenset("0123456789")


def _may_be_newer(text: str) -> bool:
    """Tell whether anything looks like what TOML 1.1 added: where nothing does, the slow reader has nothing to find.

    A text that looks like it and is none costs a second reading, and no more.
    """
    if any(new.search(text) for new in _NEW):
        return True
    if any(_begins_a_value(text, clock.start()) for clock in _WITHOUT_SECONDS.finditer(text)):
        return True
    return any(line.count("{") != line.count("}") for line in text.split("\n") if "{" in line or "}" in line)


def _begins_a_value(text: str, start: int) -> bool:
    """Tell whether a time begins a value, or follows a day and its T or space; any other stands in a sentence."""
    at = start
    while at and text[at - 1] in " \t":
        at -= 1
    if at and text[at - 1] in "=,[":
        return True
    if at < start and text[at] == " " and text[at - 1 : at] in _DIGITS:
        return True
    return text[at - 1 : at] in ("T", "t") and text[at - 2 : at - 1] in _DIGITS
