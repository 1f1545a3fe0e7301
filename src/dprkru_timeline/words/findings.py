"""What figures come to, in sentences: whose last words differ, and which part is as high as another's whole."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.figures import Block, Overlap, Point, latest_differ, latest_words, part_as_high
from dprkru_timeline.text import listed, one_line
from dprkru_timeline.words.figures import amount_in_sentence, short_date, unit_after

Note = Callable[[Point], str]  # the number of a point's source, with a space before it


# What these count is no total, so that no word on it is the latest on the whole.
_OF_PARTS = ("per-event", "planned", "in-part")


def _no_note(_: Point) -> str:
    return ""


def party_name(chronology: Chronology, actor: str) -> str:
    """Return the name of a party."""
    return one_line(chronology.actors[actor].name)


def said_by(chronology: Chronology, point: Point, note: Note = _no_note) -> str:
    """Return who gave a number, which, and when: "South Korea about 2,000 (2 Sep 2025)"."""
    amount = amount_in_sentence(point.figure, point.amount)
    return f"{party_name(chronology, point.party)} {amount} ({short_date(point.said)}){note(point)}"


def differing(chronology: Chronology, block: Block) -> str:
    """Return that the parties' last words on a measure differ, and what they are; nothing where they don't."""
    if not latest_differ(block):
        return ""
    said = "; ".join(said_by(chronology, point) for point in latest_words(block))
    return f"{one_line(block.measure.name)}: the latest words differ: {said}."


def as_high(chronology: Chronology, over: Overlap, note: Note = _no_note) -> str:
    """Return that a number for a part is as high as what others count for the whole."""
    first = over.wholes[0].figure.measure
    parties = [party_name(chronology, one.party) for one in over.wholes if one.figure.measure == first]
    measures = chronology.measures
    amount = amount_in_sentence(over.point.figure, over.point.amount)
    return (
        f"{one_line(measures[over.point.figure.measure].name)}: {party_name(chronology, over.point.party)}'s {amount}"
        f"{note(over.point)} is as many as {listed(parties)} {'counts' if len(parties) == 1 else 'count'} as"
        f" {_quoted(one_line(measures[first].name))}."
    )


def sentences(chronology: Chronology, found: Sequence[Block], note: Note = _no_note) -> list[str]:
    """Return what a reader must know of figures before seeing them, a sentence each."""
    said = [differing(chronology, block) for block in found]
    return [*filter(None, said), *(as_high(chronology, one, note) for one in part_as_high(chronology, found))]


class Told(NamedTuple):
    """A measure with each party's last word, those in doubt last: texts, each with the ids of its sources."""

    name: str
    words: tuple[tuple[str, tuple[str, ...]], ...]


def told(chronology: Chronology, block: Block) -> Told:
    """Return the last words on a measure, for a line of a page."""
    unit = unit_after(block.measure)
    name = one_line(block.measure.name)
    words = ((said_by(chronology, point), point.sources) for point in latest_words(block))
    return Told(f"{name}, {unit}" if unit else name, tuple(words))


def finding(chronology: Chronology, found: Sequence[Block]) -> tuple[str, str]:
    """Return a title that says what figures come to, and a sentence for below it.

    The title is about the first measure: its newest word that is not doubtful, or that the last words differ.
    """
    first = found[0]
    name, words = one_line(first.measure.name), latest_words(first)
    over = part_as_high(chronology, found)
    below = [as_high(chronology, one) for one in over]
    if latest_differ(first):
        title = f"{name}: the latest words differ"
        below.append("; ".join(said_by(chronology, point) for point in words) + ".")
    elif first.measure.counts in _OF_PARTS:
        title = name
        below.append("; ".join(said_by(chronology, point) for point in words) + ".")
    else:
        point, *others = words
        unit = unit_after(first.measure)
        amount = amount_in_sentence(point.figure, point.amount)
        said = f"{amount}{f' {unit}' if unit else ''} ({short_date(point.said)})"
        title = f"{name}: {party_name(chronology, point.party)} says {said}"
        if others:
            below.append(f"Others: {'; '.join(said_by(chronology, one) for one in others)}.")
    below += [said for block in found[1:] if (said := differing(chronology, block))]
    return title, " ".join(below)


def _quoted(name: str) -> str:
    """Return a measure's name within a sentence as it is: only its author knows which of its words are names."""
    return f"“{name}”"
