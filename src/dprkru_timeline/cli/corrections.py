"""The command that was meant: what was typed, put right by the tables in `guesses` until the program takes the whole.

Options, query and names are all checked before a correction is shown.
"""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from typer.exceptions import TyperException

from dprkru_timeline.cli import guesses
from dprkru_timeline.cli.commands import COMMANDS, OTHER_NAMES
from dprkru_timeline.errors import EdtfError, TimelineError, UnknownName, UsageError, nearest
from dprkru_timeline.model import EventKind, Status
from dprkru_timeline.query.expr import FIELDS, SETTINGS
from dprkru_timeline.text import one_line

ParserOf = Callable[[str], Any]  # Typer's parser of a command


class Corrected(NamedTuple):
    """The words of a command that this program takes, and what to say of it."""

    words: tuple[str, ...]
    said: str = ""
    others: tuple[str, ...] = ()  # further commands, a line each, with what they are for

    def __str__(self) -> str:
        command = one_line(shlex.join(self.words))
        lines = [f"{self.said}: {command}" if self.said else command, *self.others]
        return "\n  also: ".join(lines)


_MOST_STEPS = 12
_MOST_NAMES = 4
_SHORTEST = 3  # letters of a word to look for
_LONGEST = 300  # characters of a command that is shown again
_ALIKE = 0.75  # of two words: below that one is no slip of the other


def corrected(words: Sequence[str], parser_of: ParserOf, today: date) -> Corrected | None:
    """Return the command that words which this program doesn't take come to; None where that is not plain."""
    found = Corrected(tuple(words))
    for _ in range(_MOST_STEPS):
        step = _step(found.words, parser_of, today)
        if step is None:
            break
        found = Corrected(step.words, step.said or found.said, (*found.others, *step.others))
    for _ in range(_MOST_NAMES):
        wrong = _what_is_wrong(found.words, parser_of, today)
        if not isinstance(wrong, UnknownName):
            break
        found = found._replace(words=_with_name(found.words, wrong, today))
    if found.words == tuple(words) or wrong is not None:
        return None
    return found._replace(words=("timeline", *found.words))


def _stands(name: str, today: date) -> bool:
    """Tell whether a name that nothing has stands in the text of what ships."""
    if len(name) < _SHORTEST:
        return False
    from dprkru_timeline.session.ask import ask

    try:
        return bool(ask(name.replace('"', ""), today=today).events)
    except TimelineError:
        return False


def _with_name(words: Sequence[str], error: UnknownName, today: date) -> tuple[str, ...]:
    """Return the words with the nearest name in the place of one that is not known, or else that as a word to find."""
    if renamed := _renamed(error, words):
        return renamed.words[1:]
    for at in range(1, len(words) - 1):
        if words[at + 1] == error.name and words[at].startswith("-") and _stands(error.name, today):
            return (*words[:at], *words[at + 1 :])
    return tuple(words)


def _what_is_wrong(words: Sequence[str], parser_of: ParserOf, today: date) -> Exception | None:
    """Return why the program doesn't take a command; None where it does."""
    if not words or words[0] not in COMMANDS or "--help" in words:
        return UsageError("no command")
    try:
        context = parser_of(words[0]).make_context(words[0], list(words[1:]))
    except TyperException as error:
        return error
    return _wrong_in_query(context.params, today) if COMMANDS[words[0]].takes_query else None


def _wrong_in_query(given: Mapping[str, Any], today: date) -> TimelineError | None:
    """Return what is wrong with the options and words of a command as a query; None where nothing is."""
    from dprkru_timeline.cli.options import question_of
    from dprkru_timeline.derive.stats import LISTS

    is_export = "format" in given and "bom" in given
    if not is_export and given.get("what") is not None and str(given["what"]) not in LISTS:
        return UsageError("no such list")
    from dprkru_timeline.query.select import resolved
    from dprkru_timeline.store.load import load

    names = tuple(given.get("file") or ())
    if is_export:
        from dprkru_timeline.formats import find_format

        try:
            find_format(given["format"], given["output"])
        except UsageError as error:
            return error
    try:
        query = question_of(dict(given)).query(today)
        if "-" not in names:
            resolved(query, load(*names, today=today))
    except TimelineError as error:
        return error
    return None


def _step(words: Sequence[str], parser_of: ParserOf, today: date) -> Corrected | None:  # noqa: C901, PLR0911 - a form each
    """Return the words with the first thing put right that this program doesn't take; None where there is none."""
    if not words:
        return None
    if words[0].startswith("-"):  # before the command
        at = next((place for place, word in enumerate(words) if word in COMMANDS), None)
        return Corrected((words[at], *words[:at], *words[at + 1 :])) if at else None
    if words[0] not in COMMANDS:
        return _other_command(words)
    taking = {
        name: not getattr(param, "is_flag", False)
        for param in parser_of(words[0]).params
        for name in (*param.opts, *param.secondary_opts)
        if name.startswith("-")
    }
    at = 1
    while at < len(words):
        word = words[at]
        if word == "--":
            break
        if not word.startswith("-") or word == "-":
            if fixed := _other_word(words, at):
                return fixed
            at += 1
            continue
        name, equals, value = word.partition("=")
        if name in taking:
            if taking[name] and (equals or at + 1 < len(words)):
                value = value if equals else words[at + 1]
                if fixed := _other_value(words, at, name, value, 1 if equals else 2):
                    return fixed
            at += 1 if equals or not taking[name] else 2
            continue
        return _other_option(words, at, (name, equals, value), taking, today)
    return _without_file(words)


def _other_command(words: Sequence[str]) -> Corrected | None:  # noqa: C901, PLR0911, PLR0912 - a form each
    name, rest = words[0].casefold(), [*words[1:]]
    if name in COMMANDS:
        return Corrected((name, *rest))
    if name in ("get", "view", "find", "search") and rest[:1] == ["events"]:
        return Corrected(("show", *rest[1:]))
    if name in OTHER_NAMES:
        return Corrected((OTHER_NAMES[name], *rest))
    template = guesses.COMMAND_NAMES.get(name)
    if name in ("sources", "references", "source") and rest and not rest[0].startswith("-"):
        template = "cite"  # of an event; all of them are a list
    if template is None:
        near = nearly(name, COMMANDS) if name not in guesses.LEAVING else ""
        return Corrected((near, *rest)) if near else None
    found: list[str] = []
    if "{only}" in template:  # a question in words is no search for all of them
        return Corrected(("show", *rest)) if len(rest) == 1 and not rest[0].startswith("-") else None
    for part in template.split():
        if part == "{n}":
            if rest[:1] == ["-n"]:
                rest.pop(0)
            found.append(rest.pop(0) if rest and rest[0].isdecimal() else "10")
        elif part in ("{1}", "{2}"):
            if not rest or rest[0].startswith("-"):
                return None
            if rest[0] in ("and", "to") and len(rest) > 1:
                rest.pop(0)
            found.append(rest.pop(0))
        else:
            found.append(name if part == "{name}" else part)
    return Corrected((*found, *rest))


def _other_option(  # noqa: C901, PLR0911, PLR0912 - a form each
    words: Sequence[str], at: int, option: tuple[str, str, str], taking: Mapping[str, bool], today: date
) -> Corrected | None:
    """Return the words with another name of an option put right."""
    name, equals, value = option
    plain = name.lstrip("-").casefold().replace("_", "-")
    if len(plain) == 1 and f"-{plain}" in taking and name.startswith("--"):
        return Corrected((*words[:at], f"-{plain}", *([value] if equals else []), *words[at + 1 :]))
    for known in (f"--{plain}", f"--{plain.removesuffix('s')}", f"--{re.sub('ies$', 'y', plain)}"):
        if known in taking:
            return Corrected((*words[:at], known + equals + value, *words[at + 1 :]))
    if words[0] == "list" and plain in guesses.LISTS.values():
        return Corrected(("list", plain, *words[1:at], *words[at + 1 :]))
    template = guesses.OPTIONS_OF.get(words[0], {}).get(plain)
    if template is None and name in guesses.SHORT:
        template = guesses.SHORT[name]
    if template is None and COMMANDS[words[0]].takes_query:
        if plain in ("sort", "order", "sort-by", "order-by"):
            return _sorted(words, at, equals, value)
        if plain in (*Status, *EventKind) and plain != EventKind.EVENT:
            return Corrected((*words[:at], "--status" if plain in (*Status,) else "--kind", plain, *words[at + 1 :]))
        if re.fullmatch("-[0-9]{1,4}", name):
            return Corrected((*words[:at], "-n", plain, *words[at + 1 :]))
        if plain == "between" and at + 2 < len(words):
            rest = words[at + 2 :]
            rest = rest[1:] if rest[0] in ("and", "to") and len(rest) > 1 else rest
            return Corrected((*words[:at], "--since", words[at + 1], "--until", *rest))
        template = guesses.OPTIONS.get(plain) or ("{field}:{}" if plain in FIELDS or plain in SETTINGS else None)
    if template is None:
        near = (
            ""
            if plain.startswith("no-")
            else nearly(plain, [one.lstrip("-") for one in taking if one.startswith("--")])
        )
        return Corrected((*words[:at], f"--{near}{equals}{value}", *words[at + 1 :])) if near else None
    if template == "-":  # nothing here comes to it
        return None
    used = 1
    if "{" in template and not template.endswith("{name}"):
        following = words[at + 1] if at + 1 < len(words) else ""
        if not equals:
            number = following if "{n}" not in template or following.isdecimal() else ""
            value, used = number, 2 if number else 1
        if "{n}" in template:
            value = value if value.isdecimal() else "10"
        elif not value or (not equals and value.startswith("-")):
            return None
    others: tuple[str, ...] = ()
    if "{next}" in template or "{previous}" in template:
        bound = _bound(template, value, today)
        if bound is None:
            return None
        found = [template.split()[0], bound]
        others = (f"for {value} itself: {template.split()[0]} {shlex.quote(value)}",)
    else:
        if template == "--within {}" and value.isdecimal():
            value = f"{value}d"
        if "=" in value and template.split()[-1] == "{}":  # theme=labor
            template, value = "{}", value.replace("=", ":", 1)
        if template.endswith("-o {}") and value.casefold() in {*guesses.FORMATS, *_formats()}:
            template = template.replace("-o {}", "-f {}")  # a format in the place of a file
        quoted = f'"{value}"' if " " in value and template.endswith(":{}") else value
        found = [_filled(part, plain, quoted) for part in template.removeprefix(">").split()]
    rest = words[at + used :]
    if template.startswith(">"):
        return Corrected((found[0], *words[1:at], *found[1:], *rest), "", others)
    return Corrected((*words[:at], *found, *rest), "", others)


def nearly(word: str, known: Iterable[str]) -> str:
    """Return the one of ``known`` that a slip may have made ``word`` of: so alike that a command may be made of it."""
    from difflib import SequenceMatcher

    found = nearest(word, known, limit=1)
    alike = bool(found) and SequenceMatcher(None, word, found[0]).ratio() >= _ALIKE
    return found[0] if alike or (found and sorted(found[0]) == sorted(word)) else ""


def _formats() -> list[str]:
    from dprkru_timeline.formats import FORMATS

    return [one.name for one in FORMATS]


def _filled(part: str, name: str, value: str) -> str:
    plural = {"status": "statuses", "basis": "bases"}.get(value, value if value.endswith("s") else f"{value}s")
    for mark, text in (("{name}", name), ("{field}", name), ("{plural}", plural), ("{n}", value), ("{}", value)):
        part = part.replace(mark, text)
    return part


def _bound(template: str, value: str, today: date) -> str | None:
    """Return the date next to one, on the side that a word asks for: ``--after 2024`` begins with 2025."""
    from dprkru_timeline.edtf.guess import guess
    from dprkru_timeline.edtf.ranges import edge_of

    try:
        return str(edge_of("after" if "{next}" in template else "before", guess(value, today))[1])
    except EdtfError:
        return None


def _sorted(words: Sequence[str], at: int, equals: str, value: str) -> Corrected:
    used = 1
    if not equals and at + 1 < len(words):
        value, used = words[at + 1], 2
    newest = re.search("(?i)^-|desc|new|latest|rev", value) is not None
    turned = ["--reverse"] if newest else []
    said = "events stand in the order of time already" + ("" if newest else "; --reverse shows the newest first")
    return Corrected((*words[:at], *turned, *words[at + used :]), said)


def _other_value(words: Sequence[str], at: int, name: str, value: str, used: int) -> Corrected | None:
    """Return the words with another word for a value put right."""
    long = {"-f": "--format", "-o": "--output"}.get(name, name)
    plain = value.casefold()
    if long == "--output" and plain.endswith(".pdf") and words[0] in ("export", "brief"):
        return Corrected((*words[:at], "-f", "html", name, f"{value[:-4]}.html", *words[at + used :]))
    known = guesses.VALUES.get(long, {}).get(plain)
    if known is None or (long == "--format" and words[0] not in ("export", "brief")):
        return None
    if known.startswith(">"):
        return Corrected((*words[:at], known[1:], *words[at + used :]))
    return Corrected((*words[:at], "-f" if long == "--format" else name, known, *words[at + used :]))


def _other_word(words: Sequence[str], at: int) -> Corrected | None:
    """Return the words with one put right that is no option: another name of a list, a file to write."""
    word = words[at]
    if words[0] == "list" and at == 1 and (known := guesses.LISTS.get(word.casefold())):
        if known.startswith(">"):
            return Corrected((known[1:], *words[2:]))
        return Corrected(("list", known, *words[2:]))
    if words[0] in ("export", "brief", "chart") and guesses.is_file_name(word):
        before = words[: at - 1] if words[at - 1] in ("to", "into", "as") and at > 1 else words[:at]
        return Corrected((*before, "-o", word, *words[at + 1 :]))
    return None


def _without_file(words: Sequence[str]) -> Corrected | None:
    """Return the words with a file to write, where a format that no terminal shows has none."""
    if words[0] not in ("export", "brief", "figures") or {"-o", "--output"} & set(words):
        return None
    for place, word in enumerate(words[:-1]):
        if word in ("-f", "--format") and words[place + 1] in guesses.BINARY:
            return Corrected((*words, "-o", f"x.{words[place + 1]}"))
    return None


def with_command(error: UsageError, words: Sequence[str], parser_of: ParserOf, today: date) -> UsageError:
    """Return an error with the whole corrected command in its help, where there is one and none is there yet."""
    if sum(map(len, words)) > _LONGEST:
        return error
    if found := _renamed(error, words):
        first, mark, rest = error.help.partition("? ")
        error.help = f"{first.removesuffix('?')}? {found}" + (f"\n  also: {rest}" if mark else "")
        return error
    plain = re.sub("(; )?see timeline [a-z]* ?--help$", "", error.help)
    if "timeline " in plain:
        return error
    found = corrected(words, parser_of, today)
    meant = re.fullmatch(r"did you mean (\S+)\?", plain)  # nearest in spelling: tables may know better
    if found is None or not (meant or _does(found, plain)):
        return error
    if found.said:
        error.help = str(found)
    else:
        error.help = f"{plain} {found}" if meant and meant[1] in found.words else f"write {found}"
    return error


def _does(found: Corrected, advice: str) -> bool:
    """Whether a corrected command does what was advised: one without the option advised would fail as before."""
    options = re.findall(r"(?<!\S)--[a-z][a-z-]+", advice)
    return not options or any(option in found.words for option in options)


def _renamed(error: UsageError, words: Sequence[str]) -> Corrected | None:
    """Return the words with the nearest name in the place of one that is not known."""
    name, suggestions = getattr(error, "name", ""), getattr(error, "suggestions", ())
    if not name or not suggestions:
        return None
    spelt = suggestions[0].split("-")
    for place in range(len(words)):  # a name of several words without quotes
        if len(spelt) > 1 and [word.casefold() for word in words[place : place + len(spelt)]] == spelt:
            return Corrected(("timeline", *words[:place], suggestions[0], *words[place + len(spelt) :]))
    pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    places = [at for at, word in enumerate(words) if pattern.search(word)]
    # The value of an option or a field, before a word of the query that may be the same.
    places.sort(key=lambda at: not (words[at - 1].startswith("-") or re.match("-|[a-z-]+:", words[at])))
    if not places:
        return None
    at = places[0]
    return Corrected(
        ("timeline", *words[:at], pattern.sub(lambda _: suggestions[0], words[at], count=1), *words[at + 1 :])
    )
