"""Cells beside each other in columns: wrapped, the last columns left out where there is no room."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.render.lines import Line, Span, width_of, wrapped
from dprkru_timeline.text import cells

GAP = 2


def shared(least: Sequence[int], natural: Sequence[int], spare: int) -> list[int]:
    """Give what is spare to the columns that want more, in turn, as much to each as the others."""
    widths = list(least)
    while spare:
        wanting = [place for place, wide in enumerate(widths) if wide < natural[place]]
        if not wanting:
            break
        for place in wanting[:spare]:
            widths[place] += 1
            spare -= 1
    return widths


def row_lines(row: Sequence[Sequence[Span]], widths: Sequence[int]) -> list[Line]:
    """Return the lines of one row, its cells wrapped beside each other."""
    parts = [
        [tuple(cell)] if width_of(cell) <= wide else list(wrapped(cell, wide))
        for cell, wide in zip(row, widths, strict=True)
    ]
    lines: list[Line] = []
    for place in range(max(map(len, parts))):
        spans: list[Span] = []
        for part, wide in zip(parts, widths, strict=True):
            line = part[place] if place < len(part) else ()
            spans += [*line, (" " * (max(wide - width_of(line), 0) + GAP), "")]
        lines.append(tuple(spans))
    return lines


def grid_lines(
    heads: Sequence[str],
    rows: Sequence[Sequence[Sequence[Span]]],
    width: int,
    least: Sequence[int],
    drops: Sequence[int],
) -> Iterator[Line]:
    """Write rows under their heads; ``least`` is how narrow each column may be, ``drops`` which go first for room."""
    natural = [max(cells(head), *(width_of(row[place]) for row in rows)) for place, head in enumerate(heads)]
    kept = list(range(len(heads)))
    if width:
        natural = [
            min(wide, max(width // 4, least[place])) if wide < max(natural) else wide
            for place, wide in enumerate(natural)
        ]
        for place in drops:
            if sum(min(least[one], natural[one]) for one in kept) + GAP * (len(kept) - 1) > width:
                kept.remove(place)
        narrow = [min(least[one], natural[one]) for one in kept]
        spare = max(width - sum(narrow) - GAP * (len(kept) - 1), 0)
        widths = shared(narrow, [natural[one] for one in kept], spare)
    else:
        widths = [natural[one] for one in kept]
    yield row_lines([[(heads[one], "heading")] for one in kept], widths)[0]
    yield (("─" * (sum(widths) + GAP * (len(widths) - 1)), "faint"),)
    for row in rows:
        yield from row_lines([row[one] for one in kept], widths)
