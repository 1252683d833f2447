"""Expected result of a school from its context and previous level, and its value added (добавленная ценность).

Expected is what schools with the same size, countryside, share of pupils with disabilities, social index and previous
level reach: a ridge regression over the other schools of the set (leave-one-out, so that no school is expected from
itself), weighted by how sure each school's mean is; one penalty for all, the one that predicts left-out schools best.
Value added is the difference to it, shrunk towards 0 by its reliability τ²/(τ² + s²/n + error of the expectation):
τ² is the variance between schools that the context does not explain, s²/n the sampling variance of the mean. τ is not
known, so effects are averaged over its values, each by how likely it makes the results (restricted likelihood, every τ
equally likely beforehand); the 95 % interval holds this doubt too, with Student's quantile for the few schools. On
generated schools it held the true value added in 92–100 % of cases, least where τ is as large as s/√n.

What it is: how far pupils of a school stand from pupils of schools in like conditions. What it is not: the quality of
a teacher, a cause, a place in a rating. Everything that is not in the variables stays in it: selection of pupils,
tutors, how honestly the procedure was held, and an inflated previous level lowers it. Методика проекта; refuses under
15 schools, and without a previous level: then it would be a difference of conditions, and nothing added.

Source: Morris C. N. (1983), JASA 78, 47–55 (empirical Bayes); Gelman A. (2006), Bayesian Analysis 1, 515–534 (flat τ).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.methods.context import (
    LEAST_KNOWN,
    PREVIOUS,
    VARIABLES,
    Context,
    Reason,
    Refusal,
    Variable,
    reading,
)
from dashboard.methods.expected import Verdict
from dashboard.methods.means import Level, pooled_variance

FEWEST_SCHOOLS = 15
FEWEST_PUPILS = 5  # a smaller school says too little to be expected from, and of it
LEVEL = 0.95
PENALTIES = np.geomspace(1e-3, 1e2, 16)
STEPS = 25  # values of τ
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ValueAdded:
    """Of one school, in percent of the largest score; `effect`, `low` and `high` are percentage points."""

    n: int
    actual: float
    expected: float
    effect: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Model:
    """`weights`: percentage points for one standard deviation of a variable; `between`: τ, in percentage points.

    `left_out`: variables that too few schools state or that are equal everywhere.
    """

    schools: Mapping[int, ValueAdded]
    weights: Mapping[Variable, float]
    left_out: tuple[Variable, ...]
    between: float


def verdict_of(low: float, high: float) -> Verdict:
    """Above or below the expected when the interval of the value added leaves 0 out."""
    if low > 0:
        return Verdict.ABOVE
    return Verdict.BELOW if high < 0 else Verdict.WITHIN


def value_added(
    levels: Mapping[int, Level], contexts: Mapping[int, Context], variables: Sequence[Variable] = VARIABLES
) -> Model | Refusal:
    """Expected results and value added of the schools with at least five pupils.

    Refuses under 15 of them, without a previous level, and where no school shows a spread of its pupils.
    """
    ids = sorted(id_ for id_, level in levels.items() if level.n >= FEWEST_PUPILS and id_ in contexts)
    if len(ids) < FEWEST_SCHOOLS:
        return Refusal(Reason.FEW_SCHOOLS, len(ids), FEWEST_SCHOOLS)
    columns = {
        variable: _standardised([reading(variable, contexts[id_]) for id_ in ids]) for variable in variables
    }
    used = {variable: column for variable, column in columns.items() if column is not None}
    if used.keys().isdisjoint(PREVIOUS):
        return Refusal(Reason.NO_PREVIOUS)
    within = pooled_variance(levels[id_] for id_ in ids)
    if within is None:
        return Refusal(Reason.NO_SPREAD)
    actual = np.array([levels[id_].mean for id_ in ids])
    pupils = np.array([levels[id_].n for id_ in ids], dtype=float)
    found = _averaged(np.column_stack(list(used.values())), actual, within / pupils)
    quantile = _quantile(len(ids) - len(used) - 1)
    return Model(
        schools={id_: _school(levels[id_], found, at, quantile) for at, id_ in enumerate(ids)},
        weights=dict(zip(used, found.weights.tolist(), strict=True)),
        left_out=tuple(variable for variable in variables if variable not in used),
        between=found.between,
    )


@dataclass(frozen=True)
class _Fit:
    """One regression. `residuals`: of each school to what the others say; `likelihood`: logarithm, of τ."""

    residuals: Array
    effects: Array
    variances: Array
    weights: Array
    likelihood: float
    between: float = 0.0


def _quantile(freedom: int) -> float:
    # slow to import, and only a refresh asks for it
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + LEVEL) / 2))


def _school(level: Level, found: _Fit, at: int, quantile: float) -> ValueAdded:
    effect, half = float(found.effects[at]), quantile * float(np.sqrt(found.variances[at]))
    expected = level.mean - float(found.residuals[at])
    return ValueAdded(level.n, level.mean, expected, effect, effect - half, effect + half)


def _standardised(values: Sequence[float | None]) -> Array | None:
    """Mean 0, deviation 1; an unknown value is the mean. None: too few are known, or all are equal."""
    numbers = np.array([np.nan if value is None else value for value in values])
    is_known = ~np.isnan(numbers)
    if is_known.mean() < LEAST_KNOWN:
        return None
    deviation = numbers[is_known].std()
    if deviation < 1e-9:
        return None
    return np.where(is_known, (numbers - numbers[is_known].mean()) / deviation, 0.0)


def _averaged(columns: Array, actual: Array, sampling: Array) -> _Fit:
    """The regressions of all values of τ in one, each by its likelihood."""
    spread = max(float(actual.std()), 1e-6)
    betweens = np.linspace(0.0, 1.5 * spread, STEPS)
    fits = [_best(columns, actual, sampling, between) for between in betweens]
    likelihoods = np.array([fit.likelihood for fit in fits])
    shares = np.exp(likelihoods - likelihoods.max())
    shares /= shares.sum()

    def mean(parts: Sequence[Array]) -> Array:
        return np.average(np.array(parts), axis=0, weights=shares)

    effects = mean([fit.effects for fit in fits])
    doubt = mean([fit.variances + (fit.effects - effects) ** 2 for fit in fits])
    return _Fit(
        residuals=mean([fit.residuals for fit in fits]),
        effects=effects,
        variances=doubt,
        weights=mean([fit.weights for fit in fits]),
        likelihood=float(likelihoods.max()),
        between=float(shares @ betweens),
    )


def _best(columns: Array, actual: Array, sampling: Array, between: float) -> _Fit:
    """The regression of one τ with the penalty that predicts left-out schools best."""
    sureness = 1.0 / (sampling + between**2)
    penalty = best_penalty(columns, actual, sureness)
    weights, inverse, design = ridge(columns, actual, sureness, penalty)
    plain = actual - design @ weights
    leverage = sureness * np.einsum("ij,jk,ik->i", design, inverse, design)
    # of the difference between a left-out school and its expectation: τ² + s²/n + error of the expectation
    total = 1.0 / (sureness * (1.0 - leverage))
    residuals = plain / (1.0 - leverage)
    reliability = between**2 / total
    slopes = weights[1:]
    misfit = float(sureness @ plain**2 + penalty * slopes @ slopes)
    likelihood = 0.5 * (
        np.log(sureness).sum() + len(slopes) * np.log(penalty) + np.linalg.slogdet(inverse)[1] - misfit
    )
    return _Fit(
        residuals, reliability * residuals, between**2 * (1.0 - reliability), slopes, float(likelihood)
    )


def ridge(columns: Array, actual: Array, sureness: Array, penalty: float) -> tuple[Array, Array, Array]:
    """Weighted ridge regression with a free intercept: coefficients (intercept first), (ZᵀWZ + λI)⁻¹, Z."""
    design = np.column_stack([np.ones(len(actual)), columns])
    free_intercept = np.diag([0.0, *([penalty] * columns.shape[1])])
    inverse = np.asarray(np.linalg.inv(design.T @ (design * sureness[:, None]) + free_intercept), np.float64)
    return inverse @ design.T @ (sureness * actual), inverse, design


def best_penalty(columns: Array, actual: Array, sureness: Array) -> float:
    """Of `PENALTIES` the one with the least weighted squared error of left-out schools."""
    errors = []
    for penalty in PENALTIES:
        weights, inverse, design = ridge(columns, actual, sureness, penalty)
        leverage = sureness * np.einsum("ij,jk,ik->i", design, inverse, design)
        residuals = (actual - design @ weights) / (1.0 - leverage)
        errors.append(float(sureness @ residuals**2))
    return float(PENALTIES[int(np.argmin(errors))])
