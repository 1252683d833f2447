"""The generated municipality: its size, its people, its cohorts."""

from __future__ import annotations

from collections import Counter

import pytest

from seed.demo import demo_accounts
from seed.demo.accounts import YEAR
from seed.demo.model import Lesson, Municipality, SchoolClass
from seed.demo.municipality import build_municipality
from seed.demo.profiles import KINDERGARTEN, LYCEUM, SCHOOL_1, SCHOOL_2, Size

SCHOOLS = (SCHOOL_1, LYCEUM, SCHOOL_2)


@pytest.fixture(scope="module")
def demo() -> Municipality:
    return build_municipality("full")


def test_one_seed_gives_one_municipality_and_another_seed_another() -> None:
    build_anew = build_municipality.__wrapped__
    assert build_anew("small", 7) == build_anew("small", 7)
    assert build_anew("small", 7) != build_anew("small", 8)


def test_there_are_about_900_pupils_in_three_schools_every_year(demo: Municipality) -> None:
    for year in (2023, 2024, 2025):
        pupils = {s: sum(len(c.enrolments) for c in demo.classes_of(s, year)) for s in SCHOOLS}
        assert 850 <= sum(pupils.values()) <= 950
        assert pupils[SCHOOL_1] > pupils[LYCEUM] > pupils[SCHOOL_2] > 100


def test_there_are_about_80_teachers_and_one_name_stands_in_two_schools(demo: Municipality) -> None:
    assert 70 <= len(demo.teachers) <= 90
    counted = Counter(teacher.name for teacher in demo.teachers)
    (name,) = (name for name, count in counted.items() if count > 1)
    assert {(t.school, t.home) for t in demo.teachers if t.name == name} == {(LYCEUM, ""), (SCHOOL_2, LYCEUM)}


@pytest.mark.parametrize("size", ["full", "small"])
def test_teacher_of_two_schools_teaches_in_both_this_year_and_leads_a_class_in_the_main_one_only(
    size: Size,
) -> None:
    built = build_municipality(size)
    visitor = next(teacher for teacher in built.teachers if teacher.home)
    for school in (visitor.school, visitor.home):
        classes = built.classes_of(school, YEAR)
        assert any(x.teacher and x.teacher.name == visitor.name for c in classes for x in c.lessons)
    assert not any(c.class_teacher.name == visitor.name for c in built.classes_of(visitor.school, YEAR))


@pytest.mark.parametrize("size", ["full", "small"])
def test_larger_classes_learn_english_in_two_groups_with_two_teachers(size: Size) -> None:
    built = build_municipality(size)
    for school in (SCHOOL_1, LYCEUM):
        split = [c for c in built.classes_of(school, YEAR) if len(_groups(c, "english")) == 2]
        assert split
        for school_class in split:
            groups = _groups(school_class, "english")
            assert {lesson.group for lesson in groups} == {1, 2}
            assert len({lesson.teacher for lesson in groups}) == 2
            numbers = [
                {c.pupil.number for c in built.marks[school_class.key] if c.lesson == x} for x in groups
            ]
            assert all(len(group) >= 3 for group in numbers)
            assert not numbers[0] & numbers[1]


def test_one_class_learns_informatics_in_two_groups(demo: Municipality) -> None:
    split = [c for c in demo.classes if len(_groups(c, "informatics")) == 2]
    assert [(c.key.school, c.key.year, c.key.name) for c in split] == [(LYCEUM, YEAR, "8А")]


def _groups(school_class: SchoolClass, specialty: str) -> list[Lesson]:
    return [lesson for lesson in school_class.lessons if lesson.course.specialty == specialty]


def test_kindergarten_has_no_classes_and_no_marks(demo: Municipality) -> None:
    assert KINDERGARTEN in {profile.short_name for profile in demo.profiles}
    assert not [c for c in demo.classes if c.key.school == KINDERGARTEN]


def test_pupil_stays_in_one_letter_and_moves_up_a_grade_a_year(demo: Municipality) -> None:
    seen: dict[int, list[tuple[int, int, str]]] = {}
    for school_class in demo.classes:
        for enrolment in school_class.enrolments:
            key = school_class.key
            seen.setdefault(enrolment.pupil.number, []).append((key.year, key.grade, key.letter))
    assert sum(len(places) == 3 for places in seen.values()) > 500
    for places in seen.values():
        assert len({grade - year for year, grade, _ in places}) == 1
        assert len({year for year, _, _ in places}) == len(places)
        assert len({letter for _, grade, letter in places if grade <= 9}) <= 1


def test_some_pupils_join_and_some_leave_in_the_middle_of_a_year(demo: Municipality) -> None:
    enrolments = [e for c in demo.classes for e in c.enrolments]
    assert 10 <= sum(bool(e.since) for e in enrolments) <= 80
    assert 10 <= sum(bool(e.until) for e in enrolments) <= 80


def test_pupil_who_left_has_no_mark_of_a_period_that_ended_later(demo: Municipality) -> None:
    left = [
        (c.key, e.pupil.number)
        for c in demo.classes
        for e in c.enrolments
        if c.key.grade in range(3, 10) and e.until and e.until < f"{c.key.year}-12-28"
    ]
    assert left
    for key, number in left:
        periods = {cell.period for cell in demo.marks[key] if cell.pupil.number == number}
        assert periods <= {"Q1"}


def test_names_are_unique_within_a_school(demo: Municipality) -> None:
    for school in SCHOOLS:
        people = {
            (e.pupil.number, e.pupil.name)
            for c in demo.classes
            for e in c.enrolments
            if c.key.school == school
        }
        repeated = [name for name, count in Counter(name for _, name in people).items() if count > 1]
        assert repeated == []


def test_exactly_one_lesson_of_the_whole_demonstration_has_no_teacher(demo: Municipality) -> None:
    vacant = [
        (c.key.name, lesson.subject) for c in demo.classes for lesson in c.lessons if lesson.teacher is None
    ]
    assert vacant == [("5А", "География")]


def test_everyone_who_teaches_belongs_to_the_school(demo: Municipality) -> None:
    known = set(demo.teachers)
    for school_class in demo.classes:
        teachers = {lesson.teacher for lesson in school_class.lessons if lesson.teacher}
        assert teachers <= known
        assert {teacher.school for teacher in teachers} == {school_class.key.school}
        assert school_class.class_teacher in teachers


def test_grade_1_has_no_marks_and_grade_2_none_in_the_first_half_of_the_year(demo: Municipality) -> None:
    periods: dict[int, set[str]] = {}
    for key, cells in demo.marks.items():
        periods.setdefault(key.grade, set()).update(cell.period for cell in cells)
    assert periods[1] == set()
    assert periods[2] == {"Q3", "Q4", "Y"}
    assert periods[9] == {"Q1", "Q2", "Q3", "Q4", "Y"}
    assert periods[11] == {"H1", "H2", "Y"}


@pytest.mark.parametrize("size", ["full", "small"])
def test_accounts_are_bound_to_people_of_the_roster(size: Size) -> None:
    demo = build_municipality(size)
    accounts = {account.login: account for account in demo_accounts(size)}
    assert list(accounts) == [
        "head", "coordinator", "director1", "director2", "director3", "classteacher", "teacher", "teacher2",
    ]  # fmt: skip
    assert not accounts["coordinator"].sees_names
    leader = accounts["classteacher"]
    led = next(c for c in demo.classes_of(leader.school, YEAR) if c.key.name == leader.class_name)
    assert led.class_teacher.name == leader.teacher
    teacher = accounts["teacher"].teacher
    taught = [
        c.key.name
        for c in demo.classes_of(SCHOOL_1, YEAR)
        if any(lesson.teacher and lesson.teacher.name == teacher for lesson in c.lessons)
    ]
    assert len(taught) >= 2
    assert teacher != leader.teacher
    visitor = accounts["teacher2"]
    works_in = {t.school for t in demo.teachers if t.name == visitor.teacher}
    assert works_in == {visitor.school, visitor.also_school}


def test_small_municipality_has_classes_below_the_limit_of_suppression() -> None:
    demo = build_municipality("small")
    assert 150 <= sum(len(c.enrolments) for c in demo.classes if c.key.year == 2025) <= 200
    sizes = [len(c.enrolments) for c in demo.classes_of(SCHOOL_2, 2025)]
    assert any(3 <= size <= 4 for size in sizes)
    assert any(5 <= size <= 8 for size in sizes)
    assert {c.key.grade for c in demo.classes} == {4, 5, 8, 9, 10, 11}
