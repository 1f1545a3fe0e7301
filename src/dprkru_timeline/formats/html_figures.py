"""The numbers of a page: what `render.figures` draws in signs, as rows with small pictures.

Places are worked out here, so that the page's script only hides what a day or a filter leaves out.
"""

from typing import Any

from markupsafe import Markup

from dprkru_timeline.amount import number_text
from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.derive.axis import Axis, axis
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.edtf.wording import short_date
from dprkru_timeline.figures import Block, Point, blocks, points
from dprkru_timeline.formats.pages import template
from dprkru_timeline.text import counted, one_line
from dprkru_timeline.words.claims import speaker
from dprkru_timeline.words.figures import ABOUT_COUNTS, amount_marked, named, time_meant

# A picture is so wide, in units of its own; marks keep off its edges.
_WIDTH, _EDGE = 200, 8


def figures_part(chronology: Chronology, address: str = "#{}", *, is_open: bool = False) -> str:
    """Return the figures as a part of a page, in HTML; nothing where there are none.

    ``address`` is where an event is to be found, with its id in the braces.
    """
    found = blocks(chronology, points(every_saying(chronology)))
    if not found:
        return ""
    number = sum(len(block.points) for block in found)
    families: dict[object, list[Block]] = {}
    for block in found:
        families.setdefault(_family(chronology, block), []).append(block)
    axes = {
        block.measure.id: axis([one.amount for other in family for one in other.points], 4)
        for family in families.values()
        for block in family
    }
    return Markup(  # noqa: S704 - the template has escaped what is of the file
        template("figures.html").render(
            figures=[_block(chronology, block, axes[block.measure.id], address) for block in found],
            figures_said=f"Numbers: {counted(number, 'figure')} in {counted(len(found), 'measure')}",
            figures_wide=_WIDTH,
            figures_open=is_open,
        )
    )


def _family(chronology: Chronology, block: Block) -> object:
    """Return what measures have in common that are drawn on one scale: a whole and its parts, totals with totals."""
    measure = block.measure
    return chronology.wholes("measure", measure.id)[-1], measure.unit, measure.counts == "in-part"


def _block(chronology: Chronology, block: Block, made: Axis, address: str) -> dict[str, Any]:
    return {
        "id": block.measure.id,
        "name": named(block.measure),
        "counts": ABOUT_COUNTS[block.measure.counts],
        "ends": f"{number_text(made.first)} to {number_text(made.last)}{', log scale' if made.is_log else ''}",
        "rows": [_row(chronology, point, made, address) for series in block.series for point in series.points],
    }


def _row(chronology: Chronology, point: Point, made: Axis, address: str) -> dict[str, Any]:
    claim = point.saying.claim
    return {
        "day": _last(point.said),
        "when": short_date(point.said),
        "who": speaker(chronology, claim).rstrip(","),
        "amount": amount_marked(point.figure, point.amount),
        "why": "; ".join(filter(None, (point.fallen, one_line(point.figure.why)))),
        "as_of": time_meant(claim, short_date(claim.amounts_as_of)) if claim.amounts_as_of else "",
        "event": point.saying.event.id,
        "address": address.format(point.saying.event.id),
        "title": one_line(point.saying.event.title),
        "hollow": point.amount.about or point.amount.doubtful,
        **_mark(point, made),
    }


def _mark(point: Point, made: Axis) -> dict[str, Any]:
    """Return where a mark begins and ends, and its shape: a dot, a bar, or an arrow to one side."""
    low, high = point.amount.low, point.amount.high
    places = [round(_EDGE + made.share(end) * (_WIDTH - 2 * _EDGE), 1) for end in (low, high) if end is not None]
    shape = "right" if high is None else "left" if low is None else "dot" if low == high else "bar"
    return {"x": places[0], "to": places[-1], "shape": shape}


def _last(when: Edtf) -> str:
    return when.latest.isoformat() if when.latest else ""
