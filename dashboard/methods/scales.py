"""Scales of exams: primary score → mark or test score, and the conditions that bind a mark to some of the tasks.

Scales change by year, so they are rows of a table; here is only what is done with one of them. Inner borders may
be unknown: then a mark is given below the known ones and withheld above them.

Source: §4 of the methods. Conditions: §4.2, notes 1–3 (recommendations of Рособрнадзор for ОГЭ).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MARKS = (2, 3, 4, 5)
GEOMETRY_TASKS = frozenset(map(str, (*range(15, 20), *range(23, 26))))
LITERACY_TASKS = frozenset({"ГК1", "ГК2", "ГК3", "ГК4"})
FIRST_YEAR_OF_NINE = 2025  # from then on literacy needs 6 and 9 points, before 4 and 6


@dataclass(frozen=True)
class Scale:
    """First primary scores of the marks 3, 4, 5; test scores by primary score; `minimum`: least passing test score."""

    max_score: int
    from3: int | None
    from4: int | None
    from5: int | None
    minimum: int | None = None
    test_scores: tuple[int, ...] | None = None

    def mark(self, primary: int) -> int | None:
        """Mark of a primary score; None where the scale gives none or does not know its borders."""
        if not 0 <= primary <= self.max_score:
            return None
        for mark, border in zip(MARKS, (self.from3, self.from4, self.from5), strict=False):
            if border is None:
                return None
            if primary < border:
                return mark
        return MARKS[-1]

    def test_score(self, primary: int) -> int | None:
        """Test score (тестовый балл) of a primary score; None for an exam with marks only."""
        if self.test_scores is None or not 0 <= primary < len(self.test_scores):
            return None
        return self.test_scores[primary]

    def bounds(self, mark: int) -> tuple[int, int]:
        """First and last primary score of a mark. A mark without known borders → ValueError."""
        edges = (0, self.from3, self.from4, self.from5, self.max_score + 1)
        if mark not in MARKS:
            raise ValueError(f"no mark {mark}; known marks: 2–5")
        first, after = edges[mark - 2], edges[mark - 1]
        if first is None or after is None:
            raise ValueError(f"the scale of {self.max_score} points has no known borders for mark {mark}")
        return first, after - 1

    @property
    def minimum_primary(self) -> int | None:
        """Least primary score that passes: reaches the test minimum, or the mark 3."""
        if self.minimum is None or self.test_scores is None:
            return self.from3
        passing = (primary for primary, score in enumerate(self.test_scores) if score >= self.minimum)
        return next(passing, None)


@dataclass(frozen=True, slots=True)
class Requirement:
    """`tasks`: numbers of the bound tasks. `needed`: (mark, points in those tasks, mark without them)."""

    tasks: frozenset[str]
    needed: tuple[tuple[int, int, int], ...]


def requirement_of(exam: str, subject: str, year: int) -> Requirement | None:
    """The condition of an exam beside its scale; `year` is the calendar year of the exam.

    ОГЭ mathematics: «3» and above need 2 points in geometry, otherwise «2». ОГЭ Russian: «4» and «5» need points
    for literacy (ГК1–ГК4), otherwise one mark lower.
    """
    if exam != "oge":
        return None
    if subject == "Математика":
        return Requirement(GEOMETRY_TASKS, ((3, 2, 2), (4, 2, 2), (5, 2, 2)))
    if subject == "Русский язык":
        four, five = (6, 9) if year >= FIRST_YEAR_OF_NINE else (4, 6)
        return Requirement(LITERACY_TASKS, ((4, four, 3), (5, five, 4)))
    return None


def mark_with_conditions(
    exam: str, subject: str, year: int, scale: Scale, primary: int, task_scores: Mapping[str, int | None]
) -> int | None:
    """Mark of a primary score after the condition of the exam.

    `task_scores`: by number of the task, None: not begun. A condition applies only when all of its tasks are there;
    a work whose tasks have other numbers keeps the mark of the scale.
    """
    mark = scale.mark(primary)
    requirement = requirement_of(exam, subject, year)
    if requirement is None or not requirement.tasks <= task_scores.keys():
        return mark
    points = sum(task_scores[number] or 0 for number in requirement.tasks)
    missed = {of_mark: lower for of_mark, needed, lower in requirement.needed if points < needed}
    return mark if mark is None else missed.get(mark, mark)
