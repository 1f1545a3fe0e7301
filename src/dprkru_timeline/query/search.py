"""Text search: every word stands in an event's text, whatever its case, accents, width or script.

A word matches at the start of a word, in Hangul, Han and Kana anywhere; hyphens and apostrophes
count as space; British and American spellings of the commonest endings match each other.
"""

import re
from collections.abc import Iterator

from dprkru_timeline.chronology import Chronology, names
from dprkru_timeline.model import Event

_BREAKS = re.compile(r"[^\w]+|_")
_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
# British on the left. Only endings of longer words, so that "four" and "wise" stay what they are.
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(\w{3})our(s|ed|er|ers|ing|able|ite|ful)?\b", r"\1or\2"),
        (r"(\w{3})is(e|ed|es|er|ers|ing|ation|ations)\b", r"\1iz\2"),
        (r"(\w{3})ys(e|ed|es|ing)\b", r"\1yz\2"),
        (r"(\w{3})tre(s)?\b", r"\1ter\2"),
        (r"(\w{3})ence(s)?\b", r"\1ense\2"),
        (r"(\w{3})ll(ed|ing|er|ers)\b", r"\1l\2"),
        (r"(\w{3})ogue(s)?\b", r"\1og\2"),
        (r"(\w{3})amme(s)?\b", r"\1am\2"),
    )
)


def normalized(text: str) -> str:
    """Return ``text`` as words between single spaces, without case, accents or width."""
    text = text.casefold()
    if not text.isascii():
        from unicodedata import combining, normalize

        text = normalize("NFC", "".join(char for char in normalize("NFKD", text) if not combining(char)))
    return _BREAKS.sub(" ", text).strip()


def _american(text: str) -> str:
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return text


def event_text(chronology: Chronology, event: Event) -> str:
    """Return the searchable text of an event, normalized, in both spellings."""
    text = normalized(" \n ".join(_texts(chronology, event)))
    return f" {text} {_american(text)}"


def _texts(chronology: Chronology, event: Event) -> Iterator[str]:
    yield from (event.id, event.title, event.summary)
    for claim in event.claims:
        yield claim.says
        yield from names(chronology.actors[claim.by])
    for actor in event.actors:
        yield from names(chronology.actors[actor])
    for theme in event.themes:
        yield from names(chronology.themes[theme])
    for place in event.places:
        yield from names(chronology.places[place])
    for source in dict.fromkeys((*event.sources, *(claim.source for claim in event.claims))):
        yield chronology.sources[source].publisher
        yield chronology.sources[source].title


def has_words(text: str, words: str) -> bool:
    """Tell whether the words stand in a text that `event_text` made: one word, or a phrase."""
    wanted = normalized(words)
    if not wanted:
        return False
    if _CJK.search(wanted):
        return wanted in text
    return f" {wanted}" in text or f" {_american(wanted)}" in text


def known_words(chronology: Chronology) -> set[str]:
    """Return every word of three letters or more in the events' texts: for suggestions."""
    return {word for event in chronology.events for word in event_text(chronology, event).split() if len(word) > 2}
