"""The worked example of the methods: class 9А, five pupils, three subjects, computed by hand."""

from __future__ import annotations

import pytest

from dashboard.methods.categories import Category, CategoryCounts, PupilStanding, count_categories, standing
from dashboard.methods.components import (
    DEFAULT_WEIGHTS,
    Micro,
    MicroRow,
    MicroType,
    microcomponents,
    problem_components,
    problem_weight,
)
from dashboard.methods.forecast import quality_forecast, subject_forecast
from dashboard.methods.rating import RatingEntry, rating
from dashboard.methods.share import Share
from dashboard.methods.totals import count_marks

CLASS_9A = 90
MATHS, RUSSIAN, PHYSICS = 1, 2, 3
TEACHERS = {MATHS: 11, RUSSIAN: 12, PHYSICS: 13}
MARKS = {
    "A": {MATHS: "5", RUSSIAN: "5", PHYSICS: "5"},
    "B": {MATHS: "4", RUSSIAN: "4", PHYSICS: "3"},
    "C": {MATHS: "3", RUSSIAN: "3", PHYSICS: "4"},
    "D": {MATHS: "2", RUSSIAN: "3", PHYSICS: "3"},
    "E": {MATHS: "5", RUSSIAN: "5", PHYSICS: "4"},
}
PUPIL_IDS = {name: number for number, name in enumerate(MARKS, start=1)}
ROWS = [
    MicroRow(CLASS_9A, micro.subject_id, TEACHERS[micro.subject_id], "Q1", PUPIL_IDS[name], micro.type)
    for name, marks in MARKS.items()
    for micro in microcomponents(marks)
]


def class_counts() -> CategoryCounts:
    return count_categories(standing(marks) for marks in MARKS.values())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A", PupilStanding(Category.EXC, 0, 0, (), ())),
        ("B", PupilStanding(Category.SAT, 0, 0, (PHYSICS,), (MATHS, RUSSIAN))),
        ("C", PupilStanding(Category.SAT, 0, 0, (MATHS, RUSSIAN), (PHYSICS,))),
        ("D", PupilStanding(Category.FAIL, 1, 0, (RUSSIAN, PHYSICS), ())),
        ("E", PupilStanding(Category.GOOD, 0, 0, (), (PHYSICS,))),
    ],
)
def test_each_pupil_has_the_category_of_the_example(name: str, expected: PupilStanding) -> None:
    assert standing(MARKS[name]) == expected


def test_reserves_of_the_example_are_one3_for_b_two3_for_c_one4_for_e() -> None:
    found = {
        name: (pupil.one3, pupil.two3, pupil.one4, pupil.two4)
        for name, pupil in ((name, standing(marks)) for name, marks in MARKS.items())
    }
    assert found == {
        "A": (False, False, False, False),
        "B": (True, False, False, False),
        "C": (False, True, False, False),
        "D": (False, False, False, False),
        "E": (False, False, True, False),
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A", ()),
        ("B", (Micro(PHYSICS, MicroType.R3),)),
        ("C", (Micro(MATHS, MicroType.R33), Micro(RUSSIAN, MicroType.R33))),
        ("D", (Micro(MATHS, MicroType.D),)),
        ("E", (Micro(PHYSICS, MicroType.R4),)),
    ],
)
def test_each_pupil_has_the_microcomponents_of_the_example(name: str, expected: tuple[Micro, ...]) -> None:
    assert microcomponents(MARKS[name]) == expected


def test_success_is_80_percent_and_quality_40_percent() -> None:
    counts = class_counts()
    assert counts.pass_share == Share(4, 5)
    assert counts.quality_share == Share(2, 5)
    assert (counts.pass_share.percent, counts.quality_share.percent) == (80.0, 40.0)


def test_forecast_is_60_then_80_percent_and_success_may_rise_by_20_points() -> None:
    forecast = quality_forecast(class_counts())
    assert forecast.quality == Share(2, 5)
    assert (forecast.uplift1, forecast.level1) == (Share(1, 5), Share(3, 5))
    assert (forecast.uplift2, forecast.level2) == (Share(1, 5), Share(4, 5))
    assert forecast.level1.percent == pytest.approx(60.0)
    assert forecast.level2.percent == pytest.approx(80.0)
    assert forecast.pass_uplift.percent == pytest.approx(20.0)


def test_forecast_of_physics_counts_its_single_three() -> None:
    physics = count_marks(marks[PHYSICS] for marks in MARKS.values())
    assert subject_forecast(physics, n_r3=1) == Share(4, 5)


def test_two_microcomponents_of_two_pupils_are_counted_in_two_problem_components() -> None:
    components = problem_components(ROWS)
    assert [(one.class_id, one.subject_id, one.teacher_id, one.period) for one in components] == [
        (CLASS_9A, PHYSICS, 13, "Q1"),
        (CLASS_9A, MATHS, 11, "Q1"),
    ]
    assert sum(one.n_micro for one in components) == 2
    assert {pupil for one in components for pupil in one.pupils} == {PUPIL_IDS["B"], PUPIL_IDS["D"]}
    physics, maths = components
    assert (physics.n_d, physics.n_na, physics.n_r3, physics.n_r4) == (0, 0, 1, 1)
    assert (maths.n_d, maths.n_na, maths.n_r3, maths.n_r33) == (1, 0, 0, 1)


def test_problem_index_of_the_class_is_40_per_100_pupils() -> None:
    counts = class_counts()
    weight = problem_weight((row.type for row in ROWS), DEFAULT_WEIGHTS)
    entry = RatingEntry(CLASS_9A, "9А", 5, 3, weight, counts.quality_share, counts.pass_share)
    (row,) = rating([entry])
    assert weight == 2
    assert row.index.percent == 40.0
    assert row.index_norm.percent == pytest.approx(100 * 2 / 15)
    assert (row.place, row.place_label) == (1, "1")
