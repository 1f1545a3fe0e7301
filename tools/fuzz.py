"""Try odd input on what takes any: event files, queries, dates and command lines.

    python tools/fuzz.py                                   all four, 1,000 cases each
    python tools/fuzz.py query dates --cases 50000 --seed 7

Each case is made from the seed and its number, so that a run can be repeated. What must hold of every case stands in
the targets below. A case that breaks it is made as small as still breaks it, and kept in ``tests/data/fuzz/TARGET``,
one for each kind of break; ``tests/test_fuzz.py`` tries what is kept for good. Ends with 1 if anything was found.
"""

import argparse
import io
import json
import logging
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.streams import Stream, foreign  # noqa: E402 - the tests stand beside this folder

DATA = ROOT / "tests" / "data"
KEPT = DATA / "fuzz"
MINI = DATA / "mini.toml"
TODAY = date(2026, 1, 15)
SECONDS = 5  # of this process's own time: more is a find
_WAITING = 60  # and of the clock's, for what waits for something
_TRIES = 3000  # to make one find smaller


def _split(text: str) -> tuple[str, ...]:
    """Return the words of a text, which stand two spaces or more apart."""
    return tuple(re.split(r"\s{2,}", text.strip()))


class Broken(Exception):  # noqa: N818
    """What must hold does not: ``promise`` says what, in the same words for every case."""

    def __init__(self, promise: str, seen: str = "") -> None:
        super().__init__(f"{promise}: {seen}" if seen else promise)
        self.promise = promise


class TooLong(BaseException):
    """A case takes too long; nothing that the program catches."""


class Outside(BaseException):
    """The program reaches out of the folder that it runs in; nothing that it catches."""


class Target(NamedTuple):
    """What takes odd input: a way to make a case, what must hold of it, and what it is made of, to make it smaller."""

    make: Callable[[random.Random], bytes]
    hold: Callable[[bytes], None]
    parts: Callable[[bytes], Sequence[Any]] = list
    join: Callable[[Sequence[Any]], bytes] = bytes


class Find(NamedTuple):
    """A case that breaks what must hold; two of one kind break the same in the same place."""

    kind: str
    what: str
    case: bytes

    @property
    def name(self) -> str:
        """The name of its file: of the kind of break, and of the case."""
        words = re.sub("[^a-z0-9]+", "-", self.kind.lower()).strip("-")[:60].strip("-")
        return f"{words}-{sha256(self.case).hexdigest()[:8]}"


def tried(target: Target, case: bytes) -> Find | None:
    """Try one case; return what it breaks."""
    try:
        with _limited():
            target.hold(case)
    except Broken as error:
        return Find(error.promise, str(error), case)
    except TooLong as error:
        return Find("takes too long", f"{error}, in {_place(error)}", case)
    except Exception as error:  # noqa: BLE001 - whatever leaves the program and is none of its own errors
        kind = f"{type(error).__name__} in {_place(error)}"
        return Find(kind, f"{kind}: {error}", case)
    return None


def _place(error: BaseException) -> str:
    """Return the last function of ours that an exception passed through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "dprkru_timeline" in frame.filename]
    if not frames:
        return "a library"
    return f"{frames[-1].filename.rpartition('dprkru_timeline/')[2]} {frames[-1].name}"


@contextmanager
def _limited() -> Iterator[None]:
    """Raise `TooLong` in the block when its time is over; where signals can't be had, say so at its end."""
    began = time.process_time()
    timers = []
    if hasattr(signal, "setitimer"):
        timers = [(signal.SIGPROF, signal.ITIMER_PROF, SECONDS), (signal.SIGALRM, signal.ITIMER_REAL, _WAITING)]
    before = [signal.signal(number, _over) for number, _, _ in timers]
    try:
        for _, timer, seconds in timers:
            signal.setitimer(timer, seconds)
        yield
    finally:
        for (number, timer, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)
    if time.process_time() - began > SECONDS:
        raise TooLong(f"over {SECONDS} s")


def _over(number: int, frame: FrameType | None) -> None:
    del frame
    raise TooLong(f"over {SECONDS} s" if number == signal.SIGPROF else f"waits for over {_WAITING} s")


def smaller(target: Target, find: Find) -> Find:
    """Return the same kind of find with as little in its case as still makes it."""
    left = 12 if find.kind == "takes too long" else _TRIES
    parts = target.parts(find.case)
    size = max(len(parts) // 2, 1)
    while size and left > 0:
        at, shrunk = 0, False
        while at < len(parts) and left > 0:
            fewer = [*parts[:at], *parts[at + size :]]
            left -= 1
            again = tried(target, target.join(fewer))
            if again and again.kind == find.kind:
                parts, find, shrunk = fewer, again, True
            else:
                at += size
        if not shrunk or size > 1:
            size //= 2
    return find


def messages(error: Exception) -> None:
    """See that an error of the program's own has words, and that they can do nothing to a terminal."""
    from dprkru_timeline.errors import InvalidFile, TimelineError
    from dprkru_timeline.text import first_unsafe

    if not isinstance(error, TimelineError):
        raise error
    if error.exit_code not in (1, 2):
        raise Broken("an error has an exit code that is no error's", str(error.exit_code))
    texts = [error.message, str(error)]
    if isinstance(error, InvalidFile):
        texts = [*map(str, error.problems), *(one.message for one in error.problems)]
    for text in texts or [""]:
        if not text.strip():
            raise Broken("an error without words", type(error).__name__)
    for text in (*texts, error.help, error.excerpt):
        if first_unsafe(text):
            raise Broken("an error with a character that can act on a screen", repr(text)[:300])
    if error.excerpt:
        _, carets = error.excerpt.split("\n")
        if not re.fullmatch(r"    \s*\^+", carets):
            raise Broken("an excerpt without carets", repr(error.excerpt))


# Mutations.

_ODD_CHARACTERS = (
    *("\x00", "\x1b", "\x1b[31m", "\x9b", "\x7f", "\t", "\n", "\r\n", "\u00a0", "\u2028", "\u202e", "\u200b", "\ufeff"),
    *("\u0660", "\u00b2", "\u2460", "\uff11", "\u0130", "\u00df", "e\u0301", "\u1107\u116e", "\U0001f1f0", "\udcff"),
    *("\ufffe", "\u115f", "\u3000", "한", "Ж", "x" * 300, '"', "'", "\\", "(", ")", ":", ",", "*", "-", "--", "#", "="),
    *("[", "]", "{", "}", "?", "~", "%", ".", "..", "X", "T", "0", "9", "99999999999999999999"),
)


def mutated_text(chance: random.Random, text: str) -> str:
    """Return a text with a few characters taken out, put in, doubled or moved."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at, to = sorted(chance.choices(range(len(text) + 1), k=2))
        match chance.randrange(6):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + chance.choice(_ODD_CHARACTERS) + text[at:]
            case 2:
                text = text[:at] + text[at:to] * 2 + text[to:]
            case 3:
                text = text[:at] + text[to:]
            case 4:
                text = text[:at] + text[at:to].swapcase() + text[to:]
            case 5:
                text = text[:at] + chance.choice(_ODD_CHARACTERS) + text[at + 1 :]
    return text[:2000]


def _mostly(chance: random.Random, words: Sequence[str]) -> str:
    """Return one of the words, mostly one of the first: those are good, the rest is odd."""
    return words[min(int(chance.expovariate(4 / len(words))), len(words) - 1)]


def _text(case: bytes) -> str:
    return case.decode("utf-8", "surrogatepass")


def _bytes(text: Sequence[str]) -> bytes:
    return "".join(text).encode("utf-8", "surrogatepass")


# Event files.

_ODD_VALUES = (
    *_split(r"""
    ""  " "  "\u0000"  "\u001b[2J"  "\u202e"  "\u200b"  "a\nb"  '''x'''  "\ud800"  true  0  -1  1.5  inf  nan  1e400
    999999999999999999999999999999  0x10  1_000  -0.0  []  {}  [[]]  [""]  ["a", 1]  [{}]  [1, 2]  [91, 0]  [0, nan]
    {a = "b"}  1979-05-27  1979-05-27T07:32:00Z  1979-05-27 07:32:00  07:32:00  0001-01-01  9999-12-31  2024-02-30
    "2024-13"  "../.."  "[2024]"  "{}"  "2024-10/"  "-0001"  "Y10000"  "2024-06-31/2024"  "today"  "https://[::1"
    "https://a:99999"  "https://"  "javascript:x"  "http://a b"  "https://ä.org/한"  "dprk"  ["dprk", "dprk"]
    ["nobody"]  "deadline"  ["record", "wire"]
"""),
    '"""\n\n"""',
    "9" * 5000,
    "[" * 200 + "]" * 200,
    '"' + "x" * 70000 + '"',
)
_ODD_LINES = (
    *_split(r"""
    [  ]  [[events]]  [events]  [[events.claims]]  [[events.links]]  [events.claims]  [chronology]  [actors]
    [[actors.dprk]]  [actors.dprk.x]  [actors.""]  [actors."a b"]  [actors."\u001b"]  [actors.a.b]  schema = 1
    schema = 2  schema = "1"  a.b = 1  "" = 1  "\u001b[31m" = 1  key  key =  = 1  x = 1 2  rel = "part-of"
    to = "deadline"  part_of = "dprk"  part_of = "russia"  '''
"""),
    "\ufeff",
    "\x00",
    "#\x07",
    '"""',
)


@cache
def _event_files() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Return the event files of the tests that load, and those that do not."""
    from dprkru_timeline.errors import TimelineError
    from dprkru_timeline.store.find import EventFile
    from dprkru_timeline.store.load import load_checked

    good, bad = [MINI.read_bytes()], []
    for path in sorted((DATA / "hostile").rglob("*.toml")):
        data = path.read_bytes()
        if len(data) < 20_000:
            try:
                load_checked([EventFile("file", data)])
            except TimelineError:
                bad.append(data)
            else:
                good.append(data)
    return tuple(good), tuple(bad)


def _event_file(chance: random.Random) -> bytes:
    good, bad = _event_files()
    data = chance.choice(bad if chance.random() < 0.1 else (MINI.read_bytes(), chance.choice(good)))
    of_bytes = chance.random() < 0.2
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        data = _with_other_bytes(chance, data) if of_bytes else _with_other_lines(chance, data)
    return data[:200_000]


def _with_other_bytes(chance: random.Random, data: bytes) -> bytes:
    at, to = sorted(chance.choices(range(len(data) + 1), k=2))
    to = min(to, at + chance.choice((1, 4, 60, 3000)))
    odd = chance.choice(_ODD_CHARACTERS).encode("utf-8", "surrogatepass")
    return chance.choice(
        (
            data[:at] + data[to:],
            data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
            data[:at] + odd + data[at:],
            data[:at] + data[at:to] * 2 + data[to:],
            data[:at],
            data[:at] + MINI.read_bytes()[at:to] + data[at:],
            chance.choice((b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04")) + data,
        )
    )


def _with_other_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    key, equals, value = lines[at].partition("=")
    same = [line for line in lines if line.startswith(f"{key}=")]
    match chance.randrange(12):
        case 0 | 1 | 2 | 3 if equals:
            lines[at] = chance.choice(same)
        case 4 if equals:
            lines[at] = f"{key}= {chance.choice(_ODD_VALUES)}"
        case 5 | 6 if equals and '"' in value:
            lines[at] = f"{key}={_in_quotes(chance, value)}"
        case 7 if equals:
            lines[at] = f"{chance.choice(lines).partition('=')[0]} ={value}"
        case 8:
            lines[at] = chance.choice(_ODD_LINES)
        case 9:
            lines[at], lines[to] = lines[to], lines[at]
        case 10:
            lines[to:to] = lines[at : at + chance.choice((1, 1, 8))]
        case _:
            del lines[at : at + chance.choice((1, 1, 8))]
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _in_quotes(chance: random.Random, value: str) -> str:
    """Change what stands in the first quotes of a value, and keep it a value of TOML."""
    before, quote, rest = value.partition('"')
    text, closing, after = rest.partition('"')
    other = mutated_text(chance, text).encode("utf-8", "ignore").decode()
    shown = json.dumps(other, ensure_ascii=False).replace("\x7f", "\\u007f")[1:-1]
    return f"{before}{quote}{shown}{closing}{after}"


def _loads_or_is_refused(case: bytes) -> None:
    from dprkru_timeline.check.files import lint
    from dprkru_timeline.errors import TimelineError
    from dprkru_timeline.store.find import EventFile
    from dprkru_timeline.store.load import load_checked

    file = EventFile("case.toml", case)
    try:
        chronology = load_checked([file])
    except TimelineError as error:
        messages(error)
        problems = list(getattr(error, "problems", ()))
        if not problems:
            raise Broken("a file is refused without a problem", str(error)) from None
    else:
        problems = []
        _is_shown(chronology)
        _is_copied(chronology, case)
    checked, found = lint([file], TODAY)
    if (checked is None) is not bool(problems) or (problems and found != problems):
        raise Broken("check and the loader disagree", f"{problems} {found}")
    _have_places(found, case)


def _have_places(problems: Sequence[Any], case: bytes) -> None:
    from dprkru_timeline.store.rules import RULES
    from dprkru_timeline.text import first_unsafe

    last = case.count(b"\n") + 1
    for one in problems:
        if one.code not in RULES or one.severity != RULES[one.code].severity or one.file != "case.toml":
            raise Broken("a problem of no rule or file", repr(one))
        if one.line is not None and not 1 <= one.line <= last:
            raise Broken("a problem in a line that there is not", f"{one.line} of {last}: {one}")
        if first_unsafe(str(one)) or not one.message.strip():
            raise Broken("a problem with a character that can act on a screen", repr(str(one))[:300])


def _is_shown(chronology: Any) -> None:
    """See that what loads can be shown and exported."""
    from dprkru_timeline.formats import export
    from dprkru_timeline.render.lines import plain
    from dprkru_timeline.render.timeline import timeline_lines
    from dprkru_timeline.text import first_unsafe

    text = "\n".join(plain(line) for line in timeline_lines(chronology, 80, full=True))
    if first_unsafe(text):
        raise Broken("a view with a character that can act on a screen", repr(first_unsafe(text)))
    out = io.StringIO()
    export(chronology, "json", out)
    if len(json.loads(out.getvalue())["events"]) != len(chronology.events):
        raise Broken("an export without some of the events")


def _is_copied(chronology: Any, file: bytes) -> None:
    """See that the fast copy of it is the same."""
    from dprkru_timeline.store.builtin import copy_bytes, read_copy
    from dprkru_timeline.words.sources import ranked_sources, source_note

    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        copy, path = Path(folder, "copy"), Path(folder, "file")
        copy.write_bytes(copy_bytes(chronology, file, source_note, ranked_sources))
        path.write_bytes(file)
        if read_copy(copy, str(path)) != chronology:
            raise Broken("the fast copy is another chronology")


# Queries.

_NAMES = {
    "actor": _split("dprk  북한  kremlin  north korea  r*  *  nobody  DPRK  ＤＰＲＫ"),
    "measure": _split("killed  killed=600  killed=..600  killed>100  k*=1..  nothing"),
    "theme": _split("labor  labour  arms  tr*ty  *r*  nothing"),
    "place": _split("kursk  russia-territory  평양  *yang"),
    "source": _split("reuters  the paper  paper*  united nations  book"),
    "file": _split("mini  builtin  MINI  m*  nosuch"),
    "id": _split("pact  d*  *dead*line*  PACT  nosuch"),
    "number": _split("1  5  0  -1  9999999999999999999999999999999  ٣  1.5  x"),
    "date": _split("""
        2024  2024-10  2024-10-08  2024-22  201X  2024-10~  2024-06/2024-08  2024/..  ../2019  [2024,2025]  june 2024
        summer 2024  90d  last year  03/04/2024  winter 2024  2024-Q2  2024-13  today  x  0001  9999-12-31
        {2024-10,2024-12}  2024-10-XX  -0001  2024-02-30
    """),
}
_QUERY_WORDS = _split("""
    workers  kursk  북한  25,000  or  AND  not  a:b  x-y  -x  (a  b)  f(x)  *  %  1.5  é  –  "student visas"  "or"
    "(a)"  "a:b"  ""  "  not:  -(  :  actor:  nosuch:x  Status:Claimed
""")


def _query(chance: random.Random) -> bytes:
    text = _terms(chance, chance.choice((0, 1, 1, 2, 3)))
    if chance.random() < 0.3:
        text = mutated_text(chance, text)
    if chance.random() < 0.02:
        text = (
            chance.choice(("(", "not:", "-(", "((", "not:(", "a or ", "-theme:x ", '"')) * chance.choice((40, 60, 400))
            + text
        )
    return _bytes(text)


def _terms(chance: random.Random, deep: int) -> str:
    found = [_term(chance, deep) for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5)))]
    text = found[0]
    for one in found[1:]:
        text += chance.choice((" ", " ", " or ", " or ", " and ", "  ", " OR ")) + one
    return text


def _term(chance: random.Random, deep: int) -> str:
    from dprkru_timeline.query.expr import FIELDS, SETTINGS
    from dprkru_timeline.query.parse import CLOSED

    kind = chance.random()
    if kind < 0.25 and deep:
        return chance.choice(("not:", "-", "", "", "not ")) + f"({_terms(chance, deep - 1)})"
    if kind < 0.4:
        return _mostly(chance, _QUERY_WORDS)
    field = chance.choice(list(SETTINGS.values() if kind < 0.45 else FIELDS.values()))
    known = _NAMES.get(field.takes) or (*CLOSED[field.takes], CLOSED[field.takes][0][:3] + "*", "nosuch")
    several = 1 if field.takes in ("date", "number", "yes") else chance.choice((1, 1, 1, 2, 3))
    values = [_mostly(chance, known) for _ in range(several)]
    shown = [f'"{value}"' if " " in value or chance.random() < 0.1 else value for value in values]
    comma = ", " if chance.random() < 0.05 else ","
    lead = chance.choice(("",) * 8 + ("not:", "not:", "-", "-", "not ", "not:-"))
    lead = "" if field.name in SETTINGS and chance.random() < 0.9 else lead
    return f"{lead}{field.name}:{comma.join(shown)}"


@cache
def _mini() -> Any:
    from dprkru_timeline.store.load import load

    return load(str(MINI))


def _is_a_query_or_refused(case: bytes) -> None:
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.session.ask import Question

    text = _text(case)
    ways: tuple[Callable[[], Any], ...] = (
        lambda: parse_query(text, today=TODAY),
        lambda: Question((text,)).query(TODAY),
        lambda: Question(tuple(text.split(" "))).query(TODAY),
    )
    for way in ways:
        _means_the_same_typed_back(way)


def _means_the_same_typed_back(way: Callable[[], Any]) -> None:
    from dprkru_timeline.errors import TimelineError
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.query.select import select
    from dprkru_timeline.session.ask import answered

    try:
        query = way()
    except TimelineError as error:
        messages(error)
        return
    shown = str(query)
    try:
        again = parse_query(shown, today=TODAY)
    except TimelineError as error:
        raise Broken("a query's normal form is refused", f"{shown!r}: {error}") from None
    if again != query or str(again) != shown:
        raise Broken("a query's normal form is another query", f"{shown!r} {query!r} {again!r}")
    try:
        answer = answered(_mini(), query)
    except TimelineError as error:
        messages(error)
        return
    selection = answer.chronology.selection
    if selection is None:
        raise Broken("an answer without what was asked", shown)
    for note in answer.notes:
        if not note.strip():
            raise Broken("a note without words", shown)
    try:
        twice = select(_mini(), parse_query(selection.query, today=TODAY))
    except TimelineError as error:
        raise Broken("a header's query is refused", f"{selection.query!r}: {error}") from None
    if twice.events != answer.events:
        raise Broken("a header's query finds other events", f"{selection.query!r}")


# Dates.

_PARTS = {
    "year": _split("2024  2025  1999  201X  20XX  0001  9999  1X99  XXXX  0000  10000  999"),
    "month": _split("01  02  10  12  XX  21  24  33  1X  0X  37  41  13  00  25  42  6"),
    "day": _split("01  08  28  XX  29  30  31  1X  X1  3X  00  32  9"),
}
_TIMES = _split("T12:00:00  T12:00:00Z  T23:59:60  T12:00:00+01:00  T12:00:00-00:00  T24:00:00  T1  T12:00")
_TYPED = _split("""
    {month} {year}  {day} {month} {year}  {month} {day}, {year}  {season} {year}  {season} of {year}  {day} {month}
    winter {year}-{two}  winter {year}/{year}  {year}-Q{digit}  q{digit} {year}  {day}/{digit}/{year}
    {digit}.{day}.{year}  {digit}/{year}  last {unit}  next {unit}  this {unit}  {number}{short}
    {number} {unit}s ago  today  yesterday  {weekday}, {day} {month} {year}  {weekday} {month} {day} {year}  {month}
    {season}  {day}  {year} {season}  {month} of {year}  {day}th of {month} {year}  {year}{digit}{day}
    {month}-{day}-{year}  {weekday}  tomorrow
""")
_FILLING = {
    "month": _split("january  Feb  march  Sept  december  mai  junio  JUNE  jun."),
    "year": _split("2024  0001  9999  1999  24  0024  10000"),
    "day": _split("1  08  19  29  30  31  32  0  1st  2nd"),
    "season": _split("spring  summer  autumn  fall  winter  Winter"),
    "two": _split("25  24  00  2025  5"),
    "digit": _split("1  2  4  5  12  13  0"),
    "unit": _split("week  month  year  day  fortnight"),
    "number": _split("1  90  0  999999999  999999999999  -1"),
    "short": (*_split("d  w  m  mo  y  h"), " days"),
    "weekday": _split("monday  Tue  thurs  sunday  sunday,"),
}


def _date(chance: random.Random) -> bytes:
    if chance.random() < 0.4:
        filling = {name: _mostly(chance, words) for name, words in _FILLING.items()}
        text = chance.choice(_TYPED).format(**filling)
    else:
        text = _edtf(chance)
    if chance.random() < 0.25:
        text = mutated_text(chance, text)
    return _bytes(text)


def _edtf(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.5:
        return _one_date(chance)
    if kind < 0.75:
        ends = sorted(chance.choice((_one_date(chance),) * 8 + ("..", "..", "", "open")) for _ in range(2))
        return "/".join(reversed(ends) if chance.random() < 0.2 else ends)
    one, other = _one_date(chance), _one_date(chance)
    forms = (one,) * 6 + (f"{one}..{other}", f"..{one}", f"{one}..", "")
    members = [chance.choice(forms).replace(one, _one_date(chance)) for _ in range(chance.choice((1, 1, 2, 2, 3, 30)))]
    opening, closing = chance.choice(("[]",) * 6 + ("{}",) * 6 + ("[}",))
    return f"{opening}{','.join(members)}{chance.choice(('', '', '..'))}{closing}"


def _one_date(chance: random.Random) -> str:
    def flag() -> str:
        return chance.choice(("",) * 30 + ("?", "~", "%"))

    parts = [f"{flag()}{_mostly(chance, _PARTS[name])}{flag()}" for name in ("year", "month", "day")]
    text = "-".join(parts[: chance.choice((1, 2, 3, 3))])
    lead = chance.choice(("",) * 40 + ("-", "Y", "Y-"))
    return lead + text + chance.choice(("",) * 40 + (*_TIMES, "S2", "E3", "u"))


def _is_a_date_or_refused(case: bytes) -> None:
    text = _text(case)
    _is_edtf_or_refused(text)
    _is_typed_or_refused(text)
    _is_a_length_or_refused(text)


def _is_edtf_or_refused(text: str) -> None:
    from dprkru_timeline.edtf import parse_edtf
    from dprkru_timeline.errors import EdtfError

    try:
        value = parse_edtf(text)
    except EdtfError as error:
        _is_a_refusal(error)
        return
    if str(value) != text:
        raise Broken("a date's text is another", f"{text!r} {value}")
    _is_a_date(value)


def _is_typed_or_refused(text: str) -> None:
    from dprkru_timeline.edtf.guess import guess
    from dprkru_timeline.edtf.wording import typed as as_typed
    from dprkru_timeline.errors import AmbiguousDate, EdtfError

    try:
        typed = guess(text, TODAY)
    except AmbiguousDate as error:
        _is_a_refusal(error)
        _can_be_typed(error)
        return
    except EdtfError as error:
        _is_a_refusal(error)
        return
    _is_a_date(typed)
    if guess(as_typed(typed), TODAY) != typed:
        raise Broken("a typed date's EDTF is read as another", f"{text!r} {typed}")


def _can_be_typed(error: Any) -> None:
    """See that each reading that is offered is one when it is typed."""
    from dprkru_timeline.edtf.guess import guess
    from dprkru_timeline.errors import EdtfError

    offered = re.split(", | or ", error.help.removeprefix("write "))
    for reading in (*error.typed, *(one for one in offered if "…" not in one)):
        try:
            found = str(guess(reading, TODAY))
        except EdtfError as refusal:
            raise Broken("a reading that is offered is refused", f"{error.text!r}: {refusal}") from None
        if found not in error.readings:
            raise Broken("a reading that is offered is another date", f"{error.text!r} {reading!r}")


def _is_a_length_or_refused(text: str) -> None:
    from dprkru_timeline.edtf.length import parse_span
    from dprkru_timeline.errors import TimelineError

    try:
        span = parse_span(text)
    except TimelineError as error:
        messages(error)
        return
    if parse_span(str(span)) != span:
        raise Broken("a length's text is another", f"{text!r} {span}")


def _is_a_refusal(error: Any) -> None:
    messages(error)
    if not error.reason or not 0 <= error.start <= error.end <= max(len(error.text), 0):
        raise Broken(
            "a refusal that marks what there is not", f"{error.text!r} {error.reason} {error.start} {error.end}"
        )


def _is_a_date(value: Any) -> None:
    from dprkru_timeline.edtf import anchor, cover, is_exact, order, parse_edtf, wording
    from dprkru_timeline.text import first_unsafe

    text = str(value)
    if parse_edtf(text) != value or hash(parse_edtf(text)) != hash(value):
        raise Broken("a date typed back is another", text)
    if value.earliest and value.latest and value.earliest > value.latest:
        raise Broken("a date ends before it begins", text)
    words = wording(value)
    if not words.strip() or first_unsafe(words):
        raise Broken("a date without words", f"{text} {words!r}")
    anchor(value)
    order(value)
    is_exact(value)
    if not cover(value, value.earliest, value.latest):
        raise Broken("a date does not lie within itself", text)


# Command lines.

_ARGUMENTS = {
    "EVENT": (*_split("deadline  pact  d*  -  2024  nosuch  workers  *  theme:labor  북한  03/04/2024"), "", "a" * 300),
    "DATE": (
        *_split("today  2024  june 2024  90d  2024-10/..  ../2019  x  0001-01-01  9999-12-31  19 June  [2024,2025]"),
        "",
    ),
    "QUERY": (
        *_split("""workers  theme:labor  actor:dprk  -theme:labor  (a or b)  "  missing:place  limit:1  or  not:  *"""),
        "",
    ),
    "NAME": (
        *_split("dprk  labor,arms  kursk  북한  nosuch  *  ,  a,b  [/]  events  show"),
        "",
        "\x1b[31m",
        "\udcff",
        "x" * 3000,
    ),
    "NUMBER": (
        *_split("1  0  -1  12  40  9999  1000000000000000  1e3  999999999999999999999999999999  nan  ٣"),
        "",
        " 5",
    ),
    "FILE": (
        *_split("mini.toml  bad.toml  builtin  -  .  missing.toml  folder  pact  /dev/null  /nonexistent/x"),
        "",
        "bad\nname",
        "a\x00b",
    ),
    "OUT": (
        *_split("""
        x.csv  x.json  x.svg  x.png  x.txt  x.html  x.docx  x.xlsx  x.sqlite  x.ics  x.md  x.ris  x  -  mini.toml
        there.csv  folder  folder/x.csv  missing/x.csv  .  /dev/null  /dev/full  .csv  x.CSV  new/  datapackage.json
        link.csv  ~x.csv  a:b.csv
    """),
        "",
        "a\x1b.csv",
        "\udcff.csv",
        "y" * 300 + ".csv",
    ),
    "ANY": (
        *_split("--  -  --json  --nosuch  -x  --help  -h  --version  =  --=  -nk  -n5  --width=  ''  --fil"),
        "\u200b",
    ),
}
# What an option takes, by its name; else any of its own closed set, or a name.
_TAKES = {
    **dict.fromkeys(("--since", "--until", "--on", "--as-of", "--within"), "DATE"),
    **dict.fromkeys(("--limit", "--last", "--width", "--top"), "NUMBER"),
    **dict.fromkeys(("--output",), "OUT"),
    **dict.fromkeys(("--file",), "FILE"),
}
_POSITIONAL = {
    "paths": "FILE",
    "words": "QUERY",
    "day": "DATE",
    "moment": "EVENT",
    "event": "EVENT",
    "start": "EVENT",
    "end": "EVENT",
}


class Option(NamedTuple):
    """An option of a command: its spellings, whether it stands alone, and the words of its closed set."""

    names: tuple[str, ...]
    alone: bool
    words: tuple[str, ...]


@cache
def _options() -> dict[str, tuple[list[Option], list[str]]]:
    """Return the options and the arguments of each command, as Typer knows them."""
    import typer

    from dprkru_timeline.cli.app import build_app

    group: Any = typer.main.get_command(build_app())
    found = {}
    for name, command in (("", group), *group.commands.items()):
        options, arguments = [], []
        for one in command.params:
            if one.param_type_name == "argument":
                arguments.append(one.name)
            elif one.opts[0] not in ("--install-completion", "--show-completion"):  # a shell's, not a person's
                words = tuple(map(str, getattr(one.type, "choices", None) or ()))
                options.append(Option((*one.opts, *one.secondary_opts), bool(one.is_flag), words))
        found[name] = (options, arguments)
    return found


def _command_line(chance: random.Random) -> bytes:
    from dprkru_timeline.cli.commands import COMMANDS

    command = chance.choice((*COMMANDS, *COMMANDS, "shwo", ""))
    options, arguments = _options().get(command, _options()[""])
    line = [chance.choice(_ARGUMENTS["ANY"])] if chance.random() < 0.05 else []
    line += [command] if command else []
    for name in arguments:
        line += _argument(chance, name)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6)) if options else 0):
        line += _option(chance, chance.choice(options))
    while chance.random() < 0.25:
        _change_line(chance, line)
    return _line_bytes(line)


def _argument(chance: random.Random, name: str) -> list[str]:
    from dprkru_timeline.answers.schemas import NAMES
    from dprkru_timeline.cli.commands import COMMANDS
    from dprkru_timeline.derive.stats import LISTS

    words = {"what": (*LISTS, "nosuch", "path"), "name": (*NAMES, "nosuch"), "topic": (*COMMANDS, "query", "nosuch")}
    pool = words.get(name) or _ARGUMENTS[_POSITIONAL.get(name, "NAME")]
    return [chance.choice(pool) for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 2)))]


def _option(chance: random.Random, option: Option) -> list[str]:
    from dprkru_timeline.formats import FORMATS

    name = chance.choice(option.names)
    if option.alone:
        return [name]
    pool = option.words or _ARGUMENTS[_TAKES.get(option.names[0], "NAME")]
    if option.names[0] == "--format" and not option.words:
        pool = (*(one.name for one in FORMATS), "nosuch")
    value = chance.choice(pool) if chance.random() < 0.9 else chance.choice(_ARGUMENTS["NAME"])
    return [f"{name}={value}"] if name.startswith("--") and chance.random() < 0.3 else [name, value]


def _change_line(chance: random.Random, line: list[str]) -> None:
    """Put an argument in, take one out, double one, or change what is in it; a path stays one of those above."""
    at, to = chance.randrange(len(line) + 1), chance.randrange(len(line) + 1)
    match chance.randrange(4):
        case 0:
            line.insert(at, chance.choice(_ARGUMENTS["ANY"]))
        case 1:
            del line[at : at + 1]
        case 2:
            line.insert(at, line[to % len(line)] if line else "show")
        case 3 if line and "/" not in line[at % len(line)]:
            line[at % len(line)] = mutated_text(chance, line[at % len(line)])


def _line_bytes(line: Sequence[str]) -> bytes:
    return json.dumps(list(line)).encode()


_inside: list[Path] = []  # the folder that a command line may write to, while one runs
_watched: list[bool] = []  # that what is opened is watched: a hook can't be taken away again
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
_REACHES_OUT = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect")


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse whatever reaches out of the folder: files that are written, other programs, the network."""
    if not _inside:
        return
    if event in _REACHES_OUT:
        raise Outside(f"{event} {arguments[:2]!r}")
    paths: tuple[Any, ...] = ()
    if event == "open" and len(arguments) == 3 and (arguments[2] or 0) & _WRITES:
        paths = arguments[:1]
    elif event in _CHANGES:
        paths = arguments[:2] if event in ("os.rename", "os.link") else arguments[:1]
        paths = arguments[1:2] if event == "os.symlink" else paths
    elif event == "sqlite3.connect" and arguments[0] not in (":memory:", ""):
        paths = arguments[:1]
    for path in paths:
        own = isinstance(path, str) and path.startswith("/proc/self/fd/")  # a file of this process without a name
        if isinstance(path, str | bytes) and not own and not _is_inside(os.path.abspath(os.fsdecode(path))):  # noqa: PTH100 - it asks no disk
            raise Outside(f"{event} {path!r}")


def _is_inside(path: str) -> bool:
    return path in ("/dev/null", "/dev/full") or any(path == str(one) or path.startswith(f"{one}/") for one in _inside)


@contextmanager
def _in_a_folder() -> Iterator[Path]:
    """Run the block in a folder of its own, with a few files, and let it write nowhere else."""
    if not _watched:
        _watched.append(True)
        sys.addaudithook(_watch)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name).resolve()
        shutil.copyfile(MINI, folder / "mini.toml")
        (folder / "bad.toml").write_text("schema = 1\n[[events]]\nid = 1\n", encoding="utf-8")
        (folder / "there.csv").write_text("here before\n", encoding="utf-8")
        (folder / "link.csv").symlink_to("there.csv")
        (folder / "folder").mkdir()
        before = Path.cwd()
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


@cache
def _warm() -> None:
    """Let libraries look for fonts, and import what they import, before anything is watched."""
    from dprkru_timeline.cli.app import run

    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, patch.dict(os.environ, _environment(Path(folder))):
        for ending in ("svg", "xlsx", "docx", "parquet", "bib", "ris", "ics", "html", "sqlite"):
            command = ["chart"] if ending == "svg" else ["export"]
            with patch.object(sys, "stderr", Stream()):
                run([*command, "--file", str(MINI), "-o", str(Path(folder, f"x.{ending}"))])


def _environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "TIMELINE_TODAY": TODAY.isoformat(),
        "MPLCONFIGDIR": str(home / ".matplotlib"),
        "TMPDIR": str(home),
    }


class Ran(NamedTuple):
    """What one run of the program gave."""

    code: int
    out: str
    err: str


def _run(line: list[str], folder: Path, **environment: str) -> Ran:
    from dprkru_timeline.cli.app import run

    out, err = Stream(), Stream()
    typed = (folder / "mini.toml").read_bytes() if "--file" in line else b"deadline\npact  2024-22\n"
    with (
        patch.dict(os.environ, {**_environment(folder), "TIMELINE_FILE": "mini.toml", **environment}, clear=True),
        patch.multiple(sys, stdout=out, stderr=err, stdin=io.TextIOWrapper(io.BytesIO(typed), "utf-8")),
        patch.object(sys, "dont_write_bytecode", new=True),
        patch.object(logging.root, "handlers", []),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")  # as `__main__` has it
        _inside.append(folder)
        try:
            code = run(line)
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
        finally:
            _inside.clear()
        return Ran(code, out.text(), err.text())


_BINARY = ("SQLite format 3\0", "PK", "PAR1", "\udc89PNG")


def _ends_well(case: bytes) -> None:
    from dprkru_timeline.text import visible

    _warm()
    line = json.loads(case)
    with _in_a_folder() as folder:
        try:
            ran = _run(line, folder)
        except Outside as error:
            raise Broken("a command line reaches out of its folder", str(error)) from None
        left = [path.name for path in folder.rglob(".timeline-*")]
    if "internal error" in ran.err:
        with _in_a_folder() as folder:
            _run(line, folder, TIMELINE_DEBUG="1")  # raises it, so that its place is known
        raise Broken("an internal error that comes once only", ran.err)
    if ran.code not in (0, 1, 2, 130):
        raise Broken("an exit code that there is not", str(ran.code))
    if said := foreign(ran.err):
        raise Broken("not our own on standard error", repr(said[:3]))
    if ran.code == 2 and (ran.out or not ran.err):
        raise Broken("wrong usage with an answer, or without words", f"{ran.out[:200]!r} {ran.err!r}")
    if ran.code == 1 and not ran.err + ran.out:
        raise Broken("failed without a word")
    if left:
        raise Broken("a temporary file is left behind", str(left))
    if ran.out.startswith(_BINARY):
        return
    out = re.sub(r"\x1b\[[0-9;]*m", "", ran.out) if any("--color" in one for one in line) else ran.out
    out = out.replace("\r\n", "\n").replace("\t", " ").removeprefix("\ufeff")
    if visible(out) != out:
        raise Broken("an answer with a character that can act on a screen", repr(out)[:300])


TARGETS = {
    "loader": Target(_event_file, _loads_or_is_refused),
    "query": Target(_query, _is_a_query_or_refused, _text, _bytes),
    "dates": Target(_date, _is_a_date_or_refused, _text, _bytes),
    "argv": Target(_command_line, _ends_well, json.loads, _line_bytes),
}


def fresh(name: str, number: int, seed: int) -> bytes:
    """Return the case of a target with this number."""
    return TARGETS[name].make(random.Random(f"{name} {seed} {number}"))


def finds(name: str, cases: int, seed: int, known: Iterable[str] = ()) -> Iterator[Find]:
    """Try so many cases on a target; yield the first find of each kind that is not known, as small as it gets."""
    kinds = set(known)
    for number in range(cases):
        find = tried(TARGETS[name], fresh(name, number, seed))
        if find and find.kind not in kinds:
            kinds.add(find.kind)
            yield smaller(TARGETS[name], find)


def kept(name: str) -> list[Path]:
    """Return the files of the cases that were kept of a target."""
    return sorted(path for path in (KEPT / name).glob("*") if path.is_file())


def main() -> int:
    """Try targets, and keep what is found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)}; none: all")
    parser.add_argument("--cases", type=int, default=1000, help="for each target (1000)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if unknown := set(given.targets) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    number = 0
    for name in given.targets or TARGETS:
        began, found = time.monotonic(), 0
        left = [find for path in kept(name) if (find := tried(TARGETS[name], path.read_bytes()))]
        for find in left:
            print(f"kept, and not mended yet: {name}/{find.name}")
        for find in finds(name, given.cases, given.seed, {find.kind for find in left}):
            path = KEPT / name / find.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(find.case)
            print(f"{path.relative_to(ROOT)}\n    {find.what[:1000]}", flush=True)
            found += 1
        print(f"{name}: {given.cases:,} cases, {found} finds, {time.monotonic() - began:.0f} s", flush=True)
        number += found + len(left)
    return 1 if number else 0


if __name__ == "__main__":
    sys.exit(main())
