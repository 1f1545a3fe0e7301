"""The sources of an answer as links: which have no kept copy, and which addresses are odd."""

from typing import NamedTuple

from dprkru_timeline.check.addresses import oddities
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.model import Source


class SourceLink(NamedTuple):
    """A source, the ids of the events that name it, and what is odd about its address."""

    source: Source
    events: tuple[str, ...]
    odd: tuple[str, ...]

    @property
    def lacks_copy(self) -> bool:
        """Whether it has an address of which no copy is known."""
        return bool(self.source.url) and not self.source.archive


class Links(NamedTuple):
    """The sources of an answer, in the order in which its events name them."""

    chronology: Chronology
    sources: tuple[SourceLink, ...]

    def only_odd(self) -> "Links":
        """Return those whose address is odd."""
        return self._replace(sources=self.odd)

    @property
    def without_copy(self) -> tuple[SourceLink, ...]:
        """Those with an address and no kept copy of it."""
        return tuple(one for one in self.sources if one.lacks_copy)

    @property
    def odd(self) -> tuple[SourceLink, ...]:
        """Those with an odd address."""
        return tuple(one for one in self.sources if one.odd)


def links(answer: Chronology) -> Links:
    """Return the sources of an answer as links."""
    named: dict[str, list[str]] = {}
    for event in answer.events:
        for source in event.all_sources:
            named.setdefault(source, []).append(event.id)
    found = (
        SourceLink(source, tuple(events), tuple(oddities(source.url) if source.url else ()))
        for source, events in ((answer.sources[one], events) for one, events in named.items())
    )
    return Links(answer, tuple(found))
