"""Problem components, weights and a pupil's components."""

from __future__ import annotations

import pytest

from dashboard.methods.components import (
    Micro,
    MicroRow,
    MicroType,
    PupilComponent,
    Weights,
    microcomponents,
    problem_components,
    problem_weight,
    pupil_components,
)


def row(pupil_id: int, micro_type: MicroType, *, subject_id: int = 1, period: str = "Q1") -> MicroRow:
    return MicroRow(7, subject_id, 5, period, pupil_id, micro_type)


def test_a_failed_credit_is_an_unmastered_standard() -> None:
    assert microcomponents({1: "fail", 2: "5"}) == (Micro(1, MicroType.D),)


def test_distant_reserve_alone_is_no_problem_component() -> None:
    assert problem_components([row(1, MicroType.R33), row(2, MicroType.R4)]) == ()


def test_distant_reserve_becomes_a_problem_component_when_it_has_a_weight() -> None:
    (component,) = problem_components([row(1, MicroType.R33)], Weights(r33=0.5))
    assert (component.n_micro, component.n_r33, component.pupils) == (1, 1, (1,))


def test_a_pupil_with_weight_zero_only_is_not_among_the_pupils_of_a_component() -> None:
    (component,) = problem_components([row(1, MicroType.D), row(2, MicroType.R4), row(3, MicroType.NA)])
    assert component.pupils == (1, 3)
    assert (component.n_micro, component.n_d, component.n_na, component.n_r4) == (2, 1, 1, 1)


def test_periods_subjects_and_teachers_are_different_components() -> None:
    rows = [
        row(1, MicroType.D),
        row(1, MicroType.D, period="Q2"),
        row(1, MicroType.D, subject_id=2),
        MicroRow(7, 1, None, "Q1", 1, MicroType.D),
    ]
    assert len(problem_components(rows)) == 4


def test_problem_weight_is_the_sum_of_weights() -> None:
    types = [MicroType.D, MicroType.NA, MicroType.R3, MicroType.R33, MicroType.R33, MicroType.R4]
    assert problem_weight(types) == 3
    assert problem_weight(types, Weights(d=2, na=1, r3=0.5, r33=0.25, r4=0)) == 4


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Weights(r3=-1)


def test_pupil_components_list_the_subjects_of_each_type() -> None:
    micros = [Micro(3, MicroType.NA), Micro(2, MicroType.D), Micro(1, MicroType.D)]
    assert pupil_components(micros) == (
        PupilComponent(MicroType.D, (1, 2)),
        PupilComponent(MicroType.NA, (3,)),
    )
