"""``timeline merge-driver``."""

from typing import Annotated

import typer

from dprkru_timeline.errors import ExitCode, UsageError
from dprkru_timeline.text import typed


def merge_driver(
    *,
    base: Annotated[str, typer.Argument(help="What both began with: %O.", metavar="BASE", show_default=False)],
    ours: Annotated[
        str, typer.Argument(help="The one change, and where the result goes: %A.", metavar="OURS", show_default=False)
    ],
    theirs: Annotated[str, typer.Argument(help="The other change: %B.", metavar="THEIRS", show_default=False)],
    path: Annotated[
        str | None, typer.Argument(help="What the file is called: %P.", metavar="[PATH]", show_default=False)
    ] = None,
) -> None:
    """Merge two changes of an event file by the ids of its entries, as git asks for.

    Two who each add events merge without a conflict; what both changed is a conflict in that event only. Ends with 1
    where there is one.

    To set it up: git config merge.timeline.driver "timeline merge-driver %O %A %B %P", and in .gitattributes the line
    mine.toml merge=timeline.

    Examples:

      timeline merge-driver base.toml mine.toml theirs.toml

      timeline merge-driver base.toml mine.toml theirs.toml events.toml

      timeline merge-driver /dev/null mine.toml theirs.toml
    """
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.curate.keep import file_at, text_of, with_text
    from dprkru_timeline.curate.merge import merged
    from dprkru_timeline.store.save import check_target, fingerprint, saved

    files = [file_at(one) for one in (base, ours, theirs)]
    texts = [text_of(one) if one.data.strip() else "" for one in files]
    made = merged(texts[0], texts[1], texts[2])
    target = check_target(ours, replacing=True, unchanged_since=fingerprint(files[1].data))
    if target.special:
        raise UsageError(f"{typed(ours)} is no file that can be changed in place", "git names the files: %O %A %B")
    with saved(target) as out:
        out.flush()
        out.buffer.write(with_text(files[1], made.text).data)
    if made.conflicts:
        note(f"{typed(path or ours)}: {made.line}")
        raise typer.Exit(ExitCode.FAILED)
