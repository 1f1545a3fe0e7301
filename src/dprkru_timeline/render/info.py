"""One event in full: what, when and on what basis, who says so, what it is linked to."""

from collections.abc import Iterator, Sequence
from datetime import date

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.model import HOLDS, Claim, Event, EventKind, Rel, Stance, Status
from dprkru_timeline.render.lines import BLANK, Line, Span, data, padded, wrapped
from dprkru_timeline.render.palette import STATUS_SYMBOLS
from dprkru_timeline.render.parts import claim_spans, note_lines, status_span, summary_paragraphs
from dprkru_timeline.render.timeline import NARROW
from dprkru_timeline.status import Step, silent_since, status_path, words_of_doers
from dprkru_timeline.text import cells, listed, one_line
from dprkru_timeline.words.claims import in_time, speaker, stance_word
from dprkru_timeline.words.event import NOTE, correction_text, note_text
from dprkru_timeline.words.figures import amounts_told
from dprkru_timeline.words.head import NOT_OF_THE_DAY, as_of_text
from dprkru_timeline.words.offices import name_on
from dprkru_timeline.words.sources import Notes, ranked_sources, says_so
from dprkru_timeline.words.spans import time_between
from dprkru_timeline.words.status import settled_words, step_words

_LABELS = 10
_PATH = 60
_REL_WORDS = {
    Rel.FOLLOWS: ("follows", "is followed by"),
    Rel.RESPONDS_TO: ("responds to", "is answered by"),
    Rel.VIOLATES: ("violates", "is violated by"),
    Rel.FULFILS: ("fulfils", "is fulfilled by"),
    Rel.EXTENDS: ("extends", "is extended by"),
    Rel.PART_OF: ("is part of", "has as a part"),
    Rel.DISPUTES: ("disputes", "is disputed by"),
    Rel.CITES: ("cites", "is cited by"),
    Rel.BEARS_OUT: ("bears out", "is borne out by"),
}


def infos_lines(chronology: Chronology, ids: Sequence[str], width: int) -> Iterator[Line]:
    """Write several events in full, parted from each other."""
    for place, event in enumerate(filter(None, map(chronology.get, ids))):
        if place:
            yield from (BLANK, (("* * *", "faint"),), BLANK)
        yield from info_lines(chronology, event, width)


def info_lines(chronology: Chronology, event: Event, width: int) -> Iterator[Line]:
    """Write everything that the chronology holds on an event; ``chronology`` is the whole one."""
    notes = Notes(chronology)
    sources = ranked_sources(chronology, event)
    for source in sources:
        notes.number(source)
    yield from wrapped([data(event.title, "heading"), *status_span(chronology, event)], width)
    kind = f"headline {event.kind}" if event.key else event.kind.value
    form = f", {event.form}" if event.form and event.form != event.kind.value else ""
    status = " ".join(filter(None, (event.status.value, settled_words(chronology, event))))
    facts = f"{wording(event.date)} · {kind}{form} · {status}"
    yield from wrapped([(facts, "date"), (f" · id {event.id}", "faint")], width)
    if as_of := as_of_text(chronology):
        today = (chronology.whole or chronology).get(event.id)
        own = NOT_OF_THE_DAY
        if today is not None and today.title != event.title:
            own = own.removeprefix("titles, ")
        yield from wrapped([(f"{as_of}; {own}", "faint")], width)
    yield BLANK
    *before, last = summary_paragraphs(event)
    for paragraph in before:
        yield from wrapped([paragraph], width)
    yield from wrapped([last, *([(f" {notes.numbers(sources)}", "note")] if sources else [])], width)
    yield BLANK
    yield from _facts(chronology, event, width, notes)
    yield from _claims(chronology, event, width, notes)
    yield from _path(chronology, event, width, notes)
    yield from _links(chronology, event, width)
    if notes:
        yield BLANK
        yield (("Sources", "heading"),)
        yield from note_lines(notes, width)


def _labelled(label: str, spans: list[Span], width: int) -> Iterator[Line]:
    indent = ((" " * (_LABELS + 1), ""),) if not width or width >= NARROW else (("  ", ""),)
    lead: Line = ((f"{padded(label, _LABELS)} ", "label"),)
    yield from wrapped(spans, width, lead, indent)


def _facts(chronology: Chronology, event: Event, width: int, notes: Notes) -> Iterator[Line]:
    if event.date_basis:
        yield from _labelled("Date", [data(event.date_basis)], width)
    if event.record:
        yield from _labelled(
            "Record", [(f"[{notes.number(event.record)}]", "note"), (" the public record of it", "")], width
        )
    for label, names in (
        ("Actors", [name_on(chronology.actors[one], event.date) for one in event.actors]),
        ("Themes", [chronology.themes[one].name for one in event.themes]),
        ("Said in" if event.is_saying else "Places", [chronology.places[one].name for one in event.places]),
        ("About", [chronology.places[one].name for one in event.about_places]),
    ):
        if names:
            yield from _labelled(label, [data(", ".join(map(one_line, names)))], width)
    if event.doers:
        doers = ", ".join(one_line(chronology.actors[one].name) for one in event.doers)
        label = "Said by" if event.is_saying else "Set by" if event.kind is EventKind.DEADLINE else "Done by"
        yield from _labelled(label, [(f"{doers}; {_word_of_doers(chronology, event)}", "")], width)
    if event.verified or not chronology.as_of:
        yield from _labelled("Checked", [(_verified(event), "")], width)
    if event.note:
        label, note = note_text(chronology, event)
        whose = "private: " if label == NOTE else ""
        yield from _labelled("Note", [(whose, "label"), data(note)], width)
    if label := chronology.further_file(event.file):
        yield from _labelled("File", [(label, "")], width)
    for one in event.corrections:
        yield from _labelled("Corrected", [(f"{day_wording(one.day)}; {correction_text(one.was, one.why)}", "")], width)


def _word_of_doers(chronology: Chronology, event: Event) -> str:
    """Return what the doers' own word has to do with the status."""
    if event.settled == "record":
        what = "was said" if event.is_saying else "is set" if event.kind is EventKind.DEADLINE else "happened"
        return f"a public record settles that it {what}"
    if event.status is Status.SAID:
        return f"{'its' if len(event.doers) == 1 else 'their'} own word"
    silent = silent_since(chronology, event)
    said = []
    for doer, word in words_of_doers(chronology, event).items():
        name = one_line(chronology.actors[doer].name)
        if word.stance is not Stance.DENIES:
            since = f", but from {wording(silent[doer])} on neither confirms nor denies it" if doer in silent else ""
            said.append(f"{name} confirms it{since}")
        else:
            since = f"; since {wording(silent[doer])} it does neither" if doer in silent else ""
            said.append(f"{name} denied it on {wording(word.date)}{since}" if since else f"{name} denies it")
    if not said:
        who = ("it has not", "neither side has", "none of them has")[min(len(event.doers), 3) - 1]
        return f"{who} said whether it {'was said' if event.is_saying else 'happened'}"
    return ("; " if silent else " and ").join(said)


def _verified(event: Event) -> str:
    if event.verified is None:
        return "not yet by a second reader, against its sources"
    return f"on {day_wording(event.verified)}, against its sources"


def _claims(chronology: Chronology, event: Event, width: int, notes: Notes) -> Iterator[Line]:
    if not event.claims:
        return
    yield BLANK
    yield (("Who says what", "heading"),)
    dates = max(cells(wording(claim.date)) for claim in event.claims)
    for claim in in_time(event):
        spans = claim_spans(chronology, event, claim, notes)
        yield from _dated(wording(claim.date), spans, width, dates)
        if told := amounts_told(chronology, claim):
            indent: Line = ((" " * (4 if width and width < NARROW else dates + 4), ""),)
            yield from wrapped([(told, "label")], width, indent, (*indent, ("  ", "")))
            for figure in claim.amounts:
                if figure.why:
                    why = f"{one_line(chronology.measures[figure.measure].name)}: {one_line(figure.why)}"
                    yield from wrapped([(why, "faint")], width, indent, (*indent, ("  ", "")))


def _dated(when: str, spans: list[Span], width: int, column: int) -> Iterator[Line]:
    """Write spans beside a date, or under it where there is no room for both."""
    if width and width < NARROW:
        yield (("  ", ""), (when, "date"))
        yield from wrapped(spans, width, (("    ", ""),), (("    ", ""),))
    else:
        lead: Line = ((f"  {padded(when, column)}  ", "date"),)
        yield from wrapped(spans, width, lead, ((" " * (column + 4), ""),))


def _path(chronology: Chronology, event: Event, width: int, notes: Notes) -> Iterator[Line]:
    steps = status_path(chronology, event)
    if len(steps) < 2 and not event.claims and not chronology.as_of:
        return
    yield BLANK
    yield (("Status over time", "heading"),)
    if len(steps) > 1:
        yield from _drawn(steps, width)
    column = max(cells(wording(step.when)) for step in steps) if steps else 0
    for step in steps:
        why = ""
        if step.lent_by:
            lender = (chronology.whole or chronology).get(step.lent_by)
            why = f": borne out by “{one_line(lender.title)}”" if lender else ""
        elif step.claim is not None:
            why = f": {_cause(chronology, event, step, event.claims[step.claim])}"
        elif step.sources and step.sources[0] == event.record:
            why = f" {notes.numbers(step.sources)}"
        elif step.sources and all(_is_retracted(chronology, one, step.day) for one in step.sources):
            why = f": what {_publishers(chronology, step.sources)} published is retracted {notes.numbers(step.sources)}"
        elif step.sources:
            again = step.status is Status.REPORTED  # another had said so before
            why = f": {says_so(chronology, step.sources, again=again)} {notes.numbers(step.sources)}"
        words = step_words(chronology, event._replace(**step.standing._asdict()))
        if step.when.earliest != step.day:
            why += " (counted from its last day)"
        spans = [(words, f"status-{step.status}"), (why, "")]
        yield from _dated(wording(step.when), spans, width, column)


def _cause(chronology: Chronology, event: Event, step: Step, claim: Claim) -> str:
    """Return whose word made a step, and what it is: of all who act, each that spoke on that day."""
    together = [claim]
    if step.standing.settled == "all":
        parties = {chronology.wholes("actor", claim.by)[-1]}
        for one in event.claims:
            party = chronology.wholes("actor", one.by)[-1]
            if one.date == claim.date and one.stance in HOLDS and party in {*step.standing.settled_by} - parties:
                together.append(one)
                parties.add(party)
    if len(together) > 1:
        return f"{listed([speaker(chronology, one) for one in together])} confirm it"
    word = stance_word(chronology, event, claim)
    return f"{speaker(chronology, claim)} {word if ' it' in word or ' what ' in word else f'{word} it'}"


def _is_retracted(chronology: Chronology, source: str, day: date) -> bool:
    return (chronology.whole or chronology).sources[source].retracted == day


def _publishers(chronology: Chronology, sources: Sequence[str]) -> str:
    whole = chronology.whole or chronology
    return listed(list(dict.fromkeys(one_line(whole.sources[one].origin) for one in sources)))


def _drawn(steps: Sequence[Step], width: int) -> Iterator[Line]:
    """Draw a path as signs on a line of time, true to scale; its steps never fall into one another."""
    room = min((width or _PATH) - 4, _PATH)
    whole = max((steps[-1].day - steps[0].day).days, 1)
    places: list[int] = []
    for step in steps:
        place = round((step.day - steps[0].day).days / whole * (room - 1))
        places.append(max(place, places[-1] + 1 if places else 0))
    spans: list[Span] = [("  ", "")]
    at = 0
    for step, place in zip(steps, places, strict=True):
        spans += [("─" * (place - at), "axis"), (STATUS_SYMBOLS[step.status], f"status-{step.status}")]
        at = place + 1
    yield tuple(spans)


def _links(chronology: Chronology, event: Event, width: int) -> Iterator[Line]:
    relations: dict[str, list[str]] = {}  # one event may be linked in several ways
    for link in event.links:
        relations.setdefault(link.to, []).append(_REL_WORDS[link.rel][0])
    for linking, rel in chronology.linked_from(event.id):
        relations.setdefault(linking.id, []).append(_REL_WORDS[rel][1])
    rows = [(other, listed(words)) for one, words in relations.items() if (other := chronology.get(one))]
    if not rows:
        return
    yield BLANK
    yield (("Linked events", "heading"),)
    for other, words in rows:
        *named, (last, style) = [data(other.title), *status_span(chronology, other)]
        spans = [
            (f"{words}: ", "label"),
            *named,
            (f"{last},", style),  # a comma of its own could begin a line
            (f" {wording(other.date)}", "date"),
            (f" ({time_between(event.date, other.date)}; {other.id})", "faint"),
        ]
        yield from wrapped(spans, width, (("  ", ""),), (("    ", ""),))
