"""What `import --json` prints."""

from typing import Any

from dprkru_timeline.answers.documents import VERSION
from dprkru_timeline.intake.report import Report


def import_object(found: Report) -> dict[str, Any]:
    """Return a report as JSON has it."""
    columns = found.columns
    return {
        "timeline": VERSION,
        "file": found.file,
        "kind": found.kind,
        "is_export": found.is_export,
        "written": found.written or None,
        "read": found.read,
        "added": list(found.added),
        "updated": list(found.updated),
        "same": found.same,
        "changes": {event: list(keys) for event, keys in found.changes.items()},
        "kept": [one._asdict() for one in found.kept],
        "gone": list(found.gone),
        "refused": [{"place": one.place, "what": one.what, "why": one.why} for one in found.refused],
        "kept_as_text": found.kept_as_text,
        "new": {table: list(ids) for table, ids in found.came.items()},
        "todo": found.todo,
        "notes": list(found.heard),
        "columns": None
        if columns is None
        else {
            "known_as": columns.known_as or None,
            "header": columns.header or None,
            "used": [{"field": field, "heading": heading} for field, heading in columns.used],
            "unused": list(columns.unused),
        },
    }
