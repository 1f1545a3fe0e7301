"""Styled lines and how they are broken: by terminal cells, never inside a character.

A line is a tuple of spans, a span a text and the name of a style (`palette`). All text that
came from data is made safe here, by `data`, before it meets a line.
"""

from collections.abc import Iterable, Iterator

from dprkru_timeline.text import cells, is_one_cell_each, one_line, visible

Span = tuple[str, str]
Line = tuple[Span, ...]

BLANK: Line = ()


def data(text: str, style: str = "") -> Span:
    """Return text from an event file as a span: safe, on one line."""
    return one_line(text), style


def plain(line: Line) -> str:
    """Return the text of a line."""
    return "".join([text for text, _ in line]).rstrip()  # asked of every line: a generator costs more


def merged(line: Line) -> Iterator[Span]:
    """Yield the spans of a line with neighbours of one style, and the spaces between them, as one."""
    held, style = "", ""
    for text, its_style in line:
        if its_style == style or not text.strip():
            held += text
        else:
            if held:
                yield held, style
            held, style = text, its_style
    if held:
        yield held, style


def width_of(spans: Iterable[Span]) -> int:
    """Return how many cells the spans take."""
    width = 0
    for text, _ in spans:  # asked of every line of every view: a generator costs twice as much
        width += len(text) if text.isascii() else cells(text)
    return width


def padded(text: str, width: int) -> str:
    """Return ``text`` with spaces up to ``width`` cells."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """Return ``text``, with a mark at the end where it was cut to ``width`` cells."""
    if cells(text) <= width:
        return text
    return text[: _filling(text, width - 1)] + "…"


def paragraphs(text: str, style: str = "") -> list[Span]:
    """Return text of several lines from an event file, a span for each."""
    return [(visible(part.strip()), style) for part in text.splitlines() if part.strip()]


def wrapped(spans: Iterable[Span], width: int, first: Line = (), rest: Line = ()) -> Iterator[Line]:  # noqa: C901
    """Break spans into lines of ``width`` cells, the first after ``first``, the others after ``rest``.

    A width of 0 breaks nothing. A word wider than the line is broken where the line ends.
    """
    line, room = list(first), width - width_of(first)
    gap: Span | None = None
    started = False
    for text, style in spans:
        words = " ".join(text.split())
        narrow = is_one_cell_each(words)
        if text[:1].isspace():
            gap = (" ", style)
        at = 0
        while at < len(words):
            spacing = gap if started else None
            free = room - 1 if spacing else room
            end = len(words)
            if width and narrow:
                end = min(at + max(free, 0), end)
            elif width:
                end = _fitting(words, at, free)
            if end < len(words):
                fits, end = end, words.rfind(" ", at, end + 1)
                if end < 0 and not started:  # a word wider than the line
                    end = fits if fits > at else at + max(_filling(words[at : at + _LONGEST], cells(words[at])), 1)
            if end > at:
                if spacing:
                    line.append(spacing)
                line.append((words[at:end], style))
                room = free - (end - at if narrow else cells(words[at:end]))
                at = end + (words[end : end + 1] == " ")
                started = True
            gap = None
            if at < len(words):
                yield tuple(line)
                line, room, started = list(rest), width - width_of(rest), False
        if text[-1:].isspace():
            gap = (" ", style)
    if started:
        yield tuple(line)


def broken(span: Span, width: int, lead: Line, rest: Line) -> list[Line]:
    """Return a span in lines as `wrapped` breaks it; the notes of a long answer are a third of its time otherwise."""
    text, style = span
    words = text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())
    if not width or not words or not is_one_cell_each(words):
        return list(wrapped([span], width, lead, rest))
    found: list[Line] = []
    at, left, room = 0, len(words), width - width_of(lead)
    others = width - width_of(rest) if left > room else 0
    while left and left > room:
        end = words.rfind(" ", at, at + room + 1) if room > 0 else -1
        if end <= at:
            end = at + max(room, 1)
        found.append((*lead, (words[at:end], style)))
        at = end + (words[end : end + 1] == " ")
        left = len(words) - at
        lead, room = rest, others
    if left > 0:
        found.append((*lead, (words[at:], style)))
    return found


def _fitting(text: str, start: int, width: int) -> int:
    """Return where ``text`` from ``start`` on has filled ``width`` cells, after a word.

    Whole words are measured, since emoji of several characters are narrower than their parts. Where
    not even one fits, it is the place in that word.
    """
    end = stop = start
    while end < len(text):
        stop = text.find(" ", end + 1)
        stop = len(text) if stop < 0 else stop
        if stop - start > _LONGEST * max(width, 1) or cells(text[start:stop]) > width:
            break
        end = stop
    return end if end > start else start + _filling(text[start : start + _LONGEST * max(width, 1)], width)


# More characters a cell than any word has that is not made to be broken.
_LONGEST = 8


def _filling(text: str, width: int) -> int:
    """Return how many characters of ``text`` fit in ``width`` cells; marks stay with the letter they stand on."""
    taken = 0
    end = len(text)
    for place, char in enumerate(text):
        taken += cells(char)
        if taken > width:
            end = place
            break
    while end > 0 and cells(text[:end]) > width:  # some characters are wider together
        end -= 1
    return end
