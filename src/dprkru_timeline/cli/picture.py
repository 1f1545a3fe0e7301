"""Writes a chart as a picture, by the library that draws it."""

from collections.abc import Sequence

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.cli.output import Output
from dprkru_timeline.derive.chart import Density, Lanes, density, lanes
from dprkru_timeline.errors import UsageError
from dprkru_timeline.figures import Point, blocks
from dprkru_timeline.libraries import at_work
from dprkru_timeline.words.head import Front

# A bar for each is as thin as a hair long before, and takes its time.
_MOST_PERIODS = 2400


def write_picture(  # noqa: PLR0913
    out: Output, answer: Chronology, kind: str, front: Front, *, view: str, by: str, per: str, top: int
) -> None:
    """Write a chart as an ``svg`` or ``png``.

    Raises:
        UsageError: matplotlib is missing, or there is nothing to draw.
    """
    if not answer.events:
        raise UsageError("there is no event to draw", "ask for more")
    with at_work("matplotlib", "a picture"):
        from dprkru_timeline.render.plot import picture

        found = lanes(answer, by, top) if view == "lanes" else density(answer, by, per)
        if isinstance(found, Density) and not found.periods:
            raise UsageError(
                f"there is no bar to draw: no event here surely began in a {per} of the chart",
                "give --view lanes, or ask for more",
            )
        if not (found.lanes if isinstance(found, Lanes) else found.series):
            raise UsageError(
                f"there is nothing to draw: no event here has any {by}", "ask for more, or give another --by"
            )
        if isinstance(found, Density) and len(found.periods) > _MOST_PERIODS:
            raise UsageError(
                f"{len(found.periods):,} {per}s are more than a picture shows",
                f"write {'--per year' if per != 'year' else '--since 1900'}, or ask for fewer years",
            )
        data = picture(answer, found, by, kind, front)
    out.write_bytes(data)


def write_figures_picture(out: Output, answer: Chronology, found: Sequence[Point], kind: str) -> None:
    """Write figures as an ``svg`` or ``png``, a panel for each measure.

    Raises:
        UsageError: matplotlib is missing, there is nothing to draw, or there are too many measures.
    """
    made = blocks(answer, found)
    if not made:
        raise UsageError("there is no figure to draw", "ask for more")
    with at_work("matplotlib", "a picture"):
        from dprkru_timeline.render.figures_plot import MOST_PANELS, figures_picture

        if len(made) > MOST_PANELS:
            named = [block.measure.id for block in made]
            raise UsageError(
                f"{len(made)} measures are more than a picture shows: {', '.join(named)}",
                f"name one or two, such as --of {','.join(named[:MOST_PANELS])}",
            )
        data = figures_picture(answer, made, kind)
    out.write_bytes(data)
