"""What an import came to, for a terminal: the columns as they were understood, counts, what is left to a person."""

from collections.abc import Iterator

from dprkru_timeline.intake.draft import Refused
from dprkru_timeline.intake.report import Report
from dprkru_timeline.render.lines import BLANK, Line, data, padded, wrapped
from dprkru_timeline.text import counted, listed, one_line, shortened

_SHOWN = 12  # refusals, and names of new entries, that are listed
_FIELDS = {
    "id": "Id",
    "date": "Date",
    "end": "End",
    "shown": "Date as shown",
    "title": "Title",
    "summary": "Summary",
    "actor": "Actors",
    "theme": "Themes",
    "place": "Places",
    "url": "Addresses",
    "publisher": "Publishers",
    "source_title": "Source title",
    "source_date": "Source date",
}
_ONE = {"actors": "actor", "themes": "theme", "places": "place", "measures": "measure", "sources": "source"}


def import_lines(found: Report, width: int, *, everything: bool = False) -> Iterator[Line]:
    """Write a report; ``everything`` lists all that was refused."""
    has_rows = found.columns is not None and (found.columns.header or found.columns.known_as)
    what = "row" if has_rows else "entry"
    kind = f"our own {found.kind}" if found.is_export else found.kind
    yield from wrapped([data(found.file, "heading"), (f": {kind}, {_counted(found.read, what)}", "")], width)
    yield from _columns(found, width)
    yield BLANK
    yield from _taken(found, width)
    if found.refused:
        yield BLANK
        yield from _refused(found.refused, width, everything=everything)
    if found.changes:
        yield BLANK
        yield (("Brought up to date", "heading"),)
        for event, keys in list(found.changes.items())[:_SHOWN]:
            yield from _item(f"{event}: {', '.join(keys)}", width)
        yield from _more(len(found.changes), width, " (--json lists all)")
    if found.kept:
        yield BLANK
        yield from wrapped([(_kept_head(found), "heading")], width)
        for one in found.kept[:_SHOWN]:
            has = f" has “{shortened(one.has, 60)}”" if one.has else " has nothing there now"
            yield from _item(f"{one.event}, {one.key}: {one.place}{has}", width)
        yield from _more(len(found.kept), width)
    if found.gone:
        yield BLANK
        yield from wrapped([(f"No longer in the file, and left as they are: {_names(found.gone)}", "")], width)
    if found.heard:
        yield BLANK
        yield (("To be known", "heading"),)
        for sentence in found.heard:
            yield from _item(sentence[:1].upper() + sentence[1:], width)
    if left := list(_next(found, width)):
        yield BLANK
        yield from left


def _counted(number: int, noun: str) -> str:
    return counted(number, noun) if noun != "entry" else f"{number:,} {'entry' if number == 1 else 'entries'}"


def _columns(found: Report, width: int) -> Iterator[Line]:
    columns = found.columns
    if columns is None:
        return
    yield BLANK
    head = f"Columns, by the header in {columns.header}" if columns.header else "Columns, as this export has them"
    yield ((head, "heading"),)
    by_field: dict[str, list[str]] = {}
    for field, heading in columns.used:
        by_field.setdefault(field, []).append(one_line(heading))
    if columns.known_as and columns.header:
        names = ", ".join(heading for headings in by_field.values() for heading in headings)
        yield from wrapped([(f"{columns.known_as}: ", "label"), (names, "")], width, (("  ", ""),), (("    ", ""),))
    else:
        for field, headings in by_field.items():
            name = _FIELDS.get(field, field.replace("_", " ").capitalize())
            lead: Line = (("  ", ""), (padded(name, 14), "label"))
            yield from wrapped([(" + ".join(headings), "")], width, lead, ((" " * 16, ""),))
    if columns.unused:
        lead = (("  ", ""), (padded("Not used", 14), "faint"))
        yield from wrapped([(", ".join(map(one_line, columns.unused)), "faint")], width, lead, ((" " * 16, ""),))


def _taken(found: Report, width: int) -> Iterator[Line]:
    if found.of_sources:
        yield from wrapped(
            [(counted(len(found.came.get("sources", ())), "source"), "key-title"), (" to be added", "")], width
        )
        return
    parts = []
    if found.added or not (found.updated or found.same):
        parts.append(f"{counted(len(found.added), 'event')}{' added' if found.updated or found.same else ''}")
    if found.updated:
        parts.append(f"{len(found.updated):,} brought up to date")
    if found.same:
        parts.append(f"{found.same:,} as before")
    yield from wrapped([(", ".join(parts), "key-title")], width)
    if found.kept_as_text:
        yield from _item(
            f"{counted(found.kept_as_text, 'date')} with words of which a part is kept as text (date_basis)", width
        )
    for table, ids in found.came.items():
        yield from _item(f"{counted(len(ids), f'new {_ONE[table]}')}: {_names(ids)}", width)


def _names(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _SHOWN:,} more" if len(ids) > _SHOWN else ""
    return ", ".join(map(one_line, ids[:_SHOWN])) + more if more else listed([one_line(one) for one in ids])


def _refused(refused: tuple[Refused, ...], width: int, *, everything: bool) -> Iterator[Line]:
    yield ((f"Refused: {len(refused):,}", "heading"),)
    for one in refused if everything else refused[:_SHOWN]:
        name = f" “{one_line(one.what)}”" if one.what else ""
        yield from wrapped(
            [(f"{one.place}{name}: ", "label"), (shortened(one.why, 200), "")], width, (("  ", ""),), (("    ", ""),)
        )
    if not everything:
        yield from _more(len(refused), width, " (--json lists all)")


def _more(number: int, width: int, how: str = "") -> Iterator[Line]:
    if number > _SHOWN:
        yield from wrapped([(f"and {number - _SHOWN:,} more{how}", "faint")], width, (("  ", ""),), (("  ", ""),))


def _kept_head(found: Report) -> str:
    return f"Changed by you and in the file, and left as you have {'it' if len(found.kept) == 1 else 'them'}"


def _item(text: str, width: int) -> Iterator[Line]:
    return wrapped([(one_line(text), "")], width, (("  ", ""),), (("    ", ""),))


def _next(found: Report, width: int) -> Iterator[Line]:
    if found.todo:
        where = f"timeline check {found.written}" if found.written else "timeline check"
        marked = f"{counted(found.todo, 'text')} {'is' if found.todo == 1 else 'are'} marked TODO for you to write"
        yield from wrapped([(f"{marked}; {where} names each", "")], width)
    if not found.is_export and not found.of_sources and found.taken:
        yield from wrapped([("Nothing imported is confirmed: who says so is for you to add.", "faint")], width)
