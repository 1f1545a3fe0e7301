"""The one table of columns: the name of a field, its heading for people, and its text.

Every table and flat export reads it, so that one value has one text everywhere. A new column comes last: who reads by
place finds the others where they were.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.model import Claim, Event
from dprkru_timeline.text import shortened


class Column(NamedTuple):
    """A field of an event: its name in files, its heading in tables, its text in a cell, and what that holds."""

    name: str
    heading: str
    text: Callable[[Event, Chronology], str]
    names: str = ""  # the vocabulary whose names people read in place of the ids
    type: str = "string"  # of the text, as Table Schema names it: list, date, boolean, array (of JSON)
    parted: str = ""  # what stands between the items of a list
    about: str = ""
    of_head: bool = False  # one text for all events: where there is a head, it stands there

    def for_people(self, event: Event, chronology: Chronology) -> str:
        """Return the text with names in place of ids."""
        if not self.names:
            return self.text(event, chronology)
        vocabulary = getattr(chronology, self.names)
        return ", ".join(vocabulary[one].name for one in getattr(event, self.name))


def claim_object(claim: Claim) -> dict[str, Any]:
    """Return a claim with the keys of the event file, those that it has; amounts as a list."""
    found = {
        "by": claim.by,
        "stance": claim.stance.value,
        "says": claim.says,
        "date": str(claim.date),
        "source": claim.source,
        "locator": claim.locator,
        "via": claim.via,
        "basis": claim.basis,
        "file": claim.file,
    }
    kept: dict[str, Any] = {key: value for key, value in found.items() if value}
    if claim.amounts:
        from dprkru_timeline.words.figures import amount_object  # most claims have no number

        kept["amounts"] = [amount_object(one) for one in claim.amounts]
        if claim.amounts_as_of:
            kept["amounts_as_of"] = str(claim.amounts_as_of)
    return kept


def _claims(event: Event, _: Chronology) -> str:
    return json.dumps([claim_object(claim) for claim in event.claims], ensure_ascii=False) if event.claims else ""


def _corrections(event: Event, _: Chronology) -> str:
    found = [{"day": one.day.isoformat(), "was": one.was, "why": one.why} for one in event.corrections]
    return json.dumps(found, ensure_ascii=False) if found else ""


def _known_as(event: Event, _: Chronology) -> str:
    found = [{"title": one.title, "until": one.until.isoformat()} for one in event.known_as]
    return json.dumps(found, ensure_ascii=False) if found else ""


def _symbols(event: Event, chronology: Chronology) -> str:
    return "; ".join(symbol for source in event.sources if (symbol := chronology.sources[source].symbol))


def _publishers(event: Event, chronology: Chronology) -> str:
    return "; ".join(dict.fromkeys(chronology.sources[source].publisher for source in event.sources))


def _archives(event: Event, chronology: Chronology) -> str:
    return " ".join(archive for source in event.sources if (archive := chronology.sources[source].archive))


def _urls(event: Event, chronology: Chronology) -> str:
    return " ".join(chronology.sources[source].url for source in event.sources if chronology.sources[source].url)


COLUMNS: tuple[Column, ...] = (
    Column("id", "Id", lambda event, _: event.id, about="the id of the event"),
    Column("date", "EDTF", lambda event, _: str(event.date), about="the date as EDTF (ISO 8601-2) text"),
    Column(
        "earliest",
        "Earliest",
        lambda event, _: str(event.date.earliest or ""),
        type="date",
        about="the first day that the date may mean; empty where there is no bound",
    ),
    Column(
        "latest",
        "Latest",
        lambda event, _: str(event.date.latest or ""),
        type="date",
        about="the last day that the date may mean; empty where there is no bound",
    ),
    Column(
        "start_kind",
        "Start",
        lambda event, _: event.date.start_kind.value,
        about="why the date has its first day, or none",
    ),
    Column(
        "end_kind",
        "End",
        lambda event, _: event.date.end_kind.value,
        about="why the date has its last day, or none",
    ),
    Column("date_text", "Date", lambda event, _: wording(event.date), about="the date in words"),
    Column(
        "date_basis",
        "Basis of the date",
        lambda event, _: event.date_basis,
        about="where the date comes from, if that is not plain",
    ),
    Column("title", "Event", lambda event, _: event.title, about="one line of text"),
    Column(
        "summary",
        "Summary",
        lambda event, _: event.summary,
        about="sentences; empty where they are left out, since they rest on sources after the day of as-of",
    ),
    Column("kind", "Kind", lambda event, _: event.kind.value, about="what kind of thing happened on the date"),
    Column(
        "key",
        "Headline",
        lambda event, _: "true" if event.key else "false",
        type="boolean",
        about="whether it is a headline event",
    ),
    Column(
        "status",
        "Status",
        lambda event, _: event.status.value,
        about="how sure it is that it happened, or of a saying that it was said",
    ),
    Column(
        "actors",
        "Actors",
        lambda event, _: " ".join(event.actors),
        "actors",
        type="list",
        parted=" ",
        about="ids of those who take part",
    ),
    Column(
        "doers",
        "Doers",
        lambda event, _: " ".join(event.doers),
        "actors",
        type="list",
        parted=" ",
        about="ids of those of the actors whose own word settles whether it happened",
    ),
    Column(
        "themes",
        "Themes",
        lambda event, _: " ".join(event.themes),
        "themes",
        type="list",
        parted=" ",
        about="ids of themes",
    ),
    Column(
        "places",
        "Places",
        lambda event, _: " ".join(event.places),
        "places",
        type="list",
        parted=" ",
        about="ids of the places where it happened; of a saying, where it was said",
    ),
    Column(
        "record",
        "Record",
        lambda event, _: event.record,
        about="the id of the source that is the public record: the vote, the published text",
    ),
    Column(
        "sources",
        "Sources",
        lambda event, _: " ".join(event.sources),
        type="list",
        parted=" ",
        about="ids of the sources of the event itself",
    ),
    Column("publishers", "Publishers", _publishers, type="list", parted="; ", about="who published these sources"),
    Column("urls", "Addresses", _urls, type="list", parted=" ", about="addresses of these sources"),
    Column(
        "claims",
        "Claims",
        _claims,
        type="array",
        about="who says what of it: objects with by, stance, says, date, source, locator, via, basis, file, amounts",
    ),
    Column(
        "links",
        "Links",
        lambda event, _: " ".join(f"{link.rel}:{link.to}" for link in event.links),
        type="list",
        parted=" ",
        about="how it stands to other events, as rel:id",
    ),
    Column(
        "verified",
        "Verified",
        lambda event, _: str(event.verified or ""),
        type="date",
        about="the day on which someone last read the entry against its sources",
    ),
    Column(
        "archives",
        "Kept copies",
        _archives,
        type="list",
        parted=" ",
        about="addresses of kept copies of these sources",
    ),
    Column(
        "edition",
        "Edition",
        lambda _, chronology: chronology.edition.isoformat(),
        type="date",
        about="the day on which the chronology was closed",
        of_head=True,
    ),
    Column(
        "as_of",
        "As known on",
        lambda _, chronology: str(chronology.as_of or ""),
        type="date",
        about="the day as of which the events are known; empty where all of the edition counts",
        of_head=True,
    ),
    Column(
        "license",
        "License",
        lambda _, chronology: chronology.license,
        about="under which the chronology may be passed on",
        of_head=True,
    ),
    Column("form", "Form", lambda event, _: event.form, about="what kind of act it is"),
    Column(
        "settled",
        "Settled by",
        lambda event, _: event.settled,
        about="what settles it: the record, or the word of all, some or one of the parties that act",
    ),
    Column(
        "settled_by",
        "By the word of",
        lambda event, _: " ".join(event.settled_by),
        "actors",
        type="list",
        parted=" ",
        about="ids of these parties",
    ),
    Column(
        "voices",
        "Voices",
        lambda event, _: str(event.voices),
        type="integer",
        about="how many independent parties, or without claims publishers, say so",
    ),
    Column(
        "denied_by",
        "Denied by",
        lambda event, _: " ".join(event.denied_by),
        "actors",
        type="list",
        parted=" ",
        about="ids of the parties whose latest word is a denial; of a saying, of what was said",
    ),
    Column(
        "denied_on",
        "Denied on",
        lambda event, _: str(event.denied_on or ""),
        about="when the last of them denied it, as EDTF text",
    ),
    Column(
        "about_places",
        "About",
        lambda event, _: " ".join(event.about_places),
        "places",
        type="list",
        parted=" ",
        about="ids of the places that it speaks of",
    ),
    Column("symbols", "Symbols", _symbols, type="list", parted="; ", about="symbols of these sources, as documents"),
    Column(
        "known_as",
        "Known as",
        _known_as,
        type="array",
        about="titles that tell no more than could be known up to a day: objects with title and until",
    ),
    Column(
        "corrections",
        "Corrections",
        _corrections,
        type="array",
        about="what the entry said before: objects with day, was and why",
    ),
    Column(
        "sourced_until",
        "Sourced to",
        lambda _, chronology: str(chronology.sourced_until or ""),
        type="date",
        about="the last day that the search for sources covered",
        of_head=True,
    ),
    Column("file", "File", lambda event, _: event.file, about="the short name of the event file that it stands in"),
)
# For those who ask for it: what is kept beside an event for whoever keeps the file.
NOTE = Column("note", "Note", lambda event, _: event.note, about="a private note of whoever keeps the file")


def columns_of(*, notes: bool) -> tuple[Column, ...]:
    """Return the columns of a table of events, with that of private notes or without."""
    return (*COLUMNS, NOTE) if notes else COLUMNS


_BY_NAME = {one.name: one for one in COLUMNS}
_ANY = TypeVar("_ANY")


def columns_named(text: str) -> list[Column]:
    """Return the columns that a person names, separated by commas.

    Raises:
        UsageError: there is no such column, or none is named.
    """
    return chosen(text.split(","), _BY_NAME)


def columns_asked(names: Sequence[str], *, notes: bool = False, with_names: bool = False) -> list[Column]:
    """Return the columns with these names, or all; ``with_names`` those of ids have names in their place.

    With private ``notes``, their column comes last where it is not named.

    Raises:
        UsageError: there is no such column, or none is named.
    """
    found = list(columns_of(notes=notes))
    if names:
        found = chosen(names, {one.name: one for one in found})
        found += [NOTE] if notes and NOTE not in found else []
    return [_with_names(one) if with_names and one.names else one for one in found]


def _with_names(found: Column) -> Column:
    """Return a column of ids with their names in place; these may have commas in them."""

    def text(event: Event, chronology: Chronology) -> str:
        vocabulary = getattr(chronology, found.names)
        return "; ".join(vocabulary[one].name for one in getattr(event, found.name))

    return found._replace(text=text, parted="; ", about=found.about.replace("ids of", "names of", 1))


def chosen(names: Sequence[str], among: Mapping[str, _ANY]) -> list[_ANY]:
    """Return the columns with the names that a person gives, each once.

    Raises:
        UsageError: there is no such column, or none is named.
    """
    wanted = [name.strip().lower().replace("-", "_") for name in names if name.strip()]
    if not wanted:
        raise UsageError("no column is named", f"write such as {','.join(list(among)[:3])}")
    for name in wanted:
        if name not in among:
            close = nearest(name, among, limit=1)
            remedy = f"did you mean {close[0]}?" if close else f"the columns are {', '.join(among)}"
            remedy = "private notes leave your files with --notes only" if name == NOTE.name else remedy
            raise UsageError(f'no column "{shortened(name)}"', remedy)
    return [among[name] for name in dict.fromkeys(wanted)]


def column(name: str) -> Column:
    """Return the column with this name; KeyError if there is none."""
    return _BY_NAME[name]
