"""Words and option values to a `Query`. The grammar stands in `expr`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dprkru_timeline.edtf import DateSet, Edtf, EndKind, Interval, members_of, parse_edtf
from dprkru_timeline.errors import AmbiguousDate, EdtfError, UsageError, nearest
from dprkru_timeline.model import BASES, FORMS, SETTLED, EventKind, Rel, Stance, Status
from dprkru_timeline.query.expr import (
    DATE_FIELDS,
    FIELDS,
    MISSING,
    ONCE_FIELDS,
    OTHER_FIELDS,
    PRECISIONS,
    SETTINGS,
    BareYear,
    Field,
    Group,
    Is,
    Loose,
    Phrase,
    Query,
    Term,
    Text,
    Typed,
    When,
    is_either,
    joined,
    negated,
)
from dprkru_timeline.query.words import tokens
from dprkru_timeline.text import matches, shortened

CLOSED: dict[str, Sequence[str]] = {
    "status": [one.value for one in Status],
    "kind": [one.value for one in EventKind],
    "stance": [one.value for one in Stance],
    "basis": BASES,
    "form": FORMS,
    "settled": SETTLED,
    "precision": PRECISIONS,
    "links": ("none", *(one.value for one in Rel)),
    "missing": MISSING,
    "yes": ("yes", "no"),
}  # the words that a field of each kind takes
_VALUE = r'\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)'
# Of what happened, all that is not confirmed.
_UNCONFIRMED = (Status.REPORTED, Status.CLAIMED, Status.DISPUTED, Status.ASSESSED, Status.WITHDRAWN)
_DEEPEST = 50  # brackets in brackets: more is no query, and Python's own depth ends somewhere


def parse_query(text: str, *, today: date | None = None) -> Query:
    """Read a query typed in one text, such as ``actor:dprk (theme:labor or theme:education) since:2024``.

    Args:
        text: the query, by the grammar in `expr`.
        today: the day that relative dates count from; the real one when left out.

    Raises:
        UsageError: a field, a value or a date in it is not known or not possible; it marks the place.
    """
    return build_query({}, text, today or date.today())  # noqa: DTZ011 - a person's own day


def build_query(
    options: Mapping[str, Iterable[str]],
    text: str,
    today: date,
    settings: Mapping[str, object] | None = None,
    phrases: Iterable[str] = (),
) -> Query:
    """Make a query of option values (by field), words, and settings (by the names in `Query`).

    ``phrases`` are texts in quotes which the person who typed them put into none.

    Raises:
        UsageError: as `parse_query`; also a limit below 1, both limits, or since after until.
    """
    terms = [
        _term(FIELDS[field], value, f"--{field}", today, (f"--{field} {value}", len(field) + 3))
        for field, values in options.items()
        for value in values
    ]
    reader = _Reader(text, today, frozenset(phrases))
    terms += reader.terms()
    _check_years_apart(options, text, today)
    _check_together(terms)
    query = Query(
        terms=_as_terms(joined("and", terms)) if terms else (),
        **_settings(
            {name: value for name, value in (settings or {}).items() if value is not None and value is not False},
            reader.settings,
        ),  # type: ignore[arg-type]
    )
    for name, number in (("limit", query.limit), ("last", query.last)):
        if number is not None and number < 1:
            raise UsageError(f"{name} {number} is no number of events", f"write {name}:5, or leave it out")
    if query.limit is not None and query.last is not None:
        raise UsageError(
            "limit (-n) and last are both given", "limit is the first in the order shown, last the newest in time order"
        )
    if query.as_of is not None:
        check_day(query.as_of, today)
    return query


def check_day(as_of: date, today: date) -> None:
    """Refuse a day of which nothing can be known yet.

    Raises:
        UsageError: it lies ahead.
    """
    if as_of > today:
        raise UsageError(f"as-of {as_of} lies ahead", f"nothing can be known of that day; today is {today}")


def read_day(text: str, today: date, label: str = "as-of") -> date:
    """Return the day by which something was known: the last of what is typed, as an option where ``label`` is one.

    Raises:
        UsageError: it is no date, or has no last day.
    """
    if label.startswith("--"):
        start = len(label) + 1
        with _blaming(Typed.at(text, f"{label} {text}", start, start + len(text))):
            return _last_day(text, today, label)
    return _last_day(text, today, label)


def _last_day(text: str, today: date, label: str) -> date:
    latest = _date(text, today, label).latest
    if latest is None:
        raise UsageError(f"{label}: {shortened(text)} has no last day", "write one date, such as 2024-10-12")
    return latest


def _as_terms(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Group) and term.joint == "and" else (term,)


def _settings(given: Mapping[str, object], typed: Mapping[str, object]) -> dict[str, object]:
    for name in set(given) & set(typed):
        if given[name] != typed[name]:
            raise UsageError(f"{name.replace('_', '-')} is given twice", "give it once, as an option or as a word")
    return {**given, **typed}


class _Token(NamedTuple):
    kind: str  # "(", ")", "or", "and", "not", "word"
    text: str
    start: int
    dated: "tuple[tuple[str, Edtf], ...]" = ()  # what it asks for, where it is a date
    is_year: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether it may be a word of a date: no quotes, no field, no ``not``; as in between … and, 2019 or later."""
        return self.kind in ("and", "or") or (self.kind == "word" and not re.search('[":]', self.text))


_SIGNS = ("№", "#")
_ENDS, _BEGINS = ("word", ")"), ("word", "(", "not")  # what a term ends and begins with


class _Reader:
    """Reads one query text, from left to right, by the grammar in `expr`."""

    def __init__(self, text: str, today: date, phrases: frozenset[str] = frozenset()) -> None:
        self._text = text
        self._phrases = phrases
        self._today = today
        self._tokens = [_Token(*token) for token in tokens(text, {*FIELDS, *SETTINGS})]
        self._check_operators()
        self._read_dates()
        self._tokens = [
            token for token in self._tokens if token.text not in _SIGNS
        ]  # of a number, which stands after it
        self._tokens = [token for token in self._tokens if token.kind != "and"]  # what stands together holds together
        self._at = 0
        self._depth = 0
        self.settings: dict[str, object] = {}

    def terms(self) -> list[Term]:
        """Return the terms that must all hold; the settings are put aside."""
        term = self._either() if self._tokens else None
        return list(_as_terms(term)) if term else []

    def _check_operators(self) -> None:
        """Refuse an operator that has nothing to work on, and a bracket with nothing in it."""
        kinds = ["", *(token.kind for token in self._tokens), ""]
        for token, before, after in zip(self._tokens, kinds, kinds[2:], strict=False):
            if token.kind in ("or", "and") and not (before in _ENDS and after in _BEGINS):
                self._fail(
                    token,
                    "stands between two terms",
                    f"for either of two names write actor:a,b or --actor a,b; for the word itself, '\"{token.text}\"'",
                )
            if token.kind == "not" and after not in _BEGINS:
                self._fail(token, "has nothing to leave out", "write not:theme:labor, not:word or not:(… or …)")
            if token.kind == ")" and before == "(":
                self._fail(token, "closes a bracket with nothing in it", "write a term in it, or take it out")

    def _read_dates(self) -> None:
        """Make one token of the words that read as a date."""
        if not self._tokens:
            return
        from dprkru_timeline.query.datewords import may_hold_dates

        if not may_hold_dates(self._text):
            return
        from dprkru_timeline.query.dates import Misread, find_dates

        words = [re.sub("(?<=[0-9]{4}),$", "", token.text) if token.is_plain else "" for token in self._tokens]
        found = list(self._tokens)
        try:
            for dated in reversed(list(find_dates(words, self._today))):
                first, last = self._tokens[dated.first], self._tokens[dated.last - 1]
                text = self._text[first.start : last.end]
                found[dated.first : dated.last] = [_Token("word", text, first.start, dated.conditions, dated.is_year)]
        except Misread as misread:
            misread.error.mark(self._text, self._tokens[misread.first].start, self._tokens[misread.last - 1].end)
            raise misread.error from None
        self._tokens = found

    def _fail(self, token: _Token, what: str, remedy: str) -> None:
        error = UsageError(f'"{shortened(token.text)}" {what}', remedy)
        error.mark(self._text, token.start, token.end)
        raise error

    def _take(self, kind: str) -> _Token | None:
        if self._at == len(self._tokens) or self._tokens[self._at].kind != kind:
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def _either(self) -> Term | None:
        """Read what any of holds; None where there are only settings."""
        terms = [self._every()]
        while token := self._take("or"):
            terms.append(self._every())
            if None in terms:
                self._fail(token, "has only settings on one side", "write a term on either side")
        found = [term for term in terms if term]
        if not found:
            return None
        either = joined("or", found)
        return Loose(*either) if isinstance(either, Group) and is_either(either) and not self._depth else either

    def _every(self) -> Term | None:
        terms: list[Term] = []
        while self._at < len(self._tokens) and self._tokens[self._at].kind not in ("or", ")"):
            if term := self._unary():
                terms.append(term)
        if not terms:
            return None
        together = joined("and", terms)
        _check_together(_as_terms(together), self._text)
        return together

    def _unary(self) -> Term | None:
        """Read one term; None where it is a setting."""
        if token := self._take("not"):
            self._enter(token)
            term = self._unary()
            self._depth -= 1
            return negated(term) if term else None
        if token := self._take("("):
            self._enter(token)
            term = self._either()
            self._depth -= 1
            if not self._take(")"):
                self._fail(token, "is not closed", "write ) after the last word of the bracket")
            return term
        token = self._tokens[self._at]  # a word: the operators were checked
        self._at += 1
        try:
            return self._word(token)
        except UsageError as error:
            error.mark(self._text, token.start, token.end)
            raise

    def _enter(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(token, "opens one bracket too many", f"at most {_DEEPEST} fit into each other")

    def _word(self, token: _Token) -> Term | None:
        if token.dated and token.dated[0][0] == "as-of":
            self._set_as_of(token)
            return None
        if token.dated:
            kind = BareYear if token.is_year else When
            return joined("and", [kind(name, _usable(name, found, name)) for name, found in token.dated])
        name, colon, value = token.text.partition(":")
        if not colon or not re.fullmatch("[A-Za-z_-]+", name):
            found = text_term(token.text)
            return Phrase(*found) if found.words in self._phrases else found
        field = name.lower()
        if field in FIELDS:
            return _term(FIELDS[field], value, f"{field}:", self._today, (self._text, token.start + len(name) + 1))
        if field not in SETTINGS:
            raise _unknown_field(name, token.text)
        if self._depth:
            raise UsageError(f"{field} holds for the whole query", "write it outside the bracket")
        start = token.start + len(name) + 1
        with _blaming(Typed.at(value, self._text, start, start + len(value))):
            self._set(SETTINGS[field], value)
        return None

    def _set_as_of(self, token: _Token) -> None:
        latest = token.dated[0][1].latest
        if latest is None:
            raise UsageError(f'"{shortened(token.text)}" has no last day', "write one date, such as as-of:2024-10-12")
        if self._depth:
            raise UsageError("as-of holds for the whole query", "write it outside the bracket")
        if self.settings.get("as_of", latest) != latest:
            raise UsageError("as-of is given twice", "give it once")
        self.settings["as_of"] = latest

    def _set(self, setting: Field, text: str) -> None:
        name, value = setting.name.replace("-", "_"), text.strip(' "')
        if not value:
            raise UsageError(f"{setting.name}: has no value", f"write {setting.name}:{setting.example}")
        read: object
        if setting.takes == "date":
            read = read_day(value, self._today)
        elif setting.takes == "number":
            if not value.isdecimal() or len(value) > 30:  # any decimal digits, as the options take them
                raise UsageError(f'{setting.name}: "{shortened(value)}" is no whole number', f"write {setting.name}:5")
            read = int(value)
        else:
            read = _closed(setting.name, "yes", value)[0] == "yes"
        if self.settings.get(name, read) != read:
            raise UsageError(f"{setting.name} is given twice", "give it once")
        self.settings[name] = read


def _unknown_field(name: str, word: str) -> UsageError:
    close: Sequence[str] = nearest(name, [*FIELDS, *SETTINGS], limit=1)
    if other := OTHER_FIELDS.get(name.casefold()):
        close = (other,)
    if name.casefold() in ("before", "after"):
        value = word.partition(":")[2]
        return UsageError(
            f'no field "{shortened(name)}"', f"write {name.casefold()} {shortened(value)}, as words of their own"
        )
    hint = f"did you mean {close[0]}:?" if close else f"the fields are {', '.join([*FIELDS, *SETTINGS])}."
    return UsageError(f'no field "{shortened(name)}"', f"{hint} For the text itself, write '\"{shortened(word)}\"'")


def unknown_field(word: str) -> UsageError:
    """Return the error for ``-FIELD:value`` with a field that there is not."""
    name = word.lstrip("-").partition(":")[0]
    error = _unknown_field(name, word)
    if name.lower() in SETTINGS:
        error = UsageError(f"{name} can't be left out", f"it holds for the whole query: write {word[1:]}, or nothing")
    error.mark(word, 1, max(word.find(":"), 2))
    return error


def text_term(typed: str) -> Text:
    """Return the term for a word, or a phrase in quotes.

    Raises:
        UsageError: it has no letter or digit, or begins with a minus.
    """
    text = " ".join(typed.replace('"', "").split())
    if not re.search(r"[^\W_]", text):
        raise UsageError(f'"{shortened(typed)}" has nothing to search for', 'write a word, "a phrase" or field:value')
    if re.match(r"[!~][^\W\d_]", typed):
        raise UsageError(
            f'"{shortened(typed)}" begins with {typed[0]}', f"write not:{shortened(typed[1:])} to leave it out"
        )
    if re.match("-[^\\s-]", typed) and not typed.startswith('"'):
        raise UsageError(
            f'"{shortened(typed)}" begins with a minus', f"write not:{shortened(typed[1:])} to leave it out"
        )
    from dprkru_timeline.query.datewords import needs_quotes

    return Text(text, exact='"' in typed or str(Text(text)).startswith('"') or needs_quotes(text))


def _term(field: Field, text: str, label: str, today: date, place: tuple[str, int]) -> Term:
    """Read the value of a field; ``place`` is what was typed as a whole, and where the value begins in it."""
    if field.takes == "date":
        typed = Typed.at(text.strip('"'), place[0], place[1], place[1] + len(text))
        with _blaming(typed):
            return When(field.name, _filter_date(field.name, typed, today, label.rstrip(":")))
    values = list(_typed(text, *place))
    gap = "" if label.endswith(":") else " "
    if values and re.search(r",\s*$", text):
        raise UsageError(f"{label} ends in a comma", f"write {label}{gap}a,b without a space, or in quotes")
    if not values:
        raise UsageError(f"{label} has no value", f"write {label}{gap}{field.example}")
    for value in values:
        if not value.strip("*"):
            name = field.name if field.name in MISSING else ""
            remedy = f"write not:missing:{name} for any {name}" if name else f"write {label} with one, or leave it out"
            raise UsageError(f"{label} {shortened(value)} asks for everything", remedy)
        if value.startswith("(") and not label.startswith("--"):
            raise UsageError(f"{label} takes no bracket", f"write {label}a,b for either, or ({label}a or {label}b)")
    if field.takes == "measure":
        _check_measured(values, label)
        return Is(field.name, tuple(dict.fromkeys(map(_figure, values))))
    if field.takes in CLOSED:
        found = []
        for value in values:
            with _blaming(value):
                found += _closed(field.name, field.takes, value)
        return Is(field.name, tuple(dict.fromkeys(found)))
    return Is(field.name, tuple(dict.fromkeys(values)))


def _check_measured(values: Sequence[Typed], label: str) -> None:
    """Raise an error for a number without a measure: a comma in a number, or one measure for two numbers."""
    for before, value in pairwise(values):
        name, sign, number = before.partition("=")
        if not sign or not re.match("[0-9.<>]", value):
            continue
        with _blaming(value):
            if re.fullmatch("[<>]?[0-9]{1,3}", number) and re.match(r"[0-9]{3}(?![0-9])", value):
                raise UsageError(f'"{number},{value}" has a comma in it', f"write {label}{name}={number}{value}")
            raise UsageError(
                f'"{shortened(value)}" names no measure', f"write {label}{before},{name}={value} for either"
            )


def _figure(value: Typed) -> Typed:
    """Return a measure, or a measure and how many, as ``killed=1000..``; a sign in place of ``=`` is read too."""
    name, sign, number = re.fullmatch(r"([^=<>≤≥]*)(=?[<>≤≥]=?|=?)(.*)", value, re.DOTALL).groups()  # type: ignore[union-attr]
    if not sign:
        return value
    if name.endswith("!"):
        with _blaming(value):
            raise UsageError(
                f'"{shortened(value)}" has a sign for not', f"write not:figure:{name[:-1].strip()}={number}"
            )
    from dprkru_timeline.amount import parse_amount

    with _blaming(value):
        if not name.strip():
            raise UsageError(f'"{shortened(value)}" names no measure', "write figure:killed=1000..")
        sign = sign.replace("≤", "<=").replace("≥", ">=").strip("=") + ("=" if sign[-1] in "=≤≥" else "")
        number = {">=": f"{number}..", "<=": f"..{number}"}.get(sign, sign.strip("=") + number).strip()
        amount = parse_amount(number)
        if amount.about or amount.doubtful:
            plain = amount._replace(about=False, doubtful=False)
            raise UsageError(
                f'"{shortened(number)}" asks for something about or doubtful',
                f"write {name}={plain}, or a range such as {name}=500..700; what is about may be in it",
            )
    return Typed.at(f"{name.strip()}={amount}", value.text, value.start, value.end)


@contextmanager
def _blaming(value: Typed) -> Iterator[None]:
    """Show under an error where the value was typed that it is about, unless that is shown already."""
    try:
        yield
    except UsageError as error:
        if value:
            value.blame(error)
        raise


def _typed(text: str, whole: str, start: int) -> Iterator[Typed]:
    """Yield the values of a list, each with its place in ``whole``, in which ``text`` stands from ``start`` on."""
    for match in re.finditer(_VALUE, text):
        group = 1 if match[1] is not None else 2
        value = match[group].replace('"', "").strip()
        if value:
            written = match[group].strip()
            at = start + match.start(group) + match[group].index(written)
            yield Typed.at(value, whole, at, at + len(written))


def _closed(field: str, takes: str, value: str) -> list[str]:
    """Return the words of a closed set that ``value`` is or, with ``*`` in it, fits."""
    known = CLOSED[takes]
    word = value.casefold().replace("-", "_") if takes == "missing" else value.casefold()
    found = [one for one in known if matches(word, one)]
    if found:
        return found
    close = nearest(value, known, limit=1)
    hint = f"did you mean {close[0]}?" if close else f"one of {', '.join(known)}"
    opposite = re.sub("^(not[: -]?|un|non-?|!|-)", "", word)
    if opposite != word and opposite in known:
        hint = f"for what is not, write not:{field}:{opposite}"
        if opposite == Status.CONFIRMED:  # not confirmed is also what is only said, or lies ahead
            hint = f"write {field}:{','.join(_UNCONFIRMED)}"
    raise UsageError(f'no {field} "{shortened(value)}"', hint)


def _date(text: str, today: date, label: str, *, yearless: bool = False) -> Edtf:
    """Read a date; where ``yearless``, a month or day without a year is the last one."""
    if re.fullmatch("[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?", text):  # at once: most are typed so
        try:
            return parse_edtf(text)
        except EdtfError as error:
            error.message = f"{label}: {error.message}"
            raise
    from dprkru_timeline.edtf.guess import YEARLESS, guess, last_before

    try:
        return guess(text, today)
    except EdtfError as error:
        if yearless and error.reason == YEARLESS and (last := last_before(text, today)):
            return last
        if isinstance(error, AmbiguousDate) and len(error.readings) == 2 and error.readings[0][:1] == "[":
            return guess(error.readings[1], today)  # 2019 or later: of days that are asked for both are the same
        error.message = f"{label}: {error.message}"
        raise


def _filter_date(field: str, text: str, today: date, label: str) -> Edtf:
    """Read a date to filter by; refuse one that gives a filter no days to go by."""
    return _usable(field, _date(text, today, label, yearless=field != "on"), label)


def _usable(field: str, found: Edtf, label: str) -> Edtf:
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
    return found


def _check_together(terms: Sequence[Term], text: str = "") -> None:
    """Refuse terms that can't all hold: two of what an event has once, since after until."""
    plain = [term for term in terms if isinstance(term, Is | When)]
    try:
        for field in ONCE_FIELDS:
            same = [term for term in plain if term.field == field]
            if len(set(same)) > 1:
                _refuse_repeated(field, same)
        _check_range([term for term in plain if isinstance(term, When)])
    except UsageError as error:
        if text:
            error.mark(text, 0, len(text))
        raise


def _refuse_repeated(field: str, same: Sequence[Is | When]) -> None:
    if field == "on" and all(isinstance(term, BareYear) for term in same):
        years = [str(term.date) for term in same if isinstance(term, When)]
        first, last = min(years), max(years)
        raise UsageError(
            f"{' and '.join(years)} are years, and an event has one date",
            f"write {first} to {last} for all between, {first} or {last} for either; "
            f"for a year in a text: '\"{last}\"'",
        )
    if field in DATE_FIELDS or FIELDS[field].takes == "yes":
        raise UsageError(f"{field} is given twice", f"an event has one; give {field} once, or join two with or")
    together = ",".join(value for term in same if isinstance(term, Is) for value in term.values)
    raise UsageError(
        f"{field} is given twice, and an event has one {field}",
        f"write --{field} {together} or {field}:{together} for either",
    )


def _check_years_apart(options: Mapping[str, Iterable[str]], text: str, today: date) -> None:
    """Refuse a month whose year stands apart: ``--until june 2024`` without quotes.

    Raises:
        UsageError: it was typed so.
    """
    year = re.search(r"(?<![\w:/.-])(?:19|20)[0-9]{2}(?![\w:/-])", text)
    if year is None:
        return
    typed = [(f"--{name} ", value) for name in DATE_FIELDS for value in options.get(name, ())]
    typed += [(f"{match[1]}:", match[2]) for match in re.finditer(r'\b(since|until|on):([^\s"()]+)', text)]
    for label, value in typed:
        if re.fullmatch(r"[^\W\d_]+\.?", value) and _is_yearless(value, today):
            whole = f'{label}"{value} {year[0]}"'
            raise UsageError(f"{label}{value} has no year, and {year[0]} stands apart from it", f"write {whole}")


def _is_yearless(text: str, today: date) -> bool:
    from dprkru_timeline.edtf.guess import YEARLESS, guess

    try:
        guess(text, today)
    except EdtfError as error:
        return error.reason == YEARLESS
    return False


def _check_range(terms: Sequence[When]) -> None:
    ends = {term.field: term for term in terms}
    since, until = ends.get("since"), ends.get("until")
    if since and until and since.date.earliest and until.date.latest and since.date.earliest > until.date.latest:
        raise UsageError(
            f"since {since.date} lies after until {until.date}", f"write --since {until.date} --until {since.date}"
        )
