"""How two amounts lie to each other."""

from dprkru_timeline.amount.value import Amount
from dprkru_timeline.edtf import Cover


def lies_in(amount: Amount, wanted: Amount) -> Cover:
    """Tell whether what was said lies in what is asked for.

    What is about or doubtful never surely does; its ends count as they stand, and as included.
    """
    loose = amount.about or amount.doubtful
    open_ = wanted.beyond and not loose  # the end that is asked for is not meant itself
    if wanted.low is not None and amount.high is not None:
        is_out = amount.high < wanted.low or (amount.high == wanted.low and (open_ or (amount.beyond and not loose)))
        if is_out:
            return Cover.NO
    if wanted.high is not None and amount.low is not None:
        is_out = amount.low > wanted.high or (amount.low == wanted.high and (open_ or (amount.beyond and not loose)))
        if is_out:
            return Cover.NO
    if loose:
        return Cover.POSSIBLE
    from_below = wanted.low is None or (
        amount.low is not None
        and (amount.low > wanted.low or (amount.low == wanted.low and (amount.beyond or not wanted.beyond)))
    )
    from_above = wanted.high is None or (
        amount.high is not None
        and (amount.high < wanted.high or (amount.high == wanted.high and (amount.beyond or not wanted.beyond)))
    )
    return Cover.SURE if from_below and from_above else Cover.POSSIBLE


def differ(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts can't both be so: they have no number in common."""
    return is_above(one, other) or is_above(other, one)


def is_above(one: Amount, other: Amount) -> bool:
    """Tell whether all that one amount may be is above all that another may be.

    About a number is that number, but for ends that touch: "more than 6,000" is not above "about 6,000".
    """
    if one.low is None or other.high is None:
        return False
    touches = one.low == other.high and not (one.about or other.about)
    return one.low > other.high or (touches and (one.beyond or other.beyond))
