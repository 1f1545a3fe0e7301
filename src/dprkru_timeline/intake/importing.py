"""An import from beginning to end: a file read, made into entries, and written as an event file or brought into one."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.curate.keep import Change, changed, text_of, with_text
from dprkru_timeline.errors import InvalidFile, UsageError
from dprkru_timeline.intake import own
from dprkru_timeline.intake.draft import Heard, Refused
from dprkru_timeline.intake.making import Given, Item, Made, made_of, needed, sources_made
from dprkru_timeline.intake.read import Content, Options, opened, read
from dprkru_timeline.intake.report import Report, came_along, todo_in
from dprkru_timeline.intake.writing import Outcome, new_text, updated_text, with_entries
from dprkru_timeline.store.find import MAX_BYTES, EventFile
from dprkru_timeline.store.load import load
from dprkru_timeline.store.load import read as read_files
from dprkru_timeline.store.save import Target, check_target, saved
from dprkru_timeline.text import one_line, shortened, typed


class How(NamedTuple):
    """How a file is imported: what is said of it, of all its rows, and of the event file that is made.

    ``extends`` are the files that a new event file is read with; ``beside`` those that names are looked for in.
    """

    options: Options = Options()
    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    publisher: str = ""
    kind: str = ""
    actor_kind: str = ""
    title: str = ""
    extends: tuple[str, ...] = ("builtin",)
    beside: tuple[Any, ...] = ("builtin",)


Agree = Callable[[Report], bool]
# How often events that the rules refuse are left out, and the rest tried again.
_MOST_TRIES = 3


class _Prepared(NamedTuple):
    """What a file came to, before it is put into an event file."""

    content: Content
    made: Made
    head: Mapping[str, Any]
    name: str
    taken: frozenset[str] = frozenset()  # ids of events that it is read with


def imported(  # noqa: PLR0913
    name: str,
    out: str = "",
    *,
    how: How,
    today: date,
    update: bool = False,
    agree: Agree | None = None,
    stdin: BinaryIO | None = None,
) -> Report:
    """Import a file.

    Args:
        name: the file; ``-`` is standard input.
        out: the event file that is made, or with ``update`` brought up to date; empty: nothing is written.
        how: what is said of it.
        today: the day on which it is imported.
        update: ``out`` may be there already.
        agree: gets the report before anything is written, and says whether it is; left out, it is.
        stdin: the bytes of standard input.

    Raises:
        UsageError: something has to be said first, or ``out`` is there and not to be updated.
        UnreadableFile: the file can't be read.
        InvalidFile, Refused: the event file would have errors.
        OutputError: it can't be written.
    """
    target = _target(out, update=update) if out else None
    is_there = target is not None and target.mode is not None
    with opened(name, stdin) as file:
        content = read(file, name, how.options)
        # An event file has its names of itself and of what it extends; an export may lack what the files read have.
        whole = load(*_names(how, content, out if is_there else ""), today=today)
        prepared = _prepared(content, whole, name, how, today)
    if not is_there:
        return _new(prepared, out, target, how, today, agree)
    return _updated(prepared, out, today, agree)


# What a file that stands alone finds its names in.
_NOTHING = EventFile("nothing", b'schema = 2\n[chronology]\ntitle = "Nothing"\nedition = 1970-01-01\n')


def _names(how: How, content: Content, updated: str) -> list[Any]:
    """Return the event files in which names are looked for."""
    if content.export is not None:
        return list(how.beside)
    if updated:
        return [updated]
    return list(how.beside) if how.extends else [_NOTHING]


def _target(out: str, *, update: bool) -> Target:
    target = check_target(out, force=update)
    if target.special:
        raise UsageError(f"{typed(out)} is no file that an event file can be", "name one such as mine.toml")
    return target


def _prepared(content: Content, whole: Chronology, name: str, how: How, today: date) -> _Prepared:
    """Make entries of what a file holds."""
    shown = "standard input" if name == "-" else one_line(typed(PurePath(name).name))
    title = how.title or content.drafts.title or plain_title(shown)
    given = Given(shown, today, how.actors, how.themes, how.publisher, how.kind, how.actor_kind)
    if content.export is not None:
        heard = Heard()
        with own.undamaged(shown):
            back = own.back(content.export, whole, title, today, heard)
        if content.export.as_of:
            heard.note(f"the export is as known on {content.export.as_of}: what came later is not in it")
        if content.export.query:
            heard.note(f"the export is the answer to “{shortened(content.export.query)}”, and no more")
        made = Made(back.items, back.along, [], heard, len(content.export.events))
        head = {**back.head, **({"title": how.title} if how.title else {})}
        return _Prepared(content, made, head, name=shown)
    if content.drafts.sources:
        made = sources_made(content.drafts, whole, given)
    else:
        made = made_of(content.drafts, content.order, whole, given)
    head = {"title": shortened(title, 200), "edition": today}
    if how.extends:
        head["extends"] = list(how.extends)
    taken = frozenset(event.id for event in whole.events) if how.extends else frozenset()
    return _Prepared(content, made, head, shown, taken)


def plain_title(name: str) -> str:
    """Return a title made of a file's name."""
    return PurePath(name).stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Imported"


def _place(one: Refused) -> int:
    number = re.search("[0-9]+", one.place)
    return int(number[0]) if number else 0


def _renamed(outcome: Outcome, name: str) -> list[str]:
    if not outcome.renamed:
        return []
    return [f"most rows of {name} are those of {outcome.renamed}: it is taken for the same file with another name"]


def _report(prepared: _Prepared, outcome: Outcome, refused: Sequence[Refused], written: str = "") -> Report:
    made, content = prepared.made, prepared.content
    ids = set(outcome.added) | set(outcome.updated)
    todo = todo_in(item.values for item in made.items) if ids else 0
    return Report(
        prepared.name,
        content.drafts.columns.known_as
        if content.drafts.columns and content.drafts.columns.known_as
        else content.kind.name,
        made.read,
        outcome.added,
        outcome.updated,
        outcome.same,
        outcome.changes,
        outcome.kept,
        outcome.gone,
        tuple(sorted((*made.refused, *refused), key=_place)),
        made.kept_as_text,
        came_along(outcome),
        todo + todo_in(outcome.along.values()),
        (*_renamed(outcome, prepared.name), *made.heard.sentences()),
        content.drafts.columns,
        content.export is not None,
        bool(content.drafts.sources),
        written,
    )


def _new(  # noqa: PLR0913, PLR0917
    prepared: _Prepared, out: str, target: Target | None, how: How, today: date, agree: Agree | None
) -> Report:
    is_foreign = prepared.content.export is None and not prepared.content.drafts.sources

    def build(items: Sequence[Item]) -> Outcome:
        along = prepared.made.along
        if is_foreign:
            along = needed((item.values for item in items), along)
        return new_text(prepared.head, items, along, prepared.name, prepared.taken)

    def check(text: str) -> None:
        _check_size(text, prepared.name)
        beside = [one for one in how.beside if isinstance(one, EventFile)]
        name = typed(out) if out else "the new event file"
        read_files([EventFile(name, text.encode(), out or "./new.toml"), *beside], today)

    outcome, refused = _settled(prepared, build, check)
    report = _report(prepared, outcome, refused)
    if target is None or (agree is not None and not agree(report)):
        return report
    if not outcome.added and not (report.of_sources and report.came):
        raise UsageError(
            f"{prepared.name} has nothing that could be taken; nothing was written", _first_refusal(report)
        )
    with saved(target) as file:
        file.write(outcome.text)
    return report._replace(written=out)


def _first_refusal(report: Report) -> str:
    return f"{report.refused[0].place}: {report.refused[0].why}" if report.refused else ""


def _check_size(text: str, name: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode()) > MAX_BYTES:
        raise UsageError(
            f"with {name} the event file would have more than {MAX_BYTES // 1024**2} MB; nothing was written",
            "split it, by year for instance, and import the parts",
        )


def _settled(
    prepared: _Prepared, build: Callable[[Sequence[Item]], Outcome], check: Callable[[str], None]
) -> tuple[Outcome, list[Refused]]:
    """Return the outcome that an event file can be, without those events that the rules refuse."""
    items = list(prepared.made.items)
    refused: list[Refused] = []
    for _ in range(_MOST_TRIES):
        outcome = build(items)
        try:
            check(outcome.text)
        except InvalidFile as error:
            wrong = {one.event: one for one in reversed(error.problems) if one.event in outcome.items}
            if not wrong or prepared.content.export is not None:
                raise
            for id_, problem in wrong.items():
                item = outcome.items[id_]
                why = f"{problem.field}: {problem.message}" if problem.field else problem.message
                refused.append(Refused(item.place, shortened(str(item.values["title"]), 60), why))
                items.remove(item)
        else:
            return outcome, refused
    raise UsageError(f"{prepared.name} makes no event file that has no errors", "please report this, with the file")


def _updated(prepared: _Prepared, out: str, today: date, agree: Agree | None) -> Report:
    taken = frozenset(event.id for event in load(out, today=today).events)
    held: list[Report] = []

    def make(file: EventFile) -> Change:
        text, made = text_of(file), prepared.made
        is_export = prepared.content.export is not None

        def build(items: Sequence[Item]) -> Outcome:
            if prepared.content.drafts.sources:  # which no event names yet
                added, come = with_entries(text, made.along)
                return Outcome(added, along=come)
            return updated_text(text, items, made.along, prepared.name, taken, whole=is_export)

        def check(new: str) -> None:
            _check_size(new, prepared.name)
            read_files([with_text(file, new)], today)

        outcome, refused = _settled(prepared, build, check)
        report = _report(prepared, outcome, refused)
        held.append(report)
        if agree is not None and not agree(report):
            return Change(text)
        done = (f"{len(outcome.added)} events added", f"{len(outcome.updated)} brought up to date")
        return Change(outcome.text, frozenset(), done)

    kept = changed(out, make, today=today, warn=False)
    return held[-1]._replace(written=out if kept.written else "")
