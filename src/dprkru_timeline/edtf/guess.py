"""Dates as people type them: the one reader of them, with what is wrong where there is no date."""

from datetime import date

from dprkru_timeline.edtf.explained import parse_edtf
from dprkru_timeline.edtf.reader import EXAMPLES, VAGUE, YEARLESS, NotTyped, last_before, read
from dprkru_timeline.edtf.value import Edtf
from dprkru_timeline.errors import EdtfError

__all__ = ["VAGUE", "YEARLESS", "guess", "last_before"]


def guess(text: str, today: date | None = None) -> Edtf:
    """Read a date typed by a person; ``today`` is the day that "last year" counts from.

    Raises:
        AmbiguousDate: it can be read in more than one way; the error carries the readings.
        EdtfError: it is no date.
    """
    try:
        return read(text, today)
    except NotTyped as error:
        refusal = _as_edtf(text) or error
    raise refusal if refusal.help.startswith("write ") else EdtfError(text, refusal.reason, EXAMPLES)


def _as_edtf(text: str) -> EdtfError | None:
    """Return what is wrong with a text as EDTF."""
    try:
        parse_edtf(" ".join(text.split()))
    except EdtfError as error:
        return error
    return None
