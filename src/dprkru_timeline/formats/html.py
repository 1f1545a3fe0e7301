"""HTML: one page that needs nothing else: no request leaves it, and without scripts all events are there to be read.

Its script only filters and unfolds what is on the page; how an event's status changed by day is worked out here. The
policy allows the page's own styles and script by their hashes and nothing else.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.cite import chicago_note, chronology_item
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.html_events import Names, parties, parts_of
from dprkru_timeline.formats.html_strip import strip
from dprkru_timeline.formats.linked import linked_data
from dprkru_timeline.formats.pages import hashed, in_single_quotes, inlined, template, written
from dprkru_timeline.formats.snapshots import snapshot_for_html
from dprkru_timeline.text import one_line
from dprkru_timeline.words.claims import SOURCE_LEFT_OUT
from dprkru_timeline.words.event import SUMMARY_LEFT_OUT
from dprkru_timeline.words.head import AS_KNOWN, NOT_OF_THE_DAY, as_a_sentence, first_line, in_a_sentence, told_head
from dprkru_timeline.words.status import STATUSES, legend_word

if TYPE_CHECKING:
    from collections.abc import Callable

# So many actors have a chip: those with most events.
_CHIPS = 14
# With more events than this each is drawn only as it comes into view: what is not drawn has no true height, which
# scrolling in a short page would show.
_MANY = 500

LACKS = {"made to be read: what happened, how sure it is, who says so; json has the rest": ("*",)}


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write the page, event by event."""
    from markupsafe import Markup

    head = told_head(chronology, options.front)
    names = Names(chronology)
    line = first_line(chronology)
    asked = head.sentence("of", "as_of", "asked", "beyond")
    foot = _foot(chronology, head.edition, head.license)
    parts = template("page.html").generate(
        title=head.title,
        marking=head.marking,
        line=line,
        asked=as_a_sentence(asked),
        described=". ".join(filter(None, ("; ".join(filter(None, (line, asked))), foot["description"]))),
        edition=(chronology.as_of or chronology.edition).isoformat(),
        groups=_groups(chronology),
        strip=strip(chronology.parted()[0]),
        legend=_legend(chronology),
        figures=_figures(chronology),
        parts=parts_of(chronology, names),
        many=len(chronology.events) > _MANY,
        home=options.home,
        event_page=options.event_page,
        names=lambda: Markup(in_single_quotes(dumps(names.texts))),  # noqa: S704 - likewise; once all rows have been made
        foot=foot,
        summary_left_out=f"({SUMMARY_LEFT_OUT})",
        source_left_out=f"[{SOURCE_LEFT_OUT}]",
        snapshot=Markup(snapshot_for_html(chronology)),  # noqa: S704 - likewise, in quotes of its own
        as_known=in_a_sentence(f"{AS_KNOWN}; {NOT_OF_THE_DAY}"),
        **hashed("linked", linked_data(chronology)),  # JSON without a sign that opens an element
        **inlined(style="page.css+figures.css", unfolded="page-unfolded.css", script="page.js"),
    )
    written(out, parts)
    out.write("\n")


def _figures(chronology: Chronology) -> str:
    """Return the part of the page that has the numbers; nothing of a chronology that has no measures."""
    if not chronology.measures:
        return ""
    from dprkru_timeline.formats.html_figures import figures_part

    return figures_part(chronology)


def _foot(chronology: Chronology, edition: str, license_: str) -> dict[str, str]:
    """Return what a page says of itself at its end."""
    return {
        "description": one_line(chronology.description),
        "edition": f"{as_a_sentence(edition)}.",
        "license": as_a_sentence(license_),
        "cite": " ".join(filter(None, chicago_note(chronology_item(chronology)))),
    }


def _legend(chronology: Chronology) -> list[dict[str, Any]]:
    """Return the signs of statuses: those that an event has, and for the box of the day those that one may have had."""
    have = {event.status for event in chronology.events}
    return [
        {"id": one.value, "word": legend_word(one), "sign": row.sign, "meaning": row.meaning, "is_now": one in have}
        for one, row in STATUSES.items()
    ]


def _groups(chronology: Chronology) -> list[dict[str, Any]]:
    """Return the chips: every theme and status that an event has, and the actors with most events."""
    events = chronology.events
    themes = Counter(theme for event in events for theme in event.themes)
    headlines = Counter("yes" for event in events if event.key)
    statuses = Counter(event.status.value for event in events)
    actors = Counter(actor for event in events for actor in parties(chronology, event))
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
