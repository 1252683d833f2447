"""What the loaded demonstration holds beside marks: a teacher of two schools, groups with two teachers, works."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from dashboard.house import House
from dashboard.refresh import NO_TEACHER
from data_access.tables import (
    access_grant,
    load_issue,
    mark_rollup,
    person,
    subject,
    task_score,
    teaching,
    unit,
    user_account,
    work,
    work_result,
)
from seed.demo.profiles import LYCEUM, SCHOOL_1, SCHOOL_2

ENGLISH = "Иностранный язык (английский)"


def test_account_of_a_teacher_in_two_schools_holds_both_persons(demo: House) -> None:
    statement = (
        select(unit.c.short_name)
        .select_from(access_grant)
        .join(user_account, user_account.c.id == access_grant.c.user_id)
        .join(person, person.c.id == access_grant.c.person_id)
        .join(unit, unit.c.id == person.c.school_id)
        .where(user_account.c.login == "teacher2", access_grant.c.role == "teacher")
    )
    with demo.database.reading() as connection:
        assert set(connection.scalars(statement)) == {LYCEUM, SCHOOL_2}


@pytest.mark.parametrize(("school", "is_known"), [(LYCEUM, True), (SCHOOL_1, False)])
def test_marks_of_two_groups_belong_to_their_teacher_only_where_the_file_names_one(
    demo: House, school: str, is_known: bool
) -> None:
    """Files of the lyceum name the teacher of each mark, a tabel names none."""
    own = unit.alias("school")
    of_class = (own.c.short_name == school, unit.c.short_name == "8А", unit.c.year == 2025)
    places = (
        unit.join(own, own.c.id == unit.c.parent_id)
        .join(teaching, teaching.c.class_id == unit.c.id)
        .join(subject, subject.c.id == teaching.c.subject_id)
    )
    taught = select(teaching.c.teacher_id).select_from(places).where(*of_class, subject.c.name == ENGLISH)
    marts = (
        unit.join(own, own.c.id == unit.c.parent_id)
        .join(mark_rollup, mark_rollup.c.class_id == unit.c.id)
        .join(subject, subject.c.id == mark_rollup.c.subject_id)
    )
    counted = select(mark_rollup.c.teacher_id).select_from(marts).where(*of_class, subject.c.name == ENGLISH)
    with demo.database.reading() as connection:
        teachers = set(connection.scalars(taught))
        assert len(teachers) == 2
        assert set(connection.scalars(counted)) == (teachers if is_known else {NO_TEACHER})


def test_every_result_of_a_school_work_found_its_class_and_pupil(demo: House) -> None:
    own = work_result.join(work, work.c.id == work_result.c.work_id)
    of_schools = work.c.kind.in_(("kr", "akr", "dr"))
    lost = work_result.c.class_id.is_(None) | work_result.c.pupil_id.is_(None)
    with demo.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(own).where(of_schools, lost)) == 0
        scores = own.join(task_score, task_score.c.result_id == work_result.c.id)
        counted = connection.scalar(select(func.count()).select_from(scores).where(of_schools))
        assert counted is not None
        assert counted > 3_000


def test_demonstration_is_loaded_without_a_single_problem(demo: House) -> None:
    """Also every code of its works is in a codifier that was loaded before or is shipped."""
    with demo.database.reading() as connection:
        assert connection.execute(select(load_issue.c.rule)).all() == []
