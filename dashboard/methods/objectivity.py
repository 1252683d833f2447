"""Signs of results that are not objective (признаки необъективности), the coefficient of inflation, the medal index.

A sign is no proof: on real data of a region every fifth school shows one. The rules are those of the official method
«Уровень объективности оценки образовательных результатов» (§3.3 of the methods):

* A, overstated means (завышение): the lower end of the school's interval is above the upper end of the reference's;
* B, mismatch (несоответствие): inside the school better journal marks go with fewer points (Spearman's rs < 0);
* C, sharp change (резкое изменение): the cohort's completion in grade 4 over the same in grade 5 is an outlier among
  schools (3 interquartile ranges).

Методика проекта: samples under 10 pupils show no sign; the reference is all the other schools, since figures of the
region are at hand only where the region itself uses the program; fences need 5 schools.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import quantiles

from dashboard.methods.papers import MATHS_BASE, RUSSIAN, Procedure, Pupil
from dashboard.methods.share import Share

Z = 1.96  # for schools too, as the official method has it, not Student's t
FEWEST_PUPILS = 10
FEWEST_SCHOOLS = 5
FENCE = 3.0
SIGN_TITLES = {"A": "завышение среднего балла", "B": "несоответствие отметкам", "C": "резкое изменение"}


@dataclass(frozen=True, slots=True)
class Sample:
    """Scores as n, Σx, Σx²: whole numbers, so a school is taken out of all schools exactly. `possible`: Σ maxima."""

    n: int = 0
    total: int = 0
    squares: int = 0
    possible: int = 0

    @classmethod
    def of(cls, points: Iterable[int], maximum: int = 0) -> Sample:
        listed = list(points)
        return cls(len(listed), sum(listed), sum(x * x for x in listed), maximum * len(listed))

    def __add__(self, other: Sample) -> Sample:
        return Sample(
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
            self.possible + other.possible,
        )

    def __sub__(self, other: Sample) -> Sample:
        """The same without a part of it."""
        return Sample(
            self.n - other.n,
            self.total - other.total,
            self.squares - other.squares,
            self.possible - other.possible,
        )

    @property
    def completion(self) -> Share:
        return Share(self.total, self.possible)

    @property
    def interval(self) -> tuple[float, float] | None:
        """x̄ ± 1.96·s/√n with s of n − 1; None under two scores or when all are equal."""
        spread = self.n * self.squares - self.total**2
        if self.n < 2 or spread == 0:
            return None
        half = Z * sqrt(spread / (self.n * (self.n - 1)) / self.n)
        return self.total / self.n - half, self.total / self.n + half


@dataclass(frozen=True, slots=True)
class Overstatement:
    """School against reference. `coefficient`: its mean over the upper end of the reference's interval."""

    coefficient: float
    is_sign: bool
    n: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a school. `kind`: A, B or C; `detail`: «рост» or «падение» of C."""

    kind: str
    procedure: Procedure
    n: int
    detail: str = ""


def overstatement(school: Sample, reference: Sample, fewest: int = FEWEST_PUPILS) -> Overstatement | None:
    """Sign A and the coefficient of a procedure; None where one of the samples is too small or has no spread.

    `reference`: everybody but the school.
    """
    own, other = school.interval, reference.interval
    if own is None or other is None or min(school.n, reference.n) < fewest:
        return None
    return Overstatement(school.total / school.n / other[1], own[0] > other[1], school.n)


def inflation(procedures: Iterable[Overstatement]) -> Share:
    """Coefficient of inflation (коэффициент завышения) over procedures: mean of coefficients weighted by pupils."""
    found = list(procedures)
    return Share(round(sum(part.coefficient * part.n for part in found), 6), sum(part.n for part in found))


def rank_correlation(counts: Mapping[tuple[int, int], int]) -> float | None:
    """Spearman's rs of (journal mark, points) → pupils, with average ranks; None when one of them does not vary.

    The printed formula 1 − 6Σd²/(n(n²−1)) is exact only without ties, and marks are nothing but ties: this is
    Pearson's correlation of the ranks. Ranks are doubled, so that every sum is whole.
    """
    n = sum(counts.values())
    marks = _doubled_ranks(counts, 0)
    points = _doubled_ranks(counts, 1)
    mean = n + 1  # of doubled ranks
    both = sum(k * (marks[x] - mean) * (points[y] - mean) for (x, y), k in counts.items())
    of_marks = sum(k * (marks[x] - mean) ** 2 for (x, _), k in counts.items())
    of_points = sum(k * (points[y] - mean) ** 2 for (_, y), k in counts.items())
    return both / sqrt(of_marks * of_points) if of_marks and of_points else None


def _doubled_ranks(counts: Mapping[tuple[int, int], int], place: int) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for key, k in counts.items():
        sizes[key[place]] = sizes.get(key[place], 0) + k
    ranks, before = {}, 0
    for value in sorted(sizes):
        ranks[value] = 2 * before + sizes[value] + 1
        before += sizes[value]
    return ranks


def is_mismatched(counts: Mapping[tuple[int, int], int], fewest: int = FEWEST_PUPILS) -> bool:
    """Sign B."""
    if sum(counts.values()) < fewest:
        return False
    correlation = rank_correlation(counts)
    return correlation is not None and correlation < 0


def cohort_ratio(before: Sample, after: Sample, fewest: int = FEWEST_PUPILS) -> float | None:
    """K: completion of grade 4 over that of the same cohort in grade 5 a year later; None for small samples."""
    if min(before.n, after.n) < fewest or not (before.possible and after.possible and after.total):
        return None
    return (before.total * after.possible) / (before.possible * after.total)


def fences(ratios: Sequence[float]) -> tuple[float, float] | None:
    """Q25 − 3·IQR and Q75 + 3·IQR over schools, quartiles as КВАРТИЛЬ.ВКЛ of Excel.

    None under five schools, or when the middle half of them is equal: then any other school would be an outlier.
    """
    if len(ratios) < FEWEST_SCHOOLS:
        return None
    lower, _, upper = quantiles(ratios, n=4, method="inclusive")
    if lower == upper:
        return None
    return lower - FENCE * (upper - lower), upper + FENCE * (upper - lower)


def sharp_change(ratio: float, borders: tuple[float, float]) -> str:
    """Sign C: «падение» above the fences, «рост» below them, empty between."""
    if ratio > borders[1]:
        return "падение"
    return "рост" if ratio < borders[0] else ""


def objectivity_index(schools: Iterable[Sequence[Sign]]) -> Share:
    """Schools without a sign among those checked (индекс объективности); the signs of each are given."""
    found = list(schools)
    return Share(sum(not signs for signs in found), len(found))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who claims a medal (претендент): «4» among the final marks, the rest being «5», and the exams taken."""

    fours: int
    exams: Pupil


MEDAL_SCORE = {1: 70, 2: 60}
MOST_FOURS = 2


def medals_not_confirmed(candidates: Iterable[Candidate]) -> Share:
    """Candidates whose ЕГЭ does not confirm the medal (индекс неподтверждения), методика проекта on §3.6.

    First class: no «4», 70 points in Russian and in one more exam; second class: at most two «4», 60 and 60. With
    nothing but Russian and basic mathematics the second condition is «5» in the latter.
    """
    claims = [candidate for candidate in candidates if candidate.fours <= MOST_FOURS]
    return Share(sum(not _is_confirmed(claim) for claim in claims), len(claims))


def _is_confirmed(candidate: Candidate) -> bool:
    least = MEDAL_SCORE[1 if candidate.fours == 0 else 2]
    points = {
        subject: paper.points or 0 for subject, paper in candidate.exams.items() if subject != MATHS_BASE
    }
    if points.pop(RUSSIAN, 0) < least:
        return False
    if not points and MATHS_BASE in candidate.exams:
        return candidate.exams[MATHS_BASE].mark == 5
    return max(points.values(), default=0) >= least
