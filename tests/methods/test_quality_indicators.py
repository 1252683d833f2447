"""The 42 quality indicators of the Ershichi order: each with an example counted by hand and with its pitfall."""

from __future__ import annotations

import pytest

from dashboard.methods.objectivity import Sample, inflation, overstatement
from dashboard.methods.papers import MATHS, MATHS_BASE, MATHS_PROFILE, META, RUSSIAN, WORLD, Paper, Pupil
from dashboard.methods.quality_indicators import (
    EGE,
    GROUPS,
    MASSES,
    METASUBJECT,
    MISMATCH,
    OGE,
    TASKS,
    VPR4,
    TaskSum,
    ege_mark,
    mismatch,
)
from dashboard.methods.share import Share

PHYSICS, SOCIAL, BIOLOGY = "Физика", "Обществознание", "Биология"


def test_there_are_42_indicators_in_the_seven_groups_of_the_order() -> None:
    assert [len(codes) for codes in GROUPS.values()] == [10, 6, 9, 3, 3, 8, 3]
    assert len({code for codes in GROUPS.values() for code in codes}) == 42


# -- ЕГЭ --------------------------------------------------------------------------------------------------


def russian(points: int, school_mark: int | None = None) -> Paper:
    return Paper(points, maximum=100, minimum=24, school_mark=school_mark)


def profile(points: int, school_mark: int | None = None) -> Paper:
    return Paper(points, maximum=100, minimum=27, school_mark=school_mark)


def base(primary: int, mark: int, school_mark: int | None = None) -> Paper:
    return Paper(primary, mark, maximum=21, minimum=7, school_mark=school_mark)


def elective(points: int) -> Paper:
    return Paper(points, maximum=100, minimum=36)


GRADUATES: list[Pupil] = [
    {RUSSIAN: russian(81), MATHS_PROFILE: profile(80), PHYSICS: elective(60)},
    {RUSSIAN: russian(80), MATHS_PROFILE: profile(27), SOCIAL: elective(52)},
    {RUSSIAN: russian(24), MATHS_PROFILE: profile(26)},
    {RUSSIAN: russian(23), MATHS_BASE: base(16, 4)},
    {RUSSIAN: russian(62), MATHS_BASE: base(17, 5), SOCIAL: elective(48), BIOLOGY: elective(51)},
    {RUSSIAN: russian(40), MATHS_BASE: base(6, 2)},
]


def test_mean_of_basic_mathematics_is_a_mean_of_marks_and_no_other_exam_is_in_it() -> None:
    assert EGE["ege_mean_math_base"](GRADUATES) == Share(4 + 5 + 2, 3)


def test_mean_of_profile_mathematics_leaves_basic_mathematics_out() -> None:
    assert EGE["ege_mean_math_prof"](GRADUATES) == Share(80 + 27 + 26, 3)


def test_mean_of_russian_is_of_all_who_took_it() -> None:
    assert EGE["ege_mean_russian"](GRADUATES) == Share(81 + 80 + 24 + 23 + 62 + 40, 6)


def test_below_the_minimum_in_basic_mathematics_is_a_two() -> None:
    assert EGE["ege_low_math_base"](GRADUATES) == Share(1, 3)


def test_27_points_pass_profile_mathematics_and_26_do_not() -> None:
    assert EGE["ege_low_math_prof"](GRADUATES) == Share(1, 3)


def test_24_points_pass_russian_and_23_do_not() -> None:
    assert EGE["ege_low_russian"](GRADUATES) == Share(1, 6)


def test_above_80_percent_of_basic_mathematics_begins_at_17_of_21() -> None:
    assert EGE["ege_high_math_base"](GRADUATES) == Share(1, 3)
    assert EGE["ege_high_math_base"]([{MATHS_BASE: base(16, 4)}]) == Share(0, 1)


def test_80_points_of_profile_mathematics_are_not_above_80_percent_and_81_are() -> None:
    assert EGE["ege_high_math_prof"](GRADUATES) == Share(0, 3)
    assert EGE["ege_high_math_prof"]([{MATHS_PROFILE: profile(81)}]) == Share(1, 1)


def test_of_81_and_80_points_in_russian_only_the_first_is_above_80_percent() -> None:
    assert EGE["ege_high_russian"](GRADUATES) == Share(1, 6)


def test_only_compulsory_are_graduates_with_nothing_beyond_russian_and_either_mathematics() -> None:
    assert EGE["ege_only_compulsory"](GRADUATES) == Share(3, 6)


def test_who_took_no_exam_is_no_graduate() -> None:
    assert EGE["ege_only_compulsory"]([{}]) == Share(0, 0)
    assert MASSES["ege_160"]([{}]) == Share(0, 0)


# -- ОГЭ --------------------------------------------------------------------------------------------------


def oge_maths(primary: int, mark: int, school_mark: int | None = None) -> Paper:
    return Paper(primary, mark, maximum=31, minimum=8, school_mark=school_mark)


def oge_russian(primary: int, mark: int, school_mark: int | None = None) -> Paper:
    return Paper(primary, mark, maximum=37, minimum=15, school_mark=school_mark)


NINTH: list[Pupil] = [
    {MATHS: oge_maths(24, 5, 5), RUSSIAN: oge_russian(28, 4, 5)},
    {MATHS: oge_maths(23, 5, 4), RUSSIAN: oge_russian(27, 4, 4)},
    {MATHS: oge_maths(20, 2, 3), RUSSIAN: oge_russian(14, 2, 3)},
    {MATHS: oge_maths(8, 3), RUSSIAN: oge_russian(15, 3, 3)},
]


def test_mean_of_mathematics_is_of_primary_points() -> None:
    assert OGE["oge_mean_math"](NINTH) == Share(24 + 23 + 20 + 8, 4)


def test_mean_of_russian_is_of_primary_points() -> None:
    assert OGE["oge_mean_russian"](NINTH) == Share(28 + 27 + 14 + 15, 4)


def test_20_points_without_geometry_are_a_two_in_mathematics_whatever_the_border() -> None:
    assert OGE["oge_low_math"](NINTH) == Share(1, 4)


def test_without_a_mark_the_minimum_of_the_year_decides() -> None:
    papers: list[Pupil] = [{MATHS: Paper(7, minimum=8)}, {MATHS: Paper(8, minimum=8)}, {MATHS: Paper(9)}]
    assert OGE["oge_low_math"](papers) == Share(1, 2)


def test_14_points_in_russian_are_below_the_minimum_and_15_are_not() -> None:
    assert OGE["oge_low_russian"](NINTH) == Share(1, 4)


def test_above_75_percent_of_mathematics_begins_at_24_of_31() -> None:
    assert OGE["oge_high_math"](NINTH) == Share(1, 4)


def test_above_75_percent_of_russian_begins_at_28_of_37_and_at_25_of_33() -> None:
    assert OGE["oge_high_russian"](NINTH) == Share(1, 4)
    older: list[Pupil] = [{RUSSIAN: Paper(points, 4, maximum=33)} for points in (24, 25)]
    assert OGE["oge_high_russian"](older) == Share(1, 2)


# -- ВПР, grade 4 -----------------------------------------------------------------------------------------


def vpr(points: int, mark: int, maximum: int, school_mark: int | None = None) -> Paper:
    return Paper(points, mark, maximum, school_mark=school_mark)


FOURTH: list[Pupil] = [
    {MATHS: vpr(16, 5, 20, 5), RUSSIAN: vpr(19, 4, 24, 5), WORLD: vpr(25, 4, 32, 4)},
    {MATHS: vpr(15, 5, 20, 4), RUSSIAN: vpr(18, 4, 24, 4), WORLD: vpr(24, 4, 32, 5)},
    {MATHS: vpr(5, 2, 20, 3), RUSSIAN: vpr(9, 2, 24, 3)},
    {MATHS: vpr(9, 3, 20), RUSSIAN: vpr(21, 5, 24, 5), WORLD: vpr(7, 2, 32, 3)},
]


def test_mean_of_vpr_mathematics() -> None:
    assert VPR4["vpr4_mean_math"](FOURTH) == Share(16 + 15 + 5 + 9, 4)


def test_mean_of_vpr_russian() -> None:
    assert VPR4["vpr4_mean_russian"](FOURTH) == Share(19 + 18 + 9 + 21, 4)


def test_mean_of_the_surrounding_world_is_only_of_those_who_drew_it() -> None:
    assert VPR4["vpr4_mean_world"](FOURTH) == Share(25 + 24 + 7, 3)


def test_twos_in_vpr_mathematics() -> None:
    assert VPR4["vpr4_low_math"](FOURTH) == Share(1, 4)


def test_twos_in_vpr_russian() -> None:
    assert VPR4["vpr4_low_russian"](FOURTH) == Share(1, 4)


def test_twos_in_the_surrounding_world_are_among_those_who_wrote_it() -> None:
    assert VPR4["vpr4_low_world"](FOURTH) == Share(1, 3)


def test_above_75_percent_of_vpr_mathematics_begins_at_16_of_20() -> None:
    assert VPR4["vpr4_high_math"](FOURTH) == Share(1, 4)


def test_above_75_percent_of_vpr_russian_begins_at_19_of_24_and_at_29_of_38() -> None:
    assert VPR4["vpr4_high_russian"](FOURTH) == Share(2, 4)
    older: list[Pupil] = [{RUSSIAN: vpr(points, 4, 38)} for points in (28, 29)]
    assert VPR4["vpr4_high_russian"](older) == Share(1, 2)


def test_above_75_percent_of_the_surrounding_world_begins_at_25_of_32() -> None:
    assert VPR4["vpr4_high_world"](FOURTH) == Share(1, 3)


def test_a_paper_without_a_known_maximum_is_above_and_below_nothing() -> None:
    assert VPR4["vpr4_high_math"]([{MATHS: Paper(16, 5)}]) == Share(0, 0)


# -- metasubject skills -----------------------------------------------------------------------------------

# Of 18 points, with a minimum of 9: 13,5 is 75 %.
META_PAPERS: list[Pupil] = [{META: Paper(points, maximum=18, minimum=9)} for points in (8, 9, 13, 14)]


def test_mean_of_metasubject_works_is_of_points() -> None:
    assert METASUBJECT["meta_mean"](META_PAPERS) == Share(44, 4)


def test_below_the_minimum_of_a_metasubject_work_is_less_than_the_minimum_itself() -> None:
    assert METASUBJECT["meta_low"](META_PAPERS) == Share(1, 4)


def test_above_75_percent_of_18_points_begins_at_14() -> None:
    assert METASUBJECT["meta_high"](META_PAPERS) == Share(1, 4)


# -- masses -----------------------------------------------------------------------------------------------


def test_160_points_are_three_best_exams_without_basic_mathematics_and_fewer_exams_stay_below_the_line() -> (
    None
):
    # 81+80+60, 80+27+52 = 159, two exams, one exam, 62+48+51 = 161 (with base 17 the fourth), one exam
    assert MASSES["ege_160"](GRADUATES) == Share(2, 6)


def test_basic_mathematics_never_helps_to_160() -> None:
    with_base: Pupil = {RUSSIAN: russian(80), SOCIAL: elective(75), MATHS_BASE: base(21, 5)}
    assert MASSES["ege_160"]([with_base]) == Share(0, 1)


def test_170_points_in_two_exams_are_not_three_exams() -> None:
    assert MASSES["ege_160"]([{RUSSIAN: russian(90), SOCIAL: elective(80)}]) == Share(0, 1)


def test_exactly_160_is_enough_and_the_weakest_of_four_exams_does_not_count() -> None:
    four: Pupil = {
        RUSSIAN: russian(60),
        MATHS_PROFILE: profile(50),
        PHYSICS: elective(50),
        SOCIAL: elective(1),
    }
    assert MASSES["ege_160"]([four]) == Share(1, 1)


def marks(in_russian: int, in_maths: int, **others: int) -> Pupil:
    named = {RUSSIAN: in_russian, MATHS: in_maths, **others}
    return {subject: Paper(mark=mark) for subject, mark in named.items()}


def test_10_points_of_oge_are_russian_mathematics_and_the_best_elective_without_a_two_anywhere() -> None:
    ninth = [
        marks(3, 3, social=4),  # 10
        marks(5, 2, biology=4),  # 11 with a «2»
        marks(3, 3, social=3, biology=4),  # 10 by the best of two
        marks(5, 5, social=5, biology=2),  # «2» in the exam that is not in the sum
        marks(3, 3, social=3),  # 9
        marks(5, 5),  # no elective at all
    ]
    assert MASSES["oge_10"](ninth) == Share(2, 6)


def test_11_points_of_vpr_take_whichever_third_work_was_set_and_only_who_wrote_three_is_counted() -> None:
    fourth = [
        marks(4, 4, world=3),  # 11
        marks(4, 3, reading=4),  # 11 with literary reading
        marks(5, 5, english=2),  # 12 with a «2»
        marks(4, 3, world=3),  # 10
        marks(5, 5),  # a third work was not written: in neither number
    ]
    assert MASSES["vpr4_11"](fourth) == Share(2, 4)


# -- objectivity ------------------------------------------------------------------------------------------


def test_mismatch_counts_lowered_and_raised_alike_and_pairs_without_a_mark_nowhere() -> None:
    assert mismatch([(3, 4), (4, 4), (5, 4), (2, 4), (3, 3), (None, 3), (3, None)]) == Share(3, 5)


def test_vpr_mathematics_against_the_journal() -> None:
    assert MISMATCH["vpr4_mismatch_math"](FOURTH) == Share(2, 3)


def test_vpr_russian_against_the_journal() -> None:
    assert MISMATCH["vpr4_mismatch_russian"](FOURTH) == Share(2, 4)


def test_vpr_of_the_surrounding_world_against_the_journal() -> None:
    assert MISMATCH["vpr4_mismatch_world"](FOURTH) == Share(2, 3)


def test_oge_mathematics_against_the_mark_of_the_year() -> None:
    assert MISMATCH["oge_mismatch_math"](NINTH) == Share(2, 3)


def test_oge_russian_against_the_mark_of_the_year() -> None:
    assert MISMATCH["oge_mismatch_russian"](NINTH) == Share(2, 4)


@pytest.mark.parametrize(("points", "mark"), [(26, 2), (27, 3), (46, 3), (47, 4), (64, 4), (65, 5), (100, 5)])
def test_profile_mathematics_becomes_a_mark_by_the_table(points: int, mark: int) -> None:
    assert ege_mark(MATHS_PROFILE, profile(points)) == mark


@pytest.mark.parametrize(("points", "mark"), [(35, 2), (36, 3), (57, 3), (58, 4), (71, 4), (72, 5)])
def test_russian_becomes_a_mark_by_the_table(points: int, mark: int) -> None:
    assert ege_mark(RUSSIAN, russian(points)) == mark


def test_ege_mathematics_is_compared_by_the_table_and_basic_mathematics_by_its_own_mark() -> None:
    # 47 points are «4», 46 are «3»; 16 primary points of the basic exam are its own «4», not «2» of the table.
    pupils: list[Pupil] = [
        {MATHS_PROFILE: profile(47, 4)},
        {MATHS_PROFILE: profile(46, 4)},
        {MATHS_BASE: base(16, 4, 4)},
        {MATHS_BASE: base(12, 4, 5)},
        {MATHS_PROFILE: profile(90)},
    ]
    assert MISMATCH["ege_mismatch_math"](pupils) == Share(2, 4)


def test_ege_russian_is_compared_by_the_table() -> None:
    pupils: list[Pupil] = [{RUSSIAN: russian(72, 5)}, {RUSSIAN: russian(71, 5)}, {RUSSIAN: russian(35, 3)}]
    assert MISMATCH["ege_mismatch_russian"](pupils) == Share(2, 3)


def test_inflation_is_the_school_mean_over_the_upper_end_of_the_interval_of_the_others() -> None:
    # school: 10 pupils of 20 and 22 → mean 21; others: ten of 10, ten of 12: mean 11, s² = 20/19, n = 20
    school = Sample.of([20] * 5 + [22] * 5)
    others = Sample.of([10] * 10 + [12] * 10)
    upper = 11 + 1.96 * (20 / 19 / 20) ** 0.5
    found = overstatement(school, others)
    assert found is not None
    assert found.coefficient == pytest.approx(21 / upper)
    # another procedure of 30 pupils with coefficient 1 weighs three times as much
    even = overstatement(school, others)
    assert even is not None
    total = inflation([found, type(found)(1.0, False, 30)])
    assert total.denominator == 40
    assert total.numerator / 40 == pytest.approx((21 / upper * 10 + 30) / 40)


def test_a_school_of_nine_has_no_coefficient_of_inflation() -> None:
    others = Sample.of([10] * 10 + [12] * 10)
    assert overstatement(Sample.of([20] * 5 + [22] * 4), others) is None


# -- diagnostic works -------------------------------------------------------------------------------------

SUMS = [
    TaskSum("Б", 30, 40),
    TaskSum("П", 6, 20),
    TaskSum("В", 1, 10),
    TaskSum("Б", 10, 10),
    TaskSum("", 3, 5),
]


def test_success_of_a_regional_work_is_all_points_of_all_that_was_possible() -> None:
    assert TASKS["rdr_success"](SUMS) == Share(50, 85)


def test_success_of_basic_tasks_leaves_tasks_of_an_unknown_level_out() -> None:
    assert TASKS["rdr_base"](SUMS) == Share(40, 50)


def test_success_of_advanced_tasks_leaves_the_high_level_out() -> None:
    assert TASKS["rdr_advanced"](SUMS) == Share(6, 20)


def test_an_empty_school_has_no_percent_in_any_indicator() -> None:
    for group in (EGE, OGE, VPR4, METASUBJECT, MASSES, MISMATCH):
        assert {code: method([]) for code, method in group.items()} == dict.fromkeys(group, Share(0, 0))
    assert [method([]) for method in TASKS.values()] == [Share(0, 0)] * 3
