"""Files that others have published, as their packages carry them: all that is in them is taken, or refused by name."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.intake.ics import drafts
from dprkru_timeline.intake.text import encoding_of


def _calendars() -> list[Path]:
    """Return the calendars that icalendar's own tests read."""
    folder = Path(str(files("icalendar"))) / "tests"
    return sorted(folder.rglob("*.ics"))


@pytest.mark.skipif(not _calendars(), reason="this icalendar carries no calendars")
def test_calendars_of_icalendar_are_taken_or_refused_event_by_event() -> None:
    taken = refused = passed = others = 0
    for path in _calendars():
        with path.open("rb") as file:
            encoding = encoding_of(file, path.name)
            text = file.read().decode(encoding.name)
        try:
            found = drafts(text)
        except UnreadableFile:
            assert not re.search(r"(?im)^BEGIN:(?:VCALENDAR|VEVENT)", text), path.name
            others += 1
            continue
        begun = sum(line.strip().upper() == "BEGIN:VEVENT" for line in re.split(r"\r\n|\r|\n", text))
        events = list(found.events)
        assert found.heard is not None
        assert len(events) + len(found.refused) + found.heard.passed == begun, path.name
        assert all(one.when.exact for one in events), path.name
        taken, refused, passed = taken + len(events), refused + len(found.refused), passed + found.heard.passed
    # Of icalendar 7.3.2: 187 events begun in 146 files.
    assert taken >= 100
    assert refused >= 50
    assert others >= 10


def test_what_was_refused_there_has_no_day() -> None:
    reasons = set()
    for path in _calendars():
        with path.open("rb") as file:
            encoding = encoding_of(file, path.name)
            text = file.read().decode(encoding.name)
        try:
            reasons |= {re.sub(r"[0-9]+", "N", one.why) for one in drafts(text).refused}
        except (UnreadableFile, UsageError):
            continue
    assert reasons <= {
        "has no DTSTART",
        "has no day in its DTSTART that can be read",
        "has more than one DTSTART",
        "has a DURATION that can't be read",
        "has no END:VEVENT",
        "has no END:VEVENT: the file may be cut",
    }
