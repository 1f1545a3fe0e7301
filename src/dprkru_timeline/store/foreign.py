"""What a text is that is no event file: told by its first lines, so that a person knows which file was given.

Looked at when a text is not TOML.
"""

import re
from typing import NamedTuple


class Foreign(NamedTuple):
    """What a text is, and what to do."""

    what: str
    help: str


_KEEP = "this looks like {}; event files are TOML: timeline help files shows one"
_TAKEN = "this looks like {}; timeline import makes an event file of it"
_BACK = "timeline import makes an event file of it again"
_OURS = "this export can't be read back; give the event file that it was made of, or none for the chronology that ships"
# What an import takes, and which exports of ours it makes again what they were.
_IMPORTED = ("iCalendar", "BibTeX", "RIS", "GeoJSON", "a JSON array", "JSON Lines", "JSON", "CSV", "a table with tabs")
_IMPORTED_BACK = ("JSON Lines", "JSON", "CSV", "a table with tabs")
# Of each: how the text begins, what it is, and a sign that this program wrote it.
_SIGNS = (
    (r"BEGIN:VCALENDAR", "iCalendar", r"PRODID:-//dprkru-timeline"),
    (r"@[A-Za-z]+\s*\{", "BibTeX", r"@comment\{[^\n]*Edition of "),
    (r"TY  - ", "RIS", r"(?!)"),
    (r"(?i)<!doctype html|<html|<\?xml[^>]*>\s*<html", "HTML", r"(?s).*default-src 'none'; style-src 'sha256-"),
    (r"(?i)<\?xml|<[a-z]+[ >]", "XML", r"(?!)"),
    (r'\{\s*"type":\s*"FeatureCollection"', "GeoJSON", r'[^\n]*"timeline": \{'),
    # "[[events]]" begins an event, with an error further on: no JSON has a bare word there.
    (r"\[(?!\[\s*[A-Za-z_])\s*[\[{\"0-9\]]", "a JSON array", r"(?!)"),
    (r'\{"id": "[^"]*", "date"', "JSON Lines", r"[^\n]*\"date_text\""),
    (r"\{\s*[\"}]", "JSON", r'\{\s*"(?:timeline|title)":'),
    (r"timeline\n\s+title", "a Mermaid timeline", r"[^%]*%% Edition of "),
    (r"id,date,earliest,", "CSV", r"id,date,earliest,latest"),
    (r"id\tdate\tearliest\t", "a table with tabs", r"id\tdate\tearliest\tlatest"),
    (r"# [^\n=]+\n\s*\n", "Markdown", r"# [^\n]*\n\s*\nEdition of "),
    (r"(?:#{2,6} [^\n=]+|[-*] [^\n=]+|\|[^\n]*\||> [^\n=]+)\n", "Markdown", r"(?!)"),
    (r"(?:---\s*\n|[A-Za-z_]+:\s)", "YAML", r"(?!)"),
    (r"[^\n=\t\[]*\t[^\n=\[]*\n", "a table with tabs", r"(?!)"),
    (r"[\"\w][^\n=\[]*,[^\n=\[]*\r?\n", "CSV", r"(?!)"),
    (r"[\"\w][^\n=\[]*;[^\n=\[]*\r?\n", "CSV with semicolons", r"(?!)"),
)


def foreign(text: str) -> Foreign | None:
    """Return what a text is, where it is no event file but something else that is known."""
    start = text.lstrip()[:4000]
    for sign, what, ours in _SIGNS:
        if re.match(sign, start):
            if re.match(ours, start) or (what == "iCalendar" and re.search(ours, start)):
                return Foreign(f"{what}, an export of timeline", _BACK if what in _IMPORTED_BACK else _OURS)
            is_taken = what in _IMPORTED or what.startswith("CSV")
            return Foreign(what, (_TAKEN if is_taken else _KEEP).format(what))
    return None
