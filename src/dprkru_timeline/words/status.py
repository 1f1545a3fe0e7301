"""How sure an event is, and what kind of thing it is, in words."""

from dprkru_timeline.model import Event, EventKind, Status

ABOUT_KINDS = {
    EventKind.EVENT: "something that happened",
    EventKind.DEADLINE: "a day set ahead",
    EventKind.STATEMENT: "something that was said",
    EventKind.REPORT: "something that was published",
    EventKind.ASSESSMENT: "a judgement that was given",
}
ABOUT_STATUSES = {
    Status.CONFIRMED: "a public record, or the word of those who did it",
    Status.REPORTED: "two parties, or two publishers, say so",
    Status.CLAIMED: "one party, or one publisher, says so",
    Status.DISPUTED: "those who would have done it deny it; others say so",
    Status.ASSESSED: "somebody thinks so, and nobody says it as known",
    Status.SCHEDULED: "set for a day that lies ahead",
}


def status_words(event: Event) -> str:
    """Return the status in words: "claimed"; of a saying "statement" or, if that is not sure, "report, claimed"."""
    if not event.is_saying:
        return event.status.value
    return event.kind.value if event.status is Status.CONFIRMED else f"{event.kind}, {event.status}"


def title_mark(event: Event) -> str:
    """Return the words of the status that must stand after a title; nothing where what it says is confirmed."""
    return status_words(event) if event.is_saying or event.status is not Status.CONFIRMED else ""
