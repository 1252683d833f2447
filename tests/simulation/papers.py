"""Papers of one school in one procedure: points of every task of every pupil and the journal mark beside them.

Tasks follow a Rasch model: 13 of one point, 4 of two. A pupil just under a border is often given the missing point,
in the whole region alike: the first score of «3» holds 1.4–3.1 times its neighbours, as measured on real data.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.methods.papers import Procedure
from dashboard.methods.sign_facts import Cohort
from tests.simulation.schools import TASK_BETWEEN, Numbers, School

MAXIMA = np.array([1] * 13 + [2] * 4)
MAXIMUM = int(MAXIMA.sum())
BORDERS = (7, 12, 17)  # least points of «3», «4», «5»
# share of pupils one and two points under each border who are given what is missing
LIFTED = ((0.55, 0.25), (0.3, 0.1), (0.1, 0.0))
STEP = 0.6  # logits between the first and the second point of a task
Points = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Papers:
    """`points`: pupils × tasks; `journal`: marks."""

    school_id: int
    procedure: Procedure
    year: int
    points: Points
    journal: Points

    @property
    def scores(self) -> Points:
        found: Points = self.points.sum(axis=1)
        return found

    @property
    def completion(self) -> float:
        return float(self.scores.mean()) / MAXIMUM

    def cohort(self) -> Cohort:
        """The counts that signs are looked for in."""
        scores = self.scores.tolist()
        journal = self.journal.tolist()
        marks = marks_of(self.scores).tolist()
        text = (self.points + ord("0")).astype(np.uint8).tobytes().decode("ascii")
        width = len(MAXIMA)
        sheets = [text[at : at + width] for at in range(0, len(text), width)]
        return Cohort(
            self.school_id,
            self.procedure,
            self.year,
            Counter(scores),
            MAXIMUM * len(scores),
            Counter(zip(journal, scores, strict=True)),
            Counter(zip(journal, marks, strict=True)),
            Counter(zip(scores, sheets, strict=True)),
            BORDERS,
        )


def marks_of(scores: Points) -> Points:
    found: Points = 2 + np.searchsorted(BORDERS, scores, side="right")
    return found


def write_papers(
    rng: np.random.Generator, school: School, ability: Numbers, difficulty: Numbers
) -> tuple[Points, Points]:
    """Points and journal marks of pupils of a school."""
    taught = rng.normal(0.0, TASK_BETWEEN, len(difficulty))
    ease = ability[:, None] - difficulty + taught
    first = rng.random(ease.shape) < _chance(ease)
    second = rng.random(ease.shape) < _chance(ease - STEP)
    points = first.astype(np.int64) + (first & second & (MAXIMA == 2))
    lift(rng, points, school.readiness)
    # a school marks partly by its own level: half of what it is above others does not show in its journal
    latent = (
        3.7 + 0.75 * (ability - 0.5 * school.level) + school.leniency + rng.normal(0.0, 0.4, len(ability))
    )
    return points, np.clip(np.rint(latent), 2, 5).astype(np.int64)


def lift(rng: np.random.Generator, points: Points, readiness: float) -> None:
    """Gives the missing points to a share of those just under a border; changes `points`."""
    scores = points.sum(axis=1)
    for border, shares in zip(BORDERS, LIFTED, strict=True):
        for missing, share in enumerate(shares, 1):
            under = np.flatnonzero(scores == border - missing)
            give(rng, points, under[rng.random(len(under)) < min(0.9, share * readiness)], missing)


def give(rng: np.random.Generator, points: Points, pupils: npt.NDArray[np.intp], missing: int) -> None:
    """One more point in as many tasks, drawn among those where points were lost; changes `points`."""
    for _ in range(missing):
        lost = (MAXIMA - points[pupils]) > 0
        drawn = np.argmax(lost * rng.random(lost.shape), axis=1)
        points[pupils, drawn] += 1


def _chance(ease: Numbers) -> Numbers:
    found: Numbers = 1.0 / (1.0 + np.exp(-ease))
    return found
