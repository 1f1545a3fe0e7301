"""Dates as they are typed in Russian, Ukrainian, Korean, Chinese and Japanese, put into English words.

Only what a date is made of is known here. A text with a word of another kind keeps it, so that nothing but a date is
read as one.
"""

import re
from unicodedata import normalize

from dprkru_timeline.edtf.datewords import CJK_PARTS, CYRILLIC_MONTHS, CYRILLIC_SEASONS
from dprkru_timeline.edtf.value import MONTHS

_CYRILLIC_SHORT = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_CYRILLIC_WORDS = (
    (r"(?<=[0-9])\s*(?:гг?\.?|года?|году|годы|рр?\.?|рок[уи]?)(?=\W|$)", ""),  # the word for year, after one
    (r"(?<=[0-9])-(?:го|е|й)\b", ""),
    (r"[«»]", ""),
    *((rf"\b(?:{words})\b", english) for words, english in CYRILLIC_SEASONS.items()),
    (r"\b(?:i|1)(?:-й)? квартал", "q1"),
    (r"\b(?:ii|2)(?:-й)? квартал", "q2"),
    (r"\b(?:iii|3)(?:-й)? квартал", "q3"),
    (r"\b(?:iv|4)(?:-й)? квартал", "q4"),
    (r"\b(?:первое|i|1-е) полугодие", "h1"),
    (r"\b(?:второе|ii|2-е) полугодие", "h2"),
    (r"\b(?:вчера|вчора)\b", "yesterday"),
    (r"\b(?:сегодня|сьогодні)\b", "today"),
    (r"\bс (.+) по ", r"\1 to "),
    (r"\bс ", "since "),
    (r"\bпосле ", "after "),
    (r"\bв ", ""),
)
_CJK_WORDS = (
    (r"年代|년대", "s"),
    (r"([0-9]{4})\s*(?:년|年)\s*([0-9]{1,2})\s*(?:월|月)\s*([0-9]{1,2})(?:\s*(?:일|日|号|號))?", r"\1-\2-\3"),
    (r"([0-9]{4})\s*(?:년|年)\s*([0-9]{1,2})\s*(?:월|月)", r"\1-\2"),
    *((rf"([0-9]{{4}})\s*(?:년|年)\s*(?:{words})", english.format(r"\1")) for words, english in CJK_PARTS.items()),
    (r"([0-9]{4})\s*(?:년|年)", r"\1"),
    (r"^(.*[0-9])\s*부터$", r"since \1"),
    (r"^(.*[0-9])\s*까지$", r"until \1"),
)


def in_english(text: str) -> str:
    """Return a date of another script in the words that `guess` reads; any other text as it is but for its case."""
    text = normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    if re.search("[\u0400-\u04ff]", text):
        text = _from_cyrillic(text)
    if re.search("[\u3400-\u9fff\uac00-\ud7a3]", text):
        for pattern, english in _CJK_WORDS:
            text = re.sub(pattern, english, text)
        text = re.sub(r"\b([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?\b", _padded, text)
    return " ".join(text.split())


def _padded(match: re.Match[str]) -> str:
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


def _from_cyrillic(text: str) -> str:
    for pattern, english in _CYRILLIC_WORDS:
        text = re.sub(pattern, english, text)
    for place, beginnings in enumerate(CYRILLIC_MONTHS):
        text = re.sub(rf"\b(?:{beginnings})[а-яіїє]*\b\.?", MONTHS[place].lower(), text)
        text = re.sub(rf"\b{_CYRILLIC_SHORT[place]}\b\.?", MONTHS[place].lower(), text)
    return text
