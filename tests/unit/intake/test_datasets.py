"""Exports that are known by their columns: what is told of these is what a row is made of."""

import csv

import pytest

from dprkru_timeline.intake.datasets import DATASETS, Dataset, Get, getter
from dprkru_timeline.intake.header import plain
from tests.conftest import DATA

SAMPLES = {"ACLED": "acled.csv", "UCDP GED": "ucdp.csv", "TimelineJS sheet": "slides-sheet.csv"}


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda one: one.name)
def test_the_columns_that_are_told_are_those_that_are_asked_for(dataset: Dataset) -> None:
    asked: set[str] = set()
    with (DATA / "import" / SAMPLES[dataset.name]).open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file)
    for row in rows:
        get = getter(headings, row)
        bare = {name: get(name) for name in dataset.signs}  # so that what else may be asked is asked
        for values in (get, lambda name, bare=bare: bare.get(name, "")):

            def asking(name: str, values: Get = values) -> str:
                asked.add(plain(name))
                return values(name)

            if not dataset.passes_over(asking):
                dataset.draft("row", asking)
    assert asked == {plain(one) for one in dataset.uses}
