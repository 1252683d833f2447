"""Schools with low results: the rule in force, its parameters, and how many pupils are left to the threshold."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]

from dashboard.methods.low_results import (
    PROCEDURES,
    LowRule,
    LowTable,
    low,
    low_table,
    pupils_to_leave,
    way_to_list,
)
from dashboard.methods.papers import MATHS, RUSSIAN, WORLD, Procedure
from dashboard.methods.share import Share

VPR5 = Procedure("vpr", 5, MATHS)
OGE = Procedure("oge", 9, MATHS)
EGE = Procedure("ege", 11, RUSSIAN)


def test_example_of_the_method_two_low_procedures_in_a_year_put_the_school_on_the_list() -> None:
    table = low_table({(VPR5, 2024): (20, 7), (OGE, 2024): (12, 4)})
    assert table.cells[VPR5, 2024].share.percent == 35.0
    verdict = table.verdicts[2024]
    assert verdict.low == (VPR5, OGE)
    assert verdict.is_listed
    assert not verdict.is_near
    assert verdict.n == 20


@pytest.mark.parametrize(
    ("n", "below", "is_low", "left"),
    [
        (20, 6, True, 0),
        (20, 5, False, 1),
        (10, 3, True, 0),
        (10, 2, False, 1),
        (11, 3, False, 1),
        (20, 0, False, 6),
    ],
)
def test_exactly_30_percent_is_low_and_the_rest_is_so_many_pupils_away(
    n: int, below: int, is_low: bool, left: int
) -> None:
    found = low(n, below)
    assert (found.is_low, found.left) == (is_low, left)


def test_four_pupils_are_never_low_and_nothing_is_left_to_a_threshold_that_does_not_apply() -> None:
    found = low(4, 4)
    assert not found.is_low
    assert found.left is None
    assert low(4, 4, LowRule(fewest=4)).is_low


def test_samples_under_ten_are_counted_with_a_warning() -> None:
    assert low(9, 3).is_small
    assert low(9, 3).is_low
    assert not low(10, 3).is_small


def repeated() -> LowTable:
    return low_table({(OGE, 2023): (20, 6), (OGE, 2024): (20, 7), (OGE, 2025): (20, 1)})


def test_the_same_procedure_low_in_two_years_running_puts_the_school_on_the_list_in_the_second() -> None:
    verdicts = repeated().verdicts
    assert [verdicts[year].is_listed for year in (2023, 2024, 2025)] == [False, True, False]
    assert verdicts[2024].repeated == (OGE,)


def test_a_year_between_two_low_years_breaks_the_row() -> None:
    table = low_table({(OGE, 2022): (20, 6), (VPR5, 2023): (20, 0), (OGE, 2024): (20, 6)})
    assert not table.verdicts[2024].is_listed


def test_different_procedures_in_two_years_running_are_no_repetition() -> None:
    table = low_table({(OGE, 2023): (20, 6), (VPR5, 2024): (20, 6)})
    assert not table.verdicts[2024].is_listed


def test_with_the_logic_and_both_criteria_are_needed() -> None:
    counts = {(OGE, 2023): (20, 6), (OGE, 2024): (20, 6)}
    rule = LowRule(logic="and")
    assert not low_table(counts, rule).verdicts[2024].is_listed
    assert low_table({**counts, (VPR5, 2024): (20, 6)}, rule).verdicts[2024].is_listed


def test_a_school_is_near_when_one_more_pupil_would_put_it_on_the_list() -> None:
    one_low = {(VPR5, 2024): (20, 7)}
    assert low_table({**one_low, (OGE, 2024): (20, 5)}).verdicts[2024].is_near
    assert not low_table({**one_low, (OGE, 2024): (20, 4)}).verdicts[2024].is_near
    assert low_table({**one_low, (OGE, 2024): (20, 4)}, LowRule(near=2)).verdicts[2024].is_near
    # a pupil away in the only procedure: still not on the list
    assert not low_table({(OGE, 2024): (20, 5)}).verdicts[2024].is_near


def test_a_school_is_near_by_repetition_too() -> None:
    assert low_table({(OGE, 2023): (20, 6), (OGE, 2024): (20, 5)}).verdicts[2024].is_near


def test_the_table_has_procedures_in_order_and_years_with_results() -> None:
    counts = {(EGE, 2024): (12, 0), (VPR5, 2023): (20, 7), (OGE, 2024): (10, 1), (OGE, 2022): (0, 0)}
    table = low_table(counts)
    assert table.procedures == (VPR5, OGE, EGE)
    assert table.years == (2023, 2024)
    assert (OGE, 2022) not in table.cells


def test_works_that_the_rule_does_not_name_are_left_out() -> None:
    assert low_table({(Procedure("vpr", 4, WORLD), 2024): (20, 20)}).years == ()


def test_shares_of_a_cell_are_numerator_and_denominator() -> None:
    assert low(20, 7).share == Share(7, 20)


def test_procedures_are_named_as_a_reader_needs_them() -> None:
    labels = [procedure.label for procedure in PROCEDURES[-5:]]
    assert labels == [
        "ОГЭ, русский язык",
        "ОГЭ, математика",
        "ЕГЭ, русский язык",
        "ЕГЭ, математика (база)",
        "ЕГЭ, математика (профиль)",
    ]
    assert VPR5.label == "ВПР-5, математика"


def test_the_example_of_the_method_is_low_in_the_very_shares_it_names() -> None:
    table = low_table({(VPR5, 2024): (20, 7), (OGE, 2024): (12, 4)})
    shares = [table.cells[one, 2024].share.percent for one in (VPR5, OGE)]
    assert [round(share or 0, 1) for share in shares] == [35.0, 33.3]
    assert pupils_to_leave(table, 2024) == 1  # one fewer in ОГЭ: 3 of 12 is a quarter
    assert way_to_list(table, 2024) is not None


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_the_interval_of_a_share_is_that_of_an_independent_library(counts: tuple[int, int]) -> None:
    found = low(*counts).interval
    expected = proportion_confint(counts[1], counts[0], method="wilson")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-6)


def test_a_rule_with_other_numbers_finds_other_schools() -> None:
    counts = {(VPR5, 2024): (20, 5), (OGE, 2024): (20, 5)}
    assert not low_table(counts).verdicts[2024].is_listed
    assert low_table(counts, LowRule(percent=25)).verdicts[2024].is_listed
    assert low_table(counts, LowRule(percent=25)).rule.percent == 25


def test_a_low_procedure_tells_how_many_fewer_would_have_kept_it_out() -> None:
    assert (low(20, 7).spare, low(20, 6).spare, low(20, 5).spare) == (2, 1, 0)


def test_from_no_low_procedure_the_way_leads_through_two() -> None:
    way = way_to_list(low_table({(VPR5, 2024): (10, 1), (OGE, 2024): (10, 2), (EGE, 2024): (10, 0)}), 2024)
    assert way is not None
    assert (way.pupils, way.procedures) == (3, (VPR5, OGE))
    assert way_to_list(low_table({(VPR5, 2024): (10, 1)}), 2024) is None


SMALL_COUNTS = st.tuples(st.integers(1, 9), st.integers(0, 9)).map(lambda pair: (pair[0], min(pair)))
SMALL_TABLES = st.dictionaries(
    st.tuples(st.sampled_from((VPR5, OGE, EGE)), st.sampled_from((2023, 2024))), SMALL_COUNTS, min_size=1
)
RULES = st.builds(LowRule, st.just(30), st.sampled_from((1, 5)), st.sampled_from(("or", "and")), st.just(1))


def prices(counts: dict[tuple[Procedure, int], tuple[int, int]], rule: LowRule, wanted: bool) -> list[int]:
    """Changes of pupils below the minimum of 2024 with which the verdict is the wanted one: all of them are tried."""
    keys = [key for key in counts if key[1] == 2024]
    found = []
    for below in product(*(range(counts[key][0] + 1) for key in keys)):
        changed = counts | {key: (counts[key][0], k) for key, k in zip(keys, below, strict=True)}
        steps = [k - counts[key][1] for key, k in zip(keys, below, strict=True)]
        is_one_way = all(step >= 0 for step in steps) if wanted else all(step <= 0 for step in steps)
        if is_one_way and low_table(changed, rule).verdicts[2024].is_listed is wanted:
            found.append(sum(map(abs, steps)))
    return found


@given(SMALL_TABLES, RULES)
def test_the_way_to_the_list_and_off_it_is_the_shortest_of_all_ways(
    counts: dict[tuple[Procedure, int], tuple[int, int]], rule: LowRule
) -> None:
    table = low_table(counts, rule)
    if 2024 not in table.years:
        return
    way = way_to_list(table, 2024)
    assert (way.pupils if way else None) == min(prices(counts, rule, wanted=True), default=None)
    assert pupils_to_leave(table, 2024) == min(prices(counts, rule, wanted=False))
    verdict = table.verdicts[2024]
    assert verdict.is_near is (way is not None and way.pupils == 1)
    assert verdict.is_listed is (pupils_to_leave(table, 2024) > 0)
