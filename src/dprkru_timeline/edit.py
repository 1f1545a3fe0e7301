"""Keeping event files from Python: what ``timeline new``, ``add``, ``edit``, ``fmt`` and ``diff`` do.

Each change is made of the text of the file, so that every byte stays that it need not touch; it is checked as
``timeline check`` does, and written whole or not at all. The command line calls these functions::

    from dprkru_timeline import edit

    edit.new("mine.toml", "Our notes")
    edit.add_event("mine.toml", {"date": "19 June 2024", "title": "…", "summary": "…", "actors": ["DPRK"]},
                   sources=[edit.NewSource("https://tass.com/…", title="…", date="2024-06-20")])
    edit.change("mine.toml", "panel-veto", edit.put("note", "Ask the mission."), edit.append("themes", "arms"))
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from os import PathLike, fspath
from shlex import quote
from typing import TYPE_CHECKING, Any

from dprkru_timeline.curate.add import (
    ADDED,
    Typed,
    claim_added,
    entry_changed,
    events_added,
    sources_added,
)
from dprkru_timeline.curate.blocks import has_entry
from dprkru_timeline.curate.change import Edit
from dprkru_timeline.curate.keep import Change, Kept, Refused, changed, rewritten, text_of
from dprkru_timeline.curate.merge import Merged, merged
from dprkru_timeline.curate.new import new_text
from dprkru_timeline.curate.order import formatted
from dprkru_timeline.curate.own_text import without_entry
from dprkru_timeline.curate.rename import renamed
from dprkru_timeline.curate.sources import SourceTyped as NewSource
from dprkru_timeline.derive.diff import Difference
from dprkru_timeline.session.compare import Compared, compare
from dprkru_timeline.store.find import EventFile, Named
from dprkru_timeline.store.load import read
from dprkru_timeline.store.save import check_target, saved
from dprkru_timeline.store.schema import VOCABULARIES
from dprkru_timeline.text import one_line

if TYPE_CHECKING:
    from dprkru_timeline.curate.wayback import Copy, NotKept, Wayback
    from dprkru_timeline.intake.report import Report
    from dprkru_timeline.model import Source

__all__ = [
    "Compared",
    "Difference",
    "Edit",
    "Kept",
    "Merged",
    "NewEvent",
    "NewSource",
    "Refused",
    "add_claim",
    "add_event",
    "add_events",
    "add_sources",
    "append",
    "change",
    "compare",
    "delete",
    "import_file",
    "in_order",
    "keep_copies",
    "merged",
    "new",
    "put",
    "take_out",
]

_Name = str | PathLike[str]
NewEvent = Typed


def new(
    name: _Name,
    title: str,
    *,
    edition: date | None = None,
    extends: Sequence[str] = ("builtin",),
    today: date | None = None,
) -> None:
    """Make an event file of one's own, which extends the one that ships.

    Args:
        name: where it is to lie; nothing may lie there yet.
        title: what it covers, in a line.
        edition: the day on which it is closed; ``today`` when left out.
        extends: ``builtin``, and paths from its folder of further files that it is read with; none: it stands alone.
        today: the day as of which it is checked; the real one when left out.

    Raises:
        UsageError: there is such a file, or no such folder.
        InvalidFile: no title can be so.
        OutputError: it can't be written.
    """
    path, day = fspath(name), _day(today)
    target = check_target(path)
    text = new_text(title, edition or day, one_line(quote(path)), extends)
    read([EventFile(target.shown, text.encode(), path)], day)
    with saved(target) as out:
        out.write(text)


def add_event(  # noqa: PLR0913
    name: _Name,
    values: Mapping[str, Any],
    *,
    sources: Sequence[NewSource] = (),
    along: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
    actor_kind: str = "",
    beside: Sequence[Named] = (),
    today: date | None = None,
) -> Kept:
    """Add an event to a file, in its place in time.

    Args:
        name: the event file.
        values: by the keys of ``[[events]]``. Actors, themes and places may be names, dates as people type them; the id
            is made from the title, and ``kind`` is ``event``, where they are left out. ``claims`` are tables.
        sources: its sources, by address: one that is there already is used, else it comes along.
        along: new actors, places, themes and measures, by table and id.
        actor_kind: the kind of actors that are not known yet: they come along.
        beside: further files that it uses; what it extends is read by itself.
        today: the day as of which it is checked, and on which new sources were looked at; the real one when left out.

    Raises:
        UsageError: something is missing or not known; all of it is told.
        Refused: the file would have errors; nothing is written.
        InvalidFile: the file has errors.
        OutputError: it can't be written.
    """
    return add_events(name, [NewEvent(values, sources, along or {}, actor_kind)], beside=beside, today=today)


def add_events(
    name: _Name, events: Sequence[NewEvent], *, beside: Sequence[Named] = (), today: date | None = None
) -> Kept:
    """Add several events to a file, all of them or none. Raises as `add_event`."""
    day = _day(today)
    return _changed(name, lambda file: events_added(file, events, _names(beside), day), beside, day)


def add_claim(  # noqa: PLR0913
    name: _Name,
    event: str,
    values: Mapping[str, Any],
    *,
    source: NewSource | None = None,
    actor_kind: str = "",
    beside: Sequence[Named] = (),
    today: date | None = None,
) -> Kept:
    """Add a claim to an event of the file, or in an addition to one of a file that it extends.

    ``values`` are by the keys of ``[[events.claims]]``; the source is named there by its id, or given. Otherwise, and
    errors, as `add_event`.
    """
    typed, day = Typed(values, (source,) if source else (), {}, actor_kind), _day(today)
    return _changed(name, lambda file: claim_added(file, event, typed, _names(beside), day), beside, day)


def add_sources(
    name: _Name,
    event: str,
    sources: Sequence[NewSource],
    *,
    beside: Sequence[Named] = (),
    today: date | None = None,
) -> Kept:
    """Add sources to an event, as `add_claim` adds a claim."""
    typed, day = Typed({}, sources), _day(today)
    return _changed(name, lambda file: sources_added(file, event, typed, _names(beside), day), beside, day)


def put(key: str, value: Any) -> Edit:
    """Return the change that sets a key: ``status``, or ``claims.2.says``, where claims count from 1."""
    return Edit("set", _path(key), value)


def append(key: str, *items: Any) -> Edit:
    """Return the change that adds items to a list."""
    return Edit("add", _path(key), list(items))


def take_out(key: str, *items: Any) -> Edit:
    """Return the change that takes items out of a list, or without any the whole key."""
    return Edit("remove", _path(key), list(items) if items else None)


def change(name: _Name, entry: str, *edits: Edit, beside: Sequence[Named] = (), today: date | None = None) -> Kept:
    """Change an entry: an event by its id, ``sources.ID``, ``actors.ID``, or ``chronology``.

    What is set or added on an event or source of a file that this one extends becomes an addition in this one. An event
    whose date changes goes to its place in time.

    Raises:
        UsageError: there is no such entry, or it can't be changed so.
        Refused: the file would have errors that it had not.
        OutputError: it can't be written.
    """
    day = _day(today)
    table, id_ = entry_named(entry)
    return _changed(
        name, lambda file: entry_changed(file, table, id_, lambda _: edits, _names(beside), day), beside, day
    )


def delete(name: _Name, entry: str, *, beside: Sequence[Named] = (), today: date | None = None) -> Kept:
    """Take an entry out of a file; of another file's event or source, what this one adds to it. Raises as `change`."""
    table, id_ = entry_named(entry)

    def make(file: EventFile) -> Change:
        text = text_of(file)
        own = table
        if table in ADDED and not has_entry(text, table, id_):
            own = ADDED[table]
        return Change(without_entry(text, own, id_), done=(id_ if own == table else f"an addition to {id_}",))

    return _changed(name, make, beside, _day(today))


def rename(name: _Name, entry: str, new: str, *, beside: Sequence[Named] = (), today: date | None = None) -> Kept:
    """Give a source, actor, theme, place or measure another id wherever a file names it.

    Where there is an entry of that id, it takes the other's place, which is taken out. Raises as `change`.
    """
    table, id_ = entry_named(entry)

    def make(file: EventFile) -> Change:
        text, done = renamed(text_of(file), table, id_, new)
        return Change(text, frozenset([f"{table}.{new}"]), (done,))

    return _changed(name, make, beside, _day(today))


def import_file(  # noqa: PLR0913
    name: _Name,
    out: _Name = "",
    *,
    columns: Mapping[str, str] | None = None,
    dates: str = "",
    sheet: str = "",
    actors: Sequence[str] = (),
    themes: Sequence[str] = (),
    publisher: str = "",
    update: bool = False,
    today: date | None = None,
) -> "Report":
    """Import what people have already: spreadsheets, calendars, references, our own exports (`intake.read.KINDS`).

    Args:
        name: the file.
        out: the event file that is made; empty: nothing is written, and the report says what would be.
        columns: headings by field, such as ``{"date": "Event Date"}``, where they can't be guessed.
        dates: in which order day and month stand: dmy, mdy or ymd; serial: numbers of a spreadsheet.
        sheet: of a workbook, by name or number.
        actors: who takes part in all of it.
        themes: what all of it is about.
        publisher: who published what names nobody.
        update: ``out`` may be there already: it is brought up to date, and what a person has changed in it stays.
        today: the day on which it is imported; the real one when left out.

    Raises:
        UsageError: something has to be said first, or ``out`` is there and not to be updated.
        UnreadableFile: the file can't be read.
        InvalidFile, Refused: the event file would have errors.
        OutputError: it can't be written.
    """
    from dprkru_timeline.intake.importing import How, imported
    from dprkru_timeline.intake.read import Options
    from dprkru_timeline.intake.tabular import Asked

    options = Options(sheet=sheet, asked=Asked({field: [heading] for field, heading in (columns or {}).items()}, dates))
    how = How(options, tuple(actors), tuple(themes), publisher)
    return imported(fspath(name), fspath(out), how=how, today=_day(today), update=update)


def keep_copies(
    name: _Name,
    sources: "Iterable[Source]",
    archive: "Wayback",
    *,
    beside: Sequence[Named] = (),
    today: date | None = None,
) -> "Iterator[tuple[Source, Copy | NotKept]]":
    """Ask an archive for a copy of each source's page, and write its address into the file as soon as it is there.

    Yields each source with its copy, or with why there is none; where asking for others makes no sense either, it ends.

    Raises:
        UsageError, Refused, OutputError: as `change`.
    """
    from dprkru_timeline.check.addresses import is_public
    from dprkru_timeline.curate.wayback import NotKept

    for source in sources:
        if not is_public(source.url):
            yield source, NotKept("its address is of no host that others can reach")
            continue
        try:
            copy = archive.kept(source)
        except NotKept as error:
            yield source, error
            if error.is_final:
                return
            continue
        change(name, f"sources.{source.id}", put("archive", copy.address), beside=beside, today=today)
        yield source, copy


def in_order(name: _Name) -> bool:
    """Put a file in order, and tell whether it was not: events in time order, keys as the docs have them.

    Raises:
        InvalidFile: its form has errors.
        UsageError: it stands in a form that can't be put in order.
        OutputError: it can't be written.
    """
    return rewritten(fspath(name), formatted)


def _changed(name: _Name, make: Any, beside: Sequence[Named], day: date) -> Kept:
    return changed(fspath(name), make, beside=_names(beside), today=day)


def _names(beside: Sequence[Named]) -> list[str | EventFile]:
    return [one if isinstance(one, EventFile) else fspath(one) for one in beside]


def entry_named(text: str) -> tuple[str, str]:
    """Return table and id of an entry: of ``sources.ID`` and the like, of ``chronology``, else of an event."""
    if text == "chronology":
        return text, ""
    table, dot, id_ = text.partition(".")
    return (table, id_) if dot and table in (*VOCABULARIES, "events") else ("events", text)


def _path(key: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdecimal() else part for part in key.split("."))


def _day(today: date | None) -> date:
    return today or date.today()  # noqa: DTZ011 - a person's own day
