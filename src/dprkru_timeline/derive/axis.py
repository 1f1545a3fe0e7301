"""An axis of values: where it begins and ends, its ticks, and where a number lies on it."""

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor, log10
from typing import NamedTuple

from dprkru_timeline.amount import Amount, Number

# From this many times the lowest on, the highest is drawn on a logarithmic axis.
_LOG = 100


class Axis(NamedTuple):
    """An axis of values, from ``first`` to ``last``, with its ticks; a logarithmic one has no zero."""

    first: Number
    last: Number
    ticks: tuple[Number, ...]
    is_log: bool

    def share(self, number: Number) -> float:
        """Return where a number lies: 0 at the beginning, 1 at the end."""
        if self.is_log:
            low, high = log10(self.first), log10(self.last)
            return min(max((log10(max(number, self.first)) - low) / (high - low), 0.0), 1.0)
        return min(max((number - self.first) / (self.last - self.first), 0.0), 1.0)


def axis(amounts: Iterable[Amount], most_ticks: int) -> Axis:
    """Return the axis on which amounts are drawn: from zero, unless the highest is over 100 times the lowest."""
    ends = [end for amount in amounts for end in (amount.low, amount.high) if end is not None]
    positive = [end for end in ends if end > 0]
    high = max(positive, default=1)
    if min(positive, default=high) * _LOG < high and 0 not in ends:
        return _log_axis(min(positive), high, most_ticks)
    step = _step(high, most_ticks)
    number = -(-high // step)
    ticks = tuple(_tidy(step * place) for place in range(int(number) + 1))
    return Axis(0, ticks[-1], ticks, is_log=False)


def _step(high: Number, most: int) -> Number:
    """Return the least round step, of 1, 2 or 5, with which an axis up to ``high`` has at most so many ticks."""
    scale = floor(log10(high / max(most - 1, 1))) - 1
    for power in range(scale, scale + 4):
        for digit in (1, 2, 5):
            step = _tidy(digit * _power(power))
            if -(-high // step) <= most - 1:
                return step
    raise ArithmeticError(high)


def _log_axis(low: Number, high: Number, most: int) -> Axis:
    """Return an axis with a tick at each power of ten, at three of it too where there is room, or at some only."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    every = [_tidy(_power(power) * digit) for power in powers for digit in (1, 3)]
    ticks = [tick for tick, after in pairwise([*every, every[-1] * 10]) if after > low and tick < high]
    ticks.append(min(tick for tick in every if tick >= high))
    if len(ticks) > most:
        whole = [_power(power) for power in powers]
        step = max(-(-(len(whole) - 1) // max(most - 1, 1)), 1)
        ticks = whole[::-step][::-1]
        ticks = ticks if ticks[0] <= low else [whole[0], *ticks]
    return Axis(ticks[0], ticks[-1], tuple(ticks), is_log=True)


def _power(power: int) -> Number:
    return int(10**power) if power >= 0 else 1 / int(10**-power)


def _tidy(number: Number) -> Number:
    """Return a tick without what a sum of fractions leaves behind."""
    rounded = float(f"{number:.12g}")
    return int(rounded) if rounded == int(rounded) else rounded
