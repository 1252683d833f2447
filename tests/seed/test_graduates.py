"""Paths of graduates and vocational preparation agree with the roster."""

from __future__ import annotations

import pytest

from data_access.formats.template_columns import DESTINATION_WORDS, OUTCOME_WORDS, TRAINING_WORDS
from seed.demo.graduates import destinations, trainings
from seed.demo.model import Municipality
from seed.demo.municipality import build_municipality
from seed.demo.profiles import LYCEUM, SCHOOL_1, SCHOOL_2

SCHOOLS = (SCHOOL_1, LYCEUM, SCHOOL_2)


@pytest.fixture(scope="module")
def demo() -> Municipality:
    return build_municipality("full")


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("year", [2023, 2024])
def test_graduate_who_went_to_grade_10_stands_in_it_next_year(
    demo: Municipality, school: str, year: int
) -> None:
    stayed = {d.pupil.number for d in destinations(demo, school, year) if d.kind == "grade10"}
    finished = {d.pupil.number for d in destinations(demo, school, year) if d.school_class.key.grade == 9}
    later = [c for c in demo.classes_of(school, year + 1) if c.key.grade == 10]
    seated = {e.pupil.number for c in later for e in c.enrolments}
    assert stayed == seated & finished
    assert stayed


@pytest.mark.parametrize("school", SCHOOLS)
def test_about_as_many_stay_after_the_last_year_as_before(demo: Municipality, school: str) -> None:
    stayed = [sum(d.kind == "grade10" for d in destinations(demo, school, year)) for year in (2024, 2025)]
    assert abs(stayed[0] - stayed[1]) <= 4


def test_everybody_who_finished_has_one_destination(demo: Municipality) -> None:
    for year in demo.years:
        for school in SCHOOLS:
            finished = [
                e.pupil.number
                for c in demo.classes_of(school, year)
                if c.key.grade in (9, 11)
                for e in c.enrolments
                if not e.until
            ]
            assert [d.pupil.number for d in destinations(demo, school, year)] == finished


def test_kinds_are_those_of_the_template_and_suit_the_grade(demo: Municipality) -> None:
    went = [d for year in demo.years for school in SCHOOLS for d in destinations(demo, school, year)]
    after_9 = {d.kind for d in went if d.school_class.key.grade == 9}
    after_11 = {d.kind for d in went if d.school_class.key.grade == 11}
    assert after_9 | after_11 == set(DESTINATION_WORDS)
    assert "university" not in after_9
    assert "grade10" not in after_11
    assert not any(d.kind == "army" and d.pupil.sex == "ж" for d in went)
    assert all(d.institution for d in went if d.kind in ("grade10", "college", "university"))


def test_grades_8_to_11_are_prepared_for_work_and_most_succeed(demo: Municipality) -> None:
    done = [t for year in demo.years for school in SCHOOLS for t in trainings(demo, school, year)]
    assert {t.school_class.key.grade for t in done} == {8, 9, 10, 11}
    assert {t.kind for t in done} == set(TRAINING_WORDS)
    assert {t.outcome for t in done} == set(OUTCOME_WORDS)
    assert 0.02 < sum(t.outcome == "failed" for t in done) / len(done) < 0.15


def test_pupil_takes_a_programme_of_a_kind_once_a_year(demo: Municipality) -> None:
    for year in demo.years:
        keys = [(t.pupil.number, t.kind) for school in SCHOOLS for t in trainings(demo, school, year)]
        assert len(set(keys)) == len(keys)
