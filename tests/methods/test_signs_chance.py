"""How much of a sign is chance: tails by scipy, the variance between schools by statsmodels, and what it must stand."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.robust.scale import Huber  # type: ignore[import-untyped]
from statsmodels.stats.meta_analysis import combine_effects  # type: ignore[import-untyped]

from dashboard.methods.distributions import (
    binomial_at_least,
    hypergeometric_at_least,
    normal_above,
    poisson_at_least,
    t_above,
)
from dashboard.methods.overdispersion import BOUND, Between, Sizes, angle, between_schools, chance_above


def test_tails_are_those_of_scipy() -> None:
    assert t_above(1.7, 11.5) == pytest.approx(stats.t.sf(1.7, 11.5))
    assert normal_above(-0.4) == pytest.approx(stats.norm.sf(-0.4))
    assert binomial_at_least(7, 20, 0.3) == pytest.approx(stats.binom.sf(6, 20, 0.3))
    assert poisson_at_least(3, 0.8) == pytest.approx(stats.poisson.sf(2, 0.8))
    assert binomial_at_least(0, 20, 0.3) == poisson_at_least(0, 0.8) == 1.0


@given(st.integers(0, 40), st.integers(0, 60), st.integers(1, 40), st.integers(0, 60))
def test_the_tail_of_the_hypergeometric_is_that_of_scipy(
    at: int, off: int, at_other: int, off_other: int
) -> None:
    drawn, marked, whole = at + off, at + at_other, at + off + at_other + off_other
    theirs = stats.hypergeom.sf(at - 1, whole, marked, drawn)
    assert hypergeometric_at_least(at, drawn, marked, whole) == pytest.approx(theirs, rel=1e-6, abs=1e-12)


def test_more_marked_than_there_are_cannot_be_drawn() -> None:
    assert hypergeometric_at_least(4, 10, 3, 20) == 0.0


# -- the variance between schools ---------------------------------------------------------------------------


@pytest.mark.parametrize("spread", [0.0, 0.5, 2.0])
def test_without_a_bound_it_is_paule_and_mandels_of_statsmodels(spread: float) -> None:
    rng = np.random.default_rng(2)
    variances = rng.uniform(0.2, 1.0, 30)
    values = rng.normal(3.0, (variances + spread) ** 0.5)
    theirs = combine_effects(values, variances, method_re="pm", row_names=range(30))
    found = between_schools(list(values), list(variances), bound=inf)
    assert found is not None
    assert found.variance == pytest.approx(max(theirs.tau2, 0.0), abs=1e-4)
    assert found.degrees == 29


def test_of_equally_sure_schools_it_is_hubers_second_proposal_of_statsmodels() -> None:
    values = np.random.default_rng(5).standard_t(3, 40)
    centre, scale = Huber(c=BOUND, maxiter=200)(values)
    found = between_schools(list(values), [1e-9] * 40)
    assert found is not None
    assert found.centre == pytest.approx(float(centre), abs=1e-4)
    assert found.variance**0.5 == pytest.approx(float(scale), rel=1e-4)
    assert found.degrees == pytest.approx(0.7 * 39)  # a scale of bounded distances is less sure


def test_the_degrees_are_those_of_how_the_scale_varies() -> None:
    """A variance with d degrees of freedom has a coefficient of variation of √(2/d)."""
    rng = np.random.default_rng(9)
    found = [between_schools(list(rng.normal(0, 1, 30)), [1e-9] * 30) for _ in range(500)]
    variances = [one.variance for one in found if one]
    degrees = 2 / (np.std(variances) / np.mean(variances)) ** 2
    assert degrees == pytest.approx(found[0].degrees if found[0] else 0, rel=0.2)


def test_of_honest_schools_it_is_neither_too_small_nor_too_large() -> None:
    rng = np.random.default_rng(6)
    variances = rng.uniform(0.1, 1.0, 30)
    found = [
        between_schools(list(rng.normal(0, (variances + 1) ** 0.5)), list(variances)) for _ in range(300)
    ]
    assert np.mean([one.variance for one in found if one]) == pytest.approx(1.0, abs=0.1)


def test_three_wild_schools_of_thirty_hardly_widen_it() -> None:
    rng = np.random.default_rng(7)
    values, variances = list(rng.normal(0, 1.0, 30)), [0.1] * 30
    honest, wild = (between_schools(one, variances) for one in (values, [*values[:27], 20.0, 30.0, 40.0]))
    assert honest is not None
    assert wild is not None
    plain = between_schools([*values[:27], 20.0, 30.0, 40.0], variances, bound=inf)
    assert plain is not None
    assert wild.variance < 3 * honest.variance
    assert plain.variance > 50 * honest.variance
    assert abs(wild.centre - honest.centre) < 0.3


def test_around_a_known_centre_what_all_schools_share_widens_it() -> None:
    values = [2.0 + step / 10 for step in range(10)]
    own, around = between_schools(values, [0.01] * 10), between_schools(values, [0.01] * 10, centre=0.0)
    assert own is not None
    assert around is not None
    assert own.variance < 0.2
    assert around.variance > 4.0
    assert around.centre == 0.0


def test_under_eight_schools_nothing_is_said_and_a_variance_of_zero_is_refused() -> None:
    assert between_schools([1.0] * 7, [1.0] * 7) is None
    with pytest.raises(ValueError, match="not positive"):
        between_schools([1.0] * 8, [0.0] * 8)


# -- the chance of a distance -------------------------------------------------------------------------------


def test_chance_is_students_with_satterthwaites_degrees() -> None:
    """2 above with 1 of its own (20 degrees) and 3·(1 + 0.1) between schools (10 degrees)."""
    whole, doubt = 1 + 3.3, 1 / 20 + 3.3**2 / 10
    theirs = stats.t.sf(2 / whole**0.5, whole**2 / doubt)
    assert chance_above(2.0, 1.0, 20, Between(0.0, 3.0, 10), 0.1) == pytest.approx(theirs)
    assert chance_above(2.0, 1.0, inf, Between(0.0, 0.0, 10)) == pytest.approx(stats.norm.sf(2.0))


def test_a_reference_of_many_schools_weighs_nothing_and_of_one_school_everything() -> None:
    assert Sizes.of([10, 10, 10]).weight_of_others(10) == 0.5
    assert Sizes.of([10, 30]).weight_of_others(10) == 1.0
    assert Sizes.of([10]).weight_of_others(10) == 1.0


def test_the_angle_of_a_share_varies_by_chance_alike_at_any_share() -> None:
    rng = np.random.default_rng(8)
    for share in (0.2, 0.5, 0.8):
        angles = [angle(count, 50) for count in rng.binomial(50, share, 4000)]
        assert np.var(angles) == pytest.approx(1 / 202, rel=0.1)
