"""Forecast of ОГЭ and ЕГЭ: chances by task, marks, conditions, what is hidden. Numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.exam_conditions import (
    Condition,
    find_condition,
    missed_chances,
    move_missed,
    points_distribution,
)
from dashboard.methods.exam_forecast import (
    Floats,
    PlanTask,
    Risk,
    Status,
    band_chances,
    chances,
    expected_test_score,
    forecast_status,
    interval,
    mark_bands,
    mark_borders,
    outlook,
    risk_of,
)
from dashboard.methods.scales import Scale

# A geometry task of one point and a harder algebra task of two.
PLAN = (PlanTask("1", 1, "Б", ("7",)), PlanTask("2", 2, "П", ("2",)))
SCALE = Scale(3, 1, 2, 3)
OGE_MATHS = tuple(PlanTask(str(number), 1 if number < 20 else 2, "Б") for number in range(1, 26))


def row(*values: float) -> Floats:
    return np.array([values], dtype=np.float64)


def one(value: float) -> Floats:
    return np.array([value], dtype=np.float64)


def test_works_speak_where_they_touched_and_the_mark_speaks_for_the_rest() -> None:
    # 3 of 4 points in geometry: (3 + 4 · 0,85) / (4 + 4) = 0,8; nothing in algebra: the prior of «4», 0,5
    found = chances(PLAN, row(3, 0), row(4, 0), one(4))
    assert found[0] == pytest.approx([0.8, 0.5])


def test_expected_score_and_variance_of_the_worked_example() -> None:
    found = outlook(PLAN, row(0.8, 0.5))
    assert found.expected[0] == pytest.approx(1.8)
    assert found.variance[0] == pytest.approx(0.16 + 1.0)
    assert found.deviation[0] == pytest.approx(1.07703, abs=1e-5)


def test_marks_of_the_worked_example_lie_between_half_points_of_the_scale() -> None:
    found = band_chances(one(1.8), one(1.16**0.5), (1, 2, 3), 3)
    assert found[0] == pytest.approx([0.10510, 0.29851, 0.37979, 0.21660], abs=1e-4)


def test_a_one_counts_as_a_two_and_a_mean_mark_lies_between_its_neighbours() -> None:
    nothing = np.zeros((3, 2))
    found = chances(PLAN, nothing, nothing, np.array([1.0, 2.0, 3.5]))
    assert found[0] == pytest.approx([0.40, 0.10])
    assert found[1] == pytest.approx([0.40, 0.10])
    assert found[2] == pytest.approx([0.75, 0.375])


def test_a_task_without_a_level_is_basic() -> None:
    assert chances((PlanTask("1", 1),), row(0), row(0), one(5))[0, 0] == 0.95


def test_a_plan_code_is_touched_by_elements_under_it_and_not_by_its_neighbours() -> None:
    assert PLAN[0].is_touched_by(["7.2"])
    assert PLAN[0].is_touched_by(["1", "7"])
    assert not PLAN[0].is_touched_by(["71", "6.7"])
    assert not PlanTask("1", 1, "Б", ("7.2",)).is_touched_by(["7"])


def test_test_score_is_of_the_expected_score_rounded_half_up() -> None:
    scale = Scale(3, None, None, None, 30, (0, 20, 45, 100))
    assert expected_test_score(1.5, scale) == 45
    assert expected_test_score(1.49, scale) == 20
    assert expected_test_score(2.9, SCALE) is None


def test_an_exam_with_test_scores_has_one_border_the_first_score_that_passes() -> None:
    assert mark_borders(Scale(3, None, None, None, 30, (0, 20, 45, 100))) == (2,)
    assert mark_borders(SCALE) == (1, 2, 3)
    assert mark_borders(Scale(39, None, None, None)) is None


def test_a_scale_that_knows_only_its_minimum_tells_a_pass_and_no_marks() -> None:
    assert mark_borders(Scale(39, 10, None, None)) == (10,)
    assert mark_bands(Scale(39, 10, None, None)) == ()
    assert mark_bands(SCALE) == ((0, 0), (1, 1), (2, 2), (3, 3))


@pytest.mark.parametrize(
    ("chance", "colour"),
    [(0.3, Risk.RED), (0.29, Risk.YELLOW), (0.1, Risk.YELLOW), (0.09, Risk.NONE), (None, None)],
)
def test_risk_colours(chance: float | None, colour: Risk | None) -> None:
    assert risk_of(chance) is colour


@pytest.mark.parametrize(
    ("has_mark", "n_works", "covered", "tasks", "status"),
    [
        (True, 2, 13, 25, Status.OK),
        (True, 2, 12, 24, Status.OK),
        (True, 2, 12, 25, Status.LOW_COVERAGE),
        (True, 1, 25, 25, Status.FEW_WORKS),
        (False, 5, 25, 25, Status.NO_MARKS),
        (True, 5, 0, 0, Status.NO_PLAN),
    ],
)
def test_a_forecast_is_hidden_with_a_reason(
    has_mark: bool, n_works: int, covered: int, tasks: int, status: Status
) -> None:
    assert forecast_status(has_mark, n_works, covered, tasks) is status


def test_the_interval_is_cut_at_the_ends_of_the_scale() -> None:
    low, high = interval(np.array([0.5, 2.5, 1.5]), np.array([1.0, 1.0, 0.5]), 3)
    assert low == pytest.approx([0.0, 2.5 - 1.2816, 1.5 - 0.6408])
    assert high == pytest.approx([0.5 + 1.2816, 3.0, 1.5 + 0.6408])


points = st.integers(0, 12)
evidence = st.tuples(st.integers(2, 5), *(st.tuples(points, points) for _ in PLAN))


@given(evidence, st.integers(0, 1), st.integers(1, 9))
def test_more_success_never_lowers_the_expected_score(seen: tuple[int, ...], task: int, more: int) -> None:
    mark, *pairs = seen
    earned = row(*(min(pair) for pair in pairs))  # type: ignore[call-overload]
    possible = row(*(max(pair) for pair in pairs))  # type: ignore[call-overload]
    before = outlook(PLAN, chances(PLAN, earned, possible, one(mark))).expected[0]
    earned[0, task] += more
    possible[0, task] += more
    after = outlook(PLAN, chances(PLAN, earned, possible, one(mark))).expected[0]
    assert after >= before - 1e-12


@given(st.floats(0, 31), st.floats(0, 9))
def test_chances_of_marks_sum_to_one_with_and_without_a_condition(expected: float, deviation: float) -> None:
    found = band_chances(one(expected), one(deviation), (8, 15, 22), 31)
    assert found.sum() == pytest.approx(1.0)
    condition = find_condition("oge", "Математика", 2026, OGE_MATHS)
    assert condition is not None
    missed = missed_chances(OGE_MATHS, np.full((1, 25), expected / 31), condition, (8, 15, 22))
    assert ((missed >= 0) & (missed <= 1 + 1e-12)).all()
    assert move_missed(found, missed, condition).sum() == pytest.approx(1.0)


def test_points_of_few_tasks_are_counted_exactly() -> None:
    assert points_distribution((1, 1), row(0.5, 0.5))[0] == pytest.approx([0.25, 0.5, 0.25])
    assert points_distribution((1, 2), row(0.5, 0.1))[0] == pytest.approx([0.45, 0.45, 0.05, 0.05])


def test_the_condition_of_mathematics_binds_the_geometry_tasks() -> None:
    condition = find_condition("oge", "Математика", 2026, OGE_MATHS)
    assert condition is not None
    numbers = [OGE_MATHS[task].number for task in condition.tasks]
    assert numbers == ["15", "16", "17", "18", "19", "23", "24", "25"]
    assert find_condition("ege", "Математика", 2026, OGE_MATHS) is None
    assert find_condition("oge", "Математика", 2026, OGE_MATHS[:20]) is None


def test_literacy_needs_more_points_from_2025_on() -> None:
    plan = tuple(PlanTask(f"ГК{number}", 3, "П") for number in range(1, 5))
    new, old = (find_condition("oge", "Русский язык", year, plan) for year in (2025, 2024))
    assert new is not None
    assert old is not None
    assert new.needed == ((4, 6, 3), (5, 9, 4))
    assert old.needed == ((4, 4, 3), (5, 6, 4))


def test_a_pupil_who_knows_no_geometry_is_expected_to_fail_whatever_the_rest() -> None:
    condition = find_condition("oge", "Математика", 2026, OGE_MATHS)
    assert condition is not None
    chance = np.full((2, 25), 0.9)
    chance[1, list(condition.tasks)] = 0.01
    outcome = outlook(OGE_MATHS, chance)
    marks = band_chances(outcome.expected, outcome.deviation, (8, 15, 22), 31)
    moved = move_missed(marks, missed_chances(OGE_MATHS, chance, condition, (8, 15, 22)), condition)
    assert marks[1, 0] < 0.01  # by points alone the second pupil has passed
    assert moved[1, 0] > 0.9
    assert moved[0] == pytest.approx(marks[0], abs=1e-3)


def test_missed_chance_of_a_mark_agrees_with_counting_every_outcome() -> None:
    # One bound task of 1 point with chance 0,6; the mark needs it. The rest is the same for both outcomes.
    plan = tuple(PlanTask(str(number), 1) for number in range(40))
    chance = np.full((1, 40), 0.5)
    chance[0, 0] = 0.6
    condition = Condition((0,), ((3, 1, 2), (4, 1, 2), (5, 1, 2)))
    missed = missed_chances(plan, chance, condition, (1, 2, 3))
    # «5» starts at 3 of 40 points, so nearly every outcome is a «5» and the task is missed in 0,4 of them
    assert missed[0, 3] == pytest.approx(0.4, abs=1e-6)


def test_those_who_miss_the_condition_go_one_mark_down_in_russian() -> None:
    condition = Condition((0,), ((4, 6, 3), (5, 9, 4)))
    found = move_missed(row(0.1, 0.2, 0.3, 0.4), row(0.0, 0.0, 0.5, 0.25), condition)
    assert found[0] == pytest.approx([0.1, 0.35, 0.25, 0.3])
