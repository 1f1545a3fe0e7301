"""Sources as citations in a footnote style: a paragraph each, the address whole."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.cite import Item, apa_reference, chicago_note, chronology_item, source_item
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.model import Event
from dprkru_timeline.render.lines import Line, data, wrapped
from dprkru_timeline.words.sources import ranked_sources

_STYLES = {"chicago": chicago_note, "apa": apa_reference}


class Citation(NamedTuple):
    """A source as an item, its date, and text and address in a footnote style; these are empty in other styles."""

    item: Item
    when: Edtf | None
    text: str
    address: str


def citations(chronology: Chronology, events: Sequence[Event], style: str) -> list[Citation]:
    """Return the sources of events, each once, in the order of their notes; without events, the chronology itself."""
    if not events:
        return [_cited(chronology_item(chronology), style, None)]
    ids = dict.fromkeys(
        source for event in events for source in (*ranked_sources(chronology, event), *event.all_sources)
    )
    return [_cited(source_item(chronology.sources[one]), style, chronology.sources[one].date) for one in ids]


def _cited(item: Item, style: str, when: Edtf | None) -> Citation:
    text, address = _STYLES[style](item, when) if style in _STYLES else ("", "")
    return Citation(item, when, text, address)


def cite_lines(cited: Iterable[Citation], width: int) -> Iterator[Line]:
    """Write each citation as a paragraph; with a width, its address on a line of its own, which is never broken."""
    for one in cited:
        if width:
            yield from wrapped([data(one.text)], width, (), (("  ", ""),))
            if one.address:
                yield ("  ", ""), data(one.address, "address")
        else:
            yield (data(" ".join(filter(None, (one.text, one.address)))),)
