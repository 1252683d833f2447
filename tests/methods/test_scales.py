"""Scales of exams: marks, test scores, unknown borders, conditions of ОГЭ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.scales import (
    GEOMETRY_TASKS,
    LITERACY_TASKS,
    Scale,
    mark_with_conditions,
    requirement_of,
)

MATHS = Scale(31, 8, 15, 22)
RUSSIAN = Scale(37, 15, 26, 33)
PHYSICS = Scale(39, 10, None, None)
PROFILE = Scale(5, None, None, None, minimum=17, test_scores=(0, 6, 11, 17, 22, 27))


def geometry(points: int) -> dict[str, int | None]:
    """Scores of the bound tasks of ОГЭ mathematics, all others not begun."""
    scores: dict[str, int | None] = dict.fromkeys(GEOMETRY_TASKS)
    return scores | {"15": min(points, 1), "23": points - min(points, 1), "1": 1}


def literacy(points: int) -> dict[str, int | None]:
    scores: dict[str, int | None] = dict.fromkeys(LITERACY_TASKS, 0)
    return scores | {"ГК1": points}


def test_a_mark_begins_at_its_border() -> None:
    assert [MATHS.mark(primary) for primary in (0, 7, 8, 14, 15, 21, 22, 31)] == [2, 2, 3, 3, 4, 4, 5, 5]
    assert [MATHS.bounds(mark) for mark in (2, 3, 4, 5)] == [(0, 7), (8, 14), (15, 21), (22, 31)]


def test_a_score_outside_the_scale_has_no_mark_and_no_test_score() -> None:
    assert MATHS.mark(32) is MATHS.mark(-1) is None
    assert PROFILE.test_score(6) is PROFILE.test_score(-1) is None


def test_where_inner_borders_are_unknown_only_a_two_is_certain() -> None:
    assert [PHYSICS.mark(primary) for primary in (9, 10, 39)] == [2, None, None]
    assert PHYSICS.bounds(2) == (0, 9)
    with pytest.raises(ValueError, match="no known borders for mark 3"):
        PHYSICS.bounds(3)
    with pytest.raises(ValueError, match="no mark 6"):
        MATHS.bounds(6)


def test_an_exam_with_test_scores_has_no_marks_and_one_with_marks_no_test_scores() -> None:
    assert (PROFILE.test_score(3), PROFILE.mark(3)) == (17, None)
    assert MATHS.test_score(20) is None


def test_the_least_passing_primary_score_reaches_the_minimum_or_the_mark_three() -> None:
    assert PROFILE.minimum_primary == 3
    assert MATHS.minimum_primary == 8
    assert Scale(100, None, None, None, minimum=27).minimum_primary is None


@given(st.integers(1, 40), st.data())
def test_marks_never_fall_and_bounds_cover_every_score_once(max_score: int, data: st.DataObject) -> None:
    borders = sorted(data.draw(st.sets(st.integers(1, max_score + 3), min_size=3, max_size=3)))
    scale = Scale(max(max_score, borders[2]), *borders)
    marks = [scale.mark(primary) for primary in range(scale.max_score + 1)]
    covered = [mark for mark in (2, 3, 4, 5) for _ in range(*scale.bounds(mark))]
    assert marks == sorted(marks, key=lambda mark: mark or 0)
    assert len(covered) + 4 == len(marks)


@pytest.mark.parametrize("primary", [8, 20, 31])
def test_without_two_points_in_geometry_maths_is_a_two(primary: int) -> None:
    assert mark_with_conditions("oge", "Математика", 2026, MATHS, primary, geometry(1)) == 2
    assert mark_with_conditions("oge", "Математика", 2026, MATHS, primary, geometry(2)) == MATHS.mark(primary)


@pytest.mark.parametrize(
    ("year", "primary", "points", "expected"),
    [
        (2026, 30, 5, 3),
        (2026, 30, 6, 4),
        (2026, 35, 8, 4),
        (2026, 35, 9, 5),
        (2026, 35, 0, 4),
        (2026, 20, 0, 3),
        (2024, 30, 5, 4),
        (2024, 30, 3, 3),
        (2024, 35, 5, 4),
        (2024, 35, 6, 5),
    ],
)
def test_without_points_for_literacy_russian_is_one_mark_lower(
    year: int, primary: int, points: int, expected: int
) -> None:
    assert mark_with_conditions("oge", "Русский язык", year, RUSSIAN, primary, literacy(points)) == expected


def test_a_work_without_the_bound_tasks_keeps_the_mark_of_the_scale() -> None:
    assert mark_with_conditions("oge", "Математика", 2026, MATHS, 20, {"15": 0, "16": 0}) == 4
    assert mark_with_conditions("oge", "Математика", 2026, MATHS, 20, {}) == 4


def test_no_other_exam_or_subject_has_conditions() -> None:
    assert mark_with_conditions("oge", "Физика", 2026, MATHS, 20, geometry(0)) == 4
    assert requirement_of("ege_base", "Математика", 2026) is None
    assert requirement_of("vpr", "Русский язык", 2026) is None


def test_a_condition_does_not_make_a_mark_where_the_scale_knows_none() -> None:
    unknown = Scale(31, 8, None, None)
    assert mark_with_conditions("oge", "Математика", 2026, unknown, 20, geometry(0)) is None
