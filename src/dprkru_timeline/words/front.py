"""What stands first on a page, in a line: how many events, and how far they reach."""

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Interval, day_wording, wording
from dprkru_timeline.text import counted
from dprkru_timeline.words.head import count_text


def first_line(chronology: Chronology) -> str:
    """Return how many events there are, and how far they reach: "222 sourced events, until 6 March 2026"."""
    selection = chronology.selection
    shown = len(chronology.events)
    if selection is None or (not selection.query and shown == selection.total):
        return f"{counted(shown, 'sourced event')}{_reach(chronology, ', until')}"
    return f"{count_text(chronology)}{_reach(chronology, '; sourced until')}"


def _reach(chronology: Chronology, lead: str) -> str:
    """Return up to when events were looked for; of a file that does not say so, the date of the latest event."""
    if chronology.sourced_until or chronology.as_of:
        return f"{lead} {day_wording(chronology.reach)}"
    latest = chronology.latest
    end = latest.end if isinstance(latest, Interval) and latest.end else latest
    return f"{lead} {wording(end)}" if end else ""
