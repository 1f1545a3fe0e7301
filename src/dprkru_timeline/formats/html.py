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
from dprkru_timeline.edtf import Edtf, anchor
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.linked import linked_data
from dprkru_timeline.formats.pages import inlined, template, written
from dprkru_timeline.formats.snapshots import snapshot_for_html
from dprkru_timeline.model import Event
from dprkru_timeline.status import turns
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import SOURCE_LEFT_OUT, in_time, told_claim
from dprkru_timeline.words.event import SUMMARY_LEFT_OUT, marks, told
from dprkru_timeline.words.figures import amounts_told
from dprkru_timeline.words.head import AS_KNOWN, NOT_OF_THE_DAY, as_a_sentence, in_a_sentence, told_head
from dprkru_timeline.words.sources import ranked_sources, told_source

# So many actors have a chip: those with most events.
_CHIPS = 14

LACKS = {"made to be read: what happened, how sure it is, who says so; json has the rest": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the page, event by event."""
    from markupsafe import Markup

    head = told_head(chronology, options.front)
    parts = template("page.html").generate(
        title=head.title,
        marking=head.marking,
        about=as_a_sentence(head.sentence("of", "edition", "as_of", "asked", "beyond")),
        edition=(chronology.as_of or chronology.edition).isoformat(),
        count=head.tally,
        groups=_groups(chronology),
        **_strip(chronology),
        figures=_figures(chronology),
        events=_events(chronology),
        footer=as_a_sentence(head.license),
        summary_left_out=f"({SUMMARY_LEFT_OUT})",
        source_left_out=f"[{SOURCE_LEFT_OUT}]",
        linked=Markup(linked_data(chronology)),  # noqa: S704 - JSON without a sign that opens an element
        snapshot=Markup(snapshot_for_html(chronology)),  # noqa: S704 - likewise, in quotes of its own
        as_known=in_a_sentence(f"{AS_KNOWN}; {NOT_OF_THE_DAY}"),
        **inlined(style="page.css", script="page.js"),
    )
    written(out, parts)
    out.write("\n")


def _figures(chronology: Chronology) -> str:
    """Return the part of the page that has the numbers; nothing of a chronology that has no measures."""
    if not chronology.measures:
        return ""
    from dprkru_timeline.formats.html_figures import figures_part

    return figures_part(chronology)


def _groups(chronology: Chronology) -> list[dict[str, Any]]:
    """Return the chips: every theme and status that an event has, and the actors with most events."""
    events = chronology.events
    themes = Counter(theme for event in events for theme in event.themes)
    headlines = Counter("yes" for event in events if event.key)
    statuses = Counter(event.status.value for event in events)
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
    return sorted({whole for actor in event.involved for whole in chronology.wholes("actor", actor)})


def _also(chronology: Chronology, event: Event) -> Iterator[str]:
    """Yield the other names of who takes part, what it is about and where, which a search finds too."""
    for vocabulary, ids in (
        (chronology.actors, event.involved),
        (chronology.themes, event.themes),
        (chronology.places, (*event.places, *event.about_places)),
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
    one = told(chronology, event)
    sources = [
        chronology.sources[source] for source in dict.fromkeys((*ranked_sources(chronology, event), *event.all_sources))
    ]
    places = {source.id: place for place, source in enumerate(sources, 1)}
    days = [_day(chronology.sources[source].date) for source in event.sources]
    path = turns(chronology, event)
    return {
        "id": event.id,
        "when": one.when,
        "title": one.title,
        "key": "yes" if event.key else "",
        "also": " ".join(_also(chronology, event)),
        "status": event.status.value,
        "mark": "; ".join(one.marks),
        "summary": one.summary_line,
        "themes": " ".join(event.themes),
        "actors": " ".join(_actors(chronology, event)),
        "path": " ".join(f"{day}={found.status}" for day, found in path),
        "path_marks": "|".join("; ".join(marks(chronology, event._replace(**found._asdict()))) for _, found in path),
        "complete": max(days) if days and all(days) else "",
        "claims": [
            {
                **claim._asdict(),
                "day": _day(made.date),
                "says": one_line(claim.says),
                "amounts": amounts_told(chronology, made) if made.amounts else "",
                "note": f"[{claim.cited(places.get(claim.source, 0))}]",
                "place": places.get(claim.source, 0),
            }
            for made in in_time(event)
            for claim in (told_claim(chronology, event, made),)
        ],
        "sources": [{"day": _day(source.date), **told_source(source)._asdict()} for source in sources],
        "citation": " ".join(filter(None, chicago_note(source_item(sources[0]), sources[0].date))) if sources else "",
    }


def _day(when: Edtf | None) -> str:
    """Return the day from which something dated so counts; nothing where it never does."""
    return when.latest.isoformat() if when and when.latest else ""
