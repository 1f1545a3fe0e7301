"""Objects of JSON as a table: a column a key."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dprkru_timeline.intake.table import Row, Table


def list_in(found: Any) -> list[dict[str, Any]] | None:
    """Return the longest list of objects in a document, two levels deep at most."""
    lists = [found] if isinstance(found, list) else []
    if isinstance(found, dict):
        inner = [one for one in found.values() if isinstance(one, dict)]
        lists += [one for level in (found, *inner) for one in level.values() if isinstance(one, list)]
    rows = [[one for one in rows if isinstance(one, dict)] for rows in lists]
    return max((one for one in rows if one), key=len, default=None)


def objects_as_table(objects: Callable[[], Iterator[Mapping[str, Any]]], noun: str = "object") -> Table:
    """Return objects as a table: a column a key, those of inner objects with a point between."""
    columns: dict[str, int] = {}
    for one in objects():
        for name in _flat(one):
            columns.setdefault(name, len(columns))

    def rows() -> Iterator[Row]:
        yield Row(0, list(columns))
        for number, one in enumerate(objects(), 1):
            cells: list[Any] = [None] * len(columns)
            for name, value in _flat(one).items():
                cells[columns[name]] = value
            yield Row(number, cells)

    return Table(rows, noun=noun)


def _flat(one: Mapping[str, Any], within: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in one.items():
        name = f"{within}{key}"
        if isinstance(value, dict):
            found |= _flat(value, f"{name}.") if within.count(".") < 3 else {}
        elif isinstance(value, list):
            plain = [str(item) for item in value if isinstance(item, str | int | float)]
            found[name] = "; ".join(plain)
        else:
            found[name] = value
    return found
