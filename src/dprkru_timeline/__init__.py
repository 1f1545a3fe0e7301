"""A sourced chronology of DPRK-Russia cooperation, and what reads, asks and exports it.

Only the names in ``__all__`` are promised. Each is imported when it is first used, so that
``import dprkru_timeline`` costs nothing.
"""

from importlib import import_module

TYPE_CHECKING = False  # typing's own costs more to import than all of this; checkers of types know the name

if TYPE_CHECKING:
    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.edtf import parse_edtf
    from dprkru_timeline.errors import (
        EdtfError,
        InvalidFile,
        Problem,
        TimelineError,
        UnknownName,
        UnreadableFile,
        UsageError,
    )
    from dprkru_timeline.formats import export
    from dprkru_timeline.model import Actor, Claim, Event, Source
    from dprkru_timeline.query.expr import Query
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.query.select import select
    from dprkru_timeline.session.ask import Answer, ask
    from dprkru_timeline.store.find import EventFile
    from dprkru_timeline.store.load import load

# A constant: to ask what is installed costs as much as five starts of a bare Python. pyproject.toml reads it from here.
__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Answer",
    "Chronology",
    "Claim",
    "EdtfError",
    "Event",
    "EventFile",
    "InvalidFile",
    "Problem",
    "Query",
    "Source",
    "TimelineError",
    "UnknownName",
    "UnreadableFile",
    "UsageError",
    "ask",
    "export",
    "load",
    "parse_edtf",
    "parse_query",
    "select",
]

_HOMES = {
    "Actor": "model",
    "Answer": "session.ask",
    "Chronology": "chronology",
    "Claim": "model",
    "EdtfError": "errors",
    "Event": "model",
    "EventFile": "store.find",
    "InvalidFile": "errors",
    "Problem": "errors",
    "Query": "query.expr",
    "Source": "model",
    "TimelineError": "errors",
    "UnknownName": "errors",
    "UnreadableFile": "errors",
    "UsageError": "errors",
    "ask": "session.ask",
    "export": "formats",
    "load": "store.load",
    "parse_edtf": "edtf",
    "parse_query": "query.parse",
    "select": "query.select",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
