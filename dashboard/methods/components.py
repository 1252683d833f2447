"""Microcomponents and problem components (микрокомпоненты и проблемные компоненты).

A microcomponent is one mark (pupil × subject × period) that keeps a pupil from mastering the programme or
from the next category. It is the atom: a problem component, the personal control, the rating and the forecast
are all groupings of the same rows, so they can never disagree.

Source: методика проекта on the wording of постановление администрации ГО Пелым от 16.02.2021 № 39, п. 5.7
(the formulas of the journal's vendor are not published).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.methods.categories import graded_marks, standing
from dashboard.methods.marks import FAILING, Mark


class MicroType(StrEnum):
    """Why a mark is a microcomponent."""

    D = "d"
    NA = "na"
    R3 = "r3"
    R33 = "r33"
    R4 = "r4"

    @property
    def label(self) -> str:
        """Russian name for a screen."""
        return _LABELS[self]


_LABELS = {
    MicroType.D: "неосвоение стандарта",
    MicroType.NA: "неаттестация",
    MicroType.R3: "резерв качества (одна «3»)",
    MicroType.R33: "дальний резерв (две «3»)",
    MicroType.R4: "резерв отличников (одна «4»)",
}


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight of each type in the problem index. Weight 0: shown, not counted as a problem."""

    d: float = 1
    na: float = 1
    r3: float = 1
    r33: float = 0
    r4: float = 0

    def __post_init__(self) -> None:
        if min(self.d, self.na, self.r3, self.r33, self.r4) < 0:
            raise ValueError(f"negative weight of a microcomponent: {self}")

    def of(self, micro_type: MicroType) -> float:
        weights = {
            MicroType.D: self.d,
            MicroType.NA: self.na,
            MicroType.R3: self.r3,
            MicroType.R33: self.r33,
            MicroType.R4: self.r4,
        }
        return weights[micro_type]

    def counts(self, micro_type: MicroType) -> bool:
        """True when the type counts as a problem (weight above 0)."""
        return self.of(micro_type) > 0


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Micro:
    """One microcomponent of a pupil."""

    subject_id: int
    type: MicroType


def microcomponents(marks: Mapping[int, str]) -> tuple[Micro, ...]:
    """Microcomponents of one pupil from {subject id: mark code} of one period, by subject id ascending.

    The threes of a failing pupil, or of one with three threes and more, are none: putting one of them
    right moves no headline number. Unknown code → ValueError.
    """
    pupil = standing(marks)
    reserve: dict[int, MicroType] = {}
    if pupil.one3 or pupil.two3:
        reserve = dict.fromkeys(pupil.threes, MicroType.R3 if pupil.one3 else MicroType.R33)
    elif pupil.one4:
        reserve = dict.fromkeys(pupil.fours, MicroType.R4)

    def type_of(subject_id: int, mark: Mark) -> MicroType | None:
        if mark in FAILING:
            return MicroType.D
        if mark is Mark.NOT_ATTESTED:
            return MicroType.NA
        return reserve.get(subject_id)

    found = ((subject_id, type_of(subject_id, mark)) for subject_id, mark in graded_marks(marks).items())
    return tuple(Micro(subject_id, micro_type) for subject_id, micro_type in found if micro_type is not None)


@dataclass(frozen=True, slots=True)
class PupilComponent:
    """Component on a pupil's card: one type with the subjects concerned (ids ascending)."""

    type: MicroType
    subject_ids: tuple[int, ...]


def pupil_components(micros: Iterable[Micro]) -> tuple[PupilComponent, ...]:
    """Group a pupil's microcomponents by type, in the order of `MicroType`."""
    listed = list(micros)
    groups = (
        (kind, sorted({micro.subject_id for micro in listed if micro.type is kind})) for kind in MicroType
    )
    return tuple(PupilComponent(kind, tuple(subject_ids)) for kind, subject_ids in groups if subject_ids)


@dataclass(frozen=True, slots=True)
class MicroRow:
    """A microcomponent with its place: who, in what, taught by whom. `teacher_id` None: not stated."""

    class_id: int
    subject_id: int
    teacher_id: int | None
    period: str
    pupil_id: int
    type: MicroType


@dataclass(frozen=True, slots=True)
class ProblemComponent:
    """Проблемный компонент: a (class, subject, teacher, period) with at least one counted microcomponent.

    `n_micro` and `pupils` hold counted ones only; `n_r33` and `n_r4` are shown beside even with weight 0.
    """

    class_id: int
    subject_id: int
    teacher_id: int | None
    period: str
    n_micro: int
    n_d: int
    n_na: int
    n_r3: int
    n_r33: int
    n_r4: int
    pupils: tuple[int, ...]


def problem_components(
    rows: Iterable[MicroRow], weights: Weights = DEFAULT_WEIGHTS
) -> tuple[ProblemComponent, ...]:
    """Group microcomponents into problem components, in the order in which the groups first appear."""
    groups: dict[tuple[int, int, int | None, str], list[MicroRow]] = {}
    for row in rows:
        groups.setdefault((row.class_id, row.subject_id, row.teacher_id, row.period), []).append(row)
    found = (_component(key, group, weights) for key, group in groups.items())
    return tuple(component for component in found if component.n_micro)


def _component(
    key: tuple[int, int, int | None, str], rows: list[MicroRow], weights: Weights
) -> ProblemComponent:
    counted = [row for row in rows if weights.counts(row.type)]
    number = {kind: sum(row.type is kind for row in rows) for kind in MicroType}
    return ProblemComponent(
        *key,
        n_micro=len(counted),
        n_d=number[MicroType.D],
        n_na=number[MicroType.NA],
        n_r3=number[MicroType.R3],
        n_r33=number[MicroType.R33],
        n_r4=number[MicroType.R4],
        pupils=tuple(sorted({row.pupil_id for row in counted})),
    )


def problem_weight(types: Iterable[MicroType], weights: Weights = DEFAULT_WEIGHTS) -> float:
    """Σ weight over microcomponents: numerator of the problem index (индекс проблемности)."""
    return sum(weights.of(micro_type) for micro_type in types)
