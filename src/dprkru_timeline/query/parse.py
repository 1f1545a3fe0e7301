"""Words and option values to a `Query`. The grammar stands in `expr`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dprkru_timeline.edtf import DateSet, Edtf, EndKind, Interval, members_of
from dprkru_timeline.errors import EdtfError, UsageError, nearest
from dprkru_timeline.model import EventKind, Status
from dprkru_timeline.query.expr import DATE_FIELDS, FIELDS, ONCE_FIELDS, Is, Query, Term, Text, When
from dprkru_timeline.text import shortened

_CLOSED = {"status": [one.value for one in Status], "kind": [one.value for one in EventKind], "key": ["yes", "no"]}
_FIELD = r"(?s)([A-Za-z_-]+):(.*)"
_WORD = r'\s*((?:[^\s"]|"[^"]*")+|")'
_VALUE = r'\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)'


def parse_query(text: str, *, today: date | None = None) -> Query:
    """Read a query typed in one text, such as ``actor:dprk theme:labor since:2024``.

    Args:
        text: the query, by the grammar in `expr`.
        today: the day that relative dates count from; the real one when left out.

    Raises:
        UsageError: a field, a value or a date in it is not known or not possible.
    """
    return build_query({}, tokens(text), today or date.today())  # noqa: DTZ011 - a person's own day


def tokens(text: str) -> list[str]:
    """Split a query's text at white space outside quotes."""
    found = re.findall(_WORD, text)
    if '"' in found:
        raise UsageError(f'the quote in "{shortened(text)}" is not closed', 'write "student visas" with both marks')
    return list(found)


def shell_words(words: Iterable[str]) -> list[str]:
    """Return the words of a command line as query tokens.

    The shell has taken the quotes off: a word with spaces is a phrase, or a field with one value,
    unless it has fields of its own, when it is a whole query.
    """
    found = []
    for word in words:
        fields = re.findall(r"(?:^|\s)([A-Za-z_-]+):", word)
        known = [field for field in fields if field.lower() in FIELDS]
        if not re.search(r"\s", word.strip()) or '"' in word or len(known) > 1:
            found += tokens(word) or [word]
        elif known and word.lower().startswith(f"{known[0].lower()}:"):
            field, _, value = word.partition(":")
            found.append(f'{field}:"{value}"' if "," not in value else word)
        elif known:
            found += tokens(word)
        else:
            found.append(f'"{word}"')
    return found


def build_query(
    options: Mapping[str, Iterable[str]],
    words: Iterable[str],
    today: date,
    *,
    certain: bool = False,
    exact: bool = False,
    limit: int | None = None,
    last: int | None = None,
    reverse: bool = False,
) -> Query:
    """Make a query of option values (by field) and words.

    Raises:
        UsageError: as `parse_query`; also a limit below 1, both limits, or since after until.
    """
    terms: list[Term] = []
    for field, values in options.items():
        terms += [_term(field, value, f"--{field}", today) for value in values]
    terms += [_word(word, today) for word in words]
    for field in ONCE_FIELDS:
        same = [term for term in terms if not isinstance(term, Text) and term.field == field]
        if len(same) > 1 and len(set(same)) > 1:
            _refuse_repeated(field, same)
    for name, number in (("-n", limit), ("--last", last)):
        if number is not None and number < 1:
            raise UsageError(f"{name} {number} is no number of events", f"write {name} 5, or leave it out")
    if limit is not None and last is not None:
        raise UsageError(
            "-n and --last are both given", "-n is the first in the order shown, --last the newest in time order"
        )
    _check_range(terms)
    return Query(
        terms=tuple(dict.fromkeys(terms)), certain=certain, exact=exact, limit=limit, last=last, reverse=reverse
    )


def _refuse_repeated(field: str, same: Sequence[Term]) -> None:
    if field in DATE_FIELDS or field == "key":
        raise UsageError(f"{field} is given twice", f"an event has one date; give --{field} once")
    together = ",".join(value for term in same if isinstance(term, Is) for value in term.values)
    raise UsageError(f"{field} is given twice, and an event has one {field}", f"write --{field} {together} for either")


def _check_range(terms: list[Term]) -> None:
    ends = {term.field: term for term in terms if isinstance(term, When)}
    since, until = ends.get("since"), ends.get("until")
    if since and until and since.date.earliest and until.date.latest and since.date.earliest > until.date.latest:
        raise UsageError(
            f"since {since.date} lies after until {until.date}", f"write --since {until.date} --until {since.date}"
        )


def _word(word: str, today: date) -> Term:
    match = re.fullmatch(_FIELD, word)
    if match is None or word.startswith('"'):
        text = " ".join(word.replace('"', "").split())
        if not re.search(r"[^\W_]", text):
            raise UsageError(
                f'"{shortened(word)}" has nothing to search for', 'write a word, "a phrase" or field:value'
            )
        return Text(text)
    field = match[1].lower()
    if field not in FIELDS:
        close = nearest(field, FIELDS, limit=1)
        hint = f"did you mean {close[0]}:?" if close else f"the fields are {', '.join(FIELDS)}."
        raise UsageError(
            f'no field "{shortened(match[1])}"', f"{hint} For the text itself, write '\"{shortened(word)}\"'"
        )
    return _term(field, match[2], f"{field}:", today)


def _term(field: str, text: str, label: str, today: date) -> Term:
    if field in DATE_FIELDS:
        from dprkru_timeline.edtf.guess import guess

        try:
            found = guess(text.strip('"'), today)
        except EdtfError as error:
            error.message = f"{label.rstrip(':')}: {error.message}"
            raise
        _refuse_unusable(field, found, label.rstrip(":"))
        return When(field, found)
    values = [value.strip() for one in re.findall(_VALUE, text) if (value := one[0] or one[1].replace('"', "")).strip()]
    if not values:
        raise UsageError(f"{label} has no value", f"write {label}{'' if label.endswith(':') else ' '}{_example(field)}")
    if field in _CLOSED:
        values = [_closed(field, value) for value in values]
    return Is(field, tuple(dict.fromkeys(values)))


def _refuse_unusable(field: str, found: Edtf, label: str) -> None:
    """Refuse a date that gives a filter no days to go by."""
    ends = [end for one in members_of(found) for end in ((one.start, one.end) if isinstance(one, Interval) else (one,))]
    for one in filter(None, ends):
        if "X" in f"{one.year}{one.month}{one.day}".rstrip("X"):
            raise UsageError(f"{label}: {found} means days that don't follow each other", "write a month, year or span")
    if field != "on" and isinstance(found, DateSet):
        raise UsageError(f"{label}: {found} is a set of dates", f"give {label} one date, or ask with --on")
    if isinstance(found, Interval) and EndKind.UNKNOWN in (found.start_kind, found.end_kind):
        raise UsageError(f"{label}: {found} has an end that is not known", "write one date, or .. for an open end")
    if (field == "since" and not found.earliest) or (field == "until" and not found.latest):
        raise UsageError(f"{label}: {found} is open on that side", "write one date, such as 2024-06")


def _example(field: str) -> str:
    return (
        _CLOSED[field][0]
        if field in _CLOSED
        else {"actor": "dprk", "theme": "labor", "place": "kursk"}.get(field, "Reuters")
    )


def _closed(field: str, value: str) -> str:
    known = _CLOSED[field]
    word = value.casefold()
    if word in known:
        return word
    close = nearest(value, known, limit=1)
    hint = f"did you mean {close[0]}?" if close else f"one of {', '.join(known)}"
    raise UsageError(f'no {field} "{shortened(value)}"', hint)
