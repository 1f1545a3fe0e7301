"""What answers each tool: the same question, document and view that the command line has."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from dprkru_timeline.answers.diff import diff_document
from dprkru_timeline.answers.documents import Object
from dprkru_timeline.answers.event import event_object
from dprkru_timeline.answers.lookups import (
    around_document,
    cite_document,
    gap_document,
    info_document,
    stats_document,
)
from dprkru_timeline.answers.tables import claims_table, figures_table, table_document
from dprkru_timeline.chronology import Chronology, Sayings
from dprkru_timeline.edtf.length import parse_span
from dprkru_timeline.errors import UsageError
from dprkru_timeline.mcp.pages import page_of
from dprkru_timeline.mcp.record import Record
from dprkru_timeline.mcp.reply import Reply
from dprkru_timeline.model import Event
from dprkru_timeline.query.find import Found, Moment, find_event, find_moment, window
from dprkru_timeline.query.select import known_by
from dprkru_timeline.render.lines import Line
from dprkru_timeline.session.ask import Question, answered, claims_answered
from dprkru_timeline.session.compare import compare_days
from dprkru_timeline.session.figures import asked_for, chosen_of, figures_asked
from dprkru_timeline.text import shortened

# Entries of each list of a difference, and rows of each list of counts.
_MOST_CHANGES, _MOST_COUNTS = 40, 25
# Events that an error names.
_MOST_MEANT = 10
_Meant = TypeVar("_Meant", Found, Moment)
# How many entries a page has where nobody says how many.
LIMIT, LIMIT_OF_ROWS = 10, 30
Given = Mapping[str, Any]


def question(given: Given) -> Question:
    """Return the query as words, and the day as of which it is asked."""
    words = re.findall(r'(?:[^\s"]|"[^"]*")+|"', given.get("query") or "")
    settings = {"as_of": given["as_of"]} if given.get("as_of") else {}
    return Question(tuple(words), {}, settings)


def _asked(tool: str, given: Given, record: Record) -> list[str]:
    """Return what a cursor belongs to: the question, and the record as it was when it was asked."""
    asked = [f"{name}={value}" for name, value in sorted(given.items()) if name not in ("cursor", "limit")]
    whole = record.whole()
    return [tool, *asked, whole.edition.isoformat(), str(len(whole.events)), str(record.revision)]


def search(record: Record, given: Given) -> Reply:
    """Find events."""
    from dprkru_timeline.answers.documents import document_head
    from dprkru_timeline.render.timeline import timeline_lines

    answer = answered(record.whole(), question(given).query(record.today), command="search")
    shown, cursor = _page_of_events("search", record, given, answer.chronology)
    document = {**document_head(shown), "events": [event_object(shown, event) for event in shown.events]}
    return Reply(shown, document, timeline_lines(shown, 0), shown.events, notes=answer.notes, next_cursor=cursor)


def _page_of_events(tool: str, record: Record, given: Given, found: Chronology) -> tuple[Chronology, str | None]:
    """Return what is shown of an answer, and the cursor for what follows."""
    page = page_of(
        found.events,
        lambda event: event_object(found, event),
        given.get("limit", LIMIT),
        given.get("cursor"),
        _asked(tool, given, record),
    )
    return found.replaced(events=tuple(page.entries)), page.next_cursor


def event(record: Record, given: Given) -> Reply:
    """Tell one event in full."""
    from dprkru_timeline.render.info import infos_lines

    whole = record.whole()
    known = record.known(given.get("as_of"))
    found = _the_only(find_event(known, given["id"], record.today, whole), given["id"])
    page_of([found.event], lambda one: info_document(known, [one]), 1, None, [])  # its size alone
    notes = (found.note,) if found.note else ()
    return Reply(
        known, info_document(known, [found.event]), infos_lines(known, [found.event.id], 0), [found.event], notes=notes
    )


def _the_only(found: _Meant, text: str) -> _Meant:
    """Return an event or moment that was meant, where no other may be: an assistant does not see what a person would.

    Raises:
        UsageError: others fit as well.
    """
    if not found.others:
        return found
    ids = [one.id for one in found.others]
    if found.event:
        ids.insert(0, found.event.id)
    more = f" and {len(ids) - _MOST_MEANT} more" if len(ids) > _MOST_MEANT else ""
    listed = ", ".join(ids[:_MOST_MEANT])
    raise UsageError(f'"{shortened(text)}" may mean {len(ids)} events', f"give one of them: {listed}{more}")


def claims(record: Record, given: Given) -> Reply:
    """Tell who said what."""
    from dprkru_timeline.render.claims import claims_lines

    whole = record.whole()
    answer = claims_answered(whole, question(given).query(record.today), changes=given.get("changes", False))
    found = answer.sayings
    page = page_of(
        found.rows,
        lambda row: table_document(claims_table(Sayings(found.answer, (row,))))["claims"],
        given.get("limit", LIMIT_OF_ROWS),
        given.get("cursor"),
        _asked("claims", given, record),
    )
    shown = Sayings(found.answer, tuple(page.entries))
    return Reply(
        found.answer,
        table_document(claims_table(shown)),
        claims_lines(shown, 0, full=True),
        _events_of(shown),
        notes=answer.notes,
        next_cursor=page.next_cursor,
    )


def figures(record: Record, given: Given) -> Reply:
    """Tell how many, by whose count."""
    from dprkru_timeline.render.figures_table import figures_listed

    whole = record.whole()
    wanted = figures_asked(whole, question(given), record.today)
    answer = claims_answered(whole, wanted.of_claims)
    found = asked_for(wanted, whole, answer.sayings)
    points = chosen_of(wanted, found, latest=given.get("latest", False))
    page = page_of(
        points,
        lambda point: table_document(figures_table(found.answer, [point]))["figures"],
        given.get("limit", LIMIT_OF_ROWS),
        given.get("cursor"),
        _asked("figures", given, record),
    )
    shown = Sayings(found.answer, tuple(point.saying for point in page.entries))
    of = f"{len(page.entries):,} of {len(points):,} figures" if len(page.entries) < len(points) else ""
    return Reply(
        found.answer,
        table_document(figures_table(found.answer, list(page.entries))),
        figures_listed(found, points, page.entries, of),
        _events_of(shown),
        notes=answer.notes,
        next_cursor=page.next_cursor,
    )


def _as_lines(text: str) -> list[Line]:
    return [((line, ""),) for line in text.splitlines()]


def _events_of(found: Sayings) -> list[Event]:
    return list({row.event.id: row.event for row in found.rows}.values())


def around(record: Record, given: Given) -> Reply:
    """Tell what lies before and after."""
    from dprkru_timeline.render.around import around_lines

    whole = record.whole()
    query = question(given).query(record.today)
    span = parse_span(given.get("within") or "30d")
    center = _the_only(find_moment(known_by(whole, query), given["moment"], record.today, whole), given["moment"])
    answer = answered(whole, window(query, center, span), command="search")
    shown, cursor = _page_of_events("around", record, given, answer.chronology)
    notes = (center.note, *answer.notes) if center.note else answer.notes
    return Reply(
        shown,
        around_document(shown, center, span),
        around_lines(shown, center, span, 0),
        shown.events,
        notes=notes,
        next_cursor=cursor,
    )


def gap(record: Record, given: Given) -> Reply:
    """Tell how long it was."""
    from dprkru_timeline.render.gap import gap_lines

    whole = record.whole()
    known = record.known(given.get("as_of"))
    here, there = (
        _the_only(find_moment(known, given[name], record.today, whole), given[name]) for name in ("start", "end")
    )
    events = [moment.event for moment in (here, there) if moment.event]
    return Reply(
        known,
        gap_document(known, here, there),
        gap_lines(known, here, there, 0),
        events,
        with_sources=True,
        notes=tuple(moment.note for moment in (here, there) if moment.note),
    )


def stats(record: Record, given: Given) -> Reply:
    """Count."""
    from dprkru_timeline.render.stats import stats_lines

    answer = answered(record.whole(), question(given).query(record.today), in_time_order=True, command="search")
    document, notes = stats_document(answer.chronology), list(answer.notes)
    for name in ("actors", "themes"):
        rows = document[name]
        if len(rows) > _MOST_COUNTS:
            document[name] = sorted(rows, key=lambda row: -row["events"])[:_MOST_COUNTS]
            notes.append(f"the {_MOST_COUNTS} {name} with most events, of {len(rows)}")
    return Reply(answer.chronology, document, stats_lines(answer.chronology, 0), notes=tuple(notes))


def cite(record: Record, given: Given) -> Reply:
    """Cite the sources of an event, or the chronology itself."""
    from dprkru_timeline.formats import references
    from dprkru_timeline.render.cite import citations, cite_lines

    whole = record.whole()
    known = record.known(given.get("as_of"))
    style, wanted = given.get("style", "chicago"), (given.get("id") or "").strip()
    if known.as_of and not wanted:
        raise UsageError("the chronology itself has no as_of", "name an event, or leave as_of out")
    found = [_the_only(find_event(known, wanted, record.today, whole), wanted)] if wanted else []
    events = [one.event for one in found]
    cited = citations(known, events, style)
    if style in ("chicago", "apa"):
        lines = list(cite_lines(cited, 0))
    else:
        lines = _as_lines(references(style, [(one.item, one.when) for one in cited]))
    texts = [(one.item, " ".join(filter(None, (one.text, one.address)))) for one in cited]
    notes = tuple(one.note for one in found if one.note)
    return Reply(known, cite_document(known, style, texts, events), lines, events, notes=notes)


def diff(record: Record, given: Given) -> Reply:
    """Tell what became known between two days."""
    from dprkru_timeline.render.diff import diff_lines

    try:
        made = compare_days(record.whole(), given["as_of_a"], given.get("as_of_b") or None, record.today)
    except UsageError as error:
        if " is after --to " not in error.message:
            raise
        raise UsageError("as_of_a is after as_of_b", "give the earlier day as as_of_a") from None
    found, notes = made.difference, list(made.notes)
    for name in found._fields[2:]:
        rows = getattr(found, name)
        if len(rows) > _MOST_CHANGES:
            found = found._replace(**{name: rows[:_MOST_CHANGES]})
            notes.append(f"the first {_MOST_CHANGES} of {len(rows):,} under {name}: ask for fewer days")
    document = diff_document(found)
    document["summary"] = made.difference.line
    ids = _ids_in(document)
    events = [one for one in map(made.chronology.get, ids) if one]
    return Reply(
        made.chronology,
        document,
        diff_lines(made.chronology, made.difference, 0),
        events,
        with_sources=True,
        notes=tuple(notes),
    )


def _ids_in(document: Object) -> list[str]:
    """Return the ids of the events that a difference names, in its order."""
    found: dict[str, None] = {}
    for rows in document.values():
        if not isinstance(rows, list):
            continue
        for row in rows:
            event_ = row.get("event", row)
            one = event_ if isinstance(event_, str) else event_.get("id")
            if one:
                found[one] = None
    return list(found)
