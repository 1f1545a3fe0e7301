"""Every hostile file of groups a to k and n: the exit code and place that the index gives, and safe output."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dprkru_timeline.errors import InvalidFile, Problem
from dprkru_timeline.store.load import load
from tests.conftest import DATA, Run

HOSTILE = DATA / "hostile"
ROWS = [line.split("\t") for line in (HOSTILE / "INDEX.tsv").read_text(encoding="utf-8").splitlines()[1:]]
# What the index says of each kind of problem, in words that the message or its help must have.
_WORDS = {
    "b-schema/type-date-2024.toml": 'write "2024" in quotes',
    "b-schema/type-actors-dprk.toml": 'write ["dprk"]',
    "b-schema/type-actors-lldprk.toml": "item 1 is a list",
    "b-schema/unknown-key-datum.toml": "did you mean date?",
    "b-schema/unknown-key-source.toml": "did you mean sources?",
    "b-schema/schema-3.toml": "newer than this program knows",
    "b-schema/missing-schema.toml": "write schema = 2",
    "b-schema/events-is-table.toml": "write [[events]]",
    "b-schema/dup-id-zwsp.toml": "U+200B",
    "b-schema/dup-id-cyrillic.toml": "U+0456",
    "b-schema/id-number.toml": "begin with a letter",
    "b-schema/id-date-like.toml": "begin with a letter",
    "b-schema/link-unknown-rel.toml": "did you mean follows?",
    "b-schema/dangling-actor.toml": "did you mean dprk?",
    "b-schema/actor-part-of-unknown.toml": "did you mean russia?",
    "b-schema/alias-clash.toml": "means two actors, dprk and russia",
    "b-schema/alias-hangul-nfd.toml": "means two actors",
    "b-schema/cycle-part-of-three.toml": "ring: a → b → c → a",
    "b-schema/coord-swapped.toml": "wrong way round",
    "a-syntax/utf16le.toml": "UTF-16",
    "a-syntax/cp1251.toml": "Windows-1251",
    "a-syntax/euc-kr.toml": "EUC-KR",
    "a-syntax/is-json.toml": "looks like JSON",
    "a-syntax/is-gzip.toml": "gzip",
    "c-unicode/bidi-lro.toml": "U+202D",
}


def problems_of(name: str) -> tuple[Problem, ...]:
    try:
        load(str(HOSTILE / name))
    except InvalidFile as error:
        return error.problems
    return ()


def is_safe(text: str) -> bool:
    return not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_file_behaves_as_the_index_says(row: list[str], run: Run) -> None:
    name, _, exits, where = row[:4]
    found = problems_of(name)
    assert ("1" if found else "0") in exits.split("/"), [str(one) for one in found]
    lines = re.findall(r"[0-9]+", where.split(",")[0]) if where.startswith("line") else []
    if found and lines:
        assert {str(one.line) for one in found} & set(lines), (where, [str(one) for one in found])
    if found and ", " in where and where.startswith("event second"):
        assert any(one.event in ("second", "2") and where.split(", ")[1] in one.field for one in found)
    if name in _WORDS:
        assert any(_WORDS[name] in str(one) for one in found), [str(one) for one in found]
    path = HOSTILE / name
    for arguments in (
        ("show",),
        ("show", "--full", "--color", "always", "--width", "60"),
        ("show", "--json"),
        ("check",),
        ("export", "-f", "md"),
        ("list", "actors"),
        ("list", "sources", "--json"),
        ("stats", "--width", "60"),
        ("stats", "--json"),
        ("on", "2024-10-10", "--width", "60"),
        ("around", "2024-10-10", "--within", "90y", "--width", "60"),
        ("show", "--as-of", "2024-12-31", "--full"),
    ):
        result = run("--file", str(path), *arguments)
        assert result.code == (1 if found else 0)
        for stream in (result.out, result.err):
            assert "Traceback" not in stream
            assert is_safe(re.sub("\x1b\\[[0-9;]*m", "", stream) if "--color" in arguments else stream)
        if found and arguments[0] != "check":
            assert result.out == ""
            assert "error" in result.err


@pytest.mark.parametrize(
    "name",
    [
        "a-syntax/unclosed-string.toml",
        "b-schema/dangling-actor.toml",
        "c-unicode/c0-all.toml",
        "d-terminal/osc52-clipboard.toml",
        "e-rich/close-wrong.toml",
    ],
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_one_file_of_each_group_through_the_real_command(name: str, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", "--file", str(HOSTILE / name), command],
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == (0 if name.startswith("e-") else 1)
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr


def test_markup_is_text_in_every_view(run: Run) -> None:
    for path in sorted((HOSTILE / "e-rich").glob("*.toml")):
        if problems_of(f"e-rich/{path.name}"):
            continue
        chronology = load(str(path))
        title = chronology.events[0].title
        for arguments in (("show", "--width", "0"), ("show", "--view", "oneline")):
            assert title in run("--file", str(path), *arguments).out, path.name


def test_views_trust_no_text_even_past_the_loader(mini: object) -> None:
    """Chronologies built in memory: what a loader would have refused is shown, never obeyed."""

    from dprkru_timeline.chronology import Chronology
    from dprkru_timeline.derive.stats import WORDS
    from dprkru_timeline.render.lines import plain
    from tests.views import views

    assert isinstance(mini, Chronology)
    bad = "\x1b[2J\x07\u202eevil\x9b31m\r"
    events = tuple(
        event._replace(
            title=bad,
            summary=bad,
            date_basis=bad,
            claims=tuple(claim._replace(says=bad, locator=bad) for claim in event.claims),
        )
        for event in mini.events
    )
    sources = {key: source._replace(publisher=bad, title=bad, url=bad) for key, source in mini.sources.items()}
    actors = {key: actor._replace(name=bad) for key, actor in mini.actors.items()}
    places = {key: place._replace(name=bad) for key, place in mini.places.items()}
    chronology = mini.replaced(title=bad, events=events, sources=sources, actors=actors, places=places)
    themes = {key: theme._replace(name=bad, description=bad, aliases=(bad,)) for key, theme in mini.themes.items()}
    measures = {
        key: one._replace(name=bad, unit=bad, description=bad, aliases=(bad,)) for key, one in mini.measures.items()
    }
    chronology = chronology.replaced(themes=themes, measures=measures)
    for name, lines in views(chronology, 60):
        text = "\n".join(map(plain, lines))
        assert is_safe(text), name
        assert "<U+001B>" in text or name.startswith(
            ("oneline", "list sources", "list meetings", *(f"list {name}" for name in WORDS), "density", "lanes")
        ), name


def test_nothing_of_the_hostile_files_is_missing() -> None:
    assert len(ROWS) == 336
    assert all((HOSTILE / row[0]).exists() for row in ROWS)
    assert isinstance(HOSTILE, Path)
