"""An event in words: what stands beside its title, and in place of a summary that is left out."""

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import EndKind, Interval
from dprkru_timeline.model import Event
from dprkru_timeline.words.status import title_mark

# What stands after the title of an event that may or may not lie in the dates asked for.
MATCH_MARKS = {"sure": "", "possible": "possibly", "ongoing": "ongoing"}
# What stands in place of a summary that rests on what was said later.
SUMMARY_LEFT_OUT = "summary left out: it rests on later sources"


def match_word(chronology: Chronology, event: Event) -> str:
    """Return how an event matches the dates asked for: sure, possible, or ongoing where its end is open."""
    if chronology.selection is None or event.id not in chronology.selection.possible:
        return "sure"
    is_open = isinstance(event.date, Interval) and event.date.end_kind is EndKind.OPEN
    return "ongoing" if is_open else "possible"


def marks(chronology: Chronology, event: Event) -> list[str]:
    """Return the words that stand after a title: of the status, and of an event that only may lie in the dates."""
    words = [title_mark(event), MATCH_MARKS[match_word(chronology, event)]]
    return [word for word in words if word]
