"""Several event files as one chronology."""

from typing import Any

from dprkru_timeline.store.findings import At, Findings
from dprkru_timeline.store.schema import Contents, Entry
from dprkru_timeline.text import shortened


def join(parts: list[Contents], findings: Findings) -> Contents:
    """Unite the contents of files: one entry an id, aliases united, any other difference a problem.

    The first file's head is the head of the whole.
    """
    whole = parts[0]
    for part in parts[1:]:
        whole.events += part.events
        whole.additions += part.additions
        whole.source_additions += part.source_additions
        for name, entries in part.vocabularies.items():
            for entry_id, entry in entries.items():
                mine = whole.vocabularies[name].setdefault(entry_id, entry)
                if mine is not entry:
                    _unite(mine, entry, findings)
    return whole


def _unite(mine: Entry, other: Entry, findings: Findings) -> None:
    for key in sorted((mine.values.keys() | other.values.keys()) - {"aliases"}):
        here, there = mine.values.get(key), other.values.get(key)
        if here != there:
            message = f"{_shown(there)} here, and {_shown(here)} in the other file"
            findings.add(
                "E207", other.at.key(key), message, "make both the same, or give one another id", _at(mine, key)
            )
    aliases = (*mine.values.get("aliases", ()), *other.values.get("aliases", ()))
    if aliases:
        mine.values["aliases"] = tuple(dict.fromkeys(aliases))


def _at(entry: Entry, key: str) -> At:
    return entry.at.key(key)


def _shown(value: Any) -> str:
    return "nothing" if value is None else f'"{shortened(str(value))}"'
