"""An honest municipality: two years of ВПР and ОГЭ of its schools.

Grade 5 of the second year is grade 4 of the first one: the same pupils with the same abilities. Everything comes from
the seed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.methods.papers import MATHS, RUSSIAN, Procedure
from dashboard.methods.sign_facts import Cohort
from tests.simulation.papers import MAXIMA, Papers, write_papers
from tests.simulation.schools import Numbers, School, honest_schools

YEAR = 2025  # the year checked; grade 4 of the year before is known too
SUBJECTS = (RUSSIAN, MATHS)
GRADES = (4, 5, 6, 7, 8, 9)
EASE = {4: 0.7, 5: 0.3, 6: 0.15, 7: 0.1, 8: 0.0, 9: 0.2}  # how much tasks of a grade are under its pupils
OF_COHORT, OF_SUBJECT = 0.12, 0.12  # a school's cohorts and subjects differ from its level
Key = tuple[int, Procedure, int]


class Municipality:
    """`papers` by school, procedure and year; planting replaces some of them."""

    def __init__(self, seed: int, schools: int = 30, attendance: float = 0.93) -> None:
        self.rng = np.random.default_rng(seed)
        self.attendance = attendance
        self.schools = honest_schools(self.rng, schools)
        self.difficulty = {(grade, subject, year): self._tasks(grade) for grade, subject, year in _written()}
        self.papers: dict[Key, Papers] = {}
        for school in self.schools:
            for papers in self._of_school(school):
                self.replace(papers)

    def replace(self, papers: Papers) -> None:
        self.papers[papers.school_id, papers.procedure, papers.year] = papers

    def cohorts(self) -> list[Cohort]:
        return [papers.cohort() for papers in self.papers.values()]

    def write(self, school: School, ability: Numbers, grade: int, subject: str, year: int) -> Papers:
        """Papers of pupils with these abilities, in the tasks everybody had."""
        points, journal = write_papers(self.rng, school, ability, self.difficulty[grade, subject, year])
        return Papers(school.school_id, procedure(grade, subject), year, points, journal)

    def _tasks(self, grade: int) -> Numbers:
        return self.rng.permutation(np.linspace(-1.6, 1.6, len(MAXIMA))) - EASE[grade]

    def _of_school(self, school: School) -> Iterator[Papers]:
        of_subject = {subject: self.rng.normal(0.0, OF_SUBJECT) for subject in SUBJECTS}
        for grade in GRADES:
            cohort = self._pupils(school)
            for subject in SUBJECTS:
                ability = cohort + of_subject[subject] + self.rng.normal(0.0, 0.4, len(cohort))
                if grade == 5:
                    yield self.write(school, self._present(ability), 4, subject, YEAR - 1)
                yield self.write(school, self._present(ability), grade, subject, YEAR)

    def _pupils(self, school: School) -> Numbers:
        size = max(8, round(school.size * self.rng.uniform(0.85, 1.15)))
        level = school.level + self.rng.normal(0.0, OF_COHORT)
        return level + self.rng.normal(0.0, 0.92, size)

    def _present(self, ability: Numbers) -> Numbers:
        """Some are ill on the day."""
        return ability[self.rng.random(len(ability)) < self.attendance]


def procedure(grade: int, subject: str) -> Procedure:
    return Procedure("oge" if grade == 9 else "vpr", grade, subject)


def _written() -> Iterator[tuple[int, str, int]]:
    for subject in SUBJECTS:
        yield 4, subject, YEAR - 1
        for grade in GRADES:
            yield grade, subject, YEAR
