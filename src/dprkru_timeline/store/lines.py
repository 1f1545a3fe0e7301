"""The line on which each key of a TOML text stands.

No TOML reader tells it. One pass over the text, made only when there is a problem to
report, or when the text is edited in place. A text that does not parse is read as far as its lines tell.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_STATEMENT = re.compile(
    rf"[ \t]*(?:(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?[^\n]*|({_DOTTED})[ \t]*=|[^\n]*)",
)
# A header where a list was not closed: no value looks like it.
_HEADER = re.compile(
    r"[ \t]*\[\[[ \t]*(?!(?:true|false|inf|nan)\b)[A-Za-z_][A-Za-z0-9_.-]*[ \t]*\]\][ \t]*(?:#.*)?\r?$", re.MULTILINE
)
_BIT = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[{]|[\]}]|\n"
    r"""|[^"'#\[\]{}\n]+|.""",
    re.DOTALL,
)


class Statement(NamedTuple):
    """A header or a key of a TOML text: where its line begins, what it names, where its value begins and ends.

    ``array`` tells of a header whether it begins a table of an array; of a key it is None. ``path`` is that of a header
    in the document, with the place in each array on its way. ``line`` counts from 1.
    """

    start: int
    line: int
    keys: tuple[str, ...]
    value: int
    end: int
    array: bool | None = None
    path: Path = ()


def statements(text: str) -> Iterator[Statement]:
    """Yield the headers and keys of a text, in order. Of a text that is no TOML those that can be made out."""
    counts: dict[Path, int] = {}
    at, line, length = 0, 1, len(text)
    while at < length and (match := _STATEMENT.match(text, at)):  # which takes any line
        start, at, first = at, match.end(), line
        brackets, header, key = match.groups()
        if key:
            value = at
            end = text.find("\n", at)
            end = length if end < 0 else end
            if _is_plain(text[at:end]):
                at = end
            else:
                at, more = _skip_value(text, at)
                line += more
            yield Statement(start, first, _parts(key), value, at)
        elif header:
            keys, is_array = _parts(header), brackets == "[["
            yield Statement(start, line, keys, at, at, is_array, _header(keys, counts, is_array=is_array))
        at, line = at + 1, line + 1


def key_lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, of each table and key of ``text`` by its path in the document."""
    found: dict[Path, int] = {}
    table: Path = ()
    for _, line, keys, _, _, array, path in statements(text):
        if array is None:
            found.setdefault((*table, keys[0]), line)
            for depth in range(2, len(keys) + 1):
                found.setdefault((*table, *keys[:depth]), line)
        else:
            table = path
            for depth in range(1, len(table) + 1):
                found.setdefault(table[:depth], line)
    return found


def nearest_line(lines: dict[Path, int], path: Path) -> int:
    """Return the line of ``path``, or of the nearest table or key that holds it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _is_plain(value: str) -> bool:
    """Tell whether it is plain that a value ends with its line: nearly all do, and to go through them takes long."""
    if "{" in value or '"""' in value or "'''" in value:
        return False
    if "[" not in value:
        return "]" not in value
    return value.count("[") == value.count("]") == 1 and "#" not in value and value.rstrip()[-1] == "]"


def _parts(dotted: str) -> tuple[str, ...]:
    if dotted.isidentifier():  # at once: nearly all are
        return (dotted,)
    return tuple(map(_key, re.findall(_PART, dotted)))


def _key(part: str) -> str:
    """Return a key as it reads: without its quotes, escapes undone."""
    if part[0] == "'":
        return part[1:-1]
    if part[0] != '"':
        return part
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", _unescaped, part[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}.get(code, code)


def _header(keys: tuple[str, ...], counts: dict[Path, int], *, is_array: bool) -> Path:
    """Return the path of a table header, with the place in each array of tables on its way."""
    path: Path = ()
    for depth, key in enumerate(keys, 1):
        path = (*path, key)
        if is_array and depth == len(keys):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _skip_value(text: str, at: int) -> tuple[int, int]:
    """Return the place where the value that begins at ``at`` ends, and how many lines it spans more."""
    depth = more = 0
    while (match := _BIT.match(text, at)) is not None:
        bit = match[0]
        if bit == "\n":
            if depth <= 0 or _HEADER.match(text, match.end()):
                break
            more += 1
        elif bit in "[{":
            depth += 1
        elif bit in "]}":
            depth -= 1
        else:
            more += bit.count("\n")
        at = match.end()
    return at, more
