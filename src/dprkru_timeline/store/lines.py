"""The line on which each key of a TOML text stands.

No TOML reader tells it. One pass over the text, made only when there is a problem to
report; it trusts that the text parses.
"""

import re

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_STATEMENT = re.compile(
    rf"[ \t]*(?:(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?[^\n]*|({_DOTTED})[ \t]*=|[^\n]*)",
)
_BIT = re.compile(
    r'"""(?:[^"\\]+|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']+|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[{]|[\]}]|\n"
    r"""|[^"'#\[\]{}\n]+|.""",
    re.DOTALL,
)


def key_lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, of each table and key of ``text`` by its path in the document."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    at, line = 0, 1
    while at < len(text) and (match := _STATEMENT.match(text, at)):  # which takes any line
        at = match.end()
        if match[2]:
            table = _header(_parts(match[2]), counts, is_array=match[1] == "[[")
            for depth in range(1, len(table) + 1):
                found.setdefault(table[:depth], line)
        elif match[3]:
            keys = _parts(match[3])
            for depth in range(1, len(keys) + 1):
                found.setdefault((*table, *keys[:depth]), line)
            at, more = _skip_value(text, at)
            line += more
        at, line = at + 1, line + 1
    return found


def nearest_line(lines: dict[Path, int], path: Path) -> int:
    """Return the line of ``path``, or of the nearest table or key that holds it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _parts(dotted: str) -> Path:
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


def _header(keys: Path, counts: dict[Path, int], *, is_array: bool) -> Path:
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
            if depth <= 0:
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
