"""Personal control: a teacher's microcomponents by subject and class, with change and repeats."""

from __future__ import annotations

import pytest

from dashboard.methods.components import MicroRow, MicroType, PupilComponent
from dashboard.methods.control import ClassConcern, PupilConcern, class_control, personal_control

FIRST, SECOND = 1, 2
ALGEBRA, GEOMETRY = 10, 11
CLASS_9A, CLASS_9B = 90, 91
TAUGHT = {
    (FIRST, ALGEBRA, CLASS_9A): 20,
    (FIRST, ALGEBRA, CLASS_9B): 25,
    (FIRST, GEOMETRY, CLASS_9A): 20,
    (SECOND, GEOMETRY, CLASS_9B): 25,
}


def row(
    pupil_id: int,
    micro_type: MicroType,
    *,
    teacher: int | None = FIRST,
    subject: int = ALGEBRA,
    class_id: int = CLASS_9A,
    period: str = "Q2",
) -> MicroRow:
    return MicroRow(class_id, subject, teacher, period, pupil_id, micro_type)


CURRENT = [
    row(1, MicroType.D),
    row(2, MicroType.R3),
    row(3, MicroType.NA, class_id=CLASS_9B),
    row(1, MicroType.D, subject=GEOMETRY),
    row(4, MicroType.R4),
]


def test_microcomponents_are_counted_per_teacher_subject_and_class() -> None:
    first, second = personal_control(CURRENT, TAUGHT)
    algebra, geometry = first.subjects
    assert first.counts.rate.numerator == 4
    assert first.counts.rate.denominator == 65
    assert (algebra.subject_id, algebra.counts.n_micro, algebra.counts.rate.denominator) == (ALGEBRA, 3, 45)
    assert [(one.class_id, one.counts.per_100) for one in algebra.classes] == [
        (CLASS_9A, 10.0),
        (CLASS_9B, 4.0),
    ]
    assert geometry.counts.per_100 == 5.0
    assert second.teacher_id == SECOND


def test_a_teacher_without_problems_is_listed_with_zero() -> None:
    second = personal_control(CURRENT, TAUGHT)[1]
    assert (second.counts.n_micro, second.counts.per_100, second.counts.pupils) == (0, 0.0, ())


def test_types_and_distinct_pupils_are_listed_and_weight_zero_is_left_out() -> None:
    first = personal_control(CURRENT, TAUGHT)[0]
    assert first.counts.by_type == ((MicroType.D, 2), (MicroType.NA, 1), (MicroType.R3, 1))
    assert first.counts.pupils == (1, 2, 3)


def test_change_compares_rates_with_the_previous_period() -> None:
    before = [
        row(1, MicroType.D, period="Q1"),
        row(5, MicroType.D, period="Q1"),
        row(6, MicroType.NA, period="Q1"),
    ]
    previous_taught = {(FIRST, ALGEBRA, CLASS_9A): 20}
    first = personal_control(CURRENT, TAUGHT, before, previous_taught)[0]
    algebra_9a, algebra_9b = first.subjects[0].classes
    assert algebra_9a.counts.change == pytest.approx(10.0 - 15.0)
    assert algebra_9b.counts.change is None


def test_without_a_previous_period_there_is_no_change() -> None:
    assert all(teacher.counts.change is None for teacher in personal_control(CURRENT, TAUGHT))


def test_a_pupil_repeats_only_in_the_same_subject_and_type() -> None:
    before = [row(1, MicroType.D), row(2, MicroType.D), row(3, MicroType.NA, subject=GEOMETRY)]
    first = personal_control(CURRENT, TAUGHT, before)[0]
    algebra, geometry = first.subjects
    assert algebra.counts.repeats == (1,)
    assert geometry.counts.repeats == ()


def test_a_pupil_repeats_even_if_another_teacher_taught_then() -> None:
    before = [row(1, MicroType.D, teacher=SECOND)]
    assert personal_control(CURRENT, TAUGHT, before)[0].counts.repeats == (1,)


def test_rows_of_an_unstated_teacher_are_left_out() -> None:
    teachers = personal_control([row(1, MicroType.D, teacher=None)], TAUGHT)
    assert sum(teacher.counts.n_micro for teacher in teachers) == 0


def test_a_microcomponent_where_nobody_is_taught_is_an_error() -> None:
    with pytest.raises(ValueError, match="nobody is taught"):
        personal_control([row(1, MicroType.D, teacher=SECOND)], TAUGHT)


def test_the_class_teacher_sees_pupils_with_their_subjects() -> None:
    assert class_control(CURRENT) == (
        ClassConcern(
            CLASS_9A,
            (
                PupilConcern(1, (PupilComponent(MicroType.D, (ALGEBRA, GEOMETRY)),)),
                PupilConcern(2, (PupilComponent(MicroType.R3, (ALGEBRA,)),)),
            ),
        ),
        ClassConcern(CLASS_9B, (PupilConcern(3, (PupilComponent(MicroType.NA, (ALGEBRA,)),)),)),
    )
