"""A date's text to its value; a refusal says what is wrong and, where it is plain, the right spelling."""

from functools import lru_cache

from dprkru_timeline.edtf.parse import NoForm, parse
from dprkru_timeline.edtf.value import Edtf
from dprkru_timeline.errors import EdtfError


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Edtf:
    """Read ``text`` as a date of the profile.

    Raises:
        EdtfError: it is not EDTF, or is impossible or reversed; the message says what is wrong
            and, where there is one, the right spelling.
        UnsupportedEdtf: it is EDTF of a kind that the profile leaves out.
    """
    try:
        return parse(text)
    except NoForm as error:
        from dprkru_timeline.edtf.faults import explain  # no start needs it

        # A habit of writing often shows only in the whole (2004-01-01/open); else blame the part.
        reason, remedy, (start, end) = explain(text, _is_date)
        if not remedy.startswith("write ") and error.part != text:
            reason, remedy, (start, end) = explain(error.part, _is_date)
            if remedy.startswith("write "):
                remedy = _with_part(text, error, remedy.removeprefix("write "))
            start, end = error.at + start, error.at + end
        raise EdtfError(text, reason, remedy, (start, end)) from None


def _with_part(text: str, error: NoForm, spellings: str) -> str:
    """Return how to write the whole, with the right spellings of the part that has the form of no date."""
    start, end = error.at, error.at + len(error.part)
    wholes = [f"{text[:start]}{one}{text[end:]}" for one in spellings.split(" or ")]
    good = [one for one in wholes if _is_date(one)]
    return f"write {' or '.join(good)}" if good else ""


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True
