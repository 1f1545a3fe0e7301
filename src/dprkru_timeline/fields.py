"""The one table of columns: the name of a field, its heading for people, and its text.

Every table and flat export reads it, so that one value has one text everywhere.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.model import Claim, Event
from dprkru_timeline.text import shortened


@dataclass(frozen=True, slots=True)
class Column:
    """A field of an event: its name in files, its heading in tables, its text in a cell."""

    name: str
    heading: str
    text: Callable[[Event, Chronology], str]
    names: str = ""  # the vocabulary whose names people read in place of the ids

    def for_people(self, event: Event, chronology: Chronology) -> str:
        """Return the text with names in place of ids."""
        if not self.names:
            return self.text(event, chronology)
        vocabulary = getattr(chronology, self.names)
        return ", ".join(vocabulary[one].name for one in getattr(event, self.name))


def claim_object(claim: Claim) -> dict[str, str]:
    """Return a claim with the keys of the event file, those that it has."""
    found = {
        "by": claim.by,
        "stance": claim.stance.value,
        "says": claim.says,
        "date": str(claim.date),
        "source": claim.source,
        "locator": claim.locator,
    }
    return {key: value for key, value in found.items() if value}


def _claims(event: Event, _: Chronology) -> str:
    return json.dumps([claim_object(claim) for claim in event.claims], ensure_ascii=False) if event.claims else ""


def _publishers(event: Event, chronology: Chronology) -> str:
    return "; ".join(dict.fromkeys(chronology.sources[source].publisher for source in event.sources))


def _urls(event: Event, chronology: Chronology) -> str:
    return " ".join(chronology.sources[source].url for source in event.sources if chronology.sources[source].url)


COLUMNS: tuple[Column, ...] = (
    Column("id", "Id", lambda event, _: event.id),
    Column("date", "EDTF", lambda event, _: str(event.date)),
    Column("earliest", "Earliest", lambda event, _: str(event.date.earliest or "")),
    Column("latest", "Latest", lambda event, _: str(event.date.latest or "")),
    Column("start_kind", "Start", lambda event, _: event.date.start_kind.value),
    Column("end_kind", "End", lambda event, _: event.date.end_kind.value),
    Column("date_text", "Date", lambda event, _: wording(event.date)),
    Column("date_basis", "Basis of the date", lambda event, _: event.date_basis),
    Column("title", "Event", lambda event, _: event.title),
    Column("summary", "Summary", lambda event, _: event.summary),
    Column("kind", "Kind", lambda event, _: event.kind.value),
    Column("key", "Headline", lambda event, _: "true" if event.key else "false"),
    Column("status", "Status", lambda event, _: event.status.value),
    Column("actors", "Actors", lambda event, _: " ".join(event.actors), "actors"),
    Column("doers", "Doers", lambda event, _: " ".join(event.doers), "actors"),
    Column("themes", "Themes", lambda event, _: " ".join(event.themes), "themes"),
    Column("places", "Places", lambda event, _: " ".join(event.places), "places"),
    Column("record", "Record", lambda event, _: event.record),
    Column("sources", "Sources", lambda event, _: " ".join(event.sources)),
    Column("publishers", "Publishers", _publishers),
    Column("urls", "Addresses", _urls),
    Column("claims", "Claims", _claims),
    Column("links", "Links", lambda event, _: " ".join(f"{link.rel}:{link.to}" for link in event.links)),
    Column("verified", "Verified", lambda event, _: str(event.verified or "")),
)


_BY_NAME = {one.name: one for one in COLUMNS}


def columns_named(text: str) -> list[Column]:
    """Return the columns that a person names, separated by commas.

    Raises:
        UsageError: there is no such column, or none is named.
    """
    names = [name.strip().lower().replace("-", "_") for name in text.split(",") if name.strip()]
    if not names:
        raise UsageError("no column is named", f"write such as {','.join(list(_BY_NAME)[:3])}")
    for name in names:
        if name not in _BY_NAME:
            close = nearest(name, _BY_NAME, limit=1)
            remedy = f"did you mean {close[0]}?" if close else f"the columns are {', '.join(_BY_NAME)}"
            raise UsageError(f'no column "{shortened(name)}"', remedy)
    return [_BY_NAME[name] for name in dict.fromkeys(names)]


def column(name: str) -> Column:
    """Return the column with this name; KeyError if there is none."""
    return _BY_NAME[name]
