"""Works of the schools: who writes them and when, and that they speak about the exam without giving it away."""

from __future__ import annotations

from datetime import date
from statistics import correlation

import pytest

from seed.demo import oge
from seed.demo.codifiers import MATHS
from seed.demo.marking import ends_on
from seed.demo.model import Municipality
from seed.demo.municipality import build_municipality
from seed.demo.profiles import LYCEUM, SCHOOL_1, SCHOOL_2
from seed.demo.school_works import WorkInClass, municipal_works, work_mark, works_of_school
from seed.demo.work_plans import READING, TRIAL_OGE, school_plans

SCHOOLS = (SCHOOL_1, LYCEUM, SCHOOL_2)
YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module")
def demo() -> Municipality:
    return build_municipality("full")


@pytest.fixture(scope="module")
def works(demo: Municipality) -> list[WorkInClass]:
    return [w for year in YEARS for school in SCHOOLS for w in works_of_school(demo, school, year)]


def test_every_class_of_grade_9_writes_at_least_six_works_a_year(
    demo: Municipality, works: list[WorkInClass]
) -> None:
    for school_class in demo.classes:
        if school_class.key.grade == 9:
            assert sum(work.school_class.key == school_class.key for work in works) >= 6


def test_works_are_written_on_working_days_of_their_school_year(works: list[WorkInClass]) -> None:
    for year in YEARS:
        for grade in range(8, 12):
            for plan in school_plans(grade, year):
                assert date.fromisoformat(plan.day).weekday() < 5
                assert f"{year}-09-01" < plan.day < ends_on(year, "Y")


def test_works_of_grade_9_stand_in_every_quarter() -> None:
    ends = [ends_on(2025, period) for period in ("Q1", "Q2", "Q3", "Q4")]
    quarters = {sum(plan.day > end for end in ends) for plan in school_plans(9, 2025)}
    assert quarters == {0, 1, 2, 3}


def test_grade_9_has_administrative_works_in_december_and_whole_exams_in_march(demo: Municipality) -> None:
    plans = [plan for plan in school_plans(9, 2025) if plan.kind == "akr"]
    assert {(plan.subject, plan.day[:7], plan.title == TRIAL_OGE) for plan in plans} == {
        (subject, month, is_trial)
        for subject in (MATHS, "Русский язык")
        for month, is_trial in (("2025-12", False), ("2026-03", True))
    }
    trial = next(plan for plan in plans if plan.title == TRIAL_OGE and plan.subject == MATHS)
    assert (len(trial.tasks), sum(task.maximum for task in trial.tasks)) == (25, 31)


def test_only_pupils_of_the_day_write_a_work(works: list[WorkInClass]) -> None:
    for work in works:
        on_list = {
            e.pupil.number
            for e in work.school_class.enrolments
            if (not e.since or e.since <= work.plan.day) and (not e.until or work.plan.day < e.until)
        }
        assert {answer.pupil.number for answer in work.answers} == on_list


def test_some_are_absent_some_do_not_begin_a_hard_task_and_some_classes_were_not_taught_one(
    works: list[WorkInClass],
) -> None:
    answers = [answer for work in works for answer in work.answers]
    assert 0.03 < sum(not answer.scores for answer in answers) / len(answers) < 0.10
    assert any(None in answer.scores for answer in answers)
    behind = [work for work in works if work.not_taught]
    assert 0.03 < len(behind) / len(works) < 0.2
    assert {work.plan.kind for work in behind} == {"kr"}


def test_task_that_was_not_taught_leaves_both_the_points_and_the_maximum() -> None:
    plan = next(p for p in school_plans(9, 2025) if p.kind == "kr" and p.tasks[-1].maximum == 2)
    last = frozenset({len(plan.tasks) - 1})
    taught = sum(task.maximum for task in plan.tasks) - 2
    most = -int(-0.8 * taught // 1)
    assert (work_mark(plan, most, last), work_mark(plan, most, frozenset())) == (5, 4)


def test_municipal_reading_has_no_marks_and_is_written_by_all_three_schools(demo: Municipality) -> None:
    found = [work for work in municipal_works(demo, 2025) if work.plan.subject == READING]
    assert {(work.plan.grade, work.school_class.key.school) for work in found} == {
        (grade, school) for grade in (6, 8) for school in SCHOOLS
    }
    assert {answer.mark for work in found for answer in work.answers} == {None}


def test_small_demonstration_has_few_works_and_six_in_the_class_with_a_log_in() -> None:
    small = build_municipality("small")
    made = [w for year in small.years for school in SCHOOLS for w in works_of_school(small, school, year)]
    made += [work for year in small.years for work in municipal_works(small, year)]
    assert len(made) <= 27
    led = [w for w in made if (w.school_class.key.school, w.school_class.key.name) == (SCHOOL_1, "9А")]
    assert (
        sum(work.school_class.key.year == 2025 for work in led) == 7
    )  # six of the school, one of the municipality


def test_works_foretell_the_exam_but_not_fully(demo: Municipality, works: list[WorkInClass]) -> None:
    shown, taken = _maths_shares(demo, works)
    both = sorted(shown.keys() & taken.keys())
    assert len(both) > 200
    assert 0.5 < correlation([shown[n][0] for n in both], [taken[n][0] for n in both]) < 0.9


def test_what_a_pupil_is_better_at_in_works_is_seen_again_in_the_exam(
    demo: Municipality, works: list[WorkInClass]
) -> None:
    """The share in geometry above the share in the rest, in works and in ОГЭ."""
    shown, taken = _maths_shares(demo, works)
    both = sorted(shown.keys() & taken.keys())
    assert 0.1 < correlation([shown[n][1] for n in both], [taken[n][1] for n in both]) < 0.6


_Shares = dict[int, tuple[float, float]]
_Points = dict[bool, tuple[int, int]]


def _maths_shares(demo: Municipality, works: list[WorkInClass]) -> tuple[_Shares, _Shares]:
    """Pupil → (share of all points, share in geometry less the share in the rest), in works and in ОГЭ."""
    shown: dict[int, _Points] = {}
    for work in works:
        if work.plan.grade == 9 and work.plan.exam == "oge" and work.plan.subject != "Русский язык":
            for answer in work.answers:
                for task, score in zip(work.plan.tasks, answer.scores, strict=bool(answer.scores)):
                    points = shown.setdefault(answer.pupil.number, {})
                    _add(points, task.codes, score or 0, task.maximum)
    taken: dict[int, _Points] = {}
    for year in YEARS:
        exam = next(e for e in oge.exams(year) if e.subject == MATHS)
        for result in oge.results(demo, exam):
            scores = (*result.short, *result.long)
            for task, score in zip((*exam.short, *exam.long), scores, strict=True):
                _add(taken.setdefault(result.pupil.number, {}), task.codes, score, task.maximum)
    return _shares(shown), _shares(taken)


def _add(points: _Points, codes: tuple[str, ...], score: int, maximum: int) -> None:
    is_geometry = {code.split(".")[0] for code in codes} == {"7"}
    got, possible = points.get(is_geometry, (0, 0))
    points[is_geometry] = got + score, possible + maximum


def _shares(found: dict[int, _Points]) -> _Shares:
    shares = {}
    for number, points in found.items():
        (got, possible), (other, of_other) = points[True], points[False]
        shares[number] = ((got + other) / (possible + of_other), got / possible - other / of_other)
    return shares
