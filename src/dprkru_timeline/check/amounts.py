"""Rules about numbers: that they are amounts, that amounts are what is said, and add up over time and parts."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dprkru_timeline.amount import Amount, number_text, parse_amount
from dprkru_timeline.amount import wording as amount_wording
from dprkru_timeline.amount.compare import is_above
from dprkru_timeline.check.finding import Check, Finding, of_event
from dprkru_timeline.check.numbers import counting, exactness, numbers_in
from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.edtf import Edtf, order, wording
from dprkru_timeline.figures import blocks, part_as_high, points
from dprkru_timeline.model import AFFIRMS, Event

# How many numbers a warning names.
_NAMED = 3


def _uncounted(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name the numbers of claims that say how many and have no amount, in files that have measures for them."""
    if not chronology.measures:
        return
    for event, claim, place, _possible in every_saying(chronology).rows:
        if claim.amounts or claim.stance not in AFFIRMS or not (numbers := counting(claim.says)):
            continue
        message = f"has the number {', '.join(numbers[:_NAMED])}, and the claim has no amounts"
        yield of_event("W318", event, ("claims", place, "says"), message, 'write such as amounts = { killed = "600~" }')


_SAYS_SO = "an amount is what the claim says: put it right in one of the two"


def _amounts_said(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name amounts whose numbers, or whose own words, do not stand in what is said."""
    for event, claim, place, _possible in every_saying(chronology).rows:
        if not claim.amounts:
            continue
        said, held = claim.says.casefold(), numbers_in(claim.says)
        for figure in claim.amounts:
            amount = parse_amount(figure.amount)
            missing = [end for end in (amount.low, amount.high) if end is not None and end not in held]
            if figure.words:
                words = [word for word in figure.words.casefold().split() if len(word) > 2]
                missing = [] if any(word.strip(",.") in said for word in words) else missing
            if missing:
                numbers = " and ".join(map(number_text, dict.fromkeys(missing)))
                yield of_event(
                    "W319",
                    event,
                    ("claims", place, "amounts"),
                    f"{figure.measure}: {numbers} does not stand in says",
                    _SAYS_SO,
                )
            elif not figure.words and (wrong := _inexact(claim.says, amount)):
                message = f"{figure.measure}: {amount_wording(amount)}, and says has {wrong}"
                yield of_event("W319", event, ("claims", place, "amounts"), message, _SAYS_SO)


def _inexact(says: str, amount: Amount) -> str:
    """Return the words of what is said that an amount leaves out, or that are not those which it has."""
    meant = {"about"} if amount.about else set()
    if amount.high is None:
        meant.add("more than" if amount.beyond else "at least")
    elif amount.low is None:
        meant.add("under" if amount.beyond else "up to")
    number = number_text(amount.low if amount.low is not None else amount.high or 0)
    said = exactness(says, number)
    if not said or said == meant or amount.doubtful:
        return ""
    return f'"{" ".join([*sorted(said), number])}"'


def _falling(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name words of one speaker by which a count from the beginning fell."""
    series: dict[tuple[str, str], list[tuple[Edtf, Amount, Event, int]]] = {}
    for event, claim, place, _possible in every_saying(chronology).rows:
        for figure in claim.amounts:
            if chronology.measures[figure.measure].counts == "cumulative":
                row = claim.amounts_as_of or claim.date, parse_amount(figure.amount), event, place
                series.setdefault((claim.by, figure.measure), []).append(row)
    for (by, measure), rows in series.items():
        rows.sort(key=lambda row: order(row[0]))
        for (before, higher, *_rest), (when, lower, event, place) in pairwise(rows):
            is_later = before.latest is not None and when.earliest is not None and before.latest <= when.earliest
            if is_above(higher, lower) and is_later:
                message = (
                    f"{measure}: {by} said {amount_wording(higher)} of {wording(before)} and less of {wording(when)}"
                )
                remedy = "a count from the beginning can't fall: is it another measure, or another time?"
                yield of_event("W320", event, ("claims", place, "amounts"), message, remedy)


def _parts(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name last words for a part that are as high as what another party counts for the whole."""
    if not chronology.measures:
        return
    for over in part_as_high(chronology, blocks(chronology, points(every_saying(chronology)))):
        if over.point.amount.doubtful:
            continue
        saying, whole = over.point.saying, over.wholes[0]
        message = (
            f"{over.point.figure.measure}: {amount_wording(over.point.amount)} is as many as {whole.party} counts as"
            f" {whole.figure.measure}, {amount_wording(whole.amount)}"
        )
        key = "claims", saying.place, "amounts"
        yield of_event(
            "W321", saying.event, key, message, "is it the part that is meant? Mark what is doubtful: 6000..?"
        )


def _unlocated(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name claims with amounts that don't say where in their source these stand."""
    for event, claim, place, _possible in every_saying(chronology).rows:
        if claim.amounts and not claim.locator:
            yield of_event("W322", event, ("claims", place), "has amounts and no locator", 'add locator = "para. 4"')


AMOUNT_CHECKS: tuple[Check, ...] = (_uncounted, _amounts_said, _falling, _parts, _unlocated)
