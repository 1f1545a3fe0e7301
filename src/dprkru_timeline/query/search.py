"""Text search: every word stands in an event's text, whatever its case, accents, width or script.

A word matches at the start of a word, in Hangul, Han and Kana anywhere, and the whole words of its stem ("vetoed"
finds "veto"), in quotes only as it is. A number is found whole, however its thousands are parted. Hyphens and
apostrophes count as space, and a hyphen within a word as nothing too; British and American spellings of the
commonest endings match each other, and so do the usual spellings of Russian names.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology, Entry, KeptEvents, identifiers, names
from dprkru_timeline.model import Event

_BREAKS = r"[^\w]+|_"
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
CJK = "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
# What most texts hold beyond ASCII; between words it is a break like any other.
_PUNCTUATION = str.maketrans(dict.fromkeys("‘’“”–—…·", " "))
# A number in groups of three digits: 1,000 or 1.000, with a thin or a fixed space, or an underscore.
_GROUPED = r"(?<![0-9])[0-9]{1,3}(?:[,._'\u00a0\u2009\u202f][0-9]{3})+(?![0-9])"
_RESOLUTION = r"(?:s/res/|unscr[- ]?)([0-9]{1,4})(?: ?\([0-9]{4}\))?"
_COUNCIL = ("unscr", "resolution", "s res")
_LONGEST_NUMBER = 20  # digits; a longer one stands in no text in groups
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
# Endings of Russian and Ukrainian names, each set one sound: Zelensky is Zelenskiy, Zelenskyy and Zelenskii.
_NAME_ENDINGS = (
    ("sky", "skiy", "skyy", "skii", "skyi", "ski"),
    ("ey", "ei", "ej"),
    ("zya", "zia"),
    ("nyi", "ny", "nyy"),
)


@lru_cache(maxsize=50_000)  # of a million events no more is held
def normalized(text: str) -> str:
    """Return ``text`` as words between single spaces, without case, accents or width."""
    text = text.casefold()
    if not text.isascii():
        text = text.translate(_PUNCTUATION)
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", re.sub(_MARKS, "", normalize("NFKD", text)))
    return re.sub(_BREAKS, " ", text).strip()


def texts_of(chronology: Chronology) -> Callable[[Event], str]:
    """Return what gives the searchable text of an event of a chronology.

    A phrase does not reach from one text into the next. The names of an entry are put together once. Where the stems
    of its words are not known, nor are its words with a hyphen, which then stand there in one as well.
    """
    texts = _in_one_as_well if chronology.stems is None else _texts
    named: dict[tuple[str, str], str] = {}

    def names_of(kind: str, entry: Entry) -> str:
        key = kind, entry.id
        if key not in named:
            named[key] = " | ".join(map(normalized, _names(kind, entry)))
        return named[key]

    def text(event: Event) -> str:
        return " " + " | ".join([*map(normalized, texts(chronology, event)), *_entries(chronology, event, names_of)])

    return text


def _entries(chronology: Chronology, event: Event, names_of: Callable[[str, Entry], str]) -> Iterator[str]:
    for actor in event.involved:
        yield names_of("actor", chronology.actors[actor])
    for theme in event.themes:
        yield names_of("theme", chronology.themes[theme])
    for place in (*event.places, *event.about_places):
        yield names_of("place", chronology.places[place])


def _names(kind: str, entry: Entry) -> Iterator[str]:
    for name in names(entry):
        yield name
        words = name.split()
        if kind == "actor" and 2 < len(words) < 4:  # Choe Son Hui is Choe Sonhui as well
            yield "".join(words[1:])
    yield from identifiers(entry)


def _in_one_as_well(chronology: Chronology, event: Event) -> Iterator[str]:
    for text in _texts(chronology, event):
        yield text
        if "-" in text and text is not event.id:  # co-operation is cooperation as well
            yield " ".join([word.replace("-", "") for word in text.split() if "-" in word])


def _texts(chronology: Chronology, event: Event) -> Iterator[str]:
    yield from (event.id, event.title, event.summary)
    for correction in event.corrections:  # whoever quoted the old wording finds it
        yield correction.was
    for claim in event.claims:
        yield claim.says
        yield claim.via
    for source in event.all_sources:
        yield chronology.sources[source].publisher
        yield chronology.sources[source].title
        yield chronology.sources[source].symbol


def has_digits(chronology: Chronology, event: Event, digits: str) -> bool:
    """Tell whether digits stand anywhere in an event's texts as they are written: a search finds them there only."""
    if any(digits in text for text in _texts(chronology, event)):
        return True
    return any(
        digits in name for name in _entries(chronology, event, lambda kind, entry: " ".join(_names(kind, entry)))
    )


Way = tuple[tuple[str, ...], bool]  # words one after the other, and whether the last is whole


class Spelt(NamedTuple):
    """What stands in a text that `finder` finds words in, of a chronology whose stems are not known: any of these.

    Attributes:
        words: of each word, in a row, the ways in which it is spelt.
        stems: of a single word.
        letters: what stands anywhere.
        is_exact: whether all of that is found; of some numbers only what else stands around them tells.
    """

    words: tuple[tuple[tuple[Way, ...], ...], ...] = ()
    stems: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    is_exact: bool = True


def spelt(words: str, *, exact: bool = False) -> Spelt:
    """Return what `finder` looks for, as what can be looked up."""
    words = _in_one(words)
    wanted = normalized(words)
    if not wanted:
        return Spelt()
    if re.search(CJK, wanted):
        return Spelt(letters=tuple(dict.fromkeys((wanted, wanted.replace(" ", "")))))
    parts = wanted.split()
    rows = [tuple(map(_ways, parts))]
    if number := re.fullmatch(_RESOLUTION, words.strip().casefold()):
        rows.append((((("resolution", number[1]), True),),))
    if _is_hyphenated(words, wanted):
        rows.append((_ways(wanted.replace(" ", "")),))
    stems: tuple[str, ...] = ()
    if not exact and _has_stem(parts, wanted):
        from dprkru_timeline.query.stems import stem

        stems = tuple(dict.fromkeys(map(stem, _spellings(wanted))))
    return Spelt(tuple(rows), stems, (), not any(part.isdecimal() for part in parts))


def _ways(word: str) -> tuple[Way, ...]:
    """Return how a word is spelled, as `_forms` does."""
    if word.isdecimal():
        return tuple((tuple(way.split()), True) for way in dict.fromkeys((word, _grouped(word))))
    if word == "unscr":
        return tuple((tuple(way.split()), False) for way in _COUNCIL)
    if re.fullmatch("q[0-9]*", word):
        return (((word,), True),)
    return tuple(((one,), False) for one in _spellings(word))


def _grouped(number: str) -> str:
    """Return a number with its thousands apart."""
    if len(number) < _LONGEST_NUMBER and number[0] != "0":
        return f"{int(number):,}".replace(",", " ")
    return number


def _in_one(words: str) -> str:
    """Return words with the thousands of numbers in one."""
    return re.sub(_GROUPED, lambda match: re.sub("[^0-9]", "", match[0]), words)


def _is_hyphenated(words: str, wanted: str) -> bool:
    """Tell whether words are one with a hyphen: co-operation is cooperation as well."""
    return "-" in words and " " in wanted and not re.search(r"\s", words.strip())


def _has_stem(parts: Sequence[str], wanted: str) -> bool:
    return len(parts) == 1 and re.fullmatch("[a-z]{3,}", wanted) is not None


def finder(chronology: Chronology, words: str, *, exact: bool = False) -> Callable[[str], bool]:
    """Return what tells whether words stand in a text that `texts_of` made: one word, or a phrase.

    Args:
        chronology: what the texts are of; it may know the stems of its words.
        words: as typed.
        exact: without the words of the same stem, as in quotes.
    """
    words = _in_one(words)
    wanted = normalized(words)
    if not wanted:
        return lambda _: False
    if re.search(CJK, wanted):
        joined = wanted.replace(" ", "")
        return lambda text: wanted in text or joined in text
    parts = [_forms(word) for word in wanted.split()]
    patterns = [_of_words(parts)]
    if chronology.stems is not None and " " not in wanted:
        from dprkru_timeline.query.stems import hyphenated

        patterns += [f" {parted}" for parted in hyphenated(chronology.stems, _spellings(wanted))]
    if number := re.fullmatch(_RESOLUTION, words.strip().casefold()):
        patterns.append(f" resolution {number[1]}(?![^ ])")
    if _is_hyphenated(words, wanted):
        patterns.append(f" (?:{_forms(wanted.replace(' ', ''))})")
    whole = re.compile("|".join(patterns)).search
    if exact or not _has_stem(parts, wanted):
        return lambda text: whole(text) is not None
    same = _same_stem(chronology, wanted)
    return lambda text: whole(text) is not None or same(text)


def _of_words(parts: list[str]) -> str:
    """Return a pattern of words one after the other, the first of which is no last three digits of a longer number."""
    inside = r"(?<! [0-9])(?<! [0-9]{2})(?<! [0-9]{3})" if re.match("[0-9]{3}\\(", parts[0]) else ""
    return inside + " (?:" + ") (?:".join(parts) + ")"


def _forms(word: str) -> str:
    """Return a pattern of what a word is spelled like: from the start of a word; a number whole, in groups or not."""
    if word.isdecimal():
        groups = _grouped(word)
        whole = f"{word}(?![^ ])"
        return whole if groups == word else f"{whole}|{groups}(?![^ ])(?! [0-9]{{3}}(?![^ ]))"
    if re.fullmatch("q[0-9]*", word):  # of Wikidata, as a whole
        return f"{word}(?![^ ])"
    if word == "unscr":  # UN Security Council resolution, as it is abbreviated before a number
        return "|".join(_COUNCIL)
    return "|".join(map(re.escape, _spellings(word)))


def _spellings(word: str) -> list[str]:
    found = {word: None}
    for pair in _SPELLINGS:
        for one, other in (pair, pair[::-1]):
            for ending in _INFLECTED:
                stem = word.removesuffix(one + ending)
                if 3 <= len(stem) < len(word):
                    found[stem + other + ending] = None
    for endings in _NAME_ENDINGS:
        ending = max((one for one in endings if word.endswith(one)), key=len, default="")
        if ending and len(word) > len(ending) + 1:
            found.update(dict.fromkeys(word.removesuffix(ending) + other for other in endings))
    return list(found)


def _same_stem(chronology: Chronology, word: str) -> Callable[[str], bool]:
    """Return what tells whether a text has a whole word of the same stem as ``word``."""
    from dprkru_timeline.query.stems import family, has_same_stem

    spellings = _spellings(word)
    if chronology.stems is None:
        return lambda text: any(has_same_stem(text, spelling) for spelling in spellings)
    words = family(chronology.stems, spellings)
    if not words:
        return lambda _: False
    found = re.compile(f" (?:{'|'.join(words)})(?![^ ])").search
    return lambda text: found(text) is not None


def known_words(chronology: Chronology) -> set[str]:
    """Return every word of three letters or more in the events' texts: for suggestions."""
    if isinstance(chronology.events, KeptEvents) and (kept := chronology.events.known_words()) is not None:
        return kept
    return _words(chronology, texts_of(chronology.replaced(stems="")))


def with_stems(chronology: Chronology) -> Chronology:
    """Return a chronology that knows the stems of its words: what a build does, so that no start loads the stemmer."""
    from dprkru_timeline.query.stems import stems_of

    raw = [text for event in chronology.events for text in _texts(chronology, event) if text is not event.id]
    parted = {word for text in raw if "-" in text for word in text.split() if "-" in word}
    return chronology.replaced(stems=stems_of(known_words(chronology), map(normalized, parted)))


def fast_copy(file: Path) -> bytes:
    """Return the copy of an event file that an installed program reads (`store.builtin`), with its stems and notes.

    Raises:
        InvalidFile: it has errors.
    """
    from dprkru_timeline.store.builtin import copy_bytes  # a build asks, no start does
    from dprkru_timeline.store.load import load_checked
    from dprkru_timeline.words.sources import ranked_sources, source_note

    return copy_bytes(with_stems(load_checked([str(file)])), file.read_bytes(), source_note, ranked_sources)


def words_by_event(chronology: Chronology) -> Callable[[Event], set[str]]:
    """Return what gives the `known_words` of an event."""
    text = texts_of(chronology.replaced(stems=""))
    return lambda event: {word for word in text(event).split() if len(word) > 2}


def _words(chronology: Chronology, text: Callable[[Event], str]) -> set[str]:
    return {word for event in chronology.events for word in text(event).split() if len(word) > 2}
