"""Computed indicators in the mart: what they are made of, how they add up, and that a refresh equals a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from dashboard.catalogue import FOLDER
from dashboard.catalogue.indicator import read_indicators
from dashboard.computed import COMPUTED, COUNTS, refresh_computed
from dashboard.computed.low_results import low_tables
from dashboard.computed.registers import initials
from dashboard.house import House
from dashboard.indicators import JOURNAL, refresh_indicators
from dashboard.methods.papers import RUSSIAN as IN_RUSSIAN
from dashboard.methods.papers import Procedure
from dashboard.methods.quality_indicators import GROUPS
from dashboard.refresh import rebuild
from data_access.queries.procedures import read_procedure_groups
from data_access.tables import (
    exam_scale,
    indicator_entry,
    indicator_value,
    objectivity_sign,
    unit,
    work_result,
)
from data_access.viewer import SYSTEM, Reader
from tests.loading.snapshots import read_contents
from tests.refresh.quality_world import (
    ALGEBRA,
    MATHS,
    NORTH,
    NOW,
    REGION,
    RUSSIAN,
    SCHOOLS,
    SOCIAL,
    SOUTH,
    WORLD,
    YEAR,
    QualityWorld,
    days,
    make_quality_world,
)

FIRST, SECOND, THIRD, FAR = SCHOOLS
OTHER_MAKERS = {"journal", "roadmap_done"}  # the journal's own, and the roadmap's


@pytest.fixture
def world(house: House) -> Iterator[QualityWorld]:
    """Places without facts, in a transaction that is not kept; once on each engine."""
    yield from _made(house)


@pytest.fixture
def sqlite_world(sqlite_house: House) -> Iterator[QualityWorld]:
    yield from _made(sqlite_house)


def _made(house: House) -> Iterator[QualityWorld]:
    with house.database.engine.connect() as connection:
        yield make_quality_world(connection)
        connection.rollback()


def refreshed(world: QualityWorld) -> QualityWorld:
    refresh_computed(world.connection, SCHOOLS)
    return world


# -- who makes what ---------------------------------------------------------------------------------------


def test_every_computed_indicator_of_the_catalogue_is_made_by_somebody() -> None:
    methods = {
        indicator.method
        for indicator in read_indicators(FOLDER / "indicators").values()
        if indicator.obtained == "computed"
    }
    assert methods <= {*COMPUTED, *OTHER_MAKERS}


def test_counts_are_the_indicators_that_the_catalogue_adds_up_as_sums() -> None:
    known = read_indicators(FOLDER / "indicators")
    assert {code for code in COMPUTED if known[code].aggregate == "sum"} == COUNTS


def test_all_42_quality_indicators_are_made_and_none_twice() -> None:
    assert {code for codes in GROUPS.values() for code in codes} <= set(COMPUTED)
    assert len(COMPUTED) == len(set(COMPUTED))
    assert not set(COMPUTED) & set(JOURNAL)


# -- exams ------------------------------------------------------------------------------------------------


def add_ege(world: QualityWorld) -> None:
    """Three graduates: profile with an elective, basic only, and one who came twice for Russian."""
    in_russian = world.work("ege", 11, RUSSIAN, codifier="ege", held_on=days(1)[0])
    again = world.work("ege", 11, RUSSIAN, codifier="ege", held_on=days(20)[0])
    in_profile = world.work("ege", 11, MATHS, codifier="ege")
    in_base = world.work("ege", 11, MATHS, codifier="ege_base")
    in_social = world.work("ege", 11, SOCIAL, codifier="ege")
    for pupil in (1, 2, 3):
        world.pupil(pupil, FIRST, 11)
    world.result(in_russian, FIRST, 1, test_score=82)
    world.result(in_profile, FIRST, 1, primary_score=6)  # 34 points by the scale of 2025–2026
    world.result(in_social, FIRST, 1, test_score=50)
    world.result(in_russian, FIRST, 2, test_score=60)
    world.result(in_base, FIRST, 2, primary_score=17, mark=5)
    world.result(in_social, FIRST, 2, test_score=99)
    world.result(in_russian, FIRST, 3, test_score=20)
    world.result(again, FIRST, 3, test_score=30)
    world.result(in_base, FIRST, 3, primary_score=6)  # «2» by the scale
    world.result(in_social, FIRST, 3, status="absent")


def test_graduates_have_their_last_attempts_and_scales_fill_what_a_protocol_leaves_out(
    world: QualityWorld,
) -> None:
    add_ege(world)
    refreshed(world)
    expected = {
        "ege_mean_russian": (82 + 60 + 30, 3, 3),
        "ege_low_russian": (0, 3, 3),
        "ege_high_russian": (1, 3, 3),
        "ege_mean_math_prof": (34, 1, 1),
        "ege_mean_math_base": (5 + 2, 2, 2),
        "ege_low_math_base": (1, 2, 2),
        "ege_high_math_base": (1, 2, 2),
        "ege_160": (1, 3, 3),
        "ege_only_compulsory": (1, 3, 3),
    }
    assert {code: world.value(code, FIRST) for code in expected} == expected


def test_until_an_elective_is_loaded_anywhere_nobody_is_said_to_have_chosen_none(world: QualityWorld) -> None:
    in_russian = world.work("ege", 11, RUSSIAN, codifier="ege")
    world.pupil(1, FIRST, 11)
    world.result(in_russian, FIRST, 1, test_score=50)
    refreshed(world)
    assert world.value("ege_only_compulsory", FIRST) is None
    assert world.value("ege_160", FIRST) is None
    world.pupil(2, FAR, 11)
    world.result(world.work("ege", 11, SOCIAL, codifier="ege"), FAR, 2, test_score=50)
    refresh_computed(world.connection, [FAR])
    assert world.value("ege_only_compulsory", FIRST) == (1, 1, 1)


def test_ege_is_compared_with_the_annual_mark_of_the_journal(world: QualityWorld) -> None:
    in_russian = world.work("ege", 11, RUSSIAN, codifier="ege")
    in_profile = world.work("ege", 11, MATHS, codifier="ege")
    for pupil, points, mark in ((1, 72, "5"), (2, 71, "5"), (3, 60, "na")):
        in_class = world.pupil(pupil, FIRST, 11)
        world.result(in_russian, FIRST, pupil, test_score=points)
        world.annual_mark(pupil, in_class, RUSSIAN, mark)
    world.result(in_profile, FIRST, 1, test_score=47)
    world.annual_mark(1, world.school_class(FIRST, 11), "Алгебра и начала математического анализа", "4")
    refreshed(world)
    assert world.value("ege_mismatch_russian", FIRST) == (1, 2, 2)
    assert world.value("ege_mismatch_math", FIRST) == (0, 1, 1)


def add_oge(world: QualityWorld, with_electives: bool = True) -> None:
    in_maths, in_russian = world.work("oge", 9, MATHS), world.work("oge", 9, RUSSIAN)
    in_social = world.work("oge", 9, SOCIAL)
    rows = ((1, 24, 5, 28, 4), (2, 20, 2, 14, 2))
    for pupil, in_m, mark_m, in_r, mark_r in rows:
        in_class = world.pupil(pupil, FIRST, 9)
        world.result(in_maths, FIRST, pupil, primary_score=in_m, mark=mark_m)
        world.result(in_russian, FIRST, pupil, primary_score=in_r, mark=mark_r, journal_mark=4)
        world.annual_mark(pupil, in_class, ALGEBRA, "4")
        world.annual_mark(pupil, in_class, "Геометрия", "5")
        world.annual_mark(pupil, in_class, RUSSIAN, "2")
        if with_electives:
            world.result(in_social, FIRST, pupil, primary_score=20, mark=3)


def test_oge_takes_maxima_of_the_year_and_algebra_for_mathematics(world: QualityWorld) -> None:
    add_oge(world)
    refreshed(world)
    expected = {
        "oge_mean_math": (44, 2, 2),
        "oge_high_math": (1, 2, 2),  # 24 of 31
        "oge_high_russian": (1, 2, 2),  # 28 of 37
        "oge_low_math": (1, 2, 2),
        "oge_low_russian": (1, 2, 2),
        "oge_10": (1, 2, 2),
        "oge_mismatch_math": (2, 2, 2),  # «5» and «2» against «4» in algebra
        "oge_mismatch_russian": (1, 2, 2),  # the journal mark of the protocol, not the annual «2»
    }
    assert {code: world.value(code, FIRST) for code in expected} == expected


def test_mathematics_of_the_journal_stands_before_algebra(world: QualityWorld) -> None:
    in_class = world.pupil(1, FIRST, 9)
    world.result(world.work("oge", 9, MATHS), FIRST, 1, primary_score=24, mark=5)
    world.annual_mark(1, in_class, ALGEBRA, "4")
    world.annual_mark(1, in_class, MATHS, "5")
    refreshed(world)
    assert world.value("oge_mismatch_math", FIRST) == (0, 1, 1)


def test_without_electives_there_is_no_sum_of_three_exams(world: QualityWorld) -> None:
    add_oge(world, with_electives=False)
    refreshed(world)
    assert world.value("oge_10", FIRST) is None
    assert world.value("oge_mean_math", FIRST) is not None


def test_a_pupil_of_grade_4_is_known_by_one_code_in_three_works(world: QualityWorld) -> None:
    works = [world.work("vpr", 4, name, max_score=20) for name in (RUSSIAN, MATHS, WORLD)]
    for code, marks, school_mark in (("40001", (4, 4, 3), 4), ("40002", (5, 5, 2), 5), ("40003", (5, 5), 5)):
        for work_id, mark in zip(works, marks, strict=False):
            world.result(work_id, FIRST, code, mark=mark, primary_score=4 * mark, journal_mark=school_mark)
    # another school gives the same codes to other children
    for work_id in works:
        world.result(work_id, SECOND, "40001", mark=3, primary_score=8)
    older = world.work("vpr", 7, MATHS, max_score=20)
    world.result(older, FIRST, "70001", mark=3, primary_score=8, journal_mark=3)
    refreshed(world)
    assert world.values("vpr4_11") == {FIRST: (1, 2), SECOND: (0, 1), NORTH: (1, 3), REGION: (1, 3)}
    assert world.value("vpr4_mean_world", FIRST) == (12 + 8, 2, 2)
    assert world.value("vpr4_mean_math", FIRST) == (16 + 20 + 20, 3, 3)  # not grade 7
    assert world.value("vpr4_high_russian", FIRST) == (3, 3, 3)  # 16, 20, 20 of 20
    assert world.value("vpr4_mismatch_world", FIRST) == (2, 2, 2)
    # every grade: (4,4) (5,5) (5,5) Russian, the same in mathematics, (3,4) (2,5) and (3,3) of grade 7
    assert world.value("vpr_confirmed", FIRST) == (7, 9, 9)
    assert world.value("vpr_confirmed", SECOND) is None


# -- diagnostic works -------------------------------------------------------------------------------------


def test_diagnostic_works_are_read_by_level_and_metasubject_works_by_their_title(world: QualityWorld) -> None:
    regional = world.work("dr", 7, MATHS)
    meta = world.work("dr", 4, RUSSIAN, title="Метапредметная работа", max_score=9)
    own = world.work("dr", 7, ALGEBRA, school_id=FIRST)
    basic, advanced, high = world.tasks(regional, "БПВ")
    first = world.result(regional, FIRST, "а", primary_score=3)
    second = world.result(regional, FIRST, "б", primary_score=1)
    world.score(first, basic, 2)
    world.score(first, advanced, 1)
    world.score(first, high, None)  # not begun: 0 of 2
    world.score(second, basic, 1)  # the others were not taught: in neither sum
    for code, points in (("в", 4), ("г", 5), ("д", 7)):
        world.result(meta, FIRST, code, primary_score=points)
    world.score(world.result(own, FIRST, "е"), world.tasks(own, "Б")[0], 2)
    refreshed(world)
    expected = {
        "rdr_success": (4, 8, 2),
        "rdr_base": (3, 4, 2),
        "rdr_advanced": (1, 2, 2),
        "meta_mean": (16, 3, 3),
        "meta_low": (1, 3, 3),  # 4 of 9 is below half
        "meta_high": (1, 3, 3),  # 7 of 9
    }
    assert {code: world.value(code, FIRST) for code in expected} == expected


def test_a_result_without_scores_of_tasks_counts_by_its_primary_score(world: QualityWorld) -> None:
    regional = world.work("dr", 7, MATHS, max_score=6)
    world.result(regional, FIRST, "а", primary_score=3)
    refreshed(world)
    assert world.value("rdr_success", FIRST) == (3, 6, 1)
    assert world.value("rdr_base", FIRST) is None


# -- low results and objectivity --------------------------------------------------------------------------


def add_marks(world: QualityWorld, work_id: int, school: int, twos: int, of: int) -> None:
    for number in range(of):
        mark = 2 if number < twos else 4
        world.result(work_id, school, f"{work_id}-{number}", mark=mark, primary_score=mark)


def test_listed_schools_are_a_share_and_near_ones_a_count(world: QualityWorld) -> None:
    in_maths, in_russian = world.work("vpr", 5, MATHS), world.work("vpr", 5, RUSSIAN)
    for school, first, second in ((FIRST, 3, 3), (SECOND, 3, 2), (THIRD, 0, 1), (FAR, 3, 2)):
        add_marks(world, in_maths, school, first, 10)
        add_marks(world, in_russian, school, second, 10)
    refreshed(world)
    assert world.values("low_schools_share") == {
        FIRST: (1, 1), SECOND: (0, 1), THIRD: (0, 1), FAR: (0, 1), NORTH: (1, 3), SOUTH: (0, 1), REGION: (1, 4),
    }  # fmt: skip
    assert world.values("near_low_schools") == {
        FIRST: (0, 1), SECOND: (1, 1), THIRD: (0, 1), FAR: (1, 1), NORTH: (1, 1), SOUTH: (1, 1), REGION: (2, 1),
    }  # fmt: skip


def test_the_identification_table_takes_minimums_of_ege_from_the_scale_of_the_year(
    world: QualityWorld,
) -> None:
    exam = world.work("ege", 11, RUSSIAN, codifier="ege")
    for number, points in enumerate((20, 23, 24, 60, 70)):
        world.result(exam, FIRST, f"к{number}", test_score=points)

    def below() -> int:
        tables = low_tables(read_procedure_groups(Reader(SYSTEM, world.connection), [FIRST]))
        return tables[FIRST].cells[Procedure("ege", 11, IN_RUSSIAN), YEAR].below

    assert below() == 2
    world.connection.execute(
        exam_scale.update()
        .where(exam_scale.c.exam == "ege", exam_scale.c.subject_id == world.subjects[RUSSIAN])
        .values(minimum=21)
    )
    assert below() == 1
    world.connection.execute(delete(exam_scale))
    assert below() == 2


def add_scores(world: QualityWorld, work_id: int, school: int, points: list[int], marks: list[int]) -> None:
    for number, (score, mark) in enumerate(zip(points, marks, strict=True)):
        world.result(work_id, school, f"{work_id}-{number}", mark=4, primary_score=score, journal_mark=mark)


def official_signs(world: QualityWorld) -> list[tuple[int, int, str]]:
    columns = objectivity_sign.c
    statement = (
        select(columns.unit_id, columns.year, columns.kind)
        .where(columns.state == "sign", columns.number.is_not(None))
        .order_by(columns.unit_id, columns.number)
    )
    return [tuple(row) for row in world.connection.execute(statement)]


def test_a_school_far_above_the_others_shows_sign_a_and_one_whose_marks_turn_shows_sign_b(
    world: QualityWorld,
) -> None:
    exam = world.work("vpr", 4, MATHS, max_score=20)
    rising = [3, 3, 3, 3, 4, 4, 4, 4, 5, 5]
    add_scores(world, exam, FIRST, [18, 18, 18, 18, 19, 19, 19, 19, 20, 20], rising)
    add_scores(world, exam, SECOND, list(range(8, 18)), rising)
    add_scores(world, exam, THIRD, list(range(8, 18)), rising[::-1])
    add_scores(world, exam, FAR, list(range(8, 17)), rising[1:])  # nine pupils: not checked
    refreshed(world)
    assert official_signs(world) == [(FIRST, YEAR, "mean"), (THIRD, YEAR, "mismatch")]
    assert world.values("obj_index") == {
        FIRST: (0, 1), SECOND: (1, 1), THIRD: (0, 1), NORTH: (1, 3), REGION: (1, 3),
    }  # fmt: skip
    # mean 18.8 against 29 others: Σ = 125 + 125 + 108 of 29
    others = [*range(8, 18), *range(8, 18), *range(8, 17)]
    mean = sum(others) / 29
    deviation = (sum((x - mean) ** 2 for x in others) / 28) ** 0.5
    coefficient = 18.8 / (mean + 1.96 * deviation / 29**0.5)
    value = world.value("inflation", FIRST)
    assert value == (pytest.approx(10 * coefficient, abs=1e-5), 10, 10)


def test_a_cohort_that_falls_sharply_between_grades_4_and_5_shows_sign_c(world: QualityWorld) -> None:
    fifth = 105
    world.connection.execute(
        insert(unit).values(id=fifth, kind="school", parent_id=SOUTH, short_name="Школа 105")
    )
    before = world.work("vpr", 4, MATHS, YEAR - 1, max_score=20)
    after = world.work("vpr", 5, MATHS, YEAR, max_score=40)
    for school, level in ((FIRST, 4), (SECOND, 9), (THIRD, 10), (FAR, 11), (fifth, 10)):
        add_scores(world, before, school, [8, 12] * 5, [3, 4] * 5)
        add_scores(world, after, school, [2 * level - 1, 2 * level + 1] * 5, [3, 4] * 5)
    refreshed(world)
    assert (FIRST, YEAR, "fall") in official_signs(world)
    assert {school for school, _, kind in official_signs(world) if kind in ("rise", "fall")} == {FIRST}


# -- olympiads, graduates, registers ----------------------------------------------------------------------


def test_the_olympiad_counts_pupils_once_and_a_school_without_results_has_no_value(
    world: QualityWorld,
) -> None:
    for pupil in range(1, 6):
        world.pupil(pupil, FIRST, 7)
    world.pupil(6, FIRST, 3)
    world.pupil(7, SECOND, 7)
    for pupil, stage, outcome, name in (
        (1, "school", "winner", MATHS),
        (1, "school", "participant", RUSSIAN),
        (2, "school", "participant", MATHS),
        (1, "municipal", "prize", MATHS),
        (1, "municipal", "participant", RUSSIAN),
        (2, "municipal", "participant", MATHS),
        (1, "region", "participant", MATHS),
        (1, "region", "participant", RUSSIAN),
    ):
        world.event(pupil, FIRST, 7, stage, outcome, subject_id=world.subjects[name])
    world.event(6, FIRST, 3, "school", "participant")  # too young for the indicator
    world.event(3, FIRST, 7, "school", "winner", event="Конкурс чтецов")
    refreshed(world)
    assert world.value("olympiad_participants", FIRST) == (2, 5, 5)
    assert world.value("olympiad_municipal_winners", FIRST) == (1, 2, 2)
    assert world.values("olympiad_region") == {FIRST: (1, 1), NORTH: (1, 1), REGION: (1, 1)}
    assert world.value("olympiad_participants", SECOND) is None


def test_counts_of_schools_add_up_over_a_denominator_of_one(world: QualityWorld) -> None:
    for pupil, school in ((1, FIRST), (2, SECOND), (3, SECOND), (4, FAR)):
        world.pupil(pupil, school, 9)
        world.event(pupil, school, 9, "region", "participant", event="Всероссийская олимпиада школьников")
    refreshed(world)
    assert world.values("olympiad_region") == {
        FIRST: (1, 1), SECOND: (2, 1), FAR: (1, 1), NORTH: (3, 1), SOUTH: (1, 1), REGION: (4, 1),
    }  # fmt: skip


def test_graduates_are_shares_of_those_of_whom_it_is_known(world: QualityWorld) -> None:
    ninth = ("grade10", "college", "college", "work", "unsettled")
    eleventh = ("university", "college", "unsettled")
    for pupil, kind in enumerate(ninth, start=1):
        world.pupil(pupil, FIRST, 9)
        world.went(pupil, FIRST, 9, kind)
    for pupil, kind in enumerate(eleventh, start=11):
        world.pupil(pupil, FIRST, 11)
        world.went(pupil, FIRST, 11, kind)
    world.pupil(30, FIRST, 9)  # nothing is known
    world.training(1, FIRST, 9, "training", "certificate")
    world.training(2, FIRST, 9, "training", "completed")
    world.training(3, FIRST, 9, "course", "certificate")
    world.training(4, FIRST, 9, "training", "attended")
    refreshed(world)
    expected = {
        "graduates9_continue": (3, 5, 5),
        "graduates9_college": (2, 5, 5),
        "graduates11_university": (1, 3, 3),
        "graduates11_college": (1, 3, 3),
        "graduates_unsettled": (2, 8, 8),
        "training_certificates": (2, 9, 9),
    }
    assert {code: world.value(code, FIRST) for code in expected} == expected


def test_courses_of_three_years_count_teachers_who_teach_now_by_surname_and_initials(
    world: QualityWorld,
) -> None:
    world.teacher(1, "Линейкина Л. Л.", FIRST)
    world.teacher(2, "Указкин Устин Ульянович", FIRST)
    world.teacher(3, "Мелков Марк", FIRST)
    for name, year in (
        ("Линейкина Лидия Львовна", YEAR - 2),
        ("Указкин Устин Ульянович", YEAR - 3),
        ("Ушедшая Ульяна", YEAR),
    ):
        world.line("courses", FIRST, year, {"teacher": name, "programme": "Программа", "hours": 36})
    world.line("courses", FIRST, YEAR, {"teacher": "Мелков Марк"}, status="closed")
    world.teacher(4, "Другая Дарья", SECOND)
    refreshed(world)
    assert world.values("trained_three_years") == {FIRST: (1, 3), NORTH: (1, 3), REGION: (1, 3)}
    assert world.value("trained_three_years", FIRST) == (1, 3, 0)
    assert initials("Указкин Устин Ульянович") == initials("указкин у.у.")


def test_mentors_and_observers_are_shares_of_lines(world: QualityWorld) -> None:
    for mentor in ("Указкин Устин", "", None):
        world.line("mentors", FIRST, YEAR, {"teacher": f"Молодой {mentor}", "mentor": mentor})
    for kind in ("независимые", "общественные", "не было", "независимые"):
        world.line("observers", FIRST, YEAR, {"procedure": "ВПР", "kind": kind})
    refreshed(world)
    assert world.value("young_mentored", FIRST) == (1, 3, 0)
    assert world.value("observers_share", FIRST) == (3, 4, 0)


def test_heads_stand_from_their_first_line_and_their_attestation_ends(world: QualityWorld) -> None:
    for year in (YEAR - 1, YEAR, YEAR + 1):
        world.school_class(FIRST, 5, year)
    cells = {"name": "Директор", "attested": f"{YEAR - 3}-01-15", "valid_until": f"{YEAR + 1}-12-31"}
    world.line("heads", FIRST, YEAR, cells)
    world.line("head_scores", FIRST, YEAR + 1, {"criterion": "Качество", "points": 10})
    refreshed(world)
    assert [world.value("heads_attested", FIRST, year) for year in (YEAR - 1, YEAR, YEAR + 1)] == [
        None,
        (1, 1, 0),
        (0, 1, 0),
    ]
    assert [world.value("heads_assessed", FIRST, year) for year in (YEAR, YEAR + 1)] == [(0, 1, 0), (1, 1, 0)]


# -- laws -------------------------------------------------------------------------------------------------


def fill_everything(world: QualityWorld) -> None:
    """Facts of every family; exams, ВПР and olympiads in several schools."""
    add_ege(world)
    fourth, fifth = (
        world.work("vpr", 4, MATHS, YEAR - 1, max_score=20),
        world.work("vpr", 5, MATHS, max_score=20),
    )
    for place, school in enumerate(SCHOOLS):
        add_scores(world, fourth, school, [place + x for x in range(10)], [3, 4] * 5)
        add_scores(world, fifth, school, [8 + place, 12] * 5, [4, 3] * 5)
        world.line("observers", school, YEAR, {"kind": "независимые"})
        world.pupil(50 + place, school, 9)
        world.went(50 + place, school, 9, "college")
        world.event(50 + place, school, 9, "municipal", "winner")


def test_every_sum_is_that_of_the_schools_below(sqlite_world: QualityWorld) -> None:
    fill_everything(sqlite_world)
    refreshed(sqlite_world)
    columns = indicator_value.c
    rows = sqlite_world.connection.execute(select(indicator_value).where(columns.indicator.in_(COMPUTED)))
    found = {(row.indicator, row.unit_id, row.year): row for row in rows}
    below = {
        NORTH: (FIRST, SECOND, THIRD),
        SOUTH: (FAR,),
        REGION: tuple(SCHOOLS),
    }
    assert {unit_id for _, unit_id, _ in found} == {*SCHOOLS, *below}
    for (code, unit_id, year), row in found.items():
        if unit_id not in below:
            continue
        parts = [found[code, school, year] for school in below[unit_id] if (code, school, year) in found]
        assert row.numerator == pytest.approx(sum(part.numerator for part in parts), abs=1e-5)
        whole = 1 if code in COUNTS else sum(part.denominator for part in parts)
        assert row.denominator == pytest.approx(whole)
        assert row.n == sum(part.n for part in parts)


def test_what_people_stated_is_left_alone_and_added_up_by_its_own_maker(sqlite_world: QualityWorld) -> None:
    fill_everything(sqlite_world)
    stated = {
        "indicator": "stated_share",
        "unit_id": FIRST,
        "year": YEAR,
        "numerator": 3.0,
        "denominator": 4.0,
    }
    by = {"status": "submitted", "author": "автор", "entered_at": NOW, "is_current": True}
    sqlite_world.connection.execute(insert(indicator_entry).values(**stated, **by))
    refresh_indicators(sqlite_world.connection, [FIRST])
    assert sqlite_world.values("stated_share") == {FIRST: (3, 4), NORTH: (3, 4), REGION: (3, 4)}
    refresh_computed(sqlite_world.connection, [SECOND])
    assert sqlite_world.values("stated_share") == {FIRST: (3, 4), NORTH: (3, 4), REGION: (3, 4)}


def test_a_change_in_a_journal_leaves_indicators_of_results_and_other_schools_as_they_are(
    sqlite_world: QualityWorld,
) -> None:
    fill_everything(sqlite_world)
    rebuild(sqlite_world.connection)
    before = read_contents(sqlite_world.connection, (indicator_value,))
    refresh_indicators(sqlite_world.connection, [FIRST], result_years=())
    assert read_contents(sqlite_world.connection, (indicator_value,)) == before


def test_an_annual_mark_moves_the_mismatch_of_its_school_without_new_results(
    sqlite_world: QualityWorld,
) -> None:
    add_ege(sqlite_world)
    refreshed(sqlite_world)
    assert sqlite_world.value("ege_mismatch_russian", FIRST) is None
    sqlite_world.annual_mark(1, sqlite_world.school_class(FIRST, 11), RUSSIAN, "4")
    refresh_indicators(sqlite_world.connection, [FIRST], result_years=())
    assert sqlite_world.value("ege_mismatch_russian", FIRST) == (1, 1, 1)


def test_indicators_of_a_school_that_lost_its_facts_disappear_with_their_sums(
    sqlite_world: QualityWorld,
) -> None:
    fill_everything(sqlite_world)
    refreshed(sqlite_world)
    assert sqlite_world.value("obj_index", FAR)
    sqlite_world.connection.execute(delete(work_result).where(work_result.c.school_id == FAR))
    refresh_computed(sqlite_world.connection, [FAR])
    assert sqlite_world.value("obj_index", FAR) is None
    assert sqlite_world.value("obj_index", SOUTH) is None
    assert sqlite_world.value("obj_index", NORTH)


# Ten pupils are the least that show a sign.
POINTS = st.one_of(st.just([]), st.lists(st.integers(0, 20), min_size=9, max_size=12))
SHEET = st.fixed_dictionaries({name: POINTS for name in ("vpr4", "vpr5", "oge", "ege", "social")})


def write_sheet(world: QualityWorld, works: dict[str, int], school: int, sheet: dict[str, list[int]]) -> None:
    """Results of a school in every exam, in place of those it had; marks follow from the points."""
    world.connection.execute(delete(work_result).where(work_result.c.school_id == school))
    rows: list[dict[str, Any]] = [
        {
            "work_id": works[name],
            "school_id": school,
            "participant": str(number),
            "load_id": 1,
            "primary_score": points,
            "test_score": 5 * points if name in ("ege", "social") else None,
            "mark": None if name in ("ege", "social") else 2 + points // 6,
            "journal_mark": 2 + points % 4,
            "status": "wrote",
            "is_current": True,
        }
        for name, listed in sheet.items()
        for number, points in enumerate(listed)
    ]
    if rows:
        world.connection.execute(insert(work_result), rows)


@pytest.mark.slow
@settings(max_examples=15)
@given(before=st.lists(SHEET, min_size=4, max_size=4), after=SHEET, changed=st.sampled_from(tuple(SCHOOLS)))
def test_a_refresh_of_one_school_equals_a_rebuild_of_everything(
    sqlite_world: QualityWorld, before: list[dict[str, list[int]]], after: dict[str, list[int]], changed: int
) -> None:
    """Inflation and the index of the other schools follow too, though only one school has new results."""
    world, connection = sqlite_world, sqlite_world.connection
    with connection.begin_nested() as example:
        works = {
            "vpr4": world.work("vpr", 4, MATHS, YEAR - 1, max_score=20),
            "vpr5": world.work("vpr", 5, MATHS, max_score=20),
            "oge": world.work("oge", 9, RUSSIAN),
            "ege": world.work("ege", 11, RUSSIAN, codifier="ege"),
            "social": world.work("ege", 11, SOCIAL, codifier="ege"),
        }
        for school, sheet in zip(SCHOOLS, before, strict=True):
            write_sheet(world, works, school, sheet)
        rebuild(connection)
        write_sheet(world, works, changed, after)
        refresh_indicators(connection, [changed])
        incremental = read_contents(connection, (indicator_value,))
        rebuild(connection)
        assert read_contents(connection, (indicator_value,)) == incremental
        example.rollback()
