"""The events of a page, as its template takes them: by year, few earlier ones folded, what goes on apart."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.cite import chicago_note, source_item
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.edtf.wording import date_in_year, short_date
from dprkru_timeline.formats.html_strip import began_in
from dprkru_timeline.model import Event, Source
from dprkru_timeline.status import turns
from dprkru_timeline.text import counted, one_line
from dprkru_timeline.words.claims import in_time, told_claim
from dprkru_timeline.words.event import marks, told
from dprkru_timeline.words.figures import amounts_told
from dprkru_timeline.words.sections import GOING_ON, by_year
from dprkru_timeline.words.sources import ranked_sources, told_source
from dprkru_timeline.words.status import STATUSES

# The list opens at the first year with more events than this.
_FEW = 20

Row = dict[str, Any]
Headed = tuple[str, list[Event]]


class Section(NamedTuple):
    """Events under a heading: a year, or nothing but what goes on."""

    id: str
    heading: str
    number: int
    events: Iterator[Row]


class Folded(NamedTuple):
    """What a fold holds: its years, and how many events: "1950 to 2023", "52 earlier events"."""

    years: str
    events: str


class Part(NamedTuple):
    """Sections; where ``folded`` says what they hold, they are shown when asked for."""

    folded: Folded | None
    sections: list[Section]


class Names:
    """Numbers for the names of actors, themes and places, so that a page has each once."""

    def __init__(self, chronology: Chronology) -> None:
        self._chronology = chronology
        self._numbers: dict[tuple[str, str], int] = {}
        self.texts: list[str] = []

    def numbers(self, event: Event) -> str:
        """Return the numbers of who takes part or speaks, themes and places: a search finds them by any name."""
        places = (*event.places, *event.about_places)
        found = [
            self._number(kind, one)
            for kind, ids in (("actor", event.involved), ("theme", event.themes), ("place", places))
            for one in ids
        ]
        return " ".join(map(str, found))

    def _number(self, kind: Any, entry_id: str) -> int:
        if (kind, entry_id) not in self._numbers:
            entry = self._chronology.vocabulary(kind)[entry_id]
            self._numbers[kind, entry_id] = len(self.texts)
            self.texts.append(" ".join(map(one_line, (entry.name, *entry.aliases))))
        return self._numbers[kind, entry_id]


def parts_of(chronology: Chronology, names: Names) -> list[Part]:
    """Return the events of a page in its parts; ``names`` fills as their rows are made."""
    headed = list(by_year(chronology))
    opens = min((int(year) for year, events in headed if len(events) > _FEW and year != GOING_ON), default=0)
    return [
        _part(chronology, list(some), names, is_folded=is_folded)
        for is_folded, some in groupby(headed, key=lambda row: row[0] != GOING_ON and int(row[0]) < opens)
    ]


def _part(chronology: Chronology, headed: list[Headed], names: Names, *, is_folded: bool) -> Part:
    sections = [
        Section("_going-on", heading, len(events), _rows(chronology, events, names, None))
        if heading == GOING_ON
        else Section(f"year_{heading}", heading, len(events), _rows(chronology, events, names, int(heading)))
        for heading, events in headed
    ]
    return Part(_folded([int(year) for year, _ in headed], sections) if is_folded else None, sections)


def _folded(years: list[int], sections: list[Section]) -> Folded:
    first, last = min(years), max(years)
    number = sum(section.number for section in sections)
    return Folded(str(first) if first == last else f"{first} to {last}", counted(number, "earlier event"))


def parties(chronology: Chronology, event: Event) -> list[str]:
    """Return an event's actors with all that they are part of, as a query has them."""
    return sorted({whole for actor in event.involved for whole in chronology.wholes("actor", actor)})


def _rows(chronology: Chronology, events: Iterable[Event], names: Names, year: int | None) -> Iterator[Row]:
    for event in events:
        yield _row(chronology, event, names, year)


def _row(chronology: Chronology, event: Event, names: Names, year: int | None) -> Row:
    one = told(chronology, event)
    sources = [
        chronology.sources[source] for source in dict.fromkeys((*ranked_sources(chronology, event), *event.all_sources))
    ]
    days = [_day(chronology.sources[source].date) for source in event.sources]
    path = turns(chronology, event)
    return {
        "id": event.id,
        "when": short_date(event.date) if year is None else date_in_year(event.date, year),
        "date": one.when,
        "began": "" if year is None else began_in(event.date),
        "title": one.title,
        "key": event.key,
        "names": names.numbers(event),
        "status": event.status.value,
        "sign": STATUSES[event.status].sign,
        "mark": "; ".join(one.marks),
        "about": ", ".join(filter(None, ("headline" if event.key else "", _themes(chronology, event)))),
        "said_by": counted(len(sources), "source"),
        "summary": one.summary_line,
        "themes": " ".join(event.themes),
        "actors": " ".join(parties(chronology, event)),
        "path": " ".join(f"{day}={found.status}" for day, found in path),
        "path_marks": "|".join("; ".join(marks(chronology, event._replace(**found._asdict()))) for _, found in path),
        "complete": max(days) if days and all(days) else "",
        "claims": list(_claims(chronology, event, sources)),
        "sources": [{"day": _day(source.date), **told_source(source)._asdict()} for source in sources],
        "citation": " ".join(filter(None, chicago_note(source_item(sources[0]), sources[0].date))) if sources else "",
    }


def _themes(chronology: Chronology, event: Event) -> str:
    """Return what an event is about, as words within a line: "labor, sanctions"; other names stay as they are."""
    names = [one_line(chronology.themes[theme].name) for theme in event.themes]
    return ", ".join(name.lower() if name[1:].islower() else name for name in names)


def _claims(chronology: Chronology, event: Event, sources: list[Source]) -> Iterator[Row]:
    """Yield the claims, in order of time; each cites its source by its place among the event's."""
    places = {source.id: place for place, source in enumerate(sources, 1)}
    for made in in_time(event):
        claim = told_claim(chronology, event, made)
        place = places.get(claim.source, 0)
        yield {
            **claim._asdict(),
            "day": _day(made.date),
            "says": one_line(claim.says),
            "amounts": amounts_told(chronology, made) if made.amounts else "",
            "note": f"[{claim.cited(place)}]",
            "place": place,
        }


def _day(when: Edtf | None) -> str:
    """Return the day from which something dated so counts; nothing where it never does."""
    return when.latest.isoformat() if when and when.latest else ""
