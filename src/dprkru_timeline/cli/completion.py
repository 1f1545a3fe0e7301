"""What the shell offers on Tab: ids and words of closed sets, never text from a file.

A name or title could run as code at a zsh prompt, so no help texts stand beside the ids. All is silent on
any error: a shell wants words or nothing.
"""

import os
import shlex
from collections.abc import Callable, Iterable, MutableMapping

import typer

from dprkru_timeline.cli.commands import COMMANDS
from dprkru_timeline.errors import UsageError

SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")

Offer = Callable[[typer.Context, str], list[str]]


def _offering(words: Callable[[typer.Context], Iterable[str]]) -> Offer:
    """Return a completion that offers those of ``words`` which begin as typed; of several values, the last."""

    def offer(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            before, comma, typed = incomplete.rpartition(",")
            found = (word for word in words(ctx) if word.startswith(typed.lower()) and SAFE.issuperset(word))
            return [f"{before}{comma}{word}" for word in found]
        except Exception:  # noqa: BLE001 - also what no event file may do to a prompt
            return []

    return offer


def _ids(ctx: typer.Context, table: str) -> Iterable[str]:
    """Return the ids of a table of the event files that are read."""
    from dprkru_timeline.cli.request import today
    from dprkru_timeline.index.opened import opened
    from dprkru_timeline.session.settings import setting

    files = ctx.params.get("file") or setting("file") or ()
    if "-" in files:  # standard input is the shell's
        return []
    chronology = opened(*files, today=today())
    return chronology.ids() if table == "events" else list(getattr(chronology, table))


def _of_closed_set(name: str) -> Iterable[str]:
    from dprkru_timeline.query.parse import CLOSED

    return CLOSED[name]


def _format_names(_: typer.Context) -> Iterable[str]:
    from dprkru_timeline.formats import FORMATS

    return [one.name for one in FORMATS]


def _list_names(_: typer.Context) -> Iterable[str]:
    from dprkru_timeline.derive.stats import LISTS

    return LISTS


def _schema_names(_: typer.Context) -> Iterable[str]:
    from dprkru_timeline.answers.schemas import NAMES

    return NAMES


def _topic_names(_: typer.Context) -> Iterable[str]:
    from dprkru_timeline.cli.topics import TOPICS

    return [*TOPICS, *COMMANDS]


events = _offering(lambda ctx: _ids(ctx, "events"))
moments = _offering(lambda ctx: ["today", *_ids(ctx, "events")])
actors = _offering(lambda ctx: _ids(ctx, "actors"))
themes = _offering(lambda ctx: _ids(ctx, "themes"))
places = _offering(lambda ctx: _ids(ctx, "places"))
measures = _offering(lambda ctx: _ids(ctx, "measures"))
sources = _offering(lambda ctx: _ids(ctx, "sources"))
statuses = _offering(lambda _: _of_closed_set("status"))
kinds = _offering(lambda _: _of_closed_set("kind"))
formats = _offering(_format_names)
lists = _offering(_list_names)
schemas = _offering(_schema_names)
topics = _offering(_topic_names)


def query_words(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer ``field:`` words and their values in zsh and fish; bash breaks words at the colon."""
    if os.environ.get("_TIMELINE_COMPLETE", "").endswith("_bash"):
        return []
    try:
        return list(_query_words(ctx, incomplete))
    except Exception:  # noqa: BLE001
        return []


def _query_words(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    from dprkru_timeline.query.expr import FIELDS, SETTINGS

    lead = "not:" if incomplete.lower().startswith("not:") else ""
    name, colon, value = incomplete[len(lead) :].partition(":")
    if not colon:
        known = ("not", *FIELDS, *SETTINGS) if not lead else ("not", *FIELDS)
        fitting = [field for field in known if field.startswith(name.lower())]
        yield from (f"{lead}{field}:" for field in fitting)
        if len(fitting) != 1:
            return
        name = fitting[0]  # its values too: alone, the shell would put a space after the colon
    field = FIELDS.get(name.lower()) or SETTINGS.get(name.lower())
    if field is None:
        return
    tables = {"actor": actors, "theme": themes, "place": places, "measure": measures, "source": sources, "id": events}
    dates = ("today", "90d", field.example)
    fixed = {"date": dates, "number": (field.example,)}.get(field.takes)
    offered = tables.get(field.takes) or _offering(lambda _: fixed or _of_closed_set(field.takes))
    for word in offered(ctx, value):
        yield f"{lead}{name}:{word}"


def prepare(environment: MutableMapping[str, str], hoisted: Callable[[list[str]], list[str]]) -> str:
    """Move options before the command to after it in what the shell asks about; return the command, if one stands."""
    for variable in ("COMP_WORDS", "_TYPER_COMPLETE_ARGS"):
        if line := environment.get(variable):
            try:
                words, typing = _split(line)
                moved = hoisted(words[1:])
            except (ValueError, UsageError):  # a quote or an option not finished yet; Typer then looks itself
                return ""
            if moved and moved != words[1:]:
                environment[variable] = shlex.join([words[0], *moved, *typing]) + ("" if typing else " ")
            return moved[0] if moved else ""
    return ""


def _split(line: str) -> tuple[list[str], list[str]]:
    """Return the finished words of a command line, and the one that is being typed, if any."""
    words = shlex.split(line)
    done = len(words) if line.endswith((" ", "\n")) else len(words) - 1
    return words[:done], words[done:]
