"""Two schools whose ninth classes have forecasts written by hand: what a page must add up is known beforehand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from dashboard.house import House
from data_access.formats.rows import MarkRow, Parsed, Place, SchoolRef, TeachingRow
from data_access.tables import (
    enrolment,
    exam_forecast,
    forecast_check,
    load,
    person,
    person_name,
    subject,
    unit,
    work,
    work_result,
)
from data_access.viewer import Viewer
from tests.loading.loader import Loader

HERE = Place("Лист1", "A1")
YEAR = 2024
TEACHERS = {"9А": "Линейкина Лидия", "9Б": "Указкин Устин"}
SCHOOL_SIZES = {"СОШ № 1": {"9А": 7, "9Б": 3}, "Лицей": {"9А": 8}}


def fill(house: House) -> None:
    """Pupils with algebra marks; a forecast in mathematics for each; the first school knows its results."""
    marks, teaching = [], []
    for name, classes in SCHOOL_SIZES.items():
        for class_name, size in classes.items():
            teaching.append(
                TeachingRow(SchoolRef(name), class_name, YEAR, "Алгебра", TEACHERS[class_name], HERE)
            )
            for number in range(size):
                pupil = f"Ученик{number:02d} {name} {class_name}"
                row = MarkRow(SchoolRef(name), class_name, YEAR, pupil, "Алгебра", "", "Q3", "4", 3.7, HERE)
                marks.append(row)
    Loader(house).load_rows(
        Parsed("template", "Шаблон", len(marks), marks=tuple(marks), teaching=tuple(teaching))
    )
    with house.database.writing() as connection:
        _forecast(connection)


def _forecast(connection: Connection) -> None:
    maths = connection.scalar(select(subject.c.id).where(subject.c.name == "Математика"))
    load_id = connection.scalar(select(load.c.id))
    exam = insert(work).values(
        code="oge", kind="oge", subject_id=maths, grade=9, year=YEAR, title="ОГЭ", max_score=31
    )
    key = connection.execute(exam).inserted_primary_key
    assert key is not None
    for number, (pupil, class_id, school_id, school_name) in enumerate(_pupils(connection)):
        has_forecast = number % 4 != 3
        connection.execute(
            insert(exam_forecast).values(forecast_row(pupil, class_id, school_id, maths, has_forecast))
        )
        if school_name == "СОШ № 1":
            connection.execute(
                insert(work_result).values(
                    work_id=key[0],
                    school_id=school_id,
                    class_id=class_id,
                    pupil_id=pupil,
                    participant=f"p{pupil}",
                    load_id=load_id,
                    primary_score=16,
                    mark=4,
                    status="wrote",
                    is_current=True,
                )
            )
    for method, points, marks, covered, is_used in (
        ("formula", 60.0, 6.0, 15, True),
        ("ridge", 50.0, 5.0, 16, False),
        ("last_mark", 80.0, 9.0, None, False),
        ("school_mean", 100.0, 12.0, None, False),
    ):
        connection.execute(
            insert(forecast_check).values(
                exam="oge",
                subject_id=maths,
                year=YEAR,
                method=method,
                n=20,
                error_points=points,
                error_marks=marks,
                covered=covered,
                is_used=is_used,
            )
        )


def _pupils(connection: Connection) -> list[Any]:
    school, in_class = unit.alias("school"), unit.alias("class")
    statement = (
        select(person.c.id, in_class.c.id, school.c.id, school.c.short_name)
        .join(enrolment, enrolment.c.pupil_id == person.c.id)
        .join(in_class, in_class.c.id == enrolment.c.class_id)
        .join(school, school.c.id == in_class.c.parent_id)
        .order_by(person.c.id)
    )
    return list(connection.execute(statement))


def forecast_row(
    pupil: int, class_id: int, school_id: int, subject_id: Any, is_known: bool
) -> dict[str, Any]:
    """A forecast of 16 ± 3 points, or one that is hidden because there were too few works."""
    row: dict[str, Any] = {
        "pupil_id": pupil,
        "exam": "oge",
        "subject_id": subject_id,
        "year": YEAR,
        "class_id": class_id,
        "school_id": school_id,
        "method": "formula",
        "status": "ok" if is_known else "few_works",
        "n_works": 4 if is_known else 1,
        "tasks_covered": 22,
        "tasks": 25,
    }
    numbers = {
        "max_score": 31,
        "expected": 16.0,
        "deviation": 3.0,
        "low": 12.2,
        "high": 19.8,
        "p2": 0.05,
        "p3": 0.35,
        "p4": 0.5,
        "p5": 0.1,
        "mark": 4,
    }
    return row | (numbers if is_known else dict.fromkeys(numbers))


def viewer(house: House, role: str, name: str = "", class_name: str = "9А") -> Viewer:
    """Somebody of a school, class or subject of this world; `head` sees names, `coordinator` does not."""
    with house.database.reading() as connection:
        top = connection.scalar(select(unit.c.id).where(unit.c.kind == "municipality"))
        if role in ("head", "coordinator"):
            return Viewer(role, role, role, 1, municipality_ids=frozenset({top}), sees_names=role == "head")
        school = connection.scalar(select(unit.c.id).where(unit.c.short_name == name))
        if role == "director":
            return Viewer(role, role, role, 1, school_ids=frozenset({school}), sees_names=True)
        if role == "class_teacher":
            of_school = (unit.c.parent_id == school, unit.c.short_name == class_name)
            own = connection.scalar(select(unit.c.id).where(*of_school))
            return Viewer(role, role, role, 1, class_ids=frozenset({own}), sees_names=True)
        own = connection.scalar(
            select(person.c.id)
            .join(person_name, person_name.c.person_id == person.c.id)
            .where(person.c.school_id == school, person_name.c.full_name == TEACHERS[class_name])
        )
    return Viewer(role, role, role, 1, teacher_ids=frozenset({own}), sees_names=True)
