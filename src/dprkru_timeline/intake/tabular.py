"""A table as events: the header found, what each column means, the order of its dates, and a draft a row."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from dprkru_timeline.errors import EdtfError, UsageError
from dprkru_timeline.intake.cells import addresses, parts, place_of, text_of
from dprkru_timeline.intake.datasets import GDELT_MANY, Dataset, Get, dataset_of, gdelt_drafts, getter, is_gdelt
from dprkru_timeline.intake.days import Evidence, Order, joined
from dprkru_timeline.intake.draft import Cell, Columns, Draft, Drafts, Heard, Refused, SourceDraft, When, why_of
from dprkru_timeline.intake.header import Found, header_in, headings_of
from dprkru_timeline.intake.table import Row, Table
from dprkru_timeline.text import listed, shortened

_MOST_REFUSED = 100_000
_FIRST = 60  # rows that are looked at for a header


class Asked(NamedTuple):
    """What a person says of a table: headings by field, and the order of its dates."""

    named: Mapping[str, Sequence[str]] = MappingProxyType({})
    dates: str = ""


def drafts_of(table: Table, asked: Asked, what: str) -> tuple[Drafts, Order]:
    """Return what a table holds, and the order of its dates.

    The events are made as one asks for them, row by row; what was refused and heard is whole when they have ended.

    Raises:
        UsageError: no row is a header, or the order of day and month can't be told.
    """
    heard = Heard()
    for told in table.told:
        heard.note(told)
    refused: list[Refused] = []
    first = list(islice(table.rows(), _FIRST))
    filled = [row for row in first if any(not _blank(one) for one in row.cells)]
    if not filled:
        raise UsageError(f"{what} has no rows")
    if not asked.named and is_gdelt(filled[0].cells):
        return _gdelt(table, refused, heard), Order("ymd")
    found = header_in(((row.number, row.cells) for row in filled), asked.named)
    dataset = (
        None if asked.named else next((one for row in filled[:10] if (one := dataset_of(headings_of(row.cells)))), None)
    )
    if dataset:
        row = next(row for row in filled if dataset_of(headings_of(row.cells)))
        return _of_dataset(table, dataset, row, refused, heard), Order(asked.dates, table.since_1904, asked.dates)
    if found is None:
        raise _no_header(filled, asked, what)
    order = Order(asked.dates or _order(table, found), table.since_1904, asked.dates)
    unused = found.unused()
    columns = Columns(found.pairs(), unused, header=f"row {found.number}" if found.number else "")
    events = _events(table, found, refused, heard)
    return Drafts(events, refused=refused, heard=heard, columns=columns), order


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _no_header(filled: Sequence[Row], asked: Asked, what: str) -> UsageError:
    headings = [one for one in headings_of(filled[0].cells) if one]
    if asked.named:
        missing = next((one for headings in asked.named.values() for one in headings if one), "")
        known = [one for row in filled for one in headings_of(row.cells) if one]
        from dprkru_timeline.errors import nearest
        from dprkru_timeline.intake.header import plain

        if missing and plain(missing) not in map(plain, known):
            close = nearest(missing, dict.fromkeys(known[:200]), limit=1)
            return UsageError(
                f'no column "{shortened(missing)}"', f"did you mean {shortened(close[0])}?" if close else ""
            )
    shown = ", ".join(f'"{shortened(one, 30)}"' for one in headings[:8])
    return UsageError(
        f"no row of {what} says which column has the dates, and which what happened; its first row has {shown}",
        'write --map date="Event Date",title=Headline with the headings of yours, or their letters: date=A,title=C',
    )


def _order(table: Table, found: Found) -> str:
    """Return the order of day and month that all columns of dates have."""
    places = [place for field in ("date", "end") for place in found.fields.get(field, ())]
    evidence = Evidence()
    if not places:
        return ""
    for row in table.rows():
        if row.number > found.number:
            for place in places:
                if place < len(row.cells):
                    evidence.look(row.cells[place], f"{table.noun} {row.number}")
    return evidence.order(f'column "{shortened(found.headings[places[0]])}"')


def _events(table: Table, found: Found, refused: list[Refused], heard: Heard) -> Iterator[Draft]:
    width = len(found.headings)
    for row in table.rows():
        place = f"{table.noun} {row.number}"
        if row.number <= found.number:
            continue
        if len(refused) > _MOST_REFUSED:
            what = f"more than {_MOST_REFUSED:,} rows can't be taken, such as {refused[0].place}: {refused[0].why}"
            raise UsageError(what, "see that the columns are right: --map date=…,title=…")
        if _says_nothing(row, found, place, table, refused, heard):
            continue
        beyond = [shortened(text_of(one), 30) for one in row.cells[width:] if not _blank(one)]
        if beyond:
            why = f"has more cells than the header: {listed([f'“{one}”' for one in beyond[:3]])}; quote what parts them"
            refused.append(Refused(place, _name(row, found), why))
            continue
        if len(row.cells) < width and not table.ends_early:
            heard.note("has fewer cells than the header; the last ones are taken for empty", place)
        try:
            draft = _draft(row, found, place)
            for cell in _no_addresses(row, found):
                heard.note(f"an address that is none is left out: “{shortened(cell, 60)}”", place)
            yield draft
        except (UsageError, EdtfError) as error:
            refused.append(Refused(place, _name(row, found), why_of(error)))


def _says_nothing(  # noqa: PLR0913, PLR0917
    row: Row, found: Found, place: str, table: Table, refused: list[Refused], heard: Heard
) -> bool:
    """Tell whether a row is empty, or the header once more."""
    if all(map(_blank, row.cells)):
        if table.noun != "row":  # of a sheet an empty row is none
            refused.append(Refused(place, "", "has nothing in it"))
        return True
    if headings_of(row.cells)[: len(found.headings)] == found.headings:
        heard.pass_over("the header stands again", place)
        return True
    return False


def _no_addresses(row: Row, found: Found) -> Iterator[str]:
    """Yield what stands in a column of addresses, and is none."""
    for at in found.fields.get("url", ()):
        text = text_of(row.cells[at]) if at < len(row.cells) else ""
        if text and not addresses(text) and at not in row.links:
            yield text


def _name(row: Row, found: Found) -> str:
    cells = [row.cells[place] for place in found.fields.get("title", ()) if place < len(row.cells)]
    texts = cells or [one for one in row.cells if not _blank(one)]
    return shortened(text_of(texts[0]) if texts else "", 60)


def _draft(row: Row, found: Found, place: str) -> Draft:
    def cells(field: str) -> list[Cell]:
        return [row.cells[at] for at in found.fields.get(field, ()) if at < len(row.cells)]

    def text(field: str) -> str:
        return next((one for cell in cells(field) if (one := text_of(cell))), "")

    def items(field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for cell in cells(field) for item in parts(text_of(cell), ";|\n")))

    start, end = _cell(cells("date")), _cell(cells("end"))
    precision, end_precision = (row.formats.get(found.fields.get(one, (-1,))[0], "") for one in ("date", "end"))
    if "year" in found.fields:
        start = joined(_cell(cells(part)) for part in ("year", "month", "day"))
    if "end_year" in found.fields:
        end = joined(_cell(cells(part)) for part in ("end_year", "end_month", "end_day")) or None
    title, summary = " ".join(text("title").split()), text("summary")
    where = text("place")
    published = _cell(cells("source_date"))
    day = (
        When(published, precision=row.formats.get(found.fields.get("source_date", (-1,))[0], ""))
        if published
        else When()
    )
    return Draft(
        place,
        When(start, end, text("shown"), precision, end_precision),
        title=title,
        summary=summary,
        key=text("id"),
        actors=items("actor"),
        themes=items("theme"),
        places=tuple(
            one
            for name in items("place")
            for one in place_of(name, *(_coordinates(text) if name == where else ("", "")))
        ),
        sources=_sources(items("publisher"), [*(text_of(one) for one in cells("url")), *row.links.values()], text, day),
        kind=text("kind").casefold(),
    )


def _coordinates(text: Get) -> tuple[str, str]:
    return text("latitude"), text("longitude")


def _cell(cells: Sequence[Cell]) -> Cell:
    return next((one for one in cells if not _blank(one)), None)


def _sources(publishers: Sequence[str], cells: Sequence[str], text: Get, day: When) -> tuple[SourceDraft, ...]:
    """Return the sources of a row: an address each, in any of its cells, and publishers by place."""
    found = list(dict.fromkeys(address for cell in (*cells, *publishers) for address in addresses(cell)))
    plain = [one for one in publishers if not addresses(one)]  # a column of sources may hold addresses
    title = " ".join(text("source_title").split())
    if not found:
        return tuple(SourceDraft(publisher=one, title=title, when=day) for one in plain or [""] if one or title)
    is_paired = len(plain) == len(found)
    first = SourceDraft(found[0], plain[0] if is_paired else "", title, day)
    others = [SourceDraft(address, plain[at] if is_paired else "") for at, address in enumerate(found[1:], 1)]
    # Which is whose can't be told otherwise: those without an address stand as they are.
    return (first, *others, *(SourceDraft(publisher=one, title=title) for one in plain if not is_paired))


def _of_dataset(table: Table, dataset: Dataset, header: Row, refused: list[Refused], heard: Heard) -> Drafts:
    headings = headings_of(header.cells)
    known = {one.casefold() for one in dataset.uses}
    used = tuple((one, one) for one in headings if one.casefold() in known)
    unused = tuple(one for one in headings if one and one.casefold() not in known)

    def events() -> Iterator[Draft]:
        for row in table.rows():
            if row.number <= header.number or all(map(_blank, row.cells)):
                continue
            place = f"row {row.number}"
            get = getter(headings, row.cells)
            if why := dataset.passes_over(get):
                heard.pass_over(why, place)
                continue
            try:
                yield dataset.draft(place, get)
            except (UsageError, EdtfError, ValueError, OverflowError) as error:
                why = why_of(error) if isinstance(error, UsageError) else str(error)
                refused.append(Refused(place, shortened(text_of(row.cells[0]), 60), why))

    return Drafts(
        events(), refused=refused, heard=heard, columns=Columns(used, unused, dataset.name, f"row {header.number}")
    )


def _gdelt(table: Table, refused: list[Refused], heard: Heard) -> Drafts:
    def events() -> Iterator[Draft]:
        rows = 0

        def counted() -> Iterator[tuple[int, Sequence[Cell]]]:
            nonlocal rows
            for row in table.rows():
                if not all(map(_blank, row.cells)):
                    rows += 1
                    yield row.number, row.cells

        taken = 0
        for one in gdelt_drafts(counted()):
            if isinstance(one, Draft):
                taken += 1
                yield one
            else:
                refused.append(Refused(f"row {one[0]}", "", one[1]))
        if rows > taken + len(refused):
            heard.passed += rows - taken - len(refused)
            heard.note(f"{rows:,} rows are {taken:,} events: one an article, day and kind of act")
        if rows > GDELT_MANY:
            heard.note(
                f"{rows:,} rows, coded by a machine from the news: a briefing wants them looked through one by one"
            )

    used = (
        ("date", "SQLDATE"),
        ("actors", "Actor1Name, Actor2Name"),
        ("themes", "EventRootCode"),
        ("place", "ActionGeo"),
        ("url", "SOURCEURL"),
    )
    return Drafts(events(), refused=refused, heard=heard, columns=Columns(used, ("all others",), "GDELT", ""))
