"""One function for each kind of value that an event file may hold.

Each takes what TOML gave and a ``say`` that records a problem; it returns the value as the
model has it, or `BAD` after saying what is wrong. The same rules as ``events.schema.json``.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

from dprkru_timeline.edtf import Date, Edtf, parse_edtf
from dprkru_timeline.errors import AmountError, EdtfError, nearest
from dprkru_timeline.model import Figure
from dprkru_timeline.store.findings import Say
from dprkru_timeline.store.hosts import host_fault
from dprkru_timeline.text import first_unsafe, is_blank, shortened

MAX_ID = 64
BAD: Final = object()
Check = Callable[[Any, Say], Any]

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_URL = re.compile(r"""https?://([^\s/?#@"<>\\`]+)(?:[/?#][^\s"<>\\`]*)?""", re.IGNORECASE)


def type_name(value: object) -> str:
    """Return what a person calls the type of a TOML value."""
    for kind, name in (
        (bool, "true or false"),
        (int, "a whole number"),
        (float, "a number"),
        (str, "text"),
        (list, "a list"),
        (dict, "a table"),
        (datetime, "a date with a time of day"),
        (date, "a date"),
        (time, "a time of day"),
    ):
        if isinstance(value, kind):
            return name
    return "something else"


def block(value: Any, say: Say) -> Any:
    """Text that may have line breaks."""
    if type(value) is str and value.isascii() and value.isprintable() and value and not value.isspace():
        return value  # at once: nearly every text is
    if not isinstance(value, str):
        say("E103", f"must be text, not {type_name(value)}")
        return BAD
    if not value.isprintable():
        value = value.replace("\r\n", "\n")
        if odd := first_unsafe(value):
            say("E107", f"has the character U+{ord(odd):04X}, which can act on a screen", f"in: {shortened(value)}")
            return BAD
    if is_blank(value):
        say(
            "E105",
            "is blank" if not value.strip() else "has nothing visible in it",
            "leave the key out, or write something",
        )
        return BAD
    return value


def line(value: Any, say: Say) -> Any:
    """Text of one line."""
    if type(value) is str and value.isascii() and value.isprintable() and value and not value.isspace():
        return value
    if isinstance(value, str) and ("\n" in value or "\r" in value):
        say("E106", "has a line break; it must be one line")
        return BAD
    return block(value, say)


def identifier(value: Any, say: Say) -> Any:
    """An id: lower-case kebab, a letter first, at most 64 characters."""
    if not isinstance(value, str):
        say("E103", f"must be text, not {type_name(value)}")
        return BAD
    if len(value) <= MAX_ID and _ID.fullmatch(value):
        return value
    odd = next((char for char in value if not (char.isascii() and char.isprintable())), "")
    if not value:
        say("E108", "is empty", 'write a short name such as "panel-veto"')
    elif len(value) > MAX_ID:
        say("E108", f"is {len(value)} characters long; at most {MAX_ID} are allowed")
    elif odd:
        say("E108", f'"{shortened(value)}" has the character U+{ord(odd):04X}; ids have a-z, 0-9 and hyphens only')
    elif re.fullmatch(r"[0-9][a-z0-9-]*", value):
        say("E108", f'"{value}" must begin with a letter, so that it is never taken for a date')
    else:
        proposed = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        say(
            "E108",
            f'"{shortened(value)}" is not lower-case kebab',
            f'write "{proposed}"' if _ID.fullmatch(proposed) else 'write one such as "panel-veto"',
        )
    return BAD


def boolean(value: Any, say: Say) -> Any:
    """True or false."""
    if isinstance(value, bool):
        return value
    say("E103", f"must be true or false, not {type_name(value)}")
    return BAD


def edtf(value: Any, say: Say) -> Any:
    """A date of the profile, as text or as TOML's own date; days only."""
    if isinstance(value, datetime):
        say("E109", "has a time of day; dates here are days", f'write "{value:%Y-%m-%d}"')
        return BAD
    if isinstance(value, date):
        return parse_edtf(value.isoformat())
    if not isinstance(value, str):
        remedy = f'write "{value}" in quotes' if type(value) is int and 0 < value <= 9999 else ""
        say("E103", f"must be text or a TOML date, not {type_name(value)}", remedy)
        return BAD
    try:
        found: Edtf = parse_edtf(value)
    except EdtfError as error:
        say("E109", error.message, error.help or _EDTF_HELP)
        return BAD
    if isinstance(found, Date) and found.time:
        say("E109", "has a time of day; dates here are days", f'write "{value[:10]}"')
        return BAD
    return found


_EDTF_HELP = "dates are EDTF: 2024-10-08, 2024-10, 2024, 2024-22 (summer), 2024-10~ (about), 2024-10-08/2024-10-13"


def day(value: Any, say: Say) -> Any:
    """One whole day, as TOML's own date or as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    shown = f'"{shortened(value)}"' if isinstance(value, str) else type_name(value)
    say("E110", f"must be a day, not {shown}", "write it as 2026-11-25")
    return BAD


def url(value: Any, say: Say) -> Any:
    """A plain http or https address."""
    if not isinstance(value, str):
        say("E103", f"must be text, not {type_name(value)}")
        return BAD
    match = _URL.fullmatch(value)
    odd = first_unsafe(value)
    if match and not odd:
        if not (fault := host_fault(match[1])):
            return value
        say("E111", f'"{shortened(value)}" {fault}')
        return BAD
    why = f"it has the character U+{ord(odd):04X}" if odd else "no space, quote, user name or other scheme"
    say("E111", f'"{shortened(value)}" is not a plain http(s) address', why)
    return BAD


def coordinates(value: Any, say: Say) -> Any:
    """Latitude and longitude in degrees."""
    if _is_position(value):
        return float(value[0]), float(value[1])
    swapped = isinstance(value, list) and _is_position(value[::-1])
    say(
        "E112",
        "must be [latitude -90 to 90, longitude -180 to 180], in degrees",
        "the two may be the wrong way round" if swapped else "",
    )
    return BAD


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in value)
        and -90 <= value[0] <= 90
        and -180 <= value[1] <= 180
    )


def choice(options: type[StrEnum] | tuple[str, ...]) -> Check:
    """Return a check for one word of a closed set."""
    known = {str(option): option for option in options}

    def check(value: Any, say: Say) -> Any:
        if not isinstance(value, str):
            say("E103", f"must be text, not {type_name(value)}", f"one of {', '.join(known)}")
            return BAD
        if value in known:
            return known[value]
        close = nearest(value, known, limit=1)
        remedy = f"did you mean {close[0]}?" if close else f"one of {', '.join(known)}"
        say(
            "E104",
            f'"{shortened(value)}" is not one of {", ".join(known)}'
            if close
            else f'unknown value "{shortened(value)}"',
            remedy,
        )
        return BAD

    return check


def wikidata(value: Any, say: Say) -> Any:
    """The number of an item of Wikidata."""
    return _number(value, say, r"Q[1-9][0-9]{0,11}", "an item of Wikidata", "write it as Q423")


def ofac(value: Any, say: Say) -> Any:
    """The number of an entry in the lists of the Office of Foreign Assets Control."""
    return _number(value, say, r"[1-9][0-9]{0,9}", "the number of an entry in OFAC's lists", 'write it as "20733"')


def imo(value: Any, say: Say) -> Any:
    """The number of a ship: seven digits, of which the last checks the others (IMO resolution A.1117(30))."""
    found = _number(value, say, "[0-9]{7}", "the IMO number of a ship", "write its seven digits, in quotes")
    if found is BAD or int(found[6]) == sum(int(digit) * (7 - place) for place, digit in enumerate(found[:6])) % 10:
        return found
    say("E115", f'"{found}" can be no IMO number: its last digit does not fit the others', "look it up again")
    return BAD


def _number(value: Any, say: Say, form: str, what: str, remedy: str) -> Any:
    if isinstance(value, str) and re.fullmatch(form, value, re.ASCII):
        return value
    shown = f'"{shortened(value)}"' if isinstance(value, str) else type_name(value)
    say("E115", f"must be {what}, not {shown}", remedy)
    return BAD


# What `import` keeps of an event that it made: the file, the key and the hash of its row, hashes of what it wrote.
_IMPORTED = {
    "from": r".{1,200}",
    "key": r".{1,200}",
    "row": r"[0-9a-f]{4,64}",
    "made": r"(?:[a-z_]+:[0-9a-f]{4,64} ?)*",
}


def imported(value: Any, say: Say) -> Any:
    """What `timeline import` writes beside an event, so that a second import knows it again."""
    if not isinstance(value, dict):
        say("E103", f"must be a table, not {type_name(value)}", "timeline import writes it; leave it out otherwise")
        return BAD
    for key, text in value.items():
        if key not in _IMPORTED:
            say("E102", f"unknown key {shortened(key)}", f"the keys are {', '.join(_IMPORTED)}", within=key)
            return BAD
        if not isinstance(text, str) or not re.fullmatch(_IMPORTED[key], text) or first_unsafe(text):
            say("E104", f"its {key} is none that timeline import writes", "take the whole key out, and import again")
            return BAD
    if "row" not in value:
        say("E101", "has no row", "timeline import writes it; leave it out otherwise")
        return BAD
    return dict(value)


def amounts(value: Any, say: Say) -> Any:
    """How many of each measure: the notation of `amount`, or a table with it, by the id of a measure."""
    if not isinstance(value, dict):
        say("E103", f"must be a table of amounts by measure, not {type_name(value)}", 'write { killed = "600~" }')
        return BAD
    if not value:
        say("E105", "is empty", "leave the key out where no number was said")
        return BAD
    found = ((measure, _figure(measure, one, say)) for measure, one in value.items())
    # A bad one fails the file; its measure is kept, so that one that is not defined is named in the same run.
    return tuple(Figure(measure, "0") if one is BAD else one for measure, one in found)


def _figure(measure: str, value: Any, say: Say) -> Any:  # noqa: PLR0911 - a fault each
    from dprkru_timeline.amount import parse_amount  # most files have no amounts

    table = value if isinstance(value, dict) else {"value": value}
    if odd := next((key for key in table if key not in ("value", "words", "why")), ""):
        say("E102", f"unknown key {shortened(odd)}", "the keys are value, words, why", within=measure)
        return BAD
    if "value" not in table:
        say("E101", "has no value", 'write { value = "200..999?", words = "several hundred" }', within=measure)
        return BAD
    text = table["value"]
    if not isinstance(text, str):
        say("E103", f"must be text, not {type_name(text)}", _as_amount(text), within=measure)
        return BAD
    try:
        amount = parse_amount(text)
    except AmountError as error:
        say("E116", error.message, error.help, within=measure)
        return BAD

    def say_of(code: str, message: str, help: str = "") -> None:  # noqa: A002
        say(code, f"its words or why {message}", help, within=measure)

    words, why = (line(table[key], say_of) if key in table else "" for key in ("words", "why"))
    if words is BAD or why is BAD:
        return BAD
    if why and not amount.doubtful:
        say("E116", "says why it is doubtful, and its value has no ?", f'write value = "{amount}?"', within=measure)
        return BAD
    return Figure(measure, str(amount), words, why)


def _as_amount(value: Any) -> str:
    """Return how a value that is no text is written as an amount, where that is plain."""
    from dprkru_timeline.amount import parse_amount

    if isinstance(value, bool) or not isinstance(value, int | float):
        return 'write such as "600~"'
    try:
        return f'write "{parse_amount(str(value))}", in quotes'
    except ValueError:  # negative, infinite, or of more digits than may be written out
        return "write a number that was said, in quotes"


def texts(item: Check) -> Check:
    """Return a check for a list of texts, each checked by ``item``."""

    def each_text(value: Any, say: Say) -> Any:
        if not isinstance(value, list):
            remedy = f'write ["{shortened(value)}"]' if isinstance(value, str) else ""
            say("E103", f"must be a list of text, not {type_name(value)}", remedy)
            return BAD
        if item is line and _are_plain(value):
            return tuple(dict.fromkeys(value))
        checked = []
        place = 0

        def say_item(code: str, message: str, help: str = "") -> None:  # noqa: A002
            say(code, f"item {place} {message}", help)

        for place, one in enumerate(value, 1):
            if not isinstance(one, str):
                say("E103", f"must be a list of text; item {place} is {type_name(one)}")
                return BAD
            checked.append(item(one, say_item))
        if BAD in checked:
            return BAD
        return tuple(checked if len(checked) < 2 else dict.fromkeys(checked))

    return each_text


def _are_plain(values: list[Any]) -> bool:
    """Tell whether all are texts of plain letters, in which there is nothing to find."""
    try:
        together = "".join(values)
    except TypeError:
        return False
    return together.isascii() and together.isprintable() and all(map(str.strip, values))


def form_of(check: Check) -> str:
    """Return what a check takes, as whoever types a value needs to know: text, list, boolean, day, date, amounts.

    ``other`` is what nobody types on one line.
    """
    forms = {"boolean": "boolean", "day": "day", "edtf": "date", "each_text": "list", "amounts": "amounts"}
    return forms.get(check.__name__, "other" if check is coordinates else "text")
