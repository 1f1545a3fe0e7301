"""``timeline add``."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dprkru_timeline.cli import completion
from dprkru_timeline.cli.options import TO, takes_files
from dprkru_timeline.cli.request import Files, today, with_stdin
from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import shortened

if TYPE_CHECKING:
    from dprkru_timeline.cli.keeping import Written
    from dprkru_timeline.curate.add import Typed
    from dprkru_timeline.curate.sources import SourceTyped

# Of a JSON document on standard input.
_MOST = 16_000_000


def _option(*names: str, help: str, metavar: str = "TEXT", offer: completion.Offer | None = None) -> Any:  # noqa: A002
    return typer.Option(*names, help=help, metavar=metavar, show_default=False, autocompletion=offer)


@takes_files
def add(  # noqa: PLR0913
    *,
    from_stdin: Annotated[
        str | None,
        typer.Argument(help="-: an event as JSON on standard input.", metavar="[-]", show_default=False),
    ] = None,
    claim: Annotated[
        str | None, _option("--claim", help="Add a claim to an event.", metavar="EVENT", offer=completion.events)
    ] = None,
    source_to: Annotated[
        str | None, _option("--source-to", help="Add sources to an event.", metavar="EVENT", offer=completion.events)
    ] = None,
    date: Annotated[
        str | None, _option("--date", help='When it was, or was said: "19 June 2024", june 2024.', metavar="DATE")
    ] = None,
    title: Annotated[str | None, _option("--title", help="What happened, with a verb.")] = None,
    summary: Annotated[str | None, _option("--summary", help="Two to four plain sentences.")] = None,
    actor: Annotated[
        list[str] | None,
        _option("--actor", "-a", help="Who takes part; repeat it.", metavar="NAME", offer=completion.actors),
    ] = None,
    doer: Annotated[
        list[str] | None,
        _option("--doer", help="Whose own word settles it; repeat it.", metavar="NAME", offer=completion.actors),
    ] = None,
    theme: Annotated[
        list[str] | None, _option("--theme", "-t", help="A theme.", metavar="NAME", offer=completion.themes)
    ] = None,
    place: Annotated[
        list[str] | None, _option("--place", "-p", help="Where it happened.", metavar="NAME", offer=completion.places)
    ] = None,
    actor_kind: Annotated[
        str | None,
        _option(
            "--actor-kind", help="Of actors that are not known yet: person, state, …; they come along.", metavar="KIND"
        ),
    ] = None,
    kind: Annotated[
        str | None,
        _option(
            "--kind",
            help="event (the default), deadline, statement, report or assessment.",
            metavar="KIND",
            offer=completion.kinds,
        ),
    ] = None,
    form: Annotated[
        str | None, _option("--form", help="The kind of act: meeting, visit, letter, …", metavar="FORM")
    ] = None,
    source: Annotated[
        list[str] | None,
        _option("--source", help="An address, or a source's id; repeat it.", metavar="URL", offer=completion.sources),
    ] = None,
    publisher: Annotated[
        list[str] | None, _option("--publisher", help="Of a new source, if its host is new.", metavar="NAME")
    ] = None,
    source_title: Annotated[list[str] | None, _option("--source-title", help="As the page has it.")] = None,
    source_date: Annotated[
        list[str] | None, _option("--source-date", help="When it was published.", metavar="DATE")
    ] = None,
    source_kind: Annotated[list[str] | None, _option("--source-kind", help="official, news, …", metavar="KIND")] = None,
    by: Annotated[
        str | None, _option("--by", help="Who makes the claim.", metavar="NAME", offer=completion.actors)
    ] = None,
    stance: Annotated[
        str | None,
        _option("--stance", help="asserts, confirms, denies, declines, assesses or withdraws.", metavar="STANCE"),
    ] = None,
    says: Annotated[str | None, _option("--says", help="What they say, in your words.")] = None,
    locator: Annotated[str | None, _option("--locator", help='Where in the source: "para. 8".')] = None,
    via: Annotated[str | None, _option("--via", help="Whose words they pass on.")] = None,
    basis: Annotated[str | None, _option("--basis", help="What they go by: imagery, …", metavar="BASIS")] = None,
    amount: Annotated[
        list[str] | None,
        _option("--amount", help="A number in it, by measure: killed=600~.", metavar="MEASURE=N"),
    ] = None,
    id: Annotated[str | None, _option("--id", help="Of the event, if not made of its title.", metavar="ID")] = None,  # noqa: A002
    date_basis: Annotated[str | None, _option("--date-basis", help="Where the date comes from.")] = None,
    note: Annotated[str | None, _option("--note", help="For you alone: no export has it.")] = None,
    editor: Annotated[bool, typer.Option("--edit", help="Open it in your editor first.")] = False,
    to: TO = None,
    files: Files,
) -> None:
    """Add an event, a claim or a source to an event file of yours.

    Without options it opens your editor on a template. What you add to an event that ships stands in your own file.

    Examples:

      timeline add --file mine.toml

      timeline add --file mine.toml --date "19 June 2024" --title "…" --summary "…" --actor DPRK --source https://…

      timeline add --file mine.toml --claim panel-veto --by nis --stance asserts --says "…" --date today
      --source https://…

      timeline add --file mine.toml --source-to panel-veto --source https://…

      timeline add --file mine.toml - < event.json
    """
    from dprkru_timeline import edit
    from dprkru_timeline.cli.keeping import say_kept, written_file

    target = written_file(files, to, "add")
    beside, day = with_stdin(target.beside), today()
    sources = _sources_typed(source, publisher, source_title, source_date, source_kind)
    values = _given(
        {
            "id": id,
            "date": date,
            "title": title,
            "summary": summary,
            "kind": kind,
            "form": form,
            "actors": actor,
            "doers": doer,
            "themes": theme,
            "places": place,
            "date_basis": date_basis,
            "note": note,
        }
    )
    said = {"by": by, "stance": stance, "says": says, "locator": locator, "via": via, "basis": basis}
    claimed = _given({**said, "amounts": _amounts(amount)})
    match _what(from_stdin, claim, source_to, claimed):
        case "json":
            if values or claimed or sources or claim or source_to:
                raise UsageError("options and JSON are both given", "leave the options out, or the -")
            say_kept(files, edit.add_events(target.path, _from_stdin(), beside=beside, today=day), "added")
        case "claim":
            _only(values, ("date",), "a claim")
            if len(sources) > 1:
                raise UsageError("a claim has one source", "add a claim for each, or write --source-to EVENT")
            event = _event_meant(target, str(claim))
            own = {**claimed, **values}
            first = sources[0] if sources else None
            kept = edit.add_claim(
                target.path, event, own, source=first, actor_kind=actor_kind or "", beside=beside, today=day
            )
            say_kept(files, kept, "added")
        case "source":
            _only({**values, **claimed}, (), "a source")
            event = _event_meant(target, str(source_to))
            say_kept(files, edit.add_sources(target.path, event, sources, beside=beside, today=day), "added")
        case _ if editor or not (values or sources):
            from dprkru_timeline.cli.editing import added_in_editor

            added_in_editor(files, target, values, sources)
        case _:
            kept = edit.add_event(
                target.path, values, sources=sources, actor_kind=actor_kind or "", beside=beside, today=day
            )
            say_kept(files, kept, "added")


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _what(from_stdin: str | None, claim: str | None, source_to: str | None, claimed: dict[str, Any]) -> str:
    """Return what is added: an event as JSON, a claim, a source; nothing of these for an event.

    Raises:
        UsageError: it can't be told, or two are.
    """
    if from_stdin is not None:
        if from_stdin != "-":
            raise UsageError(
                f'add takes no "{shortened(from_stdin)}"', "write --title, or - for JSON on standard input"
            )
        return "json"
    if claim is not None and source_to is not None:
        raise UsageError("--claim and --source-to are both given", "write one of them; a claim brings its source")
    if claim is None and source_to is None and claimed:
        first = next(iter(claimed)).removesuffix("s") if "says" not in claimed else "says"
        raise UsageError(f"--{first} is of a claim, and no event is named for it", "write --claim EVENT")
    return "claim" if claim is not None else "source" if source_to is not None else ""


def _only(values: dict[str, Any], allowed: tuple[str, ...], what: str) -> None:
    """See that no option is given that is not for what is added."""
    for key in values:
        if key not in allowed:
            option = key.replace("_", "-").removesuffix("s") if key != "says" else key
            raise UsageError(f"--{option} is not for {what}", "leave it out, or see timeline add --help")


def _event_meant(target: "Written", text: str) -> str:
    """Return the id of the event that is meant: of an id, a date or words."""
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.query.find import find_event
    from dprkru_timeline.store.load import load

    names = with_stdin((target.path, *target.beside))
    found = find_event(load(*names, today=today()), text, today())
    if found.note:
        note(found.note)
    return found.event.id


def _sources_typed(
    addresses: list[str] | None,
    publishers: list[str] | None,
    titles: list[str] | None,
    dates: list[str] | None,
    kinds: list[str] | None,
) -> "list[SourceTyped]":
    """Return the sources, each with what is said of it: the first title is that of the first source."""
    from dprkru_timeline.curate.sources import SourceTyped

    found = addresses or []
    given = {"publisher": publishers, "source-title": titles, "source-date": dates, "source-kind": kinds}
    for name, texts in given.items():
        if len(texts or ()) > len(found):
            remedy = "write --source with its address" if not found else f"the first --{name} is of the first --source"
            raise UsageError(f"--{name} is given {len(texts or ())} times, and --source {len(found)}", remedy)

    def nth(texts: list[str] | None, place: int) -> str:
        return texts[place] if texts and place < len(texts) else ""

    return [
        SourceTyped(one, nth(publishers, at), nth(titles, at), nth(dates, at), nth(kinds, at))
        for at, one in enumerate(found)
    ]


def _amounts(typed: list[str] | None) -> dict[str, str]:
    found = {}
    for one in typed or ():
        name, sign, value = one.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise UsageError(f'--amount "{one[:60]}" is no measure with a number', "write --amount killed=600~")
        found[name.strip()] = value.strip()
    return found


def _from_stdin() -> "list[Typed]":
    """Read events as JSON: one, a list of them, or a document of ours."""
    import json

    from dprkru_timeline.curate.add import typed_from_json

    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("standard input has no JSON", "timeline --file mine.toml add - < event.json")
    try:
        found = json.loads(sys.stdin.buffer.read(_MOST + 1).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"standard input is no JSON: {str(error)[:120]}", "it takes an event as show --json has it"
        ) from None
    if isinstance(found, dict) and isinstance(found.get("events"), list):
        found = found["events"]
    rows = found if isinstance(found, list) else [found]
    if not rows or not all(isinstance(one, dict) for one in rows):
        raise UsageError("standard input holds no event", 'write an object such as {"date": "2024-06-19", …}')
    return [typed_from_json(one) for one in rows]
