"""The shipped roadmap of the default profile: nothing of the document is lost, and recurring measures come back."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.catalogue import Catalogue, catalogue
from dashboard.catalogue.profile import RoadmapItem
from dashboard.methods.schedule import (
    AS_NEEDED,
    ONCE,
    Mark,
    school_year_of,
    spans_in_year,
    standing,
    year_span,
)
from dashboard.roadmap import recurrence_of

SIZES = [2, 15, 13, 6, 6, 8, 25, 9, 10, 5]
YEARS = range(2018, 2028)  # the document also names acts of 2019
PERIODS = {"yearly": 1, "half_yearly": 2, "quarterly": 4, "monthly": 12, "always": 1, AS_NEEDED: 0}


@pytest.fixture(scope="module")
def pelym() -> Catalogue:
    return catalogue()


def items(known: Catalogue) -> list[RoadmapItem]:
    return [item for section in known.profile.roadmap for item in section.items]


def test_ten_sections_hold_ninety_nine_measures(pelym: Catalogue) -> None:
    assert [len(section.items) for section in pelym.profile.roadmap] == SIZES
    assert len({item.code for item in items(pelym)}) == sum(SIZES) == 99


def test_every_recurring_measure_comes_back_each_year_also_after_the_years_of_the_document(
    pelym: Catalogue,
) -> None:
    for item in items(pelym):
        if item.repeat == ONCE:
            continue
        for year in YEARS:
            spans, whole = spans_in_year(recurrence_of(item), year), year_span(year)
            assert len(spans) <= PERIODS[item.repeat], item.code
            assert bool(spans) == (item.repeat != AS_NEEDED), item.code
            assert all(whole.start <= span.start <= span.end <= whole.end for span in spans), item.code


def test_a_measure_done_once_and_in_time_stands_in_the_year_of_its_day_only(pelym: Catalogue) -> None:
    for item in items(pelym):
        if item.on is None:
            continue
        marks = {school_year_of(item.on): Mark("done", 100)}
        stands = [
            year
            for year in YEARS
            if standing(recurrence_of(item), year, date(2026, 2, 10), marks) is not None
        ]
        assert stands == [school_year_of(item.on)], item.code


def test_every_measure_of_the_document_stands_in_some_year(pelym: Catalogue) -> None:
    """Every measure stands in some year: none is lost between its words and its dates."""
    found = {
        item.code
        for item in items(pelym)
        for year in YEARS
        if standing(recurrence_of(item), year, date(2021, 2, 16), {}) is not None
    }
    assert len(found) == 99
