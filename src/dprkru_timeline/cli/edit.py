"""``timeline edit``."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import InvalidFile, Problem, TimelineError, UsageError
from dprkru_timeline.text import shortened, typed

if TYPE_CHECKING:
    from dprkru_timeline.cli.keeping import Written
    from dprkru_timeline.curate.add import Typed
    from dprkru_timeline.curate.change import Edit
    from dprkru_timeline.curate.keep import Kept
    from dprkru_timeline.store.find import EventFile


@takes_files
def edit(  # noqa: PLR0913
    *,
    entry: Annotated[
        str | None,
        typer.Argument(
            help="An event by id, date or words; sources.ID, actors.ID, …; chronology. None: the whole file.",
            metavar="[EVENT]",
            show_default=False,
            autocompletion=completion.events,
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="Set a key: status=disputed, claims.2.locator=…; repeat it.",
            metavar="KEY=VALUE",
            show_default=False,
        ),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", help="Add to a list: themes=arms.", metavar="KEY=VALUE", show_default=False),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove", help="Take out a key, or an item of a list.", metavar="KEY[=VALUE]", show_default=False
        ),
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="Take the entry out of the file.")] = False,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", help="The event file that is written, if several are read.", metavar="FILE", show_default=False
        ),
    ] = None,
    files: Files,
) -> None:
    """Change an event in your editor, or a key of it at once; every other byte of the file stays.

    What you set or add on an event that ships is kept in your own file, as an addition to it.

    Examples:

      timeline --file mine.toml edit putin-visit

      timeline --file mine.toml edit putin-visit --set date="18 June 2024" --add themes=arms

      timeline --file mine.toml edit panel-veto --set note="Ask the mission."

      timeline --file mine.toml edit sources.tass-2024-06-19 --set accessed=today
    """
    from dprkru_timeline.cli.keeping import say_kept, written_file

    target = written_file(files, to, "edit")
    typed_edits = [("set", one) for one in set_ or ()] + [("add", one) for one in add or ()]
    typed_edits += [("remove", one) for one in remove or ()]
    if entry is None:
        if typed_edits or delete:
            raise UsageError("no event is named", f"write timeline {target.option} edit EVENT --set …")
        _whole_in_editor(files, target)
        return
    table, id_ = _meant(target, entry)
    if delete:
        if typed_edits:
            raise UsageError("--delete and a change are both given", "give one of them")
        say_kept(files, _deleted(target, table, id_), "took out")
    elif typed_edits:
        say_kept(files, _changed(target, table, id_, typed_edits), "changed")
    else:
        _entry_in_editor(files, target, table, id_)


def _meant(target: "Written", text: str) -> tuple[str, str]:
    """Return table and id of what is meant; of a file that has errors only what is named exactly."""
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.curate.blocks import pieces
    from dprkru_timeline.curate.keep import file_at, text_of
    from dprkru_timeline.query.find import find_event
    from dprkru_timeline.store.load import load
    from dprkru_timeline.store.schema import VOCABULARIES

    table, dot, id_ = text.partition(".")
    if text == "chronology":
        return text, ""
    if dot and table in (*VOCABULARIES, "events"):
        return table, id_
    if any((one.table, one.id) == ("events", text) for one in pieces(text_of(file_at(target.path)))):
        return "events", text
    found = find_event(load(*with_stdin((target.path, *target.beside)), today=today()), text, today())
    if found.note:
        note(found.note)
    return "events", found.event.id


def _changed(target: "Written", table: str, id_: str, typed_edits: list[tuple[str, str]]) -> "Kept":
    from dprkru_timeline.curate.add import entry_changed
    from dprkru_timeline.curate.change import parse_edit
    from dprkru_timeline.curate.keep import changed

    def edits(written: str) -> "list[Edit]":
        return [parse_edit(do, text, written, today()) for do, text in typed_edits]  # type: ignore[arg-type]

    beside = with_stdin(target.beside)
    return changed(
        target.path,
        lambda file: entry_changed(file, table, id_, edits, beside, today()),  # type: ignore[arg-type]
        beside=beside,  # type: ignore[arg-type]
        today=today(),
    )


def _deleted(target: "Written", table: str, id_: str) -> "Kept":
    from dprkru_timeline.curate.blocks import pieces
    from dprkru_timeline.curate.keep import Change, changed, text_of
    from dprkru_timeline.curate.own_text import without_entry
    from dprkru_timeline.store.find import EventFile

    def make(file: EventFile) -> Change:
        text = text_of(file)
        own = table
        if table in ("events", "sources") and not any((one.table, one.id) == (table, id_) for one in pieces(text)):
            own = {"events": "additions", "sources": "source_additions"}[table]
        return Change(without_entry(text, own, id_), done=(f"{'an addition to ' if own != table else ''}{id_}",))

    return changed(target.path, make, beside=with_stdin(target.beside), today=today())  # type: ignore[arg-type]


def _entry_in_editor(files: Files, target: "Written", table: str, id_: str) -> None:
    from dprkru_timeline.curate.blocks import pieces
    from dprkru_timeline.curate.keep import file_at, text_of
    from dprkru_timeline.curate.own_text import own_text
    from dprkru_timeline.curate.toml_text import entry_text

    text = text_of(file_at(target.path))
    own, name, is_new = table, id_, False
    if table in ("events", "sources") and not any((one.table, one.id) == (table, id_) for one in pieces(text)):
        own = {"events": "additions", "sources": "source_additions"}[table]
        is_new = not any((one.table, one.id) == (own, id_) for one in pieces(text))
    was = "" if is_new else own_text(text, own, name)
    if is_new:
        given = entry_text(own, "" if own == "additions" else id_, {"to": id_} if own == "additions" else {})
        about = (f"What you add to {id_}, which stands in another file: themes, a note, [[additions.claims]], …",)
    elif not was:
        raise UsageError(f"{shortened(name or table)} stands in no table of its own", f"timeline {target.option} edit")
    else:
        given, about = was, ()
    _edit(files, target, own, name, was, given, about)


def _whole_in_editor(files: Files, target: "Written") -> None:
    from dprkru_timeline.curate.keep import file_at, text_of

    text = text_of(file_at(target.path))
    _edit(files, target, "", "", text, text, ())


def added_in_editor(files: Files, target: "Written", given: "Typed") -> None:
    """Open a template of a new event in the editor, with what was typed of it, and add what comes back."""
    from dprkru_timeline.curate.own_text import HINTS, event_template
    from dprkru_timeline.curate.sources import source_meant
    from dprkru_timeline.store.load import load

    whole = load(*with_stdin((target.path, *target.beside)), today=today())
    taken: dict[str, dict[str, object]] = {}
    for one in given.sources:
        found = source_meant(whole, one._replace(publisher=one.publisher or "…"), taken, today())
        taken[found.id] = dict(found.values or {})
    values = dict(given.values)
    for key, kind in (("actors", "actor"), ("doers", "actor"), ("themes", "theme"), ("places", "place")):
        values[key] = [whole.resolve(kind, name) for name in values.get(key, ())]  # type: ignore[arg-type]
    text = event_template({key: value for key, value in values.items() if value}, list(taken.items()), today())
    _edit(files, target, "events", "", "", text, (f"A new event for {typed(target.path)}, and its sources.", *HINTS))


def _edit(  # noqa: PLR0913, PLR0917
    files: Files, target: "Written", table: str, id_: str, was: str, given: str, about: tuple[str, ...]
) -> None:
    """Open a text of the file in the editor, and put what comes back in its place."""
    from dprkru_timeline.cli.editor import Session, in_editor
    from dprkru_timeline.cli.keeping import say_kept
    from dprkru_timeline.curate.keep import Change, changed, text_of
    from dprkru_timeline.curate.own_text import id_in, with_new_text, with_own_text, without_blanks

    beside: list[str | EventFile] = with_stdin(target.beside)  # type: ignore[assignment]
    kept: list[Kept] = []

    def made(file: "EventFile", back: str) -> Change:
        text = text_of(file)
        done = id_ or id_in(back) or table or "the file"
        if not table:
            if text != was:
                raise UsageError("the file has changed since it was opened; nothing was written", "open it again")
            return Change(back, frozenset(), (done,))
        if was:
            return Change(with_own_text(text, table, id_, was, back), _about(table, id_, back), (done,))
        back = without_blanks(back)
        new = _named(back, file, beside) if table == "events" else back
        done = id_in(new) or done
        return Change(with_new_text(text, new), _about(table, done, back), (done,))

    def take(back: str) -> None:
        try:
            kept.append(
                changed(target.path, lambda file: made(file, back), beside=beside, today=today())
            )
        except InvalidFile as error:
            raise _within(error, target, table, id_, back) from None

    stem, name = os.path.splitext(os.path.basename(target.path))[0], id_ or ("new-event" if table else "whole")
    without = f"timeline {target.option} edit {id_ or 'EVENT'} --set KEY=VALUE"
    if not was and table == "events":
        without = f'timeline {target.option} add --title "…" --date "…" …'
    session = Session(f"{stem}.{name}.edit.toml", os.path.dirname(os.path.abspath(target.path)), given, about, without)
    if in_editor(session, take):
        say_kept(files, kept[-1], "added" if not was else "changed")


def _about(table: str, id_: str, text: str) -> frozenset[str]:
    """Return what a text is about: its own entry and those that came along."""
    from dprkru_timeline.curate.blocks import ARRAYS, pieces

    along = [one.id if one.table in ARRAYS else f"{one.table}.{one.id}" for one in pieces(text) if one.id]
    return frozenset([id_ if table in ARRAYS else f"{table}.{id_}" if id_ else table, *along])


def _named(text: str, file: "EventFile", beside: list[str | EventFile]) -> str:
    """Return the text of a new event with ids for it and its source, where it has the template's."""
    import tomli

    from dprkru_timeline.curate.add import free_id
    from dprkru_timeline.curate.own_text import NEW_SOURCE, named
    from dprkru_timeline.curate.sources import source_id
    from dprkru_timeline.store.load import read

    try:
        document = tomli.loads(text)
        event = document["events"][0]
        source = document.get("sources", {}).get(NEW_SOURCE)
    except (tomli.TOMLDecodeError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return text
    whole = read([file, *beside], today()).chronology
    if isinstance(source, dict) and source.get("publisher"):
        id_ = source_id(whole, str(source["publisher"]), str(source.get("date", "")))
        text = text.replace(f'"{NEW_SOURCE}"', f'"{id_}"').replace(f"[sources.{NEW_SOURCE}]", f"[sources.{id_}]")
    if event.get("id") == "" and event.get("title"):
        text = named(text, free_id(event, whole))
    return text


def _within(error: InvalidFile, target: "Written", table: str, id_: str, back: str) -> TimelineError:
    """Return an error with the lines of the text that was opened, where its problems stand in it."""
    from dprkru_timeline.cli.editor import TEXT
    from dprkru_timeline.curate.keep import Refused
    from dprkru_timeline.curate.own_text import id_in, line_of

    if not isinstance(error, Refused) or not table:
        return error
    first = line_of(error.text, table, id_in(back) or id_)
    last = first + back.count("\n")
    found: list[Problem] = []
    for one in error.problems:
        is_within = one.line is not None and first <= one.line <= last and one.file == typed(target.path)
        found.append(one._replace(file=TEXT, line=(one.line or 0) - first + 1) if is_within else one)
    return Refused(found, error.text)
