"""Style names and what they look like: Rich's style notation, the 16 colours only.

Meaning is never in a colour alone: every status is also a word.
"""

STYLES = {
    "heading": "bold",
    "year": "bold",
    "date": "cyan",
    "title": "",
    "key-title": "bold",
    "faint": "dim",
    "note": "dim",
    "address": "blue",
    "label": "dim",
    "status-confirmed": "green",
    "status-reported": "green",
    "status-claimed": "yellow",
    "status-disputed": "red",
    "status-assessed": "yellow",
    "status-scheduled": "magenta",
    "error": "bold red",
}
