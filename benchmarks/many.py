"""Make large chronologies to measure with: python benchmarks/many.py EVENTS FILE.

The events of the first edition again and again, each with another day and id, as an event file (.toml) or
in one of our exports (.sqlite, .parquet). Run by a Python that has the program.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dprkru_timeline.edtf import Date, parse_edtf
from dprkru_timeline.formats import export
from dprkru_timeline.model import Event
from dprkru_timeline.store.load import load

ROOT = Path(__file__).parent.parent
EDITION = ROOT / "tests" / "data" / "edition-1.toml"
_FIRST = date(1900, 1, 1).toordinal()


class Many(Sequence[Event]):
    """As many events as are wanted, each made when it is asked for, in the order of time."""

    def __init__(self, of: Sequence[Event], number: int) -> None:
        self._of = [event for event in of if isinstance(event.date, Date) and event.date.day]
        self._number = number

    def __len__(self) -> int:
        return self._number

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(self._number)))
        at = range(self._number)[at]
        event = self._of[at % len(self._of)]
        day = date.fromordinal(_FIRST) + timedelta(days=at * 45_000 // self._number)
        return event._replace(id=f"{event.id[:50]}-{at}", date=parse_edtf(day.isoformat()), links=())

    def __iter__(self) -> Iterator[Event]:
        return map(self.__getitem__, range(self._number))


def main() -> None:
    """Write a chronology of so many events."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    number, path = int(sys.argv[1].replace("_", "").replace(",", "")), Path(sys.argv[2])
    whole = load(str(EDITION))
    many = whole.replaced(events=Many(whole.events, number))
    if path.suffix == ".toml":
        _write_toml(path, many.events)
        return
    with path.open("w", encoding="utf-8") as out:
        export(many, path.suffix[1:], out)


def _write_toml(path: Path, events: Sequence[Event]) -> None:
    """Write an event file: the vocabularies of the edition as they stand, the events in few keys."""
    text = EDITION.read_text(encoding="utf-8")
    with path.open("w", encoding="utf-8") as out:
        out.write(text[: text.index("[[events]]")])
        for event in events:
            lists = {name: getattr(event, name) for name in ("actors", "themes", "places", "sources")}
            rows = [f"{name} = [{', '.join(map(_quoted, one))}]\n" for name, one in lists.items() if one]
            out.write(
                f"[[events]]\nid = {_quoted(event.id)}\ndate = {event.date}\ntitle = {_quoted(event.title)}\n"
                f'summary = {_quoted(event.summary)}\nkind = "{event.kind}"\n{"".join(rows)}'
            )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    main()
