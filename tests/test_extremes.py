"""Every command, view and format on what holds nothing, one bare event, and all that an event file can hold.

What is tried is read from the program's own tables, so a new view, format or option is tried as it comes. A new
command or option of free text has no values to be read: it fails by name until a row below gives it some.
"""

import inspect
import itertools
import json
import re
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer.main
import typer.models

from dprkru_timeline import model
from dprkru_timeline.answers.schemas import NAMES
from dprkru_timeline.cli.app import build_app
from dprkru_timeline.cli.brief import Format as BriefFormat
from dprkru_timeline.cli.chart import By, Per
from dprkru_timeline.cli.chart import View as ChartView
from dprkru_timeline.cli.commands import COMMANDS
from dprkru_timeline.cli.options import FILES, QUERY
from dprkru_timeline.cli.topics import TOPICS
from dprkru_timeline.derive.stats import LISTS
from dprkru_timeline.formats import FORMATS
from dprkru_timeline.query.expr import FIELDS, MISSING, SETTINGS
from dprkru_timeline.query.parse import CLOSED
from dprkru_timeline.store import schema
from dprkru_timeline.store.load import load_checked
from dprkru_timeline.store.rules import RULES
from dprkru_timeline.text import visible
from dprkru_timeline.words.columns import COLUMNS
from tests.conftest import Result, Run

Words = tuple[str, ...]
Document = dict[str, Any]

# Three chronologies.

HEAD: Document = {"title": "T", "edition": date(2025, 12, 31)}
EMPTY: Document = {"schema": 1, "chronology": HEAD}
BARE: Document = {
    **EMPTY,
    "actors": {"a": {"name": "A", "kind": "state"}},
    "sources": {"s": {"publisher": "P", "kind": "news", "url": "https://example.org"}},
    "events": [
        {
            "id": "bare",
            "date": "2024",
            "title": "T",
            "summary": "S",
            "kind": "event",
            "actors": ["a"],
            "sources": ["s"],
        }
    ],
}
# Scripts of every width and direction but the forbidden marks, markup of every format, formulas, and no place to break.
ODD = (
    "북한 노동자 Корейские рабочие e\u0301 ＡＢ 漢字仮名 🇰🇵 👩‍👩‍👧 ก็ עברית العربية =1+1 @x [b]x[/] <b>&amp; | * _ ` "
    "$x$ \\ % # {} ~ ^ \" ' , ; : 1. - + https://example.org/?a=1&b=(2)|3 "
) + "x" * 50
# Every kind of date, within a lifetime: a chart of months is drawn over all of it, in each of its runs.
DATES = (
    *(
        "1953-07-27",
        "2024",
        "2024-XX",
        "2024-02-29",
        "2024-22",
        "2024-41",
        "201X",
        "2024-10-XX",
        "2024-10~",
        "2024-10-08%",
    ),
    *(
        "?2024-10",
        "[..1953-07-27]",
        "[2024-10-08,2024-10-11..2024-10-13]",
        "{2024-10,2025-10}",
        "2024-10/..",
        "../2024-10",
    ),
    *("2024-11/", "/2024-11", "2024-10-08/2024-10-13", "2049-12-31"),
)
# Every form of an amount, the least and the largest number, own words and reasons.
AMOUNTS: tuple[str | dict[str, str], ...] = (
    *("0", "1", "600~", "10000..12000", "10000..", "..6000", ">14", "<5000", "600~?", "34.4", "0.000001"),
    *("999999999999999", "0..999999999999999?", "1500000", "4200000..5800000~"),
    {"value": "200..999?", "words": f"several hundred {ODD}"},
    {"value": "6000..?", "why": f"others give it for both {ODD}"},
    {"value": "600?", "words": "some hundreds", "why": ODD},
)
FIRST_AND_LAST = (
    "0001-01-01",
    "0001",
    "../0001-01-01",
    "0001-01-01/9999-12-31",
    "9999-12-31",
    "9999-XX",
    "9999-12-31/..",
)


def long(size: int, begin: str = "") -> str:
    return (begin + ODD * (size // len(ODD) + 1))[: size - 1].strip() + "."


def id_of(name: str, number: int) -> str:
    """Return an id of the most characters that one may have."""
    return f"{name}-{number:02}-".ljust(64, "x")


DOCUMENTS = (model.SourceKind.UN_DOCUMENT, model.SourceKind.TREATY_TEXT, model.SourceKind.OFFICIAL)


def full(*, line: int = 90, block: int = 200) -> Document:
    """Return a chronology with every field filled, every word of every closed set, and every kind of date.

    The first event has as much of everything as there is; the others are there for its links, with the other words.
    """
    actors = {
        id_of("actor", number): {
            "name": long(line, f"Actor {number}"),
            "kind": kind.value,
            "aliases": [f"Alias {one} of {number} {ODD}" for one in range(3)],
            "part_of": id_of("actor", number + 1),
            "role": f"A role.\n\n{long(block)}",
            "members": [id_of("actor", number + 1)],
            "offices": [{"title": long(line), "since": "0001", "until": "2024-XX"}, {"title": "?", "since": "/2024"}],
            "same_as": f"Q{number + 1}" + "0" * 11,
            "imo": "9074729",
            "ofac": "9999999999",
        }
        for number, kind in enumerate(model.ActorKind)
    }
    del actors[max(actors)]["part_of"], actors[max(actors)]["members"]
    places = {
        id_of("place", number): {
            "name": long(line, f"Place {number}"),
            "aliases": [f"Alias of {number} {ODD}"],
            "part_of": id_of("place", number + 1),
            "coordinates": coordinates,
            "same_as": f"Q{number + 1}",
        }
        for number, coordinates in enumerate(([90, 180], [-90.0, -180.0], [0, 0], [-0.0, 1e-300]))
    }
    del places[max(places)]["part_of"]
    themes = {
        id_of("theme", number): {
            "name": long(line, f"Theme {number}"),
            "description": f"A theme.\n\n{long(block)}",
            "aliases": [f"Alias of {number} {ODD}"],
            "finding": {"text": long(line), "date": date.max},
        }
        for number in range(4)
    }
    measures = {
        id_of("measure", number): {
            "name": long(line, f"Measure {number}"),
            "unit": long(line // 2, f"units {number}"),
            "counts": counts,
            "description": f"What is counted.\n\n{long(block)}",
            "aliases": [f"Alias of {number} {ODD}"],
            "part_of": id_of("measure", number + 1),
        }
        for number, counts in enumerate(model.COUNTS)
    }
    del measures[max(measures)]["part_of"]
    sources = {
        id_of("source", number): {
            "publisher": f"{long(line // 2, f'Publisher {number}')} via {long(line // 2)}",
            "kind": kind.value,
            "title": long(line, f"Title {number}"),
            "date": DATES[-number],
            "url": f"https://example.org:65535/{'a' * line}?b={number}&c=(d)|e#f",
            "language": "ko",
            "accessed": date.max,
            "archive": f"http://[2001:db8::1]/{'a' * line}/{number}",
            "retracted": date.max,
            "seen": model.SEEN[number % len(model.SEEN)],
            **({"symbol": long(line)} if kind in DOCUMENTS else {}),
        }
        for number, kind in enumerate(model.SourceKind)
    }
    stances, kinds, statuses = list(model.Stance), list(model.EventKind), list(model.Status)
    others = [
        {
            "id": id_of("event", number),
            "date": when,
            "title": f"Event {number}",
            "summary": "A summary.",
            "kind": kinds[number % len(kinds)].value,
            "actors": list(actors)[number % len(actors) :],
            "status": statuses[number % len(statuses)].value,
            "sources": list(sources)[number % len(sources) :],
            "themes": list(themes)[number % len(themes) :],
            "places": list(places)[number % len(places) :],
            "form": model.FORMS[number % len(model.FORMS)],
        }
        for number, when in zip(range(max(len(DATES), len(model.FORMS))), itertools.cycle(DATES), strict=False)
    ]
    first = {
        "id": id_of("first", 0),
        "date": "2024-06-19",
        "title": long(line, "The first "),
        "summary": f"A summary.\n\n{long(block)}\n- a dash\n# a hash",
        "kind": "statement",
        "form": "meeting",
        "actors": list(actors),
        "status": "disputed",
        "sources": list(sources),
        "date_basis": long(line),
        "key": True,
        "doers": list(actors),
        "themes": list(themes),
        "places": list(places),
        "about_places": list(places),
        "note": f"For me.\n\n{long(block)}",
        "imported": {"from": "한글.csv", "key": "=1", "row": "0123456789ab", "made": "title:0123ab date:0123ab"},
        "known_as": [{"title": long(line), "until": date.max}],
        "corrections": [{"day": date.min, "was": f"It said.\n\n{long(block)}", "why": long(block)}],
        "record": next(iter(sources)),
        "verified": date.min,
        "claims": [
            {
                "by": actor,
                "stance": stances[place % len(stances)].value,
                "says": f"It says.\n\n{long(block // 2)}",
                "date": when,
                "source": source,
                "locator": long(line // 2),
                "via": long(line // 2),
                "basis": model.BASES[place % len(model.BASES)],
                "amounts": {
                    measure: AMOUNTS[(place + at) % len(AMOUNTS)]
                    for at, measure in enumerate(list(measures)[place % len(measures) :])
                },
                "amounts_as_of": DATES[-1 - place % len(DATES)],
            }
            for place, (actor, source, when) in enumerate(
                zip(itertools.repeat(next(iter(actors))), itertools.cycle(sources), sorted(DATES), strict=False)
            )
        ],
        "links": [{"rel": rel.value, "to": other["id"]} for rel, other in zip(model.Rel, others, strict=False)],
    }
    head = {
        "title": long(line),
        "edition": date.max,
        "sourced_until": date.max,
        "description": f"What it is.\n\n{long(block)}",
        "license": long(line),
        "avoid": [long(line), "mercenar*"],
    }
    bare: Document = {**BARE["events"][0], "actors": [next(iter(actors))], "sources": [next(iter(sources))]}
    return {
        "schema": 2,
        "chronology": head,
        "actors": actors,
        "themes": themes,
        "places": places,
        "measures": measures,
        "sources": sources,
        "events": [first, *others, bare],
    }


FULL = full()
# More than a cell of a workbook holds, and lines that no screen does.
VAST = {
    **BARE,
    "chronology": {**HEAD, "title": long(5_000)},
    "actors": {"a": {"name": long(5_000), "kind": "state"}},
    "sources": {
        "s": {"publisher": long(5_000), "kind": "news", "title": long(5_000), "url": f"https://a.org/{'a' * 9_000}"}
    },
    "events": [{**BARE["events"][0], "title": long(5_000), "summary": long(33_000)}],
}
# All years that there are, in a file that is small otherwise.
AGES = {
    **BARE,
    "events": [
        *BARE["events"],
        *({**BARE["events"][0], "id": f"age-{number}", "date": when} for number, when in enumerate(FIRST_AND_LAST)),
    ],
}
CHRONOLOGIES: Mapping[str, Document] = {"empty": EMPTY, "bare": BARE, "full": FULL}
BEYOND: Mapping[str, Document] = {"vast": VAST, "ages": AGES}
FIRST = {"full": id_of("first", 0), "ages": "age-0"}


def toml(document: Document) -> str:
    """Return an event file: what is a table in a table or in an array becomes a table, all else an inline value."""
    lines: list[str] = []
    for name, value in document.items():
        if name == "events":
            for event in value:
                lines += ["[[events]]", *_keys(event)]
                for nested in schema.NESTED:
                    for one in event.get(nested, ()):
                        lines += [f"[[events.{nested}]]", *_keys(one)]
        elif name in schema.VOCABULARIES:
            for key, entry in value.items():
                lines += [f"[{name}.{key}]", *_keys(entry)]
        elif isinstance(value, dict):
            lines += [f"[{name}]", *_keys(value)]
        else:
            lines.append(f"{name} = {value}")
    return "\n".join(lines) + "\n"


def _keys(table: Document) -> Iterator[str]:
    for key, value in table.items():
        if key not in schema.NESTED:
            yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("extremes")
    found = {}
    for name, document in {**CHRONOLOGIES, **BEYOND}.items():
        found[name] = folder / f"{name}.toml"
        found[name].write_text(toml(document), encoding="utf-8")
        load_checked([str(found[name])])  # all of it is what the loader allows
    return found


TABLES = {**schema.VOCABULARIES, **{name: keys for name, (_, keys) in schema.NESTED.items()}, "events": schema.EVENT}


def tables_of(document: Document) -> dict[str, list[Document]]:
    """Return the tables of each kind."""
    found = {name: list(document.get(name, {}).values()) for name in schema.VOCABULARIES}
    found["events"] = document.get("events", [])
    for name in schema.NESTED:
        found[name] = [one for event in found["events"] for one in event.get(name, ())]
    return found


def test_the_bare_event_has_no_key_that_could_be_left_out_and_the_full_ones_have_every_key() -> None:
    bare, all_of_it = tables_of(BARE), tables_of(FULL)
    for name, keys in {**TABLES, "chronology": schema.CHRONOLOGY}.items():
        least = {key for key, row in keys.items() if row.required}
        bare_ones = [HEAD] if name == "chronology" else bare[name]
        assert all(set(one) - {"url"} == least for one in bare_ones), name  # a source has an address or a title
        full_ones = [FULL["chronology"]] if name == "chronology" else all_of_it[name]
        within = {"events": schema.NESTED, **schema.IN_ENTRIES}.get(name, ())
        own = set(keys) - {"extends"}  # which is of several files
        assert {key for one in full_ones for key in one} == own | set(within), (
            f"give FULL a value of each key of {name}"
        )


def test_the_full_chronology_has_every_word_of_every_closed_set() -> None:
    text = toml(FULL)
    sets = [one for one in vars(model).values() if inspect.isclass(one) and issubclass(one, StrEnum)]
    words = {word.value for one in sets if one is not StrEnum for word in one}
    words |= {*model.FORMS, *model.BASES, *model.SEEN, *model.COUNTS}
    assert {word for word in words if f'= "{word}"' not in text} == set()


# What is tried: read from each command's own parameters.

# Of each command, what it is asked about, where {first} is an event; a new command fails until it has a row.
ASKED_ABOUT: Mapping[str, list[Words]] = {
    "show": [()],
    "info": [("{first}",), ("*",), ("bare", "{first}"), ("2024",), ("-",)],
    "claims": [()],
    "figures": [(), ("measure-*",), ("figure:measure-*",)],
    "around": [("{first}",), ("2024-10",), ("bare", "--within", "9999y"), ("9999-12-31",), ("0001-01-01",)],
    "on": [(), ("29 feb",), ("2024-10",), ("9999-12-31",), ("0001-01-01",)],
    "gap": [("{first}", "bare"), ("bare", "today"), ("0001-01-01", "9999-12-31"), ("../2024", "{first}")],
    "list": [(name,) for name in LISTS],
    "stats": [()],
    "chart": [()],
    "brief": [()],
    "sql": [()],
    "links": [()],
    "cite": [(), ("{first}",), ("*",), ("bare",), ("-",)],
    "export": [()],
    "check": [(), ("{file}", "{file}")],
    "fmt": [("--upgrade", "{file}"), ("--check", "{file}")],
    "diff": [("{file}",), ("--as-of", "0001-01-01"), ("--as-of", "2024-10-20"), ("{file}", "builtin")],
    "schema": [(name,) for name in NAMES],
    "config": [()],
    "help": [(), *((topic,) for topic in (*TOPICS, *COMMANDS))],
}
# Of each option of free text, the values that matter; where to write is tried apart.
VALUES: Mapping[tuple[str, str], list[str]] = {
    ("show", "columns"): [one.name for one in COLUMNS] + [",".join(one.name for one in COLUMNS)],
    ("export", "columns"): ["id", "claims,id"],
    ("export", "title"): ["&G <b>T</b>"],
    ("export", "marking"): ["&G <b>M</b>"],
    ("brief", "title"): ["&G <b>T</b>"],
    ("brief", "marking"): ["&G <b>M</b>"],
    ("sql", "table"): ["x", "lake.public.events"],
    ("check", "entry"): ["{first}", "bare", "sources.s", "actors.a"],
    ("figures", "of"): ["measure-*"],
    ("figures", "format"): [one.name for one in FORMATS if one.has_tables],
    ("around", "within"): ["0d", "1w", "3mo", "999999999y"],
    ("export", "format"): [one.name for one in FORMATS],
    ("chart", "title"): ["", "T", "한글 <b> $x$ " * 99],
    ("diff", "as_of"): [],
    ("diff", "to"): [],
    ("diff", "asked"): ["", "actor:*"],
    ("check", "select"): [*{code[:2] for code in RULES}, "W305", "E1,W3"],
    ("check", "ignore"): [*{code[:2] for code in RULES}, "E1,W3"],
    ("check", "explain"): [*RULES, "all"],
}
WHERE_TO = ("output", "force")
ASKS_ELSEWHERE = ("save", "most", "to")  # another machine, and writes what it answers: tests/cli/test_links.py
NUMBERS = ("1", "1000000")


class Choice(NamedTuple):
    """An option or argument of a command, and the words that give each of its values."""

    name: str
    ways: list[Words]
    closed: bool  # one of a closed set, tried with all the others


def choices(command: str) -> Iterator[Choice]:
    """Yield what a command can be told besides the query and its files."""
    parameters = inspect.signature(COMMANDS[command].function()).parameters
    for name, parameter in parameters.items():
        if name in (*WHERE_TO, *ASKS_ELSEWHERE) or (
            name in {**QUERY, **FILES} and parameter.annotation in {**QUERY, **FILES}.values()
        ):
            continue
        kind, info = typing.get_args(parameter.annotation)[:2]
        kinds = [one for one in typing.get_args(kind) or (kind,) if one is not type(None)]
        closed = next((one for one in kinds if inspect.isclass(one) and issubclass(one, Enum)), None)
        if isinstance(info, typer.models.ArgumentInfo):
            if closed:
                yield Choice(name, [(str(one.value),) for one in closed], closed=True)
            continue
        names = [one for one in info.param_decls or () if one.startswith("--")] or [f"--{name.replace('_', '-')}"]
        if closed:
            yield Choice(name, [(names[0], str(one.value)) for one in closed], closed=True)
        elif bool in kinds:
            yield Choice(name, [(one,) for one in names[0].split("/")], closed=False)
        elif int in kinds:
            yield Choice(name, [(names[0], one) for one in NUMBERS], closed=False)
        else:
            assert (command, name) in VALUES, f"give VALUES what to try of {command} {names[0]}"
            is_format = (command, name) == ("export", "format")
            yield Choice(name, [(names[0], one) for one in VALUES[command, name]], closed=is_format)


def ways_to_ask(command: str) -> list[Words]:
    """Return the options of a command: all closed sets with each other, and each other value once with the usual."""
    assert command in ASKED_ABOUT, f"give ASKED_ABOUT what {command} is asked about"
    found = list(choices(command))
    together = [
        tuple(itertools.chain(*one)) for one in itertools.product(*([(), *way.ways] for way in found if way.closed))
    ]
    others = [way for one in found if not one.closed for way in one.ways]
    # A number such as --top matters in every view.
    alone = [(*one, *way) for way in others for one in (together if way[-1] in NUMBERS else [()])]
    return list(dict.fromkeys([(), *together, *alone]))


def of_closed_set(field: str, takes: str) -> list[Words]:
    return [(f"{field}:{word}",) for word in CLOSED[takes]]


AS_OF = ("0001-01-01", "2024-10-12", "today")
# Questions that leave an answer, or a field of all its events, empty.
QUESTIONS: list[Words] = [
    *((f"missing:{what}",) for what in MISSING),
    *(way for field in FIELDS.values() if field.takes in CLOSED for way in of_closed_set(field.name, field.takes)),
    *(way for field in SETTINGS.values() if field.takes in CLOSED for way in of_closed_set(field.name, field.takes)),
    *((f"{field}:1",) for field, row in SETTINGS.items() if row.takes == "number"),
    *((f"{field}:{when}",) for field in ("since", "until", "on") for when in ("0001-01-01", "9999", "2024/..")),
    *(("--as-of", day) for day in AS_OF),
    ("nothing has this word",),
]
# How an answer is written, to be tried with each thing that is asked.
COLORED: Words = ("--color", "always")
HOW: list[Words] = [*(("--width", width) for width in ("40", "0", "2000", "9" * 30)), COLORED, ("--json",)]


def as_written(words: Words, chronology: str, file: Path) -> list[str]:
    return [word.format(first=FIRST.get(chronology, "bare"), file=file) if "{" in word else word for word in words]


def tried(command: str, chronology: str) -> Iterator[Words]:
    """Yield the words to run a command with: every way to ask, and every question in some of them."""
    ways = ways_to_ask(command)
    abouts = ASKED_ABOUT[command]
    yield from ((*about, *way) for about in abouts for way in ways)
    yield from ((*about, *how) for about in abouts[:5] for how in (HOW if chronology != "empty" else HOW[-1:]))
    if not COMMANDS[command].takes_query:
        days = (("--as-of", day) for day in AS_OF if command in ("info", "gap", "cite"))
        yield from ((*about, *day, *how) for day in days for about in abouts for how in (*ways, ("--json",)))
        return
    drawn = [
        way for way in ways if command == "chart" and "--per" not in way and way[-1:] not in [(one,) for one in NUMBERS]
    ]
    for place, question in enumerate(QUESTIONS):
        # Of many ways each question gets some, and each way some of the questions; of what is missing, each chart.
        some = [ways[place % len(ways)], *([("--json",)] if place % 3 == 0 else [])]
        more = drawn if drawn and place < len(MISSING) and chronology != "empty" else some
        yield from ((*abouts[0], *question, *way) for way in [(), *more])


OF_NO_FILE = ("schema", "config", "help")  # they read no event file
OF_SERVING = ("mcp",)  # it answers until its input ends: tests/test_mcp.py, tests/consumers/test_assistants.py
OF_WRITING = (
    "pack",
    "site",
    "new",
    "add",
    "edit",
    "import",
    "merge-driver",
)  # they change a file: tests/cli tries them


# What must hold of every run.

# How the formats begin that are no text.
BINARY = {"sqlite": "SQLite format 3\0", "xlsx": "PK", "docx": "PK", "parquet": "PAR1"}
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


def fault(words: Sequence[str], result: Result) -> str:
    """Return what is wrong with a run, whatever it was asked."""
    if result.code not in (0, 1, 2):
        return f"exit code {result.code}"
    for word in ("internal error", "Traceback"):
        if word in result.err or word in result.out:
            return result.err or f"{word} in what it wrote"
    if result.code == 2 and (result.out or not result.err):
        return f"wrong usage, with {result.err!r} on standard error and {result.out[:200]!r} on standard output"
    if result.code == 1 and not result.err + result.out:
        return "failed without a word"
    if result.out.startswith(tuple(BINARY.values())):
        return ""
    out = _COLOR.sub("", result.out) if COLORED[0] in words else result.out
    shown = out.replace("\r\n", "\n").replace("\t", " ").removeprefix("\ufeff")
    if "--json" in words and words[0] in NAMES and result.code == 0:
        try:
            json.loads(result.out)
        except ValueError as error:
            return f"JSON that can't be read: {error}"
    if visible(shown) != shown:
        return f"a character that can act on a screen: {visible(shown)[:200]}"
    return ""


def faults(
    run: Run, file: Path, runs: Iterator[list[str]], also: Callable[[list[str], Result], str] | None = None
) -> list[str]:
    """Return the command lines that end badly, each with what happened."""
    found = []
    for words in runs:
        try:
            result = run(*words, file=file, stdin=b"")
            what = fault(words, result) or (also(words, result) if also else "")
        except AssertionError as error:  # what is not our own on standard error
            what = f"standard error: {error}"
        if what:
            found.append(f"timeline {' '.join(words)}\n    {what}")
    return found


def told(found: list[str]) -> str:
    return f"{len(found)} command lines\n" + "\n".join(found[:40])


def test_every_row_is_of_a_command_that_there_is_and_every_command_has_one() -> None:
    assert set(ASKED_ABOUT) == set(COMMANDS) - {*OF_WRITING, *OF_SERVING}, (
        "give ASKED_ABOUT what a new command is asked about"
    )
    assert {name for name, _ in VALUES} <= set(COMMANDS)


@pytest.fixture
def asked(run: Run, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program as `run` does, but read each file and build each parser once in all: other tests try those."""
    monkeypatch.setattr("dprkru_timeline.store.load.load_checked", lambda names, _today: _read(tuple(names)))
    monkeypatch.setattr(
        "dprkru_timeline.cli.app.build_app", lambda names, *, only_told: _app(tuple(names), only_told=only_told)
    )
    monkeypatch.setattr("typer.main.get_command", _parser)
    return run


@cache
def _read(names: Words) -> Any:
    return load_checked(names)


_app = cache(build_app)
_parser = cache(typer.main.get_command)


@pytest.mark.thorough
@pytest.mark.parametrize("chronology", CHRONOLOGIES)
@pytest.mark.parametrize("command", ASKED_ABOUT)
def test_every_way_to_ask(asked: Run, files: dict[str, Path], command: str, chronology: str) -> None:
    if command in OF_NO_FILE and chronology != "empty":
        return
    file = files[chronology]
    runs = ([command, *as_written(words, chronology, file)] for words in dict.fromkeys(tried(command, chronology)))
    assert not (found := faults(asked, file, runs)), told(found)


@pytest.mark.thorough
@pytest.mark.parametrize("chronology", BEYOND)
@pytest.mark.parametrize("command", [name for name in ASKED_ABOUT if name not in OF_NO_FILE])
def test_texts_without_end_and_all_years_that_there_are(
    asked: Run, files: dict[str, Path], command: str, chronology: str
) -> None:
    file = files[chronology]
    ways = ways_to_ask(command)
    about = ASKED_ABOUT[command]
    words = [*about, *((*about[0], *way) for way in ways[1::9]), (*about[0], "--json")]
    runs = ([command, *as_written(one, chronology, file)] for one in words)
    assert not (found := faults(asked, file, runs)), told(found)


@pytest.mark.thorough
@pytest.mark.parametrize("chronology", CHRONOLOGIES)
def test_where_letters_are_few(asked: Run, files: dict[str, Path], chronology: str) -> None:
    """In a locale that has ASCII only, or Latin letters, no text is lost to an error, and none is out of it."""
    found = []
    for command, encoding in itertools.product(set(ASKED_ABOUT) - {"export"}, ("ascii", "latin-1", "cp949")):
        for about in ASKED_ABOUT[command][:3]:
            words = [command, *as_written(about, chronology, files[chronology])]
            result = asked(
                *words,
                file=files[chronology],
                encoding=encoding,
                stdin=b"",
            )
            if what := fault(words, result):
                found.append(f"{encoding}: timeline {' '.join(words)}\n    {what}")
    assert not found, told(found)


# To files.


def outputs(command: str, chronology: str) -> Iterator[Words]:
    """Yield questions with options by which a command writes to a file."""
    questions: list[Words] = [(), ("missing:place",), ("missing:theme",), ("key:yes",), ("--as-of", "0001-01-01")]
    match command:
        case "export":
            yield from (("-o", f"x{suffix}") for one in FORMATS for suffix in one.suffixes)
            yield from ((*questions[at % 5], "-f", one.name, "-o", "x") for at, one in enumerate(FORMATS))
            yield from (("-o", f"x{one.suffixes[0]}", "--schema") for one in FORMATS if "schema" in one.takes)
        case "brief":
            for question, one in itertools.product(questions, BriefFormat):
                yield (*question, "-f", one.value, "-o", f"x.{one.value}")
        case "figures":
            for question, suffix in itertools.product(questions, ("svg", "png", "csv", "xlsx")):
                yield (*question, "--of", "measure-00*,measure-01*", "-o", f"x.{suffix}")
            yield ("figure:measure-*", "-o", "x.png")
            yield from ((*questions[at % 5], "-f", one.name, "-o", "x") for at, one in enumerate(FORMATS))
        case "chart":
            drawn = [(("--view", view.value, "--by", by.value)) for by in By for view in ChartView]
            if chronology == "full":  # whose pictures take long
                drawn, questions = drawn[::3], [()]
            yield from ((*one, *way, "-o", "x.svg") for one in questions for way in drawn)
            yield from (("--view", view.value, "-o", "x.txt") for view in ChartView)
            yield from (("--per", per.value, "-o", "x.png") for per in Per if chronology != "full")


def _described(words: Sequence[str]) -> str:
    """Return the file that describes what is written."""
    return "metadata.json" if "sqlite" in words[words.index("-o") + 1] else "datapackage.json"


# Which letters a font has is the machine's, and a person is not told (`__main__`): tests/test_streams.py tries that.
@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("chronology", CHRONOLOGIES)
@pytest.mark.parametrize("command", ["export", "brief", "chart", "figures"])
def test_every_file_is_written_whole_or_not_at_all(
    asked: Run, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, chronology: str
) -> None:
    (here := tmp_path / "here").mkdir()
    monkeypatch.chdir(here)

    def as_it_says(words: list[str], result: Result) -> str:
        there = {path.name: path.read_bytes() for path in here.iterdir()}
        for name in there:
            (here / name).unlink()
        wanted = {words[words.index("-o") + 1], *([_described(words)] if "--schema" in words else [])}
        if set(there) != (wanted if result.code == 0 else set()):
            return f"exit code {result.code}, and these files: {sorted(there)}; {result.err}"
        blank = [name for name, data in there.items() if not data]
        return f"empty: {blank}" if blank and not re.search(r"\b0 (?:event|claim|figure)s", result.err) else ""

    runs = ([command, *way] for way in outputs(command, chronology))
    assert not (found := faults(asked, files[chronology], runs, as_it_says)), told(found)
