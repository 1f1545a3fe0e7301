"""How many: a small notation for the numbers that people say, as EDTF is one for dates. Usable alone.

    amount  = value ["~"] ["?"]          about; doubtful
    value   = number                     600            as said
            | number ".." number         10000..12000   from to, both included
            | number ".."                10000..        at least
            | ".." number                ..6000         up to
            | ">" number                 >10000         more than
            | "<" number                 <5000          under
    number  = digits ["." digits]        at most 15 digits, no sign, no unit: that is the measure's

``_`` between digits and zeros at the end of a fraction are read, and never written. Zero is a number; where nothing
was said there is no amount. Nothing here rounds, adds or converts.
"""

from dprkru_timeline.amount.compare import differ, lies_in
from dprkru_timeline.amount.parse import parse_amount
from dprkru_timeline.amount.value import Amount, Number, number_text, wording

__all__ = ["Amount", "Number", "differ", "lies_in", "number_text", "parse_amount", "wording"]
