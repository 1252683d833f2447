"""Category of a pupil: edge cases of the cascade and the law that categories partition the pupils."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.categories import Category, CategoryCounts, count_categories, standing
from dashboard.methods.components import MicroType, microcomponents
from dashboard.methods.marks import Mark

PUPILS = st.dictionaries(st.integers(1, 12), st.sampled_from([*Mark, ""]), max_size=8)


def test_pupil_with_one_three_and_not_attested_is_failing_not_reserve() -> None:
    marks = {1: "3", 2: "na", 3: "5"}
    pupil = standing(marks)
    assert pupil.category is Category.FAIL
    assert (pupil.n_fail_marks, pupil.n_na, pupil.one3) == (0, 1, False)
    assert [micro.type for micro in microcomponents(marks)] == [MicroType.NA]


def test_pupil_with_credits_only_has_no_category_and_is_not_counted() -> None:
    pupil = standing({1: "pass", 2: "ex", 3: ""})
    assert pupil.category is Category.NONE
    assert count_categories([pupil]).n == 0
    assert count_categories([pupil]).quality_share.percent is None


def test_exempt_subject_leaves_an_excellent_pupil_excellent() -> None:
    assert standing({1: "5", 2: "ex", 3: "pass"}).category is Category.EXC


@pytest.mark.parametrize("code", ["2", "1", "fail", "na"])
def test_a_single_failing_mark_makes_a_pupil_failing(code: str) -> None:
    pupil = standing({1: "5", 2: code, 3: "5"})
    assert pupil.category is Category.FAIL
    assert pupil.one_fail


def test_a_failed_credit_alone_makes_a_pupil_failing() -> None:
    assert standing({1: "fail"}).category is Category.FAIL


def test_two_failing_marks_are_not_a_success_reserve() -> None:
    assert not standing({1: "2", 2: "na"}).one_fail


def test_two_fours_are_no_reserve_of_excellent_pupils() -> None:
    pupil = standing({1: "4", 2: "4", 3: "5"})
    assert (pupil.category, pupil.one4, pupil.two4) == (Category.GOOD, False, True)
    assert microcomponents({1: "4", 2: "4", 3: "5"}) == ()


def test_one_four_of_a_pupil_with_a_three_is_no_reserve_of_excellent_pupils() -> None:
    assert not standing({1: "4", 2: "3", 3: "5"}).one4


def test_three_threes_are_no_microcomponent() -> None:
    assert microcomponents({1: "3", 2: "3", 3: "3", 4: "5"}) == ()


def test_an_unknown_code_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="'6'"):
        standing({1: "6"})


def test_categories_have_russian_labels() -> None:
    assert [category.label for category in Category] == [
        "нет отметок",
        "неуспевающий",
        "отличник",
        "хорошист",
        "троечник",
    ]


def test_a_reserve_larger_than_its_category_is_refused() -> None:
    with pytest.raises(ValueError, match="reserve"):
        CategoryCounts(sat=1, one3=1, two3=1)


@given(st.lists(PUPILS, max_size=20))
def test_categories_partition_the_pupils_with_marks(pupils: list[dict[int, str]]) -> None:
    standings = [standing(marks) for marks in pupils]
    counts = count_categories(standings)
    without_marks = sum(pupil.category is Category.NONE for pupil in standings)
    assert counts.exc + counts.good + counts.sat + counts.fail + without_marks == len(pupils)
    assert counts.n == len(pupils) - without_marks


@given(st.lists(PUPILS, max_size=20), st.integers(0, 20))
def test_counts_of_two_parts_add_up_to_the_whole(pupils: list[dict[int, str]], cut: int) -> None:
    standings = [standing(marks) for marks in pupils]
    parts = count_categories(standings[:cut]) + count_categories(standings[cut:])
    assert parts == count_categories(standings)


@given(PUPILS)
def test_a_failing_pupil_never_has_a_reserve(marks: dict[int, str]) -> None:
    types = {micro.type for micro in microcomponents(marks)}
    if standing(marks).category is Category.FAIL:
        assert types <= {MicroType.D, MicroType.NA}
        assert types
    else:
        assert not types & {MicroType.D, MicroType.NA}


@given(PUPILS)
def test_reserves_are_as_many_as_the_marks_that_separate_from_the_next_category(
    marks: dict[int, str],
) -> None:
    found = [micro.type for micro in microcomponents(marks)]
    pupil = standing(marks)
    assert found.count(MicroType.R3) == pupil.one3
    assert found.count(MicroType.R33) == 2 * pupil.two3
    assert found.count(MicroType.R4) == pupil.one4


@given(PUPILS)
def test_putting_the_single_three_right_moves_the_pupil_into_quality(marks: dict[int, str]) -> None:
    for micro in microcomponents(marks):
        if micro.type is MicroType.R3:
            better = standing({**marks, micro.subject_id: "4"})
            assert better.category in {Category.GOOD, Category.EXC}
