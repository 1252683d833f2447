"""A region with two municipalities and four schools, to which tests add facts of exams, registers and events.

Ids are given by the tests' own numbers: a class is `school · 10000 + year − 2000 + 100 · grade`, a pupil what it is
called. Scales are the program's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data_access.tables import (
    destination,
    enrolment,
    event_result,
    indicator_value,
    load,
    period_mark,
    person,
    person_name,
    register_row,
    subject,
    task_score,
    teaching,
    training_result,
    unit,
    work,
    work_result,
    work_task,
)

YEAR = 2025
REGION, NORTH, SOUTH = 900, 910, 920
SCHOOLS = {101: NORTH, 102: NORTH, 103: NORTH, 104: SOUTH}
LOAD = 1
NOW = datetime(2026, 6, 20)
RUSSIAN, MATHS, ALGEBRA, WORLD, SOCIAL = (
    "Русский язык",
    "Математика",
    "Алгебра",
    "Окружающий мир",
    "Обществознание",
)
Number = tuple[float, float, int]


@dataclass
class QualityWorld:
    """Writes facts; every place is a school's number and a school year."""

    connection: Connection
    subjects: dict[str, int] = field(default_factory=dict)

    def insert(self, table: Any, **values: Any) -> int:
        key = self.connection.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def school_class(self, school: int, grade: int, year: int = YEAR) -> int:
        id_ = school * 10000 + year - 2000 + 100 * grade
        if self.connection.scalar(select(unit.c.id).where(unit.c.id == id_)) is None:
            named = {"short_name": f"{grade}А", "grade": grade, "year": year, "letter": "А"}
            self.insert(unit, id=id_, kind="class", parent_id=school, **named)
        return id_

    def pupil(self, pupil_id: int, school: int, grade: int, year: int = YEAR) -> int:
        """A pupil in a class of the school, made on first mention."""
        class_id = self.school_class(school, grade, year)
        if self.connection.scalar(select(person.c.id).where(person.c.id == pupil_id)) is None:
            self.insert(person, id=pupil_id, kind="pupil", school_id=school)
        self.connection.execute(
            insert(enrolment).values(
                class_id=class_id, pupil_id=pupil_id, load_id=LOAD, is_stated=True, is_current=True
            )
        )
        return class_id

    def teacher(self, person_id: int, name: str, school: int, year: int = YEAR) -> None:
        self.insert(person, id=person_id, kind="teacher", school_id=school)
        self.insert(person_name, person_id=person_id, full_name=name, name_key=name.lower())
        place = {"class_id": self.school_class(school, 5, year), "subject_id": self.subjects[RUSSIAN]}
        self.connection.execute(insert(teaching).values(**place, teacher_id=person_id, load_id=LOAD))

    def work(self, kind: str, grade: int, name: str, year: int = YEAR, **values: Any) -> int:
        title = values.pop("title", f"{kind} {grade} {name}")
        of = {"kind": kind, "grade": grade, "subject_id": self.subjects[name], "year": year}
        code = f"{kind}-{grade}-{name}-{year}-{len(values)}-{title}-{values.get('held_on')}-{values.get('codifier')}"
        return self.insert(work, code=code, title=title, **of, **values)

    def result(self, work_id: int, school: int, participant: str | int, **values: Any) -> int:
        """`participant`: the id of a pupil or a code."""
        who = {"participant": participant, "pupil_id": None}
        if isinstance(participant, int):
            who = {"participant": f"p{participant}", "pupil_id": participant}
        place = {"work_id": work_id, "school_id": school, "load_id": LOAD, "is_current": True}
        return self.insert(work_result, **place, **who, **{"status": "wrote", **values})

    def tasks(self, work_id: int, levels: str, maximum: int = 2) -> list[int]:
        return [
            self.insert(
                work_task,
                work_id=work_id,
                position=position,
                number=str(position),
                max_score=maximum,
                level=level,
            )
            for position, level in enumerate(levels)
        ]

    def score(self, result_id: int, task_id: int, score: int | None) -> None:
        self.connection.execute(insert(task_score).values(result_id=result_id, task_id=task_id, score=score))

    def annual_mark(self, pupil_id: int, class_id: int, name: str, value: str, year: int = YEAR) -> None:
        school = self.connection.scalar(select(unit.c.parent_id).where(unit.c.id == class_id))
        of = {"pupil_id": pupil_id, "class_id": class_id, "school_id": school, "year": year, "period": "Y"}
        said = {"subject_id": self.subjects[name], "value": value, "is_current": True, "load_id": LOAD}
        self.connection.execute(insert(period_mark).values(**of, **said))

    def event(self, pupil_id: int, school: int, grade: int, stage: str, outcome: str, **values: Any) -> None:
        of = {"event": "ВсОШ", "stage": stage, "year": YEAR, "subject_id": self.subjects[MATHS], **values}
        place = {"class_id": self.school_class(school, grade), "school_id": school, "load_id": LOAD}
        self.insert(event_result, pupil_id=pupil_id, outcome=outcome, is_current=True, **of, **place)

    def went(self, pupil_id: int, school: int, grade: int, kind: str) -> None:
        place = {"class_id": self.school_class(school, grade), "school_id": school, "load_id": LOAD}
        self.insert(destination, pupil_id=pupil_id, year=YEAR, kind=kind, is_current=True, **place)

    def training(self, pupil_id: int, school: int, grade: int, kind: str, outcome: str) -> None:
        place = {"class_id": self.school_class(school, grade), "school_id": school, "load_id": LOAD}
        said = {"kind": kind, "outcome": outcome, "programme": "Повар", "is_current": True, "year": YEAR}
        self.insert(training_result, pupil_id=pupil_id, **said, **place)

    def line(self, register: str, school: int, year: int, cells: dict[str, Any], **values: Any) -> None:
        row = {"register": register, "unit_id": school, "year": year, "cells": cells, "author": "автор"}
        made = {"line_key": str(cells), "status": "active", "entered_at": NOW, "is_current": True}
        self.insert(register_row, **row, **{**made, **values})

    def value(self, indicator: str, unit_id: int, year: int = YEAR) -> Number | None:
        """Numerator, denominator and pupils of the year in the mart."""
        columns = indicator_value.c
        row = self.connection.execute(
            select(columns.numerator, columns.denominator, columns.n).where(
                columns.indicator == indicator,
                columns.unit_id == unit_id,
                columns.year == year,
                columns.checkpoint == "Y",
            )
        ).first()
        return None if row is None else tuple(row)  # type: ignore[return-value]

    def values(self, indicator: str, year: int = YEAR) -> dict[int, tuple[float, float]]:
        """Unit → numerator and denominator."""
        columns = indicator_value.c
        rows = self.connection.execute(
            select(columns.unit_id, columns.numerator, columns.denominator).where(
                columns.indicator == indicator, columns.year == year
            )
        )
        return {unit_id: (numerator, denominator) for unit_id, numerator, denominator in rows}


def make_quality_world(connection: Connection) -> QualityWorld:
    """The units, a load, and the subjects by name."""
    nothing: dict[str, Any] = {"answers": {}, "counts": {}}
    file = {"file_name": "мир.xlsx", "sha256": "0", "size": 1, "created_at": NOW}
    connection.execute(insert(load).values(id=LOAD, status="applied", applied_no=1, **file, **nothing))
    connection.execute(insert(unit).values(id=REGION, kind="region", short_name="область"))
    for id_ in (NORTH, SOUTH):
        connection.execute(
            insert(unit).values(id=id_, kind="municipality", parent_id=REGION, short_name=f"округ {id_}")
        )
    for id_, above in SCHOOLS.items():
        connection.execute(
            insert(unit).values(id=id_, kind="school", parent_id=above, short_name=f"Школа {id_}")
        )
    names = {name: id_ for id_, name in connection.execute(select(subject.c.id, subject.c.name))}
    return QualityWorld(connection, names)


def withdraw(world: QualityWorld, result_id: int) -> None:
    """The result is no longer in force."""
    world.connection.execute(
        update(work_result).where(work_result.c.id == result_id).values(is_current=False)
    )


def days(*numbers: int) -> list[date]:
    """Days of June after the school year."""
    return [date(YEAR + 1, 6, number) for number in numbers]
