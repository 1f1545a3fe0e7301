"""What has changed between two files, since a document, or between two days: which sides, and what was asked."""

from datetime import date
from os import PathLike, fspath
from typing import TYPE_CHECKING, NamedTuple

from dprkru_timeline.derive.diff import Difference, difference
from dprkru_timeline.derive.snapshot import Snapshot, snapshot_of
from dprkru_timeline.errors import TimelineError, UsageError
from dprkru_timeline.session.ask import known_on
from dprkru_timeline.text import shortened, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.store.find import Named


class Compared(NamedTuple):
    """What differs, the whole of the newer side, and what a reader must know besides."""

    difference: Difference
    chronology: "Chronology"
    notes: tuple[str, ...] = ()


def compare(
    old: "Named",
    new: "Named | None" = None,
    *,
    files: "Sequence[Named]" = (),
    asked: str | None = None,
    today: date | None = None,
) -> Compared:
    """Return what has changed from one side to another.

    Args:
        old: an export or brief of this program, an event file, ``builtin``, or ``git:REV`` or ``git:REV:PATH``.
        new: likewise; when left out, what ``files`` say now, asked as ``old`` was.
        files: the event files that are read, ``builtin`` when left out.
        asked: what ``old`` was asked, where it does not say so itself; empty for everything.
        today: the day that "today" means; the real one when left out.

    Raises:
        UsageError: one of the sides is none.
        UnreadableFile: one can't be read, or carries nothing to compare.
        InvalidFile: an event file has errors.
    """
    from dprkru_timeline.store.load import load

    day = today or date.today()  # noqa: DTZ011 - a person's own day

    def whole() -> "Chronology":
        return load(*files, today=day)

    before, _ = _side(old, files, day)
    if asked is not None:
        from dprkru_timeline.query.parse import parse_query

        parse_query(asked, today=day)
        before = before._replace(query=asked, is_part=False)
    if new is None:
        return _since(before, whole(), day)
    after, now = _side(new, files, day)
    if before.query and now is not None:
        return _since(before, now, day)
    known = now or whole()
    return Compared(difference(before, after, known), known)


class Edition(NamedTuple):
    """An older edition: what it told, its day, and the chronology where it is an event file."""

    snapshot: Snapshot
    day: date
    chronology: "Chronology | None"


def editions(named: "Sequence[Named]", files: "Sequence[Named]" = (), today: date | None = None) -> list[Edition]:
    """Return older editions, the oldest first: event files, ``git:REV[:PATH]``, or exports that hold all of one.

    Raises:
        UsageError: one says no day.
        UnreadableFile, InvalidFile: as `compare`.
    """
    day = today or date.today()  # noqa: DTZ011 - a person's own day
    found = []
    for one in named:
        snapshot, chronology = _side(one, files, day)
        try:
            edition = date.fromisoformat(snapshot.edition)
        except ValueError:
            raise UsageError(
                f"{typed(_path(one))} does not say of which edition it is", "name an event file, or git:REV"
            ) from None
        found.append(Edition(snapshot, edition, chronology))
    return sorted(found, key=lambda one: one.day)


def compare_days(whole: "Chronology", first: str, last: str | None, today: date) -> Compared:
    """Return what became known of a chronology between two days as typed by a person; the last is today's.

    Raises:
        UsageError: one is no day, or the first is later.
    """
    before, after = known_on(whole, first, today), known_on(whole, last, today)
    if before.as_of and after.as_of and before.as_of > after.as_of:
        raise UsageError(
            f"--as-of {shortened(first)} is after --to {shortened(str(last))}", f"write --as-of {last} --to {first}"
        )
    from dprkru_timeline.edtf import day_wording

    reach = (after.whole or after).reach
    notes: tuple[str, ...] = ()
    if (after.as_of or today) > reach:
        notes = (f"sources were searched up to {day_wording(reach)}: what became known later is not in it",)
    return Compared(difference(snapshot_of(before), snapshot_of(after), after), after, notes)


def _since(before: Snapshot, whole: "Chronology", today: date) -> Compared:
    """Compare a document with what answers its question now."""
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.query.select import select

    everything, notes = snapshot_of(whole), []
    if before.title and before.title != whole.title:
        what = f"it was made of “{shortened(before.title)}”, and is compared with “{shortened(whole.title)}”"
        notes.append(f"{what}: name the files that it was made of with --file")
    query = " ".join(word for word in before.query.split() if not word.startswith("as-of:"))
    if before.is_part:
        why = "it shows only some of what was asked" if query else "it does not say what was asked"
        notes.append(f"{why}, so new events are not looked for; --query {query or 'theme:labor'!r} has them too")
    if not query:
        return Compared(difference(before, everything, whole), whole, tuple(notes))
    try:
        now = snapshot_of(select(whole, parse_query(query, today=today)))
    except TimelineError as error:
        notes.append(f'"{shortened(query)}" can\'t be asked now ({error.message}): what it found then is compared')
        now = everything._replace(events={id_: one for id_, one in everything.events.items() if id_ in before.events})
    return Compared(difference(before, now, whole, everything), whole, tuple(notes))


def _side(named: "Named", files: "Sequence[Named]", today: date) -> "tuple[Snapshot, Chronology | None]":
    """Return what one side tells, and the chronology where it is one."""
    from dprkru_timeline.store.find import BUILTIN, EventFile, read_file
    from dprkru_timeline.store.load import load

    name = named.name if isinstance(named, EventFile) else fspath(named)
    path, data, load_as = name, b"", named
    if isinstance(named, EventFile):
        data = named.data
    elif name.startswith("git:"):
        from dprkru_timeline.session.git import blob

        own = [one for one in map(_path, files) if one and one != BUILTIN]
        path, data = blob(name, own[0] if own else "events.toml")
        load_as = EventFile(typed(name), data, path)
    elif name != BUILTIN:
        data = read_file(name).data
    if name != BUILTIN:
        from dprkru_timeline.formats.snapshots import is_export, read_snapshot

        if is_export(path, data):
            return read_snapshot(path, data), None
    whole = load(load_as, today=today)
    return snapshot_of(whole), whole


def _path(named: "Named") -> str:
    return fspath(named) if isinstance(named, str | PathLike) else ""
