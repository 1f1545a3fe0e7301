"""Ask the server for assistants ten questions of a briefing, as an assistant does, and write down what comes back.

    python tools/assistant.py           write the questions and answers in docs/assistants.md anew
    python tools/assistant.py --check   say whether they are out of date, and end with 1

It needs the extra mcp: the official client starts ``timeline mcp`` and asks it over its standard input. What stands in
an answer comes from the structured content alone: a line an event, claim or number, its words of doubt, one source.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "assistants.md"
_MADE = re.compile(r"(<!-- transcript -->).*?(<!-- /transcript -->)", re.DOTALL)


class Question(NamedTuple):
    """What a person asks, what an assistant makes of it, and what must be in the answer."""

    asked: str
    tool: str
    given: dict[str, Any]
    known: tuple[str, ...]


QUESTIONS = (
    Question(
        "Whom has Kim Jong Un received from Russia in June 2025?",
        "search",
        {"query": "actor:kim-jong-un actor:russia form:meeting,visit place:dprk-territory on:2025-06"},
        ("4 June 2025: Shoigu meets Kim", "17 June 2025: Shoigu meets Kim again"),
    ),
    Question(
        "How many North Korean soldiers have been killed, and who counts?",
        "figures",
        {"query": "killed", "latest": True},
        ("South Korean intelligence (NIS), 2 September 2025: about 2,000", "Reuters", "more than 6,000 (doubtful"),
    ),
    Question(
        "How many containers has North Korea sent?",
        "figures",
        {"query": "containers", "latest": True},
        ("White House", "South Korea"),
    ),
    Question(
        "Has Pyongyang denied arms deals, and in which words?",
        "claims",
        {"query": 'by:dprk theme:arms ("arms deal" or "arms dealings" or "no weapons" or absurd or groundless)'},
        ("21 September 2022", "23 December 2022", "11 January 2024", "17 May 2024", "denies it"),
    ),
    Question(
        "What did Moscow say of the troops before it acknowledged them?",
        "claims",
        {"query": "by:russia id:kursk-deployment until:2025-04-26"},
        ("10 October 2024, Dmitry Peskov denies it", "26 April 2025, Valery Gerasimov confirms it"),
    ),
    Question(
        "What could be said of the deployment on 12 October 2024?",
        "event",
        {"id": "kursk-deployment", "as_of": "2024-10-12"},
        ("disputed: 1 says so, 1 denies, last 10 October 2024",),
    ),
    Question(
        "How long was it from the deployment to Russia's acknowledgment?",
        "gap",
        {"start": "kursk-deployment", "end": "gerasimov-acknowledgment"},
        ("at least 177 days, at most 207 days", "26 April 2025"),
    ),
    Question(
        "What changed in April 2025?",
        "diff",
        {"as_of_a": "2025-04-01", "as_of_b": "2025-05-01"},
        ("disputed → confirmed", "Valery Gerasimov on 26 April 2025"),
    ),
    Question(
        "A footnote for the veto, please, in APA style.",
        "cite",
        {"id": "panel-veto", "style": "apa"},
        ("(2024, March 28)", "https://press.un.org/en/2024/sc15648.doc.htm"),
    ),
    Question(
        "What happened in October 2026?",
        "search",
        {"query": "on:2026-10"},
        ("nothing so late is in it: sources were searched up to 16 March 2026",),
    ),
)


def asked() -> list[dict[str, Any]]:
    """Return what the server answers to each question, as structured content."""
    import anyio
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    environment = {**os.environ, "TIMELINE_TODAY": "2026-11-30"}
    server = StdioServerParameters(command=sys.executable, args=["-m", "dprkru_timeline", "mcp"], env=environment)

    async def ask() -> list[dict[str, Any]]:
        found = []
        async with Client(stdio_client(server)) as client:
            for one in QUESTIONS:
                answer = await client.call_tool(one.tool, one.given)
                if answer.is_error:
                    raise SystemExit(f"{one.asked} {answer.content}")
                found.append(answer.structured_content)
        return found

    return anyio.run(ask)


def lines_of(tool: str, found: dict[str, Any]) -> Iterator[str]:
    """Return the lines of an answer: each with what it rests on."""
    answer, words = found["answer"], found["status_words"]
    rows = {"figures": _figures, "claims": _claims, "cite": _citations, "diff": _changes, "gap": _gap}.get(
        tool, _events
    )
    lines = list(rows(answer, words, found))
    yield from lines or ["Nothing is found."]
    yield from (f"Note: {note}." for note in found["notes"])
    if tool != "cite":
        record = found["record"]
        known = f"as known on {record['as_of']}" if record["as_of"] else f"sourced until {record['sourced_until']}"
        yield f"({record['title']}, edition of {record['edition']}, {known}.)"


def _source(sources: list[dict[str, Any]]) -> str:
    """Return the first source that has an address, or else the first."""
    one = next((source for source in sources if source.get("url")), sources[0])
    title = f" “{one['title']}”" if one.get("title") else ""
    return f"{one['publisher']},{title} <{one['url']}>" if one.get("url") else f"{one['publisher']},{title}"


def _addressed(found: dict[str, Any], event_id: str) -> str:
    """Return the first source with an address of an event, from those beside the answer."""
    named = [found["sources"][one] for one in found["sources_of"][event_id]]
    one = next((source for source in named if source["url"]), named[0])
    return f"{one['text']} <{one['url']}>"


def _events(answer: Any, words: Any, _found: Any) -> Iterator[str]:
    for event in answer["events"]:
        mark = "" if words[event["id"]] == "confirmed" else f" ({words[event['id']]})"
        yield f"{event['date_text']}: {event['title']}{mark}. {_source(event['sources'])}"


def _figures(answer: Any, _words: Any, _found: Any) -> Iterator[str]:
    for one in answer["figures"]:
        why = f": {one['why']}" if one["why"] else ""
        doubt = f" (doubtful{why})" if one["doubtful"] else ""
        cited = f", citing {one['via']}" if one["via"] else ""
        said = f"{one['by_name']}{cited}, {one['said_text']}: {one['wording']}{doubt}"
        yield f"{said}. {one['publisher']}, <{one['url']}>"


def _claims(answer: Any, _words: Any, _found: Any) -> Iterator[str]:
    for one in answer["claims"]:
        yield f"{one['date_text']}, {one['by_name']} {one['does']}: {one['says']} {one['publisher']}, <{one['url']}>"


def _citations(answer: Any, _words: Any, _found: Any) -> Iterator[str]:
    yield answer["citations"][0]["text"]


def _changes(answer: Any, words: Any, found: Any) -> Iterator[str]:
    for one in answer["statuses"]:
        event = one["event"]
        why = f", {one['why']}" if one["why"] else ""
        said = _addressed(found, event["id"])
        yield f"{event['date_text']}: {event['title']}: {one['was']} → {one['now']}{why}. {said}"
    first = answer["added"][0]
    said = f"{first['title']} ({words[first['id']]}). {_addressed(found, first['id'])}"
    yield f"{len(answer['added'])} new events, the first: {said}"


def _gap(answer: Any, words: Any, found: Any) -> Iterator[str]:
    least, most = answer["gap"]["least"], answer["gap"]["most"]
    yield f"at least {_days(least)}, at most {_days(most)}"
    for end in ("from", "to"):
        one = answer[end]
        yield f"{one['date_text']}: {one['title']} ({words[one['event']]}). {_addressed(found, one['event'])}"


def _days(length: Any) -> str:
    return f"{length['total_days']} days" if length else "not known"


def transcript() -> str:
    """Return questions, calls and answers as Markdown."""
    parts = []
    for one, found in zip(QUESTIONS, asked(), strict=True):
        call = f"`{one.tool}` {json.dumps(one.given, ensure_ascii=False)}".replace('`" ', "`")
        answer = "\n".join(f"> {line}  " for line in lines_of(one.tool, found))
        parts.append(f"**{one.asked}**\n\n{call}\n\n{answer}\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page anew, or check it."""
    before = PAGE.read_text(encoding="utf-8")
    after = _MADE.sub(lambda match: f"{match[1]}\n\n{transcript()}\n{match[2]}", before)
    if "--check" in sys.argv[1:]:
        print("docs/assistants.md is out of date: python tools/assistant.py" if before != after else "up to date")
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
