"""An entry, a new event or a whole file in the person's editor, and what comes back put into the event file."""

import os
from typing import TYPE_CHECKING, Any

from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import InvalidFile, Problem, TimelineError, UsageError
from dprkru_timeline.text import shortened, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dprkru_timeline.cli.keeping import Written
    from dprkru_timeline.curate.keep import Change, Kept
    from dprkru_timeline.curate.sources import SourceTyped
    from dprkru_timeline.store.find import EventFile


def entry_in_editor(files: Files, target: "Written", table: str, id_: str) -> None:
    """Open an entry's own text in the editor; of another file's event or source, what is added to it."""
    from dprkru_timeline.curate.add import ADDED
    from dprkru_timeline.curate.blocks import has_entry
    from dprkru_timeline.curate.keep import file_at, text_of
    from dprkru_timeline.curate.own_text import own_text
    from dprkru_timeline.curate.toml_text import entry_text

    text = text_of(file_at(target.path))
    own, name, is_new = table, id_, False
    if table in ADDED and not has_entry(text, table, id_):
        own = ADDED[table]
        is_new = not has_entry(text, own, id_)
    was = "" if is_new else own_text(text, own, name)
    about: tuple[str, ...] = ()
    if is_new:
        given = entry_text(own, "" if own == "additions" else id_, {"to": id_} if own == "additions" else {})
        about = (f"What you add to {id_}, which stands in another file: themes, a note, [[additions.claims]], …",)
    elif not was:
        raise UsageError(f"{shortened(name or table)} stands in no table of its own", f"timeline {target.option} edit")
    else:
        given = was
    _edit(files, target, own, name, was, given, about)


def whole_in_editor(files: Files, target: "Written") -> None:
    """Open a whole event file in the editor, be it broken."""
    from dprkru_timeline.curate.keep import file_at, text_of

    text = text_of(file_at(target.path))
    _edit(files, target, "", "", text, text, ())


def added_in_editor(files: Files, target: "Written", given: "dict[str, Any]", sources: "Sequence[SourceTyped]") -> None:
    """Open a template of a new event in the editor, with what was typed of it, and add what comes back."""
    from dprkru_timeline.curate.own_text import HINTS, event_template
    from dprkru_timeline.curate.sources import source_meant
    from dprkru_timeline.store.load import load

    whole = load(*with_stdin((target.path, *target.beside)), today=today())
    taken: dict[str, dict[str, object]] = {}
    for one in sources:
        found = source_meant(whole, one._replace(publisher=one.publisher or "…"), taken, today())
        taken[found.id] = dict(found.values or {})
    values = dict(given)
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

    def made(file: "EventFile", back: str) -> "Change":
        text = text_of(file)
        done = (id_ or id_in(back) or table) if table else "the file"
        if not table:
            if text != was:
                raise UsageError("the file has changed since it was opened; nothing was written", "open it again")
            return Change(back, frozenset(), (done,), strict=True)
        if was:
            made_text = with_own_text(text, table, id_, was, back)
            return Change(made_text, _about(table, id_, back), (done,), strict=True)
        back = without_blanks(back)
        new = _named(back, file, beside) if table == "events" else back
        done = id_in(new) or done
        return Change(with_new_text(text, new), _about(table, done, back), (done,), strict=True)

    def take(back: str) -> None:
        try:
            kept.append(changed(target.path, lambda file: made(file, back), beside=beside, today=today()))
        except InvalidFile as error:
            raise _within(error, target, table, id_, back) from None

    stem, name = os.path.splitext(os.path.basename(target.path))[0], id_ or ("new-event" if table else "whole")
    without = f"timeline {target.option} edit {id_ or 'EVENT'} --set KEY=VALUE"
    if not was and table == "events":
        without = f'timeline {target.option} add --title "…" --date "…" …'
    session = Session(
        f"{stem}.{name}.edit.toml",
        os.path.dirname(os.path.abspath(target.path)),
        given,
        about,
        without,
        base=bool(was) or table != "events",
    )
    if in_editor(session, take):
        say_kept(files, kept[-1], "added" if not was else "changed")


def _about(table: str, id_: str, text: str) -> frozenset[str]:
    """Return what a text is about: its own entry and those that came along."""
    from dprkru_timeline.curate.blocks import ARRAYS, pieces

    along = [one.id if one.table in ARRAYS else f"{one.table}.{one.id}" for one in pieces(text) if one.id]
    return frozenset([id_ if table in ARRAYS else f"{table}.{id_}" if id_ else table, *along])


def _named(text: str, file: "EventFile", beside: "list[str | EventFile]") -> str:
    """Return the text of a new event with ids for it and its source, where it has the template's."""
    import tomli

    from dprkru_timeline.curate.add import free_id
    from dprkru_timeline.curate.own_text import NEW_SOURCE, named
    from dprkru_timeline.curate.sources import free_source_id
    from dprkru_timeline.store.load import read

    try:
        document = tomli.loads(text)
        event = document["events"][0]
        source = document.get("sources", {}).get(NEW_SOURCE)
    except (tomli.TOMLDecodeError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return text
    whole = read([file, *beside], today()).chronology
    if isinstance(source, dict) and source.get("publisher"):
        id_ = free_source_id(
            whole, str(source["publisher"]), str(source.get("date", "")), (), str(source.get("url", ""))
        )
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
