"""``timeline site``."""

from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline import __version__
from dprkru_timeline.cli.options import FORCE, MARKING, TITLE, front_of, takes_query
from dprkru_timeline.cli.request import Asked, today, with_stdin
from dprkru_timeline.errors import UsageError
from dprkru_timeline.text import counted

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.derive.changelog import Step


@takes_query
def site(  # noqa: PLR0913
    *,
    asked: Asked,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="A folder: new, empty, or made before.", metavar="DIR", show_default=False),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            help="Where it will stand: feeds, a sitemap and links for others need it.",
            metavar="URL",
            show_default=False,
        ),
    ] = None,
    before: Annotated[
        list[str] | None,
        typer.Option(
            "--before",
            help="An older edition, for the log of changes: an event file or git:REV[:PATH]; repeat it.",
            metavar="OLD",
            show_default=False,
        ),
    ] = None,
    title: TITLE = None,
    marking: MARKING = None,
    force: FORCE = False,
) -> None:
    """Write a site: a page an event, actor and theme, and a log of changes.

    Files for any server: pages that need no script and ask for nothing, a page to search in, numbers as pictures, the
    changes of each edition as a page, Atom and JSON Feed. A page keeps its address from edition to edition.

    Examples:

      timeline site -o public --base-url https://example.org/chronology/

      timeline site theme:labor -o public --title "Labor"

      timeline site --force -o public --before git:v1:events.toml
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.cli.progress import Working
    from dprkru_timeline.derive.changelog import changelog
    from dprkru_timeline.formats.site import LIST, Wanted, base_address, files
    from dprkru_timeline.store.folder import check_folder, write_folder

    if output is None:
        raise UsageError("site has no folder to write", "write -o DIR, such as -o public")
    if asked.files.json:
        raise UsageError("site has no --json", "events.json is in it")
    front = front_of(title, marking)
    folder = check_folder(output, LIST, force=force)
    before_that = folder.about.get("base", "")
    base = (
        base_address(base_url if base_url is not None else before_that) if base_url is not None or before_that else ""
    )
    read, query = asked.files.load(), asked.query()
    answer = asked.answer(read, query, in_time_order=True)
    if not answer.events:
        raise UsageError("no event answers, and a site has at least one", "ask for more; nothing was written")
    if before and query.as_of:
        raise UsageError(
            "--before and --as-of are both given", "a site as of a day has no log of editions: leave one out"
        )
    steps = _steps(asked, read, before or [])
    log = changelog(answer, steps, with_gone=not query.terms)
    wanted = Wanted(answer, log, __version__, base, front)
    with Working(f"writing {folder.shown}"):
        number, gone = write_folder(
            folder, files(wanted), edition=answer.edition.isoformat(), program=__version__, base=base
        )
    note(f"wrote {counted(len(answer.events), 'event')} in {counted(number, 'file')} to {folder.shown}")
    if gone:
        note(f"{counted(gone, 'file')} of before taken away, which this answer does not have")
    if base_url is None and base:
        note(f"it stands at {base}, as before")
    if not base:
        note("without --base-url there are no feeds and no sitemap: these need whole addresses")
    if not before:
        note("without --before the log has corrections only: name older editions, such as git:v1:events.toml")


def _steps(asked: Asked, whole: "Chronology", before: list[str]) -> "list[Step]":
    """Return what differs from each older edition to the next, and from the last to what is read."""
    from dprkru_timeline.derive.changelog import Step
    from dprkru_timeline.derive.diff import difference
    from dprkru_timeline.derive.snapshot import snapshot_of
    from dprkru_timeline.session.compare import editions

    if not before:
        return []
    older = editions(with_stdin(before), with_stdin(asked.files.names), today())
    found = []
    for one, later in zip(older, [*older[1:], None], strict=True):
        after = later.snapshot if later else snapshot_of(whole)
        names = (later.chronology if later else None) or whole
        found.append(Step(difference(one.snapshot, after, names), later.day if later else whole.edition, names))
    return found
