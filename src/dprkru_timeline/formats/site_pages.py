"""The pages of a site, as their templates take them."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.changelog import Entry
from dprkru_timeline.derive.cite import entry_note
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.formats.html_events import parties
from dprkru_timeline.formats.linked import linked_event, linked_head
from dprkru_timeline.formats.pages import hashed, inlined, template
from dprkru_timeline.model import Event, Stance, Status
from dprkru_timeline.text import counted, one_line, visible
from dprkru_timeline.words.card import Fact, facts, settled_status, told_links, told_path, when_and_kind
from dprkru_timeline.words.claims import BASIS_WORDS, STANCE_WORDS, in_time, told_claim
from dprkru_timeline.words.event import MATCH_MARKS, marks, match_mark, titled, told
from dprkru_timeline.words.figures import amounts_told
from dprkru_timeline.words.head import (
    NOT_OF_THE_DAY,
    Front,
    as_a_sentence,
    as_of_text,
    beyond_text,
    first_line,
    told_head,
)
from dprkru_timeline.words.meanings import MEANINGS
from dprkru_timeline.words.offices import office_text
from dprkru_timeline.words.sections import by_year
from dprkru_timeline.words.sources import Notes, ranked_sources, told_source
from dprkru_timeline.words.status import status_words, title_mark

# Letters of a description, which search engines and messengers show.
_DESCRIBED = 200
# So many of the latest events stand first, where there are more than these.
_LATEST, _MANY = 10, 60
_KINDS = {
    "state": "States",
    "organization": "Organizations",
    "force": "Forces",
    "person": "Persons",
    "media": "Media",
    "vessel": "Ships",
}


class Page(NamedTuple):
    """A page: where it lies within the site, and what makes it."""

    path: str
    made: Callable[[], str]


class Site:
    """What the pages of a site share."""

    def __init__(self, answer: Chronology, base: str, front: Front, version: str, log: list[Entry]) -> None:
        self.answer = answer
        self.base = base
        self.front = front
        self.version = version
        self.log = log
        self.ids = {event.id for event in answer.events}
        self.changes: dict[str, list[Entry]] = {}
        for entry in log:
            self.changes.setdefault(entry.event, []).append(entry)

        self.gone = {entry.event: entry for entry in reversed(log) if entry.event not in self.ids}

    def url(self, path: str) -> str:
        """Return the whole address of a page; empty where it is not known where the site will stand."""
        return f"{self.base}{path.removesuffix('index.html')}" if self.base else ""

    @cached_property
    def actors(self) -> dict[str, list[Event]]:
        """The events of each actor that takes part or speaks, or of which a part does."""
        return self._named(lambda event: parties(self.answer, event), self.answer.actors)

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """The actors that are a part of each."""
        found: dict[str, list[str]] = {}
        for one in self.actors:
            found.setdefault(self.answer.actors[one].part_of, []).append(one)
        return found

    @cached_property
    def themes(self) -> dict[str, list[Event]]:
        """The events of each theme."""
        return self._named(lambda event: list(event.themes), self.answer.themes)

    def _named(self, of: Callable[[Event], Sequence[str]], order: Any) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.answer.events:
            for one in of(event):
                found.setdefault(one, []).append(event)
        return {one: found[one] for one in order if one in found}

    @cached_property
    def told(self) -> dict[str, Any]:
        """What every page says of the site."""
        head = told_head(self.answer, self.front)
        pages = [("Events", "index.html"), ("Actors", "actors.html"), ("Themes", "themes.html")]
        pages += [("Numbers", "figures.html")] if self.figures else []
        pages += [("Changes", "changes.html"), ("Search", "all.html"), ("About", "about.html")]
        return {
            "title": head.title,
            "marking": head.marking,
            "edition": as_a_sentence(head.edition),
            "beyond": as_a_sentence(head.beyond),
            "asked": as_a_sentence("; ".join(filter(None, (head.as_of, head.asked)))),
            "license": as_a_sentence(head.license),
            "version": self.version,
            "nav": pages,
        }

    @cached_property
    def figures(self) -> str:
        """The numbers, as a part of a page."""
        from dprkru_timeline.formats.html_figures import figures_part

        return figures_part(self.answer, "e/{}.html", is_open=True)

    @cached_property
    def _style(self) -> dict[str, Any]:
        return inlined(style="site.css")

    @cached_property
    def _style_of_figures(self) -> dict[str, Any]:
        return inlined(style="site.css+figures.css")

    def page(self, path: str, title: str, described: str, cite: str, og_type: str = "website") -> dict[str, Any]:
        """Return what a page says of itself."""
        return {
            "path": path,
            "title": visible(title),
            "described": _cut(visible(described)),
            "cite": visible(cite),
            "url": self.url(path),
            "og_type": og_type,
        }

    def rendered(self, name: str, path: str, linked: str = "", **values: Any) -> str:
        """Return a page as text; ``linked`` is its JSON-LD, which closes no element."""
        style = self._style_of_figures if "figures" in values else self._style
        root = "../" * path.count("/")
        return f"{template(name).render(site=self.told, root=root, **style, **hashed('linked', linked), **values)}\n"


def _cut(text: str) -> str:
    if len(text) <= _DESCRIBED:
        return text
    sentences = text[:_DESCRIBED].rpartition(". ")[0]
    if len(sentences) > _DESCRIBED // 2:
        return f"{sentences}."  # half a sentence may say the contrary of the whole
    return text[:_DESCRIBED].rpartition(" ")[0].rstrip(",;:") + " …"


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages: the index, the lists of names, the numbers, the log, then a page an event, actor and theme."""
    yield Page("index.html", partial(_index, site))
    yield Page("actors.html", partial(_names, site, "actors.html", "Actors"))
    yield Page("themes.html", partial(_names, site, "themes.html", "Themes"))
    if site.figures:
        yield Page("figures.html", partial(_figures, site))
    yield Page("changes.html", partial(_changes, site))
    yield Page("about.html", partial(_about, site))
    events = site.answer.events
    for place, event in enumerate(events):
        before = events[place - 1] if place else None
        after = events[place + 1] if place + 1 < len(events) else None
        yield Page(f"e/{event.id}.html", partial(_event, site, event, before, after))
    for entry in site.gone.values():
        yield Page(f"e/{entry.event}.html", partial(_gone, site, entry))
    for actor in site.actors:
        yield Page(f"a/{actor}.html", partial(_actor, site, actor))
    for theme in site.themes:
        yield Page(f"t/{theme}.html", partial(_theme, site, theme))


def _whole_note(site: Site, path: str) -> str:
    return entry_note(site.answer, "", site.url(path))


def _rows(site: Site, events: Sequence[Event], root: str) -> list[dict[str, Any]]:
    return [
        {
            "id": event.id,
            "address": f"{root}e/{event.id}.html",
            "when": wording(event.date),
            "title": one_line(event.title),
            "key": event.key,
            "mark": ", ".join(marks(site.answer, event)),
            "look": _look(event),
        }
        for event in events
    ]


def _look(event: Event) -> str:
    return "said" if event.status is Status.SAID else "faint" if event.status.is_settled else "doubt"


def _sections(site: Site, events: Sequence[Event], root: str) -> list[dict[str, Any]]:
    some = site.answer.replaced(events=tuple(events))
    return [{"heading": heading, "events": _rows(site, found, root)} for heading, found in by_year(some)]


def _index(site: Site) -> str:
    answer, head = site.answer, told_head(site.answer, site.front)
    lines = [first_line(answer), *filter(None, (as_a_sentence(head.of), as_of_text(answer), beyond_text(answer)))]
    described = one_line(answer.description) or first_line(answer)
    downloads = {site.url("events.json") or "events.json": "application/json"}
    return site.rendered(
        "site-index.html",
        "index.html",
        page=site.page("index.html", head.title, described, _whole_note(site, "index.html")),
        linked=linked_head(answer, site.url("index.html"), downloads),
        lead=one_line(answer.description),
        lines=[*map(as_a_sentence, lines)],
        facts=[],
        headlines=_rows(site, [event for event in answer.events if event.key], ""),
        latest=_rows(site, _latest(answer), ""),
        sections=_sections(site, answer.events, ""),
    )


def _latest(answer: Chronology) -> list[Event]:
    """Return the last events of a long answer, the latest first; none of a short one, which has them in sight."""
    within, _ = answer.parted()
    return list(within[-_LATEST:][::-1]) if len(within) > _MANY else []


def _names(site: Site, path: str, title: str) -> str:
    answer = site.answer
    if path == "actors.html":
        kinds, named = list(_KINDS), answer.actors
        found = sorted(site.actors, key=lambda one: (kinds.index(named[one].kind), named[one].name.casefold()))
        groups = [
            (_KINDS[kind], [_name(answer.actors[one].name, f"a/{one}.html", site.actors[one]) for one in some])
            for kind, some in groupby(found, key=lambda one: answer.actors[one].kind.value)
        ]
    else:
        rows = [_name(answer.themes[one].name, f"t/{one}.html", events) for one, events in site.themes.items()]
        groups = [("", rows)] if rows else []
    described = f"{title} of {told_head(answer, site.front).title}"
    return site.rendered(
        "site-names.html",
        path,
        page=site.page(path, title, described, _whole_note(site, path)),
        groups=groups,
    )


def _name(name: str, address: str, events: Sequence[Event]) -> dict[str, Any]:
    return {"name": one_line(name), "address": address, "number": counted(len(events), "event")}


def _figures(site: Site) -> str:
    path = "figures.html"
    described = "Who said how many, on which day, and whose numbers differ."
    return site.rendered(
        "site-figures.html",
        path,
        page=site.page(path, "Numbers: who said how many", described, _whole_note(site, path)),
        lines=["Each number is its speaker's. Nothing is rounded, added or averaged."],
        figures=site.figures,
    )


def _changes(site: Site) -> str:
    path = "changes.html"
    lines = ["What each edition brought, and what was corrected; the latest first."]
    if not site.log:
        lines = ["No earlier edition was given to compare with, and no entry was corrected."]
    days = [
        (day_wording(day), [_logged(one) for one in entries])
        for day, entries in groupby(site.log, key=lambda one: one.day)
    ]
    return site.rendered(
        "site-changes.html",
        path,
        page=site.page(path, "Changes", lines[0], _whole_note(site, path)),
        lines=lines,
        days=days,
    )


_ABOUT = (
    (
        "Nobody sets how sure an event is: it is worked out from who says it and who denies it, on which day, and from "
        "the public record. Where nothing stands after a title, a public record or all who act confirm it; “confirmed "
        "by Ukraine” is the word of one side."
    ),
    (
        "{edition}. After the day up to which sources were searched, and where nothing is found, the record does not "
        "know: that nothing stands here is no sign that nothing happened."
    ),
    (
        "A number is its speaker's. A date in a list of claims is the day on which something was said. Each source has "
        "its address, and where one is known that of a kept copy."
    ),
)


def _about(site: Site) -> str:
    """Explain the words that stand on every page."""
    path, head = "about.html", told_head(site.answer, site.front)
    edition = as_a_sentence(head.edition)
    lines = [line.format(edition=edition) for line in _ABOUT]
    matches = {"possible": "it may or may not lie in the dates asked for", "ongoing": "no end of it is known"}
    groups = [
        ("How sure it is", MEANINGS["statuses"].items()),
        ("What a speaker does", [(STANCE_WORDS[Stance(one)], text) for one, text in MEANINGS["stances"].items()]),
        ("What a speaker goes by", [(BASIS_WORDS[one], text) for one, text in MEANINGS["bases"].items()]),
        ("What else stands after a title", [(MATCH_MARKS[one], text) for one, text in matches.items()]),
    ]
    return site.rendered(
        "site-about.html",
        path,
        page=site.page(path, "About: what the words mean", lines[0], _whole_note(site, path)),
        lines=lines,
        groups=groups,
    )


def _gone(site: Site, entry: Entry) -> str:
    """Answer for an event that an earlier edition had: its address was given to others."""
    path = f"e/{entry.event}.html"
    title = f"Taken out: {visible(entry.title)}"
    lead = f"An earlier edition had an event of this id. It is in the record no more since {day_wording(entry.day)}."
    return site.rendered(
        "site-index.html",
        path,
        page=site.page(path, title, lead, _whole_note(site, path)),
        lead=lead,
        lines=[],
        facts=[{"label": "Why", "links": [("see the log of changes", f"../changes.html#{entry.anchor}")]}],
        headlines=[],
        latest=[],
        sections=[],
    )


def _logged(entry: Entry) -> dict[str, Any]:
    return {
        "anchor": entry.anchor,
        "title": visible(entry.title or entry.event),
        "address": f"e/{entry.event}.html",
        "changes": [{"kind": one.kind, "text": visible(one.text)} for one in entry.changes],
    }


def _event(site: Site, event: Event, before: Event | None, after: Event | None) -> str:
    answer, path = site.answer, f"e/{event.id}.html"
    mark = ", ".join(marks(answer, event))
    title = f"{one_line(event.title)}{f' ({mark})' if mark else ''}"
    one = told(answer, event)
    described = f"{one.when}; {status_words(answer, event)}. {one.summary_line}"
    known = as_of_text(answer)
    linked = linked_event(answer, event, site.url(path), site.url("index.html"))
    return site.rendered(
        "site-event.html",
        path,
        page=site.page(path, title, described, entry_note(answer, title, site.url(path)), "article"),
        linked=linked,
        as_known=f"{known}; {NOT_OF_THE_DAY}" if known else "",
        event=_card(site, event),
        before={"id": before.id, "title": titled(answer, before)} if before else None,
        after={"id": after.id, "title": titled(answer, after)} if after else None,
    )


def _card(site: Site, event: Event) -> dict[str, Any]:
    """Return an event in full; its sources are numbered as a card's are."""
    answer = site.answer
    notes = Notes(answer)
    ranked = [notes.number(source) for source in ranked_sources(answer, event)]
    one = told(answer, event)
    paragraphs = [visible(part.strip()) for part in one.summary.splitlines() if part.strip()]
    found = {
        "id": event.id,
        "title": one_line(event.title),
        "status": settled_status(answer, event) if event.status.is_settled else status_words(answer, event),
        "match": match_mark(answer, event),
        "look": _look(event),
        "facts_line": when_and_kind(event),
        "summary": paragraphs or [f"({one.left_out})"],
        "notes": ranked,
        "facts": [
            {"label": label, "rows": [_fact(site, fact, notes) for fact in some]}
            for label, some in groupby(
                (one for one in facts(answer, event) if not one.private), key=lambda one: one.label
            )
        ],
        "claims": list(_claims(site, event, notes)),
        "path": [
            {
                **step._asdict(),
                "look": "said" if step.status is Status.SAID else "faint" if step.status.is_settled else "doubt",
                "notes": [notes.number(source) for source in step.sources],
            }
            for step in told_path(answer, event)
        ],
        "linked": [_link(site, *link) for link in told_links(answer, event)],
        "changes": [
            {
                "day": day_wording(entry.day),
                "anchor": entry.anchor,
                "kinds": ", ".join(dict.fromkeys(change.kind for change in entry.changes)),
            }
            for entry in site.changes.get(event.id, ())
        ],
    }
    for source in event.all_sources:
        notes.number(source)
    whole = answer.whole or answer
    found["sources"] = [told_source(whole.sources[source])._asdict() for source in notes.sources]
    return found


def _fact(site: Site, fact: Fact, notes: Notes) -> dict[str, Any]:
    there = {"actor": site.actors, "theme": site.themes}.get(fact.kind, {})
    folder = fact.kind[:1]
    links = [
        (visible(name), f"../{folder}/{one}.html" if one in there else "")
        for one, name in zip(fact.ids, fact.names, strict=True)
    ]
    return {
        "text": visible(fact.text),
        "links": links,
        "notes": [notes.number(fact.source)] if fact.source else [],
    }


def _claims(site: Site, event: Event, notes: Notes) -> Iterator[dict[str, Any]]:
    answer = site.answer
    for made in in_time(event):
        claim = told_claim(answer, event, made)
        number = notes.number(claim.source) if claim.source else 0
        yield {
            **claim._asdict(),
            "says": visible(one_line(claim.says)),
            "address": f"../a/{made.by}.html" if made.by in site.actors else "",
            "number": number,
            "cited": claim.cited(number),
            "amounts": amounts_told(answer, made),
        }


def _link(site: Site, words: str, other: Event, apart: str) -> dict[str, Any]:
    return {
        "words": words,
        "address": f"{other.id}.html" if other.id in site.ids else "",
        "title": one_line(other.title),
        "mark": title_mark(site.answer, other),
        "look": _look(other),
        "when": wording(other.date),
        "apart": apart,
    }


def _actor(site: Site, actor_id: str) -> str:
    actor, events = site.answer.actors[actor_id], site.actors[actor_id]
    rows: list[tuple[str, list[tuple[str, str]]]] = [
        ("Also", [(one_line(name), "") for name in actor.aliases]),
        ("Role", [(one_line(actor.role), "")] if actor.role else []),
        ("Offices", [(one_line(office_text(one)), "") for one in actor.offices]),
        ("Part of", [_actor_link(site, one) for one in site.answer.wholes("actor", actor_id)[1:]]),
        ("Members", [_actor_link(site, one) for one in actor.members]),
        ("Parts", [_actor_link(site, one) for one in site.parts.get(actor_id, ())]),
        ("Identifiers", [(text, "") for text in _numbers(actor)]),
    ]
    has_parts = actor.members or site.parts.get(actor_id)
    who = f"{one_line(actor.name)}, or what belongs to it," if has_parts else one_line(actor.name)
    lead = f"{counted(len(events), 'event')} in which {who} takes part or speaks."
    return _entry_page(site, f"a/{actor_id}.html", one_line(actor.name), lead, rows, events)


def _numbers(actor: Any) -> list[str]:
    return [
        *([f"Wikidata {actor.same_as}"] if actor.same_as else []),
        *([f"IMO {actor.imo}"] if actor.imo else []),
        *([f"OFAC {actor.ofac}"] if actor.ofac else []),
    ]


def _actor_link(site: Site, actor_id: str) -> tuple[str, str]:
    name = one_line(site.answer.actors[actor_id].name)
    return name, f"../a/{actor_id}.html" if actor_id in site.actors else ""


def _theme(site: Site, theme_id: str) -> str:
    theme, events = site.answer.themes[theme_id], site.themes[theme_id]
    rows: list[tuple[str, list[tuple[str, str]]]] = [("Also", [(one_line(name), "") for name in theme.aliases])]
    if theme.finding:
        rows.append(("Finding", [(f"{one_line(theme.finding.text)} ({day_wording(theme.finding.date)})", "")]))
    return _entry_page(site, f"t/{theme_id}.html", one_line(theme.name), one_line(theme.description), rows, events)


def _entry_page(  # noqa: PLR0913, PLR0917
    site: Site,
    path: str,
    title: str,
    lead: str,
    rows: Sequence[tuple[str, list[tuple[str, str]]]],
    events: Sequence[Event],
) -> str:
    return site.rendered(
        "site-index.html",
        path,
        page=site.page(path, title, lead, entry_note(site.answer, title, site.url(path))),
        lead=visible(lead),
        lines=[],
        facts=[
            {"label": label, "links": [(visible(name), address) for name, address in links]}
            for label, links in rows
            if links
        ],
        headlines=[],
        latest=[],
        sections=_sections(site, events, "../"),
    )
