"""The 42 quality indicators (показатели качества подготовки) of annex 1 of the Ershichi order, each a pure function.

Every function takes the pupils of one school and school year (`papers.Pupil`) and gives numerator and denominator, so
that a municipality is the sum of its schools. `GROUPS` lists the codes as the order does: 10, 6, 9, 3, 3, 8, 3.

Pitfalls that are decided here, as «методика проекта» where the order is silent (§3.10 of the methods):

* basic mathematics (база) has marks: it is in no mean of 100-point exams and in no sum of 160;
* «выше 80 %» and «выше 75 %» are strict: 80 of 100 is not above, 81 is; 24 of 31 is above 75 %, 23 is not;
* 160 points are the three best 100-point exams; a graduate with fewer of them stays in the denominator;
* 10 points are Russian, mathematics and the best elective, and «2» in any exam at all excludes;
* 11 points are Russian, mathematics and whichever third work was set; only who wrote all three is counted;
* a graduate is who took at least one exam: who was not admitted or sat ГВЭ is in no protocol of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from dashboard.methods.papers import (
    MATHS,
    MATHS_BASE,
    MATHS_PROFILE,
    META,
    RUSSIAN,
    WORLD,
    Paper,
    Pupil,
    above_share,
    failed_share,
    mean_mark,
    mean_points,
    papers_in,
)
from dashboard.methods.share import Share
from dashboard.methods.works import confirmation

Method = Callable[[Sequence[Pupil]], Share]

EGE_MAXIMUM = 100
# Least passing test scores (минимальный балл), the same since 2023; used where no scale of the year is stored.
EGE_MINIMUM = {RUSSIAN: 24, MATHS_PROFILE: 27}
EGE_HIGH, OGE_HIGH, VPR_HIGH, META_HIGH = 80, 75, 75, 75
COMPULSORY_EGE = frozenset({RUSSIAN, MATHS_BASE, MATHS_PROFILE})
COMPULSORY_OGE = frozenset({RUSSIAN, MATHS})
EGE_SUM, OGE_SUM, VPR4_SUM = 160, 10, 11
EXAMS_IN_SUM = 3
# First test scores of «3», «4», «5». No official conversion has existed since 2009: these are the last ones known,
# a методика проекта (§3.2) by which an exam of 100 points is compared with a school mark.
EGE_MARKS = {RUSSIAN: (36, 58, 72), MATHS_PROFILE: (27, 47, 65)}


class TaskSum(NamedTuple):
    """Points of tasks of one level (Б, П, В or empty) over all who wrote."""

    level: str
    got: int
    possible: int


def _mean(pupils: Sequence[Pupil], subject: str) -> Share:
    return mean_points(papers_in(pupils, subject))


def _mean_mark(pupils: Sequence[Pupil], subject: str) -> Share:
    return mean_mark(papers_in(pupils, subject))


def _low(pupils: Sequence[Pupil], subject: str) -> Share:
    return failed_share(papers_in(pupils, subject))


def _high(pupils: Sequence[Pupil], subject: str, percent: int) -> Share:
    return above_share(papers_in(pupils, subject), percent)


def _means_and_shares(exam: str, subjects: Mapping[str, str], percent: int) -> dict[str, Method]:
    """«exam_mean_x», «exam_low_x», «exam_high_x»: x names the subject in the code, the value is the paper's key."""
    found: dict[str, Method] = {}
    for suffix, subject in subjects.items():
        mean = _mean_mark if subject == MATHS_BASE else _mean
        found[f"{exam}_mean{suffix}"] = partial(mean, subject=subject)
        found[f"{exam}_low{suffix}"] = partial(_low, subject=subject)
        found[f"{exam}_high{suffix}"] = partial(_high, subject=subject, percent=percent)
    return found


def only_compulsory(pupils: Sequence[Pupil]) -> Share:
    """Graduates who took nothing beyond Russian and mathematics."""
    graduates = [pupil for pupil in pupils if pupil]
    return Share(sum(pupil.keys() <= COMPULSORY_EGE for pupil in graduates), len(graduates))


def reached_160(pupils: Sequence[Pupil]) -> Share:
    """At least 160 points in the three best 100-point exams; fewer than three exams: not reached."""
    graduates = [pupil for pupil in pupils if pupil]
    return Share(sum(_sum_of_best(pupil) >= EGE_SUM for pupil in graduates), len(graduates))


def _sum_of_best(pupil: Pupil) -> int:
    points = [paper.points for subject, paper in pupil.items() if subject != MATHS_BASE]
    scores = sorted((score for score in points if score is not None), reverse=True)
    return sum(scores[:EXAMS_IN_SUM]) if len(scores) >= EXAMS_IN_SUM else 0


def reached_10(pupils: Sequence[Pupil]) -> Share:
    """At least 10 in Russian, mathematics and the best elective of ОГЭ, and no «2» in any exam.

    A graduate without one of the three has not reached it.
    """
    graduates = [pupil for pupil in pupils if pupil]
    return Share(sum(_has_marks(pupil, OGE_SUM) for pupil in graduates), len(graduates))


def reached_11(pupils: Sequence[Pupil]) -> Share:
    """At least 11 in the three ВПР of grade 4 without a «2», among those who wrote all three.

    The third is any work besides Russian and mathematics: since 2025 it is drawn by lot.
    """
    wrote_three = [pupil for pupil in pupils if _three_marks(pupil) is not None]
    return Share(sum(_has_marks(pupil, VPR4_SUM) for pupil in wrote_three), len(wrote_three))


def _three_marks(pupil: Pupil) -> int | None:
    """Russian + mathematics + the best of the others; None without one of them."""
    others = [paper.mark for subject, paper in pupil.items() if subject not in COMPULSORY_OGE]
    marks = [pupil[subject].mark if subject in pupil else None for subject in (RUSSIAN, MATHS)]
    marks.append(max((mark for mark in others if mark is not None), default=None))
    known = [mark for mark in marks if mark is not None]
    return sum(known) if len(known) == len(marks) else None


def _has_marks(pupil: Pupil, least: int) -> bool:
    total = _three_marks(pupil)
    return total is not None and total >= least and not any(paper.is_failed for paper in pupil.values())


def ege_mark(subject: str, paper: Paper) -> int | None:
    """The mark that stands for an ЕГЭ: its own for basic mathematics, else by `EGE_MARKS`."""
    if subject not in EGE_MARKS or paper.points is None:
        return paper.mark
    return 2 + sum(paper.points >= first for first in EGE_MARKS[subject])


def mismatch(pairs: Iterable[tuple[int | None, int | None]]) -> Share:
    """Marks for a work that differ from the school's, either way, among pairs with both (§3.2); «1» counts as «2»."""
    found = confirmation(pairs)
    return Share(found.lowered + found.raised, found.n)


def _mismatch(pupils: Sequence[Pupil], subject: str) -> Share:
    return mismatch((paper.mark, paper.school_mark) for paper in papers_in(pupils, subject))


def _ege_mismatch(pupils: Sequence[Pupil], subjects: tuple[str, ...]) -> Share:
    """Of either mathematics, a graduate takes one."""
    return mismatch(
        (ege_mark(subject, paper), paper.school_mark)
        for subject in subjects
        for paper in papers_in(pupils, subject)
    )


def tasks_done(sums: Iterable[TaskSum], level: str = "") -> Share:
    """Completion (успешность выполнения): Σ points / Σ possible points of tasks of a level, by default of all."""
    fitting = [found for found in sums if not level or found.level == level]
    return Share(sum(found.got for found in fitting), sum(found.possible for found in fitting))


EGE: Mapping[str, Method] = {
    **_means_and_shares(
        "ege", {"_math_base": MATHS_BASE, "_math_prof": MATHS_PROFILE, "_russian": RUSSIAN}, EGE_HIGH
    ),
    "ege_only_compulsory": only_compulsory,
}
OGE: Mapping[str, Method] = _means_and_shares("oge", {"_math": MATHS, "_russian": RUSSIAN}, OGE_HIGH)
VPR4: Mapping[str, Method] = _means_and_shares(
    "vpr4", {"_math": MATHS, "_russian": RUSSIAN, "_world": WORLD}, VPR_HIGH
)
METASUBJECT: Mapping[str, Method] = _means_and_shares("meta", {"": META}, META_HIGH)
MASSES: Mapping[str, Method] = {"ege_160": reached_160, "oge_10": reached_10, "vpr4_11": reached_11}
MISMATCH: Mapping[str, Method] = {
    "vpr4_mismatch_math": partial(_mismatch, subject=MATHS),
    "vpr4_mismatch_russian": partial(_mismatch, subject=RUSSIAN),
    "vpr4_mismatch_world": partial(_mismatch, subject=WORLD),
    "oge_mismatch_math": partial(_mismatch, subject=MATHS),
    "oge_mismatch_russian": partial(_mismatch, subject=RUSSIAN),
    "ege_mismatch_math": partial(_ege_mismatch, subjects=(MATHS_BASE, MATHS_PROFILE)),
    "ege_mismatch_russian": partial(_ege_mismatch, subjects=(RUSSIAN,)),
}
# `inflation` is a comparison with other schools: `objectivity.inflation`.
INFLATION = "inflation"
TASKS: Mapping[str, Callable[[Sequence[TaskSum]], Share]] = {
    "rdr_success": tasks_done,
    "rdr_base": partial(tasks_done, level="Б"),
    "rdr_advanced": partial(tasks_done, level="П"),
}
GROUPS: Mapping[str, tuple[str, ...]] = {
    "ЕГЭ": tuple(EGE),
    "ОГЭ": tuple(OGE),
    "ВПР-4": tuple(VPR4),
    "метапредметные умения": tuple(METASUBJECT),
    "массовость": tuple(MASSES),
    "объективность": (*MISMATCH, INFLATION),
    "индивидуальность": tuple(TASKS),
}
