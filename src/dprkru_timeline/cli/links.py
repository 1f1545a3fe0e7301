"""``timeline links``."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from dprkru_timeline import __version__
from dprkru_timeline.cli.options import TO, takes_query
from dprkru_timeline.cli.request import Asked, today, with_stdin
from dprkru_timeline.errors import ExitCode, UsageError
from dprkru_timeline.session.settings import View
from dprkru_timeline.text import typed

if TYPE_CHECKING:
    from dprkru_timeline.curate.wayback import Copy, NotKept

_MOST, _USUAL = 500, 20
_SAID_FROM = 5  # seconds


@takes_query
def links(  # noqa: PLR0913
    *,
    asked: Asked,
    view: Annotated[
        View | None,
        typer.Option("--view", help="timeline (the default) or oneline.", metavar="VIEW", show_default=False),
    ] = None,
    odd: Annotated[bool, typer.Option("--odd", help="Only odd addresses.")] = False,
    save: Annotated[
        bool,
        typer.Option("--save", help="Ask the Wayback Machine for copies, and write their addresses into your file."),
    ] = False,
    most: Annotated[
        int | None,
        typer.Option("--most", help="With --save: how many sources at most; 20.", metavar="N", show_default=False),
    ] = None,
    to: TO = None,
) -> None:
    """List sources without a kept copy, and odd addresses; have copies kept.

    Nothing is asked of any other machine without --save. Then it sends the addresses of these sources, and nothing
    else, to the Internet Archive: first for the copy nearest to the day that a page was looked at, then for a new one.
    Look at each: what a page says may have changed.

    Examples:

      timeline links id:panel-veto

      timeline links --odd

      timeline links theme:labor --view oneline
    """
    console = asked.files.console()
    if not save and (most is not None or to is not None):
        raise UsageError(
            f"{'--most' if most is not None else '--to'} goes with --save", "leave it out, or write --save"
        )
    if save and (odd or view is not None):
        raise UsageError(f"--save and {'--odd' if odd else '--view'} are both given", "leave one of them out")
    if view is View.TABLE:
        raise UsageError("links has no table", "write --view oneline, or --json")
    if save:
        _save(asked, most, to)
        return
    answer = asked.select(in_time_order=True)
    if asked.files.json:
        from dprkru_timeline.answers.links import links_document
        from dprkru_timeline.derive.links import links as links_of

        found = links_of(answer)
        console.json(links_document(found.only_odd() if odd else found))
        return
    from dprkru_timeline.render.links import links_lines, links_oneline

    if view is View.ONELINE:
        console.show(lambda legible, _: links_oneline(legible, odd_only=odd), answer, in_rows=True)
    else:
        console.show(lambda legible, width: links_lines(legible, width, odd_only=odd), answer)


def _save(asked: Asked, most: int | None, to: str | None) -> None:
    """Have copies kept, each written when it is there; say of each what became of it."""
    from dprkru_timeline.answers.links import links_document
    from dprkru_timeline.cli.keeping import written_file
    from dprkru_timeline.curate.wayback import NotKept, Wayback
    from dprkru_timeline.derive.links import links as links_of
    from dprkru_timeline.edit import keep_copies

    most = _USUAL if most is None else most
    if not 1 <= most <= _MOST:
        raise UsageError(f"--most {most} is no number of sources", f"give one from 1 to {_MOST}")
    target = written_file(asked.files, to, "links")
    if not os.path.exists(target.path):  # noqa: PTH110 - as typed
        raise UsageError(f"no file {typed(target.path)}", "timeline new makes one")
    wayback = Wayback(
        os.environ.get("TIMELINE_WAYBACK", ""),
        os.environ.get("TIMELINE_WAYBACK_KEYS", ""),
        f"dprkru-timeline/{__version__}",
    )
    answer = asked.select(in_time_order=True)
    lacking = [one.source for one in links_of(answer).without_copy]
    kept: list[Copy] = []
    left: list[tuple[str, str]] = []
    console = asked.files.console()
    for source, became in keep_copies(
        target.path, lacking[:most], wayback, beside=with_stdin(target.beside), today=today()
    ):
        if isinstance(became, NotKept):
            left.append((source.id, became.message))
        else:
            kept.append(became)
        if not asked.files.json:
            console.write(f"{source.id}: {_became(became)}\n")
    if asked.files.json:
        console.json(links_document(links_of(answer), kept, left))
    else:
        _say_all(len(kept), len(left), len(lacking), target.path)
    if left:
        raise typer.Exit(ExitCode.FAILED)


def _waiting(seconds: float) -> None:
    """Wait, and say so: whoever sees nothing for a minute thinks that it hangs."""
    import time

    from dprkru_timeline.cli.console import note

    if seconds >= _SAID_FROM:
        note(f"waiting {seconds:.0f} seconds, as the archive asks")
    time.sleep(seconds)


def _became(became: "Copy | NotKept") -> str:
    """Return what became of the wish for a copy."""
    from dprkru_timeline.curate.wayback import NotKept
    from dprkru_timeline.edtf import day_wording
    from dprkru_timeline.text import one_line

    if isinstance(became, NotKept):
        return f"no copy: {one_line(became.message)}"
    return f"{'a new copy' if became.is_new else 'the copy'} of {day_wording(became.day)}: {one_line(became.address)}"


def _say_all(kept: int, left: int, lacking: int, path: str) -> None:
    """Say how many copies are written where, and how many sources still have none."""
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.text import counted

    if not lacking:
        note("each of these sources has a kept copy, or no address")
        return
    copies = f"{kept:,} {'copy' if kept == 1 else 'copies'}"
    told = f"{copies} written into {typed(path)}; look at each: a page may say something else by now" if kept else ""
    rest = f"{counted(lacking - kept, 'source')} still without" if lacking > kept else ""
    note("; ".join(filter(None, (told or "no copy was kept", rest))))
    if not left and rest:
        note("the same command goes on with them")
