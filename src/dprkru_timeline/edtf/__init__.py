"""Dates: the profile of EDTF (ISO 8601-2:2019) that a chronology needs, usable alone."""

from dprkru_timeline.edtf.bounds import Cover, anchor, begins, cover, is_exact, members_of, order
from dprkru_timeline.edtf.explained import parse_edtf
from dprkru_timeline.edtf.parse import UnsupportedEdtf
from dprkru_timeline.edtf.value import Date, DateSet, Edtf, EndKind, Interval, Precision, Qualifier
from dprkru_timeline.edtf.wording import day_wording, two_years, wording

__all__ = [
    "Cover",
    "Date",
    "DateSet",
    "Edtf",
    "EndKind",
    "Interval",
    "Precision",
    "Qualifier",
    "UnsupportedEdtf",
    "anchor",
    "begins",
    "cover",
    "day_wording",
    "is_exact",
    "members_of",
    "order",
    "parse_edtf",
    "two_years",
    "wording",
]
