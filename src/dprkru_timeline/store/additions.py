"""What files add to the events and sources of other files: put in its place, before anything is asked of the whole.

Lists grow by what is added; a single value is added where there is none, and stands in one place only.
"""

from dprkru_timeline.errors import nearest
from dprkru_timeline.store.findings import At, Findings
from dprkru_timeline.store.schema import NESTED, Contents, Entry
from dprkru_timeline.text import shortened


def put_additions(contents: Contents, findings: Findings) -> None:
    """Add to events and sources what other files add to them; say what can't be added, and why."""
    events = {entry.values["id"]: entry for entry in reversed(contents.events) if "id" in entry.values}
    for addition in contents.additions:
        wanted = addition.values.pop("to", None)
        if wanted is None:
            continue
        event = events.get(wanted)
        if event is None:
            close = nearest(wanted, events, limit=1)
            remedy = f"did you mean {close[0]}?" if close else "name an event of a file that this one extends"
            findings.add("E202", addition.at.key("to"), f'no event "{shortened(wanted)}" is defined', remedy)
        elif event.at.file is addition.at.file:
            at = addition.at.key("to")
            findings.add("E215", at, f'"{wanted}" is an event of this file', "write it there", other=event.at)
        else:
            _nest(addition, event)
            _put(addition, event, findings)
    sources = contents.vocabularies["sources"]
    for source_id, addition in contents.source_additions:
        source = sources.get(source_id)
        if source is None:
            close = nearest(source_id, sources, limit=1)
            remedy = f"did you mean {close[0]}?" if close else "name a source of a file that this one extends"
            findings.add("E202", addition.at, f'no source "{shortened(source_id)}" is defined', remedy)
        elif source.at.file is addition.at.file:
            findings.add("E215", addition.at, f'"{source_id}" is a source of this file', "write it there", source.at)
        else:
            _put(addition, source, findings)


def _nest(addition: Entry, event: Entry) -> None:
    """Add the tables in a table; a claim bears the name of its file from then on."""
    for name in NESTED:
        own: list[Entry] = addition.values.pop(name, [])
        if name == "claims":
            for claim in own:
                claim.values["file"] = addition.at.file.label
        if own:
            event.values[name] = [*event.values.get(name, []), *own]


def _put(addition: Entry, entry: Entry, findings: Findings) -> None:
    for key, value in addition.values.items():
        there = entry.values.get(key)
        at: At = addition.at.key(key)
        if there is None:
            entry.values[key] = value
            entry.added[key, ""] = at
        elif type(value) is tuple:  # a date is a tuple as well
            entry.added.update({(key, one): at for one in value if one not in there})
            entry.values[key] = tuple(dict.fromkeys((*there, *value)))
        else:
            said = "a note" if key == "note" else f'"{shortened(str(there))}"'
            remedy = "say all of it in one place" if key == "note" else "take it out here, or correct it there"
            findings.add("E216", at, f"{said} stands there already", remedy, other=entry.place(key))
