"""Category of a pupil by the marks of one period (категория успеваемости): the base of every later count.

A cascade, first match wins: no marks → failing → excellent → good → satisfactory. The general success and
quality of a class (общая успеваемость, качество) count pupils by category; they are not means over subjects.

Source: методика проекта on the wording of постановление администрации ГО Пелым от 16.02.2021 № 39, п. 5.7;
denominators as in the help of «Сетевой город. Образование» (formulas): н/а is counted, осв is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from dashboard.methods.marks import FAILING, UNGRADED, Mark, read_mark
from dashboard.methods.share import Share


class Category(StrEnum):
    """Category of a pupil in a period."""

    NONE = "none"
    FAIL = "fail"
    EXC = "exc"
    GOOD = "good"
    SAT = "sat"

    @property
    def label(self) -> str:
        """Russian name for a screen."""
        return _LABELS[self]


_LABELS = {
    Category.NONE: "нет отметок",
    Category.FAIL: "неуспевающий",
    Category.EXC: "отличник",
    Category.GOOD: "хорошист",
    Category.SAT: "троечник",
}


@dataclass(frozen=True, slots=True)
class PupilStanding:
    """Where a pupil stands. `threes`, `fours`: subject ids in ascending order, whatever the category.

    `n_fail_marks` counts «2», «1» and «незач»; `n_na` counts «н/а».
    """

    category: Category
    n_fail_marks: int
    n_na: int
    threes: tuple[int, ...]
    fours: tuple[int, ...]

    @property
    def one3(self) -> bool:
        """One «3» separates the pupil from «хорошист». Never true of a failing pupil."""
        return self.category is Category.SAT and len(self.threes) == 1

    @property
    def two3(self) -> bool:
        return self.category is Category.SAT and len(self.threes) == 2

    @property
    def one4(self) -> bool:
        """One «4» separates the pupil from «отличник»."""
        return self.category is Category.GOOD and len(self.fours) == 1

    @property
    def two4(self) -> bool:
        return self.category is Category.GOOD and len(self.fours) == 2

    @property
    def one_fail(self) -> bool:
        """Exactly one «2», «1», «незач» or «н/а» keeps the pupil among the failing."""
        return self.category is Category.FAIL and self.n_fail_marks + self.n_na == 1


def graded_marks(marks: Mapping[int, str]) -> dict[int, Mark]:
    """Marks that decide a category, by subject id ascending: without «осв», «зач» and empty ones.

    Unknown code → ValueError.
    """
    read = ((subject_id, read_mark(marks[subject_id])) for subject_id in sorted(marks))
    return {subject_id: mark for subject_id, mark in read if mark is not None and mark not in UNGRADED}


def standing(marks: Mapping[int, str]) -> PupilStanding:
    """Standing of one pupil from {subject id: mark code} of one period.

    «незач» makes a pupil failing even when no other subject has a mark: a pupil who has not mastered
    something is never lost among those without marks. Unknown code → ValueError.
    """
    graded = graded_marks(marks)
    threes = tuple(subject_id for subject_id, mark in graded.items() if mark is Mark.THREE)
    fours = tuple(subject_id for subject_id, mark in graded.items() if mark is Mark.FOUR)
    n_fail_marks = sum(mark in FAILING for mark in graded.values())
    n_na = sum(mark is Mark.NOT_ATTESTED for mark in graded.values())
    category = _category(bool(graded), n_fail_marks + n_na, len(threes), len(fours))
    return PupilStanding(category, n_fail_marks, n_na, threes, fours)


def _category(is_graded: bool, n_failing: int, n_threes: int, n_fours: int) -> Category:
    if not is_graded:
        return Category.NONE
    if n_failing:
        return Category.FAIL
    if n_threes:
        return Category.SAT
    return Category.GOOD if n_fours else Category.EXC


@dataclass(frozen=True, slots=True)
class CategoryCounts:
    """Pupils of a class (school, municipality) by category and reserve, in one period.

    `one3`, `two3` are parts of `sat`, `one4` and `two4` of `good`, `one_fail` of `fail`.
    Pupils without marks are not counted. Counts of different classes are added with `+`.
    """

    exc: int = 0
    good: int = 0
    sat: int = 0
    fail: int = 0
    one3: int = 0
    two3: int = 0
    one4: int = 0
    two4: int = 0
    one_fail: int = 0

    def __post_init__(self) -> None:
        if any(getattr(self, field.name) < 0 for field in fields(self)):
            raise ValueError(f"negative count of pupils: {self}")
        if self.one3 + self.two3 > self.sat or self.one4 + self.two4 > self.good or self.one_fail > self.fail:
            raise ValueError(f"a reserve is larger than its category: {self}")

    def __add__(self, other: CategoryCounts) -> CategoryCounts:
        names = [field.name for field in fields(self)]
        return CategoryCounts(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def n(self) -> int:
        """Pupils with at least one graded subject."""
        return self.exc + self.good + self.sat + self.fail

    @property
    def pass_share(self) -> Share:
        """Общая успеваемость: pupils without «2», «незач» and «н/а» among all with marks."""
        return Share(self.exc + self.good + self.sat, self.n)

    @property
    def quality_share(self) -> Share:
        """Качество: «отличники» and «хорошисты» among all with marks."""
        return Share(self.exc + self.good, self.n)


def count_categories(standings: Iterable[PupilStanding]) -> CategoryCounts:
    """Count pupils by category and reserve. Pupils of category NONE are left out."""
    counted = [pupil for pupil in standings if pupil.category is not Category.NONE]

    def of(category: Category) -> int:
        return sum(pupil.category is category for pupil in counted)

    return CategoryCounts(
        exc=of(Category.EXC),
        good=of(Category.GOOD),
        sat=of(Category.SAT),
        fail=of(Category.FAIL),
        one3=sum(pupil.one3 for pupil in counted),
        two3=sum(pupil.two3 for pupil in counted),
        one4=sum(pupil.one4 for pupil in counted),
        two4=sum(pupil.two4 for pupil in counted),
        one_fail=sum(pupil.one_fail for pupil in counted),
    )
