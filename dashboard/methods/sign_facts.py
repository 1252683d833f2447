"""What signs are looked for in and what comes out: counts of one school in one procedure, and a finding about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.methods.objectivity import Sample
from dashboard.methods.papers import Procedure


class Kind(StrEnum):
    """Mean (A, завышение среднего), mismatch (B), rise and fall (C) are official; the rest is методика проекта."""

    MEAN = "mean"
    MISMATCH = "mismatch"
    RISE = "rise"
    FALL = "fall"
    LOWERED = "lowered"
    RAISED = "raised"
    BORDER = "border"
    TWINS = "twins"


SIGN, NONE, UNCHECKED = "sign", "none", "unchecked"


@dataclass(frozen=True, slots=True)
class Cohort:
    """One procedure in one school and year, as counts of pupils; no persons.

    `possible`: Σ maxima; `pairs`: by (journal mark, primary score); `marks`: by (journal mark, mark of the work);
    `answers`: by (primary score, scores of the tasks as text), empty where tasks are not known; `borders`: least
    primary score of the marks 3, 4, 5.
    """

    school_id: int
    procedure: Procedure
    year: int
    scores: Mapping[int, int]
    possible: int
    pairs: Mapping[tuple[int, int], int]
    marks: Mapping[tuple[int, int], int]
    answers: Mapping[tuple[int, str], int]
    borders: tuple[int | None, int | None, int | None]

    @property
    def sample(self) -> Sample:
        return sample_of(self.scores, self.possible)

    @property
    def confirmation(self) -> tuple[int, int, int]:
        """Pupils whose mark of the work is under, equal to, over the journal mark (понизили, подтвердили, повысили)."""
        lowered = sum(n for (journal, mark), n in self.marks.items() if mark < journal)
        raised = sum(n for (journal, mark), n in self.marks.items() if mark > journal)
        return lowered, sum(self.marks.values()) - lowered - raised, raised


@dataclass(frozen=True, slots=True)
class Reference:
    """Figures of the region for a procedure and year: pupils by score, pupils by confirmation. None: not loaded."""

    scores: Mapping[int, float] | None = None
    confirmation: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of a school. `number`: 1–14 of the official method; `state`: sign, none or unchecked with a `reason`.

    `value` was measured, `border` is what it was compared with; `p`: chance of such a value at an honest school, None
    where there is no test; `q`: p after the correction for many tests; `numbers`: what a sentence needs, by name.
    """

    school_id: int
    year: int
    kind: str
    procedure: Procedure
    number: int | None
    state: str
    reason: str = ""
    n: int = 0
    value: float | None = None
    border: float | None = None
    p: float | None = None
    q: float | None = None
    reference: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """A finding before it is known whose it is."""

    state: str
    reason: str = ""
    n: int = 0
    value: float | None = None
    border: float | None = None
    p: float | None = None
    reference: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)


REGION, MUNICIPALITY = "region", "municipality"
Schools = Mapping[int, Cohort]  # of one procedure and year


def unchecked(reason: str, n: int = 0) -> Measured:
    """What could not be looked for is not «no sign»."""
    return Measured(UNCHECKED, reason, n)


def sample_of(scores: Mapping[int, float], possible: int = 0) -> Sample:
    """A sample of counts by score; counts that were made of percents are rounded to pupils."""
    counts = [(score, round(n)) for score, n in scores.items()]
    return Sample(
        sum(n for _, n in counts),
        sum(score * n for score, n in counts),
        sum(score * score * n for score, n in counts),
        possible,
    )


def summed(parts: Iterable[Sample]) -> Sample:
    return sum(parts, Sample())
