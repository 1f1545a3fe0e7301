"""A person's settings: each with its value, and what set it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dprkru_timeline.render.lines import BLANK, Line, data, padded, wrapped

if TYPE_CHECKING:
    from dprkru_timeline.index.cache import Held

_COLUMN = 9


def config_lines(path: str, rows: Sequence[tuple[str, object, str, str]], width: int) -> Iterator[Line]:
    """Write where the settings file is, and each setting: its name, value, what set it, what it is for."""
    yield (("Settings file", "heading"),)
    yield ("  ", ""), data(path, "address")
    yield BLANK
    for name, value, source, about in rows:
        said = [
            data(_shown(value), "key-title" if value is not None else "faint"),
            (f"  from {source}" if value is not None else "", "faint"),
        ]
        indent: Line = ((" " * (_COLUMN + 1), ""),)
        yield from wrapped([one for one in said if one[0]], width, ((f"{padded(name, _COLUMN)} ", "label"),), indent)
        yield from wrapped([(about, "faint")], width, indent, indent)


def cache_lines(folder: str, held: Sequence["Held"], *, is_on: bool, gone: int, width: int) -> Iterator[Line]:
    """Write where the indexes of event files lie, of which files they are, and how large."""
    yield (("Indexes of your event files", "heading"),)
    yield ("  ", ""), data(folder, "address")
    said = []
    if gone:
        said.append(f"{gone:,} {'index' if gone == 1 else 'indexes'} taken away.")
    if not held:
        said.append("None lies there." if is_on else "None lies there, and none is made: TIMELINE_CACHE is off.")
    elif not is_on:
        said.append("They are not used: TIMELINE_CACHE is off.")
    for text in said:
        yield from wrapped([(text, "faint")], width)
    if held:
        yield BLANK
    for one in held:
        size: Line = ((f"{one.size / 1_000_000:8.1f} MB  ", "label"),)
        names = ", ".join(one.names) or "not finished, or damaged"
        yield from wrapped([data(names)], width, size, ((" " * 13, ""),))


def _shown(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, dict):
        return "; ".join(f"{key} = {look}" for key, look in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
