"""Twice the events are twice the work, for each rule of check, each view and each format.

Work is counted, not timed: calls of functions, Python's and C's. A loop in C over a list is one call; the benchmarks,
which time, are for those.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO, TextIOWrapper
from types import FrameType
from typing import Any

import pytest

from dprkru_timeline.check import finding, warnings, wording
from dprkru_timeline.chronology import Chronology, in_order
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.formats import FORMATS, Options, writer
from tests.views import views

FEW, MANY = 8, 32
# Sorting takes n log n, and the widths of columns and numbers grow.
ALLOWED = 1.15
DAY = date(2026, 1, 15)


def work(do: Callable[[], object]) -> int:
    """Return how many functions are called."""
    count = 0

    def called(frame: FrameType, event: str, argument: Any) -> None:
        del frame, argument
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        do()
    finally:
        sys.setprofile(None)
    return count


def grown(chronology: Chronology, times: int, shape: str) -> Chronology:
    """Return so many copies of a chronology's events, each with sources of its own."""
    events, sources = [], dict(chronology.sources)
    for turn in range(times):
        named = {name: f"{name}-{turn}" for name in chronology.sources}
        sources |= {new: chronology.sources[old]._replace(id=new) for old, new in named.items()}
        for event in chronology.events:
            day = DAY - timedelta(days=400 * turn)
            change: dict[str, Any] = {"spread": {"date": parse_edtf(day.isoformat())}}.get(shape, {})
            if shape != "spread":
                change = {"date": parse_edtf("2024"), "title": "One title" if shape == "one title" else event.title}
            events.append(
                event._replace(
                    id=f"{event.id}-{turn}",
                    sources=tuple(named[one] for one in event.sources),
                    record=named.get(event.record, ""),
                    claims=tuple(one._replace(source=named.get(one.source, "")) for one in event.claims),
                    links=tuple(one._replace(to=f"{one.to}-{turn}") for one in event.links),
                    **change,
                )
            )
    return chronology.replaced(events=in_order(events), sources=sources)


@pytest.fixture(scope="module", params=["spread", "one year", "one title"])
def few_and_many(mini: Chronology, request: pytest.FixtureRequest) -> tuple[Chronology, Chronology]:
    return grown(mini, FEW, request.param), grown(mini, MANY, request.param)


Both = tuple[Chronology, Chronology]


def ratio(of: Callable[[Chronology], object], both: Both) -> float:
    """Return how many times more work many events are than few, an event for an event."""
    of(both[0])  # what is done once, such as an import
    few, many = work(lambda: of(both[0])), work(lambda: of(both[1]))
    return many / few / (MANY / FEW)


@pytest.mark.parametrize("check", warnings._CHECKS, ids=lambda check: check.__name__.strip("_"))
def test_each_rule(few_and_many: Both, check: finding.Check) -> None:
    assert ratio(lambda one: list(check(one, DAY)), few_and_many) < ALLOWED


def test_the_rule_of_veiled_words(few_and_many: Both) -> None:
    assert ratio(lambda one: list(wording.veiled(one, ["mercenar*"])), few_and_many) < ALLOWED


def test_the_rule_of_order(few_and_many: Both) -> None:
    assert ratio(lambda one: list(warnings.order_warnings(list(reversed(one.events)))), few_and_many) < ALLOWED


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_each_format(few_and_many: Both, name: str) -> None:
    row = next(one for one in FORMATS if one.name == name)

    def write(one: Chronology) -> None:
        writer(row).write(one, TextIOWrapper(BytesIO(), "utf-8", newline="", write_through=True), Options())

    assert ratio(write, few_and_many) < ALLOWED


def test_each_view(few_and_many: Both) -> None:
    """Views of single events are left out: there are as many as events, and each names what is linked."""
    few, many = (_work_of_views(chronology) for chronology in few_and_many)
    assert len(few) > 15
    assert {name: many[name] / few[name] for name in few if many[name] / few[name] > ALLOWED * MANY / FEW} == {}


def _work_of_views(chronology: Chronology) -> dict[str, int]:
    found: dict[str, int] = {}
    made = views(chronology, 80)
    names: list[str | None] = [""]
    while names[-1] is not None:
        used = work(lambda: names.append(next(made, (None, []))[0]))
        name = names[-1]
        if name and " of " not in name and " from " not in name:
            found[name] = used
    return found
