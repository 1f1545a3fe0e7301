"""The card of an event told: its facts, how its status came about, and what it is linked to."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import day_wording, wording
from dprkru_timeline.model import HOLDS, Claim, Event, EventKind, Rel, Stance, Status
from dprkru_timeline.status import Step, silent_since, status_path, words_of_doers
from dprkru_timeline.text import listed, one_line
from dprkru_timeline.words.claims import speaker, stance_word
from dprkru_timeline.words.event import NOTE, correction_text, note_text
from dprkru_timeline.words.offices import name_on
from dprkru_timeline.words.sources import says_so
from dprkru_timeline.words.spans import time_between
from dprkru_timeline.words.status import settled_words, step_words

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


class Fact(NamedTuple):
    """What is known of an event, under a label.

    ``source`` is the one that it stands in; ``ids`` are the actors, themes or places that ``names`` names, of ``kind``.
    """

    label: str
    text: str
    source: str = ""
    kind: str = ""
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    private: bool = False


class ToldStep(NamedTuple):
    """A step of a status told: when, its words, why, and the sources that this rests on."""

    when: str
    status: Status
    words: str
    why: str
    sources: tuple[str, ...]
    aside: str


class ToldLink(NamedTuple):
    """A linked event: what the link says, how far apart they lie."""

    words: str
    event: Event
    apart: str


def fact_line(chronology: Chronology, event: Event) -> str:
    """Return when, of what kind and how sure an event is, on a line."""
    return f"{when_and_kind(event)} · {settled_status(chronology, event)}"


def when_and_kind(event: Event) -> str:
    """Return when an event was, and of what kind it is: "28 March 2024 · headline event, vote"."""
    kind = f"headline {event.kind}" if event.key else event.kind.value
    form = f", {event.form}" if event.form and event.form != event.kind.value else ""
    return f"{wording(event.date)} · {kind}{form}"


def settled_status(chronology: Chronology, event: Event) -> str:
    """Return the status, and what settles it: "confirmed by a public record"."""
    return " ".join(filter(None, (event.status.value, settled_words(chronology, event))))


def facts(chronology: Chronology, event: Event) -> Iterator[Fact]:
    """Yield what is known of an event beside its summary and claims."""
    if event.date_basis:
        yield Fact("Date", one_line(event.date_basis))
    if event.record:
        yield Fact("Record", "the public record of it", source=event.record)
    for label, kind, ids, names in (
        ("Actors", "actor", event.actors, [name_on(chronology.actors[one], event.date) for one in event.actors]),
        ("Themes", "theme", event.themes, [chronology.themes[one].name for one in event.themes]),
        (
            "Said in" if event.is_saying else "Places",
            "place",
            event.places,
            [chronology.places[one].name for one in event.places],
        ),
        ("About", "place", event.about_places, [chronology.places[one].name for one in event.about_places]),
    ):
        if names:
            told = tuple(map(one_line, names))
            yield Fact(label, ", ".join(told), kind=kind, ids=tuple(ids), names=told)
    if event.doers:
        doers = ", ".join(one_line(chronology.actors[one].name) for one in event.doers)
        label = "Said by" if event.is_saying else "Set by" if event.kind is EventKind.DEADLINE else "Done by"
        yield Fact(label, f"{doers}; {_word_of_doers(chronology, event)}")
    if event.verified or not chronology.as_of:
        yield Fact("Checked", _verified(event))
    if event.note:
        label, note = note_text(chronology, event)
        yield Fact("Note", one_line(note), private=label == NOTE)
    if label := chronology.further_file(event.file):
        yield Fact("File", label)
    for one in event.corrections:
        yield Fact("Corrected", f"{day_wording(one.day)}; {correction_text(one.was, one.why)}")


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
        whose = ("its own", "either side", "any of them")[min(len(event.doers), 3) - 1]
        return f"no word of {whose} on whether it {'was said' if event.is_saying else 'happened'} is in this record"
    return ("; " if silent else " and ").join(said)


def _verified(event: Event) -> str:
    if event.verified is None:
        return "not yet by a second reader, against its sources"
    return f"on {day_wording(event.verified)}, against its sources"


def has_path(chronology: Chronology, event: Event, steps: Sequence[Step]) -> bool:
    """Tell whether the steps of a status say more than the status itself."""
    return len(steps) > 1 or bool(event.claims or chronology.as_of)


def told_path(chronology: Chronology, event: Event) -> list[ToldStep]:
    """Return the steps of a status, told; nothing where they say no more than the status itself."""
    steps = status_path(chronology, event)
    if not has_path(chronology, event, steps):
        return []
    return [_told_step(chronology, event, step) for step in steps]


def _told_step(chronology: Chronology, event: Event, step: Step) -> ToldStep:
    why, sources = "", tuple(step.sources)
    if step.lent_by:
        lender = (chronology.whole or chronology).get(step.lent_by)
        why, sources = f"borne out by “{one_line(lender.title)}”" if lender else "", ()
    elif step.claim is not None:
        why, sources = _cause(chronology, event, step, event.claims[step.claim]), ()
    elif sources and sources[0] == event.record:
        pass
    elif sources and all(_is_retracted(chronology, one, step.day) for one in sources):
        why = f"what {_publishers(chronology, sources)} published is retracted"
    elif sources:
        why = says_so(chronology, sources, again=step.status is Status.REPORTED)  # another had said so before
    words = step_words(chronology, event._replace(**step.standing._asdict()))
    aside = "(counted from its last day)" if step.when.earliest != step.day else ""
    return ToldStep(wording(step.when), step.status, words, why, sources, aside)


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


def told_links(chronology: Chronology, event: Event) -> list[ToldLink]:
    """Return the events that an event is linked to, either way; one may be linked in several ways."""
    relations: dict[str, list[str]] = {}
    for link in event.links:
        relations.setdefault(link.to, []).append(_REL_WORDS[link.rel][0])
    for linking, rel in chronology.linked_from(event.id):
        relations.setdefault(linking.id, []).append(_REL_WORDS[rel][1])
    return [
        ToldLink(listed(words), other, time_between(event.date, other.date))
        for one, words in relations.items()
        if (other := chronology.get(one))
    ]
