"""Help on a topic: paragraphs, and terms beside what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from dprkru_timeline.render.lines import BLANK, Line, padded, wrapped
from dprkru_timeline.text import cells

_COLUMN = 26
_NARROW = 60


class Block(Protocol):
    """A paragraph; or a term with what it means."""

    @property
    def text(self) -> str:
        """What is said."""

    @property
    def term(self) -> str:
        """The term that it is said of; empty for a paragraph."""


def topics_lines(topics: Mapping[str, str], width: int) -> Iterator[Line]:
    """Write what there is help on."""
    yield (("timeline help TOPIC", "heading"),)
    yield BLANK
    for name, about in topics.items():
        yield from wrapped([(about, "")], width, ((f"  {padded(name, 9)} ", "key-title"),), ((" " * 12, ""),))
    yield BLANK
    yield from wrapped([("timeline COMMAND --help explains a command.", "faint")], width)


def topic_lines(name: str, blocks: Sequence[Block], width: int) -> Iterator[Line]:
    """Write a topic."""
    yield ((name, "heading"),)
    was_term = True
    for block in blocks:
        if not block.term:
            yield BLANK
            yield from wrapped([(block.text, "")], width)
        else:
            if not was_term:
                yield BLANK
            yield from _term(block, width)
        was_term = bool(block.term)


def _term(block: Block, width: int) -> Iterator[Line]:
    indent: Line = ((" " * (_COLUMN + 4), ""),)
    if (width and width < _NARROW) or cells(block.term) > _COLUMN:
        yield from wrapped([(block.term, "key-title")], width, (("  ", ""),), (("    ", ""),))
        indent = ((" " * (6 if width and width < _NARROW else _COLUMN + 4), ""),)
        yield from wrapped([(block.text, "")], width, indent, indent)
    else:
        yield from wrapped([(block.text, "")], width, ((f"  {padded(block.term, _COLUMN)}  ", "key-title"),), indent)
