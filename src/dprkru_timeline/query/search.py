"""Text search: every word stands in an event's text, whatever its case, accents, width or script.

A word matches at the start of a word, in Hangul, Han and Kana anywhere; hyphens and apostrophes
count as space; British and American spellings of the commonest endings match each other.
"""

import re
from collections.abc import Iterator
from functools import cache

from dprkru_timeline.chronology import Chronology, identifiers, names
from dprkru_timeline.model import Event

_BREAKS = r"[^\w]+|_"
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_CJK = "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
# What most texts hold beyond ASCII; between words it is a break like any other.
_PUNCTUATION = str.maketrans(dict.fromkeys("‘’“”–—…·", " "))
_INFLECTED = ("", "s", "d", "r", "ed", "er", "ers", "ing", "able", "ation", "ations", "ful")
# Endings, British and American. The words of a query are tried in both spellings, not the texts:
# queries are short.
_SPELLINGS = (
    ("our", "or"),
    ("is", "iz"),
    ("ise", "ize"),
    ("ys", "yz"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("ll", "l"),
    ("ogue", "og"),
    ("amme", "am"),
)


@cache
def normalized(text: str) -> str:
    """Return ``text`` as words between single spaces, without case, accents or width."""
    text = text.casefold()
    if not text.isascii():
        text = text.translate(_PUNCTUATION)
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", re.sub(_MARKS, "", normalize("NFKD", text)))
    return re.sub(_BREAKS, " ", text).strip()


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds normalized words, one after the other, in either spelling, from the start of a word."""
    spellings = ["|".join(map(re.escape, _spellings(word))) for word in words.split()]
    return re.compile(" (?:" + ") (?:".join(spellings) + ")")


def _spellings(word: str) -> list[str]:
    found = {word: None}
    for pair in _SPELLINGS:
        for one, other in (pair, pair[::-1]):
            for ending in _INFLECTED:
                stem = word.removesuffix(one + ending)
                if 3 <= len(stem) < len(word):
                    found[stem + other + ending] = None
    return list(found)


def event_text(chronology: Chronology, event: Event) -> str:
    """Return the searchable text of an event, normalized; a phrase does not reach from one text into the next."""
    return " " + " | ".join(map(normalized, _texts(chronology, event)))


def _texts(chronology: Chronology, event: Event) -> Iterator[str]:
    yield from (event.id, event.title, event.summary)
    for correction in event.corrections:  # whoever quoted the old wording finds it
        yield correction.was
    for claim in event.claims:
        yield claim.says
        yield claim.via
        yield from names(chronology.actors[claim.by])
    for actor in event.actors:
        yield from names(chronology.actors[actor])
        yield from identifiers(chronology.actors[actor])
    for theme in event.themes:
        yield from names(chronology.themes[theme])
    for place in (*event.places, *event.about_places):
        yield from names(chronology.places[place])
        yield from identifiers(chronology.places[place])
    for source in event.all_sources:
        yield chronology.sources[source].publisher
        yield chronology.sources[source].title
        yield chronology.sources[source].symbol


def has_words(text: str, words: str) -> bool:
    """Tell whether the words stand in a text that `event_text` made: one word, or a phrase."""
    wanted = normalized(words)
    if not wanted:
        return False
    if re.search(_CJK, wanted):
        return wanted in text
    return _pattern(wanted).search(text) is not None


def known_words(chronology: Chronology) -> set[str]:
    """Return every word of three letters or more in the events' texts: for suggestions."""
    return {word for event in chronology.events for word in event_text(chronology, event).split() if len(word) > 2}
