"""What has changed, as Markdown to paste: the one line, lists by kind, footnoted sources."""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.diff import Difference
from dprkru_timeline.derive.difftext import heads, parts
from dprkru_timeline.formats.md import Footnotes, escaped


def write(chronology: Chronology, found: Difference, out: TextIO) -> None:
    """Write a difference; ``chronology`` is the whole of the newer side."""
    notes = Footnotes(chronology)
    out.write(f"# What has changed\n\n{escaped(heads(found))}.\n\n")
    out.write(f"**{escaped(found.line[:1].upper() + found.line[1:])}**\n")
    for part in parts(found, chronology):
        out.write(f"\n## {escaped(part.heading)}\n\n")
        for row in part.rows:
            known = [one for one in row.sources if one in chronology.sources]
            out.write(f"- **{escaped(row.when)}**: {escaped(row.text)}{notes.of(known)}\n")
    notes.write(out)
