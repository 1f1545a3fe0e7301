"""Writing what events are found by into the tables of a store (`where`)."""

import json
import re
import sqlite3
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import anchor
from dprkru_timeline.index.events import About
from dprkru_timeline.index.where import ABOUT, STEM, TABLES, TEXTS, Words
from dprkru_timeline.model import Event
from dprkru_timeline.query.found_by import spans_of, stems_in, texts_by_event, values_of
from dprkru_timeline.query.search import CJK, words_by_event

_WORDS = f"""
CREATE VIRTUAL TABLE found_words USING fts5 (text, content = '{{content}}', content_rowid = 'position',
  detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 0 tokenchars '{STEM}'");
"""
_LETTERS = "CREATE TABLE found_letters (position INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;\n"
_AT_ONCE = 500  # events


def keep_found(database: sqlite3.Connection, chronology: Chronology, words: Words) -> list[int]:
    """Make the tables and fill them; return the positions of events whose days are not all told.

    Positions are those of `Chronology.events`, from 0, which are gone through once.
    """
    words = make_tables(database, words)
    keeping = Keeping(database, chronology, words)
    for position, event in enumerate(chronology.events):
        keeping.keep(position, event)
    keeping.close()
    return keeping.doubtful


def make_tables(database: sqlite3.Connection, words: Words) -> Words:
    """Make the tables in which events are found; return how texts are kept, which depends on what this SQLite can.

    Raises:
        sqlite3.OperationalError: words alone are wanted, and it has no FTS5.
    """
    tables = TABLES + {Words.TEXTS: TEXTS, Words.INDEX: _WORDS.format(content="") + _LETTERS, Words.BOTH: TEXTS}[words]
    for table in tables.split(";\n"):
        database.execute(table)  # one by one: a script ends the transaction
    if words is Words.BOTH:
        try:
            database.execute(_WORDS.format(content="found_texts").rstrip(";\n"))
        except sqlite3.OperationalError:
            return Words.TEXTS
    return words


class Keeping:
    """Writes what events are found by, one event after the other, some hundred at once."""

    def __init__(self, database: sqlite3.Connection, chronology: Chronology, words: Words) -> None:
        self._database = database
        self._chronology = chronology
        self._words = words
        self._text_of = texts_by_event(chronology)
        self._words_of = words_by_event(chronology)
        self._known: set[str] = set()
        self._terms: dict[tuple[str, str], int] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {
            "found_terms": [],
            "found_by": [],
            "found_days": [],
            "found_wide": [],
            "found_order": [],
            "found_texts": [],
            "found_letters": [],
            "found_known": [],
        }
        self._held = 0
        self._has_letters = re.compile(CJK).search
        self._day = 0
        self.doubtful: list[int] = []

    def keep(self, position: int, event: Event) -> None:
        """Write what an event is found by, which stands at a position."""
        for pair in values_of(self._chronology, event):
            term = self._terms.get(pair)
            if term is None:
                term = self._terms[pair] = len(self._terms)
                self._rows["found_terms"].append((term, *pair))
            self._rows["found_by"].append((term, position))
        spans, is_all = spans_of(event.date)
        self._rows["found_days"] += [(first, last, position) for first, last in spans]
        day = anchor(event.date).toordinal()
        if day > self._day:
            self._rows["found_order"].append((day, position))
        # One that stands out of the order of time is asked like those of no one day.
        if len(spans) > 1 or spans[0].first != spans[0].last or day < self._day:
            self._rows["found_wide"] += [(position, first, last) for first, last in spans]
        self._day = max(day, self._day)
        if not is_all:
            self.doubtful.append(position)
        self._keep_text(position, event)
        if new := self._words_of(event) - self._known:
            self._known |= new
            self._rows["found_known"] += [(word,) for word in new]
        self._held += 1
        if self._held >= _AT_ONCE:
            self.close()

    def _keep_text(self, position: int, event: Event) -> None:
        text = self._text_of(event)
        stems = stems_in(text)
        if self._words is not Words.INDEX:
            self._rows["found_texts"].append((position, text, f" {' '.join(stems)} "))
        if self._words is not Words.TEXTS:
            words = [*dict.fromkeys(text.split()), *(STEM + stem for stem in stems)]
            self._database.execute("INSERT INTO found_words (rowid, text) VALUES (?, ?)", (position, " ".join(words)))
            if self._words is Words.INDEX and self._has_letters(text):
                self._rows["found_letters"].append((position, text))

    def close(self) -> None:
        """Write what is held."""
        for table, rows in self._rows.items():
            if rows:
                values = ", ".join("?" * len(rows[0]))
                self._database.executemany(f"INSERT INTO {table} VALUES ({values})", sorted(rows))  # noqa: S608 - ours
                rows.clear()
        self._held = 0


def keep_about(database: sqlite3.Connection, chronology: Chronology, told: About) -> None:
    """Keep what is said of all events, in a table of one row, and the events whose days are not all told."""
    for table in ABOUT.split(";\n"):
        database.execute(table)
    files = json.dumps(chronology.files, ensure_ascii=False)
    joined = json.dumps([(title, str(day), str(until or "")) for title, day, until in chronology.joined])
    row = (told.number, told.since.isoformat(), told.until.isoformat(), *(told.latest or (None, None)), files, joined)
    database.execute("INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    database.executemany("INSERT INTO found_hulls VALUES (?)", ((position,) for position in told.doubtful))
