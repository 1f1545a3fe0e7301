"""A file in order: events in time order, keys in the order of their table, one blank line between entries.

Comments stay with what they precede; what is in quotes, lists and brackets stays as it is typed.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import tomli

from dprkru_timeline.curate.blocks import ARRAYS, Piece, comments_before, line_end, newline, pieces
from dprkru_timeline.curate.place import order_of
from dprkru_timeline.curate.toml_text import NESTED, ranked
from dprkru_timeline.errors import InvalidFile, UsageError
from dprkru_timeline.store.find import EventFile
from dprkru_timeline.store.findings import EventText, Findings
from dprkru_timeline.store.lines import statements
from dprkru_timeline.store.schema import read_contents
from dprkru_timeline.store.toml import parse_toml


def formatted(file: EventFile) -> str:
    """Return the text of a file in order; its line ends are those of its first line.

    What it uses of other files is not looked at.

    Raises:
        InvalidFile: its form has errors; all of them are in it.
        UsageError: it stands in a form that can't be put in order.
    """
    document, text = parse_toml(file)
    findings = Findings()
    read_contents(document, EventText(file.name, text), findings)
    if findings:
        raise InvalidFile(findings.problems())
    made = _in_order(text.replace("\r\n", "\n"))
    if _whatever_order(tomli.loads(made)) != _whatever_order(document):
        raise UsageError(f"{file.name} stands in a form that can't be put in order", "give each event [[events]]")
    return made.replace("\n", newline(text))


def _whatever_order(document: Mapping[str, object]) -> dict[str, object]:
    """Return a document so that two are equal that differ in the order of events and keys only."""
    events = document.get("events")
    return {**document, "events": sorted(events, key=lambda one: str(one["id"])) if isinstance(events, list) else None}


def _in_order(text: str) -> str:
    parts = _whole_entries(pieces(text))
    slots = [at for at, one in enumerate(parts) if one.table == "events"]
    keys = {at: order_of(parts[at].text) for at in slots}
    if None not in keys.values():
        in_time = [parts[at] for at in sorted(slots, key=lambda at: keys[at] or (0, 0, 0))]
        for slot, piece in zip(slots, in_time, strict=True):
            parts[slot] = piece
    rows = [_entry(one) if one.table else _trimmed(one.text) for one in parts]
    return "\n".join(filter(None, rows))


def _whole_entries(parts: Sequence[Piece]) -> list[Piece]:
    """Return pieces with what stands apart from its entry put behind it."""
    found: list[Piece] = []
    for one in parts:
        if one.is_rest:
            at = max(at for at, other in enumerate(found) if (other.table, other.id) == (one.table, one.id))
            found[at] = found[at]._replace(text=f"{_trimmed(found[at].text)}\n{one.text}")
        else:
            found.append(one)
    return found


def _entry(piece: Piece) -> str:
    """Return an entry with its keys in order, and the tables in it by their kind."""
    text, cuts, last = piece.text, list[tuple[int, str]](), 0
    for one in statements(text):
        if one.array is not None:
            before = comments_before(text, last, one.start)[0] if cuts else 0
            cuts.append((before, one.keys[-1] if cuts else one.keys[0]))
        last = one.end
    bounds = [*(at for at, _ in cuts), len(text)]
    found = [(name, _table(text[at:end], name)) for (_, name), (at, end) in zip(cuts, pairwise(bounds), strict=True)]
    order = {name: place for place, name in enumerate(NESTED)} if piece.table in ARRAYS else {}
    first, *rest = found
    return "\n".join(own for _, own in [first, *sorted(rest, key=lambda row: order.get(row[0], len(order)))])


def _table(text: str, name: str) -> str:
    """Return one table with its keys in order, each with the comments before it, and no blank line in it."""
    header, *keys = statements(text)
    at = line_end(text, header.end)
    lead, rows = _one_blank(text[:at]), dict[tuple[str, ...], str]()
    for one in keys:
        end = line_end(text, one.end)
        rows[one.keys] = _without_blanks(text[at : one.start]) + text[one.start : end]
        at = end
    tops = [key[0] for key in rows]
    if len(set(tops)) == len(tops):  # of the keys in a dotted table the order is the author's
        order = {key: place for place, key in enumerate(ranked(name, tops))}
        rows = dict(sorted(rows.items(), key=lambda row: order[row[0][0]]))
    body = "".join(row if row.endswith("\n") else row + "\n" for row in rows.values())
    return lead + body + _without_blanks(text[at:])


def _one_blank(text: str) -> str:
    plain = re.sub(r"[ \t]+\n", "\n", text.lstrip(" \t\n"))
    return re.sub(r"\n{3,}", "\n\n", plain)


def _without_blanks(text: str) -> str:
    """Return comments without the blank lines between them, the last line ended."""
    return "".join(f"{row.rstrip()}\n" for row in text.split("\n") if row.strip())


def _trimmed(text: str) -> str:
    """Return text without blank lines at its ends, the last line ended."""
    plain = text.strip("\n").rstrip()
    return f"{plain}\n" if plain else ""
