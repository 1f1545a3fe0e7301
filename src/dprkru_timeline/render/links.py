"""Sources without a kept copy, and odd addresses, each with where it is used."""

from collections.abc import Iterator, Sequence

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.links import SourceLink, links
from dprkru_timeline.render.lines import BLANK, Line, data, wrapped
from dprkru_timeline.render.parts import asked_lines, title_lines
from dprkru_timeline.text import counted
from dprkru_timeline.words.sources import source_text

# Events that a source is listed with.
_MOST_EVENTS = 3


def links_lines(chronology: Chronology, width: int, *, odd_only: bool = False) -> Iterator[Line]:
    """Write the sources of an answer that have no kept copy, and those whose address is odd."""
    found = links(chronology)
    without, odd = found.without_copy, found.odd
    yield from title_lines(chronology, width)
    addresses = f"{len(odd):,} odd {'address' if len(odd) == 1 else 'addresses'}"
    tally = f"{len(without):,} of {counted(len(found.sources), 'source')} without a kept copy; {addresses}"
    yield from asked_lines(chronology, tally, width)
    if odd:
        yield from _section("Odd addresses", odd, width, odd=True)
    if without and not odd_only:
        yield from _section("Without a kept copy", without, width)


def _section(heading: str, found: Sequence[SourceLink], width: int, *, odd: bool = False) -> Iterator[Line]:
    yield BLANK
    yield ((f"{heading} ({len(found):,})", "heading"),)
    for one in found:
        named = ", ".join(one.events[:_MOST_EVENTS])
        more = f" and {len(one.events) - _MOST_EVENTS} more" if len(one.events) > _MOST_EVENTS else ""
        spans = [
            data(one.source.id, "key-title"),
            (f": {source_text(one.source)}", ""),
            (f"  ({named}{more})", "faint"),
        ]
        yield from wrapped(spans, width, (), (("  ", ""),))
        yield ("  ", ""), data(one.source.url, "address")
        if odd:
            yield from wrapped([("; ".join(one.odd), "note")], width, (("  ", ""),), (("  ", ""),))


def links_oneline(chronology: Chronology, *, odd_only: bool = False) -> Iterator[Line]:
    """Write a line for each source without a kept copy, and for each odd address: an id, then the address."""
    found = [one for one in links(chronology).sources if one.odd or (one.lacks_copy and not odd_only)]
    for one in found:
        why = "; ".join([*(["no kept copy"] if one.lacks_copy else []), *one.odd])
        yield data(one.source.id, "key-title"), ("  ", ""), data(one.source.url, "address"), (f"  {why}", "note")
