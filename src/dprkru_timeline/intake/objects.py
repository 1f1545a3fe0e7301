"""Objects of JSON as a table: a column a key."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dprkru_timeline.errors import UnreadableFile
from dprkru_timeline.intake.table import Row, Table

_MOST_COLUMNS = 2000
_DEEPEST = 5  # objects within objects
_NAMED_BY = ("name", "title", "label", "url")


def list_in(found: Any) -> list[dict[str, Any]] | None:
    """Return the longest list of objects in a document, two levels deep at most."""
    lists = [found] if isinstance(found, list) else []
    if isinstance(found, dict):
        inner = [one for one in found.values() if isinstance(one, dict)]
        lists += [one for level in (found, *inner) for one in level.values() if isinstance(one, list)]
    rows = [[one if isinstance(one, dict) else {} for one in rows] for rows in lists]  # what is no object is refused
    return max((one for one in rows if any(one)), key=len, default=None)


def objects_as_table(objects: Callable[[], Iterator[Mapping[str, Any]]], noun: str = "object") -> Table:
    """Return objects as a table: a column a key, those of inner objects with a point between."""
    columns: dict[str, int] = {}
    for one in objects():
        for name in _flat(one):
            columns.setdefault(name, len(columns))
        if len(columns) > _MOST_COLUMNS:
            raise UnreadableFile(f"the objects have more than {_MOST_COLUMNS:,} keys", "take a part of them")

    def rows() -> Iterator[Row]:
        yield Row(0, list(columns))
        for number, one in enumerate(objects(), 1):
            cells: list[Any] = [None] * len(columns)
            for name, value in _flat(one).items():
                cells[columns[name]] = value
            yield Row(number, cells)

    return Table(rows, noun=noun)


def _item(value: Any) -> str:
    """Return a value of a list as text; of an object its name."""
    if isinstance(value, dict):
        return next((str(value[key]) for key in _NAMED_BY if isinstance(value.get(key), str)), "")
    return str(value) if isinstance(value, str | int | float) else ""


def _flat(one: Mapping[str, Any], within: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in one.items():
        name = f"{within}{key}"
        if isinstance(value, dict):
            if text := _item(value):
                found[name] = text
            found |= _flat(value, f"{name}.") if within.count(".") < _DEEPEST else {}
        elif isinstance(value, list):
            plain = [text for item in value if (text := _item(item))]
            found[name] = "; ".join(plain)
        else:
            found[name] = value
    return found
