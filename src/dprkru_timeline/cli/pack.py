"""``timeline pack``."""

import os
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dprkru_timeline import __version__
from dprkru_timeline.cli.options import FORCE, MARKING, OUTPUT, TITLE, front_of, takes_query
from dprkru_timeline.cli.request import Asked
from dprkru_timeline.errors import ExitCode, UsageError
from dprkru_timeline.text import counted, shortened, typed, visible

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology

# Names that a message lists.
_LISTED = 5
# What a pack may be called: a zip file, or a pipe.
_NAMES = (".zip", "-", "/dev/stdout")


@takes_query
def pack(  # noqa: PLR0913
    *,
    asked: Asked,
    output: OUTPUT = None,
    copies: Annotated[
        str | None,
        typer.Option(
            "--copies",
            help="A folder of kept copies: files named by source, such as un-sc15648.pdf.",
            metavar="DIR",
            show_default=False,
        ),
    ] = None,
    title: TITLE = None,
    marking: MARKING = None,
    force: FORCE = False,
    check: Annotated[
        str | None,
        typer.Option("--check", help="See whether a pack is as it was made.", metavar="FILE", show_default=False),
    ] = None,
) -> None:
    """Pack an answer with its sources, for whoever asks for proof.

    One zip file: a briefing, the events and their sources as csv, md and json, kept copies, what was asked of which
    edition, and the SHA-256 sum of each. It needs no program to be read or checked. Of the same it is the same,
    byte for byte.

    Examples:

      timeline pack theme:labor since:2024 -o labor.zip

      timeline pack panel-veto -o veto.zip --copies kept

      timeline pack --check labor.zip
    """
    if check is not None:
        _refuse_beside_check(asked, output=output, copies=copies, title=title, marking=marking, force=force)
        _check(asked, check)
        return
    if asked.files.json:
        raise UsageError("pack has no --json", "events.json is in it; --check has one")
    asked.refuse_file_names()
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.cli.output import output_to
    from dprkru_timeline.derive.brief import briefing
    from dprkru_timeline.formats.pack import Copies, Pack, copies_in, write_pack
    from dprkru_timeline.query.select import known_by

    if output is None or not output.casefold().endswith(_NAMES):
        what = "pack has no file to write" if output is None else f"{typed(output)} is no name of a zip file"
        raise UsageError(what, "write -o FILE.zip, or -o - for a pipe")
    front = front_of(title, marking)
    out = output_to(output, force=force, inputs=asked.files.inputs(), binary="zip")
    read, query = asked.files.load(), asked.query()
    answer = asked.answer(read, query, in_time_order=True)
    found = Copies({}) if copies is None else copies_in(copies, answer)
    for path in (path for paths in found.files.values() for path in paths):
        if out.target and os.path.lexists(out.target.path) and out.target.path.samefile(path):
            raise UsageError(f"{out.shown} is an input of this command", "write to another file")
    made = Pack(answer, briefing(answer, known_by(read, query)), found, __version__, front, _cards(answer))
    sums: list[str] = []

    def write(file: TextIO) -> None:
        file.flush()
        sums.append(write_pack(made, file.buffer))  # type: ignore[attr-defined,unused-ignore]

    out.write(write)
    out.say(f"{counted(len(answer.events), 'event')}")
    note(f"the sum of its list, for whoever gets it: {sums[0]}")
    if found.others:
        listed = ", ".join(map(typed, found.others[:_LISTED]))
        more = f" and {len(found.others) - _LISTED} more" if len(found.others) > _LISTED else ""
        note(f"not packed, since no source of these events has such an id: {listed}{more}")


def _cards(answer: "Chronology") -> str:
    """Return every event in full, as `timeline info` has it."""
    from dprkru_timeline.chronology import without_notes
    from dprkru_timeline.render.info import infos_lines
    from dprkru_timeline.render.lines import plain

    told = without_notes(answer)
    return "".join(f"{plain(line)}\n" for line in infos_lines(told, [event.id for event in told.events], 100))


def _refuse_beside_check(asked: Asked, **given: object) -> None:
    named = [f"--{name}" for name, value in given.items() if value]
    if named or asked.question.words:
        what = named[0] if named else f'"{shortened(asked.question.words[0])}"'
        raise UsageError(f"--check and {what} are both given", "a check asks and writes nothing: leave it out")


def _check(asked: Asked, name: str) -> None:
    """Say whether a pack is as it was made; end with 1 where it is not."""
    from dprkru_timeline.cli.console import note
    from dprkru_timeline.formats.pack import check_pack

    found = check_pack(name)
    if asked.files.json:
        from dprkru_timeline.answers.documents import VERSION

        asked.files.console().json(
            {
                "timeline": VERSION,
                "pack": {key: found.about.get(key) for key in ("title", "edition", "query", "as_of", "program")},
                "files": found.files,
                "list_sum": found.list_sum,
                "problems": list(found.problems),
            }
        )
    else:
        for problem in found.problems:
            note(f"{typed(name)}: {visible(problem)}")
        if not found.problems:
            console = asked.files.console()
            told = [str(found.about.get(key) or "") for key in ("title", "edition", "asked", "program")]
            console.write(f"{typed(name)}: {counted(found.files, 'file')}, each as it was packed\n")
            console.write(
                visible(f"{told[0]}, edition of {told[1]}; asked: {told[2] or 'everything'}; by {told[3]}") + "\n"
            )
            console.write(f"sum of its list: {found.list_sum}\n")
            note("whoever changes a file can change its sum: compare this one with what the maker says, by another way")
    if found.problems:
        note(f"{counted(len(found.problems), 'problem')}: it is not as it was packed")
        raise typer.Exit(ExitCode.FAILED)
