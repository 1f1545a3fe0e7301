"""Writes a chart as a picture: the path, its ending, the library that draws it."""

from pathlib import PurePath

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.cli.request import Files
from dprkru_timeline.derive.chart import density, fitting_period, lanes
from dprkru_timeline.errors import UsageError

_KINDS = ("svg", "png")


def write_picture(
    files: Files, answer: Chronology, output: str, *, force: bool, view: str, by: str, per: str | None, top: int
) -> None:
    """Write a chart to a file; ``-`` with an SVG is standard output.

    Raises:
        UsageError: the ending is no picture's, matplotlib is missing, or there is nothing to draw.
    """
    from dprkru_timeline.cli.console import note, write_exact
    from dprkru_timeline.store.save import check_target, saved

    kind = PurePath(output).suffix.lower().removeprefix(".")
    if output == "-":
        kind = "svg"
    if kind not in _KINDS:
        raise UsageError(
            f'the ending "{kind}" is no picture\'s' if kind else "the file has no ending",
            "write -o chart.svg or -o chart.png",
        )
    target = None if output == "-" else check_target(output, force=force, inputs=files.inputs())
    if not answer.events:
        raise UsageError("there is no event to draw", "ask for more")
    try:
        from dprkru_timeline.render.plot import picture

        found = lanes(answer, by, top) if view == "lanes" else density(answer, by, per or fitting_period(answer))
        data = picture(answer, found, by, kind)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise UsageError(
            "pictures need matplotlib, which is not installed", "pip install 'dprkru-timeline[plot]'"
        ) from None
    if target is None:
        write_exact(data.decode("utf-8"))
        return
    with saved(target) as file:
        file.buffer.write(data)
    note(f"wrote {target.shown}")
