"""Expected results: the regression as scikit-learn makes it, effects as a mixed model does, honest intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf  # type: ignore[import-untyped]
from numpy.typing import NDArray
from scipy.stats import multivariate_normal, spearmanr, t
from sklearn.linear_model import Ridge, RidgeCV  # type: ignore[import-untyped]
from sklearn.preprocessing import StandardScaler  # type: ignore[import-untyped]

from dashboard.methods.context import PREVIOUS_COHORT, SOCIAL_INDEX, Context, Reason, Refusal
from dashboard.methods.expected import Verdict
from dashboard.methods.means import Level
from dashboard.methods.value_added import (
    PENALTIES,
    STEPS,
    Model,
    best_penalty,
    ridge,
    value_added,
    verdict_of,
)

VARIABLES = (PREVIOUS_COHORT, SOCIAL_INDEX)


@dataclass(frozen=True)
class World:
    """Schools whose true value added is known, and their pupils one by one."""

    levels: dict[int, Level]
    contexts: dict[int, Context]
    effects: dict[int, float]
    pupils: pd.DataFrame


def world(seed: int, schools: int = 30, between: float = 5.0, smallest: int = 8, largest: int = 80) -> World:
    chance = np.random.default_rng(seed)
    levels: dict[int, Level] = {}
    contexts: dict[int, Context] = {}
    effects, rows = {}, []
    for id_ in range(1, schools + 1):
        n = int(chance.integers(smallest, largest))
        previous, social = chance.normal(60, 8), chance.uniform(20, 90)
        effect = chance.normal(0, between)
        points = 55 + 0.6 * (previous - 60) + 0.1 * (social - 55) + effect + chance.normal(0, 15, n)
        levels[id_] = Level(n, float(points.mean()), float(points.var(ddof=1)))
        contexts[id_] = {"previous_cohort": float(previous), "social_index": float(social)}
        effects[id_] = float(effect)
        rows += [(id_, previous, social, point) for point in points]
    return World(
        levels, contexts, effects, pd.DataFrame(rows, columns=["school", "previous", "social", "points"])
    )


def model(of: World) -> Model:
    found = value_added(of.levels, of.contexts, VARIABLES)
    assert isinstance(found, Model)
    return found


def arrays(seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Columns, results and weights of 25 schools."""
    chance = np.random.default_rng(seed)
    columns = chance.normal(size=(25, 4))
    actual = 60 + columns @ np.array([4.0, 1.0, 0.0, -2.0]) + chance.normal(0, 4, 25)
    return columns, actual, chance.uniform(0.02, 0.2, 25)


@pytest.mark.parametrize("seed", range(8))
def test_the_regression_and_its_penalty_are_those_of_scikit_learn(seed: int) -> None:
    columns, actual, sureness = arrays(seed)
    penalty = best_penalty(columns, actual, sureness)
    theirs = RidgeCV(alphas=PENALTIES).fit(columns, actual, sample_weight=sureness)
    assert penalty == pytest.approx(theirs.alpha_)
    ours, _, _ = ridge(columns, actual, sureness, penalty)
    assert ours == pytest.approx([theirs.intercept_, *theirs.coef_])


def test_a_school_is_expected_from_the_others_only() -> None:
    columns, actual, sureness = arrays(1)
    weights, inverse, design = ridge(columns, actual, sureness, 0.5)
    leverage = sureness * np.einsum("ij,jk,ik->i", design, inverse, design)
    expected = actual - (actual - design @ weights) / (1 - leverage)
    for left_out in (0, 7, 24):
        rest = np.arange(25) != left_out
        others = Ridge(alpha=0.5).fit(columns[rest], actual[rest], sample_weight=sureness[rest])
        assert expected[left_out] == pytest.approx(others.predict(columns[[left_out]])[0])


@pytest.mark.parametrize("schools", [16, 30])
def test_effects_and_intervals_are_those_of_the_whole_normal_model_averaged_over_the_spread(
    schools: int,
) -> None:
    made = world(11, schools, 3.0)
    ids = [*made.levels]
    levels = [made.levels[id_] for id_ in ids]
    actual = np.array([level.mean for level in levels])
    within = sum((level.n - 1) * (level.variance or 0) for level in levels) / sum(
        level.n - 1 for level in levels
    )
    sampling = within / np.array([level.n for level in levels])
    columns = np.array(
        [[one[name] for name in ("previous_cohort", "social_index")] for one in made.contexts.values()]
    )
    columns = StandardScaler().fit_transform(columns.astype(float))
    likelihoods, means, variances = [], [], []
    for between in np.linspace(0, 1.5 * actual.std(), STEPS):
        penalty = best_penalty(columns, actual, 1 / (sampling + between**2))
        # the intercept is as good as free; effects, sampling errors and coefficients are all normal
        whole = 1e7 + columns @ columns.T / penalty + np.diag(sampling + between**2)
        likelihoods.append(multivariate_normal(np.full(schools, 50.0), whole).logpdf(actual))
        means.append(between**2 * np.linalg.solve(whole, actual - 50.0))
        variances.append(between**2 - between**4 * np.diag(np.linalg.inv(whole)))
    shares = np.exp(np.array(likelihoods) - max(likelihoods))
    shares /= shares.sum()
    effects = shares @ np.array(means)
    spread = np.sqrt(shares @ (np.array(variances) + np.array(means) ** 2) - effects**2)
    found = [*model(made).schools.values()]
    assert [one.effect for one in found] == pytest.approx(effects, abs=1e-3)
    half = t.ppf(0.975, schools - 3) * spread
    assert [one.high - one.effect for one in found] == pytest.approx(half, rel=1e-3)


def test_what_is_expected_of_a_school_does_not_follow_its_own_result() -> None:
    """Only through the penalty and τ, which are common to all; in the regression itself it would be about 0.75."""
    moves = []
    for seed in range(12):
        made = world(seed, 40, 4.0)
        before = model(made).schools[1]
        moved = {**made.levels, 1: Level(before.n, before.actual + 10, made.levels[1].variance)}
        after = value_added(moved, made.contexts, VARIABLES)
        assert isinstance(after, Model)
        moves.append(abs(after.schools[1].expected - before.expected))
    assert np.median(moves) < 0.15


@pytest.mark.parametrize("seed", range(5))
def test_effects_are_those_of_a_mixed_model_over_the_pupils(seed: int) -> None:
    made = world(seed)
    fitted = smf.mixedlm("points ~ previous + social", made.pupils, groups="school").fit(method="powell")
    theirs = [float(fitted.random_effects[id_].iloc[0]) for id_ in made.levels]
    ours = [one.effect for one in model(made).schools.values()]
    assert np.corrcoef(ours, theirs)[0, 1] > 0.95
    assert spearmanr(ours, theirs).statistic > 0.95
    assert np.std(ours) == pytest.approx(np.std(theirs), rel=0.25)
    assert model(made).between == pytest.approx(float(fitted.cov_re.iloc[0, 0]) ** 0.5, rel=0.25)


@pytest.mark.parametrize("between", [0.0, 2.0, 6.0])
@pytest.mark.parametrize("schools", [16, 40])
def test_the_true_value_added_lies_in_the_interval_about_19_times_of_20(schools: int, between: float) -> None:
    held = []
    for seed in range(40):
        made = world(seed, schools, between)
        held += [one.low <= made.effects[id_] <= one.high for id_, one in model(made).schools.items()]
    assert np.mean(held) > 0.92
    assert np.mean(held) < 0.98 or between < 3


def test_schools_without_any_value_added_are_almost_never_called_special() -> None:
    verdicts = [
        verdict_of(one.low, one.high)
        for seed in range(40)
        for one in model(world(seed, 20, 0.0)).schools.values()
    ]
    assert np.mean([verdict is not Verdict.WITHIN for verdict in verdicts]) < 0.01


def test_a_school_far_over_its_context_is_found_and_a_strong_one_that_is_expected_to_be_is_not() -> None:
    made = world(3, 20, 2.0, smallest=40)
    levels, contexts = dict(made.levels), dict(made.contexts)
    contexts[1] = {"previous_cohort": 85.0, "social_index": 85.0}
    levels[1] = Level(60, 73.0, 225.0)
    levels[2] = Level(60, levels[2].mean + 25, 225.0)
    found = value_added(levels, contexts, VARIABLES)
    assert isinstance(found, Model)
    lyceum, special = found.schools[1], found.schools[2]
    assert verdict_of(lyceum.low, lyceum.high) is Verdict.WITHIN
    assert lyceum.actual > max(levels[id_].mean for id_ in range(3, 21))
    assert verdict_of(special.low, special.high) is Verdict.ABOVE


def test_the_same_difference_counts_less_in_a_smaller_school() -> None:
    made = world(2, 30, 4.0)
    levels = {**made.levels}
    base = model(made).schools
    expected = {id_: base[id_].expected for id_ in (1, 2)}
    levels[1], levels[2] = Level(6, expected[1] + 8, 225.0), Level(120, expected[2] + 8, 225.0)
    found = value_added(levels, made.contexts, VARIABLES)
    assert isinstance(found, Model)
    small, large = found.schools[1], found.schools[2]
    assert 0 < small.effect < large.effect < large.actual - large.expected
    assert small.high - small.low > large.high - large.low


def test_what_a_school_does_not_state_counts_as_average_and_rare_variables_are_left_out() -> None:
    made = world(4, 20)
    contexts = {id_: dict(one) for id_, one in made.contexts.items()}
    contexts[1]["social_index"] = None
    found = value_added(made.levels, contexts, VARIABLES)
    assert isinstance(found, Model)
    assert found.left_out == ()
    for id_ in range(1, 9):
        contexts[id_]["social_index"] = None
    found = value_added(made.levels, contexts, VARIABLES)
    assert isinstance(found, Model)
    assert found.left_out == (SOCIAL_INDEX,)
    assert [*found.weights] == [PREVIOUS_COHORT]


def test_the_weight_of_a_variable_is_what_one_standard_deviation_of_it_brings() -> None:
    made = world(5, 60, 1.0, smallest=60)
    spread = np.std([one["previous_cohort"] for one in made.contexts.values()])  # type: ignore[arg-type]
    assert model(made).weights[PREVIOUS_COHORT] == pytest.approx(0.6 * spread, rel=0.15)


def test_fourteen_schools_are_refused_and_fifteen_are_not() -> None:
    made = world(6, 15)
    assert isinstance(value_added(made.levels, made.contexts, VARIABLES), Model)
    fewer = {id_: level for id_, level in made.levels.items() if id_ != 15}
    assert value_added(fewer, made.contexts, VARIABLES) == Refusal(Reason.FEW_SCHOOLS, 14, 15)
    small = {**made.levels, 15: Level(4, 50.0, 100.0)}
    assert value_added(small, made.contexts, VARIABLES) == Refusal(Reason.FEW_SCHOOLS, 14, 15)


def test_without_a_previous_level_or_a_spread_there_is_no_expectation() -> None:
    made = world(7, 15)
    assert value_added(made.levels, made.contexts, (SOCIAL_INDEX,)) == Refusal(Reason.NO_PREVIOUS)
    alike: dict[int, Context] = {id_: {**one, "previous_cohort": 50.0} for id_, one in made.contexts.items()}
    assert value_added(made.levels, alike, VARIABLES) == Refusal(Reason.NO_PREVIOUS)
    equal = {id_: Level(10, 50.0, 0.0) for id_ in made.levels}
    assert value_added(equal, made.contexts, VARIABLES) == Refusal(Reason.NO_SPREAD)
