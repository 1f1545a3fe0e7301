"""Writing what events are found by into the tables of a store (`where`)."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.index.events import About
from dprkru_timeline.index.where import STEM, TABLES, Words
from dprkru_timeline.model import Event
from dprkru_timeline.query.found_by import spans_of, stems_in, texts_by_event, values_of
from dprkru_timeline.query.search import CJK

_WORDS = f"""
CREATE VIRTUAL TABLE found_words USING fts5 (text, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 0 tokenchars '{STEM}'");
CREATE TABLE found_letters (position INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
"""
_TEXTS = "CREATE TABLE found_texts (position INTEGER PRIMARY KEY, text TEXT NOT NULL, stems TEXT NOT NULL) STRICT;"


def keep_found(database: sqlite3.Connection, chronology: Chronology, words: Words) -> list[int]:
    """Make the tables and fill them; return the positions of events whose days are not all told.

    Positions are those of `Chronology.events`, from 0.
    """
    for table in (TABLES + (_TEXTS if words is Words.TEXTS else _WORDS)).split(";\n"):
        database.execute(table)  # one by one: a script ends the transaction
    terms: dict[tuple[str, str], int] = {}
    found: list[tuple[int, int]] = []
    days: list[tuple[int, int, int]] = []
    doubtful: list[int] = []
    for position, event in enumerate(chronology.events):
        for pair in values_of(chronology, event):
            found.append((terms.setdefault(pair, len(terms)), position))  # noqa: PERF401 - it fills both
        spans, is_all = spans_of(event.date)
        days += [(first, last, position) for first, last in spans]
        if not is_all:
            doubtful.append(position)
    database.executemany("INSERT INTO found_terms VALUES (?, ?, ?)", ((term, *pair) for pair, term in terms.items()))
    database.executemany("INSERT INTO found_by VALUES (?, ?)", sorted(found))
    database.executemany("INSERT INTO found_days VALUES (?, ?, ?)", sorted(days))
    text_of = texts_by_event(chronology)
    if words is Words.TEXTS:
        rows = _texts(chronology.events, text_of)
        database.executemany("INSERT INTO found_texts VALUES (?, ?, ?)", rows)
    else:
        _keep_words(database, _texts(chronology.events, text_of))
    return doubtful


def keep_about(database: sqlite3.Connection, chronology: Chronology, told: About) -> None:
    """Keep what is said of all events, in a table of one row, and the events whose days are not all told."""
    database.execute(
        "CREATE TABLE found (number INTEGER NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, latest INTEGER,"
        " latest_date TEXT, files TEXT NOT NULL, joined TEXT NOT NULL) STRICT"
    )
    database.execute("CREATE TABLE found_hulls (position INTEGER PRIMARY KEY) STRICT")
    files = json.dumps(chronology.files, ensure_ascii=False)
    joined = json.dumps([(title, str(day), str(until or "")) for title, day, until in chronology.joined])
    row = (told.number, told.since.isoformat(), told.until.isoformat(), *(told.latest or (None, None)), files, joined)
    database.execute("INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    database.executemany("INSERT INTO found_hulls VALUES (?)", ((position,) for position in told.doubtful))


def _texts(events: Iterable[Event], text_of: Callable[[Event], str]) -> Iterator[tuple[int, str, str]]:
    for position, event in enumerate(events):
        text = text_of(event)
        yield position, text, f" {' '.join(stems_in(text))} "


def _keep_words(database: sqlite3.Connection, texts: Iterator[tuple[int, str, str]]) -> None:
    in_letters = re.compile(CJK).search
    for position, text, stems in texts:
        marked = " ".join([STEM + stem for stem in stems.split()])
        words = " ".join(dict.fromkeys(text.split()))
        database.execute("INSERT INTO found_words (rowid, text) VALUES (?, ?)", (position, f"{words} {marked}"))
        if in_letters(text):
            database.execute("INSERT INTO found_letters VALUES (?, ?)", (position, text))
