"""How sure an event is, and what kind of thing it is, in words."""

from typing import NamedTuple

from dprkru_timeline.model import Event, EventKind, Status

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
    Status.CONFIRMED: StatusRow("a public record, or the word of those who did it", "●", "green", "#1f9d63"),
    Status.REPORTED: StatusRow("two parties, or two publishers, say so", "◉", "cyan", "#3f7fd0"),
    Status.CLAIMED: StatusRow("one party, or one publisher, says so", "○", "yellow", "#b07d00"),
    Status.DISPUTED: StatusRow("those who would have done it deny it; others say so", "×", "red", "#d6336c"),
    Status.ASSESSED: StatusRow("somebody thinks so, and nobody says it as known", "△", "magenta", "#a855c9"),
    Status.SCHEDULED: StatusRow("set for a day that lies ahead", "◇", "blue", "#7d7f99"),
}


def status_words(event: Event) -> str:
    """Return the status in words: "claimed"; of a saying "statement" or, if that is not sure, "report, claimed"."""
    if not event.is_saying:
        return event.status.value
    return event.kind.value if event.status is Status.CONFIRMED else f"{event.kind}, {event.status}"


def title_mark(event: Event) -> str:
    """Return the words of the status that must stand after a title; nothing where what it says is confirmed."""
    return status_words(event) if event.is_saying or event.status is not Status.CONFIRMED else ""
