"""Text to amount, or what is wrong with it."""

from dprkru_timeline.amount.value import Amount, read


def parse_amount(text: str) -> Amount:
    """Return the amount that ``text`` writes.

    Raises:
        AmountError: it is none; the help has the right spelling where that is plain.
    """
    found = read(text)
    if found is None:
        from dprkru_timeline.amount.faults import fault  # only what is wrong needs it

        raise fault(text)
    return found
