"""What ``links --json`` prints."""

from collections.abc import Sequence

from dprkru_timeline.answers.documents import Object, short_head
from dprkru_timeline.curate.in_file import as_in_file
from dprkru_timeline.curate.wayback import Copy
from dprkru_timeline.derive.links import Links, SourceLink


def links_document(found: Links, kept: Sequence[Copy] = (), left: Sequence[tuple[str, str]] = ()) -> Object:
    """Return the document of ``links``: what was kept of late, and what could not be, with the reason."""
    return {
        **short_head(found.chronology),
        "sources": len(found.sources),
        "without_copy": [_link(one) for one in found.without_copy],
        "odd": [_link(one) for one in found.odd],
        "kept": [{"source": one.source, "archive": one.address, "day": one.day.isoformat()} for one in kept],
        "not_kept": [{"source": source, "why": why} for source, why in left],
    }


def _link(one: SourceLink) -> Object:
    return {
        "source": {"id": one.source.id, **as_in_file(one.source)},
        "events": list(one.events),
        "odd": list(one.odd),
    }
