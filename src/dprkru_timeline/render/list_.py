"""A vocabulary: an entry a line, with its count, the years of its events, its name and aliases.

The id stands first, for the next command. Where there is no room for columns and text side by side, the
number stands before the text, and the other columns are left out.
"""

from collections.abc import Iterator, Sequence

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.stats import Row
from dprkru_timeline.edtf import anchor
from dprkru_timeline.render.lines import Line, Span, data, padded, wrapped
from dprkru_timeline.text import cells, one_line
from dprkru_timeline.words.head import as_of_text, asked_text, count_text

_LEAST_TEXT = 30
_BAR = 8
# Other names that are shown of an entry; --json has all.
_MOST_ALIASES = 6
_RIGHT = ("events", "claims")


def list_lines(chronology: Chronology, what: str, entries: Sequence[Row], width: int) -> Iterator[Line]:
    """Write the entries of a list; a width of 0 keeps each on one line."""
    yield from _head(chronology, width)
    yield from _lines(what, entries, _counted(what), width)


def _lines(what: str, entries: Sequence[Row], counts: tuple[str, ...], width: int) -> Iterator[Line]:
    if not entries:
        return
    most = max(row.events for row in entries)
    bars = ("bar",) if width and most and counts else ()
    names = ["id", *counts, *(("years",) if any(row.first for row in entries) else ()), *bars]
    table = [_cells(row, names, most) for row in entries]
    widths = [max(cells(name), *(cells(line[place]) for line in table)) for place, name in enumerate(names)]
    taken = sum(widths) + 2 * len(widths)
    if width and width - taken < _LEAST_TEXT:
        yield from _narrow(entries, what, width, is_counted=bool(counts))
        return
    yield _columns(names, ["" if name == "bar" else name for name in names], widths, "label")
    for row, line in zip(entries, table, strict=True):
        lead = (*_columns(names, line, widths, ""), ("  ", ""))
        yield from wrapped(_text(row, what), width, lead, ((" " * taken, ""),))


def words_lines(what: str, entries: Sequence[Row], width: int) -> Iterator[Line]:
    """Write the entries of a list that is the program's own, uncounted."""
    yield from _lines(what, entries, (), width)


def _aliases(names: Sequence[str]) -> str:
    """Return other names, or where there are many the first of them and how many more there are."""
    shown = names if len(names) <= _MOST_ALIASES + 1 else names[:_MOST_ALIASES]
    more = f" and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
    return ", ".join(map(one_line, shown)) + more


def _head(chronology: Chronology, width: int) -> Iterator[Line]:
    selection = chronology.selection
    if selection and selection.query:
        asked = f"Asked: {asked_text(chronology)} · {count_text(chronology)}"
        yield from wrapped([(asked, "faint")], width)
    if as_of := as_of_text(chronology):
        yield from wrapped([(as_of, "faint")], width)


def _counted(what: str) -> tuple[str, ...]:
    return ("events", "claims") if what == "actors" else ("events",)


def _years(row: Row) -> str:
    if row.first is None or row.last is None:
        return ""
    first, last = anchor(row.first).year, anchor(row.last).year
    return str(first) if first == last else f"{first}–{last}"


def _cells(row: Row, names: Sequence[str], most: int) -> list[str]:
    texts = {
        "id": row.id,
        "bar": "█" * (row.events and max(round(_BAR * row.events / most), 1)),
        "events": f"{row.events:,}",
        "claims": f"{row.claims:,}",
        "years": _years(row),
    }
    return [one_line(texts[name]) for name in names]


def _columns(names: Sequence[str], texts: Sequence[str], widths: Sequence[int], style: str) -> Line:
    spans: list[Span] = []
    for name, text, width in zip(names, texts, widths, strict=True):
        shown = " " * (width - cells(text)) + text if name in _RIGHT else padded(text, width)
        spans += [(shown, style or {"years": "date", "id": "key-title", "bar": "series-1"}.get(name, "")), ("  ", "")]
    return tuple(spans[:-1])


def _narrow(entries: Sequence[Row], what: str, width: int, *, is_counted: bool) -> Iterator[Line]:
    column = max(len(f"{row.events:,}") for row in entries) if is_counted else 0
    indent = " " * (column + 2 if is_counted else 2)
    for row in entries:
        lead: Line = ((f"{row.events:>{column},}  ", "date"),) if is_counted else ()
        yield from wrapped(
            [data(row.id, "key-title"), (": ", "label"), *_text(row, what)], width, lead, ((indent, ""),)
        )


def _text(row: Row, what: str) -> list[Span]:
    """Return the name of an entry, and what else there is to say of it."""
    said: list[Span] = []
    if row.name != row.id:
        said.append(data(row.name, "title"))
    if row.part_of:
        said.append((f" (part of {one_line(row.part_of)})", "faint"))
    if row.aliases:
        equals = "" if what == "formats" else " = "
        said.append((f"{equals}{_aliases(row.aliases)}", "faint"))
    if row.about and what != "actors":
        said.append((f"{' · ' if said else ''}{one_line(row.about)}", "faint"))
    return said or [("", "")]
