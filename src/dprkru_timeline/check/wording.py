"""Rules about words: what stands twice, whose word stands without a claim, what hides who says it or takes a side."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from dprkru_timeline.check.avoided import EXCUSED, HIDES_WHO, TAKES_A_SIDE
from dprkru_timeline.check.finding import Check, Finding, looked_for, of_event
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.model import TODO, ActorKind, Event, Stance
from dprkru_timeline.text import fold, shortened

_SENTENCE_END = r"(?<=[.!?])\s+"
_QUOTED = r"[“\"][^”\"]*[”\"]|(?<!\w)[‘'][^’']*[’'](?!\w)"
# Shorter sentences may stand twice: "So does Kyiv."
_REPEATABLE = 4
_DENIES = r"\b(?:den(?:y|ies|ied|ying)|denials?|refutes?d?)\b(?! (?:entry|access|visas?|permits?|asylum)\b)"
_DENYING = ("den", "refute")  # the letters of one of these stand in whatever `_DENIES` finds
_DENIES_NOT = r"\b(?:not|nor|never|without|or)\b(?:\W+\w+){0,2}\W+den(?:y|ies|ied|ying|ial)\b"
_SAYS = r"\b(?:says?|said|tells?|told|writes?|wrote|warns?|argues?|counts|estimates|announces|recalls|notes)\b"
# Words that stand before such a word and name nobody, though they may begin a sentence.
_NOBODY = ("he", "she", "it", "they", "who", "which", "both", "neither", "others", "one", "some", "none", "all", "that")
_LONGEST_NAME = 6
# What makes a title one of a saying, behind its subject: few words, the last of which is no "it".
_TITLE_SAYS = (
    r"^((?:[\w.’'-]+ ){0,5}[\w.’'-]+(?<! it)(?<! they)(?<! he)(?<! she)) "
    r"(?:says?|tells?|told|den(?:y|ies)|warns?|acknowledges?|vows?|estimates?|urges?|asserts?)\b"
)


def _repeated(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name sentences that stand twice in a summary."""
    for event in chronology.events:
        seen: set[str] = set()
        sentences = re.split(_SENTENCE_END, event.summary)
        for sentence in sentences if len(sentences) > 1 else ():
            words = tuple(re.findall(r"\w+", sentence.casefold()))
            if (key := " ".join(words)) in seen and len(words) >= _REPEATABLE:
                yield of_event("W323", event, ("summary",), f'says twice "{shortened(sentence)}"')
            seen.add(key)


def _denied(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name summaries that tell of a denial which no claim gives with its day and source."""
    for event in chronology.events:
        if not any(word in event.summary.lower() for word in _DENYING):  # at once: few summaries have any
            continue
        told = re.sub(_DENIES_NOT, " ", event.summary, flags=re.IGNORECASE)
        found = re.search(_DENIES, told, re.IGNORECASE)
        if found and not any(claim.stance is Stance.DENIES for claim in event.claims) and not _is_denial(event):
            yield of_event(
                "W324",
                event,
                ("summary",),
                f'has "{found[0]}", and no claim denies it',
                "give the denial as a claim, with who, when and where; or take it out",
            )


def _is_denial(event: Event) -> bool:
    """Tell whether the event itself is that somebody denies something."""
    return event.is_saying and re.search(_DENIES, event.title, re.IGNORECASE) is not None


def _unclaimed(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name those who say something in a summary, and in no claim."""
    surnames = _surnames(chronology)
    for event in chronology.events:
        named: set[str] = set()
        for match in re.finditer(_SAYS, event.summary):
            for name in _subjects(chronology, surnames, event.summary[: match.start()]):
                actor = _called(chronology, surnames, name)
                is_one_of_many = not actor and not match[0].endswith(("s", "d"))  # "Investigators say"
                if name in named or is_one_of_many or _has_word(chronology, event, actor, name):
                    continue
                named.add(name)
                remedy = "give it as a claim" + ("" if actor else "; of whom, and by name in what it says")
                yield of_event("W325", event, ("summary",), f'has "{name} {match[0]}", and no claim has it', remedy)


def _subjects(chronology: Chronology, surnames: dict[str, str], before: str) -> Iterator[str]:
    """Yield the names that end a text: of "…, Seoul and Kyiv", both; an unknown one by its capital letters."""
    words = re.split(_SENTENCE_END + r"|[;:,(“\"] ?", before.rstrip())[-1].split()
    while words:
        name = _name_at_end(chronology, surnames, words)
        if not name:
            return
        yield name
        words = words[: -len(name.split())]
        if not words or words.pop() not in ("and", "or"):
            return


def _called(chronology: Chronology, surnames: dict[str, str], name: str) -> str:
    """Return the actor with a name; of "Russia's Defense Ministry", which none may have, whose it is."""
    name = name.removeprefix("The ")
    found = surnames.get(fold(name)) or chronology.actor_called(name)
    owner, _, what = name.replace("’", "'").partition("'s ")
    return found or (chronology.actor_called(owner) if what else "")


def _name_at_end(chronology: Chronology, surnames: dict[str, str], words: Sequence[str]) -> str:
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        name = " ".join(words[-length:])
        if name[:1].isupper() and _called(chronology, surnames, name):
            return name
    capital = 0
    while capital < len(words) and words[-capital - 1][:1].isupper():
        capital += 1
    found = words[len(words) - capital :]
    return " ".join(found) if found and found[-1].casefold() not in _NOBODY and found[-1] not in MONTHS else ""


def _surnames(chronology: Chronology) -> dict[str, str]:
    """Return the last words of the names of persons, where only one has it, by what they fold to."""
    found: dict[str, list[str]] = {}
    for actor in chronology.actors.values():
        if actor.kind is ActorKind.PERSON:
            found.setdefault(fold(actor.name.split()[-1]), []).append(actor.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def _has_word(chronology: Chronology, event: Event, actor: str, name: str) -> bool:
    """Tell whether a claim is by somebody, by what is one with them, or gives their words by name."""
    ours = [claim for claim in event.claims if actor and _are_one(chronology, actor, claim.by)]
    is_own = bool(actor) and event.is_saying and any(_are_one(chronology, actor, doer) for doer in event.doers)
    surname = fold(name.rsplit(maxsplit=1)[-1])
    by_name = any(surname in fold(f"{claim.says} {claim.via} {_name(chronology, claim.by)}") for claim in event.claims)
    return bool(ours) or is_own or by_name or actor in looked_for(event)


def _name(chronology: Chronology, actor: str) -> str:
    return chronology.actors[actor].name if actor in chronology.actors else ""


def _are_one(chronology: Chronology, one: str, other: str) -> bool:
    return one in chronology.wholes("actor", other) or other in chronology.wholes("actor", one)


def _title_verb(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name events whose title tells that somebody says something, and which are no saying."""
    for event in chronology.events:
        if event.is_saying:
            continue
        found = re.search(_TITLE_SAYS, event.title) or re.search(r"^([^:,]+):", event.title)
        if found and (found[0][-1] != ":" or chronology.actor_called(found[1])):
            yield of_event(
                "W328",
                event,
                ("kind",),
                f'is {event.kind}, and the title is of a saying: "{shortened(found[0])} …"',
                "make it a statement, report or assessment; or let the title tell the act",
            )


def veiled(chronology: Chronology, avoid: Sequence[str] = ()) -> Iterator[Finding]:
    """Name words in titles and summaries that hide who says it or take a side; ``avoid`` are a file's own."""
    kinds = [(_matching(HIDES_WHO), "hides who says so", "name who says it, in a claim")]
    kinds.append((_matching(TAKES_A_SIDE), "takes a side", "say what happened, or let somebody say it in a claim"))
    if avoid:
        kinds.append((_matching(tuple(avoid)), "is a word that this file avoids", "say it otherwise"))
    stems = [word.rstrip("*").casefold() for word in (*HIDES_WHO, *TAKES_A_SIDE, *avoid)]
    for event in chronology.events:
        for key, text in (("title", event.title), ("summary", event.summary)):
            folded = text.casefold()
            if not any(stem in folded for stem in stems):  # at once: few texts have any, and patterns take long
                continue
            own = re.sub("|".join((_QUOTED, *EXCUSED)), " ", text, flags=re.IGNORECASE)
            for pattern, fault, remedy in kinds:
                for found in dict.fromkeys(match.casefold() for match in pattern.findall(own)):
                    yield of_event("W331", event, (key,), f'"{found}" {fault}', remedy)


def _left_to_do(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name texts that a person has still to write."""
    tables = (
        ("actors", ("name", "role")),
        ("themes", ("name", "description")),
        ("places", ("name",)),
        ("measures", ("name", "unit", "description")),
        ("sources", ("publisher", "title")),
        ("events", ("title", "summary")),
    )
    for table, keys in tables:
        entries = chronology.events if table == "events" else getattr(chronology, table).values()
        for entry in entries:
            for key in keys:
                text = getattr(entry, key)
                if text.startswith(TODO):
                    yield Finding("W334", table, entry.id, (key,), f'is left to do: "{shortened(text)}"')


@cache
def _matching(words: tuple[str, ...]) -> re.Pattern[str]:
    found = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(found)})(?![\w-])", re.IGNORECASE)


WORDING_CHECKS: tuple[Check, ...] = (_repeated, _denied, _unclaimed, _title_verb, _left_to_do)
