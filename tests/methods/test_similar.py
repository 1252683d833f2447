"""Similar schools: what makes schools near, what a missing value does, when there is no answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.preprocessing import RobustScaler  # type: ignore[import-untyped]

from dashboard.methods.context import (
    DISABILITY,
    PREVIOUS_COHORT,
    PREVIOUS_YEAR,
    PUPILS,
    RURAL,
    SOCIAL_INDEX,
    VARIABLES,
    Context,
    Reason,
    Refusal,
)
from dashboard.methods.similar import NORMAL_RANGE, Similar, similar_schools

TWO = (DISABILITY, SOCIAL_INDEX)


def contexts(seed: int = 1, schools: int = 12) -> dict[int, Context]:
    chance = np.random.default_rng(seed)
    return {
        id_: {
            "pupils": float(chance.integers(40, 1200)),
            "rural": float(chance.integers(0, 2)),
            "disability": float(chance.uniform(0, 20)),
            "social_index": float(chance.uniform(20, 90)),
            "previous_cohort": float(chance.normal(55, 10)),
        }
        for id_ in range(1, schools + 1)
    }


def similar(school_id: int, known: dict[int, Context], variables: tuple[object, ...] = VARIABLES) -> Similar:
    found = similar_schools(school_id, known, variables)  # type: ignore[arg-type]
    assert isinstance(found, Similar)
    return found


def test_distances_are_euclidean_over_robustly_scaled_variables() -> None:
    known = contexts()
    columns = np.array([[one["disability"], one["social_index"]] for one in known.values()], dtype=float)
    scaled = RobustScaler().fit_transform(columns) * NORMAL_RANGE
    expected = np.sqrt(((scaled - scaled[0]) ** 2).mean(axis=1))
    found = {one.school_id: one.distance for one in similar(1, known, TWO).neighbours}
    nearest = sorted(range(1, 12), key=lambda at: expected[at])[:5]
    assert [*found] == [at + 1 for at in nearest]
    assert [*found.values()] == pytest.approx([expected[at] for at in nearest])


def test_the_parts_of_the_variables_add_up_to_the_whole_distance() -> None:
    for neighbour in similar(3, contexts(), VARIABLES[:4]).neighbours:
        assert sum(part.share or 0.0 for part in neighbour.parts) == pytest.approx(1.0)
        squares = [part.difference**2 for part in neighbour.parts if part.difference is not None]
        assert neighbour.distance**2 == pytest.approx(np.mean(squares))


def test_twice_as_many_pupils_are_as_far_as_half_as_many() -> None:
    known = contexts()
    sizes = {1: 200.0, 2: 400.0, 3: 100.0}
    known = {
        id_: {**one, "pupils": sizes.get(id_, one["pupils"]), "disability": 5.0 + (id_ > 3)}
        for id_, one in known.items()
    }
    near = {one.school_id: one for one in similar_schools(1, known, (PUPILS, DISABILITY), 11).neighbours}  # type: ignore[union-attr]
    assert near[2].distance == pytest.approx(near[3].distance)
    assert near[2].parts[0].difference == pytest.approx(-(near[3].parts[0].difference or 0.0))


def test_a_twin_stands_first_at_distance_zero_and_its_parts_are_zero() -> None:
    known = contexts()
    known[7] = dict(known[1])
    first = similar(1, known).neighbours[0]
    assert (first.school_id, first.distance) == (7, 0.0)
    assert {part.share for part in first.parts} == {0.0}


def test_one_huge_school_does_not_change_who_is_near() -> None:
    known = contexts()
    before = [one.school_id for one in similar(1, known).neighbours]
    far = next(id_ for id_ in known if id_ not in (1, *before))
    known[far] = {**known[far], "disability": 10_000.0}
    distances = [one.distance for one in similar(1, known).neighbours]
    assert [one.school_id for one in similar(1, known).neighbours] == before
    assert max(distances) > 0.2


def test_what_a_school_does_not_state_is_left_out_and_said() -> None:
    known = contexts()
    known[1] = {**known[1], "social_index": None}
    known[2] = {**known[2], "disability": None}
    found = similar(1, known)
    assert SOCIAL_INDEX in found.left_out
    assert SOCIAL_INDEX not in found.used
    of_second = similar_schools(1, known, VARIABLES, 11)
    assert isinstance(of_second, Similar)
    second = next(one for one in of_second.neighbours if one.school_id == 2)
    assert second.missing == (DISABILITY,)
    squares = [part.difference**2 for part in second.parts if part.difference is not None]
    assert len(squares) == len(found.used) - 1
    assert second.distance**2 == pytest.approx(np.mean(squares))


def test_a_gap_never_makes_a_school_nearer_than_the_same_school_with_its_middle_value() -> None:
    known = contexts()
    known[2] = {**known[1], "disability": (known[1]["disability"] or 0.0) + 0.1, "social_index": None}
    neighbour = next(one for one in similar(1, known).neighbours if one.school_id == 2)
    full: dict[int, Context] = {**known, 2: {**known[2], "social_index": known[1]["social_index"]}}
    assert (
        neighbour.distance > next(one for one in similar(1, full).neighbours if one.school_id == 2).distance
    )


def test_a_variable_that_is_equal_everywhere_says_nothing() -> None:
    known: dict[int, Context] = {id_: {**one, "rural": 0.0} for id_, one in contexts().items()}
    found = similar(1, known)
    assert RURAL in found.left_out
    assert PREVIOUS_COHORT in found.used
    assert PREVIOUS_YEAR in found.left_out


def test_a_school_that_states_one_variable_only_is_nobodys_neighbour() -> None:
    known = contexts()
    known[4] = {"rural": 1.0}
    found = similar_schools(1, known, VARIABLES, 20)
    assert isinstance(found, Similar)
    assert 4 not in {one.school_id for one in found.neighbours}


def test_seven_schools_are_refused_and_eight_are_not() -> None:
    assert similar_schools(1, contexts(schools=7)) == Refusal(Reason.FEW_SCHOOLS, 7, 8)
    assert len(similar(1, contexts(schools=8)).neighbours) == 5


def test_an_unknown_school_and_a_school_without_two_variables_are_refused() -> None:
    known = contexts()
    assert similar_schools(99, known) == Refusal(Reason.UNKNOWN_SCHOOL)
    known[1] = {"pupils": 100.0}
    assert similar_schools(1, known) == Refusal(Reason.NO_VARIABLES, 1, 2)


def test_a_size_of_nobody_is_not_known() -> None:
    known = contexts()
    known[1] = {**known[1], "pupils": 0.0}
    assert PUPILS in similar(1, known).left_out
    assert PUPILS in similar(1, known, (PUPILS, replace(DISABILITY), SOCIAL_INDEX)).left_out
