"""How many, in words: an amount as it was said, what is counted, and over what time."""

from typing import Any

from dprkru_timeline.amount import Amount, parse_amount, wording
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import wording as date_wording
from dprkru_timeline.model import Claim, Figure, Measure
from dprkru_timeline.text import one_line

# What a number of each kind counts, as it stands after the name of the measure.
ABOUT_COUNTS = {
    "cumulative": "counted from the beginning",
    "at-the-time": "at the time",
    "per-event": "of one event",
    "per-year": "in one year",
    "planned": "planned",
    "in-part": "in one action, unit or stretch of time; never added",
}
# What says of an amount, in a sentence, that it can't be relied on.
DOUBTFUL = "doubtful"


def amount_words(figure: Figure, amount: Amount | None = None) -> str:
    """Return an amount as it was said: its own words where the file has them, else ours."""
    return one_line(figure.words) or wording(amount or parse_amount(figure.amount))


def amount_marked(figure: Figure, amount: Amount | None = None) -> str:
    """Return an amount with the sign of doubt, for a table whose legend explains it.

    What was said in words of its own is not doubtful itself: only how it reads as a number is, unless the file says
    why.
    """
    amount = amount or parse_amount(figure.amount)
    return f"{amount_words(figure, amount)}{'?' if is_doubted(figure, amount) else ''}"


def is_doubted(figure: Figure, amount: Amount) -> bool:
    """Tell whether what was said is doubtful, and not only how it is read as a number."""
    return amount.doubtful and (not figure.words or bool(figure.why))


def amount_in_sentence(figure: Figure, amount: Amount | None = None) -> str:
    """Return an amount as a sentence has it: "at least 6,000, doubtful"."""
    amount = amount or parse_amount(figure.amount)
    return f"{amount_words(figure, amount)}{f', {DOUBTFUL}' if is_doubted(figure, amount) else ''}"


def measured(chronology: Chronology, figure: Figure) -> str:
    """Return what is counted and how many: "North Korean soldiers killed: about 600"."""
    measure = chronology.measures[figure.measure]
    return f"{one_line(measure.name)}: {with_unit(amount_in_sentence(figure), figure, measure)}"


def with_unit(amount: str, figure: Figure, measure: Measure) -> str:
    """Return an amount as it is told with its unit: "1.7 to 5.5 billion US dollars"; "half" is half, and no percent."""
    unit = unit_after(measure)
    if unit == "percent" and figure.words and not any(char.isdigit() for char in figure.words):
        return amount
    return f"{amount} {unit}" if unit else amount


def amounts_told(chronology: Chronology, claim: Claim) -> str:
    """Return the numbers of a claim, and the time that they speak of: what is counted, and how many of it."""
    if not claim.amounts:
        return ""
    as_of = f" ({time_meant(claim, date_wording(claim.amounts_as_of))})" if claim.amounts_as_of else ""
    return f"{'; '.join(measured(chronology, one) for one in claim.amounts)}{as_of}"


def time_meant(claim: Claim, when: str) -> str:
    """Return of which time the numbers of a claim are: "as of May 2024"; "for December 2025" where it lay ahead."""
    as_of, said = claim.amounts_as_of, claim.date.latest
    ahead = as_of and said and (as_of.earliest is None or as_of.earliest > said)
    return f"{'for' if ahead else 'as of'} {when}"


def unit_after(measure: Measure) -> str:
    """Return the unit as it stands after a number; nothing where the measure's name says it, or it is people."""
    unit = one_line(measure.unit)
    return "" if unit == "people" or unit.casefold() in one_line(measure.name).casefold() else unit


def named(measure: Measure) -> str:
    """Return what is counted, and in what, where its name does not say it: "Value of the arms, million US dollars"."""
    unit = unit_after(measure)
    return f"{one_line(measure.name)}{f', {unit}' if unit else ''}"


def amount_object(figure: Figure) -> dict[str, Any]:
    """Return an amount of a claim as JSON has it: as the file writes it, its ends, and its words."""
    amount = parse_amount(figure.amount)
    found = {
        "measure": figure.measure,
        "amount": figure.amount,
        "low": amount.low,
        "high": amount.high,
        "about": amount.about,
        "doubtful": amount.doubtful,
        "wording": amount_words(figure, amount),
    }
    return found | ({"words": figure.words} if figure.words else {}) | ({"why": figure.why} if figure.why else {})
