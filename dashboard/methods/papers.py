"""A written paper (работа ОГЭ, ЕГЭ, ВПР, диагностическая) as plain values, and what every indicator asks of papers.

An indicator is made of a list of pupils, and a pupil is a mapping «subject → paper»: sums over several exams of one
person (160 points, 10 points) need the person, everything else needs only the subject. Scales of all years differ, so
a paper carries its own maximum and its own least passing score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.methods.share import Share

RUSSIAN, MATHS, WORLD = "russian", "math", "world"
# ЕГЭ has two kinds of mathematics: the basic one gives marks, the other one of 100 points.
MATHS_BASE, MATHS_PROFILE = "math_base", "math_prof"
META = "meta"  # a work on metasubject skills (метапредметные умения)
FAILING_MARK = 2

_EXAM_TITLES = {"vpr": "ВПР", "oge": "ОГЭ", "ege": "ЕГЭ", "ege_base": "ЕГЭ"}
_SUBJECT_TITLES = {RUSSIAN: "русский язык", MATHS: "математика", WORLD: "окружающий мир"}


class Procedure(NamedTuple):
    """An assessment procedure (оценочная процедура): exam, grade, subject. `exam`: vpr, oge, ege or ege_base."""

    exam: str
    grade: int
    subject: str

    @property
    def label(self) -> str:
        """«ВПР-5, математика», «ОГЭ, русский язык», «ЕГЭ, математика (база)»."""
        title = _EXAM_TITLES.get(self.exam, self.exam)
        exam = f"{title}-{self.grade}" if self.exam == "vpr" else title
        return f"{exam}, {_SUBJECT_TITLES.get(self.subject, self.subject)}{self._variant}"

    @property
    def _variant(self) -> str:
        if self.subject != MATHS:
            return ""
        return {"ege": " (профиль)", "ege_base": " (база)"}.get(self.exam, "")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a pupil wrote. `points`: the test score of a 100-point exam, otherwise the primary score.

    `minimum`: least passing points, asked only where there is no mark; `school_mark`: what the school says of the
    same pupil in the same subject.
    """

    points: int | None = None
    mark: int | None = None
    maximum: int | None = None
    minimum: int | None = None
    school_mark: int | None = None

    @property
    def is_failed(self) -> bool | None:
        """The mark is «2», or, without a mark, the points are below the minimum; None: nobody knows."""
        if self.mark is not None:
            return self.mark <= FAILING_MARK
        if self.points is None or self.minimum is None:
            return None
        return self.points < self.minimum

    def is_above(self, percent: int) -> bool | None:
        """Strictly more than this percent of the maximum; whole numbers, so that borders are exact."""
        if self.points is None or self.maximum is None:
            return None
        return 100 * self.points > percent * self.maximum


Pupil = Mapping[str, Paper]


def papers_in(pupils: Iterable[Pupil], subject: str) -> list[Paper]:
    """Papers of one subject; who did not write it has none."""
    return [pupil[subject] for pupil in pupils if subject in pupil]


def mean_points(papers: Sequence[Paper]) -> Share:
    """Mean of points as Σ points / papers with points."""
    points = [paper.points for paper in papers if paper.points is not None]
    return Share(sum(points), len(points))


def mean_mark(papers: Sequence[Paper]) -> Share:
    """Mean of marks as Σ marks / papers with a mark."""
    marks = [paper.mark for paper in papers if paper.mark is not None]
    return Share(sum(marks), len(marks))


def failed_share(papers: Sequence[Paper]) -> Share:
    """Below the minimum («2») among papers of which it is known."""
    known = [paper.is_failed for paper in papers if paper.is_failed is not None]
    return Share(sum(known), len(known))


def above_share(papers: Sequence[Paper], percent: int) -> Share:
    """More than `percent` of the maximum among papers whose points and maximum are known."""
    known = [found for found in (paper.is_above(percent) for paper in papers) if found is not None]
    return Share(sum(known), len(known))
