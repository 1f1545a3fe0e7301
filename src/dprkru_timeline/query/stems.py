"""Words of one stem: "vetoed" and "veto", "denies" and "denied".

Snowball's English stemmer, in the words that it takes too far left alone. The stems of the shipped text are worked
out when the wheel is built, so that a start loads no stemmer; it is loaded for a word that stands nowhere in it, and
for files of one's own.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

# Words that Snowball puts with others of another meaning, and the stem that they have here: United Nations are no
# units, an office is no officer, arms are not what armed men have in common, and Denis denies nothing.
_APART = {
    "united": "united",
    "denis": "denis",
    "armed": "armed",
    "several": "several",
    "office": "office",
    "offices": "office",
    "officer": "officer",
    "officers": "officer",
    "engineer": "engineer",
    "engineers": "engineer",
    "engineering": "engineering",
    "directorate": "directorate",
    "directorates": "directorate",
    "contraction": "contraction",
    "lawful": "lawful",
    "national": "national",
    "nationals": "national",
    "nationalism": "nationalism",
    "nationality": "nationality",
    "university": "university",
    "universities": "university",
    "universal": "universal",
    "important": "important",
    "importance": "importance",
    "internal": "internal",
    "general": "general",
    "generals": "general",
    "generation": "generation",
    "news": "news",
    "fakty": "fakty",
    "fakti": "fakti",
    "severs": "sever",
    "leaning": "leaning",
    "memorial": "memorial",
    "memorials": "memorial",
    "natural": "natural",
}


# Forms of the commonest irregular verbs of a chronology, by the form that the others are made of.
_IRREGULAR = {
    "met": "meet",
    "said": "say",
    "sent": "send",
    "went": "go",
    "came": "come",
    "gave": "give",
    "given": "give",
    "held": "hold",
    "took": "take",
    "taken": "take",
    "made": "make",
    "told": "tell",
    "fought": "fight",
    "built": "build",
    "spoke": "speak",
    "spoken": "speak",
    "began": "begin",
    "begun": "begin",
    "found": "find",
    "lost": "lose",
    "brought": "bring",
    "bought": "buy",
    "sold": "sell",
    "flew": "fly",
    "flown": "fly",
    "wrote": "write",
    "written": "write",
    "shot": "shoot",
    "chose": "choose",
    "chosen": "choose",
    "led": "lead",
    "paid": "pay",
    "kept": "keep",
    "saw": "see",
    "seen": "see",
    "thought": "think",
    "taught": "teach",
}


@cache
def _stemmer() -> Any:
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()


@cache
def stem(word: str) -> str:
    """Return the stem of a word in lower case."""
    found: str = _APART.get(word) or _stemmer().stemWord(_IRREGULAR.get(word, word))
    return found


def stems_of(words: Iterable[str], hyphenated: Iterable[str] = ()) -> str:
    """Return English words by their stem, a line each: the stem, then the words in order.

    Words with a hyphen, parted by a space each, have a line too, which begins with what they are in one.
    """
    lines: dict[str, list[str]] = {}
    for word in sorted(words):
        if re.fullmatch("[a-z]{3,}", word):
            lines.setdefault(stem(word), []).append(word)
    stems = "\n" + "".join(f"{one}: {' '.join(found)} \n" for one, found in sorted(lines.items()))
    parted = sorted({one for one in hyphenated if " " in one})
    return stems + "".join(f"={one.replace(' ', '')}:{one}\n" for one in parted)


def hyphenated(stems: str, spellings: Sequence[str]) -> list[str]:
    """Return the words with a hyphen that begin like a word in any spelling when they are read as one."""
    begun = "|".join(map(re.escape, spellings))
    return re.findall(rf"\n=(?:{begun})[^:\n]*:([^\n]*)", stems)


def family(stems: str, spellings: Sequence[str]) -> list[str]:
    """Return the other words that have the stem of a word in any spelling, of those that `stems_of` put together."""
    places = [at for word in spellings if (at := stems.find(f" {word} ")) >= 0]
    if not places:  # it stands nowhere, so what its stem is has to be worked out
        places = [at + 1 for word in spellings if (at := stems.find(f"\n{stem(word)}:")) >= 0]
    lines = [stems[stems.rfind("\n", 0, at) + 1 : stems.index("\n", at)] for at in places]
    found = dict.fromkeys(one for line in lines for one in line.partition(":")[2].split())
    return [one for one in found if one not in spellings]


def has_same_stem(text: str, word: str) -> bool:
    """Tell whether a text in lower case has a whole word of the stem of ``word``.

    Words of one stem begin with it but for its last letter, so that only those few are looked at.
    """
    wanted = stem(word)
    begun = "|".join([f"{wanted[:-1]}[a-z]*", *(one for one in _IRREGULAR if stem(one) == wanted)])
    return any(stem(one) == wanted for one in re.findall(f" ({begun})(?![^ ])", text))


@cache
def found_stem(word: str) -> str:
    """Return the stem by which `has_same_stem` finds a word; nothing where by none."""
    if not re.fullmatch("[a-z]+", word):
        return ""
    found = stem(word)
    return found if word.startswith(found[:-1]) or word in _IRREGULAR else ""
