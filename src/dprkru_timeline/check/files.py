"""Every problem of event files in one list: the loader's errors, or else the warnings, with their lines."""

from collections.abc import Iterator, Sequence
from datetime import date

from dprkru_timeline.check.finding import Finding
from dprkru_timeline.check.warnings import order_warnings, warnings
from dprkru_timeline.check.wording import veiled
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import InvalidFile, Problem
from dprkru_timeline.store.find import Named, chosen
from dprkru_timeline.store.findings import At, EventText, Findings
from dprkru_timeline.store.load import Reading, read
from dprkru_timeline.store.schema import Entry
from dprkru_timeline.store.toml import newer_than_toml_1_0


def lint(names: Sequence[Named], today: date) -> tuple[Chronology | None, list[Problem]]:
    """Check event files; the chronology is None where they have errors.

    Raises:
        UnreadableFile: a file is missing or can't be read.
    """
    try:
        reading = read(chosen(names), today)
    except InvalidFile as error:
        return None, list(error.problems)
    findings = Findings()
    named = reading.files[: len(chosen(names))]  # a warning about what they extend is for those who keep that
    events = {entry.values["id"]: entry for entry in reading.contents.events}
    for found in _all_findings(reading, today):
        at = _place(reading, events, found)
        if at.file in named:
            findings.add(found.code, at, found.message, found.help)
    return reading.chronology, [*_newer_toml(named), *findings.problems()]


def _all_findings(reading: Reading, today: date) -> Iterator[Finding]:
    yield from warnings(reading.chronology, today)
    yield from veiled(reading.chronology, reading.avoid)
    by_id = {event.id: event for event in reading.chronology.events}
    for file in reading.files:
        written = [by_id[entry.values["id"]] for entry in reading.contents.events if entry.at.file is file]
        yield from order_warnings(written)
    for entry in reading.contents.events:
        written_status, borne_out = entry.values.get("status"), by_id[entry.values["id"]].status
        if written_status and written_status is not borne_out:
            yield Finding(
                "W305",
                "events",
                entry.values["id"],
                ("status",),
                f"is {written_status}; claims and sources give {borne_out}, which is what is shown",
                "add the claim or the record that is missing, or take the status out: it is worked out",
            )
        seen: set[tuple[str, str]] = set()
        for place, values in enumerate(link.values for link in entry.values.get("links", ())):
            link = values["rel"], values["to"]
            if link in seen:
                yield Finding(
                    "W316", "events", entry.values["id"], ("links", place), f"{link[0]} {link[1]} stands twice"
                )
            seen.add(link)


def _place(reading: Reading, events: dict[str, Entry], found: Finding) -> At:
    """Return where the entry and key of a finding stand."""
    if found.table == "chronology":
        head = At(reading.files[0], ("chronology",), field="chronology")
        return head.key(str(found.key[0])) if found.key else head
    entry = events[found.id] if found.table == "events" else reading.contents.vocabularies[found.table][found.id]
    match found.key:
        case ("claims" | "links" | "corrections" as name, int(place), *rest):
            at: At = entry.values[name][place].at  # which another file may have added
            for key in rest:
                at = at.key(key)
            return at
        case (str(key),):
            return entry.place(key)
    return entry.at


def _newer_toml(files: Sequence[EventText]) -> Iterator[Problem]:
    for file in files:
        if fault := newer_than_toml_1_0(file.text):
            line, message = fault
            yield Problem(
                message=f"TOML 1.0 readers refuse this: {message}",
                file=file.name,
                line=line,
                severity="warning",
                code="W314",
            )
