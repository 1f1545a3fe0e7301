"""Styled lines and how they are broken: by terminal cells, never inside a character.

A line is a tuple of spans, a span a text and the name of a style (`palette`). All text that
came from data is made safe here, by `data`, before it meets a line.
"""

import re
from collections.abc import Iterable, Iterator

from dprkru_timeline.text import cells, one_line, visible

Span = tuple[str, str]
Line = tuple[Span, ...]

BLANK: Line = ()
_WORDS = r"\s+|[^\s]+"


def data(text: str, style: str = "") -> Span:
    """Return text from an event file as a span: safe, on one line."""
    return one_line(text), style


def plain(line: Line) -> str:
    """Return the text of a line."""
    return "".join(text for text, _ in line).rstrip()


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
    return sum(cells(text) for text, _ in spans)


def padded(text: str, width: int) -> str:
    """Return ``text`` with spaces up to ``width`` cells."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """Return ``text``, with a mark at the end where it was cut to ``width`` cells."""
    if cells(text) <= width:
        return text
    return _head(text, max(width - 1, 0))[0] + "…"


def paragraphs(text: str, style: str = "") -> list[Span]:
    """Return text of several lines from an event file, a span for each."""
    return [(visible(part.strip()), style) for part in text.splitlines() if part.strip()]


def wrapped(spans: Iterable[Span], width: int, first: Line = (), rest: Line = ()) -> Iterator[Line]:
    """Break spans into lines of ``width`` cells, the first after ``first``, the others after ``rest``.

    A width of 0 breaks nothing. A word wider than the line is broken where the line ends.
    """
    lead, line = first, list(first)
    room = width - width_of(first)
    gap: Span | None = None
    started = False
    for text, style in spans:
        for word in re.findall(_WORDS, text):
            if word.isspace():
                gap = (" ", style)
                continue
            spacing = gap if started and gap else None
            need = cells(word) + (1 if spacing else 0)
            if width and need > room and started:
                yield tuple(line)
                lead, line, started, spacing = rest, list(rest), False, None
                room = width - width_of(lead)
                need = cells(word)
            while width and need > room:
                head, word = _head(word, max(room, 1))  # noqa: PLW2901 - what is left of the word
                line.append((head, style))
                yield tuple(line)
                lead, line = rest, list(rest)
                room = width - width_of(lead)
                need = cells(word)
            if spacing:
                line.append(spacing)
            line.append((word, style))
            room -= need
            started, gap = True, None
    if started:
        yield tuple(line)


def _head(text: str, width: int) -> tuple[str, str]:
    """Split ``text`` after at most ``width`` cells, keeping marks with the letter they stand on."""
    taken = at = 0
    for place, char in enumerate(text):
        size = cells(char)
        if taken + size > width and size and place:
            break
        taken += size
        at = place + 1
    return text[:at], text[at:]
