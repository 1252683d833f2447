"""`seed/subjects.csv`: every subject of the demonstration is known, headings are short and distinct."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from seed.demo.municipality import build_municipality

SUBJECTS = Path(__file__).resolve().parents[2] / "seed" / "subjects.csv"


@pytest.fixture(scope="module")
def subjects() -> list[dict[str, str]]:
    with SUBJECTS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def _spellings(subject: dict[str, str]) -> list[str]:
    return [subject["name"], *filter(None, subject["aliases"].split("|"))]


def test_every_subject_of_the_demonstration_is_listed(subjects: list[dict[str, str]]) -> None:
    known = {spelling for subject in subjects for spelling in _spellings(subject)}
    taught = {lesson.subject for c in build_municipality("full").classes for lesson in c.lessons}
    assert taught - known == set()


def test_a_spelling_means_one_subject(subjects: list[dict[str, str]]) -> None:
    spellings = [spelling for subject in subjects for spelling in _spellings(subject)]
    assert len(set(spellings)) == len(spellings)


def test_headings_are_distinct_and_two_to_six_letters_long(subjects: list[dict[str, str]]) -> None:
    shorts = [subject["short"] for subject in subjects]
    assert len(set(shorts)) == len(shorts)
    assert all(2 <= len(short) <= 6 for short in shorts)


def test_subjects_without_marks_are_not_graded(subjects: list[dict[str, str]]) -> None:
    graded = {subject["name"]: subject["is_graded"] for subject in subjects}
    courses = {lesson.course for c in build_municipality("full").classes for lesson in c.lessons}
    for course in courses:
        assert graded[course.subject] == ("1" if course.assessment == "graded" else "0")


def test_two_groups_of_technology_stay_two_subjects(subjects: list[dict[str, str]]) -> None:
    names = {subject["name"] for subject in subjects}
    assert {"Труд (Технология девочки)", "Труд (Технология мальчики)"} <= names
