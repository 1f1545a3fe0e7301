"""How sure an event is, by whose word, and what kind of thing it is, in words."""

from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf, wording
from dprkru_timeline.model import Event, EventKind, Status
from dprkru_timeline.text import listed, one_line

ABOUT_KINDS = {
    EventKind.EVENT: "something that happened",
    EventKind.DEADLINE: "a day set ahead",
    EventKind.STATEMENT: "something that was said",
    EventKind.REPORT: "something that was published",
    EventKind.ASSESSMENT: "a judgement that was given",
}


class StatusRow(NamedTuple):
    """A status: what it means; the sign that stands for it, and its look in 16 colours and in all (see `palette`)."""

    meaning: str
    sign: str
    basic: str
    full: str


STATUSES = {
    Status.CONFIRMED: StatusRow(
        "it happened: there is a public record, or those who did it say so", "●", "green", "#1f9d63"
    ),
    Status.SAID: StatusRow("it was said or published, which does not make it so", "”", "bright_cyan", "#0f8a8a"),
    Status.REPORTED: StatusRow("two parties, or two publishers, say so", "◉", "cyan", "#3f7fd0"),
    Status.CLAIMED: StatusRow("one party, or one publisher, says so", "○", "yellow", "#b07d00"),
    Status.DISPUTED: StatusRow("those who would have done it deny it; others say so", "×", "red", "#d6336c"),
    Status.ASSESSED: StatusRow("somebody thinks so, and nobody says it as known", "△", "magenta", "#a855c9"),
    Status.WITHDRAWN: StatusRow("all who said so have taken it back", "▽", "bright_red", "#c2410c"),
    Status.SCHEDULED: StatusRow("set for a day that lies ahead", "◇", "blue", "#7d7f99"),
}


def legend_word(status: Status) -> str:
    """Return the word beside a status's sign in a legend: of what is confirmed, what that comes to."""
    return "happened" if status is Status.CONFIRMED else status.value


def status_word(event: Event) -> str:
    """Return the status in a word or two: "claimed"; of a saying of which that is doubted "report, claimed"."""
    return f"{event.kind}, {event.status}" if event.is_saying and not event.status.is_settled else event.status.value


def status_words(chronology: Chronology, event: Event) -> str:
    """Return the status in words, with whose word it is: "confirmed by Ukraine", "disputed: 5 say so, 1 denies"."""
    if whose := _whose_word(chronology, event):
        return f"{status_word(event)}{whose}"
    return status_word(event)


def title_mark(chronology: Chronology, event: Event) -> str:
    """Return the words that must stand after a title: nothing where a record or all who act confirm it."""
    if event.status is Status.CONFIRMED and not _whose_word(chronology, event):
        return ""
    return status_words(chronology, event)


def short_mark(event: Event) -> str:
    """Return what must stand after a title where there is no room for `title_mark`."""
    if event.status is Status.CONFIRMED:
        return {"one": "one party", "some": "some parties"}.get(event.settled, "")
    return status_word(event)


def step_words(chronology: Chronology, event: Event) -> str:
    """Return the status as a step of its path has it, before what made it so: "confirmed by all who act"."""
    if event.settled == "record":
        return f"{event.status} by the public record"
    if event.settled == "all":
        return f"{event.status} by all who act"
    return f"{event.status}{_whose_word(chronology, event)}" if event.settled else event.status.value


def _whose_word(chronology: Chronology, event: Event) -> str:
    """Return by whom an event is confirmed, where not by a record nor by all who act, or how a dispute stands."""
    if event.status is Status.CONFIRMED and event.settled in ("one", "some"):
        return f" by {_parties(chronology, event.settled_by)}"
    dispute = how_disputed(event)
    return f": {dispute}" if dispute else ""


def how_disputed(event: Event) -> str:
    """Return how a dispute stands: "5 say so, 1 denies, last 17 October 2023"; nothing of what is not disputed."""
    if event.status is not Status.DISPUTED or not event.denied_on:
        return ""
    say = "says" if event.voices == 1 else "say"
    deny = "denies" if len(event.denied_by) == 1 else "deny"
    return f"{event.voices} {say} so, {len(event.denied_by)} {deny}, last {_on(event.denied_on)}"


def _on(when: Edtf) -> str:
    """Return when something was said, as it stands in a sentence: a month or year takes an "in"."""
    is_day = when.earliest is not None and when.earliest == when.latest
    return wording(when) if is_day else f"in {wording(when)}"


def settled_words(chronology: Chronology, event: Event) -> str:
    """Return what settles that it happened, or was said; nothing where that is not settled."""
    match event.settled:
        case "":
            return ""
        case "record":
            return "by a public record"
        case "all":
            return f"by the word of all who act, {_parties(chronology, event.settled_by)}"
        case "some":
            return f"by the word of {_parties(chronology, event.settled_by)}, not of all who act"
    acting = {chronology.wholes("actor", doer)[-1] for doer in event.doers}
    own = f"by the word of {_parties(chronology, event.settled_by)}"
    return f"{own} alone" if len(acting) > 1 else own


def _parties(chronology: Chronology, ids: tuple[str, ...]) -> str:
    return listed([one_line(chronology.actors[one].name) for one in ids])
