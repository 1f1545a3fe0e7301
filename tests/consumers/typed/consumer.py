"""What somebody else's typed code does with the package: nothing but its promised names."""

import io
from datetime import date

from dprkru_timeline import (
    Answer,
    Chronology,
    Event,
    EventFile,
    InvalidFile,
    Query,
    TimelineError,
    UnknownName,
    ask,
    export,
    load,
    parse_edtf,
    parse_query,
    select,
)


def titles(query: str, files: list[str | EventFile]) -> dict[str, str]:
    """Return the titles of what a query finds, by id."""
    answer: Answer = ask(query, files=files, today=date(2026, 1, 15))
    notes: tuple[str, ...] = answer.notes
    found: dict[str, str] = {event.id: event.title for event in answer.events}
    return {"notes": " ".join(notes), "asked": answer.query, **found}


def speakers(chronology: Chronology, event: Event) -> list[str]:
    """Return who says what, and where it stands."""
    lines: list[str] = []
    for claim in event.claims:
        source = chronology.sources[claim.source]
        published: date | None = source.date.latest if source.date else None
        lines.append(f"{chronology.actors[claim.by].name} {claim.stance.value}: {claim.says} ({published})")
    return lines


def table(query: str) -> str:
    """Return a query's events as CSV."""
    asked: Query = parse_query(query)
    out = io.StringIO()
    export(select(load(), asked), "csv", out)
    return out.getvalue()


def first_day(text: str) -> date | None:
    """Return the first day that a date may mean."""
    try:
        return parse_edtf(text).earliest
    except TimelineError as error:
        raise ValueError(error.message) from error


def problems(data: bytes) -> list[tuple[str, int | None, str]]:
    """Return what is wrong with a file."""
    try:
        load(EventFile("mine.toml", data))
    except InvalidFile as error:
        return [(problem.code, problem.line, problem.message) for problem in error.problems]
    return []


def nearest(query: str) -> tuple[str, ...]:
    """Return the names that may have been meant."""
    try:
        ask(query)
    except UnknownName as error:
        return error.suggestions
    return ()
