"""``metadata.json`` for Datasette: what a database of ours is, its licence, what its tables hold, how they are shown.

Not a format of its own: ``export -f sqlite --schema`` writes it beside the database.
"""

from pathlib import PurePath
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.index.tables import SCHEMA, made_by
from dprkru_timeline.text import counted, one_line
from dprkru_timeline.words.columns import COLUMNS
from dprkru_timeline.words.head import license_address, told_head

NAME = "metadata.json"
# What the views are for, their order, and what they are narrowed by; then what stands for a row that another names.
_VIEWS: dict[str, dict[str, Any]] = {
    "events_flat": {
        "title": "Events",
        "description": "A row an event, with the names of who takes part, themes and places, and addresses of sources. "
        "status is worked out from the claims: what is not confirmed or said must not be told without it.",
        "facets": ["status", "kind", "form"],
        "sort": "position",
    },
    "claims_flat": {
        "title": "Who says what",
        "description": "A row a claim: who, when, whether it is asserted or denied, in which source.",
        "facets": ["actor", "stance", "basis"],
    },
    "figures_flat": {
        "title": "Numbers, each with its speaker",
        "description": "A row a number that a claim gives. None may be added, averaged or told without its speaker.",
        "facets": ["measure", "who", "doubtful"],
    },
}
_LABELS = {
    "actors": "name",
    "themes": "name",
    "places": "name",
    "measures": "name",
    "sources": "title",
    "events": "title",
}
# Tables that a program asks, and no person.
_FOUND = [
    "found",
    "found_by",
    "found_days",
    "found_hulls",
    "found_known",
    "found_order",
    "found_terms",
    "found_texts",
    "found_wide",
    "found_words",
    "found_words_config",
    "found_words_data",
    "found_words_docsize",
    "found_words_idx",
]


def metadata(chronology: Chronology, file: str) -> dict[str, Any]:
    """Return what Datasette is to be told of a database that was written to ``file``."""
    head = told_head(chronology)
    about = {column.name: f"{column.about[:1].upper()}{column.about[1:]}." for column in COLUMNS}
    license_ = one_line(chronology.license)
    told = {
        "title": head.title,
        "description": f"{one_line(chronology.description)} {counted(len(chronology.events), 'event')}; "
        f"{head.sentence('edition', 'as_of', 'asked')}.".strip(),
        "license": license_,
        "license_url": license_address(license_),
        "source": f"{head.title}, {head.edition}",
    }
    tables: dict[str, Any] = {
        name: {"hidden": True} if name in _FOUND else {"label_column": _LABELS[name]} if name in _LABELS else {}
        for name in sorted({*made_by(SCHEMA), *_FOUND})
    }
    events = {name: text for name, text in about.items() if name in _columns_of_events()}
    found = {**_VIEWS, **{name: one for name, one in tables.items() if one}}
    found["events_flat"] = {**_VIEWS["events_flat"], "columns": events}
    found["events"] = {**tables["events"], "columns": events, "facets": ["status", "kind"], "sort": "position"}
    return {
        **{key: value for key, value in told.items() if value},
        "databases": {PurePath(file).stem: {"tables": found}},
    }


def _columns_of_events() -> set[str]:
    """Return the names of the columns of the table of events."""
    statement = made_by(SCHEMA)["events"]
    inside = statement.partition("(")[2].rpartition(")")[0]
    return {part.split()[0] for part in inside.split(",") if part.split()}
