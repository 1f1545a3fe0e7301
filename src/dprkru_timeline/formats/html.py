"""HTML: one page that needs nothing else: no request leaves it, and without scripts all events are there to be read.

Its script only filters what is on the page; how an event's status changed by day is worked out here. The policy allows
the page's own style and script by their hashes and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.chart import density
from dprkru_timeline.derive.cite import chicago_note, source_item
from dprkru_timeline.edtf import Edtf, anchor, wording
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.pages import inlined, source_row, template
from dprkru_timeline.model import Event, Status
from dprkru_timeline.status import status_path
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import SOURCE_LEFT_OUT, in_time, stance_word
from dprkru_timeline.words.event import MATCH_MARKS, SUMMARY_LEFT_OUT, marks, match_word
from dprkru_timeline.words.head import as_of_text, beyond_text, count_text, edition_text
from dprkru_timeline.words.sources import ranked_sources

# So many actors have a chip: those with most events.
_CHIPS = 14


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the page, event by event."""
    del options
    asked = chronology.selection.query if chronology.selection else ""
    said = [
        edition_text(chronology),
        as_of_text(chronology),
        f"asked: {one_line(asked)}" if asked else "",
        beyond_text(chronology),
    ]
    license_ = f"License of the chronology: {one_line(chronology.license)}. " if chronology.license else ""
    for part in template("page.html").generate(
        title=one_line(chronology.title),
        about="; ".join(filter(None, said)),
        edition=(chronology.as_of or chronology.edition).isoformat(),
        count=count_text(chronology),
        groups=_groups(chronology),
        **_strip(chronology),
        events=_events(chronology),
        footer=license_,
        **inlined(style="page.css", script="page.js"),
    ):
        out.write(part)
    out.write("\n")


def _groups(chronology: Chronology) -> list[dict[str, Any]]:
    """Return the chips: every theme and status that an event has, and the actors with most events."""
    events = chronology.events
    themes = Counter(theme for event in events for theme in event.themes)
    headlines = Counter("yes" for event in events if event.key)
    statuses = Counter(
        "said" if event.is_saying and event.status is Status.CONFIRMED else event.status.value for event in events
    )
    actors = Counter(actor for event in events for actor in _actors(chronology, event))
    rows: list[tuple[str, str, Counter[str], Callable[[str], str], int | None]] = [
        ("Events", "key", headlines, lambda _: "headlines", None),
        ("Theme", "theme", themes, lambda one: chronology.themes[one].name, None),
        ("Status", "status", statuses, lambda one: "said or published" if one == "said" else one, None),
        ("Actor", "actor", actors, lambda one: chronology.actors[one].name, _CHIPS),
    ]
    return [
        {
            "name": name,
            "field": field,
            "chips": [
                {"id": one, "name": one_line(names(one)), "number": number}
                for one, number in sorted(counted.items(), key=lambda row: (-row[1], row[0]))[:most]
            ],
        }
        for name, field, counted, names, most in rows
        if counted
    ]


def _actors(chronology: Chronology, event: Event) -> list[str]:
    """Return an event's actors with all that they are part of, as a query has them."""
    return sorted({whole for actor in event.actors for whole in chronology.wholes("actor", actor)})


def _also(chronology: Chronology, event: Event) -> Iterator[str]:
    """Yield the other names of who takes part, what it is about and where, which a search finds too."""
    for vocabulary, ids in (
        (chronology.actors, event.actors),
        (chronology.themes, event.themes),
        (chronology.places, event.places),
    ):
        for one in ids:
            entry = vocabulary[one]
            yield from map(one_line, (entry.name, *entry.aliases))


def _strip(chronology: Chronology) -> dict[str, Any]:
    found = density(chronology, "status", "month")
    if len(found.periods) > 240:
        found = density(chronology, "status", "year")
    most = max((period.events for period in found.periods), default=0)
    bars = [
        {"name": period.name, "number": period.events, "height": round(24 * period.events / most, 2) if most else 0}
        for period in found.periods
    ]
    fullest = next((period.name for period in found.periods if period.events == most), "")
    ends = f" from {found.periods[0].name} to {found.periods[-1].name}" if found.periods else ""
    return {"bars": bars, "strip": f"Events by {found.per}{ends}, at most {most}, in {fullest}"}


def _events(chronology: Chronology) -> Iterator[dict[str, Any]]:
    year = 0
    for event in chronology.events:
        own = anchor(event.date).year
        yield {**_event(chronology, event), "year": own if own != year else 0}
        year = own


def _event(chronology: Chronology, event: Event) -> dict[str, Any]:
    sources = [
        chronology.sources[source] for source in dict.fromkeys((*ranked_sources(chronology, event), *event.all_sources))
    ]
    places = {source.id: place for place, source in enumerate(sources, 1)}
    own = [chronology.sources[source].date for source in event.sources]
    days = [_day(when) for when in own]
    return {
        "id": event.id,
        "when": wording(event.date),
        "title": one_line(event.title),
        "key": "yes" if event.key else "",
        "also": " ".join(_also(chronology, event)),
        "status": event.status.value,
        "mark": "; ".join(marks(chronology, event)),
        "saying": event.kind.value if event.is_saying else "",
        "match": MATCH_MARKS[match_word(chronology, event)],
        "summary": one_line(event.summary) or f"({SUMMARY_LEFT_OUT})",
        "themes": " ".join(event.themes),
        "actors": " ".join(_actors(chronology, event)),
        "path": " ".join(f"{step.day}={step.status}" for step in status_path(chronology, event)),
        "complete": max(days) if days and all(days) else "",
        "claims": [
            {
                "day": _day(claim.date),
                "when": wording(claim.date),
                "who": one_line(chronology.actors[claim.by].name),
                "stance": stance_word(chronology, event, claim),
                "says": one_line(claim.says),
                "note": f"[{places[claim.source]}]" if claim.source else f"[{SOURCE_LEFT_OUT}]",
            }
            for claim in in_time(event)
        ],
        "sources": [{"day": _day(source.date), **source_row(source)} for source in sources],
        "citation": " ".join(filter(None, chicago_note(source_item(sources[0]), sources[0].date))) if sources else "",
    }


def _day(when: Edtf | None) -> str:
    """Return the day from which something dated so counts; nothing where it never does."""
    return when.latest.isoformat() if when and when.latest else ""
