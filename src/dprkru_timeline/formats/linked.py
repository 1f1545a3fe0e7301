"""What a page says of itself in JSON-LD (schema.org): the chronology as a data set, its events, and who claims what.

Who says something is named with the words, and nothing rates them: a claim is a Claim, never a ClaimReview. Only what
Wikidata knows by a number is named as known there; a ship has its number as an identifier.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf, Interval
from dprkru_timeline.model import Actor, ActorKind, Claim, Event, Place, Source
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import told_claim
from dprkru_timeline.words.event import titled
from dprkru_timeline.words.head import license_address
from dprkru_timeline.words.sources import told_source, web_address
from dprkru_timeline.words.status import status_words

_TYPES = {ActorKind.STATE: "Country", ActorKind.PERSON: "Person", ActorKind.VESSEL: "Vehicle"}
# A year, a month or a day, as ISO 8601 has them; of any other date nothing is said.
_PLAIN = re.compile("[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")

Node = dict[str, Any]


def linked_data(chronology: Chronology) -> str:
    """Return the JSON-LD of a page, which closes no element of HTML."""
    return _closing_nothing(_dataset(chronology))


def linked_event(chronology: Chronology, event: Event, url: str, whole_url: str) -> str:
    """Return the JSON-LD of a page of one event: the page, what it is of, and who and where."""
    page = {
        "@type": "WebPage",
        "@id": url or "#",
        "name": titled(chronology, event),
        "mainEntity": {"@id": f"#{event.id}"},
        "url": url,
    }
    whole = {**_head(chronology), "url": whole_url}
    one = chronology.replaced(events=(event,))
    graph = [_told({**page, "isPartOf": _told(whole)}), _event(chronology, event), *_entries(one)]
    return _closing_nothing({"@context": "https://schema.org", "@graph": graph})


def linked_head(chronology: Chronology, url: str, downloads: Mapping[str, str]) -> str:
    """Return the JSON-LD of the data set itself, with where it is to be had: by address its media type."""
    distribution = [
        {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media_type}
        for address, media_type in downloads.items()
    ]
    found = {"@context": "https://schema.org", **_head(chronology), "url": url, "distribution": distribution}
    return _closing_nothing(_told(found))


def _closing_nothing(found: Node) -> str:
    return dumps(found).replace("<", "\\u003c")


def _head(chronology: Chronology) -> Node:
    return {
        "@type": "Dataset",
        "name": one_line(chronology.title),
        "description": one_line(chronology.description),
        "version": chronology.edition.isoformat(),
        "license": license_address(chronology.license) or one_line(chronology.license),
    }


def _dataset(chronology: Chronology) -> Node:
    return _told(
        {
            "@context": "https://schema.org",
            **_head(chronology),
            "about": [
                *_entries(chronology),
                *(_event(chronology, event) for event in chronology.events),
            ],
        }
    )


def _told(found: Node) -> Node:
    return {key: value for key, value in found.items() if value}


def _entries(chronology: Chronology) -> Iterator[Node]:
    """Yield who takes part or speaks, and where it happened or what is spoken of, each once."""
    actors = dict.fromkeys(one for event in chronology.events for one in event.involved)
    places = dict.fromkeys(one for event in chronology.events for one in (*event.places, *event.about_places))
    yield from (_entry(chronology.actors[one], "actor") for one in actors)
    yield from (_entry(chronology.places[one], "place") for one in places)


def _ref(kind: str, entry_id: str) -> str:
    """Return what an entry goes by on the page; an event goes by its id, which no entry's can be."""
    return f"#_{kind}-{entry_id}"


def _entry(entry: Actor | Place, kind: str) -> Node:
    number = entry.imo if isinstance(entry, Actor) else ""
    return _told(
        {
            "@type": _TYPES.get(entry.kind, "Organization") if isinstance(entry, Actor) else "Place",
            "@id": _ref(kind, entry.id),
            "name": one_line(entry.name),
            "sameAs": f"http://www.wikidata.org/entity/{entry.same_as}" if entry.same_as else "",
            "identifier": f"IMO {number}" if number else "",
        }
    )


def _event(chronology: Chronology, event: Event) -> Node:
    """Return an event: its name with the words of doubt, its description how sure it is."""
    first, last = _ends(event.date)
    return _told(
        {
            "@type": "Event",
            "@id": f"#{event.id}",
            "name": titled(chronology, event),
            "description": status_words(chronology, event),
            "startDate": first,
            "endDate": last,
            "location": [{"@id": _ref("place", one)} for one in event.places],
            "about": [{"@id": _ref("actor", one)} for one in event.actors],
            "subjectOf": [_claim(chronology, event, claim) for claim in event.claims],
        }
    )


def _claim(chronology: Chronology, event: Event, claim: Claim) -> Node:
    """Return a claim, its text with what the speaker does: whoever denies must not seem to say it."""
    told = told_claim(chronology, event, claim)
    return _told(
        {
            "@type": "Claim",
            "text": f"{told.who} {told.does}: {one_line(claim.says)}",
            "author": {"@id": _ref("actor", claim.by)},
            "datePublished": _plain(claim.date),
            "appearance": _work(chronology.sources[claim.source]) if claim.source else None,
        }
    )


def _work(source: Source) -> Node:
    """Return where a claim stands: by its address, under which the page names it, else by its title."""
    address = web_address(source.url) or web_address(source.archive)
    return {"@id": address} if address else {"@type": "CreativeWork", "name": told_source(source).text}


def _ends(when: Edtf) -> tuple[str, str]:
    """Return on which day, or in which month or year, something began and ended, as far as that is plain."""
    if isinstance(when, Interval):
        return _plain(when.start), _plain(when.end)
    return _plain(when), ""


def _plain(when: Edtf | None) -> str:
    return when.text if when and _PLAIN.fullmatch(when.text) else ""
