"""``timeline edit``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import TO, takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import UsageError

if TYPE_CHECKING:
    from dprkru_timeline.cli.keeping import Written
    from dprkru_timeline.curate.change import Edit
    from dprkru_timeline.curate.keep import Kept


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
    rename: Annotated[
        str | None,
        typer.Option(
            "--rename",
            help="Another id for sources.ID and the like, wherever it is named; or an entry that takes its place.",
            metavar="ID",
            show_default=False,
        ),
    ] = None,
    to: TO = None,
    files: Files,
) -> None:
    """Change an event in your editor, or a key of it at once.

    Every other byte of the file stays. What you set or add on an event that ships is kept in your own file, as an
    addition to it.

    Examples:

      timeline edit --file mine.toml putin-visit

      timeline edit --file mine.toml putin-visit --set date="18 June 2024" --add themes=arms

      timeline edit --file mine.toml panel-veto --set note="Ask the mission."

      timeline edit --file mine.toml sources.tass-2024-06-19 --set accessed=today

      timeline edit --file mine.toml sources.tass-copy --rename tass-2024-06-19
    """
    from dprkru_timeline.cli.editing import entry_in_editor, whole_in_editor
    from dprkru_timeline.cli.keeping import say_kept, written_file
    from dprkru_timeline.edit import delete as delete_entry
    from dprkru_timeline.edit import rename as rename_entry

    target = written_file(files, to, "edit")
    typed_edits = [("set", one) for one in set_ or ()] + [("add", one) for one in add or ()]
    typed_edits += [("remove", one) for one in remove or ()]
    if entry is None:
        if typed_edits or delete or rename is not None:
            raise UsageError("no event is named", f"write timeline {target.option} edit EVENT --set …")
        whole_in_editor(files, target)
        return
    table, id_ = _meant(target, entry)
    if rename is not None:
        if typed_edits or delete:
            raise UsageError("--rename and a change are both given", "give one of them")
        kept = rename_entry(
            target.path, _whole_name(table, id_), rename, beside=with_stdin(target.beside), today=today()
        )
        say_kept(files, kept, "named")
    elif delete:
        if typed_edits:
            raise UsageError("--delete and a change are both given", "give one of them")
        kept = delete_entry(target.path, _whole_name(table, id_), beside=with_stdin(target.beside), today=today())
        say_kept(files, kept, "took out")
    elif typed_edits:
        say_kept(files, _changed(target, table, id_, typed_edits), "changed")
    else:
        entry_in_editor(files, target, table, id_)


def _meant(target: "Written", text: str) -> tuple[str, str]:
    """Return table and id of what is meant; of a file that has errors only what is named exactly."""
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.curate.blocks import has_entry
    from dprkru_timeline.curate.keep import file_at, text_of
    from dprkru_timeline.edit import entry_named
    from dprkru_timeline.query.find import find_event
    from dprkru_timeline.store.load import load

    table, id_ = entry_named(text)
    if table != "events" or text != id_ or has_entry(text_of(file_at(target.path)), table, id_):
        return table, id_
    found = find_event(load(*with_stdin((target.path, *target.beside)), today=today()), text, today())
    if found.note:
        note(found.note)
    return "events", found.event.id


def _whole_name(table: str, id_: str) -> str:
    return f"{table}.{id_}" if id_ else table


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
