"""A query's text to tokens, and a command line's words to a query's text."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from dprkru_timeline.errors import UsageError
from dprkru_timeline.query.expr import FIELDS, OPERATORS, SETTINGS

_WORD = re.compile(r'(?:[^\s"]|"[^"]*")+|"')
_NAMED = ("actor", "theme", "place", "source", "id")  # whose values may have a space in them
_QUOTED = r'"[^"]*"'
_FIELD_START = r"(?i)-?([a-z_-]+):"


def tokens(text: str, fields: Collection[str]) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and place of each token of a query.

    A bracket opens before a word and closes after one, if it is open; elsewhere it is text.

    Raises:
        UsageError: a quote is not closed.
    """
    depth = 0
    for match in _WORD.finditer(text):
        word, at = match[0], match.start()
        if word == '"':
            error = UsageError("the quote is not closed", 'write "student visas" with both marks')
            error.mark(text, at, at + 1)
            raise error
        while opening := _opening(word, fields):
            kind, length = opening
            yield kind, word[:length], at
            depth += kind == "("
            word, at = word[length:], at + length
        closing = _closing(word, depth)
        depth -= closing
        body = word[: len(word) - closing]
        if body:
            yield (body.lower() if body.lower() in OPERATORS else "word"), body, at
        for place in range(len(body), len(word)):
            yield ")", ")", at + place


def _opening(word: str, fields: Collection[str]) -> tuple[str, int] | None:
    """Return the operator that a word begins with, and its length."""
    if word.startswith("("):
        return "(", 1
    if word.lower().startswith("not:"):
        return "not", 4
    field = re.match(_FIELD_START, word)
    if word.startswith("-(") or (word.startswith("-") and field and field[1].lower() in fields):
        return "not", 1
    return None


def _closing(word: str, depth: int) -> int:
    """Return how many brackets a word closes: those after it that are not opened in it."""
    plain = re.sub(_QUOTED, lambda match: " " * len(match[0]), word)
    after = len(plain) - len(plain.rstrip(")"))
    inside = plain[: len(plain) - after]
    return min(max(after - max(inside.count("(") - inside.count(")"), 0), 0), depth)


def query_text(words: Iterable[str], today: date) -> str:
    """Return the words of a command line as one query text.

    The shell has taken the quotes off: a word with spaces is a phrase, or a field with one value,
    unless it has quotes, brackets, ``or``, ``and`` or more than one field, when it is a query, or reads as a date.
    """
    return " ".join(_as_typed(word, today) for word in words)


def phrases(words: Iterable[str], today: date) -> list[str]:
    """Return those words of a command line that are taken for a phrase since they have spaces in them."""
    return [" ".join(word.split()) for word in words if _as_typed(word, today) == f'"{word}"' and word.strip()]


def _as_typed(word: str, today: date) -> str:  # noqa: PLR0911 - a form each
    if not re.search(r"\s", word.strip()) or '"' in word:
        return word.strip() or f'"{word}"'
    if _is_date(word, today) or re.search(r"(?i)(?:^|\s)not:(?![a-z_-]+:)\S", word):
        return word
    fields = [field for field in re.findall(r"(?:^|[\s(])-?(?:not:)*([A-Za-z_-]+):", word) if _is_field(field)]
    if len(fields) > 1 or re.search(r"(?i)(^|\s|:|-)\(|\s(or|and)\s|^\s*not\s", word):
        return word
    if fields:
        name = fields[0].lower()
        takes = FIELDS[name].takes if name in FIELDS else SETTINGS[name].takes
        if takes not in _NAMED and not _is_date(word.partition(":")[2], today):
            return word
        if re.search(r"(?i)\s(since|until|before|after|from|between|in|on)\s", word):
            return word
        start = re.match(r"(?i)((?:not:|-)*[a-z_-]+:)(.*)", word, re.DOTALL)
        if start and _is_field(start[1].split(":")[-2].lstrip("-")):
            return f'{start[1]}"{start[2]}"' if "," not in start[2] else _with_quoted_values(start[1], start[2])
        return word
    return f'"{word}"'


def _is_date(word: str, today: date) -> bool:
    """Tell whether a word with spaces is a date as a whole, or is meant as one: 19 June 2024, since last year."""
    from dprkru_timeline.query.datewords import NEEDS_A_DATE, may_hold_dates

    if not may_hold_dates(word):
        return False
    from dprkru_timeline.query.dates import Misread, find_dates

    parts = word.split()
    try:
        found = list(find_dates(parts, today))
    except Misread as misread:
        return misread.last - misread.first >= len(parts) - 1
    if any(parts[dated.first].casefold() in (*NEEDS_A_DATE, "between", "from") for dated in found):
        return True  # workers since 2023: no text has these words one after the other
    return sum(dated.last - dated.first for dated in found) == len(parts)


def _with_quoted_values(field: str, values: str) -> str:
    return field + ",".join(f'"{value.strip()}"' for value in values.split(","))


def _is_field(name: str) -> bool:
    return name.lower() in FIELDS or name.lower() in SETTINGS
