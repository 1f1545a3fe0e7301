"""An id at the right edge of what it is the id of: in a column, or at the end of the last line."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.render.lines import Line, Span, width_of, wrapped

# From this width on the id of the event has a column of its own.
WIDE = 100
_ID_COLUMN = 30


def with_id(
    spans: Sequence[Span], tail: Sequence[Span], event_id: str, width: int, leads: tuple[Line, Line]
) -> Iterator[Line]:
    """Write spans, their ``tail`` unbroken, and an id at the right edge: in a column, or at the end of the last line.

    Where the last line has no room for the id, the tail moves down with it: no line holds an id alone, and no number
    of a note is parted from the last word.
    """
    lead, indent = leads
    gap: Line = ((" ", ""),)
    if not width:
        yield from wrapped([*spans, *gap, *tail, (f" ({event_id})", "faint")], width, lead, indent)
        return
    column = max(len(event_id), _ID_COLUMN) + 2 if width >= WIDE else 0
    *lines, last = list(wrapped(spans, width - column, lead, indent)) or [lead]
    if last is lead:  # of one word, nothing stands before the tail
        gap = ()
    free = width - column - width_of(last)
    needs = width_of(gap) + width_of(tail)
    if needs + (0 if column else 2 + len(event_id)) <= free:
        free -= needs
        lines.append((*last, *gap, *tail))
    else:
        lines += [last, *wrapped(tail, width - column, indent, indent)]
        free = width - column - width_of(lines[-1])
    if column:
        first, *rest = lines
        yield *first, (" " * (width - len(event_id) - width_of(first)), ""), (event_id, "faint")
        yield from rest
        return
    *lines, last = lines
    yield from lines
    if free >= len(event_id) + 1:
        yield *last, (" " * (free - len(event_id)), ""), (event_id, "faint")
    else:
        yield last
        space = max(width - len(event_id) - width_of(indent), 0)
        yield from wrapped([(event_id, "faint")], width, (*indent, (" " * space, "")), indent)


def parted(spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Return spans in two: up to the last word, and that word with the notes behind it."""
    found, tail = list(spans), list[Span]()
    while found:
        text, style = found.pop()
        if style == "note":
            tail.insert(0, (text, style))
            continue
        begins, space, last = text.rstrip().rpartition(" ")
        tail.insert(0, (last, style))
        if space:
            found.append((begins, style))
        break
    return found, tail
