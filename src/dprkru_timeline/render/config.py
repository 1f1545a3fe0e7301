"""A person's settings: each with its value, and what set it."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.render.lines import BLANK, Line, data, padded, wrapped

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


def _shown(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, dict):
        return "; ".join(f"{key} = {look}" for key, look in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
