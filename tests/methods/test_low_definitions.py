"""A school behind the others for two years: raw and beyond chance, and what may be compared at all."""

from __future__ import annotations

from dashboard.methods.low_definitions import (
    Against,
    lowest_quarter,
    totals_of,
    two_years,
    worse_than_before,
)
from dashboard.methods.low_results import LowTable, low_table
from dashboard.methods.papers import MATHS, RUSSIAN, Procedure
from dashboard.methods.share import Share

VPR5 = Procedure("vpr", 5, MATHS)
OGE = Procedure("oge", 9, RUSSIAN)
Counts = dict[tuple[Procedure, int], tuple[int, int]]
OTHERS: Counts = {(one, year): (200, 20) for one in (VPR5, OGE) for year in (2023, 2024)}


def school(*below: int, n: int = 20) -> LowTable:
    """Twenty pupils in two procedures of two years: ВПР 2023, ВПР 2024, ОГЭ 2023, ОГЭ 2024."""
    keys = [(one, year) for one in (VPR5, OGE) for year in (2023, 2024)]
    return low_table({key: (n, k) for key, k in zip(keys, below, strict=False)})


def verdict(table: LowTable, others: Counts = OTHERS) -> tuple[bool, bool, bool]:
    found = two_years(table, totals_of([table, low_table(others)]), 2024)
    return found.is_known, found.is_behind, found.is_beyond_chance


def test_a_school_far_behind_in_everything_for_two_years_is_behind_beyond_chance() -> None:
    assert verdict(school(9, 9, 9, 9)) == (True, True, True)


def test_a_school_a_little_behind_in_everything_is_behind_as_chance_may_have_it() -> None:
    assert verdict(school(3, 3, 3, 3)) == (True, True, False)


def test_one_procedure_of_one_year_as_good_as_the_others_ends_it() -> None:
    assert verdict(school(9, 9, 9, 2)) == (True, False, False)  # 2 of 20 is the others' 10 %
    assert verdict(school(9, 9, 9, 3))[1:] == (True, False)


def test_a_procedure_of_one_year_only_is_no_criterion() -> None:
    table = low_table({(VPR5, 2023): (20, 9), (VPR5, 2024): (20, 9), (OGE, 2024): (20, 0)})
    assert verdict(table) == (True, True, True)
    assert verdict(low_table({(OGE, 2024): (20, 9)})) == (False, False, False)


def test_the_school_is_not_among_those_it_is_compared_with() -> None:
    table = school(9, 8, 7, 6)
    first = two_years(table, totals_of([table, low_table(OTHERS)]), 2024).lags[0]
    assert (first.before.own, first.before.others) == (Share(9, 20), Share(20, 200))
    assert not two_years(table, totals_of([table]), 2024).is_known  # nobody else wrote


def test_procedures_of_too_few_pupils_are_not_compared() -> None:
    assert verdict(school(4, 4, 4, 4, n=4)) == (False, False, False)


def test_equal_shares_are_not_behind() -> None:
    assert not Against(3, 30, 1, 10).is_behind
    assert Against(4, 30, 1, 10).is_behind


def test_a_rise_beyond_chance_is_told_and_a_small_one_is_not() -> None:
    grown = worse_than_before(school(1, 10, 5, 6), 2024)
    assert [(one, pair.others, pair.own) for one, pair in grown] == [(VPR5, Share(1, 20), Share(10, 20))]


def test_the_lowest_quarter_holds_ties_and_needs_four_places() -> None:
    assert lowest_quarter({1: 30, 2: 50, 3: 60, 4: 70, 5: 30}) == {1, 5}
    assert lowest_quarter({1: 30, 2: 50, 3: 60}) == frozenset()
