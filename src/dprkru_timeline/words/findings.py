"""What figures come to, in sentences: whose last words differ, and which part is as high as another's whole."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf.wording import short_date
from dprkru_timeline.figures import OF_PARTS, Block, Overlap, Point, latest_words, part_as_high
from dprkru_timeline.odds import differing
from dprkru_timeline.text import listed, one_line
from dprkru_timeline.words.figures import amount_in_sentence, amount_marked, named, with_unit

LATEST_DIFFER = "the latest words differ"
Note = Callable[[Point], str]  # the number of a point's source, with a space before it


def _no_note(_: Point) -> str:
    return ""


def party_name(chronology: Chronology, actor: str) -> str:
    """Return the name of a party."""
    return one_line(chronology.actors[actor].name)


def marked(point: Point) -> str:
    """Return a number with the sign of doubt, and why it counts no more if it doesn't, for a table."""
    return f"{amount_marked(point.figure, point.amount)}{f' ({point.fallen})' if point.fallen else ''}"


def said_by(chronology: Chronology, point: Point, note: Note = _no_note) -> str:
    """Return who gave a number, which, and when: "South Korea about 2,000 (2 Sep 2025)"."""
    amount = amount_in_sentence(point.figure, point.amount)
    amount += f", {point.fallen}," if point.fallen else ""
    return f"{_who(chronology, point)} {amount} ({short_date(point.said)}){note(point)}"


def _who(chronology: Chronology, point: Point) -> str:
    """Return the party of a number, or its speaker with whom it cites, where that is nobody of the chronology."""
    claim = point.saying.claim
    party = party_name(chronology, point.party)
    if not claim.via:
        return party
    if chronology.actor_called(claim.via):
        return f"{party} by {party_name(chronology, claim.by)}" if claim.by != point.party else party
    return f"{party} citing {one_line(claim.via)}"


def that_they_differ(block: Block) -> str:
    """Return how the words on a measure differ; nothing where they don't."""
    pairs = differing(block)
    last = {id(point) for point in latest_words(block)}
    is_latest = any(all(id(point) in last for point in pair) for pair in pairs)
    return (LATEST_DIFFER if is_latest else "the words differ") if pairs else ""


def words_that_differ(chronology: Chronology, block: Block, note: Note = _no_note) -> str:
    """Return the parties' last words, and such earlier ones as can't be so beside them."""
    return "; ".join(said_by(chronology, point, note) for point in _that_differ(block))


def furthest_apart(chronology: Chronology, block: Block) -> tuple[str, tuple[str, ...]]:
    """Return the two words that differ most, last ones before others, the lower first; and the ids of their sources."""
    last = {id(point) for point in latest_words(block)}
    pairs = differing(block)
    newest = [pair for pair in pairs if all(id(point) in last for point in pair)]
    ordered = [sorted(pair, key=_least) for pair in newest or pairs]
    low, high = max(ordered, key=lambda pair: _most(pair[1]) / max(_least(pair[0]), 1))
    sources = tuple(dict.fromkeys((*low.sources, *high.sources)))
    return f"{said_by(chronology, low)} against {said_by(chronology, high)}", sources


def _least(point: Point) -> float:
    ends = (point.amount.low, point.amount.high)
    return float(next((end for end in ends if end is not None), 0))


def _most(point: Point) -> float:
    ends = (point.amount.high, point.amount.low)
    return float(next((end for end in ends if end is not None), 0))


def _that_differ(block: Block) -> list[Point]:
    words = latest_words(block)
    shown = {id(point) for point in words}
    for pair in differing(block):
        words += [point for point in pair if id(point) not in shown]
        shown |= {id(point) for point in pair}
    return words


def _difference(chronology: Chronology, block: Block) -> str:
    """Return that the words on a measure differ, and what they are; nothing where they don't."""
    how = that_they_differ(block)
    return f"{named(block.measure)}: {how}: {words_that_differ(chronology, block)}." if how else ""


def as_high(chronology: Chronology, over: Overlap, note: Note = _no_note) -> str:
    """Return that a number for a part is as high as what others count for the whole."""
    first = over.wholes[0].figure.measure
    parties = [party_name(chronology, one.party) for one in over.wholes if one.figure.measure == first]
    measures = chronology.measures
    amount = amount_in_sentence(over.point.figure, over.point.amount)
    return (
        f"{named(measures[over.point.figure.measure])}: {party_name(chronology, over.point.party)}'s {amount}"
        f"{note(over.point)} is as high as what {listed(parties)} {'counts' if len(parties) == 1 else 'count'} for all"
        f" {_quoted(one_line(measures[first].name))}."
    )


def sentences(chronology: Chronology, found: Sequence[Block], note: Note = _no_note) -> list[str]:
    """Return what a reader must know of figures before seeing them, a sentence each."""
    said = [_difference(chronology, block) for block in found]
    return [*filter(None, said), *(as_high(chronology, one, note) for one in part_as_high(chronology, found))]


class Told(NamedTuple):
    """A measure with each party's last word, those in doubt last: texts, each with the ids of its sources."""

    name: str
    words: tuple[tuple[str, tuple[str, ...]], ...]


def told(chronology: Chronology, block: Block) -> Told:
    """Return the last words on a measure, for a line of a page."""
    words = ((said_by(chronology, point), point.sources) for point in latest_words(block))
    how = that_they_differ(block)
    return Told(f"{named(block.measure)}{f' ({how})' if how else ''}", tuple(words))


def finding(chronology: Chronology, found: Sequence[Block]) -> tuple[str, str]:
    """Return a title that says what figures come to, and a sentence for below it.

    The title is about the first measure: its newest word that is not doubtful, or that the last words differ.
    """
    first = found[0]
    name, words = one_line(first.measure.name), latest_words(first)
    over = part_as_high(chronology, found)
    below = [as_high(chronology, one) for one in over]
    if how := that_they_differ(first):
        title = f"{named(first.measure)}: {how}"
        below.append(f"{words_that_differ(chronology, first)}.")
    elif first.measure.counts in OF_PARTS:
        title = named(first.measure)
        below.append("; ".join(said_by(chronology, point) for point in words) + ".")
    else:
        point, *others = words
        amount = amount_in_sentence(point.figure, point.amount)
        said = f"{with_unit(amount, point.figure, first.measure)} ({short_date(point.said)})"
        title = f"{name}: {_who(chronology, point)} said {said}"
        if others:
            below.append(f"Others: {'; '.join(said_by(chronology, one) for one in others)}.")
    below += [said for block in found[1:] if (said := _difference(chronology, block))]
    return title, " ".join(below)


def _quoted(name: str) -> str:
    """Return a measure's name within a sentence as it is: only its author knows which of its words are names."""
    return f"“{name}”"
